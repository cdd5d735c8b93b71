// SPDX-License-Identifier: EUPL-1.2
// Unpredictable bytes as text, from libsodium: tokens, keys of forms, global ids. Engines use rng.h.
#ifndef VLIEGWIEL_RANDOM_H
#define VLIEGWIEL_RANDOM_H
#include "base/str.h"

struct str random_hex(struct arena *arena, size_t n_bytes); // n_bytes <= 64
#endif
