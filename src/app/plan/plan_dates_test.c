// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan dates` as a shell sees it: the format dates, the plan, the answer as JSON, exit
// codes, published optima, and what is said of input that cannot be used.
#include "app/plan/test_plan.h"

// Two groups, one module, two slots, two facilitators: both groups want slot 0, where there is one
// room. The other slot costs 3 and 5 more: 4 + 2.
static const char TWO[] = "DATES 1\n2 1 2 2 1\n9 9\n1 4\n2 7\n1\n1\n1 1\n1 1\n1 1\n";

static double real(const json_t *object, const char *key) {
    return json_number_value(json_object_get(object, key));
}

static void by_hand(void **state) {
    (void)state;
    write_file("two.txt", TWO);
    assert_int_equal(run("dates two.txt --format dates --json --out two.plan"), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 6 && real(a, "bound") == 6 && real(a, "gap") == 0);
    assert_true(json_is_true(json_object_get(a, "checked")));
    json_t *const reason = json_array_get(json_object_get(a, "reasons"), 0);
    assert_string_equal(json_string_value(json_object_get(reason, "slot")), "half-day 0");
    assert_string_equal(json_string_value(json_object_get(reason, "rule")), "full");
    json_decref(a);
    assert_string_equal(read_back("two.plan"), "group,module,slot,facilitator\n0,0,1,0\n1,0,0,0\n");
    assert_int_equal(run("check dates two.txt two.plan --format dates --json"), 0);
    json_t *const again = answer();
    assert_true(real(again, "objective") == 6 && real(again, "bound") <= 6);
    json_decref(again);
}

static void broken_plans_end_with_three(void **state) {
    (void)state;
    static const char HEAD[] = "group,module,slot,facilitator\n";
    static const struct {
        const char *rows, *rule;
    } BROKEN[] = {
        {"0,0,0,0\n1,0,0,1\n", "dates_room"},     {"0,0,1,0\n1,0,2,0\n", "dates_no_slot"},
        {"0,0,1,0\n1,0,0,\n", "dates_needed"},    {"0,0,1,0\n1,0,0,2\n", "dates_can"},
        {"0,0,1,0 1\n1,0,0,0\n", "dates_needed"}, {"0,0,1,0\n", "dates_no_slot"},
    };
    write_file("two.txt", TWO);
    for (size_t k = 0; k < COUNT_OF(BROKEN); k++) {
        write_file("bad.plan", str_c(arena, str_fmt(arena, "%s%s", HEAD, BROKEN[k].rows)));
        assert_rule("check dates two.txt bad.plan --format dates --json", BROKEN[k].rule);
    }
}

// One room a day for two groups of two modules in three slots: four sessions, three rooms.
static void contradictions_end_with_three(void **state) {
    (void)state;
    write_file("full.txt", "DATES 1\n2 2 3 1 1\n9 9\n1 1 1\n1 1 1\n1 1\n1 1 1\n1 1 1\n");
    assert_rule("dates full.txt --format dates --json --out no.plan", "dates_room");
    assert_int_equal(access("no.plan", F_OK), -1);
    write_file("order.txt", "DATES 1\n1 2 3 1 3\n9\n1 1 1\n1 1\n1 1 1\n1 1 1\n");
    assert_rule("dates order.txt --format dates --json", "dates_order");
    write_file("can.txt", "DATES 1\n1 2 3 1 1\n9\n1 1 1\n1 0\n1 1 1\n1 1 1\n");
    assert_rule("dates can.txt --format dates --json", "dates_can");
    write_file("busy.txt", "DATES 1\n1 1 3 1 1\n9\n1 1 1\n1\n1 0 0\n0 1 1\n");
    assert_rule("dates busy.txt --format dates --json", "dates_busy");
    // Two groups, two slots, each with a room; but the only facilitator is free in one of them.
    write_file("crowd.txt", "DATES 1\n2 1 2 1 1\n9 9\n1 1\n1 1\n1\n1 0\n1 1\n");
    assert_rule("dates crowd.txt --format dates --json", "dates_crowded");
}

// Of the plan by hand the groups change places: a move costs 1, and then 4.
static void drafts_are_changed_when_it_pays(void **state) {
    (void)state;
    write_file("two.txt", TWO);
    write_file("draft.plan", "group,module,slot,facilitator\n0,0,0,1\n1,0,1,1\n");
    static const char *const WORDS[] = {
        "dates two.txt --format dates --from draft.plan --move-cost 0 --json --out new.plan",
        "dates two.txt --format dates --from draft.plan --move-cost 4 --json --out new.plan",
        "dates two.txt --format dates --from draft.plan --past 1 --json --out new.plan"};
    static const double COST[] = {6, 8, 8}, MOVED[] = {2, 0, 0};
    for (size_t k = 0; k < COUNT_OF(WORDS); k++) {
        assert_int_equal(run(WORDS[k]), 0);
        json_t *const a = answer();
        assert_true(real(a, "objective") == COST[k] && real(a, "moved") == MOVED[k]);
        json_decref(a);
    }
    assert_string_equal(read_back("new.plan"), "group,module,slot,facilitator\n0,0,0,1\n1,0,1,1\n");
}

static void published_optima(void **state) {
    (void)state;
    static const struct {
        const char *name;
        double cost;
    } KNOWN[] = {{"g04", 56}, {"g12", 194}, {"g40", 356}};
    const char *const folder_of =
        str_c(arena, str_fmt(arena, "%s/../shared/data/planning/p3-dates", home));
    if (access(folder_of, F_OK) != 0) {
        print_message("skipped: %s is not there\n", folder_of);
        return;
    }
    for (size_t k = 0; k < COUNT_OF(KNOWN); k++) {
        assert_int_equal(run(str_c(arena, str_fmt(arena,
                                                  "dates %s/dates_%s.txt --format dates --json "
                                                  "--out known.plan",
                                                  folder_of, KNOWN[k].name))),
                         0);
        json_t *const a = answer();
        assert_true(real(a, "objective") == KNOWN[k].cost);
        assert_true(real(a, "bound") == KNOWN[k].cost);
        json_decref(a);
    }
}

static void bad_input_is_named_with_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *place;
    } BAD[] = {
        {"DATE 1\n", "bad.txt:1:1:"},
        {"DATES 1\n1000000000 6 400 22 20\n", "bad.txt:2:1:"},
        {"DATES 1\n4096 6 4096 22 20\n1 1\n", "bad.txt:2:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 6\n", "bad.txt:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 6\n1\n1 1\n1 1\n", "bad.txt:4:3:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 -1\n1\n1 1\n1 1\n", "bad.txt:4:3:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 1\n2\n1 1\n1 1\n", "bad.txt:5:1:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 1\n1\n1 1\n1 99999999999\n", "bad.txt:7:3:"},
        {"DATES 1\n1 1 2 1 1\n5\n1 1\n1\n1 1\n1 1\n1\n", "bad.txt:8:1:"},
        {"DATES 1\n1 1 2 1 0\n", "bad.txt:2:9:"},
    };
    for (size_t k = 0; k < COUNT_OF(BAD); k++) {
        write_file("bad.txt", BAD[k].text);
        assert_said("dates bad.txt --format dates", 65, BAD[k].place);
    }
    write_file("two.txt", TWO);
    write_file("twice.plan", "group,module,slot,facilitator\n0,0,1,0\n0,0,1,0\n");
    assert_said("check dates two.txt twice.plan --format dates", 65, "twice.plan:3:1:");
    write_file("other.plan", "group,module,slot,facilitator\n2,0,1,0\n");
    assert_said("check dates two.txt other.plan --format dates", 65, "other.plan:2:1:");
    write_file("word.plan", "group,module,slot,facilitator\n0,0,1,x\n");
    assert_said("check dates two.txt word.plan --format dates", 65, "word.plan:2:4:");
    write_file("head.plan", "group,module,facilitator\n0,0,1\n");
    assert_said("check dates two.txt head.plan --format dates", 65, "head.plan:1:1:");
    write_file("far.plan", "group,module,slot,facilitator\n0,0,7,0\n");
    assert_said("dates two.txt --from far.plan --format dates", 65, "far.plan:");
    assert_said("dates --format dates", 2, "FILE");
    assert_said("dates two.txt --format gap", 2, "dates");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(broken_plans_end_with_three),
        cmocka_unit_test(contradictions_end_with_three),
        cmocka_unit_test(drafts_are_changed_when_it_pays),
        cmocka_unit_test(published_optima),
        cmocka_unit_test(bad_input_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
