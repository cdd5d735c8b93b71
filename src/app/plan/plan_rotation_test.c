// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan rotation` as a shell sees it: exit codes, the plan as CSV, the answer as JSON,
// and what is said of input that cannot be used.
#include <sys/resource.h>

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

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif

// Half a gigabyte of addresses for what follows, all that is there already included; sanitizers
// need more, and take no limit.
static void limit_memory(struct rlimit *ret_before) {
    assert_int_equal(getrlimit(RLIMIT_AS, ret_before), 0);
#ifndef SANITIZED
    const struct rlimit tight = {(rlim_t)1 << 29, ret_before->rlim_max};
    assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
#endif
}

// Numbers that no memory would hold are refused before anything of that size is asked for.
static void large_numbers_are_refused_at_once(void **state) {
    (void)state;
    write_file("one.csv", "id\na\n");
    write_file("round.csv", "person,round,group\na,1000000000,1\n");
    write_file("group.csv", "person,round,group\na,1,1000000000\n");
    write_file("wide.csv", "person,round,group\na,1,99999999999999999999\n");
    write_file("minus.csv", "person,round,group\na,1,-1\n");
    write_file("absent.csv", "id,absent\na,1000000000\nb,\n");
    write_file("never.csv", "id,absent\na,-1\nb,\n");
    struct buf many = buf_on(arena, 1 << 16);
    buf_lit(&many, "id\n");
    for (int i = 0; i <= PLAN_ROTATION_PEOPLE_MAX; i++)
        buf_fmt(&many, "%d\n", i);
    write_file("many.csv", str_c(arena, buf_done(&many)));
    struct rlimit before;
    limit_memory(&before);
    assert_said("check rotation one.csv round.csv", 65, "round.csv:2:2: a number from 1 to 60");
    assert_said("check rotation one.csv group.csv", 65, "group.csv:2:3: a number from 1 to 4096");
    assert_said("check rotation one.csv wide.csv", 65, "wide.csv:2:3:");
    assert_said("check rotation one.csv minus.csv", 65, "minus.csv:2:3:");
    assert_said("rotation one.csv --groups 1 --rounds 1 --from group.csv", 65, "group.csv:2:3:");
    assert_said("rotation many.csv --groups 2 --rounds 1", 65, "from 1 to 4096 people");
    assert_said("rotation never.csv --groups 1 --rounds 1", 65, "never.csv:2:2:");
    assert_int_equal(run("rotation absent.csv --groups 1 --rounds 2"), 0); // a round not planned
    assert_said("rotation one.csv --groups 1000000000 --rounds 1", 2, "--groups");
    assert_said("rotation one.csv --groups 1 --rounds 1000000000", 2, "--rounds");
    assert_said("rotation --groups 4 --size 1000000000 --rounds 1", 2, "--size");
    assert_said("rotation one.csv --rounds 1 --sizes 1000000000", 2, "--sizes");
    assert_said("rotation one.csv --rounds 1 --sizes -1", 2, "--sizes");
    assert_said("rotation one.csv --groups 2 --rounds 1 --sizes 1", 2, "--sizes");
    assert_rule("rotation one.csv --groups 2 --rounds 1 --json", "numbers");
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
}

// Who is in a plan and not among the people, or twice in a round, is named.
static void plans_with_strangers_are_refused(void **state) {
    (void)state;
    write_file("two.csv", "id\na\nb\n");
    write_file("stranger.csv", "person,round,group\na,1,1\nz,1,1\n");
    assert_rule("check rotation two.csv stranger.csv --json", "place");
    assert_non_null(strstr(read_back("out"), "z is not among the people"));
    write_file("late.csv", "person,round,group\na,1,1\nb,1,1\na,2,1\n");
    assert_rule("check rotation two.csv late.csv --rounds 1 --groups 1 --json", "place");
    assert_non_null(strstr(read_back("out"), "a is in a round too many"));
    write_file("high.csv", "person,round,group\na,1,1\nb,1,3\n");
    assert_rule("check rotation two.csv high.csv --rounds 1 --groups 2 --json", "group");
    assert_non_null(strstr(read_back("out"), "b is in group 3 of 2"));
}

// The example of docs/plan-rotation.md: all 27 pairs of different organisations in three rounds;
// and when fleur stays away from the last, who gives up two of hers, 25 with two who move.
static void the_example_of_the_manual(void **state) {
    (void)state;
    static const char HEAD[] = "id,organisation,absent\nan,Care,\nbo,Care,\ncy,Care,\ndaan,Work,\n";
    static const char TAIL[] = "gijs,Youth,\nhana,Youth,\nivo,Youth,\n";
    const char *const words = " --groups 3 --rounds 3 --apart organisation";
    write_file("people.csv",
               str_c(arena, str_fmt(arena, "%semre,Work,\nfleur,Work,\n%s", HEAD, TAIL)));
    assert_said(str_c(arena, str_fmt(arena, "rotation people.csv%s --out plan.csv", words)), 0,
                "27 of 27 pairs meet; no plan exceeds 27");
    assert_non_null(strstr(read_back("plan.csv"), "an,2,1\nfleur,2,1\nhana,2,1\nbo,2,2\n"));
    write_file("people.csv",
               str_c(arena, str_fmt(arena, "%semre,Work,\nfleur,Work,3\n%s", HEAD, TAIL)));
    assert_said(str_c(arena, str_fmt(arena,
                                     "rotation people.csv%s --from plan.csv --fixed 1 "
                                     "--moves 2 --out new.csv",
                                     words)),
                0, "25 of 27 pairs meet; no plan exceeds 25");
    assert_memory_equal(read_back("new.csv"), read_back("plan.csv"), 19 + 9 * 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_meets_everybody),
        cmocka_unit_test(people_come_from_a_file),
        cmocka_unit_test(organisations_mix),
        cmocka_unit_test(the_example_of_the_manual),
        cmocka_unit_test(broken_rules_end_with_three),
        cmocka_unit_test(bad_input_is_named_with_its_place),
        cmocka_unit_test(large_numbers_are_refused_at_once),
        cmocka_unit_test(plans_with_strangers_are_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
