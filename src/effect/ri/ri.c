// SPDX-License-Identifier: EUPL-1.2
// Randomisation inference on the two-way coefficient; see effect_ri.h. Every assignment keeps the
// sizes of the cohorts, so what unit and period effects leave of the treatment is one table, by
// cohort and period, and an assignment only says which line of it a unit gets.
#include "base/rng.h"
#include "effect/did/did.h"
#include "effect/ri/ri.h"

struct table {
    struct arena *arena;
    const struct did_panel *panel;
    int n_cohorts;
    double *begun;  // [n_cohorts * n_periods] of the treatment, within
    double *along;  // [n_units * n_cohorts] sum over periods of begun and the outcome
    double *cross;  // [n_cohorts * n_cohorts] sums over periods of begun and begun
    int32_t *drawn; // [n_units] cohort that each unit really got
};

// ---- the table ---------------------------------------------------------------------------------

static void make_begun(struct table *t) {
    const struct did_panel *const panel = t->panel;
    const int n_periods = panel->n_periods;
    t->begun = NEW_ARRAY(t->arena, double, (size_t)t->n_cohorts *(size_t)n_periods);
    double *const period = NEW_ARRAY(t->arena, double, (size_t)n_periods);
    for (int c = 0; c < t->n_cohorts; c++) {
        const double part = (double)(panel->from[c + 1] - panel->from[c]) / (double)panel->n_units;
        double mean = 0;
        for (int p = 0; p < n_periods; p++)
            mean += (panel->periods[p] >= panel->cohorts[c]) / (double)n_periods;
        for (int p = 0; p < n_periods; p++) {
            t->begun[c * n_periods + p] = (panel->periods[p] >= panel->cohorts[c]) - mean;
            period[p] += part * t->begun[c * n_periods + p];
        }
    }
    for (int c = 0; c < t->n_cohorts; c++)
        for (int p = 0; p < n_periods; p++)
            t->begun[c * n_periods + p] -= period[p];
}

// The lines add up to zero over periods, so the mean of a unit drops out; that of a period does
// not.
static void make_products(struct table *t) {
    const struct did_panel *const panel = t->panel;
    const size_t n = panel->n_units, n_cohorts = (size_t)t->n_cohorts;
    const int n_periods = panel->n_periods;
    t->along = NEW_ARRAY(t->arena, double, n *n_cohorts);
    t->cross = NEW_ARRAY(t->arena, double, n_cohorts *n_cohorts);
    for (int p = 0; p < n_periods; p++) {
        const double mean = dense_mean(panel->outcome + (size_t)p * n, n);
        for (size_t c = 0; c < n_cohorts; c++) {
            const double x = t->begun[c * (size_t)n_periods + (size_t)p];
            for (size_t i = 0; i < n; i++)
                t->along[i * n_cohorts + c] += x * (panel->outcome[(size_t)p * n + i] - mean);
            for (size_t d = 0; d < n_cohorts; d++)
                t->cross[c * n_cohorts + d] += x * t->begun[d * (size_t)n_periods + (size_t)p];
        }
    }
}

// ---- assignments -------------------------------------------------------------------------------

static struct ri_assignment measure(const struct table *t, const int32_t *cohort, double square) {
    const size_t n = t->panel->n_units, n_cohorts = (size_t)t->n_cohorts;
    struct ri_assignment a = {0};
    for (size_t i = 0; i < n; i++) {
        a.b += t->along[i * n_cohorts + (size_t)cohort[i]] / square;
        a.slope += t->cross[(size_t)t->drawn[i] * n_cohorts + (size_t)cohort[i]] / square;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t c = (size_t)cohort[i];
        const double own = t->cross[c * n_cohorts + c];
        const double score = t->along[i * n_cohorts + c] - a.b * own;
        const double turn = t->cross[(size_t)t->drawn[i] * n_cohorts + c] - a.slope * own;
        a.s0 += score * score;
        a.s1 += score * turn;
        a.s2 += turn * turn;
    }
    return a;
}

// n! / (product of the sizes!), or EFFECT_RI_ENUMERATED_MAX + 1 when there are more.
static int64_t count_assignments(const struct did_panel *panel) {
    double count = 1, placed = 0;
    for (int c = 0; c < panel->n_cohorts; c++) {
        const size_t size = panel->from[c + 1] - panel->from[c];
        for (size_t k = 1; k <= size && count <= 4.0 * EFFECT_RI_ENUMERATED_MAX; k++)
            count = count * ++placed / (double)k;
    }
    return count > EFFECT_RI_ENUMERATED_MAX ? EFFECT_RI_ENUMERATED_MAX + 1 : llround(count);
}

// The next order of the list after this one; false after the last.
static bool next_order(int32_t *list, size_t n) {
    size_t i = n - 1;
    while (i > 0 && list[i - 1] >= list[i])
        i--;
    if (i == 0)
        return false;
    size_t j = n - 1;
    while (list[j] <= list[i - 1])
        j--;
    const int32_t swapped = list[i - 1];
    list[i - 1] = list[j];
    list[j] = swapped;
    for (size_t k = n - 1; i < k; i++, k--) {
        const int32_t other = list[i];
        list[i] = list[k];
        list[k] = other;
    }
    return true;
}

static void make_set(const struct table *t, const struct effect_ri *problem, struct ri_set *set) {
    const size_t n = t->panel->n_units;
    int32_t *const cohort = NEW_ARRAY(t->arena, int32_t, n);
    const int64_t count = count_assignments(t->panel);
    set->is_exact = count <= EFFECT_RI_ENUMERATED_MAX;
    set->n = set->is_exact ? (size_t)count : (size_t)problem->draws;
    set->list = NEW_ARRAY(t->arena, struct ri_assignment, set->n);
    struct rng rng = rng_seeded(problem->seed);
    memcpy(cohort, t->drawn, n * sizeof *cohort); // units stand by cohort: the first order
    for (size_t k = 0; k < set->n; k++) {
        if (!set->is_exact)
            rng_shuffle(&rng, cohort, n);
        set->list[k] = measure(t, cohort, set->square);
        if (set->is_exact && k + 1 < set->n)
            ENSURE(next_order(cohort, n));
    }
}

static const double *coefficients_of(const struct table *t, const struct ri_set *set) {
    double *const b = NEW_ARRAY(t->arena, double, set->n);
    for (size_t k = 0; k < set->n; k++)
        b[k] = set->list[k].b;
    return b;
}

// ---- the answer --------------------------------------------------------------------------------

static double spread_of(const struct ri_set *set) {
    struct dense_sum sum = {0, 0}, squares = {0, 0};
    for (size_t k = 0; k < set->n; k++)
        dense_sum_add(&sum, set->list[k].b / (double)set->n);
    for (size_t k = 0; k < set->n; k++) {
        const double x = set->list[k].b - dense_sum_value(sum);
        dense_sum_add(&squares, x * x);
    }
    return sqrt(dense_sum_value(squares) / (double)set->n);
}

static struct effect_ri_figure figure_of(const struct ri_set *set, double step,
                                         bool is_studentised) {
    struct effect_ri_figure figure = {
        .statistic = is_studentised ? ri_statistic(set, &set->drawn, 0, true) : set->drawn.b,
        .p = ri_p(set, 0, is_studentised),
        .p_upper = ri_p_upper(set, 0, is_studentised),
    };
    ri_interval(set, step, is_studentised, &figure.lower, &figure.upper);
    return figure;
}

static void solve(struct table *t, const struct effect_ri *problem,
                  struct effect_ri_result *result) {
    struct ri_set set = {.n_units = (double)t->panel->n_units};
    t->n_cohorts = t->panel->n_cohorts;
    t->drawn = NEW_ARRAY(t->arena, int32_t, t->panel->n_units);
    for (int c = 0; c < t->n_cohorts; c++)
        for (size_t i = t->panel->from[c]; i < t->panel->from[c + 1]; i++)
            t->drawn[i] = c;
    make_begun(t);
    make_products(t);
    for (size_t i = 0; i < t->panel->n_units; i++)
        set.square += t->cross[t->drawn[i] * t->n_cohorts + t->drawn[i]];
    result->is_one_assignment =
        !(set.square > 1e-12) || count_assignments(t->panel) < 2 || !(t->panel->spread > 0);
    if (result->is_one_assignment)
        return;
    set.tolerance = 1e-10 * t->panel->spread;
    set.drawn = measure(t, t->drawn, set.square);
    make_set(t, problem, &set);
    result->effect = set.drawn.b;
    result->spread = spread_of(&set);
    result->assignments = (int64_t)set.n;
    result->coefficients = coefficients_of(t, &set);
    result->is_exact = set.is_exact;
    result->p_least = 1 / ((double)set.n + !set.is_exact);
    const double step = result->spread > set.tolerance ? result->spread : t->panel->spread;
    result->studentised = figure_of(&set, step, true);
    result->coefficient = figure_of(&set, step, false);
}

void effect_ri_solve(struct arena *arena, const struct effect_ri *problem,
                     struct effect_ri_result *ret_result) {
    const struct effect_ri_figure none = {NAN, NAN, NAN, NAN, NAN};
    const struct effect_did panel_only = {.n_rows = problem->n_rows,
                                          .unit = problem->unit,
                                          .time = problem->time,
                                          .cohort = problem->cohort,
                                          .outcome = problem->outcome,
                                          .n_units = problem->n_units,
                                          .balance = -1};
    struct did_panel panel, complete;
    *ret_result = (struct effect_ri_result){
        .effect = NAN, .spread = NAN, .studentised = none, .coefficient = none, .p_least = NAN};
    if (problem->draws < 1 || problem->draws > EFFECT_RI_DRAWS_MAX) {
        ret_result->refusal = EFFECT_DID_NUMBERS;
        return;
    }
    ret_result->refusal =
        did_panel_make(arena, &panel_only, true, &panel, &ret_result->refused_row);
    if (ret_result->refusal != EFFECT_DID_ACCEPTED)
        return;
    ret_result->is_one_assignment = true;
    if (!did_panel_complete(arena, &panel, &complete))
        return;
    ret_result->n_units = (int64_t)complete.n_units;
    ret_result->n_left_out = (int64_t)(panel.n_units - complete.n_units);
    struct table t = {.arena = arena, .panel = &complete};
    solve(&t, problem, ret_result);
}
