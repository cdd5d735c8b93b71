// SPDX-License-Identifier: EUPL-1.2
// See effect_answer.h.
#include "app/effect/effect_answer.h"

bool effect_has_column(const struct str *names, size_t n_names, const char *name) {
    for (size_t k = 0; k < n_names; k++) {
        if (str_eq(names[k], str_from_c(name)))
            return true;
    }
    return false;
}

int32_t effect_find_name(const struct effect_column *column, struct str text) {
    int32_t low = 0, high = column->n_names;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (str_cmp(column->names[middle], text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < column->n_names && str_eq(column->names[low], text) ? low : -1;
}

enum rc effect_flag(struct str text, bool *ret_flag) {
    static const char *const WORDS[2][5] = {{"0", "no", "nee", "false", "onwaar"},
                                            {"1", "yes", "ja", "true", "waar"}};
    for (int flag = 0; flag < 2; flag++) {
        for (size_t k = 0; k < COUNT_OF(WORDS[0]); k++) {
            if (!str_eq(text, str_from_c(WORDS[flag][k])))
                continue;
            *ret_flag = flag == 1;
            return RC_OK;
        }
    }
    return RC_INVALID;
}

enum rc effect_read_flags(struct str file, const struct effect_column *column,
                          const struct effect_rows *rows, bool otherwise, bool *ret_flags) {
    for (size_t row = 0; row < rows->n; row++) {
        ret_flags[row] = otherwise;
        if (column->numbers[row] == EFFECT_MISSING)
            continue;
        if (effect_flag(column->names[column->numbers[row]], &ret_flags[row]) != RC_OK)
            return effect_unreadable(file, rows->lines[row], 0,
                                     STR_FMT ": 1 or 0, yes or no belongs here",
                                     STR_ARG(column->name));
    }
    return RC_OK;
}

void effect_answer_said(struct effect_run *run, struct json *j, enum effect_class class,
                        const struct effect_said *said) {
    const char letter[] = {effect_class_letter(class), '\0'};
    effect_json_text(j, "class", letter);
    effect_json_text(j, "sentence_nl", said->text[EFFECT_DUTCH]);
    effect_json_text(j, "sentence_en", said->text[EFFECT_ENGLISH]);
    if (!str_is(effect_option(run, "json")) && said->text[run->language])
        printf("%s\n", said->text[run->language]);
}

void effect_json_count(struct json *j, const char *key, bool is_known, int64_t value) {
    json_key(j, str_from_c(key));
    if (is_known)
        json_i64(j, value);
    else
        json_none(j);
}

struct effect_picture effect_picture_how(const struct effect_run *run) {
    const struct str label = effect_option(run, "label"), unit = effect_option(run, "unit-label");
    return (struct effect_picture){
        .label = str_is(label) ? str_c(run->arena, label) : NULL,
        .unit = str_is(unit) ? str_c(run->arena, unit) : NULL,
        .language = run->language,
        .has_style = true,
    };
}
