// SPDX-License-Identifier: EUPL-1.2
// Tests of format.c. Expected texts are written by hand; weekdays and instants come from date(1).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "web/format.h"

static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new(1 << 20);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static void says(struct str got, const char *expected) {
    assert_string_equal(str_c(arena, got), expected);
}

static void test_int(void **state) {
    (void)state;
    says(format_int(arena, LANG_NL, 0), "0");
    says(format_int(arena, LANG_NL, 2026), "2026");
    says(format_int(arena, LANG_NL, 12345), "12.345");
    says(format_int(arena, LANG_EN, 12345), "12,345");
    says(format_int(arena, LANG_EN, 1000000), "1,000,000");
    says(format_int(arena, LANG_NL, -5), "\u22125");
    says(format_int(arena, LANG_NL, INT64_MIN), "\u22129.223.372.036.854.775.808");
}

static void test_real(void **state) {
    (void)state;
    says(format_real(arena, LANG_NL, 0.25, 2), "0,25");
    says(format_real(arena, LANG_EN, 0.25, 2), "0.25");
    says(format_real(arena, LANG_NL, 12345.5, 1), "12.345,5");
    says(format_real(arena, LANG_EN, 12345.5, 1), "12,345.5");
    says(format_real(arena, LANG_NL, 6.6, 0), "7");
    says(format_real(arena, LANG_NL, -1.5, 1), "\u22121,5");
    says(format_real(arena, LANG_NL, -0.04, 1), "0,0"); // rounds to zero, which has no sign
    says(format_real(arena, LANG_EN, -0.06, 1), "\u22120.1");
}

static void test_day(void **state) {
    (void)state;
    const struct day day = day_from_ymd(2026, 1, 1); // a Thursday
    says(format_day(arena, LANG_NL, day), "1 januari 2026");
    says(format_day(arena, LANG_EN, day), "1 January 2026");
    says(format_day_long(arena, LANG_NL, day), "donderdag 1 januari 2026");
    says(format_day_long(arena, LANG_EN, day), "Thursday 1 January 2026");
    says(format_day_long(arena, LANG_NL, day_from_ymd(2024, 2, 29)), "donderdag 29 februari 2024");
    says(format_day_long(arena, LANG_EN, day_from_ymd(2026, 5, 31)), "Sunday 31 May 2026");
    says(format_day_short(arena, LANG_NL, day_from_ymd(2026, 3, 9)), "9 mrt");
    says(format_day_short(arena, LANG_EN, day_from_ymd(2026, 10, 9)), "9 Oct");
    says(format_day(arena, LANG_NL, day_from_ymd(2026, 12, 10)), "10 december 2026");
}

static void test_clock(void **state) {
    (void)state;
    says(format_clock(arena, LANG_NL, (struct clock){570}), "9.30");
    says(format_clock(arena, LANG_EN, (struct clock){570}), "9:30");
    says(format_clock(arena, LANG_NL, (struct clock){5}), "0.05");
    says(format_clock(arena, LANG_NL, (struct clock){1439}), "23.59");
}

// TZ=Europe/Amsterdam date -d @1796891400 and @1782858600: winter is UTC + 1, summer UTC + 2.
static void test_instant(void **state) {
    (void)state;
    says(format_instant(arena, LANG_NL, (struct instant){1796891400}), "10 december 2026, 9.30");
    says(format_instant(arena, LANG_EN, (struct instant){1796891400}), "10 December 2026, 9:30");
    says(format_instant(arena, LANG_NL, (struct instant){1782858600}), "1 juli 2026, 0.30");
}

static void test_holiday(void **state) {
    (void)state;
    says(format_holiday(LANG_NL, day_from_ymd(2026, 4, 27)), "Koningsdag");
    says(format_holiday(LANG_EN, day_from_ymd(2026, 5, 14)), "Ascension Day");
    says(format_holiday(LANG_NL, day_from_ymd(2026, 12, 26)), "tweede kerstdag");
    says(format_holiday(LANG_EN, day_from_ymd(2026, 12, 26)), "Boxing Day");
    says(format_holiday(LANG_NL, day_from_ymd(2026, 4, 28)), "");
    says(format_holiday(LANG_NL, DAY_NONE), "");
}

static void test_absent(void **state) {
    (void)state;
    says(format_day(arena, LANG_NL, DAY_NONE), "");
    says(format_day_long(arena, LANG_NL, DAY_NONE), "");
    says(format_day_short(arena, LANG_NL, DAY_NONE), "");
    says(format_clock(arena, LANG_NL, CLOCK_NONE), "");
    says(format_instant(arena, LANG_NL, INSTANT_NONE), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_int),     cmocka_unit_test(test_real),
        cmocka_unit_test(test_day),     cmocka_unit_test(test_clock),
        cmocka_unit_test(test_instant), cmocka_unit_test(test_absent),
        cmocka_unit_test(test_holiday),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
