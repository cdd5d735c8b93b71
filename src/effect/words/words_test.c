// SPDX-License-Identifier: EUPL-1.2
// The sentence for each class and interval as a person would read it, and that nothing forbidden is
// ever said, over many numbers.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/words/words.h"

#include <math.h>

TEST_ARENA((size_t)1 << 28);

static struct effect_claim claim(enum effect_class class, double estimate, double lower,
                                 double upper) {
    return (struct effect_claim){.class = class,
                                 .estimate = estimate,
                                 .lower = lower,
                                 .upper = upper,
                                 .relevant = NAN,
                                 .n_people = -1};
}

static void assert_says(struct effect_claim c, const char *dutch, const char *english) {
    assert_string_equal(effect_sentence(arena, &c, EFFECT_DUTCH), dutch);
    assert_string_equal(effect_sentence(arena, &c, EFFECT_ENGLISH), english);
}

static void drawn_by_lot(void **state) {
    (void)state;
    struct effect_claim c = claim(EFFECT_CLASS_A, 0.31, 0.12, 0.48);
    c.label = "de samenwerking";
    assert_string_equal(effect_sentence(arena, &c, EFFECT_DUTCH),
                        "Door de leergang steeg de samenwerking waarschijnlijk met ongeveer 0,3 "
                        "punt (tussen 0,1 en 0,5).");
    assert_says(claim(EFFECT_CLASS_A, -0.31, -0.48, -0.12),
                "Door de leergang daalde de uitkomst waarschijnlijk met ongeveer 0,3 punt (tussen "
                "0,1 en 0,5).",
                "Because of the programme, the outcome probably fell by about 0.3 points (between "
                "0.1 and 0.5).");
    c = claim(EFFECT_CLASS_A, -0.031, -0.06, -0.01);
    c.unit = "dag";
    c.relevant = 0.1;
    assert_string_equal(effect_sentence(arena, &c, EFFECT_DUTCH),
                        "Door de leergang daalde de uitkomst waarschijnlijk met minder dan 0,1 dag "
                        "(tussen 0,0 en 0,1). Het is kleiner dan het kleinste verschil dat ertoe "
                        "doet.");
}

static void staggered(void **state) {
    (void)state;
    assert_says(claim(EFFECT_CLASS_B, 0.3, 0.1, 0.5),
                "Teams die begonnen, gingen 0,3 punt meer vooruit dan teams die nog moesten "
                "beginnen (0,1 tot 0,5). Dat past bij een effect; andere oorzaken zijn niet uit te "
                "sluiten. Gemeten is: de uitkomst.",
                "Teams that started moved up 0.3 points more than teams that had yet to start (0.1 "
                "to 0.5). That fits an effect; other causes cannot be ruled out. Measured: the "
                "outcome.");
    const struct effect_claim down = claim(EFFECT_CLASS_B, -1.3, -2.5, -0.2);
    assert_non_null(
        strstr(effect_sentence(arena, &down, EFFECT_DUTCH), "kwamen 1,3 punt lager uit"));
    assert_non_null(strstr(effect_sentence(arena, &down, EFFECT_DUTCH), "(0,2 tot 2,5 lager)"));
}

static void open_questions(void **state) {
    (void)state;
    struct effect_claim c = claim(EFFECT_CLASS_B, 0.15, -0.1, 0.4);
    assert_says(c,
                "We kunnen geen verschil aantonen. Een effect tussen \u22120,1 en 0,4 blijft "
                "mogelijk. Gemeten is: de uitkomst.",
                "We cannot show a difference. An effect between \u22120.1 and 0.4 remains "
                "possible. Measured: the outcome.");
    c.relevant = 0.4; // not inside: the upper end is the limit itself
    assert_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "is het klein."));
    c.relevant = 0.5;
    assert_non_null(
        strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "Als er een effect is, is het klein."));
    c = claim(EFFECT_CLASS_A, 0, 0, 0.3); // an end at zero does not leave zero out
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "geen verschil aantonen"));
    c = claim(EFFECT_CLASS_A, 0.01, -0.02, 0.03);
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "van minder dan 0,1 punt,"));
}

static void before_and_after_and_claims(void **state) {
    (void)state;
    assert_says(claim(EFFECT_CLASS_C, 0.3, 0.1, 0.5),
                "Deelnemers scoren na afloop 0,3 punt hoger. Of dat door de leergang komt, weten "
                "we hiermee niet. Gemeten is: de uitkomst.",
                "Participants score 0.3 points higher afterwards. Whether the programme caused "
                "this, these figures do not tell. Measured: the outcome.");
    struct effect_claim c = claim(EFFECT_CLASS_A, -0.3, NAN, NAN); // no interval: no cause
    c.is_one_team = true;
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "0,3 punt lager. Of dat"));
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "niet te scheiden van"));
    c = claim(EFFECT_CLASS_D, NAN, NAN, NAN);
    c.source = "de bestuurder";
    c.label = "een vijfde minder kosten";
    assert_string_equal(effect_sentence(arena, &c, EFFECT_DUTCH),
                        "Volgens de bestuurder: een vijfde minder kosten. Dit is niet nagerekend.");
    c = claim(EFFECT_CLASS_B, NAN, NAN, NAN);
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "valt er niets te zeggen"));
    c = claim(EFFECT_CLASS_A, 3, 1, 5);
    c.unit = "procentpunt";
    c.n_people = 19;
    assert_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "procent"));
    c.n_people = 20;
    assert_non_null(strstr(effect_sentence(arena, &c, EFFECT_DUTCH), "3,0 procentpunt"));
}

static void nothing_forbidden_is_ever_said(void **state) {
    (void)state;
    struct rng rng = rng_seeded(7);
    for (int i = 0; i < 20000; i++) {
        const double size = pow(10, 8 * rng_real(&rng) - 4);
        struct effect_claim c =
            claim((enum effect_class)rng_below(&rng, 4), size * (rng_real(&rng) - 0.5), 0, 0);
        c.lower = c.estimate - size * rng_real(&rng);
        c.upper = c.estimate + size * rng_real(&rng);
        c.relevant = size * rng_real(&rng);
        c.n_people = rng_below(&rng, 40);
        c.unit = i % 2 == 0 ? "procent" : "uur";
        c.source = "iemand";
        for (int k = 0; k < 2; k++)
            assert_null(effect_words_banned(effect_sentence(arena, &c, (enum effect_language)k),
                                            c.n_people, false));
    }
}

static void forbidden_words_are_found(void **state) {
    (void)state;
    static const char *const BAD[] = {
        "Bewezen: het werkt",
        "het is aangetoond dat de leergang werkt",
        "SIGNIFICANT verschil",
        "het vliegwiel draait",
        "een cultuuromslag",
        "Er is geen effect",
        "0,31 punt",
        "12.25 uur",
        "the flywheel turns",
        "this proves it",
        "there is no effect",
    };
    for (size_t i = 0; i < COUNT_OF(BAD); i++)
        assert_non_null(effect_words_banned(BAD[i], 100, false));
    assert_null(effect_words_banned("We kunnen geen verschil aantonen: 0,3 tot 1250", 100, false));
    assert_null(effect_words_banned("het vliegwiel draait", 100, true));
    assert_non_null(effect_words_banned("12 procent", 19, false));
    assert_null(effect_words_banned("12 procent", 20, false));
    assert_null(effect_words_banned("12 %", -1, false));
}

static void class_follows_from_the_design(void **state) {
    (void)state;
    static const struct {
        enum effect_design design;
        bool has_interval;
        enum effect_pre_test pre_test;
        char letter;
    } CASES[] = {
        {EFFECT_DESIGN_LOT, true, EFFECT_PRE_TEST_NONE, 'A'},
        {EFFECT_DESIGN_LOT, true, EFFECT_PRE_TEST_FAILED, 'A'},
        {EFFECT_DESIGN_LOT, false, EFFECT_PRE_TEST_PASSED, 'C'},
        {EFFECT_DESIGN_STAGGERED, true, EFFECT_PRE_TEST_PASSED, 'B'},
        {EFFECT_DESIGN_STAGGERED, true, EFFECT_PRE_TEST_FAILED, 'C'},
        {EFFECT_DESIGN_STAGGERED, true, EFFECT_PRE_TEST_NONE, 'C'},
        {EFFECT_DESIGN_STAGGERED, false, EFFECT_PRE_TEST_PASSED, 'C'},
        {EFFECT_DESIGN_NONE, true, EFFECT_PRE_TEST_PASSED, 'C'},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        assert_int_equal(effect_class_letter(effect_class_of(CASES[i].design, CASES[i].has_interval,
                                                             CASES[i].pre_test)),
                         CASES[i].letter);
    assert_int_equal(effect_class_letter(EFFECT_CLASS_D), 'D');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_by_lot),
        cmocka_unit_test(staggered),
        cmocka_unit_test(open_questions),
        cmocka_unit_test(before_and_after_and_claims),
        cmocka_unit_test(nothing_forbidden_is_ever_said),
        cmocka_unit_test(forbidden_words_are_found),
        cmocka_unit_test(class_follows_from_the_design),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
