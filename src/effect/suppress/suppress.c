// SPDX-License-Identifier: EUPL-1.2
// Puts the suppression together: totals, cells below the floor, complementary cells, audit.
#include "effect/suppress/suppress.h"

const char *effect_suppress_refusal_name(enum effect_suppress_refusal refusal) {
    static const char *const NAMES[EFFECT_SUPPRESS_REFUSAL_N] = {
        "", "size", "floor", "count", "nothing", "wait", "shape"};
    return NAMES[refusal];
}

static enum effect_suppress_refusal check(const struct effect_counts *counts,
                                          const struct effect_suppress_options *options,
                                          int32_t *ret_at) {
    *ret_at = -1;
    if (counts->n_rows < 1 || counts->n_cols < 1 ||
        ((int64_t)counts->n_rows + 1) * ((int64_t)counts->n_cols + 1) > EFFECT_SUPPRESS_CELLS_MAX)
        return EFFECT_SUPPRESS_SIZE;
    if (options->floor < EFFECT_FLOOR)
        return EFFECT_SUPPRESS_FLOOR;
    for (int32_t k = 0; k < counts->n_rows * counts->n_cols; k++) {
        *ret_at = k;
        if (counts->count[k] < 0 || counts->count[k] > EFFECT_SUPPRESS_COUNT_MAX)
            return EFFECT_SUPPRESS_COUNT;
    }
    *ret_at = -1;
    return EFFECT_SUPPRESS_FINE;
}

static void add_totals(struct suppress *s, const struct effect_counts *counts) {
    for (int32_t row = 0; row < counts->n_rows; row++) {
        for (int32_t col = 0; col < counts->n_cols; col++) {
            const int64_t count = counts->count[(ptrdiff_t)row * counts->n_cols + col];
            s->count[(ptrdiff_t)row * s->cols + col] = count;
            s->count[(ptrdiff_t)row * s->cols + s->cols - 1] += count;
            s->count[(ptrdiff_t)(s->rows - 1) * s->cols + col] += count;
            s->count[s->n - 1] += count;
        }
    }
}

struct suppress suppress_on(struct arena *arena, int32_t n_nodes, int32_t n) {
    const size_t room = (size_t)n;
    return (struct suppress){.arena = arena,
                             .n_nodes = n_nodes,
                             .n = n,
                             .tail = NEW_ARRAY(arena, int32_t, room),
                             .head = NEW_ARRAY(arena, int32_t, room),
                             .count = NEW_ARRAY(arena, int64_t, room),
                             .state = NEW_ARRAY(arena, uint8_t, room),
                             .is_free = NEW_ARRAY(arena, bool, room),
                             .must = NEW_ARRAY(arena, bool, room)};
}

struct suppress suppress_table(struct arena *arena, int32_t n_rows, int32_t n_cols) {
    const int32_t rows = n_rows + 1, cols = n_cols + 1;
    struct suppress s = suppress_on(arena, rows + cols, rows * cols);
    s.rows = rows;
    s.cols = cols;
    for (int32_t k = 0; k < s.n; k++) {
        const int32_t row = k / cols, col = k % cols;
        const bool is_inwards = (row == rows - 1) == (col == cols - 1);
        s.tail[k] = is_inwards ? row : rows + col;
        s.head[k] = is_inwards ? rows + col : row;
    }
    suppress_list(&s);
    return s;
}

void suppress_list(struct suppress *s) {
    s->first = NEW_ARRAY(s->arena, int32_t, (size_t)s->n_nodes + 1);
    s->cell = NEW_ARRAY(s->arena, int32_t, 2 * (size_t)s->n);
    int32_t *const next = NEW_ARRAY(s->arena, int32_t, (size_t)s->n_nodes + 1);
    for (int32_t k = 0; k < s->n; k++) {
        s->first[s->tail[k] + 1]++;
        s->first[s->head[k] + 1]++;
    }
    for (int32_t node = 0; node < s->n_nodes; node++) {
        s->first[node + 1] += s->first[node];
        next[node] = s->first[node];
    }
    for (int32_t k = 0; k < s->n; k++) {
        s->cell[next[s->tail[k]]++] = k;
        s->cell[next[s->head[k]]++] = k;
    }
}

// Totals are shown, unless one of them is small itself.
static void mark_primary(struct suppress *s, const struct effect_suppress_options *options) {
    for (int32_t k = 0; k < s->n; k++) {
        const bool is_small =
            s->count[k] < options->floor && (s->count[k] > 0 || !options->shows_zero);
        s->must[k] = options->show && options->show[k];
        if ((is_small && !s->must[k]) || (options->hide && options->hide[k]))
            s->state[k] = EFFECT_CELL_PRIMARY;
    }
}

static void free_cells(struct suppress *s, bool with_totals) {
    for (int32_t k = 0; k < s->n; k++)
        s->is_free[k] = s->state[k] != EFFECT_CELL_PRIMARY && !s->must[k] &&
                        (with_totals || !suppress_is_total(s, k));
}

static bool has_primary_total(const struct suppress *s) {
    for (int32_t k = 0; k < s->n; k++) {
        if (suppress_is_total(s, k) && s->state[k] == EFFECT_CELL_PRIMARY)
            return true;
    }
    return false;
}

void suppress_begin(struct arena *arena, const struct effect_counts *counts,
                    const struct effect_suppress_options *options, struct suppress *ret_suppress,
                    struct effect_suppression *ret_suppression) {
    *ret_suppression =
        (struct effect_suppression){.at = -1, .n_rows = counts->n_rows, .n_cols = counts->n_cols};
    ret_suppression->refusal = check(counts, options, &ret_suppression->at);
    if (ret_suppression->refusal != EFFECT_SUPPRESS_FINE)
        return;
    struct suppress s = suppress_table(arena, counts->n_rows, counts->n_cols);
    add_totals(&s, counts);
    mark_primary(&s, options);
    *ret_suppress = s;
}

void suppress_report(const struct suppress *s, struct flow *flow, const int32_t *cells, int32_t n,
                     struct effect_suppression *suppression) {
    suppression->n_primary = suppression->n_complementary = 0;
    suppression->sum_complementary = 0;
    for (int32_t k = 0; k < n; k++) {
        const uint8_t state = s->state[cells ? cells[k] : k];
        const bool is_complementary = state == EFFECT_CELL_COMPLEMENTARY;
        suppression->state[k] = state;
        suppression->n_primary += state == EFFECT_CELL_PRIMARY;
        suppression->n_complementary += is_complementary;
        suppression->sum_complementary += is_complementary ? suppression->count[k] : 0;
    }
    suppression->audit =
        NEW_ARRAY(s->arena, struct effect_interval, (size_t)suppression->n_primary);
    int32_t at = 0;
    for (int32_t k = 0; k < n; k++) {
        if (suppression->state[k] != EFFECT_CELL_PRIMARY)
            continue;
        suppression->audit[at] = flow_interval(flow, cells ? cells[k] : k);
        suppression->audit[at++].cell = k; // in the table, wherever it stands in the graph
    }
}

static int32_t n_free(const struct suppress *s) {
    int32_t n = 0;
    for (int32_t k = 0; k < s->n; k++)
        n += s->is_free[k];
    return n;
}

// Totals give way only where cells alone are not enough.
static bool choose(struct suppress *s, bool *ret_is_optimal) {
    *ret_is_optimal = false;
    for (int32_t with_totals = has_primary_total(s); with_totals < 2; with_totals++) {
        free_cells(s, with_totals);
        if (!suppress_greedy(s))
            continue;
        *ret_is_optimal = n_free(s) <= EFFECT_SUPPRESS_EXACT && suppress_exact(s);
        return true;
    }
    return false;
}

void suppress_finish(struct suppress *s, struct effect_suppression *ret_suppression) {
    ret_suppression->count = s->count;
    ret_suppression->state = s->state;
    if (!choose(s, &ret_suppression->is_optimal)) {
        ret_suppression->refusal = EFFECT_SUPPRESS_NOTHING;
        for (int32_t k = 0; k < s->n; k++) {
            if (s->state[k] == EFFECT_CELL_SHOWN)
                s->state[k] = EFFECT_CELL_COMPLEMENTARY;
        }
    }
    struct flow flow = flow_on(s->arena, s);
    suppress_report(s, &flow, NULL, s->n, ret_suppression);
}

void effect_suppress(struct arena *arena, const struct effect_counts *counts,
                     const struct effect_suppress_options *options,
                     struct effect_suppression *ret_suppression) {
    struct suppress s;
    suppress_begin(arena, counts, options, &s, ret_suppression);
    if (ret_suppression->refusal == EFFECT_SUPPRESS_FINE)
        suppress_finish(&s, ret_suppression);
}
