// SPDX-License-Identifier: EUPL-1.2
// Randomisation inference where assignments are drawn, where many are as far as the one that was
// seen, and what it says of each assignment.
#include "base/testing.h"

#include "base/rng.h"
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

// Tenths are whole numbers in another unit: the same orders are as far, whatever rounding makes of
// their sums.
static void tenths_are_as_far_as_wholes(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    for (int turn = 0; turn < 20; turn++) {
        struct small wholes, tenths;
        struct effect_ri_result a, b;
        make_small(&wholes, 1);
        make_small(&tenths, 1);
        for (int k = 0; k < UNITS * PERIODS; k++) {
            wholes.outcome[k] = rng_below(&rng, 4);
            tenths.outcome[k] = wholes.outcome[k] / 10;
        }
        effect_ri_solve(arena, &wholes.problem, &a);
        effect_ri_solve(arena, &tenths.problem, &b);
        assert_true(a.coefficient.p == b.coefficient.p);
        assert_true(a.coefficient.p_upper == b.coefficient.p_upper);
        assert_true(a.studentised.p == b.studentised.p);
        assert_true(a.studentised.p_upper == b.studentised.p_upper);
        assert_true(a.coefficient.p >= a.p_least);
    }
}

// The coefficient of each assignment is in the answer: the share as far is p, their spread the
// spread.
static void every_coefficient_is_told(void **state) {
    (void)state;
    struct small s;
    struct effect_ri_result r;
    make_small(&s, 2);
    effect_ri_solve(arena, &s.problem, &r);
    double far = 0, upper = 0, mean = 0, squares = 0;
    for (int64_t k = 0; k < r.assignments; k++) {
        far += fabs(r.coefficients[k]) >= fabs(r.effect) - 1e-9;
        upper += r.coefficients[k] >= r.effect - 1e-9;
        mean += r.coefficients[k] / (double)r.assignments;
    }
    for (int64_t k = 0; k < r.assignments; k++)
        squares += (r.coefficients[k] - mean) * (r.coefficients[k] - mean);
    assert_close(r.coefficient.p, far / (double)r.assignments, 1e-12, "as far");
    assert_close(r.coefficient.p_upper, upper / (double)r.assignments, 1e-12, "as high");
    assert_close(r.spread, sqrt(squares / (double)r.assignments), 1e-10, "spread");
}

enum { MANY = 40 };
struct many {
    int32_t unit[MANY * 2], time[MANY * 2], cohort[MANY * 2];
    double y[MANY * 2];
    struct effect_ri problem;
};

static void make_many(struct many *m, double effect) {
    struct rng rng = rng_seeded(9);
    for (int k = 0; k < MANY * 2; k++) {
        m->unit[k] = k / 2;
        m->time[k] = k % 2;
        m->cohort[k] = m->unit[k] % 2; // half begin in period 1
        m->y[k] = rng_real(&rng) + (m->cohort[k] && m->time[k] ? effect : 0);
    }
    m->problem = (struct effect_ri){.n_rows = MANY * 2,
                                    .unit = m->unit,
                                    .time = m->time,
                                    .cohort = m->cohort,
                                    .outcome = m->y,
                                    .n_units = MANY,
                                    .draws = 999,
                                    .seed = 1};
}

// Two periods: the difference of mean changes, with other lots of the test's own. With an effect as
// large as all noise no lot comes near, and the one that fell is counted as one.
static void drawn_shares_are_shares(void **state) {
    (void)state;
    struct many m;
    struct effect_ri_result r;
    make_many(&m, 0);
    effect_ri_solve(arena, &m.problem, &r);
    assert_false(r.is_exact);
    struct rng rng = rng_seeded(77);
    int32_t label[MANY];
    double far = 0, upper = 0;
    for (int u = 0; u < MANY; u++)
        label[u] = u % 2;
    for (int draw = 0; draw < 20000; draw++) {
        double b = 0;
        rng_shuffle(&rng, label, MANY);
        for (int u = 0; u < MANY; u++)
            b += (label[u] ? 1 : -1) * (m.y[2 * u + 1] - m.y[2 * u]) / (MANY / 2);
        far += fabs(b) >= fabs(r.effect);
        upper += b >= r.effect;
    }
    assert_true(fabs(r.coefficient.p - far / 20000) < 4 * sqrt(.25 / 999));
    assert_true(fabs(r.coefficient.p_upper - upper / 20000) < 4 * sqrt(.25 / 999));
    assert_true(r.coefficient.p > .05 && r.coefficient.p < .95);
    make_many(&m, 5);
    effect_ri_solve(arena, &m.problem, &r);
    assert_true(r.coefficient.p == .001 && r.studentised.p == .001);
    assert_true(r.coefficient.p_upper == .001 && r.p_least == .001);
    make_many(&m, -5);
    effect_ri_solve(arena, &m.problem, &r);
    assert_true(r.coefficient.p == .001 && r.coefficient.p_upper == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tenths_are_as_far_as_wholes),
        cmocka_unit_test(every_coefficient_is_told),
        cmocka_unit_test(drawn_shares_are_shares),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
