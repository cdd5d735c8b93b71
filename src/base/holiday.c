// SPDX-License-Identifier: EUPL-1.2
// Holidays by rule: some at a date, some so many days from Easter.
#include "base/holiday.h"

struct day holiday_easter(int year) {
    const int moon = year % 19, century = year / 100, of_century = year % 100;
    const int correction = (century - (century + 8) / 25 + 1) / 3;
    const int full = (19 * moon + century - century / 4 - correction + 15) % 30;
    const int weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - full - of_century % 4) % 7;
    const int late = (moon + 11 * full + 22 * weekday) / 451;
    const int n = full + weekday - 7 * late + 114;
    return day_from_ymd(year, n / 31, n % 31 + 1);
}

static struct day kings_day(int year) {
    const struct day birthday = day_from_ymd(year, 4, 27);
    return day_weekday(birthday) == 6 ? day_after(birthday, -1) : birthday;
}

static enum holiday at_date(int year, struct day day) {
    const struct {
        struct day day;
        enum holiday holiday;
    } fixed[] = {
        {day_from_ymd(year, 1, 1), HOLIDAY_NEW_YEAR},
        {kings_day(year), HOLIDAY_KINGS_DAY},
        {day_from_ymd(year, 5, 5), HOLIDAY_LIBERATION_DAY},
        {day_from_ymd(year, 12, 25), HOLIDAY_CHRISTMAS},
        {day_from_ymd(year, 12, 26), HOLIDAY_SECOND_CHRISTMAS},
    };
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (fixed[i].day.n == day.n)
            return fixed[i].holiday;
    return HOLIDAY_NONE;
}

static enum holiday after_easter(int n_days) {
    static const struct {
        int n_days;
        enum holiday holiday;
    } moving[] = {
        {-2, HOLIDAY_GOOD_FRIDAY}, {0, HOLIDAY_EASTER},       {1, HOLIDAY_EASTER_MONDAY},
        {39, HOLIDAY_ASCENSION},   {49, HOLIDAY_WHIT_SUNDAY}, {50, HOLIDAY_WHIT_MONDAY},
    };
    for (size_t i = 0; i < COUNT_OF(moving); i++)
        if (moving[i].n_days == n_days)
            return moving[i].holiday;
    return HOLIDAY_NONE;
}

enum holiday holiday_on(struct day day) {
    int year, month, of_month;
    day_ymd(day, &year, &month, &of_month);
    const enum holiday fixed = at_date(year, day);
    return fixed != HOLIDAY_NONE ? fixed : after_easter(day.n - holiday_easter(year).n);
}
