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

// ---- both releases together --------------------------------------------------------------------

// Nobody is taken out, so each cell of the later release is the earlier one and what is new. What
// an outsider must hold possible is at least: another earlier count with the later as it is;
// another later count with the earlier as it is; both moved by as much. In each of these worlds
// some cells can move, as far as what they hold.
enum world { EARLIER_MOVES, LATER_MOVES, BOTH_MOVE, N_WORLDS };

struct pair {
    struct suppress view[N_WORLDS]; // hidden: what can move
    struct flow flow[N_WORLDS];
    int64_t *fresh; // [n] what is new
};

static bool can_move(enum world world, bool was_hidden, bool is_hidden) {
    return world == EARLIER_MOVES ? was_hidden
           : world == LATER_MOVES ? is_hidden
                                  : was_hidden && is_hidden;
}

static void make_world(const struct suppress *s, const struct effect_suppression *earlier,
                       enum world world, struct pair *pair) {
    struct suppress *view = &pair->view[world];
    *view = *s;
    view->state = NEW_ARRAY(s->arena, uint8_t, (size_t)s->n);
    for (int32_t k = 0; k < s->n; k++) {
        const bool was_hidden = earlier->state[k] != EFFECT_CELL_SHOWN;
        const bool is_hidden = s->state[k] != EFFECT_CELL_SHOWN;
        view->state[k] =
            can_move(world, was_hidden, is_hidden) ? EFFECT_CELL_PRIMARY : EFFECT_CELL_SHOWN;
    }
    const int64_t *fall = world == LATER_MOVES ? pair->fresh : earlier->count;
    const int64_t *rise = world == EARLIER_MOVES ? pair->fresh : NULL;
    pair->flow[world] = flow_limited(s->arena, view, fall, rise);
}

static int64_t reach_in(struct pair *pair, enum world world, int32_t cell, bool up, int64_t most) {
    struct flow *flow = &pair->flow[world];
    if (pair->view[world].state[cell] == EFFECT_CELL_SHOWN)
        return 0;
    const int64_t own = !up ? flow->fall[cell] : flow->rise ? flow->rise[cell] : most;
    return flow_slack(flow, cell, up, own < most ? own : most);
}

// Can a figure of the cell be as wide as it must, over two of the worlds?
static bool is_wide_in(struct pair *pair, int32_t cell, int64_t count, enum world one,
                       enum world other) {
    const int64_t width = suppress_width(count);
    int64_t sum = 0;
    for (int32_t up = 0; up < 2; up++) {
        const int64_t a = reach_in(pair, one, cell, up, width);
        const int64_t b = a < width ? reach_in(pair, other, cell, up, width) : 0;
        sum += a > b ? a : b;
    }
    return sum >= width;
}

// Small counts of either release, and small differences.
static bool are_safe_together(const struct effect_suppression *earlier, const struct suppress *s,
                              int64_t floor) {
    struct pair pair = {.fresh = NEW_ARRAY(s->arena, int64_t, (size_t)s->n)};
    for (int32_t k = 0; k < s->n; k++) {
        pair.fresh[k] = s->count[k] - earlier->count[k];
        if (pair.fresh[k] < 0)
            return false; // somebody was taken out: this is not a release of more answers
    }
    for (int world = 0; world < N_WORLDS; world++)
        make_world(s, earlier, (enum world)world, &pair);
    for (int32_t k = 0; k < s->n; k++) {
        const int64_t was = earlier->count[k], is = s->count[k];
        const bool was_small = earlier->state[k] == EFFECT_CELL_PRIMARY && was < floor;
        const bool is_small_now = s->state[k] == EFFECT_CELL_PRIMARY && is < floor;
        if ((was_small && !is_wide_in(&pair, k, was, EARLIER_MOVES, BOTH_MOVE)) ||
            (is_small_now && !is_wide_in(&pair, k, is, LATER_MOVES, BOTH_MOVE)) ||
            (is_small(pair.fresh[k], floor) &&
             !is_wide_in(&pair, k, pair.fresh[k], EARLIER_MOVES, LATER_MOVES)))
            return false;
    }
    return true;
}

// ---- the later release -------------------------------------------------------------------------

struct series {
    const struct effect_suppression *earlier; // [n]
    int32_t n;
};

// A release that was refused did not come out.
static bool came_out(const struct effect_suppression *release) {
    return release->refusal == EFFECT_SUPPRESS_FINE;
}

// True when nothing small comes out beside any earlier release, or nothing comes out at all.
static bool choose_after(struct arena *arena, const struct series *series,
                         const struct effect_counts *counts,
                         const struct effect_suppress_options *options,
                         struct effect_suppression *ret_suppression) {
    struct suppress s;
    suppress_begin(arena, counts, options, &s, ret_suppression);
    for (int32_t r = 0; r < series->n; r++) {
        if (came_out(&series->earlier[r]))
            hide_differences(&s, &series->earlier[r], options->floor);
    }
    suppress_finish(&s, ret_suppression);
    bool is_safe = true;
    for (int32_t r = 0; r < series->n && came_out(ret_suppression); r++)
        is_safe = is_safe && (!came_out(&series->earlier[r]) ||
                              are_safe_together(&series->earlier[r], &s, options->floor));
    return is_safe;
}

// The same with all that an earlier release hid hidden again, so that it is not given away.
static bool choose_hidden_again(struct arena *arena, const struct series *series,
                                const struct effect_counts *counts,
                                const struct effect_suppress_options *options,
                                struct effect_suppression *ret_suppression) {
    const size_t n = ((size_t)counts->n_rows + 1) * ((size_t)counts->n_cols + 1);
    bool *hide = NEW_ARRAY(arena, bool, n);
    for (size_t k = 0; k < n; k++) {
        hide[k] = options->hide && options->hide[k];
        for (int32_t r = 0; r < series->n; r++)
            hide[k] |=
                came_out(&series->earlier[r]) && series->earlier[r].state[k] != EFFECT_CELL_SHOWN;
    }
    struct effect_suppress_options own = *options;
    own.hide = hide;
    const bool is_safe = choose_after(arena, series, counts, &own, ret_suppression);
    ret_suppression->is_optimal = false;
    return is_safe;
}

// Whether there may be enough new since each earlier release, or that it has another shape.
static enum effect_suppress_refusal compare(const struct series *series,
                                            const struct effect_suppression *now, int64_t floor) {
    const int32_t last = (now->n_rows + 1) * (now->n_cols + 1) - 1;
    for (int32_t r = 0; r < series->n; r++) {
        const struct effect_suppression *was = &series->earlier[r];
        if (!came_out(was))
            continue;
        if (was->n_rows != now->n_rows || was->n_cols != now->n_cols)
            return EFFECT_SUPPRESS_SHAPE;
        const int64_t n_new = now->count[last] - was->count[last];
        if (n_new < 0 || is_small(n_new, floor))
            return EFFECT_SUPPRESS_WAIT;
    }
    return EFFECT_SUPPRESS_FINE;
}

void effect_suppress_next(struct arena *arena, const struct effect_suppression *earlier,
                          int32_t n_earlier, const struct effect_counts *counts,
                          const struct effect_suppress_options *options,
                          struct effect_suppression *ret_suppression) {
    const struct series series = {earlier, n_earlier};
    effect_suppress(arena, counts, options, ret_suppression);
    if (!ret_suppression->count)
        return; // these counts cannot be used
    const enum effect_suppress_refusal refusal = compare(&series, ret_suppression, options->floor);
    if (refusal != EFFECT_SUPPRESS_FINE)
        ret_suppression->refusal = refusal;
    else if (!choose_after(arena, &series, counts, options, ret_suppression) &&
             !choose_hidden_again(arena, &series, counts, options, ret_suppression))
        ret_suppression->refusal = EFFECT_SUPPRESS_WAIT;
}
