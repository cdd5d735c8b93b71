// SPDX-License-Identifier: EUPL-1.2
// What stands beside the staggered effect: the spread of the imputation over draws against its
// formula, the wild cluster bootstrap against draws written out, and breakdown from its definition.
#include "base/testing.h"

#include "effect/did/test_panel.h"

enum { UNITS_MOST = 40 };

// Two periods; the first half begins in the second. Only changes matter.
static struct effect_did_result two_periods(int n, const double *change) {
    int32_t unit[2 * UNITS_MOST], time[2 * UNITS_MOST], cohort[2 * UNITS_MOST];
    double y[2 * UNITS_MOST];
    for (int k = 0; k < 2 * n; k++) {
        unit[k] = k / 2;
        time[k] = 1 + k % 2;
        cohort[k] = unit[k] < n / 2 ? 2 : 0;
        y[k] = unit[k] + k % 2 * change[unit[k]];
    }
    const struct effect_did p = {.n_rows = (size_t)(2 * n),
                                 .unit = unit,
                                 .time = time,
                                 .cohort = cohort,
                                 .outcome = y,
                                 .n_units = n,
                                 .balance = -1,
                                 .seed = 1};
    return solve(&p);
}

// Changes of 1 and -1 among those who begin; among the others nothing but one change of 10, which
// belongs to the last unit. 1 / 20 + (100 / 20 - (10 / 20)^2) / 20 is the variance.
static void imputation_spreads_as_it_should(void **state) {
    (void)state;
    double change[40] = {0};
    for (int i = 0; i < 20; i++)
        change[i] = i % 2 ? 1 : -1;
    change[39] = 10;
    const struct effect_did_result r = two_periods(40, change);
    near(r.imputation.att, -0.5, 1e-12);
    near(r.imputation.se, sqrt(1. / 20 + 4.75 / 20), 0.15); // 200 draws: 5 % give or take
    assert_int_equal(r.imputation.n_events, 1);
    assert_true(r.imputation.event_se[0] == r.imputation.se);
}

// |b| and its standard error, of changes on having begun, with a score for each unit.
static double t_of(int n, const double *change) {
    double mean[2] = {0}, squares = 0;
    for (int i = 0; i < n; i++)
        mean[i < n / 2] += change[i] / (n / 2.);
    for (int i = 0; i < n; i++) {
        const double rest = change[i] - mean[i < n / 2];
        squares += rest * rest / 4;
    }
    return fabs(mean[1] - mean[0]) / (sqrt(n / (n - 1.) * squares) / (n / 4.));
}

static void wild_bootstrap_written_out(void **state) {
    (void)state;
    static const double POINTS[6] = {-1.224744871391589, -1, -0.7071067811865476,
                                     0.7071067811865476, 1,  1.224744871391589};
    enum { N = 14, DRAWS = 20000 };
    struct rng rng = rng_seeded(77);
    for (int turn = 0; turn < 3; turn++) {
        double change[N], level = 0, turned[N];
        for (int i = 0; i < N; i++) {
            change[i] = noise(&rng) * (i < 4 ? 3 : 1) + (i < N / 2 ? 0.9 : 0);
            level += change[i] / N;
        }
        const struct effect_did_result r = two_periods(N, change);
        near(fabs(r.two_way.t), t_of(N, change), 1e-10);
        assert_false(r.two_way.wild_is_exact);
        int n_beyond = 0;
        for (int d = 0; d < DRAWS; d++) {
            for (int i = 0; i < N; i++)
                turned[i] = POINTS[rng_below(&rng, 6)] * (change[i] - level);
            n_beyond += t_of(N, turned) >= t_of(N, change) - 1e-10;
        }
        assert_true(fabs(r.two_way.wild_p - (double)n_beyond / DRAWS) < 0.02);
    }
}

// Few clusters, with which others crash or draw where they could look at all: every pattern of
// signs, written out.
static void few_clusters_take_every_sign(void **state) {
    (void)state;
    struct rng rng = rng_seeded(78);
    for (int n = 4; n <= 12; n += 2) {
        double change[12], level = 0, turned[12];
        for (int i = 0; i < n; i++) {
            change[i] = noise(&rng) + (i < n / 2 ? 0.9 : 0);
            level += change[i] / n;
        }
        const struct effect_did_result r = two_periods(n, change);
        int n_beyond = 0;
        for (int signs = 0; signs < 1 << n; signs++) {
            for (int i = 0; i < n; i++)
                turned[i] = (signs >> i & 1 ? 1 : -1) * (change[i] - level);
            n_beyond += t_of(n, turned) >= t_of(n, change) - 1e-10;
        }
        assert_true(r.two_way.wild_is_exact);
        near(r.two_way.wild_p, n_beyond / (double)(1 << n), 1e-12);
        assert_true(n_beyond >= 2); // all as they are, and all turned
    }
}

static void more_than_fifty_clusters_have_no_bootstrap(void **state) {
    (void)state;
    static const int32_t TWO[] = {0, 3};
    const struct recipe how = {.seed = 5,
                               .n_teams = 52,
                               .n_members = 1,
                               .n_periods = 4,
                               .cohorts = TWO,
                               .n_cohorts = 2,
                               .effect = 0.5};
    struct drawn d = draw_panel(&how);
    const struct effect_did_result r = solve(&d.problem);
    assert_true(isfinite(r.two_way.t) && isnan(r.two_way.wild_p));
}

// The end of the interval nearest to zero, in steps times the periods since the start.
static void breakdown_by_definition(void **state) {
    (void)state;
    static const int32_t COHORTS[] = {0, 3, 4, 5};
    for (int base = 0; base < 2; base++) {
        const struct recipe how = {.seed = 6,
                                   .n_teams = 40,
                                   .n_members = 8,
                                   .n_periods = 6,
                                   .cohorts = COHORTS,
                                   .n_cohorts = 4,
                                   .effect = 0.9};
        struct drawn d = draw_panel(&how);
        d.problem.base = (enum effect_did_base)base;
        const struct effect_did_result r = solve(&d.problem);
        double step = 0, before = NAN;
        int at = 0;
        for (int32_t m = 0; m < r.n_aggregates; m++) {
            const struct effect_did_aggregate *const a = &r.aggregates[m];
            if (a->type != EFFECT_DID_DYNAMIC || a->is_overall)
                continue;
            if (a->key < 0) {
                step = fmax(step, base == 0       ? fabs(a->att)
                                  : isnan(before) ? 0
                                                  : fabs(a->att - before));
                before = a->att;
                continue;
            }
            assert_int_equal(r.breakdown.event[at], a->key);
            near(r.breakdown.event_m[at++],
                 fmax(0, fmax(a->lower, -a->upper)) / (step * (a->key + 1)), 1e-9);
        }
        near(r.breakdown.largest_step, step, 1e-12);
        assert_int_equal(r.breakdown.n_events, at);
        assert_true(at == 4 && r.breakdown.event_m[0] > 0 && r.breakdown.overall > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imputation_spreads_as_it_should),
        cmocka_unit_test(wild_bootstrap_written_out),
        cmocka_unit_test(few_clusters_take_every_sign),
        cmocka_unit_test(more_than_fifty_clusters_have_no_bootstrap),
        cmocka_unit_test(breakdown_by_definition),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
