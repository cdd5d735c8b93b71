// SPDX-License-Identifier: EUPL-1.2
// Reads people and the rules of dates from a sheet and the options.
// A sheet has a line for each person: id; group; organisation; shift; absent. Only id must be
// there.
#include "app/plan/plan_dates_sheet.h"

enum rc dates_usage(const char *option, const char *what, struct str text) {
    fprintf(stderr, "vliegwiel plan dates: --%s: %s " STR_FMT "\n", option, what, STR_ARG(text));
    return RC_USAGE;
}

// ---- sheets -------------------------------------------------------------------------------------

static int compare_texts(const void *a, const void *b, void *context) {
    const struct str *texts = context;
    return str_cmp(texts[*(const int32_t *)a], texts[*(const int32_t *)b]);
}

static int32_t *order_of(struct arena *arena, struct str *texts, int32_t n) {
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    sort_stable(arena, order, (size_t)n, sizeof order[0], compare_texts, texts);
    return order;
}

enum rc dates_read_sheet(struct dates_sheets *s, struct str file, struct csv_table *ret_table,
                         struct str **ret_ids) {
    struct csv_table table = {0};
    size_t column;
    TRY(plan_read_csv(s->run->arena, file, &table));
    if (!csv_find(&table, STR("id"), &column))
        return plan_unreadable(file, 1, 1, "a column named id is needed");
    const int64_t n_slots = s->input.problem.n_slots;
    if (table.n_rows < 1 || (int64_t)table.n_rows * n_slots > DATES_CELLS_MAX)
        return plan_unreadable(file, 1, 1, "from 1 to %" PRId64 " lines fit this calendar",
                               DATES_CELLS_MAX / n_slots);
    const int32_t n = (int32_t)table.n_rows;
    struct str *ids = NEW_ARRAY(s->run->arena, struct str, table.n_rows);
    for (int32_t i = 0; i < n; i++) {
        ids[i] = csv_cell(&table, (size_t)i, column);
        if (!str_is(ids[i]))
            return plan_unreadable(file, table.lines[i], column + 1, "an id belongs here");
    }
    const int32_t *order = order_of(s->run->arena, ids, n);
    for (int32_t k = 1; k < n; k++)
        if (str_eq(ids[order[k - 1]], ids[order[k]]))
            return plan_unreadable(file, table.lines[order[k]], column + 1,
                                   "an id that stands above already");
    *ret_table = table;
    *ret_ids = ids;
    return RC_OK;
}

enum rc dates_read_absent(struct dates_sheets *s, struct str file, const struct csv_table *table,
                          bool **ret_absent) {
    const size_t n_slots = (size_t)s->input.problem.n_slots;
    bool *absent = NEW_ARRAY(s->run->arena, bool, table->n_rows *n_slots);
    size_t column;
    const bool has_column = csv_find(table, STR("absent"), &column);
    for (size_t row = 0; has_column && row < table->n_rows; row++)
        TRY(dates_calendar_cell(&s->calendar, table, file, row, column, absent + row * n_slots));
    *ret_absent = absent;
    return RC_OK;
}

// Numbers the texts of a column in the order of the alphabet; where there is none, -1. [n_rows]
static int32_t *read_classes(struct dates_sheets *s, const struct csv_table *table,
                             const char *name, struct str **ret_names, int32_t *ret_n) {
    const int32_t n = (int32_t)table->n_rows;
    struct str *texts = NEW_ARRAY(s->run->arena, struct str, table->n_rows);
    struct str *names = NEW_ARRAY(s->run->arena, struct str, table->n_rows);
    int32_t *class = NEW_ARRAY(s->run->arena, int32_t, table->n_rows);
    size_t column;
    const bool has_column = csv_find(table, str_from_c(name), &column);
    for (int32_t i = 0; i < n; i++)
        texts[i] = has_column ? csv_cell(table, (size_t)i, column) : STR_NONE;
    const int32_t *order = order_of(s->run->arena, texts, n);
    int32_t n_names = 0;
    for (int32_t k = 0; k < n; k++) {
        const struct str text = texts[order[k]];
        if (str_is(text) && (n_names == 0 || !str_eq(names[n_names - 1], text)))
            names[n_names++] = text;
        class[order[k]] = str_is(text) ? n_names - 1 : -1;
    }
    *ret_names = names;
    *ret_n = n_names;
    return class;
}

// ---- people -------------------------------------------------------------------------------------

// Everybody is in a group: the one that the column names, or the only one.
static enum rc read_groups(struct dates_sheets *s, const struct csv_table *table) {
    struct plan_dates *const p = &s->input.problem;
    size_t column;
    int32_t *group = read_classes(s, table, "group", &s->input.groups, &p->n_groups);
    if (p->n_groups == 0) {
        p->n_groups = 1;
        s->input.groups[0] = STR("1");
        memset(group, 0, table->n_rows * sizeof group[0]);
    }
    p->group = group;
    for (size_t i = 0; csv_find(table, STR("group"), &column) && i < table->n_rows; i++)
        if (group[i] < 0)
            return plan_unreadable(s->run->input, table->lines[i], column + 1,
                                   "a group belongs here, as in the other lines");
    if (p->n_groups <= PLAN_DATES_GROUPS_MAX &&
        (int64_t)p->n_groups * p->n_slots <= DATES_CELLS_MAX)
        return RC_OK;
    return plan_unreadable(s->run->input, 1, 1, "these are too many groups");
}

// --shifts NAME:HALF,...: the half in which people of the shift can start. 0: not a shift.
static int half_of_shift(struct str shifts, struct str name) {
    struct str part, shift;
    while (shifts.n > 0 && str_cut(&shifts, ',', &part)) {
        struct str half = part;
        if (!str_cut(&half, ':', &shift) || !str_eq(str_trim(shift), name))
            continue;
        return str_eq(half, STR("am")) ? 1 : str_eq(half, STR("pm")) ? 2 : 0;
    }
    return 0;
}

// A group has no session where the shift of a member lets nobody start.
static enum rc close_for_shifts(struct dates_sheets *s, const struct csv_table *table,
                                bool *closed) {
    const int32_t n_slots = s->input.problem.n_slots;
    size_t column;
    if (!csv_find(table, STR("shift"), &column))
        return RC_OK;
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct str name = csv_cell(table, i, column);
        const int half = half_of_shift(cli_value(s->run->cli, "shifts"), name);
        if (!str_is(name))
            continue;
        if (half == 0)
            return plan_unreadable(s->run->input, table->lines[i], column + 1,
                                   "a shift that --shifts gives a half-day belongs here");
        bool *const of_group = closed + (ptrdiff_t)s->input.problem.group[i] * n_slots;
        for (int32_t t = half == 1; t < n_slots; t += SLOTS_PER_DAY)
            of_group[t] = true;
    }
    return RC_OK;
}

static enum rc close_slots(struct dates_sheets *s, const struct csv_table *table) {
    struct plan_dates *const p = &s->input.problem;
    const size_t n_slots = (size_t)p->n_slots;
    bool *closed = NEW_ARRAY(s->run->arena, bool, (size_t)p->n_groups *n_slots);
    const struct str holidays = cli_value(s->run->cli, "closed");
    struct str word;
    for (int32_t g = 0; g < p->n_groups; g++)
        if (!dates_calendar_mark(&s->calendar, holidays, closed + (size_t)g * n_slots, &word))
            return dates_usage("closed", "this is no day:", word);
    p->closed = closed;
    return close_for_shifts(s, table, closed);
}

// Seats for everybody; and --least-present: a number of people, or a share of the group as in 85%.
static enum rc read_sizes(struct dates_sheets *s) {
    struct plan_dates *const p = &s->input.problem;
    struct str text = cli_value(s->run->cli, "least-present");
    const bool is_share = str_ends(text, STR("%"));
    int64_t number;
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_groups);
    for (int32_t i = 0; i < p->n_people; i++)
        most[p->group[i]]++;
    int32_t *size = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_groups);
    memcpy(size, most, (size_t)p->n_groups * sizeof most[0]);
    p->seats_needed = size;
    if (!str_is(text))
        return RC_OK;
    if (is_share)
        text = str_slice(text, 0, text.n - 1);
    if (str_i64(text, &number) != RC_OK || number < 0 || number > (is_share ? 100 : INT32_MAX))
        return dates_usage("least-present", "this is no number of people and no share:", text);
    for (int32_t g = 0; g < p->n_groups; g++) {
        const int64_t least = is_share ? (most[g] * number + 99) / 100 : number;
        most[g] = least < most[g] ? most[g] - (int32_t)least : 0;
    }
    p->absent_most = most;
    return RC_OK;
}

static enum rc read_people(struct dates_sheets *s) {
    struct plan_dates *const p = &s->input.problem;
    struct csv_table table = {0};
    bool *away;
    int64_t number;
    TRY(dates_read_sheet(s, s->run->input, &table, &s->input.people));
    if (table.n_rows > PLAN_DATES_PEOPLE_MAX)
        return plan_unreadable(s->run->input, 1, 1, "at most %d people", PLAN_DATES_PEOPLE_MAX);
    p->n_people = (int32_t)table.n_rows;
    TRY(read_groups(s, &table));
    TRY(dates_read_absent(s, s->run->input, &table, &away));
    p->away = away;
    p->organisation =
        read_classes(s, &table, "organisation", &s->input.organisations, &p->n_organisations);
    TRY(close_slots(s, &table));
    TRY(read_sizes(s));
    TRY(cli_number(s->run->cli, "least-each", 0, PLAN_DATES_PEOPLE_MAX, &number));
    p->organisation_least = (int32_t)number;
    TRY(cli_number(s->run->cli, "fair", 0, PLAN_DATES_COST_MAX, &number));
    p->missed_cost = (int32_t)number;
    return RC_OK;
}

// ---- rhythm -------------------------------------------------------------------------------------

static bool read_weeks(struct str text, int32_t *ret_slots) {
    int64_t weeks;
    if (str_i64(str_trim(text), &weeks) != RC_OK || weeks < 0 ||
        weeks > PLAN_DATES_SLOTS_MAX / SLOTS_PER_WEEK)
        return false;
    *ret_slots = (int32_t)weeks * SLOTS_PER_WEEK;
    return true;
}

// --gap LEAST-MOST or LEAST, and --rhythm WEEKS:COST.
static enum rc read_rhythm(struct dates_sheets *s) {
    struct plan_dates *const p = &s->input.problem;
    const struct str gap = cli_value(s->run->cli, "gap"), rhythm = cli_value(s->run->cli, "rhythm");
    struct str most = gap, least, cost = rhythm, weeks;
    int64_t number = 1;
    const bool has_most = str_cut(&most, '-', &least) && str_is(most);
    if (!read_weeks(least, &p->gap_least) || (has_most && !read_weeks(most, &p->gap_most)) ||
        (has_most && p->gap_most < p->gap_least))
        return dates_usage("gap", "this is no number of weeks, or from-to:", gap);
    p->gap_least = p->gap_least > 0 ? p->gap_least : 1;
    if (!str_is(rhythm))
        return RC_OK;
    (void)str_cut(&cost, ':', &weeks);
    if (!read_weeks(weeks, &p->rhythm) ||
        (str_is(cost) &&
         (str_i64(cost, &number) != RC_OK || number < 0 || number > PLAN_DATES_COST_MAX)))
        return dates_usage("rhythm", "this is no WEEKS:COST:", rhythm);
    p->rhythm_cost = (int32_t)number;
    p->rhythm_slots = SLOTS_PER_WEEK;
    return RC_OK;
}

enum rc dates_read_csv(const struct plan_run *run, struct dates_input *ret_input) {
    struct dates_sheets s = {.run = run};
    struct plan_dates *const p = &s.input.problem;
    int64_t n_modules;
    TRY(dates_calendar_read(run, &s.calendar));
    p->n_slots = s.calendar.n_days * SLOTS_PER_DAY;
    s.input.days = s.calendar.days;
    TRY(cli_number(run->cli, "modules", 1, PLAN_DATES_MODULES_MAX, &n_modules));
    p->n_modules = (int32_t)n_modules;
    TRY(read_people(&s));
    TRY(read_rhythm(&s));
    TRY(dates_read_rooms(&s));
    TRY(dates_read_facilitators(&s));
    *ret_input = s.input;
    return RC_OK;
}
