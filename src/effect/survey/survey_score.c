// SPDX-License-Identifier: EUPL-1.2
// From answers to scores: reversed items are turned, and who answered enough gets a mean.
#include <math.h>

#include "effect/survey/survey.h"

const char *effect_survey_refusal_name(enum effect_survey_refusal refusal) {
    static const char *const NAMES[EFFECT_SURVEY_REFUSAL_N] = {
        "", "few", "items", "constant", "heywood", "range", "teams"};
    return NAMES[refusal];
}

double survey_answer(const struct effect_answers *answers, int32_t person, int32_t item) {
    const double answer = answers->answer[(ptrdiff_t)person * answers->k + item];
    return answers->reversed && answers->reversed[item] ? answers->least + answers->most - answer
                                                        : answer;
}

enum effect_survey_refusal survey_check(const struct effect_answers *answers, int32_t k_least,
                                        int32_t *ret_at) {
    const bool has_scale = answers->least < answers->most;
    *ret_at = -1;
    if (answers->k < k_least || answers->k > EFFECT_SURVEY_ITEMS_MAX || answers->n < 0)
        return EFFECT_SURVEY_ITEMS;
    for (int32_t item = 0; answers->reversed && item < answers->k; item++) {
        if (answers->reversed[item] && !has_scale)
            return EFFECT_SURVEY_RANGE;
    }
    for (int32_t at = 0; at < answers->n * answers->k; at++) {
        const double answer = answers->answer[at];
        *ret_at = at;
        if (isinf(answer) || (has_scale && (answer < answers->least || answer > answers->most)))
            return EFFECT_SURVEY_RANGE;
    }
    *ret_at = -1;
    return EFFECT_SURVEY_FINE;
}

enum effect_survey_refusal effect_survey_score(const struct effect_answers *answers,
                                               double *ret_score, int32_t *ret_at) {
    const enum effect_survey_refusal refusal = survey_check(answers, 1, ret_at);
    if (refusal != EFFECT_SURVEY_FINE)
        return refusal;
    for (int32_t person = 0; person < answers->n; person++) {
        double sum = 0;
        int32_t n = 0;
        for (int32_t item = 0; item < answers->k; item++) {
            const double answer = survey_answer(answers, person, item);
            sum += isnan(answer) ? 0 : answer;
            n += !isnan(answer);
        }
        ret_score[person] = 5 * n >= 4 * answers->k ? sum / n : (double)NAN;
    }
    return EFFECT_SURVEY_FINE;
}
