// SPDX-License-Identifier: EUPL-1.2
// Pictures of a plan, of the lot, of agility, of small groups and of a change: figures worked by
// hand are read back from the text and from where the marks stand.
#include "base/testing.h"

#include <math.h>

#include "effect/picture/marks.h"

TEST_ARENA((size_t)1 << 28);

static const struct effect_picture DUTCH = {
    .language = EFFECT_DUTCH, .has_style = true, .unit = "<punt>"};
static const struct effect_picture ENGLISH = {.language = EFFECT_ENGLISH};

static int count(const char *text, const char *part) {
    int n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        n++;
    return n;
}

static void assert_has(const char *text, const char *part) {
    if (!strstr(text, part))
        fail_msg("%s is not in %s", part, text);
}

static void assert_sound(const char *svg) {
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
    assert_null(strstr(svg, "<punt>"));
    assert_has(svg, "</svg>");
}

// ---- a plan ------------------------------------------------------------------------------------

// Eight teams in four waves over five periods: 4, 4, 3, 3, 2, 2, 1, 1 begun. With an error of
// 1 / (1.96 + 0.84) the smallest effect is 1; half of it is seen 29 times of 100, twice it always.
static void a_plan_has_steps_and_a_curve(void **state) {
    (void)state;
    const double mde = 1, se = mde / (1.959963984540054 + 0.841621233572914);
    const struct effect_power design = {.n_clusters = 8, .n_waves = 4, .effect = -.7};
    const struct effect_power_result result = {.variance = se * se, .power = .5, .mde = mde};
    const char *svg = effect_power_picture(arena, &design, &result, &DUTCH);
    assert_sound(svg);
    // 20 fields begun, and a point at the smallest and at the hoped effect
    assert_int_equal(count(svg, "class=\"post\""), 20 + 2);
    assert_int_equal(count(svg, "<rect class=\"open\""), 8 * 5 - 20);
    assert_has(svg, "8 teams, 5 periodes.");
    assert_has(svg, "een effect van 0,5 &lt;punt&gt;: 29 van de 100 keer gezien.");
    assert_has(svg, "een effect van 1,0 &lt;punt&gt;: 80 van de 100 keer gezien.");
    assert_has(svg, "een effect van 2,0 &lt;punt&gt;: 100 van de 100 keer gezien.");
    assert_has(svg, "een effect van 0,7 &lt;punt&gt;: 50 van de 100 keer gezien.");
    // 1 is halfway from 372 to 740; 80 of 100 from 300 up to 76
    assert_has(svg, "cx=\"556.0\" cy=\"120.8\"");
    const struct effect_power_result none = {NAN, NAN, NAN};
    assert_has(effect_power_picture(arena, &design, &none, &ENGLISH), "cannot be told from time");
}

static void half_a_period_is_not_begun(void **state) {
    (void)state;
    static const double BEGUN[] = {0, .5, 1, 0, 0, .6};
    const struct effect_power design = {
        .n_clusters = 2, .n_periods = 3, .begun = BEGUN, .effect = NAN};
    const struct effect_power_result result = {.variance = .01, .power = NAN, .mde = .28};
    const char *svg = effect_power_picture(arena, &design, &result, &ENGLISH);
    assert_int_equal(count(svg, "<rect class=\"post\""), 2);
    assert_int_equal(count(svg, "<circle"), 1);
    assert_null(strstr(svg, "hoped for"));
}

// ---- the lot -----------------------------------------------------------------------------------

// Five orders: two as far from 0 as 2. The scale ends at 3, the upper end of the interval.
static void orders_are_counted(void **state) {
    (void)state;
    static const double B[] = {2, -2, .1, -1, 1};
    struct effect_ri_result r = {.effect = 2,
                                 .assignments = 5,
                                 .is_exact = true,
                                 .coefficients = B,
                                 .studentised = {.lower = 1.5, .upper = 3}};
    const char *svg = effect_ri_picture(arena, &r, &DUTCH);
    assert_sound(svg);
    assert_has(svg, "5 volgordes, alle. gevonden: 2,0. 2 minstens zo ver van 0. ");
    assert_has(svg, "effecten die hierbij passen: 1,5 tot 3,0.");
    assert_int_equal(count(svg, "<rect class=\"post\""), 2 + 1); // and one in the legend
    assert_int_equal(count(svg, "<rect class=\"pre\""), 3);
    // 2 of 3, on a scale from 72 to 700
    assert_has(svg, "x1=\"595.3\" y1=\"68.0\" x2=\"595.3\" y2=\"300.0\"");
    r.studentised.lower = r.studentised.upper = NAN;
    r.is_exact = false;
    svg = effect_ri_picture(arena, &r, &ENGLISH);
    assert_has(svg, "5 orders, drawn.");
    assert_has(svg, "no interval: so few orders rule nothing out");
    r.effect = NAN;
    r.assignments = 0;
    assert_has(effect_ri_picture(arena, &r, &ENGLISH), "the same comes out");
}

// ---- agility -----------------------------------------------------------------------------------

// Two specialists: nothing within, ln 2 between. Two packages: one with two people, one with one.
// Of three requests one is staffed after 1 and one after 3; half are after 2, by hand 3.
static void three_panels_stay_apart(void **state) {
    (void)state;
    static const double HOURS[] = {100, 0, 0, 100};
    static const bool QUALIFIED[] = {true, true, true, false};
    static const double TIME[] = {1, 3, 4};
    static const bool ENDED[] = {true, true, false};
    static const char *const PACKAGES[] = {"loket", "<b>"};
    struct effect_hours hours;
    struct effect_bench bench;
    struct effect_survival survival;
    effect_hours_spread(arena, 2, 2, HOURS, &hours);
    effect_bench_depth(arena, 2, 2, QUALIFIED, NULL, &bench);
    effect_survival(arena, &(struct effect_waiting){3, TIME, ENDED, NULL, 1}, &survival);
    struct effect_agility_figures f = {.hours = &hours,
                                       .bench = &bench,
                                       .package_names = PACKAGES,
                                       .survival = &survival,
                                       .n_groups = 1};
    const char *svg = effect_agility_picture(arena, &f, &DUTCH);
    assert_sound(svg);
    assert_has(svg, "binnen een mens: 0,00. tussen mensen: 0,69. loket: 2. &lt;b&gt;: 1. ");
    assert_has(svg, "de helft is bezet na 3,0 dagen");
    assert_null(strstr(svg, "<b>"));
    // two of three wait until 3: from 100 down to 66.7 of a panel between 430 and 590
    assert_has(svg, "points=\"72,430.0 281.3,430.0 281.3,483.3 700.0,483.3 700.0,536.7");
    f = (struct effect_agility_figures){.bench = &bench, .package_names = PACKAGES};
    svg = effect_agility_picture(arena, &f, &ENGLISH);
    assert_null(strstr(svg, "within a person"));
    assert_null(strstr(svg, "polyline"));
    assert_int_equal(count(svg, "<rect class=\"open\""), 1); // one person only
    f = (struct effect_agility_figures){0};
    assert_has(effect_agility_picture(arena, &f, &ENGLISH), "There are no figures to draw.");
}

// ---- small groups ------------------------------------------------------------------------------

// The table of the manual: the 2 is striped, 7, 6 and 8 are dashed, and none of the four is there.
static void hidden_counts_are_not_drawn(void **state) {
    (void)state;
    static const int64_t COUNT[] = {2, 7, 40, 6, 8, 50, 60, 70, 80};
    static const char *const ROWS[] = {"a", "<b>", "c"}, *const COLS[] = {"x", "y", "z"};
    struct effect_suppression s;
    effect_suppress(arena, &(struct effect_counts){3, 3, COUNT},
                    &(struct effect_suppress_options){.floor = 5}, &s);
    const char *svg = effect_suppress_picture(arena, &s, ROWS, COLS, &DUTCH);
    assert_sound(svg);
    assert_int_equal(count(svg, "<rect fill=\"url(#es-o)\""), 1 + 1); // and one in the legend
    assert_int_equal(count(svg, "<rect class=\"few\""), 3 + 1);
    assert_has(svg, "a, x: verborgen: te weinig mensen. ");
    assert_has(svg, "&lt;b&gt;, y: verborgen: anders is de rest uit te rekenen. ");
    assert_has(svg, "c, z: 80. ");
    assert_has(svg, "totaal, totaal: 323. ");
    static const char *const SMALL[] = {": 2.", ": 7.", ": 6.", ": 8.", ">2<", ">7<", ">6<", ">8<"};
    for (size_t k = 0; k < COUNT_OF(SMALL); k++)
        assert_null(strstr(svg, SMALL[k]));
    assert_null(strstr(svg, "de rest staat"));
    s.refusal = EFFECT_SUPPRESS_NOTHING;
    svg = effect_suppress_picture(arena, &s, ROWS, COLS, &ENGLISH);
    assert_has(svg, "too small to show anything");
    assert_null(strstr(svg, "323"));
}

static void large_tables_are_cut(void **state) {
    (void)state;
    enum { ROWS = 60, COLS = 20 };
    static int64_t counts[ROWS * COLS];
    const char *names[ROWS];
    for (int k = 0; k < ROWS * COLS; k++)
        counts[k] = 10;
    for (int k = 0; k < ROWS; k++)
        names[k] = "n";
    struct effect_suppression s;
    effect_suppress(arena, &(struct effect_counts){ROWS, COLS, counts},
                    &(struct effect_suppress_options){.floor = 5}, &s);
    const char *svg = effect_suppress_picture(arena, &s, names, names, &ENGLISH);
    assert_int_equal(count(svg, ">10</text>"), 40 * 14);
    assert_has(svg, "the rest is in the table");
}

// ---- change ------------------------------------------------------------------------------------

// The six people of the manual: three up, two the same, one down; .5, from -.6 to 1.6.
static void ways_are_counted(void **state) {
    (void)state;
    static const double PRE[] = {1, 1, 2, 1, 2, 1}, POST[] = {2, 2, 2, 3, 1, 1};
    struct effect_change c;
    effect_survey_change(arena, 6, PRE, POST, NAN, 1, &c);
    const char *svg = effect_survey_picture(arena, &c, &DUTCH);
    assert_sound(svg);
    assert_has(svg, "6 mensen: 3 omhoog, 2 gelijk, 1 omlaag. gemiddelde verandering 0,5 (\u22120,6 "
                    "tot 1,6); of dit door de leergang komt");
    // half of 640, less the gap; .5 on an axis to 1.7 either way
    assert_has(svg, "<rect class=\"post\" x=\"40.0\" y=\"62.0\" width=\"318.0\"");
    assert_has(svg, "cx=\"454.1\"");
    effect_survey_change(arena, 4, PRE, POST, NAN, 1, &c);
    svg = effect_survey_picture(arena, &c, &ENGLISH);
    assert_has(svg, "Too few people to show anything.");
    assert_int_equal(count(svg, "<rect"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_has_steps_and_a_curve),
        cmocka_unit_test(half_a_period_is_not_begun),
        cmocka_unit_test(orders_are_counted),
        cmocka_unit_test(three_panels_stay_apart),
        cmocka_unit_test(hidden_counts_are_not_drawn),
        cmocka_unit_test(large_tables_are_cut),
        cmocka_unit_test(ways_are_counted),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
