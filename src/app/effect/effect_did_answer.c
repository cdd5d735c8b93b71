// SPDX-License-Identifier: EUPL-1.2
// The answer of the staggered effect as JSON and as a table for people; see effect_did_answer.h.
#include "app/effect/effect_did_answer.h"

#include <math.h>

const char *const effect_did_type_names[EFFECT_DID_TYPE_N] = {
    [EFFECT_DID_SIMPLE] = "simple",
    [EFFECT_DID_GROUP] = "group",
    [EFFECT_DID_DYNAMIC] = "dynamic",
    [EFFECT_DID_CALENDAR] = "calendar",
};

const struct effect_did_aggregate *effect_did_overall(const struct effect_did_result *result,
                                                      enum effect_did_type type) {
    for (int32_t m = 0; m < result->n_aggregates; m++)
        if (result->aggregates[m].type == type && result->aggregates[m].is_overall)
            return &result->aggregates[m];
    return NULL;
}

// ---- JSON --------------------------------------------------------------------------------------

static void interval_json(struct json *j, double lower, double upper, double lower_single,
                          double upper_single) {
    effect_json_real(j, "lower", lower);
    effect_json_real(j, "upper", upper);
    effect_json_real(j, "lower_pointwise", lower_single);
    effect_json_real(j, "upper_pointwise", upper_single);
}

static void cell_json(struct json *j, const struct effect_did_cell *cell) {
    json_open_object(j);
    effect_json_whole(j, "g", cell->cohort);
    effect_json_whole(j, "t", cell->time);
    effect_json_whole(j, "base", cell->base);
    effect_json_real(j, "att", cell->att);
    effect_json_real(j, "se", cell->se);
    effect_json_real(j, "if_sumsq", cell->sum_squares);
    interval_json(j, cell->lower, cell->upper, cell->lower_single, cell->upper_single);
    effect_json_whole(j, "n_treated", cell->n_treated);
    effect_json_whole(j, "n_control", cell->n_control);
    effect_json_text(j, "reason", effect_did_reason_name(cell->reason));
    json_end(j);
}

static void aggregate_json(struct json *j, const struct effect_did_aggregate *a) {
    char key[16];
    snprintf(key, sizeof key, "%" PRId32, a->key);
    json_open_object(j);
    effect_json_text(j, "type", effect_did_type_names[a->type]);
    effect_json_text(j, "key", a->is_overall ? "overall" : key);
    effect_json_real(j, "att", a->att);
    effect_json_real(j, "se", a->se);
    interval_json(j, a->lower, a->upper, a->lower_single, a->upper_single);
    effect_json_whole(j, "n_treated", a->n_treated);
    effect_json_whole(j, "n_clusters", a->n_clusters);
    effect_json_whole(j, "n_cells", a->n_cells);
    json_end(j);
}

static void critical_json(struct json *j, const char *key, const struct effect_did_critical *c) {
    json_key(j, str_from_c(key));
    json_open_object(j);
    effect_json_real(j, "used", c->used);
    effect_json_real(j, "rademacher", c->rademacher);
    effect_json_real(j, "gaussian", c->gaussian);
    json_end(j);
}

static void criticals_json(struct json *j, const struct effect_did_result *r) {
    effect_json_real(j, "critical_value", r->cells_critical.used);
    json_key(j, STR("critical_values"));
    json_open_object(j);
    critical_json(j, "attgt", &r->cells_critical);
    for (int type = EFFECT_DID_GROUP; type < EFFECT_DID_TYPE_N; type++)
        critical_json(j, effect_did_type_names[type], &r->critical[type]);
    json_end(j);
}

static void other_json(struct json *j, const char *key, const struct effect_did_other *other) {
    json_key(j, str_from_c(key));
    json_open_object(j);
    effect_json_real(j, "att", other->att);
    effect_json_real(j, "se", other->se);
    json_key(j, STR("dynamic"));
    json_open_array(j);
    for (int32_t e = 0; e < other->n_events; e++) {
        json_open_object(j);
        effect_json_whole(j, "e", other->event[e]);
        effect_json_real(j, "att", other->event_att[e]);
        effect_json_real(j, "se", other->event_se ? other->event_se[e] : NAN);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

static void also_json(struct json *j, const struct effect_did_result *r) {
    json_key(j, STR("also"));
    json_open_object(j);
    other_json(j, "sun_abraham", &r->sun_abraham);
    other_json(j, "imputation", &r->imputation);
    json_key(j, STR("two_way"));
    json_open_object(j);
    effect_json_real(j, "att", r->two_way.att);
    effect_json_real(j, "se", r->two_way.se);
    effect_json_real(j, "t", r->two_way.t);
    effect_json_real(j, "wild_p", r->two_way.wild_p);
    json_key(j, STR("wild_exact"));
    json_bool(j, r->two_way.wild_is_exact);
    json_end(j);
    json_key(j, STR("complete_cases"));
    json_open_object(j);
    effect_json_real(j, "att", r->complete.att);
    effect_json_real(j, "se", r->complete.se);
    json_end(j);
    json_end(j);
}

static void breakdown_json(struct json *j, const struct effect_did_breakdown *b) {
    effect_json_real(j, "breakdown", b->overall);
    effect_json_text(j, "breakdown_kind", "simple bound");
    effect_json_real(j, "largest_step_before", b->largest_step);
    json_key(j, STR("breakdown_dynamic"));
    json_open_array(j);
    for (int32_t e = 0; e < b->n_events; e++) {
        json_open_object(j);
        effect_json_whole(j, "e", b->event[e]);
        effect_json_real(j, "m", b->event_m[e]);
        json_end(j);
    }
    json_end(j);
}

static void wald_json(struct json *j, const struct effect_did_wald *wald) {
    json_key(j, STR("wald"));
    json_open_object(j);
    effect_json_real(j, "w", wald->w);
    effect_json_whole(j, "df", wald->df);
    effect_json_real(j, "p", wald->p);
    effect_json_real(j, "p_few_clusters", wald->p_few);
    json_end(j);
}

static void counts_json(struct json *j, const struct effect_did_result *r) {
    effect_json_whole(j, "n_units", r->n_units);
    effect_json_whole(j, "n_clusters", r->n_clusters);
    effect_json_whole(j, "n_periods", r->n_periods);
    effect_json_whole(j, "n_cohorts", r->n_cohorts);
    effect_json_whole(j, "n_already_treated", r->n_already_treated);
    json_key(j, STR("balanced"));
    json_bool(j, r->is_balanced);
    effect_json_real(j, "df", r->df);
    effect_json_real(j, "inflation", r->inflation);
}

void effect_did_json(const struct effect_did_answer *answer, struct json *j) {
    const struct effect_did_result *const r = answer->result;
    json_key(j, STR("attgt"));
    json_open_array(j);
    for (int32_t k = 0; k < r->n_cells; k++)
        cell_json(j, &r->cells[k]);
    json_end(j);
    json_key(j, STR("aggregations"));
    json_open_array(j);
    for (int32_t m = 0; m < r->n_aggregates; m++)
        aggregate_json(j, &r->aggregates[m]);
    json_end(j);
    criticals_json(j, r);
    wald_json(j, &r->wald);
    also_json(j, r);
    breakdown_json(j, &r->breakdown);
    counts_json(j, r);
    effect_json_claim(answer->run, j, answer->claim);
}

// ---- for people --------------------------------------------------------------------------------

static void line(const char *name, double att, double se, double lower, double upper) {
    printf("%-24s %10.4g %10.4g %10.4g %10.4g\n", name, att, se, lower, upper);
}

void effect_did_table(const struct effect_did_answer *answer) {
    const struct effect_did_result *const r = answer->result;
    if (r->refusal != EFFECT_DID_ACCEPTED)
        return;
    printf("%-24s %10s %10s %10s %10s\n", "", "effect", "se", "lower", "upper");
    for (int32_t m = 0; m < r->n_aggregates; m++) {
        const struct effect_did_aggregate *const a = &r->aggregates[m];
        char name[40];
        if (a->is_overall)
            snprintf(name, sizeof name, "%s", effect_did_type_names[a->type]);
        else
            snprintf(name, sizeof name, "  %s %" PRId32, effect_did_type_names[a->type], a->key);
        line(name, a->att, a->se, a->lower, a->upper);
    }
    line("Sun-Abraham", r->sun_abraham.att, r->sun_abraham.se, NAN, NAN);
    line("imputation", r->imputation.att, r->imputation.se, NAN, NAN);
    line("two-way (old way)", r->two_way.att, r->two_way.se, NAN, NAN);
    printf("\n%s\n", effect_say(answer->run, answer->claim));
}
