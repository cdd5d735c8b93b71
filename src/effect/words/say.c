// SPDX-License-Identifier: EUPL-1.2
// Fills sentences in: {a} is the first value with one decimal, {A} the same without, {$A} with
// spaces between thousands. Texts about one are written without a number.
#include "effect/words/say.h"

struct said say_begin(struct arena *arena, enum effect_language language) {
    return (struct said){.b = buf_on(arena, 512), .language = language};
}

static void put_sign(struct buf *b, double x, double least) {
    if (x <= -least)
        buf_c(b, "\u2212");
}

static void put_real(struct said *said, double x) {
    char digits[400];
    if (!isfinite(x)) {
        buf_c(&said->b, "\u2013");
        return;
    }
    put_sign(&said->b, x, .05);
    snprintf(digits, sizeof digits, "%.1f", fabs(x));
    for (const char *c = digits; *c != '\0'; c++)
        buf_char(&said->b, *c == '.' && said->language == EFFECT_DUTCH ? ',' : *c);
}

static void put_whole(struct said *said, double x, bool is_money) {
    char digits[400];
    if (!isfinite(x)) {
        buf_c(&said->b, "\u2013");
        return;
    }
    put_sign(&said->b, x, .5);
    const int n = snprintf(digits, sizeof digits, "%.0f", fabs(x));
    for (int k = 0; k < n; k++) {
        if (is_money && k > 0 && (n - k) % 3 == 0)
            buf_c(&said->b, "\u00a0");
        buf_char(&said->b, digits[k]);
    }
}

void say_put(struct said *said, const struct saying *saying, const double *values) {
    for (const char *c = saying->text[said->language]; *c != '\0'; c++) {
        if (*c != '{') {
            buf_char(&said->b, *c);
            continue;
        }
        ENSURE(values != NULL); // a text with a place for one comes with values
        const bool is_money = c[1] == '$';
        c += is_money ? 2 : 1;
        if (*c >= 'a')
            put_real(said, values[*c - 'a']);
        else
            put_whole(said, values[*c - 'A'], is_money);
        c++; // the closing brace
    }
}

char *say_end(struct said *said) {
    buf_char(&said->b, '\0');
    return said->b.p;
}

char *say_nothing(struct arena *arena, enum effect_language language) {
    static const struct saying NOTHING = {
        {"Met deze gegevens valt er niets te zeggen.", "These figures say nothing."}};
    struct said said = say_begin(arena, language);
    say_put(&said, &NOTHING, NULL);
    return say_end(&said);
}
