// SPDX-License-Identifier: EUPL-1.2
// Rows to a panel: checks them, leaves out what cannot serve, and lays units out by cohort. Units
// that began before there was anything to compare are dropped one by one, never by a list of
// cohorts, so that they cannot take a control with them.
#include "effect/did/did.h"

enum { NO_PLACE = -1 };

// What is known of a unit before it has a place.
struct unit {
    int32_t cohort, cluster;
    int64_t first; // row
    double weight;
    int32_t first_time;
    int64_t place; // NO_PLACE: left out
};
struct maker {
    struct arena *arena, *scratch;
    const struct effect_did *problem;
    struct unit *units;
    struct did_panel *panel;
    bool is_whole;
    size_t row; // that is refused
};

// ---- checks ------------------------------------------------------------------------------------

static bool options_in_range(const struct effect_did *p) {
    return p->n_covariates >= 0 && p->n_covariates <= EFFECT_DID_COVARIATES_MAX &&
           p->anticipation >= 0 && p->anticipation < 1000000 && p->draws >= 0 &&
           p->draws <= EFFECT_DID_DRAWS_MAX && p->n_units >= 0 && p->balance >= -1 &&
           p->n_rows < INT32_MAX;
}

static enum effect_did_refusal check_row(const struct effect_did *p, size_t row) {
    bool is_finite = isfinite(p->outcome[row]) && (!p->weights || isfinite(p->weights[row]));
    for (int32_t c = 0; c < p->n_covariates; c++)
        is_finite = is_finite && isfinite(p->covariates[c][row]);
    if (!is_finite)
        return EFFECT_DID_NOT_FINITE;
    if (p->cohort[row] < 0)
        return EFFECT_DID_NEGATIVE_COHORT;
    if (p->weights && p->weights[row] < 0)
        return EFFECT_DID_NEGATIVE_WEIGHT;
    const bool is_in_range =
        p->unit[row] >= 0 && p->unit[row] < p->n_units &&
        (!p->cluster || (p->cluster[row] >= 0 && p->cluster[row] < p->n_clusters));
    return is_in_range ? EFFECT_DID_ACCEPTED : EFFECT_DID_NUMBERS;
}

// Takes a row into what is known of its unit.
static enum effect_did_refusal learn(const struct effect_did *p, struct unit *unit, size_t row) {
    const int32_t cluster = p->cluster ? p->cluster[row] : 0;
    if (unit->first < 0) {
        *unit = (struct unit){.cohort = p->cohort[row],
                              .cluster = cluster,
                              .first = (int64_t)row,
                              .first_time = INT32_MAX};
    } else if (unit->cohort != p->cohort[row]) {
        return p->cohort[row] == 0 ? EFFECT_DID_UNTREATED_AGAIN : EFFECT_DID_COHORT_VARIES;
    } else if (unit->cluster != cluster) {
        return EFFECT_DID_CLUSTER_VARIES;
    }
    if (p->time[row] < unit->first_time) {
        unit->first_time = p->time[row];
        unit->weight = p->weights ? p->weights[row] : 1;
    }
    return EFFECT_DID_ACCEPTED;
}

static enum effect_did_refusal learn_all(struct maker *m) {
    const struct effect_did *p = m->problem;
    m->units = NEW_ARRAY(m->scratch, struct unit, (size_t)p->n_units);
    for (int32_t u = 0; u < p->n_units; u++)
        m->units[u].first = -1;
    for (m->row = 0; m->row < p->n_rows; m->row++) {
        enum effect_did_refusal refusal = check_row(p, m->row);
        if (refusal == EFFECT_DID_ACCEPTED)
            refusal = learn(p, &m->units[p->unit[m->row]], m->row);
        if (refusal != EFFECT_DID_ACCEPTED)
            return refusal;
    }
    m->row = 0;
    return EFFECT_DID_ACCEPTED;
}

// ---- lists -------------------------------------------------------------------------------------

// Puts x into a rising list without repeats. `latest` is where the one before it went.
static size_t list_place(int32_t *list, size_t n, int32_t x) {
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct list {
    int32_t *p;
    size_t n, capacity, latest;
};

static void list_add(struct arena *arena, struct list *list, int32_t x) {
    if (list->n > 0 && list->p[list->latest] == x)
        return;
    const size_t at = list_place(list->p, list->n, x);
    list->latest = at;
    if (at < list->n && list->p[at] == x)
        return;
    if (list->n == list->capacity) {
        list->capacity = 2 * list->capacity + 16;
        int32_t *const wider = NEW_ARRAY(arena, int32_t, list->capacity);
        for (size_t i = 0; i < list->n; i++)
            wider[i] = list->p[i];
        list->p = wider;
    }
    for (size_t i = list->n++; i > at; i--)
        list->p[i] = list->p[i - 1];
    list->p[at] = x;
}

// One more than may be is enough to know.
static struct list periods_of(const struct maker *m) {
    struct list list = {0};
    for (size_t row = 0; row < m->problem->n_rows && list.n <= EFFECT_DID_PERIODS_MAX; row++)
        list_add(m->arena, &list, m->problem->time[row]);
    return list;
}

// Cohorts of the units that stay. Who begins after the last period never does; in a whole panel
// everybody stays.
static struct list cohorts_of(const struct maker *m, int32_t earliest, int32_t last) {
    struct list list = {0};
    for (int32_t u = 0; u < m->problem->n_units; u++) {
        struct unit *const unit = &m->units[u];
        unit->place = NO_PLACE;
        if (unit->first < 0)
            continue;
        if (unit->cohort == 0 || unit->cohort > last)
            unit->cohort = INT32_MAX;
        if (unit->cohort <= earliest && !m->is_whole) {
            m->panel->n_already++;
            continue;
        }
        unit->place = 0;
        if (list.n <= EFFECT_DID_PERIODS_MAX)
            list_add(m->arena, &list, unit->cohort);
    }
    return list;
}

// ---- layout ------------------------------------------------------------------------------------

static enum effect_did_refusal make_lists(struct maker *m) {
    const int32_t ahead = m->problem->anticipation;
    struct did_panel *const panel = m->panel;
    struct list periods = periods_of(m);
    if (periods.n < 2)
        return EFFECT_DID_ONE_PERIOD;
    if (periods.n > EFFECT_DID_PERIODS_MAX)
        return EFFECT_DID_TOO_LARGE;
    panel->first_period = periods.p[0];
    panel->last_period = periods.p[periods.n - 1];
    struct list cohorts = cohorts_of(m, panel->first_period + ahead, panel->last_period);
    if (cohorts.n > EFFECT_DID_PERIODS_MAX)
        return EFFECT_DID_TOO_LARGE;
    if (cohorts.n == 0 || cohorts.p[0] == INT32_MAX)
        return EFFECT_DID_NOBODY_BEGINS;
    if (cohorts.p[cohorts.n - 1] != INT32_MAX && !m->is_whole) {
        const int32_t end = cohorts.p[cohorts.n - 1] - ahead;
        if (cohorts.n < 2)
            return EFFECT_DID_NO_CONTROL;
        periods.n = list_place(periods.p, periods.n, end);
        cohorts.p[cohorts.n - 1] = INT32_MAX;
        panel->is_last_control = true;
        panel->last_period = periods.n > 0 ? periods.p[periods.n - 1] : 0;
    }
    if (periods.n < 2)
        return EFFECT_DID_ONE_PERIOD;
    panel->periods = periods.p;
    panel->n_periods = (int)periods.n;
    panel->cohorts = cohorts.p;
    panel->n_cohorts = (int)cohorts.n;
    return EFFECT_DID_ACCEPTED;
}

static void place_units(struct maker *m) {
    struct did_panel *const panel = m->panel;
    const int n = panel->n_cohorts;
    panel->from = NEW_ARRAY(m->arena, size_t, (size_t)n + 1);
    int *const cohort = NEW_ARRAY(m->scratch, int, (size_t)m->problem->n_units);
    for (int32_t u = 0; u < m->problem->n_units; u++) {
        if (m->units[u].first_time > panel->last_period)
            m->units[u].place = NO_PLACE; // seen only in periods that were left out
        if (m->units[u].place == NO_PLACE)
            continue;
        cohort[u] = (int)list_place(panel->cohorts, (size_t)n, m->units[u].cohort);
        panel->from[cohort[u] + 1]++;
    }
    for (int c = 0; c < n; c++)
        panel->from[c + 1] += panel->from[c];
    panel->n_units = panel->from[n];
    size_t *const next = NEW_ARRAY(m->scratch, size_t, (size_t)n);
    for (int c = 0; c < n; c++)
        next[c] = panel->from[c];
    for (int32_t u = 0; u < m->problem->n_units; u++)
        if (m->units[u].place != NO_PLACE)
            m->units[u].place = (int64_t)next[cohort[u]]++;
}

static double *missing_everywhere(struct arena *arena, size_t n) {
    double *const values = arena_bytes(arena, n * sizeof *values);
    for (size_t i = 0; i < n; i++)
        values[i] = NAN;
    return values;
}

static enum effect_did_refusal fill(struct maker *m) {
    const struct effect_did *p = m->problem;
    struct did_panel *const panel = m->panel;
    const size_t n = panel->n_units * (size_t)panel->n_periods;
    panel->outcome = missing_everywhere(m->arena, n);
    panel->covariates = NEW_ARRAY(m->arena, double *, (size_t)p->n_covariates);
    for (int32_t c = 0; c < p->n_covariates; c++)
        panel->covariates[c] = missing_everywhere(m->arena, n);
    size_t t = 0;
    for (m->row = 0; m->row < p->n_rows; m->row++) {
        const int64_t place = m->units[p->unit[m->row]].place;
        if (panel->periods[t] != p->time[m->row])
            t = list_place(panel->periods, (size_t)panel->n_periods, p->time[m->row]);
        if (t == (size_t)panel->n_periods)
            t = 0; // a period that was left out
        else if (place != NO_PLACE) {
            const size_t at = t * panel->n_units + (size_t)place;
            if (!isnan(panel->outcome[at]))
                return EFFECT_DID_DUPLICATE;
            panel->outcome[at] = p->outcome[m->row];
            for (int32_t c = 0; c < p->n_covariates; c++)
                panel->covariates[c][at] = p->covariates[c][m->row];
        }
    }
    return EFFECT_DID_ACCEPTED;
}

// Numbers clusters in the order in which their first unit stands, so that only who is in them
// counts, and counts those of each cohort.
static void number_clusters(struct maker *m) {
    struct did_panel *const panel = m->panel;
    const size_t n_old = m->problem->cluster ? (size_t)m->problem->n_clusters : panel->n_units;
    panel->weight = NEW_ARRAY(m->arena, double, panel->n_units);
    panel->cluster = NEW_ARRAY(m->arena, int32_t, panel->n_units);
    int32_t *const old = NEW_ARRAY(m->scratch, int32_t, panel->n_units);
    for (int32_t u = 0; u < m->problem->n_units; u++) {
        const struct unit *const unit = &m->units[u];
        if (unit->place == NO_PLACE)
            continue;
        panel->weight[unit->place] = unit->weight;
        old[unit->place] = m->problem->cluster ? unit->cluster : (int32_t)unit->place;
    }
    int32_t *const number = NEW_ARRAY(m->scratch, int32_t, n_old);
    for (size_t i = 0; i < panel->n_units; i++) {
        if (number[old[i]] == 0)
            number[old[i]] = (int32_t)++panel->n_clusters;
        panel->cluster[i] = number[old[i]] - 1;
    }
}

static void describe(struct arena *arena, struct arena *scratch, struct did_panel *panel) {
    const size_t n_cohorts = (size_t)panel->n_cohorts;
    panel->clusters_of = NEW_ARRAY(arena, size_t, n_cohorts);
    panel->share = NEW_ARRAY(arena, double, n_cohorts);
    int *const seen = NEW_ARRAY(scratch, int, panel->n_clusters);
    const double mean = dense_mean(panel->weight, panel->n_units);
    panel->attrition_least = 1;
    panel->is_balanced = true;
    for (int c = 0; c < panel->n_cohorts; c++) {
        const size_t from = panel->from[c], n = panel->from[c + 1] - from;
        size_t n_missing = 0;
        for (size_t i = from; i < from + n; i++) {
            panel->weight[i] = mean > 0 ? panel->weight[i] / mean : 0;
            panel->clusters_of[c] += seen[panel->cluster[i]] != c + 1;
            seen[panel->cluster[i]] = c + 1;
            for (size_t t = 0; t < (size_t)panel->n_periods; t++)
                n_missing += isnan(panel->outcome[t * panel->n_units + i]) ? 1 : 0;
        }
        panel->share[c] = dense_sum_of(panel->weight + from, n) / (double)panel->n_units;
        panel->is_balanced = panel->is_balanced && n_missing == 0;
        const double missing = (double)n_missing / (double)(n * (size_t)panel->n_periods);
        panel->attrition_least = fmin(panel->attrition_least, missing);
        panel->attrition_most = fmax(panel->attrition_most, missing);
    }
}

static double spread_of(const struct did_panel *panel) {
    const size_t n_all = panel->n_units * (size_t)panel->n_periods;
    struct dense_sum sum = {0, 0}, squares = {0, 0};
    double n = 0;
    for (size_t i = 0; i < n_all; i++) {
        if (isnan(panel->outcome[i]))
            continue;
        dense_sum_add(&sum, panel->outcome[i]);
        n++;
    }
    const double mean = n > 0 ? dense_sum_value(sum) / n : 0;
    for (size_t i = 0; i < n_all; i++) {
        const double x = panel->outcome[i] - mean;
        if (!isnan(x))
            dense_sum_add(&squares, x * x);
    }
    return n > 1 ? sqrt(dense_sum_value(squares) / (n - 1)) : 0;
}

static enum effect_did_refusal make(struct maker *m) {
    if (!options_in_range(m->problem))
        return EFFECT_DID_NUMBERS;
    enum effect_did_refusal refusal = learn_all(m);
    if (refusal == EFFECT_DID_ACCEPTED)
        refusal = make_lists(m);
    if (refusal != EFFECT_DID_ACCEPTED)
        return refusal;
    place_units(m);
    refusal = fill(m);
    if (refusal != EFFECT_DID_ACCEPTED)
        return refusal;
    number_clusters(m);
    describe(m->arena, m->scratch, m->panel);
    m->panel->spread = spread_of(m->panel);
    return EFFECT_DID_ACCEPTED;
}

enum effect_did_refusal did_panel_make(struct arena *arena, const struct effect_did *problem,
                                       bool is_whole, struct did_panel *ret_panel,
                                       size_t *ret_row) {
    struct maker m = {.arena = arena, .problem = problem, .panel = ret_panel, .is_whole = is_whole};
    *ret_panel = (struct did_panel){.problem = problem};
    m.scratch = arena_child(arena, (size_t)1 << 31);
    const enum effect_did_refusal refusal = make(&m);
    *ret_row = m.row;
    arena_free(m.scratch);
    return refusal;
}
