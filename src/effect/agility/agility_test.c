// SPDX-License-Identifier: EUPL-1.2
// Spread, depth and waiting against figures worked by hand and published values.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/test_expected.h"
#include "vliegwiel/effect_agility.h"

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

// ---- hours -------------------------------------------------------------------------------------

// Two specialists: nothing within people, all between them. Two generalists: the reverse.
static void specialists_and_generalists(void **state) {
    (void)state;
    static const double SPECIALISTS[] = {100, 0, 0, 100}, GENERALISTS[] = {50, 50, 50, 50};
    struct effect_hours s, g;
    effect_hours_spread(arena, 2, 2, SPECIALISTS, &s);
    effect_hours_spread(arena, 2, 2, GENERALISTS, &g);
    assert_close(s.alpha, 0, 1e-15, "within specialists");
    assert_close(s.beta, log(2), 1e-15, "between specialists");
    assert_close(g.alpha, log(2), 1e-15, "within generalists");
    assert_close(g.beta, 0, 1e-15, "between generalists");
    assert_close(g.mean_packages, 2, 1e-15, "packages");
    assert_true(isnan(s.people[0].evenness));
    assert_false(s.people[0].has_few_hours);
}

// 9 of 100 hours are no package, 10 are.
static void a_tenth_is_a_package(void **state) {
    (void)state;
    static const double HOURS[] = {81, 9, 10, 0, /**/ 0, 0, 0, 0};
    struct effect_hours h;
    effect_hours_spread(arena, 2, 4, HOURS, &h);
    assert_int_equal(h.people[0].packages, 2);
    assert_true(isnan(h.people[1].entropy));
    assert_close(h.mean_packages, 2, 1e-15, "of who has hours");
    static const double NONE[] = {0, 0}, BAD[] = {1, -1};
    effect_hours_spread(arena, 1, 2, NONE, &h);
    assert_string_equal(effect_agility_refusal_name(h.refusal), "empty");
    effect_hours_spread(arena, 1, 2, BAD, &h);
    assert_string_equal(effect_agility_refusal_name(h.refusal), "range");
    assert_int_equal(h.at, 1);
}

static void published_hours_agree(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e5_hours.csv", &table)) {
        skip();
        return;
    }
    double hours[4 * 5] = {0};
    for (size_t row = 0; row < table.n_rows; row++)
        hours[((int32_t)number(&table, row, 0) - 1) * 5 + (int32_t)number(&table, row, 1) - 1] =
            number(&table, row, 2);
    struct effect_hours h;
    effect_hours_spread(arena, 4, 5, hours, &h);
    for (int32_t i = 0; i < 4; i++) {
        const char *set = str_c(arena, str_fmt(arena, "hours_person%d", i + 1));
        const struct effect_spread *s = &h.people[i];
        assert_close(s->entropy, known(set, "H"), 1e-10, set);
        assert_close(s->evenness, known(set, "evenness"), 1e-10, set);
        assert_close(s->hhi, known(set, "hhi"), 1e-10, set);
        assert_close(s->effective, known(set, "eff_shannon"), 1e-10, set);
        assert_close(s->effective_2, known(set, "eff_simpson"), 1e-10, set);
    }
    assert_close(h.alpha, known("hours_team", "alpha_within"), 1e-10, "alpha");
    assert_close(h.gamma, known("hours_team", "gamma_team"), 1e-10, "gamma");
    assert_close(h.beta, known("hours_team", "beta_between"), 1e-10, "beta");
}

// ---- depth -------------------------------------------------------------------------------------

// Three people, three packages; the third person is away. By hand: depths 2, 1 and 0.
static void depth_by_hand(void **state) {
    (void)state;
    static const bool QUALIFIED[] = {true, true, false, true, false, false, true, true, true};
    static const bool AVAILABLE[] = {true, true, false};
    struct effect_bench b;
    effect_bench_depth(arena, 3, 3, QUALIFIED, AVAILABLE, &b);
    assert_int_equal(b.n_covered, 2);
    assert_int_equal(b.n_deep, 1);
    assert_int_equal(b.bus_factor, 0);
    assert_close(b.mean_qualified, 2, 1e-15, "each");
    effect_bench_depth(arena, 3, 3, QUALIFIED, NULL, &b);
    assert_int_equal(b.bus_factor, 1);
}

// ---- waiting -----------------------------------------------------------------------------------

// Nothing open: the curve is the share that still waits, and the median that of the times.
static void without_open_requests_it_is_a_share(void **state) {
    (void)state;
    static const double TIME[] = {5, 1, 3, 2, 4};
    static const bool ENDED[] = {true, true, true, true, true};
    struct effect_survival s;
    effect_survival(arena, &(struct effect_waiting){5, TIME, ENDED, NULL, 1}, &s);
    assert_int_equal(s.curves[0].n_steps, 5);
    for (int32_t k = 0; k < 5; k++) {
        assert_close(s.curves[0].steps[k].time, k + 1, 1e-15, "time");
        assert_close(s.curves[0].steps[k].waiting, (4 - k) / 5.0, 1e-15, "share");
    }
    assert_close(s.curves[0].steps[1].se, sqrt(.6 * .4 / 5), 1e-12, "binomial");
    assert_close(s.curves[0].median, 3, 1e-15, "median");
    assert_string_equal(effect_agility_refusal_name(s.refusal), "groups");
}

// By hand: one of four ends at 1, one is open at 2, one ends at 3 of two: 3/4, then 3/8.
static void open_requests_count_while_they_wait(void **state) {
    (void)state;
    static const double TIME[] = {1, 2, 3, 9};
    static const bool ENDED[] = {true, false, true, false};
    struct effect_survival s;
    effect_survival(arena, &(struct effect_waiting){4, TIME, ENDED, NULL, 1}, &s);
    assert_int_equal(s.curves[0].n_steps, 2);
    assert_close(s.curves[0].steps[0].waiting, .75, 1e-15, "first");
    assert_close(s.curves[0].steps[1].waiting, .375, 1e-15, "second");
    assert_close(s.curves[0].median, 3, 1e-15, "median");
    assert_true(isnan(s.curves[0].upper));
}

// Three groups: the sum of squares must not depend on which group is called the last.
static void the_order_of_groups_does_not_count(void **state) {
    (void)state;
    struct rng rng = rng_seeded(14);
    double time[60];
    bool ended[60];
    int32_t group[60], turned[60];
    for (int32_t i = 0; i < 60; i++) {
        time[i] = 1 + rng_below(&rng, 20);
        ended[i] = rng_below(&rng, 4) > 0;
        group[i] = i % 3;
        turned[i] = (i + 1) % 3;
    }
    struct effect_survival a, b;
    effect_survival(arena, &(struct effect_waiting){60, time, ended, group, 3}, &a);
    effect_survival(arena, &(struct effect_waiting){60, time, ended, turned, 3}, &b);
    assert_close(a.chi2, b.chi2, 1e-12, "chi2");
    assert_int_equal(a.df, 2);
    assert_true(a.p > 0 && a.p < 1);
}

static void published_waiting_agrees(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e5_aml.csv", &table)) {
        skip();
        return;
    }
    double time[32];
    bool ended[32];
    int32_t group[32];
    for (size_t row = 0; row < table.n_rows; row++) {
        time[row] = number(&table, row, 0);
        ended[row] = number(&table, row, 1) > 0;
        group[row] = !is_cell(&table, row, 2, "Maintained");
    }
    const struct effect_waiting waiting = {(int32_t)table.n_rows, time, ended, group, 2};
    struct effect_survival s;
    effect_survival(arena, &waiting, &s);
    static const char SET[] = "aml_maintained";
    const struct effect_curve *curve = &s.curves[0];
    for (int32_t k = 0; k < curve->n_steps; k++) {
        const char *name = str_c(arena, str_fmt(arena, "S_%.0f", curve->steps[k].time));
        assert_close(curve->steps[k].waiting, known(SET, name), 1e-10, name);
        name = str_c(arena, str_fmt(arena, "se_%.0f", curve->steps[k].time));
        assert_close(curve->steps[k].se, known(SET, name), 1e-10, name);
    }
    assert_int_equal(curve->n_steps, 7);
    assert_close(curve->median, known(SET, "median"), 1e-15, "median");
    assert_close(curve->lower, known(SET, "median_lo95_loglog"), 1e-15, "lower");
    assert_close(curve->upper, known(SET, "median_hi95_loglog"), 1e-15, "upper");
    assert_close(s.chi2, known("aml_logrank", "chisq"), 1e-9, "log-rank");
    assert_true(fabs(s.p - .0653) < .0005);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(specialists_and_generalists),
        cmocka_unit_test(a_tenth_is_a_package),
        cmocka_unit_test(published_hours_agree),
        cmocka_unit_test(depth_by_hand),
        cmocka_unit_test(without_open_requests_it_is_a_share),
        cmocka_unit_test(open_requests_count_while_they_wait),
        cmocka_unit_test(the_order_of_groups_does_not_count),
        cmocka_unit_test(published_waiting_agrees),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
