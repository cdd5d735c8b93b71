// SPDX-License-Identifier: EUPL-1.2
// The allocation on the command line. One person for each package: the format gap
// (plan_allocation.c, plan_allocation_read.c). Teams with skills and hours: the formats staff and
// csv (plan_allocation_team.c, plan_allocation_staff.c, plan_allocation_csv.c).
#ifndef VLIEGWIEL_PLAN_ALLOCATION_CLI_H
#define VLIEGWIEL_PLAN_ALLOCATION_CLI_H
#include "app/plan/plan_cli.h"

NODISCARD enum rc allocation_read_gap(const struct plan_run *run,
                                      struct plan_allocation *ret_problem);
// A plan: on each line the person of a package, from 0 to `most`; -1 is nobody. [n_packages]
NODISCARD enum rc allocation_read_plan(struct arena *arena, struct str file, int32_t n_packages,
                                       int32_t most, int32_t **ret_person);

struct staffing_input {
    struct plan_staffing problem;
    struct str *people, *packages, *skills; // names; NULL: they are numbers from 0
};
NODISCARD enum rc staffing_read_staff(const struct plan_run *run, struct staffing_input *ret_input);
NODISCARD enum rc staffing_read_csv(const struct plan_run *run, struct staffing_input *ret_input);
// A plan: CSV with the columns person, package, skill and hours, counted from 0.
NODISCARD enum rc staffing_read_plan(const struct plan_run *run, struct str file,
                                     struct plan_work **ret_work, int32_t *ret_n);
struct str staffing_plan_text(struct arena *arena, const struct plan_work *work, int32_t n);
// Solves or checks a staffing problem and answers.
NODISCARD enum rc staffing_run(struct plan_run *run);
#endif
