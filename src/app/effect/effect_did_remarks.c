// SPDX-License-Identifier: EUPL-1.2
// What a person should know before believing a staggered effect: what was left out, what rests on
// few, and where methods disagree. Says it; changes no figure.
#include <math.h>

#include "app/effect/effect_did_answer.h"

// A list such as "2004 in 2006, 2004 in 2007" of the cells with one reason.
static void warn_cells(const struct effect_did_answer *a, enum effect_did_reason reason,
                       const char *why) {
    enum { NAMED_MOST = 20 };
    struct buf b = buf_on(a->run->arena, 256);
    int n = 0;
    for (int32_t k = 0; k < a->result->n_cells; k++) {
        const struct effect_did_cell *const cell = &a->result->cells[k];
        if (cell->reason == reason && n++ < NAMED_MOST)
            buf_fmt(&b, "%s%" PRId32 " in %" PRId32, n > 1 ? ", " : "", cell->cohort, cell->time);
    }
    if (n > 0)
        effect_warn(a->run, effect_did_reason_name(reason), "%d cells %s: " STR_FMT "%s", n, why,
                    STR_ARG(buf_done(&b)), n > NAMED_MOST ? ", ..." : "");
}

static void about_cells(const struct effect_did_answer *a) {
    warn_cells(a, EFFECT_DID_TOO_FEW_UNITS, "rest on too few people and stay empty");
    warn_cells(a, EFFECT_DID_TOO_MANY_COVARIATES, "have too few people for so many covariates");
    warn_cells(a, EFFECT_DID_SINGULAR, "have covariates that follow from each other");
    warn_cells(a, EFFECT_DID_SEPARATION, "have covariates that tell the cohort without fail");
    warn_cells(a, EFFECT_DID_NO_CONTROL_LEFT, "have nobody left who had not begun");
    warn_cells(a, EFFECT_DID_NO_TREATED_LEFT, "have nobody of the cohort left");
    warn_cells(a, EFFECT_DID_NO_SPREAD, "have no spread, and so no interval");
    warn_cells(a, EFFECT_DID_ONE_CLUSTER,
               "rest on a single team, which cannot be told apart from what else it went through");
}

static void about_panel(const struct effect_did_answer *a) {
    const struct effect_did_result *const r = a->result;
    if (r->n_already_treated > 0)
        effect_warn(a->run, "already_treated",
                    "%" PRId64 " units had begun before there was a period to compare with, and "
                    "were left out",
                    r->n_already_treated);
    if (r->is_last_control)
        effect_warn(a->run, "no_never_treated",
                    "everybody begins: the last cohort is the control, until it begins");
    if (!r->is_balanced)
        effect_warn(a->run, "gaps",
                    "some units were not seen in every period; other methods are on those that "
                    "were");
    if (r->attrition_most - r->attrition_least > 0.05)
        effect_warn(a->run, "attrition_differs",
                    "%.0f %% of the rows of one cohort are missing, %.0f %% of another",
                    100 * r->attrition_most, 100 * r->attrition_least);
}

static void about_clusters(const struct effect_did_answer *a) {
    const struct effect_did_result *const r = a->result;
    if (a->problem->is_parity) {
        effect_warn(a->run, "parity",
                    "without floors and rules for few teams: for comparison only");
        return;
    }
    if (r->no_interval == EFFECT_DID_TOO_FEW_CLUSTERS)
        effect_warn(a->run, "too_few_clusters",
                    "%" PRId64 " teams in %" PRId32 " cohorts: there is no interval", r->n_clusters,
                    r->n_cohorts);
    else if (r->least_clusters >= 2 && r->least_clusters <= 3)
        effect_warn(a->run, "few_clusters",
                    "some cohort has %" PRId32 " teams; when the order was drawn by lot, "
                    "`vliegwiel effect ri` gives an exact answer",
                    r->least_clusters);
}

static void about_bands(const struct effect_did_answer *a) {
    if (a->result->cells_critical.used >= 7)
        effect_warn(a->run, "wide_bands",
                    "the factor of the band is %.1f: some cells rest on very few",
                    a->result->cells_critical.used);
    if (a->problem->draws == 0)
        effect_warn(a->run, "no_bands", "without draws every interval is for its figure alone");
}

static void about_before(const struct effect_did_answer *a) {
    const struct effect_did_result *const r = a->result;
    if (isnan(r->wald.p_few))
        effect_warn(a->run, "no_pre_test", "the time before the start could not be tested");
    else if (r->wald.p_few < 0.05)
        effect_warn(a->run, "pre_trend", "cohorts did not move alike before the start (p %.2g)",
                    r->wald.p);
    if (r->breakdown.overall < 1)
        effect_warn(a->run, "sensitive",
                    "a difference in trend of %.2g times the largest step before the start would "
                    "undo the conclusion",
                    r->breakdown.overall);
}

// Two-way against the other two: a warning when it lies outside what they find.
static void about_methods(const struct effect_did_answer *a) {
    const struct effect_did_aggregate *const simple =
        effect_did_overall(a->result, EFFECT_DID_SIMPLE);
    const double old = a->result->two_way.att;
    if (simple && fabs(old - simple->att) > 2 * simple->se)
        effect_warn(a->run, "two_way_differs",
                    "the old way gives %.3g where this gives %.3g: it takes those who began for "
                    "controls",
                    old, simple->att);
}

void effect_did_remarks(const struct effect_did_answer *answer) {
    if (answer->result->refusal != EFFECT_DID_ACCEPTED)
        return;
    about_panel(answer);
    about_cells(answer);
    about_clusters(answer);
    about_bands(answer);
    about_before(answer);
    about_methods(answer);
    if (isnan(answer->claim.estimate))
        effect_refuse(answer->run, "no_cells", "no cohort has a figure after its start");
}
