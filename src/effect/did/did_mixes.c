// SPDX-License-Identifier: EUPL-1.2
// Cells put together: by cohort size, by cohort, by time since the start, by period. Every figure
// is a linear combination of cells; where the sizes of cohorts are the weights, they too are
// estimates, and their share in the uncertainty is kept with the combination.
#include "effect/did/did.h"

struct builder {
    struct arena *arena;
    const struct did_cells *cells;
    struct did_mixes *mixes;
    bool *is_usable; // [n] cells
};

// ---- which cells count -------------------------------------------------------------------------

// Cells with a figure; those of a single cluster only when there are no others after the start.
static void find_usable(struct builder *b) {
    const struct did_cells *const cells = b->cells;
    bool has_sound = false;
    for (int k = 0; k < cells->n; k++)
        has_sound = has_sound || (cells->list[k].reason == EFFECT_DID_KNOWN &&
                                  cells->list[k].time >= cells->list[k].cohort);
    b->is_usable = NEW_ARRAY(b->arena, bool, (size_t)cells->n);
    for (int k = 0; k < cells->n; k++)
        b->is_usable[k] = !isnan(cells->list[k].att) &&
                          !(has_sound && cells->list[k].reason == EFFECT_DID_ONE_CLUSTER);
}

static int64_t lead(const struct effect_did_cell *cell) {
    return (int64_t)cell->time - cell->cohort;
}

static bool is_after(const struct builder *b, int k) {
    return b->is_usable[k] && lead(&b->cells->list[k]) >= 0;
}

// In a balanced view only cohorts that were seen long enough, over the time that all of them were.
static bool is_in_view(const struct builder *b, int k) {
    const struct did_panel *const panel = b->cells->panel;
    const int64_t balance = panel->problem->balance, last = panel->last_period;
    const struct effect_did_cell *const cell = &b->cells->list[k];
    if (!b->is_usable[k])
        return false;
    if (balance < 0)
        return true;
    return last - cell->cohort >= balance && lead(cell) <= balance &&
           lead(cell) >= balance - last + panel->first_period;
}

// ---- combinations ------------------------------------------------------------------------------

static struct did_mix *add(struct builder *b, enum effect_did_type type, bool is_overall,
                           int32_t key) {
    struct did_mixes *const mixes = b->mixes;
    struct did_mix *const mix = &mixes->list[mixes->n];
    mix->cells = NEW_ARRAY(b->arena, double, (size_t)b->cells->n);
    mix->shares = NEW_ARRAY(b->arena, double, (size_t)b->cells->panel->n_cohorts);
    mix->att = NAN;
    mixes->about[mixes->n++] =
        (struct effect_did_aggregate){.type = type, .is_overall = is_overall, .key = key};
    return mix;
}

// The mean of the chosen cells by size of cohort. False when there are none.
static bool by_size(const struct builder *b, const bool *is_in, struct did_mix *mix) {
    const struct did_cells *const cells = b->cells;
    const double *const share = cells->panel->share;
    double sum = 0, att = 0;
    for (int k = 0; k < cells->n; k++) {
        if (!is_in[k])
            continue;
        sum += share[cells->places[k].cohort];
        att += share[cells->places[k].cohort] * cells->list[k].att;
    }
    if (!(sum > 0))
        return false;
    mix->att = att / sum;
    for (int k = 0; k < cells->n; k++) {
        if (!is_in[k])
            continue;
        mix->cells[k] = share[cells->places[k].cohort] / sum;
        mix->shares[cells->places[k].cohort] += (cells->list[k].att - mix->att) / sum;
    }
    return true;
}

// The plain mean of earlier combinations.
static void mean_of(const struct builder *b, int from, int n, struct did_mix *mix) {
    mix->att = 0;
    for (int m = from; m < from + n; m++) {
        const struct did_mix *const part = &b->mixes->list[m];
        mix->att += part->att / n;
        for (int k = 0; k < b->cells->n; k++)
            mix->cells[k] += part->cells[k] / n;
        for (int c = 0; c < b->cells->panel->n_cohorts; c++)
            mix->shares[c] += part->shares[c] / n;
    }
}

static void add_simple(struct builder *b) {
    bool *const is_in = NEW_ARRAY(b->arena, bool, (size_t)b->cells->n);
    for (int k = 0; k < b->cells->n; k++)
        is_in[k] = is_after(b, k);
    if (!by_size(b, is_in, add(b, EFFECT_DID_SIMPLE, true, 0)))
        b->mixes->n--;
}

// One cohort: the plain mean of its cells after the start.
static bool one_cohort(const struct builder *b, int cohort, struct did_mix *mix) {
    int n = 0;
    for (int k = 0; k < b->cells->n; k++)
        n += is_after(b, k) && b->cells->places[k].cohort == cohort;
    if (n == 0 || !(b->cells->panel->share[cohort] > 0))
        return false;
    mix->att = 0;
    for (int k = 0; k < b->cells->n; k++) {
        if (!is_after(b, k) || b->cells->places[k].cohort != cohort)
            continue;
        mix->cells[k] = 1.0 / n;
        mix->att += b->cells->list[k].att / n;
    }
    return true;
}

static void sum_groups(const struct builder *b, int from, int n, const int *cohort,
                       struct did_mix *overall) {
    const double *const share = b->cells->panel->share;
    double sum = 0, att = 0;
    for (int m = 0; m < n; m++) {
        sum += share[cohort[m]];
        att += share[cohort[m]] * b->mixes->list[from + m].att;
    }
    overall->att = att / sum;
    for (int m = 0; m < n; m++) {
        const struct did_mix *const part = &b->mixes->list[from + m];
        for (int k = 0; k < b->cells->n; k++)
            overall->cells[k] += share[cohort[m]] / sum * part->cells[k];
        overall->shares[cohort[m]] += (part->att - overall->att) / sum;
    }
}

static void add_groups(struct builder *b) {
    const struct did_panel *const panel = b->cells->panel;
    int *const cohort = NEW_ARRAY(b->arena, int, (size_t)panel->n_cohorts);
    struct did_mix *const overall = add(b, EFFECT_DID_GROUP, true, 0);
    const int from = b->mixes->n;
    int n = 0;
    for (int c = 0; c + 1 < panel->n_cohorts; c++) {
        if (one_cohort(b, c, add(b, EFFECT_DID_GROUP, false, panel->cohorts[c])))
            cohort[n++] = c;
        else
            b->mixes->n--;
    }
    if (n > 0)
        sum_groups(b, from, n, cohort, overall);
    else
        b->mixes->n--;
    b->mixes->lag = 0;
    for (int k = 0; n > 0 && k < b->cells->n; k++)
        b->mixes->lag += overall->cells[k] * ((double)lead(&b->cells->list[k]) + 1);
}

static int64_t key_of(const struct builder *b, enum effect_did_type type, int k) {
    return type == EFFECT_DID_DYNAMIC ? lead(&b->cells->list[k]) : b->cells->list[k].time;
}

static bool has_key(const struct builder *b, enum effect_did_type type, int k) {
    return type == EFFECT_DID_DYNAMIC ? is_in_view(b, k) : is_after(b, k);
}

// The least key above `above`. False when there is none.
static bool next_key(const struct builder *b, enum effect_did_type type, int64_t above,
                     int64_t *ret_key) {
    int64_t least = INT64_MAX;
    for (int k = 0; k < b->cells->n; k++)
        if (has_key(b, type, k) && key_of(b, type, k) > above && key_of(b, type, k) < least)
            least = key_of(b, type, k);
    *ret_key = least;
    return least < INT64_MAX;
}

static void take_out(struct did_mixes *mixes, int at) {
    mixes->n--;
    for (int m = at; m < mixes->n; m++) {
        mixes->list[m] = mixes->list[m + 1];
        mixes->about[m] = mixes->about[m + 1];
    }
}

// By time since the start (type dynamic) or by period: one combination for each key that occurs,
// and the plain mean of those after the start.
static void add_keyed(struct builder *b, enum effect_did_type type) {
    struct did_mix *const overall = add(b, type, true, 0);
    const int from = b->mixes->n;
    int first_after = from;
    for (int64_t key = INT64_MIN; next_key(b, type, key, &key);) {
        bool *const is_in = NEW_ARRAY(b->arena, bool, (size_t)b->cells->n);
        for (int k = 0; k < b->cells->n; k++)
            is_in[k] = has_key(b, type, k) && key_of(b, type, k) == key;
        if (!by_size(b, is_in, add(b, type, false, (int32_t)key)))
            b->mixes->n--;
        else if (type == EFFECT_DID_DYNAMIC && key < 0)
            first_after = b->mixes->n;
    }
    if (b->mixes->n > first_after)
        mean_of(b, first_after, b->mixes->n - first_after, overall);
    else
        take_out(b->mixes, from - 1); // nothing after the start: no overall
}

// ---- standard errors and counts ----------------------------------------------------------------

static void describe(struct arena *scratch, struct builder *b, int m) {
    const struct did_panel *const panel = b->cells->panel;
    const struct did_mix *const mix = &b->mixes->list[m];
    struct effect_did_aggregate *const about = &b->mixes->about[m];
    double *const values = NEW_ARRAY(scratch, double, panel->n_units);
    bool *const has_cohort = NEW_ARRAY(scratch, bool, (size_t)panel->n_cohorts);
    bool is_sound = true, is_base = true;
    did_influence_mix(panel, &b->cells->influence, mix, values);
    about->att = mix->att;
    about->se = did_standard_error(scratch, panel, values);
    for (int k = 0; k < b->cells->n; k++) {
        if (mix->cells[k] == 0)
            continue;
        about->n_cells++;
        is_base = is_base && b->cells->list[k].reason == EFFECT_DID_BASE_CELL;
        is_sound = is_sound && b->cells->list[k].reason != EFFECT_DID_ONE_CLUSTER;
        has_cohort[b->cells->places[k].cohort] = true;
    }
    for (int c = 0; c < panel->n_cohorts; c++) {
        if (!has_cohort[c])
            continue;
        about->n_treated += (int64_t)(panel->from[c + 1] - panel->from[c]);
        about->n_clusters += (int64_t)panel->clusters_of[c];
    }
    const double least = panel->problem->is_parity ? DID_SE_LEAST : 1e-10 * panel->spread;
    if (is_base)
        about->se = 0; // held against itself
    else if (!is_sound || !(about->se > least) || isinf(about->se))
        about->se = NAN;
}

void did_mixes_make(struct arena *arena, const struct did_cells *cells, struct did_mixes *ret) {
    const struct did_panel *const panel = cells->panel;
    const size_t most =
        2 * (size_t)cells->n + (size_t)panel->n_cohorts + (size_t)panel->n_periods + 8;
    *ret = (struct did_mixes){.list = NEW_ARRAY(arena, struct did_mix, most),
                              .about = NEW_ARRAY(arena, struct effect_did_aggregate, most)};
    struct builder b = {.arena = arena, .cells = cells, .mixes = ret};
    find_usable(&b);
    add_simple(&b);
    add_groups(&b);
    add_keyed(&b, EFFECT_DID_DYNAMIC);
    add_keyed(&b, EFFECT_DID_CALENDAR);
    struct arena *const scratch = arena_child(arena, (size_t)1 << 31);
    for (int m = 0; m < ret->n; m++) {
        describe(scratch, &b, m);
        arena_reset(scratch);
    }
    arena_free(scratch);
}
