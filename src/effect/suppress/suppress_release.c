// SPDX-License-Identifier: EUPL-1.2
// Tables that are read beside another: a release after an earlier one, a part beside the whole, a
// table of teams under a table of organisations.
#include "effect/suppress/suppress.h"

// ---- one release after another -----------------------------------------------------------------

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

// ---- tables under a table ----------------------------------------------------------------------

static struct effect_counts gather(struct arena *arena, const struct effect_counts *counts,
                                   const int32_t *parent, int32_t n_parents) {
    int64_t *sum = NEW_ARRAY(arena, int64_t, (size_t)n_parents * (size_t)counts->n_cols);
    for (int32_t row = 0; row < counts->n_rows; row++) {
        for (int32_t col = 0; col < counts->n_cols; col++)
            sum[(ptrdiff_t)parent[row] * counts->n_cols + col] +=
                counts->count[(ptrdiff_t)row * counts->n_cols + col];
    }
    return (struct effect_counts){n_parents, counts->n_cols, sum};
}

static struct effect_counts pick(struct arena *arena, const struct effect_counts *counts,
                                 const int32_t *parent, int32_t which) {
    int64_t *count = NEW_ARRAY(arena, int64_t, (size_t)counts->n_rows * (size_t)counts->n_cols);
    int32_t n_rows = 0;
    for (int32_t row = 0; row < counts->n_rows; row++) {
        if (parent[row] != which)
            continue;
        memcpy(count + (ptrdiff_t)n_rows * counts->n_cols,
               counts->count + (ptrdiff_t)row * counts->n_cols,
               (size_t)counts->n_cols * sizeof *count);
        n_rows++;
    }
    return (struct effect_counts){n_rows, counts->n_cols, count};
}

// The row of the table above is the row of totals of the table below.
static void suppress_child(struct arena *arena, const struct effect_suppression *above,
                           int32_t which, const struct effect_counts *counts,
                           const struct effect_suppress_options *options,
                           struct effect_suppression *ret_child) {
    const int32_t cols = counts->n_cols + 1;
    const size_t n = ((size_t)counts->n_rows + 1) * (size_t)cols;
    bool *hide = NEW_ARRAY(arena, bool, n), *show = NEW_ARRAY(arena, bool, n);
    for (int32_t col = 0; col < cols; col++) {
        const bool is_shown = above->state[(ptrdiff_t)which * cols + col] == EFFECT_CELL_SHOWN;
        const ptrdiff_t at = (ptrdiff_t)counts->n_rows * cols + col;
        show[at] = is_shown;
        hide[at] = !is_shown;
    }
    struct effect_suppress_options own = *options;
    own.hide = hide;
    own.show = show;
    effect_suppress(arena, counts, &own, ret_child);
}

void effect_suppress_nested(struct arena *arena, const struct effect_counts *counts,
                            const int32_t *parent, int32_t n_parents,
                            const struct effect_suppress_options *options,
                            struct effect_suppression *ret_parents,
                            struct effect_suppression *ret_children) {
    const struct effect_counts sums = gather(arena, counts, parent, n_parents);
    const struct effect_suppress_options own = {options->floor, options->shows_zero, NULL, NULL};
    effect_suppress(arena, &sums, &own, ret_parents);
    for (int32_t which = 0; which < n_parents; which++) {
        ret_children[which] =
            (struct effect_suppression){.refusal = ret_parents->refusal, .at = -1};
        if (ret_parents->refusal != EFFECT_SUPPRESS_FINE)
            continue;
        const struct effect_counts rows = pick(arena, counts, parent, which);
        suppress_child(arena, ret_parents, which, &rows, &own, &ret_children[which]);
    }
}
