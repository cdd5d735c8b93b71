// SPDX-License-Identifier: EUPL-1.2
// Sentences about a programme before it starts, and about whether it brings in its next
// participants.
#include "effect/words/say.h"

char *effect_say_power(struct arena *arena, const struct effect_power *design,
                       const struct effect_power_result *result, const char *unit,
                       enum effect_language language) {
    static const struct saying WAVES = {
        {"Met {A} teams die in {B} golven beginnen, zijn effecten vanaf ongeveer {c}",
         "With {A} teams that begin in {B} waves, effects from about {c}"}};
    static const struct saying PERIODS = {
        {"Met {A} teams over {B} periodes zijn effecten vanaf ongeveer {c}",
         "With {A} teams over {B} periods, effects from about {c}"}};
    static const struct saying SEEN = {
        {" te zien. Een kleiner effect kan er zijn zonder dat je het ziet.",
         " can be seen. A smaller one may well be there and not be seen."}};
    if (!isfinite(result->mde))
        return say_nothing(arena, language);
    const double values[] = {design->n_clusters,
                             design->begun ? design->n_periods : design->n_waves, result->mde};
    struct said said = say_begin(arena, language);
    say_put(&said, design->begun ? &PERIODS : &WAVES, values);
    if (unit) {
        buf_char(&said.b, ' ');
        buf_c(&said.b, unit);
    }
    say_put(&said, &SEEN, values);
    return say_end(&said);
}

char *effect_say_referral(struct arena *arena, const struct effect_referral *referral,
                          enum effect_language language) {
    static const struct saying R = {
        {"Per alumnus kwamen er ongeveer {a} aanmeldingen bij (tussen {b} en {c}).",
         "Each alumnus brought about {a} applications (between {b} and {c})."}};
    static const struct saying ABOVE = {
        {" Dat is genoeg om vanzelf door te gaan, zolang er plaats is en mensen genoeg zijn.",
         " That is enough to go on by itself, as long as there are seats and people."}};
    static const struct saying BELOW = {
        {" Dat is te weinig om vanzelf door te gaan.", " That is too little to go on by itself."}};
    static const struct saying OPEN = {{" Of het vanzelf doorgaat, is hiermee niet te zeggen.",
                                        " Whether it goes on by itself, these figures do not "
                                        "tell."}};
    static const struct saying YOUNG = {
        {" Het jaar waarin aanmeldingen tellen, is nog niet voor iedereen om.",
         " The year in which applications count is not over for everybody."}};
    if (referral->refusal != EFFECT_FLYWHEEL_FINE)
        return say_nothing(arena, language);
    const bool has_nb = isfinite(referral->lower_nb) && isfinite(referral->upper_nb);
    const double values[] = {referral->r, has_nb ? referral->lower_nb : referral->lower,
                             has_nb ? referral->upper_nb : referral->upper};
    struct said said = say_begin(arena, language);
    say_put(&said, &R, values);
    say_put(&said, values[1] > 1 ? &ABOVE : values[2] < 1 ? &BELOW : &OPEN, values);
    if (referral->is_open)
        say_put(&said, &YOUNG, values);
    return say_end(&said);
}

char *effect_say_growth(struct arena *arena, const struct effect_growth *growth,
                        enum effect_language language) {
    static const struct saying GROWTH = {
        {"Per lichting werden het {a} keer zo veel aanmeldingen (tussen {b} en {c}). Dat is een "
         "beeld van {D} lichtingen, geen toets.",
         "Each cohort had {a} times as many applications (between {b} and {c}). That is a picture "
         "of {D} cohorts, not a test."}};
    if (growth->refusal != EFFECT_FLYWHEEL_FINE)
        return say_nothing(arena, language);
    const double reach = 1.959963984540054 * growth->se;
    const double values[] = {growth->factor, exp(growth->log_growth - reach),
                             exp(growth->log_growth + reach), growth->n};
    struct said said = say_begin(arena, language);
    say_put(&said, &GROWTH, values);
    return say_end(&said);
}

char *effect_say_bass(struct arena *arena, const struct effect_bass *bass,
                      enum effect_language language) {
    static const struct saying SHORT = {{"Er zijn te weinig perioden om een kromme te trekken.",
                                         "There are too few periods to draw a curve."}};
    static const struct saying PEAK = {
        {"De top is nog niet voorbij. Een kromme zou nu alles kunnen beloven.",
         "The peak has not passed. A curve could promise anything now."}};
    static const struct saying DENSITY = {
        {"Volgens de kromme van Bass (de vorm met dichtheden) doen er in totaal ongeveer {$A} "
         "mensen mee (tussen {$B} en {$C}).",
         "By the curve of Bass (the form with densities) about {$A} people take part in all "
         "(between {$B} and {$C})."}};
    static const struct saying INCREMENT = {
        {"Volgens de kromme van Bass (de vorm met aangroei) doen er in totaal ongeveer {$A} mensen "
         "mee (tussen {$B} en {$C}).",
         "By the curve of Bass (the form with increments) about {$A} people take part in all "
         "(between {$B} and {$C})."}};
    if (bass->refusal != EFFECT_FLYWHEEL_FINE && bass->refusal != EFFECT_FLYWHEEL_SHORT &&
        bass->refusal != EFFECT_FLYWHEEL_PEAK)
        return say_nothing(arena, language);
    const double values[] = {bass->m, bass->lower[0], bass->upper[0]};
    struct said said = say_begin(arena, language);
    say_put(&said,
            bass->refusal == EFFECT_FLYWHEEL_SHORT  ? &SHORT
            : bass->refusal == EFFECT_FLYWHEEL_PEAK ? &PEAK
            : bass->form == EFFECT_BASS_DENSITY     ? &DENSITY
                                                    : &INCREMENT,
            values);
    return say_end(&said);
}
