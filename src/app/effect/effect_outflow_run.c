// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect outflow`: who left and why, with "no dismissals" in a strict and a broad sense.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"opening", "N", NULL, "people at the start of the period"},
    {"inflow", "N", "0", "people who came in"},
    {"closing", "N", NULL, "people at the end, to be checked against the others"},
    {"external", "N", NULL, "people hired from outside in the period"},
    {"external-before", "N", NULL, "the same in the period before"},
    {"voluntary-before", "N", NULL, "people who left by themselves in the period before"},
};

static enum rc run_outflow(struct effect_run *run);

const struct effect_method effect_outflow_method = {
    .name = "outflow",
    .usage = "FILE (reason,employer_initiated,n) [--opening N --inflow N]",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_outflow,
};

// Reasons with a meaning of their own; every other is natural, or on the employer's initiative.
static enum effect_exit exit_of(struct str reason, bool by_employer) {
    if (str_eq(reason, STR("dismissal_redundancy")))
        return EFFECT_EXIT_REDUNDANT;
    if (str_starts(reason, STR("internal_move")))
        return EFFECT_EXIT_MOVE;
    if (by_employer)
        return EFFECT_EXIT_EMPLOYER;
    return str_eq(reason, STR("voluntary")) ? EFFECT_EXIT_VOLUNTARY : EFFECT_EXIT_NATURAL;
}

static enum rc read_leavers(struct effect_run *run, struct effect_leavers **ret_leavers,
                            int32_t *ret_n) {
    struct effect_column columns[] = {{.name = STR("reason"), .kind = EFFECT_NAME},
                                      {.name = STR("employer_initiated"), .kind = EFFECT_NAME},
                                      {.name = STR("n"), .kind = EFFECT_WHOLE}};
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, run->files[0], columns, COUNT_OF(columns), &rows));
    bool *by_employer = NEW_ARRAY(run->arena, bool, rows.n);
    TRY(effect_read_flags(run->files[0], &columns[1], &rows, false, by_employer));
    *ret_leavers = NEW_ARRAY(run->arena, struct effect_leavers, rows.n);
    *ret_n = (int32_t)rows.n;
    for (size_t row = 0; row < rows.n; row++) {
        const int32_t reason = columns[0].numbers[row], n = columns[2].numbers[row];
        if (reason == EFFECT_MISSING || n == EFFECT_MISSING || n < 0)
            return effect_unreadable(run->files[0], rows.lines[row], 0,
                                     "a reason and a number of people belong here");
        (*ret_leavers)[row] =
            (struct effect_leavers){exit_of(columns[0].names[reason], by_employer[row]), n};
    }
    return RC_OK;
}

struct beside {
    double external, external_before, voluntary_before;
};

static enum rc read_options(struct effect_run *run, struct effect_staff *staff,
                            struct beside *beside) {
    TRY(effect_option_real(run, "opening", 0, 1e9, NAN, &staff->opening));
    TRY(effect_option_real(run, "inflow", 0, 1e9, 0, &staff->inflow));
    TRY(effect_option_real(run, "closing", 0, 1e9, NAN, &staff->closing));
    TRY(effect_option_real(run, "external", 0, 1e9, NAN, &beside->external));
    TRY(effect_option_real(run, "external-before", 0, 1e9, NAN, &beside->external_before));
    return effect_option_real(run, "voluntary-before", 0, 1e9, NAN, &beside->voluntary_before);
}

static void outflow_json(struct json *j, const struct effect_outflow *o,
                         const struct beside *beside) {
    effect_json_whole(j, "exits", o->exits);
    effect_json_whole(j, "internal_moves", o->moves);
    effect_json_whole(j, "voluntary", o->voluntary);
    effect_json_real(j, "voluntary_before", beside->voluntary_before);
    effect_json_whole(j, "forced_strict", o->forced_strict);
    effect_json_whole(j, "forced_broad", o->forced_broad);
    effect_json_real(j, "end_headcount", o->closing);
    effect_json_real(j, "mean_headcount", o->mean_staff);
    effect_json_real(j, "outflow_rate", o->outflow_rate);
    effect_json_real(j, "internal_mobility_rate", o->mobility_rate);
    effect_json_real(j, "forced_strict_upper95", o->strict_rate_upper);
    effect_json_real(j, "forced_broad_upper95", o->broad_rate_upper);
    effect_json_real(j, "external", beside->external);
    effect_json_real(j, "external_before", beside->external_before);
}

static enum rc run_outflow(struct effect_run *run) {
    struct effect_staff staff;
    struct beside beside;
    struct effect_leavers *leavers;
    struct effect_outflow o;
    int32_t n;
    TRY(effect_no_picture(run));
    TRY(read_options(run, &staff, &beside));
    TRY(read_leavers(run, &leavers, &n));
    effect_outflow(n, leavers, &staff, &o);
    if (o.refusal == EFFECT_LEDGER_IDENTITY)
        effect_refuse(run, "identity", "%.0f + %.0f - %" PRId64 " is not what was left",
                      staff.opening, staff.inflow, o.exits);
    else if (o.refusal != EFFECT_LEDGER_FINE)
        effect_refuse(run, effect_ledger_refusal_name(o.refusal), "no reasons with people");
    if (isnan(staff.opening))
        effect_warn(run, "no_opening",
                    "without --opening there are no rates, and nothing checks "
                    "that everybody is counted");
    if (beside.external > beside.external_before)
        effect_warn(run, "external", "more people were hired from outside than before");
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    outflow_json(&j, &o, &beside);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_outflow, &o));
    return effect_json_end(run, &j, o.refusal != EFFECT_LEDGER_FINE);
}
