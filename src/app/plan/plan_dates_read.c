// SPDX-License-Identifier: EUPL-1.2
// Reads the format dates, which is numbers alone, and plans; writes plans.
// A plan has a line for each session, from 0: group, module, slot, facilitators with spaces
// between. From sheets it has three more columns for people to read: the group's name, the day, the
// half.
#include "app/plan/plan_dates.h"
#include "app/plan/plan_scan.h"

// ---- DATES 1 ------------------------------------------------------------------------------------

static enum rc read_numbers(struct arena *arena, struct plan_scan *scan, int64_t n, int32_t most,
                            int32_t **ret_list) {
    if (plan_scan_left(scan) < n)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "the file is too short: %" PRId64 " more numbers belong here", n);
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int64_t k = 0; k < n; k++)
        TRY(plan_scan_int(scan, 0, most, &list[k]));
    *ret_list = list;
    return RC_OK;
}

static enum rc read_flags(struct arena *arena, struct plan_scan *scan, int64_t n,
                          const bool **ret_list) {
    int32_t *numbers = NULL;
    TRY(read_numbers(arena, scan, n, 1, &numbers));
    ENSURE(numbers != NULL);
    bool *list = NEW_ARRAY(arena, bool, (size_t)n);
    for (int64_t k = 0; k < n; k++)
        list[k] = numbers[k] == 1;
    *ret_list = list;
    return RC_OK;
}

static enum rc read_absent(struct arena *arena, struct plan_scan *scan, struct plan_dates *p) {
    int32_t *size = NULL;
    TRY(read_numbers(arena, scan, p->n_groups, PLAN_DATES_PEOPLE_MAX, &size));
    ENSURE(size != NULL);
    const int64_t n = (int64_t)p->n_groups * p->n_slots;
    if (plan_scan_left(scan) < n)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "the file is too short for %d groups and %d slots", p->n_groups,
                               p->n_slots);
    int32_t *absent = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int64_t k = 0; k < n; k++)
        TRY(plan_scan_int(scan, 0, size[k / p->n_slots], &absent[k]));
    p->absent = absent;
    return RC_OK;
}

// Rooms of one kind, which is large enough for every group.
static enum rc read_rooms(struct arena *arena, struct plan_scan *scan, struct plan_dates *p) {
    int32_t *rooms = NULL;
    TRY(read_numbers(arena, scan, p->n_slots, INT32_MAX, &rooms));
    p->rooms = rooms;
    p->n_room_kinds = 1;
    p->room_seats = NEW(arena, int32_t);
    p->seats_needed = NEW_ARRAY(arena, int32_t, (size_t)p->n_groups);
    return plan_scan_end(scan);
}

enum rc dates_read_instance(const struct plan_run *run, struct dates_input *ret_input) {
    struct arena *const arena = run->arena;
    struct dates_input input = {0};
    struct plan_dates *const p = &input.problem;
    struct plan_scan scan;
    TRY(plan_scan_file(arena, run->input, &scan));
    TRY(plan_scan_literal(&scan, "DATES"));
    TRY(plan_scan_literal(&scan, "1"));
    TRY(plan_scan_int(&scan, 1, PLAN_DATES_GROUPS_MAX, &p->n_groups));
    TRY(plan_scan_int(&scan, 1, PLAN_DATES_MODULES_MAX, &p->n_modules));
    TRY(plan_scan_int(&scan, 1, PLAN_DATES_SLOTS_MAX, &p->n_slots));
    TRY(plan_scan_int(&scan, 1, PLAN_DATES_FACILITATORS_MAX, &p->n_facilitators));
    TRY(plan_scan_int(&scan, 1, PLAN_DATES_SLOTS_MAX, &p->gap_least));
    TRY(read_absent(arena, &scan, p));
    TRY(read_flags(arena, &scan, (int64_t)p->n_facilitators * p->n_modules, &p->can));
    TRY(read_flags(arena, &scan, (int64_t)p->n_facilitators * p->n_slots, &p->free));
    TRY(read_rooms(arena, &scan, p));
    *ret_input = input;
    return RC_OK;
}

// ---- plans -------------------------------------------------------------------------------------

static enum rc find_column(struct str file, const struct csv_table *table, const char *name,
                           size_t *ret_column) {
    if (csv_find(table, str_from_c(name), ret_column))
        return RC_OK;
    return plan_unreadable(file, 1, 1, "a column %s belongs here", name);
}

static enum rc read_facilitators(const struct csv_table *table, struct str file, size_t row,
                                 size_t column, int32_t *ret_list) {
    struct str rest = csv_cell(table, row, column), word;
    int32_t n = 0;
    while (rest.n > 0 && str_cut(&rest, ' ', &word)) {
        int64_t number;
        if (word.n == 0)
            continue;
        if (n == PLAN_DATES_NEEDED_MAX || str_i64(word, &number) != RC_OK || number < 0 ||
            number > INT32_MAX)
            return plan_unreadable(file, table->lines[row], column + 1,
                                   "up to %d facilitators from 0, with spaces between, belong here",
                                   PLAN_DATES_NEEDED_MAX);
        ret_list[n++] = (int32_t)number;
    }
    return RC_OK;
}

struct plan_columns {
    size_t group, module, slot, facilitator;
};

static enum rc read_session(const struct csv_table *table, struct str file, size_t row,
                            const struct plan_columns *at, const struct plan_dates *p,
                            struct dates_plan *plan) {
    int64_t group, module, slot;
    TRY(plan_read_number(table, file, row, at->group, 0, p->n_groups - 1, &group));
    TRY(plan_read_number(table, file, row, at->module, 0, p->n_modules - 1, &module));
    TRY(plan_read_number(table, file, row, at->slot, 0, INT32_MAX, &slot));
    const int64_t session = group * p->n_modules + module;
    if (plan->slot[session] >= 0)
        return plan_unreadable(file, table->lines[row], at->group + 1,
                               "this session stands here for the second time");
    plan->slot[session] = (int32_t)slot;
    return read_facilitators(table, file, row, at->facilitator,
                             plan->facilitators + session * PLAN_DATES_NEEDED_MAX);
}

enum rc dates_read_plan(struct arena *arena, struct str file, const struct plan_dates *p,
                        struct dates_plan *ret_plan) {
    struct csv_table table;
    struct plan_columns at;
    const size_t n = (size_t)p->n_groups * (size_t)p->n_modules;
    TRY(plan_read_csv(arena, file, &table));
    TRY(find_column(file, &table, "group", &at.group));
    TRY(find_column(file, &table, "module", &at.module));
    TRY(find_column(file, &table, "slot", &at.slot));
    TRY(find_column(file, &table, "facilitator", &at.facilitator));
    struct dates_plan plan = {NEW_ARRAY(arena, int32_t, n),
                              NEW_ARRAY(arena, int32_t, n * PLAN_DATES_NEEDED_MAX)};
    for (size_t k = 0; k < n; k++)
        plan.slot[k] = -1;
    for (size_t k = 0; k < n * PLAN_DATES_NEEDED_MAX; k++)
        plan.facilitators[k] = -1;
    for (size_t row = 0; row < table.n_rows; row++)
        TRY(read_session(&table, file, row, &at, p, &plan));
    *ret_plan = plan;
    return RC_OK;
}

static void write_reading(struct buf *b, const struct dates_input *input, int32_t g, int32_t t) {
    buf_char(b, ',');
    csv_text(b, input->groups[g]);
    buf_char(b, ',');
    buf_str(b, day_iso(b->arena, input->days[t / 2]));
    buf_c(b, t % 2 == 0 ? ",am" : ",pm");
}

struct str dates_plan_csv(struct arena *arena, const struct dates_input *input, const int32_t *slot,
                          const int32_t *facilitators) {
    const struct plan_dates *p = &input->problem;
    struct buf b = buf_on(arena, 24 * (size_t)(p->n_groups * p->n_modules) + 64);
    buf_c(&b, input->days ? "group,module,slot,facilitator,name,day,half\n"
                          : "group,module,slot,facilitator\n");
    for (int32_t k = 0; k < p->n_groups * p->n_modules; k++) {
        const int32_t *list = facilitators + (ptrdiff_t)k * PLAN_DATES_NEEDED_MAX;
        buf_fmt(&b, "%d,%d,%d,", k / p->n_modules, k % p->n_modules, slot[k]);
        for (int32_t n = 0; n < PLAN_DATES_NEEDED_MAX && list[n] >= 0; n++)
            buf_fmt(&b, n == 0 ? "%d" : " %d", list[n]);
        if (input->days)
            write_reading(&b, input, k / p->n_modules, slot[k]);
        buf_char(&b, '\n');
    }
    return buf_done(&b);
}
