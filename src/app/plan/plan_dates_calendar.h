// SPDX-License-Identifier: EUPL-1.2
// The calendar of a plan from sheets: working days with two half-days each, and the words in which
// people say when they cannot come.
#ifndef VLIEGWIEL_PLAN_DATES_CALENDAR_H
#define VLIEGWIEL_PLAN_DATES_CALENDAR_H
#include "app/plan/plan_cli.h"

enum { SLOTS_PER_DAY = 2, SLOTS_PER_WEEK = 10 };

struct dates_calendar {
    struct day *days; // [n_days] Monday to Friday, from --start to --end
    int32_t n_days;
};
NODISCARD enum rc dates_calendar_read(const struct plan_run *run,
                                      struct dates_calendar *ret_calendar);
// Marks what the words mean, with spaces between, in [n_days * SLOTS_PER_DAY]: 2026-10-12 or
// 12-10-2026, 2026-10-12..2026-10-16, mon or ma, each with /am or /pm behind it. What lies outside
// the calendar means nothing. False, with the word, when one is not understood.
bool dates_calendar_mark(const struct dates_calendar *calendar, struct str words, bool *slots,
                         struct str *ret_word);
// The same for a cell; RC_INVALID after saying where.
NODISCARD enum rc dates_calendar_cell(const struct dates_calendar *calendar,
                                      const struct csv_table *table, struct str file, size_t row,
                                      size_t column, bool *slots);
#endif
