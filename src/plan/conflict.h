// SPDX-License-Identifier: EUPL-1.2
// The list of broken or contradicting rules that solvers and checkers fill.
#ifndef VLIEGWIEL_PLAN_CONFLICT_H
#define VLIEGWIEL_PLAN_CONFLICT_H
#include "base/arena.h"
#include "vliegwiel/plan.h"

// Past PLAN_CONFLICTS_MAX a conflict is dropped: the list is for a person to read.
void plan_conflict_add(struct arena *arena, struct plan_conflicts *conflicts,
                       struct plan_conflict conflict);
#endif
