// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect ri` as a shell sees it.
#include "app/effect/test_effect.h"

// Six teams, two at each start; the effect is ten times the noise.
static const char PANEL[] = "team,t,start,y\n"
                            "a,1,2,1.0\na,2,2,11.1\na,3,2,11.0\nb,1,2,2.1\nb,2,2,12.0\nb,3,2,12.2\n"
                            "c,1,3,1.2\nc,2,3,1.1\nc,3,3,11.3\nd,1,3,0.9\nd,2,3,1.2\nd,3,3,11.1\n"
                            "e,1,0,3.0\ne,2,0,3.1\ne,3,0,2.9\nf,1,0,1.4\nf,2,0,1.5\nf,3,0,1.3\n";
#define COLUMNS " --unit team --time t --cohort start --outcome y "

static void every_field_is_there(void **state) {
    (void)state;
    write_file("p.csv", PANEL);
    assert_int_equal(run("ri p.csv" COLUMNS "--design lot --json"), 0);
    json_t *a = answer();
    static const char *const FIELDS[] = {"statistic", "p",     "assignments", "exact",   "lower",
                                         "upper",     "class", "sentence_nl", "warnings"};
    for (size_t k = 0; k < COUNT_OF(FIELDS); k++)
        assert_non_null(json_object_get(a, FIELDS[k]));
    assert_int_equal(number_of(a, "assignments"), 90);
    assert_true(json_is_true(json_object_get(a, "exact")));
    assert_true(number_of(a, "p") <= 4. / 90 && number_of(a, "lower") > 9);
    assert_string_equal(text_of(a, "class"), "A");
    assert_false(has_remark(a, "warnings", "not_drawn"));
    json_decref(a);
    assert_int_equal(run("ri p.csv" COLUMNS "--design lot --svg p.svg --unit-label dag"), 0);
    assert_non_null(strstr(read_back("p.svg"), "90 volgordes, alle."));
    assert_non_null(strstr(read_back("p.svg"), "verschil, dag"));
    assert_int_equal(run("ri p.csv" COLUMNS "--json --statistic coefficient"), 0);
    a = answer();
    assert_true(fabs(number_of(a, "statistic") - number_of(a, "effect")) < 1e-12);
    assert_true(has_remark(a, "warnings", "not_drawn"));
    assert_string_equal(text_of(a, "class"), "C");
    json_decref(a);
}

static void what_cannot_be_told(void **state) {
    (void)state;
    write_file("same.csv", "team,t,start,y\na,1,2,1\na,2,2,2\nb,1,2,1\nb,2,2,3\n");
    assert_int_equal(run("ri same.csv" COLUMNS "--json"), 3);
    json_t *a = answer();
    assert_true(has_remark(a, "refused", "one_assignment"));
    assert_true(json_is_null(json_object_get(a, "p")));
    json_decref(a);
    write_file("twice.csv", "team,t,start,y\na,1,2,1\na,2,2,2\na,2,2,3\nb,1,0,3\nb,2,0,1\n");
    assert_said("ri twice.csv" COLUMNS, 3, "duplicate: twice.csv:4");
    write_file("few.csv", "team,t,start,y\na,1,2,1\na,2,2,2\nb,1,0,3\nb,2,0,1\n");
    assert_int_equal(run("ri few.csv" COLUMNS "--json --design lot"), 0);
    a = answer(); // two assignments: never below one half
    assert_true(has_remark(a, "warnings", "few_assignments"));
    assert_true(json_is_null(json_object_get(a, "lower")));
    assert_string_equal(text_of(a, "class"), "C");
    json_decref(a);
    assert_said("ri few.csv --unit team --time t", 2, "--cohort is needed");
    assert_said("ri few.csv" COLUMNS "--draws 0", 2, "--draws takes");
}

// The same teams as people: two in each, one half above and one half below the team. The lot over
// teams gives the same answer; somebody who was not seen once changes a mean and nothing else.
static void people_of_teams_that_were_drawn(void **state) {
    (void)state;
    write_file("p.csv", PANEL);
    assert_int_equal(run("ri p.csv" COLUMNS "--design lot --json"), 0);
    json_t *const a = answer();
    struct buf b = buf_on(arena, 4096);
    struct str rest = str_from_c(PANEL), line, team, other;
    assert_true(str_cut(&rest, '\n', &line));
    buf_c(&b, "who,team,t,start,y\n");
    while (str_cut(&rest, '\n', &line) && line.n > 0) {
        other = line;
        assert_true(str_cut(&other, ',', &team));
        char text[64];
        snprintf(text, sizeof text, STR_FMT, STR_ARG(line));
        const double y = strtod(strrchr(text, ',') + 1, NULL);
        *strrchr(text, ',') = '\0';
        for (int who = 0; who < 2; who++)
            buf_fmt(&b, STR_FMT "%d,%s,%.17g\n", STR_ARG(team), who, text,
                    y + (who ? .25 : -.25) * (1 + text[0] % 3));
    }
    buf_char(&b, '\0');
    write_file("people.csv", b.p);
    assert_int_equal(
        run("ri people.csv --unit who --cluster team --time t --cohort start --outcome "
            "y --design lot --json"),
        0);
    json_t *const c = answer();
    static const char *const SAME[] = {"effect", "p", "lower", "upper", "assignments", "n_units"};
    for (size_t k = 0; k < COUNT_OF(SAME); k++)
        assert_true(fabs(number_of(a, SAME[k]) - number_of(c, SAME[k])) < 1e-9);
    json_decref(a);
    json_decref(c);
    write_file("two.csv", "who,team,t,start,y\na,A,1,2,1\nb,A,1,3,1\n");
    assert_said("ri two.csv --unit who --cluster team --time t --cohort start --outcome y", 65,
                "two.csv:3:");
    write_file("twice.csv", "who,team,t,start,y\na,A,1,2,1\na,A,1,2,1\n");
    assert_said("ri twice.csv --unit who --cluster team --time t --cohort start --outcome y", 65,
                "twice.csv:3:");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_there),
        cmocka_unit_test(what_cannot_be_told),
        cmocka_unit_test(people_of_teams_that_were_drawn),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
