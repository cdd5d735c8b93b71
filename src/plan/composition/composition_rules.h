// SPDX-License-Identifier: EUPL-1.2
// What the solver of a composition and the words for its rules share.
#ifndef VLIEGWIEL_COMPOSITION_RULES_H
#define VLIEGWIEL_COMPOSITION_RULES_H
#include "plan/composition/composition.h"

// All or none of them are placed.
bool composition_same_block(const struct composition_problem *problem, int32_t i, int32_t j);
bool composition_feasible(struct arena *arena, const struct composition_problem *problem);
// Which rules of a problem without a choice leave none: those that counting alone shows, else those
// without which there would be one.
size_t composition_explain(struct arena *arena, const struct composition_problem *problem,
                           const struct composition_breach **ret_breaches);
#endif
