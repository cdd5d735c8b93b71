// SPDX-License-Identifier: EUPL-1.2
// The planning engines as a C library. An engine is a pure function: no files, no clock, no
// globals. Problem, seed and effort go in; the best plan found, a proven bound and the reasons come
// out. The same problem, seed and effort give the same plan on every machine. Every plan can be
// recounted by a checker that shares no code with the solver.
#ifndef VLIEGWIEL_PLAN_H
#define VLIEGWIEL_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vliegwiel/arena.h" // owns all memory that an engine uses and returns

#define PLAN_ENGINE_VERSION "1"

// How a solver ended.
enum plan_end {
    PLAN_DONE,       // the effort is spent, or the bound is reached
    PLAN_CANCELLED,  // the progress callback said stop; the best plan so far is returned
    PLAN_INFEASIBLE, // no plan; the conflicts name the rules
};

// A rule that a problem contradicts or a plan breaks.
enum plan_rule {
    PLAN_RULE_NUMBERS,        // a number of the problem lies outside its range
    PLAN_RULE_SEATS,          // round: `have` seats, `need` people
    PLAN_RULE_APART_CLASS,    // round, person, other: class of `need` people, `have` groups
    PLAN_RULE_TOGETHER_BLOCK, // round, person, other: block of `need` people, largest group `have`
    PLAN_RULE_TOGETHER_APART, // person, other: both together and apart
    PLAN_RULE_NOT_FOUND,      // effort spent without a valid plan; this is no proof
    PLAN_RULE_PLACE,          // round, person: no place though present, or a place though absent
    PLAN_RULE_GROUP,          // round, person: group `have` does not exist; there are `need`
    PLAN_RULE_SIZE,           // round: group `other` has `have` people where `need` fit
    PLAN_RULE_APART,          // round, person, other: in one group
    PLAN_RULE_TOGETHER,       // round, person, other: not in one group
    PLAN_RULE_FIXED,          // round, person: the past was changed
    PLAN_RULE_MOVES,          // round: `have` people move, at most `need` may
    PLAN_RULE_SEATS_LEAST,    // `have` people, and the groups must have `need`
    PLAN_RULE_CLOSED,         // person: in group `other`, or in any (-1), which is closed to it
    PLAN_RULE_QUOTA_LEAST,    // round = column, person = class: `have` people in group `other`, or
    PLAN_RULE_QUOTA_MOST,     // in all (-1), where at least or at most `need` must be
    // dates: round = module, person = group; -1 where the rule holds for all of them
    PLAN_RULE_DATES_NO_SLOT, // in a plan: slot `have` of `need` does not exist
    PLAN_RULE_DATES_CLOSED,  // slot other; -1: every slot is closed
    PLAN_RULE_DATES_PRESENT, // slot other: `have` absent, at most `need` may be; -1: everywhere
    PLAN_RULE_DATES_ORGANISATION, // slot other or -1, organisation have: not `need` of it are there
    PLAN_RULE_DATES_ORDER,      // `have` slots after the module before, at least `need`; without a
                                // plan: no dates for the group that keep the gaps
    PLAN_RULE_DATES_GAP_MOST,   // the same, at most `need`
    PLAN_RULE_DATES_ROOM,       // slot other: `have` sessions of so many seats, `need` rooms; -1:
                                // in all slots together, or not one room that is large enough
    PLAN_RULE_DATES_CAN,        // facilitator other cannot give the module; -1: `have` can, `need`
    PLAN_RULE_DATES_BUSY,       // facilitator other is not free in slot have, or is there twice;
                                // -1: never enough of those who can are free
    PLAN_RULE_DATES_NEEDED,     // `have` facilitators, `need` must be there
    PLAN_RULE_DATES_CONTINUITY, // nobody is, or can be, at all sessions of the group
    PLAN_RULE_DATES_CROWDED,    // proven: rooms and facilitators do not suffice for all groups
    PLAN_RULE_DATES_UNPLACED,   // in the nearest plan found there is no place for this group
    // savings: round = quarter, person = family; -1 = all; `have` and `need` in hundredths
    PLAN_RULE_SAVINGS_AMOUNT,    // round, person: an amount below 0, or none at all
    PLAN_RULE_SAVINGS_DISMISSED, // round, person: `have` FTE of staff where nobody made it less
                                 // than `need`
    PLAN_RULE_SAVINGS_APPEARED,  // round, person: `have` FTE of staff where `need` is explained
    PLAN_RULE_SAVINGS_LEAVERS,   // round, person: `have` FTE leave where `need` do
    PLAN_RULE_SAVINGS_WORK,      // round, person: `have` FTE for `need` FTE of work
    PLAN_RULE_SAVINGS_PRESENT,   // round, person: `have` FTE move and `need` are there
    PLAN_RULE_SAVINGS_HIRES,     // round: `have` FTE hired, at most `need` may be
    PLAN_RULE_SAVINGS_COURSE,    // round, person: `have` FTE begin a course with `need` seats
    PLAN_RULE_SAVINGS_EXTERNAL, // round, person: `have` FTE of external hire, at most `need` may be
    PLAN_RULE_SAVINGS_TARGET,   // round: staff and external hire cost `have`, at most `need` may be
    PLAN_RULE_NOBODY,      // package `other`: needs `need` hours, no candidate has above `have`
    PLAN_RULE_HOURS_SHORT, // `round` packages, one of them `other`, fit only `person` people,
                           // who have `have` hours where `need` are needed
    PLAN_RULE_IMPOSSIBLE,  // searched out: no plan keeps every rule
    PLAN_RULE_PERSON,      // package `other`: goes to person `have`, there are `need`
    PLAN_RULE_UNABLE,      // person, package `other`: not a candidate
    PLAN_RULE_HOURS,       // person: `have` hours of work, `need` fit
    PLAN_RULE_PACKAGES,    // person: in `have` packages, at most `need`
    PLAN_RULE_TEAM,        // package `other`: a team of `have`, from or up to `need`
    PLAN_RULE_LEAD,        // package `other`: nobody of the team, or at all (-1), can lead it
    PLAN_RULE_PINNED,      // person, package `other`: left a place that stays
    PLAN_RULE_CHANGES,     // `have` people change, at most `need` may
    PLAN_RULE_WORK,        // person, package `other`: skill `have` that the person has not
    PLAN_RULE_N
};
// The word for a rule in JSON and in translation keys, such as "apart_class".
const char *plan_rule_name(enum plan_rule rule);

// Fields without meaning for the rule are -1. People, groups and rounds count from 0.
struct plan_conflict {
    enum plan_rule rule;
    int32_t round, person, other, have, need;
};
struct plan_conflicts {
    struct plan_conflict *list;
    int32_t n; // at most PLAN_CONFLICTS_MAX are kept
};
#define PLAN_CONFLICTS_MAX 100

struct plan_progress {
    double done;       // share of the effort, 0..1
    int64_t objective; // of the best plan so far, -1 when there is none yet
    int64_t bound;
    double cpu_seconds_child; // used by a process of the engine that still runs
};

// How long and from where to search.
struct plan_search {
    uint64_t seed;
    int64_t effort; // 1 = a good plan for a person who waits; work is proportional to it
    // Called at least every 0.05 s of work; false stops the search. May be NULL.
    bool (*progress)(void *context, const struct plan_progress *progress);
    void *context;
    int32_t threads; // to use where a problem can; below 1: one. The plan does not depend on it
};

struct plan_pair {
    int32_t a, b;
};

#include "vliegwiel/plan_allocation.h"
#include "vliegwiel/plan_dates.h"
#include "vliegwiel/plan_grouping.h"
#include "vliegwiel/plan_rotation.h"
#include "vliegwiel/plan_savings.h"
#endif
