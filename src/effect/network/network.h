// SPDX-License-Identifier: EUPL-1.2
// What the parts of the network engine share: a wave as rows of bits, people on the roster only.
#ifndef VLIEGWIEL_NETWORK_H
#define VLIEGWIEL_NETWORK_H
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect_network.h"

struct network {
    struct arena *arena;
    int32_t n, n_groups;
    int32_t *person; // [n] the number on the roster
    int32_t *group;  // [n]
    int32_t *size;   // [n_groups]
    bool *silent;    // [n]
    bool is_mutual;
    size_t words;           // of a row
    uint64_t *out, *in;     // [n * words] who is named, by whom
    uint64_t *any;          // [n * words] a tie in either direction
    int32_t *degree;        // [n] of any
    int32_t *first, *other; // [n + 1], [2 * ties]: neighbours of i by any tie
    int64_t arcs, arcs_ignored, ties;
};

static inline bool bit_is(const uint64_t *row, int32_t at) {
    return row[at >> 6] >> (at & 63) & 1;
}
static inline void bit_set(uint64_t *row, int32_t at) {
    row[at >> 6] |= UINT64_C(1) << (at & 63);
}
static inline uint64_t *network_row(const struct network *net, uint64_t *bits, int32_t i) {
    return bits + (size_t)i * net->words;
}

// Refuses a roster whose numbers are out of range.
enum effect_network_refusal network_build(struct arena *arena, const struct effect_roster *roster,
                                          struct network *ret_net, int32_t *ret_at);
// Was i asked about j, and did they answer?
static inline bool network_is_observed(const struct network *net, int32_t i, int32_t j) {
    return !net->silent[i] || (net->is_mutual && !net->silent[j]);
}
static inline bool network_names(const struct network *net, int32_t i, int32_t j) {
    return bit_is(net->out + (size_t)i * net->words, j);
}
// Pairs of people within one group.
int64_t network_pairs_internal(const struct network *net);

void network_count(const struct network *net, struct effect_network *network);
void network_mixing(const struct network *net, struct effect_network *network);
void network_paths(const struct network *net, struct effect_network *network);
void network_chance(const struct network *net, const struct effect_draws *draws,
                    struct effect_ei *ei);
void network_brokerage(const struct network *net, const struct effect_draws *draws,
                       struct effect_network *network);

// The next order of labels or numbers, from sorted upwards; false after the last.
bool labels_next(int32_t *labels, int32_t n);
// How many there are, or INT64_MAX beyond `most`.
int64_t labels_count(const int32_t *size, int32_t n_groups, int64_t most);
enum { ENUMERATE_MAX = 100000 };
#endif
