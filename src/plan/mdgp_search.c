// SPDX-License-Identifier: EUPL-1.2
// The population search of the grouping: plans are shaken, crossed and renewed, each time followed
// by a descent, while the population shrinks to the best few; then it starts again with the best
// plan among new ones.
// Source: Yang, Cai, Jin and others, European Journal of Operational Research 302(3), 2022.
#include <stdlib.h>
#include "plan/mdgp_walk.h"

enum { POPULATION = 15, RENEW_DEPTH = 3 };

struct population {
    struct mdgp_walk w;
    int32_t *plan[POPULATION]; // [n]
    int64_t worth[POPULATION];
    int32_t n;
    bool *is_taken; // [2 * m] groups of the child, and of the parent at hand
};

static void save(struct population *p, int32_t k) {
    mdgp_walk_save(&p->w, p->plan[k]);
    p->worth[k] = mdgp_worth(&p->w.s);
}

// ---- crossing -------------------------------------------------------------------------------------

// The distance inside group g of a plan, for each person, among those the child has not placed.
static int64_t harvest(const struct population *p, const int32_t *seats, int32_t n) {
    const struct mdgp *r = p->w.r;
    int64_t distance = 0, people = 0;
    for (int32_t a = 0; a < n; a++) {
        if (p->w.s.group[seats[a]] >= 0)
            continue;
        people += mdgp_people(r, seats[a]);
        for (int32_t b = 0; b < a; b++) {
            if (p->w.s.group[seats[b]] < 0)
                distance += r->distance[(ptrdiff_t)seats[a] * r->n + seats[b]];
        }
    }
    return people > 0 ? distance / people : INT64_MIN;
}

static int32_t list_group(const struct mdgp *r, const int32_t *plan, int32_t g, int32_t *ret_list) {
    int32_t n = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (plan[i] == g)
            ret_list[n++] = i;
    }
    return n;
}

// The group of the child for group g of a parent: that of the same number, else one as large.
static int32_t free_group(const struct population *p, int32_t g) {
    const struct plan_grouping *q = p->w.r->p;
    if (!p->is_taken[g])
        return g;
    for (int32_t h = 0; h < p->w.r->m; h++) {
        if (!p->is_taken[h] && q->size_most[h] == q->size_most[g])
            return h;
    }
    return -1;
}

// The child takes the most diverse group from each parent in turn; who is left is placed greedily.
static bool cross(struct population *p, int32_t first, int32_t second) {
    struct mdgp_walk *w = &p->w;
    const struct mdgp *r = w->r;
    const int32_t *parents[] = {p->plan[first], p->plan[second]};
    mdgp_state_clear(&w->s);
    memset(p->is_taken, 0, (size_t)r->m * sizeof p->is_taken[0]);
    for (int32_t turn = 0; turn < r->m; turn++) {
        const int32_t *parent = parents[turn % 2];
        int32_t chosen = -1;
        int64_t most = INT64_MIN;
        for (int32_t g = 0; g < r->m; g++) {
            const int32_t n = list_group(r, parent, g, w->queue);
            const int64_t distance = harvest(p, w->queue, n);
            if (distance > most && free_group(p, g) >= 0) {
                most = distance;
                chosen = g;
            }
        }
        if (chosen < 0)
            continue;
        const int32_t h = free_group(p, chosen), n = list_group(r, parent, chosen, w->queue);
        p->is_taken[h] = true;
        for (int32_t k = 0; k < n; k++) {
            if (w->s.group[w->queue[k]] < 0 && mdgp_fits(&w->s, w->queue[k], h, -1))
                mdgp_enter(&w->s, w->queue[k], h);
        }
        w->ticks += (int64_t)r->n * r->m;
    }
    return mdgp_walk_complete(w);
}

// ---- generations ------------------------------------------------------------------------------------

static long cnt[8];
static double E(const char *n, double d) { const char *v = getenv(n); return v ? atof(v) : d; }

static void generation(struct population *p, double theta) {
    struct mdgp_walk *w = &p->w;
    const int32_t n_shakes = (int32_t)(theta * w->r->n / w->r->m) + 1;
    for (int32_t k = 0; k < p->n && !w->is_over; k++) {
        mdgp_walk_load(w, p->plan[k]);
        int64_t tk=w->ticks; mdgp_walk_shake(w, n_shakes);
        mdgp_walk_descend(w); cnt[0]++; cnt[6]+=w->ticks-tk; cnt[1]+=mdgp_worth(&w->s) > p->worth[k];
        if (E("SH", 0) || mdgp_worth(&w->s) > p->worth[k])
            save(p, k);
    }
    if (p->n > 1)
    for (int32_t k = 0; k < p->n && !w->is_over; k++) {
        int32_t other = (int32_t)rng_below(&w->rng, (uint32_t)p->n - 1);
        other += other >= k;
        if (!cross(p, k, other))
            continue;
        mdgp_walk_descend(w);cnt[2]++; cnt[3]+=mdgp_worth(&w->s) > p->worth[k];
        if (mdgp_worth(&w->s) > p->worth[k] * E("CR", 1))
            save(p, k);
    }
    for (int32_t k = 0; k < p->n && !w->is_over; k++) {
        mdgp_walk_load(w, p->plan[k]);
        mdgp_walk_renew(w, (int)E("RD", RENEW_DEPTH));
        if (!mdgp_walk_complete(w))
            continue;
        mdgp_walk_descend(w);cnt[4]++; cnt[5]+=mdgp_worth(&w->s) > p->worth[k];
        if (E("RE", 0) || mdgp_worth(&w->s) > p->worth[k])
            save(p, k);
    }
}

static void shrink(struct population *p, int32_t n) {
    while (p->n > n) {
        int32_t worst = 0;
        for (int32_t k = 1; k < p->n; k++)
            worst = p->worth[k] < p->worth[worst] ? k : worst;
        p->n--;
        int32_t *plan = p->plan[worst];
        p->plan[worst] = p->plan[p->n];
        p->worth[worst] = p->worth[p->n];
        p->plan[p->n] = plan;
    }
}

static void cycle(struct population *p, int64_t length) {
    struct mdgp_walk *w = &p->w;
    const int64_t start = w->ticks;
    const int pop0 = (int)E("P0", POPULATION), pop1 = (int)E("P1", 2);
    for (p->n = 0; p->n < pop0 && !w->is_over; p->n++) {
        if (!mdgp_walk_start(w))
            return;
        mdgp_walk_descend(w);
        save(p, p->n);
    }
    while (w->ticks - start < length && !w->is_over) {
        const double done = (double)(w->ticks - start) / (double)length;
        shrink(p, pop0 - (int32_t)((pop0 - pop1 + 1) * done));
        const double t0 = E("T0", 1.2), t1 = E("T1", 0.1);
        generation(p, t0 + (t1 - t0) * done);
    }
}

bool mdgp_search(struct arena *arena, const struct mdgp *r, const struct plan_search *search,
                 double bound, struct mdgp_best *ret_best) {
    *ret_best = (struct mdgp_best){NEW_ARRAY(arena, int32_t, (size_t)r->n), INT64_MIN, false};
    struct population p = {.w = mdgp_walk_new(arena, r, search, bound, ret_best)};
    p.is_taken = NEW_ARRAY(arena, bool, (size_t)r->m);
    for (int32_t k = 0; k < POPULATION; k++)
        p.plan[k] = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    if (!r->distance || !p.w.changed) {
        if (mdgp_walk_start(&p.w))
            mdgp_walk_wander(&p.w);
        return !p.w.is_cancelled;
    }
    while (!p.w.is_over)
        cycle(&p, (int64_t)E("LEN", 1e9));
    if(getenv("TR"))fprintf(stderr,"shake %ld/%ld cross %ld/%ld renew %ld/%ld ticks %ld per shake %ld\n",cnt[1],cnt[0],cnt[3],cnt[2],cnt[5],cnt[4],(long)p.w.ticks,cnt[6]/(cnt[0]+1));
    return !p.w.is_cancelled;
}
