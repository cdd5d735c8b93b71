// SPDX-License-Identifier: EUPL-1.2
// Days and clock times against the C library's calendar, and what people write.
#include "base/testing.h"

#include "base/day.h"

// Every day of the years 1 to 9999 against gmtime_r.
static void the_calendar_is_the_librarys(void **state) {
    (void)state;
    const int32_t first = -719162, last = 2932896; // date -d 0001-01-01 and 9999-12-31
    for (int32_t n = first; n <= last; n++) {
        const time_t s = (time_t)n * 86400;
        struct tm wanted;
        assert_non_null(gmtime_r(&s, &wanted));
        int year, month, of_month;
        day_ymd((struct day){n}, &year, &month, &of_month);
        const bool same = year == wanted.tm_year + 1900 && month == wanted.tm_mon + 1 &&
                          of_month == wanted.tm_mday &&
                          day_weekday((struct day){n}) == (wanted.tm_wday + 6) % 7 &&
                          day_from_ymd(year, month, of_month).n == n;
        if (!same)
            fail_msg("day %d", n);
    }
}

static void real_days(void **state) {
    (void)state;
    assert_true(ymd_is_real(2024, 2, 29) && ymd_is_real(2000, 2, 29));
    assert_false(ymd_is_real(2023, 2, 29) || ymd_is_real(1900, 2, 29));
    assert_false(ymd_is_real(2026, 4, 31) || ymd_is_real(2026, 0, 1) || ymd_is_real(2026, 13, 1));
    assert_false(ymd_is_real(2026, 1, 0) || ymd_is_real(0, 1, 1) || ymd_is_real(10000, 1, 1));
    assert_stops(day_from_ymd(2023, 2, 29));
    assert_int_equal(day_after(day_from_ymd(2024, 2, 28), 2).n, day_from_ymd(2024, 3, 1).n);
    assert_false(day_is(day_after(DAY_NONE, 1)));
    assert_stops(day_after((struct day){INT32_MAX}, 1));
}

static void iso_days(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    struct day d = DAY_NONE;
    assert_int_equal(day_from_iso(STR("2026-11-24"), &d), RC_OK);
    assert_int_equal(d.n, 20781); // date -d 2026-11-24 +%s, divided by 86400
    assert_int_equal(day_weekday(d), 1);
    assert_str(day_iso(arena, d), "2026-11-24");
    assert_str(day_iso(arena, day_from_ymd(1, 2, 3)), "0001-02-03");
    assert_null(day_iso(arena, DAY_NONE).p);
    const char *const wrong[] = {"2026-11-2",   "2026-13-01", "24-11-2026",
                                 "2026/11/24",  "20261124",   "2026-1a-01",
                                 "2026-11-24 ", "-026-11-24", ""};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(day_from_iso(str_from_c(wrong[i]), &d), RC_INVALID);
    assert_int_equal(d.n, 20781);
    arena_free(arena);
}

static void days_as_people_write_them(void **state) {
    (void)state;
    const char *const right[] = {"2026-03-07", "07-03-2026", "7-3-2026",
                                 "07/03/2026", "7/3/2026",   "20260307"};
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        struct day d = DAY_NONE;
        assert_int_equal(day_from_text(str_from_c(right[i]), &d), RC_OK);
        assert_int_equal(d.n, day_from_ymd(2026, 3, 7).n);
    }
    const char *const wrong[] = {
        "",           "2026",       "7-3-26",    "31-04-2026", "2026-3-7", "7-3-2026-1",
        "07-03/2026", "2026/03/07", "--",        "20261301",   "7-3",      "7--2026",
        "007-3-2026", "7 3 2026",   "-7-3-2026", "7-3-2026-",  "a0260307"};
    struct day d = {5};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(day_from_text(str_from_c(wrong[i]), &d), RC_INVALID);
    assert_int_equal(day_from_text(STR_NONE, &d), RC_INVALID);
    assert_int_equal(d.n, 5);
}

static void clock_times(void **state) {
    (void)state;
    const struct {
        const char *text;
        int32_t minutes;
    } right[] = {{"9:30", 570}, {"09.30", 570}, {"9", 540},      {"0930", 570},
                 {"00:00", 0},  {"0", 0},       {"23:59", 1439}, {"17", 1020}};
    struct clock c = CLOCK_NONE;
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        assert_int_equal(clock_from_text(str_from_c(right[i].text), &c), RC_OK);
        assert_int_equal(c.m, right[i].minutes);
    }
    const char *const wrong[] = {"",   "24:00", "9:60", "9:5", "930",  "9:30:00", ":30",
                                 "9:", "-9:30", "9u30", "25",  "2400", "9.30 "};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(clock_from_text(str_from_c(wrong[i]), &c), RC_INVALID);
    assert_int_equal(c.m, 1020);
    struct arena *const arena = arena_new(1 << 16);
    assert_str(clock_iso(arena, (struct clock){570}), "09:30");
    assert_null(clock_iso(arena, CLOCK_NONE).p);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_calendar_is_the_librarys),
        cmocka_unit_test(real_days),
        cmocka_unit_test(iso_days),
        cmocka_unit_test(days_as_people_write_them),
        cmocka_unit_test(clock_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
