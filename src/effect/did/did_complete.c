// SPDX-License-Identifier: EUPL-1.2
// A panel with gaps cut down to the units that were seen in every period, for methods that want it
// whole and for holding one answer against the other.
#include "effect/did/did.h"

static bool is_complete(const struct did_panel *panel, size_t unit) {
    for (size_t t = 0; t < (size_t)panel->n_periods; t++)
        if (isnan(panel->outcome[t * panel->n_units + unit]))
            return false;
    return true;
}

static double *kept_values(struct arena *arena, const struct did_panel *panel, const double *values,
                           const size_t *kept, size_t n) {
    double *const list = NEW_ARRAY(arena, double, n *(size_t)panel->n_periods);
    for (size_t t = 0; t < (size_t)panel->n_periods; t++)
        for (size_t i = 0; i < n; i++)
            list[t * n + i] = values[t * panel->n_units + kept[i]];
    return list;
}

// Cohorts of which nobody is left keep their place, with no units.
static void keep_units(struct arena *arena, const struct did_panel *panel, const size_t *kept,
                       struct did_panel *complete) {
    const size_t n = complete->n_units;
    const int32_t n_covariates = panel->problem->n_covariates;
    int32_t *const number = NEW_ARRAY(arena, int32_t, panel->n_clusters);
    complete->weight = NEW_ARRAY(arena, double, n);
    complete->cluster = NEW_ARRAY(arena, int32_t, n);
    complete->n_clusters = 0;
    for (size_t i = 0; i < n; i++) {
        complete->weight[i] = panel->weight[kept[i]];
        int32_t *const at = &number[panel->cluster[kept[i]]];
        if (*at == 0)
            *at = (int32_t)++complete->n_clusters;
        complete->cluster[i] = *at - 1;
    }
    complete->outcome = kept_values(arena, panel, panel->outcome, kept, n);
    complete->covariates = NEW_ARRAY(arena, double *, (size_t)n_covariates);
    for (int32_t c = 0; c < n_covariates; c++)
        complete->covariates[c] = kept_values(arena, panel, panel->covariates[c], kept, n);
}

static void describe(struct arena *arena, struct did_panel *complete) {
    const size_t n_cohorts = (size_t)complete->n_cohorts;
    complete->share = NEW_ARRAY(arena, double, n_cohorts);
    complete->clusters_of = NEW_ARRAY(arena, size_t, n_cohorts);
    int *const seen = NEW_ARRAY(arena, int, complete->n_clusters);
    for (int c = 0; c < complete->n_cohorts; c++) {
        for (size_t i = complete->from[c]; i < complete->from[c + 1]; i++) {
            complete->share[c] += complete->weight[i] / (double)complete->n_units;
            complete->clusters_of[c] += seen[complete->cluster[i]] != c + 1;
            seen[complete->cluster[i]] = c + 1;
        }
    }
}

bool did_panel_complete(struct arena *arena, const struct did_panel *panel,
                        struct did_panel *ret_complete) {
    size_t *const kept = NEW_ARRAY(arena, size_t, panel->n_units);
    struct did_panel complete = *panel;
    complete.n_units = 0;
    complete.is_balanced = true;
    complete.from = NEW_ARRAY(arena, size_t, (size_t)panel->n_cohorts + 1);
    for (int c = 0; c < panel->n_cohorts; c++) {
        for (size_t i = panel->from[c]; i < panel->from[c + 1]; i++)
            if (is_complete(panel, i))
                kept[complete.n_units++] = i;
        complete.from[c + 1] = complete.n_units;
    }
    const size_t n_never = complete.n_units - complete.from[panel->n_cohorts - 1];
    if (n_never == 0 || n_never == complete.n_units)
        return false;
    keep_units(arena, panel, kept, &complete);
    describe(arena, &complete);
    *ret_complete = complete;
    return true;
}
