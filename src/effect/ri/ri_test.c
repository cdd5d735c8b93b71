// SPDX-License-Identifier: EUPL-1.2
// Randomisation inference against every assignment enumerated and regressed in another way, against
// published values of nine teams in three waves, and on figures by hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/dense/dense.h"
#include "effect/ri/ri.h"
#include "effect/test_expected.h"

enum { UNITS = 6, PERIODS = 4 };

struct small {
    int32_t unit[UNITS * PERIODS], time[UNITS * PERIODS], cohort[UNITS * PERIODS];
    double outcome[UNITS * PERIODS];
    struct effect_ri problem;
};

static void make_small(struct small *s, uint64_t seed) {
    static const int32_t STARTS[UNITS] = {3, 0, 2, 3, 0, 2};
    struct rng rng = rng_seeded(seed);
    for (int k = 0; k < UNITS * PERIODS; k++) {
        s->unit[k] = k / PERIODS;
        s->time[k] = 1 + k % PERIODS;
        s->cohort[k] = STARTS[k / PERIODS];
        s->outcome[k] =
            rng_real(&rng) + 0.1 * k + 0.4 * (s->cohort[k] && s->time[k] >= s->cohort[k]);
    }
    s->problem = (struct effect_ri){.n_rows = UNITS * PERIODS,
                                    .unit = s->unit,
                                    .time = s->time,
                                    .cohort = s->cohort,
                                    .outcome = s->outcome,
                                    .n_units = UNITS,
                                    .draws = 999,
                                    .seed = 1};
}

// The two-way coefficient and its t by least squares with a column for each unit and period.
static void regress(const struct small *s, const int32_t *start, double taken, double *ret_b,
                    double *ret_t) {
    enum { N = UNITS * PERIODS, P = UNITS + PERIODS };
    double columns[P][N] = {{0}}, y[N];
    const double *x[P];
    for (int k = 0; k < N; k++) {
        const int u = k / PERIODS, t = k % PERIODS, own = s->cohort[k];
        columns[0][k] = start[u] > 0 && t + 1 >= start[u];
        columns[1 + u][k] = 1;
        if (t > 0)
            columns[UNITS + t][k] = 1;
        y[k] = s->outcome[k] - taken * (own > 0 && t + 1 >= own);
    }
    for (int j = 0; j < P; j++)
        x[j] = columns[j];
    struct dense_fit fit;
    dense_least_squares(arena, x, P, y, NULL, N, &fit);
    assert_true(fit.rcond > 1e-8);
    double squares = 0; // of first row of the inverse times scores, by unit
    for (int u = 0; u < UNITS; u++) {
        double score = 0;
        for (int k = u * PERIODS; k < (u + 1) * PERIODS; k++) {
            double rest = y[k], along = 0;
            for (int j = 0; j < P; j++) {
                rest -= fit.beta[j] * columns[j][k];
                along += fit.inverse[j] * columns[j][k];
            }
            score += along * rest;
        }
        squares += score * score;
    }
    *ret_b = fit.beta[0];
    *ret_t = fit.beta[0] / sqrt(UNITS / (UNITS - 1.) * squares);
}

// Shares of all 3^6 lists of starts that have two of each, by plain counting.
static void enumerate(const struct small *s, double taken, double *ret_p, double *ret_p_t,
                      int *ret_n) {
    static const int32_t CHOICES[] = {0, 2, 3};
    int32_t really[UNITS], start[UNITS];
    double b, t, other_b, other_t;
    for (int u = 0; u < UNITS; u++)
        really[u] = s->cohort[u * PERIODS];
    regress(s, really, taken, &b, &t);
    int n = 0, n_b = 0, n_t = 0;
    for (int code = 0; code < 729; code++) {
        int counts[3] = {0}, rest = code;
        for (int u = 0; u < UNITS; u++, rest /= 3) {
            start[u] = CHOICES[rest % 3];
            counts[rest % 3]++;
        }
        if (counts[0] != 2 || counts[1] != 2)
            continue;
        regress(s, start, taken, &other_b, &other_t);
        n++;
        n_b += fabs(other_b) >= fabs(b) - 1e-9;
        n_t += fabs(other_t) >= fabs(t) - 1e-9;
    }
    *ret_p = (double)n_b / n;
    *ret_p_t = (double)n_t / n;
    *ret_n = n;
}

static void every_assignment_in_another_way(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct small s;
        struct effect_ri_result r;
        double p, p_t, b, t;
        int n;
        make_small(&s, seed);
        effect_ri_solve(arena, &s.problem, &r);
        enumerate(&s, 0, &p, &p_t, &n);
        regress(&s, (const int32_t[]){3, 0, 2, 3, 0, 2}, 0, &b, &t);
        assert_int_equal(n, 90);
        assert_int_equal(r.assignments, 90);
        assert_true(r.is_exact && r.p_least == 1. / 90);
        assert_close(r.effect, b, 1e-10, "coefficient");
        assert_close(r.studentised.statistic, t, 1e-9, "t");
        assert_true(r.coefficient.p == p);
        assert_true(r.studentised.p == p_t);
    }
}

// Just inside the interval an effect is not rejected, just outside it is: by the other way.
static void the_interval_is_what_is_not_rejected(void **state) {
    (void)state;
    struct small s;
    struct effect_ri_result r;
    make_small(&s, 3);
    effect_ri_solve(arena, &s.problem, &r);
    const double ends[][2] = {{r.coefficient.lower, -1},
                              {r.coefficient.upper, 1},
                              {r.studentised.lower, -1},
                              {r.studentised.upper, 1}};
    for (int k = 0; k < 4; k++) {
        double p, p_t;
        int n;
        assert_true(isfinite(ends[k][0]));
        enumerate(&s, ends[k][0] - 1e-6 * ends[k][1], &p, &p_t, &n);
        assert_true((k < 2 ? p : p_t) >= 0.05);
        enumerate(&s, ends[k][0] + 1e-6 * ends[k][1], &p, &p_t, &n);
        assert_true((k < 2 ? p : p_t) < 0.05);
    }
    assert_true(r.coefficient.lower < r.effect && r.effect < r.coefficient.upper);
}

// What is added to a unit, to a period, or to everything changes nothing; the scale goes along.
static void levels_do_not_count(void **state) {
    (void)state;
    struct small s, moved;
    struct effect_ri_result a, b;
    make_small(&s, 4);
    make_small(&moved, 4);
    for (int k = 0; k < UNITS * PERIODS; k++)
        moved.outcome[k] = -1000 * (s.outcome[k] + 5 * s.unit[k] - 3 * s.time[k]);
    effect_ri_solve(arena, &s.problem, &a);
    effect_ri_solve(arena, &moved.problem, &b);
    assert_close(b.effect, -1000 * a.effect, 1e-9, "effect");
    assert_true(a.studentised.p == b.studentised.p && a.coefficient.p == b.coefficient.p);
    assert_close(b.studentised.lower, -1000 * a.studentised.upper, 1e-7, "interval");
}

// Twelve units, six of which begin: 924 assignments are enumerated. Forty units: drawn.
static void many_assignments_are_drawn(void **state) {
    (void)state;
    enum { MANY = 40 };
    int32_t unit[MANY * 2], time[MANY * 2], cohort[MANY * 2];
    double y[MANY * 2];
    struct rng rng = rng_seeded(9);
    for (int k = 0; k < MANY * 2; k++) {
        unit[k] = k / 2;
        time[k] = k % 2;
        cohort[k] = unit[k] % 2; // half begin in period 1
        y[k] = rng_real(&rng);
    }
    struct effect_ri p = {.n_rows = 24,
                          .unit = unit,
                          .time = time,
                          .cohort = cohort,
                          .outcome = y,
                          .n_units = 12,
                          .draws = 999,
                          .seed = 1};
    struct effect_ri_result r, again;
    effect_ri_solve(arena, &p, &r);
    assert_true(r.is_exact);
    assert_int_equal(r.assignments, 924);
    p.n_rows = MANY * 2;
    p.n_units = MANY;
    effect_ri_solve(arena, &p, &r);
    effect_ri_solve(arena, &p, &again);
    assert_false(r.is_exact);
    assert_int_equal(r.assignments, 999);
    assert_true(r.p_least == 0.001);
    assert_memory_equal(&r.studentised, &again.studentised, sizeof r.studentised);
    double wanted = 0; // two periods: the difference of mean changes
    for (int u = 0; u < MANY; u++)
        wanted += (u % 2 ? 1 : -1) * (y[2 * u + 1] - y[2 * u]) / (MANY / 2);
    assert_close(r.effect, wanted, 1e-12, "difference of means");
}

// Changes 3, 1 and 0, and the first has begun: 3 - 1/2. The other two orders give -1/2 and -2.
static void three_teams_by_hand(void **state) {
    (void)state;
    const int32_t unit[] = {0, 0, 1, 1, 2, 2}, time[] = {1, 2, 1, 2, 1, 2};
    const int32_t cohort[] = {2, 2, 0, 0, 0, 0};
    const double y[] = {5, 8, 2, 3, 9, 9};
    const struct effect_ri p = {.n_rows = 6,
                                .unit = unit,
                                .time = time,
                                .cohort = cohort,
                                .outcome = y,
                                .n_units = 3,
                                .draws = 9,
                                .seed = 1};
    struct effect_ri_result r;
    effect_ri_solve(arena, &p, &r);
    assert_close(r.effect, 2.5, 1e-14, "effect");
    assert_int_equal(r.assignments, 3);
    assert_close(r.coefficient.p, 1. / 3, 1e-14, "p");
    assert_close(r.spread, sqrt((2.5 * 2.5 + 0.25 + 4) / 3), 1e-14, "spread"); // their mean is 0
    assert_true(isnan(r.coefficient.lower) && isnan(r.coefficient.upper));
}

static void nothing_to_compare(void **state) {
    (void)state;
    struct small s;
    struct effect_ri_result r;
    make_small(&s, 1);
    for (int k = 0; k < UNITS * PERIODS; k++)
        s.cohort[k] = 2;
    effect_ri_solve(arena, &s.problem, &r);
    assert_true(r.is_one_assignment && isnan(r.effect) && isnan(r.studentised.p));
    make_small(&s, 1);
    s.time[3] = 1;
    effect_ri_solve(arena, &s.problem, &r);
    assert_int_equal(r.refusal, EFFECT_DID_DUPLICATE);
    make_small(&s, 1);
    s.problem.draws = 0;
    effect_ri_solve(arena, &s.problem, &r);
    assert_int_equal(r.refusal, EFFECT_DID_NUMBERS);
    make_small(&s, 1);
    for (int k = 0; k < UNITS * PERIODS; k++)
        s.outcome[k] = 7;
    effect_ri_solve(arena, &s.problem, &r);
    assert_true(r.is_one_assignment);
    make_small(&s, 1);
    s.problem.n_rows -= 2; // the last unit was not seen to the end
    effect_ri_solve(arena, &s.problem, &r);
    assert_int_equal(r.n_left_out, 1);
    assert_int_equal(r.n_units, 5);
    assert_int_equal(r.assignments, 30);
    make_small(&s, 1);
    for (int u = 0; u < UNITS; u++) // nobody was seen in every period
        s.time[u * PERIODS + u % PERIODS] = 9 + u;
    effect_ri_solve(arena, &s.problem, &r);
    assert_int_equal(r.refusal, EFFECT_DID_ACCEPTED);
    assert_true(r.is_one_assignment && isnan(r.effect));
}

// ---- nine teams in three waves -----------------------------------------------------------------

// `less`: the same with 0.30 taken off after the start.
static void check_row(const struct csv_table *expected, size_t row,
                      const struct effect_ri_result *r, const struct effect_ri_result *less) {
    const struct {
        const char *name;
        double got;
    } figures[] = {
        {"stat_twfe", r->effect},
        {"n_assignments", (double)r->assignments},
        {"p_two_sided", r->coefficient.p},
        {"p_upper", r->coefficient.p_upper},
        {"perm_sd", r->spread},
        {"p_two_sided_H0_theta0.30", less->coefficient.p},
        {"stat_studentised_CR1", r->studentised.statistic},
        {"p_two_sided_studentised", r->studentised.p},
    };
    int n_checked = 0;
    for (size_t k = 0; k < COUNT_OF(figures); k++) {
        if (!is_cell(expected, row, 2, figures[k].name))
            continue;
        assert_close(figures[k].got, number(expected, row, 3), 1e-12, figures[k].name);
        n_checked++;
    }
    assert_int_equal(n_checked, 1);
}

static void nine_teams(void **state) {
    (void)state;
    struct csv_table expected, data;
    if (!load("e1b_expected.csv", &expected))
        skip();
    int n_seen = 0;
    static const char *const SETS[] = {"sw9_effect", "sw9_null"};
    for (int k = 0; k < 2; k++) {
        assert_true(load(k == 0 ? "e1_sw9_effect.csv" : "e1_sw9_null.csv", &data));
        int32_t unit[45], time[45], cohort[45];
        double y[45];
        for (size_t i = 0; i < 45; i++) {
            unit[i] = (int32_t)number(&data, i, 0) - 1;
            time[i] = (int32_t)number(&data, i, 1);
            cohort[i] = (int32_t)number(&data, i, 2);
            y[i] = number(&data, i, 3);
        }
        const struct effect_ri p = {.n_rows = 45,
                                    .unit = unit,
                                    .time = time,
                                    .cohort = cohort,
                                    .outcome = y,
                                    .n_units = 9,
                                    .draws = 9999,
                                    .seed = 1};
        struct effect_ri_result r, less;
        effect_ri_solve(arena, &p, &r);
        for (size_t i = 0; i < 45; i++)
            y[i] -= time[i] >= cohort[i] ? 0.3 : 0;
        effect_ri_solve(arena, &p, &less);
        for (size_t row = 0; row < expected.n_rows; row++) {
            if (!is_cell(&expected, row, 0, SETS[k]) ||
                !is_cell(&expected, row, 1, "randomisation_inference"))
                continue;
            check_row(&expected, row, &r, &less);
            n_seen++;
        }
    }
    assert_int_equal(n_seen, 16);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_assignment_in_another_way),
        cmocka_unit_test(the_interval_is_what_is_not_rejected),
        cmocka_unit_test(levels_do_not_count),
        cmocka_unit_test(many_assignments_are_drawn),
        cmocka_unit_test(three_teams_by_hand),
        cmocka_unit_test(nothing_to_compare),
        cmocka_unit_test(nine_teams),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
