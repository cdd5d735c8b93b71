// SPDX-License-Identifier: EUPL-1.2
// The public holidays of the Netherlands, by rule: no list that has to be kept up.
#ifndef VLIEGWIEL_HOLIDAY_H
#define VLIEGWIEL_HOLIDAY_H
#include "base/day.h"

enum holiday {
    HOLIDAY_NONE,
    HOLIDAY_NEW_YEAR,
    HOLIDAY_GOOD_FRIDAY,
    HOLIDAY_EASTER,
    HOLIDAY_EASTER_MONDAY,
    HOLIDAY_KINGS_DAY, // 27 April, or the day before when that is a Sunday
    HOLIDAY_LIBERATION_DAY,
    HOLIDAY_ASCENSION,
    HOLIDAY_WHIT_SUNDAY,
    HOLIDAY_WHIT_MONDAY,
    HOLIDAY_CHRISTMAS,
    HOLIDAY_SECOND_CHRISTMAS,
    HOLIDAY_N
};

// In: a real day. Out: which holiday it is. Where two fall together the one with a fixed date.
// Good Friday and Liberation Day count here every year: most offices of municipalities are closed.
// Cost: O(1).
enum holiday holiday_on(struct day day);

// In: a year from 1583. Out: Easter Sunday of the Gregorian calendar.
// Source: "A New York correspondent", Nature 13 (1876) 487, doi:10.1038/013487b0.
struct day holiday_easter(int year);
#endif
