// SPDX-License-Identifier: EUPL-1.2
// Sums and small linear algebra against figures by hand, and Longley's data, whose coefficients are
// known to ten digits though its columns are nearly the same.
#include "base/testing.h"

#include "effect/dense/dense.h"

TEST_ARENA((size_t)1 << 24);

static void near(double got, double wanted, double relative) {
    if (!(fabs(got - wanted) <= relative * fabs(wanted)))
        fail_msg("%.17g instead of %.17g", got, wanted);
}

// Added from left to right these give 0.
static void sums_keep_small_terms(void **state) {
    (void)state;
    const double terms[] = {1, 1e100, 1, -1e100};
    assert_true(dense_sum_of(terms, 4) == 2);
    enum { N = 1000000 };
    double *tenths = NEW_ARRAY(arena, double, N);
    for (int i = 0; i < N; i++)
        tenths[i] = 0.1;
    near(dense_sum_of(tenths, N), 100000, 1e-15);
    near(dense_dot(tenths, tenths, N), 10000, 1e-15);
    near(dense_mean(tenths, N), 0.1, 1e-15);
    assert_true(isnan(dense_mean(NULL, 0)));
}

// A = [4 2; 2 5]: L = [2 0; 1 2], the inverse is [5 -2; -2 4] / 16.
static void two_by_two_by_hand(void **state) {
    (void)state;
    double a[] = {4, 2, 2, 5}, inverse[4], x[] = {8, 12};
    near(dense_invert(a, 2, inverse), (1 - 0.2) / (1 + 2 / sqrt(20)) / (1 + 2 / sqrt(20)), 1e-14);
    const double wanted[] = {5. / 16, -2. / 16, -2. / 16, 4. / 16};
    for (int k = 0; k < 4; k++)
        near(inverse[k], wanted[k], 1e-14);
    assert_true(dense_cholesky(a, 2));
    const double factor[] = {2, 0, 1, 2};
    assert_memory_equal(a, factor, sizeof factor);
    dense_solve(a, 2, x);
    near(x[0], 1, 1e-14);
    near(x[1], 2, 1e-14);
}

static void singular_is_said(void **state) {
    (void)state;
    double none[] = {1, 2, 2, 4}, negative[] = {1, 3, 3, 1}, missing[] = {1, 0, 0, NAN}, out[4];
    double endless[] = {INFINITY, 0, 0, 1}, last[] = {1, 0, 0, INFINITY};
    assert_true(dense_invert(endless, 2, out) == 0);
    assert_true(dense_invert(last, 2, out) == 0);
    assert_true(dense_invert(none, 2, out) == 0);
    assert_true(dense_invert(negative, 2, out) == 0);
    assert_true(dense_invert(missing, 2, out) == 0);
    assert_false(dense_cholesky(negative, 2));
    double nearly[] = {1, 1, 1, 1 + 1e-13};
    assert_true(dense_invert(nearly, 2, out) < 1e-12);
    double units[] = {1e20, 0, 0, 1e-20}; // only the units differ
    near(dense_invert(units, 2, out), 1, 1e-12);
}

// [1 a; a 1] with a < 0 has norm 1 + |a|, its inverse (1 + |a|) / (1 - a^2), whatever the sign.
static void signs_do_not_make_it_better(void **state) {
    (void)state;
    double a[] = {1, -.9, -.9, 1}, inverse[4];
    near(dense_invert(a, 2, inverse), (1 - .81) / (1.9 * 1.9), 1e-13);
    near(inverse[1], .9 / .19, 1e-13);
}

// Three by three, against cofactors and the definition of the condition: columns of the matrix in
// units of its own diagonal, and of the inverse of that.
static void three_by_three_by_cofactors(void **state) {
    (void)state;
    double a[] = {4, 2, -1, 2, 5, 1, -1, 1, 3}, inverse[9], scaled[9], back[9];
    for (int k = 0; k < 9; k++)
        scaled[k] = a[k] / sqrt(a[k / 3 * 4] * a[k % 3 * 4]);
    double norm[2] = {0, 0};
    for (int turn = 0; turn < 2; turn++) {
        const double *const m = turn ? a : scaled;
        double det = 0;
        for (int k = 0; k < 9; k++) {
            const int r = (k / 3 + 1) % 3, s = (k / 3 + 2) % 3;
            const int c = (k % 3 + 1) % 3, d = (k % 3 + 2) % 3;
            back[k % 3 * 3 + k / 3] = m[r * 3 + c] * m[s * 3 + d] - m[r * 3 + d] * m[s * 3 + c];
        }
        for (int j = 0; j < 3; j++)
            det += m[j] * back[j * 3];
        for (int k = 0; k < 9; k++)
            back[k] /= det;
        for (int j = 0; j < 3 && turn == 0; j++) {
            norm[0] = fmax(norm[0], fabs(m[j]) + fabs(m[3 + j]) + fabs(m[6 + j]));
            norm[1] = fmax(norm[1], fabs(back[j]) + fabs(back[3 + j]) + fabs(back[6 + j]));
        }
    }
    near(dense_invert(a, 3, inverse), 1 / (norm[0] * norm[1]), 1e-13);
    for (int k = 0; k < 9; k++)
        near(inverse[k], back[k], 1e-13);
    assert_true(inverse[1] == inverse[3] && inverse[2] == inverse[6] && inverse[5] == inverse[7]);
}

// Longley 1967, with the certified coefficients of NIST's StRD. Years and numbers of people are
// taken from their middle, as whoever calls this does; the slopes do not change.
static void longley(void **state) {
    (void)state;
    enum { N = 16 };
    static const double Y[N] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    static const double X[6][N] = {{83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4,
                                    110.8, 112.6, 114.2, 115.7, 116.9},
                                   {234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112,
                                    397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894},
                                   {2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822,
                                    2936, 4681, 3813, 3931, 4806, 4007},
                                   {1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857,
                                    2798, 2637, 2552, 2514, 2572, 2827},
                                   {107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219,
                                    117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081},
                                   {1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956,
                                    1957, 1958, 1959, 1960, 1961, 1962}};
    static const double SLOPES[6] = {15.0618722713733,  -0.358191792925910E-01, -2.02022980381683,
                                     -1.03322686717359, -0.511041056535807E-01, 1829.15146461355};
    double one[N], centred[6][N];
    const double *x[7] = {one};
    for (int j = 0; j < 6; j++) {
        const double mean = dense_mean(X[j], N);
        for (int i = 0; i < N; i++)
            centred[j][i] = X[j][i] - mean;
        x[j + 1] = centred[j];
    }
    for (int i = 0; i < N; i++)
        one[i] = 1;
    struct dense_fit fit;
    dense_least_squares(arena, x, 7, Y, NULL, N, &fit);
    near(fit.beta[0], dense_mean(Y, N), 1e-13);
    for (int j = 0; j < 6; j++)
        near(fit.beta[j + 1], SLOPES[j], 1e-12);
}

// Weights are as good as rows told twice.
static void weights_are_repeats(void **state) {
    (void)state;
    const double one[] = {1, 1, 1, 1, 1, 1}, z[] = {0, 1, 1, 4, 4, 4}, y[] = {1, 3, 3, 2, 2, 2};
    const double few_z[] = {0, 1, 4}, few_y[] = {1, 3, 2}, w[] = {1, 2, 3};
    const double *all[] = {one, z}, *few[] = {one, few_z};
    struct dense_fit a, b;
    dense_least_squares(arena, all, 2, y, NULL, 6, &a);
    dense_least_squares(arena, few, 2, few_y, w, 3, &b);
    for (int j = 0; j < 2; j++)
        near(b.beta[j], a.beta[j], 1e-14);
    for (int k = 0; k < 4; k++)
        near(b.inverse[k], a.inverse[k], 1e-14);
    const double *same[] = {one, one};
    dense_least_squares(arena, same, 2, y, NULL, 6, &a);
    assert_true(a.rcond == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_keep_small_terms),
        cmocka_unit_test(two_by_two_by_hand),
        cmocka_unit_test(singular_is_said),
        cmocka_unit_test(signs_do_not_make_it_better),
        cmocka_unit_test(three_by_three_by_cofactors),
        cmocka_unit_test(longley),
        cmocka_unit_test(weights_are_repeats),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
