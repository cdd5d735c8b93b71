// SPDX-License-Identifier: EUPL-1.2
// See effect_survey_read.h. A file is wide, a row for each person with a score for each moment; or
// long, a row for each person and wave with the items.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_survey_read.h"

enum { PRE, POST, THEN, WAVE, ID, TEAM, N_NAMED };
static const char *const OPTION[N_NAMED] = {"pre", "post", "then", "wave", "id", "team"};

struct reading {
    struct effect_run *run;
    struct effect_survey_data *data;
    struct effect_column *columns; // [n] those that are named, then the items
    int32_t at[N_NAMED];           // place in columns, -1: not named
    int32_t n, first_item;
    struct effect_rows rows;
};

static bool is_named(const struct reading *r, struct str name) {
    for (int k = 0; k < N_NAMED; k++) {
        if (str_eq(effect_option(r->run, OPTION[k]), name))
            return true;
    }
    return false;
}

static void want_named(struct reading *r) {
    for (int k = 0; k < N_NAMED; k++) {
        const struct str name = effect_option(r->run, OPTION[k]);
        r->at[k] = -1;
        if (!str_is(name))
            continue;
        r->at[k] = r->n;
        r->columns[r->n++] =
            (struct effect_column){.name = name, .kind = k <= THEN ? EFFECT_REAL : EFFECT_NAME};
    }
    r->first_item = r->n;
}

// The items of the instrument, when the file has them; in a file of scores it has none of them.
static enum rc want_items(struct reading *r, const struct effect_instrument *instrument,
                          const struct str *names, size_t n_names) {
    int32_t n_found = 0;
    for (int32_t k = 0; instrument && k < instrument->n_items; k++) {
        const char *key = str_c(r->run->arena, instrument->items[k].key);
        n_found += effect_has_column(names, n_names, key);
    }
    if (instrument && n_found == 0 && r->at[PRE] >= 0)
        return RC_OK;
    for (int32_t k = 0; instrument && k < instrument->n_items; k++)
        r->columns[r->n++] =
            (struct effect_column){.name = instrument->items[k].key, .kind = EFFECT_REAL};
    for (size_t k = 0; !instrument && r->at[PRE] < 0 && k < n_names; k++) {
        if (!is_named(r, names[k]))
            r->columns[r->n++] = (struct effect_column){.name = names[k], .kind = EFFECT_REAL};
    }
    return RC_OK;
}

static const struct effect_column *column(const struct reading *r, int which) {
    return r->at[which] < 0 ? NULL : &r->columns[r->at[which]];
}

static enum rc add_answers(struct reading *r, const struct effect_instrument *instrument) {
    struct arena *arena = r->run->arena;
    struct effect_answers *a = &r->data->answers;
    a->n = r->data->n;
    a->k = r->n - r->first_item;
    a->least = instrument ? instrument->least : (double)NAN;
    a->most = instrument ? instrument->most : (double)NAN;
    if (a->k == 0)
        return RC_OK;
    double *answer = NEW_ARRAY(arena, double, (size_t)a->n *(size_t)a->k);
    bool *reversed = NEW_ARRAY(arena, bool, (size_t)a->k);
    for (int32_t item = 0; item < a->k; item++) {
        reversed[item] = instrument && instrument->items[item].is_reversed;
        for (int32_t row = 0; row < a->n; row++)
            answer[(ptrdiff_t)row * a->k + item] = r->columns[r->first_item + item].reals[row];
    }
    a->answer = answer;
    a->reversed = reversed;
    int32_t at;
    r->data->score = NEW_ARRAY(arena, double, (size_t)a->n);
    const enum effect_survey_refusal refusal = effect_survey_score(a, r->data->score, &at);
    if (refusal == EFFECT_SURVEY_RANGE && at >= 0)
        return effect_unreadable(r->data->file, r->rows.lines[at / a->k], 0,
                                 STR_FMT ": an answer from %g to %g belongs here",
                                 STR_ARG(r->columns[r->first_item + at % a->k].name), a->least,
                                 a->most);
    if (refusal != EFFECT_SURVEY_FINE)
        return effect_unreadable(r->data->file, 1, 0, "from 1 to %d items belong here",
                                 EFFECT_SURVEY_ITEMS_MAX);
    return RC_OK;
}

// ---- waves
// ---------------------------------------------------------------------------------------

// Waves are numbers where all of them are, and else in the order of their names.
static void find_ends(struct arena *arena, const struct effect_column *wave, int32_t *ret_first,
                      int32_t *ret_last) {
    int64_t *value = NEW_ARRAY(arena, int64_t, (size_t)wave->n_names);
    *ret_first = 0;
    *ret_last = wave->n_names - 1;
    for (int32_t k = 0; k < wave->n_names; k++) {
        if (str_i64(wave->names[k], &value[k]) != RC_OK)
            return;
    }
    for (int32_t k = 0; k < wave->n_names; k++) {
        *ret_first = value[k] < value[*ret_first] ? k : *ret_first;
        *ret_last = value[k] > value[*ret_last] ? k : *ret_last;
    }
}

static enum rc pair_waves(struct reading *r) {
    const struct effect_column *wave = column(r, WAVE), *id = column(r, ID);
    struct effect_survey_data *data = r->data;
    int32_t first, last;
    if (!data->score || !wave || !id || wave->n_names < 2)
        return RC_OK;
    find_ends(r->run->arena, wave, &first, &last);
    data->n_people = id->n_names;
    data->pre = NEW_ARRAY(r->run->arena, double, (size_t)data->n_people);
    data->post = NEW_ARRAY(r->run->arena, double, (size_t)data->n_people);
    bool *seen = NEW_ARRAY(r->run->arena, bool, 2 * (size_t)data->n_people);
    for (int32_t k = 0; k < data->n_people; k++)
        data->pre[k] = data->post[k] = (double)NAN;
    for (int32_t row = 0; row < data->n; row++) {
        const int32_t person = id->numbers[row], when = wave->numbers[row];
        if (person == EFFECT_MISSING || when == EFFECT_MISSING)
            return effect_unreadable(data->file, r->rows.lines[row], 0,
                                     "the id or the wave is missing");
        if (when != first && when != last)
            continue;
        bool *twice = &seen[2 * person + (when == last)];
        if (*twice)
            return effect_unreadable(data->file, r->rows.lines[row], 0,
                                     "this person stands there twice in this wave");
        *twice = true;
        (when == first ? data->pre : data->post)[person] = data->score[row];
    }
    return RC_OK;
}

static void add_change(struct reading *r) {
    struct effect_survey_data *data = r->data;
    data->n_people = data->n;
    const struct effect_column *pre = column(r, PRE), *post = column(r, POST);
    const struct effect_column *then = column(r, THEN);
    ENSURE(pre && post); // the options were looked at
    data->pre = pre->reals;
    data->post = post->reals;
    data->then = then ? then->reals : NULL;
}

// Teams are compared on the items, of the last wave where there are waves; else on the last score.
static void add_teams(struct reading *r) {
    const struct effect_column *team = column(r, TEAM), *wave = column(r, WAVE);
    struct effect_survey_data *data = r->data;
    int32_t first = 0, last = 0;
    ENSURE(team);
    if (wave)
        find_ends(r->run->arena, wave, &first, &last);
    data->team = NEW_ARRAY(r->run->arena, int32_t, (size_t)data->n);
    data->team_names = team->names;
    data->n_teams = team->n_names;
    data->team_score = data->score ? data->score : data->post;
    for (int32_t row = 0; row < data->n; row++) {
        const bool counts = !wave || wave->numbers[row] == last;
        data->team[row] = counts && team->numbers[row] != EFFECT_MISSING ? team->numbers[row] : -1;
    }
}

enum rc effect_survey_read(struct effect_run *run, const struct effect_instrument *instrument,
                           struct effect_survey_data *ret_data) {
    struct str *names;
    size_t n_names;
    *ret_data = (struct effect_survey_data){.file = run->files[0]};
    TRY(effect_read_header(run->arena, run->files[0], &names, &n_names));
    struct reading r = {.run = run, .data = ret_data};
    r.columns = NEW_ARRAY(run->arena, struct effect_column,
                          N_NAMED + n_names + (instrument ? (size_t)instrument->n_items : 0));
    want_named(&r);
    TRY(want_items(&r, instrument, names, n_names));
    TRY(effect_read_columns(run->arena, run->files[0], r.columns, (size_t)r.n, &r.rows));
    if (r.rows.n > 10000000)
        return effect_unreadable(run->files[0], 1, 0, "too many rows");
    ret_data->n = (int32_t)r.rows.n;
    TRY(add_answers(&r, instrument));
    if (r.at[PRE] >= 0)
        add_change(&r);
    else if (r.at[WAVE] >= 0)
        TRY(pair_waves(&r));
    if (r.at[TEAM] >= 0)
        add_teams(&r);
    return RC_OK;
}
