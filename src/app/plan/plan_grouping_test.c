// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan grouping` as a shell sees it: its three formats, the plan, the answer as JSON,
// exit codes, and what is said of input that cannot be used.
#include <math.h>
#include <sys/resource.h>

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
    write_file("one.txt", "COHORT 1\n2 1 1 1\n2 2\n0 3\n0 5\n0\n0\n"); // one group: 2 squared
    assert_int_equal(run("grouping one.txt --format cohort --json"), 0);
    json_t *const one = answer();
    assert_true(real(one, "objective") == 4);
    json_decref(one);
    write_file("cohort.txt", "COHORT 1\n4 2 2 1\n2 2\n2 2\n0 0\n0 1\n1 2\n1 3\n1\n0 1\n1\n0 2\n");
    assert_int_equal(run("grouping cohort.txt --format cohort --json"), 0);
    json_t *const a = answer();
    assert_true(real(a, "objective") == 2);
    json_decref(a);
    write_file("bad.plan", "0\n1\n0\n1\n");
    assert_rule("check grouping cohort.txt bad.plan --format cohort --json", "together");
}

// Threads change nothing, and a seed and an effort say all.
static void threads_give_the_same_bytes(void **state) {
    (void)state;
    write_file("four.txt", FOUR);
    assert_int_equal(run("grouping four.txt --format mdgplib --out one.plan"), 0);
    assert_int_equal(run("grouping four.txt --format mdgplib --threads 4 --out four.plan"), 0);
    assert_string_equal(read_back("one.plan"), read_back("four.plan"));
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

// The examples of the manual. By hand: six people in threes, who cannot do better than 2.08.
static void the_examples_of_the_manual(void **state) {
    (void)state;
    write_file("six.csv", "id,years\na,0\nb,2\nc,4\nd,6\ne,8\nf,10\n");
    assert_int_equal(run("grouping six.csv --groups 2 --json"), 0);
    json_t *const six = answer();
    assert_true(fabs(real(six, "objective") - 2.08) < 1e-9);
    assert_true(fabs(real(six, "bound") - 2.10) < 1e-6);
    json_decref(six);
    static const char WORDS[] =
        "--groups 4 --diverse organisation,role,years --spread organisation --apart team "
        "--together car --balance role:0.5 --wish 0.5 --json --out manual.plan";
    const char *const solved =
        str_c(arena, str_fmt(arena, "grouping %s/docs/plan-grouping/people.csv %s", home, WORDS));
    assert_int_equal(run(solved), 0);
    json_t *const a = answer();
    assert_true(fabs(real(a, "objective") - 120.178) < 1e-3);
    assert_true(fabs(real(a, "bound") - 128.013) < 1e-3);
    assert_true(real(a, "wishes") == 2.5); // five wishes, all of them
    json_decref(a);
    const char *const recounted =
        str_c(arena, str_fmt(arena,
                             "check grouping %s/docs/plan-grouping/people.csv "
                             "%s/docs/plan-grouping/plan.csv %s",
                             home, home, WORDS));
    assert_int_equal(run(recounted), 0);
    json_t *const b = answer();
    assert_true(fabs(real(b, "objective") - 120.178) < 1e-3);
    json_decref(b);
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

// Writes `text` to the file `bad` and expects exit code 65 with the place of what is wrong.
static void assert_bad(const char *text, const char *options, const char *place) {
    write_file("bad", text);
    assert_said(str_c(arena, str_fmt(arena, "grouping bad %s", options)), 65,
                str_c(arena, str_fmt(arena, "bad:%s: ", place)));
}

#define PAIRS "0 1 1\n0 2 1\n0 3 1\n1 2 1\n1 3 1\n"
static void bad_matrices_are_named_with_their_place(void **state) {
    (void)state;
    static const char FORMAT[] = "--format mdgplib";
    assert_bad("", FORMAT, "1:1");
    assert_bad("1000000000 2 ss 1 1 1 1\n0 1 1\n", FORMAT, "1:1"); // more than there can be
    assert_bad("3000 2 ss 1 1 1 1\n0 1 1\n", FORMAT, "1:6");       // more than there are
    assert_bad("-4 2 ss 2 2 2 2\n" PAIRS "2 3 1\n", FORMAT, "1:1");
    assert_bad("4 5 ss 2 2 2 2 2 2 2 2 2 2\n" PAIRS, FORMAT, "1:3");
    assert_bad("4 2 xx 2 2 2 2\n" PAIRS "2 3 1\n", FORMAT, "1:5");
    assert_bad("4 2 ss -1 2 2 2\n" PAIRS "2 3 1\n", FORMAT, "1:8");
    assert_bad("4 2 ss 3 2 2 2\n" PAIRS "2 3 1\n", FORMAT, "1:10");
    assert_bad("4 2 ss 2 99999999999999999999 2 2\n" PAIRS "2 3 1\n", FORMAT, "1:10");
    assert_bad("4 2 ss 2 2 2 2\n" PAIRS "2 4 1\n", FORMAT, "7:3");
    assert_bad("4 2 ss 2 2 2 2\n" PAIRS "2 3 1e300\n", FORMAT, "7:5");
    assert_bad("4 2 ss 2 2 2 2\n" PAIRS "2 3 nan\n", FORMAT, "7:5");
    assert_bad("4 2 ss 2 2 2 2\n" PAIRS "2 3 1\n9", FORMAT, "8:1");
    assert_bad("3 2 ds 1 2 1 2\n0 1 1\n1 0 1\n1 2 1\n", FORMAT, "3:3");
}

static void bad_cohorts_are_named_with_their_place(void **state) {
    (void)state;
    static const char FORMAT[] = "--format cohort";
    assert_bad("COHORT 2\n2 1 1 0\n2 2\n0\n0\n0\n0\n", FORMAT, "1:8");
    assert_bad("COHORT 1\n1000000000 2 1 4\n", FORMAT, "2:1");
    assert_bad("COHORT 1\n2 1000000000 1 0\n", FORMAT, "2:3");
    assert_bad("COHORT 1\n2 1 1000000000 0\n", FORMAT, "2:5");
    assert_bad("COHORT 1\n2 1 1 1000000000\n", FORMAT, "2:7");
    assert_bad("COHORT 1\n200000 1 1 4\n2 2\n", FORMAT, "2:12"); // no such people follow
    assert_bad("COHORT 1\n2 1 1 0\n-2 2\n0\n0\n0\n0\n", FORMAT, "3:1");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n1\n0\n0\n", FORMAT, "5:1");
    assert_bad("COHORT 1\n2 1 1 1\n2 2\n0 1e99\n0 1\n0\n0\n", FORMAT, "4:3");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n0\n99999999\n", FORMAT, "6:1");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n0\n-1\n0\n", FORMAT, "6:1");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n0\n1\n0 2\n0\n", FORMAT, "7:3");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n0\n0\n1\n1 1\n", FORMAT, "8:3");
    assert_bad("COHORT 1\n2 1 1 0\n2 2\n0\n0\n0\n0\n7\n", FORMAT, "8:1");
}

static void bad_sheets_are_named_with_their_place(void **state) {
    (void)state;
    assert_bad("name\na\n", "--groups 1", "1:1");
    assert_bad("id\n", "--groups 1", "1:1");
    assert_bad("id,x\n,1\n", "--groups 1", "2:1");
    assert_bad("id\na\na\n", "--groups 1", "3:1");
    assert_bad("id,with\na,b\nb,x\n", "--groups 1", "3:2");
    assert_bad("id,without\na,a\nb,\n", "--groups 1", "2:2");
    assert_bad("id,fixed\na,2\nb,\n", "--groups 2", "2:2");
    assert_bad("id,fixed\na,-1\nb,\n", "--groups 2", "2:2");
    assert_bad("id,closed\na,\nb,0 2\n", "--groups 2", "3:2");
    assert_bad("id,closed\na,\nb,-1\n", "--groups 2", "3:2");
    assert_bad("id,x\na,1\nb,9999999999999999999999999\n", "--groups 1", "3:2");
    assert_bad("id,x\na,-2000000000\nb,1\n", "--groups 1 --diverse x", "2:2");
    write_file("plan.txt", "0\n");
    write_file("two.csv", "id,x\na,1\nb,2\n");
    assert_said("check grouping two.csv plan.txt --groups 1", 65, "plan.txt:");
    write_file("plan.txt", "0\n1\n");
    assert_said("grouping two.csv --groups 1 --from plan.txt", 65, "plan.txt:2:1:");
}

static void bad_options_are_named(void **state) {
    (void)state;
    write_file("two.csv", "id,x\na,1\nb,2\n");
    static const struct {
        const char *words, *said;
    } wrong[] = {
        {"--groups 1 --apart team", "team"},
        {"--groups 1 --diverse x:-1", "-1"},
        {"--groups 1 --wish much", "much"},
        {"--groups 1 --change-cost -1 --from two.csv", "--change-cost"},
        {"--groups 0", "--groups"},
        {"--groups 1000000000", "--groups"},
        {"--sizes 1,x", "--sizes"},
        {"--sizes -1,3", "--sizes"},
        {"--sizes 2-1", "--sizes"},
        {"--sizes 99999999999999999999", "--sizes"},
        {"--sizes 1,1,0", "--sizes"},
        {"--format gap", "mdgplib"},
    };
    for (size_t k = 0; k < COUNT_OF(wrong); k++)
        assert_said(str_c(arena, str_fmt(arena, "grouping two.csv %s", wrong[k].words)), 2,
                    wrong[k].said);
    assert_said("grouping two.csv", 2, "--groups");
    assert_said("grouping --groups 1", 2, "FILE");
}

// A header that claims a thousand million of anything costs no more than one that claims two. The
// largest of all programs that this test ran is counted, so this comes last.
static void lies_take_no_memory(void **state) {
    (void)state;
    struct rusage before, after;
    write_file("small", "COHORT 1\n2 1 1 0\n2 2\n0\n0\n0\n0\n");
    assert_int_equal(run("grouping small --format cohort"), 0);
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &before), 0);
    static const char *const LIES[] = {
        "COHORT 1\n1000000000 1 1 0\n", "COHORT 1\n200000 100000 1 256\n",
        "COHORT 1\n200000 1 200000 0\n", "COHORT 1\n2 1 1 0\n2 2\n0\n0\n1000000000\n"};
    for (size_t k = 0; k < COUNT_OF(LIES); k++) {
        write_file("bad", LIES[k]);
        assert_said("grouping bad --format cohort", 65, "bad:");
    }
    write_file("bad", "3000 3000 ss 0 1\n");
    assert_said("grouping bad --format mdgplib", 65, "bad:");
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &after), 0);
    assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, 4096); // KiB
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matrix_by_hand),
        cmocka_unit_test(drafts_are_changed_when_it_pays),
        cmocka_unit_test(cohort_by_hand),
        cmocka_unit_test(threads_give_the_same_bytes),
        cmocka_unit_test(people_come_from_a_sheet),
        cmocka_unit_test(wishes_and_balance_count),
        cmocka_unit_test(the_examples_of_the_manual),
        cmocka_unit_test(contradictions_end_with_three),
        cmocka_unit_test(bad_matrices_are_named_with_their_place),
        cmocka_unit_test(bad_cohorts_are_named_with_their_place),
        cmocka_unit_test(bad_sheets_are_named_with_their_place),
        cmocka_unit_test(bad_options_are_named),
        cmocka_unit_test(lies_take_no_memory),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
