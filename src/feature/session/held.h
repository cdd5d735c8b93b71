// SPDX-License-Identifier: EUPL-1.2
// What was held of a cohort, for pages that show it beside other things: how many came to each
// session, and who missed the last ones. Counted in C from one pass, because a page of a cohort is
// asked for more than any other.
#ifndef VLIEGWIEL_HELD_H
#define VLIEGWIEL_HELD_H
#include "held_sql.h"
#include "web/ctx.h"

struct held_session {
    int64_t id, n_expected, n_noted, n_present;
};
struct held_person {
    int64_t id, n_missed; // in a row, up to the last session that was noted
};
struct held {
    struct held_session *sessions; // until today, in their order
    size_t n_sessions;
    struct held_person *people; // everybody who was expected at one
    size_t n_people;
};

// In: rows in the order of their sessions. Out: sessions and people, each once.
// Memory: on `arena`. Cost: O(rows * people).
struct held held_count(struct arena *arena, const struct held_list *list);
// Of the route's cohort.
NODISCARD enum rc held_load(struct ctx *c, struct held *ret_held);
// NULL: not held yet, or nobody noted who came.
const struct held_session *held_session_at(const struct held *held, int64_t session);
// 0 for somebody who was expected at none.
int64_t held_missed(const struct held *held, int64_t person);
#endif
