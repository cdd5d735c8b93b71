// SPDX-License-Identifier: EUPL-1.2
// The grouping on the command line: reading its three formats (plan_grouping_read.c for mdgplib and
// cohort, plan_grouping_csv.c for csv) and answering (plan_grouping.c).
#ifndef VLIEGWIEL_PLAN_GROUPING_CLI_H
#define VLIEGWIEL_PLAN_GROUPING_CLI_H
#include "app/plan/plan_cli.h"

enum { GROUPING_CELLS_MAX = 1 << 24 }; // classes of a column times groups

struct grouping_input {
    struct str *ids; // [n_people], NULL: people are numbers from 0
    struct plan_column *columns;
    struct str *column_names; // [n_columns]
    struct str **class_names; // [n_columns][n_classes], NULL: classes are numbers
    struct plan_grouping problem;
};

NODISCARD enum rc grouping_read_mdgplib(const struct plan_run *run,
                                        struct grouping_input *ret_input);
NODISCARD enum rc grouping_read_cohort(const struct plan_run *run,
                                       struct grouping_input *ret_input);
NODISCARD enum rc grouping_read_csv(const struct plan_run *run, struct grouping_input *ret_input);
// A plan: on each line the group of a person, from 0 to `most`; -1 is nowhere. [n_people]
NODISCARD enum rc grouping_read_plan(struct arena *arena, struct str file, int32_t n_people,
                                     int32_t most, int32_t **ret_group);
struct str grouping_plan_text(struct arena *arena, const int32_t *group, int32_t n_people);
#endif
