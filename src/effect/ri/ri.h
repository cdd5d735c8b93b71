// SPDX-License-Identifier: EUPL-1.2
// What the files of randomisation inference share: every assignment as five numbers, from which its
// statistic follows for any supposed effect. The public face is effect_ri.h.
#ifndef VLIEGWIEL_RI_H
#define VLIEGWIEL_RI_H
#include "base/arena.h"
#include "vliegwiel/effect.h"

// With a supposed effect e taken off after the start that really was: the coefficient is
// b - e * slope, and the sum of its squared scores is s0 - 2 e s1 + e^2 s2.
struct ri_assignment {
    double b, slope, s0, s1, s2;
};
struct ri_set {
    size_t n;
    struct ri_assignment *list;
    struct ri_assignment drawn; // the one that really was
    bool is_exact;
    double n_units, square; // square: sum of squares of the treatment
    double tolerance;       // of a coefficient
};
// The test of one supposed effect.
double ri_statistic(const struct ri_set *set, const struct ri_assignment *a, double effect,
                    bool is_studentised);
double ri_p(const struct ri_set *set, double effect, bool is_studentised);
double ri_p_upper(const struct ri_set *set, double effect, bool is_studentised);
// The outermost effects that are not rejected. NaN: none is ever rejected on that side.
void ri_interval(const struct ri_set *set, double step, bool is_studentised, double *ret_lower,
                 double *ret_upper);
#endif
