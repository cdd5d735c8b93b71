// SPDX-License-Identifier: EUPL-1.2
// Path relinking over complete plans: from one good plan towards another, one package at a time,
// always the step that costs least; from the best places on the way the local search goes on. What
// it finds takes the place of the worst of the good plans, if it differs from all of them.
// Source: Yagiura, Ibaraki and Glover, A path relinking approach with ejection chains for the
// generalized assignment problem, European Journal of Operational Research 169(2), 2006,
// doi 10.1016/j.ejor.2004.08.015.
#include "plan/allocation/gap.h"

enum { ELITE = 12, PLACES = 2, ROUNDS = 12, STEPS_MOST = 400, LOOK_AT = 64 };

struct gap_relink {
    struct gap_search *g;
    int32_t *plan[ELITE]; // [n] pairs
    int64_t worth[ELITE]; // penalised cost, in units
    int32_t n;
    int32_t *differ;        // [n] packages in which the walk differs from its goal
    int32_t *place[PLACES]; // [n] best plans on the way
};

struct gap_relink *gap_relink_new(struct arena *arena, struct gap_search *g) {
    struct gap_relink *k = NEW(arena, struct gap_relink);
    *k = (struct gap_relink){.g = g};
    for (int32_t e = 0; e < ELITE; e++)
        k->plan[e] = NEW_ARRAY(arena, int32_t, (size_t)g->r->n);
    for (int32_t e = 0; e < PLACES; e++)
        k->place[e] = NEW_ARRAY(arena, int32_t, (size_t)g->r->n);
    k->differ = NEW_ARRAY(arena, int32_t, (size_t)g->r->n);
    return k;
}

static int64_t strain(const struct gap_walk *w, int32_t i, int64_t more) {
    const int64_t over = w->s.load[i] + more - w->r->hours[i];
    return over > 0 ? over * w->dear[i] : 0;
}

// What one step adds.
static int64_t step_cost(const struct gap_walk *w, int32_t j, int32_t pair) {
    const struct gap_pair *from = &w->r->pair[w->s.pair[j]], *to = &w->r->pair[pair];
    return gap_units(w->r, to->cost) - gap_units(w->r, from->cost) +
           strain(w, to->person, to->load) - strain(w, to->person, 0) +
           strain(w, from->person, -(int64_t)from->load) - strain(w, from->person, 0);
}

static int64_t worth_now(const struct gap_walk *w) {
    int64_t worth = w->s.cost * w->r->unit_mul >> w->r->unit_shift;
    for (int32_t i = 0; i < w->r->m; i++)
        worth += strain(w, i, 0);
    return worth;
}

static void keep(struct gap_relink *k) {
    const struct gap_walk *w = &k->g->walk;
    const size_t bytes = (size_t)w->r->n * sizeof w->s.pair[0];
    const int64_t worth = worth_now(w);
    int32_t worst = 0;
    for (int32_t e = 0; e < k->n; e++) {
        if (memcmp(k->plan[e], w->s.pair, bytes) == 0)
            return;
        worst = k->worth[e] > k->worth[worst] ? e : worst;
    }
    const int32_t to = k->n < ELITE ? k->n++ : worst;
    if (to == worst && k->n == ELITE && k->worth[to] < worth)
        return;
    memcpy(k->plan[to], w->s.pair, bytes);
    k->worth[to] = worth;
}

static int32_t list_differences(struct gap_relink *k, const int32_t *goal) {
    int32_t n = 0;
    for (int32_t j = 0; j < k->g->r->n; j++) {
        if (k->g->walk.s.pair[j] != goal[j])
            k->differ[n++] = j;
    }
    rng_shuffle(&k->g->rng, k->differ, (size_t)n);
    return n;
}

// Walks towards `goal` and remembers the best places that are not too near either end.
static int32_t walk_path(struct gap_relink *k, const int32_t *goal) {
    struct gap_walk *w = &k->g->walk;
    const size_t bytes = (size_t)w->r->n * sizeof w->s.pair[0];
    int32_t n = list_differences(k, goal), n_places = 0;
    const int32_t all = n;
    int64_t now = 0, least = INT64_MAX;
    for (int32_t step = 0; n > all / 5 && step < STEPS_MOST && !w->clock->is_over; step++) {
        int32_t chosen = 0;
        int64_t best = INT64_MAX;
        for (int32_t q = 0; q < n && q < LOOK_AT; q++) {
            const int64_t cost = step_cost(w, k->differ[q], goal[k->differ[q]]);
            if (cost < best) {
                best = cost;
                chosen = q;
            }
        }
        const int32_t j = k->differ[chosen];
        k->differ[chosen] = k->differ[--n];
        gap_walk_shift(w, j, goal[j]);
        now += best;
        gap_clock_work(w->clock, LOOK_AT);
        if (step >= all / 5 && now < least) {
            least = now;
            memcpy(k->place[n_places % PLACES], w->s.pair, bytes);
            n_places++;
        }
    }
    return n_places < PLACES ? n_places : PLACES;
}

static void relink(struct gap_relink *k, int32_t from, int32_t to) {
    struct gap_walk *w = &k->g->walk;
    gap_state_set(&w->s, k->plan[from]);
    const int32_t n = walk_path(k, k->plan[to]);
    for (int32_t q = 0; q < n && !w->clock->is_over; q++) {
        gap_state_set(&w->s, k->place[q]);
        gap_walk_queue_all(w);
        gap_walk_descend(w, ROUNDS);
        keep(k);
    }
}

void gap_relink_improve(struct gap_relink *k, int64_t ticks) {
    struct gap_search *g = k->g;
    const int64_t until = g->clock.ticks + ticks;
    if (g->best.cost < INT64_MAX) {
        gap_state_set(&g->walk.s, g->best.pair);
        keep(k);
    }
    while (g->clock.ticks < until && !g->clock.is_over) {
        if (k->n < ELITE / 2) { // more plans, from crossing the border of what is valid
            gap_walk_queue_all(&g->walk);
            gap_walk_descend(&g->walk, ROUNDS);
            keep(k);
        }
        if (k->n < 2) {
            gap_clock_work(&g->clock, g->r->n);
            for (int32_t s = 0; s < 3; s++) {
                const int32_t j = (int32_t)rng_below(&g->rng, (uint32_t)g->r->n);
                const int32_t start = g->r->pair_start[j], all = g->r->pair_start[j + 1] - start;
                gap_walk_shift(&g->walk, j, start + (int32_t)rng_below(&g->rng, (uint32_t)all));
            }
            continue;
        }
        const int32_t from = (int32_t)rng_below(&g->rng, (uint32_t)k->n);
        const int32_t to = (int32_t)rng_below(&g->rng, (uint32_t)k->n - 1);
        gap_clock_work(&g->clock, g->r->n);
        relink(k, from, to + (to >= from));
    }
}
