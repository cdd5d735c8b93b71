// SPDX-License-Identifier: EUPL-1.2
// What two sessions need at the same time: a room, or a person in whatever part. Nothing is refused
// for it; who plans is told.
#ifndef VLIEGWIEL_FEATURE_CLASH_H
#define VLIEGWIEL_FEATURE_CLASH_H
#include "base/str.h"
#include "clash_sql.h"

enum clash_kind {
    CLASH_ROOM,
    CLASH_LEADS_BOTH,
    CLASH_LEADS_HERE,  // and is expected there
    CLASH_LEADS_THERE, // and is expected here
    CLASH_EXPECTED,    // at both: people in two cohorts
};
// The other session; cohort STR_NONE: what it is called is not for the viewer to know.
struct clash_other {
    int64_t id, number, position;
    bool own; // of the same cohort
    struct str cohort, title;
    struct clock start, end;
};
struct clash {
    enum clash_kind kind;
    int64_t session;
    struct clash_other other;
    struct str person; // of whom one is needed twice; STR_NONE: without a name, or several
    int64_t n_people;  // 0: a room
};
// In: rows as they are asked. Out: rooms first, then people; those who are expected at the same two
// sessions together. Where the other session has no name, neither has the part that somebody who is
// expected here plays there. On the arena. Gives how many.
size_t clashes_of(struct arena *arena, const struct clash_rooms *rooms,
                  const struct clash_people *people, const struct clash **ret_clashes);
#endif
