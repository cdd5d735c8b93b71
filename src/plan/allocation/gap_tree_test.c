// SPDX-License-Identifier: EUPL-1.2
// The searches inside the allocation engine against all plans of small problems: the small exact
// search finds the best and never settles anything that the best needs; the walk stops only where
// no chain of packages gains.
#include "base/testing.h"

#include "plan/allocation/gap_testing.h"

TEST_ARENA((size_t)1 << 31);

// ---- the small exact search ---------------------------------------------------------------------

// Some people, and the packages that these have in some plan.
struct drawn {
    struct gap_part part;
    int32_t person[PEOPLE], package[PACKAGES], from[PACKAGES];
    bool is_in[PEOPLE];
};

static void draw_part(struct drawn *d, const struct gap *r, struct rng *rng) {
    *d = (struct drawn){.part = {.person = d->person, .package = d->package, .nodes = 1 << 20}};
    const bool is_whole = draw(rng, 0, 1) == 1;
    for (int32_t i = 0; i < r->m; i++) {
        d->is_in[i] = is_whole || draw(rng, 0, 2) > 0;
        if (d->is_in[i])
            d->person[d->part.n_people++] = i;
    }
    rng_shuffle(rng, d->person, (size_t)d->part.n_people);
    for (int32_t j = 0; j < r->n; j++) {
        d->from[j] = draw(rng, r->pair_start[j], r->pair_start[j + 1] - 1);
        if (d->is_in[r->pair[d->from[j]].person])
            d->package[d->part.n_packages++] = j;
    }
}

// What the packages of the part cost at the least among its people; INT64_MAX: there is no way.
static int64_t exhaust_part(const struct drawn *d, const struct gap *r) {
    int32_t pair[PACKAGES];
    int64_t best = INT64_MAX;
    memcpy(pair, r->pair_start, (size_t)r->n * sizeof pair[0]);
    do {
        int64_t load[PEOPLE] = {0}, cost = 0;
        bool is_valid = true;
        for (int32_t a = 0; a < d->part.n_packages; a++) {
            const struct gap_pair *p = &r->pair[pair[d->package[a]]];
            load[p->person] += p->load;
            cost += p->cost;
            is_valid &= d->is_in[p->person] && load[p->person] <= r->hours[p->person];
        }
        best = is_valid && cost < best ? cost : best;
    } while (next_plan(r, pair));
    return best;
}

static void assert_found(const struct drawn *d, const struct gap *r, const struct gap_find *find) {
    int64_t load[PEOPLE] = {0}, cost = 0;
    for (int32_t a = 0; a < d->part.n_packages; a++) {
        const int32_t k = find->pair[a], j = d->package[a];
        assert_true(k >= r->pair_start[j] && k < r->pair_start[j + 1]);
        assert_true(d->is_in[r->pair[k].person]);
        load[r->pair[k].person] += r->pair[k].load;
        cost += r->pair[k].cost;
        assert_true(load[r->pair[k].person] <= r->hours[r->pair[k].person]);
    }
    assert_int_equal(cost, find->cost);
}

// Where hours are counted in steps, something is lost but for multiples of them.
static bool is_lossless(const struct gap *r) {
    bool is = true;
    for (int32_t i = 0; i < r->m; i++)
        is &= r->hours[i] % r->grid[i] == 0;
    for (int32_t k = 0; k < r->pair_start[r->n]; k++)
        is &= r->pair[k].load % r->grid[r->pair[k].person] == 0;
    return is;
}

// Once to the end, once diving, which may miss the best and never claims to have it. Where
// hours are lost the best may be missed too, but not claimed.
static void search_twice(struct gap_tree *tree, const struct drawn *d, const struct gap *r,
                         const int32_t *price, struct rng *rng) {
    const int64_t best = exhaust_part(d, r), some = best == INT64_MAX ? 50 * r->unit_mul : best;
    for (int32_t dive = 0; dive < 2; dive++) {
        int32_t pair[PACKAGES];
        const int64_t cost = some + draw(rng, -1, 30) * draw(rng, 0, 1) + draw(rng, 0, 1);
        struct gap_find find = {
            .cost = cost, .aim = cost - draw(rng, 0, 40), .pair = pair, .is_dive = dive == 1};
        gap_tree_search(tree, &d->part, price, &find);
        assert_true(dive == 1 || find.is_proven || !is_lossless(r));
        assert_true(!find.is_proven || find.is_found == (best < cost));
        assert_int_equal(find.cost, find.is_found && find.is_proven ? best : find.cost);
        assert_true(!find.is_found ? find.cost == cost : find.cost < cost && find.cost >= best);
        assert_false(dive == 1 && find.is_proven);
        if (find.is_found)
            assert_found(d, r, &find);
    }
}

static void parts_are_divided_at_the_least_cost(void **state) {
    (void)state;
    struct rng rng = rng_seeded(51);
    const struct plan_search search = {.seed = 1};
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct arena *const scratch = arena_new((size_t)1 << 30);
        struct small small;
        const struct gap r = draw_whole(scratch, &small, &rng);
        struct gap_clock clock = {.search = &search, .total = INT64_MAX / 2};
        struct gap_tree *tree = gap_tree_new(scratch, &r, &clock, 0);
        assert_true(gap_tree_fits(&r));
        for (int32_t k = 0; k < 3; k++) { // the same tree again, for another part
            struct drawn d;
            int32_t price[PACKAGES];
            draw_part(&d, &r, &rng);
            for (int32_t j = 0; j < r.n; j++)
                price[j] = draw(&rng, -9, 40) * r.unit_mul;
            if (d.part.n_people > 0 && d.part.n_packages > 0)
                search_twice(tree, &d, &r, price, &rng);
        }
        arena_free(scratch);
    }
}

// ---- the walk -----------------------------------------------------------------------------------

// Cost in units, with hours above the limits as dear as the walk holds them.
static int64_t penalised(const struct gap_walk *w, const int32_t *pair) {
    int64_t load[PEOPLE] = {0}, cost = 0;
    for (int32_t j = 0; j < w->r->n; j++) {
        const struct gap_pair *p = &w->r->pair[pair[j]];
        load[p->person] += p->load;
        cost += gap_units(w->r, p->cost);
    }
    for (int32_t i = 0; i < w->r->m; i++)
        cost += load[i] > w->r->hours[i] ? w->dear[i] * (load[i] - w->r->hours[i]) : 0;
    return cost;
}

static int32_t person_of(const struct gap *r, int32_t pair) {
    return r->pair[pair].person;
}

// The third package, of whom the second one went to, anywhere but where the chain has been.
static void assert_no_third(const struct gap_walk *w, int32_t *pair, int32_t at, int32_t banned,
                            int64_t cost) {
    for (int32_t s = 0; s < w->r->n; s++) {
        if (person_of(w->r, w->s.pair[s]) != at)
            continue;
        for (int32_t k = w->r->pair_start[s]; k < w->r->pair_start[s + 1]; k++) {
            pair[s] = k;
            if (person_of(w->r, k) != at && person_of(w->r, k) != banned)
                assert_true(penalised(w, pair) >= cost);
        }
        pair[s] = w->s.pair[s];
    }
}

static void assert_no_second(const struct gap_walk *w, int32_t *pair, int32_t a, int32_t i,
                             int64_t cost) {
    for (int32_t t = 0; t < w->r->n; t++) {
        if (person_of(w->r, w->s.pair[t]) != i)
            continue;
        for (int32_t k = w->r->pair_start[t]; k < w->r->pair_start[t + 1]; k++) {
            pair[t] = k;
            if (person_of(w->r, k) == i)
                continue;
            assert_true(penalised(w, pair) >= cost);
            if (person_of(w->r, k) != a)
                assert_no_third(w, pair, person_of(w->r, k), i, cost);
        }
        pair[t] = w->s.pair[t];
    }
}

static void assert_no_chain_gains(const struct gap_walk *w) {
    int32_t pair[PACKAGES];
    memcpy(pair, w->s.pair, (size_t)w->r->n * sizeof pair[0]);
    const int64_t cost = penalised(w, pair);
    for (int32_t j = 0; j < w->r->n; j++) {
        const int32_t a = person_of(w->r, pair[j]);
        for (int32_t k = w->r->pair_start[j]; k < w->r->pair_start[j + 1]; k++) {
            if (k == w->s.pair[j])
                continue;
            pair[j] = k;
            assert_true(penalised(w, pair) >= cost);
            assert_no_second(w, pair, a, person_of(w->r, k), cost);
        }
        pair[j] = w->s.pair[j];
    }
}

// Down, at prices that stay, until looking at every package changes nothing.
static void go_down(struct gap_walk *w) {
    int32_t before[PACKAGES];
    int64_t dear[PEOPLE];
    const size_t bytes = (size_t)w->r->n * sizeof before[0];
    memcpy(dear, w->dear, (size_t)w->r->m * sizeof dear[0]);
    do {
        const int64_t cost = penalised(w, w->s.pair);
        memcpy(before, w->s.pair, bytes);
        gap_walk_queue_all(w);
        gap_walk_descend(w, 1);
        memcpy(w->dear, dear, (size_t)w->r->m * sizeof dear[0]);
        assert_true(memcmp(before, w->s.pair, bytes) == 0 || penalised(w, w->s.pair) < cost);
    } while (memcmp(before, w->s.pair, bytes) != 0);
}

static void the_walk_stops_where_no_chain_gains(void **state) {
    (void)state;
    struct rng rng = rng_seeded(52);
    const struct plan_search search = {.seed = 1};
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small small;
        const struct gap r = draw_whole(arena, &small, &rng);
        struct gap_clock clock = {.search = &search, .total = INT64_MAX / 2, .cost = -1};
        struct gap_dual d = gap_dual_new(arena, &r, &search);
        struct gap_best best = {NEW_ARRAY(arena, int32_t, PACKAGES), INT64_MAX};
        assert_true(gap_dual_start(&d, &clock, 20));
        struct gap_walk w = gap_walk_new(arena, &d, &clock, &rng, &best);
        gap_state_set(&w.s, r.pair_start);
        for (int32_t turn = 0; turn < 3; turn++) {
            go_down(&w);
            assert_no_chain_gains(&w);
            assert_true(w.s.over > 0 || best.cost <= w.s.cost);
            gap_walk_descend(&w, 3);
            const int32_t j = draw(&rng, 0, r.n - 1);
            gap_walk_shift(&w, j, draw(&rng, r.pair_start[j], r.pair_start[j + 1] - 1));
        }
        int64_t over;
        assert_true(best.cost == INT64_MAX ||
                    (cost_of(&r, best.pair, &over) == best.cost && over == 0));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_divided_at_the_least_cost),
        cmocka_unit_test(the_walk_stops_where_no_chain_gains),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
