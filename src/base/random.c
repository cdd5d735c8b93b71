// SPDX-License-Identifier: EUPL-1.2
// The only door to unpredictable texts.
#include <sodium.h>
#include "base/random.h"

struct str random_hex(struct arena *arena, size_t n_bytes) {
    unsigned char bytes[64];
    ENSURE(n_bytes <= sizeof bytes && sodium_init() >= 0);
    randombytes_buf(bytes, n_bytes);
    char *hex = NEW_ARRAY(arena, char, 2 * n_bytes + 1);
    sodium_bin2hex(hex, 2 * n_bytes + 1, bytes, n_bytes);
    return (struct str){hex, 2 * n_bytes};
}
