// SPDX-License-Identifier: EUPL-1.2
// People: a person, memberships in organisations, employments per source, roles. Names as people
// write them. A person is not an account, not a membership and not an employment.
#ifndef VLIEGWIEL_PERSON_H
#define VLIEGWIEL_PERSON_H
#include "door_sql.h"
#include "person_employment_sql.h"
#include "person_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_people, "/mensen")
URL_ID(url_person, "/mensen/", "")
URL_ID(url_person_roles, "/mensen/", "/rollen")
URL_ID(url_person_edit, "/mensen/", "/wijzig")
URL_ID(url_person_add, "/organisaties/", "/mensen")
URL_ID(url_person_doors, "/organisaties/", "/toegang")

// ---- rules that change data: pages, imports, the demo and the shell use them -----------------
struct person_input {
    struct str given_name, infix, family_name,
        email; // given_name or family_name may be empty, not both
};
// "Daan van der Berg"; sorted under "berg, daan van der" (folded).
struct str person_name(struct arena *arena, const struct person_input *input);
struct str person_sort_name(struct arena *arena, const struct person_input *input);
NODISCARD enum rc person_add(struct db *db, struct arena *arena, const struct person_input *input,
                             struct instant now, int64_t *ret_id);
NODISCARD enum rc person_change(struct db *db, struct arena *arena, int64_t person,
                                const struct person_input *input);
// The same by somebody who saw this version; RC_CONFLICT: it was changed since.
NODISCARD enum rc person_edit(struct db *db, struct arena *arena, int64_t person, int64_t version,
                              const struct person_input *input);
NODISCARD enum rc person_join(struct db *db, struct arena *arena, int64_t person,
                              int64_t organisation, struct opt_int unit, struct day from);
// To another unit of the same organisation from `today` on; the time before stays on record.
NODISCARD enum rc person_move(struct db *db, struct arena *arena, int64_t person,
                              int64_t organisation, struct opt_int unit, struct day today);
// As if it had not moved on this day: back to this unit, the time before it in one piece again.
NODISCARD enum rc person_move_back(struct db *db, struct arena *arena, int64_t person,
                                   int64_t organisation, struct opt_int unit, struct day day);
// A person who was never more than a line of a file, with the memberships; anything else that
// speaks of the person makes this fail.
NODISCARD enum rc person_drop(struct db *db, int64_t person);
// The latest membership ends after this day; DAY_NONE: it goes on.
NODISCARD enum rc person_leave(struct db *db, int64_t person, int64_t organisation,
                               struct day until);

// One line of an employer's file.
struct employment_input {
    struct opt_int unit;
    struct str post, scale, scale_step, roster, manager_number; // STR_NONE: unknown
    struct opt_int week_quarters;
    struct day from, until;
};
struct employment_key {
    int64_t person, organisation, source;
    struct str number; // STR_NONE: the source has no numbers
    int64_t line;      // 1 = first: the how many-th employment of this person in the source
};
NODISCARD enum rc employment_add(struct db *db, struct arena *arena,
                                 const struct employment_key *key,
                                 const struct employment_input *input, int64_t *ret_id);
NODISCARD enum rc employment_change(struct db *db, int64_t employment,
                                    const struct employment_input *input);
NODISCARD enum rc employment_drop(struct db *db, int64_t employment);

// granted_by 0: the house itself (shell, demo). Another must be owner or operator there, or hold
// the same role: RC_FORBIDDEN.
NODISCARD enum rc role_give(struct db *db, struct arena *arena, int64_t person, struct str role,
                            int64_t organisation, struct day from, struct day until,
                            int64_t granted_by, struct instant now);
// Yesterday was its last day, or its first day when that was later; one that never began goes away.
// Who may give it may end it.
NODISCARD enum rc role_end(struct db *db, struct arena *arena, int64_t person, int64_t role,
                           int64_t ended_by, struct instant now);

// What a search box holds, as a pattern for a fold column that escapes with '!'.
struct str person_pattern(struct arena *arena, struct str typed);

// ---- pages -----------------------------------------------------------------------------------
enum { PERSON_PAGE = 100, PERSON_COUNT = 1000 }; // rows of a list; people that it counts
struct person_list_view {
    struct layout layout;
    struct person_list list;
    struct link *filters; // all, then one per organisation
    size_t n_filters;
    struct str search;
    struct opt_int organisation;
    int64_t n_found;  // counted up to PERSON_COUNT + 1
    struct str found; // the same in words
    bool is_first;    // page of the list
    struct url more;  // the next page; no text: there is none
    struct url start;
    bool may_import;
    struct url add, doors; // for the organisation that is chosen or the only one; no text: none
};
struct person_view {
    struct layout layout;
    struct person_get_row person;
    struct person_memberships memberships;
    struct person_employment_list employments;
    struct person_roles roles;
    struct person_cohorts cohorts;
    struct door_cards_of cards;
    bool may_grant, may_open_cohort, may_edit;
};
struct person_edit_view {
    struct layout layout;
    struct person_names_row now; // as it stands
    int64_t id;
    int mistakes;
    bool is_met; // somebody else changed it meanwhile
    struct field given, infix, family, email;
};
enum { PERSON_NAME_MAX = 200, PERSON_EMAIL_MAX = 254 }; // characters
enum { PERSON_ADD_ROWS = 5, PERSON_ADD_MAX = 40 };
struct person_add_row_view {
    struct field name, email;
    struct field other; // "this is somebody else": asked when the name is known already
    bool asks_other, is_other;
    struct person_input person;
};
struct person_add_view {
    struct layout layout;
    int64_t organisation;
    struct str organisation_name;
    int mistakes;
    struct person_add_row_view rows[PERSON_ADD_MAX];
    size_t n;
    struct url more; // the same page with more rows
};
enum rc person_edit_get(struct ctx *c); // person_edit_pages.c
enum rc person_edit_post(struct ctx *c);
enum rc person_add_get(struct ctx *c); // person_add_pages.c
enum rc person_add_post(struct ctx *c);
struct person_roles_view {
    struct layout layout;
    struct person_get_row person;
    struct person_roles roles;
    struct day today;
    int mistakes;
    struct field role, organisation, from, until;
    struct choice roles_to_give[ROLE_N + 1]; // the first: none yet
    size_t n_roles_to_give;
    struct choice *places;
    size_t n_places;
};
struct str person_role_label(enum lang lang, struct str word);
bool person_role_runs(const struct person_roles_row *role, struct day today); // now or later
enum rc person_roles_get(struct ctx *c);                                      // person_role_pages.c
enum rc person_roles_post(struct ctx *c);
#endif
