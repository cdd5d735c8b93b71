// SPDX-License-Identifier: EUPL-1.2
// The event study picture: its scale by hand, its figures read back from marks and from the text,
// and texts of strangers that cannot break out.
#include "base/testing.h"

#include "effect/picture/picture.h"

#include <math.h>

TEST_ARENA((size_t)1 << 26);

static void scales_have_round_steps(void **state) {
    (void)state;
    static const struct {
        double least, most, low, high, step;
        int decimals;
    } CASES[] = {
        {-0.21, 0.63, -0.4, 0.8, 0.2, 1},     {0.1, 0.7, 0, 0.7, 0.1, 1}, {-3, -1, -3, 0, 0.5, 1},
        {-0.031, 0.02, -0.04, 0.02, 0.01, 2}, {0, 0, 0, 0.2, 0.2, 1},     {0, 700, 0, 700, 100, 1},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct picture_scale s = picture_scale_of(CASES[k].least, CASES[k].most, 20, 320);
        assert_true(fabs(s.step - CASES[k].step) < 1e-12);
        assert_true(fabs(s.low - CASES[k].low) < 1e-12 && fabs(s.high - CASES[k].high) < 1e-9);
        assert_int_equal(s.decimals, CASES[k].decimals);
        assert_true(fabs(picture_y(&s, s.low) - 320) < 1e-9);
        assert_true(fabs(picture_y(&s, s.high) - 20) < 1e-9);
    }
}

static void numbers_as_people_write_them(void **state) {
    (void)state;
    struct buf b = buf_on(arena, 64);
    picture_number(&b, -0.25, 2, EFFECT_DUTCH);
    buf_char(&b, ' ');
    picture_number(&b, -0.25, 2, EFFECT_ENGLISH);
    buf_char(&b, ' ');
    picture_number(&b, -0.04, 1, EFFECT_DUTCH); // no minus before nothing
    assert_str(buf_done(&b), "\u22120,25 \u22120.25 0,0");
}

// Times -2 to 1: nobody at -2, figures at -1, 0 and 1.
static const struct effect_did_result *result(void) {
    struct effect_did_result *r = NEW(arena, struct effect_did_result);
    r->cells = NEW_ARRAY(arena, struct effect_did_cell, 4);
    for (r->n_cells = 0; r->n_cells < 4; r->n_cells++)
        r->cells[r->n_cells] =
            (struct effect_did_cell){.cohort = 5, .time = 3 + r->n_cells, .att = NAN};
    r->aggregates = NEW_ARRAY(arena, struct effect_did_aggregate, 3);
    for (r->n_aggregates = 0; r->n_aggregates < 3; r->n_aggregates++) {
        const int32_t key = r->n_aggregates - 1;
        r->aggregates[r->n_aggregates] =
            (struct effect_did_aggregate){.type = EFFECT_DID_DYNAMIC,
                                          .key = key,
                                          .att = 0.2 * key,
                                          .lower = 0.2 * key - 0.3,
                                          .upper = 0.2 * key + 0.3,
                                          .lower_single = 0.2 * key - 0.1,
                                          .upper_single = 0.2 * key + 0.1,
                                          .n_treated = 40 + key,
                                          .n_clusters = 8};
    }
    static const int32_t EVENTS[] = {0, 1};
    static const double OTHERS[] = {0.1, 0.4};
    r->sun_abraham = (struct effect_did_other){.n_events = 2, .event = EVENTS, .event_att = OTHERS};
    return r;
}

static int count(const char *text, const char *part) {
    int n = 0;
    for (const char *c = text; (c = strstr(c, part)) != NULL; c++)
        n++;
    return n;
}

static void every_figure_is_drawn_and_told(void **state) {
    (void)state;
    const struct effect_picture how = {
        .label = "samenwerking", .unit = "punten", .language = EFFECT_DUTCH, .has_style = true};
    const char *const svg = effect_did_picture(arena, result(), &how);
    assert_int_equal(count(svg, "<circle class=\"post\""), 2);
    assert_int_equal(count(svg, "<rect class=\"pre\""), 1);
    assert_int_equal(count(svg, "class=\"pre wide\""), 1);
    assert_int_equal(count(svg, "class=\"post thin\""), 2);
    assert_int_equal(count(svg, "class=\"open\""), 2);
    assert_int_equal(count(svg, "<rect class=\"few\""), 1);
    assert_int_equal(count(svg, ">weinig<"), 1);
    assert_non_null(strstr(svg, "Verschil in samenwerking tussen"));
    assert_non_null(strstr(svg, "hier hoort ongeveer 0 te staan"));
    assert_non_null(strstr(svg, "\u22122: te weinig mensen."));
    assert_non_null(strstr(svg, "1: 0,2; deze periode alleen 0,1 tot 0,3; alle periodes samen "
                                "\u22120,1 tot 0,5; andere methode (Sun-Abraham) 0,4; 41 mensen, "
                                "8 teams."));
    assert_non_null(strstr(svg, ">39 mensen<"));
    // -0.5 to 0.5 by 0.2: from -0.6 to 0.6 over y 312 to 72
    assert_non_null(strstr(svg, "<circle class=\"post\" cx=\"351\" cy=\"152.0\""));
    assert_non_null(strstr(svg, "x1=\"351\" x2=\"351\" y1=\"212.0\" y2=\"92.0\""));
}

static void strangers_cannot_break_out(void **state) {
    (void)state;
    const struct effect_picture how = {
        .label = "</title><script>\"&\x01", .unit = "<b>", .language = EFFECT_ENGLISH};
    const char *const svg = effect_did_picture(arena, result(), &how);
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "<b>"));
    assert_null(strstr(svg, "<style"));
    assert_non_null(strstr(svg, "&lt;/title&gt;&lt;script&gt;&quot;&amp; between"));
    assert_null(strchr(svg, '\x01'));
}

static void nothing_is_said_to_be_nothing(void **state) {
    (void)state;
    const struct effect_picture how = {.language = EFFECT_ENGLISH};
    struct effect_did_result *r = NEW(arena, struct effect_did_result);
    const char *const svg = effect_did_picture(arena, r, &how);
    assert_non_null(strstr(svg, "No period has enough people."));
    assert_non_null(strstr(svg, "</svg>"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scales_have_round_steps),
        cmocka_unit_test(numbers_as_people_write_them),
        cmocka_unit_test(every_figure_is_drawn_and_told),
        cmocka_unit_test(strangers_cannot_break_out),
        cmocka_unit_test(nothing_is_said_to_be_nothing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
