// SPDX-License-Identifier: EUPL-1.2
// Dates from sheets as a shell sees them: words for half-days, shifts, presence, rooms by seats,
// facilitators, fairness, and what is said of sheets that cannot be used. Days are worked by hand:
// 2026-09-07 is a Monday.
#include "app/plan/test_plan.h"

// One week, so that slots 0 and 1 are Monday, 8 and 9 Friday.
#define WEEK " --start 2026-09-07 --end 2026-09-13 --gap 0 --modules 1"

static double real(const json_t *object, const char *key) {
    return json_number_value(json_object_get(object, key));
}

static void assert_plan(const char *words, const char *rows) {
    assert_int_equal(run(words), 0);
    const struct str plan = str_fmt(arena, "group,module,slot,facilitator,name,day,half\n%s", rows);
    assert_string_equal(read_back("out"), str_c(arena, plan));
}

// Of ten half-days the words leave one: Thursday afternoon.
static void words_for_half_days(void **state) {
    (void)state;
    write_file("a.csv", "id;absent\n"
                        "x;mon 2026-09-08..2026-09-09 do/am\n"
                        "y;11-9-2026 2026-10-01 sat\n");
    assert_plan("dates a.csv" WEEK " --least-present 2", "0,0,7,,1,2026-09-10,pm\n");
    assert_plan("dates a.csv" WEEK " --least-present 100%", "0,0,7,,1,2026-09-10,pm\n");
    assert_rule("dates a.csv" WEEK " --least-present 2 --json --closed 2026-09-10/middag",
                "dates_present");
    write_file("bad.csv", "id,absent\nx,mon monday\n");
    assert_said("dates bad.csv" WEEK, 65, "bad.csv:2:2: monday");
    write_file("back.csv", "id,absent\nx,2026-09-09..2026-09-08\n");
    assert_said("dates back.csv" WEEK, 65, "back.csv:2:2:");
}

// Everybody is free on Monday; the early shift of group b has it start in the afternoon.
static void shifts_are_respected(void **state) {
    (void)state;
    write_file("s.csv", "id,group,shift,absent\n"
                        "x,b,early,tue wed thu fri\ny,b,,tue wed thu fri\nz,a,late,\n");
    assert_plan("dates s.csv" WEEK, "0,0,0,,a,2026-09-07,am\n1,0,1,,b,2026-09-07,pm\n");
    assert_rule("dates s.csv" WEEK " --json --closed mon/pm --least-present 1", "dates_present");
    write_file("night.csv", "id,shift\nx,night\n");
    assert_said("dates night.csv" WEEK, 65, "night.csv:2:2:");
    assert_plan("dates night.csv --shifts night:pm" WEEK, "0,0,1,,1,2026-09-07,pm\n");
    write_file("both.csv", "id,shift\nx,early\ny,late\n");
    assert_rule("dates both.csv --json" WEEK, "dates_closed");
}

// Monday misses two of organisation p, who are all of it; Tuesday two, but one of each.
static void organisations_are_present(void **state) {
    (void)state;
    write_file("o.csv", "id,organisation,absent\n"
                        "a,p,mon wed thu fri\nb,p,mon tue wed thu fri\n"
                        "c,q,tue wed thu fri\nd,q,wed thu fri\n");
    assert_plan("dates o.csv" WEEK, "0,0,0,,1,2026-09-07,am\n");
    assert_plan("dates o.csv --least-each 1" WEEK, "0,0,2,,1,2026-09-08,am\n");
    assert_rule("dates o.csv --json --least-each 2" WEEK, "dates_organisation");
}

// Two groups, of three and of one, both free on Monday only. The hall is there in the morning.
static void rooms_have_seats(void **state) {
    (void)state;
    write_file("p.csv", "id,group,absent\na,A,tue wed thu fri\nb,A,tue wed thu fri\n"
                        "c,A,tue wed thu fri\nd,B,tue wed thu fri\n");
    write_file("r.csv", "id,seats,absent\nhall,3,mon/pm\nattic,2,mon/am\n");
    assert_plan("dates p.csv --rooms r.csv" WEEK,
                "0,0,0,,A,2026-09-07,am\n1,0,1,,B,2026-09-07,pm\n");
    assert_rule("dates p.csv --json --rooms 0" WEEK, "dates_room");
    write_file("small.csv", "id,seats\nattic,2\n");
    assert_rule("dates p.csv --json --rooms small.csv" WEEK, "dates_room");
    write_file("none.csv", "id,seats\nattic,0\n");
    assert_said("dates p.csv --rooms none.csv" WEEK, 65, "none.csv:2:2:");
    write_file("head.csv", "id\nattic\n");
    assert_said("dates p.csv --rooms head.csv" WEEK, 65, "head.csv:1:1:");
}

// Module 2 needs both, and they are free together on Friday only; ann gives the first on Monday.
static void facilitators_are_named(void **state) {
    (void)state;
    write_file("q.csv", "id\nx\n");
    write_file("f.csv", "id,modules,absent\nann,,tue wed thu\nbob,2,mon tue wed thu\n");
    assert_plan("dates q.csv --start 2026-09-07 --end 2026-09-11 --gap 0 --modules 2 --needed 2:2 "
                "--facilitators f.csv",
                "0,0,0,0,1,2026-09-07,am\n0,1,8,0 1,1,2026-09-11,am\n");
    assert_rule("dates q.csv --json --modules 2 --needed 1:2 --facilitators f.csv --gap 0 --start "
                "2026-09-07 --end 2026-09-11",
                "dates_can");
    write_file("wrong.csv", "id,modules\nann,3\n");
    assert_said("dates q.csv --facilitators wrong.csv" WEEK, 65, "wrong.csv:2:2:");
    write_file("any.csv", "id\nann\n");
    assert_said("dates q.csv --facilitators any.csv --needed 1:9" WEEK, 2, "--needed");
}

// Monday am ann alone, Monday pm bob alone, Tuesday both. Two modules at once after each other cost
// a handover on Monday; waiting until Tuesday costs one absence.
static void handovers_cost(void **state) {
    (void)state;
    write_file("h.csv", "id,absent\nx,tue wed thu fri\n");
    write_file("g.csv", "id,absent\nann,mon/pm wed thu fri\nbob,mon/am wed thu fri\n");
#define TWICE                                                                                      \
    "dates h.csv --json --facilitators g.csv --start 2026-09-07 --end 2026-09-11 --gap 0 "         \
    "--modules 2 --fair 0 --handover "
    static const char *const WORDS[] = {TWICE "0", TWICE "2", TWICE "never"};
    static const double COST[] = {0, 1, 1}, HANDOVERS[] = {1, 0, 0};
    for (size_t k = 0; k < COUNT_OF(WORDS); k++) {
        assert_int_equal(run(WORDS[k]), 0);
        json_t *const a = answer();
        assert_true(real(a, "objective") == COST[k]);
        assert_true(real(a, "handovers") == HANDOVERS[k]);
        json_decref(a);
    }
}

// Three people, two modules. Monday and Tuesday miss x alone; Wednesday misses y and z. Twice x is
// 2 people and a second miss; x once and the others once is 3 people.
static void nobody_misses_twice_if_avoidable(void **state) {
    (void)state;
    write_file("fair.csv", "id,absent\nx,mon tue thu fri\ny,wed thu fri\nz,wed thu fri\n");
#define FAIR "dates fair.csv --json --start 2026-09-07 --end 2026-09-11 --gap 0 --modules 2 --fair "
    static const char *const WORDS[] = {FAIR "0", FAIR "3"};
    static const double ABSENT[] = {2, 3}, AGAIN[] = {1, 0};
    for (size_t k = 0; k < COUNT_OF(WORDS); k++) {
        assert_int_equal(run(WORDS[k]), 0);
        json_t *const a = answer();
        assert_true(real(a, "absent") == ABSENT[k]);
        assert_true(real(a, "missed_again") == AGAIN[k]);
        assert_true(real(a, "bound") == real(a, "objective"));
        json_decref(a);
    }
}

// Three weeks apart at least. Where five are wanted, four weeks and a half-day are less than a full
// week off; Monday morning, four weeks to the hour later, is one off.
static void weeks_between(void **state) {
    (void)state;
    write_file("one.csv", "id\nx\n");
#define YEAR "dates one.csv --start 2026-09-07 --end 2027-06-25 --modules 2"
    assert_plan(YEAR, "0,0,0,,1,2026-09-07,am\n0,1,30,,1,2026-09-28,am\n");
    write_file("free.csv", "id,absent\nx,2026-09-07/pm 2026-09-08..2026-10-02\n");
    assert_plan("dates free.csv --start 2026-09-07 --end 2026-10-30 --modules 2 --rhythm 5:1",
                "0,0,0,,1,2026-09-07,am\n0,1,41,,1,2026-10-05,pm\n");
    write_file("two.plan", "group,module,slot,facilitator\n0,0,2,\n0,1,40,\n");
    assert_int_equal(run(YEAR " --from two.plan --past 2026-09-09 --closed 2026-10-05 --json --out "
                              "new.plan"),
                     0);
    json_t *const a = answer();
    assert_true(real(a, "moved") == 1);
    json_decref(a);
    assert_string_equal(read_back("new.plan"), "group,module,slot,facilitator,name,day,half\n"
                                               "0,0,2,,1,2026-09-08,am\n0,1,32,,1,2026-09-29,am\n");
    assert_said(YEAR " --gap 5-3", 2, "--gap");
    assert_said(YEAR " --rhythm x", 2, "--rhythm");
    assert_rule(YEAR " --json --gap 300-400", "dates_order");
}

// The example of the manual: what it says there must be so. That no plan is cheaper is proven by
// branch and bound; here it is held against the manual.
static void the_example_of_the_manual(void **state) {
    (void)state;
    const struct str words = str_fmt(
        arena,
        "dates %s/docs/plan-dates/people.csv --facilitators %s/docs/plan-dates/facilitators.csv "
        "--rooms %s/docs/plan-dates/rooms.csv --start 2026-09-07 --end 2027-03-31 --gap 3-5 "
        "--needed 1:2,6:2 --least-present 21 --least-each 1 --json --out manual.plan "
        "--closed",
        home, home, home);
    char *argv[40] = {str_c(arena, STR("plan"))};
    int argc = 1;
    struct str rest = words, word;
    while (str_cut(&rest, ' ', &word))
        argv[argc++] = str_c(arena, word);
    argv[argc++] = str_c(arena, STR("2026-10-19..2026-10-23 2026-12-21..2027-01-01"));
    assert_int_equal(run_words(argc, argv), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 25 && real(a, "bound") == 25);
    assert_true(real(a, "absent") == 13 && real(a, "missed_again") == 6);
    int32_t n_binding = 0;
    const json_t *const reasons = json_object_get(a, "reasons");
    for (size_t k = 0; k < json_array_size(reasons); k++) {
        const json_t *const reason = json_array_get(reasons, k);
        const char *const who = json_string_value(json_object_get(reason, "person"));
        if (!strstr(json_string_value(json_object_get(reason, "detail")), "would cost 10 less"))
            continue;
        assert_true(strcmp(who, "U05") == 0 || strcmp(who, "U12") == 0);
        n_binding++;
    }
    assert_int_equal(n_binding, 2);
    json_decref(a);
}

static void sheets_that_cannot_be_used(void **state) {
    (void)state;
    write_file("same.csv", "id\na\na\n");
    assert_said("dates same.csv" WEEK, 65, "same.csv:3:1:");
    write_file("empty.csv", "id,group\na,\nb,B\n");
    assert_said("dates empty.csv" WEEK, 65, "empty.csv:2:2:");
    write_file("head.csv", "name\na\n");
    assert_said("dates head.csv" WEEK, 65, "head.csv:1:1:");
    write_file("one.csv", "id\na\n");
    assert_said("dates one.csv --end 2026-09-10", 2, "--start");
    assert_said("dates one.csv --start 2026-09-10 --end 2026-09-09", 2, "--end");
    assert_said("dates one.csv --start 2026-09-10 --end 2126-09-09", 2, "--end");
    assert_said("dates one.csv --start 2026-09-12 --end 2026-09-13", 2, "working day");
    assert_said("dates one.csv --closed never" WEEK, 2, "--closed");
    assert_said("dates one.csv --least-present 120%" WEEK, 2, "--least-present");
    assert_said("dates one.csv --rooms gone.csv" WEEK, 65, "gone.csv");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_for_half_days),
        cmocka_unit_test(shifts_are_respected),
        cmocka_unit_test(organisations_are_present),
        cmocka_unit_test(rooms_have_seats),
        cmocka_unit_test(facilitators_are_named),
        cmocka_unit_test(handovers_cost),
        cmocka_unit_test(nobody_misses_twice_if_avoidable),
        cmocka_unit_test(weeks_between),
        cmocka_unit_test(the_example_of_the_manual),
        cmocka_unit_test(sheets_that_cannot_be_used),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
