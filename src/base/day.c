// SPDX-License-Identifier: EUPL-1.2
// Civil days and clock times: the calendar, and how people and exports write both.
// Instants and the time zone are instant.c's work. "No day" in gives "no day" out.
#include "base/day.h"

bool day_is(struct day d) {
    return d.n != DAY_NONE.n;
}

bool clock_is(struct clock c) {
    return c.m != CLOCK_NONE.m;
}

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool ymd_is_real(int year, int month, int of_month) {
    static const int LENGTH[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && of_month >= 1 &&
           of_month <= LENGTH[month - 1] + (month == 2 && is_leap(year));
}

// Years are counted from 1 March, so that the leap day is the last day of a year and the months
// before it have lengths that a straight line rounds to; 400 years are 146097 days, always.
#define DAYS_IN_400_YEARS 146097
#define DAYS_FROM_0000_03_01_TO_1970 719468

struct day day_from_ymd(int year, int month, int of_month) {
    ENSURE(ymd_is_real(year, month, of_month));
    const int y = month > 2 ? year : year - 1;
    const int months_from_march = (month + 9) % 12;
    const int of_year = (153 * months_from_march + 2) / 5 + of_month - 1;
    return (struct day){365 * y + y / 4 - y / 100 + y / 400 + of_year -
                        DAYS_FROM_0000_03_01_TO_1970};
}

void day_ymd(struct day d, int *ret_year, int *ret_month, int *ret_of_month) {
    ENSURE(day_is(d));
    const int64_t from_start = (int64_t)d.n + DAYS_FROM_0000_03_01_TO_1970;
    const int64_t eras = from_start / DAYS_IN_400_YEARS - (from_start % DAYS_IN_400_YEARS < 0);
    const int of_era = (int)(from_start - eras * DAYS_IN_400_YEARS);
    const int year_of_era =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_IN_400_YEARS - 1)) / 365;
    const int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int months_from_march = (5 * of_year + 2) / 153;
    const int month = months_from_march < 10 ? months_from_march + 3 : months_from_march - 9;
    *ret_year = (int)(eras * 400) + year_of_era + (month <= 2);
    *ret_month = month;
    *ret_of_month = of_year - (153 * months_from_march + 2) / 5 + 1;
}

int day_weekday(struct day d) {
    ENSURE(day_is(d));
    return (d.n % 7 + 7 + 3) % 7; // 1970-01-01 was a Thursday
}

struct day day_after(struct day d, int days) {
    if (!day_is(d))
        return d;
    struct day after;
    ENSURE(!__builtin_add_overflow(d.n, days, &after.n));
    return after;
}

// Only digits, at least `least` and at most `most` of them.
static bool read_digits(struct str s, size_t least, size_t most, int *ret_value) {
    uint64_t value;
    if (s.n < least || s.n > most || str_u64(s, &value) != RC_OK)
        return false;
    *ret_value = (int)value;
    return true;
}

static enum rc day_from_parts(struct str year, struct str month, struct str of_month, size_t least,
                              struct day *ret_day) {
    int y, m, d;
    if (!read_digits(year, 4, 4, &y) || !read_digits(month, least, 2, &m) ||
        !read_digits(of_month, least, 2, &d) || !ymd_is_real(y, m, d))
        return RC_INVALID;
    *ret_day = day_from_ymd(y, m, d);
    return RC_OK;
}

enum rc day_from_iso(struct str s, struct day *ret_day) {
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
        return RC_INVALID;
    return day_from_parts(str_slice(s, 0, 4), str_slice(s, 5, 7), str_slice(s, 8, 10), 2, ret_day);
}

enum rc day_from_text(struct str s, struct day *ret_day) {
    size_t at;
    const char separator = str_find(s, STR("/"), &at) ? '/' : '-';
    struct str rest = s, part[3] = {STR_NONE, STR_NONE, STR_NONE};
    for (size_t i = 0; i < COUNT_OF(part) && str_cut(&rest, separator, &part[i]);)
        i++;
    if (rest.p != NULL)
        return RC_INVALID;
    if (part[1].p == NULL)
        return s.n != 8 ? RC_INVALID
                        : day_from_parts(str_slice(s, 0, 4), str_slice(s, 4, 6), str_slice(s, 6, 8),
                                         2, ret_day);
    if (part[0].n == 4)
        return day_from_iso(s, ret_day);
    return day_from_parts(part[2], part[1], part[0], 1, ret_day);
}

enum rc clock_from_text(struct str s, struct clock *ret_clock) {
    size_t at;
    struct str hours = s, minutes = STR("00");
    if (str_find(s, STR(":"), &at) || str_find(s, STR("."), &at)) {
        hours = str_slice(s, 0, at);
        minutes = str_slice(s, at + 1, s.n);
    } else if (s.n == 4) {
        hours = str_slice(s, 0, 2);
        minutes = str_slice(s, 2, 4);
    }
    int h, m;
    if (!read_digits(hours, 1, 2, &h) || !read_digits(minutes, 2, 2, &m) || h > 23 || m > 59)
        return RC_INVALID;
    *ret_clock = (struct clock){h * 60 + m};
    return RC_OK;
}

struct str day_iso(struct arena *arena, struct day d) {
    if (!day_is(d))
        return STR_NONE;
    int year, month, of_month;
    day_ymd(d, &year, &month, &of_month);
    return str_fmt(arena, "%04d-%02d-%02d", year, month, of_month);
}

struct str clock_iso(struct arena *arena, struct clock c) {
    return clock_is(c) ? str_fmt(arena, "%02d:%02d", c.m / 60, c.m % 60) : STR_NONE;
}
