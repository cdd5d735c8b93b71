// SPDX-License-Identifier: EUPL-1.2
// The allocation on the command line: the format gap (plan_allocation.c, plan_allocation_read.c).
#ifndef VLIEGWIEL_PLAN_ALLOCATION_CLI_H
#define VLIEGWIEL_PLAN_ALLOCATION_CLI_H
#include "app/plan/plan_cli.h"

NODISCARD enum rc allocation_read_gap(const struct plan_run *run,
                                      struct plan_allocation *ret_problem);
// A plan: on each line the person of a package, from 0 to `most`; -1 is nobody. [n_packages]
NODISCARD enum rc allocation_read_plan(struct arena *arena, struct str file, int32_t n_packages,
                                       int32_t most, int32_t **ret_person);
#endif
