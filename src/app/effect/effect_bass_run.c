// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect flywheel bass`: a diffusion curve through newcomers a period, when its peak has
// passed.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"form", "NAME", NULL, "density or increment: the two differ, so one must be named"},
    {"count", "C", "adopters", "column with the newcomers of each period, in the order of time"},
    {"bootstrap", "B", "1000", "curves drawn for the intervals"},
};

static enum rc run_bass(struct effect_run *run);

const struct effect_method effect_flywheel_bass_method = {
    .name = "flywheel bass",
    .usage = "FILE --form density|increment",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_bass,
};

static void bass_json(struct json *j, const struct effect_bass *bass) {
    static const char *const FORMS[] = {"density", "increment"};
    const double value[] = {bass->m, bass->p, bass->q};
    const double se[] = {bass->se_m, bass->se_p, bass->se_q};
    const double start[] = {bass->start_m, bass->start_p, bass->start_q};
    effect_json_text(j, "form", FORMS[bass->form]);
    for (int k = 0; k < 3; k++) {
        const char name[] = {"mpq"[k], '\0'};
        json_key(j, str_from_c(name));
        json_open_object(j);
        effect_json_real(j, "value", value[k]);
        effect_json_real(j, "se", se[k]);
        effect_json_real(j, "lower", bass->lower[k]);
        effect_json_real(j, "upper", bass->upper[k]);
        effect_json_real(j, "start", start[k]);
        json_end(j);
    }
    effect_json_real(j, "peak", bass->peak);
    effect_json_real(j, "rest", bass->rest);
    effect_json_whole(j, "bootstrap", bass->draws);
}

static enum rc run_bass(struct effect_run *run) {
    static const char *const WHY[EFFECT_FLYWHEEL_REFUSAL_N] = {
        [EFFECT_FLYWHEEL_NOBODY] = "nobody came",
        [EFFECT_FLYWHEEL_RANGE] = "a number from 0 belongs in every period",
        [EFFECT_FLYWHEEL_SHORT] = "seven periods are needed",
        [EFFECT_FLYWHEEL_PEAK] = "the peak has not passed, and a curve could promise anything",
        [EFFECT_FLYWHEEL_NO_FIT] = "no curve of this form comes near",
    };
    int form;
    int64_t draws;
    struct effect_column column = {.name = effect_option(run, "count"), .kind = EFFECT_REAL};
    struct effect_rows rows;
    struct effect_bass bass;
    TRY(effect_no_picture(run));
    TRY(effect_option_word(run, "form", "density increment", &form));
    TRY(cli_number(run->cli, "bootstrap", 0, 1000000, &draws));
    TRY(effect_read_columns(run->arena, run->files[0], &column, 1, &rows));
    effect_bass(run->arena, (int32_t)rows.n, column.reals, (enum effect_bass_form)form,
                (int32_t)draws, run->seed, &bass);
    if (bass.refusal != EFFECT_FLYWHEEL_FINE)
        effect_refuse(run, effect_flywheel_refusal_name(bass.refusal), "%s", WHY[bass.refusal]);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    bass_json(&j, &bass);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_bass, &bass));
    return effect_json_end(run, &j, bass.refusal != EFFECT_FLYWHEEL_FINE);
}
