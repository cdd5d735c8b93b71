// SPDX-License-Identifier: EUPL-1.2
// Reads people, rules and plans of a rotation from CSV, and writes plans. Ids are opaque texts.
#include "app/plan/plan_rotation.h"

// ---- people ------------------------------------------------------------------------------------

static int compare_ids(const void *a, const void *b, void *context) {
    const struct str *ids = context;
    return str_cmp(ids[*(const int32_t *)a], ids[*(const int32_t *)b]);
}

static void sort_people(struct arena *arena, struct rotation_people *people) {
    const int32_t n = people->problem.n_people;
    people->by_id = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        people->by_id[i] = i;
    sort_stable(arena, people->by_id, (size_t)n, sizeof people->by_id[0], compare_ids, people->ids);
}

static int32_t find_person(const struct rotation_people *people, struct str id) {
    int32_t low = 0, high = people->problem.n_people;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (str_cmp(people->ids[people->by_id[middle]], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const bool found =
        low < people->problem.n_people && str_eq(people->ids[people->by_id[low]], id);
    return found ? people->by_id[low] : -1;
}

static enum rc read_ids(struct arena *arena, struct str file, const struct csv_table *table,
                        struct rotation_people *people) {
    size_t column;
    if (!csv_find(table, STR("id"), &column))
        return plan_unreadable(file, 1, 1, "a column named id is needed");
    if (table->n_rows == 0 || table->n_rows > PLAN_ROTATION_PEOPLE_MAX)
        return plan_unreadable(file, 1, 1, "from 1 to %d people can be planned",
                               PLAN_ROTATION_PEOPLE_MAX);
    people->problem.n_people = (int32_t)table->n_rows;
    people->ids = NEW_ARRAY(arena, struct str, table->n_rows);
    for (size_t i = 0; i < table->n_rows; i++) {
        people->ids[i] = csv_cell(table, i, column);
        if (!str_is(people->ids[i]))
            return plan_unreadable(file, table->lines[i], column + 1, "a person without id");
    }
    sort_people(arena, people);
    for (size_t k = 1; k < table->n_rows; k++) {
        const int32_t a = people->by_id[k - 1], b = people->by_id[k];
        if (str_eq(people->ids[a], people->ids[b]))
            return plan_unreadable(file, table->lines[b], column + 1, "the same id as in line %zu",
                                   table->lines[a]);
    }
    return RC_OK;
}

static void number_people(struct arena *arena, int32_t n, struct rotation_people *people) {
    people->problem.n_people = n;
    people->is_numbered = true;
    people->ids = NEW_ARRAY(arena, struct str, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        people->ids[i] = str_fmt(arena, "%d", i + 1);
    sort_people(arena, people);
}

// ---- rules -------------------------------------------------------------------------------------

// People with the same text get the same number, from 1; no text is 0.
static void number_classes(const struct csv_table *table, size_t column, int32_t *ret_classes) {
    int32_t n_classes = 0;
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct str text = csv_cell(table, i, column);
        size_t j = 0;
        while (str_is(text) && j < i && !str_eq(text, csv_cell(table, j, column)))
            j++;
        if (str_is(text))
            ret_classes[i] = j < i ? ret_classes[j] : ++n_classes;
    }
}

// --apart and --together: columns, separated by commas.
static enum rc read_columns(const struct plan_run *run, const struct csv_table *table,
                            const char *option, int32_t *ret_n, const int32_t **ret_classes) {
    enum { COLUMNS_MAX = 16 };
    struct str names = cli_value(run->cli, option), name;
    if (!str_is(names))
        return RC_OK;
    int32_t *classes = NEW_ARRAY(run->arena, int32_t, COLUMNS_MAX * table->n_rows);
    int32_t n = 0;
    while (str_cut(&names, ',', &name)) {
        size_t column;
        if (n == COLUMNS_MAX || !csv_find(table, str_trim(name), &column)) {
            fprintf(stderr, "vliegwiel plan: --%s: no column " STR_FMT "\n", option, STR_ARG(name));
            return RC_USAGE;
        }
        number_classes(table, column, classes + (size_t)n++ * table->n_rows);
    }
    *ret_n = n;
    *ret_classes = classes;
    return RC_OK;
}

// The column `absent`: rounds from 1, separated by spaces. Rounds that are not planned are skipped.
static enum rc read_absences(struct arena *arena, struct str file, const struct csv_table *table,
                             struct plan_rotation *problem) {
    size_t column;
    if (!csv_find(table, STR("absent"), &column))
        return RC_OK;
    const size_t n_rounds = (size_t)problem->n_rounds;
    bool *absent = NEW_ARRAY(arena, bool, table->n_rows *n_rounds);
    for (size_t i = 0; i < table->n_rows; i++) {
        struct str rest = csv_cell(table, i, column), part;
        while (str_is(rest) && str_cut(&rest, ' ', &part)) {
            uint64_t round;
            if (part.n == 0)
                continue;
            if (str_u64(part, &round) != RC_OK || round < 1)
                return plan_unreadable(file, table->lines[i], column + 1,
                                       "rounds separated by spaces belong here");
            if (round <= n_rounds)
                absent[i * n_rounds + round - 1] = true;
        }
    }
    problem->absent = absent;
    return RC_OK;
}

static enum rc read_seats(const struct plan_run *run, struct plan_rotation *problem) {
    struct str rest = cli_value(run->cli, "sizes"), part;
    if (!str_is(rest))
        return RC_OK;
    const int32_t n_groups = problem->n_groups;
    int32_t *seats = NEW_ARRAY(run->arena, int32_t, (size_t)n_groups * (size_t)problem->n_rounds);
    int32_t g = 0;
    for (; str_cut(&rest, ',', &part); g++) {
        int64_t n;
        if (g == n_groups || str_i64(str_trim(part), &n) != RC_OK || n < 0 ||
            n > problem->n_people) {
            g = -1;
            break;
        }
        for (int32_t w = 0; w < problem->n_rounds; w++)
            seats[w * n_groups + g] = (int32_t)n;
    }
    if (g != n_groups) {
        fprintf(stderr, "vliegwiel plan: --sizes takes %d numbers from 0 to %d\n", n_groups,
                problem->n_people);
        return RC_USAGE;
    }
    problem->seats = seats;
    return RC_OK;
}

// A number that the option gives, or else `fallback` when that is above 0.
static enum rc read_count(const struct plan_run *run, const char *option, int32_t fallback,
                          int32_t most, int32_t *ret_count) {
    int64_t count = fallback;
    if (str_is(cli_value(run->cli, option)) || fallback < 1)
        TRY(cli_number(run->cli, option, 1, most, &count));
    *ret_count = (int32_t)count;
    return RC_OK;
}

static int32_t count_of_sizes(const struct plan_run *run) {
    struct str rest = cli_value(run->cli, "sizes"), part;
    int32_t n = 0;
    while (str_is(rest) && str_cut(&rest, ',', &part))
        n++;
    return n;
}

// --from and what goes with it.
static enum rc read_previous(const struct plan_run *run, struct rotation_people *people) {
    const struct str file = cli_value(run->cli, "from");
    if (!str_is(file))
        return RC_OK;
    struct plan_rotation *problem = &people->problem;
    struct rotation_rows rows = {0};
    int64_t fixed, cost, moves = -1;
    TRY(rotation_read_rows(run->arena, file, &rows));
    TRY(cli_number(run->cli, "fixed", 0, problem->n_rounds, &fixed));
    TRY(cli_number(run->cli, "change-cost", 0, 1000000, &cost));
    if (str_is(cli_value(run->cli, "moves")))
        TRY(cli_number(run->cli, "moves", 0, problem->n_people, &moves));
    problem->previous = rotation_places(run->arena, people, &rows, NULL);
    problem->n_fixed = (int32_t)fixed;
    problem->change_cost = (int32_t)cost;
    problem->moves_max = (int32_t)moves;
    return RC_OK;
}

static enum rc read_file(const struct plan_run *run, struct csv_table *table,
                         struct rotation_people *people) {
    TRY(plan_read_csv(run->arena, run->input, table));
    return read_ids(run->arena, run->input, table, people);
}

static enum rc read_numbers(const struct plan_run *run, int32_t n_groups,
                            struct rotation_people *people) {
    int32_t size;
    TRY(read_count(run, "size", 0, PLAN_ROTATION_PEOPLE_MAX / n_groups, &size));
    number_people(run->arena, n_groups * size, people);
    return RC_OK;
}

enum rc rotation_read_people(const struct plan_run *run, const struct rotation_rows *rows,
                             struct rotation_people *ret_people) {
    struct rotation_people people = {0};
    struct plan_rotation *problem = &people.problem;
    struct csv_table table = {0};
    const int32_t n_sizes = count_of_sizes(run), n_seen = rows ? rows->n_groups : 0;
    TRY(read_count(run, "groups", n_sizes > 0 ? n_sizes : n_seen, PLAN_ROTATION_PEOPLE_MAX,
                   &problem->n_groups));
    TRY(read_count(run, "rounds", rows ? rows->n_rounds : 0, PLAN_ROTATION_ROUNDS_MAX,
                   &problem->n_rounds));
    if (!str_is(run->input)) {
        TRY(read_numbers(run, problem->n_groups, &people));
    } else {
        TRY(read_file(run, &table, &people));
        TRY(read_absences(run->arena, run->input, &table, problem));
        TRY(read_columns(run, &table, "apart", &problem->n_apart_columns, &problem->apart));
        TRY(read_columns(run, &table, "together", &problem->n_together_columns,
                         &problem->together));
    }
    TRY(read_seats(run, problem));
    TRY(read_previous(run, &people));
    *ret_people = people;
    return RC_OK;
}

// ---- plans -------------------------------------------------------------------------------------

enum rc rotation_read_rows(struct arena *arena, struct str file, struct rotation_rows *ret_rows) {
    static const char *const NAMES[] = {"person", "round", "group"};
    struct csv_table table;
    size_t columns[COUNT_OF(NAMES)];
    TRY(plan_read_csv(arena, file, &table));
    for (size_t c = 0; c < COUNT_OF(NAMES); c++) {
        if (!csv_find(&table, str_from_c(NAMES[c]), &columns[c]))
            return plan_unreadable(file, 1, 1, "a column named %s is needed", NAMES[c]);
    }
    struct rotation_rows rows = {NEW_ARRAY(arena, struct rotation_row, table.n_rows), table.n_rows,
                                 0, 0};
    for (size_t i = 0; i < table.n_rows; i++) {
        int64_t round, group;
        TRY(plan_read_number(&table, file, i, columns[1], 1, PLAN_ROTATION_ROUNDS_MAX, &round));
        TRY(plan_read_number(&table, file, i, columns[2], 1, PLAN_ROTATION_PEOPLE_MAX, &group));
        rows.list[i] = (struct rotation_row){csv_cell(&table, i, columns[0]), (int32_t)round - 1,
                                             (int32_t)group - 1};
        rows.n_rounds = round > rows.n_rounds ? (int32_t)round : rows.n_rounds;
        rows.n_groups = group > rows.n_groups ? (int32_t)group : rows.n_groups;
    }
    *ret_rows = rows;
    return RC_OK;
}

static void no_place(struct arena *arena, const struct rotation_row *row, const char *why,
                     struct plan_remarks *conflicts) {
    if (conflicts)
        plan_remark_add(
            arena, conflicts,
            (struct plan_remark){.rule = plan_rule_name(PLAN_RULE_PLACE),
                                 .detail = str_fmt(arena, "round %d: " STR_FMT " %s",
                                                   row->round + 1, STR_ARG(row->person), why)});
}

int32_t *rotation_places(struct arena *arena, const struct rotation_people *people,
                         const struct rotation_rows *rows, struct plan_remarks *conflicts) {
    const struct plan_rotation *p = &people->problem;
    const size_t n_places = (size_t)p->n_people * (size_t)p->n_rounds;
    int32_t *group = NEW_ARRAY(arena, int32_t, n_places);
    for (size_t k = 0; k < n_places; k++)
        group[k] = -1;
    for (size_t k = 0; k < rows->n; k++) {
        const struct rotation_row *row = &rows->list[k];
        const int32_t i = find_person(people, row->person);
        const int32_t at = i * p->n_rounds + row->round;
        if (i < 0)
            no_place(arena, row, "is not among the people", conflicts);
        else if (row->round >= p->n_rounds)
            no_place(arena, row, "is in a round too many", conflicts);
        else if (group[at] >= 0)
            no_place(arena, row, "has two groups", conflicts);
        else if (conflicts || row->group < p->n_groups)
            group[at] = row->group; // a group too many is for the recount to say
    }
    return group;
}

// An id goes out as it came in, so that the plan can be read back: quoted, and never altered.
static void csv_id(struct buf *b, struct str id) {
    struct str rest = id, part;
    buf_char(b, '"');
    for (bool first = true; str_cut(&rest, '"', &part); first = false) {
        if (!first)
            buf_lit(b, "\"\"");
        buf_str(b, part);
    }
    buf_char(b, '"');
}

static bool is_plain(struct str id) {
    for (size_t i = 0; i < id.n; i++) {
        if (!isalnum((unsigned char)id.p[i]) && !strchr("-_.@ ", id.p[i]))
            return false;
    }
    return true;
}

struct str rotation_plan_csv(struct arena *arena, const struct rotation_people *people,
                             const int32_t *group) {
    const struct plan_rotation *p = &people->problem;
    struct buf b = buf_on(arena, 4096);
    buf_lit(&b, "person,round,group\n");
    for (int32_t w = 0; w < p->n_rounds; w++) {
        for (int32_t g = 0; g < p->n_groups; g++) {
            for (int32_t k = 0; k < p->n_people; k++) {
                const int32_t i = people->is_numbered ? k : people->by_id[k];
                if (group[i * p->n_rounds + w] != g)
                    continue;
                if (is_plain(people->ids[i]))
                    buf_str(&b, people->ids[i]);
                else
                    csv_id(&b, people->ids[i]);
                buf_fmt(&b, ",%d,%d\n", w + 1, g + 1);
            }
        }
    }
    return buf_done(&b);
}
