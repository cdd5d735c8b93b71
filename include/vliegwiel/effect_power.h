// SPDX-License-Identifier: EUPL-1.2
// Before the start: how large an effect must be to be seen when teams begin one after another.
#ifndef VLIEGWIEL_EFFECT_POWER_H
#define VLIEGWIEL_EFFECT_POWER_H
#include <stdint.h>

#include "vliegwiel/arena.h"

struct effect_power {
    int32_t n_clusters, n_periods; // each at most EFFECT_POWER_MAX
    // [n_clusters * n_periods], cluster after cluster: the share of the period, 0..1, in which the
    // cluster has begun. NULL: n_waves of clusters, as equal as can be, begin at the start of
    // period 2, 3, ... and n_periods is n_waves + 1.
    const double *begun;
    int32_t n_waves;
    double size;             // people measured per cluster and period, > 0
    double variance_within;  // of people in one cluster and period, > 0
    double variance_between; // of clusters, >= 0
    double effect;           // to be seen, of either sign; NaN: not asked
};
#define EFFECT_POWER_MAX 1000

struct effect_power_result {
    double variance; // of the estimated effect; NaN when the design cannot tell it from time
    double power;    // chance of an interval of 95 % without zero; NaN when not asked
    double mde;      // the effect that is seen with a chance of 80 %
};

// In: a design; `begun` does not fall with time in a cluster, but need not be a stepped wedge.
// Out: the variance, the power and the smallest detectable effect.
// Memory: scratch on `arena`, when the design is made from waves.
// Errors: a number outside its range, or a design in which time and treatment cannot be told
// apart, gives NaN throughout.
// Cost: n_clusters * n_periods.
// Source: Hussey and Hughes, Contemporary Clinical Trials 28, 2007, doi 10.1016/j.cct.2006.05.007;
// normal approximation, variances taken as known.
// Check: the tests hold it against generalised least squares.
void effect_power_wedge(struct arena *arena, const struct effect_power *design,
                        struct effect_power_result *ret_result);
#endif
