// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect power` as a shell sees it, and what the methods share: usage, exit codes,
// labels that may not be.
#include "app/effect/test_effect.h"

// 0.64 within and 0.02 between teams make a standard deviation of sqrt(0.66).
static void waves_of_teams(void **state) {
    (void)state;
    assert_int_equal(run("power --clusters 8 --waves 4 --size 8 --icc 0.030303030303030304 --sd "
                         "0.812403840463596 --effect 0.3 --json"),
                     0);
    json_t *const a = answer();
    assert_true(fabs(number_of(a, "power") - 0.55238370262151) < 1e-9);
    assert_true(fabs(number_of(a, "variance") - 0.0205714285714286) < 1e-12);
    assert_true(fabs(number_of(a, "mde") - 2.801585218112969 * sqrt(0.0205714285714286)) < 1e-12);
    assert_int_equal(json_array_size(json_object_get(a, "refused")), 0);
    assert_string_equal(text_of(a, "sentence_nl"),
                        "Met 8 teams die in 4 golven beginnen, zijn effecten vanaf ongeveer 0,4 te "
                        "zien. Een kleiner effect kan er zijn zonder dat je het ziet.");
    json_decref(a);
    assert_int_equal(run("power --clusters 8 --waves 4 --size 8 --icc 0.03 --svg p.svg"), 0);
    assert_non_null(strstr(read_back("p.svg"), "8 teams, 5 periodes."));
}

static void a_design_from_a_file(void **state) {
    (void)state;
    write_file("design.csv", "team;p1;p2;p3;p4;p5\na;0;1;1;1;1\nb;0;1;1;1;1\nc;0;0;1;1;1\n"
                             "d;0;0;1;1;1\ne;0;0;0;1;1\nf;0;0;0;1;1\ng;0;0;0;0;1\nh;0;0;0;0;1\n");
    assert_int_equal(run("power --design-file design.csv --size 8 --icc 0.030303030303030304 --sd "
                         "0.812403840463596 --effect -0.3 --json"),
                     0);
    json_t *a = answer();
    assert_true(fabs(number_of(a, "power") - 0.55238370262151) < 1e-9);
    json_decref(a);
    write_file("bad.csv", "p1,p2\n0,1\n0,1.5\n");
    assert_said("power --design-file bad.csv --size 8 --icc 0.1", 65, "bad.csv:3:0: p2");
    write_file("same.csv", "p1,p2\n0,1\n0,1\n");
    assert_int_equal(run("power --design-file same.csv --size 8 --icc 0.1 --json"), 3);
    a = answer();
    assert_true(has_remark(a, "refused", "not_identified"));
    assert_true(isnan(number_of(a, "mde")));
    json_decref(a);
}

static void words_that_are_not_understood(void **state) {
    (void)state;
    assert_said("", 2, "METHOD is one of");
    assert_said("nothing x.csv", 2, "METHOD is one of");
    assert_said("power --size 8 --icc 0.1 --waves 2", 2, "--clusters is needed");
    assert_said("power --size 8 --icc 1.5 --waves 2 --clusters 4", 2, "--icc takes a number");
    assert_said("power x.csv --size 8 --icc 0.5 --waves 2 --clusters 4", 2, "give --clusters I");
    assert_said("power --size 8 --icc 0.5 --waves 2 --clusters 4 --design drawn", 2, "lot");
    assert_said("power --size 8 --icc 0.5 --waves 2 --clusters 4 --label cultuuromslag", 2,
                "must not say");
    assert_said("power --size 8 --icc 0.5 --waves 2 --clusters 4 --svg none/x.svg", 1,
                "cannot write");
    assert_int_equal(run("--help"), 0);
    assert_int_equal(run("power --help"), 0);
    assert_int_equal(run("power --size 8 --icc 0.5 --waves 5 --clusters 4 --json"), 3);
    json_t *const a = answer();
    assert_true(has_remark(a, "refused", "too_few_clusters"));
    json_decref(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waves_of_teams),
        cmocka_unit_test(a_design_from_a_file),
        cmocka_unit_test(words_that_are_not_understood),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
