// SPDX-License-Identifier: EUPL-1.2
// Every sentence of every method, in both languages, as the manual pages word it: which one is
// said, and that each number stands in its own place.
#include "base/testing.h"

#include "effect/words/say.h"

TEST_ARENA((size_t)1 << 24);

#define ASSERT_SAYS(say, result, dutch, english)                                                   \
    do {                                                                                           \
        assert_string_equal(say(arena, result, EFFECT_DUTCH), dutch);                              \
        assert_string_equal(say(arena, result, EFFECT_ENGLISH), english);                          \
    } while (0)
#define ASSERT_NOTHING(say, result)                                                                \
    ASSERT_SAYS(say, result, "Met deze gegevens valt er niets te zeggen.",                         \
                "These figures say nothing.")

static void questionnaires(void **state) {
    (void)state;
    struct effect_reliability r = {
        .alpha = .843, .lower = .739, .upper = .916, .n = 30, .is_reportable = true};
    ASSERT_SAYS(effect_say_reliability, &r,
                "De vragen horen goed bij elkaar (alpha 0,8, tussen 0,7 en 0,9, bij 30 mensen).",
                "The questions go well together (alpha 0.8, between 0.7 and 0.9, with 30 people).");
    r.lower = .41;
    ASSERT_SAYS(
        effect_say_reliability, &r,
        "De vragen horen maar los bij elkaar (alpha 0,8, tussen 0,4 en 0,9, bij 30 mensen).",
        "The questions go together only loosely (alpha 0.8, between 0.4 and 0.9, with 30 "
        "people).");
    r.alpha = NAN;
    ASSERT_NOTHING(effect_say_reliability, &r);
    struct effect_teams t = {.may_aggregate = true};
    ASSERT_SAYS(effect_say_teams, &t,
                "Binnen teams zijn mensen het genoeg eens, en teams verschillen genoeg, om een "
                "team een score te geven.",
                "People in a team agree enough, and teams differ enough, to give a team a score.");
    t.may_aggregate = false;
    ASSERT_SAYS(effect_say_teams, &t,
                "Mensen in een team verschillen te veel van elkaar, of teams te weinig, om een "
                "team een score te geven.",
                "People in a team differ too much, or teams too little, to give a team a score.");
    t.refusal = EFFECT_SURVEY_TEAMS;
    ASSERT_NOTHING(effect_say_teams, &t);
}

static void small_groups(void **state) {
    (void)state;
    struct effect_suppression s = {.n_primary = 1, .n_complementary = 3};
    ASSERT_SAYS(effect_say_suppression, &s,
                "Verborgen cellen omdat er te weinig mensen in zitten: 1. Verborgen cellen omdat "
                "de andere anders uit te rekenen zijn: 3.",
                "Cells hidden because too few people are in them: 1. Cells hidden because the "
                "others could be worked out otherwise: 3.");
    s.n_primary = 0;
    assert_non_null(strstr(effect_say_suppression(arena, &s, EFFECT_ENGLISH), "otherwise: 3."));
    s.n_complementary = 0;
    ASSERT_SAYS(effect_say_suppression, &s,
                "Geen getal in deze tabel is te klein: alles is te zien.",
                "No number in this table is too small: all is shown.");
    s.refusal = EFFECT_SUPPRESS_NOTHING;
    ASSERT_SAYS(effect_say_suppression, &s,
                "Deze tabel is te klein om iets te laten zien zonder dat mensen te herkennen zijn.",
                "This table is too small to show anything without showing who people are.");
    s.refusal = EFFECT_SUPPRESS_WAIT;
    ASSERT_SAYS(
        effect_say_suppression, &s,
        "Er zijn te weinig nieuwe antwoorden. De tabel wordt pas vernieuwd als dat veilig kan.",
        "There are too few new answers. The table is renewed once that is safe.");
}

static void networks(void **state) {
    (void)state;
    struct effect_network n = {.n_people = 21};
    n.any = (struct effect_ei){.ties = 9, .external = 8, .internal = 1, .ei = .8, .p = .01};
    assert_non_null(strstr(effect_say_network(arena, &n, EFFECT_DUTCH),
                           "Dat is meer over en weer dan toeval geeft."));
    n.any.p = .05; // not less than one in twenty
    assert_non_null(strstr(effect_say_network(arena, &n, EFFECT_DUTCH), "past bij toeval"));
    n.refusal = EFFECT_NETWORK_ONE_GROUP;
    ASSERT_NOTHING(effect_say_network, &n);
    struct effect_network_change c = {.n_compared = 12, .kept = 30, .gained = 7, .lost = 4};
    ASSERT_SAYS(effect_say_network_change, &c,
                "Bij de 12 mensen die beide keren antwoord gaven, bleven 30 contacten, kwamen er 7 "
                "bij en verdwenen er 4. Of dat door de leergang komt, weten we hiermee niet.",
                "Among the 12 people who answered both times, 30 contacts stayed, 7 were added and "
                "4 went. Whether the programme caused this, these figures do not tell.");
    c.refusal = EFFECT_NETWORK_SIZE;
    ASSERT_NOTHING(effect_say_network_change, &c);
    struct effect_qap q = {.r = .1546, .p = .02};
    ASSERT_SAYS(effect_say_qap, &q,
                "De twee netwerken gaan samen (samenhang 0,2), sterker dan toeval geeft.",
                "The two networks go together (correlation 0.2), more than chance gives.");
    q.r = -.3;
    ASSERT_SAYS(effect_say_qap, &q,
                "De twee netwerken gaan tegen elkaar in (samenhang \u22120,3), sterker dan toeval "
                "geeft.",
                "The two networks go against each other (correlation \u22120.3), more than chance "
                "gives.");
    q.p = .05;
    ASSERT_SAYS(effect_say_qap, &q,
                "De samenhang tussen de twee netwerken (\u22120,3) past bij toeval.",
                "The correlation of the two networks (\u22120.3) fits chance.");
    q.refusal = EFFECT_NETWORK_CONSTANT;
    ASSERT_NOTHING(effect_say_qap, &q);
    // the constant does not count, whatever its p
    struct effect_mrqap m = {.n_terms = 4, .p = {.001, .01, .05, .04}};
    ASSERT_SAYS(effect_say_mrqap, &m,
                "Netwerken die samengaan met dit netwerk, los van de andere en sterker dan toeval "
                "geeft: 2 van 3. Wat wat veroorzaakt, is hiermee niet te zeggen.",
                "Networks that go with this one, apart from the others and more than chance gives: "
                "2 of 3. What causes what, these figures do not tell.");
    m.refusal = EFFECT_NETWORK_SINGULAR;
    ASSERT_NOTHING(effect_say_mrqap, &m);
}

// A factor of 2 with an error of ln 2 / 1.96 on its logarithm lies between 1 and 4.
static void plans(void **state) {
    (void)state;
    struct effect_power d = {.n_clusters = 8, .n_waves = 4};
    struct effect_power_result r = {.mde = .402};
    assert_string_equal(
        effect_say_power(arena, &d, &r, "punt", EFFECT_DUTCH),
        "Met 8 teams die in 4 golven beginnen, zijn effecten vanaf ongeveer 0,4 punt te zien. Een "
        "kleiner effect kan er zijn zonder dat je het ziet.");
    const double begun[40] = {0};
    d = (struct effect_power){.n_clusters = 8, .n_periods = 5, .begun = begun};
    assert_string_equal(effect_say_power(arena, &d, &r, NULL, EFFECT_ENGLISH),
                        "With 8 teams over 5 periods, effects from about 0.4 can be seen. A "
                        "smaller one may well be there and not be seen.");
    r.mde = NAN;
    assert_string_equal(effect_say_power(arena, &d, &r, NULL, EFFECT_ENGLISH),
                        "These figures say nothing.");
}

static void flywheels(void **state) {
    (void)state;
    struct effect_growth g = {
        .factor = 2, .log_growth = log(2), .se = log(2) / 1.959963984540054, .n = 4};
    ASSERT_SAYS(effect_say_growth, &g,
                "Per lichting werden het 2,0 keer zo veel aanmeldingen (tussen 1,0 en 4,0). Dat is "
                "een beeld van 4 lichtingen, geen toets.",
                "Each cohort had 2.0 times as many applications (between 1.0 and 4.0). That is a "
                "picture of 4 cohorts, not a test.");
    g.refusal = EFFECT_FLYWHEEL_SHORT;
    ASSERT_NOTHING(effect_say_growth, &g);
    struct effect_bass b = {
        .m = 67660, .lower = {64000}, .upper = {71500}, .form = EFFECT_BASS_INCREMENT};
    ASSERT_SAYS(effect_say_bass, &b,
                "Volgens de kromme van Bass (de vorm met aangroei) doen er in totaal ongeveer "
                "67\u00a0660 mensen mee (tussen 64\u00a0000 en 71\u00a0500).",
                "By the curve of Bass (the form with increments) about 67\u00a0660 people take "
                "part in all (between 64\u00a0000 and 71\u00a0500).");
    b.form = EFFECT_BASS_DENSITY;
    assert_non_null(strstr(effect_say_bass(arena, &b, EFFECT_DUTCH), "de vorm met dichtheden"));
    b.refusal = EFFECT_FLYWHEEL_SHORT;
    ASSERT_SAYS(effect_say_bass, &b, "Er zijn te weinig perioden om een kromme te trekken.",
                "There are too few periods to draw a curve.");
    b.refusal = EFFECT_FLYWHEEL_PEAK;
    ASSERT_SAYS(effect_say_bass, &b,
                "De top is nog niet voorbij. Een kromme zou nu alles kunnen beloven.",
                "The peak has not passed. A curve could promise anything now.");
    b.refusal = EFFECT_FLYWHEEL_NO_FIT;
    ASSERT_NOTHING(effect_say_bass, &b);
    struct effect_referral r = {
        .r = 1.3, .lower = .8, .upper = 2.1, .lower_nb = NAN, .upper_nb = NAN};
    assert_non_null(strstr(effect_say_referral(arena, &r, EFFECT_ENGLISH), "between 0.8 and 2.1"));
}

static void work(void **state) {
    (void)state;
    struct effect_hours h = {.mean_packages = 2.8, .alpha = .8, .beta = .3};
    ASSERT_SAYS(effect_say_hours, &h,
                "Mensen in dit team doen gemiddeld 2,8 soorten werk. Binnen een mens is de "
                "spreiding 0,8, tussen mensen 0,3.",
                "People in this team do 2.8 kinds of work on average. Within a person the spread "
                "is 0.8, between people 0.3.");
    h.refusal = EFFECT_AGILITY_EMPTY;
    ASSERT_NOTHING(effect_say_hours, &h);
    struct effect_bench b = {.n_packages = 9, .n_deep = 4, .n_covered = 7};
    ASSERT_SAYS(effect_say_bench, &b,
                "Van de 9 werkpakketten hebben er 4 twee of meer mensen die het kunnen en er zijn, "
                "en 2 niemand.",
                "Of the 9 work packages 4 have two or more people who can do it and are there, and "
                "2 have nobody.");
    b.refusal = EFFECT_AGILITY_SIZE;
    ASSERT_NOTHING(effect_say_bench, &b);
    struct effect_curve c = {.median = 31, .lower = 13, .upper = NAN};
    ASSERT_SAYS(effect_say_waiting, &c,
                "De helft van de aanvragen was bezet na 31,0 dagen (minstens 13,0; een bovengrens "
                "is er nog niet).",
                "Half of the requests were staffed after 31.0 days (at least 13.0; there is no "
                "upper end yet).");
    c.upper = 48;
    ASSERT_SAYS(effect_say_waiting, &c,
                "De helft van de aanvragen was bezet na 31,0 dagen (tussen 13,0 en 48,0).",
                "Half of the requests were staffed after 31.0 days (between 13.0 and 48.0).");
    c.median = NAN;
    ASSERT_SAYS(effect_say_waiting, &c,
                "Minder dan de helft van de aanvragen is bezet: een mediaan is er nog niet.",
                "Fewer than half of the requests are staffed: there is no median yet.");
}

static void money(void **state) {
    (void)state;
    struct effect_ledger l = {.of_counterfactual_net = -.02,
                              .of_counterfactual = .01,
                              .of_baseline = .03,
                              .claimed = 1234567,
                              .supported = 890};
    ASSERT_SAYS(effect_say_ledger, &l,
                "Er is 2,0 procent meer uitgegeven dan het anders had gekost, na aftrek van wat "
                "dubbel telt. Van de gemelde 1\u00a0234\u00a0567 euro is 890 euro met boekingen "
                "gestaafd. Of dit door de leergang komt, zegt deze rekening niet.",
                "Spending was 2.0 percent higher than it would have been, after taking off what "
                "counts twice. Of the 1\u00a0234\u00a0567 euro reported, 890 euro is backed by "
                "bookings. Whether the programme caused this, these books do not say.");
    l.of_counterfactual_net = NAN;
    ASSERT_NOTHING(effect_say_ledger, &l);
    l.of_counterfactual_net = .1;
    l.refusal = EFFECT_LEDGER_CYCLE;
    ASSERT_NOTHING(effect_say_ledger, &l);
    struct effect_decomposition d = {.change = -545350, .lmdi = {-870798, -6909, 332357}};
    ASSERT_SAYS(effect_say_decomposition, &d,
                "De kosten veranderden met \u2212545\u00a0350 euro: \u2212870\u00a0798 door meer "
                "of minder mensen, \u22126\u00a0909 door andere schalen en 332\u00a0357 door "
                "andere tarieven.",
                "Costs changed by \u2212545\u00a0350 euro: \u2212870\u00a0798 from more or fewer "
                "people, \u22126\u00a0909 from other scales and 332\u00a0357 from other rates.");
    d.refusal = EFFECT_LEDGER_EMPTY;
    ASSERT_NOTHING(effect_say_decomposition, &d);
    struct effect_outflow o = {.forced_broad = 1};
    ASSERT_SAYS(effect_say_outflow, &o,
                "Geen gedwongen ontslag wegens boventalligheid; wel 1 vertrek op initiatief van de "
                "werkgever.",
                "No dismissal for redundancy; but 1 departure on the employer's initiative.");
    o.forced_broad = 0;
    ASSERT_SAYS(effect_say_outflow, &o,
                "Geen gedwongen ontslag wegens boventalligheid, en geen ander vertrek op "
                "initiatief van de werkgever.",
                "No dismissal for redundancy, and nobody else left on the employer's initiative.");
    o.refusal = EFFECT_LEDGER_IDENTITY;
    ASSERT_NOTHING(effect_say_outflow, &o);
}

// Half a tenth rounds away from nothing, and its sign with it; what is less has no sign.
static void numbers_at_the_edge(void **state) {
    (void)state;
    static const struct saying PLACES = {{"{a} {B} {$C}", "{a} {B} {$C}"}};
    static const struct {
        double value;
        const char *text;
    } CASES[] = {
        {-.06, "\u22120.1 0 0"},
        {-.04, "0.0 0 0"},
        {-.6, "\u22120.6 \u22121 \u22121"},
        {999.4, "999.4 999 999"},
        {1000, "1000.0 1000 1\u00a0000"},
        {-12345678.9, "\u221212345678.9 \u221212345679 \u221212\u00a0345\u00a0679"},
        {NAN, "\u2013 \u2013 \u2013"},
        {-INFINITY, "\u2013 \u2013 \u2013"},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const double values[] = {CASES[k].value, CASES[k].value, CASES[k].value};
        struct said said = say_begin(arena, EFFECT_ENGLISH);
        say_put(&said, &PLACES, values);
        assert_string_equal(say_end(&said), CASES[k].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questionnaires), cmocka_unit_test(small_groups),
        cmocka_unit_test(networks),       cmocka_unit_test(plans),
        cmocka_unit_test(flywheels),      cmocka_unit_test(work),
        cmocka_unit_test(money),          cmocka_unit_test(numbers_at_the_edge),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
