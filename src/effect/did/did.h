// SPDX-License-Identifier: EUPL-1.2
// What the files of the staggered effect share: the panel laid out by cohort, the cells, their
// influence functions, and combinations of cells. The public face is effect_did.h.
#ifndef VLIEGWIEL_DID_H
#define VLIEGWIEL_DID_H
#include "base/arena.h"
#include "effect/dense/dense.h"
#include "vliegwiel/effect.h"

#define DID_SE_LEAST 1.5e-7 // a smaller standard error is rounding

// Units stand by cohort, those who never begin last, and within a cohort by their number.
struct did_panel {
    const struct effect_did *problem;
    size_t n_units;
    int n_periods, n_cohorts; // the last cohort are those who never begin
    int32_t *periods;         // [n_periods] rising
    int32_t *cohorts;         // [n_cohorts] first periods, rising; INT32_MAX for never
    size_t *from;             // [n_cohorts + 1] first unit of each
    double *outcome;          // [n_periods * n_units], NaN where missing
    double **covariates;      // [n_covariates] likewise
    double *weight;           // [n_units] with mean 1
    int32_t *cluster;         // [n_units] 0..n_clusters-1, in the order of the units
    size_t n_clusters;
    size_t *clusters_of; // [n_cohorts] different clusters in each
    double *share;       // [n_cohorts] sum of weights / n_units
    bool is_balanced;    // nothing is missing
    bool is_last_control;
    size_t n_already; // units left out, because they began too early
    double attrition_least, attrition_most;
    double spread;                     // standard deviation of the outcome
    int32_t first_period, last_period; // before any was left out
};
// Whole: with those who began too early, and with the periods in which everybody has begun; then
// the last cohort need not be one that never begins.
enum effect_did_refusal did_panel_make(struct arena *arena, const struct effect_did *problem,
                                       bool is_whole, struct did_panel *ret_panel, size_t *ret_row);
// The units that were seen in every period. False when too few are left to go on.
bool did_panel_complete(struct arena *arena, const struct did_panel *panel,
                        struct did_panel *ret_complete);

// Which cohort is held against which, between which periods (places in the panel's lists).
struct did_place {
    int cohort, time, base;
    int control_from; // cohorts from here on are controls, save the cohort itself
};
// Every cell of the problem, by cohort and then by time.
struct did_place *did_places(struct arena *arena, const struct did_panel *panel, int *ret_n);
// Whether so many cells and their influence fit in memory.
bool did_places_fit(const struct did_panel *panel, const struct did_place *places, int n_cells);

// Influence of each unit on each cell: [unit] rows of one cohort stand together and have only the
// columns in which the cohort takes part.
struct did_block {
    size_t from, n; // units
    int n_columns;
    int *columns;   // [n_columns] cells, rising
    int *position;  // [n_cells] place in columns, -1: none
    double *values; // [n * n_columns]
};
struct did_influence {
    int n_cells, n_blocks; // a block for each cohort
    struct did_block *blocks;
};
struct did_influence did_influence_new(struct arena *arena, const struct did_panel *panel,
                                       const struct did_place *places, int n_cells);
// A linear combination of cells, and of the shares of cohorts that were estimated with it.
struct did_mix {
    double *cells;  // [n_cells]
    double *shares; // [n_cohorts]
    double att;
};
// Its influence for every unit: [n_units].
void did_influence_mix(const struct did_panel *panel, const struct did_influence *influence,
                       const struct did_mix *mix, double *ret_values);
// Root of the sum of squares over clusters, divided by the number of units. `values`: [n_units].
double did_standard_error(struct arena *scratch, const struct did_panel *panel,
                          const double *values);

// ---- cells -------------------------------------------------------------------------------------

struct did_cells {
    const struct did_panel *panel;
    int n;
    struct did_place *places;
    struct effect_did_cell *list;
    struct did_influence influence;
};
// Estimates every cell, its influence and standard error. The floors count unless in parity mode.
void did_cells_solve(struct arena *arena, const struct did_panel *panel,
                     struct did_cells *ret_cells);
// One cell without covariates, seen in full; with covariates; with gaps. Each fills att and the
// column of the influence, or gives a reason.
enum effect_did_reason did_cell_plain(struct did_cells *cells, int k);
enum effect_did_reason did_cell_rows(struct arena *scratch, struct did_cells *cells, int k);

// Rows of a cell: those of the controls first or not, in any order.
struct did_rows {
    size_t n;
    int n_x;             // columns, the first is the constant
    double **x;          // [n_x][n]
    double *y;           // [n] outcome, or its change in a panel without gaps
    double *weight;      // [n]
    uint8_t *is_treated; // [n]
    uint8_t *is_post;    // [n]; NULL: y is a change
    double *slope;       // [n] derivative of the estimate with respect to how often the row counts
    double att;
};
// Fills slope and att.
enum effect_did_reason did_rows_solve(struct arena *scratch, enum effect_did_estimator estimator,
                                      struct did_rows *rows);
// Logistic regression of is_treated on x by weighted maximum likelihood. False: separation, or no
// convergence. chance: [n]; inverse: [n_x * n_x] of the information.
bool did_logit(struct arena *scratch, const struct did_rows *rows, double *ret_chance,
               double *ret_inverse);

// ---- combinations ------------------------------------------------------------------------------

struct did_mixes {
    int n;
    struct did_mix *list;
    struct effect_did_aggregate *about; // type, key, att, se and counts are filled
    double lag; // of the group overall: mean of time since the start plus one
};
void did_mixes_make(struct arena *arena, const struct did_cells *cells, struct did_mixes *ret);

// ---- bands -------------------------------------------------------------------------------------

// Columns: the cells, and the weights of the cohorts.
struct did_draws {
    int n_columns, n;
    double *sums; // [n * n_columns] of signed influence, divided by the number of units
    double *gram; // [n_columns * n_columns] sums of products of influence over clusters
};
void did_draws_make(struct arena *arena, const struct did_cells *cells, int n, uint64_t seed,
                    struct did_draws *ret_draws);
// Critical values for some mixes together. Mixes without a standard error do not count.
struct effect_did_critical did_critical(struct arena *scratch, const struct did_cells *cells,
                                        const struct did_draws *draws, const struct did_mix *mixes,
                                        const double *se, int n_mixes, uint64_t seed);
struct effect_did_wald did_wald(struct arena *scratch, const struct did_cells *cells,
                                const struct did_draws *draws);

void did_breakdown(struct arena *arena, const struct did_panel *panel,
                   const struct did_mixes *mixes, struct effect_did_breakdown *ret);

// ---- beside it ---------------------------------------------------------------------------------

// Each wants a panel without gaps.
void did_sun_abraham(struct arena *arena, const struct did_panel *panel,
                     struct effect_did_other *ret_other);
void did_imputation(struct arena *arena, const struct did_panel *panel, uint64_t seed,
                    struct effect_did_other *ret_other);
void did_two_way(struct arena *arena, const struct did_panel *panel, uint64_t seed,
                 struct effect_did_two_way *ret_two_way);
#endif
