// SPDX-License-Identifier: EUPL-1.2
// What was held of a cohort, for pages that show it beside other things: how many came to each
// session, and who missed the last ones. Counted in C from one pass, because a page of a cohort is
// asked for more than any other.
#ifndef VLIEGWIEL_HELD_H
#define VLIEGWIEL_HELD_H
#include "feature/cohort/cohort.h"
#include "held_sql.h"
#include "web/ctx.h"

struct held_session {
    int64_t id, n_expected, n_noted, n_present;
    struct day day;
    struct clock start; // CLOCK_NONE: not known; then it counts as the last of its day
};
struct held_person {
    int64_t id, n_missed; // in a row, up to the last session that was noted
};
struct held {
    struct held_session *sessions; // in their order; those to come and the cancelled have no people
    size_t n_sessions;
    struct held_person *people; // everybody who was expected at one
    size_t n_people;
};

// In: all sessions of the cohort; rows in any order. Out: sessions and people, each once.
// Memory: on `arena`. Cost: O(rows + sessions * (sessions + people)), when people come in nearly
// the same order in every session.
struct held held_count(struct arena *arena, const struct held_session *sessions, size_t n_sessions,
                       const struct held_list *list);
// Of the route's cohort.
NODISCARD enum rc held_load(struct ctx *c, const struct cohort_modules *modules,
                            struct held *ret_held);
// NULL: not held yet, or nobody noted who came.
const struct held_session *held_session_at(const struct held *held, int64_t session);
// 0 for somebody who was expected at none.
int64_t held_missed(const struct held *held, int64_t person);
#endif
