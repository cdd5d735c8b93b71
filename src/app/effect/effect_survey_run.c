// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect survey`: does a scale hold together, did people change, may a team have a
// score.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"
#include "app/effect/effect_survey_read.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"instrument", "FILE", NULL, "record of the questionnaire, JSON or CSV; without it: a draft"},
    {"instrument-before", "FILE", NULL, "the record at the first moment, if it was another"},
    {"pre", "C", NULL, "column with the score at the first moment"},
    {"post", "C", NULL, "column with the score at the second moment"},
    {"then", "C", NULL, "column with the score that people at the second moment give the first"},
    {"wave", "C", NULL, "instead: column with the wave, of a row for each person and wave"},
    {"id", "C", NULL, "column with the person, beside --wave"},
    {"team", "C", NULL, "column with the team"},
    {"categories", "A", NULL, "answers to choose from, where the instrument has no scale"},
    {"reliability", "R", NULL, "for reliable change, where the answers are too few for alpha"},
};

static enum rc run_survey(struct effect_run *run);

const struct effect_method effect_survey_method = {
    .name = "survey",
    .usage = "FILE --instrument FILE [--pre C --post C | --wave C --id C] [--team C]",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_survey,
};

struct survey {
    struct effect_run *run;
    struct effect_instrument instrument;
    bool has_instrument, is_trend_refused;
    struct effect_survey_data data;
    struct effect_reliability reliability;
    struct effect_change change, then_change, shift;
    struct effect_dropout dropout;
    struct effect_teams teams;
    double categories, given_reliability;
};

// ---- reading
// -------------------------------------------------------------------------------------

static enum rc read_options(struct survey *s) {
    const struct effect_run *run = s->run;
    const bool has_pre = str_is(effect_option(run, "pre"));
    const bool has_post = str_is(effect_option(run, "post"));
    const bool has_wave = str_is(effect_option(run, "wave"));
    const bool has_id = str_is(effect_option(run, "id"));
    if (has_pre != has_post || has_wave != has_id || (has_pre && has_wave) ||
        (str_is(effect_option(run, "then")) && !has_pre)) {
        fprintf(stderr,
                "vliegwiel %s: give --pre and --post, or --wave and --id; --then beside "
                "--pre\n",
                run->cli->verb);
        return RC_USAGE;
    }
    TRY(effect_option_real(run, "categories", 2, 1000, NAN, &s->categories));
    return effect_option_real(run, "reliability", 0, 1, NAN, &s->given_reliability);
}

static void check_before(struct survey *s, const struct effect_instrument *before) {
    s->is_trend_refused = strcmp(before->hash, s->instrument.hash) != 0;
    if (s->is_trend_refused)
        effect_refuse(s->run, "instrument_changed",
                      "the questions were others at the first moment: no change is computed");
}

static enum rc read_instruments(struct survey *s) {
    const struct str file = effect_option(s->run, "instrument");
    const struct str file_before = effect_option(s->run, "instrument-before");
    struct effect_instrument before;
    s->has_instrument = str_is(file);
    if (!s->has_instrument) {
        effect_warn(s->run, "draft", "without --instrument nobody knows whose questions these are");
        return RC_OK;
    }
    TRY(effect_instrument_read(s->run->arena, file, &s->instrument));
    if (!effect_instrument_is_permitted(&s->instrument))
        effect_warn(s->run, "draft", "no proof of permission for these questions");
    if (!s->instrument.is_validated)
        effect_warn(s->run, "not_validated", "no figures from users stand behind this scale yet");
    if (!str_is(file_before))
        return RC_OK;
    TRY(effect_instrument_read(s->run->arena, file_before, &before));
    check_before(s, &before);
    return RC_OK;
}

// ---- computing
// -----------------------------------------------------------------------------------

static void measure_scale(struct survey *s) {
    if (s->data.answers.k == 0)
        return;
    effect_survey_reliability(s->run->arena, &s->data.answers, &s->reliability);
    const struct effect_reliability *r = &s->reliability;
    if (r->refusal == EFFECT_SURVEY_HEYWOOD)
        effect_warn(s->run, "heywood", "one factor does not fit: no omega");
    else if (r->refusal != EFFECT_SURVEY_FINE && s->data.answers.k > 1)
        effect_warn(s->run, effect_survey_refusal_name(r->refusal), "no reliability");
    else if (!r->is_reportable && s->data.answers.k > 1)
        effect_warn(s->run, "few", "%d people answered everything; %d are needed for a reliability",
                    r->n, EFFECT_RELIABILITY_LEAST);
}

static double reliability_of(const struct survey *s) {
    if (s->reliability.is_reportable)
        return s->reliability.alpha;
    if (!isnan(s->given_reliability))
        return s->given_reliability;
    return s->has_instrument ? s->instrument.alpha : (double)NAN;
}

static void measure_change(struct survey *s) {
    const struct effect_survey_data *d = &s->data;
    const double reliability = reliability_of(s);
    if (!d->pre || s->is_trend_refused)
        return;
    effect_survey_change(s->run->arena, d->n_people, d->pre, d->post, reliability, s->run->seed,
                         &s->change);
    if (d->then) {
        effect_survey_change(s->run->arena, d->n_people, d->then, d->post, reliability,
                             s->run->seed, &s->then_change);
        effect_survey_change(s->run->arena, d->n_people, d->pre, d->then, reliability, s->run->seed,
                             &s->shift);
    }
    const double none = (double)NAN;
    effect_survey_dropout(d->n_people, d->pre, d->post,
                          s->has_instrument ? s->instrument.least : none,
                          s->has_instrument ? s->instrument.most : none, &s->dropout);
    if (s->change.rule == EFFECT_CHANGE_NOTHING)
        effect_refuse(s->run, "few", "%d people with both scores: nothing is said below %d",
                      s->change.n, EFFECT_CHANGE_LEAST);
    if (s->dropout.is_large)
        effect_warn(s->run, "dropout", "%d of %d were lost: look at the bounds", s->dropout.n_lost,
                    s->dropout.n);
}

static enum rc measure_teams(struct survey *s) {
    const struct effect_instrument *i = &s->instrument;
    if (!s->data.team || !s->data.team_score)
        return RC_OK;
    if (isnan(s->categories) && s->has_instrument)
        s->categories = i->most - i->least + 1;
    if (isnan(s->categories)) {
        fprintf(stderr, "vliegwiel %s: --team needs --categories, or an instrument with a scale\n",
                s->run->cli->verb);
        return RC_USAGE;
    }
    effect_survey_teams(s->run->arena, s->data.n, s->data.team_score, s->data.team, s->data.n_teams,
                        s->categories, &s->teams);
    if (s->teams.refusal != EFFECT_SURVEY_FINE)
        effect_refuse(s->run, effect_survey_refusal_name(s->teams.refusal),
                      "two teams with two people are needed");
    else if (!s->teams.may_aggregate)
        effect_warn(s->run, "no_team_score",
                    "people in a team differ too much, or teams too "
                    "little, for a score of a team");
    return RC_OK;
}

// ---- answering
// -----------------------------------------------------------------------------------

static void instrument_json(const struct survey *s, struct json *j) {
    json_key(j, STR("instrument"));
    json_open_object(j);
    json_key(j, STR("title"));
    json_str(j, s->instrument.title);
    json_key(j, STR("owner"));
    json_str(j, s->instrument.owner);
    json_key(j, STR("licence"));
    json_str(j, s->instrument.licence);
    effect_json_text(j, "hash", s->has_instrument ? s->instrument.hash : NULL);
    effect_json_real(j, "alpha_published", s->has_instrument ? s->instrument.alpha : NAN);
    json_end(j);
    json_key(j, STR("draft"));
    json_bool(j, !s->has_instrument || !effect_instrument_is_permitted(&s->instrument));
}

static void items_json(const struct survey *s, struct json *j) {
    const struct effect_reliability *r = &s->reliability;
    json_key(j, STR("items"));
    json_open_array(j);
    for (int32_t k = 0; r->is_reportable && k < r->k; k++) {
        json_open_object(j);
        json_key(j, STR("key"));
        json_str(j, s->has_instrument ? s->instrument.items[k].key : STR_NONE);
        effect_json_real(j, "loading", r->loading[k]);
        effect_json_real(j, "alpha_dropped", r->alpha_dropped[k]);
        effect_json_real(j, "item_rest", r->item_rest[k]);
        json_end(j);
    }
    json_end(j);
}

// Below thirty people a reliability is not shown.
static void reliability_json(const struct survey *s, struct json *j) {
    const struct effect_reliability *r = &s->reliability;
    const double none = (double)NAN;
    effect_json_whole(j, "n", s->data.answers.k > 0 ? r->n : s->data.n_people);
    effect_json_real(j, "alpha", r->is_reportable ? r->alpha : none);
    effect_json_real(j, "alpha_lower", r->is_reportable ? r->lower : none);
    effect_json_real(j, "alpha_upper", r->is_reportable ? r->upper : none);
    effect_json_real(j, "alpha_standard", r->is_reportable ? r->alpha_standard : none);
    effect_json_real(j, "omega", r->is_reportable ? r->omega : none);
    effect_json_real(j, "sem", r->is_reportable ? r->sem : none);
    items_json(s, j);
}

static void change_json(struct json *j, const char *key, const struct effect_change *c) {
    static const char *const RULES[] = {"nothing", "counts", "small", "full"};
    json_key(j, str_from_c(key));
    json_open_object(j);
    effect_json_whole(j, "n", c->n);
    effect_json_text(j, "rule", RULES[c->rule]);
    effect_json_real(j, "mean", c->mean);
    effect_json_real(j, "lower", c->lower);
    effect_json_real(j, "upper", c->upper);
    effect_json_real(j, "p", c->p);
    effect_json_real(j, "g", c->g);
    effect_json_real(j, "p_sign_flip", c->p_flip);
    effect_json_real(j, "sd", c->sd);
    effect_json_real(j, "t", c->t);
    effect_json_real(j, "df", c->df);
    effect_json_real(j, "d_z", c->d_z);
    effect_json_real(j, "d_av", c->d_av);
    effect_json_real(j, "j", c->j);
    effect_json_real(j, "signed_rank", c->signed_rank);
    effect_json_real(j, "threshold", c->threshold);
    effect_json_count(j, "better", c->better >= 0, c->better);
    effect_json_count(j, "worse", c->worse >= 0, c->worse);
    effect_json_count(j, "up", c->rule != EFFECT_CHANGE_NOTHING, c->up);
    effect_json_count(j, "same", c->rule != EFFECT_CHANGE_NOTHING, c->same);
    effect_json_count(j, "down", c->rule != EFFECT_CHANGE_NOTHING, c->down);
    json_end(j);
}

static void dropout_json(struct json *j, const struct effect_dropout *d) {
    // a mean of fewer than five would say who they were
    const bool is_shown =
        d->n_lost >= EFFECT_CHANGE_LEAST && d->n - d->n_lost >= EFFECT_CHANGE_LEAST;
    json_key(j, STR("dropout"));
    json_open_object(j);
    effect_json_whole(j, "n", d->n);
    effect_json_whole(j, "n_lost", d->n_lost);
    effect_json_real(j, "difference", is_shown ? d->difference : NAN);
    effect_json_real(j, "lower", is_shown ? d->lower : NAN);
    effect_json_real(j, "upper", is_shown ? d->upper : NAN);
    effect_json_real(j, "change_lower", d->is_large ? d->change_lower : NAN);
    effect_json_real(j, "change_upper", d->is_large ? d->change_upper : NAN);
    json_end(j);
}

static void teams_json(const struct survey *s, struct json *j) {
    const struct effect_teams *t = &s->teams;
    const bool has_teams = t->size != NULL;
    const int32_t floor = s->instrument.is_sensitive ? 10 : 5;
    effect_json_real(j, "icc1", has_teams ? t->icc1 : NAN);
    effect_json_real(j, "icc2", has_teams ? t->icc2 : NAN);
    effect_json_real(j, "rwg", has_teams ? t->rwg_median : NAN);
    json_key(j, STR("may_aggregate"));
    json_bool(j, has_teams && t->may_aggregate);
    json_key(j, STR("teams"));
    json_open_array(j);
    for (int32_t k = 0; has_teams && k < s->data.n_teams; k++) {
        const bool is_shown = t->size[k] >= floor;
        json_open_object(j);
        json_key(j, STR("team"));
        json_str(j, s->data.team_names[k]);
        effect_json_count(j, "n", is_shown, t->size[k]);
        effect_json_real(j, "rwg", is_shown ? t->rwg[k] : NAN);
        json_end(j);
    }
    json_end(j);
}

static void say(struct survey *s, struct json *j) {
    struct effect_run *run = s->run;
    const struct effect_change *c = &s->change;
    if (!s->data.pre && !s->reliability.is_reportable && s->teams.size) {
        const struct effect_said said = EFFECT_SAID(effect_say_teams, &s->teams);
        effect_answer_said(run, j, EFFECT_CLASS_C, &said);
        return;
    }
    if (!s->data.pre) {
        const struct effect_said said = EFFECT_SAID(effect_say_reliability, &s->reliability);
        effect_answer_said(run, j, EFFECT_CLASS_C, &said);
        return;
    }
    // the same people before and after, whatever the design of a comparison between teams is
    const struct effect_claim claim = {.class = EFFECT_CLASS_C,
                                       .estimate = c->n > 0 ? c->mean : NAN,
                                       .lower = c->lower,
                                       .upper = c->upper,
                                       .n_people = c->n};
    effect_json_claim(run, j, claim);
    if (!str_is(effect_option(run, "json")))
        printf("%s\n", effect_say(run, claim));
}

static enum rc answer(struct survey *s) {
    struct buf b;
    struct json j = effect_json_begin(s->run, &b);
    instrument_json(s, &j);
    reliability_json(s, &j);
    if (s->data.pre && !s->is_trend_refused) {
        change_json(&j, "change", &s->change);
        if (s->data.then) {
            change_json(&j, "then_change", &s->then_change);
            change_json(&j, "shift", &s->shift);
        }
        dropout_json(&j, &s->dropout);
    } else {
        json_key(&j, STR("change"));
        json_none(&j);
    }
    teams_json(s, &j);
    say(s, &j);
    if (s->data.pre && !s->is_trend_refused) {
        const struct effect_picture how = effect_picture_how(s->run);
        TRY(effect_picture(s->run,
                           str_from_c(effect_survey_picture(s->run->arena, &s->change, &how))));
    } else {
        TRY(effect_no_picture(s->run));
    }
    const bool has_scale = s->reliability.is_reportable;
    const bool has_change = s->data.pre && s->change.rule != EFFECT_CHANGE_NOTHING;
    const bool has_teams = s->teams.size && s->teams.refusal == EFFECT_SURVEY_FINE;
    if (!has_scale && !has_change && !has_teams && s->run->refusals.n == 0)
        effect_refuse(s->run, "nothing", "too few people for any figure");
    return effect_json_end(s->run, &j, !has_scale && !has_change && !has_teams);
}

static enum rc run_survey(struct effect_run *run) {
    struct survey s = {.run = run};
    s.change.mean = (double)NAN;
    s.reliability.alpha = (double)NAN;
    TRY(read_options(&s));
    TRY(read_instruments(&s));
    TRY(effect_survey_read(run, s.has_instrument ? &s.instrument : NULL, &s.data));
    measure_scale(&s);
    measure_change(&s);
    TRY(measure_teams(&s));
    return answer(&s);
}
