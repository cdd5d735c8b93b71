// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan grouping` as a shell sees it: its three formats, the plan, the answer as JSON,
// exit codes, and what is said of input that cannot be used.
#include "app/plan/test_plan.h"

static const char FOUR[] = "4 2 ss 2 2 2 2\n0 1 1\n0 2 2.5\n0 3 4\n1 2 8\n1 3 16\n2 3 32\n";

static double real(const json_t *object, const char *key) {
    return json_number_value(json_object_get(object, key));
}

// Divisions of four people by hand: 01|23 is 1 + 32, 02|13 is 2.5 + 16, 03|12 is 4 + 8. Nobody has
// more than half of 4, 16, 32 and 32 beside them: no plan exceeds 42.
static void matrix_by_hand(void **state) {
    (void)state;
    write_file("four.txt", FOUR);
    assert_int_equal(run("grouping four.txt --format mdgplib --json --out four.plan"), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 33);
    assert_true(real(a, "bound") >= 42 && real(a, "bound") < 42.001);
    assert_true(json_is_true(json_object_get(a, "checked")));
    assert_int_equal(json_array_size(json_object_get(a, "reasons")), 4);
    json_decref(a);
    const char *const plan = read_back("four.plan");
    assert_true(strcmp(plan, "0\n0\n1\n1\n") == 0 || strcmp(plan, "1\n1\n0\n0\n") == 0);
    assert_int_equal(run("check grouping four.txt four.plan --format mdgplib"), 0);
    write_file("other.plan", "0\n1\n0\n1\n");
    assert_int_equal(run("check grouping four.txt other.plan --format mdgplib --json"), 0);
    json_t *const other = answer();
    assert_true(real(other, "objective") == 18.5);
    json_decref(other);
}

// From 02|13, two changes gain 33 - 18.5: they are worth 7 each and not 8.
static void drafts_are_changed_when_it_pays(void **state) {
    (void)state;
    write_file("four.txt", FOUR);
    write_file("draft.plan", "0\n1\n0\n1\n");
    static const char *const WORDS[] = {
        "grouping four.txt --format mdgplib --from draft.plan --change-cost 7 --json",
        "grouping four.txt --format mdgplib --from draft.plan --change-cost 8 --json"};
    for (size_t k = 0; k < COUNT_OF(WORDS); k++) {
        assert_int_equal(run(WORDS[k]), 0);
        json_t *const a = answer();
        assert_true(real(a, "changed") == (k == 0 ? 2 : 0));
        assert_true(real(a, "objective") == (k == 0 ? 33 - 14 : 18.5));
        json_decref(a);
    }
}

// Two organisations of two, one feature 0, 1, 2, 3; 0 and 1 together, 0 and 2 apart: only 01|23,
// and each pair differs by 1.
static void cohort_by_hand(void **state) {
    (void)state;
    write_file("cohort.txt", "COHORT 1\n4 2 2 1\n2 2\n2 2\n0 0\n0 1\n1 2\n1 3\n1\n0 1\n1\n0 2\n");
    assert_int_equal(run("grouping cohort.txt --format cohort --json"), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 2);
    json_decref(a);
    write_file("bad.plan", "0\n1\n0\n1\n");
    assert_rule("check grouping cohort.txt bad.plan --format cohort --json", "together");
}

// Ages 20 to 60 and two teams; by spread one of each team in a group, so that the pairs are 20-50
// with 30-60 (each 0.75 squared, and 1 for the team) or 20-60 with 30-50 (1 + 0.25, and 2).
static void people_come_from_a_sheet(void **state) {
    (void)state;
    write_file("sheet.csv", "id;team;age;fixed\nan;x;20;\nbo;x;30;\ncy;y;50;0\ndi;y;60;\n");
    assert_int_equal(run("grouping sheet.csv --groups 2 --spread team --diverse team,age --json"),
                     0);
    json_t *const a = answer();
    assert_true(real(a, "objective") > 3.2499 && real(a, "objective") < 3.2501);
    json_decref(a);
    assert_int_equal(run("grouping sheet.csv --groups 2 --together team --out sheet.plan"), 0);
    assert_string_equal(read_back("sheet.plan"), "1\n1\n0\n0\n");
}

// ab|cd: a wish of 11, and each team one off its share of 1 in both groups, at 2 each: 11 - 8.
// ac|bd: two different pairs and nothing else, 2. ad|bc is against a wish.
static void wishes_and_balance_count(void **state) {
    (void)state;
    write_file("wish.csv", "id,team,with,without,closed\n"
                           "a,x,b,,\nb,x,,,1\nc,y,,,\nd,y,,a,\n");
    assert_int_equal(
        run("grouping wish.csv --groups 2 --diverse team --wish 11 --balance team:2 --json"), 0);
    json_t *const a = answer();
    assert_true(real(a, "wishes") == 11);
    assert_true(real(a, "balance") == 8);
    json_decref(a);
}

static void contradictions_end_with_three(void **state) {
    (void)state;
    write_file("team.csv", "id,team\na,x\nb,x\nc,x\nd,y\n");
    assert_rule("grouping team.csv --groups 2 --apart team --json --out no.plan", "quota_most");
    assert_int_equal(access("no.plan", F_OK), -1);
    assert_rule("grouping team.csv --groups 2 --together team --json", "together_block");
    assert_rule("grouping team.csv --sizes 2,1 --json", "seats");
    assert_rule("grouping team.csv --sizes 3-4,2 --json", "seats_least");
    write_file("all.plan", "0\n0\n0\n5\n");
    assert_rule("check grouping team.csv all.plan --groups 2 --json", "group");
}

static void bad_input_is_named_with_its_place(void **state) {
    (void)state;
    write_file("lie.txt", "1000000000 2 ss 1 1 1 1\n0 1 1\n");
    assert_said("grouping lie.txt --format mdgplib", 65, "lie.txt:1:1:");
    write_file("short.txt", "3000 2 ss 1 1 1 1\n0 1 1\n");
    assert_said("grouping short.txt --format mdgplib", 65, "short.txt:1:6:");
    write_file("twice.txt", "3 2 ds 1 2 1 2\n0 1 1\n1 0 1\n1 2 1\n");
    assert_said("grouping twice.txt --format mdgplib", 65, "twice.txt:3:3:");
    write_file("nan.txt", "2 1 ds 1 2\n0 1 nan\n");
    assert_said("grouping nan.txt --format mdgplib", 65, "nan.txt:2:5:");
    write_file("pairs.txt", "COHORT 1\n2 1 1 0\n2 2\n0\n0\n99999999\n");
    assert_said("grouping pairs.txt --format cohort", 65, "pairs.txt:6:1:");
    write_file("unit.txt", "COHORT 1\n2 1 1 0\n2 2\n0\n1\n0\n0\n");
    assert_said("grouping unit.txt --format cohort", 65, "unit.txt:5:1:");
    write_file("same.csv", "id\na\na\n");
    assert_said("grouping same.csv --groups 1", 65, "same.csv:3:1:");
    write_file("wish.csv", "id,with\na,b\nb,x\n");
    assert_said("grouping wish.csv --groups 1", 65, "wish.csv:3:2:");
    write_file("plan.txt", "0\n");
    write_file("two.csv", "id\na\nb\n");
    assert_said("check grouping two.csv plan.txt --groups 1", 65, "plan.txt:");
    assert_said("grouping two.csv --groups 1 --apart team", 2, "team");
    assert_said("grouping two.csv --sizes 1,x", 2, "--sizes");
    assert_said("grouping two.csv", 2, "--groups");
    assert_said("grouping two.csv --format gap", 2, "mdgplib");
    assert_said("grouping --groups 1", 2, "FILE");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matrix_by_hand),
        cmocka_unit_test(drafts_are_changed_when_it_pays),
        cmocka_unit_test(cohort_by_hand),
        cmocka_unit_test(people_come_from_a_sheet),
        cmocka_unit_test(wishes_and_balance_count),
        cmocka_unit_test(contradictions_end_with_three),
        cmocka_unit_test(bad_input_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
