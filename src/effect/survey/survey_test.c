// SPDX-License-Identifier: EUPL-1.2
// Scales, change and teams against figures worked by hand, every flip of signs, and published
// values where they are at hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/survey/survey.h"
#include "effect/test_expected.h"

static double known(const char *dataset, const char *measure) {
    struct csv_table expected;
    assert_true(load("e2_expected.csv", &expected));
    for (size_t row = 0; row < expected.n_rows; row++) {
        if (is_cell(&expected, row, 0, dataset) && is_cell(&expected, row, 1, measure))
            return number(&expected, row, 2);
    }
    fail_msg("%s %s: not there", dataset, measure);
    return 0;
}

static int32_t read_column(const struct csv_table *table, const char *name, double *ret) {
    size_t column;
    assert_true(csv_find(table, str_from_c(name), &column));
    for (size_t row = 0; row < table->n_rows; row++)
        ret[row] = number(table, row, column);
    return (int32_t)table->n_rows;
}

// ---- scores ------------------------------------------------------------------------------------

// Five items from 1 to 5, the second counting from the other end. Four answers of five are 80 %.
static void four_of_five_answers_are_enough(void **state) {
    (void)state;
    static const double ANSWERS[] = {1, 5, 1, 1, 1, /**/ 2, 2, 3, 4, NAN, /**/ 2, 2, 3, NAN, NAN};
    static const bool REVERSED[] = {false, true, false, false, false};
    const struct effect_answers answers = {3, 5, ANSWERS, REVERSED, 1, 5};
    double score[3];
    int32_t at;
    assert_int_equal(effect_survey_score(&answers, score, &at), EFFECT_SURVEY_FINE);
    assert_close(score[0], 1, 1e-15, "all low");
    assert_close(score[1], (2 + 4 + 3 + 4) / 4.0, 1e-15, "one missing");
    assert_true(isnan(score[2]));
}

static void answers_beyond_the_scale_are_refused(void **state) {
    (void)state;
    static const double ANSWERS[] = {1, 2, 3, 6};
    static const bool REVERSED[] = {true, false};
    const struct effect_answers scale = {2, 2, ANSWERS, NULL, 1, 5};
    const struct effect_answers no_scale = {2, 2, ANSWERS, REVERSED, NAN, NAN};
    double score[2];
    int32_t at;
    assert_int_equal(effect_survey_score(&scale, score, &at), EFFECT_SURVEY_RANGE);
    assert_int_equal(at, 3);
    assert_string_equal(effect_survey_refusal_name(effect_survey_score(&no_scale, score, &at)),
                        "range");
}

// ---- reliability -------------------------------------------------------------------------------

// Parallel items: each pair covaries 1, each has variance 2. By hand: alpha = 4/3 (1 - 8 / 20).
static void alpha_by_hand(void **state) {
    (void)state;
    // four items over eight people: a common part of variance 1 and own parts orthogonal to it
    static const int8_t SIGNS[8][5] = {{1, 1, 1, 1, 1},    {1, -1, 1, -1, -1}, {1, 1, -1, -1, -1},
                                       {1, -1, -1, 1, 1},  {-1, 1, 1, -1, 1},  {-1, -1, 1, 1, -1},
                                       {-1, 1, -1, 1, -1}, {-1, -1, -1, -1, 1}};
    double answers[8 * 4];
    for (int32_t i = 0; i < 8; i++) {
        for (int32_t j = 0; j < 4; j++)
            answers[i * 4 + j] = SIGNS[i][0] + SIGNS[i][j < 3 ? j + 1 : 4];
    }
    struct effect_reliability r;
    effect_survey_reliability(arena, &(struct effect_answers){8, 4, answers, NULL, NAN, NAN}, &r);
    assert_close(r.alpha, 4 / 3.0 * (1 - 8 / 20.0), 1e-12, "alpha");
    assert_close(r.alpha_standard, 4 * .5 / (1 + 3 * .5), 1e-12, "standardised");
    assert_close(r.omega, 8 / (8 + 4 * .5), 1e-9, "omega"); // loadings sqrt(1/2), errors 1/2
    assert_close(r.alpha_dropped[2], 3 / 2.0 * (1 - 6 / 12.0), 1e-12, "without one");
    assert_close(r.item_rest[1], 3 / sqrt(2 * 12.0), 1e-12, "with the rest");
    assert_false(r.is_reportable);
}

static void attitudes_agree_with_what_is_published(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e2_attitude_items.csv", &table)) {
        skip();
        return;
    }
    double answers[30 * 7];
    for (size_t row = 0; row < 30; row++) {
        for (size_t item = 0; item < 7; item++)
            answers[row * 7 + item] = number(&table, row, item);
    }
    struct effect_reliability r;
    effect_survey_reliability(arena, &(struct effect_answers){30, 7, answers, NULL, NAN, NAN}, &r);
    static const char SET[] = "attitude(R datasets)";
    assert_int_equal(r.n, 30);
    assert_true(r.is_reportable);
    assert_close(r.alpha, known(SET, "alpha_raw"), 1e-10, "alpha");
    assert_close(r.alpha_standard, known(SET, "alpha_std"), 1e-10, "standardised");
    assert_close(r.lower, known(SET, "alpha_feldt_lo95"), 1e-10, "lower");
    assert_close(r.upper, known(SET, "alpha_feldt_hi95"), 1e-10, "upper");
    assert_close(r.omega, known(SET, "omega_total_std_1f_ML"), 1e-5, "omega");
    assert_close(r.sem, known(SET, "sem"), 1e-10, "error of measurement");
    for (int32_t item = 0; item < 7; item++) {
        const char *name = str_c(arena, str_fmt(arena, "loading_%d", item + 1));
        assert_close(r.loading[item], known(SET, name), 1e-4, name);
        name = str_c(arena, str_fmt(arena, "alpha_if_dropped_%d", item + 1));
        assert_close(r.alpha_dropped[item], known(SET, name), 1e-10, name);
        name = str_c(arena, str_fmt(arena, "item_rest_r_%d", item + 1));
        assert_close(r.item_rest[item], known(SET, name), 1e-10, name);
    }
}

// ---- change ------------------------------------------------------------------------------------

static void compare_change(const char *set, int32_t n, const double *pre, const double *post) {
    struct effect_change c;
    effect_survey_change(arena, n, pre, post, .8, 1, &c);
    const struct {
        const char *name;
        double value;
    } figures[] = {
        {"n", c.n},
        {"mean_change", c.mean},
        {"sd_change", c.sd},
        {"t", c.t},
        {"df", c.df},
        {"p", c.p},
        {"ci_lo95", c.lower},
        {"ci_hi95", c.upper},
        {"d_z", c.d_z},
        {"d_av", c.d_av},
        {"g_av", c.g},
        {"hedges_J", c.j},
        {"wilcoxon_V", c.signed_rank},
        {"signflip_p_exact", c.p_flip},
        {"rci_threshold", c.threshold},
        {"n_reliably_improved", c.better},
        {"n_reliably_worse", c.worse},
    };
    assert_true(c.is_exact);
    for (size_t k = 0; k < COUNT_OF(figures); k++)
        assert_close(figures[k].value, known(set, figures[k].name), 1e-10, figures[k].name);
}

static void published_changes_agree(void **state) {
    (void)state;
    struct csv_table sleep, then;
    if (!load("e2_sleep_paired.csv", &sleep) || !load("e2_thentest.csv", &then)) {
        skip();
        return;
    }
    double pre[20], post[20], before[20];
    const int32_t n_sleep = read_column(&sleep, "pre", pre);
    read_column(&sleep, "post", post);
    compare_change("sleep(R datasets)", n_sleep, pre, post);
    const int32_t n = read_column(&then, "pre", pre);
    read_column(&then, "post", post);
    read_column(&then, "then", before);
    compare_change("thentest:pre->post", n, pre, post);
    compare_change("thentest:then->post", n, before, post);
    compare_change("thentest:pre->then (response shift)", n, pre, before);
}

// As many people as there are, as much is said.
static void small_groups_hear_less(void **state) {
    (void)state;
    double pre[30], post[30];
    for (int32_t i = 0; i < 30; i++) {
        pre[i] = i % 4;
        post[i] = i % 4 + (i % 3) - .5 * (i % 2);
    }
    static const struct {
        int32_t n;
        enum effect_change_rule rule;
    } CASES[] = {{4, EFFECT_CHANGE_NOTHING}, {5, EFFECT_CHANGE_COUNTS}, {9, EFFECT_CHANGE_COUNTS},
                 {10, EFFECT_CHANGE_SMALL},  {19, EFFECT_CHANGE_SMALL}, {20, EFFECT_CHANGE_FULL}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        struct effect_change c;
        effect_survey_change(arena, CASES[k].n, pre, post, NAN, 1, &c);
        assert_int_equal(c.rule, CASES[k].rule);
        assert_int_equal(isnan(c.mean), c.rule == EFFECT_CHANGE_NOTHING);
        assert_int_equal(isnan(c.p), c.rule <= EFFECT_CHANGE_COUNTS);
        assert_int_equal(isnan(c.p_flip), c.rule != EFFECT_CHANGE_SMALL);
        assert_int_equal(c.is_exact, CASES[k].n == 10);
        assert_int_equal(c.up + c.same + c.down, c.rule == EFFECT_CHANGE_NOTHING ? 0 : c.n);
    }
}

// All flips, built up one person after another.
static void flips_are_all_there_are(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    for (int32_t round = 0; round < 20; round++) {
        enum { N = 11 };
        double pre[N], post[N], sum = 0;
        for (int32_t i = 0; i < N; i++) {
            pre[i] = rng_below(&rng, 5);
            post[i] = rng_below(&rng, 5);
            sum += post[i] - pre[i];
        }
        int32_t far = 0;
        for (int32_t flip = 0; flip < 1 << N; flip++) {
            double flipped = 0;
            for (int32_t i = 0; i < N; i++)
                flipped += flip >> i & 1 ? pre[i] - post[i] : post[i] - pre[i];
            far += fabs(flipped) >= fabs(sum) - 1e-9;
        }
        struct effect_change c;
        effect_survey_change(arena, N, pre, post, NAN, 1, &c);
        assert_close(c.p_flip, far / (double)(1 << N), 1e-12, "flips");
    }
}

static void flips_by_lot_come_near_and_repeat(void **state) {
    (void)state;
    double pre[18], post[18];
    for (int32_t i = 0; i < 18; i++) {
        pre[i] = 0;
        post[i] = (i % 5) - 1.2;
    }
    struct effect_change one, again;
    effect_survey_change(arena, 18, pre, post, NAN, 3, &one);
    effect_survey_change(arena, 18, pre, post, NAN, 3, &again);
    assert_true(one.p_flip == again.p_flip && one.flips == again.flips);
    assert_true(fabs(one.p_flip - one.p) < .02); // close to t in so regular a case
}

// Changes in tenths are those in whole numbers, whatever rounding makes of their sums.
static void tenths_flip_as_wholes_do(void **state) {
    (void)state;
    struct rng rng = rng_seeded(21);
    for (int32_t n = 11; n <= 18; n++) {
        double pre[18] = {0}, wholes[18], tenths[18];
        for (int32_t i = 0; i < n; i++) {
            wholes[i] = rng_below(&rng, 9) - 3.0;
            tenths[i] = wholes[i] / 10;
        }
        struct effect_change whole, tenth;
        effect_survey_change(arena, n, pre, wholes, NAN, 4, &whole);
        effect_survey_change(arena, n, pre, tenths, NAN, 4, &tenth);
        assert_true(whole.p_flip == tenth.p_flip);
    }
}

// By hand: three of ten lost. If all three had fallen to 1, or risen to 5.
static void lost_people_bound_the_change(void **state) {
    (void)state;
    static const double PRE[] = {3, 3, 3, 3, 3, 3, 3, 2, 2, 4};
    static const double POST[] = {4, 4, 4, 4, 4, 4, 4, NAN, NAN, NAN};
    struct effect_dropout d;
    effect_survey_dropout(10, PRE, POST, 1, 5, &d);
    assert_int_equal(d.n_lost, 3);
    assert_true(d.is_large);
    assert_close(d.mean_lost, 8 / 3.0, 1e-15, "lost");
    assert_close(d.change_lower, (28 + 3 - 29) / 10.0, 1e-12, "worst");
    assert_close(d.change_upper, (28 + 15 - 29) / 10.0, 1e-12, "best");
    assert_true(d.lower < d.difference && d.difference < d.upper);
}

// By hand: 1 2 3 stayed and 2 3 4 were lost. Each mean has variance 1/3, four degrees of freedom
// together, and t(.975, 4) is 2.776445105197793.
static void who_was_lost_began_higher(void **state) {
    (void)state;
    static const double PRE[] = {1, 2, 2, 3, 3, 4}, POST[] = {1, 1, NAN, 1, NAN, NAN};
    struct effect_dropout d;
    effect_survey_dropout(6, PRE, POST, 1, 5, &d);
    assert_close(d.mean_stayed, 2, 1e-15, "stayed");
    assert_close(d.difference, 1, 1e-15, "difference");
    assert_close(d.lower, 1 - 2.776445105197793 * sqrt(2 / 3.0), 1e-9, "lower");
    assert_close(d.upper, 1 + 2.776445105197793 * sqrt(2 / 3.0), 1e-9, "upper");
    double pre[10], post[10];
    for (int32_t i = 0; i < 10; i++) {
        pre[i] = i % 3;
        post[i] = i < 2 ? NAN : 1; // two of ten are not more than 20 %
    }
    effect_survey_dropout(10, pre, post, 1, 5, &d);
    assert_false(d.is_large);
    post[2] = NAN;
    effect_survey_dropout(10, pre, post, 1, 5, &d);
    assert_true(d.is_large);
}

static void published_shares_agree(void **state) {
    (void)state;
    static const int32_t CASES[][2] = {{0, 8}, {3, 12}, {7, 9}, {41, 60}};
    static const int32_t SIDES[][2] = {{1, 7}, {5, 5}, {0, 6}};
    struct csv_table table;
    if (!load("e2_expected.csv", &table)) {
        skip();
        return;
    }
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const char *set = str_c(arena, str_fmt(arena, "prop_%d_of_%d", CASES[k][0], CASES[k][1]));
        const struct effect_proportion p = effect_survey_proportion(CASES[k][0], CASES[k][1]);
        if (CASES[k][0] > 0) {
            assert_close(p.lower, known(set, "wilson_lo95"), 1e-10, set);
            assert_close(p.upper, known(set, "wilson_hi95"), 1e-10, set);
        }
        assert_close(p.exact_lower, known(set, "cp_lo95"), 1e-10, set);
        assert_close(p.exact_upper, known(set, "cp_hi95"), 1e-10, set);
    }
    assert_close(effect_survey_proportion(0, 8).upper, known("prop_0_of_8", "cp_hi95"), 1e-10, "0");
    for (size_t k = 0; k < COUNT_OF(SIDES); k++) {
        const char *set = str_c(arena, str_fmt(arena, "mcnemar_b%d_c%d", SIDES[k][0], SIDES[k][1]));
        assert_close(effect_survey_mcnemar(SIDES[k][0], SIDES[k][1]), known(set, "p_exact"), 1e-10,
                     set);
    }
    assert_true(isnan(effect_survey_proportion(3, 2).share));
    assert_close(effect_survey_mcnemar(0, 0), 1, 1e-15, "nobody");
}

// ---- teams -------------------------------------------------------------------------------------

// By hand: two teams of two, 1 2 and 4 5. Between 9, within 0.5 a degree of freedom.
static void teams_by_hand(void **state) {
    (void)state;
    static const double SCORE[] = {1, 2, 4, 5};
    static const int32_t TEAM[] = {0, 0, 1, 1};
    struct effect_teams t;
    effect_survey_teams(arena, 4, SCORE, TEAM, 2, 5, &t);
    assert_close(t.icc1, (9 - .5) / (9 + .5), 1e-12, "icc1");
    assert_close(t.icc2, (9 - .5) / 9, 1e-12, "icc2");
    assert_close(t.rwg[0], 1 - .5 / 2, 1e-12, "agreement");
    assert_true(t.may_aggregate);
    effect_survey_teams(arena, 4, SCORE, TEAM, 3, 5, &t); // a team without people changes nothing
    assert_close(t.icc1, (9 - .5) / (9 + .5), 1e-12, "icc1");
    assert_int_equal(t.n_teams, 2);
    effect_survey_teams(arena, 4, SCORE, (int32_t[]){0, 0, 0, 1}, 2, 5, &t);
    assert_string_equal(effect_survey_refusal_name(t.refusal), "teams");
    assert_true(isnan(t.rwg[1]));
}

static void published_teams_agree(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e2_team_climate.csv", &table)) {
        skip();
        return;
    }
    double score[40], names[40];
    int32_t team[40];
    const int32_t n = read_column(&table, "score", score);
    read_column(&table, "team", names);
    for (int32_t i = 0; i < n; i++)
        team[i] = (int32_t)names[i] - 1;
    struct effect_teams t;
    effect_survey_teams(arena, n, score, team, 6, 5, &t);
    assert_close(t.icc1, known("team_climate", "icc1"), 1e-10, "icc1");
    assert_close(t.icc2, known("team_climate", "icc2"), 1e-10, "icc2");
    assert_close(t.n0, known("team_climate", "n0"), 1e-10, "n0");
    for (int32_t k = 0; k < 6; k++) {
        const char *name = str_c(arena, str_fmt(arena, "rwg_team%d", k + 1));
        assert_close(t.rwg[k], known("team_climate", name), 1e-10, name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_of_five_answers_are_enough),
        cmocka_unit_test(answers_beyond_the_scale_are_refused),
        cmocka_unit_test(alpha_by_hand),
        cmocka_unit_test(attitudes_agree_with_what_is_published),
        cmocka_unit_test(published_changes_agree),
        cmocka_unit_test(small_groups_hear_less),
        cmocka_unit_test(flips_are_all_there_are),
        cmocka_unit_test(flips_by_lot_come_near_and_repeat),
        cmocka_unit_test(tenths_flip_as_wholes_do),
        cmocka_unit_test(lost_people_bound_the_change),
        cmocka_unit_test(who_was_lost_began_higher),
        cmocka_unit_test(published_shares_agree),
        cmocka_unit_test(teams_by_hand),
        cmocka_unit_test(published_teams_agree),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
