// SPDX-License-Identifier: EUPL-1.2
// The methods of `vliegwiel effect`, for the command line that finds them by name.
#ifndef VLIEGWIEL_EFFECT_METHODS_H
#define VLIEGWIEL_EFFECT_METHODS_H
#include "app/effect/effect_cli.h"

extern const struct effect_method effect_did_method, effect_power_method, effect_ri_method;
extern const struct effect_method effect_survey_method, effect_suppress_method;
extern const struct effect_method effect_network_method, effect_network_qap_method;
extern const struct effect_method effect_network_mrqap_method;
extern const struct effect_method effect_flywheel_method, effect_flywheel_bass_method;
extern const struct effect_method effect_agility_method, effect_ledger_method;
extern const struct effect_method effect_outflow_method;
#endif
