// SPDX-License-Identifier: EUPL-1.2
// The tables of a node of the small exact search, which change step by step, against counting from
// scratch wherever the search is stopped; and what a node settles against all plans.
#include "base/testing.h"

#include "plan/allocation/gap_testing.h"
#include "plan/allocation/gap_tree.h"

TEST_ARENA((size_t)1 << 31);

// ---- from scratch -------------------------------------------------------------------------------

static bool is_free(const struct gap_tree *t, int32_t leaf) {
    return t->leaf[leaf].is_open && t->choice[t->leaf[leaf].package] < 0;
}

// The most that person i earns with leaves that are open, of packages that are free.
static int64_t most_earned(const struct gap_tree *t, int32_t i) {
    const int32_t start = t->item_start[i], n = t->item_start[i + 1] - start;
    int64_t most = 0;
    for (int32_t set = 0; set < 1 << n; set++) {
        int64_t earned = 0, load = 0;
        bool is_allowed = true;
        for (int32_t k = 0; k < n; k++) {
            const struct gap_leaf *l = &t->leaf[t->item[start + k]];
            if (!(set >> k & 1))
                continue;
            earned += t->price[l->package] - l->cost;
            load += l->load / t->grid[i];
            is_allowed &= is_free(t, t->item[start + k]);
        }
        most = is_allowed && load <= t->left[i] && earned > most ? earned : most;
    }
    return most;
}

static void assert_settled(const struct gap_tree *t) {
    int64_t cost = 0, used[PEOPLE] = {0};
    for (int32_t j = 0; j < t->n; j++) {
        int32_t open = 0;
        for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++)
            open += t->leaf[k].is_open;
        assert_int_equal(t->open[j], open);
        if (t->choice[j] < 0)
            continue;
        const struct gap_leaf *l = &t->leaf[t->choice[j]];
        assert_int_equal(l->package, j);
        cost += l->cost;
        used[l->person] += l->load / t->grid[l->person];
    }
    assert_int_equal(t->fixed_cost, cost);
    for (int32_t i = 0; i < t->m; i++)
        assert_int_equal(t->left[i], t->r->hours[i] / t->grid[i] - used[i]);
}

// Who is not marked as stale has the best choice there is now.
static int32_t assert_choices(const struct gap_tree *t) {
    int32_t cover[PACKAGES] = {0}, n_fresh = 0;
    for (int32_t i = 0; i < t->m; i++) {
        int64_t earned = 0;
        int32_t n = 0;
        for (int32_t k = t->item_start[i]; k < t->item_start[i + 1]; k++) {
            const struct gap_leaf *l = &t->leaf[t->item[k]];
            n += t->taken[t->item[k]];
            cover[l->package] += t->taken[t->item[k]];
            earned += t->taken[t->item[k]] ? t->price[l->package] - l->cost : 0;
        }
        assert_int_equal(t->chosen_n[i], n);
        for (int32_t k = 0; k < n; k++)
            assert_true(t->taken[t->chosen[t->item_start[i] + k]]);
        if (t->is_stale[i])
            continue;
        n_fresh++;
        assert_int_equal(t->earned[i], most_earned(t, i));
        assert_int_equal(t->earned[i], earned);
    }
    assert_memory_equal(t->cover, cover, (size_t)t->n * sizeof cover[0]);
    return n_fresh;
}

// The whole of a small problem, left after so many nodes with an aim that is not reached.
static struct gap_tree *stop_after(struct arena *scratch, const struct gap *r,
                                   struct gap_clock *clock, int64_t cost, int32_t nodes,
                                   struct rng *rng) {
    struct gap_tree *t = gap_tree_new(scratch, r, clock, 0);
    int32_t person[PEOPLE], package[PACKAGES], price[PACKAGES], pair[PACKAGES];
    for (int32_t i = 0; i < r->m; i++)
        person[i] = i;
    for (int32_t j = 0; j < r->n; j++) {
        package[j] = j;
        price[j] = draw(rng, -9, 40) * r->unit_mul;
    }
    const struct gap_part part = {r->m, r->n, person, package, nodes};
    struct gap_find find = {.cost = cost, .aim = cost, .pair = pair};
    gap_tree_search(t, &part, price, &find);
    return t;
}

static void tables_are_as_counted_from_scratch(void **state) {
    (void)state;
    struct rng rng = rng_seeded(71);
    const struct plan_search search = {.seed = 1};
    int32_t n_fresh = 0;
    for (int32_t round = 0; round < 3 * ROUNDS; round++) {
        struct arena *const scratch = arena_new((size_t)1 << 30);
        struct small small;
        const struct gap r = draw_whole(scratch, &small, &rng);
        struct gap_clock clock = {.search = &search, .total = INT64_MAX / 2};
        const int64_t best = exhaust(&r), cost = best == INT64_MAX ? 400000 : best + 20;
        struct gap_tree *t = stop_after(scratch, &r, &clock, cost, draw(&rng, 1, 6), &rng);
        assert_settled(t);
        n_fresh += assert_choices(t);
        t->limit = INT64_MAX / 4; // so that nothing is closed by a bound
        gap_node_bound(t, draw(&rng, 0, 9));
        assert_settled(t);
        n_fresh += assert_choices(t);
        arena_free(scratch);
    }
    assert_true(n_fresh > ROUNDS);
}

// ---- what a node settles ------------------------------------------------------------------------

// Every plan below the limit is still open, chosen where packages are chosen.
static void assert_kept(const struct gap_tree *t, int64_t limit, bool is_closed) {
    int32_t pair[PACKAGES];
    memcpy(pair, t->r->pair_start, (size_t)t->n * sizeof pair[0]);
    do {
        int64_t over, cost = 0;
        cost_of(t->r, pair, &over);
        bool is_kept = true;
        for (int32_t j = 0; j < t->n; j++) {
            int32_t k = t->leaf_start[j];
            while (t->leaf[k].pair != pair[j])
                k++;
            cost += t->leaf[k].cost;
            is_kept &= t->leaf[k].is_open && (t->choice[j] < 0 || t->choice[j] == k);
        }
        assert_true(over > 0 || cost >= limit || (is_kept && !is_closed));
        assert_true(over > 0 || !is_kept || is_closed || t->value <= cost);
    } while (next_plan(t->r, pair));
}

static void nothing_that_the_best_needs_is_settled(void **state) {
    (void)state;
    struct rng rng = rng_seeded(72);
    const struct plan_search search = {.seed = 1};
    int32_t n_settled = 0;
    for (int32_t round = 0; round < 3 * ROUNDS; round++) {
        struct arena *const scratch = arena_new((size_t)1 << 30);
        struct small small;
        const struct gap r = draw_whole(scratch, &small, &rng);
        struct gap_clock clock = {.search = &search, .total = INT64_MAX / 2};
        const int64_t best = exhaust(&r);
        struct gap_tree *t = stop_after(scratch, &r, &clock, 0, 0, &rng); // only loaded
        const int64_t some = best == INT64_MAX ? 30 : best;
        t->limit = (some + draw(&rng, 0, 9)) * r.unit_mul + draw(&rng, 0, 1);
        const enum gap_verdict verdict = gap_node_bound(t, draw(&rng, 0, 40));
        assert_kept(t, t->limit, verdict == GAP_CLOSED);
        n_settled += verdict == GAP_OPEN && t->trail_n > 0;
        arena_free(scratch);
    }
    assert_true(n_settled > ROUNDS / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_as_counted_from_scratch),
        cmocka_unit_test(nothing_that_the_best_needs_is_settled),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
