// SPDX-License-Identifier: EUPL-1.2
// What may be said of a figure: the class of its evidence, and the one sentence that the class and
// the interval allow, in Dutch and in English. Every method speaks through these.
#ifndef VLIEGWIEL_EFFECT_WORDS_H
#define VLIEGWIEL_EFFECT_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vliegwiel/arena.h"

// How it was decided who began when: stated by whoever set the measurement up.
enum effect_design {
    EFFECT_DESIGN_NONE,      // before and after, or nothing known
    EFFECT_DESIGN_STAGGERED, // groups began at different moments, not drawn by lot
    EFFECT_DESIGN_LOT,       // the order was drawn by lot and written down before the start
};
// Whether groups moved alike before they began.
enum effect_pre_test {
    EFFECT_PRE_TEST_NONE, // fewer than two periods before, or none that could be tested
    EFFECT_PRE_TEST_PASSED,
    EFFECT_PRE_TEST_FAILED,
};
enum effect_class {
    EFFECT_CLASS_A, // order drawn by lot
    EFFECT_CLASS_B, // staggered, and no warning in the test on the time before
    EFFECT_CLASS_C, // before and after only
    EFFECT_CLASS_D, // a claim or an opinion
};
enum effect_language { EFFECT_DUTCH, EFFECT_ENGLISH };

struct effect_claim {
    enum effect_class class;
    double estimate;     // NaN: nothing is known
    double lower, upper; // the interval; NaN: there is none
    double relevant;     // smallest difference that matters; NaN or 0: not given
    const char *label;   // what is measured, as in "de samenwerking"; NULL: not named
    const char *unit;    // "punt"; NULL: point(s)
    const char *source;  // class D: who says so
    int64_t n_people;    // behind the figure; -1: not known
    bool is_one_team;    // the figure rests on a single team in some group
};

// In: the design, whether a causal interval exists, the test on the time before.
// Out: the best class that these allow.
// Memory: none.
// Errors: none.
// Cost: constant.
// Source: what each design can show: Shadish, Cook and Campbell, Experimental and
// quasi-experimental designs, 2002.
// Check: the tests hold every combination against a table.
enum effect_class effect_class_of(enum effect_design design, bool has_interval,
                                  enum effect_pre_test pre_test);
char effect_class_letter(enum effect_class class);

// In: a claim. Texts are UTF-8.
// Out: the sentence, NUL-terminated. Numbers have one decimal, after a comma in Dutch.
// Memory: on `arena`, under 4 kB besides the label.
// Errors: none. A class A or B without an interval is told as class C.
// Cost: proportional to the text.
// Source: the rules in docs/effect-did.md.
// Check: effect_words_banned finds nothing in it, whatever the numbers.
char *effect_sentence(struct arena *arena, const struct effect_claim *claim,
                      enum effect_language language);

// In: a text; the people behind its figures (-1: not known); whether the lower bound of the
// referral number lies above one.
// Out: the first thing in it that may never be said, or NULL: words that claim more than a
// measurement can, more than one decimal, a percentage of fewer than twenty people.
// Memory: none.
// Errors: none.
// Cost: proportional to the text.
// Source: as above.
// Check: the tests hold it against texts that must and must not pass.
const char *effect_words_banned(const char *text, int64_t n_people, bool is_above_one);
#endif
