// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan allocation` as a shell sees it: the plan, the answer as JSON, exit codes, and
// what is said of input that cannot be used.
#include <math.h>

#include "app/plan/test_plan.h"

// Two people, three packages. By hand: everybody gets what costs 1 except that person 0 has hours
// for one of the packages 0 and 1 only; moving package 1 to person 1 costs 3 instead of 1.
static const char THREE[] = "2 3\n1 1 9\n5 3 1\n4 4 4\n4 4 4\n5 8\n";

static double real(const json_t *object, const char *key) {
    return json_number_value(json_object_get(object, key));
}

static void problem_by_hand(void **state) {
    (void)state;
    write_file("three.txt", THREE);
    assert_int_equal(run("allocation three.txt --format gap --json --out three.plan"), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 5);
    assert_true(real(a, "bound") == 5 && real(a, "gap") == 0);
    assert_true(json_is_true(json_object_get(a, "checked")));
    assert_int_equal(json_array_size(json_object_get(a, "reasons")), 3);
    const json_t *const second = json_array_get(json_object_get(a, "reasons"), 1);
    assert_string_equal(json_string_value(json_object_get(second, "package")), "1");
    assert_string_equal(json_string_value(json_object_get(second, "rule")), "hours");
    json_decref(a);
    assert_string_equal(read_back("three.plan"), "0\n1\n1\n");
    assert_int_equal(run("check allocation three.txt three.plan --format gap"), 0);
    assert_int_equal(run("allocation three.txt --format gap"), 0);
    assert_string_equal(read_back("out"), "0\n1\n1\n");
}

// From 1, 0, 1, which costs 7: two changes gain 2, so they are worth 0 each and not 2.
static void plans_are_changed_when_it_pays(void **state) {
    (void)state;
    write_file("three.txt", THREE);
    write_file("old.plan", "1\n0\n1\n");
    static const char *const COST[] = {"0", "2"};
    for (int32_t k = 0; k < 2; k++) {
        char words[128];
        snprintf(words, sizeof words,
                 "allocation three.txt --format gap --from old.plan --change-cost %s --json",
                 COST[k]);
        assert_int_equal(run(words), 0);
        json_t *const a = answer();
        assert_true(real(a, "changed") == (k == 0 ? 2 : 0));
        assert_true(real(a, "objective") == (k == 0 ? 5 : 7));
        json_decref(a);
    }
}

static void contradictions_end_with_three(void **state) {
    (void)state;
    write_file("three.txt", THREE);
    write_file("one.txt", "1 2\n1 1\n3 3\n5\n");
    assert_rule("allocation one.txt --format gap --json --out no.plan", "hours_short");
    assert_int_equal(access("no.plan", F_OK), -1);
    write_file("none.txt", "1 1\n1\n9\n5\n");
    assert_rule("allocation none.txt --format gap --json", "nobody");
    // 6 hours of room over two people, but no pair of packages of 4 fits one of them.
    write_file("split.txt", "2 3\n1 1 1\n1 1 1\n4 4 4\n4 4 4\n6 6\n");
    assert_rule("allocation split.txt --format gap --json", "impossible");
    write_file("heavy.plan", "0\n0\n1\n");
    assert_rule("check allocation three.txt heavy.plan --format gap --json", "hours");
    write_file("nobody.plan", "0\n-1\n1\n");
    assert_rule("check allocation three.txt nobody.plan --format gap --json", "person");
    write_file("stranger.plan", "0\n7\n1\n");
    assert_rule("check allocation three.txt stranger.plan --format gap --json", "person");
}

static void bad_input_is_named_with_its_place(void **state) {
    (void)state;
    write_file("three.txt", THREE);
    write_file("lie.txt", "1000000000 2\n1\n");
    assert_said("allocation lie.txt --format gap", 65, "lie.txt:1:1:");
    write_file("short.txt", "1000000 1000000\n1\n");
    assert_said("allocation short.txt --format gap", 65, "short.txt:1:9:");
    write_file("negative.txt", "1 1\n1\n-1\n5\n");
    assert_said("allocation negative.txt --format gap", 65, "negative.txt:3:1:");
    write_file("hours.txt", "1 1\n1\n1\n-5\n");
    assert_said("allocation hours.txt --format gap", 65, "hours.txt:4:1:");
    write_file("large.txt", "1 1\n99999999999999999999\n1\n5\n");
    assert_said("allocation large.txt --format gap", 65, "large.txt:2:1:");
    write_file("more.txt", "1 1\n1\n1\n5\n5\n");
    assert_said("allocation more.txt --format gap", 65, "more.txt:5:1:");
    write_file("two.plan", "0\n1\n");
    assert_said("check allocation three.txt two.plan --format gap", 65, "two.plan:");
    write_file("four.plan", "0\n1\n1\n1\n");
    assert_said("check allocation three.txt four.plan --format gap", 65, "four.plan:4:1:");
    assert_said("allocation three.txt --format mdgplib", 2, "gap");
    assert_said("allocation --format gap", 2, "FILE");
    assert_said("allocation nowhere.txt --format gap", 65, "nowhere.txt");
}

// Two people, one package that asks 10 hours of one skill; person 0 is in it today and wishes 3 for
// it: one member, nothing changes, 10 - 2 * 3.
static void teams_by_hand(void **state) {
    (void)state;
    write_file("staff.txt", "STAFF 1\n2 1 1\n20 1 1\n20 1 1.2\n10\n1\n0 0\n1\n0 0 3\n");
    assert_int_equal(run("allocation staff.txt --format staff --json --out staff.plan"), 0);
    json_t *const a = answer();
    assert_true(fabs(real(a, "objective") - 4) < 1e-6);
    assert_true(real(a, "bound") <= 4 && real(a, "unmet_hours") < 1e-6);
    assert_int_equal(json_array_size(json_object_get(a, "reasons")), 3); // a package, two people
    json_decref(a);
    assert_string_equal(read_back("staff.plan"),
                        "person,package,skill,hours\n0,0,0,10.000000000\n");
    assert_int_equal(run("check allocation staff.txt staff.plan --format staff"), 0);
    write_file("more.plan", "person,package,skill,hours\n0,0,0,20.5\n");
    assert_rule("check allocation staff.txt more.plan --format staff --json", "hours");
    write_file("odd.plan", "person,package,skill,hours\n0,0,x,1\n");
    assert_said("check allocation staff.txt odd.plan --format staff", 65, "odd.plan:2:3:");
}

// Only bo can lead, cy has no hours to spare, and an may stay where she is.
static const char SHEET[] = "kind;id;hours;packages;lead;team;Python;Writing;wishes;now;pinned\n"
                            "person;an;24;2;;;1;0,5;site:3;;\n"
                            "person;bo;36;3;yes;;;1,2;note;site;\n"
                            "person;cy;16;1;;;;1;note:2;note;note\n"
                            "package;site;;;yes;2-2;20;4;;;\n"
                            "package;note;;;;;;30;;;\n";

// an and bo for site (an is new, her wish counts 3), bo and cy for note (bo is new, both wish):
// 4 members, 2 new, wishes 3 + 1 + 2.
static void a_sheet_by_hand(void **state) {
    (void)state;
    write_file("sheet.csv", SHEET);
    assert_int_equal(run("allocation sheet.csv --json --out sheet.plan"), 0);
    json_t *const a = answer();
    assert_true(fabs(real(a, "objective") - (40 + 8 - 12)) < 1e-6);
    assert_true(real(a, "members") == 4 && real(a, "new_members") == 2 && real(a, "wishes") == 6);
    json_decref(a);
    assert_int_equal(run("check allocation sheet.csv sheet.plan"), 0);
    assert_int_equal(run("allocation sheet.csv --from sheet.plan --wish-worth 0 --json"), 0);
    json_t *const again = answer();
    assert_true(real(again, "new_members") == 0 && fabs(real(again, "objective") - 40) < 1e-6);
    json_decref(again);
}

static void bad_sheets_are_named_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *sheet, *place;
    } BAD[] = {
        {"kind,id,hours,s\nperson,a,-1,1\npackage,p,,1\n", "bad.csv:2:3:"},
        {"kind,id,hours,s\nperson,a,,1\npackage,p,,1\n", "bad.csv:2:3:"},
        {"kind,id,hours,s\nperson,a,9,x\npackage,p,,1\n", "bad.csv:2:4:"},
        {"kind,id,hours,s\nperson,a,9,1\npackage,p,,99999999\n", "bad.csv:3:4:"},
        {"kind,id,hours,s\nperson,a,9,1\nperson,a,9,1\npackage,p,,1\n", "bad.csv:3:2:"},
        {"kind,id,hours,s\nhouse,a,9,1\n", "bad.csv:2:1:"},
        {"kind,id,hours,s,now\nperson,a,9,1,q\npackage,p,,1,\n", "bad.csv:2:5:"},
        {"kind,id,hours,s,wishes\nperson,a,9,1,p:x\npackage,p,,1,\n", "bad.csv:2:5:"},
        {"kind,id,hours,s,team\nperson,a,9,1,\npackage,p,,1,3-2\n", "bad.csv:3:5:"},
        {"kind,id,hours,s,lead\nperson,a,9,1,perhaps\npackage,p,,1,\n", "bad.csv:2:5:"},
        {"kind,id,hours\nperson,a,9\npackage,p,\n", "bad.csv:1:1:"},
        {"kind,id,s\nperson,a,9\npackage,p,\n", "bad.csv:1:1:"},
    };
    for (size_t k = 0; k < COUNT_OF(BAD); k++) {
        write_file("bad.csv", BAD[k].sheet);
        assert_said("allocation bad.csv", 65, BAD[k].place);
    }
    write_file("lie.txt", "STAFF 1\n20000 20000 64\n1\n");
    assert_said("allocation lie.txt --format staff", 65, "lie.txt:2:13:");
    write_file("lie.txt", "STAFF 1\n1000000000 1 1\n1\n");
    assert_said("allocation lie.txt --format staff", 65, "lie.txt:2:1:");
    write_file("minus.txt", "STAFF 1\n1 1 1\n-8 1 1\n1\n0\n0\n");
    assert_said("allocation minus.txt --format staff", 65, "minus.txt:3:1:");
    write_file("many.txt", "STAFF 1\n1 1 1\n8 1 1\n1\n999999999\n0\n");
    assert_said("allocation many.txt --format staff", 65, "many.txt:5:1:");
    write_file("who.txt", "STAFF 1\n1 1 1\n8 1 1\n1\n0\n1\n0 7 1\n");
    assert_said("allocation who.txt --format staff", 65, "who.txt:7:3:");
    write_file("sheet.csv", SHEET);
    assert_said("allocation sheet.csv --unmet-cost x", 2, "--unmet-cost");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_by_hand),
        cmocka_unit_test(plans_are_changed_when_it_pays),
        cmocka_unit_test(teams_by_hand),
        cmocka_unit_test(a_sheet_by_hand),
        cmocka_unit_test(bad_sheets_are_named_with_their_place),
        cmocka_unit_test(contradictions_end_with_three),
        cmocka_unit_test(bad_input_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
