// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect` for the flywheel, agility, the ledger and who left, as a shell sees it.
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

// ---- flywheel ----------------------------------------------------------------------------------

// By hand: three alumni of cohort 1. d names a and b, each for a half; e names a; f nobody. So a
// brought 1.5 and b 0.5: 2 of 3.
static void names_are_shared_out(void **state) {
    (void)state;
    write_file("p.csv", "person,cohort,named\na,1,\nb,1,\nc,1,\nd,,a b\ne,,a\nf,,\n");
    assert_int_equal(run("flywheel p.csv --json"), 0);
    json_t *const a = answer();
    assert_number(a, "r", 2 / 3.0);
    assert_number(a, "alumni", 3);
    assert_number(a, "top_share", .75);
    assert_int_equal(json_array_size(json_object_get(a, "per_cohort")), 1);
    assert_true(has_remark(a, "warnings", "few"));
    json_decref(a);
    write_file("self.csv", "person,cohort,named\na,1,a\n");
    assert_said("flywheel self.csv", 65, "self.csv:2:");
    write_file("nobody.csv", "person,cohort,named\na,1,z\n");
    assert_said("flywheel nobody.csv", 65, "z has no row");
    write_file("empty.csv", "person,cohort,named\na,,\n");
    assert_int_equal(run("flywheel empty.csv --json"), 3);
}

// a ended a year and more ago, b half a year ago: b counts for 182 of 365 days. d applied in time
// for a, e too late, and g before b had ended.
static void days_decide_what_counts(void **state) {
    (void)state;
    write_file("p.csv", "person,cohort,named,applied,ended\na,1,,,2024-01-01\nb,2,,,2025-07-02\n"
                        "d,,a,2024-06-01,\ne,,a,2025-02-01,\ng,,b,2025-07-01,\nh,,b,2025-08-01,\n");
    assert_said("flywheel p.csv", 2, "--as-of");
    assert_int_equal(run("flywheel p.csv --as-of 2025-12-31 --json"), 0);
    json_t *const a = answer();
    assert_number(a, "brought", 2);
    assert_number(a, "exposure", 1 + 182 / 365.0);
    const json_t *cohorts = json_object_get(a, "per_cohort");
    assert_true(json_is_false(json_object_get(json_array_get(cohorts, 0), "open")));
    assert_true(json_is_true(json_object_get(json_array_get(cohorts, 1), "open")));
    assert_true(has_remark(a, "warnings", "open"));
    json_decref(a);
}

// By hand: of the 6 of the first cohort 9 of the second came: 1.5. The picture has where applicants
// came from, and what else may have made their number.
static void pictures_have_sources(void **state) {
    (void)state;
    write_file("g.csv", "cohort,size,applicants,from_alumni,full,campaign\n"
                        "een,6,10,0,no,maart\ntwee,8,14,9,yes,\ndrie,8,20,8,no,\n");
    assert_int_equal(run("flywheel g.csv --svg g.svg --json"), 0);
    const char *svg = read_back("g.svg");
    assert_non_null(strstr(svg, "een: 0 via alumni, 10 anders. campagne maart. "));
    assert_non_null(strstr(svg, "twee: 1,5; 6 alumni. 9 via alumni, 5 anders. lichting vol. "));
    write_file("p.csv", "person,cohort,named\na,1,\nb,1,\nc,1,\nd,2,a b\ne,2,a\nf,2,\n");
    write_file("c.csv", "cohort;applicants;from_alumni\n2;3;2\n");
    assert_int_equal(run("flywheel p.csv --cohorts c.csv --svg p.svg --lang en"), 0);
    assert_non_null(strstr(read_back("p.svg"), "2 through alumni, 1 otherwise. "));
    write_file("other.csv", "cohort,applicants,from_alumni\n7,3,2\n");
    assert_said("flywheel p.csv --cohorts other.csv --svg p.svg", 65, "other.csv:2:");
    write_file("more.csv", "cohort,applicants,from_alumni\n2,3,4\n");
    assert_said("flywheel p.csv --cohorts more.csv --svg p.svg", 65, "more.csv:2:");
    write_file("odd.csv", "cohort,applicants,from_alumni,full\n2,3,2,perhaps\n");
    assert_said("flywheel p.csv --cohorts odd.csv --svg p.svg", 65, "odd.csv:2:");
}

static void curves_name_their_form(void **state) {
    (void)state;
    write_file("s.csv", "adopters\n1\n2\n4\n8\n16\n32\n64\n128\n");
    assert_said("flywheel bass s.csv", 2, "--form");
    assert_int_equal(run("flywheel bass s.csv --form density --json"), 3);
    json_t *const a = answer();
    assert_true(has_remark(a, "refused", "peak"));
    json_decref(a);
}

static void published_flywheels_agree(void **state) {
    (void)state;
    if (!is_at_hand()) {
        skip();
        return;
    }
    assert_int_equal(
        run(str_c(arena, str_fmt(arena, "flywheel %s --json", shared("e4_offspring.csv")))), 0);
    json_t *a = answer();
    assert_number(a, "r", 1.11904761904762);
    assert_number(a, "lower", 0.822234099215851);
    assert_number(a, "upper", 1.48809610334874);
    assert_number(a, "p_above_1", 0.79526722524275);
    assert_true(fabs(number_of(a, "lower_nb") - 0.716770925426164) < 1e-4);
    assert_true(fabs(number_of(a, "upper_nb") - 1.7779720189774) < 1e-4);
    json_decref(a);
    assert_int_equal(run(str_c(arena, str_fmt(arena, "flywheel bass %s --form increment --json",
                                              shared("e4_bass_vcr.csv")))),
                     0);
    a = answer();
    assert_true(fabs(number_of(json_object_get(a, "m"), "value") / 67660.0248144133 - 1) < 1e-5);
    json_decref(a);
    assert_int_equal(
        run(str_c(arena, str_fmt(arena, "flywheel %s --json", shared("e4_cohort_growth.csv")))), 0);
    a = answer();
    assert_number(a, "growth_factor", 1.35238768540576);
    json_decref(a);
}

// ---- agility -----------------------------------------------------------------------------------

static void five_figures_stay_apart(void **state) {
    (void)state;
    write_file("h.csv", "person,domain,hours\na,x,100\nb,y,100\n");
    write_file("s.csv", "person,package,qualified,available\na,p,1,1\na,q,1,1\nb,p,1,0\n");
    write_file("w.csv", "time,status\n1,1\n2,1\n3,0\n");
    assert_int_equal(run("agility h.csv s.csv w.csv --moves 3 --headcount 60 --people --json"), 0);
    json_t *const a = answer();
    assert_number(a, "alpha_within", 0);
    assert_number(a, "beta_between", log(2));
    assert_number(a, "bus_factor", 1);
    assert_number(a, "n_deep", 0);
    assert_number(a, "mobility", .05);
    assert_number(json_array_get(json_object_get(a, "time_to_staff"), 0), "median", 2);
    assert_int_equal(json_array_size(json_object_get(a, "people")), 2);
    json_decref(a);
    assert_said("agility h.csv h.csv", 2, "one file of each kind");
    write_file("bad.csv", "person,domain,hours\na,x,-1\n");
    assert_said("agility bad.csv", 65, "bad.csv:2:");
    write_file("odd.csv", "time,status\n1,perhaps\n");
    assert_said("agility odd.csv", 65, "odd.csv:2:");
}

static void published_agility_agrees(void **state) {
    (void)state;
    if (!is_at_hand()) {
        skip();
        return;
    }
    assert_int_equal(run(str_c(arena, str_fmt(arena, "agility %s %s --json", shared("e5_hours.csv"),
                                              shared("e5_aml.csv")))),
                     0);
    json_t *const a = answer();
    assert_number(a, "alpha_within", 0.825794406313095);
    assert_number(a, "gamma_team", 1.09345799874596);
    assert_number(json_object_get(a, "logrank"), "chisq", 3.3963886989776);
    json_decref(a);
}

// ---- money and people --------------------------------------------------------------------------

static void a_ledger_counts_once(void **state) {
    (void)state;
    write_file("l.csv",
               "line,kind,baseline,counterfactual,realised,claimed,evidence,overlap_with,"
               "overlap_share\n1,hiring,100,110,80,50,2,2,0.5\n2,external,50,50,60,20,3,,\n");
    assert_int_equal(run("ledger l.csv --json"), 0);
    json_t *a = answer();
    assert_number(a, "gross_realised", 20);
    assert_number(a, "net_of_overlap", 5);
    assert_number(a, "supported_claim", 15);
    assert_string_equal(text_of(a, "named"), "less_spending");
    json_decref(a);
    write_file("round.csv", "line,kind,baseline,counterfactual,realised,claimed,evidence,"
                            "overlap_with,overlap_share\n1,hiring,1,1,1,1,2,2,0.5\n"
                            "2,external,1,1,1,1,3,1,0.5\n");
    assert_int_equal(run("ledger round.csv --json"), 3);
    a = answer();
    assert_true(has_remark(a, "refused", "cycle"));
    json_decref(a);
    write_file("kind.csv", "line,kind,baseline,counterfactual,realised,claimed,evidence,"
                           "overlap_with,overlap_share\n1,magic,1,1,1,1,2,,\n");
    assert_said("ledger kind.csv", 65, "kind.csv:2:");
}

// Who signed, when, and for what: said again as it stands. What would have been spent was set on
// the third day of the period of line 2, so its evidence counts as a plan. 30 come back, 20 do not.
static void lines_say_who_and_when(void **state) {
    (void)state;
    write_file("l.csv",
               "line;kind;baseline;counterfactual;realised;claimed;evidence;overlap_with;"
               "overlap_share;cost_object;period;period_start;baseline_day;set_on;recurring;"
               "signed_by\n"
               "1;hiring;100;100;70;30;2;;;zorg;2026;2026-01-01;2025-12-31;2025-12-01;ja;A. Bos\n"
               "2;external;60;60;40;20;3;;;werk;2026;2026-01-01;2025-12-31;2026-01-03;nee;\n");
    assert_int_equal(run("ledger l.csv --json"), 0);
    json_t *const a = answer();
    assert_number(a, "net_recurring", 30);
    assert_number(a, "net_one_off", 20);
    assert_number(a, "supported_claim", 30);
    assert_true(has_remark(a, "warnings", "late") && has_remark(a, "warnings", "unsigned"));
    const json_t *const lines = json_object_get(a, "lines");
    const json_t *const one = json_array_get(lines, 0), *const two = json_array_get(lines, 1);
    assert_string_equal(text_of(one, "cost_object"), "zorg");
    assert_string_equal(text_of(one, "period"), "2026");
    assert_string_equal(text_of(one, "signed_by"), "A. Bos");
    assert_string_equal(text_of(two, "set_on"), "2026-01-03");
    assert_true(json_is_false(json_object_get(one, "late")));
    assert_true(json_is_true(json_object_get(two, "late")));
    assert_true(json_is_true(json_object_get(one, "recurring")));
    assert_true(json_is_null(json_object_get(two, "signed_by")));
    json_decref(a);
    write_file("day.csv",
               "line,kind,baseline,counterfactual,realised,claimed,evidence,overlap_with,"
               "overlap_share,set_on\n1,hiring,1,1,1,1,2,,,soon\n");
    assert_said("ledger day.csv", 65, "day.csv:2:0: set_on");
}

// A picture that is asked for and does not exist is no silence.
static void what_has_no_picture_says_so(void **state) {
    (void)state;
    write_file("o.csv", "reason,employer_initiated,n\nretirement,0,3\n");
    write_file("s.csv", "scale,fte0,rate0,fte1,rate1\n7,10,50,11,51\n");
    write_file("b.csv", "adopters\n1\n5\n9\n12\n8\n4\n2\n1\n");
    write_file("m.csv", "from,to\na,b\nb,c\nc,d\nd,e\n");
    assert_said("outflow o.csv --svg o.svg", 2, "there is no picture");
    assert_said("ledger s.csv --svg s.svg", 2, "there is no picture");
    assert_said("flywheel bass b.csv --form density --svg b.svg", 2, "there is no picture");
    assert_said("network qap m.csv m.csv --svg m.svg", 2, "there is no picture");
    assert_said("network mrqap m.csv m.csv --svg m.svg", 2, "there is no picture");
    assert_int_equal(run("outflow o.csv"), 0);
}

// What a picture holds is tested where it is made; here, that the option makes one.
static void agility_is_drawn(void **state) {
    (void)state;
    write_file("h.csv", "person,domain,hours\na,x,100\nb,y,100\n");
    write_file("s.csv", "person,package,qualified\na,p,1\nb,p,1\n");
    write_file("w.csv", "time,status,group\n1,1,voor\n2,1,voor\n3,0,na\n4,1,na\n");
    assert_int_equal(run("agility h.csv s.csv w.csv --svg a.svg --lang en"), 0);
    const char *svg = read_back("a.svg");
    assert_non_null(strstr(svg, "within a person: 0.00. between people: 0.69. p: 2. "));
    assert_non_null(strstr(svg, "voor: half are staffed after"));
    assert_non_null(strstr(svg, "na: half are staffed after 4.0 days"));
}

static void everybody_is_counted(void **state) {
    (void)state;
    write_file("o.csv", "reason,employer_initiated,n\nretirement,0,3\ndismissal_redundancy,1,0\n"
                        "end_temporary_contract,1,2\ninternal_move_out,0,4\n");
    assert_int_equal(run("outflow o.csv --opening 100 --inflow 5 --closing 100 --json"), 0);
    json_t *a = answer();
    assert_number(a, "forced_strict", 0);
    assert_number(a, "forced_broad", 2);
    assert_number(a, "outflow_rate", .05);
    json_decref(a);
    assert_int_equal(run("outflow o.csv --opening 100 --inflow 5 --closing 101 --json"), 3);
    a = answer();
    assert_true(has_remark(a, "refused", "identity"));
    json_decref(a);
    assert_int_equal(run("outflow o.csv --lang en"), 0);
    assert_non_null(strstr(read_back("out"), "but 2 departures on the employer's initiative"));
}

static void published_books_agree(void **state) {
    (void)state;
    if (!is_at_hand()) {
        skip();
        return;
    }
    assert_int_equal(run(str_c(arena, str_fmt(arena, "ledger %s --json", shared("e5_ledger.csv")))),
                     0);
    json_t *a = answer();
    assert_number(a, "supported_claim", 75040);
    assert_number(a, "pct_net", 0.168560338743825);
    json_decref(a);
    assert_int_equal(
        run(str_c(arena, str_fmt(arena, "ledger %s --json", shared("e5_workforce.csv")))), 0);
    a = answer();
    assert_number(a, "lmdi_volume", -870798.451674877);
    json_decref(a);
    assert_int_equal(run(str_c(arena, str_fmt(arena, "outflow %s --opening 240 --inflow 22 --json",
                                              shared("e5_outflow.csv")))),
                     0);
    a = answer();
    assert_number(a, "end_headcount", 226);
    assert_number(a, "forced_strict_upper95", 0.0128572200581716);
    json_decref(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_shared_out),      cmocka_unit_test(days_decide_what_counts),
        cmocka_unit_test(pictures_have_sources),     cmocka_unit_test(curves_name_their_form),
        cmocka_unit_test(published_flywheels_agree), cmocka_unit_test(five_figures_stay_apart),
        cmocka_unit_test(published_agility_agrees),  cmocka_unit_test(a_ledger_counts_once),
        cmocka_unit_test(lines_say_who_and_when),    cmocka_unit_test(what_has_no_picture_says_so),
        cmocka_unit_test(agility_is_drawn),          cmocka_unit_test(everybody_is_counted),
        cmocka_unit_test(published_books_agree),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
