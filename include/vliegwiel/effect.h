// SPDX-License-Identifier: EUPL-1.2
// The effect engine as a C library: what changed, how sure that is, and what is not known. Every
// method is a pure function: no files, no clock, no globals. Data, options and seed go in; figures,
// intervals and the names of what was refused come out. The same input gives the same bytes.
// A number that does not exist is NaN, and its reason stands beside it.
#ifndef VLIEGWIEL_EFFECT_H
#define VLIEGWIEL_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vliegwiel/arena.h" // owns all memory that a method uses and returns

#define EFFECT_ENGINE_VERSION "1"

#include "vliegwiel/effect_words.h"

#include "vliegwiel/effect_agility.h"
#include "vliegwiel/effect_did.h"
#include "vliegwiel/effect_flywheel.h"
#include "vliegwiel/effect_ledger.h"
#include "vliegwiel/effect_network.h"
#include "vliegwiel/effect_power.h"
#include "vliegwiel/effect_ri.h"
#include "vliegwiel/effect_suppress.h"
#include "vliegwiel/effect_survey.h"

#include "vliegwiel/effect_picture.h"

#include "vliegwiel/effect_say.h"
#endif
