// SPDX-License-Identifier: EUPL-1.2
// The staggered effect from rows to intervals: cells, combinations, bands, the rules for few
// clusters, and the same question put to other methods. See effect_did.h.
#include "effect/did/did.h"
#include "effect/dist/dist.h"

struct solver {
    struct arena *arena, *scratch;
    const struct did_panel *panel;
    struct did_cells cells;
    struct did_mixes mixes;
    struct did_draws draws;
    struct effect_did_result *result;
    double single; // factor of an interval for one figure alone; NaN: no intervals
};

// ---- the rules for few clusters ----------------------------------------------------------------

// Each cohort takes a degree of freedom. Standard errors from few clusters are too small on
// average, which the inflation repairs.
static void set_rules(struct solver *s) {
    struct effect_did_result *const r = s->result;
    const struct did_panel *const panel = s->panel;
    r->df = INFINITY;
    r->inflation = 1;
    r->least_clusters = INT32_MAX;
    for (int c = 0; c < panel->n_cohorts; c++)
        if ((int64_t)panel->clusters_of[c] < r->least_clusters)
            r->least_clusters = (int32_t)panel->clusters_of[c];
    s->single = dist_normal_quantile(0.975);
    if (panel->problem->is_parity)
        return;
    const double clusters = (double)panel->n_clusters;
    r->df = clusters - panel->n_cohorts;
    if (!(r->df > 0)) {
        s->single = NAN;
        r->inflation = NAN;
        r->no_interval = EFFECT_DID_TOO_FEW_CLUSTERS;
        return;
    }
    r->inflation = sqrt(clusters / r->df);
    s->single = r->inflation * dist_t_quantile(0.975, r->df);
}

// The factor with the same chance of being passed under t, and never less than for one alone.
static double widened(const struct solver *s, double factor) {
    if (isnan(factor) || isnan(s->single) || isinf(s->result->df))
        return isnan(s->single) ? NAN : factor;
    const double outer = dist_normal(factor).upper;
    return fmax(s->single, s->result->inflation * dist_t_quantile_upper(outer, s->result->df));
}

// ---- bands -------------------------------------------------------------------------------------

static void cell_bands(struct solver *s) {
    const int n = s->cells.n;
    struct did_mix *const mixes = NEW_ARRAY(s->scratch, struct did_mix, (size_t)n);
    double *const se = NEW_ARRAY(s->scratch, double, (size_t)n);
    double *const shares = NEW_ARRAY(s->scratch, double, (size_t)s->panel->n_cohorts);
    for (int k = 0; k < n; k++) {
        se[k] = s->cells.list[k].se;
        mixes[k].cells = NEW_ARRAY(s->scratch, double, (size_t)n);
        mixes[k].cells[k] = 1;
        mixes[k].shares = shares;
    }
    struct effect_did_critical *const critical = &s->result->cells_critical;
    *critical =
        did_critical(s->scratch, &s->cells, &s->draws, mixes, se, n, s->panel->problem->seed);
    critical->used = widened(s, critical->used);
    const double wide = isnan(critical->used) ? s->single : critical->used;
    for (int k = 0; k < n; k++) {
        struct effect_did_cell *const cell = &s->cells.list[k];
        cell->lower = cell->att - wide * cell->se;
        cell->upper = cell->att + wide * cell->se;
        cell->lower_single = cell->att - s->single * cell->se;
        cell->upper_single = cell->att + s->single * cell->se;
    }
}

// The combinations of one type without their overall, which is a question of its own.
static void type_bands(struct solver *s, enum effect_did_type type) {
    const int n = s->mixes.n;
    struct did_mix *const mixes = NEW_ARRAY(s->scratch, struct did_mix, (size_t)n);
    double *const se = NEW_ARRAY(s->scratch, double, (size_t)n);
    int n_keys = 0;
    for (int m = 0; m < n; m++) {
        if (s->mixes.about[m].type != type || s->mixes.about[m].is_overall)
            continue;
        mixes[n_keys] = s->mixes.list[m];
        se[n_keys++] = s->mixes.about[m].se;
    }
    struct effect_did_critical *const critical = &s->result->critical[type];
    *critical = did_critical(s->scratch, &s->cells, &s->draws, mixes, se, n_keys,
                             s->panel->problem->seed + 1 + (uint64_t)type);
    critical->used = widened(s, critical->used);
    const double wide = isnan(critical->used) ? s->single : critical->used;
    for (int m = 0; m < n; m++) {
        struct effect_did_aggregate *const a = &s->mixes.about[m];
        if (a->type != type)
            continue;
        const double factor = a->is_overall ? s->single : wide;
        a->lower = a->att - factor * a->se;
        a->upper = a->att + factor * a->se;
        a->lower_single = a->att - s->single * a->se;
        a->upper_single = a->att + s->single * a->se;
    }
}

// ---- the whole ---------------------------------------------------------------------------------

static void estimate(struct solver *s) {
    did_cells_solve(s->arena, s->panel, &s->cells);
    did_mixes_make(s->arena, &s->cells, &s->mixes);
    did_draws_make(s->arena, &s->cells, s->panel->problem->draws, s->panel->problem->seed,
                   &s->draws);
    set_rules(s);
    cell_bands(s);
    for (int type = 0; type < EFFECT_DID_TYPE_N; type++)
        type_bands(s, (enum effect_did_type)type);
    s->result->wald = did_wald(s->scratch, &s->cells, &s->draws);
    did_breakdown(s->arena, s->panel, &s->mixes, &s->result->breakdown);
    s->result->cells = s->cells.list;
    s->result->n_cells = s->cells.n;
    s->result->aggregates = s->mixes.about;
    s->result->n_aggregates = s->mixes.n;
}

static void describe(const struct did_panel *panel, struct effect_did_result *result) {
    result->n_units = (int64_t)panel->n_units;
    result->n_clusters = (int64_t)panel->n_clusters;
    result->n_already_treated = (int64_t)panel->n_already;
    result->n_periods = panel->n_periods;
    result->n_cohorts = panel->n_cohorts;
    result->is_balanced = panel->is_balanced;
    result->is_last_control = panel->is_last_control;
    result->attrition_least = panel->attrition_least;
    result->attrition_most = panel->attrition_most;
}

// The group overall of the complete units, to hold against that of all rows.
static void solve_complete(struct solver *s, const struct did_panel *complete) {
    struct did_cells cells;
    struct did_mixes mixes;
    did_cells_solve(s->scratch, complete, &cells);
    did_mixes_make(s->scratch, &cells, &mixes);
    for (int m = 0; m < mixes.n; m++) {
        if (mixes.about[m].type != EFFECT_DID_GROUP || !mixes.about[m].is_overall)
            continue;
        s->result->complete.att = mixes.about[m].att;
        s->result->complete.se = mixes.about[m].se;
    }
}

// The old way leaves nobody out, and has no need of controls.
static void ask_old_way(struct solver *s, const struct did_panel *complete) {
    const struct effect_did *const problem = s->panel->problem;
    struct did_panel whole = *complete;
    size_t row;
    if ((s->panel->n_already > 0 || s->panel->is_last_control) &&
        (did_panel_make(s->scratch, problem, true, &whole, &row) != EFFECT_DID_ACCEPTED ||
         (!whole.is_balanced && !did_panel_complete(s->scratch, &whole, &whole))))
        return;
    did_two_way(s->arena, &whole, problem->seed + 200, &s->result->two_way);
}

static void ask_others(struct solver *s) {
    struct did_panel complete = *s->panel;
    struct effect_did_result *const r = s->result;
    if (!s->panel->is_balanced && !did_panel_complete(s->scratch, s->panel, &complete))
        return;
    if (!s->panel->is_balanced)
        solve_complete(s, &complete);
    did_sun_abraham(s->arena, &complete, &r->sun_abraham);
    did_imputation(s->arena, &complete, s->panel->problem->seed + 100, &r->imputation);
    ask_old_way(s, &complete);
}

// Where teams cannot be told from cohorts nothing has an interval, whatever the method.
static void drop_errors(struct effect_did_result *r) {
    struct effect_did_other *const others[] = {&r->sun_abraham, &r->imputation, &r->complete};
    for (size_t k = 0; k < COUNT_OF(others); k++) {
        others[k]->se = NAN;
        others[k]->event_se = NULL;
    }
    r->two_way.se = r->two_way.t = r->two_way.wild_p = NAN;
}

void effect_did_solve(struct arena *arena, const struct effect_did *problem,
                      struct effect_did_result *ret_result) {
    struct did_panel panel;
    const struct effect_did_other none = {.att = NAN, .se = NAN};
    *ret_result = (struct effect_did_result){
        .sun_abraham = none,
        .imputation = none,
        .complete = none,
        .two_way = {.att = NAN, .se = NAN, .t = NAN, .wild_p = NAN},
        .breakdown = {.overall = NAN, .largest_step = NAN},
        .wald = {.w = NAN, .p = NAN, .p_few = NAN},
        .cells_critical = {NAN, NAN, NAN},
    };
    for (int type = 0; type < EFFECT_DID_TYPE_N; type++)
        ret_result->critical[type] = ret_result->cells_critical;
    ret_result->refusal = did_panel_make(arena, problem, false, &panel, &ret_result->refused_row);
    if (ret_result->refusal != EFFECT_DID_ACCEPTED)
        return;
    describe(&panel, ret_result);
    int n_cells;
    const struct did_place *const places = did_places(arena, &panel, &n_cells);
    if (!did_places_fit(&panel, places, n_cells)) {
        ret_result->refusal = EFFECT_DID_TOO_LARGE;
        return;
    }
    struct solver s = {.arena = arena, .panel = &panel, .result = ret_result};
    s.scratch = arena_child(arena, (size_t)1 << 31);
    estimate(&s);
    ask_others(&s);
    if (ret_result->no_interval != EFFECT_DID_KNOWN)
        drop_errors(ret_result);
    arena_free(s.scratch);
}
