// SPDX-License-Identifier: EUPL-1.2
// Numbers of a CSV cell, quickly and to the last bit.
#ifndef VLIEGWIEL_EFFECT_NUMBER_H
#define VLIEGWIEL_EFFECT_NUMBER_H
#include "base/str.h"

// The whole text must be a finite number: a sign, digits, a point or a comma, an exponent.
NODISCARD enum rc effect_number_read(struct str text, double *ret_number);
#endif
