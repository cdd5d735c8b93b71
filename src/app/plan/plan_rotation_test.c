// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan rotation` as a shell sees it: exit codes, the plan as CSV, the answer as JSON,
// and what is said of input that cannot be used.
#include "app/plan/test_plan.h"

static void everybody_meets_everybody(void **state) {
    (void)state;
    assert_int_equal(run("rotation --groups 4 --size 6 --rounds 6 --json --out plan.csv"), 0);
    json_t *const a = answer();
    static const char *const FIELDS[] = {
        "problem",   "format",         "feasible",    "objective",    "bound",
        "gap",       "seed",           "effort",      "threads",      "checked",
        "conflicts", "reasons",        "cpu_seconds", "repeats",      "engine_version",
        "pairs_met", "pairs_possible", "pairs_bound", "baseline_mean"};
    for (size_t k = 0; k < COUNT_OF(FIELDS); k++)
        assert_non_null(json_object_get(a, FIELDS[k]));
    assert_int_equal(json_integer_value(json_object_get(a, "objective")), 276);
    assert_int_equal(json_integer_value(json_object_get(a, "pairs_bound")), 276);
    assert_int_equal(json_integer_value(json_object_get(a, "repeats")), 6 * 60 - 276);
    assert_true(json_is_true(json_object_get(a, "checked")));
    assert_int_equal(json_array_size(json_object_get(a, "reasons")), 24);
    json_decref(a);
    assert_memory_equal(read_back("plan.csv"), "person,round,group\n", 19);
    assert_int_equal(run("check rotation plan.csv --groups 4 --size 6 --json"), 0);

    assert_int_equal(run("rotation --groups 4 --size 6 --rounds 6"), 0);
    assert_string_equal(read_back("out"), read_back("plan.csv"));
}

// Two organisations of two in two groups: each group has one of each, and the second round swaps.
// Ids go out as they came in, in the order of the texts.
static void people_come_from_a_file(void **state) {
    (void)state;
    write_file("people.csv", "id;team;absent\n007;a;\n-2;a;\n\"x,y\";b;\nb;b;2 3\n");
    assert_int_equal(run("rotation people.csv --groups 2 --rounds 2 --apart team --out p.csv"), 0);
    const char *const plan = read_back("p.csv");
    assert_non_null(strstr(plan, "\n007,1,"));
    assert_non_null(strstr(plan, "\n-2,1,"));
    assert_non_null(strstr(plan, "\n\"x,y\",2,"));
    assert_null(strstr(plan, "\nb,2,"));
    assert_int_equal(run("check rotation people.csv p.csv --apart team"), 0);
    assert_int_equal(run("rotation people.csv --groups 2 --rounds 2 --from p.csv --json"), 0);
    json_t *const a = answer();
    assert_int_equal(json_integer_value(json_object_get(a, "changed")), 0);
    json_decref(a);
}

// The published values are 325 to 327 of at most 360.
static void organisations_mix(void **state) {
    (void)state;
    const char *const file =
        str_c(arena, str_fmt(arena, "%s/../shared/data/people/samen-30.csv", home));
    if (access(file, R_OK) != 0) {
        print_message("skipped: %s is not at hand\n", file);
        skip();
    }
    const char *const words = " --groups 6 --rounds 6 --apart organisation --json --out samen.csv";
    assert_int_equal(run(str_c(arena, str_fmt(arena, "rotation %s%s", file, words))), 0);
    json_t *const a = answer();
    assert_true(json_integer_value(json_object_get(a, "pairs_met")) >= 325);
    assert_int_equal(json_integer_value(json_object_get(a, "pairs_bound")), 360);
    json_decref(a);
}

static void broken_rules_end_with_three(void **state) {
    (void)state;
    write_file("four.csv", "id,team\n1,a\n2,a\n3,a\n4,b\n");
    assert_rule("rotation four.csv --groups 2 --rounds 1 --apart team --json --out no.csv",
                "apart_class");
    assert_int_equal(access("no.csv", F_OK), -1);
    assert_rule("rotation four.csv --groups 2 --rounds 1 --together team --json", "together_block");
    assert_rule("rotation four.csv --rounds 1 --sizes 2,1 --json", "seats");
    write_file("twice.csv", "person,round,group\n1,1,1\n2,1,1\n3,1,2\n4,1,2\n4,1,1\n");
    assert_rule("check rotation four.csv twice.csv --json", "place");
    write_file("size.csv", "person,round,group\n1,1,1\n2,1,1\n3,1,1\n4,1,2\n");
    assert_rule("check rotation four.csv size.csv --json", "size");
    write_file("gone.csv", "person,round,group\n1,1,1\n2,1,1\n3,1,2\n5,1,2\n");
    assert_rule("check rotation four.csv gone.csv --json", "place");
}

static void bad_input_is_named_with_its_place(void **state) {
    (void)state;
    write_file("twice.csv", "id\na\nb\na\n");
    assert_said("rotation twice.csv --groups 2 --rounds 2", 65, "twice.csv:4:1:");
    write_file("absent.csv", "id,absent\na,1\nb,1 x\n");
    assert_said("rotation absent.csv --groups 2 --rounds 2", 65, "absent.csv:3:2:");
    write_file("open.csv", "id\n\"a\n");
    assert_said("rotation open.csv --groups 1 --rounds 1", 65, "open.csv:2:");
    write_file("nameless.csv", "name\na\n");
    assert_said("rotation nameless.csv --groups 1 --rounds 1", 65, "nameless.csv:1:1:");
    write_file("plan.csv", "person,round,group\na,0,1\n");
    write_file("one.csv", "id\na\n");
    assert_said("check rotation one.csv plan.csv", 65, "plan.csv:2:2:");
    assert_said("rotation missing.csv --groups 1 --rounds 1", 65, "missing.csv");
    assert_said("rotation one.csv --rounds 1", 2, "--groups");
    assert_said("rotation one.csv --groups 1 --rounds 1 --apart team", 2, "team");
    assert_said("rotation one.csv --groups 1 --rounds 1 --format xml", 2, "--format");
    assert_said("what", 2, "rotation");
    assert_int_equal(run("rotation --help"), 0);
    assert_non_null(strstr(read_back("out"), "--groups"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_meets_everybody),
        cmocka_unit_test(people_come_from_a_file),
        cmocka_unit_test(organisations_mix),
        cmocka_unit_test(broken_rules_end_with_three),
        cmocka_unit_test(bad_input_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
