// SPDX-License-Identifier: EUPL-1.2
// The staggered effect on figures worked by hand, on what must not change an answer, and on the
// mistakes that other implementations once made.
#include "base/testing.h"

#include "effect/did/test_panel.h"

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

// ---- by hand -----------------------------------------------------------------------------------

// Two units begin in period 2 and two never. Changes 4 and 2 against 1 and 1: the effect is 3 - 1.
// Influence: n/n1 (change - mean) = 4/2 (+1, -1) on the treated, 0 on the others.
static void two_against_two(void **state) {
    (void)state;
    const int32_t unit[] = {0, 0, 1, 1, 2, 2, 3, 3}, time[] = {1, 2, 1, 2, 1, 2, 1, 2};
    const int32_t cohort[] = {2, 2, 2, 2, 0, 0, 0, 0};
    const double y[] = {1, 5, 2, 4, 7, 8, 0, 1};
    struct effect_did p = {.n_rows = 8,
                           .unit = unit,
                           .time = time,
                           .cohort = cohort,
                           .outcome = y,
                           .n_units = 4,
                           .balance = -1,
                           .is_parity = true};
    struct effect_did_result r = solve(&p);
    assert_int_equal(r.n_cells, 1);
    near(r.cells[0].att, 2, 1e-15);
    near(r.cells[0].sum_squares, 8, 1e-15);
    near(r.cells[0].se, sqrt(8) / 4, 1e-15);
    near(r.cells[0].upper_single, 2 + 1.959963984540054 * sqrt(8) / 4, 1e-14);
    near(overall_of(&r, EFFECT_DID_GROUP)->att, 2, 1e-15);
    near(r.two_way.att, 2, 1e-14);
    near(r.sun_abraham.att, 2, 1e-14);
    near(r.imputation.att, 2, 1e-14);
    assert_int_equal(r.cells[0].n_treated, 2);
    assert_int_equal(r.cells[0].n_control, 2);
    p.is_parity = false; // two are too few
    r = solve(&p);
    assert_true(isnan(r.cells[0].att) && isnan(r.cells[0].se));
    assert_int_equal(r.cells[0].reason, EFFECT_DID_TOO_FEW_UNITS);
    assert_int_equal(r.n_aggregates, 0);
}

// Ten begin in period 3, ten in 4, twenty never; everybody of a cohort alike. The example of the
// manual page, cell by cell.
static void four_ways_to_put_cells_together(void **state) {
    (void)state;
    enum { PEOPLE = 40, TIMES = 4 };
    static const double MEANS[3][TIMES] = {
        {3.0, 3.1, 3.6, 3.8}, {2.8, 2.9, 3.0, 3.5}, {3.2, 3.3, 3.3, 3.4}};
    static const int32_t STARTS[3] = {3, 4, 0};
    int32_t unit[PEOPLE * TIMES], time[PEOPLE * TIMES], cohort[PEOPLE * TIMES];
    double y[PEOPLE * TIMES];
    for (int k = 0; k < PEOPLE * TIMES; k++) {
        unit[k] = k / TIMES;
        const int group = unit[k] < 10 ? 0 : unit[k] < 20 ? 1 : 2;
        time[k] = 1 + k % TIMES;
        cohort[k] = STARTS[group];
        y[k] = MEANS[group][k % TIMES] + (unit[k] % 2 ? 0.5 : -0.5) * time[k];
    }
    struct effect_did p = {.n_rows = PEOPLE * TIMES,
                           .unit = unit,
                           .time = time,
                           .cohort = cohort,
                           .outcome = y,
                           .n_units = PEOPLE,
                           .balance = -1};
    const struct effect_did_result r = solve(&p);
    near(cell_of(&r, 3, 3)->att, 0.5, 1e-12);
    near(cell_of(&r, 3, 4)->att, 0.6, 1e-12);
    near(cell_of(&r, 4, 4)->att, 0.4, 1e-12);
    near(cell_of(&r, 4, 3)->att, 0.1, 1e-12);
    assert_true(fabs(cell_of(&r, 3, 2)->att) < 1e-12 && fabs(cell_of(&r, 4, 2)->att) < 1e-12);
    near(overall_of(&r, EFFECT_DID_SIMPLE)->att, 0.5, 1e-12);
    near(overall_of(&r, EFFECT_DID_GROUP)->att, 0.475, 1e-12);
    near(overall_of(&r, EFFECT_DID_DYNAMIC)->att, 0.525, 1e-12);
    near(overall_of(&r, EFFECT_DID_CALENDAR)->att, 0.5, 1e-12);
    // dynamic before the start: -1 has 0 and 0.1, so the largest step is 0.05; the headline has
    // cohort 3 at one and two periods after, cohort 4 at one: (1.5 + 1) / 2 steps
    const struct effect_did_aggregate *const a = overall_of(&r, EFFECT_DID_GROUP);
    near(r.breakdown.largest_step, 0.05, 1e-9);
    near(r.breakdown.overall, fmax(0, a->lower) / (0.05 * 1.25), 1e-9);
    p.control = EFFECT_DID_NOT_YET;
    const struct effect_did_result s = solve(&p);
    near(cell_of(&s, 3, 3)->att, 0.5 - 0.1 / 3, 1e-12);
}

// Weighted: the treated with 3 and 1, so 3.5 against 1.
static void weights_count(void **state) {
    (void)state;
    const int32_t unit[] = {0, 0, 1, 1, 2, 2, 3, 3}, time[] = {2, 1, 1, 2, 1, 2, 1, 2};
    const int32_t cohort[] = {2, 2, 2, 2, 0, 0, 0, 0};
    const double y[] = {5, 1, 2, 4, 7, 8, 0, 1};
    const double w[] = {9, 3, 1, 9, 1, 1, 1, 1}; // the first period counts, whichever row it is
    const struct effect_did p = {.n_rows = 8,
                                 .unit = unit,
                                 .time = time,
                                 .cohort = cohort,
                                 .outcome = y,
                                 .weights = w,
                                 .n_units = 4,
                                 .balance = -1,
                                 .is_parity = true};
    const struct effect_did_result r = solve(&p);
    near(r.cells[0].att, 2.5, 1e-15);
}

// ---- what must not change an answer ------------------------------------------------------------

static void assert_same(const struct effect_did_result *a, const struct effect_did_result *b,
                        double factor, double se_factor) {
    assert_int_equal(a->n_cells, b->n_cells);
    assert_int_equal(a->n_aggregates, b->n_aggregates);
    for (int32_t k = 0; k < a->n_cells; k++) {
        assert_int_equal(a->cells[k].reason, b->cells[k].reason);
        near(b->cells[k].att, a->cells[k].att * factor, 1e-9);
        near(b->cells[k].se, a->cells[k].se * fabs(factor) * se_factor, 1e-9);
    }
    for (int32_t m = 0; m < a->n_aggregates; m++) {
        near(b->aggregates[m].att, a->aggregates[m].att * factor, 1e-9);
        near(b->aggregates[m].se, a->aggregates[m].se * fabs(factor) * se_factor, 1e-9);
    }
}

static void order_and_names_do_not_count(void **state) {
    (void)state;
    const struct recipe how = recipe(1);
    struct drawn d = draw_panel(&how), e = draw_panel(&how);
    const size_t n = d.problem.n_rows;
    d.problem.control = e.problem.control = EFFECT_DID_NOT_YET;
    d.problem.cluster = d.cluster;
    e.problem.cluster = e.cluster;
    const int32_t n_units = d.problem.n_units;
    for (size_t i = 0; i < n; i++) { // rows backwards, units and teams under other numbers
        e.unit[i] = n_units - 1 - d.unit[n - 1 - i];
        e.time[i] = d.time[n - 1 - i];
        e.cohort[i] = d.cohort[n - 1 - i];
        e.cluster[i] = (d.cluster[n - 1 - i] * 7 + 3) % 16;
        e.outcome[i] = d.outcome[n - 1 - i];
    }
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_same(&a, &b, 1, 1);
    near(b.wald.w, a.wald.w, 1e-8);
}

// y -> a + b y, with far other sizes: no absolute number decides anything.
static void units_of_measure_do_not_count(void **state) {
    (void)state;
    const double factors[] = {-1e-9, 1e7};
    for (int k = 0; k < 2; k++) {
        const struct recipe how = recipe(2);
        struct drawn d = draw_panel(&how), e = draw_panel(&how);
        d.problem.cluster = d.cluster;
        e.problem.cluster = e.cluster;
        for (size_t i = 0; i < e.problem.n_rows; i++)
            e.outcome[i] = factors[k] * (3 + e.outcome[i]);
        const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
        assert_same(&a, &b, factors[k], 1);
    }
}

static void twice_everybody_halves_the_variance(void **state) {
    (void)state;
    struct recipe how = recipe(3);
    struct drawn d = draw_panel(&how);
    how.n_teams = 32;
    struct drawn e = draw_panel(&how);
    const size_t n = d.problem.n_rows;
    assert_int_equal(e.problem.n_rows, 2 * n);
    for (size_t i = 0; i < 2 * n; i++) {
        e.unit[i] = d.unit[i % n] + (i < n ? 0 : d.problem.n_units);
        e.cluster[i] = d.cluster[i % n] + (i < n ? 0 : 16);
        e.time[i] = d.time[i % n];
        e.cohort[i] = d.cohort[i % n];
        e.outcome[i] = d.outcome[i % n];
    }
    d.problem.cluster = d.cluster;
    e.problem.cluster = e.cluster;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_same(&a, &b, 1, 1 / sqrt(2));
}

static void same_seed_same_bytes(void **state) {
    (void)state;
    const struct recipe how = recipe(4);
    struct drawn d = draw_panel(&how);
    d.problem.draws = 200;
    d.problem.cluster = d.cluster;
    const struct effect_did_result a = solve(&d.problem), b = solve(&d.problem);
    for (int32_t k = 0; k < a.n_cells; k++)
        assert_memory_equal(&a.cells[k].lower, &b.cells[k].lower, sizeof(double));
    assert_memory_equal(&a.cells_critical, &b.cells_critical, sizeof a.cells_critical);
    assert_memory_equal(&a.imputation.se, &b.imputation.se, sizeof(double));
    d.problem.seed = 2;
    const struct effect_did_result c = solve(&d.problem);
    assert_true(c.cells_critical.rademacher != a.cells_critical.rademacher);
    assert_true(c.cells[0].se == a.cells[0].se);
}

// ---- mistakes of others ------------------------------------------------------------------------

// Units that had begun before the first period once took the controls of everybody with them when
// nobody never begins. They must change nothing.
static void those_who_began_before_change_nothing(void **state) {
    (void)state;
    static const int32_t all_begin[] = {3, 4, 6};
    for (int control = 0; control < 2; control++) {
        struct recipe how = recipe(5);
        how.cohorts = all_begin;
        how.n_cohorts = 3;
        how.n_teams = 12;
        struct drawn d = draw_panel(&how);
        how.n_teams = 15;
        struct drawn e = draw_panel(&how);
        d.problem.control = e.problem.control = (enum effect_did_control)control;
        for (size_t i = 0; i < e.problem.n_rows; i++)
            if (e.cluster[i] >= 12)
                e.cohort[i] = 1;
        const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
        assert_int_equal(b.n_already_treated, 18);
        assert_true(a.is_last_control && b.is_last_control);
        assert_same(&a, &b, 1, 1);
        assert_non_null(cell_of(&a, 3, 5));
        assert_null(cell_of(&a, 6, 2)); // the last cohort is a control only
        assert_null(cell_of(&a, 3, 6)); // and only until it begins
    }
}

// A cohort beyond the last period never begins, and is said to be a control like any other.
static void beyond_the_window_is_never(void **state) {
    (void)state;
    const struct recipe how = recipe(6);
    struct drawn d = draw_panel(&how), e = draw_panel(&how);
    for (size_t i = 0; i < e.problem.n_rows; i++)
        if (e.cohort[i] == 0)
            e.cohort[i] = 99;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_same(&a, &b, 1, 1);
}

// Clusters of very different size: the sums of clusters are drawn, not their means, so that the
// spread of the draws is the standard error.
static void uneven_clusters_are_drawn_as_sums(void **state) {
    (void)state;
    const struct recipe how = recipe(7);
    struct drawn d = draw_panel(&how);
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.cluster[i] = d.cluster[i] < 4 ? d.cluster[i] : d.unit[i] % 96;
    d.problem.cluster = d.cluster;
    d.problem.n_clusters = 96;
    d.problem.draws = 20000;
    struct did_panel panel;
    struct did_cells cells;
    struct did_draws draws;
    size_t row;
    assert_int_equal(did_panel_make(arena, &d.problem, false, &panel, &row), EFFECT_DID_ACCEPTED);
    did_cells_solve(arena, &panel, &cells);
    did_draws_make(arena, &cells, 20000, 1, &draws);
    for (int k = 0; k < cells.n; k++) {
        double squares = 0;
        for (int b = 0; b < draws.n; b++)
            squares += draws.sums[b * draws.n_columns + k] * draws.sums[b * draws.n_columns + k];
        near(sqrt(squares / draws.n), cells.list[k].se, 0.03);
        near(sqrt(draws.gram[k * draws.n_columns + k]) / 96, cells.list[k].se, 1e-12);
    }
    // and of combinations: products of cells and shares give the error that the formula gives
    struct did_mixes mixes;
    did_mixes_make(arena, &cells, &mixes);
    for (int m = 0; m < mixes.n; m++) {
        double squares = 0;
        for (int k = 0; k < draws.n_columns; k++)
            for (int l = 0; l < draws.n_columns; l++)
                squares +=
                    (k < cells.n ? mixes.list[m].cells[k] : mixes.list[m].shares[k - cells.n]) *
                    (l < cells.n ? mixes.list[m].cells[l] : mixes.list[m].shares[l - cells.n]) *
                    draws.gram[k * draws.n_columns + l];
        near(sqrt(squares) / 96, mixes.about[m].se, 1e-10);
    }
}

// ---- other estimators on the same panel --------------------------------------------------------

// With a constant as covariate in disguise the estimators agree; a universal base only shifts.
static void bases_agree_after_the_start(void **state) {
    (void)state;
    const struct recipe how = recipe(9);
    struct drawn d = draw_panel(&how);
    const struct effect_did_result a = solve(&d.problem);
    d.problem.base = EFFECT_DID_UNIVERSAL;
    const struct effect_did_result b = solve(&d.problem);
    assert_int_equal(b.n_cells, 3 * 6);
    for (int32_t k = 0; k < a.n_cells; k++) {
        const struct effect_did_cell *const cell = &a.cells[k];
        if (cell->time >= cell->cohort)
            near(cell_of(&b, cell->cohort, cell->time)->att, cell->att, 1e-12);
    }
    assert_int_equal(cell_of(&b, 4, 3)->reason, EFFECT_DID_BASE_CELL);
    assert_true(cell_of(&b, 4, 3)->att == 0 && isnan(cell_of(&b, 4, 3)->se));
    // the steps of the varying base add up to the figure of the universal one
    near(cell_of(&b, 4, 1)->att, -cell_of(&a, 4, 2)->att - cell_of(&a, 4, 3)->att, 1e-12);
}

// Working three periods ahead: everything is held against the last period before that, and the
// window is no time before.
static void working_ahead(void **state) {
    (void)state;
    static const int32_t late[] = {0, 5, 6};
    struct recipe how = recipe(10);
    how.cohorts = late;
    how.n_cohorts = 3;
    how.n_teams = 15;
    struct drawn d = draw_panel(&how);
    d.problem.anticipation = 2;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 5, 3)->base, 2);
    assert_int_equal(cell_of(&r, 5, 4)->base, 2);
    assert_int_equal(cell_of(&r, 6, 4)->base, 3);
    assert_int_equal(cell_of(&r, 6, 3)->base, 2);
    assert_int_equal(r.wald.df, 3); // 5 in 2; 6 in 2 and 3
    d.problem.anticipation = 4;
    const struct effect_did_result s = solve(&d.problem); // cohort 5 has nothing before
    assert_int_equal(s.n_already_treated, 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_against_two),
        cmocka_unit_test(four_ways_to_put_cells_together),
        cmocka_unit_test(weights_count),
        cmocka_unit_test(order_and_names_do_not_count),
        cmocka_unit_test(units_of_measure_do_not_count),
        cmocka_unit_test(twice_everybody_halves_the_variance),
        cmocka_unit_test(same_seed_same_bytes),
        cmocka_unit_test(those_who_began_before_change_nothing),
        cmocka_unit_test(beyond_the_window_is_never),
        cmocka_unit_test(uneven_clusters_are_drawn_as_sums),
        cmocka_unit_test(bases_agree_after_the_start),
        cmocka_unit_test(working_ahead),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
