// SPDX-License-Identifier: EUPL-1.2
// Which cohort is held against which controls, between which two periods. Cohorts stand in the
// order of their start, so that the controls of a cell are always those from some cohort on.
#include "effect/did/did.h"

// Last period in which nothing works yet; -1: none.
static int last_before(const struct did_panel *panel, int cohort) {
    const int64_t start = (int64_t)panel->cohorts[cohort] - panel->problem->anticipation;
    int t = panel->n_periods - 1;
    while (t >= 0 && panel->periods[t] >= start)
        t--;
    return t;
}

static int control_from(const struct did_panel *panel, int time, int base) {
    if (panel->problem->control == EFFECT_DID_NEVER)
        return panel->n_cohorts - 1;
    const int64_t latest =
        (int64_t)panel->periods[time > base ? time : base] + panel->problem->anticipation;
    int c = 0;
    while (panel->cohorts[c] <= latest)
        c++;
    return c;
}

struct did_place *did_places(struct arena *arena, const struct did_panel *panel, int *ret_n) {
    const bool is_universal = panel->problem->base == EFFECT_DID_UNIVERSAL;
    struct did_place *const places = NEW_ARRAY(
        arena, struct did_place, (size_t)(panel->n_cohorts - 1) * (size_t)panel->n_periods);
    int n = 0;
    for (int c = 0; c + 1 < panel->n_cohorts; c++) {
        const int before = last_before(panel, c);
        for (int t = is_universal ? 0 : 1; before >= 0 && t < panel->n_periods; t++) {
            const int base = is_universal || t > before ? before : t - 1;
            places[n++] = (struct did_place){
                .cohort = c, .time = t, .base = base, .control_from = control_from(panel, t, base)};
        }
    }
    *ret_n = n;
    return places;
}

static bool takes_part(const struct did_place *place, int cohort) {
    return place->time != place->base && (place->cohort == cohort || place->control_from <= cohort);
}

bool did_places_fit(const struct did_panel *panel, const struct did_place *places, int n_cells) {
    if (n_cells > EFFECT_DID_CELLS_MAX)
        return false;
    double values = 0;
    for (int c = 0; c < panel->n_cohorts; c++)
        for (int k = 0; k < n_cells; k++)
            if (takes_part(&places[k], c))
                values += (double)(panel->from[c + 1] - panel->from[c]);
    return values <= EFFECT_DID_VALUES_MAX;
}

struct did_influence did_influence_new(struct arena *arena, const struct did_panel *panel,
                                       const struct did_place *places, int n_cells) {
    struct did_influence influence = {.n_cells = n_cells, .n_blocks = panel->n_cohorts};
    influence.blocks = NEW_ARRAY(arena, struct did_block, (size_t)panel->n_cohorts);
    for (int c = 0; c < panel->n_cohorts; c++) {
        struct did_block *const block = &influence.blocks[c];
        block->from = panel->from[c];
        block->n = panel->from[c + 1] - panel->from[c];
        block->columns = NEW_ARRAY(arena, int, (size_t)n_cells);
        block->position = NEW_ARRAY(arena, int, (size_t)n_cells);
        for (int k = 0; k < n_cells; k++) {
            const bool is_in = takes_part(&places[k], c);
            block->position[k] = is_in ? block->n_columns : -1;
            if (is_in)
                block->columns[block->n_columns++] = k;
        }
        block->values = NEW_ARRAY(arena, double, block->n *(size_t)block->n_columns);
    }
    return influence;
}

// The part of a share's own mean is left out: over all cohorts of a combination those parts are
// shares times (figure - mean of the figures by share), which add up to 0.
void did_influence_mix(const struct did_panel *panel, const struct did_influence *influence,
                       const struct did_mix *mix, double *ret_values) {
    for (int b = 0; b < influence->n_blocks; b++) {
        const struct did_block *const block = &influence->blocks[b];
        for (size_t i = 0; i < block->n; i++)
            ret_values[block->from + i] = mix->shares[b] * panel->weight[block->from + i];
        for (int j = 0; j < block->n_columns; j++) {
            const double factor = mix->cells[block->columns[j]];
            if (factor == 0)
                continue;
            const double *const values = block->values + j;
            for (size_t i = 0; i < block->n; i++)
                ret_values[block->from + i] += factor * values[i * (size_t)block->n_columns];
        }
    }
}

double did_standard_error(struct arena *scratch, const struct did_panel *panel,
                          const double *values) {
    const double n = (double)panel->n_units;
    if (panel->n_clusters == panel->n_units)
        return sqrt(dense_dot(values, values, panel->n_units)) / n;
    double *const sums = NEW_ARRAY(scratch, double, panel->n_clusters);
    for (size_t i = 0; i < panel->n_units; i++)
        sums[panel->cluster[i]] += values[i];
    return sqrt(dense_dot(sums, sums, panel->n_clusters)) / n;
}
