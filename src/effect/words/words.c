// SPDX-License-Identifier: EUPL-1.2
// Classes of evidence, and the sentence that a class and an interval allow; see effect_words.h.
// One table has every sentence in both languages; nothing else in the program words a result.
#include "base/buf.h"
#include "effect/words/words.h"

#include <math.h>

enum effect_class effect_class_of(enum effect_design design, bool has_interval,
                                  enum effect_pre_test pre_test) {
    if (!has_interval || design == EFFECT_DESIGN_NONE)
        return EFFECT_CLASS_C;
    if (design == EFFECT_DESIGN_LOT)
        return EFFECT_CLASS_A;
    return pre_test == EFFECT_PRE_TEST_PASSED ? EFFECT_CLASS_B : EFFECT_CLASS_C;
}

char effect_class_letter(enum effect_class class) {
    return "ABCD"[class];
}

// ---- sentences ---------------------------------------------------------------------------------
// {x} what is measured, {n} the size of the estimate without a sign, {u} its unit, {l} and {h} the
// ends of the interval on the side of the estimate, {s} the source.

enum saying {
    A_UP,
    A_DOWN,
    B_UP,
    B_DOWN,
    OPEN,
    OPEN_TINY,
    IF_SMALL,
    BELOW_RELEVANT,
    C_UP,
    C_DOWN,
    C_LEVEL,
    ONE_TEAM,
    NOTHING,
    TOO_FEW,
    D_SAYS,
    MEASURED,
    ABOUT,
    LESS_THAN,
    OUTCOME,
    POINT,
    N_SAYINGS
};
static const char *const SAYINGS[N_SAYINGS][2] = {
    [A_UP] = {"Door de leergang steeg {x} waarschijnlijk met {n} {u} (tussen {l} en {h}).",
              "Because of the programme, {x} probably rose by {n} {u} (between {l} and {h})."},
    [A_DOWN] = {"Door de leergang daalde {x} waarschijnlijk met {n} {u} (tussen {l} en {h}).",
                "Because of the programme, {x} probably fell by {n} {u} (between {l} and {h})."},
    [B_UP] = {"Teams die begonnen, gingen {n} {u} meer vooruit dan teams die nog moesten beginnen "
              "({l} tot {h}). Dat past bij een effect; andere oorzaken zijn niet uit te sluiten.",
              "Teams that started moved up {n} {u} more than teams that had yet to start ({l} to "
              "{h}). That fits an effect; other causes cannot be ruled out."},
    [B_DOWN] = {"Teams die begonnen, kwamen {n} {u} lager uit dan te verwachten was van teams die "
                "nog moesten beginnen ({l} tot {h} lager). Dat past bij een effect; andere "
                "oorzaken zijn niet uit te sluiten.",
                "Teams that started ended {n} {u} lower than teams that had yet to start would "
                "lead one to expect ({l} to {h} lower). That fits an effect; other causes cannot "
                "be ruled out."},
    [OPEN] = {"We kunnen geen verschil aantonen. Een effect tussen {l} en {h} blijft mogelijk.",
              "We cannot show a difference. An effect between {l} and {h} remains possible."},
    [OPEN_TINY] = {"We kunnen geen verschil aantonen. Een effect van minder dan {h} {u}, omhoog of "
                   "omlaag, blijft mogelijk.",
                   "We cannot show a difference. An effect of less than {h} {u}, up or down, "
                   "remains possible."},
    [IF_SMALL] = {" Als er een effect is, is het klein.", " If there is an effect, it is small."},
    [BELOW_RELEVANT] = {" Het is kleiner dan het kleinste verschil dat ertoe doet.",
                        " It is smaller than the smallest difference that matters."},
    [C_UP] = {"Deelnemers scoren na afloop {n} {u} hoger. Of dat door de leergang komt, weten we "
              "hiermee niet.",
              "Participants score {n} {u} higher afterwards. Whether the programme caused this, "
              "these figures do not tell."},
    [C_DOWN] = {"Deelnemers scoren na afloop {n} {u} lager. Of dat door de leergang komt, weten we "
                "hiermee niet.",
                "Participants score {n} {u} lower afterwards. Whether the programme caused this, "
                "these figures do not tell."},
    [C_LEVEL] = {"Deelnemers scoren na afloop even hoog. Of de leergang iets heeft gedaan, weten "
                 "we hiermee niet.",
                 "Participants score the same afterwards. Whether the programme did anything, "
                 "these figures do not tell."},
    [ONE_TEAM] = {" Het is niet te scheiden van wat dat team verder meemaakte.",
                  " It cannot be told apart from whatever else that team went through."},
    [NOTHING] = {"Met deze gegevens valt er niets te zeggen.", "These figures say nothing."},
    [TOO_FEW] = {"Er zijn te weinig mensen om dit als deel van honderd te zeggen.",
                 "There are too few people to say this as a share of a hundred."},
    [D_SAYS] = {"Volgens {s}: {x}. Dit is niet nagerekend.",
                "According to {s}: {x}. This was not checked."},
    [MEASURED] = {" Gemeten is: {x}.", " Measured: {x}."},
    [ABOUT] = {"ongeveer ", "about "},
    [LESS_THAN] = {"minder dan ", "less than "},
    [OUTCOME] = {"de uitkomst", "the outcome"},
    [POINT] = {"punt", "points"},
};

struct words {
    const struct effect_claim *claim;
    enum effect_language language;
    double low, high; // for {l} and {h}
};

static const char *say(enum saying saying, enum effect_language language) {
    return SAYINGS[saying][language];
}

static bool rounds_to_zero(double x) {
    return fabs(x) < 0.05;
}

static void put_number(struct buf *b, enum effect_language language, double x) {
    if (rounds_to_zero(x))
        x = 0;
    if (x < 0)
        buf_c(b, "\u2212");
    char digits[400];
    snprintf(digits, sizeof digits, "%.1f", fabs(x));
    for (const char *c = digits; *c != '\0'; c++)
        buf_char(b, *c == '.' && language == EFFECT_DUTCH ? ',' : *c);
}

static void put_size(struct buf *b, const struct words *w, bool is_with_about) {
    const double size = fabs(w->claim->estimate);
    if (rounds_to_zero(size))
        buf_c(b, say(LESS_THAN, w->language));
    else if (is_with_about)
        buf_c(b, say(ABOUT, w->language));
    put_number(b, w->language, rounds_to_zero(size) ? 0.1 : size);
}

static const char *or_else(const char *text, const char *otherwise) {
    return text != NULL && *text != '\0' ? text : otherwise;
}

static void put(struct buf *b, const struct words *w, enum saying saying) {
    for (const char *c = say(saying, w->language); *c != '\0'; c++) {
        if (*c != '{') {
            buf_char(b, *c);
            continue;
        }
        if (c[1] == 'x')
            buf_c(b, or_else(w->claim->label, say(OUTCOME, w->language)));
        else if (c[1] == 'u')
            buf_c(b, or_else(w->claim->unit, say(POINT, w->language)));
        else if (c[1] == 's')
            buf_c(b, or_else(w->claim->source, "?"));
        else if (c[1] == 'n')
            put_size(b, w, saying == A_UP || saying == A_DOWN);
        else
            put_number(b, w->language, c[1] == 'l' ? w->low : w->high);
        c += 2;
    }
}

// ---- which sentence ----------------------------------------------------------------------------

static bool is_percentage(const char *unit) {
    return unit != NULL && (strchr(unit, '%') != NULL || strstr(unit, "procent") != NULL ||
                            strstr(unit, "percent") != NULL);
}

static void say_open(struct buf *b, struct words *w) {
    const struct effect_claim *c = w->claim;
    w->low = c->lower;
    w->high = c->upper;
    const bool is_tiny = rounds_to_zero(c->lower) && rounds_to_zero(c->upper);
    if (is_tiny)
        w->high = 0.1;
    put(b, w, is_tiny ? OPEN_TINY : OPEN);
    if (c->relevant > 0 && c->lower > -c->relevant && c->upper < c->relevant)
        put(b, w, IF_SMALL);
    put(b, w, MEASURED);
}

static void say_difference(struct buf *b, struct words *w) {
    const struct effect_claim *c = w->claim;
    const bool is_up = c->lower > 0;
    w->low = is_up ? c->lower : -c->upper;
    w->high = is_up ? c->upper : -c->lower;
    if (c->class == EFFECT_CLASS_A)
        put(b, w, is_up ? A_UP : A_DOWN);
    else
        put(b, w, is_up ? B_UP : B_DOWN);
    if (c->relevant > 0 && w->high < c->relevant)
        put(b, w, BELOW_RELEVANT);
    if (c->class == EFFECT_CLASS_B)
        put(b, w, MEASURED);
}

static void say_before_after(struct buf *b, struct words *w) {
    const double estimate = w->claim->estimate;
    put(b, w, rounds_to_zero(estimate) ? C_LEVEL : estimate > 0 ? C_UP : C_DOWN);
    if (w->claim->is_one_team)
        put(b, w, ONE_TEAM);
    put(b, w, MEASURED);
}

char *effect_sentence(struct arena *arena, const struct effect_claim *claim,
                      enum effect_language language) {
    struct buf b = buf_on(arena, 512);
    struct words w = {.claim = claim, .language = language};
    const bool has_interval = isfinite(claim->lower) && isfinite(claim->upper);
    if (claim->class == EFFECT_CLASS_D) {
        put(&b, &w, D_SAYS);
    } else if (!isfinite(claim->estimate)) {
        put(&b, &w, NOTHING);
        put(&b, &w, MEASURED);
    } else if (is_percentage(claim->unit) && claim->n_people >= 0 && claim->n_people < 20) {
        put(&b, &w, TOO_FEW);
        put(&b, &w, MEASURED);
    } else if (claim->class == EFFECT_CLASS_C || !has_interval) {
        say_before_after(&b, &w);
    } else if (claim->lower > 0 || claim->upper < 0) {
        say_difference(&b, &w);
    } else {
        say_open(&b, &w);
    }
    buf_char(&b, '\0');
    return b.p;
}
