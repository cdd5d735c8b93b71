// SPDX-License-Identifier: EUPL-1.2
// Texts to numbers: each different text once, numbered in the order of the bytes, so that the order
// of rows in a file does not count.
#ifndef VLIEGWIEL_EFFECT_NAMES_H
#define VLIEGWIEL_EFFECT_NAMES_H
#include "base/str.h"

struct effect_names {
    struct arena *arena;
    struct str *names; // [n] in the order in which they came
    uint64_t *hashes;  // [n]
    int32_t *table;    // [1 << bits] place in names plus one; 0: empty
    int bits;
    int32_t n, capacity, latest;
};
struct effect_names effect_names_on(struct arena *arena);
// The place of a text, which is copied when it is new.
int32_t effect_names_place(struct effect_names *names, struct str text);
// Orders the names by their bytes. Out: [n] the new place of each old one.
int32_t *effect_names_sort(struct effect_names *names);
#endif
