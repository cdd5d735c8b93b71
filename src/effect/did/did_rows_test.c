// SPDX-License-Identifier: EUPL-1.2
// The estimators with covariates: their influence against the derivative of the estimate with
// respect to each weight, found by changing the weight a little; panels with gaps against panels
// without; and draws by table against draws one by one.
#include "base/testing.h"

#include "effect/did/test_panel.h"

enum { ROWS = 60, N_X = 3 };

static struct did_rows rows_of(uint64_t seed, bool has_halves) {
    struct rng rng = rng_seeded(seed);
    struct did_rows rows = {.n = ROWS, .n_x = N_X};
    rows.x = NEW_ARRAY(arena, double *, N_X);
    for (int j = 0; j < N_X; j++)
        rows.x[j] = NEW_ARRAY(arena, double, ROWS);
    rows.y = NEW_ARRAY(arena, double, ROWS);
    rows.weight = NEW_ARRAY(arena, double, ROWS);
    rows.is_treated = NEW_ARRAY(arena, uint8_t, ROWS);
    rows.is_post = has_halves ? NEW_ARRAY(arena, uint8_t, ROWS) : NULL;
    for (size_t i = 0; i < ROWS; i++) {
        rows.is_treated[i] = i % 3 == 0;
        rows.x[0][i] = 1;
        rows.x[1][i] = 4 + noise(&rng) + 0.4 * rows.is_treated[i];
        rows.x[2][i] = rng_below(&rng, 3);
        rows.weight[i] = 0.5 + rng_real(&rng);
        rows.y[i] = noise(&rng) + rows.x[1][i] * rows.x[2][i] + rows.is_treated[i];
        if (has_halves)
            rows.is_post[i] = i % 2 == 0;
    }
    return rows;
}

static double estimate(enum effect_did_estimator estimator, bool has_halves, size_t changed,
                       double step, double **ret_slope) {
    struct did_rows rows = rows_of(7, has_halves);
    if (changed < ROWS)
        rows.weight[changed] += step;
    assert_int_equal(did_rows_solve(arena, estimator, &rows), EFFECT_DID_KNOWN);
    *ret_slope = rows.slope;
    return rows.att;
}

static void influence_is_the_derivative(void **state) {
    (void)state;
    static const enum effect_did_estimator ALL[] = {EFFECT_DID_DR, EFFECT_DID_REG, EFFECT_DID_IPW};
    for (size_t e = 0; e < COUNT_OF(ALL); e++) {
        for (int halves = 0; halves < 2; halves++) {
            const struct did_rows rows = rows_of(7, halves == 1);
            double *slope, *unused;
            (void)estimate(ALL[e], halves == 1, ROWS, 0, &slope);
            for (size_t i = 0; i < ROWS; i++) {
                const double step = 1e-5;
                const double up = estimate(ALL[e], halves == 1, i, step, &unused);
                const double down = estimate(ALL[e], halves == 1, i, -step, &unused);
                const double wanted = rows.weight[i] * (up - down) / (2 * step);
                if (fabs(slope[i] - wanted) > 1e-7)
                    fail_msg("estimator %zu, halves %d, row %zu: %g instead of %g", e, halves, i,
                             slope[i], wanted);
            }
        }
    }
}

// Two by two by hand: means 5 and 2 before, 9 and 3 after.
static void four_means(void **state) {
    (void)state;
    double one[] = {1, 1, 1, 1, 1, 1}, *x[] = {one}, y[] = {4, 6, 9, 2, 3, 3};
    double w[] = {1, 1, 1, 1, 1, 1};
    uint8_t treated[] = {1, 1, 1, 0, 0, 0}, post[] = {0, 0, 1, 0, 1, 1};
    struct did_rows rows = {
        .n = 6, .n_x = 1, .x = x, .y = y, .weight = w, .is_treated = treated, .is_post = post};
    assert_int_equal(did_rows_solve(arena, EFFECT_DID_DR, &rows), EFFECT_DID_KNOWN);
    near(rows.att, (9 - 5) - (3 - 2), 1e-14);
    const double wanted[] = {0.5, -0.5, 0, 0, 0, 0}; // minus (y - mean) / n of its arm
    for (int i = 0; i < 6; i++)
        assert_true(fabs(rows.slope[i] - wanted[i]) < 1e-14);
}

// A covariate that is exact for the outcome leaves the effect alone, whoever is compared.
static void exact_covariate(void **state) {
    (void)state;
    struct did_rows rows = rows_of(8, false);
    for (size_t i = 0; i < ROWS; i++)
        rows.y[i] = 2 - 3 * rows.x[1][i] + 0.5 * rows.x[2][i] + 1.25 * rows.is_treated[i];
    assert_int_equal(did_rows_solve(arena, EFFECT_DID_REG, &rows), EFFECT_DID_KNOWN);
    near(rows.att, 1.25, 1e-12);
    rows = rows_of(8, false);
    for (size_t i = 0; i < ROWS; i++)
        rows.y[i] = 2 - 3 * rows.x[1][i] + 0.5 * rows.x[2][i] + 1.25 * rows.is_treated[i];
    assert_int_equal(did_rows_solve(arena, EFFECT_DID_DR, &rows), EFFECT_DID_KNOWN);
    near(rows.att, 1.25, 1e-12);
}

// ---- gaps --------------------------------------------------------------------------------------

static const int32_t THREE[] = {0, 3, 5};

static struct drawn gappy(double gaps) {
    const struct recipe how = {.seed = 21,
                               .n_teams = 12,
                               .n_members = 10,
                               .n_periods = 5,
                               .cohorts = THREE,
                               .n_cohorts = 3,
                               .effect = 0.5,
                               .icc = 0.1,
                               .gaps = gaps};
    return draw_panel(&how);
}

// Four means of whoever was seen, written out over the rows of the file.
static double by_rows(const struct drawn *d, int32_t g, int32_t t, int32_t base) {
    double sum[2][2] = {{0}}, n[2][2] = {{0}};
    for (size_t i = 0; i < d->problem.n_rows; i++) {
        if ((d->cohort[i] != g && d->cohort[i] != 0) || (d->time[i] != t && d->time[i] != base))
            continue;
        sum[d->cohort[i] == g][d->time[i] == t] += d->outcome[i];
        n[d->cohort[i] == g][d->time[i] == t]++;
    }
    return sum[1][1] / n[1][1] - sum[1][0] / n[1][0] - sum[0][1] / n[0][1] + sum[0][0] / n[0][0];
}

static void gaps_use_every_row(void **state) {
    (void)state;
    struct drawn d = gappy(0.15);
    const struct effect_did_result r = solve(&d.problem);
    assert_false(r.is_balanced);
    for (int32_t k = 0; k < r.n_cells; k++)
        near(r.cells[k].att, by_rows(&d, r.cells[k].cohort, r.cells[k].time, r.cells[k].base),
             1e-12);
    assert_true(r.attrition_most > 0.1 && r.attrition_least > 0.05);
    assert_true(isfinite(r.complete.att) && isfinite(r.complete.se));
    assert_true(fabs(r.complete.att - overall_of(&r, EFFECT_DID_GROUP)->att) > 1e-6);
    assert_true(isfinite(r.sun_abraham.att) && isfinite(r.imputation.se));
}

// Rows in another order give the same combinations, also with gaps and uneven teams.
static void gaps_in_another_order(void **state) {
    (void)state;
    struct drawn d = gappy(0.2), e = gappy(0.2);
    const size_t n = d.problem.n_rows;
    d.problem.cluster = d.cluster;
    e.problem.cluster = e.cluster;
    d.problem.weights = d.weights;
    e.problem.weights = e.weights;
    for (size_t i = 0; i < n; i++) {
        const size_t from = (i * 7 + 3) % n; // n and 7 share no factor
        e.unit[i] = d.unit[from];
        e.time[i] = d.time[from];
        e.cohort[i] = d.cohort[from];
        e.cluster[i] = d.cluster[from];
        e.outcome[i] = d.outcome[from];
        e.weights[i] = d.weights[from];
    }
    assert_true(n % 7 != 0);
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_int_equal(a.n_aggregates, b.n_aggregates);
    for (int32_t m = 0; m < a.n_aggregates; m++) {
        near(b.aggregates[m].att, a.aggregates[m].att, 1e-10);
        near(b.aggregates[m].se, a.aggregates[m].se, 1e-10);
    }
    near(b.complete.se, a.complete.se, 1e-10);
    near(b.sun_abraham.se, a.sun_abraham.se, 1e-10);
    near(b.two_way.se, a.two_way.se, 1e-10);
    assert_int_equal(b.n_clusters, 12);
}

// The answer for the complete units is that of a file with only them.
static void complete_units_alone(void **state) {
    (void)state;
    struct drawn d = gappy(0.1), e = gappy(0.1);
    int seen[120] = {0};
    size_t n = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++)
        seen[d.unit[i]]++;
    for (size_t i = 0; i < e.problem.n_rows; i++) {
        if (seen[e.unit[i]] < 5)
            continue;
        e.unit[n] = e.unit[i];
        e.time[n] = e.time[i];
        e.cohort[n] = e.cohort[i];
        e.cluster[n] = e.cluster[i];
        e.outcome[n++] = e.outcome[i];
    }
    e.problem.n_rows = n;
    d.problem.cluster = d.cluster;
    e.problem.cluster = e.cluster;
    d.problem.is_parity = e.problem.is_parity = true;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_true(b.is_balanced && !a.is_balanced);
    near(a.complete.att, overall_of(&b, EFFECT_DID_GROUP)->att, 1e-12);
    near(a.complete.se, overall_of(&b, EFFECT_DID_GROUP)->se, 1e-12);
    near(a.sun_abraham.att, b.sun_abraham.att, 1e-12);
    near(a.sun_abraham.se, b.sun_abraham.se, 1e-12);
    near(a.imputation.att, b.imputation.att, 1e-12);
    near(a.imputation.se, b.imputation.se, 1e-12);
    near(a.two_way.t, b.two_way.t, 1e-11);
    struct did_panel whole, complete, alone;
    size_t row;
    assert_int_equal(did_panel_make(arena, &d.problem, false, &whole, &row), EFFECT_DID_ACCEPTED);
    assert_int_equal(did_panel_make(arena, &e.problem, false, &alone, &row), EFFECT_DID_ACCEPTED);
    assert_true(did_panel_complete(arena, &whole, &complete));
    assert_int_equal(complete.n_units, alone.n_units);
    assert_int_equal(complete.n_clusters, alone.n_clusters);
    for (int c = 0; c < 3; c++) {
        assert_int_equal(complete.clusters_of[c], alone.clusters_of[c]);
        near(complete.share[c], alone.share[c], 1e-12);
    }
}

// The influence of a unit on a cell with gaps is what counting the unit a little more would change.
static void gaps_influence_is_leaving_out(void **state) {
    (void)state;
    struct drawn d = gappy(0.15);
    d.problem.weights = d.weights;
    const double *x[] = {d.x[0]};
    d.problem.covariates = x;
    d.problem.n_covariates = 1;
    for (int e = 0; e < 3; e++) {
        d.problem.estimator = (enum effect_did_estimator)e;
        const struct effect_did_result r = solve(&d.problem);
        const double n = (double)r.n_units;
        double squares = 0;
        for (int32_t u = 0; u < d.problem.n_units; u++) {
            struct drawn more = gappy(0.15); // the weight of one unit a little larger
            double step = 0;
            for (size_t i = 0; i < more.problem.n_rows; i++)
                if (more.unit[i] == u) {
                    step = 1e-5;
                    more.weights[i] += step;
                }
            more.problem.weights = more.weights;
            const double *z[] = {more.x[0]};
            more.problem.covariates = z;
            more.problem.n_covariates = 1;
            more.problem.estimator = d.problem.estimator;
            const struct effect_did_result s = solve(&more.problem);
            double weight = 0;
            for (size_t i = 0; i < d.problem.n_rows; i++)
                if (d.unit[i] == u)
                    weight = d.weights[i];
            const double slope = (s.cells[3].att - r.cells[3].att) / step * weight * n;
            squares += slope * slope;
        }
        near(r.cells[3].sum_squares, squares, 2e-3);
    }
}

// ---- draws -------------------------------------------------------------------------------------

// Signed sums one by one, with the same random bits: for each cohort, for 64 units at a time, one
// number of 64 bits for each draw.
static void draws_by_table_are_draws_one_by_one(void **state) {
    (void)state;
    enum { DRAWS = 50 };
    struct drawn d = gappy(0);
    d.problem.weights = d.weights;
    struct did_panel panel;
    struct did_cells cells;
    struct did_draws draws;
    size_t row;
    assert_int_equal(did_panel_make(arena, &d.problem, false, &panel, &row), EFFECT_DID_ACCEPTED);
    did_cells_solve(arena, &panel, &cells);
    did_draws_make(arena, &cells, DRAWS, 5, &draws);
    struct rng rng = rng_seeded(5);
    const int n_columns = draws.n_columns;
    assert_int_equal(n_columns, cells.n + panel.n_cohorts);
    double *sums = NEW_ARRAY(arena, double, (size_t)(DRAWS * n_columns));
    for (int b = 0; b < cells.influence.n_blocks; b++) {
        const struct did_block *const block = &cells.influence.blocks[b];
        for (size_t from = 0; from < block->n; from += 64) {
            for (int draw = 0; draw < DRAWS; draw++) {
                const uint64_t bits = rng_u64(&rng);
                for (size_t i = from; i < block->n && i < from + 64; i++) {
                    const double sign = bits >> (i - from) & 1 ? 1 : -1;
                    for (int j = 0; j < block->n_columns; j++)
                        sums[draw * n_columns + block->columns[j]] +=
                            sign * block->values[i * (size_t)block->n_columns + (size_t)j] / 120;
                    for (int c = 0; c < panel.n_cohorts; c++)
                        sums[draw * n_columns + cells.n + c] +=
                            sign * ((c == b) * panel.weight[block->from + i] - panel.share[c]) /
                            120;
                }
            }
        }
    }
    for (int draw = 0; draw < DRAWS; draw++)
        for (int k = 0; k < cells.n; k++)
            assert_true(fabs(draws.sums[draw * n_columns + k] - sums[draw * n_columns + k]) < 1e-5);
    // shares are written out less their means, which must cancel in every combination
    struct did_mixes mixes;
    did_mixes_make(arena, &cells, &mixes);
    for (int m = 0; m < mixes.n; m++) {
        for (int draw = 0; draw < DRAWS; draw++) {
            double got = 0, wanted = 0;
            for (int k = 0; k < n_columns; k++) {
                const double factor =
                    k < cells.n ? mixes.list[m].cells[k] : mixes.list[m].shares[k - cells.n];
                got += factor * draws.sums[draw * n_columns + k];
                wanted += factor * sums[draw * n_columns + k];
            }
            assert_true(fabs(got - wanted) < 1e-5);
        }
    }
}

// The largest of k independent normal numbers passes its 95 % point with chance 1 - 0.95^(1/k).
static void critical_value_of_one(void **state) {
    (void)state;
    struct drawn d = gappy(0);
    d.problem.draws = 40000;
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.cohort[i] = d.cohort[i] == 3 ? 5 : d.cohort[i];
    size_t n = 0; // two periods: a single cell
    for (size_t i = 0; i < d.problem.n_rows; i++) {
        if (d.time[i] < 4)
            continue;
        d.unit[n] = d.unit[i];
        d.time[n] = d.time[i];
        d.cohort[n] = d.cohort[i];
        d.outcome[n++] = d.outcome[i];
    }
    d.problem.n_rows = n;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(r.n_cells, 1);
    assert_true(fabs(r.cells_critical.gaussian - 1.96) < 0.03);
    assert_true(fabs(r.cells_critical.rademacher - 1.96) < 0.05);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(influence_is_the_derivative, begin, end),
        cmocka_unit_test_setup_teardown(four_means, begin, end),
        cmocka_unit_test_setup_teardown(exact_covariate, begin, end),
        cmocka_unit_test_setup_teardown(gaps_use_every_row, begin, end),
        cmocka_unit_test_setup_teardown(gaps_influence_is_leaving_out, begin, end),
        cmocka_unit_test_setup_teardown(gaps_in_another_order, begin, end),
        cmocka_unit_test_setup_teardown(complete_units_alone, begin, end),
        cmocka_unit_test_setup_teardown(draws_by_table_are_draws_one_by_one, begin, end),
        cmocka_unit_test_setup_teardown(critical_value_of_one, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
