// SPDX-License-Identifier: EUPL-1.2
// A sorted array and binary search.
#include "feature/import/import_index.h"

static int compare_keys(const void *a, const void *b, void *context) {
    (void)context;
    const struct import_entry *left = a, *right = b;
    return str_cmp(left->key, right->key);
}

struct import_index import_index_of(struct arena *arena, struct import_entry *entries, size_t n) {
    sort_stable(arena, entries, n, sizeof *entries, compare_keys, NULL);
    return (struct import_index){entries, n};
}

size_t import_index_find(const struct import_index *index, struct str key) {
    size_t from = 0, to = index->n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (str_cmp(index->entries[middle].key, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < index->n && str_eq(index->entries[from].key, key) ? from : SIZE_MAX;
}
