// SPDX-License-Identifier: EUPL-1.2
// Intervals and bands of a staggered effect from their factors, recomputed from what stands in the
// result, and the test on the time before with few teams.
#include "base/testing.h"

#include "effect/did/test_panel.h"
#include "effect/dist/dist.h"

static const int32_t FOUR[] = {0, 3, 4, 6};

static struct recipe recipe(uint64_t seed) {
    return (struct recipe){.seed = seed,
                           .n_teams = 16,
                           .n_members = 6,
                           .n_periods = 6,
                           .cohorts = FOUR,
                           .n_cohorts = 4,
                           .effect = 0.5,
                           .icc = 0.1};
}

// The band of a combination is never narrower than its interval alone.
static void bands_contain_intervals(void **state) {
    (void)state;
    for (int mode = 0; mode < 2; mode++) {
        struct recipe how = recipe(8);
        how.n_teams = 8;
        struct drawn d = draw_panel(&how);
        d.problem.cluster = d.cluster;
        d.problem.draws = 500;
        d.problem.is_parity = mode == 1;
        const struct effect_did_result r = solve(&d.problem);
        for (int32_t k = 0; k < r.n_cells; k++)
            assert_true(r.cells[k].upper >= r.cells[k].upper_single);
        for (int32_t m = 0; m < r.n_aggregates; m++)
            assert_true(r.aggregates[m].lower <= r.aggregates[m].lower_single);
        assert_true(mode == 1 || r.cells_critical.used >= r.cells_critical.gaussian);
    }
}

// Each figure of a type has the factor of its type, the overall that of one figure alone; and the
// spread of the outcome is its standard deviation.
static void every_type_has_its_own_factor(void **state) {
    (void)state;
    const struct recipe how = recipe(20);
    struct drawn d = draw_panel(&how);
    d.problem.cluster = d.cluster;
    d.problem.draws = 300;
    const struct effect_did_result r = solve(&d.problem);
    for (int32_t m = 0; m < r.n_aggregates; m++) {
        const struct effect_did_aggregate *const a = &r.aggregates[m];
        const double single = r.inflation * dist_t_quantile(0.975, r.df);
        near((a->upper - a->att) / a->se, a->is_overall ? single : r.critical[a->type].used, 1e-10);
        near((a->att - a->lower) / a->se, (a->upper - a->att) / a->se, 1e-10);
        near((a->upper_single - a->att) / a->se, single, 1e-10);
        near((a->att - a->lower_single) / a->se, single, 1e-10);
    }
    assert_true(r.critical[EFFECT_DID_DYNAMIC].used != r.critical[EFFECT_DID_GROUP].used);
    for (int32_t k = 0; k < r.n_cells; k++)
        near((r.cells[k].upper - r.cells[k].att) / r.cells[k].se, r.cells_critical.used, 1e-10);
    // the widened factor: the same tail under t as the drawn one has under the normal distribution
    const double drawn = fmax(r.cells_critical.rademacher, r.cells_critical.gaussian);
    near(r.cells_critical.used, r.inflation * dist_t_quantile_upper(dist_normal(drawn).upper, r.df),
         1e-10);
    struct did_panel panel;
    size_t row;
    assert_int_equal(did_panel_make(arena, &d.problem, false, &panel, &row), EFFECT_DID_ACCEPTED);
    const double mean = dense_mean(d.outcome, d.problem.n_rows);
    double squares = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++)
        squares += (d.outcome[i] - mean) * (d.outcome[i] - mean);
    near(panel.spread, sqrt(squares / (double)(d.problem.n_rows - 1)), 1e-12);
}

// Hotelling: 16 teams in 4 cohorts leave 12; with q cells, W (12 - q + 1) / (16 q) is F(q, 13 - q).
static void the_time_before_with_few_teams(void **state) {
    (void)state;
    const struct recipe how = recipe(21);
    struct drawn d = draw_panel(&how);
    d.problem.cluster = d.cluster;
    struct effect_did_result r = solve(&d.problem);
    const double q = r.wald.df;
    assert_int_equal(r.wald.df, 1 + 2 + 4);
    near(r.wald.p, dist_chi2(r.wald.w, q).upper, 1e-12);
    near(r.wald.p_few, dist_f(r.wald.w * (13 - q) / (16 * q), q, 13 - q).upper, 1e-12);
    assert_true(r.wald.p_few > r.wald.p);
    d.problem.is_parity = true;
    r = solve(&d.problem);
    near(r.wald.p_few, r.wald.p, 1e-15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_contain_intervals),
        cmocka_unit_test(every_type_has_its_own_factor),
        cmocka_unit_test(the_time_before_with_few_teams),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
