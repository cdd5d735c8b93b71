// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect did` as a shell sees it: fields, exit codes, what is refused, what is warned
// of.
#include "app/effect/test_effect.h"

#include "base/rng.h"

// People in teams, told with some noise; cohorts 0, 3 and 5 dealt to the teams in turn.
static void write_panel(const char *name, int n_teams, int n_members, const char *extra) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    struct rng rng = rng_seeded(3);
    static const int COHORTS[] = {0, 3, 5};
    fprintf(file, "who;team;period;start;score;age\n");
    for (int i = 0; i < n_teams * n_members; i++) {
        const int team = i / n_members, g = COHORTS[team % 3];
        for (int t = 1; t <= 5; t++)
            fprintf(file, "p%d;t%d;%d;%d;%d,%02d;%d\n", i, team, t, g,
                    3 + (g > 0 && t >= g) + (int)rng_below(&rng, 3), (int)rng_below(&rng, 100),
                    30 + (int)rng_below(&rng, 30));
    }
    fputs(extra, file);
    assert_int_equal(fclose(file), 0);
}

#define COLUMNS " --unit who --time period --cohort start --outcome score "

static void every_field_is_there(void **state) {
    (void)state;
    write_panel("p.csv", 15, 6, "");
    assert_int_equal(run("did p.csv" COLUMNS "--cluster team --design lot --label "
                         "samenwerking --json --bootstrap 200"),
                     0);
    json_t *const a = answer();
    static const char *const FIELDS[] = {
        "method",   "attgt",     "aggregations", "critical_value", "wald",
        "also",     "breakdown", "class",        "sentence_nl",    "sentence_en",
        "warnings", "refused",   "seed",         "engine_version"};
    for (size_t k = 0; k < COUNT_OF(FIELDS); k++)
        assert_non_null(json_object_get(a, FIELDS[k]));
    static const char *const CELL[] = {"g",     "t",     "att",       "se",        "if_sumsq",
                                       "lower", "upper", "n_treated", "n_control", "reason"};
    const json_t *cell = json_array_get(json_object_get(a, "attgt"), 0);
    for (size_t k = 0; k < COUNT_OF(CELL); k++)
        assert_non_null(json_object_get(cell, CELL[k]));
    assert_int_equal(json_array_size(json_object_get(a, "attgt")), 8);
    assert_int_equal(number_of(cell, "n_treated"), 30);
    assert_true(json_is_null(json_object_get(cell, "reason")));
    const json_t *first = json_array_get(json_object_get(a, "aggregations"), 0);
    assert_string_equal(text_of(first, "type"), "simple");
    assert_string_equal(text_of(first, "key"), "overall");
    assert_true(number_of(first, "lower") < number_of(first, "att"));
    assert_string_equal(text_of(a, "class"), "A");
    assert_non_null(strstr(text_of(a, "sentence_nl"), "Door de leergang steeg samenwerking"));
    assert_non_null(strstr(text_of(a, "sentence_en"), "samenwerking probably rose by "));
    json_decref(a);
}

static void the_design_decides_the_class(void **state) {
    (void)state;
    write_panel("p.csv", 15, 6, "");
    static const char *const CASES[][2] = {{"lot", "A"}, {"staggered", "B"}, {"none", "C"}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const char *const words = "did p.csv" COLUMNS "--cluster team --json --design ";
        assert_int_equal(run(str_c(arena, str_fmt(arena, "%s%s", words, CASES[k][0]))), 0);
        json_t *const a = answer();
        assert_string_equal(text_of(a, "class"), CASES[k][1]);
        json_decref(a);
    }
}

static void what_is_missing_on_the_command_line(void **state) {
    (void)state;
    write_panel("p.csv", 6, 6, "");
    assert_said("did p.csv" COLUMNS "--json", 2, "--cluster is needed");
    assert_int_equal(run("did p.csv" COLUMNS "--mode parity --json"), 0);
    assert_said("did p.csv --unit who --time period --cluster team", 2, "--cohort is needed");
    assert_said("did p.csv" COLUMNS "--cluster nothing", 65, "p.csv:1:0: there is no column");
    assert_said("did none.csv" COLUMNS "--cluster unit", 65, "none.csv");
    assert_said("did" COLUMNS "--cluster unit", 2, "give FILE");
    assert_said("did p.csv" COLUMNS "--cluster unit --control all", 2, "never notyet");
    assert_said("did p.csv" COLUMNS "--cluster unit --bootstrap -1", 2, "--bootstrap takes");
}

static void assert_refused(const char *extra, const char *rule) {
    write_panel("p.csv", 6, 6, extra);
    assert_int_equal(run("did p.csv" COLUMNS "--cluster team --json"), 3);
    json_t *const a = answer();
    if (!has_remark(a, "refused", rule))
        fail_msg("not refused: %s", rule);
    assert_int_equal(json_array_size(json_object_get(a, "attgt")), 0);
    assert_true(json_is_null(json_object_get(a, "critical_value")));
    json_decref(a);
    assert_said("did p.csv" COLUMNS "--cluster team", 3, rule);
    assert_non_null(strstr(read_back("err"), "p.csv:182"));
}

static void bad_rows_are_refused_with_their_line(void **state) {
    (void)state;
    assert_refused("p0;t0;5;0;3;30\n", "duplicate");
    assert_refused("p6;t1;6;4;3;30\n", "cohort_varies");
    assert_refused("p6;t1;6;0;3;30\n", "untreated_again");
    assert_refused("p99;t1;6;-3;3;30\n", "negative_cohort");
    assert_refused("p0;t1;6;0;3;30\n", "cluster_varies");
    write_panel("p.csv", 6, 6, "p99;t1;6;3;Inf;30\n");
    assert_said("did p.csv" COLUMNS "--cluster team --json", 65, "p.csv:182:5: score");
    write_panel("p.csv", 6, 6, "p99;t1;6,5;3;2;30\n");
    assert_said("did p.csv" COLUMNS "--cluster team --json", 65, "p.csv:182:3: period");
}

static void one_team_in_each_cohort(void **state) {
    (void)state;
    write_panel("p.csv", 3, 12, "");
    assert_int_equal(run("did p.csv" COLUMNS "--cluster team --design lot --json"), 0);
    json_t *const a = answer();
    assert_true(has_remark(a, "warnings", "one_cluster"));
    assert_true(has_remark(a, "warnings", "too_few_clusters"));
    assert_string_equal(text_of(a, "class"), "C");
    assert_non_null(strstr(text_of(a, "sentence_nl"), "niet te scheiden van"));
    const json_t *cell = json_array_get(json_object_get(a, "attgt"), 0);
    assert_string_equal(text_of(cell, "reason"), "one_cluster");
    assert_true(isnan(number_of(cell, "se")) && isfinite(number_of(cell, "att")));
    json_decref(a);
}

static void few_people_are_listed(void **state) {
    (void)state;
    write_panel("p.csv", 15, 6,
                "a;t90;1;4;2;30\na;t90;2;4;2;30\na;t90;3;4;2;30\na;t90;4;4;9;30\n"
                "a;t90;5;4;9;30\nb;t90;1;0;;30\n");
    assert_int_equal(run("did p.csv" COLUMNS "--cluster team --json"), 0);
    json_t *a = answer();
    assert_true(has_remark(a, "warnings", "too_few_units"));
    assert_true(has_remark(a, "warnings", "rows_missing"));
    json_decref(a);
    write_panel("few.csv", 3, 2, "");
    assert_int_equal(run("did few.csv" COLUMNS "--cluster unit --json"), 3);
    a = answer();
    assert_true(has_remark(a, "refused", "no_cells"));
    assert_string_equal(text_of(a, "class"), "C");
    json_decref(a);
}

static void same_seed_same_bytes(void **state) {
    (void)state;
    write_panel("p.csv", 15, 6, "");
    const char *const words = "did p.csv" COLUMNS "--cluster team --json --covariates age";
    assert_int_equal(run(words), 0);
    const char *const once = read_back("out");
    assert_int_equal(run(words), 0);
    assert_string_equal(read_back("out"), once);
}

static void a_table_for_people(void **state) {
    (void)state;
    write_panel("p.csv", 15, 6, "");
    assert_int_equal(run("did p.csv" COLUMNS "--cluster team --design lot --lang en"), 0);
    assert_non_null(strstr(read_back("out"), "Sun-Abraham"));
    assert_non_null(strstr(read_back("out"), "Because of the programme"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_there),
        cmocka_unit_test(the_design_decides_the_class),
        cmocka_unit_test(what_is_missing_on_the_command_line),
        cmocka_unit_test(bad_rows_are_refused_with_their_line),
        cmocka_unit_test(one_team_in_each_cohort),
        cmocka_unit_test(few_people_are_listed),
        cmocka_unit_test(same_seed_same_bytes),
        cmocka_unit_test(a_table_for_people),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
