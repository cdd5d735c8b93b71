// SPDX-License-Identifier: EUPL-1.2
// Programmes: six modules of versioned elements, made from a blueprint, marked as professional
// content or personal development. A change makes a new version with its reason; cohorts stay on
// theirs.
#ifndef VLIEGWIEL_PROGRAMME_H
#define VLIEGWIEL_PROGRAMME_H
#include "programme_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_programmes, "/leergangen")
URL_FIXED(url_programme_new, "/leergangen/nieuw")
URL_ID(url_programme, "/leergangen/", "")
URL_ID2(url_programme_module, "/leergangen/", "/modules/", "")

// One element of the built-in starter blueprint (blueprint.c): a module, or a part of the module
// above it.
struct blueprint_element {
    const char *uid; // the same in every installation: merging needs nothing more
    const char *kind;
    const char *title, *body;
    const char *track; // "content", "personal", NULL for a module
    int64_t minutes;
    bool decided;
};
extern const struct blueprint_element blueprint[];
extern const size_t blueprint_n;

// A new programme from the built-in starter blueprint, owned by one organisation. Version 1.
// RC_CONFLICT when a programme has this name.
NODISCARD enum rc programme_from_blueprint(struct db *db, struct arena *arena, struct str name,
                                           struct str aim, int64_t organisation, int64_t author,
                                           struct instant now, int64_t *ret_programme);

struct module_change {
    struct str title, body, reason;
};
// Fills in or changes one module: a new version of the element and of the programme, both with the
// reason. RC_CONFLICT when `version` is no longer the newest: somebody else was first.
NODISCARD enum rc programme_module_change(struct db *db, struct arena *arena,
                                          const struct programme_get_row *programme,
                                          const struct programme_modules_row *module,
                                          const struct module_change *change, int64_t author,
                                          struct instant now);

struct programme_list_view {
    struct layout layout;
    struct programme_list list;
    bool may_edit;
};
struct programme_form {
    struct layout layout;
    int mistakes;
    struct field name, aim, organisation;
    struct choice organisations[40];
    size_t n_organisations;
};
struct programme_view {
    struct layout layout;
    struct programme_get_row programme;
    struct programme_modules modules;
    struct programme_versions versions;
    int64_t n_open, minutes_max;
    bool may_edit;
};
struct module_view {
    struct layout layout;
    int mistakes;
    struct programme_get_row programme;
    struct programme_modules_row module;
    struct programme_module_elements elements;
    struct field title, body, reason;
    int64_t version; // the form was made on this one
    bool may_edit;
};
struct str programme_module_title(struct arena *arena, enum lang lang,
                                  const struct programme_modules_row *module);
struct str programme_track_label(enum lang lang, struct str track);
#endif
