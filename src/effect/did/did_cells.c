// SPDX-License-Identifier: EUPL-1.2
// Estimates the cells one by one: first whether a cell may be estimated at all, then the estimate,
// then whether it has an interval.
#include "effect/did/did.h"

enum { UNITS_LEAST = 5, UNITS_PER_COVARIATE = 10 };

// ---- who takes part ----------------------------------------------------------------------------

struct side {
    int64_t n_time, n_base, n_clusters; // seen in each period
};

static bool is_seen(const struct did_panel *panel, size_t unit, int t) {
    return !isnan(panel->outcome[(size_t)t * panel->n_units + unit]);
}

// `seen` marks clusters with a number of their own for each side of each cell.
static void count_units(const struct did_panel *panel, const struct did_place *place, int cohort,
                        int *seen, int mark, struct side *side) {
    for (size_t i = panel->from[cohort]; i < panel->from[cohort + 1]; i++) {
        const bool at_time = is_seen(panel, i, place->time);
        const bool at_base = is_seen(panel, i, place->base);
        side->n_time += at_time;
        side->n_base += at_base;
        if (!at_time && !at_base)
            continue;
        side->n_clusters += seen[panel->cluster[i]] != mark;
        seen[panel->cluster[i]] = mark;
    }
}

static int64_t fewest(const struct side *side) {
    return side->n_time < side->n_base ? side->n_time : side->n_base;
}

static void count(struct did_cells *cells, int k, int *seen) {
    const struct did_place *const place = &cells->places[k];
    struct effect_did_cell *const cell = &cells->list[k];
    struct side treated = {0}, control = {0};
    count_units(cells->panel, place, place->cohort, seen, 2 * k + 1, &treated);
    for (int c = place->control_from; c < cells->panel->n_cohorts; c++)
        if (c != place->cohort)
            count_units(cells->panel, place, c, seen, 2 * k + 2, &control);
    cell->n_treated = fewest(&treated);
    cell->n_control = fewest(&control);
    cell->n_treated_clusters = treated.n_clusters;
    cell->n_control_clusters = control.n_clusters;
}

static enum effect_did_reason may_be_estimated(const struct did_cells *cells, int k) {
    const struct effect_did *const p = cells->panel->problem;
    const struct effect_did_cell *const cell = &cells->list[k];
    const int64_t smaller = cell->n_treated < cell->n_control ? cell->n_treated : cell->n_control;
    if (cell->n_treated == 0)
        return EFFECT_DID_NO_TREATED_LEFT;
    if (cell->n_control == 0)
        return EFFECT_DID_NO_CONTROL_LEFT;
    if (p->is_parity)
        return EFFECT_DID_KNOWN;
    if (smaller < UNITS_LEAST + p->n_covariates)
        return EFFECT_DID_TOO_FEW_UNITS;
    if (smaller < UNITS_PER_COVARIATE * (int64_t)p->n_covariates)
        return EFFECT_DID_TOO_MANY_COVARIATES;
    return EFFECT_DID_KNOWN;
}

// ---- one cell ----------------------------------------------------------------------------------

static void measure(struct arena *scratch, struct did_cells *cells, int k) {
    const struct did_panel *const panel = cells->panel;
    struct effect_did_cell *const cell = &cells->list[k];
    double *const values = NEW_ARRAY(scratch, double, panel->n_units);
    double *const only = NEW_ARRAY(scratch, double, (size_t)cells->n);
    double *const shares = NEW_ARRAY(scratch, double, (size_t)panel->n_cohorts);
    only[k] = 1;
    const struct did_mix mix = {.cells = only, .shares = shares};
    did_influence_mix(panel, &cells->influence, &mix, values);
    cell->sum_squares = dense_dot(values, values, panel->n_units);
    cell->se = did_standard_error(scratch, panel, values);
    const bool is_parity = panel->problem->is_parity;
    if (!isfinite(cell->se))
        cell->reason = EFFECT_DID_OVERFLOW;
    else if (!is_parity && (cell->n_treated_clusters < 2 || cell->n_control_clusters < 2))
        cell->reason = EFFECT_DID_ONE_CLUSTER;
    else if (!(cell->se > (is_parity ? DID_SE_LEAST : 1e-10 * panel->spread)))
        cell->reason = EFFECT_DID_NO_SPREAD;
    if (cell->reason != EFFECT_DID_KNOWN)
        cell->se = NAN;
    if (cell->reason == EFFECT_DID_OVERFLOW)
        cell->att = cell->sum_squares = NAN;
}

static void solve_cell(struct arena *scratch, struct did_cells *cells, int k) {
    const struct did_panel *const panel = cells->panel;
    struct effect_did_cell *const cell = &cells->list[k];
    if (cells->places[k].time == cells->places[k].base) {
        cell->att = 0;
        cell->sum_squares = 0;
        cell->reason = EFFECT_DID_BASE_CELL;
        return;
    }
    cell->reason = may_be_estimated(cells, k);
    if (cell->reason == EFFECT_DID_KNOWN)
        cell->reason = panel->is_balanced && panel->problem->n_covariates == 0
                           ? did_cell_plain(cells, k)
                           : did_cell_rows(scratch, cells, k);
    if (cell->reason == EFFECT_DID_KNOWN && !isfinite(cell->att))
        cell->reason = EFFECT_DID_OVERFLOW;
    if (cell->reason == EFFECT_DID_KNOWN)
        measure(scratch, cells, k);
    else
        cell->att = NAN;
}

void did_cells_solve(struct arena *arena, const struct did_panel *panel,
                     struct did_cells *ret_cells) {
    struct did_cells cells = {.panel = panel};
    cells.places = did_places(arena, panel, &cells.n);
    cells.list = NEW_ARRAY(arena, struct effect_did_cell, (size_t)cells.n);
    cells.influence = did_influence_new(arena, panel, cells.places, cells.n);
    struct arena *const scratch = arena_child(arena, (size_t)1 << 31);
    for (int k = 0; k < cells.n; k++) {
        int *const seen = NEW_ARRAY(scratch, int, panel->n_clusters);
        cells.list[k] = (struct effect_did_cell){.cohort = panel->cohorts[cells.places[k].cohort],
                                                 .time = panel->periods[cells.places[k].time],
                                                 .base = panel->periods[cells.places[k].base],
                                                 .att = NAN,
                                                 .se = NAN,
                                                 .sum_squares = NAN,
                                                 .lower = NAN,
                                                 .upper = NAN,
                                                 .lower_single = NAN,
                                                 .upper_single = NAN};
        count(&cells, k, seen);
        solve_cell(scratch, &cells, k);
        arena_reset(scratch);
    }
    *ret_cells = cells;
}

// ---- without covariates, without gaps ----------------------------------------------------------

// Weighted mean of the change over the units of a cohort, added up.
static void add_change(const struct did_panel *panel, const struct did_place *place, int cohort,
                       struct dense_sum *weight, struct dense_sum *change) {
    const double *const after = panel->outcome + (size_t)place->time * panel->n_units;
    const double *const before = panel->outcome + (size_t)place->base * panel->n_units;
    for (size_t i = panel->from[cohort]; i < panel->from[cohort + 1]; i++) {
        dense_sum_add(weight, panel->weight[i]);
        dense_sum_add(change, panel->weight[i] * (after[i] - before[i]));
    }
}

static void fill_column(struct did_cells *cells, int k, int cohort, double mean, double factor) {
    const struct did_panel *const panel = cells->panel;
    const struct did_place *const place = &cells->places[k];
    const double *const after = panel->outcome + (size_t)place->time * panel->n_units;
    const double *const before = panel->outcome + (size_t)place->base * panel->n_units;
    const struct did_block *const block = &cells->influence.blocks[cohort];
    double *value = block->values + block->position[k];
    for (size_t i = block->from; i < block->from + block->n; i++) {
        *value = factor * panel->weight[i] * (after[i] - before[i] - mean);
        value += block->n_columns;
    }
}

enum effect_did_reason did_cell_plain(struct did_cells *cells, int k) {
    const struct did_panel *const panel = cells->panel;
    const struct did_place *const place = &cells->places[k];
    struct dense_sum weight = {0, 0}, change = {0, 0}, weight_0 = {0, 0}, change_0 = {0, 0};
    add_change(panel, place, place->cohort, &weight, &change);
    for (int c = place->control_from; c < panel->n_cohorts; c++)
        if (c != place->cohort)
            add_change(panel, place, c, &weight_0, &change_0);
    const double sum = dense_sum_value(weight), sum_0 = dense_sum_value(weight_0);
    if (!(sum > 0))
        return EFFECT_DID_NO_TREATED_LEFT;
    if (!(sum_0 > 0))
        return EFFECT_DID_NO_CONTROL_LEFT;
    const double mean = dense_sum_value(change) / sum, mean_0 = dense_sum_value(change_0) / sum_0;
    cells->list[k].att = mean - mean_0;
    fill_column(cells, k, place->cohort, mean, (double)panel->n_units / sum);
    for (int c = place->control_from; c < panel->n_cohorts; c++)
        if (c != place->cohort)
            fill_column(cells, k, c, mean_0, -(double)panel->n_units / sum_0);
    return EFFECT_DID_KNOWN;
}
