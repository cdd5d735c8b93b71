// SPDX-License-Identifier: EUPL-1.2
// The curve of Bass: found again where it is clean, drawn anew where it is not, refused before its
// peak, and held against published values.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/test_expected.h"
#include "vliegwiel/effect_flywheel.h"

static double known(const char *dataset, const char *measure) {
    struct csv_table expected;
    assert_true(load("e45_expected.csv", &expected));
    for (size_t row = 0; row < expected.n_rows; row++) {
        if (is_cell(&expected, row, 0, dataset) && is_cell(&expected, row, 1, measure))
            return number(&expected, row, 2);
    }
    fail_msg("%s %s: not there", dataset, measure);
    return 0;
}

// ---- Bass --------------------------------------------------------------------------------------

static double share(double t) {
    const double left = exp(-.45 * t);
    return (1 - left) / (1 + .42 / .03 * left);
}

// A curve without noise gives back its numbers, and no interval has any width.
static void a_clean_curve_is_found_again(void **state) {
    (void)state;
    double y[14];
    for (int32_t t = 1; t <= 14; t++)
        y[t - 1] = 500 * (share(t) - share(t - 1));
    struct effect_bass b;
    effect_bass(arena, 14, y, EFFECT_BASS_INCREMENT, 50, 1, &b);
    assert_int_equal(b.refusal, EFFECT_FLYWHEEL_FINE);
    assert_close(b.m, 500, 1e-8, "m");
    assert_close(b.p, .03, 1e-8, "p");
    assert_close(b.q, .42, 1e-8, "q");
    assert_close(b.lower[0], b.upper[0], 1e-6, "no width");
    assert_close(b.peak, log(.42 / .03) / .45, 1e-8, "peak");
}

// Residuals less their mean, drawn anew over the curve and fitted from the start again: the ends
// are the 5th and the 195th of 200 in order.
static void draws_are_fits_of_their_own(void **state) {
    (void)state;
    enum { N = 14, DRAWS = 200 };
    double y[N], again[N], found[3][DRAWS], mean = 0;
    for (int32_t t = 0; t < N; t++)
        y[t] = 500 * (share(t + 1) - share(t)) + (t * 7 % 5 - 1.5) * 2; // noise that is not even
    struct effect_bass b, one;
    effect_bass(arena, N, y, EFFECT_BASS_INCREMENT, DRAWS, 9, &b);
    assert_int_equal(b.draws, DRAWS);
    double curve[N];
    for (int32_t t = 0; t < N; t++) {
        const double a = exp(-(b.p + b.q) * t), z = exp(-(b.p + b.q) * (t + 1));
        curve[t] = b.m * ((1 - z) / (1 + b.q / b.p * z) - (1 - a) / (1 + b.q / b.p * a));
        mean += (y[t] - curve[t]) / N;
    }
    struct rng rng = rng_seeded(9);
    for (int32_t draw = 0; draw < DRAWS; draw++) {
        for (int32_t t = 0; t < N; t++) {
            const uint32_t from = rng_below(&rng, N);
            again[t] = fmax(0, curve[t] + y[from] - curve[from] - mean);
            assert_true(curve[t] + y[from] - curve[from] - mean >= 0);
        }
        effect_bass(arena, N, again, EFFECT_BASS_INCREMENT, 0, 1, &one);
        assert_int_equal(one.refusal, EFFECT_FLYWHEEL_FINE);
        const double numbers[] = {one.m, one.p, one.q};
        for (int32_t k = 0; k < 3; k++) {
            int32_t at = draw; // into its place
            for (; at > 0 && found[k][at - 1] > numbers[k]; at--)
                found[k][at] = found[k][at - 1];
            found[k][at] = numbers[k];
        }
    }
    for (int32_t k = 0; k < 3; k++) {
        assert_close(b.lower[k], found[k][4], 1e-5, "lower");
        assert_close(b.upper[k], found[k][194], 1e-5, "upper");
    }
}

// Newcomers that only become fewer, slower and slower: the parabola of Bass 1969 opens upwards, and
// there is no start to tell; with it turned over there is.
static void a_start_needs_a_parabola_that_falls(void **state) {
    (void)state;
    static const double FALLING[] = {64, 32, 16, 8, 4, 2, 1, .5};
    struct effect_bass b;
    effect_bass(arena, 8, FALLING, EFFECT_BASS_INCREMENT, 0, 1, &b);
    assert_true(b.start_m > 0 ? b.start_q > 0 : isnan(b.start_m) && isnan(b.start_q));
    static const double CONVEX[] = {64, 20, 8, 6, 5, 5, 5, 5};
    effect_bass(arena, 8, CONVEX, EFFECT_BASS_INCREMENT, 0, 1, &b);
    assert_true(isnan(b.start_m) && isnan(b.start_p) && isnan(b.start_q));
}

static void curves_are_refused_by_name(void **state) {
    (void)state;
    static const double GROWING[] = {1, 2, 4, 8, 16, 32, 64, 128}, SHORT[] = {1, 5, 9, 6, 2, 1};
    static const double NEGATIVE[] = {1, 5, 9, 6, 2, -1, 0, 0}, NONE[8] = {0};
    static const double MISSING[] = {NAN, 5, 9, 6, 2, 1, 0, 0};
    const struct {
        int32_t n;
        const double *y;
        const char *name;
    } cases[] = {
        {8, GROWING, "peak"}, {6, SHORT, "short"},   {8, NEGATIVE, "range"},
        {8, NONE, "nobody"},  {8, MISSING, "range"},
    };
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        struct effect_bass b;
        effect_bass(arena, cases[k].n, cases[k].y, EFFECT_BASS_DENSITY, 10, 1, &b);
        assert_string_equal(effect_flywheel_refusal_name(b.refusal), cases[k].name);
        assert_true(isnan(b.m));
    }
}

static void recorders_agree_with_what_is_published(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e4_bass_vcr.csv", &table)) {
        skip();
        return;
    }
    double y[16];
    static const char SET[] = "bass_vcr";
    for (size_t row = 0; row < table.n_rows; row++)
        y[row] = number(&table, row, 1);
    for (int32_t form = 0; form < 2; form++) {
        struct effect_bass b, again;
        const int32_t n = (int32_t)table.n_rows;
        effect_bass(arena, n, y, (enum effect_bass_form)form, 400, 1, &b);
        effect_bass(arena, n, y, (enum effect_bass_form)form, 400, 1, &again);
        assert_memory_equal(b.lower, again.lower, sizeof b.lower);
        assert_memory_equal(b.upper, again.upper, sizeof b.upper);
        assert_true(b.m == again.m && b.draws == again.draws);
        const char *const word = form == 0 ? "density" : "increment";
        const double value[] = {b.m, b.p, b.q}, se[] = {b.se_m, b.se_p, b.se_q};
        for (int32_t k = 0; k < 3; k++) {
            const char *name = str_c(arena, str_fmt(arena, "bass_nls_%s_%c", word, "MPQ"[k]));
            assert_close(value[k], known(SET, name), 1e-5, name);
            name = str_c(arena, str_fmt(arena, "bass_nls_%s_se_%c", word, "MPQ"[k]));
            assert_close(se[k], known(SET, name), 1e-4, name);
            assert_true(b.lower[k] < value[k] && value[k] < b.upper[k]);
        }
        assert_close(b.start_m, known(SET, "bass_ols_M"), 1e-8, "start m");
        assert_close(b.start_p, known(SET, "bass_ols_p"), 1e-8, "start p");
        assert_close(b.start_q, known(SET, "bass_ols_q"), 1e-8, "start q");
        if (form == 0)
            assert_close(b.peak, known(SET, "bass_peak_time"), 1e-5, "peak");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clean_curve_is_found_again),
        cmocka_unit_test(draws_are_fits_of_their_own),
        cmocka_unit_test(a_start_needs_a_parabola_that_falls),
        cmocka_unit_test(curves_are_refused_by_name),
        cmocka_unit_test(recorders_agree_with_what_is_published),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
