// SPDX-License-Identifier: EUPL-1.2
// Dates on the command line: reading (plan_dates_read.c for the format dates and for plans,
// plan_dates_csv.c for sheets) and answering (plan_dates.c, plan_dates_say.c).
#ifndef VLIEGWIEL_PLAN_DATES_CLI_H
#define VLIEGWIEL_PLAN_DATES_CLI_H
#include "app/plan/plan_cli.h"

struct dates_input {
    // Names, where the format has them; NULL: numbers.
    struct str *people, *groups, *organisations, *facilitators;
    struct day *days; // [n_slots / 2] of a morning and an afternoon; NULL: slots are numbers
    struct plan_dates problem;
};

NODISCARD enum rc dates_read_instance(const struct plan_run *run, struct dates_input *ret_input);
NODISCARD enum rc dates_read_csv(const struct plan_run *run, struct dates_input *ret_input);

struct dates_plan {
    int32_t *slot, *facilitators; // as in the result of the engine
};
NODISCARD enum rc dates_read_plan(struct arena *arena, struct str file,
                                  const struct plan_dates *problem, struct dates_plan *ret_plan);
struct str dates_plan_csv(struct arena *arena, const struct dates_input *input, const int32_t *slot,
                          const int32_t *facilitators);

// Broken rules, and whom the plan could please more, in words.
void dates_say_conflicts(struct arena *arena, const struct dates_input *input,
                         const struct plan_conflicts *conflicts, struct plan_answer *answer);
void dates_say_reasons(struct arena *arena, const struct dates_input *input,
                       const struct plan_dates_result *result, struct plan_answer *answer);
// Monday 2026-09-07 pm; or the number.
struct str dates_slot_name(struct arena *arena, const struct dates_input *input, int32_t slot);
#endif
