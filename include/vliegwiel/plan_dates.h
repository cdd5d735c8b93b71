// SPDX-License-Identifier: EUPL-1.2
// Dates: give the modules of each group half-days, in order and not too close, with rooms and
// facilitators, so that as few people as possible must miss a session.
// Cost of a plan: people absent + what the wishes cost that did not come true.
#ifndef VLIEGWIEL_PLAN_DATES_H
#define VLIEGWIEL_PLAN_DATES_H
#include "vliegwiel/plan.h"

// A slot is a half-day; slots are numbered through the whole period. Costs are counted in people
// absent from one session.
struct plan_dates {
    int32_t n_groups;  // 1..PLAN_DATES_GROUPS_MAX
    int32_t n_modules; // 1..PLAN_DATES_MODULES_MAX
    int32_t n_slots;   // 1..PLAN_DATES_SLOTS_MAX
    // [n_groups * n_slots] people that cannot come; NULL: counted from `away`.
    const int32_t *absent;
    const bool *closed; // [n_groups * n_slots] no session of the group then; NULL: none

    int32_t n_people;            // 0 with `absent`
    const int32_t *group;        // [n_people]
    const bool *away;            // [n_people * n_slots] cannot come
    int32_t missed_cost;         // for each session that somebody misses after the first
    const int32_t *organisation; // [n_people] 0..n_organisations-1, -1 = none
    int32_t n_organisations;
    // So many people of each organisation are at each session of a group, or all where the group
    // has fewer.
    int32_t organisation_least;
    const int32_t *absent_most; // [n_groups] may be absent from one session; NULL: any number

    int32_t gap_least, gap_most; // slots from one module to the next; gap_most 0: no limit
    // A gap that is off the rhythm costs rhythm_cost for each full rhythm_slots.
    int32_t rhythm, rhythm_slots, rhythm_cost;

    int32_t n_room_kinds;        // 0..PLAN_DATES_ROOM_KINDS_MAX; 0: rooms do not matter
    const int32_t *room_seats;   // [n_room_kinds] from small to large
    const int32_t *rooms;        // [n_room_kinds * n_slots] rooms of the kind that are free
    const int32_t *seats_needed; // [n_groups]

    int32_t n_facilitators; // 0..PLAN_DATES_FACILITATORS_MAX; 0: they do not matter
    const bool *can;        // [n_facilitators * n_modules] can give the module
    const bool *free;       // [n_facilitators * n_slots]
    const int32_t *needed;  // [n_modules] 1..PLAN_DATES_NEEDED_MAX at a session; NULL: 1
    // Two sessions of a group after each other without a facilitator of both.
    int32_t handover_cost;
    bool is_continuous; // one facilitator is at all sessions of a group

    // Re-planning: the earlier plan, slots [n_groups * n_modules] or -1, and facilitators as in the
    // result, or NULL. Sessions before slot `fixed_before` have happened: they stay, whatever the
    // rules say, and no other session comes before that slot.
    const int32_t *previous, *previous_facilitators;
    int32_t fixed_before;
    int32_t move_cost; // for each session that leaves its half-day
};
#define PLAN_DATES_GROUPS_MAX 4096
#define PLAN_DATES_MODULES_MAX 10
#define PLAN_DATES_SLOTS_MAX 4096
#define PLAN_DATES_ROOM_KINDS_MAX 32
#define PLAN_DATES_FACILITATORS_MAX 2048
#define PLAN_DATES_NEEDED_MAX 4
#define PLAN_DATES_PEOPLE_MAX 200000 // also of `absent`
#define PLAN_DATES_COST_MAX 10000    // of each of the costs above

struct plan_dates_score {
    int64_t cost;   // the objective: the sum of the terms below, each times its cost
    int64_t absent; // people, over all sessions
    int64_t missed; // sessions missed by somebody after the first
    int64_t moved, off_rhythm, handovers;
};

struct plan_dates_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    int32_t *slot; // [n_groups * n_modules], NULL when infeasible
    // [n_groups * n_modules * PLAN_DATES_NEEDED_MAX] from low to high, then -1
    int32_t *facilitators;
    struct plan_dates_score score;
    int64_t bound; // no plan costs less
    double gap;    // (cost - bound) / max(1, cost)
    // By how much the cost of one group falls, with all other groups as planned, when this person
    // can always come ([n_people], NULL without people), or when this slot had a place and
    // facilitators for one session more ([n_slots]). NULL after a stop in a very large problem.
    int64_t *relief, *slot_relief;
};

// In: a problem; arrays as described there. The search options.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about n_slots * (8 * n_groups + 70 * 2^n_modules) bytes, and 30 * n_modules *
// n_slots * n_facilitators where handovers count; 9 * n_groups * n_modules * n_slots while a proof
// is tried, and then up to 2 GiB more in a child process.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort; less when the bound is reached.
// Source: Lagrangian relaxation after Fisher, Management Science 27(1), 1981,
// doi 10.1287/mnsc.27.1.1; large neighbourhood search after Shaw, CP 1998,
// doi 10.1007/3-540-49481-2_30; sets of modules after Hall, 1935, doi 10.1112/jlms/s1-10.37.26.
// Check: plan_dates_check.
void plan_dates_solve(struct arena *arena, const struct plan_dates *problem,
                      const struct plan_search *search, struct plan_dates_result *ret_result);

// In: a problem and a plan: slots and facilitators as in the result; facilitators may be NULL when
// the problem has none.
// Out: the score, and every rule that the plan breaks; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(n_groups * n_slots + sessions * (people + facilitators)).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_dates_check(struct arena *arena, const struct plan_dates *problem, const int32_t *slot,
                      const int32_t *facilitators, struct plan_dates_score *ret_score,
                      struct plan_conflicts *ret_conflicts);

// In: a problem with numbers in range.
// Out: a cost that no valid plan is below; 0 when the rules contradict each other.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: about 300 shortest paths for each group, O(n_modules * n_slots) each.
// Source: the Lagrangian value of the prices found (see dates_price.c).
// Check: the tests compare it with exhaustive search on small problems.
int64_t plan_dates_bound(struct arena *arena, const struct plan_dates *problem);
#endif
