// SPDX-License-Identifier: EUPL-1.2
// Tables that are read beside another: a release after an earlier one, a part beside the whole.
#include "effect/suppress/suppress.h"

static bool is_small(int64_t count, int64_t floor) {
    return count != 0 && (count < 0 ? -count : count) < floor;
}

// Cells that both releases show, though they differ by a few, must be hidden in the later one.
static void hide_differences(struct suppress *s, const struct effect_suppression *earlier,
                             int64_t floor) {
    for (int32_t k = 0; k < s->n; k++) {
        if (earlier->state[k] == EFFECT_CELL_SHOWN &&
            is_small(s->count[k] - earlier->count[k], floor))
            s->state[k] = EFFECT_CELL_PRIMARY;
    }
}

// The table of differences is itself a table: what is small there must not come out by adding and
// subtracting what both releases show.
static bool differences_are_safe(const struct effect_suppression *earlier, const struct suppress *s,
                                 int64_t floor) {
    int64_t *count = NEW_ARRAY(s->arena, int64_t, (size_t)s->n);
    uint8_t *state = NEW_ARRAY(s->arena, uint8_t, (size_t)s->n);
    for (int32_t k = 0; k < s->n; k++) {
        count[k] = s->count[k] - earlier->count[k];
        state[k] = s->state[k] != EFFECT_CELL_SHOWN ? s->state[k] : earlier->state[k];
        if (count[k] < 0)
            return false; // somebody was taken out: this is not a release of more answers
    }
    for (int32_t k = 0; k < s->n; k++) {
        if (!is_small(count[k], floor))
            continue;
        if (state[k] == EFFECT_CELL_SHOWN ||
            !effect_suppress_audit(s->arena, s->rows - 1, s->cols - 1, count, state, k).is_wide)
            return false;
    }
    return true;
}

void effect_suppress_next(struct arena *arena, const struct effect_suppression *earlier,
                          const struct effect_counts *counts,
                          const struct effect_suppress_options *options,
                          struct effect_suppression *ret_suppression) {
    struct suppress s;
    suppress_begin(arena, counts, options, &s, ret_suppression);
    if (ret_suppression->refusal != EFFECT_SUPPRESS_FINE)
        return;
    if (earlier->n_rows != counts->n_rows || earlier->n_cols != counts->n_cols) {
        ret_suppression->refusal = EFFECT_SUPPRESS_SHAPE;
        return;
    }
    const int64_t n_new = s.count[s.n - 1] - earlier->count[s.n - 1];
    if (is_small(n_new, options->floor)) {
        ret_suppression->refusal = EFFECT_SUPPRESS_WAIT;
        return;
    }
    hide_differences(&s, earlier, options->floor);
    suppress_finish(&s, ret_suppression);
    if (ret_suppression->refusal == EFFECT_SUPPRESS_FINE &&
        !differences_are_safe(earlier, &s, options->floor))
        ret_suppression->refusal = EFFECT_SUPPRESS_WAIT;
}
