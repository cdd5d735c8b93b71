// SPDX-License-Identifier: EUPL-1.2
// A plan of the grouping search and its large steps: filling it from nothing, shaking it, taking
// people out and finding them another group. Climbing is in mdgp_climb.c.
#include <math.h>

#include "base/str.h"
#include "plan/grouping/mdgp_walk.h"

enum {
    EFFORT_TICKS_PER_PAIR = 140000,
    EFFORT_TICKS_MAX = 1000000000, // about 2 s
    CHANGED_GROUPS_MAX = 2000,
    TABU_GROUPS_MAX = 200,
    CANDIDATES = 64, // groups compared for one who has none
    EVICTIONS_PER_ITEM = 50,
};

static int32_t most_seats(const struct mdgp_state *s) {
    int32_t most = 1;
    for (int32_t g = 0; g < s->r->m; g++) {
        const int32_t seats = s->seat_start[g + 1] - s->seat_start[g];
        most = seats > most ? seats : most;
    }
    return most;
}

// Fixed items come first, then the large ones: they find room hardest.
static int32_t rank_of(const struct mdgp *r, int32_t i) {
    return r->fixed[i] >= 0 ? INT32_MAX : mdgp_people(r, i);
}

static int compare_ranks(const void *a, const void *b, void *context) {
    const struct mdgp *r = context;
    const int32_t x = rank_of(r, *(const int32_t *)a), y = rank_of(r, *(const int32_t *)b);
    return (x > y) - (x < y);
}

static void list_first(struct arena *arena, struct mdgp_walk *w) {
    w->first = NEW_ARRAY(arena, int32_t, (size_t)w->r->n);
    for (int32_t i = 0; i < w->r->n; i++) {
        if (rank_of(w->r, i) > 1)
            w->first[w->n_first++] = i;
    }
    struct mdgp r = *w->r;
    sort_stable(arena, w->first, (size_t)w->n_first, sizeof w->first[0], compare_ranks, &r);
}

struct mdgp_walk mdgp_walk_new(struct arena *arena, const struct mdgp *r,
                               const struct plan_search *search, double bound,
                               struct mdgp_best *best) {
    struct mdgp_walk w = {.r = r, .search = search, .rng = rng_seeded(search->seed), .best = best};
    w.s = mdgp_state_new(arena, r);
    w.bound = (int64_t)floor(bound * r->units);
    const int64_t by_size = (int64_t)r->n * r->n / 2 * EFFORT_TICKS_PER_PAIR;
    w.total = search->effort * (by_size < EFFORT_TICKS_MAX ? by_size : EFFORT_TICKS_MAX);
    w.look = MDGP_LOOK_TICKS;
    const size_t m = (size_t)r->m, seats = (size_t)most_seats(&w.s);
    w.changed = r->m <= CHANGED_GROUPS_MAX ? NEW_ARRAY(arena, bool, m *m) : NULL;
    if (r->distance && r->m <= TABU_GROUPS_MAX)
        w.tabu = (struct mdgp_tabu){.until = NEW_ARRAY(arena, int32_t, (size_t)r->n * m),
                                    .top = NEW_ARRAY(arena, int32_t, (size_t)r->n),
                                    .best = NEW_ARRAY(arena, struct mdgp_exchange, m * m)};
    w.gain_g = NEW_ARRAY(arena, int64_t, seats);
    w.gain_h = NEW_ARRAY(arena, int64_t, seats);
    w.near_gain = NEW_ARRAY(arena, int64_t, seats);
    w.near = NEW_ARRAY(arena, int32_t, seats);
    w.distance = NEW_ARRAY(arena, int32_t, seats);
    w.queue = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    list_first(arena, &w);
    return w;
}

// ---- the best plan, and when to stop -----------------------------------------------------------

void mdgp_walk_save(const struct mdgp_walk *w, int32_t *ret_group) {
    memcpy(ret_group, w->s.group, (size_t)w->r->n * sizeof ret_group[0]);
}

void mdgp_walk_note(struct mdgp_walk *w) {
    if (mdgp_worth(&w->s) <= w->best->worth)
        return;
    w->best->worth = mdgp_worth(&w->s);
    w->best->is_valid = mdgp_is_valid(&w->s);
    mdgp_walk_save(w, w->best->group);
}

void mdgp_walk_work(struct mdgp_walk *w, int64_t ticks) {
    w->ticks += ticks;
    if (w->ticks < w->look || w->is_over)
        return;
    w->look = w->ticks + MDGP_LOOK_TICKS;
    const struct mdgp_best *best = w->best;
    const struct plan_progress progress = {
        .done = fmin(1, (double)w->ticks / (double)w->total),
        .objective = best->is_valid ? llround((double)best->worth / w->r->units) : -1,
        .bound = llround((double)w->bound / w->r->units),
    };
    w->is_cancelled = w->search->progress && !w->search->progress(w->search->context, &progress);
    w->is_over =
        w->is_cancelled || w->ticks >= w->total || (best->is_valid && best->worth >= w->bound);
}

void mdgp_walk_hasten(struct mdgp_walk *w, bool is_swap) {
    const struct mdgp *r = w->r;
    if (r->has_rules)
        w->look -= 16 * (int64_t)r->p->n_columns +
                   (is_swap ? 0 : 4 * (int64_t)r->class_start[r->p->n_columns]);
}

// ---- small steps -------------------------------------------------------------------------------

void mdgp_walk_mark(struct mdgp_walk *w, int32_t g) {
    for (int32_t h = 0; w->changed && h < w->r->m; h++)
        w->changed[(ptrdiff_t)g * w->r->m + h] = w->changed[(ptrdiff_t)h * w->r->m + g] = true;
}

void mdgp_walk_exchange(struct mdgp_walk *w, int32_t i, int32_t h, int32_t j) {
    mdgp_walk_mark(w, w->s.group[i]);
    mdgp_walk_mark(w, h);
    mdgp_exchange(&w->s, i, h, j);
    w->ticks += 50 + w->r->n;
}

// ---- filling -----------------------------------------------------------------------------------

// The group where i adds most for each seat, of some that have room; -1 when none has.
static int32_t choose_group(struct mdgp_walk *w, int32_t i) {
    const struct mdgp_state *s = &w->s;
    const int32_t m = w->r->m, first = (int32_t)rng_below(&w->rng, (uint32_t)m);
    int32_t chosen = -1, left = w->is_over ? 1 : CANDIDATES; // who said stop gets any plan
    int64_t most = 0;
    for (int32_t k = 0; k < m && left > 0; k++) {
        const int32_t g = first + k < m ? first + k : first + k - m;
        if (!mdgp_fits(s, i, g, -1))
            continue;
        const int64_t worth =
            mdgp_to_group(s, i, g) / (s->size[g] + 1) - mdgp_rule_cost(s, i, g, -1);
        mdgp_walk_hasten(w, false);
        left--;
        if (chosen < 0 || worth > most) {
            chosen = g;
            most = worth;
        }
    }
    return chosen;
}

// The free item that sits `k` seats on in group g; -1 when all are fixed.
static int32_t free_item(const struct mdgp_walk *w, int32_t g, int32_t k) {
    const int32_t n = w->s.count[g];
    for (int32_t at = 0; at < n; at++) {
        const int32_t i = mdgp_seats(&w->s, g)[(k + at) % n];
        if (w->r->fixed[i] < 0)
            return i;
    }
    return -1;
}

static int32_t fixed_people(const struct mdgp_walk *w, int32_t g) {
    int32_t people = 0;
    for (int32_t k = 0; k < w->s.count[g]; k++) {
        const int32_t i = mdgp_seats(&w->s, g)[k];
        people += w->r->fixed[i] == g ? mdgp_people(w->r, i) : 0;
    }
    return people;
}

// Makes room for i in the first group from a random one on that can have it, and adds those driven
// out to the queue; -1 when there is no such group.
static int32_t make_room(struct mdgp_walk *w, int32_t i, int32_t *n_queue) {
    const struct mdgp *r = w->r;
    const int32_t first = (int32_t)rng_below(&w->rng, (uint32_t)r->m);
    for (int32_t k = 0; k < r->m; k++) {
        const int32_t g = (first + k) % r->m;
        if (!mdgp_may_join(r, i, g) || fixed_people(w, g) + mdgp_people(r, i) > r->p->size_most[g])
            continue;
        while (!mdgp_fits(&w->s, i, g, -1)) {
            const uint32_t n = (uint32_t)w->s.count[g];
            const int32_t out = free_item(w, g, (int32_t)rng_below(&w->rng, n));
            mdgp_leave(&w->s, out);
            mdgp_walk_mark(w, g);
            w->queue[(*n_queue)++] = out;
        }
        return g;
    }
    return -1;
}

bool mdgp_walk_complete(struct mdgp_walk *w) {
    const struct mdgp *r = w->r;
    int32_t n_queue = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (w->s.group[i] < 0 && rank_of(r, i) == 1)
            w->queue[n_queue++] = i;
    }
    rng_shuffle(&w->rng, w->queue, (size_t)n_queue);
    for (int32_t k = 0; k < w->n_first; k++) {
        if (w->s.group[w->first[k]] < 0)
            w->queue[n_queue++] = w->first[k];
    }
    int64_t evictions = EVICTIONS_PER_ITEM * (int64_t)r->n;
    while (n_queue > 0) {
        const int32_t i = w->queue[--n_queue];
        int32_t g = choose_group(w, i);
        if (g < 0)
            g = evictions-- > 0 && !w->is_cancelled ? make_room(w, i, &n_queue) : -1;
        if (g < 0)
            return false;
        mdgp_walk_mark(w, g);
        mdgp_enter(&w->s, i, g);
        mdgp_walk_work(w, 100 + r->n + 8 * (int64_t)r->m);
    }
    return true;
}

// ---- larger steps ------------------------------------------------------------------------------

bool mdgp_walk_start(struct mdgp_walk *w) {
    mdgp_state_clear(&w->s);
    const bool is_full = mdgp_walk_complete(w);
    if (is_full)
        mdgp_walk_note(w);
    return is_full;
}

void mdgp_walk_load(struct mdgp_walk *w, const int32_t *group) {
    mdgp_state_clear(&w->s);
    for (int32_t i = 0; i < w->r->n; i++)
        mdgp_enter(&w->s, i, group[i]);
    for (int32_t g = 0; g < w->r->m; g++)
        mdgp_walk_mark(w, g);
    w->ticks += (int64_t)w->r->n * (100 + w->r->n / 4);
}

void mdgp_walk_shake(struct mdgp_walk *w, int32_t n) {
    const uint32_t n_items = (uint32_t)w->r->n;
    for (int32_t k = 0; k < n; k++) {
        const int32_t i = (int32_t)rng_below(&w->rng, n_items);
        int32_t j = (int32_t)rng_below(&w->rng, n_items);
        const int32_t h = w->s.group[j];
        if (mdgp_fits(&w->s, i, h, -1) && rng_below(&w->rng, 2) == 0)
            j = -1;
        if (h != w->s.group[i] && mdgp_fits(&w->s, i, h, j))
            mdgp_walk_exchange(w, i, h, j);
    }
}

// The free item that adds least to group g; -1 when all are fixed.
static int32_t least_of_group(const struct mdgp_walk *w, int32_t g) {
    const int32_t *seats = mdgp_seats(&w->s, g);
    int32_t least = -1;
    for (int32_t k = 0; k < w->s.count[g]; k++) {
        if (w->r->fixed[seats[k]] < 0 &&
            (least < 0 || mdgp_to_group(&w->s, seats[k], g) < mdgp_to_group(&w->s, least, g)))
            least = seats[k];
    }
    return least;
}

void mdgp_walk_take_out(struct mdgp_walk *w, int32_t depth) {
    for (int32_t g = 0; g < w->r->m; g++) {
        for (int32_t k = 0; k < depth; k++) {
            const int32_t i = least_of_group(w, g);
            if (i < 0)
                break;
            mdgp_leave(&w->s, i);
            w->ticks += w->r->n;
        }
        mdgp_walk_mark(w, g);
    }
}
