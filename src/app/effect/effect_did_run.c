// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect did`: a panel from a file to the engine, and its answer back.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_did_answer.h"
#include "app/effect/effect_methods.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"unit", "COLUMN", NULL, "who is measured more than once"},
    {"time", "COLUMN", NULL, "the period, a whole number"},
    {"cohort", "COLUMN", NULL, "the first period after the start; 0: never"},
    {"outcome", "COLUMN", NULL, "what is measured"},
    {"covariates", "COLUMN,...", NULL, "what cohorts may differ in beforehand"},
    {"weights", "COLUMN", NULL, "how much a unit counts; the first period decides"},
    {"cluster", "COLUMN", NULL, "the team that began as a whole; unit: people began one by one"},
    {"control", "NAME", "never", "never, or notyet: also who begins later"},
    {"estimator", "NAME", "dr", "dr, reg or ipw; without covariates they are the same"},
    {"base", "NAME", "varying", "varying or universal: what a period is held against"},
    {"anticipation", "N", "0", "periods before the start in which it already works"},
    {"balance-e", "N", NULL, "by time since the start: only cohorts that were seen N periods on"},
    {"bootstrap", "B", "1000", "draws for the simultaneous bands; 0: none"},
    {"mode", "NAME", "default",
     "parity: as the R package did, without floors and rules for few teams"},
};

static enum rc run_did(struct effect_run *run);

const struct effect_method effect_did_method = {
    .name = "did",
    .usage = "FILE --unit C --time C --cohort C --outcome C --cluster C|unit",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_did,
};

// ---- options -----------------------------------------------------------------------------------

static enum rc read_words(struct effect_run *run, struct effect_did *p) {
    int control, estimator, base, mode;
    TRY(effect_option_word(run, "control", "never notyet", &control));
    TRY(effect_option_word(run, "estimator", "dr reg ipw", &estimator));
    TRY(effect_option_word(run, "base", "varying universal", &base));
    TRY(effect_option_word(run, "mode", "default parity", &mode));
    p->control = (enum effect_did_control)control;
    p->estimator = (enum effect_did_estimator)estimator;
    p->base = (enum effect_did_base)base;
    p->is_parity = mode == 1;
    return RC_OK;
}

static enum rc read_options(struct effect_run *run, struct effect_did *p) {
    int64_t ahead, balance = -1, draws;
    TRY(read_words(run, p));
    TRY(cli_number(run->cli, "anticipation", 0, 999999, &ahead));
    if (str_is(effect_option(run, "balance-e")))
        TRY(cli_number(run->cli, "balance-e", 0, 999999, &balance));
    TRY(cli_number(run->cli, "bootstrap", 0, EFFECT_DID_DRAWS_MAX, &draws));
    p->anticipation = (int32_t)ahead;
    p->balance = (int32_t)balance;
    p->draws = (int32_t)draws;
    p->seed = run->seed;
    TRY(effect_option_needed(run, "unit time cohort outcome"));
    return p->is_parity ? RC_OK : effect_option_needed(run, "cluster");
}

static enum rc read_panel(struct effect_run *run, struct effect_panel *panel) {
    const struct str cluster = effect_option(run, "cluster");
    const struct effect_panel_columns columns = {
        .unit = effect_option(run, "unit"),
        .time = effect_option(run, "time"),
        .cohort = effect_option(run, "cohort"),
        .outcome = effect_option(run, "outcome"),
        .weights = effect_option(run, "weights"),
        .covariates = effect_option(run, "covariates"),
        // the column of the units, or the word, says that every unit stands alone
        .cluster = str_eq(cluster, STR("unit")) || str_eq(cluster, effect_option(run, "unit"))
                       ? STR_NONE
                       : cluster,
    };
    return effect_panel_read(run, run->files[0], &columns, panel);
}

// ---- refusals ----------------------------------------------------------------------------------

static const char *explain(enum effect_did_refusal refusal) {
    switch (refusal) {
    case EFFECT_DID_NEGATIVE_COHORT:
        return "a cohort is a period, or 0 for never";
    case EFFECT_DID_NEGATIVE_WEIGHT:
        return "a weight cannot be below zero";
    case EFFECT_DID_DUPLICATE:
        return "this unit already has a row for this period";
    case EFFECT_DID_COHORT_VARIES:
        return "this unit had another cohort in an earlier row";
    case EFFECT_DID_UNTREATED_AGAIN:
        return "this unit had begun in an earlier row, and what began does not end here";
    case EFFECT_DID_CLUSTER_VARIES:
        return "this unit was in another cluster in an earlier row";
    case EFFECT_DID_ONE_PERIOD:
        return "fewer than two periods are left";
    case EFFECT_DID_NOBODY_BEGINS:
        return "there is no cohort with a period before its start";
    case EFFECT_DID_NO_CONTROL:
        return "there is nobody who had not begun";
    case EFFECT_DID_TOO_LARGE:
        return "too many periods, cohorts or cells: put days or weeks together to longer periods";
    case EFFECT_DID_NOT_FINITE:
    case EFFECT_DID_NUMBERS:
    case EFFECT_DID_ACCEPTED:
    case EFFECT_DID_REFUSAL_N:
        break;
    }
    return "a number lies outside its range";
}

static void refuse(const struct effect_did_answer *a) {
    const enum effect_did_refusal refusal = a->result->refusal;
    const bool is_row = refusal < EFFECT_DID_ONE_PERIOD && refusal != EFFECT_DID_NUMBERS;
    if (is_row)
        effect_refuse(a->run, effect_did_refusal_name(refusal), STR_FMT ":%u: %s",
                      STR_ARG(a->panel->file), a->panel->lines[a->result->refused_row],
                      explain(refusal));
    else
        effect_refuse(a->run, effect_did_refusal_name(refusal), "%s", explain(refusal));
}

// ---- what may be said --------------------------------------------------------------------------

static enum effect_pre_test pre_test_of(const struct effect_did_result *r) {
    if (isnan(r->wald.p_few))
        return EFFECT_PRE_TEST_NONE;
    return r->wald.p_few >= 0.05 ? EFFECT_PRE_TEST_PASSED : EFFECT_PRE_TEST_FAILED;
}

static struct effect_claim claim_of(const struct effect_did_answer *a) {
    const struct effect_did_aggregate *const overall =
        effect_did_overall(a->result, EFFECT_DID_GROUP);
    struct effect_claim claim = {.estimate = NAN, .lower = NAN, .upper = NAN, .n_people = -1};
    if (overall) {
        claim.estimate = overall->att;
        claim.lower = overall->lower;
        claim.upper = overall->upper;
        claim.n_people = overall->n_treated;
        claim.is_one_team = isnan(overall->se) && a->result->least_clusters == 1;
    }
    claim.class = effect_class_of(a->run->design, isfinite(claim.lower), pre_test_of(a->result));
    return claim;
}

static enum rc draw(const struct effect_did_answer *a) {
    const struct effect_picture how = effect_picture_how(a->run);
    return effect_picture(a->run, str_from_c(effect_did_picture(a->run->arena, a->result, &how)));
}

static enum rc run_did(struct effect_run *run) {
    struct effect_did problem = {0};
    struct effect_panel panel;
    struct effect_did_result result;
    TRY(read_options(run, &problem));
    TRY(read_panel(run, &panel));
    problem.n_rows = panel.n;
    problem.unit = panel.unit;
    problem.time = panel.time;
    problem.cohort = panel.cohort;
    problem.outcome = panel.outcome;
    problem.covariates = (const double *const *)panel.covariates;
    problem.weights = panel.weights;
    problem.cluster = panel.cluster;
    problem.n_units = panel.n_units;
    problem.n_clusters = panel.n_clusters;
    problem.n_covariates = panel.n_covariates;
    effect_did_solve(run->arena, &problem, &result);
    struct effect_did_answer answer = {run, &panel, &problem, &result, {0}};
    answer.claim = claim_of(&answer);
    if (result.refusal != EFFECT_DID_ACCEPTED)
        refuse(&answer);
    effect_did_remarks(&answer);
    TRY(draw(&answer));
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    effect_did_json(&answer, &j);
    if (!str_is(effect_option(run, "json")))
        effect_did_table(&answer);
    return effect_json_end(run, &j, isnan(answer.claim.estimate));
}
