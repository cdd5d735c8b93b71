// SPDX-License-Identifier: EUPL-1.2
// The one factor of a scale: where the likelihood is flat, where it is nearly flat, and where there
// is no factor.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/survey/survey.h"
#include "effect/test_expected.h"

// At the answer the likelihood is flat: the correlations that the factor gives, weighed by the
// errors, must agree with those that were found.
static void the_factor_is_where_the_likelihood_is_flat(void **state) {
    (void)state;
    enum { K = 5 };
    struct rng rng = rng_seeded(12);
    for (int32_t round = 0; round < 20; round++) {
        double r[K * K], loading[K], found[K], left[K];
        for (int32_t i = 0; i < K; i++)
            loading[i] = .3 + .5 * rng_real(&rng);
        for (int32_t i = 0; i < K; i++) {
            for (int32_t j = 0; j <= i; j++)
                r[i * K + j] = r[j * K + i] =
                    i == j ? 1 : loading[i] * loading[j] + .1 * (rng_real(&rng) - .5);
        }
        if (!survey_factor(r, K, found, left))
            continue;
        double weight = 1;
        for (int32_t i = 0; i < K; i++)
            weight += found[i] * found[i] / left[i];
        for (int32_t i = 0; i < K; i++) {
            double cross = 0; // R Psi^-1 lambda must be lambda times the weight
            for (int32_t j = 0; j < K; j++)
                cross += r[i * K + j] * found[j] / left[j];
            assert_close(cross, found[i] * weight, 1e-7, "loadings");
            assert_close(left[i] + found[i] * found[i], 1, 1e-9, "variances");
        }
    }
}

// Three items whose correlations are products of .95, .1 and .05: the factor is those numbers. The
// likelihood is nearly flat there: after 60,000 plain steps the first loading is .86. With .99, .03
// and .03 nothing is found, and that is said.
static void a_slow_course_comes_to_its_end(void **state) {
    (void)state;
    static const double WANTED[2][3] = {{.95, .1, .05}, {.99, .03, .03}};
    double r[2][9], loading[3], error[3];
    for (int32_t k = 0; k < 18; k++)
        r[k / 9][k % 9] = k % 9 / 3 == k % 3 ? 1 : WANTED[k / 9][k % 9 / 3] * WANTED[k / 9][k % 3];
    assert_true(survey_factor(r[0], 3, loading, error));
    for (int32_t i = 0; i < 3; i++) {
        assert_close(loading[i], WANTED[0][i], 1e-3, "loading");
        assert_close(error[i], 1 - WANTED[0][i] * WANTED[0][i], .01, "error");
    }
    assert_false(survey_factor(r[1], 3, loading, error));
}

// Two of three items nearly alike and the third hardly: one error is driven to nothing.
static void a_heywood_case_gets_no_omega(void **state) {
    (void)state;
    static const double R[] = {1, .9, .6, .9, 1, .3, .6, .3, 1};
    double loading[3], error[3];
    assert_false(survey_factor(R, 3, loading, error));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_factor_is_where_the_likelihood_is_flat),
        cmocka_unit_test(a_slow_course_comes_to_its_end),
        cmocka_unit_test(a_heywood_case_gets_no_omega),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
