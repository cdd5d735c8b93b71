// SPDX-License-Identifier: EUPL-1.2
// Reads rooms and facilitators: a number of rooms, or sheets with a line for each.
// A room has id; seats; absent. A facilitator has id; modules (1 2 6, nothing: all); absent.
#include "app/plan/plan_dates_sheet.h"

// ---- rooms --------------------------------------------------------------------------------------

// The same number of rooms in every half-day, each large enough.
static void same_rooms(struct dates_sheets *s, int32_t n) {
    struct plan_dates *const p = &s->input.problem;
    int32_t *rooms = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_slots);
    int32_t *seats = NEW(s->run->arena, int32_t);
    *seats = PLAN_DATES_PEOPLE_MAX;
    for (int32_t t = 0; t < p->n_slots; t++)
        rooms[t] = n;
    p->n_room_kinds = 1;
    p->room_seats = seats;
    p->rooms = rooms;
}

// The different numbers of seats, from small to large.
static int32_t sort_kinds(const int32_t *seats, size_t n, int32_t *kinds) {
    int32_t n_kinds = 0;
    for (size_t i = 0; i < n; i++) {
        int32_t at = 0;
        while (at < n_kinds && kinds[at] < seats[i])
            at++;
        if (at < n_kinds && kinds[at] == seats[i])
            continue;
        if (n_kinds == PLAN_DATES_ROOM_KINDS_MAX)
            return n_kinds + 1;
        for (int32_t k = n_kinds++; k > at; k--)
            kinds[k] = kinds[k - 1];
        kinds[at] = seats[i];
    }
    return n_kinds;
}

static enum rc read_room_sheet(struct dates_sheets *s, struct str file) {
    struct plan_dates *const p = &s->input.problem;
    struct csv_table table = {0};
    struct str *ids;
    size_t column;
    bool *absent;
    TRY(dates_read_sheet(s, file, &table, &ids));
    if (!csv_find(&table, STR("seats"), &column))
        return plan_unreadable(file, 1, 1, "a column named seats is needed");
    TRY(dates_read_absent(s, file, &table, &absent));
    int32_t *seats = NEW_ARRAY(s->run->arena, int32_t, table.n_rows);
    int32_t *kinds = NEW_ARRAY(s->run->arena, int32_t, PLAN_DATES_ROOM_KINDS_MAX + 1);
    for (size_t i = 0; i < table.n_rows; i++) {
        int64_t number;
        TRY(plan_read_number(&table, file, i, column, 1, PLAN_DATES_PEOPLE_MAX, &number));
        seats[i] = (int32_t)number;
    }
    p->n_room_kinds = sort_kinds(seats, table.n_rows, kinds);
    if (p->n_room_kinds > PLAN_DATES_ROOM_KINDS_MAX)
        return plan_unreadable(file, 1, column + 1, "at most %d different numbers of seats",
                               PLAN_DATES_ROOM_KINDS_MAX);
    int32_t *rooms =
        NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_room_kinds * (size_t)p->n_slots);
    for (size_t i = 0; i < table.n_rows; i++) {
        int32_t kind = 0;
        while (kinds[kind] != seats[i])
            kind++;
        for (int32_t t = 0; t < p->n_slots; t++)
            rooms[(ptrdiff_t)kind * p->n_slots + t] += !absent[i * (size_t)p->n_slots + (size_t)t];
    }
    p->room_seats = kinds;
    p->rooms = rooms;
    return RC_OK;
}

enum rc dates_read_rooms(struct dates_sheets *s) {
    const struct str text = cli_value(s->run->cli, "rooms");
    int64_t n;
    if (!str_is(text))
        return RC_OK;
    if (str_i64(text, &n) != RC_OK)
        return read_room_sheet(s, text);
    if (n < 0 || n > PLAN_DATES_GROUPS_MAX)
        return dates_usage("rooms", "this is no number of rooms:", text);
    same_rooms(s, (int32_t)n);
    return RC_OK;
}

// ---- facilitators -------------------------------------------------------------------------------

static enum rc read_modules(const struct dates_sheets *s, const struct csv_table *table,
                            struct str file, size_t row, size_t column, bool *can) {
    const int32_t n_modules = s->input.problem.n_modules;
    struct str rest = csv_cell(table, row, column), word;
    if (!str_is(rest))
        memset(can, true, (size_t)n_modules);
    while (rest.n > 0 && str_cut(&rest, ' ', &word)) {
        int64_t module;
        if (word.n == 0)
            continue;
        if (str_i64(word, &module) != RC_OK || module < 1 || module > n_modules)
            return plan_unreadable(file, table->lines[row], column + 1,
                                   "modules from 1 to %d, with spaces between, belong here",
                                   n_modules);
        can[module - 1] = true;
    }
    return RC_OK;
}

static enum rc read_staff_sheet(struct dates_sheets *s, struct str file) {
    struct plan_dates *const p = &s->input.problem;
    struct csv_table table = {0};
    size_t column;
    bool *free_then;
    TRY(dates_read_sheet(s, file, &table, &s->input.facilitators));
    if (table.n_rows > PLAN_DATES_FACILITATORS_MAX)
        return plan_unreadable(file, 1, 1, "at most %d facilitators", PLAN_DATES_FACILITATORS_MAX);
    TRY(dates_read_absent(s, file, &table, &free_then));
    for (size_t k = 0; k < table.n_rows * (size_t)p->n_slots; k++)
        free_then[k] = !free_then[k];
    bool *can = NEW_ARRAY(s->run->arena, bool, table.n_rows *(size_t)p->n_modules);
    const bool has_column = csv_find(&table, STR("modules"), &column);
    for (size_t i = 0; i < table.n_rows; i++) {
        if (has_column)
            TRY(read_modules(s, &table, file, i, column, can + i * (size_t)p->n_modules));
        else
            memset(can + i * (size_t)p->n_modules, true, (size_t)p->n_modules);
    }
    p->n_facilitators = (int32_t)table.n_rows;
    p->can = can;
    p->free = free_then;
    return RC_OK;
}

// --needed MODULE:NUMBER,...; one where nothing is said.
static enum rc read_needed(struct dates_sheets *s) {
    struct plan_dates *const p = &s->input.problem;
    struct str rest = cli_value(s->run->cli, "needed"), part, module_text;
    int32_t *needed = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_modules);
    for (int32_t m = 0; m < p->n_modules; m++)
        needed[m] = 1;
    while (rest.n > 0 && str_cut(&rest, ',', &part)) {
        struct str number_text = part;
        int64_t module, number;
        if (!str_cut(&number_text, ':', &module_text) || str_i64(module_text, &module) != RC_OK ||
            str_i64(number_text, &number) != RC_OK || module < 1 || module > p->n_modules ||
            number < 1 || number > PLAN_DATES_NEEDED_MAX)
            return dates_usage("needed", "this is no MODULE:NUMBER:", part);
        needed[module - 1] = (int32_t)number;
    }
    p->needed = needed;
    return RC_OK;
}

// --handover: what it costs, or never.
static enum rc read_handover(struct dates_sheets *s) {
    struct plan_dates *const p = &s->input.problem;
    int64_t cost;
    p->is_continuous = str_eq(cli_value(s->run->cli, "handover"), STR("never"));
    if (p->is_continuous)
        return RC_OK;
    TRY(cli_number(s->run->cli, "handover", 0, PLAN_DATES_COST_MAX, &cost));
    p->handover_cost = (int32_t)cost;
    return RC_OK;
}

enum rc dates_read_facilitators(struct dates_sheets *s) {
    const struct str file = cli_value(s->run->cli, "facilitators");
    if (!str_is(file))
        return RC_OK;
    TRY(read_staff_sheet(s, file));
    TRY(read_needed(s));
    return read_handover(s);
}
