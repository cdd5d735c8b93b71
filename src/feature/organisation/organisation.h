// SPDX-License-Identifier: EUPL-1.2
// The organisations of a leergang: the host municipality and its partners, each with a fixed
// letter.
#ifndef VLIEGWIEL_ORGANISATION_H
#define VLIEGWIEL_ORGANISATION_H
#include "organisation_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_organisations, "/organisaties")
URL_FIXED(url_organisation_new, "/organisaties/nieuw")
URL_ID(url_organisation, "/organisaties/", "")

enum organisation_kind {
    ORGANISATION_MUNICIPALITY,
    ORGANISATION_POLICE,
    ORGANISATION_SOCIAL_WORK,
    ORGANISATION_CLEANING,
    ORGANISATION_HOUSING,
    ORGANISATION_BUREAU,
    ORGANISATION_OTHER,
    ORGANISATION_KIND_N
};
struct str organisation_kind_word(enum organisation_kind kind); // as stored
struct str organisation_kind_label(enum lang lang, struct str word);

struct organisation_form {
    struct layout layout;
    int mistakes;
    int64_t id; // 0: a new one
    int64_t version;
    bool is_met; // somebody else changed it meanwhile
    struct met met;
    struct field name, kind, letter;
    struct choice kinds[ORGANISATION_KIND_N];
};
struct organisation_list_view {
    struct layout layout;
    struct organisation_list list;
    bool may_edit;
};

// What was typed, checked: one capital letter, a name nobody has. Fills the fields' errors.
struct organisation_input {
    struct str name, kind, letter;
};
NODISCARD enum rc organisation_read(struct ctx *c, struct organisation_form *form,
                                    struct organisation_input *ret_input);
#endif
