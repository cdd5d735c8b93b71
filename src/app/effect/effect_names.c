// SPDX-License-Identifier: EUPL-1.2
// An open hash table over texts; see effect_names.h. Rows of one person mostly follow each other,
// so the latest text is tried first.
#include "app/effect/effect_names.h"

enum { BITS_FIRST = 10 };

static uint64_t hash_of(struct str text) {
    uint64_t hash = 0xcbf29ce484222325u; // FNV-1a, and its bits mixed once more
    for (size_t i = 0; i < text.n; i++)
        hash = (hash ^ (unsigned char)text.p[i]) * 0x100000001b3u;
    return hash ^ (hash >> 29);
}

struct effect_names effect_names_on(struct arena *arena) {
    return (struct effect_names){
        .arena = arena,
        .table = NEW_ARRAY(arena, int32_t, (size_t)1 << BITS_FIRST),
        .bits = BITS_FIRST,
        .latest = -1,
    };
}

static size_t first_place(const struct effect_names *names, uint64_t hash) {
    return (size_t)(hash & ((UINT64_C(1) << names->bits) - 1));
}

static size_t next_place(const struct effect_names *names, size_t at) {
    return (at + 1) & (((size_t)1 << names->bits) - 1);
}

static void table_double(struct effect_names *names) {
    names->bits++;
    names->table = NEW_ARRAY(names->arena, int32_t, (size_t)1 << names->bits);
    for (int32_t k = 0; k < names->n; k++) {
        size_t at = first_place(names, names->hashes[k]);
        while (names->table[at] != 0)
            at = next_place(names, at);
        names->table[at] = k + 1;
    }
}

static void lists_double(struct effect_names *names) {
    const int32_t capacity = names->capacity == 0 ? 512 : 2 * names->capacity;
    struct str *const list = NEW_ARRAY(names->arena, struct str, (size_t)capacity);
    uint64_t *const hashes = NEW_ARRAY(names->arena, uint64_t, (size_t)capacity);
    for (int32_t k = 0; k < names->n; k++) {
        list[k] = names->names[k];
        hashes[k] = names->hashes[k];
    }
    names->names = list;
    names->hashes = hashes;
    names->capacity = capacity;
}

static int32_t add(struct effect_names *names, struct str text, uint64_t hash) {
    if (names->n == names->capacity)
        lists_double(names);
    names->names[names->n] = str_copy(names->arena, text);
    names->hashes[names->n] = hash;
    return names->n++;
}

int32_t effect_names_place(struct effect_names *names, struct str text) {
    if (names->latest >= 0 && str_eq(names->names[names->latest], text))
        return names->latest;
    if (2 * (int64_t)names->n >= (int64_t)1 << names->bits)
        table_double(names);
    const uint64_t hash = hash_of(text);
    size_t at = first_place(names, hash);
    while (names->table[at] != 0) {
        const int32_t k = names->table[at] - 1;
        if (names->hashes[k] == hash && str_eq(names->names[k], text))
            return names->latest = k;
        at = next_place(names, at);
    }
    names->latest = add(names, text, hash);
    names->table[at] = names->latest + 1;
    return names->latest;
}

// ---- order -------------------------------------------------------------------------------------

struct entry {
    uint64_t head; // the first eight bytes, as a number that orders like them
    int32_t old;
};

static uint64_t head_of(struct str text) {
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < text.n ? (unsigned char)text.p[i] : 0);
    return head;
}

static int compare(const void *a, const void *b, void *context) {
    const struct effect_names *const names = context;
    const struct entry *const x = a, *const y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return str_cmp(names->names[x->old], names->names[y->old]);
}

int32_t *effect_names_sort(struct effect_names *names) {
    const size_t n = (size_t)names->n;
    struct arena *const scratch = arena_child(names->arena, (size_t)1 << 30);
    struct entry *const entries = NEW_ARRAY(scratch, struct entry, n);
    for (int32_t k = 0; k < names->n; k++)
        entries[k] = (struct entry){head_of(names->names[k]), k};
    sort_stable(scratch, entries, n, sizeof *entries, compare, names);
    struct str *const sorted = NEW_ARRAY(names->arena, struct str, n);
    int32_t *const places = NEW_ARRAY(names->arena, int32_t, n);
    for (int32_t k = 0; k < names->n; k++) {
        sorted[k] = names->names[entries[k].old];
        places[entries[k].old] = k;
    }
    arena_free(scratch);
    names->names = sorted;
    names->latest = -1;
    return places;
}
