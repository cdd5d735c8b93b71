// SPDX-License-Identifier: EUPL-1.2
// Sentences about work and money: agility, savings, who left. None ascribes anything to a
// programme.
#include "effect/words/say.h"

char *effect_say_hours(struct arena *arena, const struct effect_hours *hours,
                       enum effect_language language) {
    static const struct saying HOURS = {
        {"Mensen in dit team doen gemiddeld {a} soorten werk. Binnen een mens is de spreiding {b}, "
         "tussen mensen {c}.",
         "People in this team do {a} kinds of work on average. Within a person the spread is {b}, "
         "between people {c}."}};
    if (hours->refusal != EFFECT_AGILITY_FINE)
        return say_nothing(arena, language);
    const double values[] = {hours->mean_packages, hours->alpha, hours->beta};
    struct said said = say_begin(arena, language);
    say_put(&said, &HOURS, values);
    return say_end(&said);
}

char *effect_say_bench(struct arena *arena, const struct effect_bench *bench,
                       enum effect_language language) {
    static const struct saying BENCH = {
        {"Van de {A} werkpakketten hebben er {B} twee of meer mensen die het kunnen en er zijn, en "
         "{C} niemand.",
         "Of the {A} work packages {B} have two or more people who can do it and are there, and "
         "{C} have nobody."}};
    if (bench->refusal != EFFECT_AGILITY_FINE)
        return say_nothing(arena, language);
    const double values[] = {bench->n_packages, bench->n_deep,
                             bench->n_packages - bench->n_covered};
    struct said said = say_begin(arena, language);
    say_put(&said, &BENCH, values);
    return say_end(&said);
}

char *effect_say_waiting(struct arena *arena, const struct effect_curve *curve,
                         enum effect_language language) {
    static const struct saying BOTH = {
        {"De helft van de aanvragen was bezet na {a} dagen (tussen {b} en {c}).",
         "Half of the requests were staffed after {a} days (between {b} and {c})."}};
    static const struct saying ONE = {
        {"De helft van de aanvragen was bezet na {a} dagen (minstens {b}; een bovengrens is er "
         "nog niet).",
         "Half of the requests were staffed after {a} days (at least {b}; there is no upper end "
         "yet)."}};
    static const struct saying NONE = {
        {"Minder dan de helft van de aanvragen is bezet: een mediaan is er nog niet.",
         "Fewer than half of the requests are staffed: there is no median yet."}};
    const double values[] = {curve->median, curve->lower, curve->upper};
    struct said said = say_begin(arena, language);
    say_put(&said, isnan(curve->median) ? &NONE : isnan(curve->upper) ? &ONE : &BOTH, values);
    return say_end(&said);
}

// ---- money -------------------------------------------------------------------------------------

char *effect_say_ledger(struct arena *arena, const struct effect_ledger *ledger,
                        enum effect_language language) {
    static const struct saying LESS = {
        {"Er is {a} procent minder uitgegeven dan het anders had gekost, na aftrek van wat dubbel "
         "telt ({b} procent zonder aftrek, {c} procent tegen het jaar ervoor).",
         "Spending was {a} percent lower than it would have been, after taking off what counts "
         "twice ({b} percent before, {c} percent against the year before)."}};
    static const struct saying MORE = {
        {"Er is {d} procent meer uitgegeven dan het anders had gekost, na aftrek van wat dubbel "
         "telt.",
         "Spending was {d} percent higher than it would have been, after taking off what counts "
         "twice."}};
    static const struct saying SUPPORT = {
        {" Van de gemelde {$E} euro is {$F} euro met boekingen gestaafd. Of dit door de leergang "
         "komt, zegt deze rekening niet.",
         " Of the {$E} euro reported, {$F} euro is backed by bookings. Whether the programme "
         "caused this, these books do not say."}};
    if (ledger->refusal != EFFECT_LEDGER_FINE || !isfinite(ledger->of_counterfactual_net))
        return say_nothing(arena, language);
    const double values[] = {100 * ledger->of_counterfactual_net,
                             100 * ledger->of_counterfactual,
                             100 * ledger->of_baseline,
                             -100 * ledger->of_counterfactual_net,
                             ledger->claimed,
                             ledger->supported};
    struct said said = say_begin(arena, language);
    say_put(&said, values[0] < 0 ? &MORE : &LESS, values);
    say_put(&said, &SUPPORT, values);
    return say_end(&said);
}

char *effect_say_decomposition(struct arena *arena,
                               const struct effect_decomposition *decomposition,
                               enum effect_language language) {
    static const struct saying PARTS = {
        {"De kosten veranderden met {$A} euro: {$B} door meer of minder mensen, {$C} door andere "
         "schalen en {$D} door andere tarieven.",
         "Costs changed by {$A} euro: {$B} from more or fewer people, {$C} from other scales and "
         "{$D} from other rates."}};
    if (decomposition->refusal != EFFECT_LEDGER_FINE)
        return say_nothing(arena, language);
    const double values[] = {decomposition->change, decomposition->lmdi.volume,
                             decomposition->lmdi.mix, decomposition->lmdi.rate};
    struct said said = say_begin(arena, language);
    say_put(&said, &PARTS, values);
    return say_end(&said);
}

char *effect_say_outflow(struct arena *arena, const struct effect_outflow *outflow,
                         enum effect_language language) {
    static const struct saying NONE = {
        {"Geen gedwongen ontslag wegens boventalligheid, en geen ander vertrek op initiatief van "
         "de werkgever.",
         "No dismissal for redundancy, and nobody else left on the employer's initiative."}};
    static const struct saying BROAD = {
        {"Geen gedwongen ontslag wegens boventalligheid; wel {B} vertrekken op initiatief van de "
         "werkgever.",
         "No dismissal for redundancy; but {B} departures on the employer's initiative."}};
    static const struct saying ONE = {
        {"Geen gedwongen ontslag wegens boventalligheid; wel 1 vertrek op initiatief van de "
         "werkgever.",
         "No dismissal for redundancy; but 1 departure on the employer's initiative."}};
    static const struct saying STRICT = {
        {"Ontslagen wegens boventalligheid: {A}. Vertrokken op initiatief van de werkgever, deze "
         "meegeteld: {B}.",
         "Dismissed for redundancy: {A}. Left on the employer's initiative, these included: {B}."}};
    if (outflow->refusal != EFFECT_LEDGER_FINE)
        return say_nothing(arena, language);
    const double values[] = {(double)outflow->forced_strict, (double)outflow->forced_broad};
    struct said said = say_begin(arena, language);
    say_put(&said,
            values[0] > 0    ? &STRICT
            : values[1] > 1  ? &BROAD
            : values[1] == 1 ? &ONE
                             : &NONE,
            values);
    return say_end(&said);
}
