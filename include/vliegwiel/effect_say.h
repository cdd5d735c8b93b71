// SPDX-License-Identifier: EUPL-1.2
// What may be said of the figures that are not an effect of a start: one or two plain sentences for
// each method, in Dutch and in English. None of them names a cause.
#ifndef VLIEGWIEL_EFFECT_SAY_H
#define VLIEGWIEL_EFFECT_SAY_H
#include "vliegwiel/effect.h"
#include "vliegwiel/effect_agility.h"
#include "vliegwiel/effect_flywheel.h"
#include "vliegwiel/effect_ledger.h"
#include "vliegwiel/effect_network.h"
#include "vliegwiel/effect_power.h"
#include "vliegwiel/effect_suppress.h"
#include "vliegwiel/effect_survey.h"

// In: what a method gave, refused or not; the language.
// Out: the sentences, NUL-terminated, UTF-8. Numbers have one decimal at most, after a comma in
// Dutch; money has none, and spaces between thousands.
// Memory: on `arena`, under 2 kB.
// Errors: none; where nothing can be said, that is what is said.
// Cost: proportional to the text.
// Source: the manual page of each method says why these words.
// Check: effect_words_banned finds nothing in them, whatever the numbers.
char *effect_say_power(struct arena *arena, const struct effect_power *design,
                       const struct effect_power_result *result, const char *unit,
                       enum effect_language language); // unit NULL: not named
char *effect_say_reliability(struct arena *arena, const struct effect_reliability *reliability,
                             enum effect_language language);
char *effect_say_teams(struct arena *arena, const struct effect_teams *teams,
                       enum effect_language language);
char *effect_say_suppression(struct arena *arena, const struct effect_suppression *suppression,
                             enum effect_language language);
char *effect_say_network(struct arena *arena, const struct effect_network *network,
                         enum effect_language language);
char *effect_say_network_change(struct arena *arena, const struct effect_network_change *change,
                                enum effect_language language);
char *effect_say_qap(struct arena *arena, const struct effect_qap *qap,
                     enum effect_language language);
char *effect_say_mrqap(struct arena *arena, const struct effect_mrqap *mrqap,
                       enum effect_language language);
char *effect_say_referral(struct arena *arena, const struct effect_referral *referral,
                          enum effect_language language);
char *effect_say_growth(struct arena *arena, const struct effect_growth *growth,
                        enum effect_language language);
char *effect_say_bass(struct arena *arena, const struct effect_bass *bass,
                      enum effect_language language);
char *effect_say_hours(struct arena *arena, const struct effect_hours *hours,
                       enum effect_language language);
char *effect_say_bench(struct arena *arena, const struct effect_bench *bench,
                       enum effect_language language);
char *effect_say_waiting(struct arena *arena, const struct effect_curve *curve,
                         enum effect_language language);
char *effect_say_ledger(struct arena *arena, const struct effect_ledger *ledger,
                        enum effect_language language);
char *effect_say_decomposition(struct arena *arena,
                               const struct effect_decomposition *decomposition,
                               enum effect_language language);
char *effect_say_outflow(struct arena *arena, const struct effect_outflow *outflow,
                         enum effect_language language);
#endif
