// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect flywheel`: do alumni bring in the next participants? Three kinds of file, told
// apart by their header: people with the alumni they named; alumni with how many they brought; and
// cohorts with numbers only.
#include <math.h>

#include "app/effect/effect_cohorts.h"
#include "app/effect/effect_methods.h"
#include "app/effect/effect_referrals.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"as-of", "DAY", NULL, "the day until which applications are known, for columns with days"},
    {"eligible", "M", NULL, "staff who could take part, alumni included: room that is left"},
    {"cohorts", "FILE", NULL,
     "for the picture: cohort,applicants,from_alumni[,full][,campaign] of each cohort"},
};

static enum rc run_flywheel(struct effect_run *run);

const struct effect_method effect_flywheel_method = {
    .name = "flywheel",
    .usage = "FILE (person,cohort,named | cohort,alumnus,brought_in | cohort,size,applicants)",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_flywheel,
};

// ---- referrals
// -----------------------------------------------------------------------------------

static void referral_json(struct json *j, const struct effect_referral *r) {
    effect_json_whole(j, "alumni", r->n);
    effect_json_real(j, "brought", r->n > 0 ? r->brought : NAN);
    effect_json_real(j, "exposure", r->n > 0 ? r->exposure : NAN);
    json_key(j, STR("open"));
    json_bool(j, r->is_open);
    effect_json_real(j, "r", r->r);
    effect_json_real(j, "lower", r->lower);
    effect_json_real(j, "upper", r->upper);
    effect_json_real(j, "r_nb", r->r_nb);
    effect_json_real(j, "lower_nb", r->lower_nb);
    effect_json_real(j, "upper_nb", r->upper_nb);
    effect_json_real(j, "k", r->k); // null: no more differences than chance
    effect_json_real(j, "loglik_nb", r->loglik);
    effect_json_real(j, "p_above_1", r->p_above_1);
    effect_json_real(j, "posterior", r->posterior);
    effect_json_real(j, "posterior_lower", r->posterior_lower);
    effect_json_real(j, "posterior_upper", r->posterior_upper);
    effect_json_real(j, "extinction", r->extinction);
    effect_json_real(j, "top_share", r->top_share);
    effect_json_real(j, "saturated", r->saturated);
}

static enum rc draw(struct effect_run *run, const struct effect_alumni *alumni,
                    const struct effect_referral *all, const struct effect_referral *own,
                    const struct str *cohort_names) {
    const struct effect_picture how = effect_picture_how(run);
    const int32_t n = alumni->n_cohorts;
    struct effect_cohort_sources *sources = NULL;
    if (str_is(effect_option(run, "cohorts")))
        TRY(effect_cohorts_read(run, effect_option(run, "cohorts"), cohort_names, n, &sources));
    const char **names = NEW_ARRAY(run->arena, const char *, (size_t)n);
    for (int32_t c = 0; c < n; c++)
        names[c] = str_c(run->arena, cohort_names[c]);
    return effect_picture(
        run, str_from_c(effect_flywheel_picture(run->arena, all, own, names, n, sources, &how)));
}

static enum rc answer_referrals(struct effect_run *run, const struct effect_alumni *alumni,
                                const struct str *cohort_names) {
    struct effect_referral all;
    struct effect_referral *own =
        NEW_ARRAY(run->arena, struct effect_referral, (size_t)alumni->n_cohorts);
    effect_flywheel(run->arena, alumni, &all, own);
    if (all.refusal != EFFECT_FLYWHEEL_FINE)
        effect_refuse(run, effect_flywheel_refusal_name(all.refusal), "there are no alumni");
    if (all.n > 0 && all.n < EFFECT_CHANGE_LEAST)
        effect_warn(run, "few", "%d alumni: a single one decides", all.n);
    if (all.is_open)
        effect_warn(run, "open", "the twelve months have not passed for every cohort");
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    referral_json(&j, &all);
    json_key(&j, STR("per_cohort"));
    json_open_array(&j);
    for (int32_t c = 0; c < alumni->n_cohorts; c++) {
        json_open_object(&j);
        json_key(&j, STR("cohort"));
        json_str(&j, cohort_names[c]);
        referral_json(&j, &own[c]);
        json_end(&j);
    }
    json_end(&j);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_referral, &all));
    TRY(draw(run, alumni, &all, own, cohort_names));
    return effect_json_end(run, &j, all.refusal != EFFECT_FLYWHEEL_FINE);
}

// ---- numbers of cohorts
// --------------------------------------------------------------------------

static void growth_json(struct json *j, const struct effect_growth *g, const struct str *names,
                        const struct effect_column *columns) {
    effect_json_real(j, "log_growth", g->log_growth);
    effect_json_real(j, "se_log_growth", g->se);
    effect_json_real(j, "growth_factor", g->factor);
    effect_json_real(j, "deviance", g->deviance);
    effect_json_real(j, "dispersion", g->dispersion);
    json_key(j, STR("per_cohort"));
    json_open_array(j);
    for (int32_t t = 0; t < g->n; t++) {
        json_open_object(j);
        json_key(j, STR("cohort"));
        json_str(j, names[columns[0].numbers[t]]);
        effect_json_real(j, "applicants", columns[1].reals[t]);
        effect_json_real(j, "size", columns[2].reals[t]);
        effect_json_real(j, "from_alumni", columns[3].reals[t]);
        effect_json_real(j, "r", g->r[t]);
        json_end(j);
    }
    json_end(j);
}

// Each cohort with what the one before it brought, which is known as a ratio only.
static enum rc draw_growth(struct effect_run *run, const struct effect_growth *g,
                           const struct effect_column *columns) {
    const struct effect_picture how = effect_picture_how(run);
    const size_t n = (size_t)g->n;
    struct effect_referral *own = NEW_ARRAY(run->arena, struct effect_referral, n);
    const char **names = NEW_ARRAY(run->arena, const char *, n);
    struct str *texts = NEW_ARRAY(run->arena, struct str, n);
    struct effect_cohort_sources *sources = NULL;
    for (size_t t = 0; t < n; t++) {
        const double none = (double)NAN, before = t > 0 ? columns[2].reals[t - 1] : none;
        own[t] = (struct effect_referral){.n = before > 0 ? (int32_t)before : 0,
                                          .r = g->r[t],
                                          .lower = none,
                                          .upper = none,
                                          .lower_nb = none,
                                          .upper_nb = none};
        texts[t] = columns[0].names[columns[0].numbers[t]];
        names[t] = str_c(run->arena, texts[t]);
    }
    TRY(effect_cohorts_read(run, run->files[0], texts, g->n, &sources));
    return effect_picture(run, str_from_c(effect_flywheel_picture(run->arena, NULL, own, names,
                                                                  g->n, sources, &how)));
}

static enum rc answer_growth(struct effect_run *run) {
    struct effect_column columns[] = {{.name = STR("cohort"), .kind = EFFECT_NAME},
                                      {.name = STR("applicants"), .kind = EFFECT_REAL},
                                      {.name = STR("size"), .kind = EFFECT_REAL},
                                      {.name = STR("from_alumni"), .kind = EFFECT_REAL}};
    struct effect_rows rows;
    struct effect_growth g;
    TRY(effect_read_columns(run->arena, run->files[0], columns, COUNT_OF(columns), &rows));
    for (size_t row = 0; row < rows.n; row++) {
        if (columns[0].numbers[row] == EFFECT_MISSING)
            return effect_unreadable(run->files[0], rows.lines[row], 0, "the cohort is missing");
    }
    effect_growth(run->arena, (int32_t)rows.n, columns[1].reals, columns[2].reals, columns[3].reals,
                  &g);
    if (g.refusal != EFFECT_FLYWHEEL_FINE)
        effect_refuse(run, effect_flywheel_refusal_name(g.refusal),
                      "three cohorts with a number of applicants are needed");
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    growth_json(&j, &g, columns[0].names, columns);
    if (str_is(effect_option(run, "svg")))
        TRY(draw_growth(run, &g, columns));
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_growth, &g));
    return effect_json_end(run, &j, g.refusal != EFFECT_FLYWHEEL_FINE);
}

static enum rc run_flywheel(struct effect_run *run) {
    struct str *names, *cohorts;
    size_t n_names;
    struct effect_alumni alumni = {0};
    TRY(effect_option_real(run, "eligible", 1, 1e9, NAN, &alumni.eligible));
    TRY(effect_read_header(run->arena, run->files[0], &names, &n_names));
    if (effect_has_column(names, n_names, "applicants"))
        return answer_growth(run);
    if (effect_has_column(names, n_names, "brought_in"))
        TRY(effect_brought_read(run, run->files[0], &alumni, &cohorts));
    else
        TRY(effect_referrals_read(run, run->files[0], names, n_names, &alumni, &cohorts));
    return answer_referrals(run, &alumni, cohorts);
}
