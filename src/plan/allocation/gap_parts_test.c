// SPDX-License-Identifier: EUPL-1.2
// The parts of the allocation engine, each against counting from scratch or all plans of small
// problems: the form that is worked with, shortages, plans on the way, and prices.
#include "base/testing.h"

#include "plan/allocation/gap_testing.h"

TEST_ARENA((size_t)1 << 31);

// ---- the form that is worked with ---------------------------------------------------------------

static void assert_items(const struct gap *r) {
    int32_t n = 0;
    for (int32_t i = 0; i < r->m; i++) {
        int32_t package = -1;
        assert_true(r->item_start[i + 1] - r->item_start[i] <= r->items_most);
        for (int32_t t = r->item_start[i]; t < r->item_start[i + 1]; t++, n++) {
            const struct gap_pair *pair = &r->pair[r->item_pair[t]];
            const int32_t j = r->item[t].package;
            assert_true(j > package && pair->person == i && pair->load == r->item[t].load);
            assert_true(r->item_pair[t] >= r->pair_start[j] &&
                        r->item_pair[t] < r->pair_start[j + 1]);
            assert_int_equal(r->item[t].cost, gap_units(r, pair->cost));
            package = j;
        }
    }
    assert_int_equal(n, r->pair_start[r->n]);
}

static void pairs_are_what_fits_in_somebodys_hours(void **state) {
    (void)state;
    struct rng rng = rng_seeded(41);
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small s;
        struct gap r = draw_whole(arena, &s, &rng);
        int64_t key[PAIRS];
        int32_t n = 0;
        for (int32_t j = 0; j < r.n; j++) {
            assert_int_equal(r.pair_start[j], n);
            for (int32_t k = s.start[j]; k < s.start[j + 1]; k++) {
                const struct plan_candidate *c = &s.candidates[k];
                if (c->load > s.hours[c->person])
                    continue;
                const bool is_change = s.previous[j] >= 0 && s.previous[j] != c->person;
                assert_int_equal(r.pair[n].person, c->person);
                assert_int_equal(r.pair[n].load, c->load);
                assert_int_equal(r.pair[n].cost, c->cost + (is_change ? s.p.change_cost : 0));
                key[n++] = draw(&rng, 0, 2);
            }
        }
        assert_items(&r);
        gap_sort_pairs(arena, &r, key);
        assert_items(&r);
    }
}

// One package, with keys and people by hand.
static void pairs_are_sorted_by_key_and_person(void **state) {
    (void)state;
    const int32_t hours[] = {9, 9, 9, 9, 9, 9}, start[] = {0, 6};
    struct plan_candidate c[6];
    for (int32_t i = 0; i < 6; i++)
        c[i] = (struct plan_candidate){5 - i, i, 1};
    const struct plan_allocation p = {
        .n_people = 6, .n_packages = 1, .hours = hours, .start = start, .candidates = c};
    struct plan_conflicts conflicts = {0};
    struct gap r;
    gap_expand(arena, &p, &r, &conflicts);
    gap_sort_pairs(arena, &r, (const int64_t[]){7, 2, 7, 9, 2, 7}); // of people 5, 4, .. 0
    const int32_t people[] = {1, 4, 0, 3, 5, 2};
    for (int32_t k = 0; k < 6; k++)
        assert_true(r.pair[k].person == people[k] && r.pair[k].cost == 5 - people[k]);
}

// ---- shortages ----------------------------------------------------------------------------------

// Hours that a set of packages lacks at least, when every package is as small as for anybody.
static int64_t lack_of(const struct gap *r, int32_t set) {
    int64_t lack = 0;
    int32_t people = 0;
    for (int32_t j = 0; j < r->n; j++) {
        int32_t least = INT32_MAX;
        for (int32_t k = r->pair_start[j]; (set >> j & 1) && k < r->pair_start[j + 1]; k++) {
            least = r->pair[k].load < least ? r->pair[k].load : least;
            people |= 1 << r->pair[k].person;
        }
        lack += set >> j & 1 ? least : 0;
    }
    for (int32_t i = 0; i < r->m; i++)
        lack -= people >> i & 1 ? r->hours[i] : 0;
    return lack;
}

static void shortages_are_those_of_all_sets(void **state) {
    (void)state;
    struct rng rng = rng_seeded(42);
    int32_t n_short = 0;
    for (int32_t round = 0; round < 10 * ROUNDS; round++) {
        struct small s;
        const struct gap r = draw_whole(arena, &s, &rng);
        struct plan_conflicts conflicts = {0};
        bool is_short = false, is_named = false;
        gap_find_shortage(arena, &r, &conflicts);
        for (int32_t set = 1; set < 1 << r.n; set++) {
            const int64_t lack = lack_of(&r, set);
            is_short |= lack > 0;
            const struct plan_conflict *c = conflicts.n > 0 ? &conflicts.list[0] : NULL;
            is_named |= c && lack > 0 && c->need - c->have == lack && (set >> c->other & 1) &&
                        __builtin_popcount((uint32_t)set) == c->round;
        }
        assert_int_equal(conflicts.n, is_short);
        assert_int_equal(is_named, is_short);
        n_short += is_short;
    }
    assert_true(n_short > ROUNDS / 4);
}

// ---- plans on the way ---------------------------------------------------------------------------

static void assert_state(const struct gap_state *s) {
    int64_t over;
    assert_int_equal(s->cost, cost_of(s->r, s->pair, &over));
    assert_int_equal(s->over, over);
    int32_t n = 0;
    for (int32_t i = 0; i < s->r->m; i++) {
        int64_t load = 0;
        int32_t prior = -1;
        for (int32_t j = s->first[i]; j >= 0; prior = j, j = s->next[j], n++) {
            assert_true(n < s->r->n && gap_person(s, j) == i && s->prior[j] == prior);
            load += s->r->pair[s->pair[j]].load;
        }
        assert_int_equal(s->load[i], load);
    }
    assert_int_equal(n, s->r->n);
}

static void moves_keep_a_plan_counted(void **state) {
    (void)state;
    struct rng rng = rng_seeded(43);
    const struct plan_search search = {.seed = 1};
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small small;
        const struct gap r = draw_whole(arena, &small, &rng);
        struct gap_clock clock = {.search = &search, .cost = -1};
        struct gap_state s = gap_state_new(arena, &r);
        struct gap_best best = {NEW_ARRAY(arena, int32_t, PACKAGES), INT64_MAX};
        gap_state_set(&s, r.pair_start);
        int64_t least = INT64_MAX;
        for (int32_t move = 0; move < 30; move++) {
            const int32_t j = draw(&rng, 0, r.n - 1);
            gap_state_move(&s, j, draw(&rng, r.pair_start[j], r.pair_start[j + 1] - 1));
            assert_state(&s);
            const bool is_better = s.over == 0 && s.cost < least;
            assert_int_equal(gap_best_note(&best, &s, &clock), is_better);
            least = is_better ? s.cost : least;
            assert_true(best.cost == least && clock.cost == (least < INT64_MAX ? least : -1));
            if (is_better)
                assert_memory_equal(best.pair, s.pair, (size_t)r.n * sizeof s.pair[0]);
        }
    }
}

// ---- prices -------------------------------------------------------------------------------------

// The most that person i earns with any set of packages, at whole hours.
static int64_t most_earned(const struct gap *r, const int32_t *price, int32_t i) {
    const int32_t start = r->item_start[i], n = r->item_start[i + 1] - start;
    int64_t most = 0;
    for (int32_t set = 0; set < 1 << n; set++) {
        int64_t earned = 0, load = 0;
        for (int32_t k = 0; k < n; k++) {
            const struct gap_item *item = &r->item[start + k];
            earned += set >> k & 1 ? price[item->package] - item->cost : 0;
            load += set >> k & 1 ? item->load / r->grid[i] : 0;
        }
        most = load <= r->hours[i] / r->grid[i] && earned > most ? earned : most;
    }
    return most;
}

static void assert_look(const struct gap_dual *d) {
    const struct gap *r = d->r;
    int32_t cover[PACKAGES] = {0};
    int64_t value = 0;
    for (int32_t j = 0; j < r->n; j++)
        value += d->price[j];
    for (int32_t i = 0; i < r->m; i++) {
        int64_t earned = 0;
        for (int32_t t = r->item_start[i]; t < r->item_start[i + 1]; t++) {
            cover[r->item[t].package] += d->taken[t];
            earned += d->taken[t] ? d->price[r->item[t].package] - r->item[t].cost : 0;
        }
        assert_int_equal(earned, most_earned(r, d->price, i));
        assert_int_equal(d->earned[i], earned);
        value -= earned;
    }
    assert_int_equal(d->value, value);
    assert_memory_equal(d->cover, cover, (size_t)r->n * sizeof cover[0]);
}

// The bound holds for prices of any kind, and climbing never lets go of the best.
static void prices_give_a_bound(void **state) {
    (void)state;
    struct rng rng = rng_seeded(44);
    const struct plan_search search = {.seed = 1};
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small small;
        const struct gap r = draw_whole(arena, &small, &rng);
        struct gap_clock clock = {.search = &search, .total = INT64_MAX / 2};
        struct gap_dual d = gap_dual_new(arena, &r, &search);
        const int64_t least = exhaust(&r);
        assert_true(gap_dual_bound(&d) <= least);
        for (int32_t j = 0; j < r.n; j++)
            d.price[j] = draw(&rng, -20, 60) * r.unit_mul;
        assert_true(gap_dual_look(&d, &clock));
        assert_look(&d);
        assert_true(gap_dual_start(&d, &clock, 20));
        for (int32_t k = 0; k < 4; k++) {
            const int64_t before = d.best;
            assert_true(gap_dual_climb(&d, &clock, 20, least));
            assert_true(d.best >= before && gap_dual_bound(&d) <= least);
            assert_int_equal(clock.bound, gap_dual_bound(&d));
        }
        memcpy(d.price, d.best_price, (size_t)r.n * sizeof d.price[0]);
        assert_true(gap_dual_look(&d, &clock) && d.value >= d.best);
        assert_look(&d);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_what_fits_in_somebodys_hours),
        cmocka_unit_test(pairs_are_sorted_by_key_and_person),
        cmocka_unit_test(shortages_are_those_of_all_sets),
        cmocka_unit_test(moves_keep_a_plan_counted),
        cmocka_unit_test(prices_give_a_bound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
