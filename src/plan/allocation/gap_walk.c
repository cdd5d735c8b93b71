// SPDX-License-Identifier: EUPL-1.2
// Local search over complete plans, in which hours above somebody's limit cost something. A package
// moves; the person who gets it may pass on another one, and the next person a third. Chains are
// tried on the people who suit a package best by prices. Where hours stay short they become dearer,
// elsewhere cheaper, so that the walk keeps crossing the border of what is valid.
// Source: Yagiura, Ibaraki and Glover, An ejection chain approach for the generalized assignment
// problem, INFORMS Journal on Computing 16(2), 2004, doi 10.1287/ijoc.1030.0036.
#include "plan/allocation/gap.h"

enum { NEAR = 10, THIRD = 4, THIRD_PACKAGES = 600 };

struct gap_walk gap_walk_new(struct arena *arena, const struct gap_dual *d, struct gap_clock *clock,
                             struct rng *rng, struct gap_best *best) {
    const struct gap *r = d->r;
    struct gap_walk w = {
        .r = r,
        .clock = clock,
        .rng = rng,
        .s = gap_state_new(arena, r),
        .best = best,
        .dear = NEW_ARRAY(arena, int64_t, (size_t)r->m),
        .dear_least = NEW_ARRAY(arena, int64_t, (size_t)r->m),
        .near = NEAR,
        .queue = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .is_queued = NEW_ARRAY(arena, bool, (size_t)r->n),
    };
    for (int32_t i = 0; i < r->m; i++) {
        w.dear_least[i] = 1 + (int64_t)(d->rate[i] * 0.5);
        w.dear[i] = 1 + (int64_t)(d->rate[i] * 2);
    }
    return w;
}

static void enqueue(struct gap_walk *w, int32_t j) {
    if (w->is_queued[j])
        return;
    w->is_queued[j] = true;
    w->queue[(int32_t)(((int64_t)w->queue_at + w->queue_n++) % w->r->n)] = j;
}

static void enqueue_person(struct gap_walk *w, int32_t i) {
    for (int32_t j = w->s.first[i]; j >= 0; j = w->s.next[j])
        enqueue(w, j);
}

void gap_walk_queue_all(struct gap_walk *w) {
    for (int32_t j = 0; j < w->r->n; j++) {
        w->queue[j] = j;
        w->is_queued[j] = true;
    }
    w->queue_at = 0;
    w->queue_n = w->r->n;
    rng_shuffle(w->rng, w->queue, (size_t)w->r->n);
}

void gap_walk_shift(struct gap_walk *w, int32_t j, int32_t pair) {
    const int32_t from = gap_person(&w->s, j);
    gap_state_move(&w->s, j, pair);
    enqueue_person(w, from);
    enqueue_person(w, w->r->pair[pair].person);
}

// What `more` hours for person i add, in units.
static int64_t strain(const struct gap_walk *w, int32_t i, int64_t more) {
    const int64_t now = w->s.load[i] - w->r->hours[i], then = now + more;
    return w->dear[i] * ((then > 0 ? then : 0) - (now > 0 ? now : 0));
}

// A chain: package j to pair to[0], that person's package t[1] to to[1], ...
struct chain {
    int32_t n, package[3], to[3];
    int64_t gain;
};

static int32_t near_end(const struct gap_walk *w, int32_t j) {
    const int32_t start = w->r->pair_start[j], end = w->r->pair_start[j + 1];
    return end - start > w->near ? start + w->near : end;
}

// On the way: package j has left person a for person i, with these loads.
struct way {
    int32_t a, i;
    int64_t freed, extra; // hours that a has less, i has more
    int64_t cost;         // so far, without what i's hours cost
};

static struct way first_step(const struct gap_walk *w, int32_t j, int32_t k) {
    const struct gap_pair *from = &w->r->pair[w->s.pair[j]], *to = &w->r->pair[k];
    return (struct way){from->person, to->person, from->load, to->load,
                        gap_units(w->r, to->cost) - gap_units(w->r, from->cost) +
                            strain(w, from->person, -(int64_t)from->load)};
}

// The best step for package t away from person `at`, who has `extra` hours more on the way; not to
// `banned`. Less than `best`, or *ret_pair stays.
static int64_t best_exit(struct gap_walk *w, const struct way *way, int32_t t, int32_t at,
                         int64_t extra, int32_t banned, int64_t best, int32_t *ret_pair) {
    const struct gap_pair *own = &w->r->pair[w->s.pair[t]];
    const int64_t base = strain(w, at, extra - own->load) - gap_units(w->r, own->cost);
    const int64_t at_a = strain(w, way->a, -way->freed);
    const int32_t start = w->r->pair_start[t], end = near_end(w, t);
    w->work += 2 + (end - start) / 2;
    for (int32_t k = start; k < end; k++) {
        const struct gap_pair *to = &w->r->pair[k];
        if (to->person == at || to->person == banned)
            continue;
        const int64_t there = to->person == way->a ? strain(w, way->a, to->load - way->freed) - at_a
                                                   : strain(w, to->person, to->load);
        const int64_t cost = base + gap_units(w->r, to->cost) + there;
        if (cost < best) {
            best = cost;
            *ret_pair = k;
        }
    }
    return best;
}

// Package j to pair k, then one of that person's packages onward; gains beyond *best are kept
// there.
static void try_ejections(struct gap_walk *w, int32_t j, int32_t k, struct chain *best) {
    const struct way way = first_step(w, j, k);
    for (int32_t t = w->s.first[way.i]; t >= 0; t = w->s.next[t]) {
        int32_t pair = -1;
        const int64_t cost =
            best_exit(w, &way, t, way.i, way.extra, -1, -best->gain - way.cost, &pair);
        if (pair >= 0)
            *best = (struct chain){2, {j, t}, {k, pair}, -(cost + way.cost)};
    }
}

// Package j to k, t of that person to somebody, s of that person onward.
static void try_third(struct gap_walk *w, int32_t j, int32_t k, struct chain *best) {
    const struct way way = first_step(w, j, k);
    for (int32_t t = w->s.first[way.i]; t >= 0; t = w->s.next[t]) {
        const struct gap_pair *own = &w->r->pair[w->s.pair[t]];
        const int64_t out =
            way.cost + strain(w, way.i, way.extra - own->load) - gap_units(w->r, own->cost);
        const int32_t start = w->r->pair_start[t], end = near_end(w, t);
        for (int32_t q = start; q < end && q < start + THIRD; q++) {
            const struct gap_pair *onward = &w->r->pair[q];
            const int64_t sum = out + gap_units(w->r, onward->cost);
            if (onward->person == way.i || onward->person == way.a)
                continue;
            for (int32_t s = w->s.first[onward->person]; s >= 0; s = w->s.next[s]) {
                int32_t pair = -1;
                const int64_t cost = best_exit(w, &way, s, onward->person, onward->load, way.i,
                                               -best->gain - sum, &pair);
                if (pair >= 0)
                    *best = (struct chain){3, {j, t, s}, {k, q, pair}, -(cost + sum)};
            }
        }
    }
}

// ---- descent ------------------------------------------------------------------------------------

// The chain from package j that gains most, if any does.
static bool improve(struct gap_walk *w, int32_t j) {
    struct chain best = {0};
    const int32_t start = w->r->pair_start[j], end = near_end(w, j);
    for (int32_t k = start; k < end; k++) {
        if (k == w->s.pair[j] || w->r->pair[k].person == gap_person(&w->s, j))
            continue;
        const struct way way = first_step(w, j, k);
        const int64_t gain = -(way.cost + strain(w, way.i, way.extra));
        if (gain > best.gain)
            best = (struct chain){1, {j}, {k}, gain};
        try_ejections(w, j, k, &best);
    }
    const bool has_third = w->r->n <= THIRD_PACKAGES && best.gain == 0;
    for (int32_t k = start; k < end && k < start + THIRD && has_third; k++) {
        if (k != w->s.pair[j])
            try_third(w, j, k, &best);
    }
    for (int32_t step = 0; step < best.n; step++)
        gap_walk_shift(w, best.package[step], best.to[step]);
    return best.gain > 0;
}

static void empty_queue(struct gap_walk *w) {
    while (w->queue_n > 0 && !w->clock->is_over) {
        const int32_t j = w->queue[w->queue_at];
        w->queue_at = (w->queue_at + 1) % w->r->n;
        w->queue_n--;
        w->is_queued[j] = false;
        w->work = w->near;
        const bool is_better = improve(w, j);
        gap_clock_work(w->clock, w->work);
        if (is_better && w->s.over == 0)
            gap_best_note(w->best, &w->s, w->clock);
    }
}

// Dearer where hours are short, cheaper where they are not.
static void adapt(struct gap_walk *w) {
    const bool is_valid = w->s.over == 0;
    for (int32_t i = 0; i < w->r->m; i++) {
        if (w->s.load[i] > w->r->hours[i])
            w->dear[i] += w->dear[i] / (w->best->cost < INT64_MAX ? 4 : 2) + 1;
        else if (is_valid && w->dear[i] > w->dear_least[i])
            w->dear[i] -= w->dear[i] / 10;
        if (w->s.load[i] > w->r->hours[i] || is_valid)
            enqueue_person(w, i);
    }
}

void gap_walk_descend(struct gap_walk *w, int32_t rounds) {
    for (int32_t round = 0; round < rounds && !w->clock->is_over; round++) {
        empty_queue(w);
        gap_best_note(w->best, &w->s, w->clock);
        adapt(w);
    }
}
