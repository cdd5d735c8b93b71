// SPDX-License-Identifier: EUPL-1.2
// A plan of the grouping on the way: sums that follow every step are those of a plan counted
// afresh, and what the recount says.
#include "plan/grouping/test_ruled.h"

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
    mdgp_state_clear(at); // and everybody somewhere else again
    assert_true(s.distance == 0);
    for (int32_t i = 0; i < r.n; i++)
        mdgp_enter(at, i, draw(&rng, 0, 3) * (r.m / 4));
    const struct mdgp_state fresh = counted(at);
    assert_true(s.distance == fresh.distance && s.cost == fresh.cost);
    assert_memory_equal(s.sum, fresh.sum, (size_t)r.m * 8 * sizeof s.sum[0]);
    assert_memory_equal(s.square, fresh.square, (size_t)r.m * sizeof s.square[0]);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sums_follow_steps, begin, end),
        cmocka_unit_test_setup_teardown(sums_follow_steps_without_a_matrix, begin, end),
        cmocka_unit_test_setup_teardown(distances_by_hand, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
