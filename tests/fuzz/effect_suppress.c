// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a table of counts, with cells that must be hidden or shown. Whatever is shown, no
// primary cell may be narrow, and the audit of a single cell must agree.
#include "base/arena.h"
#include "vliegwiel/effect.h"

// The rows of two parents in turn: every primary cell of every table is wide, and totals agree.
static void try_levels(struct arena *arena, const struct effect_counts *counts,
                       const struct effect_suppress_options *options) {
    static const int32_t PARENT[7] = {0, 1, 0, 1, 0, 1, 0};
    struct effect_suppression above, below[2];
    if (counts->n_rows < 2)
        return;
    effect_suppress_nested(arena, counts, PARENT, 2, options, &above, below);
    if (above.refusal != EFFECT_SUPPRESS_FINE)
        return;
    for (int32_t p = 0; p < 2; p++) {
        ENSURE(below[p].refusal == EFFECT_SUPPRESS_FINE);
        for (int32_t k = 0; k < below[p].n_primary; k++)
            ENSURE(below[p].audit[k].is_wide);
        for (int32_t col = 0; col <= counts->n_cols; col++) {
            const int32_t here = below[p].n_rows * (counts->n_cols + 1) + col;
            const int32_t there = p * (counts->n_cols + 1) + col;
            ENSURE(below[p].state[here] == above.state[there]);
            ENSURE(below[p].count[here] == above.count[there]);
        }
    }
    for (int32_t k = 0; k < above.n_primary; k++)
        ENSURE(above.audit[k].is_wide);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n < 3)
        return 0;
    struct arena *const arena = arena_new(256 << 20);
    const int32_t n_rows = data[0] % 7, n_cols = data[1] % 7;
    const bool is_later = data[2] & 1, shows_zero = data[2] & 2;
    int64_t count[49], earlier_count[49];
    for (int32_t k = 0; k < 49; k++) {
        count[k] = k + 3 < (int32_t)n ? (int8_t)data[k + 3] : 0;
        earlier_count[k] = k % 3 == 0 ? count[k] - 6 : count[k];
    }
    const struct effect_suppress_options options = {.floor = 5, .shows_zero = shows_zero};
    const struct effect_counts counts = {n_rows, n_cols, count};
    struct effect_suppression s, earlier;
    effect_suppress(arena, &(struct effect_counts){n_rows, n_cols, earlier_count}, &options,
                    &earlier);
    effect_suppress_next(arena, &earlier, is_later, &counts, &options, &s);
    try_levels(arena, &counts, &options);
    for (int32_t k = 0; s.refusal == EFFECT_SUPPRESS_FINE && k < s.n_primary; k++) {
        ENSURE(s.audit[k].is_wide);
        const struct effect_interval one =
            effect_suppress_audit(arena, n_rows, n_cols, s.count, s.state, s.audit[k].cell);
        ENSURE(one.lower == s.audit[k].lower && one.upper == s.audit[k].upper);
    }
    arena_free(arena);
    return 0;
}
