// SPDX-License-Identifier: EUPL-1.2
// How the sentences of all methods are filled in.
#ifndef VLIEGWIEL_SAY_H
#define VLIEGWIEL_SAY_H
#include <math.h>

#include "base/buf.h"
#include "vliegwiel/effect_say.h"

struct saying {
    const char *text[2]; // Dutch, English
};
// What stands for {a}, {b} and so on; {A} is the same number whole, {$A} as money.
struct said {
    struct buf b;
    enum effect_language language;
    const double *values;
};
struct said say_begin(struct arena *arena, enum effect_language language);
void say_put(struct said *said, const struct saying *saying, const double *values);
char *say_end(struct said *said);
// The whole of a method that can say nothing.
char *say_nothing(struct arena *arena, enum effect_language language);
#endif
