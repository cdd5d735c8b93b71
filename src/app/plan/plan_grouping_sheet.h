// SPDX-License-Identifier: EUPL-1.2
// A sheet of people on its way to a grouping: what its rules (plan_grouping_csv.c) and its
// differences (plan_grouping_diverse.c) share.
#ifndef VLIEGWIEL_PLAN_GROUPING_SHEET_H
#define VLIEGWIEL_PLAN_GROUPING_SHEET_H
#include "app/plan/plan_grouping.h"

struct sheet {
    const struct plan_run *run;
    struct csv_table table;
    int32_t *by_id; // [n_rows] people in the order of their ids
    bool *is_named; // [n_columns] has a meaning of its own
    struct grouping_input input;
};

enum rc sheet_usage(const char *option, const char *what, struct str text); // says it
// Numbers the texts of a column in the order of the alphabet; nothing is -1. [n_people]
int32_t *sheet_classes(struct sheet *s, size_t column, struct str **ret_names, int32_t *ret_n);
// The next of "NAME" or "NAME:NUMBER", separated by commas.
NODISCARD enum rc sheet_next_column(struct sheet *s, const char *option, struct str *rest,
                                    size_t *ret_column, double *ret_number, bool *ret_more);
NODISCARD enum rc sheet_read_differences(struct sheet *s);
#endif
