// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan allocation` as a shell sees it: the plan, the answer as JSON, exit codes, and
// what is said of input that cannot be used.
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_by_hand),
        cmocka_unit_test(plans_are_changed_when_it_pays),
        cmocka_unit_test(contradictions_end_with_three),
        cmocka_unit_test(bad_input_is_named_with_its_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
