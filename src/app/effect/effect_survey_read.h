// SPDX-License-Identifier: EUPL-1.2
// Answers and scores from a file, as `vliegwiel effect survey` needs them.
#ifndef VLIEGWIEL_EFFECT_SURVEY_READ_H
#define VLIEGWIEL_EFFECT_SURVEY_READ_H
#include "app/effect/effect_instrument.h"

struct effect_survey_data {
    struct str file;
    int32_t n;                     // rows
    struct effect_answers answers; // k is 0: no items in the file
    double *score;                 // [n] of the items, NULL without items
    // change: [n_people]; NULL: no two moments
    double *pre, *post, *then;
    int32_t n_people;
    int32_t *team; // [n] or NULL; -1: none
    struct str *team_names;
    int32_t n_teams;
    double *team_score; // [n] what teams are compared on
};
// `instrument` may be NULL: then every column that no option names is an item.
NODISCARD enum rc effect_survey_read(struct effect_run *run,
                                     const struct effect_instrument *instrument,
                                     struct effect_survey_data *ret_data);
#endif
