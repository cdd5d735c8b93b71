// SPDX-License-Identifier: EUPL-1.2
// Instants, and what the clock on the wall says at one in Europe/Amsterdam: UTC+1, and UTC+2 from
// the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC (directive
// 2000/84/EC), applied to every year. "No instant" in gives "no day" and "no clock" out.
#include <sys/resource.h>

#include "base/day.h"

#define DAY_S 86400
#define HOUR_S 3600

bool instant_is(struct instant i) {
    return i.s != INSTANT_NONE.s;
}

static int64_t read_clock(clockid_t id, int64_t units_per_second) {
    struct timespec now;
    ENSURE(clock_gettime(id, &now) == 0);
    return now.tv_sec * units_per_second + now.tv_nsec / (1000000000 / units_per_second);
}

struct instant instant_now(void) {
    return (struct instant){read_clock(CLOCK_REALTIME, 1)};
}

int64_t clock_mono_ms(void) {
    return read_clock(CLOCK_MONOTONIC, 1000);
}

static double seconds_of(struct timeval t) {
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

double cpu_seconds(void) {
    struct rusage children;
    ENSURE(getrusage(RUSAGE_CHILDREN, &children) == 0);
    return (double)read_clock(CLOCK_PROCESS_CPUTIME_ID, 1000000) / 1e6 +
           seconds_of(children.ru_utime) + seconds_of(children.ru_stime);
}

static struct day day_of_seconds(int64_t s) {
    const int64_t n = s / DAY_S - (s % DAY_S < 0);
    ENSURE(n > INT32_MIN && n <= INT32_MAX);
    return (struct day){(int32_t)n};
}

static int32_t second_of_day(int64_t s) {
    return (int32_t)((s % DAY_S + DAY_S) % DAY_S);
}

// 01:00 UTC on the last Sunday of a month that has 31 days.
static int64_t change_s(int year, int month) {
    const struct day last = day_from_ymd(year, month, 31);
    const struct day sunday = day_after(last, -((day_weekday(last) + 1) % 7));
    return (int64_t)sunday.n * DAY_S + HOUR_S;
}

static int64_t offset_s(int64_t utc) {
    int year, month, of_month;
    day_ymd(day_of_seconds(utc), &year, &month, &of_month);
    const bool summer = utc >= change_s(year, 3) && utc < change_s(year, 10);
    return summer ? 2 * HOUR_S : HOUR_S;
}

struct day instant_day(struct instant i) {
    return instant_is(i) ? day_of_seconds(i.s + offset_s(i.s)) : DAY_NONE;
}

struct clock instant_clock(struct instant i) {
    if (!instant_is(i))
        return CLOCK_NONE;
    return (struct clock){second_of_day(i.s + offset_s(i.s)) / 60};
}

// Read as summer time where that is right, which is the first of the two in the hour that comes
// twice. Otherwise as winter time, which moves the hour that is skipped forward.
struct instant instant_from_local(struct day d, struct clock c) {
    if (!day_is(d) || !clock_is(c))
        return INSTANT_NONE;
    const int64_t local = (int64_t)d.n * DAY_S + (int64_t)c.m * 60;
    const int64_t summer = local - 2 * HOUR_S;
    return (struct instant){offset_s(summer) == 2 * HOUR_S ? summer : local - HOUR_S};
}

struct str instant_iso(struct arena *arena, struct instant i) {
    if (!instant_is(i))
        return STR_NONE;
    const struct str day = day_iso(arena, day_of_seconds(i.s));
    const int32_t s = second_of_day(i.s);
    return str_fmt(arena, STR_FMT "T%02d:%02d:%02dZ", STR_ARG(day), s / HOUR_S, s / 60 % 60,
                   s % 60);
}
