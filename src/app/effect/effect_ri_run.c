// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect ri`: how often the lot would have given so large a difference without any
// effect. Unless the order was stated to be drawn by lot this is only a permutation check, and the
// answer says so.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"
#include "app/effect/effect_panel.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"unit", "COLUMN", NULL, "what was drawn: the team; with --cluster a person"},
    {"time", "COLUMN", NULL, "the period, a whole number"},
    {"cohort", "COLUMN", NULL, "the first period after the start; 0: never"},
    {"outcome", "COLUMN", NULL, "what is measured"},
    {"cluster", "COLUMN", NULL,
     "what was drawn, where a unit is a person in it: the mean of its people counts"},
    {"draws", "R", "9999", "draws when there are more than 100000 assignments"},
    {"statistic", "NAME", "studentised", "studentised, or coefficient"},
};

static enum rc run_ri(struct effect_run *run);

const struct effect_method effect_ri_method = {
    .name = "ri",
    .usage = "FILE --unit C --time C --cohort C --outcome C",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_ri,
};

static void remark(struct effect_run *run, const struct effect_panel *panel,
                   const struct effect_ri_result *r) {
    const char *const name = effect_did_refusal_name(r->refusal);
    if (r->refusal != EFFECT_DID_ACCEPTED) {
        const bool is_row = r->refusal < EFFECT_DID_ONE_PERIOD && r->refusal != EFFECT_DID_NUMBERS;
        effect_refuse(run, name, STR_FMT ":%u: this cannot be used", STR_ARG(panel->file),
                      is_row ? panel->lines[r->refused_row] : 1);
        return;
    }
    if (r->is_one_assignment)
        effect_refuse(run, "one_assignment",
                      "however the lot falls, the same comes out: teams must begin at different "
                      "moments");
    if (run->design != EFFECT_DESIGN_LOT)
        effect_warn(run, "not_drawn",
                    "the order was not stated to be drawn by lot: this is a permutation check");
    if (r->n_left_out > 0)
        effect_warn(run, "gaps",
                    "%" PRId64 " units were not seen in every period and were left out",
                    r->n_left_out);
    if (r->p_least >= 0.05)
        effect_warn(run, "few_assignments",
                    "with %" PRId64 " assignments no p is below %.2g: nothing can be shown",
                    r->assignments, r->p_least);
}

static void figure_json(struct json *j, const struct effect_ri_figure *f) {
    effect_json_real(j, "statistic", f->statistic);
    effect_json_real(j, "p", f->p);
    effect_json_real(j, "p_upper", f->p_upper);
    effect_json_real(j, "lower", f->lower);
    effect_json_real(j, "upper", f->upper);
}

static void answer_json(struct json *j, const struct effect_ri_result *r, bool is_studentised) {
    figure_json(j, is_studentised ? &r->studentised : &r->coefficient);
    effect_json_real(j, "effect", r->effect);
    effect_json_real(j, "permutation_sd", r->spread);
    effect_json_whole(j, "assignments", r->assignments);
    json_key(j, STR("exact"));
    json_bool(j, r->is_exact);
    effect_json_real(j, "p_least", r->p_least);
    effect_json_whole(j, "n_units", r->n_units);
    json_key(j, STR("studentised"));
    json_open_object(j);
    figure_json(j, &r->studentised);
    json_end(j);
    json_key(j, STR("coefficient"));
    json_open_object(j);
    figure_json(j, &r->coefficient);
    json_end(j);
}

static struct effect_claim claim_of(const struct effect_run *run, const struct effect_ri_result *r,
                                    bool is_studentised) {
    const struct effect_ri_figure *const f = is_studentised ? &r->studentised : &r->coefficient;
    const bool has_interval = isfinite(f->lower) && isfinite(f->upper);
    const bool is_drawn = run->design == EFFECT_DESIGN_LOT;
    return (struct effect_claim){
        .class = effect_class_of(is_drawn ? EFFECT_DESIGN_LOT : EFFECT_DESIGN_NONE, has_interval,
                                 EFFECT_PRE_TEST_NONE),
        .estimate = r->effect,
        .lower = f->lower,
        .upper = f->upper,
        .n_people = -1,
    };
}

static enum rc read_panel(struct effect_run *run, struct effect_panel *panel) {
    TRY(effect_option_needed(run, "unit time cohort outcome"));
    const struct effect_panel_columns columns = {
        .unit = effect_option(run, "unit"),
        .time = effect_option(run, "time"),
        .cohort = effect_option(run, "cohort"),
        .outcome = effect_option(run, "outcome"),
        .cluster = effect_option(run, "cluster"),
    };
    TRY(effect_panel_read(run, run->files[0], &columns, panel));
    return panel->cluster ? effect_panel_gather(run, panel) : RC_OK;
}

static enum rc run_ri(struct effect_run *run) {
    int64_t draws;
    int statistic;
    struct effect_panel panel;
    struct effect_ri_result r;
    TRY(cli_number(run->cli, "draws", 1, EFFECT_RI_DRAWS_MAX, &draws));
    TRY(effect_option_word(run, "statistic", "studentised coefficient", &statistic));
    TRY(read_panel(run, &panel));
    const struct effect_ri problem = {.n_rows = panel.n,
                                      .unit = panel.unit,
                                      .time = panel.time,
                                      .cohort = panel.cohort,
                                      .outcome = panel.outcome,
                                      .n_units = panel.n_units,
                                      .draws = (int32_t)draws,
                                      .seed = run->seed};
    effect_ri_solve(run->arena, &problem, &r);
    remark(run, &panel, &r);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    answer_json(&j, &r, statistic == 0);
    const struct effect_claim claim = claim_of(run, &r, statistic == 0);
    effect_json_claim(run, &j, claim);
    if (!str_is(effect_option(run, "json")) && isfinite(r.effect)) {
        const struct effect_ri_figure *const f = statistic == 0 ? &r.studentised : &r.coefficient;
        printf("effect %.4g, from %.4g to %.4g; p %.4g in %" PRId64 " assignments%s\n\n%s\n",
               r.effect, f->lower, f->upper, f->p, r.assignments, r.is_exact ? ", all" : " drawn",
               effect_say(run, claim));
    }
    const struct effect_picture how = effect_picture_how(run);
    TRY(effect_picture(run, str_from_c(effect_ri_picture(run->arena, &r, &how))));
    return effect_json_end(run, &j, isnan(r.effect));
}
