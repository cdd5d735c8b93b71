// SPDX-License-Identifier: EUPL-1.2
// The methods of `vliegwiel effect`, for the command line that finds them by name.
#ifndef VLIEGWIEL_EFFECT_METHODS_H
#define VLIEGWIEL_EFFECT_METHODS_H
#include "app/effect/effect_cli.h"

extern const struct effect_method effect_did_method, effect_power_method, effect_ri_method;
#endif
