// SPDX-License-Identifier: EUPL-1.2
// A first plan for people with features and too many for a matrix. The worth is largest when the
// features of a group add up to nothing, so people are paired with whom they cancel best, pairs with
// pairs, and so on; a group of 20 becomes one such heap of 16 and one of 4. Rules other than sizes
// are left to the search.
// Source: the differencing of Karmarkar and Karp, 1982, taken to more than one dimension.
#include "base/str.h"
#include "plan/mdgp_walk.h"

struct heaps {
    struct mdgp_walk *w;
    struct arena *arena;
    int32_t n, size;   // heaps, of `size` items each
    int32_t *item;     // [n * size]
    int16_t *sum;      // [n * n_features]
    int32_t *wanted;   // [m] items that each group still takes
};

static int16_t *sum_of(const struct heaps *h, int32_t k) {
    return h->sum + (ptrdiff_t)k * h->w->r->n_features;
}

// The heap from `first` on whose sum comes nearest to cancelling `sum`.
static int32_t best_partner(const struct heaps *h, const int16_t *sum, int32_t first) {
    const int32_t n_features = h->w->r->n_features;
    int32_t best = first;
    int64_t least = INT64_MAX;
    for (int32_t k = first; k < h->n; k++) {
        const int64_t rest = 2 * (int64_t)mdgp_dot(sum, sum_of(h, k), n_features) +
                             mdgp_dot(sum_of(h, k), sum_of(h, k), n_features);
        if (rest < least) {
            least = rest;
            best = k;
        }
    }
    mdgp_walk_work(h->w, (int64_t)(h->n - first) * n_features / 2);
    return best;
}
