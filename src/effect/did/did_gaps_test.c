// SPDX-License-Identifier: EUPL-1.2
// Panels with gaps and with early starters at once, and covariates far from zero: each held against
// the same panel with the trouble taken out by hand.
#include "base/testing.h"

#include "effect/did/test_panel.h"

enum { PERIODS = 6 };
static const int32_t FOUR[] = {0, 3, 5, 4};

static struct drawn gappy(uint64_t seed, double gaps) {
    const struct recipe how = {.seed = seed,
                               .n_teams = 16,
                               .n_members = 6,
                               .n_periods = PERIODS,
                               .cohorts = FOUR,
                               .n_cohorts = 4,
                               .effect = 0.5,
                               .icc = 0.1,
                               .gaps = gaps};
    return draw_panel(&how);
}

// Leaves only rows of units that pass.
static void keep(struct drawn *d, const bool *is_kept) {
    size_t n = 0;
    for (size_t i = 0; i < d->problem.n_rows; i++) {
        if (!is_kept[d->unit[i]])
            continue;
        d->unit[n] = d->unit[i];
        d->time[n] = d->time[i];
        d->cohort[n] = d->cohort[i];
        d->cluster[n] = d->cluster[i];
        d->weights[n] = d->weights[i];
        d->outcome[n++] = d->outcome[i];
    }
    d->problem.n_rows = n;
}

static void find_complete(const struct drawn *d, bool *ret_is_complete) {
    int seen[96] = {0};
    for (size_t i = 0; i < d->problem.n_rows; i++)
        seen[d->unit[i]]++;
    for (int u = 0; u < 96; u++)
        ret_is_complete[u] = seen[u] == PERIODS;
}

// Some began before there was anything to compare with, and some were not always seen: the old way
// takes everybody who was seen throughout, early starters too.
static void the_old_way_takes_all_who_are_complete(void **state) {
    (void)state;
    struct drawn d = gappy(31, 0.05), e = gappy(31, 0.05);
    bool is_complete[96];
    for (size_t i = 0; i < d.problem.n_rows; i++)
        d.cohort[i] = e.cohort[i] = d.unit[i] / 6 % 4 == 2 ? 1 : d.cohort[i];
    find_complete(&d, is_complete);
    keep(&e, is_complete);
    d.problem.cluster = d.cluster;
    e.problem.cluster = e.cluster;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_true(!a.is_balanced && b.is_balanced && a.n_already_treated == 24);
    near(a.two_way.att, b.two_way.att, 1e-12);
    near(a.two_way.se, b.two_way.se, 1e-12);
    near(a.sun_abraham.att, b.sun_abraham.att, 1e-12);
}

// Nobody of cohort 5 was seen in period 2. Among who was seen throughout it does not exist.
static void a_cohort_without_complete_people(void **state) {
    (void)state;
    struct drawn d = gappy(32, 0), e = gappy(32, 0);
    bool is_kept[96];
    for (int u = 0; u < 96; u++)
        is_kept[u] = u / 6 % 4 != 2;
    keep(&e, is_kept);
    size_t n = 0;
    for (size_t i = 0; i < d.problem.n_rows; i++) {
        if (d.cohort[i] == 5 && d.time[i] == 2)
            continue;
        d.unit[n] = d.unit[i];
        d.time[n] = d.time[i];
        d.cohort[n] = d.cohort[i];
        d.outcome[n++] = d.outcome[i];
    }
    d.problem.n_rows = n;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    assert_true(isfinite(a.sun_abraham.att) && isfinite(a.imputation.att));
    near(a.sun_abraham.att, b.sun_abraham.att, 1e-12);
    near(a.imputation.att, b.imputation.att, 1e-12);
    near(a.two_way.att, b.two_way.att, 1e-12);
    near(a.complete.att, overall_of(&b, EFFECT_DID_GROUP)->att, 1e-12);
    assert_true(isfinite(cell_of(&a, 5, 6)->att)); // of all rows it has a figure
}

// Of the 144 rows of each cohort, counted.
static void who_is_missing_is_counted_by_cohort(void **state) {
    (void)state;
    struct drawn d = gappy(33, 0.1);
    int seen[4] = {0};
    for (size_t i = 0; i < d.problem.n_rows; i++)
        seen[d.unit[i] / 6 % 4]++;
    double least = 1, most = 0;
    for (int c = 0; c < 4; c++) {
        least = fmin(least, 1 - seen[c] / 144.0);
        most = fmax(most, 1 - seen[c] / 144.0);
    }
    const struct effect_did_result r = solve(&d.problem);
    near(r.attrition_least, least, 1e-12);
    near(r.attrition_most, most, 1e-12);
    assert_true(least < most);
}

// A year, or a day since long ago, is as good a covariate as the same less its mean.
static void covariates_far_from_zero(void **state) {
    (void)state;
    for (int estimator = 0; estimator < 3; estimator++) {
        struct drawn d = gappy(34, 0), e = gappy(34, 0);
        const double *x[] = {d.x[0]}, *far[] = {e.x[0]};
        d.problem.covariates = x;
        e.problem.covariates = far;
        d.problem.n_covariates = e.problem.n_covariates = 1;
        d.problem.estimator = e.problem.estimator = (enum effect_did_estimator)estimator;
        for (size_t i = 0; i < e.problem.n_rows; i++)
            e.x[0][i] = 1e8 + e.x[0][i];
        const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
        for (int32_t k = 0; k < a.n_cells; k++) {
            assert_int_equal(b.cells[k].reason, a.cells[k].reason);
            near(b.cells[k].att, a.cells[k].att, 1e-5);
            near(b.cells[k].se, a.cells[k].se, 1e-5);
        }
    }
}

// Weights that change over time: that of a unit's first period counts, for figures and for errors.
// Elsewhere the later ones once made errors twice what they are.
static void only_the_first_weight_counts(void **state) {
    (void)state;
    struct drawn d = gappy(35, 0), e = gappy(35, 0);
    d.problem.weights = d.weights;
    e.problem.weights = e.weights;
    for (size_t i = 0; i < e.problem.n_rows; i++)
        e.weights[i] *= e.time[i] == 1 ? 1 : 1 + e.unit[i] % 7;
    const struct effect_did_result a = solve(&d.problem), b = solve(&e.problem);
    for (int32_t k = 0; k < a.n_cells; k++) {
        assert_true(a.cells[k].att == b.cells[k].att);
        assert_true(a.cells[k].se == b.cells[k].se);
    }
    for (int32_t m = 0; m < a.n_aggregates; m++)
        assert_true(a.aggregates[m].se == b.aggregates[m].se);
}

// When everybody begins, some of them before the first period, the last cohort is the control. By
// hand: two cohorts that each rise by the period, and cohort 4 by 10 more from period 4 on.
static void early_starters_leave_the_control(void **state) {
    (void)state;
    enum { N = 30 };
    int32_t unit[N * PERIODS], time[N * PERIODS], cohort[N * PERIODS];
    double y[N * PERIODS];
    for (int k = 0; k < N * PERIODS; k++) {
        unit[k] = k / PERIODS;
        time[k] = 1 + k % PERIODS;
        cohort[k] = unit[k] < 10 ? 1 : unit[k] < 20 ? 4 : 6;
        y[k] = unit[k] % 3 + time[k] + (cohort[k] == 4 && time[k] >= 4 ? 10 : 0) +
               (unit[k] % 2 ? 0.1 : -0.1) * (time[k] % 2) + (cohort[k] == 1 ? 100 * time[k] : 0);
    }
    struct effect_did p = {.n_rows = N * PERIODS,
                           .unit = unit,
                           .time = time,
                           .cohort = cohort,
                           .outcome = y,
                           .n_units = N,
                           .control = EFFECT_DID_NOT_YET,
                           .balance = -1};
    const struct effect_did_result r = solve(&p);
    assert_int_equal(r.n_already_treated, 10);
    near(overall_of(&r, EFFECT_DID_SIMPLE)->att, 10, 1e-12);
    near(overall_of(&r, EFFECT_DID_GROUP)->att, 10, 1e-12);
    assert_null(cell_of(&r, 1, 4));
}

// Teams of which anybody of the cohort was seen in one of the two periods, counted over the rows.
static void teams_are_counted_where_they_were_seen(void **state) {
    (void)state;
    struct drawn d = gappy(36, 0.6);
    d.problem.cluster = d.cluster;
    d.problem.is_parity = true;
    const struct effect_did_result r = solve(&d.problem);
    for (int32_t k = 0; k < r.n_cells; k++) {
        const struct effect_did_cell *const cell = &r.cells[k];
        bool seen[2][16] = {{false}};
        int n[2] = {0};
        for (size_t i = 0; i < d.problem.n_rows; i++) {
            const bool is_in = d.cohort[i] == cell->cohort || d.cohort[i] == 0;
            if (is_in && (d.time[i] == cell->time || d.time[i] == cell->base))
                seen[d.cohort[i] != 0][d.cluster[i]] = true;
        }
        for (int team = 0; team < 16; team++) {
            n[0] += seen[0][team];
            n[1] += seen[1][team];
        }
        assert_int_equal(cell->n_treated_clusters, n[1]);
        assert_int_equal(cell->n_control_clusters, n[0]);
    }
}

// One cohort over thirty periods: a combination for each time and each period.
static void one_cohort_over_many_periods(void **state) {
    (void)state;
    static const int32_t TWO[] = {0, 8};
    const struct recipe how = {.seed = 37,
                               .n_teams = 12,
                               .n_members = 3,
                               .n_periods = 30,
                               .cohorts = TWO,
                               .n_cohorts = 2,
                               .effect = 1};
    struct drawn d = draw_panel(&how);
    d.problem.base = EFFECT_DID_UNIVERSAL;
    const struct effect_did_result r = solve(&d.problem);
    assert_int_equal(r.n_cells, 30);
    assert_int_equal(r.n_aggregates, 1 + 2 + 31 + 24); // simple, group, times, periods from 8 on
    // with one cohort the four agree
    for (int type = EFFECT_DID_GROUP; type < EFFECT_DID_TYPE_N; type++)
        near(overall_of(&r, (enum effect_did_type)type)->att,
             overall_of(&r, EFFECT_DID_SIMPLE)->att, 1e-10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_old_way_takes_all_who_are_complete),
        cmocka_unit_test(a_cohort_without_complete_people),
        cmocka_unit_test(who_is_missing_is_counted_by_cohort),
        cmocka_unit_test(covariates_far_from_zero),
        cmocka_unit_test(only_the_first_weight_counts),
        cmocka_unit_test(early_starters_leave_the_control),
        cmocka_unit_test(teams_are_counted_where_they_were_seen),
        cmocka_unit_test(one_cohort_over_many_periods),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
