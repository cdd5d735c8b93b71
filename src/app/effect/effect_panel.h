// SPDX-License-Identifier: EUPL-1.2
// A panel of units and periods from a CSV file, for the methods that want one.
#ifndef VLIEGWIEL_EFFECT_PANEL_H
#define VLIEGWIEL_EFFECT_PANEL_H
#include "app/effect/effect_cli.h"

struct effect_panel {
    struct str file;
    size_t n; // rows in which nothing is missing
    uint32_t *lines;
    int32_t *unit, *time, *cohort, *cluster; // cluster: NULL for none
    double *outcome, *weights;               // weights: NULL for none
    double **covariates;                     // [n_covariates]
    struct str *unit_names, *cluster_names;
    int32_t n_units, n_clusters, n_covariates;
};

// Options that name the columns; STR_NONE where the method has no such option.
struct effect_panel_columns {
    struct str unit, time, cohort, outcome, cluster, weights;
    struct str covariates; // separated by commas
};
// Rows in which something is missing are left out, with the warning rows_missing.
NODISCARD enum rc effect_panel_read(struct effect_run *run, struct str file,
                                    const struct effect_panel_columns *columns,
                                    struct effect_panel *ret_panel);
// The same with a row for each cluster and period: the mean of its people who were seen. Refused,
// said, when a cluster has more than one cohort, and when a person stands twice in a period.
NODISCARD enum rc effect_panel_gather(struct effect_run *run, struct effect_panel *panel);
#endif
