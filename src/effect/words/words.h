// SPDX-License-Identifier: EUPL-1.2
// The words of the effect engine, for its own files; the public face is effect_words.h.
#ifndef VLIEGWIEL_WORDS_H
#define VLIEGWIEL_WORDS_H
#include "base/arena.h"
#include "vliegwiel/effect.h"
#endif
