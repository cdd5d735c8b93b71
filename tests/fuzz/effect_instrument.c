// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the record of a questionnaire, JSON or CSV: read whole, or refused.
#include <stdio.h>
#include <unistd.h>

#include "app/effect/effect_instrument.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    char path[64];
    snprintf(path, sizeof path, "/tmp/fuzz_instrument_%d", (int)getpid());
    FILE *const file = fopen(path, "wb");
    ENSURE(file && fwrite(data, 1, n, file) == n && fclose(file) == 0);
    struct arena *const arena = arena_new(64 << 20);
    struct effect_instrument i;
    if (effect_instrument_read(arena, str_from_c(path), &i) == RC_OK) {
        ENSURE(i.n_items > 0 && strlen(i.hash) == 64);
        (void)effect_instrument_is_permitted(&i);
    }
    arena_free(arena);
    unlink(path);
    return 0;
}
