// SPDX-License-Identifier: EUPL-1.2
// Randomisation inference: had the lot fallen otherwise, how often would so large a difference have
// come out without any effect? Exact for however few teams, when the order was really drawn.
#ifndef VLIEGWIEL_EFFECT_RI_H
#define VLIEGWIEL_EFFECT_RI_H
#include "vliegwiel/effect_did.h"

// One row per unit and period; a unit is what was drawn: a team, not the people in it.
struct effect_ri {
    size_t n_rows;
    const int32_t *unit;   // [n_rows] 0..n_units-1
    const int32_t *time;   // [n_rows]
    const int32_t *cohort; // [n_rows] first period after the start; 0: never
    const double *outcome; // [n_rows]
    int32_t n_units;
    int32_t draws; // when there are more assignments than EFFECT_RI_ENUMERATED_MAX
    uint64_t seed;
};
#define EFFECT_RI_ENUMERATED_MAX 100000
#define EFFECT_RI_DRAWS_MAX 1000000

struct effect_ri_figure {
    double statistic;    // of the assignment that was drawn
    double p, p_upper;   // share of assignments as far from zero, as high; NaN: none
    double lower, upper; // effects that this test does not reject at 5 %; NaN: it rejects none
};
struct effect_ri_result {
    enum effect_did_refusal refusal;
    size_t refused_row;
    bool is_one_assignment;              // every assignment is the same: nothing can be said
    double effect;                       // two-way coefficient
    double spread;                       // of the coefficient over the assignments
    struct effect_ri_figure studentised; // coefficient / its clustered standard error
    struct effect_ri_figure coefficient;
    int64_t assignments;         // looked at
    const double *coefficients;  // [assignments] of each; NULL: none
    bool is_exact;               // all of them
    double p_least;              // no p can be smaller
    int64_t n_units, n_left_out; // units seen in every period; others
};

// In: a panel. Assignments keep the number of units in each cohort.
// Out: *ret_result: a refusal, or both figures. When drawn, p = (1 + as far) / (1 + draws).
// Memory: on `arena`: 48 bytes for each assignment.
// Errors: none besides the refusal.
// Cost: assignments times units; then a few hundred times assignments for the intervals.
// Source: Fisher, The design of experiments, 1935; studentised, so that it also holds for effects
// that differ: Wu and Ding, Journal of the American Statistical Association 116, 2021, doi
// 10.1080/01621459.2020.1750415.
// Check: the tests enumerate small cases in another way.
void effect_ri_solve(struct arena *arena, const struct effect_ri *problem,
                     struct effect_ri_result *ret_result);
#endif
