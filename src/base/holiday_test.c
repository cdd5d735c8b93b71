// SPDX-License-Identifier: EUPL-1.2
// Holidays against almanacs: Easter of years that are known, and all of one year as the government
// publishes them.
#include "base/testing.h"

#include "base/holiday.h"

static struct day on(const char *iso) {
    struct day day = DAY_NONE;
    assert_int_equal(day_from_iso(str_from_c(iso), &day), RC_OK);
    return day;
}

// 22 March and 25 April are the earliest and the latest there can be.
static void easter_as_in_almanacs(void **state) {
    (void)state;
    static const char *const KNOWN[] = {
        "1598-03-22", "1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19",
        "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
        "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25",
        "2049-04-18", "2076-04-19", "2285-03-22",
    };
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++) {
        const struct day known = on(KNOWN[i]);
        int year, month, of_month;
        day_ymd(known, &year, &month, &of_month);
        if (holiday_easter(year).n != known.n)
            fail_msg("Easter is on %s", KNOWN[i]);
    }
}

static void a_year_has_its_eleven(void **state) {
    (void)state;
    static const struct {
        const char *iso;
        enum holiday holiday;
    } KNOWN[] = {
        {"2026-01-01", HOLIDAY_NEW_YEAR},         {"2026-04-03", HOLIDAY_GOOD_FRIDAY},
        {"2026-04-05", HOLIDAY_EASTER},           {"2026-04-06", HOLIDAY_EASTER_MONDAY},
        {"2026-04-27", HOLIDAY_KINGS_DAY},        {"2026-05-05", HOLIDAY_LIBERATION_DAY},
        {"2026-05-14", HOLIDAY_ASCENSION},        {"2026-05-24", HOLIDAY_WHIT_SUNDAY},
        {"2026-05-25", HOLIDAY_WHIT_MONDAY},      {"2026-12-25", HOLIDAY_CHRISTMAS},
        {"2026-12-26", HOLIDAY_SECOND_CHRISTMAS},
    };
    size_t n = 0;
    for (struct day day = on("2026-01-01"); day.n <= on("2026-12-31").n; day = day_after(day, 1)) {
        const enum holiday holiday = holiday_on(day);
        if (holiday == HOLIDAY_NONE)
            continue;
        assert_true(n < COUNT_OF(KNOWN));
        assert_int_equal(day.n, on(KNOWN[n].iso).n);
        assert_int_equal(holiday, KNOWN[n].holiday);
        n++;
    }
    assert_int_equal(n, COUNT_OF(KNOWN));
}

static void the_king_has_no_sunday(void **state) {
    (void)state;
    assert_int_equal(holiday_on(on("2025-04-26")), HOLIDAY_KINGS_DAY); // 27 April was a Sunday
    assert_int_equal(holiday_on(on("2025-04-27")), HOLIDAY_NONE);
    assert_int_equal(holiday_on(on("2027-04-27")), HOLIDAY_KINGS_DAY);
    assert_int_equal(holiday_on(on("2027-04-26")), HOLIDAY_NONE);
}

// In 2008 Ascension Day was on 1 May, in 2016 on Liberation Day: the date wins.
static void two_on_one_day(void **state) {
    (void)state;
    assert_int_equal(holiday_on(on("2008-05-01")), HOLIDAY_ASCENSION);
    assert_int_equal(holiday_on(on("2016-05-05")), HOLIDAY_LIBERATION_DAY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_as_in_almanacs),
        cmocka_unit_test(a_year_has_its_eleven),
        cmocka_unit_test(the_king_has_no_sunday),
        cmocka_unit_test(two_on_one_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
