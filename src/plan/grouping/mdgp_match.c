// SPDX-License-Identifier: EUPL-1.2
// A first plan for people with features who are too many for a matrix. The worth is largest when
// the features of a group add up to nothing, so people are paired with whom they cancel best, pairs
// with pairs, and so on: a group of 20 becomes a heap of 16 and one of 4. Knows sizes and no other
// rule. Source: the differencing of Karmarkar and Karp, 1982, taken to more than one dimension.
#include <math.h>

#include "base/str.h"
#include "plan/grouping/mdgp_walk.h"

enum { PARTNERS_LEAST = 64, PARTNERS_MAX = 1 << 15, LEVELS_MAX = 18 }; // 2^18 > PEOPLE_MAX

struct heap {
    int32_t first, last; // items, linked by `next`
    int32_t square;      // of the sum
};

struct match {
    struct mdgp_walk *w;
    struct arena *arena;
    int32_t n_features, sum_max;
    int32_t n_partners; // that are compared, so that matching takes at most half of the work
    int32_t *next;      // [n] item after this one in its heap, -1 = last
    int32_t *wanted;    // [m] items that each group takes in all
};

struct heaps {
    int32_t n;
    struct heap *list;
    int16_t *sum; // [n * n_features]
};

static struct heaps heaps_new(const struct match *x, int32_t n) {
    return (struct heaps){n, NEW_ARRAY(x->arena, struct heap, (size_t)n),
                          NEW_ARRAY(x->arena, int16_t, (size_t)n * (size_t)x->n_features)};
}

static int16_t *sum_at(const struct match *x, const struct heaps *h, int32_t k) {
    return h->sum + (ptrdiff_t)k * x->n_features;
}

static int16_t clamp(const struct match *x, int32_t sum) {
    return (int16_t)(sum > x->sum_max ? x->sum_max : sum < -x->sum_max ? -x->sum_max : sum);
}

static int compare_squares(const void *a, const void *b, void *context) {
    const struct heap *list = context;
    const int32_t s = list[*(const int32_t *)a].square, t = list[*(const int32_t *)b].square;
    return (s < t) - (s > t);
}

// Far out first: they find somebody to cancel them hardest.
static struct heaps sorted(const struct match *x, const struct heaps *h) {
    struct heaps result = heaps_new(x, h->n);
    int32_t *order = NEW_ARRAY(x->arena, int32_t, (size_t)h->n);
    for (int32_t k = 0; k < h->n; k++)
        order[k] = k;
    sort_stable(x->arena, order, (size_t)h->n, sizeof order[0], compare_squares, h->list);
    for (int32_t k = 0; k < h->n; k++) {
        result.list[k] = h->list[order[k]];
        memcpy(sum_at(x, &result, k), sum_at(x, h, order[k]),
               (size_t)x->n_features * sizeof(int16_t));
    }
    return result;
}

// The heap of first..end-1 that cancels `sum` best.
static int32_t best_partner(const struct match *x, const struct heaps *h, const int16_t *sum,
                            int32_t first, int32_t end) {
    int32_t best = first;
    int64_t least = INT64_MAX;
    end = end - first < x->n_partners ? end : first + x->n_partners;
    for (int32_t k = first; k < end && !x->w->is_over; k++) {
        const int64_t left =
            2 * (int64_t)mdgp_dot(sum, sum_at(x, h, k), x->n_features) + h->list[k].square;
        best = left < least ? k : best;
        least = left < least ? left : least;
    }
    mdgp_walk_work(x->w, (int64_t)(end - first) * x->n_features / 8);
    return best;
}

static void swap_heaps(const struct match *x, const struct heaps *h, int32_t a, int32_t b) {
    const struct heap heap = h->list[a];
    h->list[a] = h->list[b];
    h->list[b] = heap;
    for (int32_t k = 0; k < x->n_features; k++) {
        const int16_t sum = sum_at(x, h, a)[k];
        sum_at(x, h, a)[k] = sum_at(x, h, b)[k];
        sum_at(x, h, b)[k] = sum;
    }
}

// Pairs the first 2 * n_pairs heaps of `h`.
static struct heaps pair_up(const struct match *x, const struct heaps *h, int32_t n_pairs) {
    struct heaps pairs = heaps_new(x, n_pairs);
    for (int32_t at = 0; at < n_pairs; at++) {
        const int32_t a = 2 * at, b = a + 1;
        swap_heaps(x, h, b, best_partner(x, h, sum_at(x, h, a), b, 2 * n_pairs));
        int16_t *sum = sum_at(x, &pairs, at);
        for (int32_t k = 0; k < x->n_features; k++)
            sum[k] = clamp(x, sum_at(x, h, a)[k] + sum_at(x, h, b)[k]);
        x->next[h->list[a].last] = h->list[b].first;
        pairs.list[at] =
            (struct heap){h->list[a].first, h->list[b].last, mdgp_dot(sum, sum, x->n_features)};
    }
    return pairs;
}

static struct heaps single_items(const struct match *x) {
    const struct mdgp *r = x->w->r;
    struct heaps h = heaps_new(x, r->n);
    memcpy(h.sum, r->feature, (size_t)r->n * (size_t)x->n_features * sizeof h.sum[0]);
    for (int32_t i = 0; i < r->n; i++) {
        h.list[i] =
            (struct heap){i, i, mdgp_dot(sum_at(x, &h, i), sum_at(x, &h, i), x->n_features)};
        x->next[i] = -1;
    }
    return h;
}

// Every group with this bit in its size takes the heap that cancels it best.
static void hand_out(const struct match *x, const struct heaps *h, int32_t bit) {
    struct mdgp_walk *w = x->w;
    int16_t *sum = NEW_ARRAY(x->arena, int16_t, (size_t)x->n_features);
    int32_t done = 0;
    for (int32_t g = 0; g < w->r->m; g++) {
        if (!(x->wanted[g] & bit))
            continue;
        for (int32_t k = 0; k < x->n_features; k++)
            sum[k] = clamp(x, w->s.sum[(ptrdiff_t)g * x->n_features + k]);
        swap_heaps(x, h, done, best_partner(x, h, sum, done, h->n));
        for (int32_t i = h->list[done++].first; i >= 0; i = x->next[i])
            mdgp_enter(&w->s, i, g);
    }
}

// Least sizes, and who is left over one by one.
static void choose_sizes(const struct match *x) {
    const struct plan_grouping *p = x->w->r->p;
    int32_t left = p->n_people;
    for (int32_t g = 0; g < p->n_groups; g++)
        left -= x->wanted[g] = p->size_least[g];
    for (int32_t g = 0; left > 0; g = g + 1 < p->n_groups ? g + 1 : 0) {
        const bool has_room = x->wanted[g] < p->size_most[g];
        x->wanted[g] += has_room;
        left -= has_room;
    }
}

static int32_t count_bit(const struct match *x, int32_t bit) {
    int32_t n = 0;
    for (int32_t g = 0; g < x->w->r->m; g++)
        n += (x->wanted[g] & bit) != 0;
    return n;
}

static int32_t count_partners(const struct mdgp_walk *w) {
    const int64_t n = w->total / ((int64_t)w->r->n * w->r->n_features / 4 + 1);
    return (int32_t)(n < PARTNERS_LEAST ? PARTNERS_LEAST : n > PARTNERS_MAX ? PARTNERS_MAX : n);
}

void mdgp_walk_match(struct arena *arena, struct mdgp_walk *w) {
    const struct mdgp *r = w->r;
    struct match x = {
        .w = w,
        .arena = arena,
        .n_features = r->n_features,
        .sum_max = (int32_t)sqrt((double)(1 << 30) / r->n_features),
        .n_partners = count_partners(w),
        .next = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .wanted = NEW_ARRAY(arena, int32_t, (size_t)r->m),
    };
    mdgp_state_clear(&w->s);
    choose_sizes(&x);
    struct heaps level[LEVELS_MAX], all = single_items(&x);
    int n_levels = 0;
    for (; all.n > 0; n_levels++) {
        const int32_t n_kept = count_bit(&x, 1 << n_levels);
        all = sorted(&x, &all);
        level[n_levels] =
            (struct heaps){n_kept, all.list + all.n - n_kept, sum_at(&x, &all, all.n - n_kept)};
        all = pair_up(&x, &all, (all.n - n_kept) / 2);
    }
    while (n_levels-- > 0)
        hand_out(&x, &level[n_levels], 1 << n_levels);
}
