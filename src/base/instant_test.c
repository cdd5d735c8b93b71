// SPDX-License-Identifier: EUPL-1.2
// The zone of the house against the C library, which is told the same rule in POSIX notation.
#include "base/testing.h"

#include "base/day.h"

static struct instant at(const char *day, const char *clock) {
    struct day d = DAY_NONE;
    struct clock c = CLOCK_NONE;
    assert_int_equal(day_from_iso(str_from_c(day), &d), RC_OK);
    assert_int_equal(clock_from_text(str_from_c(clock), &c), RC_OK);
    return instant_from_local(d, c);
}

// Every 47 minutes of 1996 to 2060, there and back.
static void the_zone_is_the_librarys(void **state) {
    (void)state;
    assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0/2,M10.5.0/3", 1), 0);
    tzset();
    for (time_t s = 820454400; s < 2871763200; s += 47 * 60) { // date -u -d 1996-01-01, 2061-01-01
        struct tm wanted;
        assert_non_null(localtime_r(&s, &wanted));
        const struct day day = instant_day((struct instant){s});
        const struct clock clock = instant_clock((struct instant){s});
        int year, month, of_month;
        day_ymd(day, &year, &month, &of_month);
        const bool same = of_month == wanted.tm_mday && month == wanted.tm_mon + 1 &&
                          year == wanted.tm_year + 1900 &&
                          clock.m == wanted.tm_hour * 60 + wanted.tm_min;
        const int64_t back = instant_from_local(day, clock).s;
        const bool twice = !wanted.tm_isdst && back == s - 3600; // the first of the two
        if (!same || (back != s && !twice))
            fail_msg("second %lld", (long long)s);
    }
}

// 29 March and 25 October are the last Sundays of those months in 2026 (cal 2026).
static void both_changes_of_2026(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    const struct {
        const char *day, *clock, *utc;
    } cases[] = {
        {"2026-03-29", "01:59", "2026-03-29T00:59:00Z"},
        {"2026-03-29", "02:00", "2026-03-29T01:00:00Z"}, // does not exist: reads as 03:00
        {"2026-03-29", "02:30", "2026-03-29T01:30:00Z"}, // 03:30
        {"2026-03-29", "03:00", "2026-03-29T01:00:00Z"},
        {"2026-10-25", "01:59", "2026-10-24T23:59:00Z"},
        {"2026-10-25", "02:30", "2026-10-25T00:30:00Z"}, // comes twice: the first
        {"2026-10-25", "03:00", "2026-10-25T02:00:00Z"},
        {"2026-07-01", "00:00", "2026-06-30T22:00:00Z"},
        {"2026-01-01", "00:30", "2025-12-31T23:30:00Z"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_str(instant_iso(arena, at(cases[i].day, cases[i].clock)), cases[i].utc);
    const struct instant second = {1792891800}; // date -d 2026-10-25T01:30:00Z +%s
    assert_int_equal(instant_clock(second).m, 150);
    assert_str(instant_iso(arena, (struct instant){-1}), "1969-12-31T23:59:59Z");
    arena_free(arena);
}

static void none_stays_none(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    assert_false(day_is(instant_day(INSTANT_NONE)));
    assert_false(clock_is(instant_clock(INSTANT_NONE)));
    assert_false(instant_is(instant_from_local(DAY_NONE, (struct clock){0})));
    assert_false(instant_is(instant_from_local((struct day){0}, CLOCK_NONE)));
    assert_null(instant_iso(arena, INSTANT_NONE).p);
    arena_free(arena);
}

static void clocks_run(void **state) {
    (void)state;
    const time_t before = time(NULL);
    assert_in_range(instant_now().s, before, before + 5);
    const int64_t start = clock_mono_ms();
    const double cpu = cpu_seconds();
    usleep(30000);
    assert_in_range(clock_mono_ms() - start, 29, 10000);
    assert_true(cpu > 0 && cpu_seconds() - cpu < 0.03); // sleeping costs none
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_zone_is_the_librarys),
        cmocka_unit_test(both_changes_of_2026),
        cmocka_unit_test(none_stays_none),
        cmocka_unit_test(clocks_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
