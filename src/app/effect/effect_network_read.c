// SPDX-License-Identifier: EUPL-1.2
// See effect_network_read.h.
#include <math.h>

#include "app/effect/effect_network_read.h"

// ---- people ------------------------------------------------------------------------------------

enum { ID, GROUP, ANSWERED, ANSWERED_2, PRESENT, PRESENT_2, TAKES_PART, N_COLUMNS };

// The column that an option names, else the one that is called `usual` where the file has it.
static struct str column_of(struct effect_run *run, const char *option, const char *usual,
                            const struct str *names, size_t n_names) {
    const struct str given = effect_option(run, option);
    if (str_is(given))
        return given;
    return effect_has_column(names, n_names, usual) ? str_from_c(usual) : STR_NONE;
}

static enum rc add_flags(struct effect_run *run, struct str file,
                         const struct effect_column *column, const struct effect_rows *rows,
                         bool is_negated, bool **ret_flags) {
    bool *flags = NEW_ARRAY(run->arena, bool, rows->n);
    if (str_is(column->name))
        TRY(effect_read_flags(file, column, rows, is_negated, flags));
    for (size_t row = 0; row < rows->n && is_negated; row++)
        flags[row] = str_is(column->name) && !flags[row];
    *ret_flags = flags;
    return RC_OK;
}

static enum rc check_people(struct effect_run *run, struct str file, struct effect_nodes *nodes,
                            const struct effect_rows *rows) {
    if (rows->n < 1 || rows->n > EFFECT_NETWORK_PEOPLE_MAX)
        return effect_unreadable(file, 1, 0, "from 1 to %d people belong here",
                                 EFFECT_NETWORK_PEOPLE_MAX);
    nodes->n = (int32_t)rows->n;
    nodes->place = NEW_ARRAY(run->arena, int32_t, (size_t)nodes->id.n_names);
    for (int32_t k = 0; k < nodes->id.n_names; k++)
        nodes->place[k] = -1;
    for (size_t row = 0; row < rows->n; row++) {
        const int32_t id = nodes->id.numbers[row];
        if (id == EFFECT_MISSING || nodes->group.numbers[row] == EFFECT_MISSING)
            return effect_unreadable(file, rows->lines[row], 0, "the id or the group is missing");
        if (nodes->place[id] >= 0)
            return effect_unreadable(file, rows->lines[row], 0, "this id stands there twice");
        nodes->place[id] = (int32_t)row;
    }
    return RC_OK;
}

enum rc effect_nodes_read(struct effect_run *run, struct str file, struct effect_nodes *ret_nodes) {
    struct effect_column columns[N_COLUMNS] = {0}, wanted[N_COLUMNS];
    struct str *names;
    size_t n_names, n_wanted = 0, from[N_COLUMNS];
    struct effect_rows rows;
    TRY(effect_read_header(run->arena, file, &names, &n_names));
    columns[ID].name = STR("id");
    columns[GROUP].name = effect_option(run, "group");
    columns[ANSWERED].name = column_of(run, "answered", "answered", names, n_names);
    columns[ANSWERED_2].name = column_of(run, "answered2", "answered2", names, n_names);
    columns[PRESENT].name = column_of(run, "present", "present", names, n_names);
    columns[PRESENT_2].name = column_of(run, "present2", "present2", names, n_names);
    columns[TAKES_PART].name = column_of(run, "participant", "participant", names, n_names);
    for (size_t k = 0; k < N_COLUMNS; k++) {
        columns[k].kind = EFFECT_NAME;
        if (!str_is(columns[k].name))
            continue;
        from[n_wanted] = k;
        wanted[n_wanted++] = columns[k];
    }
    TRY(effect_read_columns(run->arena, file, wanted, n_wanted, &rows));
    for (size_t k = 0; k < n_wanted; k++)
        columns[from[k]] = wanted[k];
    *ret_nodes = (struct effect_nodes){.id = columns[ID], .group = columns[GROUP]};
    TRY(check_people(run, file, ret_nodes, &rows));
    for (size_t wave = 0; wave < 2; wave++) {
        TRY(add_flags(run, file, &columns[ANSWERED + wave], &rows, true, &ret_nodes->silent[wave]));
        TRY(add_flags(run, file, &columns[PRESENT + wave], &rows, true, &ret_nodes->absent[wave]));
    }
    if (str_is(columns[TAKES_PART].name))
        TRY(add_flags(run, file, &columns[TAKES_PART], &rows, false, &ret_nodes->takes_part));
    return RC_OK;
}

// ---- ties --------------------------------------------------------------------------------------

static enum rc find_person(struct str file, const struct effect_column *column, size_t row,
                           const struct effect_rows *rows, const struct effect_nodes *nodes,
                           int32_t *ret_person) {
    const int32_t name = column->numbers[row];
    const int32_t at =
        name == EFFECT_MISSING ? -1 : effect_find_name(&nodes->id, column->names[name]);
    if (at < 0)
        return effect_unreadable(file, rows->lines[row], 0,
                                 STR_FMT ": the id of somebody on the roster belongs here",
                                 STR_ARG(column->name));
    *ret_person = nodes->place[at];
    return RC_OK;
}

enum rc effect_ties_read(struct effect_run *run, struct str file, const struct effect_nodes *nodes,
                         double least, struct effect_tie **ret_ties, int32_t *ret_n) {
    struct str *names;
    size_t n_names;
    struct effect_rows rows;
    TRY(effect_read_header(run->arena, file, &names, &n_names));
    const bool has_frequency = effect_has_column(names, n_names, "frequency");
    struct effect_column columns[] = {{.name = STR("from"), .kind = EFFECT_NAME},
                                      {.name = STR("to"), .kind = EFFECT_NAME},
                                      {.name = STR("frequency"), .kind = EFFECT_REAL}};
    TRY(effect_read_columns(run->arena, file, columns, has_frequency ? 3 : 2, &rows));
    if (rows.n > INT32_MAX / 2)
        return effect_unreadable(file, 1, 0, "too many ties");
    *ret_ties = NEW_ARRAY(run->arena, struct effect_tie, rows.n);
    *ret_n = 0;
    for (size_t row = 0; row < rows.n; row++) {
        struct effect_tie tie = {-1, -1};
        TRY(find_person(file, &columns[0], row, &rows, nodes, &tie.from));
        TRY(find_person(file, &columns[1], row, &rows, nodes, &tie.to));
        if (tie.from == tie.to)
            return effect_unreadable(file, rows.lines[row], 0, "a tie to oneself");
        if (!has_frequency || columns[2].reals[row] >= least)
            (*ret_ties)[(*ret_n)++] = tie;
    }
    return RC_OK;
}

// ---- matrices ----------------------------------------------------------------------------------

struct matrix_file {
    struct str name;
    bool is_ties, has_value;
    struct effect_column ties[3]; // from, to, value
    struct effect_column *square; // [n_square]
    size_t n_square;
    struct effect_rows rows;
};

static enum rc read_square(struct effect_run *run, struct matrix_file *m, const struct str *names,
                           size_t n_names) {
    m->square = NEW_ARRAY(run->arena, struct effect_column, n_names);
    for (size_t k = 0; k < n_names; k++) {
        if (!str_eq(names[k], STR("id")))
            m->square[m->n_square++] =
                (struct effect_column){.name = names[k], .kind = EFFECT_REAL};
    }
    TRY(effect_read_columns(run->arena, m->name, m->square, m->n_square, &m->rows));
    if (m->rows.n != m->n_square)
        return effect_unreadable(m->name, 1, 0, "a row for each of the %zu names belongs here",
                                 m->n_square);
    return RC_OK;
}

static enum rc read_ties(struct effect_run *run, struct matrix_file *m) {
    m->ties[0] = (struct effect_column){.name = STR("from"), .kind = EFFECT_NAME};
    m->ties[1] = (struct effect_column){.name = STR("to"), .kind = EFFECT_NAME};
    m->ties[2] = (struct effect_column){.name = STR("value"), .kind = EFFECT_REAL};
    TRY(effect_read_columns(run->arena, m->name, m->ties, m->has_value ? 3 : 2, &m->rows));
    for (size_t row = 0; row < m->rows.n; row++) {
        if (m->ties[0].numbers[row] == EFFECT_MISSING || m->ties[1].numbers[row] == EFFECT_MISSING)
            return effect_unreadable(m->name, m->rows.lines[row], 0, "an id is missing");
    }
    return RC_OK;
}

static enum rc read_matrix(struct effect_run *run, struct str file, struct matrix_file *ret_file) {
    struct str *names;
    size_t n_names;
    *ret_file = (struct matrix_file){.name = file};
    TRY(effect_read_header(run->arena, file, &names, &n_names));
    ret_file->is_ties =
        effect_has_column(names, n_names, "from") && effect_has_column(names, n_names, "to");
    ret_file->has_value = effect_has_column(names, n_names, "value");
    return ret_file->is_ties ? read_ties(run, ret_file)
                             : read_square(run, ret_file, names, n_names);
}

static int compare_names(const void *a, const void *b, void *context) {
    (void)context;
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

// Everybody whom a file names, once.
static void unite(struct effect_run *run, const struct matrix_file *files, size_t n_files,
                  struct effect_column *ret_people) {
    size_t n = 0, room = 0;
    for (size_t k = 0; k < n_files; k++)
        room +=
            files[k].n_square + (size_t)files[k].ties[0].n_names + (size_t)files[k].ties[1].n_names;
    struct str *names = NEW_ARRAY(run->arena, struct str, room);
    for (size_t k = 0; k < n_files; k++) {
        for (size_t at = 0; at < files[k].n_square; at++)
            names[n++] = files[k].square[at].name;
        for (size_t side = 0; side < 2; side++) {
            for (int32_t at = 0; at < files[k].ties[side].n_names; at++)
                names[n++] = files[k].ties[side].names[at];
        }
    }
    sort_stable(run->arena, names, n, sizeof *names, compare_names, NULL);
    *ret_people = (struct effect_column){.names = names};
    for (size_t at = 0; at < n; at++) {
        if (at == 0 || !str_eq(names[at], names[at - 1]))
            names[ret_people->n_names++] = names[at];
    }
}

static void fill(const struct matrix_file *m, const struct effect_column *people, double *cells) {
    const int32_t n = people->n_names;
    for (size_t row = 0; row < m->rows.n && m->is_ties; row++) {
        const int32_t from = effect_find_name(people, m->ties[0].names[m->ties[0].numbers[row]]);
        const int32_t to = effect_find_name(people, m->ties[1].names[m->ties[1].numbers[row]]);
        cells[(ptrdiff_t)from * n + to] = m->has_value ? m->ties[2].reals[row] : 1;
    }
    for (size_t row = 0; row < m->n_square; row++) {
        const int32_t from = effect_find_name(people, m->square[row].name);
        for (size_t col = 0; col < m->n_square; col++)
            cells[(ptrdiff_t)from * n + effect_find_name(people, m->square[col].name)] =
                m->square[col].reals[row];
    }
}

enum rc effect_matrices_read(struct effect_run *run, const struct str *files, size_t n_files,
                             struct effect_matrices *ret_matrices) {
    struct matrix_file *read = NEW_ARRAY(run->arena, struct matrix_file, n_files);
    struct effect_column people;
    for (size_t k = 0; k < n_files; k++)
        TRY(read_matrix(run, files[k], &read[k]));
    unite(run, read, n_files, &people);
    if (people.n_names > EFFECT_NETWORK_PEOPLE_MAX)
        return effect_unreadable(files[0], 1, 0, "at most %d people belong here",
                                 EFFECT_NETWORK_PEOPLE_MAX);
    *ret_matrices = (struct effect_matrices){.n = people.n_names, .names = people.names};
    ret_matrices->cells = NEW_ARRAY(run->arena, double *, n_files);
    const size_t n_cells = (size_t)people.n_names * (size_t)people.n_names;
    for (size_t k = 0; k < n_files; k++) {
        TRY(ARENA_CHECK(run->arena));
        double *cells = NEW_ARRAY(run->arena, double, n_cells);
        // who is in no row of a square was not asked
        for (size_t at = 0; at < n_cells && !read[k].is_ties; at++)
            cells[at] = (double)NAN;
        fill(&read[k], &people, cells);
        ret_matrices->cells[k] = cells;
    }
    return RC_OK;
}
