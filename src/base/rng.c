// SPDX-License-Identifier: EUPL-1.2
// xoshiro256** seeded by splitmix64. Only integer arithmetic with defined wrap-around, and one
// exact conversion to a real: the same numbers on every machine.
#include "base/rng.h"

static uint64_t splitmix64(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

struct rng rng_seeded(uint64_t seed) {
    struct rng rng;
    for (size_t i = 0; i < COUNT_OF(rng.s); i++)
        rng.s[i] = splitmix64(&seed);
    return rng;
}

static uint64_t rotate_left(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
}

uint64_t rng_u64(struct rng *rng) {
    uint64_t *const s = rng->s;
    const uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

// The high half of a 32 by 32 bit product is even over 0..n-1 once the first 2^32 mod n values of
// the low half are thrown away (Lemire, Fast random integer generation in an interval, 2019).
uint32_t rng_below(struct rng *rng, uint32_t n) {
    ENSURE(n > 0);
    const uint32_t uneven = (UINT32_MAX - n + 1) % n;
    uint64_t product;
    do {
        product = (rng_u64(rng) >> 32) * n;
    } while ((uint32_t)product < uneven);
    return (uint32_t)(product >> 32);
}

double rng_real(struct rng *rng) {
    return (double)(rng_u64(rng) >> 11) * 0x1p-53;
}

void rng_shuffle(struct rng *rng, int32_t *items, size_t n) {
    ENSURE(n <= UINT32_MAX);
    for (size_t left = n; left > 1; left--) {
        const uint32_t at = rng_below(rng, (uint32_t)left);
        const int32_t item = items[at];
        items[at] = items[left - 1];
        items[left - 1] = item;
    }
}
