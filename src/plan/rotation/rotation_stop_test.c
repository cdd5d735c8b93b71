// SPDX-License-Identifier: EUPL-1.2
// A rotation that is stopped: how often the callback is asked for the work that is done, before
// there is a plan and after, what it is told, and what comes back.
#include "base/testing.h"

#include "vliegwiel/plan.h"

TEST_ARENA((size_t)1 << 29);

struct watch {
    int calls, most, without_plan;
    int64_t objective;
    double until, done; // of the search
};

static bool look(void *context, const struct plan_progress *progress) {
    struct watch *w = context;
    w->calls++;
    w->without_plan += progress->objective < 0;
    w->done = progress->done;
    w->objective = progress->objective;
    return w->calls < w->most && progress->done < w->until;
}

static struct plan_rotation_result solve(const struct plan_rotation *p, struct watch *watch) {
    const struct plan_search search = {.seed = 1, .effort = 1, .progress = look, .context = watch};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, p, &search, &result);
    return result;
}

static void assert_valid(const struct plan_rotation *p, const struct plan_rotation_result *result) {
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_rotation_check(arena, p, result->group, &score, &conflicts));
    assert_int_equal(score.pairs_met, result->score.pairs_met);
}

// Nobody had a place before: each of 600 is compared with all others in each of ten rounds, four
// million comparisons. With half a million between two looks there are some six before a plan, and
// at each of them it can end, with no plan and a word that says so.
static void it_asks_before_the_first_plan(void **state) {
    (void)state;
    enum { N = 600, W = 10 };
    int32_t previous[N * W];
    for (int k = 0; k < N * W; k++)
        previous[k] = -1;
    const struct plan_rotation p = {
        .n_people = N, .n_rounds = W, .n_groups = 40, .previous = previous, .moves_max = -1};
    for (int most = 1; most <= 4; most++) {
        struct watch watch = {.most = most, .until = 1};
        const struct plan_rotation_result result = solve(&p, &watch);
        assert_int_equal(watch.calls, most);
        assert_int_equal(watch.without_plan, most);
        assert_int_equal(result.end, PLAN_INFEASIBLE);
        assert_null(result.group);
        assert_int_equal(result.conflicts.n, 1);
        assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NOT_FOUND);
    }
    struct watch watch = {.most = 12, .until = 1};
    const struct plan_rotation_result result = solve(&p, &watch);
    assert_in_range(watch.without_plan, 5, 9);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_valid(&p, &result);
}

// With two people apart a plan is copied before every step away from it, forty thousand places
// each: the callback is asked for that work as well, ten times as often as for the search alone.
static void copies_of_plans_count(void **state) {
    (void)state;
    enum { N = 2000, W = 20, SLICE = 1 << 19 };
    const struct plan_pair apart = {0, 1};
    const struct plan_rotation p = {
        .n_people = N, .n_rounds = W, .n_groups = 20, .apart_pairs = &apart, .n_apart_pairs = 1};
    struct watch watch = {.most = 1000, .until = 0.005};
    const struct plan_rotation_result result = solve(&p, &watch);
    const double slices = watch.done * 1e9 / SLICE; // 1e9: the work of an effort of 1
    assert_true(watch.calls - watch.without_plan > 2 * slices);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_valid(&p, &result);
}

// What is told counts those who met before, as the plan does.
static void those_met_before_are_told(void **state) {
    (void)state;
    static const struct plan_pair MET[] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}};
    const struct plan_rotation p = {
        .n_people = 22, .n_rounds = 5, .n_groups = 4, .met_before = MET, .n_met_before = 5};
    struct watch watch = {.most = 3, .until = 1};
    const struct plan_rotation_result result = solve(&p, &watch);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_valid(&p, &result);
    assert_int_equal(watch.objective, result.score.pairs_met);
}

// Six in two threes, twice: the two rounds cut them into four cells, so two are together again, of
// twelve meetings. Six rounds of pairs are enough for all fifteen; but one who always stays with
// the same other misses four of them.
static void bounds_by_hand(void **state) {
    (void)state;
    static const int32_t TOGETHER[] = {1, 1, 0, 0, 0, 0};
    struct plan_rotation p = {.n_people = 6, .n_rounds = 2, .n_groups = 2};
    assert_int_equal(plan_rotation_bound(arena, &p), 10);
    p.n_rounds = 6, p.n_groups = 3;
    assert_int_equal(plan_rotation_bound(arena, &p), 15);
    p.together = TOGETHER, p.n_together_columns = 1;
    assert_int_equal(plan_rotation_bound(arena, &p), 11);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_asks_before_the_first_plan, begin, end),
        cmocka_unit_test_setup_teardown(copies_of_plans_count, begin, end),
        cmocka_unit_test_setup_teardown(those_met_before_are_told, begin, end),
        cmocka_unit_test_setup_teardown(bounds_by_hand, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
