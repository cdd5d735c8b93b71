// SPDX-License-Identifier: EUPL-1.2
// The steps of the grouping search. An exchange is sought in one pair of groups at a time, and a
// pair is looked at again only after one of its groups has changed: near the top of a hill a look
// at all pairs costs little more than reading the table once.
// Source: Lai, Hao, Fu and Yue, European Journal of Operational Research, 2021 (pairs of groups).
#include <math.h>

#include "base/str.h"
#include "plan/grouping/mdgp_walk.h"

enum {
    EFFORT_TICKS_PER_PAIR = 140000,
    EFFORT_TICKS_MAX = 1000000000, // about 2 s
    LOOK_TICKS = 5000000,          // between two looks at the callback: about 10 ms
    CHANGED_GROUPS_MAX = 2000,
    CANDIDATES = 64, // groups compared for one who has none
    EVICTIONS_PER_ITEM = 50,
};

struct exchange {
    int32_t i, h, j; // j -1: i moves alone
    int64_t gain;
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
    w.look = LOOK_TICKS;
    const size_t m = (size_t)r->m, seats = (size_t)most_seats(&w.s);
    w.changed = r->m <= CHANGED_GROUPS_MAX ? NEW_ARRAY(arena, bool, m *m) : NULL;
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

static void note_best(struct mdgp_walk *w) {
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
    w->look = w->ticks + LOOK_TICKS;
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

// ---- the best exchange of a pair of groups -----------------------------------------------------

static void consider(const struct mdgp_walk *w, int32_t i, int32_t h, int32_t j, int64_t gain,
                     struct exchange *best) {
    if (!mdgp_fits(&w->s, i, h, j))
        return;
    gain -= mdgp_rule_cost(&w->s, i, h, j);
    if (gain > best->gain)
        *best = (struct exchange){i, h, j, gain};
}

// What everybody in g would gain by leaving for h, and the most of these.
static int64_t leaving_gains(struct mdgp_walk *w, int32_t g, int32_t h, int64_t slack,
                             int64_t *gain, struct exchange *best) {
    const int32_t *seats = mdgp_seats(&w->s, g);
    int64_t most = INT64_MIN / 4;
    for (int32_t k = 0; k < w->s.count[g]; k++) {
        gain[k] = mdgp_to_group(&w->s, seats[k], h) - mdgp_to_group(&w->s, seats[k], g);
        most = gain[k] > most ? gain[k] : most;
        if (gain[k] + slack > best->gain)
            consider(w, seats[k], h, -1, gain[k], best);
    }
    return most;
}

// Swaps can gain at most what both gain by leaving, less twice their distance. Those who cannot
// reach the best so far even with the best partner are left out before distances are read.
static void scan_swaps(struct mdgp_walk *w, int32_t g, int32_t h, int64_t most_g, int64_t most_h,
                       int64_t slack, struct exchange *best) {
    const int32_t *seats_g = mdgp_seats(&w->s, g), *seats_h = mdgp_seats(&w->s, h);
    slack -= 2 * (int64_t)w->r->least_distance;
    int32_t n_near = 0;
    for (int32_t k = 0; k < w->s.count[h]; k++) {
        if (w->gain_h[k] + most_g + slack > best->gain) {
            w->near[n_near] = seats_h[k];
            w->near_gain[n_near++] = w->gain_h[k];
        }
    }
    for (int32_t k = 0; k < w->s.count[g]; k++) {
        if (w->gain_g[k] + most_h + slack <= best->gain)
            continue;
        mdgp_distances(w->r, seats_g[k], w->near, n_near, w->distance);
        const int64_t needed = 2 * (int64_t)w->r->least_distance + slack + w->gain_g[k];
        for (int32_t l = 0; l < n_near; l++) {
            const int64_t gain = w->near_gain[l] - 2 * (int64_t)w->distance[l];
            if (gain + needed > best->gain)
                consider(w, seats_g[k], h, w->near[l], gain + w->gain_g[k], best);
        }
        w->ticks += n_near;
    }
}

static struct exchange scan_pair(struct mdgp_walk *w, int32_t g, int32_t h) {
    const int64_t slack = mdgp_is_valid(&w->s) ? w->r->slack : INT64_MAX / 8;
    struct exchange best = {.gain = 0};
    const int64_t most_g = leaving_gains(w, g, h, slack, w->gain_g, &best);
    const int64_t most_h = leaving_gains(w, h, g, slack, w->gain_h, &best);
    if (most_g + most_h + slack - 2 * (int64_t)w->r->least_distance > best.gain)
        scan_swaps(w, g, h, most_g, most_h, slack, &best);
    mdgp_walk_work(w, 30 + 4 * (int64_t)(w->s.count[g] + w->s.count[h]));
    return best;
}

// ---- descent -----------------------------------------------------------------------------------

static void mark_changed(struct mdgp_walk *w, int32_t g) {
    for (int32_t h = 0; w->changed && h < w->r->m; h++)
        w->changed[(ptrdiff_t)g * w->r->m + h] = w->changed[(ptrdiff_t)h * w->r->m + g] = true;
}

static void make_exchange(struct mdgp_walk *w, int32_t i, int32_t h, int32_t j) {
    mark_changed(w, w->s.group[i]);
    mark_changed(w, h);
    mdgp_exchange(&w->s, i, h, j);
    w->ticks += 50 + w->r->n;
}

// Climbs in one pair until its top; true when something changed.
static bool climb_pair(struct mdgp_walk *w, int32_t g, int32_t h) {
    bool has_climbed = false;
    while (!w->is_over) {
        const struct exchange best = scan_pair(w, g, h);
        if (best.gain <= 0)
            break;
        make_exchange(w, best.i, best.h, best.j);
        has_climbed = true;
    }
    return has_climbed;
}

void mdgp_walk_descend(struct mdgp_walk *w) {
    const int32_t m = w->r->m;
    bool has_climbed = true;
    while (has_climbed && !w->is_over) {
        has_climbed = false;
        for (int32_t g = 0; g < m; g++) {
            for (int32_t h = g + 1; h < m; h++) {
                bool *changed = w->changed + (ptrdiff_t)g * m + h;
                if (!*changed)
                    continue;
                has_climbed |= climb_pair(w, g, h);
                *changed = w->is_over;
            }
        }
    }
    note_best(w);
}

void mdgp_walk_wander(struct mdgp_walk *w) {
    const uint32_t m = (uint32_t)w->r->m;
    for (int64_t note = 0; !w->is_over;) {
        if (w->ticks >= note) {
            note_best(w);
            note = w->ticks + LOOK_TICKS;
        }
        const uint32_t g = rng_below(&w->rng, m), h = rng_below(&w->rng, m - 1);
        climb_pair(w, (int32_t)g, (int32_t)(h + (h >= g)));
    }
    note_best(w);
}

// ---- filling -----------------------------------------------------------------------------------

// The group where i adds most for each seat, of some that have room; -1 when none has.
static int32_t choose_group(struct mdgp_walk *w, int32_t i) {
    const struct mdgp_state *s = &w->s;
    const int32_t m = w->r->m, first = (int32_t)rng_below(&w->rng, (uint32_t)m);
    int32_t chosen = -1, left = CANDIDATES;
    int64_t most = 0;
    for (int32_t k = 0; k < m && left > 0; k++) {
        const int32_t g = first + k < m ? first + k : first + k - m;
        if (!mdgp_fits(s, i, g, -1))
            continue;
        const int64_t worth =
            mdgp_to_group(s, i, g) / (s->size[g] + 1) - mdgp_rule_cost(s, i, g, -1);
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
            mark_changed(w, g);
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
            g = evictions-- > 0 ? make_room(w, i, &n_queue) : -1;
        if (g < 0)
            return false;
        mark_changed(w, g);
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
        note_best(w);
    return is_full;
}

void mdgp_walk_load(struct mdgp_walk *w, const int32_t *group) {
    mdgp_state_clear(&w->s);
    for (int32_t i = 0; i < w->r->n; i++)
        mdgp_enter(&w->s, i, group[i]);
    for (int32_t g = 0; g < w->r->m; g++)
        mark_changed(w, g);
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
            make_exchange(w, i, h, j);
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
        mark_changed(w, g);
    }
}
