// SPDX-License-Identifier: EUPL-1.2
// The steps of the grouping search against what they are by definition: a top is a plan that no
// single exchange improves, tried one by one; everybody finds a seat or nothing is kept; work that
// is counted is work that was done.
#include "plan/grouping/test_ruled.h"

// ---- tops --------------------------------------------------------------------------------------

// Would the plan be worth more after an exchange? Tried on a plan of its own.
static bool gains(struct mdgp_state *s, int32_t i, int32_t h, int32_t j) {
    const int64_t before = mdgp_worth(s);
    const int32_t g = s->group[i];
    if (h == g || !mdgp_fits(s, i, h, j))
        return false;
    mdgp_exchange(s, i, h, j);
    const bool is_more = mdgp_worth(s) > before;
    j >= 0 ? mdgp_exchange(s, i, g, j) : mdgp_exchange(s, i, g, -1);
    return is_more;
}

static void assert_top(struct mdgp_state *s) {
    for (int32_t i = 0; i < s->r->n; i++) {
        for (int32_t h = 0; h < s->r->m; h++)
            assert_false(gains(s, i, h, -1));
        for (int32_t j = 0; j < i; j++)
            assert_false(gains(s, i, s->group[j], j));
    }
}

static void descents_end_at_a_top(void **state) {
    (void)state;
    for (int seed = 1; seed <= 20; seed++) {
        struct rng rng = rng_seeded((uint64_t)seed);
        struct plan_grouping p = draw_ruled(&rng, 36, 2);
        if (seed % 2 == 0) { // distances of any sign, and none of the rules
            p = (struct plan_grouping){.n_people = 36,
                                       .n_groups = 6,
                                       .size_least = p.size_least,
                                       .size_most = p.size_most,
                                       .distance = real_draws(&rng, 36 * 35 / 2, 99)};
        }
        const struct mdgp r = expand(&p);
        struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 36), INT64_MIN, false};
        struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
        assert_true(mdgp_walk_start(&w));
        mdgp_walk_descend(&w);
        assert_top(&w.s);
        const int64_t worth = mdgp_worth(&w.s);
        mdgp_walk_tabu(&w);
        assert_true(mdgp_worth(&w.s) >= worth);
        mdgp_walk_descend(&w);
        assert_top(&w.s);
    }
}

// A top of an exchange at a time is rarely the highest near by.
static void a_tabu_walk_leaves_a_top(void **state) {
    (void)state;
    int n_left = 0;
    for (int seed = 1; seed <= 10; seed++) {
        struct rng rng = rng_seeded((uint64_t)seed);
        struct plan_grouping p = draw_ruled(&rng, 60, 2);
        p.n_columns = p.n_together = p.n_apart = p.n_wishes = 0;
        p.closed = NULL, p.fixed = p.previous = NULL;
        p.features = NULL, p.distance = real_draws(&rng, 60 * 59 / 2, 99);
        const struct mdgp r = expand(&p);
        struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 60), INT64_MIN, false};
        struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
        assert_true(mdgp_walk_start(&w));
        mdgp_walk_descend(&w);
        const int64_t worth = mdgp_worth(&w.s);
        mdgp_walk_tabu(&w);
        assert_true(best.worth == mdgp_worth(&w.s));
        n_left += mdgp_worth(&w.s) > worth;
    }
    assert_true(n_left >= 8); // nearly every first top is left for a higher one
}

// ---- who is placed first -----------------------------------------------------------------------

// Whose place is fixed counts as most; else the people of an item.
static int32_t hardness(const struct mdgp *r, int32_t i) {
    return r->fixed[i] >= 0 ? INT32_MAX : mdgp_people(r, i);
}

static void the_hardest_are_placed_first(void **state) {
    (void)state;
    int n_less = 0, n_fixed = 0;
    for (int seed = 1; seed <= 30; seed++) {
        struct rng rng = rng_seeded((uint64_t)seed);
        struct plan_grouping p = draw_ruled(&rng, 36, 2);
        const struct mdgp r = expand(&p);
        struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 36), INT64_MIN, false};
        const struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
        int32_t n = 0;
        for (int32_t i = 0; i < r.n; i++)
            n += hardness(&r, i) > 1;
        assert_int_equal(w.n_first, n);
        for (int32_t k = 1; k < n; k++) { // the last one is placed first
            assert_true(hardness(&r, w.first[k - 1]) <= hardness(&r, w.first[k]));
            n_less += w.first[k - 1] > w.first[k];
            n_fixed += r.fixed[w.first[k]] >= 0;
        }
    }
    assert_true(n_less > 0 && n_fixed > 0); // their order is not that of the file
}

// ---- filling -----------------------------------------------------------------------------------

// Sums that cancel: sizes of 5 are heaps of 4 and 1, of 6 heaps of 4 and 2. Everybody gets a seat,
// and no group has other sums than a few units.
static void matching_fills_groups(void **state) {
    (void)state;
    const int32_t n = PLAN_GROUPING_MATRIX_MAX + 50, m = n / 5;
    struct rng rng = rng_seeded(4);
    struct plan_grouping p = {.n_people = n, .n_groups = m, .n_features = 2};
    p.size_least = draws(&rng, m, 5, 5);
    p.size_most = draws(&rng, m, 6, 6);
    p.features = real_draws(&rng, n * 2, 400);
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, (size_t)n), INT64_MIN, false};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
    mdgp_walk_match(arena, &w);
    int32_t people = 0;
    for (int32_t g = 0; g < m; g++) {
        assert_in_range(w.s.size[g], 5, 6);
        people += w.s.size[g];
    }
    assert_int_equal(people, n);
    assert_true(w.s.cost == 0);
    const double bound = mdgp_bound(arena, &r) * r.units;
    assert_true((double)w.s.distance > 0.98 * bound && (double)w.s.distance <= bound);
}

// 0 and 1 can only join group 0, where others may sit already: those make room, from any start.
static void somebody_makes_room(void **state) {
    (void)state;
    static const int32_t TWOS[] = {2, 2};
    static const bool CLOSED[] = {false, true, false, true, false, false, false, false};
    const double features[4] = {0};
    const struct plan_grouping p = {.n_people = 4,
                                    .n_groups = 2,
                                    .size_least = TWOS,
                                    .size_most = TWOS,
                                    .features = features,
                                    .n_features = 1,
                                    .closed = CLOSED};
    const struct mdgp r = expand(&p);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        const struct plan_search search = {.seed = seed, .effort = 1};
        struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 4), INT64_MIN, false};
        struct mdgp_walk w = mdgp_walk_new(arena, &r, &search, FAR, &best);
        assert_true(mdgp_walk_start(&w));
        assert_true(best.is_valid);
        assert_true(best.group[0] == 0 && best.group[1] == 0);
    }
}

// With little work to spend fewer partners are compared, so that matching leaves half of it.
static void matching_takes_part_of_the_work(void **state) {
    (void)state;
    const int32_t n = PLAN_GROUPING_MATRIX_MAX + 50;
    struct rng rng = rng_seeded(5);
    struct plan_grouping p = {.n_people = n, .n_groups = n / 5, .n_features = 2};
    p.size_least = draws(&rng, p.n_groups, 5, 5);
    p.size_most = draws(&rng, p.n_groups, 6, 6);
    p.features = real_draws(&rng, n * 2, 400);
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, (size_t)n), INT64_MIN, false};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
    w.total = 1000000;
    mdgp_walk_match(arena, &w);
    assert_true(w.ticks > 100000 && w.ticks < 600000);
}

// Three pairs of people who stay together and two groups of three: no counting shows it, but the
// third pair finds no seats. Nothing is kept of such a plan.
static void who_finds_no_seat(void **state) {
    (void)state;
    static const struct plan_pair PAIRS[] = {{0, 1}, {2, 3}, {4, 5}};
    static const int32_t THREES[] = {3, 3};
    const double features[6] = {0};
    const struct plan_grouping p = {.n_people = 6,
                                    .n_groups = 2,
                                    .size_least = THREES,
                                    .size_most = THREES,
                                    .features = features,
                                    .n_features = 1,
                                    .together = PAIRS,
                                    .n_together = 3};
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 6), INT64_MIN, false};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
    assert_false(mdgp_walk_start(&w));
    assert_true(best.worth == INT64_MIN);
    struct plan_grouping_result result;
    plan_grouping_solve(arena, &p, &SEARCH, &result);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    assert_int_equal(result.conflicts.n, 1);
    assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NOT_FOUND);
}

// ---- work --------------------------------------------------------------------------------------

static int64_t since(const struct mdgp_walk *w, int64_t *ticks) {
    const int64_t spent = w->ticks - *ticks;
    *ticks = w->ticks;
    return spent;
}

// Work is what decides when a search ends, so it must follow what is done: reading a row of the
// table of 60 people counts 60 at least, and nothing counts more than a few times what it reads.
static void work_is_counted(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    struct plan_grouping p = draw_ruled(&rng, 60, 2);
    p.n_together = 0;
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 60), INT64_MIN, false};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
    assert_true(w.total >= 60 * 59 / 2 * (int64_t)100000 && w.total <= 60 * 60 * (int64_t)100000);
    int64_t ticks = 0;
    assert_true(mdgp_walk_start(&w));
    assert_in_range(since(&w, &ticks), 60 * (100 + 60 + 80), 2 * 60 * (100 + 60 + 80));
    const int32_t i = mdgp_seats(&w.s, 0)[0], j = mdgp_seats(&w.s, 2)[0];
    mdgp_walk_exchange(&w, i, 2, j);
    assert_in_range(since(&w, &ticks), 50 + 60, 2 * (50 + 60));
    mdgp_walk_take_out(&w, 2); // two of ten groups each
    assert_in_range(since(&w, &ticks), 18 * 60, 20 * 60);
    assert_true(mdgp_walk_complete(&w));
    assert_in_range(since(&w, &ticks), 18 * (100 + 60 + 80), 3 * 20 * (100 + 60 + 80));
    mdgp_walk_load(&w, best.group);
    assert_in_range(since(&w, &ticks), 60 * 100, 60 * 200);
    mdgp_walk_descend(&w);
    assert_true(since(&w, &ticks) > 45 * (30 + 4 * 12)); // each pair of groups at least once
    mdgp_walk_descend(&w);
    assert_int_equal(since(&w, &ticks), 0); // nothing has changed
    mdgp_walk_tabu(&w);
    assert_true(since(&w, &ticks) > 30 * (17 * (30 + 4 * 12) + 60)); // thirty steps at least
}

// The callback is told how far the work is, and ends it; so does the end of the work, and a plan
// that reaches the bound.
static bool stop_at_once(void *context, const struct plan_progress *progress) {
    *(double *)context = progress->done;
    return false;
}

static void work_ends(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    const struct plan_grouping p = draw_ruled(&rng, 30, 2);
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 30), INT64_MIN, false};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
    mdgp_walk_work(&w, w.total / 4);
    assert_false(w.is_over);
    assert_true(w.look > w.ticks && w.look <= w.ticks + MDGP_LOOK_TICKS);
    mdgp_walk_work(&w, w.total - w.ticks - 1);
    assert_false(w.is_over);
    mdgp_walk_work(&w, MDGP_LOOK_TICKS);
    assert_true(w.is_over && !w.is_cancelled);
    double done = -1;
    const struct plan_search stopped = {.seed = 1, .effort = 1, .progress = stop_at_once, &done};
    w = mdgp_walk_new(arena, &r, &stopped, FAR, &best);
    mdgp_walk_work(&w, w.total / 2);
    assert_true(w.is_over && w.is_cancelled);
    assert_true(done > 0.49 && done < 0.51);
    best.worth = 1000, best.is_valid = true;
    w = mdgp_walk_new(arena, &r, &SEARCH, 1000 / r.units, &best);
    mdgp_walk_work(&w, MDGP_LOOK_TICKS);
    assert_true(w.is_over && !w.is_cancelled);
    best.worth = 999;
    w = mdgp_walk_new(arena, &r, &SEARCH, 1000.5 / r.units, &best);
    mdgp_walk_work(&w, MDGP_LOOK_TICKS);
    assert_false(w.is_over);
}

// ---- looks at the callback ---------------------------------------------------------------------

struct looks {
    int n, most;
    double last, widest; // shares of the work
};

static bool count_looks(void *context, const struct plan_progress *progress) {
    struct looks *looks = context;
    if (progress->done - looks->last > looks->widest)
        looks->widest = progress->done - looks->last;
    looks->last = progress->done;
    return ++looks->n < looks->most;
}

// Two groups of ten thousand have a hundred million exchanges: the callback does not wait for them.
static void large_groups_are_left_half_way(void **state) {
    (void)state;
    enum { N = 20000 };
    struct rng rng = rng_seeded(8);
    const int32_t sizes[] = {N / 2, N / 2};
    const struct plan_grouping p = {.n_people = N,
                                    .n_groups = 2,
                                    .size_least = sizes,
                                    .size_most = sizes,
                                    .features = real_draws(&rng, N * 8, 99),
                                    .n_features = 8};
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, N), INT64_MIN, false};
    struct looks looks = {.most = 12};
    const struct plan_search search = {
        .seed = 1, .progress = count_looks, .context = &looks, .effort = 1};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &search, FAR, &best);
    for (int32_t i = 0; i < N; i++)
        mdgp_enter(&w.s, i, i % 2);
    mdgp_walk_wander(&w);
    assert_int_equal(looks.n, 12);
    assert_true(w.is_cancelled && best.is_valid);
    assert_true(looks.widest * (double)w.total < 1.1 * MDGP_LOOK_TICKS);
}

// Where rules are counted by many classes, looks come sooner than the work that is charged; and
// who stops the first filling has a plan for everybody.
static void rules_bring_looks_nearer(void **state) {
    (void)state;
    enum { N = 300, M = 30 };
    struct rng rng = rng_seeded(9);
    int32_t sizes[M], class[N];
    for (int32_t i = 0; i < N; i++)
        class[i] = i;
    for (int32_t g = 0; g < M; g++)
        sizes[g] = N / M;
    const struct plan_column column = {class, N, NULL, NULL, 1};
    const struct plan_grouping p = {.n_people = N,
                                    .n_groups = M,
                                    .size_least = sizes,
                                    .size_most = sizes,
                                    .distance = real_draws(&rng, N * (N - 1) / 2, 99),
                                    .columns = &column,
                                    .n_columns = 1};
    const struct mdgp r = expand(&p);
    struct mdgp_best best = {NEW_ARRAY(arena, int32_t, N), INT64_MIN, false};
    struct looks looks = {.most = 1};
    const struct plan_search search = {
        .seed = 1, .progress = count_looks, .context = &looks, .effort = 1};
    struct mdgp_walk w = mdgp_walk_new(arena, &r, &search, FAR, &best);
    assert_true(mdgp_walk_start(&w));
    assert_int_equal(looks.n, 1);
    assert_true(w.ticks < MDGP_LOOK_TICKS / 2);
    assert_true(w.is_cancelled && best.is_valid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_hardest_are_placed_first, begin, end),
        cmocka_unit_test_setup_teardown(descents_end_at_a_top, begin, end),
        cmocka_unit_test_setup_teardown(a_tabu_walk_leaves_a_top, begin, end),
        cmocka_unit_test_setup_teardown(matching_fills_groups, begin, end),
        cmocka_unit_test_setup_teardown(matching_takes_part_of_the_work, begin, end),
        cmocka_unit_test_setup_teardown(somebody_makes_room, begin, end),
        cmocka_unit_test_setup_teardown(who_finds_no_seat, begin, end),
        cmocka_unit_test_setup_teardown(work_is_counted, begin, end),
        cmocka_unit_test_setup_teardown(work_ends, begin, end),
        cmocka_unit_test_setup_teardown(large_groups_are_left_half_way, begin, end),
        cmocka_unit_test_setup_teardown(rules_bring_looks_nearer, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
