// SPDX-License-Identifier: EUPL-1.2
// What the descriptive methods share when they read and answer: columns that may be absent, flags,
// names looked up in another file, and the sentence of a method beside its figures.
#ifndef VLIEGWIEL_EFFECT_ANSWER_H
#define VLIEGWIEL_EFFECT_ANSWER_H
#include "app/effect/effect_cli.h"
#include "vliegwiel/effect_say.h"

// Is there a column of this name?
bool effect_has_column(const struct str *names, size_t n_names, const char *name);
// The place of a text among sorted names, or -1.
int32_t effect_find_name(const struct effect_column *column, struct str text);
// 1, yes, ja, true, waar; 0, no, nee, false, onwaar. RC_INVALID for anything else.
NODISCARD enum rc effect_flag(struct str text, bool *ret_flag);
// [n] a column of flags; what is empty is `otherwise`. RC_INVALID, said.
NODISCARD enum rc effect_read_flags(struct str file, const struct effect_column *column,
                                    const struct effect_rows *rows, bool otherwise,
                                    bool *ret_flags);

// A sentence in both languages.
struct effect_said {
    char *text[2]; // by enum effect_language
};
#define EFFECT_SAID(say, result)                                                                   \
    ((struct effect_said){                                                                         \
        {(say)(run->arena, (result), EFFECT_DUTCH), (say)(run->arena, (result), EFFECT_ENGLISH)}})
// `class`, `sentence_nl` and `sentence_en`; without --json the sentence in the language of the run
// goes to standard output.
void effect_answer_said(struct effect_run *run, struct json *j, enum effect_class class,
                        const struct effect_said *said);
// How pictures are drawn for --svg: to stand alone, in the language of the run.
struct effect_picture effect_picture_how(const struct effect_run *run);
// A whole number, or null.
void effect_json_count(struct json *j, const char *key, bool is_known, int64_t value);
#endif
