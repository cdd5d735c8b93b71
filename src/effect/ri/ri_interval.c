// SPDX-License-Identifier: EUPL-1.2
// Tests of supposed effects on a set of assignments, and the interval of those not rejected.
#include "effect/ri/ri.h"

#include <math.h>

enum { DOUBLINGS_MAX = 60, GRID = 256, HALVINGS = 60 };
static const double LEVEL = 0.05;

double ri_statistic(const struct ri_set *set, const struct ri_assignment *a, double effect,
                    bool is_studentised) {
    const double b = a->b - effect * a->slope;
    if (!is_studentised)
        return b / set->tolerance; // in steps of what is rounding
    const double squares = a->s0 - 2 * effect * a->s1 + effect * effect * a->s2;
    const double se = sqrt(fmax(squares, 0) * set->n_units / (set->n_units - 1)) / set->square;
    if (se > set->tolerance)
        return b / se;
    return fabs(b) <= set->tolerance ? 0 : copysign(INFINITY, b);
}

// Equal is as far: by a tolerance, because sums in another order differ in their last digits.
static double share(const struct ri_set *set, double effect, bool is_studentised, bool is_upper) {
    const double margin = is_studentised ? 1e-10 : 1;
    const double seen = ri_statistic(set, &set->drawn, effect, is_studentised);
    const double limit = (is_upper ? seen : fabs(seen)) - margin;
    size_t n = 0;
    for (size_t k = 0; k < set->n; k++) {
        const double other = ri_statistic(set, &set->list[k], effect, is_studentised);
        n += (is_upper ? other : fabs(other)) >= limit;
    }
    return set->is_exact ? (double)n / (double)set->n : (1 + (double)n) / (1 + (double)set->n);
}

double ri_p(const struct ri_set *set, double effect, bool is_studentised) {
    return share(set, effect, is_studentised, false);
}

double ri_p_upper(const struct ri_set *set, double effect, bool is_studentised) {
    return share(set, effect, is_studentised, true);
}

static bool is_rejected(const struct ri_set *set, double effect, bool is_studentised) {
    return ri_p(set, effect, is_studentised) < LEVEL;
}

// From the estimate outwards: far enough to be rejected; then back along a grid to the outermost
// effect that is not; then between that and its neighbour.
static double bound(const struct ri_set *set, double step, bool is_studentised) {
    const double from = set->drawn.b;
    double far = step;
    int doublings = 0;
    while (!is_rejected(set, from + far, is_studentised)) {
        far *= 2;
        if (++doublings == DOUBLINGS_MAX)
            return NAN;
    }
    int at = GRID;
    while (at > 0 && is_rejected(set, from + far * at / GRID, is_studentised))
        at--;
    double inside = far * at / GRID, outside = far * (at + 1) / GRID;
    for (int turn = 0; turn < HALVINGS; turn++) {
        const double middle = inside + (outside - inside) / 2;
        if (is_rejected(set, from + middle, is_studentised))
            outside = middle;
        else
            inside = middle;
    }
    return from + inside;
}

void ri_interval(const struct ri_set *set, double step, bool is_studentised, double *ret_lower,
                 double *ret_upper) {
    *ret_lower = bound(set, -step, is_studentised);
    *ret_upper = bound(set, step, is_studentised);
}
