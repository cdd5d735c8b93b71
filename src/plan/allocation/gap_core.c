// SPDX-License-Identifier: EUPL-1.2
// Improves the best plan part by part: a few people who could trade packages, and their packages,
// are divided anew by the small exact search. Parts that share nobody are searched at the same time
// on all workers; which parts, and what is done with them, does not depend on how many there are.
// What pays best for its work is done more often.
#include "plan/allocation/gap.h"

enum { BATCH = 64, KINDS = 6, TRIES = 8, PACKAGES_MOST = 640 };

// How a part is made: so many people, searched out or dived into, with so many nodes.
struct kind {
    int32_t n_people;
    bool is_dive;
    int64_t nodes;
};
static const struct kind KIND[KINDS] = {{4, false, 150}, {7, false, 200}, {10, true, 120},
                                        {15, true, 120}, {22, true, 150}, {30, true, 200}};
static const double AIM = 0.2; // of what the bound leaves, looked at first

struct part {
    struct gap_part people;
    struct gap_find find;
    int64_t before;
};

struct gap_core {
    struct gap_search *g;
    struct gap_state s; // the best plan
    struct part parts[BATCH];
    int32_t n_parts, kind;
    struct gap_tree **trees; // of each worker
    int32_t *mark, marked;   // [m] last batch that used a person
    double gain[KINDS], work[KINDS];
};

struct gap_core *gap_core_new(struct arena *arena, struct gap_search *g) {
    const struct gap *r = g->r;
    struct gap_core *c = NEW(arena, struct gap_core);
    const size_t people = GAP_TREE_PEOPLE, packages = GAP_TREE_PACKAGES;
    *c = (struct gap_core){.g = g, .s = gap_state_new(arena, r)};
    c->mark = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    const int32_t workers = gap_workers(g->clock.search);
    c->trees = NEW_ARRAY(arena, struct gap_tree *, (size_t)workers);
    for (int32_t k = 0; k < workers; k++)
        c->trees[k] = gap_tree_new(arena, r, &g->clock, k);
    for (int32_t k = 0; k < BATCH; k++) {
        c->parts[k].people.person = NEW_ARRAY(arena, int32_t, people);
        c->parts[k].people.package = NEW_ARRAY(arena, int32_t, packages);
        c->parts[k].find.pair = NEW_ARRAY(arena, int32_t, packages);
    }
    return c;
}

// ---- choosing a part ----------------------------------------------------------------------------

// What person i leaves to be gained at these prices, in units.
static int64_t slack(const struct gap_core *c, int32_t i) {
    int64_t sum = c->g->dual.earned[i];
    for (int32_t j = c->s.first[i]; j >= 0; j = c->s.next[j])
        sum -= c->g->dual.price[j] - gap_units(c->g->r, c->g->r->pair[c->s.pair[j]].cost);
    return sum;
}

static int32_t choose_first(struct gap_core *c) {
    int32_t chosen = -1;
    int64_t most = -1;
    for (int32_t k = 0; k < TRIES; k++) {
        const int32_t i = (int32_t)rng_below(&c->g->rng, (uint32_t)c->g->r->m);
        const int64_t own = c->mark[i] == c->marked ? -1 : slack(c, i);
        if (own > most) {
            most = own;
            chosen = i;
        }
    }
    return chosen;
}

// Somebody who suits a package of the part, or does one that suits somebody of the part.
static int32_t choose_near(struct gap_core *c, const struct gap_part *part) {
    const struct gap *r = c->g->r;
    struct rng *rng = &c->g->rng;
    const int32_t i = part->person[rng_below(rng, (uint32_t)part->n_people)];
    if (rng_below(rng, 4) == 0) {
        const int32_t n = r->item_start[i + 1] - r->item_start[i];
        const int32_t item = r->item_start[i] + (n > 0 ? (int32_t)rng_below(rng, (uint32_t)n) : 0);
        return n > 0 ? gap_person(&c->s, r->item[item].package) : -1;
    }
    int32_t n = 0, chosen = -1;
    for (int32_t j = c->s.first[i]; j >= 0; j = c->s.next[j]) {
        if (rng_below(rng, (uint32_t)++n) == 0)
            chosen = j;
    }
    if (chosen < 0)
        return -1;
    const int32_t start = r->pair_start[chosen], all = r->pair_start[chosen + 1] - start;
    const int32_t near = all < c->g->walk.near ? all : c->g->walk.near;
    return r->pair[start + (int32_t)rng_below(rng, (uint32_t)near)].person;
}

static bool add_person(struct gap_core *c, struct part *p, int32_t i, int32_t packages_most) {
    const struct gap *r = c->g->r;
    int32_t n = 0;
    int64_t n_leaves = 0;
    for (int32_t j = c->s.first[i]; j >= 0; j = c->s.next[j])
        n++;
    n_leaves = (int64_t)(p->people.n_packages + n) * (p->people.n_people + 1);
    if (c->mark[i] == c->marked || p->people.n_packages + n > packages_most ||
        n_leaves > GAP_TREE_LEAVES)
        return false;
    c->mark[i] = c->marked;
    p->people.person[p->people.n_people++] = i;
    for (int32_t j = c->s.first[i]; j >= 0; j = c->s.next[j]) {
        p->people.package[p->people.n_packages++] = j;
        p->before += r->pair[c->s.pair[j]].cost;
    }
    return true;
}

static bool make_part(struct gap_core *c, struct part *p) {
    const struct kind *kind = &KIND[c->kind];
    p->people.n_people = p->people.n_packages = 0;
    p->people.nodes = kind->nodes;
    p->before = 0;
    const int32_t first = choose_first(c);
    if (first < 0 || !add_person(c, p, first, PACKAGES_MOST))
        return false;
    for (int32_t t = 0; t < TRIES * kind->n_people && p->people.n_people < kind->n_people; t++) {
        const bool is_far = c->g->r->m <= GAP_TREE_PEOPLE && rng_below(&c->g->rng, 2) == 0;
        const int32_t i = is_far ? choose_first(c) : choose_near(c, &p->people);
        if (i >= 0)
            add_person(c, p, i, PACKAGES_MOST);
    }
    int64_t room = 0;
    for (int32_t k = 0; k < p->people.n_people; k++)
        room += slack(c, p->people.person[k]);
    room = room * ((int64_t)1 << c->g->r->unit_shift) / c->g->r->unit_mul;
    p->find.cost = p->before;
    p->find.is_dive = kind->is_dive;
    p->find.aim = kind->is_dive ? p->before - (int64_t)((1 - AIM) * (double)room) : p->before;
    return p->people.n_people > 1 && p->people.n_packages > 1 && room >= 1;
}

// ---- searching parts ----------------------------------------------------------------------------

static void search_part(void *context, int32_t worker, int32_t part) {
    struct gap_core *c = context;
    struct part *p = &c->parts[part];
    gap_tree_search(c->trees[worker], &p->people, c->g->dual.price, &p->find);
}

static void choose_kind(struct gap_core *c) {
    double all = 0, rate[KINDS];
    for (int32_t k = 0; k < KINDS; k++) {
        rate[k] = (c->gain[k] + 0.1) / (c->work[k] + 1e5);
        all += rate[k];
    }
    double draw = rng_real(&c->g->rng) * all;
    c->kind = 0;
    while (c->kind < KINDS - 1 && draw >= rate[c->kind])
        draw -= rate[c->kind++];
}

static void take_over(struct gap_core *c, const struct part *p) {
    for (int32_t k = 0; p->find.is_found && k < p->people.n_packages; k++) {
        if (c->s.pair[p->people.package[k]] != p->find.pair[k])
            gap_state_move(&c->s, p->people.package[k], p->find.pair[k]);
    }
}

static void search_batch(struct gap_core *c) {
    const struct gap *r = c->g->r;
    choose_kind(c);
    const int32_t share = r->m / (3 * KIND[c->kind].n_people);
    const int32_t n = share < 1 ? 1 : share > BATCH ? BATCH : share;
    c->n_parts = 0;
    c->marked++;
    for (int32_t k = 0; k < n; k++)
        c->n_parts += make_part(c, &c->parts[c->n_parts]);
    const bool is_whole = gap_share(&c->g->clock, c->n_parts, search_part, c);
    int64_t work = (int64_t)n * 2000;
    for (int32_t k = 0; k < c->n_parts && is_whole; k++) {
        take_over(c, &c->parts[k]);
        work += c->parts[k].find.work;
    }
    const int64_t before = c->g->best.cost;
    gap_best_note(&c->g->best, &c->s, &c->g->clock);
    c->gain[c->kind] = 0.98 * c->gain[c->kind] + (double)(before - c->g->best.cost);
    c->work[c->kind] = 0.98 * c->work[c->kind] + (double)work;
    gap_clock_work(&c->g->clock, work);
}

void gap_core_improve(struct gap_core *c, int64_t ticks) {
    const int64_t until = c->g->clock.ticks + ticks;
    if (c->g->r->m < 2 || c->g->best.cost == INT64_MAX)
        return;
    gap_state_set(&c->s, c->g->best.pair);
    while (!c->g->clock.is_over && c->g->clock.ticks < until &&
           c->g->best.cost > gap_dual_bound(&c->g->dual))
        search_batch(c);
}

// ---- the whole ----------------------------------------------------------------------------------

void gap_core_prove(struct gap_core *c, int64_t nodes) {
    struct gap_search *g = c->g;
    const struct gap *r = g->r;
    struct part *p = &c->parts[0];
    p->people.n_people = r->m;
    p->people.n_packages = r->n;
    p->people.nodes = nodes;
    int64_t cost = 1;
    for (int32_t i = 0; i < r->m; i++)
        p->people.person[i] = i;
    for (int32_t j = 0; j < r->n; j++) {
        int32_t most = INT32_MIN;
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++)
            most = r->pair[k].cost > most ? r->pair[k].cost : most;
        cost += most;
        p->people.package[j] = j;
    }
    const int64_t bound = gap_dual_bound(&g->dual);
    p->find.cost = g->best.cost < INT64_MAX ? g->best.cost : cost;
    p->find.aim = bound + 1 + (p->find.cost - bound) / 16;
    p->find.is_dive = false;
    gap_tree_search(c->trees[0], &p->people, g->dual.best_price, &p->find);
    if (p->find.is_found) {
        gap_state_set(&c->s, p->find.pair);
        gap_best_note(&g->best, &c->s, &g->clock);
    }
    g->is_optimal = p->find.is_proven && g->best.cost < INT64_MAX;
    g->is_impossible = p->find.is_proven && g->best.cost == INT64_MAX;
    gap_clock_work(&g->clock, p->find.work);
}
