// SPDX-License-Identifier: EUPL-1.2
// Data that a staggered effect must refuse by name while the other cells still come, and the rules
// for few people and few teams.
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

static struct effect_did_result spoiled(void (*spoil)(struct drawn *d)) {
    const struct recipe how = recipe(11);
    struct drawn d = draw_panel(&how);
    spoil(&d);
    return solve(&d.problem);
}

static void twice_a_period(struct drawn *d) {
    d->time[7] = d->time[6];
}
static void another_cohort(struct drawn *d) {
    d->cohort[5 * 6 * 6 + 8] = 4; // of a team that began in 3
}
static void ends_again(struct drawn *d) {
    d->cohort[1 * 36 + 5] = 0;
}
static void below_zero(struct drawn *d) {
    d->cohort[3] = -2;
}
static void infinite(struct drawn *d) {
    d->outcome[100] = -INFINITY;
}
static void moved_team(struct drawn *d) {
    d->problem.cluster = d->cluster;
    d->cluster[40] = 9;
}
static void negative_weight(struct drawn *d) {
    d->problem.weights = d->weights;
    d->weights[9] = -1;
}
static void nobody(struct drawn *d) {
    for (size_t i = 0; i < d->problem.n_rows; i++)
        d->cohort[i] = 0;
}
static void all_at_once(struct drawn *d) {
    for (size_t i = 0; i < d->problem.n_rows; i++)
        d->cohort[i] = 3;
}
static void single_period(struct drawn *d) {
    d->problem.n_rows = 1;
}
static void no_rows(struct drawn *d) {
    d->problem.n_rows = 0;
}
static void bad_option(struct drawn *d) {
    d->problem.draws = -1;
}
static void unknown_unit(struct drawn *d) {
    d->unit[4] = d->problem.n_units;
}

static void bad_data_is_refused_by_name(void **state) {
    (void)state;
    static const struct {
        void (*spoil)(struct drawn *d);
        const char *name;
        size_t row;
    } CASES[] = {
        {twice_a_period, "duplicate", 7},
        {another_cohort, "cohort_varies", 188},
        {ends_again, "untreated_again", 41},
        {below_zero, "negative_cohort", 3},
        {infinite, "not_finite", 100},
        {moved_team, "cluster_varies", 40},
        {negative_weight, "negative_weight", 9},
        {nobody, "nobody_begins", 0},
        {all_at_once, "no_control", 0},
        {single_period, "one_period", 0},
        {no_rows, "one_period", 0},
        {bad_option, "numbers", 0},
        {unknown_unit, "numbers", 4},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct effect_did_result r = spoiled(CASES[k].spoil);
        assert_string_equal(effect_did_refusal_name(r.refusal), CASES[k].name);
        assert_int_equal(r.refused_row, CASES[k].row);
        assert_int_equal(r.n_cells, 0);
    }
}

// Of cohort 3 all but four people leave; the others still have their cells.
static void few_people_empty_a_cell_only(void **state) {
    (void)state;
    const struct recipe how = recipe(12);
    struct drawn d = draw_panel(&how);
    size_t n = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++) {
        if (d.cohort[i] == 3 && !(d.cluster[i] == 1 && d.unit[i] % 6 < 4))
            continue;
        d.unit[n] = d.unit[i];
        d.time[n] = d.time[i];
        d.cohort[n] = d.cohort[i];
        d.outcome[n++] = d.outcome[i];
    }
    d.problem.n_rows = n;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 3, 4)->reason, EFFECT_DID_TOO_FEW_UNITS);
    assert_int_equal(cell_of(&r, 4, 4)->reason, EFFECT_DID_KNOWN);
    assert_true(overall_of(&r, EFFECT_DID_GROUP)->n_treated == 48);
    d.problem.is_parity = true;
    const struct effect_did_result s = solve(&d.problem);
    assert_int_equal(cell_of(&s, 3, 4)->reason, EFFECT_DID_KNOWN);
}

// Cohort 4 has one team: its figure stays, its interval goes, and the whole does without it.
static void one_team_has_no_interval(void **state) {
    (void)state;
    const struct recipe how = recipe(13);
    struct drawn d = draw_panel(&how);
    for (size_t i = 0; i < d.problem.n_rows; i++)
        if (d.cohort[i] == 4)
            d.cluster[i] = 2;
    d.problem.cluster = d.cluster;
    struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 4, 5)->reason, EFFECT_DID_ONE_CLUSTER);
    assert_true(isnan(cell_of(&r, 4, 5)->se) && isfinite(cell_of(&r, 4, 5)->att));
    assert_int_equal(cell_of(&r, 3, 5)->reason, EFFECT_DID_KNOWN);
    assert_int_equal(overall_of(&r, EFFECT_DID_GROUP)->n_treated, 48);
    assert_int_equal(r.least_clusters, 1);
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.cluster[i] = d.cohort[i];
    r = solve(&d.problem); // one team in each: figures without any interval
    assert_true(isfinite(overall_of(&r, EFFECT_DID_GROUP)->att));
    assert_true(isnan(overall_of(&r, EFFECT_DID_GROUP)->lower));
    assert_int_equal(r.no_interval, EFFECT_DID_TOO_FEW_CLUSTERS);
    assert_true(isnan(r.breakdown.overall) && r.breakdown.largest_step > 0);
    assert_true(isnan(r.wald.p_few) && isnan(r.sun_abraham.se) && isnan(r.two_way.wild_p));
}

// t with clusters less cohorts, widened by the root of clusters / (clusters - cohorts).
static void few_teams_widen_the_interval(void **state) {
    (void)state;
    const struct recipe how = recipe(14);
    struct drawn d = draw_panel(&how);
    d.problem.cluster = d.cluster;
    struct effect_did_result r = solve(&d.problem);
    const struct effect_did_aggregate *const a = overall_of(&r, EFFECT_DID_SIMPLE);
    near(r.df, 12, 1e-15);
    near(a->upper - a->att, sqrt(16. / 12) * dist_t_quantile(0.975, 12) * a->se, 1e-12);
    near(a->att - a->lower, a->upper - a->att, 1e-12);
    const struct effect_did_cell *const cell = cell_of(&r, 4, 5);
    near(cell->att - cell->lower_single, sqrt(16. / 12) * dist_t_quantile(0.975, 12) * cell->se,
         1e-12);
    near(cell->upper_single - cell->att, cell->att - cell->lower_single, 1e-12);
    near(cell->upper - cell->att, cell->att - cell->lower, 1e-12);
    d.problem.is_parity = true;
    r = solve(&d.problem);
    near(overall_of(&r, EFFECT_DID_SIMPLE)->upper - a->att, 1.959963984540054 * a->se, 1e-12);
}

static void covariates_that_cannot_be_used(void **state) {
    (void)state;
    const struct recipe how = recipe(15);
    struct drawn d = draw_panel(&how);
    const double *x[] = {d.x[0], d.x[1]};
    d.problem.covariates = x;
    d.problem.n_covariates = 2;
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.x[1][i] = 3 - 2 * d.x[0][i];
    struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 4, 5)->reason, EFFECT_DID_SEPARATION);
    d.problem.estimator = EFFECT_DID_REG;
    r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 4, 5)->reason, EFFECT_DID_SINGULAR);
    // singular in one cohort only: the covariate is constant among 3 and the controls in period 2
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.x[1][i] = d.time[i] == 2 ? 1 : d.unit[i] % 5;
    r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 3, 4)->reason, EFFECT_DID_SINGULAR);
    assert_int_equal(cell_of(&r, 6, 6)->reason, EFFECT_DID_KNOWN);
    d.problem.estimator = EFFECT_DID_IPW;
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.x[1][i] = d.cohort[i] == 4 ? 5 + d.unit[i] % 3 : d.unit[i] % 3;
    r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 4, 5)->reason, EFFECT_DID_SEPARATION);
    assert_int_equal(cell_of(&r, 6, 6)->reason, EFFECT_DID_KNOWN);
}

// Days instead of quarters: more periods than fit, and more cells than fit, end at once.
static void too_many_periods(void **state) {
    (void)state;
    enum { ROWS = 20000 };
    int32_t *unit = NEW_ARRAY(arena, int32_t, ROWS), *time = NEW_ARRAY(arena, int32_t, ROWS);
    int32_t *cohort = NEW_ARRAY(arena, int32_t, ROWS);
    double *y = NEW_ARRAY(arena, double, ROWS);
    for (int k = 0; k < ROWS; k++) {
        unit[k] = k / 10;
        time[k] = (k * 7919) % 104729; // each row a period of its own
        cohort[k] = unit[k] % 2 ? 50 : 0;
    }
    struct effect_did p = {.n_rows = ROWS,
                           .unit = unit,
                           .time = time,
                           .cohort = cohort,
                           .outcome = y,
                           .n_units = ROWS / 10,
                           .balance = -1};
    assert_string_equal(effect_did_refusal_name(solve(&p).refusal), "too_large");
    for (int k = 0; k < ROWS; k++) { // a hundred periods and fifty cohorts: 5,000 cells
        unit[k] = k / 100;
        time[k] = k % 100;
        cohort[k] = unit[k] % 51 == 0 ? 0 : 20 + unit[k] % 51;
    }
    assert_string_equal(effect_did_refusal_name(solve(&p).refusal), "too_large");
}

// Everybody of the last cohort left before it began: there are figures for the time before, and
// none for all together.
static void nothing_after_the_start(void **state) {
    (void)state;
    const struct recipe how = recipe(16);
    struct drawn d = draw_panel(&how);
    size_t n = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++) {
        if (d.cohort[i] != 0 && (d.cohort[i] != 6 || d.time[i] == 6))
            continue;
        d.unit[n] = d.unit[i];
        d.time[n] = d.time[i];
        d.cohort[n] = d.cohort[i];
        d.outcome[n++] = d.outcome[i];
    }
    d.problem.n_rows = n;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 6, 6)->reason, EFFECT_DID_NO_TREATED_LEFT);
    assert_int_equal(r.n_aggregates, 4); // -4 to -1
    for (int32_t m = 0; m < r.n_aggregates; m++)
        assert_true(!r.aggregates[m].is_overall && isfinite(r.aggregates[m].att));
}

// A cohort without weight counts for nothing; the others are as without it.
static void nobody_who_counts(void **state) {
    (void)state;
    const struct recipe how = recipe(17);
    struct drawn d = draw_panel(&how), e = draw_panel(&how);
    d.problem.weights = d.weights;
    e.problem.weights = e.weights;
    size_t n = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++) {
        if (d.cohort[i] == 4)
            d.weights[i] = 0;
        if (e.cohort[i] == 4)
            continue;
        e.unit[n] = e.unit[i];
        e.time[n] = e.time[i];
        e.cohort[n] = e.cohort[i];
        e.weights[n] = e.weights[i];
        e.outcome[n++] = e.outcome[i];
    }
    e.problem.n_rows = n;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_int_equal(cell_of(&a, 4, 5)->reason, EFFECT_DID_NO_TREATED_LEFT);
    near(overall_of(&a, EFFECT_DID_GROUP)->att, overall_of(&b, EFFECT_DID_GROUP)->att, 1e-12);
    near(overall_of(&a, EFFECT_DID_GROUP)->se, overall_of(&b, EFFECT_DID_GROUP)->se, 1e-12);
}

static void numbers_too_large_to_add_up(void **state) {
    (void)state;
    const struct recipe how = recipe(18);
    struct drawn d = draw_panel(&how);
    for (size_t i = 0; i < d.problem.n_rows; i++)
        if (d.cohort[i] == 4 && d.time[i] == 5)
            d.outcome[i] = 1e308;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(cell_of(&r, 4, 5)->reason, EFFECT_DID_OVERFLOW);
    assert_true(isnan(cell_of(&r, 4, 5)->att));
    assert_true(isfinite(cell_of(&r, 3, 5)->att));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_data_is_refused_by_name),
        cmocka_unit_test(few_people_empty_a_cell_only),
        cmocka_unit_test(one_team_has_no_interval),
        cmocka_unit_test(few_teams_widen_the_interval),
        cmocka_unit_test(covariates_that_cannot_be_used),
        cmocka_unit_test(too_many_periods),
        cmocka_unit_test(nothing_after_the_start),
        cmocka_unit_test(nobody_who_counts),
        cmocka_unit_test(numbers_too_large_to_add_up),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
