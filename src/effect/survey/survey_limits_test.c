// SPDX-License-Identifier: EUPL-1.2
// Questionnaires at their limits: who did not answer everything, too many questions, and counts of
// people by hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/survey/survey.h"
#include "effect/test_expected.h"

// A person who left a question open counts in no reliability.
static void open_answers_leave_a_person_out(void **state) {
    (void)state;
    enum { N = 40, K = 4 };
    struct rng rng = rng_seeded(3);
    double all[(N + 2) * K];
    for (int32_t i = 0; i < N + 2; i++) {
        const double own = rng_below(&rng, 4);
        for (int32_t j = 0; j < K; j++)
            all[i * K + j] = own + rng_below(&rng, 3);
    }
    all[N * K + 1] = all[(N + 1) * K + K - 1] = (double)NAN;
    struct effect_reliability whole, with;
    effect_survey_reliability(arena, &(struct effect_answers){N, K, all, NULL, NAN, NAN}, &whole);
    effect_survey_reliability(arena, &(struct effect_answers){N + 2, K, all, NULL, NAN, NAN},
                              &with);
    assert_int_equal(with.n, N);
    assert_true(with.alpha == whole.alpha && with.omega == whole.omega && with.sem == whole.sem);
}

static void too_many_questions(void **state) {
    (void)state;
    enum { MOST = EFFECT_SURVEY_ITEMS_MAX };
    double *answers = NEW_ARRAY(arena, double, 2 * (MOST + 1)), score[2];
    int32_t at;
    struct effect_answers a = {2, MOST + 1, answers, NULL, NAN, NAN};
    assert_int_equal(effect_survey_score(&a, score, &at), EFFECT_SURVEY_ITEMS);
    a.k = MOST;
    assert_int_equal(effect_survey_score(&a, score, &at), EFFECT_SURVEY_FINE);
    a.k = 0;
    assert_int_equal(effect_survey_score(&a, score, &at), EFFECT_SURVEY_ITEMS);
    a.k = 1;
    a.n = -1;
    assert_int_equal(effect_survey_score(&a, score, &at), EFFECT_SURVEY_ITEMS);
}

// First scores 1 to 5, each twice, have variance 20 / 9; with a reliability of .775 somebody
// changed by more than 1.96 sqrt(2 x 20 / 9 x .225) = 1.96, or not. The first went up by 2, the
// last down by
// 3. Below ten people only the ways are counted.
static void who_changed_by_more_than_error(void **state) {
    (void)state;
    static const double PRE[] = {1, 2, 3, 4, 5, 1, 2, 3, 4, 5};
    static const double POST[] = {3, 3.9, 3, 2.1, 2, 3, 3.9, 3, 2.1, 2};
    struct effect_change c;
    effect_survey_change(arena, 10, PRE, POST, .775, 1, &c);
    assert_close(c.threshold, 1.96, 1e-12, "threshold");
    assert_int_equal(c.better, 2);
    assert_int_equal(c.worse, 2);
    assert_int_equal(c.up, 4);
    assert_int_equal(c.same, 2);
    assert_int_equal(c.down, 4);
    static const double NONE[] = {NAN, 1.1, -.1};
    for (size_t k = 0; k < COUNT_OF(NONE); k++) {
        effect_survey_change(arena, 10, PRE, POST, NONE[k], 1, &c);
        assert_true(isnan(c.threshold) && c.better == -1 && c.worse == -1);
    }
    effect_survey_change(arena, 5, PRE, POST, .8, 1, &c);
    assert_int_equal(c.up, 2);
    assert_true(isnan(c.threshold) && c.better == -1 && c.worse == -1);
}

static void who_was_lost_is_counted(void **state) {
    (void)state;
    static const double PRE[] = {1, NAN, 2, 3, 4}, POST[] = {NAN, 3, 2, NAN, 1};
    struct effect_dropout d;
    effect_survey_dropout(5, PRE, POST, 1, 5, &d);
    assert_int_equal(d.n, 4);
    assert_int_equal(d.n_lost, 2);
}

// Three teams that agree by 1 - 1/2, 1 - 0/2 and 1 - .5/2 (five answers: an even spread has
// variance 2): the one in the middle is .75, in whatever order they come.
static void the_median_is_in_the_middle(void **state) {
    (void)state;
    static const double SPREAD[3][2] = {{1, 1 + M_SQRT2}, {3, 3}, {2, 3}};
    static const int32_t ORDERS[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                         {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int32_t order = 0; order < 6; order++) {
        double score[6];
        static const int32_t TEAM[] = {0, 0, 1, 1, 2, 2};
        for (int32_t i = 0; i < 6; i++)
            score[i] = SPREAD[ORDERS[order][i / 2]][i % 2];
        struct effect_teams t;
        effect_survey_teams(arena, 6, score, TEAM, 3, 5, &t);
        assert_close(t.rwg_median, .75, 1e-12, "median");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_answers_leave_a_person_out),
        cmocka_unit_test(too_many_questions),
        cmocka_unit_test(who_changed_by_more_than_error),
        cmocka_unit_test(who_was_lost_is_counted),
        cmocka_unit_test(the_median_is_in_the_middle),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
