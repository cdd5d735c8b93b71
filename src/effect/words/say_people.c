// SPDX-License-Identifier: EUPL-1.2
// Sentences about people together: questionnaires, tables of small groups, networks.
#include "effect/words/say.h"

char *effect_say_reliability(struct arena *arena, const struct effect_reliability *reliability,
                             enum effect_language language) {
    static const struct saying HOLDS = {
        {"De vragen horen goed bij elkaar (alpha {a}, tussen {b} en {c}, bij {D} mensen).",
         "The questions go well together (alpha {a}, between {b} and {c}, with {D} people)."}};
    static const struct saying LOOSE = {
        {"De vragen horen maar los bij elkaar (alpha {a}, tussen {b} en {c}, bij {D} mensen).",
         "The questions go together only loosely (alpha {a}, between {b} and {c}, with {D} "
         "people)."}};
    static const struct saying FEW = {
        {"Er zijn {D} mensen die alles hebben ingevuld. Dat is te weinig om te zeggen of de vragen "
         "bij elkaar horen.",
         "There are {D} people who answered everything. That is too few to say whether the "
         "questions go together."}};
    if (!isfinite(reliability->alpha))
        return say_nothing(arena, language);
    const double values[] = {reliability->alpha, reliability->lower, reliability->upper,
                             reliability->n};
    struct said said = say_begin(arena, language);
    say_put(&said,
            !reliability->is_reportable  ? &FEW
            : reliability->lower >= .695 ? &HOLDS
                                         : &LOOSE,
            values);
    return say_end(&said);
}

char *effect_say_teams(struct arena *arena, const struct effect_teams *teams,
                       enum effect_language language) {
    static const struct saying MAY = {
        {"Binnen teams zijn mensen het genoeg eens, en teams verschillen genoeg, om een team een "
         "score te geven.",
         "People in a team agree enough, and teams differ enough, to give a team a score."}};
    static const struct saying MAY_NOT = {
        {"Mensen in een team verschillen te veel van elkaar, of teams te weinig, om een team een "
         "score te geven.",
         "People in a team differ too much, or teams too little, to give a team a score."}};
    if (teams->refusal != EFFECT_SURVEY_FINE)
        return say_nothing(arena, language);
    struct said said = say_begin(arena, language);
    say_put(&said, teams->may_aggregate ? &MAY : &MAY_NOT, NULL);
    return say_end(&said);
}

char *effect_say_suppression(struct arena *arena, const struct effect_suppression *suppression,
                             enum effect_language language) {
    static const struct saying ALL = {{"Geen getal in deze tabel is te klein: alles is te zien.",
                                       "No number in this table is too small: all is shown."}};
    static const struct saying SOME = {
        {"Verborgen cellen omdat er te weinig mensen in zitten: {A}. Verborgen cellen omdat de "
         "andere anders uit te rekenen zijn: {B}.",
         "Cells hidden because too few people are in them: {A}. Cells hidden because the others "
         "could be worked out otherwise: {B}."}};
    static const struct saying NONE = {
        {"Deze tabel is te klein om iets te laten zien zonder dat mensen te herkennen zijn.",
         "This table is too small to show anything without showing who people are."}};
    static const struct saying WAIT = {
        {"Er zijn te weinig nieuwe antwoorden. De tabel wordt pas vernieuwd als dat veilig kan.",
         "There are too few new answers. The table is renewed once that is safe."}};
    const double values[] = {suppression->n_primary, suppression->n_complementary};
    struct said said = say_begin(arena, language);
    say_put(&said,
            suppression->refusal == EFFECT_SUPPRESS_WAIT                 ? &WAIT
            : suppression->refusal != EFFECT_SUPPRESS_FINE               ? &NONE
            : suppression->n_primary + suppression->n_complementary == 0 ? &ALL
                                                                         : &SOME,
            values);
    return say_end(&said);
}

// ---- networks ----------------------------------------------------------------------------------

char *effect_say_network(struct arena *arena, const struct effect_network *network,
                         enum effect_language language) {
    static const struct saying COUNTS = {
        {"Van de {A} contacten zijn er {B} tussen groepen en {C} erbinnen (index {d}; bij toeval "
         "{e}).",
         "Of the {A} contacts {B} are between groups and {C} within them (index {d}; by chance "
         "{e})."}};
    static const struct saying INSIDE = {{" Dat is minder over en weer dan toeval geeft.",
                                          " That is less across than chance gives."}};
    static const struct saying ACROSS = {
        {" Dat is meer over en weer dan toeval geeft.", " That is more across than chance gives."}};
    static const struct saying CHANCE = {{" Dat past bij toeval.", " That fits chance."}};
    static const struct saying SILENT = {
        {" {F} van de {G} mensen gaven geen antwoord; met hen erbij ligt de index tussen {h} en "
         "{i}.",
         " {F} of the {G} people gave no answer; with them the index lies between {h} and {i}."}};
    if (network->refusal != EFFECT_NETWORK_FINE)
        return say_nothing(arena, language);
    const struct effect_ei *ei = &network->any;
    const double values[] = {(double)ei->ties,
                             (double)ei->external,
                             (double)ei->internal,
                             ei->ei,
                             ei->expected,
                             network->n_silent,
                             network->n_people,
                             network->bounds.ei_lower,
                             network->bounds.ei_upper};
    struct said said = say_begin(arena, language);
    say_put(&said, &COUNTS, values);
    const bool is_far = ei->p < .05;
    say_put(&said, !is_far ? &CHANCE : ei->ei < ei->expected ? &INSIDE : &ACROSS, values);
    if (network->n_silent > 0)
        say_put(&said, &SILENT, values);
    return say_end(&said);
}

char *effect_say_network_change(struct arena *arena, const struct effect_network_change *change,
                                enum effect_language language) {
    static const struct saying CHANGED = {
        {"Bij de {A} mensen die beide keren antwoord gaven, bleven {B} contacten, kwamen er {C} "
         "bij en verdwenen er {D}. Of dat door de leergang komt, weten we hiermee niet.",
         "Among the {A} people who answered both times, {B} contacts stayed, {C} were added and "
         "{D} went. Whether the programme caused this, these figures do not tell."}};
    if (change->refusal != EFFECT_NETWORK_FINE)
        return say_nothing(arena, language);
    const double values[] = {change->n_compared, (double)change->kept, (double)change->gained,
                             (double)change->lost};
    struct said said = say_begin(arena, language);
    say_put(&said, &CHANGED, values);
    return say_end(&said);
}

char *effect_say_qap(struct arena *arena, const struct effect_qap *qap,
                     enum effect_language language) {
    static const struct saying TOGETHER = {
        {"De twee netwerken gaan samen (samenhang {a}), sterker dan toeval geeft.",
         "The two networks go together (correlation {a}), more than chance gives."}};
    static const struct saying APART = {
        {"De twee netwerken gaan tegen elkaar in (samenhang {a}), sterker dan toeval geeft.",
         "The two networks go against each other (correlation {a}), more than chance gives."}};
    static const struct saying CHANCE = {
        {"De samenhang tussen de twee netwerken ({a}) past bij toeval.",
         "The correlation of the two networks ({a}) fits chance."}};
    if (qap->refusal != EFFECT_NETWORK_FINE)
        return say_nothing(arena, language);
    struct said said = say_begin(arena, language);
    say_put(&said, qap->p >= .05 ? &CHANCE : qap->r > 0 ? &TOGETHER : &APART, &qap->r);
    return say_end(&said);
}

char *effect_say_mrqap(struct arena *arena, const struct effect_mrqap *mrqap,
                       enum effect_language language) {
    static const struct saying SOME = {
        {"Netwerken die samengaan met dit netwerk, los van de andere en sterker dan toeval geeft: "
         "{B} van {A}. Wat wat veroorzaakt, is hiermee niet te zeggen.",
         "Networks that go with this one, apart from the others and more than chance gives: {B} of "
         "{A}. What causes what, these figures do not tell."}};
    if (mrqap->refusal != EFFECT_NETWORK_FINE)
        return say_nothing(arena, language);
    double values[] = {mrqap->n_terms - 1, 0};
    for (int32_t k = 1; k < mrqap->n_terms; k++)
        values[1] += mrqap->p[k] < .05;
    struct said said = say_begin(arena, language);
    say_put(&said, &SOME, values);
    return say_end(&said);
}
