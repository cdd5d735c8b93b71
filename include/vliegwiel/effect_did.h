// SPDX-License-Identifier: EUPL-1.2
// Staggered adoption: what changed for groups that began at different moments, held against those
// that had not begun.
#ifndef VLIEGWIEL_EFFECT_DID_H
#define VLIEGWIEL_EFFECT_DID_H
#include "vliegwiel/effect_words.h"

enum effect_did_control {
    EFFECT_DID_NEVER,   // only units that never begin
    EFFECT_DID_NOT_YET, // and those that begin later
};
enum effect_did_estimator { EFFECT_DID_DR, EFFECT_DID_REG, EFFECT_DID_IPW };
enum effect_did_base {
    EFFECT_DID_VARYING,   // before the start each period is held against the one before it
    EFFECT_DID_UNIVERSAL, // every period is held against the last before the start
};

// One row per unit and period. Nothing may be missing: leave such rows out, the panel may have
// gaps.
struct effect_did {
    size_t n_rows;
    const int32_t *unit;             // [n_rows] 0..n_units-1
    const int32_t *time;             // [n_rows]
    const int32_t *cohort;           // [n_rows] first period after the start; 0: never
    const double *outcome;           // [n_rows]
    const double *const *covariates; // [n_covariates][n_rows]
    const double *weights;           // [n_rows] the first of a unit counts; NULL: all equal
    const int32_t *cluster;          // [n_rows] 0..n_clusters-1; NULL: every unit its own
    int32_t n_units, n_covariates, n_clusters;
    enum effect_did_control control;
    enum effect_did_estimator estimator;
    enum effect_did_base base;
    int32_t anticipation; // periods before the start in which it already works
    int32_t balance;      // dynamic: only cohorts seen so long after their start; -1: all
    int32_t draws;        // of the bootstrap; 0: no simultaneous bands
    uint64_t seed;
    // No floors, no rules for few clusters, and the critical value of Rademacher draws alone: what
    // the R package did does. For comparison, not for conclusions.
    bool is_parity;
};
#define EFFECT_DID_COVARIATES_MAX 20
#define EFFECT_DID_DRAWS_MAX 100000
// Periods, and cells: cohorts times periods. Days or weeks are to be put together to longer
// periods.
#define EFFECT_DID_PERIODS_MAX 1000
#define EFFECT_DID_CELLS_MAX 3000
#define EFFECT_DID_VALUES_MAX 100000000 // units times cells in which they take part

// Why a whole file cannot be used.
enum effect_did_refusal {
    EFFECT_DID_ACCEPTED,
    EFFECT_DID_NUMBERS,         // an option outside its range
    EFFECT_DID_NOT_FINITE,      // row: a number that is not finite
    EFFECT_DID_NEGATIVE_COHORT, // row
    EFFECT_DID_NEGATIVE_WEIGHT, // row
    EFFECT_DID_DUPLICATE,       // row: this unit already has this period
    EFFECT_DID_COHORT_VARIES,   // row: the unit had another cohort before
    EFFECT_DID_UNTREATED_AGAIN, // row: the unit had a cohort and now has none
    EFFECT_DID_CLUSTER_VARIES,  // row: the unit was in another cluster before
    EFFECT_DID_ONE_PERIOD,      // fewer than two periods are left
    EFFECT_DID_NOBODY_BEGINS,   // no cohort with a time before its start
    EFFECT_DID_NO_CONTROL,      // nobody who has not begun
    EFFECT_DID_TOO_LARGE,       // more periods, cohorts or cells than fit
    EFFECT_DID_REFUSAL_N
};
// Why a figure is missing, or has no interval.
enum effect_did_reason {
    EFFECT_DID_KNOWN,
    EFFECT_DID_BASE_CELL,           // held against itself: 0 by definition
    EFFECT_DID_NO_CONTROL_LEFT,     // nobody is left who has not begun
    EFFECT_DID_NO_TREATED_LEFT,     // nobody of the cohort was seen
    EFFECT_DID_TOO_FEW_UNITS,       // fewer than five (and one per covariate) on a side
    EFFECT_DID_TOO_MANY_COVARIATES, // more than one for every ten units of the smaller side
    EFFECT_DID_SINGULAR,            // covariates that follow from each other
    EFFECT_DID_SEPARATION,          // covariates that tell the cohort without fail
    EFFECT_DID_ONE_CLUSTER,         // a single cluster on a side: no interval
    EFFECT_DID_NO_SPREAD,           // everybody changed alike: no interval
    EFFECT_DID_TOO_FEW_CLUSTERS,    // not more clusters than cohorts: no interval
    EFFECT_DID_OVERFLOW,            // numbers too large to be added up
    EFFECT_DID_REASON_N
};
const char *effect_did_refusal_name(enum effect_did_refusal refusal); // "duplicate"
const char *effect_did_reason_name(enum effect_did_reason reason);    // NULL for known

struct effect_did_cell {
    int32_t cohort, time, base;
    double att, se;
    double sum_squares;                // of the influence function over units
    double lower, upper;               // simultaneous over all cells
    double lower_single, upper_single; // for this cell alone
    int64_t n_treated, n_control;      // units; with gaps, the fewest seen on each side
    int64_t n_treated_clusters, n_control_clusters;
    enum effect_did_reason reason;
};

enum effect_did_type {
    EFFECT_DID_SIMPLE,   // all cells after the start, by cohort size
    EFFECT_DID_GROUP,    // by cohort; its overall counts each person once
    EFFECT_DID_DYNAMIC,  // by time since the start
    EFFECT_DID_CALENDAR, // by period
    EFFECT_DID_TYPE_N
};
struct effect_did_aggregate {
    enum effect_did_type type;
    bool is_overall;
    int32_t key; // cohort, time since the start, or period; 0 for the overall
    double att, se;
    double lower, upper; // simultaneous over the keys of the type; the overall for itself
    double lower_single, upper_single;
    int64_t n_treated, n_clusters; // units and clusters of the cohorts in it
    int32_t n_cells;
};
struct effect_did_critical { // NaN: no bands
    double rademacher, gaussian, used;
};

struct effect_did_wald {
    double w, p;  // NaN: not to be computed. p: chi-square, as with many clusters
    double p_few; // the same for few clusters, by Hotelling's T-square; parity mode: p
    int32_t df;   // cells before the start that were tested
};

// The same question answered by other methods, on the units that were seen in every period.
struct effect_did_other {
    double att, se; // NaN: none
    int32_t n_events;
    const int32_t *event;    // [n_events] time since the start
    const double *event_att; // [n_events]
    const double *event_se;  // [n_events]; NULL: none
};
struct effect_did_two_way { // the old way, only as a warning; beside it the wild cluster bootstrap
    double att, se;         // se by G/(G-1)
    double t, wild_p;       // of no effect; NaN: more than fifty clusters, or no spread
    bool wild_is_exact;     // every pattern of signs
};

// How large a difference in trend, measured in the largest step before the start, would undo the
// conclusion. A simple bound: after e periods the bias is at most M * (e + 1) such steps.
struct effect_did_breakdown {
    double overall; // of the group overall; 0: its interval has 0 already; NaN: no step before
    double largest_step;
    int32_t n_events;
    const int32_t *event;
    const double *event_m;
};

struct effect_did_result {
    enum effect_did_refusal refusal;
    size_t refused_row;
    struct effect_did_cell *cells;
    int32_t n_cells;
    struct effect_did_aggregate *aggregates; // type after type, the overall first
    int32_t n_aggregates;
    struct effect_did_critical cells_critical, critical[EFFECT_DID_TYPE_N];
    struct effect_did_wald wald;
    struct effect_did_breakdown breakdown;
    struct effect_did_other sun_abraham, imputation, complete;
    struct effect_did_two_way two_way;
    int64_t n_units, n_clusters, n_already_treated; // used; left out
    int32_t n_periods, n_cohorts;                   // cohorts: and those who never begin
    int32_t least_clusters;                         // in any cohort
    double df, inflation; // of the intervals; infinite and 1 in parity mode
    bool is_balanced;
    bool is_last_control;                   // nobody never begins: the last cohort stands for them
    double attrition_least, attrition_most; // share of rows missing, over the cohorts
    enum effect_did_reason no_interval;     // why nothing has one
};

// In: a panel and options. Units, periods and cohorts may come in any order.
// Out: *ret_result. Either `refusal` says why the whole cannot be used, or every cell and every
// aggregate has a figure or a reason. Aggregates leave out cells without a figure, and cells of a
// single cluster where others are left.
// Memory: on `arena`, about 8 bytes for each unit and cell in which it takes part, and 8 times
// draws for each cell.
// Errors: none besides the refusal and the reasons.
// Cost: one pass over the rows and a sort; rows times (covariates + 1)^2 for each cell; draws times
// units times cells / 4 additions.
// Source: Callaway and Sant'Anna, Journal of Econometrics 225, 2021, doi
// 10.1016/j.jeconom.2020.12.001; Sant'Anna and Zhao, Journal of Econometrics 219, 2020, doi
// 10.1016/j.jeconom.2020.06.003; Sun and Abraham, Journal of Econometrics 225, 2021, doi
// 10.1016/j.jeconom.2020.09.006; Borusyak, Jaravel and Spiess, Review of Economic Studies 91, 2024,
// doi 10.1093/restud/rdae007; Cameron, Gelbach and Miller, Review of Economics and Statistics 90,
// 2008, doi 10.1162/rest.90.3.414.
// Check: the tests hold it against the R package did, against derivatives of the estimate with
// respect to weights, and against figures by hand.
void effect_did_solve(struct arena *arena, const struct effect_did *problem,
                      struct effect_did_result *ret_result);
#endif
