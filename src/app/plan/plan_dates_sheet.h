// SPDX-License-Identifier: EUPL-1.2
// Sheets on their way to a problem of dates: what people (plan_dates_csv.c), and rooms and
// facilitators (plan_dates_rooms.c) share.
#ifndef VLIEGWIEL_PLAN_DATES_SHEET_H
#define VLIEGWIEL_PLAN_DATES_SHEET_H
#include "app/plan/plan_dates.h"
#include "app/plan/plan_dates_calendar.h"

enum { DATES_CELLS_MAX = 1 << 27 }; // people, facilitators or rooms times half-days

struct dates_sheets {
    const struct plan_run *run;
    struct dates_calendar calendar;
    struct dates_input input;
};

enum rc dates_usage(const char *option, const char *what, struct str text); // says it
// Reads a sheet with a column id, in which each id stands once. [n_rows] of them.
NODISCARD enum rc dates_read_sheet(struct dates_sheets *s, struct str file,
                                   struct csv_table *ret_table, struct str **ret_ids);
// What the column `absent` of a sheet says, where there is one. [n_rows * n_slots]
NODISCARD enum rc dates_read_absent(struct dates_sheets *s, struct str file,
                                    const struct csv_table *table, bool **ret_absent);
// --rooms, --facilitators and what belongs to them.
NODISCARD enum rc dates_read_rooms(struct dates_sheets *s);
NODISCARD enum rc dates_read_facilitators(struct dates_sheets *s);
#endif
