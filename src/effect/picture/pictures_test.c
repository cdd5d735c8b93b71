// SPDX-License-Identifier: EUPL-1.2
// Pictures of the network, the flywheel and the ledger: the marks are counted, the figures read
// back from the text, and places are held against what they are for.
#include "base/testing.h"

#include <math.h>

#include "base/rng.h"
#include "effect/picture/marks.h"

TEST_ARENA((size_t)1 << 29);

static const struct effect_picture DUTCH = {.language = EFFECT_DUTCH, .has_style = true};
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

// ---- ledger ------------------------------------------------------------------------------------

static void a_waterfall_ends_at_what_was_spent(void **state) {
    (void)state;
    const struct effect_line lines[] = {
        {EFFECT_SAVING_HIRING, 100000, 110000, 0, 1, 80000, 50000, 2, false, 1, .5},
        {EFFECT_SAVING_EXTERNAL, 50000, 50000, 0, 1, 60000, 20000, 3, false, -1, 0},
    };
    struct effect_ledger l;
    effect_ledger(arena, 2, lines, &l);
    const char *svg = effect_ledger_picture(arena, &l, &DUTCH);
    // by hand: 30,000 of which half counts twice, and 10,000 more than would have been
    assert_has(svg, "jaar ervoor: 150\u00a0000 euro.");
    assert_has(svg, "geboekt (2): \u221215\u00a0000 euro.");
    assert_has(svg, "gecontroleerd (3): 10\u00a0000 euro.");
    assert_has(svg, "telt dubbel: \u221215\u00a0000 euro.");
    assert_has(svg, "uitgegeven: 140\u00a0000 euro.");
    assert_has(svg, "geclaimd, niet gestaafd: 55\u00a0000 euro.");
    assert_int_equal(count(svg, "<rect"), 9);
    l.refusal = EFFECT_LEDGER_CYCLE;
    assert_has(effect_ledger_picture(arena, &l, &ENGLISH), "These books do not add up.");
}

// ---- flywheel ----------------------------------------------------------------------------------

static void bars_stand_against_one(void **state) {
    (void)state;
    static const int32_t COHORT[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2};
    static const double BROUGHT[] = {3, 1, 0, 0, 0, 1, 0, 0, 0, 1, 4, 4};
    static const double EXPOSURE[] = {1, 1, 1, 1, 1, .5, .5, .5, .5, .5, 1, 1};
    static const char *const NAMES[] = {"een", "<twee>", "drie"};
    struct effect_referral all, own[3];
    effect_flywheel(arena, &(struct effect_alumni){12, 3, COHORT, BROUGHT, EXPOSURE, NAN}, &all,
                    own);
    const char *svg = effect_flywheel_picture(arena, &all, own, NAMES, 3, NULL, &DUTCH);
    assert_has(svg, "een: 0,8 (");
    assert_has(svg, "&lt;twee&gt;: 0,8 (");
    assert_has(svg, "jaar nog niet om");
    assert_has(svg, "drie: te weinig alumni.");
    assert_null(strstr(svg, "<twee>"));
    // one bar is dashed, as there are too few; the open ones are striped: the second, and all
    assert_true(all.is_open);
    assert_int_equal(count(svg, "<rect class=\"few\""), 1);
    assert_int_equal(count(svg, "<rect fill=\"url(#es-o)\""), 2);
    assert_has(effect_flywheel_picture(arena, &all, own, NAMES, 3, NULL, &ENGLISH),
               "1: enough to go on by itself");
    assert_null(strstr(svg, "Aanmeldingen naar bron"));
}

// Twelve applicants, five through alumni: the lower bar is 5 of 12 of the upper end. The second
// cohort was full; the third had a campaign, and its numbers are not known.
static void sources_stand_below(void **state) {
    (void)state;
    static const int32_t COHORT[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    static const double BROUGHT[] = {3, 1, 0, 0, 0, 1, 0, 0, 0, 1};
    static const char *const NAMES[] = {"een", "twee", "drie"};
    const struct effect_cohort_sources sources[] = {
        {12, 5, false, NULL}, {20, 4, true, NULL}, {NAN, NAN, false, "maart <3>"}};
    struct effect_referral all, own[3];
    effect_flywheel(arena, &(struct effect_alumni){10, 3, COHORT, BROUGHT, NULL, NAN}, &all, own);
    const char *svg = effect_flywheel_picture(arena, &all, own, NAMES, 3, sources, &DUTCH);
    assert_has(svg, "5 via alumni, 7 anders. ");
    assert_has(svg, "4 via alumni, 16 anders. lichting vol. ");
    assert_has(svg, "campagne maart &lt;3&gt;. ");
    assert_null(strstr(svg, "<3>"));
    assert_null(strstr(svg, "nan"));
    assert_has(svg, ">5 + 7</text>");
    // the scale ends at 20, from 540 up to 436: 5 is 26 high, and 7 more stand on it
    assert_has(svg, "y=\"514.0\" width=\"48.0\" height=\"26.0\"");
    assert_has(svg, "y=\"477.6\" width=\"48.0\" height=\"36.4\"");
    assert_int_equal(count(svg, ">lichting vol</text>"), 1);
    assert_int_equal(count(svg, ">campagne</text>"), 1);
    // without all together, and without a figure for the first: as numbers of cohorts alone give
    own[0].r = NAN;
    svg = effect_flywheel_picture(arena, NULL, own, NAMES, 2, sources, &ENGLISH);
    assert_null(strstr(svg, "together"));
    assert_has(svg, "een: 5 through alumni, 7 otherwise. ");
    assert_int_equal(count(svg, "<line class=\"ln-ink\""), 2 + 3); // two axes, one interval
}

// ---- network -----------------------------------------------------------------------------------

enum { N = 24 };

// Two halves, closely knit, with a single tie between them.
static int32_t make_halves(struct effect_tie *ties, int32_t *group) {
    int32_t n_ties = 0;
    for (int32_t i = 0; i < N; i++) {
        group[i] = i / (N / 2);
        for (int32_t j = 0; j < i; j++) {
            if (i / (N / 2) == j / (N / 2) && (i + j) % 3 != 0)
                ties[n_ties++] = (struct effect_tie){i, j};
        }
    }
    ties[n_ties++] = (struct effect_tie){0, N - 1};
    return n_ties;
}

static double mean_distance(const int32_t *group, const double *x, const double *y, bool within) {
    double sum = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < N; i++) {
        for (int32_t j = 0; j < i; j++) {
            if ((group[i] == group[j]) != within)
                continue;
            sum += hypot(x[i] - x[j], y[i] - y[j]);
            n++;
        }
    }
    return sum / n;
}

static void places_repeat_and_keep_friends_near(void **state) {
    (void)state;
    struct effect_tie ties[N * N];
    int32_t group[N];
    double x[N], y[N], again_x[N], again_y[N];
    const int32_t n_ties = make_halves(ties, group);
    assert_true(effect_network_layout(arena, N, group, ties, n_ties, 3, x, y));
    assert_true(effect_network_layout(arena, N, group, ties, n_ties, 3, again_x, again_y));
    assert_memory_equal(x, again_x, sizeof x);
    assert_memory_equal(y, again_y, sizeof y);
    for (int32_t i = 0; i < N; i++)
        assert_true(x[i] >= 0 && x[i] <= 1 && y[i] >= 0 && y[i] <= 1);
    assert_true(2 * mean_distance(group, x, y, true) < mean_distance(group, x, y, false));
}

static void two_waves_stand_on_the_same_places(void **state) {
    (void)state;
    struct effect_tie ties[N * N];
    int32_t group[N];
    double x[N], y[N];
    bool silent[N] = {false}, absent[N] = {false};
    static const char *const NAMES[] = {"gemeente", "politie"};
    const int32_t n_ties = make_halves(ties, group);
    silent[5] = absent[7] = true;
    const struct effect_roster waves[] = {
        {.n = N, .n_groups = 2, .group = group, .ties = ties, .n_ties = n_ties, .silent = silent},
        {.n = N, .n_groups = 2, .group = group, .ties = ties, .n_ties = 10, .absent = absent},
    };
    struct effect_network measured[2];
    const struct effect_draws draws = {1, 100};
    for (int32_t w = 0; w < 2; w++)
        effect_network_measure(arena, &waves[w], &draws, &measured[w]);
    for (int32_t i = 0; i < N; i++) {
        x[i] = i / (double)N;
        y[i] = .5;
    }
    const char *svg = effect_network_picture(arena, waves, measured, 2, NAMES, x, y, &DUTCH);
    // a circle for each person, and one for each index
    assert_int_equal(count(svg, "<circle"), N + N - 1 + 2);
    assert_int_equal(count(svg, "<circle fill=\"url(#es-h)\""), 1);
    assert_int_equal(count(svg, "tie across"), 2 - 1); // the second wave has its first ten ties
    assert_has(svg, "gemeente naar politie: 0,0");
    assert_has(svg, "eerste meting: ");
    assert_null(strstr(svg, "nan"));
}

// Groups below five people have no density in the text.
static void small_groups_stay_out_of_the_text(void **state) {
    (void)state;
    static const struct effect_tie TIES[] = {{0, 1}, {1, 6}, {2, 3}};
    static const int32_t GROUP[] = {0, 0, 0, 0, 0, 1, 1};
    static const char *const NAMES[] = {"a", "b"};
    const struct effect_roster wave = {
        .n = 7, .n_groups = 2, .group = GROUP, .ties = TIES, .n_ties = 3};
    struct effect_network measured;
    effect_network_measure(arena, &wave, &(struct effect_draws){1, 100}, &measured);
    static const double PLACE[7] = {0};
    const char *svg =
        effect_network_picture(arena, &wave, &measured, 1, NAMES, PLACE, PLACE, &ENGLISH);
    assert_has(svg, "a to a: 0.10.");
    assert_int_equal(count(svg, "too few people"), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_waterfall_ends_at_what_was_spent),
        cmocka_unit_test(bars_stand_against_one),
        cmocka_unit_test(sources_stand_below),
        cmocka_unit_test(places_repeat_and_keep_friends_near),
        cmocka_unit_test(two_waves_stand_on_the_same_places),
        cmocka_unit_test(small_groups_stay_out_of_the_text),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
