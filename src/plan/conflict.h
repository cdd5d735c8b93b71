// SPDX-License-Identifier: EUPL-1.2
// The list of broken or contradicting rules that solvers and checkers fill.
#ifndef VLIEGWIEL_PLAN_CONFLICT_H
#define VLIEGWIEL_PLAN_CONFLICT_H
#include "base/arena.h"
#include "vliegwiel/plan.h"

// All fields that a rule may leave out, for use before the designators that it fills.
#define PLAN_NOWHERE .round = -1, .person = -1, .other = -1, .have = -1, .need = -1

// Past PLAN_CONFLICTS_MAX a conflict is dropped: the list is for a person to read.
void plan_conflict_add(struct arena *arena, struct plan_conflicts *conflicts,
                       struct plan_conflict conflict);
#endif
