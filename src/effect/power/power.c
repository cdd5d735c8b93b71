// SPDX-License-Identifier: EUPL-1.2
// Power of a stepped wedge in closed form; see effect_power.h. Knows cross-sections with a random
// intercept per cluster; people who are followed make the true power higher than this.
#include "base/arena.h"
#include "effect/dense/dense.h"
#include "effect/dist/dist.h"
#include "vliegwiel/effect.h"

static bool in_range(const struct effect_power *d) {
    if (!(d->n_clusters > 0 && d->n_clusters <= EFFECT_POWER_MAX && d->size > 0) ||
        !(d->variance_within > 0 && d->variance_between >= 0) || !isfinite(d->size) ||
        !isfinite(d->variance_within) || !isfinite(d->variance_between))
        return false;
    if (d->begun == NULL)
        return d->n_waves > 0 && d->n_waves <= d->n_clusters && d->n_waves < EFFECT_POWER_MAX;
    if (!(d->n_periods > 0 && d->n_periods <= EFFECT_POWER_MAX))
        return false;
    for (int32_t k = 0; k < d->n_clusters * d->n_periods; k++)
        if (!(d->begun[k] >= 0 && d->begun[k] <= 1))
            return false;
    return true;
}

static const double *make_waves(struct arena *arena, int32_t n_clusters, int32_t n_waves) {
    const int32_t n_periods = n_waves + 1;
    double *begun = NEW_ARRAY(arena, double, (size_t)n_clusters *(size_t)n_periods);
    for (int32_t i = 0; i < n_clusters; i++)
        for (int32_t t = 1 + i * n_waves / n_clusters; t < n_periods; t++)
            begun[i * n_periods + t] = 1;
    return begun;
}

// The sums of Hussey and Hughes: of all, of squared periods, of squared clusters.
struct sums {
    double u, w, v;
};

static struct sums sums_of(const double *begun, int32_t n_clusters, int32_t n_periods) {
    struct sums sums = {0};
    for (int32_t i = 0; i < n_clusters; i++) {
        const double row = dense_sum_of(begun + i * n_periods, (size_t)n_periods);
        sums.u += row;
        sums.v += row * row;
    }
    for (int32_t t = 0; t < n_periods; t++) {
        double column = 0;
        for (int32_t i = 0; i < n_clusters; i++)
            column += begun[i * n_periods + t];
        sums.w += column * column;
    }
    return sums;
}

static double variance_of(const struct effect_power *d, const double *begun, int32_t n_periods) {
    const struct sums sums = sums_of(begun, d->n_clusters, n_periods);
    const double i = d->n_clusters, t = n_periods, u = sums.u;
    const double s = d->variance_within / d->size, tau = d->variance_between;
    const double between = i * u - sums.w;
    const double within = u * u + i * t * u - t * sums.w - i * sums.v;
    // both are sums of squares; a design that tells nothing leaves rounding only
    const double known =
        (between > 1e-9 * i * u ? between : 0) * s + (within > 1e-9 * i * t * u ? within : 0) * tau;
    return known > 0 ? i * s * (s + t * tau) / known : NAN;
}

void effect_power_wedge(struct arena *arena, const struct effect_power *design,
                        struct effect_power_result *ret_result) {
    *ret_result = (struct effect_power_result){NAN, NAN, NAN};
    if (!in_range(design))
        return;
    const bool is_wedge = design->begun == NULL;
    const double *begun =
        is_wedge ? make_waves(arena, design->n_clusters, design->n_waves) : design->begun;
    const double variance =
        variance_of(design, begun, is_wedge ? design->n_waves + 1 : design->n_periods);
    const double se = sqrt(variance), wide = dist_normal_quantile(0.975);
    ret_result->variance = variance;
    ret_result->power = dist_normal(fabs(design->effect) / se - wide).lower;
    ret_result->mde = (wide + dist_normal_quantile(0.8)) * se;
}
