// SPDX-License-Identifier: EUPL-1.2
// Rotation: divide people into groups in each round so that as many pairs as possible meet.
#ifndef VLIEGWIEL_PLAN_ROTATION_H
#define VLIEGWIEL_PLAN_ROTATION_H
#include "vliegwiel/plan.h"

struct plan_rotation {
    int32_t n_people; // 1..PLAN_ROTATION_PEOPLE_MAX
    int32_t n_rounds; // 1..PLAN_ROTATION_ROUNDS_MAX
    int32_t n_groups; // in every round, 1..n_people
    // [n_rounds * n_groups] seats per group, together at least the people present and at most
    // n_people. Where people are absent the largest groups give way first. NULL: as equal as
    // possible.
    const int32_t *seats;
    const bool *absent; // [n_people * n_rounds], NULL: everybody is always there
    // [n_columns * n_people] classes, 0 = none. Two people of one class in one column are never
    // in one group (apart), or in one group whenever both are present (together).
    const int32_t *apart, *together;
    int32_t n_apart_columns, n_together_columns;
    const struct plan_pair *apart_pairs; // never in one group
    int32_t n_apart_pairs;
    const struct plan_pair *met_before; // count as met
    int32_t n_met_before;
    // Repair: an earlier plan, [n_people * n_rounds] groups, -1 = no place. The first n_fixed
    // rounds have happened: who was where stays, whatever the rules say.
    const int32_t *previous;
    int32_t n_fixed;
    int32_t change_cost; // a changed place costs this many hundredths of a met pair
    int32_t moves_max;   // changed places allowed in round n_fixed; -1 = any number
};
#define PLAN_ROTATION_PEOPLE_MAX 4096
#define PLAN_ROTATION_ROUNDS_MAX 60

// What a plan is worth.
struct plan_rotation_score {
    int64_t pairs_met;      // the objective
    int64_t pairs_possible; // not apart, and at least once present together (or met before)
    int64_t repeats;        // meetings after the first of a pair
    int64_t changed;        // places that differ from the previous plan after round n_fixed
    int64_t moved;          // of these in round n_fixed itself
};

struct plan_rotation_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    int32_t *group;    // [n_people * n_rounds], -1 = absent; NULL when infeasible
    uint8_t *meetings; // [n_people * n_people] times met, met before counts as one
    struct plan_rotation_score score;
    int64_t pairs_bound; // no plan meets more pairs than this
    double gap;          // (bound - met) / max(1, met)
};

// Pairs met by 100 random plans that keep the sizes and the fixed rounds, and no other rule.
struct plan_rotation_baseline {
    double mean;
    int64_t least, most;
};

// In: a problem; arrays as described there. The search options.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about n_people * n_people bytes.
// Errors: none besides PLAN_INFEASIBLE with conflicts; PLAN_RULE_NOT_FOUND also when the callback
// said stop before there was a plan.
// Cost: at most about 2 s on one core per unit of effort; less when the bound is reached.
// Source: designs first (fields after Bose, Sankhya 3, 1938; the others stand in
// docs/plan-rotation.md), kept or searched; else simulated annealing on the pair counts after
// Kirkpatrick, Gelatt and Vecchi, Science 220, 1983, doi 10.1126/science.220.4598.671.
// Check: plan_rotation_check.
void plan_rotation_solve(struct arena *arena, const struct plan_rotation *problem,
                         const struct plan_search *search, struct plan_rotation_result *ret_result);

// In: a problem and a plan, [n_people * n_rounds] groups from 0, -1 = no place.
// Out: the score, and every rule that the plan breaks; true when none.
// Memory: on `arena`, n_people * n_people bytes.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(n_people^2 * n_rounds).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_rotation_check(struct arena *arena, const struct plan_rotation *problem,
                         const int32_t *group, struct plan_rotation_score *ret_score,
                         struct plan_conflicts *ret_conflicts);

// In: a problem with numbers in range.
// Out: a number of pairs that no valid plan exceeds.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: O(n_people^2 * n_rounds).
// Source: counting, per person, per round and per pair of rounds (see rotation_bound.c).
// Check: the tests compare it with exhaustive search on small problems.
int64_t plan_rotation_bound(struct arena *arena, const struct plan_rotation *problem);

// In: a problem with numbers in range; the seed of the random plans.
// Out: the baseline; zeros when the rules contradict each other.
// Memory: scratch on `arena`, n_people * n_people bytes.
// Errors: none.
// Cost: O(n_people * n_rounds * group size), a hundred times.
// Source: plain drawing by lot.
// Check: the tests compare it with the expectation worked by hand.
struct plan_rotation_baseline
plan_rotation_baseline(struct arena *arena, const struct plan_rotation *problem, uint64_t seed);
#endif
