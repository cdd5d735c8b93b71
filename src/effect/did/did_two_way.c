// SPDX-License-Identifier: EUPL-1.2
// The old way, one coefficient between unit and period effects, only as a warning: where effects
// grow or differ it takes those who began for controls. Beside it the wild cluster bootstrap of
// that coefficient, which holds with few clusters: the outcome under no effect, each cluster turned
// by a random factor. Covariates and weights are left out. Source: Goodman-Bacon, Journal of
// Econometrics 225, 2021, doi 10.1016/j.jeconom.2021.03.014; Webb, Canadian Journal of Economics
// 56, 2023, doi 10.1111/caje.12661.
#include "base/rng.h"
#include "effect/did/did.h"

enum { ENUMERATED_MOST = 12, CLUSTERS_MOST = 50, DRAWS = 9999 };

// Sums over the units of each cluster; within: what unit and period effects leave over.
struct sums {
    int n_clusters, n_periods;
    size_t n_units;
    double *begun;   // [n_clusters * n_periods] of `begun` within
    double *outcome; // [n_clusters * n_periods] of the outcome within
    double *both;    // [n_clusters] of their products
    double *square;  // [n_clusters] of `begun` within, squared
    double all;      // of square
};

// ---- within ------------------------------------------------------------------------------------

// [n_cohorts * n_periods], the same for every unit of a cohort.
static double *begun_within(struct arena *scratch, const struct did_panel *panel) {
    const int n_periods = panel->n_periods;
    double *const d = NEW_ARRAY(scratch, double, (size_t)panel->n_cohorts *(size_t)n_periods);
    double *const period = NEW_ARRAY(scratch, double, (size_t)n_periods);
    double *const cohort = NEW_ARRAY(scratch, double, (size_t)panel->n_cohorts);
    double all = 0;
    for (int c = 0; c < panel->n_cohorts; c++) {
        const double part = (double)(panel->from[c + 1] - panel->from[c]) / (double)panel->n_units;
        for (int t = 0; t < n_periods; t++) {
            const double x = panel->periods[t] >= panel->cohorts[c];
            d[c * n_periods + t] = x;
            period[t] += part * x;
            cohort[c] += x / n_periods;
            all += part * x / n_periods;
        }
    }
    for (int c = 0; c < panel->n_cohorts; c++)
        for (int t = 0; t < n_periods; t++)
            d[c * n_periods + t] += all - period[t] - cohort[c];
    return d;
}

static struct sums add_up(struct arena *scratch, const struct did_panel *panel) {
    const int n_periods = panel->n_periods;
    const size_t n = panel->n_units, cells = panel->n_clusters * (size_t)n_periods;
    struct sums s = {.n_clusters = (int)panel->n_clusters,
                     .n_periods = n_periods,
                     .n_units = n,
                     .begun = NEW_ARRAY(scratch, double, cells),
                     .outcome = NEW_ARRAY(scratch, double, cells),
                     .both = NEW_ARRAY(scratch, double, panel->n_clusters),
                     .square = NEW_ARRAY(scratch, double, panel->n_clusters)};
    const double *const d = begun_within(scratch, panel);
    double *const period = NEW_ARRAY(scratch, double, (size_t)n_periods);
    for (int t = 0; t < n_periods; t++)
        period[t] = dense_mean(panel->outcome + (size_t)t * n, n);
    const double all = dense_mean(period, (size_t)n_periods);
    for (int c = 0; c < panel->n_cohorts; c++) {
        for (size_t i = panel->from[c]; i < panel->from[c + 1]; i++) {
            const int g = panel->cluster[i];
            double mean = 0;
            for (int t = 0; t < n_periods; t++)
                mean += panel->outcome[(size_t)t * n + i] / n_periods;
            for (int t = 0; t < n_periods; t++) {
                const double x = d[c * n_periods + t];
                const double y = panel->outcome[(size_t)t * n + i] - mean - period[t] + all;
                s.begun[g * n_periods + t] += x;
                s.outcome[g * n_periods + t] += y;
                s.both[g] += x * y;
                s.square[g] += x * x;
                s.all += x * x;
            }
        }
    }
    return s;
}

// ---- estimate and t ----------------------------------------------------------------------------

// Coefficient and standard error when the outcome of cluster g is turned by factor[g].
static void estimate(const struct sums *s, const double *factor, double *period, double *ret_b,
                     double *ret_se) {
    double b = 0;
    for (int t = 0; t < s->n_periods; t++)
        period[t] = 0;
    for (int g = 0; g < s->n_clusters; g++) {
        b += factor[g] * s->both[g] / s->all;
        for (int t = 0; t < s->n_periods; t++)
            period[t] += factor[g] * s->outcome[g * s->n_periods + t] / (double)s->n_units;
    }
    double squares = 0;
    for (int g = 0; g < s->n_clusters; g++) {
        double score = factor[g] * s->both[g] - b * s->square[g];
        for (int t = 0; t < s->n_periods; t++)
            score -= s->begun[g * s->n_periods + t] * period[t];
        squares += score * score;
    }
    const double clusters = s->n_clusters;
    *ret_b = b;
    *ret_se = sqrt(clusters / (clusters - 1) * squares) / s->all;
}

// Webb's six points.
static double draw_factor(struct rng *rng) {
    const uint32_t point = rng_below(rng, 6);
    const double size = sqrt((double)(point % 3 + 1) / 2);
    return point < 3 ? -size : size;
}

static void bootstrap(struct arena *scratch, const struct sums *s, uint64_t seed,
                      struct effect_did_two_way *ret) {
    double *const factor = NEW_ARRAY(scratch, double, (size_t)s->n_clusters);
    double *const period = NEW_ARRAY(scratch, double, (size_t)s->n_periods);
    struct rng rng = rng_seeded(seed);
    ret->wild_is_exact = s->n_clusters <= ENUMERATED_MOST;
    const int n = ret->wild_is_exact ? 1 << s->n_clusters : DRAWS;
    int n_beyond = 0;
    for (int d = 0; d < n; d++) {
        for (int g = 0; g < s->n_clusters; g++)
            factor[g] = !ret->wild_is_exact ? draw_factor(&rng) : (d >> g & 1) ? 1 : -1;
        double b, se;
        estimate(s, factor, period, &b, &se);
        n_beyond += fabs(b) >= (fabs(ret->t) - 1e-10) * se;
    }
    ret->wild_p = ret->wild_is_exact ? (double)n_beyond / n : (1.0 + n_beyond) / (1.0 + n);
}

void did_two_way(struct arena *arena, const struct did_panel *panel, uint64_t seed,
                 struct effect_did_two_way *ret_two_way) {
    struct arena *const scratch = arena_child(arena, (size_t)1 << 31);
    const struct sums s = add_up(scratch, panel);
    double *const factor = NEW_ARRAY(scratch, double, panel->n_clusters);
    double *const period = NEW_ARRAY(scratch, double, (size_t)panel->n_periods);
    for (size_t g = 0; g < panel->n_clusters; g++)
        factor[g] = 1;
    estimate(&s, factor, period, &ret_two_way->att, &ret_two_way->se);
    if (panel->n_clusters < 2 || !(ret_two_way->se > 1e-10 * panel->spread)) {
        ret_two_way->se = NAN;
    } else {
        ret_two_way->t = ret_two_way->att / ret_two_way->se;
        if (panel->n_clusters <= CLUSTERS_MOST)
            bootstrap(scratch, &s, seed, ret_two_way);
    }
    arena_free(scratch);
}
