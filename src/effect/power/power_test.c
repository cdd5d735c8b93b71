// SPDX-License-Identifier: EUPL-1.2
// Power of stepped wedges against generalised least squares written out, figures by hand, and the
// values in the published closed form.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/dense/dense.h"
#include "effect/dist/dist.h"
#include "vliegwiel/effect.h"

TEST_ARENA((size_t)1 << 28);

static void near(double got, double wanted, double relative) {
    if (!(fabs(got - wanted) <= relative * fabs(wanted)))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

// The variance by least squares on cluster means with covariance s I + tau 11' per cluster: time
// effects and the treatment are columns, and the last element of the inverse is the answer.
static double by_least_squares(const double *begun, int n_clusters, int n_periods, double s,
                               double tau) {
    const int p = n_periods + 1;
    double *information = NEW_ARRAY(arena, double, (size_t)(p * p)),
           *inverse = NEW_ARRAY(arena, double, (size_t)(p * p));
    for (int i = 0; i < n_clusters; i++) {
        for (int t = 0; t < n_periods; t++) {
            for (int u = 0; u < n_periods; u++) {
                const double v = (t == u ? 1 / s : 0) - tau / (s * (s + n_periods * tau));
                const double x = begun[i * n_periods + t], z = begun[i * n_periods + u];
                information[t * p + u] += v;
                information[t * p + p - 1] += v * z;
                information[(p - 1) * p + u] += x * v;
                information[p * p - 1] += x * v * z;
            }
        }
    }
    assert_true(dense_invert(information, p, inverse) > 0);
    return inverse[p * p - 1];
}

static void closed_form_is_least_squares(void **state) {
    (void)state;
    struct rng rng = rng_seeded(3);
    for (int turn = 0; turn < 50; turn++) {
        const int n_clusters = 4 + (int)rng_below(&rng, 6), n_periods = 2 + (int)rng_below(&rng, 5);
        double begun[10 * 8];
        for (int i = 0; i < n_clusters; i++) {
            const int start = i < 2 ? 1 - i * (1 - n_periods) : (int)rng_below(&rng, 7);
            for (int t = 0; t < n_periods; t++)
                begun[i * n_periods + t] = t >= start;
        }
        const struct effect_power d = {.n_clusters = n_clusters,
                                       .n_periods = n_periods,
                                       .begun = begun,
                                       .size = 1 + rng_below(&rng, 20),
                                       .variance_within = 0.1 + rng_real(&rng),
                                       .variance_between = rng_real(&rng),
                                       .effect = 0.3};
        struct effect_power_result r;
        effect_power_wedge(arena, &d, &r);
        near(r.variance,
             by_least_squares(begun, n_clusters, n_periods, d.variance_within / d.size,
                              d.variance_between),
             1e-10);
        near(dist_normal_quantile(r.power), 0.3 / sqrt(r.variance) - 1.959963984540054, 1e-9);
        near(r.mde / sqrt(r.variance), 2.801585218112969, 1e-12);
    }
}

// Four waves of six teams, three of three, four of two, with the values of the closed form.
static void waves(void **state) {
    (void)state;
    static const struct {
        int clusters, waves;
        double size, within, between, effect, variance, power;
    } CASES[] = {
        {24, 4, 10, 1, 0.05, 0.3, 0.00933333333333333, 0.873963972175296},
        {9, 3, 12, 0.49, 0.06, 0.25, 0.0150227438136827, 0.531774678563657},
        {8, 4, 8, 0.64, 0.02, 0.3, 0.0205714285714286, 0.55238370262151},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct effect_power d = {.n_clusters = CASES[k].clusters,
                                       .n_waves = CASES[k].waves,
                                       .size = CASES[k].size,
                                       .variance_within = CASES[k].within,
                                       .variance_between = CASES[k].between,
                                       .effect = -CASES[k].effect};
        struct effect_power_result r;
        effect_power_wedge(arena, &d, &r);
        near(r.variance, CASES[k].variance, 1e-12);
        near(r.power, CASES[k].power, 1e-10);
    }
}

// Two clusters, two periods, one begins: the difference of two differences, each of variance 2 s.
static void two_by_two_by_hand(void **state) {
    (void)state;
    const double begun[] = {0, 1, 0, 0};
    struct effect_power d = {.n_clusters = 2,
                             .n_periods = 2,
                             .begun = begun,
                             .size = 4,
                             .variance_within = 1,
                             .variance_between = 1e9,
                             .effect = NAN};
    struct effect_power_result r;
    effect_power_wedge(arena, &d, &r);
    near(r.variance, 4 * 0.25, 1e-6); // clusters differ so much that only changes tell
    assert_true(isnan(r.power));
}

enum { MOST = EFFECT_POWER_MAX + 1, BAD_MOST = 24 };

static const double one_begins[] = {0, 1, 0, 0};
static const struct effect_power good = {.n_clusters = 2,
                                         .n_periods = 2,
                                         .begun = one_begins,
                                         .size = 4,
                                         .variance_within = 1,
                                         .variance_between = 0.1,
                                         .effect = 1};

// In: room for BAD_MOST. Designs that are as good but for one number.
static int bad_numbers(struct effect_power *bad) {
    static const double all[] = {0, 1, 0, 1}, above[] = {0, 2, 0, 0};
    static const double below[] = {0, 1, 0, -1}, none[] = {0, NAN, 0, 0};
    int n = 0;
    bad[n++].begun = all; // at once, which is time
    bad[n++].begun = above;
    bad[n++].begun = below;
    bad[n++].begun = none;
    bad[n++].size = 0;
    bad[n++].size = -4;
    bad[n++].size = INFINITY;
    bad[n++].variance_within = NAN;
    bad[n++].variance_within = -1;
    bad[n++].variance_within = INFINITY;
    bad[n++].variance_between = -0.01;
    bad[n++].variance_between = INFINITY;
    bad[n++].n_clusters = 0;
    return n;
}

// One of MOST clusters begins; one of two, halfway MOST periods.
static const double *tall_design(void) {
    double *const tall = NEW_ARRAY(arena, double, 2 * MOST);
    tall[1] = 1;
    return tall;
}
static const double *wide_design(void) {
    double *const wide = NEW_ARRAY(arena, double, 2 * MOST);
    for (int k = MOST / 2; k < MOST; k++)
        wide[k] = 1;
    return wide;
}

// The same of designs with too many of something.
static int bad_sizes(struct effect_power *bad) {
    static const int WAVES[] = {0, -1, 3, MOST}; // none, fewer, more than clusters, too many
    int n = 0;
    bad[n].begun = tall_design();
    bad[n++].n_clusters = MOST;
    bad[n].begun = wide_design();
    bad[n++].n_periods = MOST;
    for (size_t k = 0; k < COUNT_OF(WAVES); k++) {
        bad[n].begun = NULL;
        bad[n++].n_waves = WAVES[k];
    }
    bad[n - 1].n_clusters = MOST - 1; // more waves than periods fit
    return n;
}

static void no_answer_is_nan(void **state) {
    (void)state;
    struct effect_power bad[BAD_MOST];
    struct effect_power_result r;
    for (size_t k = 0; k < COUNT_OF(bad); k++)
        bad[k] = good;
    int n = bad_numbers(bad);
    n += bad_sizes(bad + n);
    effect_power_wedge(arena, &good, &r);
    assert_true(isfinite(r.variance) && isfinite(r.power) && isfinite(r.mde));
    for (int k = 0; k < n; k++) {
        effect_power_wedge(arena, &bad[k], &r);
        if (!isnan(r.variance) || !isnan(r.power) || !isnan(r.mde))
            fail_msg("design %d has an answer", k);
    }
}

static void as_many_as_fit_have_an_answer(void **state) {
    (void)state;
    struct effect_power_result r;
    struct effect_power most = good;
    most.begun = tall_design();
    most.n_clusters = MOST - 1;
    effect_power_wedge(arena, &most, &r);
    assert_true(isfinite(r.variance));
    most = good;
    most.begun = NULL;
    most.n_clusters = most.n_waves = MOST - 2;
    effect_power_wedge(arena, &most, &r);
    assert_true(isfinite(r.variance));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_form_is_least_squares),
        cmocka_unit_test(waves),
        cmocka_unit_test(two_by_two_by_hand),
        cmocka_unit_test(no_answer_is_nan),
        cmocka_unit_test(as_many_as_fit_have_an_answer),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
