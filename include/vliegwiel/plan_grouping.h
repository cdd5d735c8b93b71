// SPDX-License-Identifier: EUPL-1.2
// Grouping: divide people once into groups that are as diverse as possible inside.
// Worth of a plan: distances of the pairs inside groups + wishes that came true - balance costs -
// change costs.
#ifndef VLIEGWIEL_PLAN_GROUPING_H
#define VLIEGWIEL_PLAN_GROUPING_H
#include "vliegwiel/plan.h"

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
    int32_t n_people;                      // 1..PLAN_GROUPING_PEOPLE_MAX
    int32_t n_groups;                      // 1..n_people
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
    double worth; // the objective: distance + wishes - balance - moved * change_cost
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
// Memory: on `arena`, 4 * n_people * (n_people + 2 * n_groups) bytes up to PLAN_GROUPING_MATRIX_MAX
// people, above that about 4 * n_people * n_features.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most some seconds on one core per unit of effort; less when the bound is reached. The
// callback is asked about every 10 ms of work.
// Source: the population search of Yang, Cai, Jin, Tang and Gao, European Journal of Operational
// Research 302(3), 2022, doi 10.1016/j.ejor.2022.02.003, with the neighbourhood by pairs of groups
// and the tabu search of Lai, Hao, Fu and Yue, the same 289(3), 2021, doi
// 10.1016/j.ejor.2020.07.048; above the matrix, differencing in more than one dimension, after
// Karmarkar and Karp, 1982.
// Check: plan_grouping_check.
void plan_grouping_solve(struct arena *arena, const struct plan_grouping *problem,
                         const struct plan_search *search, struct plan_grouping_result *ret_result);

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
// Out: a worth that no valid plan exceeds; 0 when the rules contradict each other. It is the least
// of these, with sizes s that have as many people in the k largest groups as any allowed ones:
//   of the halves d_ij / 2 of each person the largest s_1 - 1, of all these the largest
//     sum s_g (s_g - 1);
//   with features, sum_i s_g(i) |x_i - mean|^2 with who is farthest out in the largest groups: for
//     sum_{i<j in g} |x_i - x_j|^2 = s_g sum |x_i - mean|^2 - |sum (x_i - mean)|^2. Equal sizes s:
//     s sum_i |x_i - mean|^2, which is what large problems are measured against;
//   up to 400 people, for d_ij = a_i + a_j + r_ij with rows of r that add up to nothing,
//     sum_i s_g(i) a_i + n / 2 * the largest eigenvalue of r.
// Wishes above 0 count as come true; costs and quotas do not lower it.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: O(n_people^2 log n_people) with a matrix, else O(n_people * (n_features + log n_people)).
// Source: counting pairs, and the variance around the mean (see mdgp_bound.c).
// Check: the tests compare it with exhaustive search on small problems.
double plan_grouping_bound(struct arena *arena, const struct plan_grouping *problem);
#endif
