// SPDX-License-Identifier: EUPL-1.2
// The interaction-weighted estimator beside the main one. In a panel without gaps the regression on
// a column for each cohort and time since the start has a closed form: every coefficient is the
// change of a cohort since its last period before the start, less that of those who never begin.
// Covariates work within cohorts: their slopes come from what unit and cohort-by-period leave over.
// Standard errors are those of the regression: clusters, with the correction for few of them and
// for the number of coefficients. Source: Sun and Abraham 2021 (see effect_did.h).
#include "effect/did/did.h"

struct column { // one coefficient
    int cohort, time, base;
    double value;
};
struct work {
    struct arena *arena; // scratch
    const struct did_panel *panel;
    int n_x;
    double **x;      // [n_x] left over: [n_periods * n_units]
    double *y;       // left over
    double *slopes;  // [n_x]
    double *inverse; // [n_x * n_x]
    struct column *columns;
    int n_columns;
    double correction; // of a variance
};

// ---- what unit and cohort-by-period leave over -------------------------------------------------

// z - mean of the unit - mean of cohort and period + mean of the cohort.
static double *left_over(const struct work *w, const double *z) {
    const struct did_panel *const panel = w->panel;
    const size_t n = panel->n_units, n_periods = (size_t)panel->n_periods;
    double *const rest = NEW_ARRAY(w->arena, double, n *n_periods);
    for (size_t i = 0; i < n; i++) {
        double mean = 0;
        for (size_t t = 0; t < n_periods; t++)
            mean += z[t * n + i] / (double)n_periods;
        for (size_t t = 0; t < n_periods; t++)
            rest[t * n + i] = z[t * n + i] - mean;
    }
    for (int c = 0; c < panel->n_cohorts; c++) {
        const size_t from = panel->from[c], n_in = panel->from[c + 1] - from;
        for (size_t t = 0; t < n_periods; t++) {
            const double mean = dense_mean(rest + t * n + from, n_in);
            for (size_t i = from; i < from + n_in; i++)
                rest[t * n + i] -= mean;
        }
    }
    return rest;
}

static bool regress(struct work *w) {
    const struct did_panel *const panel = w->panel;
    const size_t n = panel->n_units * (size_t)panel->n_periods;
    w->y = left_over(w, panel->outcome);
    if (w->n_x == 0)
        return true;
    w->x = NEW_ARRAY(w->arena, double *, (size_t)w->n_x);
    for (int j = 0; j < w->n_x; j++)
        w->x[j] = left_over(w, panel->covariates[j]);
    struct dense_fit fit;
    dense_least_squares(w->arena, (const double *const *)w->x, w->n_x, w->y, NULL, n, &fit);
    if (fit.rcond < 1e-12)
        return false;
    w->slopes = fit.beta;
    w->inverse = fit.inverse;
    for (int j = 0; j < w->n_x; j++)
        for (size_t k = 0; k < n; k++)
            w->y[k] -= fit.beta[j] * w->x[j][k];
    return true;
}

// ---- coefficients ------------------------------------------------------------------------------

static double change_of(const struct did_panel *panel, const double *z, int cohort, int t, int b) {
    const size_t n = panel->n_units, from = panel->from[cohort];
    struct dense_sum sum = {0, 0};
    for (size_t i = from; i < panel->from[cohort + 1]; i++)
        dense_sum_add(&sum, z[(size_t)t * n + i] - z[(size_t)b * n + i]);
    return dense_sum_value(sum) / (double)(panel->from[cohort + 1] - from);
}

static double difference_of(const struct did_panel *panel, const double *z,
                            const struct column *c) {
    return change_of(panel, z, c->cohort, c->time, c->base) -
           change_of(panel, z, panel->n_cohorts - 1, c->time, c->base);
}

static void make_columns(struct work *w) {
    const struct did_panel *const panel = w->panel;
    w->columns =
        NEW_ARRAY(w->arena, struct column, (size_t)panel->n_cohorts * (size_t)panel->n_periods);
    for (int c = 0; c + 1 < panel->n_cohorts; c++) {
        int base = -1;
        for (int t = 0; t < panel->n_periods && panel->periods[t] < panel->cohorts[c]; t++)
            base = t;
        if (base < 0 || panel->from[c] == panel->from[c + 1])
            continue;
        for (int t = 0; t < panel->n_periods; t++) {
            if (t == base)
                continue;
            struct column *const column = &w->columns[w->n_columns++];
            *column = (struct column){.cohort = c, .time = t, .base = base};
            column->value = difference_of(panel, panel->outcome, column);
            for (int j = 0; j < w->n_x; j++)
                column->value -= w->slopes[j] * difference_of(panel, panel->covariates[j], column);
        }
    }
}

// ---- a weighted mean of coefficients and its standard error ------------------------------------

// Through the slopes: -(mean difference of covariates)' inverse (sum over periods of x rest).
static void add_slopes(const struct work *w, const double *weight, double *values) {
    const struct did_panel *const panel = w->panel;
    const size_t n = panel->n_units;
    for (int j = 0; j < w->n_x; j++) {
        double turned = 0;
        for (int l = 0; l < w->n_x; l++)
            for (int k = 0; k < w->n_columns; k++)
                if (weight[k] != 0)
                    turned += w->inverse[j * w->n_x + l] * weight[k] *
                              difference_of(panel, panel->covariates[l], &w->columns[k]);
        for (size_t t = 0; t < (size_t)panel->n_periods; t++)
            for (size_t i = 0; i < n; i++)
                values[i] -= turned * w->x[j][t * n + i] * w->y[t * n + i];
    }
}

static void add_column(const struct work *w, const struct column *c, double weight,
                       double *values) {
    const struct did_panel *const panel = w->panel;
    const double *const after = w->y + (size_t)c->time * panel->n_units;
    const double *const before = w->y + (size_t)c->base * panel->n_units;
    const int sides[2] = {c->cohort, panel->n_cohorts - 1};
    for (int side = 0; side < 2; side++) {
        const size_t from = panel->from[sides[side]], to = panel->from[sides[side] + 1];
        const double factor = (side == 0 ? weight : -weight) / (double)(to - from);
        for (size_t i = from; i < to; i++)
            values[i] += factor * (after[i] - before[i]);
    }
}

static void summarise(const struct work *w, const double *weight, double *ret_att, double *ret_se) {
    const struct did_panel *const panel = w->panel;
    double *const values = NEW_ARRAY(w->arena, double, panel->n_units);
    *ret_att = 0;
    for (int k = 0; k < w->n_columns; k++) {
        if (weight[k] == 0)
            continue;
        *ret_att += weight[k] * w->columns[k].value;
        add_column(w, &w->columns[k], weight[k], values);
    }
    add_slopes(w, weight, values);
    *ret_se =
        did_standard_error(w->arena, panel, values) * (double)panel->n_units * sqrt(w->correction);
    if (!(*ret_se > 1e-10 * panel->spread))
        *ret_se = NAN;
}

// Weights by the number of units, of the columns of one time since the start, or of all after it.
static bool weigh(const struct work *w, bool is_overall, int64_t event, double *weight) {
    const struct did_panel *const panel = w->panel;
    double sum = 0;
    for (int k = 0; k < w->n_columns; k++) {
        const int c = w->columns[k].cohort;
        const int64_t lead = (int64_t)panel->periods[w->columns[k].time] - panel->cohorts[c];
        const bool is_in = is_overall ? lead >= 0 : lead == event;
        weight[k] = is_in ? (double)(panel->from[c + 1] - panel->from[c]) : 0;
        sum += weight[k];
    }
    for (int k = 0; k < w->n_columns && sum > 0; k++)
        weight[k] /= sum;
    return sum > 0;
}

static bool next_event(const struct work *w, int64_t above, int64_t *ret_event) {
    int64_t least = INT64_MAX;
    for (int k = 0; k < w->n_columns; k++) {
        const struct column *const c = &w->columns[k];
        const int64_t lead = (int64_t)w->panel->periods[c->time] - w->panel->cohorts[c->cohort];
        if (lead > above && lead < least)
            least = lead;
    }
    *ret_event = least;
    return least < INT64_MAX;
}

static void fill(struct arena *arena, struct work *w, struct effect_did_other *other) {
    const size_t most = (size_t)w->n_columns + 1;
    int32_t *const event = NEW_ARRAY(arena, int32_t, most);
    double *const att = NEW_ARRAY(arena, double, most), *const se = NEW_ARRAY(arena, double, most);
    double *const weight = NEW_ARRAY(w->arena, double, most);
    if (weigh(w, true, 0, weight))
        summarise(w, weight, &other->att, &other->se);
    for (int64_t key = INT64_MIN; next_event(w, key, &key);) {
        if (!weigh(w, false, key, weight))
            continue;
        event[other->n_events] = (int32_t)key;
        summarise(w, weight, &att[other->n_events], &se[other->n_events]);
        other->n_events++;
    }
    other->event = event;
    other->event_att = att;
    other->event_se = se;
}

void did_sun_abraham(struct arena *arena, const struct did_panel *panel,
                     struct effect_did_other *ret_other) {
    struct work w = {.panel = panel, .n_x = panel->problem->n_covariates};
    w.arena = arena_child(arena, (size_t)1 << 31);
    if (regress(&w)) {
        make_columns(&w);
        const double g = (double)panel->n_clusters;
        const double n = (double)panel->n_units * panel->n_periods;
        w.correction = g / (g - 1) * (n - 1) / (n - w.n_columns - w.n_x - panel->n_periods);
        fill(arena, &w, ret_other);
    }
    arena_free(w.arena);
}
