// SPDX-License-Identifier: EUPL-1.2
// The order of the search: prices for hours, a first plan, prices for packages and their bound, and
// then parts divided anew, paths between good plans and attempts at a proof, in turn, until the
// work is spent or the bound is reached.
#include <math.h>

#include "plan/allocation/gap.h"

enum { START_ROUNDS = 200, CLIMB_ROUNDS = 500, MORE_ROUNDS = 40, FIRST_ROUNDS = 40 };
static const int64_t PROVE_PAIRS = 20000; // more are not tried as a whole
static const int64_t TURN_TICKS = 30000000;

// Pairs of a package in the order in which prices make them likely.
static void sort_by_prices(struct gap_search *g) {
    struct gap *r = g->r;
    struct arena *arena = arena_new((size_t)1 << 33);
    const int32_t n_pairs = r->pair_start[r->n];
    int64_t *key = NEW_ARRAY(arena, int64_t, (size_t)n_pairs);
    for (int32_t k = 0; k < n_pairs; k++)
        key[k] = gap_units(r, r->pair[k].cost) +
                 (int64_t)floor(g->dual.rate[r->pair[k].person] * r->pair[k].load);
    if (!gap_clock_pulse(&g->clock, 0))
        gap_sort_pairs(arena, r, key);
    arena_free(arena);
}

// Each step takes a while where there are millions of pairs: the caller is asked between them.
static void start(struct gap_search *g) {
    if (!gap_dual_start(&g->dual, &g->clock, START_ROUNDS))
        return;
    sort_by_prices(g);
    if (gap_clock_pulse(&g->clock, 0))
        return;
    g->walk = gap_walk_new(g->arena, &g->dual, &g->clock, &g->rng, &g->best);
    gap_state_set(&g->walk.s, g->r->pair_start);
    gap_walk_queue_all(&g->walk);
    gap_clock_pulse(&g->clock, 0);
    for (int32_t k = 0; k < FIRST_ROUNDS && g->best.cost == INT64_MAX; k++)
        gap_walk_descend(&g->walk, 1);
}

// Prices as good as they get, then what people choose at the best of them.
static void climb(struct gap_search *g, int32_t rounds, int64_t ticks) {
    const int64_t until = g->clock.ticks + ticks;
    const int32_t step = 10;
    for (int32_t k = 0; k < rounds && g->dual.factor > 1e-4 && g->clock.ticks < until; k += step) {
        if (!gap_dual_climb(&g->dual, &g->clock, step, g->best.cost))
            return;
    }
    memcpy(g->dual.price, g->dual.best_price, (size_t)g->r->n * sizeof g->dual.price[0]);
    gap_dual_look(&g->dual, &g->clock);
}

void gap_search_bound(struct gap_search *g) {
    gap_dual_start(&g->dual, &g->clock, START_ROUNDS);
    climb(g, CLIMB_ROUNDS, INT64_MAX / 2);
}

static bool is_done(const struct gap_search *g) {
    return g->clock.is_over || g->is_optimal || g->is_impossible ||
           g->best.cost <= gap_dual_bound(&g->dual);
}

void gap_search(struct gap_search *g) {
    const bool is_small = gap_tree_fits(g->r) && g->r->pair_start[g->r->n] <= PROVE_PAIRS;
    start(g);
    if (!g->clock.is_over)
        climb(g, CLIMB_ROUNDS, g->clock.total / 3);
    if (is_done(g))
        return;
    struct gap_core *core = gap_core_new(g->arena, g);
    struct gap_relink *relink = gap_relink_new(g->arena, g);
    int64_t nodes = 20;
    for (int32_t turn = 0; !is_done(g); turn++) {
        if (is_small && (turn % 2 == 0 || g->best.cost == INT64_MAX)) {
            gap_core_prove(core, nodes);
            nodes *= 2;
        }
        if (!is_done(g))
            gap_core_improve(core, TURN_TICKS);
        if (!is_done(g) && (turn % 4 == 3 || g->best.cost == INT64_MAX))
            gap_relink_improve(relink, TURN_TICKS);
        if (!is_done(g) && turn % 2 == 1)
            climb(g, MORE_ROUNDS, INT64_MAX / 2);
    }
}
