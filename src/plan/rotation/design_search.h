// SPDX-License-Identifier: EUPL-1.2
// A search for designs that no family gives, and what it shares with the search for plans: chances
// in whole numbers, and the effort that may be spent.
#ifndef VLIEGWIEL_DESIGN_SEARCH_H
#define VLIEGWIEL_DESIGN_SEARCH_H
#include "base/rng.h"
#include "plan/rotation/design.h"

enum { CHANCE_SLICE = 1 << 19 }; // look-ups between two looks at the callback: milliseconds

// How long a search may go on.
struct chance {
    int64_t ticks, budget; // look-ups
    int64_t until;         // the end of this part of the search
    // Called after every slice; false stops the search.
    bool (*go_on)(void *context, double done);
    void *context;
    bool is_over, is_cancelled;
};

static inline void chance_spend(struct chance *c, int64_t ticks) {
    c->ticks += ticks;
    c->is_cancelled |= !c->go_on(c->context, (double)c->ticks / (double)c->budget);
    c->is_over = c->is_cancelled || c->ticks >= c->until;
}

// Asks the callback about work that is not counted as search.
static inline void chance_look(struct chance *c) {
    c->is_cancelled |= !c->go_on(c->context, (double)c->ticks / (double)c->budget);
    c->is_over |= c->is_cancelled;
}

// Begins a part that may take so many ticks of those that are left.
static inline void chance_begin(struct chance *c, int64_t ticks) {
    const int64_t left = c->budget - c->ticks;
    c->until = c->ticks + (ticks < left ? ticks : left);
    c->is_over = c->is_cancelled || c->ticks >= c->until;
}

// Sixteen random bits as a number below n.
static inline int32_t chance_part(uint64_t bits, int32_t n) {
    return (int32_t)((bits & 0xffff) * (uint64_t)n >> 16);
}

// A random number with chance 2^-x to exceed x, in 1/256: the binary logarithm of a random number
// is its leading zeros and, nearly, its next eight bits.
static inline int64_t chance_halvings(struct rng *rng) {
    const uint32_t u = (uint32_t)(rng_u64(rng) >> 32) | 1;
    const int zeros = __builtin_clz(u);
    return (int64_t)zeros * 256 + 255 - (u << zeros >> 23 & 255);
}

// Fills all d->n_rounds; false when the effort is spent, or the callback said stop.
bool design_search(struct arena *arena, const struct design *d, struct rng *rng,
                   struct chance *chance);
#endif
