// SPDX-License-Identifier: EUPL-1.2
// The staggered effect against the R package did and other published implementations, on every row
// of the files of known values.
#include "base/testing.h"

#include "effect/did/did.h"
#include "effect/test_expected.h"

enum { COLUMNS_MAX = 8 };

// A panel from a file with columns id, t, g, y and more.
static struct effect_did panel_of(const char *name, struct csv_table *table) {
    struct effect_did p = {.balance = -1, .is_parity = true, .seed = 1};
    if (!load(name, table))
        return p;
    size_t id, t, g, y;
    assert_true(csv_find(table, STR("id"), &id) && csv_find(table, STR("t"), &t));
    assert_true(csv_find(table, STR("g"), &g) && csv_find(table, STR("y"), &y));
    p.n_rows = table->n_rows;
    int32_t *unit = NEW_ARRAY(arena, int32_t, p.n_rows),
            *time = NEW_ARRAY(arena, int32_t, p.n_rows);
    int32_t *cohort = NEW_ARRAY(arena, int32_t, p.n_rows);
    double *outcome = NEW_ARRAY(arena, double, p.n_rows);
    for (size_t row = 0; row < p.n_rows; row++) {
        unit[row] = (int32_t)number(table, row, id);
        p.n_units = unit[row] >= p.n_units ? unit[row] + 1 : p.n_units;
        time[row] = (int32_t)number(table, row, t);
        cohort[row] = (int32_t)number(table, row, g);
        outcome[row] = number(table, row, y);
    }
    p.unit = unit;
    p.time = time;
    p.cohort = cohort;
    p.outcome = outcome;
    return p;
}

static double *reals(const struct csv_table *table, const char *name) {
    size_t at;
    assert_true(csv_find(table, str_from_c(name), &at));
    double *list = NEW_ARRAY(arena, double, table->n_rows);
    for (size_t row = 0; row < table->n_rows; row++)
        list[row] = number(table, row, at);
    return list;
}

// ---- scenarios ---------------------------------------------------------------------------------

// scenario,data,covariates,control,est,base,weights,anticipation,cluster,...
static struct effect_did problem_of(const struct csv_table *expected, size_t row,
                                    struct csv_table *data) {
    const char *const file = str_c(arena, str_join(arena, csv_cell(expected, row, 1), STR(".csv")));
    struct effect_did p = panel_of(file, data);
    assert_true(p.n_rows > 0);
    if (!is_cell(expected, row, 2, "none")) {
        const double **x = NEW_ARRAY(arena, const double *, 1);
        x[0] = reals(data, str_c(arena, csv_cell(expected, row, 2)));
        p.covariates = x;
        p.n_covariates = 1;
    }
    p.control = is_cell(expected, row, 3, "nevertreated") ? EFFECT_DID_NEVER : EFFECT_DID_NOT_YET;
    p.estimator = is_cell(expected, row, 4, "dr")    ? EFFECT_DID_DR
                  : is_cell(expected, row, 4, "reg") ? EFFECT_DID_REG
                                                     : EFFECT_DID_IPW;
    p.base = is_cell(expected, row, 5, "universal") ? EFFECT_DID_UNIVERSAL : EFFECT_DID_VARYING;
    if (!is_cell(expected, row, 6, "none"))
        p.weights = reals(data, str_c(arena, csv_cell(expected, row, 6)));
    p.anticipation = (int32_t)number(expected, row, 7);
    if (!is_cell(expected, row, 8, "id")) {
        const double *cluster = reals(data, str_c(arena, csv_cell(expected, row, 8)));
        int32_t *list = NEW_ARRAY(arena, int32_t, data->n_rows);
        for (size_t i = 0; i < data->n_rows; i++) {
            list[i] = (int32_t)cluster[i];
            p.n_clusters = list[i] >= p.n_clusters ? list[i] + 1 : p.n_clusters;
        }
        p.cluster = list;
    }
    return p;
}

static bool same_scenario(const struct csv_table *expected, size_t a, size_t b) {
    return a < expected->n_rows && b < expected->n_rows &&
           str_eq(csv_cell(expected, a, 0), csv_cell(expected, b, 0));
}

// 1e-10 where no logit is fitted, else 1e-6; these are far inside.
static double tolerance_of(const struct effect_did *p) {
    return p->n_covariates > 0 && p->estimator != EFFECT_DID_REG ? 1e-8 : 1e-10;
}

static void every_cell(void **state) {
    (void)state;
    struct csv_table expected, data;
    if (!load("e1_expected_attgt.csv", &expected))
        skip();
    size_t n_seen = 0;
    for (size_t row = 0; row < expected.n_rows;) {
        const struct effect_did p = problem_of(&expected, row, &data);
        const double tolerance = tolerance_of(&p);
        const size_t first = row;
        struct effect_did_result r;
        effect_did_solve(arena, &p, &r);
        assert_int_equal(r.refusal, EFFECT_DID_ACCEPTED);
        for (int32_t k = 0; k < r.n_cells; k++, row++) {
            const char *const name = str_c(arena, csv_cell(&expected, first, 0));
            assert_true(same_scenario(&expected, first, row));
            assert_int_equal(r.cells[k].cohort, (int)number(&expected, row, 9));
            assert_int_equal(r.cells[k].time, (int)number(&expected, row, 10));
            assert_close(r.cells[k].att, number(&expected, row, 11), tolerance, name);
            assert_close(r.cells[k].se, number(&expected, row, 12), tolerance, name);
            assert_close(r.cells[k].sum_squares, number(&expected, row, 13), 10 * tolerance, name);
            n_seen++;
        }
        assert_false(same_scenario(&expected, first, row));
    }
    assert_int_equal(n_seen, expected.n_rows);
    assert_true(n_seen > 1000);
}

// ---- combinations ------------------------------------------------------------------------------

static int32_t type_of(const struct csv_table *expected, size_t row) {
    static const char *const TYPES[] = {"simple", "group", "dynamic", "calendar"};
    for (int32_t type = 0; type < EFFECT_DID_TYPE_N; type++)
        if (is_cell(expected, row, 9, TYPES[type]))
            return type;
    return str_starts(csv_cell(expected, row, 9), STR("dynamic_balance")) ? EFFECT_DID_DYNAMIC : -1;
}

static const struct effect_did_aggregate *find(const struct effect_did_result *r, int32_t type,
                                               struct str key) {
    int64_t number = 0;
    const bool is_overall = str_i64(key, &number) != RC_OK;
    for (int32_t m = 0; m < r->n_aggregates; m++)
        if ((int32_t)r->aggregates[m].type == type && r->aggregates[m].is_overall == is_overall &&
            (is_overall || r->aggregates[m].key == number))
            return &r->aggregates[m];
    return NULL;
}

static void check_combination(const struct csv_table *expected, size_t row,
                              const struct effect_did *p, const struct effect_did_result *r) {
    const char *const name = str_c(
        arena, str_fmt(arena, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(csv_cell(expected, row, 0)),
                       STR_ARG(csv_cell(expected, row, 9)), STR_ARG(csv_cell(expected, row, 10))));
    const int32_t type = type_of(expected, row);
    if (type < 0) { // the test on the time before
        assert_close(r->wald.w, number(expected, row, 11), 10 * tolerance_of(p), name);
        assert_close(r->wald.p, number(expected, row, 12), 10 * tolerance_of(p), name);
        assert_int_equal(r->wald.df, (int)number(expected, row, 10));
        return;
    }
    const struct effect_did_aggregate *const a = find(r, type, csv_cell(expected, row, 10));
    if (a == NULL)
        fail_msg("%s is not there", name);
    else {
        assert_close(a->att, number(expected, row, 11), tolerance_of(p), name);
        assert_close(a->se, number(expected, row, 12), tolerance_of(p), name);
    }
}

static void every_combination(void **state) {
    (void)state;
    struct csv_table expected, data;
    if (!load("e1_expected_aggte.csv", &expected))
        skip();
    for (size_t row = 0; row < expected.n_rows;) {
        const size_t first = row;
        struct effect_did p = problem_of(&expected, row, &data);
        struct effect_did_result r;
        effect_did_solve(arena, &p, &r);
        for (; same_scenario(&expected, first, row); row++) {
            const struct str prefix = STR("dynamic_balance"), type = csv_cell(&expected, row, 9);
            int64_t balance = -1;
            if (str_starts(type, prefix))
                assert_int_equal(str_i64(str_slice(type, prefix.n, type.n), &balance), RC_OK);
            if (balance != p.balance) {
                p.balance = (int32_t)balance;
                effect_did_solve(arena, &p, &r);
            }
            check_combination(&expected, row, &p, &r);
        }
    }
}

// ---- bands, other methods ----------------------------------------------------------------------

static void critical_values(void **state) {
    (void)state;
    struct csv_table expected, data;
    if (!load("e1_expected_crit.csv", &expected))
        skip();
    for (size_t row = 0; row < expected.n_rows; row++) {
        struct effect_did p = panel_of("e1_mpdta.csv", &data);
        p.control =
            is_cell(&expected, row, 1, "nevertreated") ? EFFECT_DID_NEVER : EFFECT_DID_NOT_YET;
        p.draws = 40000;
        struct effect_did_result r;
        effect_did_solve(arena, &p, &r);
        const struct effect_did_critical *const c = is_cell(&expected, row, 2, "dynamic")
                                                        ? &r.critical[EFFECT_DID_DYNAMIC]
                                                        : &r.cells_critical;
        assert_true(fabs(c->rademacher - number(&expected, row, 4)) < 0.05);
        assert_true(fabs(c->gaussian - number(&expected, row, 5)) < 0.05);
        assert_true(c->used == c->rademacher);
    }
}

static double other_of(const struct effect_did_other *other, struct str quantity) {
    const bool is_se = str_starts(quantity, STR("se_"));
    const struct str rest = str_slice(quantity, is_se ? 3 : 0, quantity.n);
    int64_t event;
    if (str_eq(rest, STR("att")))
        return is_se ? other->se : other->att;
    assert_int_equal(str_i64(str_slice(rest, 2, rest.n), &event), RC_OK);
    for (int32_t e = 0; e < other->n_events; e++)
        if (other->event[e] == event)
            return is_se ? other->event_se[e] : other->event_att[e];
    fail_msg("no event %d", (int)event);
    return NAN;
}

static struct effect_did_result solve_set(struct str set, bool is_x) {
    struct csv_table data;
    struct effect_did p =
        panel_of(str_c(arena, str_fmt(arena, "e1_" STR_FMT ".csv", STR_ARG(set))), &data);
    const double *x[] = {is_x ? reals(&data, "x1") : NULL};
    p.covariates = x;
    p.n_covariates = is_x;
    struct effect_did_result r;
    effect_did_solve(arena, &p, &r);
    return r;
}

// dataset,method,quantity,value.
static void other_methods(void **state) {
    (void)state;
    struct csv_table expected;
    if (!load("e1b_expected.csv", &expected))
        skip();
    struct effect_did_result r = {0};
    struct str asked = STR_NONE;
    bool was_x = false;
    int n_seen = 0;
    for (size_t row = 0; row < expected.n_rows; row++) {
        const struct str method = csv_cell(&expected, row, 1), what = csv_cell(&expected, row, 2);
        const bool is_x = str_eq(method, STR("sunab_x1")), is_old = str_eq(method, STR("twfe"));
        const bool is_sunab = str_starts(method, STR("sunab"));
        if (!is_sunab && !is_old && !str_eq(method, STR("bjs_imputation")))
            continue;
        const struct str set = csv_cell(&expected, row, 0);
        if (is_x != was_x || !str_is(asked) || !str_eq(set, asked))
            r = solve_set(set, is_x);
        asked = set;
        was_x = is_x;
        const double wanted = number(&expected, row, 3);
        const bool is_rounded = str_eq(method, STR("sunab_published")); // to six decimals
        double got;
        if (!is_old)
            got = other_of(is_sunab ? &r.sun_abraham : &r.imputation, what);
        else if (str_eq(what, STR("att")))
            got = r.two_way.att;
        else if (str_eq(what, STR("se_cluster_id_G/(G-1)")))
            got = r.two_way.se;
        else
            continue;
        assert_close(got, wanted, is_rounded ? 5.01e-7 / fabs(wanted) : 1e-9, str_c(arena, what));
        n_seen++;
    }
    assert_true(n_seen > 50);
}

// Nine teams in three waves: every one of 512 patterns of signs.
static void wild_bootstrap(void **state) {
    (void)state;
    static const struct {
        const char *file;
        double b, t, p;
    } CASES[] = {{"e1_sw9_effect.csv", 0.160904761904762, 1.49994603588179, 0.25},
                 {"e1_sw9_null.csv", -0.109952380952381, -1.45296614934115, 0.19921875}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        struct csv_table data;
        const struct effect_did p = panel_of(CASES[k].file, &data);
        if (p.n_rows == 0)
            skip();
        struct effect_did_result r;
        effect_did_solve(arena, &p, &r);
        assert_close(r.two_way.att, CASES[k].b, 1e-12, "b");
        assert_close(r.two_way.t, CASES[k].t, 1e-12, "t");
        assert_true(r.two_way.wild_p == CASES[k].p && r.two_way.wild_is_exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_cell, begin, end),
        cmocka_unit_test_setup_teardown(every_combination, begin, end),
        cmocka_unit_test_setup_teardown(critical_values, begin, end),
        cmocka_unit_test_setup_teardown(other_methods, begin, end),
        cmocka_unit_test_setup_teardown(wild_bootstrap, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
