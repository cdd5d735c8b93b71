// SPDX-License-Identifier: EUPL-1.2
// The imputation estimator beside the main one: unit and period effects from rows in which nothing
// works yet, carried on to the rows after the start; what is over is the effect. In a panel without
// gaps everything follows from the sums of each cohort and period. The standard error is the spread
// over draws of whole clusters with replacement. Covariates and weights are left out.
// Source: Borusyak, Jaravel and Spiess 2024 (see effect_did.h).
#include "base/rng.h"
#include "effect/did/did.h"

enum { DRAWS = 200 };

struct work {
    struct arena *arena; // scratch
    const struct did_panel *panel;
    int n_events;
    int64_t *events; // [n_events] rising
    int *n_before;   // [n_cohorts] periods in which nothing works yet: the first ones
    double *sums;    // [n_cohorts * n_periods] of the outcome
    double *count;   // [n_cohorts] units
    double *lambda;  // [n_periods] period effects; NaN: nobody shows it
    double *matrix, *moment;
    double *effect, *weight; // [n_events + 1] sums over treated rows; the last: all
};

// ---- sums over cohorts -------------------------------------------------------------------------

// `times` tells how often each cluster was drawn; NULL: once.
static void add_up(struct work *w, const int32_t *times) {
    const struct did_panel *const panel = w->panel;
    const size_t n = panel->n_units, n_periods = (size_t)panel->n_periods;
    for (size_t c = 0; c < (size_t)panel->n_cohorts; c++) {
        double *const sums = w->sums + c * n_periods;
        w->count[c] = 0;
        for (size_t t = 0; t < n_periods; t++)
            sums[t] = 0;
        for (size_t i = panel->from[c]; i < panel->from[c + 1]; i++) {
            const double m = times ? times[panel->cluster[i]] : 1;
            if (m == 0)
                continue;
            w->count[c] += m;
            for (size_t t = 0; t < n_periods; t++)
                sums[t] += m * panel->outcome[t * n + i];
        }
    }
}

// ---- period effects ----------------------------------------------------------------------------

static double mean_before(const double *list, int n) {
    double sum = 0;
    for (int t = 0; t < n; t++)
        sum += list[t];
    return sum / n;
}

// Normal equations of the period effects once the unit effects are taken out; the first is zero.
static void make_equations(struct work *w, int n) {
    const size_t n_periods = (size_t)w->panel->n_periods;
    for (int k = 0; k < n * n; k++)
        w->matrix[k] = 0;
    for (int t = 0; t < n; t++)
        w->moment[t] = 0;
    for (size_t c = 0; c < (size_t)w->panel->n_cohorts; c++) {
        const int s = w->n_before[c];
        const double *const sums = w->sums + c * n_periods;
        const double mean = s > 0 ? mean_before(sums, s) : 0;
        for (int t = 0; t < s; t++) {
            w->moment[t] += sums[t] - mean;
            w->matrix[t * n + t] += w->count[c];
            for (int u = 0; u < s; u++)
                w->matrix[t * n + u] -= w->count[c] / s;
        }
    }
}

// Those who never begin are seen in every period, so every period has an effect.
static bool find_periods(struct work *w) {
    const int n = w->panel->n_periods, m = n - 1;
    make_equations(w, n);
    for (int t = 0; t < m; t++) {
        w->lambda[t] = w->moment[t + 1];
        for (int u = 0; u < m; u++)
            w->matrix[t * m + u] = w->matrix[(t + 1) * n + u + 1];
    }
    if (w->count[w->panel->n_cohorts - 1] == 0 || !dense_cholesky(w->matrix, m))
        return false;
    dense_solve(w->matrix, m, w->lambda);
    for (int t = m; t > 0; t--)
        w->lambda[t] = w->lambda[t - 1];
    w->lambda[0] = 0;
    return true;
}

// ---- effects -----------------------------------------------------------------------------------

static int event_place(const struct work *w, int64_t event) {
    int e = 0;
    while (w->events[e] < event)
        e++;
    return e;
}

static bool find_effects(struct work *w) {
    const struct did_panel *const panel = w->panel;
    if (!find_periods(w))
        return false;
    for (int e = 0; e <= w->n_events; e++)
        w->effect[e] = w->weight[e] = 0;
    for (int c = 0; c < panel->n_cohorts; c++) {
        const int s = w->n_before[c];
        const double *const sums = w->sums + (size_t)c * (size_t)panel->n_periods;
        if (s == 0 || w->count[c] == 0)
            continue;
        const double level = mean_before(sums, s) - w->count[c] * mean_before(w->lambda, s);
        for (int t = s; t < panel->n_periods; t++) {
            const int64_t event = (int64_t)panel->periods[t] - panel->cohorts[c];
            if (event < 0)
                continue;
            const double effect = sums[t] - level - w->count[c] * w->lambda[t];
            const int places[2] = {event_place(w, event), w->n_events};
            for (int k = 0; k < 2; k++) {
                w->effect[places[k]] += effect;
                w->weight[places[k]] += w->count[c];
            }
        }
    }
    return w->weight[w->n_events] > 0;
}

// For those who never begin every period is before, and there is no event.
static void find_events(struct work *w) {
    const struct did_panel *const panel = w->panel;
    w->events = NEW_ARRAY(w->arena, int64_t, (size_t)panel->n_cohorts * (size_t)panel->n_periods);
    for (int c = 0; c < panel->n_cohorts; c++) {
        const int64_t works = (int64_t)panel->cohorts[c] - panel->problem->anticipation;
        while (w->n_before[c] < panel->n_periods && panel->periods[w->n_before[c]] < works)
            w->n_before[c]++;
        for (int t = 0; t < panel->n_periods && w->n_before[c] > 0; t++) {
            const int64_t event = (int64_t)panel->periods[t] - panel->cohorts[c];
            int at = 0;
            while (at < w->n_events && w->events[at] < event)
                at++;
            if (event < 0 || (at < w->n_events && w->events[at] == event))
                continue;
            for (int e = w->n_events++; e > at; e--)
                w->events[e] = w->events[e - 1];
            w->events[at] = event;
        }
    }
}

// ---- standard errors ---------------------------------------------------------------------------

struct spread { // running mean and sum of squares
    double n, mean, squares;
};

static void spread_add(struct spread *s, double x) {
    s->n++;
    const double step = x - s->mean;
    s->mean += step / s->n;
    s->squares += step * (x - s->mean);
}

static void draw(struct work *w, uint64_t seed, struct spread *spreads) {
    const size_t n_clusters = w->panel->n_clusters;
    int32_t *const times = NEW_ARRAY(w->arena, int32_t, n_clusters);
    struct rng rng = rng_seeded(seed);
    for (int d = 0; d < DRAWS; d++) {
        for (size_t g = 0; g < n_clusters; g++)
            times[g] = 0;
        for (size_t g = 0; g < n_clusters; g++)
            times[rng_below(&rng, (uint32_t)n_clusters)]++;
        add_up(w, times);
        if (!find_effects(w))
            continue;
        for (int e = 0; e <= w->n_events; e++)
            if (w->weight[e] > 0)
                spread_add(&spreads[e], w->effect[e] / w->weight[e]);
    }
}

// Half of the draws must have shown it.
static double error_of(const struct did_panel *panel, const struct spread *s) {
    const double se = s->n >= DRAWS / 2.0 ? sqrt(s->squares / (s->n - 1)) : NAN;
    return se > 1e-10 * panel->spread ? se : NAN;
}

static void fill(struct arena *arena, struct work *w, uint64_t seed,
                 struct effect_did_other *other) {
    const size_t n = (size_t)w->n_events + 1;
    int32_t *const event = NEW_ARRAY(arena, int32_t, n);
    double *const att = NEW_ARRAY(arena, double, n), *const se = NEW_ARRAY(arena, double, n);
    struct spread *const spreads = NEW_ARRAY(w->arena, struct spread, n);
    other->att = w->effect[w->n_events] / w->weight[w->n_events];
    for (int e = 0; e < w->n_events; e++) {
        event[e] = (int32_t)w->events[e];
        att[e] = w->weight[e] > 0 ? w->effect[e] / w->weight[e] : NAN;
    }
    draw(w, seed, spreads);
    other->se = error_of(w->panel, &spreads[w->n_events]);
    for (int e = 0; e < w->n_events; e++)
        se[e] = error_of(w->panel, &spreads[e]);
    other->n_events = w->n_events;
    other->event = event;
    other->event_att = att;
    other->event_se = se;
}

void did_imputation(struct arena *arena, const struct did_panel *panel, uint64_t seed,
                    struct effect_did_other *ret_other) {
    struct work w = {.panel = panel};
    const size_t n_cohorts = (size_t)panel->n_cohorts, n_periods = (size_t)panel->n_periods;
    w.arena = arena_child(arena, (size_t)1 << 31);
    w.n_before = NEW_ARRAY(w.arena, int, n_cohorts);
    w.sums = NEW_ARRAY(w.arena, double, n_cohorts *n_periods);
    w.count = NEW_ARRAY(w.arena, double, n_cohorts);
    w.lambda = NEW_ARRAY(w.arena, double, n_periods);
    w.matrix = NEW_ARRAY(w.arena, double, n_periods *n_periods);
    w.moment = NEW_ARRAY(w.arena, double, n_periods);
    find_events(&w);
    w.effect = NEW_ARRAY(w.arena, double, (size_t)w.n_events + 1);
    w.weight = NEW_ARRAY(w.arena, double, (size_t)w.n_events + 1);
    add_up(&w, NULL);
    if (find_effects(&w))
        fill(arena, &w, seed, ret_other);
    arena_free(w.arena);
}
