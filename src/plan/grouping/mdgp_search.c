// SPDX-License-Identifier: EUPL-1.2
// The population search of the grouping. In each generation every plan is shaken, crossed with
// another, and renewed, each time followed by a descent. The population shrinks to two and the
// shakes become weak; then a new cycle starts from new plans. In a free cycle a shaken or renewed
// plan is kept even when it is worse, which random distances need; in a strict cycle only when it
// is better, which distances in space need. After one of each the kind that found more goes on.
// Source: Yang, Cai, Jin and others, European Journal of Operational Research 302(3), 2022.
#include "plan/grouping/mdgp_walk.h"

enum { POPULATION = 15, POPULATION_LEAST = 2, RENEW_DEPTH = 3 };
static const double SHAKE_MOST = 0.6, SHAKE_LEAST = 0.1; // exchanges, of the people in a group
static const int64_t CYCLE_TICKS_PER_PAIR = 40000;

struct population {
    struct mdgp_walk w;
    int32_t *plan[POPULATION]; // [n]
    int64_t worth[POPULATION];
    int32_t n;
    int64_t most; // worth seen in this cycle
    bool is_strict;
    bool *is_taken; // [m] groups of the child
};

// To a top, and over it where that helps.
static void climb(struct population *p) {
    mdgp_walk_descend(&p->w);
    if (!p->is_strict)
        mdgp_walk_tabu(&p->w);
}

static void save(struct population *p, int32_t k) {
    mdgp_walk_save(&p->w, p->plan[k]);
    p->worth[k] = mdgp_worth(&p->w.s);
    p->most = p->worth[k] > p->most ? p->worth[k] : p->most;
}

static void save_if_better(struct population *p, int32_t k) {
    if (mdgp_worth(&p->w.s) > p->worth[k])
        save(p, k);
}

// ---- crossing ----------------------------------------------------------------------------------

static int32_t list_group(const struct mdgp *r, const int32_t *plan, int32_t g, int32_t *ret_list) {
    int32_t n = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (plan[i] == g)
            ret_list[n++] = i;
    }
    return n;
}

// The distance within a list for each person, among those the child has not placed.
static int64_t distance_left(const struct population *p, const int32_t *list, int32_t n) {
    const struct mdgp *r = p->w.r;
    int64_t distance = 0, people = 0;
    for (int32_t a = 0; a < n; a++) {
        if (p->w.s.group[list[a]] >= 0)
            continue;
        people += mdgp_people(r, list[a]);
        for (int32_t b = 0; b < a; b++) {
            if (p->w.s.group[list[b]] < 0)
                distance += r->distance[(ptrdiff_t)list[a] * r->n + list[b]];
        }
    }
    return people > 0 ? distance / people : INT64_MIN;
}

// The group of the child for group g of a parent: that of the same number, else one as large.
static int32_t free_group(const struct population *p, int32_t g) {
    const int32_t *size_most = p->w.r->p->size_most;
    int32_t h = p->is_taken[g] ? 0 : g;
    while (h < p->w.r->m && (p->is_taken[h] || size_most[h] != size_most[g]))
        h++;
    return h < p->w.r->m ? h : -1;
}

static int32_t most_diverse(struct population *p, const int32_t *parent) {
    int32_t chosen = -1;
    int64_t most = INT64_MIN;
    for (int32_t g = 0; g < p->w.r->m; g++) {
        const int32_t n = list_group(p->w.r, parent, g, p->w.queue);
        const int64_t distance = distance_left(p, p->w.queue, n);
        if (distance > most && free_group(p, g) >= 0) {
            most = distance;
            chosen = g;
        }
    }
    return chosen;
}

// The child takes the most diverse group from each parent in turn; who is left is placed greedily.
static bool cross(struct population *p, int32_t one, int32_t other) {
    struct mdgp_walk *w = &p->w;
    const struct mdgp *r = w->r;
    mdgp_state_clear(&w->s);
    memset(p->is_taken, 0, (size_t)r->m * sizeof p->is_taken[0]);
    for (int32_t turn = 0; turn < r->m; turn++) {
        const int32_t *parent = p->plan[turn % 2 == 0 ? one : other];
        const int32_t g = most_diverse(p, parent);
        if (g < 0)
            continue;
        const int32_t h = free_group(p, g), n = list_group(r, parent, g, w->queue);
        p->is_taken[h] = true;
        for (int32_t k = 0; k < n; k++) {
            if (w->s.group[w->queue[k]] < 0 && mdgp_fits(&w->s, w->queue[k], h, -1))
                mdgp_enter(&w->s, w->queue[k], h);
        }
        w->ticks += (int64_t)r->n * r->m;
    }
    return mdgp_walk_complete(w);
}

// ---- generations -------------------------------------------------------------------------------

static void shake_all(struct population *p, int32_t n_exchanges) {
    for (int32_t k = 0; k < p->n && !p->w.is_over; k++) {
        mdgp_walk_load(&p->w, p->plan[k]);
        mdgp_walk_shake(&p->w, n_exchanges);
        climb(p);
        p->is_strict ? save_if_better(p, k) : save(p, k);
    }
}

static void cross_all(struct population *p) {
    for (int32_t k = 0; k < p->n && p->n > 1 && !p->w.is_over; k++) {
        const int32_t other = (int32_t)rng_below(&p->w.rng, (uint32_t)p->n - 1);
        if (!cross(p, k, other + (other >= k)))
            continue;
        climb(p);
        save_if_better(p, k);
    }
}

static void renew_all(struct population *p) {
    for (int32_t k = 0; k < p->n && !p->w.is_over; k++) {
        mdgp_walk_load(&p->w, p->plan[k]);
        mdgp_walk_take_out(&p->w, RENEW_DEPTH);
        if (!mdgp_walk_complete(&p->w))
            continue;
        climb(p);
        p->is_strict ? save_if_better(p, k) : save(p, k);
    }
}

static void shrink(struct population *p, int32_t n) {
    while (p->n > n) {
        int32_t worst = 0;
        for (int32_t k = 1; k < p->n; k++)
            worst = p->worth[k] < p->worth[worst] ? k : worst;
        int32_t *plan = p->plan[worst];
        p->plan[worst] = p->plan[--p->n];
        p->worth[worst] = p->worth[p->n];
        p->plan[p->n] = plan;
    }
}

static void fill(struct population *p) {
    for (p->n = 0; p->n < POPULATION && !p->w.is_over && mdgp_walk_start(&p->w); p->n++) {
        climb(p);
        save(p, p->n);
    }
}

// From a new population to the best few, in a part of the work that suits the size.
static void run_cycle(struct population *p) {
    struct mdgp_walk *w = &p->w;
    const struct mdgp *r = w->r;
    const int64_t start = w->ticks, pairs = (int64_t)r->n * r->n / 2;
    const int64_t usual = pairs * CYCLE_TICKS_PER_PAIR, left = w->total - start;
    const int64_t length = usual < left ? usual : left;
    const double people = (double)r->n / r->m;
    fill(p);
    while (p->n > 0 && w->ticks - start < length && !w->is_over) {
        const double done = (double)(w->ticks - start) / (double)length;
        shrink(p, POPULATION - (int32_t)((POPULATION - POPULATION_LEAST + 1) * done));
        shake_all(p, 1 + (int32_t)(people * (SHAKE_MOST + (SHAKE_LEAST - SHAKE_MOST) * done)));
        cross_all(p);
        renew_all(p);
    }
}

static void run_cycles(struct arena *arena, struct population *p) {
    p->is_taken = NEW_ARRAY(arena, bool, (size_t)p->w.r->m);
    for (int32_t k = 0; k < POPULATION; k++)
        p->plan[k] = NEW_ARRAY(arena, int32_t, (size_t)p->w.r->n);
    int64_t most[2] = {INT64_MIN, INT64_MIN};
    for (int cycle = 0; !p->w.is_over; cycle++) {
        p->is_strict = cycle < 2 ? cycle == 1 : most[1] > most[0];
        p->most = most[p->is_strict];
        run_cycle(p);
        most[p->is_strict] = p->most;
    }
}

// Without a matrix one plan is made well and then climbs.
static void run_one(struct arena *arena, struct mdgp_walk *w) {
    const struct mdgp *r = w->r;
    const bool is_plain = r->n == r->p->n_people && w->n_first == 0 && !r->closed;
    if (is_plain && !r->distance)
        mdgp_walk_match(arena, w);
    else if (!mdgp_walk_start(w))
        return;
    mdgp_walk_wander(w);
}

bool mdgp_search(struct arena *arena, const struct mdgp *r, const struct plan_search *search,
                 double bound, struct mdgp_best *ret_best) {
    *ret_best = (struct mdgp_best){NEW_ARRAY(arena, int32_t, (size_t)r->n), INT64_MIN, false};
    struct population p = {.w = mdgp_walk_new(arena, r, search, bound, ret_best)};
    if (r->m == 1)
        mdgp_walk_start(&p.w);
    else if (r->distance && p.w.changed)
        run_cycles(arena, &p);
    else
        run_one(arena, &p.w);
    return !p.w.is_cancelled;
}
