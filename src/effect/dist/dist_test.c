// SPDX-License-Identifier: EUPL-1.2
// Distributions against the figures of R 4.2.2, mostly far out in the tails where one minus a
// number near one is worth nothing, and against what follows from the definitions.
#include "base/testing.h"

#include "effect/dist/dist.h"

#include <math.h>

// Equal to `digits` significant digits.
static void near(double got, double wanted, double relative) {
    if (!(fabs(got - wanted) <= relative * fabs(wanted)))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

static void tails_are_those_of_r(void **state) {
    (void)state;
    near(dist_normal(-37).lower, 5.7255712225245e-300, 1e-12);
    near(dist_normal(1.96).upper, 0.024997895148220428, 1e-14);
    near(dist_t(-1e6, 1).lower, 3.1830988618368455e-07, 1e-12);
    near(dist_t(3, 4.5).upper, 0.017190433944379805, 1e-13);
    near(dist_t(40, 30).upper, 6.8630225972031808e-28, 1e-12);
    near(dist_chi2(7.79123662720, 5).upper, 0.16812249492389769, 1e-13);
    near(dist_chi2(1000, 3).upper, 1.7994208765314476e-216, 1e-11);
    near(dist_chi2(1e-8, 2).lower, 4.9999999874999999e-09, 1e-13);
    near(dist_f(4.2, 3, 17).upper, 0.02143785785239704, 1e-13);
    near(dist_f(100, 5, 200).upper, 1.8240380902732855e-52, 1e-11);
    near(dist_beta(.001, 2, 30).lower, 0.00045610371902168303, 1e-13);
    near(dist_beta(.999, .5, .7).upper, 0.0045294531129871796, 1e-11);
    near(dist_gamma(1.119, 48, 43).lower, 0.52591318510337981, 1e-13);
    near(dist_gamma(40, 2.5, 1).upper, 8.3918251148316106e-16, 1e-12);
}

static void quantiles_are_those_of_r(void **state) {
    (void)state;
    near(dist_normal_quantile(1e-300), -37.047096299361201, 1e-13);
    near(dist_normal_quantile(.975), 1.9599639845400536, 1e-14);
    near(dist_t_quantile(.975, 9), 2.2621571627982049, 1e-13);
    near(dist_t_quantile(1e-12, 2.5), -55306.174076516014, 1e-11);
    near(dist_t_quantile(.975, 1), 12.706204736174694, 1e-12);
    near(dist_t_quantile_upper(1e-10, 100), 7.0833754814007222, 1e-12);
    near(dist_chi2_quantile(.025, 3), 0.21579528262389788, 1e-13);
    near(dist_chi2_quantile_upper(1e-20, 2), 92.103403719761829, 1e-13);
    near(dist_chi2_quantile(.975, 96), 125.00007268129391, 1e-12);
    near(dist_f_quantile(.99, 2, 8), 8.6491106406735145, 1e-12);
    near(dist_f_quantile(1e-6, 4, 9), 0.00063999638032113948, 1e-11);
    near(dist_beta_quantile(.025, 8, 3), 0.44390453769235844, 1e-12);
    near(dist_beta_quantile(1e-9, .3, 4), 1.9049653209186559e-31, 1e-11);
    near(dist_beta_quantile(.975, 47, 1), 0.99946146829465765, 1e-14);
    near(dist_gamma_quantile(.025, 47, 1), 34.533832167065761, 1e-12);
    near(dist_gamma_quantile(1e-10, .4, 2), 3.707677341281985e-26, 1e-11);
    near(dist_gamma_quantile(.975, 48, 1), 62.500036340646957, 1e-12);
}

// The tail of -2 log U is that of chi-square with 2, t with 1 is Cauchy's, and so on.
static void definitions_hold(void **state) {
    (void)state;
    for (double p = 1e-9; p < 1; p += 0.037) {
        near(dist_chi2_quantile_upper(p, 2), -2 * log(p), 1e-12);
        near(dist_t(tan(M_PI * (p - 0.5)), 1).lower, p, 1e-7);
        near(dist_beta_quantile(p, 3, 1), cbrt(p), 1e-13);
        near(dist_beta_quantile_upper(p, 1, 1), 1 - p, 1e-9);
        near(dist_f(dist_f_quantile(p, 7, 11), 7, 11).lower, p, 1e-12);
        near(dist_normal_quantile_upper(p), -dist_normal_quantile(p), 1e-15);
        near(dist_gamma_quantile_upper(p, 1, 3), -log(p) / 3, 1e-12);
        near(dist_f_quantile_upper(p, 5, 9), 1 / dist_f_quantile(p, 9, 5), 1e-11);
    }
}

static void ends_and_nonsense(void **state) {
    (void)state;
    assert_true(isnan(dist_t(1, 0).lower) && isnan(dist_t(NAN, 3).upper));
    assert_true(isnan(dist_chi2(1, -2).lower) && isnan(dist_beta(.5, 1, INFINITY).lower));
    assert_true(isnan(dist_beta(NAN, 1, 2).lower) && isnan(dist_beta(.5, 0, 2).upper));
    assert_true(isnan(dist_beta(.5, 2, -1).lower) && isnan(dist_f(NAN, 1, 2).lower));
    assert_true(isnan(dist_f(.5, 0, 2).upper) && isnan(dist_f(.5, 2, INFINITY).lower));
    assert_true(isnan(dist_gamma(NAN, 1, 1).lower) && isnan(dist_gamma(1, 0, 1).lower));
    assert_true(isnan(dist_gamma(1, 1, -1).upper) && isnan(dist_t(NAN, 3).lower));
    assert_true(dist_t(-2, 3).lower + dist_t(-2, 3).upper == 1);
    assert_true(dist_t(-2, 3).upper == dist_t(2, 3).lower);
    assert_true(isnan(dist_normal_quantile(-0.1)) && isnan(dist_normal_quantile(1.1)));
    assert_true(isnan(dist_t_quantile(NAN, 3)) && isnan(dist_f_quantile(.5, 0, 1)));
    assert_true(dist_t_quantile(1, 3) == INFINITY && dist_t_quantile_upper(1, 3) == -INFINITY);
    assert_true(dist_gamma_quantile(0, 1, 1) == 0 && dist_beta_quantile_upper(0, 1, 2) == 1);
    assert_true(dist_normal_quantile(0.5) == 0 && dist_t(0, 3).lower == 0.5);
    assert_true(dist_t(1e200, 3).upper == 0 && dist_t(-INFINITY, 3).lower == 0);
    assert_true(dist_chi2(INFINITY, 3).upper == 0 && dist_f(-1, 2, 2).upper == 1);
}

enum { THREADS = 4, TURNS = 2000 };

static void *ask_often(void *unused) {
    (void)unused;
    for (int i = 0; i < TURNS; i++) {
        const double df = 1 + i % 7;
        if (fabs(dist_t_quantile(dist_t(1.5, df).lower, df) - 1.5) > 1e-9)
            return (void *)"wrong";
    }
    return NULL;
}

static void threads_do_not_disturb_each_other(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        void *said;
        assert_int_equal(pthread_join(threads[i], &said), 0);
        assert_null(said);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_are_those_of_r),
        cmocka_unit_test(quantiles_are_those_of_r),
        cmocka_unit_test(definitions_hold),
        cmocka_unit_test(ends_and_nonsense),
        cmocka_unit_test(threads_do_not_disturb_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
