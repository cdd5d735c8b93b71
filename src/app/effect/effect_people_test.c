// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect` for surveys, small groups and networks, as a shell sees it.
#include "app/effect/test_effect.h"

static const char *shared(const char *name) {
    return str_c(arena, str_fmt(arena, "%s/../shared/data/effect/%s", home, name));
}

static bool is_at_hand(void) {
    if (access(shared("README.md"), R_OK) == 0)
        return true;
    print_message("skipped: %s is not at hand\n", shared(""));
    return false;
}

static void assert_number(const json_t *object, const char *key, double wanted) {
    const double got = number_of(object, key);
    if (!(fabs(got - wanted) <= 1e-9 * fmax(1, fabs(wanted))))
        fail_msg("%s: %.15g where %.15g belongs", key, got, wanted);
}

// ---- surveys -----------------------------------------------------------------------------------

static const char INSTRUMENT[] =
    "{\"title\":\"Samen\",\"owner\":\"wij\",\"licence\":\"CC0-1.0\",\"scale\":{\"least\":1,"
    "\"most\":5},\"items\":[{\"key\":\"a\",\"text_nl\":\"Wij helpen elkaar.\",\"text_en\":\"We "
    "help each other.\"},{\"key\":\"b\",\"reversed\":true,\"text_nl\":\"Ik sta er alleen voor.\","
    "\"text_en\":\"I am on my own.\"}]}";

// By hand: 12 people; a from 1 to 2, and b, turned, from 2 to 3 or 4; one goes the other way.
static void waves_are_paired_by_person(void **state) {
    (void)state;
    struct buf b = buf_on(arena, 4096);
    buf_c(&b, "id;wave;a;b\n");
    for (int i = 0; i < 12; i++)
        buf_fmt(&b, "p%d;%d;1;4\np%d;%d;2;%d\n", i, i == 3 ? 10 : 9, i, i == 3 ? 9 : 10, 3 - i % 2);
    buf_char(&b, '\0');
    write_file("long.csv", b.p);
    write_file("samen.json", INSTRUMENT);
    assert_int_equal(run("survey long.csv --instrument samen.json --wave wave --id id --json"), 0);
    json_t *const a = answer();
    const json_t *change = json_object_get(a, "change");
    // up by 1 for the even, by 1.5 for the odd but person 3, who goes down by 1.5
    assert_number(change, "n", 12);
    assert_number(change, "mean", (6 * 1 + 5 * 1.5 - 1.5) / 12);
    assert_number(change, "up", 11);
    assert_number(change, "down", 1);
    assert_true(json_is_null(json_object_get(a, "alpha"))); // 24 rows are fewer than 30
    assert_true(json_is_false(json_object_get(a, "draft")));
    assert_string_equal(text_of(a, "class"), "C");
    assert_true(has_remark(a, "warnings", "few"));
    json_decref(a);
    assert_int_equal(
        run("survey long.csv --instrument samen.json --wave wave --id id --svg s.svg --lang en"),
        0);
    assert_non_null(strstr(read_back("s.svg"), "12 people: 11 up, 0 the same, 1 down."));
    assert_said("survey long.csv --instrument samen.json --svg s.svg", 2, "there is no picture");
}

static void a_trend_stops_where_the_questions_change(void **state) {
    (void)state;
    write_file("samen.json", INSTRUMENT);
    write_file("before.csv",
               "key,reversed,text_nl,text_en,title,owner,licence,least,most\n"
               "a,0,Wij helpen elkaar vaak.,We help each other.,Samen,wij,CC0-1.0,1,5\n"
               "b,1,Ik sta er alleen voor.,I am on my own.,,,,,\n");
    write_file("same.csv", "key,reversed,text_nl,text_en,title,owner,licence,least,most\n"
                           "a,0,Wij helpen elkaar.,We help each other.,Samen,wij,CC0-1.0,1,5\n"
                           "b,1,Ik sta er alleen voor.,I am on my own.,,,,,\n");
    write_file("wide.csv", "pre,post\n1,2\n1,2\n2,2\n1,3\n2,1\n1,1\n");
    const char *words = "survey wide.csv --instrument samen.json --pre pre --post post --json "
                        "--instrument-before ";
    assert_int_equal(run(str_c(arena, str_fmt(arena, "%sbefore.csv", words))), 3);
    json_t *a = answer();
    assert_true(has_remark(a, "refused", "instrument_changed"));
    assert_true(json_is_null(json_object_get(a, "change")));
    json_decref(a);
    assert_int_equal(run(str_c(arena, str_fmt(arena, "%ssame.csv", words))), 0);
    a = answer();
    assert_number(json_object_get(a, "change"), "n", 6);
    assert_string_equal(text_of(json_object_get(a, "change"), "rule"), "counts");
    json_decref(a);
}

static void too_few_people_hear_nothing(void **state) {
    (void)state;
    write_file("few.csv", "pre,post\n1,2\n2,3\n2,2\n1,3\n");
    assert_int_equal(run("survey few.csv --pre pre --post post --json"), 3);
    json_t *const a = answer();
    assert_true(has_remark(a, "refused", "few"));
    assert_true(json_is_null(json_object_get(json_object_get(a, "change"), "mean")));
    assert_true(has_remark(a, "warnings", "draft"));
    json_decref(a);
}

static void published_surveys_agree(void **state) {
    (void)state;
    if (!is_at_hand()) {
        skip();
        return;
    }
    assert_int_equal(
        run(str_c(arena, str_fmt(arena, "survey %s --json", shared("e2_attitude_items.csv")))), 0);
    json_t *a = answer();
    assert_number(a, "alpha", 0.84314276956476);
    assert_number(a, "alpha_lower", 0.739375685643107);
    assert_number(a, "alpha_upper", 0.915773072159982);
    assert_true(fabs(number_of(a, "omega") - 0.840544503207018) < 1e-5);
    json_decref(a);
    assert_int_equal(run(str_c(arena, str_fmt(arena, "survey %s --pre pre --post post --json",
                                              shared("e2_sleep_paired.csv")))),
                     0);
    a = answer();
    assert_number(json_object_get(a, "change"), "mean", 1.58);
    assert_number(json_object_get(a, "change"), "lower", 0.700114236723018);
    assert_number(json_object_get(a, "change"), "p", 0.00283289019738427);
    assert_number(json_object_get(a, "change"), "g", 0.76050939567012);
    json_decref(a);
    assert_int_equal(run(str_c(arena, str_fmt(arena, "survey %s --team team --categories 5 --json",
                                              shared("e2_team_climate.csv")))),
                     0);
    a = answer();
    assert_number(a, "icc1", 0.699077528830368);
    assert_number(a, "icc2", 0.919747693366692);
    json_decref(a);
}

// ---- small groups ------------------------------------------------------------------------------

// 3 x 3 with a lone 2: three more are hidden, and no hidden count is in the answer.
static void hidden_counts_do_not_leave(void **state) {
    (void)state;
    write_file("t.csv",
               "r,c,n\na,x,2\na,y,7\na,z,40\nb,x,6\nb,y,8\nb,z,50\nc,x,60\nc,y,70\nc,z,80\n");
    assert_int_equal(run("suppress t.csv --rows r --cols c --count n --json"), 0);
    json_t *const a = answer();
    assert_number(a, "n_primary", 1);
    assert_number(a, "n_complementary", 3);
    assert_number(a, "sum_complementary", 21);
    size_t k, n_hidden = 0;
    json_t *cell;
    json_array_foreach(json_object_get(a, "table"), k, cell) {
        const bool is_hidden = strcmp(text_of(cell, "state"), "shown") != 0;
        assert_int_equal(is_hidden, json_is_null(json_object_get(cell, "count")));
        n_hidden += is_hidden;
    }
    assert_int_equal(k, 16);
    assert_int_equal(n_hidden, 4);
    json_decref(a);
    assert_int_equal(run("suppress t.csv --rows r --cols c --count n --svg t.svg"), 0);
    assert_non_null(strstr(read_back("out"), "a,,,40,49\n"));
    assert_non_null(strstr(read_back("t.svg"), "a, z: 40. "));
    assert_null(strstr(read_back("t.svg"), "a, x: 2."));
}

static void floors_are_raised_and_releases_wait(void **state) {
    (void)state;
    write_file("t.csv", "r,c,n\na,x,12\na,y,20\nb,x,30\nb,y,40\n");
    write_file("next.csv", "r,c,n\na,x,13\na,y,20\nb,x,30\nb,y,40\n");
    assert_int_equal(run("suppress t.csv --rows r --cols c --count n --floor 4"), 2);
    assert_int_equal(run("suppress t.csv --rows r --cols c --count n --floor 13 --json"), 0);
    json_t *a = answer();
    assert_number(a, "n_primary", 1);
    json_decref(a);
    assert_int_equal(run("suppress next.csv --rows r --cols c --count n --earlier t.csv --json"),
                     3);
    a = answer();
    assert_true(has_remark(a, "refused", "wait"));
    assert_int_equal(json_array_size(json_object_get(a, "table")), 0);
    json_decref(a);
    // the second did not come out; the third is 6 beside the first in one cell, and nothing else
    write_file("third.csv", "r,c,n\na,x,18\na,y,20\nb,x,30\nb,y,40\n");
    assert_int_equal(
        run("suppress third.csv --rows r --cols c --count n --earlier t.csv,next.csv --json"), 0);
    a = answer();
    assert_true(has_remark(a, "warnings", "earlier_hidden"));
    assert_number(a, "n_primary", 0);
    json_decref(a);
}

static void levels_agree(void **state) {
    (void)state;
    write_file("t.csv", "r,c,n,org\na,x,3,G\na,y,20,G\nb,x,30,G\nb,y,40,G\nc,x,9,P\nc,y,9,P\n");
    assert_int_equal(run("suppress t.csv --rows r --cols c --count n --parent org --json"), 0);
    json_t *const a = answer();
    assert_number(a, "n_primary", 0);
    const json_t *children = json_object_get(a, "children");
    assert_number(json_array_get(children, 0), "n_primary", 1);
    assert_number(json_array_get(children, 0), "n_complementary", 3);
    assert_number(json_array_get(children, 1), "n_primary", 0);
    json_decref(a);
}

// ---- networks ----------------------------------------------------------------------------------

static const char NODES[] =
    "id,org,answered\n1,a,1\n2,a,1\n3,a,1\n4,a,1\n5,b,1\n6,b,1\n7,b,1\n8,b,1\n";
static const char EDGES[] =
    "from,to\n1,2\n1,3\n1,4\n2,3\n2,4\n3,4\n4,5\n5,6\n5,7\n5,8\n6,7\n6,8\n7,8\n";

static void a_small_network_is_exact(void **state) {
    (void)state;
    write_file("nodes.csv", NODES);
    write_file("edges.csv", EDGES);
    assert_int_equal(run("network nodes.csv edges.csv --group org --mutual --json"), 0);
    json_t *const a = answer();
    assert_number(a, "ei", -11 / 13.0);
    assert_number(a, "ei_expected", 1 / 7.0);
    assert_number(a, "ei_sd", 0.233422734898492);
    assert_number(a, "p_lower", 2 / 70.0);
    assert_true(json_is_true(json_object_get(a, "exact")));
    assert_true(json_is_null(json_object_get(a, "jaccard")));
    assert_int_equal(json_array_size(json_object_get(a, "densities")), 4);
    assert_true(has_remark(a, "warnings", "small_group"));
    assert_string_equal(text_of(a, "class"), "C");
    json_decref(a);
    char *const once = read_back("out");
    assert_int_equal(run("network nodes.csv edges.csv --group org --mutual --json"), 0);
    assert_string_equal(read_back("out"), once);
}

// Two of four in b are silent: half is less than three quarters.
// Partners outside the own group, by hand: 4 and 5 have one; in the second wave 1 has 5 too. Nobody
// speaks for 2, who was silent then.
static void ties_are_an_outcome(void **state) {
    (void)state;
    write_file("n.csv", "id,org,answered2,team,cohort\n1,a,1,A,2\n2,a,0,A,2\n3,a,1,A,2\n4,a,1,A,2\n"
                        "5,b,1,B,0\n6,b,1,B,0\n7,b,1,B,0\n8,b,1,B,0\n");
    write_file("e.csv", EDGES);
    write_file("f.csv", "from,to\n1,5\n4,5\n6,7\n");
    assert_int_equal(run("network n.csv e.csv f.csv --group org --panel ties.csv"), 0);
    const char *const panel = read_back("ties.csv");
    assert_non_null(strstr(panel, "person,wave,team,cohort,external\n1,1,A,2,0\n1,2,A,2,1\n"
                                  "2,1,A,2,0\n3,1,A,2,0\n3,2,A,2,0\n4,1,A,2,1\n4,2,A,2,1\n"
                                  "5,1,B,0,1\n5,2,B,0,2\n"));
    assert_int_equal(run("ri ties.csv --unit person --cluster team --time wave --cohort cohort "
                         "--outcome external --json"),
                     0);
    json_t *const a = answer();
    assert_number(a, "assignments", 2);
    // team A: from 1 / 4 to 2 / 3; team B from 1 / 4 to 2 / 4
    assert_number(a, "effect", (2 / 3.0 - 1 / 4.0) - (2 / 4.0 - 1 / 4.0));
    json_decref(a);
    write_file("bare.csv", NODES);
    assert_said("network bare.csv e.csv --group org --panel ties.csv", 65, "no column team");
}

static void too_few_answers_say_nothing_of_the_whole(void **state) {
    (void)state;
    write_file("nodes.csv",
               "id,org,answered\n1,a,1\n2,a,1\n3,a,1\n4,a,1\n5,b,0\n6,b,0\n7,b,1\n8,b,1\n");
    write_file("edges.csv", EDGES);
    assert_int_equal(run("network nodes.csv edges.csv --group org --people --json"), 3);
    json_t *const a = answer();
    assert_true(has_remark(a, "refused", "response"));
    assert_true(isnan(number_of(a, "ei")));
    assert_number(a, "silent", 2);
    assert_number(a, "arcs_ignored", 5);
    assert_number(json_array_get(json_object_get(a, "people"), 0), "named", 3);
    assert_true(number_of(json_object_get(a, "bounds"), "missing") > 0);
    json_decref(a);
}

static void networks_that_cannot_be_read_say_where(void **state) {
    (void)state;
    write_file("nodes.csv", NODES);
    write_file("stranger.csv", "from,to\n1,9\n");
    write_file("loop.csv", "from,to\n1,2\n3,3\n");
    write_file("twice.csv", "id,org\n1,a\n1,b\n");
    assert_said("network nodes.csv stranger.csv --group org", 65, "stranger.csv:2:");
    assert_said("network nodes.csv loop.csv --group org", 65, "loop.csv:3:");
    assert_said("network twice.csv loop.csv --group org", 65, "twice.csv:3:");
    assert_said("network nodes.csv loop.csv --group team", 65, "nodes.csv:1:");
    assert_said("network nodes.csv loop.csv", 2, "--group");
    assert_said("network qap nodes.csv", 2, "give A B");
}

// A square file and a list of ties are the same matrix.
static void matrices_are_squares_or_ties(void **state) {
    (void)state;
    write_file("square.csv", "id,a,b,c,d\na,,1,0,0\nb,0,,1,0\nc,0,0,,1\nd,1,0,0,\n");
    write_file("ties.csv", "from,to\na,b\nb,c\nc,d\nd,a\n");
    write_file("other.csv", "from,to,value\na,b,2\nb,a,1\nc,d,3\nd,b,1\n");
    assert_int_equal(run("network qap square.csv other.csv --json"), 0);
    json_t *const a = answer();
    assert_int_equal(run("network qap ties.csv other.csv --json"), 0);
    json_t *const b = answer();
    assert_number(a, "correlation", number_of(b, "correlation"));
    assert_number(a, "p_upper", number_of(b, "p_upper"));
    assert_number(b, "permutations", 24);
    json_decref(a);
    json_decref(b);
    assert_int_equal(run("network mrqap other.csv ties.csv square.csv --json"), 3);
    json_t *const c = answer();
    assert_true(has_remark(c, "refused", "singular"));
    json_decref(c);
}

static void published_networks_agree(void **state) {
    (void)state;
    if (!is_at_hand()) {
        skip();
        return;
    }
    const char *words = str_c(arena, str_fmt(arena, "network %s %s %s --group dept --json",
                                             shared("e3_krackhardt_nodes.csv"),
                                             shared("e3_krackhardt_advice_edges.csv"),
                                             shared("e3_krackhardt_friends_edges.csv")));
    assert_int_equal(run(words), 0);
    json_t *const a = answer();
    assert_number(a, "ei", 0.517241379310345);
    assert_number(a, "ei_sd", 0.0407052308761958);
    assert_number(a, "reciprocity", 0.473684210526316);
    assert_number(a, "assortativity", -0.0321954376314513);
    assert_number(a, "modularity", -0.0236623067776457);
    assert_number(a, "jaccard", 0.258620689655172);
    assert_number(json_object_get(json_object_get(a, "brokerage"), "liaison"), "total", 246);
    assert_true(fabs(number_of(a, "p_lower") - .2469) < 4 * sqrt(.2469 * .7531 / 10000));
    json_decref(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waves_are_paired_by_person),
        cmocka_unit_test(a_trend_stops_where_the_questions_change),
        cmocka_unit_test(too_few_people_hear_nothing),
        cmocka_unit_test(published_surveys_agree),
        cmocka_unit_test(hidden_counts_do_not_leave),
        cmocka_unit_test(floors_are_raised_and_releases_wait),
        cmocka_unit_test(levels_agree),
        cmocka_unit_test(a_small_network_is_exact),
        cmocka_unit_test(ties_are_an_outcome),
        cmocka_unit_test(too_few_answers_say_nothing_of_the_whole),
        cmocka_unit_test(networks_that_cannot_be_read_say_where),
        cmocka_unit_test(matrices_are_squares_or_ties),
        cmocka_unit_test(published_networks_agree),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
