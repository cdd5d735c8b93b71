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

struct arena; // owns all memory that an engine uses and returns

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
};

// How long and from where to search.
struct plan_search {
    uint64_t seed;
    int64_t effort; // 1 = a good plan for a person who waits; work is proportional to it
    // Called at least every 0.05 s of work; false stops the search. May be NULL.
    bool (*progress)(void *context, const struct plan_progress *progress);
    void *context;
};

struct plan_pair {
    int32_t a, b;
};

// Rotation: divide people into groups in each round so that as many pairs as possible meet.
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
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort; less when the bound is reached.
// Source: simulated annealing on the pair counts after Kirkpatrick, Gelatt and Vecchi, Science
// 220, 1983, doi 10.1126/science.220.4598.671; designs over finite fields after Bose, Sankhya 3,
// 1938.
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

// Grouping: divide people once into groups that are as diverse as possible inside.
// Worth of a plan: distances of the pairs inside groups + wishes that came true - balance costs -
// change costs.

// A column puts everybody in one of its classes, such as an organisation or a pay scale.
struct plan_column {
    const int32_t *class; // [n_people] 0..n_classes-1, -1 = none
    int32_t n_classes;
    // [n_classes * n_groups] people of a class in a group; both NULL: any number.
    const int32_t *least, *most;
    // For each person by which a class in a group is off its share: |there - size * share of the
    // class among all people|.
    double balance_cost;
};

struct plan_wish {
    int32_t a, b;
    double worth; // of being in one group; below 0: rather apart
};

struct plan_grouping {
    int32_t n_people; // 1..PLAN_GROUPING_PEOPLE_MAX
    int32_t n_groups; // 1..n_people
    const int32_t *size_least, *size_most; // [n_groups] people
    // [n_people * (n_people - 1) / 2] the distance of i and j < i at i * (i - 1) / 2 + j, for at
    // most PLAN_GROUPING_MATRIX_MAX people. NULL: the squared Euclidean distance of the features.
    const double *distance;
    const double *features; // [n_people * n_features], NULL with distance
    int32_t n_features;     // 0..PLAN_GROUPING_FEATURES_MAX
    const struct plan_column *columns;
    int32_t n_columns; // 0..PLAN_GROUPING_COLUMNS_MAX
    const struct plan_pair *together, *apart;
    int32_t n_together, n_apart;
    const struct plan_wish *wishes;
    int32_t n_wishes;
    const int32_t *fixed;    // [n_people] group, -1 = free; NULL: all free
    const bool *closed;      // [n_people * n_groups] groups that somebody cannot join; NULL: none
    const int32_t *previous; // [n_people] group in the current draft, -1 = new; NULL: no draft
    double change_cost;      // for each person that leaves the group of the draft
};
#define PLAN_GROUPING_PEOPLE_MAX 200000
#define PLAN_GROUPING_MATRIX_MAX 3000
#define PLAN_GROUPING_FEATURES_MAX 256
#define PLAN_GROUPING_COLUMNS_MAX 16

struct plan_grouping_score {
    double worth;     // the objective: distance + wishes - balance - moved * change_cost
    double distance, wishes, balance;
    int32_t moved;
};

struct plan_grouping_result {
    enum plan_end end;
    struct plan_conflicts conflicts; // infeasible: also what the nearest plan found breaks
    int32_t *group;                  // [n_people]; NULL when infeasible
    struct plan_grouping_score score;
    double bound; // no plan is worth more
    double gap;   // (bound - worth) / max(1, |worth|)
};

// In: a problem; arrays as described there. The search options; progress is told in whole units.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, 4 * n_people * (n_people + n_groups) bytes up to PLAN_GROUPING_MATRIX_MAX
// people, above that about 4 * n_people * n_features.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort; less when the bound is reached.
// Source: the population search of Yang, Cai, Jin and others, European Journal of Operational
// Research 302(3), 2022, with the neighbourhood by pairs of groups of Lai, Hao, Fu and Yue in the
// same journal, 2021.
// Check: plan_grouping_check.
void plan_grouping_solve(struct arena *arena, const struct plan_grouping *problem,
                         const struct plan_search *search,
                         struct plan_grouping_result *ret_result);

// In: a problem and a plan, [n_people] groups from 0.
// Out: the score, and every rule that the plan breaks; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(n_people * (n_features + group size with a matrix)).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_grouping_check(struct arena *arena, const struct plan_grouping *problem,
                         const int32_t *group, struct plan_grouping_score *ret_score,
                         struct plan_conflicts *ret_conflicts);

// In: a problem without contradictions.
// Out: a worth that no valid plan exceeds; 0 when the rules contradict each other.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: O(n_people^2 log n_people) with a matrix, else O(n_people * (n_features + log n_people)).
// Source: counting pairs, and the variance around the mean (see mdgp_bound.c).
// Check: the tests compare it with exhaustive search on small problems.
double plan_grouping_bound(struct arena *arena, const struct plan_grouping *problem);
#endif
