// SPDX-License-Identifier: EUPL-1.2
// A table of teams under a table of organisations. First from above: the table of parents, then
// each table below it, whose row of totals is hidden and shown where the table above says so. But
// all are read together, and together they may say more than each by itself: the teams that are
// shown are a least value for a total that is hidden. So all of them are one graph, in which what
// is still narrow is widened.
//
// In that graph a column has a node of its own under every parent. A cell of a parent leads from
// there to the column above; that the cells of a parent add up to its total follows from its rows.
#include "effect/suppress/suppress.h"

struct levels {
    struct arena *arena;
    const struct effect_counts *counts;
    const int32_t *parent;   // [n_rows]
    int32_t n_parents, cols; // cols: with the total
    struct effect_suppression *above, *below;
    struct suppress s; // rows of the tables below, then the table above
};

// ---- from above --------------------------------------------------------------------------------

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

// ---- together ----------------------------------------------------------------------------------

static int32_t cell_below(const struct levels *l, int32_t row, int32_t col) {
    return row * l->cols + col;
}
static int32_t cell_above(const struct levels *l, int32_t parent, int32_t col) {
    return (l->counts->n_rows + parent) * l->cols + col;
}
static int32_t node_of(const struct levels *l, int32_t parent, int32_t col) {
    return l->counts->n_rows + parent * l->cols + col; // parent n_parents: above all of them
}

static void lead(struct suppress *s, int32_t cell, int32_t out, int32_t in, bool is_total) {
    s->tail[cell] = is_total ? in : out;
    s->head[cell] = is_total ? out : in;
}

static void make_graph(struct levels *l) {
    const int32_t n_rows = l->counts->n_rows, cols = l->cols, top = l->n_parents;
    const int32_t root = node_of(l, top + 1, 0);
    l->s = suppress_on(l->arena, root + 1, (n_rows + top + 1) * cols);
    for (int32_t col = 0; col < cols; col++) {
        const bool is_total = col == cols - 1;
        for (int32_t row = 0; row < n_rows; row++)
            lead(&l->s, cell_below(l, row, col), row, node_of(l, l->parent[row], col), is_total);
        for (int32_t p = 0; p < top; p++)
            lead(&l->s, cell_above(l, p, col), node_of(l, p, col), node_of(l, top, col), is_total);
        lead(&l->s, cell_above(l, top, col), node_of(l, top, col), root, is_total);
    }
    suppress_list(&l->s);
}

// Places in the graph of the cells of a table: below, with the row of the parent as its totals, or
// above (which is n_parents).
static int32_t *cells_of(const struct levels *l, int32_t which, int32_t *ret_n) {
    const bool is_above = which == l->n_parents;
    const int32_t n_rows = (is_above ? l->above : &l->below[which])->n_rows, cols = l->cols;
    int32_t *cells = NEW_ARRAY(l->arena, int32_t, (size_t)(n_rows + 1) * (size_t)cols);
    int32_t n = 0;
    for (int32_t row = 0; !is_above && row < l->counts->n_rows; row++) {
        for (int32_t col = 0; col < cols && l->parent[row] == which; col++)
            cells[n++] = cell_below(l, row, col);
    }
    for (int32_t p = is_above ? 0 : which; p <= which; p++) {
        for (int32_t col = 0; col < cols; col++)
            cells[n++] = cell_above(l, p, col);
    }
    *ret_n = n;
    return cells;
}

// The states that stand. A table below that could show nothing begins anew: together with the
// others there may be a way.
static void take_states(struct levels *l) {
    for (int32_t which = 0; which <= l->n_parents; which++) {
        const struct effect_suppression *t = which < l->n_parents ? &l->below[which] : l->above;
        int32_t n;
        const int32_t *cells = cells_of(l, which, &n);
        for (int32_t k = 0; k < n; k++) {
            const bool is_anew = t->refusal == EFFECT_SUPPRESS_NOTHING;
            const bool is_hidden = t->state[k] == EFFECT_CELL_PRIMARY ||
                                   (t->state[k] == EFFECT_CELL_COMPLEMENTARY && !is_anew);
            l->s.count[cells[k]] = t->count[k];
            l->s.state[cells[k]] = is_hidden ? t->state[k] : EFFECT_CELL_SHOWN;
        }
    }
}

// What may be hidden besides: first cells below, then totals below, then the table above.
enum { CELLS_BELOW, TOTALS_BELOW, CELLS_ABOVE, ALL, N_STAGES };
static void free_stage(struct levels *l, int stage) {
    const int32_t first_above = l->counts->n_rows * l->cols;
    const int32_t first_total = cell_above(l, l->n_parents, 0);
    for (int32_t k = 0; k < l->s.n; k++) {
        const bool is_last = k % l->cols == l->cols - 1;
        const int own = k < first_above   ? (is_last ? TOTALS_BELOW : CELLS_BELOW)
                        : k < first_total ? (is_last ? ALL : CELLS_ABOVE)
                                          : ALL;
        l->s.is_free[k] = own <= stage;
    }
}

// True when nothing is narrow in all tables together; ret_is_changed: more had to be hidden.
static bool widen_together(struct levels *l, struct flow *flow, bool *ret_is_changed) {
    const size_t n = (size_t)l->s.n;
    uint8_t *before = NEW_ARRAY(l->arena, uint8_t, n);
    memcpy(before, l->s.state, n);
    *ret_is_changed = flow_find_narrow(flow, 0) >= 0;
    if (!*ret_is_changed)
        return true;
    for (int stage = 0; stage < N_STAGES; stage++) {
        memcpy(l->s.state, before, n);
        free_stage(l, stage);
        if (!suppress_widen(&l->s, flow))
            continue;
        suppress_spare(&l->s, flow);
        return true;
    }
    return false;
}

static void refuse_all(struct levels *l) {
    for (int32_t which = 0; which <= l->n_parents; which++) {
        struct effect_suppression *t = which < l->n_parents ? &l->below[which] : l->above;
        t->refusal = EFFECT_SUPPRESS_NOTHING;
    }
    for (int32_t k = 0; k < l->s.n; k++) {
        if (l->s.state[k] == EFFECT_CELL_SHOWN)
            l->s.state[k] = EFFECT_CELL_COMPLEMENTARY;
    }
}

static void report(struct levels *l, struct flow *flow, bool is_changed) {
    for (int32_t which = 0; which <= l->n_parents; which++) {
        struct effect_suppression *t = which < l->n_parents ? &l->below[which] : l->above;
        int32_t n;
        const int32_t *cells = cells_of(l, which, &n);
        suppress_report(&l->s, flow, cells, n, t);
        t->is_optimal &= !is_changed;
    }
}

// Whether there are counts and states, if only of a table that is hidden as a whole.
static bool is_table(const struct effect_suppression *t) {
    return t->refusal == EFFECT_SUPPRESS_FINE || t->refusal == EFFECT_SUPPRESS_NOTHING;
}

static void look_together(struct levels *l) {
    bool is_changed;
    make_graph(l);
    take_states(l);
    struct flow flow = flow_on(l->arena, &l->s);
    for (int32_t which = 0; which < l->n_parents; which++)
        l->below[which].refusal = EFFECT_SUPPRESS_FINE;
    if (!widen_together(l, &flow, &is_changed))
        refuse_all(l);
    report(l, &flow, is_changed);
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
        if (!is_table(&ret_children[which]))
            ret_parents->refusal = ret_children[which].refusal;
    }
    if (ret_parents->refusal != EFFECT_SUPPRESS_FINE)
        return;
    struct levels l = {.arena = arena,
                       .counts = counts,
                       .parent = parent,
                       .n_parents = n_parents,
                       .cols = counts->n_cols + 1,
                       .above = ret_parents,
                       .below = ret_children};
    look_together(&l);
}
