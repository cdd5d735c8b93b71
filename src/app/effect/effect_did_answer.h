// SPDX-License-Identifier: EUPL-1.2
// The staggered effect on the command line: what was asked, and how the answer is told.
#ifndef VLIEGWIEL_EFFECT_DID_ANSWER_H
#define VLIEGWIEL_EFFECT_DID_ANSWER_H
#include "app/effect/effect_panel.h"

struct effect_did_answer {
    struct effect_run *run;
    const struct effect_panel *panel;
    const struct effect_did *problem;
    const struct effect_did_result *result;
    struct effect_claim claim; // of the group overall
};
// The overall of a type; NULL: there is none.
const struct effect_did_aggregate *effect_did_overall(const struct effect_did_result *result,
                                                      enum effect_did_type type);
extern const char *const effect_did_type_names[EFFECT_DID_TYPE_N];
// What a person should know before believing the figures.
void effect_did_remarks(const struct effect_did_answer *answer);
void effect_did_json(const struct effect_did_answer *answer, struct json *j);
// A table and the sentence, on standard output.
void effect_did_table(const struct effect_did_answer *answer);
#endif
