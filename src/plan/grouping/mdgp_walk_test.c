// SPDX-License-Identifier: EUPL-1.2
// The parts of the grouping search against what they are by definition: sums that follow every step
// are those of a plan counted afresh, and by the recount; a top is a plan that no single exchange
// improves, tried one by one.
#include <math.h>

#include "base/testing.h"

#include "plan/grouping/mdgp_walk.h"

static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 30);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

// ---- a problem with every rule -----------------------------------------------------------------

static int32_t *draws(struct rng *rng, int32_t n, int32_t low, int32_t high) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(rng, low, high);
    return list;
}

static double *real_draws(struct rng *rng, int32_t n, int32_t most) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(rng, -most, most) / 4.0;
    return list;
}

// One class of a quarter of the people each, and a quarter without; and shares of two classes.
static void add_columns(struct plan_grouping *p, struct rng *rng) {
    struct plan_column *columns = NEW_ARRAY(arena, struct plan_column, 2);
    const int32_t n_cells = 3 * p->n_groups;
    int32_t *quarter = draws(rng, p->n_people, 0, 0);
    for (int32_t i = 0; i < p->n_people; i++)
        quarter[i] = i % 4 - 1;
    columns[0] =
        (struct plan_column){quarter, 3, draws(rng, n_cells, 0, 1), draws(rng, n_cells, 3, 5), 0};
    columns[1] = (struct plan_column){draws(rng, p->n_people, -1, 1), 2, NULL, NULL, 1.25};
    p->columns = columns;
    p->n_columns = 2;
}

// Pairs 0-1, 1-2, 4-5 together, 3-6 and 7-8 apart; wishes 9-10, 0-11 and, against, 12-13.
static void add_pairs(struct plan_grouping *p) {
    static const struct plan_pair TOGETHER[] = {{0, 1}, {1, 2}, {4, 5}}, APART[] = {{3, 6}, {7, 8}};
    static const struct plan_wish WISHES[] = {{9, 10, 5}, {0, 11, 2.5}, {12, 13, -4}};
    p->together = TOGETHER, p->n_together = COUNT_OF(TOGETHER);
    p->apart = APART, p->n_apart = COUNT_OF(APART);
    p->wishes = WISHES, p->n_wishes = COUNT_OF(WISHES);
}

// n people in groups of 2 to 8 around six.
static struct plan_grouping draw_ruled(struct rng *rng, int32_t n, int32_t n_features) {
    const int32_t m = n / 6;
    struct plan_grouping p = {.n_people = n, .n_groups = m, .n_features = n_features};
    p.size_least = draws(rng, m, 2, 4);
    p.size_most = draws(rng, m, 7, 8);
    p.features = real_draws(rng, n * n_features, 9);
    p.previous = draws(rng, n, -1, m - 1);
    p.change_cost = 0.75;
    bool *closed = NEW_ARRAY(arena, bool, (size_t)n *(size_t)m);
    closed[14 * m] = closed[15 * m + 1] = true;
    p.closed = closed;
    int32_t *fixed = draws(rng, n, -1, -1);
    fixed[16] = 1;
    p.fixed = fixed;
    add_columns(&p, rng);
    add_pairs(&p);
    return p;
}

static struct mdgp expand(const struct plan_grouping *p) {
    struct mdgp r = {0};
    struct plan_conflicts conflicts = {0};
    mdgp_expand(arena, p, &r, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return r;
}

static bool never_stop(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}
static const double FAR = 1e12; // a bound that no plan reaches
static const struct plan_search SEARCH = {.seed = 5, .effort = 1, .progress = never_stop};

// ---- sums --------------------------------------------------------------------------------------

// Fresh sums of the plan that `s` stands for: people enter in the order of their numbers.
static struct mdgp_state counted(const struct mdgp_state *s) {
    struct mdgp_state fresh = mdgp_state_new(arena, s->r);
    for (int32_t i = 0; i < s->r->n; i++) {
        if (s->group[i] >= 0)
            mdgp_enter(&fresh, i, s->group[i]);
    }
    return fresh;
}

static void assert_sums(const struct mdgp_state *s) {
    const struct mdgp *r = s->r;
    const struct mdgp_state fresh = counted(s);
    assert_true(s->distance == fresh.distance);
    assert_true(s->cost == fresh.cost);
    assert_memory_equal(s->size, fresh.size, (size_t)r->m * sizeof s->size[0]);
    assert_memory_equal(s->count, fresh.count, (size_t)r->m * sizeof s->count[0]);
    assert_memory_equal(s->tally, fresh.tally,
                        (size_t)r->m * (size_t)r->class_start[r->p->n_columns] * sizeof(int32_t));
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t g = 0; g < r->m; g++) {
            int64_t sum = 0;
            for (int32_t k = 0; k < s->count[g]; k++) {
                int32_t distance;
                mdgp_distances(r, i, &mdgp_seats(s, g)[k], 1, &distance);
                sum += mdgp_seats(s, g)[k] == i ? 0 : distance;
            }
            assert_true(mdgp_to_group(s, i, g) == sum);
        }
        if (s->group[i] >= 0)
            assert_int_equal(mdgp_seats(s, s->group[i])[s->place[i]], i);
    }
}

// What the recount says of the plan: the same worth, and a broken rule costs what one costs. The
// distance within items is in nobody's sum.
static void assert_recount(const struct mdgp_state *s, double within) {
    const struct mdgp *r = s->r;
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)r->p->n_people);
    for (int32_t i = 0; i < r->p->n_people; i++)
        group[i] = s->group[r->item_of[i]];
    struct plan_grouping_score score;
    struct plan_conflicts conflicts;
    const bool is_valid = plan_grouping_check(arena, r->p, group, &score, &conflicts);
    assert_int_equal(is_valid, mdgp_is_valid(s));
    const double off = fabs((double)s->distance / r->units + within - score.distance);
    assert_true(off <= 2e-3 * fmax(1, score.distance)); // whole units, each rounded
    if (is_valid)
        assert_true(fabs((double)s->cost / r->units - (score.worth - score.distance) * -1) < 1e-3);
}

static double distance_within_items(const struct mdgp *r) {
    double sum = 0;
    for (int32_t a = 0; a < r->p->n_people; a++) {
        for (int32_t b = 0; b < a; b++)
            sum += r->item_of[a] == r->item_of[b] ? mdgp_pair_distance(r->p, a, b) : 0;
    }
    return sum;
}

// From random plans over random steps; some of them are valid and some are not.
static void sums_follow_steps(void **state) {
    (void)state;
    for (int seed = 1; seed <= 12; seed++) {
        struct rng rng = rng_seeded((uint64_t)seed);
        const struct plan_grouping p = draw_ruled(&rng, 30, 3);
        const struct mdgp r = expand(&p);
        struct mdgp_best best = {NEW_ARRAY(arena, int32_t, 30), INT64_MIN, false};
        struct mdgp_walk w = mdgp_walk_new(arena, &r, &SEARCH, FAR, &best);
        assert_true(mdgp_walk_start(&w));
        const double within = distance_within_items(&r);
        for (int k = 0; k < 10; k++) {
            mdgp_walk_shake(&w, 3);
            assert_sums(&w.s);
            assert_recount(&w.s, within);
        }
        mdgp_walk_take_out(&w, 2);
        assert_sums(&w.s);
        assert_true(mdgp_walk_complete(&w));
        mdgp_walk_descend(&w);
        mdgp_walk_tabu(&w);
        assert_sums(&w.s);
        assert_recount(&w.s, within);
        assert_true(best.worth >= mdgp_worth(&w.s));
    }
}

// The same without a matrix, where sums are those of features.
static void sums_follow_steps_without_a_matrix(void **state) {
    (void)state;
    struct rng rng = rng_seeded(3);
    const struct plan_grouping p = draw_ruled(&rng, PLAN_GROUPING_MATRIX_MAX + 6, 3);
    const struct mdgp r = expand(&p);
    assert_null(r.distance);
    assert_int_equal(r.n_features, 8); // padded
    struct mdgp_state s = mdgp_state_new(arena, &r), *at = &s;
    for (int32_t i = 0; i < r.n; i++)
        mdgp_enter(at, i, draw(&rng, 0, 3) * (r.m / 4));
    for (int k = 0; k < 200; k++) {
        const int32_t i = draw(&rng, 0, r.n - 1), j = draw(&rng, 0, r.n - 1);
        if (s.group[i] != s.group[j])
            mdgp_exchange(at, i, s.group[j], draw(&rng, 0, 1) ? j : -1);
    }
    const struct mdgp_state fresh = counted(at);
    assert_true(s.distance == fresh.distance && s.cost == fresh.cost);
    for (int32_t g = 0; g < r.m; g += r.m / 4) {
        const int32_t i = draw(&rng, 0, 9); // among them items of two and three people
        int64_t sum = 0;
        for (int32_t k = 0; k < s.count[g]; k++) {
            int32_t distance;
            mdgp_distances(&r, i, &mdgp_seats(at, g)[k], 1, &distance);
            sum += mdgp_seats(at, g)[k] == i ? 0 : distance;
        }
        assert_true(mdgp_to_group(at, i, g) == sum);
    }
}

// Distances of whole features in whole units are what they are: 3-4-5, and twice an item of two.
static void distances_by_hand(void **state) {
    (void)state;
    struct plan_grouping p = {.n_people = PLAN_GROUPING_MATRIX_MAX + 1, .n_groups = 1};
    const int32_t all[] = {p.n_people};
    const struct plan_pair pair = {2, 3};
    double *features = NEW_ARRAY(arena, double, 2 * (size_t)p.n_people);
    features[0] = 3, features[3] = 4, features[4] = 1, features[6] = -1; // the rest at the origin
    p.size_least = p.size_most = all;
    p.features = features, p.n_features = 2;
    p.together = &pair, p.n_together = 1;
    const struct mdgp r = expand(&p);
    const int32_t others[] = {1, 2, 3};
    int32_t distance[3];
    mdgp_distances(&r, 0, others, 3, distance);
    const double expected[] = {25, 4 + 16, 9}; // (0, 4); the item of (1, 0) and (-1, 0); a zero
    for (int k = 0; k < 3; k++)
        assert_true(fabs(distance[k] / r.units - expected[k]) < 1e-2 * expected[k]);
    assert_true(fabs((double)r.square[2] / r.units - 2) < 1e-2);
}

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sums_follow_steps, begin, end),
        cmocka_unit_test_setup_teardown(sums_follow_steps_without_a_matrix, begin, end),
        cmocka_unit_test_setup_teardown(distances_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(descents_end_at_a_top, begin, end),
        cmocka_unit_test_setup_teardown(a_tabu_walk_leaves_a_top, begin, end),
        cmocka_unit_test_setup_teardown(matching_fills_groups, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
