// SPDX-License-Identifier: EUPL-1.2
// Gathers the rows of one cell for the estimators, and puts the influence of the rows back at their
// units. Without gaps a unit is one row, its change, with covariates of the earlier period; with
// gaps every seen unit and period is a row, as if the people were different ones.
#include "effect/did/did.h"

struct gather {
    const struct did_panel *panel;
    const struct did_place *place;
    struct did_rows *rows;
    size_t *unit; // [n] of each row
};

static void add_row(struct gather *g, size_t unit, bool is_treated, int t, double y, bool is_post) {
    const struct did_panel *const panel = g->panel;
    struct did_rows *const rows = g->rows;
    const size_t at = rows->n++;
    rows->x[0][at] = 1;
    for (int j = 1; j < rows->n_x; j++)
        rows->x[j][at] = panel->covariates[j - 1][(size_t)t * panel->n_units + unit];
    rows->y[at] = y;
    rows->weight[at] = panel->weight[unit];
    rows->is_treated[at] = is_treated;
    if (rows->is_post)
        rows->is_post[at] = is_post;
    g->unit[at] = unit;
}

static void add_cohort(struct gather *g, int cohort) {
    const struct did_panel *const panel = g->panel;
    const int t = g->place->time, b = g->place->base;
    const double *const after = panel->outcome + (size_t)t * panel->n_units;
    const double *const before = panel->outcome + (size_t)b * panel->n_units;
    const bool is_treated = cohort == g->place->cohort;
    for (size_t i = panel->from[cohort]; i < panel->from[cohort + 1]; i++) {
        if (panel->is_balanced) {
            add_row(g, i, is_treated, t < b ? t : b, after[i] - before[i], true);
            continue;
        }
        if (!isnan(after[i]))
            add_row(g, i, is_treated, t, after[i], true);
        if (!isnan(before[i]))
            add_row(g, i, is_treated, b, before[i], false);
    }
}

static void make_room(struct arena *scratch, const struct did_panel *panel, struct did_rows *rows) {
    const size_t n = panel->n_units * (panel->is_balanced ? 1 : 2);
    rows->n_x = panel->problem->n_covariates + 1;
    rows->x = NEW_ARRAY(scratch, double *, (size_t)rows->n_x);
    for (int j = 0; j < rows->n_x; j++)
        rows->x[j] = arena_bytes(scratch, n * sizeof(double));
    rows->y = arena_bytes(scratch, n * sizeof(double));
    rows->weight = arena_bytes(scratch, n * sizeof(double));
    rows->is_treated = arena_bytes(scratch, n);
    rows->is_post = panel->is_balanced ? NULL : arena_bytes(scratch, n);
}

enum effect_did_reason did_cell_rows(struct arena *scratch, struct did_cells *cells, int k) {
    const struct did_panel *const panel = cells->panel;
    struct did_rows rows = {0};
    make_room(scratch, panel, &rows);
    struct gather g = {.panel = panel, .place = &cells->places[k], .rows = &rows};
    g.unit = arena_bytes(scratch, panel->n_units * 2 * sizeof *g.unit);
    for (int c = 0; c < panel->n_cohorts; c++)
        if (c == g.place->cohort || c >= g.place->control_from)
            add_cohort(&g, c);
    const enum effect_did_reason reason = did_rows_solve(scratch, panel->problem->estimator, &rows);
    if (reason != EFFECT_DID_KNOWN)
        return reason;
    cells->list[k].att = rows.att;
    int c = 0;
    for (size_t r = 0; r < rows.n; r++) {
        while (g.unit[r] >= panel->from[c + 1])
            c++;
        const struct did_block *const block = &cells->influence.blocks[c];
        block->values[(g.unit[r] - block->from) * (size_t)block->n_columns +
                      (size_t)block->position[k]] += (double)panel->n_units * rows.slope[r];
    }
    return EFFECT_DID_KNOWN;
}
