// SPDX-License-Identifier: EUPL-1.2
// What the parts of the survey engine share.
#ifndef VLIEGWIEL_SURVEY_H
#define VLIEGWIEL_SURVEY_H
#include "base/arena.h"
#include "vliegwiel/effect_survey.h"

// An answer with reversed items turned.
double survey_answer(const struct effect_answers *answers, int32_t person, int32_t item);
enum effect_survey_refusal survey_check(const struct effect_answers *answers, int32_t k_least,
                                        int32_t *ret_at);

// One factor by maximum likelihood on a correlation matrix [k * k]. False for a Heywood case: an
// item whose own error vanishes; the loadings are then those where the search stood.
bool survey_factor(const double *correlation, int32_t k, double *ret_loading, double *ret_error);
#endif
