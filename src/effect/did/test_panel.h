// SPDX-License-Identifier: EUPL-1.2
// For tests of the staggered effect: panels drawn from a seed, with teams, covariates and gaps.
// Included by tests only, after base/testing.h.
#ifndef VLIEGWIEL_TEST_PANEL_H
#define VLIEGWIEL_TEST_PANEL_H
#include "base/rng.h"
#include "effect/did/did.h"

static struct arena *arena;

static inline int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 31);
    return 0;
}

static inline int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static inline void near(double got, double wanted, double relative) {
    if (!(fabs(got - wanted) <= relative * fmax(fabs(wanted), 1e-6)))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

// About normal: twelve throws less their mean.
static inline double noise(struct rng *rng) {
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += rng_real(rng);
    return sum;
}

// Arrays that a test may change before it asks.
struct drawn {
    struct effect_did problem;
    int32_t *unit, *time, *cohort, *cluster;
    double *outcome, *weights, *x[2];
};
struct recipe {
    uint64_t seed;
    int n_teams, n_members, n_periods;
    const int32_t *cohorts; // [n_cohorts] dealt to the teams in turn
    int n_cohorts;
    double effect, icc;
    double gaps; // share of rows left out
};

// Covariate 0 makes the outcome grow and the cohorts differ; covariate 1 is noise.
static inline struct drawn draw_panel(const struct recipe *r) {
    const int n_units = r->n_teams * r->n_members;
    const size_t most = (size_t)(n_units * r->n_periods);
    struct drawn d = {.unit = NEW_ARRAY(arena, int32_t, most),
                      .time = NEW_ARRAY(arena, int32_t, most),
                      .cohort = NEW_ARRAY(arena, int32_t, most),
                      .cluster = NEW_ARRAY(arena, int32_t, most),
                      .outcome = NEW_ARRAY(arena, double, most),
                      .weights = NEW_ARRAY(arena, double, most),
                      .x = {NEW_ARRAY(arena, double, most), NEW_ARRAY(arena, double, most)}};
    struct rng rng = rng_seeded(r->seed);
    size_t n = 0;
    for (int team = 0; team < r->n_teams; team++) {
        const int32_t g = r->cohorts[team % r->n_cohorts];
        double shock[40];
        for (int t = 0; t < r->n_periods; t++)
            shock[t] = sqrt(r->icc) * noise(&rng);
        for (int member = 0; member < r->n_members; member++) {
            const double level = noise(&rng), weight = 0.5 + rng_real(&rng);
            const double x = 0.3 * noise(&rng) + 0.1 * (team % r->n_cohorts), z = noise(&rng);
            for (int t = 0; t < r->n_periods; t++) {
                if (rng_real(&rng) < r->gaps)
                    continue;
                d.unit[n] = team * r->n_members + member;
                d.time[n] = t + 1;
                d.cohort[n] = g;
                d.cluster[n] = team;
                d.weights[n] = weight;
                d.x[0][n] = x + 0.1 * noise(&rng);
                d.x[1][n] = z;
                d.outcome[n] = level + 0.2 * t + 0.1 * t * x + shock[t] +
                               sqrt(1 - r->icc) * noise(&rng) +
                               (g > 0 && t + 1 >= g ? r->effect : 0);
                n++;
            }
        }
    }
    d.problem = (struct effect_did){.n_rows = n,
                                    .unit = d.unit,
                                    .time = d.time,
                                    .cohort = d.cohort,
                                    .outcome = d.outcome,
                                    .n_units = n_units,
                                    .n_clusters = r->n_teams,
                                    .balance = -1,
                                    .seed = 1};
    return d;
}

static inline const struct effect_did_aggregate *overall_of(const struct effect_did_result *r,
                                                            enum effect_did_type type) {
    for (int32_t m = 0; m < r->n_aggregates; m++)
        if (r->aggregates[m].type == type && r->aggregates[m].is_overall)
            return &r->aggregates[m];
    fail_msg("no overall");
    return NULL;
}

static inline const struct effect_did_cell *cell_of(const struct effect_did_result *r, int32_t g,
                                                    int32_t t) {
    for (int32_t k = 0; k < r->n_cells; k++)
        if (r->cells[k].cohort == g && r->cells[k].time == t)
            return &r->cells[k];
    return NULL;
}

static inline struct effect_did_result solve(const struct effect_did *problem) {
    struct effect_did_result result;
    effect_did_solve(arena, problem, &result);
    return result;
}
#endif
