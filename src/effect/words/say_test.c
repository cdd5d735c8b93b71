// SPDX-License-Identifier: EUPL-1.2
// The sentences of each method as a person would read them, and that nothing forbidden is ever
// said, over many numbers.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/words/say.h"

TEST_ARENA((size_t)1 << 28);

// Published: 47 of 42 alumni, negative binomial from .717 to 1.778.
static void a_flywheel_that_may_or_may_not_turn(void **state) {
    (void)state;
    struct effect_referral r = {.r = 1.119, .lower_nb = .717, .upper_nb = 1.778};
    assert_string_equal(effect_say_referral(arena, &r, EFFECT_DUTCH),
                        "Per alumnus kwamen er ongeveer 1,1 aanmeldingen bij (tussen 0,7 en 1,8). "
                        "Of het vanzelf doorgaat, is hiermee niet te zeggen.");
    assert_string_equal(
        effect_say_referral(arena, &r, EFFECT_ENGLISH),
        "Each alumnus brought about 1.1 applications (between 0.7 and 1.8). Whether "
        "it goes on by itself, these figures do not tell.");
    r.lower_nb = 1.01;
    r.is_open = true;
    assert_non_null(strstr(effect_say_referral(arena, &r, EFFECT_ENGLISH), "enough to go on"));
    assert_non_null(strstr(effect_say_referral(arena, &r, EFFECT_ENGLISH), "is not over"));
    r.upper_nb = .99;
    r.lower_nb = .5;
    assert_non_null(strstr(effect_say_referral(arena, &r, EFFECT_ENGLISH), "too little"));
    r.refusal = EFFECT_FLYWHEEL_NOBODY;
    assert_string_equal(effect_say_referral(arena, &r, EFFECT_ENGLISH),
                        "These figures say nothing.");
}

// Published: nobody dismissed for redundancy, ten on the employer's initiative.
static void no_dismissals_is_said_in_two_ways(void **state) {
    (void)state;
    struct effect_outflow o = {.forced_strict = 0, .forced_broad = 10};
    assert_string_equal(effect_say_outflow(arena, &o, EFFECT_DUTCH),
                        "Geen gedwongen ontslag wegens boventalligheid; wel 10 vertrekken op "
                        "initiatief van de werkgever.");
    o.forced_strict = 1;
    assert_string_equal(effect_say_outflow(arena, &o, EFFECT_ENGLISH),
                        "Dismissed for redundancy: 1. Left on the employer's initiative, these "
                        "included: 10.");
    o.forced_strict = o.forced_broad = 0;
    assert_non_null(strstr(effect_say_outflow(arena, &o, EFFECT_ENGLISH), "nobody else left"));
}

static void a_share_names_its_base(void **state) {
    (void)state;
    const struct effect_ledger l = {.of_counterfactual_net = .16856,
                                    .of_counterfactual = .19813,
                                    .of_baseline = .16606,
                                    .claimed = 128000,
                                    .supported = 75040};
    assert_string_equal(
        effect_say_ledger(arena, &l, EFFECT_DUTCH),
        "Er is 16,9 procent minder uitgegeven dan het anders had gekost, na aftrek van wat dubbel "
        "telt (19,8 procent zonder aftrek, 16,6 procent tegen het jaar ervoor). Van de gemelde "
        "128\u00a0000 euro is 75\u00a0040 euro met boekingen gestaafd. Of dit door de leergang "
        "komt, zegt deze rekening niet.");
}

// Published: advice goes across departments as chance would have it, friendship does not.
static void an_index_is_read_beside_chance(void **state) {
    (void)state;
    struct effect_network n = {.n_people = 21};
    n.any = (struct effect_ei){
        .ties = 145, .external = 110, .internal = 35, .ei = .517, .expected = .552, .p = .47};
    assert_string_equal(
        effect_say_network(arena, &n, EFFECT_DUTCH),
        "Van de 145 contacten zijn er 110 tussen groepen en 35 erbinnen (index 0,5; "
        "bij toeval 0,6). Dat past bij toeval.");
    n.any.p = .003;
    n.n_silent = 3;
    n.bounds.ei_lower = .4;
    n.bounds.ei_upper = .62;
    assert_string_equal(effect_say_network(arena, &n, EFFECT_ENGLISH),
                        "Of the 145 contacts 110 are between groups and 35 within them (index 0.5; "
                        "by chance 0.6). That is less across than chance gives. 3 of the 21 people "
                        "gave no answer; with them the index lies between 0.4 and 0.6.");
}

static void what_is_missing_is_said_to_be_missing(void **state) {
    (void)state;
    const struct effect_curve curve = {.median = NAN, .lower = NAN, .upper = NAN};
    const struct effect_reliability few = {.alpha = .9, .lower = .8, .upper = .95, .n = 12};
    const struct effect_suppression wait = {.refusal = EFFECT_SUPPRESS_WAIT};
    const struct effect_bass peak = {.refusal = EFFECT_FLYWHEEL_PEAK};
    assert_non_null(strstr(effect_say_waiting(arena, &curve, EFFECT_ENGLISH), "no median yet"));
    assert_non_null(strstr(effect_say_reliability(arena, &few, EFFECT_ENGLISH), "too few"));
    assert_non_null(strstr(effect_say_suppression(arena, &wait, EFFECT_ENGLISH), "too few new"));
    assert_non_null(strstr(effect_say_bass(arena, &peak, EFFECT_ENGLISH), "promise anything"));
}

// ---- whatever the numbers
// --------------------------------------------------------------------------

static double any_number(struct rng *rng) {
    static const double ODD[] = {0,     -0.0,    NAN,  INFINITY, -INFINITY,
                                 1e300, -1e-300, .049, .05,      999.96};
    const uint32_t which = rng_below(rng, 30);
    if (which < COUNT_OF(ODD))
        return ODD[which];
    return (rng_real(rng) - .5) * pow(10, (double)rng_below(rng, 7));
}

static void assert_allowed(const char *text) {
    const char *const found = effect_words_banned(text, -1, false);
    if (found)
        fail_msg("%s: %s", found, text);
    assert_true(utf8_valid(str_from_c(text)));
    assert_null(strchr(text, '{'));
}

static void say_all(struct rng *rng, enum effect_language language) {
    // every number of a result, whatever it means; the enums stay those of no refusal
    const double x[9] = {any_number(rng), any_number(rng), any_number(rng),
                         any_number(rng), any_number(rng), any_number(rng),
                         any_number(rng), any_number(rng), any_number(rng)};
    const int32_t n = (int32_t)rng_below(rng, 500);
    const struct effect_reliability a = {
        .alpha = x[0], .lower = x[1], .upper = x[2], .n = n, .is_reportable = n >= 30};
    const struct effect_suppression b = {.n_primary = n, .n_complementary = n / 3};
    const struct effect_network c = {
        .n_people = n,
        .n_silent = n / 9,
        .bounds = {0, 0, x[0], x[1], 0},
        .any = {.ties = n, .external = n / 2, .ei = x[2], .expected = x[3], .p = x[4]}};
    const struct effect_network_change d = {.n_compared = n, .kept = n, .gained = 3, .lost = n / 7};
    const struct effect_qap e = {.r = x[0], .p = x[1]};
    const struct effect_mrqap f = {.n_terms = 4, .p = {x[0], x[1], x[2], x[3]}};
    const struct effect_referral g = {.r = x[0],
                                      .lower = x[1],
                                      .upper = x[2],
                                      .lower_nb = x[3],
                                      .upper_nb = x[4],
                                      .is_open = n % 2};
    const struct effect_growth h = {.factor = x[0], .log_growth = x[1], .se = x[2], .n = n};
    const struct effect_bass i = {
        .m = x[0], .lower = {x[1]}, .upper = {x[2]}, .form = (enum effect_bass_form)(n % 2)};
    const struct effect_hours j = {.mean_packages = x[0], .alpha = x[1], .beta = x[2]};
    const struct effect_bench k = {.n_packages = n, .n_deep = n / 2, .n_covered = n / 2};
    const struct effect_curve l = {.median = x[0], .lower = x[1], .upper = x[2]};
    const struct effect_ledger m = {.of_counterfactual_net = x[0],
                                    .of_counterfactual = x[1],
                                    .of_baseline = x[2],
                                    .claimed = x[3],
                                    .supported = x[4]};
    const struct effect_decomposition o = {.change = x[0], .lmdi = {x[1], x[2], x[3]}};
    const struct effect_outflow p = {.forced_strict = n / 100, .forced_broad = n / 10};
    assert_allowed(effect_say_reliability(arena, &a, language));
    assert_allowed(effect_say_suppression(arena, &b, language));
    assert_allowed(
        effect_say_teams(arena, &(struct effect_teams){.may_aggregate = n % 2}, language));
    assert_allowed(effect_say_network(arena, &c, language));
    assert_allowed(effect_say_network_change(arena, &d, language));
    assert_allowed(effect_say_qap(arena, &e, language));
    assert_allowed(effect_say_mrqap(arena, &f, language));
    assert_allowed(effect_say_referral(arena, &g, language));
    assert_allowed(effect_say_growth(arena, &h, language));
    assert_allowed(effect_say_bass(arena, &i, language));
    assert_allowed(effect_say_hours(arena, &j, language));
    assert_allowed(effect_say_bench(arena, &k, language));
    assert_allowed(effect_say_waiting(arena, &l, language));
    assert_allowed(effect_say_ledger(arena, &m, language));
    assert_allowed(effect_say_decomposition(arena, &o, language));
    assert_allowed(effect_say_outflow(arena, &p, language));
}

static void nothing_forbidden_is_ever_said(void **state) {
    (void)state;
    struct rng rng = rng_seeded(23);
    for (int32_t round = 0; round < 2000; round++)
        say_all(&rng, round % 2 ? EFFECT_DUTCH : EFFECT_ENGLISH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flywheel_that_may_or_may_not_turn),
        cmocka_unit_test(no_dismissals_is_said_in_two_ways),
        cmocka_unit_test(a_share_names_its_base),
        cmocka_unit_test(an_index_is_read_beside_chance),
        cmocka_unit_test(what_is_missing_is_said_to_be_missing),
        cmocka_unit_test(nothing_forbidden_is_ever_said),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
