// SPDX-License-Identifier: EUPL-1.2
// Repeatable random numbers for the engines: same seed, same numbers, on every machine.
// Never for secrets: those come from libsodium.
// Source: Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47(4),
// 2021, doi 10.1145/3460772 (xoshiro256**), seeded by splitmix64.
#ifndef VLIEGWIEL_RNG_H
#define VLIEGWIEL_RNG_H
#include "base/base.h"

struct rng { uint64_t s[4]; };
struct rng rng_seeded(uint64_t seed);
uint64_t rng_u64(struct rng *rng);
uint32_t rng_below(struct rng *rng, uint32_t n); // 0..n-1 without bias, n > 0
double rng_real(struct rng *rng);                // [0, 1)
void rng_shuffle(struct rng *rng, int32_t *items, size_t n);
#endif
