// SPDX-License-Identifier: EUPL-1.2
// A merge sort from the bottom up, between the items and a copy of them: equals keep their order,
// n log n comparisons in the worst case, no recursion.
#include "base/str.h"

struct order {
    size_t size;
    int (*compare)(const void *, const void *, void *);
    void *context;
};

// Merges the sorted runs [0, middle) and [middle, n) of `from` into `to`.
static void merge(const struct order *order, const char *from, size_t middle, size_t n, char *to) {
    const size_t size = order->size;
    size_t left = 0, right = middle;
    for (size_t i = 0; i < n; i++) {
        const bool take_left =
            left < middle && (right >= n || order->compare(from + left * size, from + right * size,
                                                           order->context) <= 0);
        memcpy(to + i * size, from + (take_left ? left++ : right++) * size, size);
    }
}

void sort_stable(struct arena *scratch, void *items, size_t n, size_t size,
                 int (*compare)(const void *, const void *, void *), void *context) {
    const struct order order = {size, compare, context};
    char *from = items;
    char *to = arena_alloc(scratch, n, size);
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t at = 0; at < n; at += 2 * run) {
            const size_t both = n - at < 2 * run ? n - at : 2 * run;
            merge(&order, from + at * size, run < both ? run : both, both, to + at * size);
        }
        char *const merged = to;
        to = from;
        from = merged;
    }
    if (from != items)
        memcpy(items, from, n * size);
}
