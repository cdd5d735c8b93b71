// SPDX-License-Identifier: EUPL-1.2
// With whom somebody wants to take part: written as a name on the application, sealed like all that
// applicants write. Names of fellow applicants are recognised; about any other name a person says
// who is meant. A wish binds nobody: the coordinator makes a rule of it, or puts it aside.
#ifndef VLIEGWIEL_WISH_H
#define VLIEGWIEL_WISH_H
#include "feature/cohort/cohort.h"
#include "wish_sql.h"

URL_ID(url_cohort_wishes, "/lichtingen/", "/wensen")

struct wish_line {
    const struct wish_list_row *row;
    struct str typed;
    struct str known;       // whom the name means; no text: a person has to say
    struct choice *choices; // fellow applicants, the one who is meant chosen
    size_t n_choices;
};
struct wishes {
    struct wish_line *lines;
    size_t n;
    int64_t n_unknown;
};
static inline struct str wish_id(struct arena *arena, const struct wish_line *line) {
    return str_fmt(arena, "met-%" PRId64, line->row->application_id);
}
// Which of the applicants is meant by this name: the whole name, or a first or last name that only
// one of them has; however it is written. RC_NOT_FOUND: none, or more than one.
NODISCARD enum rc wish_match(struct arena *arena, const struct application_list *list,
                             int64_t except, struct str typed, size_t *ret_at);
NODISCARD enum rc wishes_load(struct ctx *c, const struct application_list *list,
                              struct wishes *ret_wishes);
#endif
