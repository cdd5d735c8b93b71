// SPDX-License-Identifier: EUPL-1.2
// Finds texts among many: sorted once, then looked up. No hash, so no file makes it slow.
#ifndef VLIEGWIEL_IMPORT_INDEX_H
#define VLIEGWIEL_IMPORT_INDEX_H
#include "base/str.h"

struct import_entry {
    struct str key;
    size_t at; // the caller's index
};
struct import_index {
    struct import_entry *entries;
    size_t n;
};
// Equal keys keep their order. The entries are sorted in place.
struct import_index import_index_of(struct arena *arena, struct import_entry *entries, size_t n);
// The first entry with this key; SIZE_MAX: none. Those equal to it follow.
size_t import_index_find(const struct import_index *index, struct str key);
#endif
