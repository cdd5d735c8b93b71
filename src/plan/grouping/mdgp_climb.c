// SPDX-License-Identifier: EUPL-1.2
// How a plan of the grouping search climbs. An exchange is sought in one pair of groups at a time,
// and a pair is looked at again only after one of its groups has changed: near the top of a hill a
// look at all pairs costs little more than reading the table once. From a top the walk may go on:
// it takes the best exchange there is, also one that loses, and who has left a group may not come
// back for some steps, so that it comes down on another side (tabu).
// Source: Lai, Hao, Fu and Yue, European Journal of Operational Research, 2021 (pairs of groups).
#include "plan/grouping/mdgp_walk.h"

// Steps that somebody may not come back, and as many more by chance: for more groups, longer. And
// steps without a new best, for each two items, after which the walk returns to its top.
enum { TABU_LEAST = 2, TABU_GROUPS_PER_STEP = 5, TABU_IDLE_LEAST = 20, TABU_IDLE_MOST = 300 };

// ---- the best exchange of a pair of groups -----------------------------------------------------

static bool is_tabu(const struct mdgp_walk *w, int32_t i, int32_t h, int32_t j) {
    const struct mdgp_tabu *t = &w->tabu;
    const int32_t m = w->r->m;
    return t->until[(ptrdiff_t)i * m + h] > t->step ||
           (j >= 0 && t->until[(ptrdiff_t)j * m + w->s.group[i]] > t->step);
}

static void consider(struct mdgp_walk *w, int32_t i, int32_t h, int32_t j, int64_t gain,
                     struct mdgp_exchange *best) {
    if (!mdgp_fits(&w->s, i, h, j))
        return;
    gain -= mdgp_rule_cost(&w->s, i, h, j);
    mdgp_walk_hasten(w, j >= 0);
    if (gain <= best->gain)
        return;
    if (w->tabu.step > 0 && gain <= w->tabu.missing && is_tabu(w, i, h, j))
        return;
    *best = (struct mdgp_exchange){i, h, j, gain};
}

struct scan {
    int32_t g, h;
    int64_t most_g, most_h; // gains of leaving for the other group
    int32_t first;          // seat in g of who gains most
    int64_t slack;          // more than this rules do not add to a gain
    int32_t n_near;
    struct mdgp_exchange best;
};

// What everybody in g would gain by leaving for h. The search spends most of its time here.
static void fill_gains(const struct mdgp_walk *w, int32_t g, int32_t h, int64_t *gain) {
    const int32_t *seats = mdgp_seats(&w->s, g), n = w->s.count[g];
    if (!w->s.delta) {
        for (int32_t k = 0; k < n; k++)
            gain[k] = mdgp_to_group(&w->s, seats[k], h) - mdgp_to_group(&w->s, seats[k], g);
        return;
    }
    const int32_t *from = w->s.delta + (ptrdiff_t)g * w->r->n;
    const int32_t *to = w->s.delta + (ptrdiff_t)h * w->r->n;
    for (int32_t k = 0; k < n; k++)
        gain[k] = to[seats[k]] - from[seats[k]];
}

// The most of these gains, and whose; those who can move alone are considered.
static int64_t leaving_gains(struct mdgp_walk *w, struct scan *scan, int32_t g, int32_t h,
                             int64_t *gain, int32_t *ret_first) {
    fill_gains(w, g, h, gain);
    const int32_t n = w->s.count[g];
    int64_t most = INT64_MIN / 4;
    int32_t first = 0;
    for (int32_t k = 0; k < n; k++) {
        first = gain[k] > most ? k : first;
        most = gain[k] > most ? gain[k] : most;
    }
    *ret_first = first;
    if (w->s.size[h] >= w->r->p->size_most[h])
        return most;
    for (int32_t k = 0; k < n; k++) {
        if (gain[k] + scan->slack > scan->best.gain)
            consider(w, mdgp_seats(&w->s, g)[k], h, -1, gain[k], &scan->best);
    }
    return most;
}

// Those of h who can still be part of a better swap, with somebody who gains `most` by leaving g.
static void list_near(struct mdgp_walk *w, struct scan *scan) {
    const int32_t *seats = mdgp_seats(&w->s, scan->h);
    scan->n_near = 0;
    for (int32_t k = 0; k < w->s.count[scan->h]; k++) {
        if (w->gain_h[k] + scan->most_g + scan->slack <= scan->best.gain)
            continue;
        w->near[scan->n_near] = seats[k];
        w->near_gain[scan->n_near++] = w->gain_h[k];
    }
}

// Without a matrix a distance costs what its features do, eight of them at a time.
static int64_t features_of(const struct mdgp_walk *w) {
    return w->r->distance ? 1 : 1 + w->r->n_features / 8;
}

// The swaps of one of g with those of a list, who gain `gain` by leaving h.
static void scan_row(struct mdgp_walk *w, struct scan *scan, int32_t k, const int32_t *list,
                     const int64_t *gain, int32_t n) {
    const int64_t own = w->gain_g[k];
    if (own + scan->most_h + scan->slack <= scan->best.gain)
        return;
    const int32_t i = mdgp_seats(&w->s, scan->g)[k];
    mdgp_distances(w->r, i, list, n, w->distance);
    const int64_t needed = 2 * (int64_t)w->r->least_distance + scan->slack + own;
    for (int32_t l = 0; l < n; l++) {
        const int64_t other = gain[l] - 2 * (int64_t)w->distance[l];
        if (other + needed > scan->best.gain)
            consider(w, i, scan->h, list[l], other + own, &scan->best);
    }
    w->ticks += n * features_of(w);
    if (w->ticks >= w->look) // a group can have half of all people
        mdgp_walk_work(w, 0);
}

// The best exchange of g and h that gains more than `floor`; best.i is -1 when there is none. Swaps
// can gain at most what both gain by leaving, less twice their distance. Whoever gains most comes
// first, and those who cannot reach the best so far even with the best partner are left out before
// distances are read.
static struct mdgp_exchange scan_pair(struct mdgp_walk *w, int32_t g, int32_t h, int64_t floor) {
    struct scan scan = {.g = g, .h = h, .best = {.i = -1, .gain = floor}};
    int32_t first_h;
    scan.slack = mdgp_is_valid(&w->s) ? w->r->slack : INT64_MAX / 8;
    scan.most_g = leaving_gains(w, &scan, g, h, w->gain_g, &scan.first);
    scan.most_h = leaving_gains(w, &scan, h, g, w->gain_h, &first_h);
    scan.slack -= 2 * (int64_t)w->r->least_distance;
    const int32_t n = w->s.count[g];
    if (n > 0 && scan.most_g + scan.most_h + scan.slack > floor) {
        scan_row(w, &scan, scan.first, mdgp_seats(&w->s, h), w->gain_h, w->s.count[h]);
        list_near(w, &scan);
        for (int32_t k = 0; k < n && scan.n_near > 0; k++) {
            if (k != scan.first && !w->is_over)
                scan_row(w, &scan, k, w->near, w->near_gain, scan.n_near);
        }
    }
    mdgp_walk_work(w, 30 + 4 * features_of(w) * (w->s.count[g] + w->s.count[h]));
    return scan.best;
}

// ---- to the top --------------------------------------------------------------------------------

// Climbs in one pair until its top; true when something changed.
static bool climb_pair(struct mdgp_walk *w, int32_t g, int32_t h) {
    bool has_climbed = false;
    while (!w->is_over) {
        const struct mdgp_exchange best = scan_pair(w, g, h, 0);
        if (best.i < 0)
            break;
        mdgp_walk_exchange(w, best.i, best.h, best.j);
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
    mdgp_walk_note(w);
}

void mdgp_walk_wander(struct mdgp_walk *w) {
    const uint32_t m = (uint32_t)w->r->m;
    for (int64_t note = 0; !w->is_over;) {
        if (w->ticks >= note) {
            mdgp_walk_note(w);
            note = w->ticks + MDGP_LOOK_TICKS;
        }
        const uint32_t g = rng_below(&w->rng, m), h = rng_below(&w->rng, m - 1);
        climb_pair(w, (int32_t)g, (int32_t)(h + (h >= g)));
    }
    mdgp_walk_note(w);
}

// ---- beyond the top ----------------------------------------------------------------------------

// The best exchange of all pairs; those whose groups stayed as they were keep what was found.
static struct mdgp_exchange best_of_all(struct mdgp_walk *w) {
    const int32_t m = w->r->m;
    struct mdgp_exchange best = {.i = -1, .gain = INT64_MIN};
    for (int32_t g = 0; g < m; g++) {
        for (int32_t h = g + 1; h < m && !w->is_over; h++) {
            const ptrdiff_t at = (ptrdiff_t)g * m + h;
            if (w->changed[at])
                w->tabu.best[at] = scan_pair(w, g, h, -MDGP_BROKEN / 2);
            w->changed[at] = false;
            if (w->tabu.best[at].i >= 0 && w->tabu.best[at].gain > best.gain)
                best = w->tabu.best[at];
        }
    }
    return best;
}

static void forbid_return(struct mdgp_walk *w, int32_t i, int32_t g) {
    const uint32_t least = TABU_LEAST + (uint32_t)w->r->m / TABU_GROUPS_PER_STEP;
    w->tabu.until[(ptrdiff_t)i * w->r->m + g] =
        w->tabu.step + (int32_t)(least + rng_below(&w->rng, least));
}

static void tabu_step(struct mdgp_walk *w, struct mdgp_exchange e) {
    const int32_t g = w->s.group[e.i];
    mdgp_walk_exchange(w, e.i, e.h, e.j);
    forbid_return(w, e.i, g);
    if (e.j >= 0)
        forbid_return(w, e.j, e.h);
}

static int32_t most_idle(const struct mdgp *r) {
    const int32_t half = r->n / 2;
    return half < TABU_IDLE_LEAST ? TABU_IDLE_LEAST : half > TABU_IDLE_MOST ? TABU_IDLE_MOST : half;
}

void mdgp_walk_tabu(struct mdgp_walk *w) {
    const struct mdgp *r = w->r;
    struct mdgp_tabu *t = &w->tabu;
    if (!t->best)
        return;
    memset(t->until, 0, (size_t)r->n * (size_t)r->m * sizeof t->until[0]);
    memset(w->changed, true, (size_t)r->m * (size_t)r->m * sizeof w->changed[0]);
    mdgp_walk_save(w, t->top);
    const int32_t idle_most = most_idle(r);
    int64_t most = mdgp_worth(&w->s);
    t->step = 1;
    for (int32_t idle = 0; idle < idle_most && !w->is_over; idle++, t->step++) {
        t->missing = most - mdgp_worth(&w->s);
        const struct mdgp_exchange best = best_of_all(w);
        if (best.i < 0)
            break;
        tabu_step(w, best);
        if (mdgp_worth(&w->s) <= most)
            continue;
        most = mdgp_worth(&w->s);
        mdgp_walk_save(w, t->top);
        mdgp_walk_note(w);
        idle = 0;
    }
    t->step = 0;
    if (mdgp_worth(&w->s) < most)
        mdgp_walk_load(w, t->top);
}
