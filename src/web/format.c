// SPDX-License-Identifier: EUPL-1.2
// Dates, times and numbers as people read them. A value that is absent gives an empty text.
// Owns the names of months, weekdays and holidays; words around a date ("uur", "om") belong in the
// PO files.
#include <math.h>
#include "base/holiday.h"
#include "web/format.h"

#define MINUS "\u2212"

struct tongue {
    char decimal, thousands, clock;
    const char *weekday[7], *month[12], *month_short[12];
};
static const struct tongue tongues[LANG_N] = {
    [LANG_NL] = {',',
                 '.',
                 '.',
                 {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
                 {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                  "september", "oktober", "november", "december"},
                 {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
                  "dec"}},
    [LANG_EN] = {'.',
                 ',',
                 ':',
                 {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
                 {"January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December"},
                 {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                  "Dec"}},
};

static const struct tongue *tongue_of(enum lang lang) {
    ENSURE(lang < LANG_N);
    return &tongues[lang];
}

// Four digits stand together, as in a year; from five on they stand in threes.
static void add_whole(struct buf *b, struct str digits, char thousands) {
    for (size_t i = 0; i < digits.n; i++) {
        if (i > 0 && digits.n > 4 && (digits.n - i) % 3 == 0)
            buf_char(b, thousands);
        buf_char(b, digits.p[i]);
    }
}

struct str format_int(struct arena *arena, enum lang lang, int64_t value) {
    struct buf plain = buf_on(arena, 32), b = buf_on(arena, 32);
    buf_i64(&plain, value);
    struct str digits = buf_done(&plain);
    if (value < 0) {
        buf_lit(&b, MINUS);
        digits = str_slice(digits, 1, digits.n);
    }
    add_whole(&b, digits, tongue_of(lang)->thousands);
    return buf_done(&b);
}

struct str format_real(struct arena *arena, enum lang lang, double value, int decimals) {
    ENSURE(isfinite(value) && decimals >= 0 && decimals <= 15);
    const struct tongue *tongue = tongue_of(lang);
    const struct str plain = str_fmt(arena, "%.*f", decimals, fabs(value));
    struct str fraction = plain, whole;
    ENSURE(str_cut(&fraction, '.', &whole));
    struct buf b = buf_on(arena, 32);
    const bool is_zero = strspn(str_c(arena, plain), "0.") == plain.n;
    if (value < 0 && !is_zero)
        buf_lit(&b, MINUS);
    add_whole(&b, whole, tongue->thousands);
    if (decimals > 0) {
        buf_char(&b, tongue->decimal);
        buf_str(&b, fraction);
    }
    return buf_done(&b);
}

struct str format_day(struct arena *arena, enum lang lang, struct day d) {
    if (!day_is(d))
        return STR("");
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_fmt(arena, "%d %s %d", of_month, tongue_of(lang)->month[month - 1], year);
}

struct str format_day_long(struct arena *arena, enum lang lang, struct day d) {
    if (!day_is(d))
        return STR("");
    const struct str day = format_day(arena, lang, d);
    return str_fmt(arena, "%s " STR_FMT, tongue_of(lang)->weekday[day_weekday(d)], STR_ARG(day));
}

struct str format_day_short(struct arena *arena, enum lang lang, struct day d) {
    if (!day_is(d))
        return STR("");
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_fmt(arena, "%d %s", of_month, tongue_of(lang)->month_short[month - 1]);
}

struct str format_month(enum lang lang, struct day d) {
    if (!day_is(d))
        return STR("–");
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_from_c(tongue_of(lang)->month[month - 1]);
}

struct str format_month_short(enum lang lang, struct day d) {
    if (!day_is(d))
        return STR("");
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_from_c(tongue_of(lang)->month_short[month - 1]);
}

struct str format_day_number(struct arena *arena, struct day d) {
    if (!day_is(d))
        return STR("");
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_fmt(arena, "%d", of_month);
}

struct str format_holiday(enum lang lang, struct day d) {
    static const char *const names[LANG_N][HOLIDAY_N] = {
        [LANG_NL] = {"", "nieuwjaarsdag", "Goede Vrijdag", "eerste paasdag", "tweede paasdag",
                     "Koningsdag", "Bevrijdingsdag", "Hemelvaartsdag", "eerste pinksterdag",
                     "tweede pinksterdag", "eerste kerstdag", "tweede kerstdag"},
        [LANG_EN] = {"", "New Year's Day", "Good Friday", "Easter Sunday", "Easter Monday",
                     "King's Day", "Liberation Day", "Ascension Day", "Whit Sunday", "Whit Monday",
                     "Christmas Day", "Boxing Day"},
    };
    ENSURE(lang < LANG_N);
    return str_from_c(names[lang][day_is(d) ? holiday_on(d) : HOLIDAY_NONE]);
}

struct str format_clock(struct arena *arena, enum lang lang, struct clock c) {
    if (!clock_is(c))
        return STR("");
    return str_fmt(arena, "%d%c%02d", c.m / 60, tongue_of(lang)->clock, c.m % 60);
}

struct str format_instant(struct arena *arena, enum lang lang, struct instant i) {
    if (!instant_is(i))
        return STR("");
    const struct str day = format_day(arena, lang, instant_day(i));
    const struct str clock = format_clock(arena, lang, instant_clock(i));
    return str_fmt(arena, STR_FMT ", " STR_FMT, STR_ARG(day), STR_ARG(clock));
}
