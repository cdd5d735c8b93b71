// SPDX-License-Identifier: EUPL-1.2
// The savings on the command line: reading its formats (plan_savings_read.c for savings,
// plan_savings_csv.c for csv), plans as files (plan_savings_plan.c), what there is to say of an
// answer (plan_savings_words.c) and the verb (plan_savings.c).
#ifndef VLIEGWIEL_PLAN_SAVINGS_CLI_H
#define VLIEGWIEL_PLAN_SAVINGS_CLI_H
#include "app/plan/plan_cli.h"

enum savings_scenario { SCENARIO_P10, SCENARIO_P50, SCENARIO_P90, N_SCENARIOS };
extern const char *const SCENARIO_NAMES[N_SCENARIOS];

struct savings_input {
    struct str *ids; // [n_families], NULL: families are numbers from 0
    // [n_families] the same but for who leaves; [SCENARIO_P50] alone where there is one scenario
    struct plan_savings_family *families[N_SCENARIOS];
    int32_t n_scenarios;
    enum savings_scenario scenario; // of the plan; problem.families points there
    double year;                    // quarters in the period that money is told for: 4, or 1
    struct plan_savings problem;
};

NODISCARD enum rc savings_read_instance(const struct plan_run *run,
                                        struct savings_input *ret_input);
NODISCARD enum rc savings_read_csv(const struct plan_run *run, struct savings_input *ret_input);

// A plan as CSV, with amounts in billionths.
struct str savings_plan_text(struct arena *arena, const struct savings_input *input,
                             const struct plan_savings_plan *plan);
// The file of a plan. Where no courses explain who moves, *ret_unexplained is the first such
// quarter, else -1.
NODISCARD enum rc savings_read_plan(struct arena *arena, struct str file,
                                    const struct savings_input *input,
                                    struct plan_savings_plan *ret_plan, int32_t *ret_unexplained);

struct str savings_family_name(struct arena *arena, const struct savings_input *input, int32_t f);
// A broken or contradicting rule in words.
struct str savings_conflict_words(struct arena *arena, const struct savings_input *input,
                                  const struct plan_conflict *c);
struct str savings_change_words(struct arena *arena, const struct savings_input *input,
                                const struct plan_savings_change *change);
extern const char *const SAVINGS_CHANGE_NAMES[PLAN_SAVINGS_KINDS];
// Which limits are in the way, and what one more of each is worth.
void savings_add_limits(struct arena *arena, const struct savings_input *input,
                        const struct plan_savings_result *result, struct plan_remarks *remarks);
#endif
