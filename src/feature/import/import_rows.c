// SPDX-License-Identifier: EUPL-1.2
// Reads a file into rows, field by field, then looks across the rows for what cannot stand
// together. Says everything that is wrong in one go, so that a file is mended once.
#include "feature/import/import_rows.h"
#include "feature/import/import_index.h"
#include "feature/person/person.h"

enum {
    CELL_MAX = 200,  // characters
    TEXT_MAX = 2000, // of a learning question or motivation
};

static const struct {
    const char *name;
    enum import_kind kinds;
    const char *headers;
} fields[IMPORT_FIELD_N] = {
#define X(field, kinds, headers) {#field, kinds, headers},
    IMPORT_FIELDS(X)
#undef X
};

const char *import_field_name(enum import_field field) {
    return fields[field].name;
}

bool import_field_in(enum import_field field, enum import_kind kind) {
    return (fields[field].kinds & kind) != 0;
}

bool import_field_stored(enum import_field field) {
    return field != IMPORT_full_name && field != IMPORT_part_time;
}

// ---- headers ---------------------------------------------------------------------------------
static struct str letters_of(struct arena *arena, struct str header) {
    const struct str folded = str_fold(arena, header);
    struct buf letters = buf_on(arena, folded.n);
    for (size_t i = 0; i < folded.n; i++)
        if (isalnum((unsigned char)folded.p[i]))
            buf_char(&letters, folded.p[i]);
    return buf_done(&letters);
}

static bool is_word_of(struct str word, const char *words) {
    struct str rest = str_from_c(words), one;
    while (str_cut(&rest, ' ', &one))
        if (str_eq(one, word))
            return true;
    return false;
}

struct import_mapping import_guess(struct arena *arena, const struct csv_table *table,
                                   enum import_kind kind) {
    struct import_mapping mapping = {0};
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct str letters = letters_of(arena, table->header[i]);
        for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
            if (import_field_in(field, kind) && mapping.headers[field].p == NULL &&
                is_word_of(letters, fields[field].headers))
                mapping.headers[field] = table->header[i];
    }
    return mapping;
}

// ---- problems --------------------------------------------------------------------------------
void import_problem_add(struct import_problems *problems, struct import_problem problem) {
    if (problems->n < IMPORT_PROBLEMS_MAX)
        problems->first[problems->n] = problem;
    problems->n++;
}

void import_fault_add(const struct import_rows *rows, struct import_problems *problems,
                      size_t index, enum import_field field, enum import_fault fault,
                      struct str cell, size_t other_row) {
    struct import_row *row = &rows->rows[index];
    struct import_problem problem = {
        .fault = fault, .row = row->row, .cell = cell, .other_row = other_row};
    if (field != IMPORT_FIELD_N) {
        problem.column = rows->columns[field];
        problem.header = rows->headers[field];
    }
    row->is_faulty = true;
    import_problem_add(problems, problem);
}

void import_csv_problem(struct import_problems *problems, const struct csv_problem *csv) {
    static const struct {
        const char *what;
        enum import_fault fault;
    } faults[] = {
        {"empty", FAULT_FILE_EMPTY},
        {"no_header", FAULT_FILE_HEADER},
        {"duplicate_header", FAULT_FILE_HEADER},
        {"quote_open", FAULT_FILE_QUOTE},
        {"too_few_columns", FAULT_FILE_COLUMNS},
        {"too_many_columns", FAULT_FILE_COLUMNS},
    };
    enum import_fault fault = FAULT_FILE_UNREADABLE;
    for (size_t i = 0; i < COUNT_OF(faults); i++)
        if (strcmp(csv->what, faults[i].what) == 0)
            fault = faults[i].fault;
    import_problem_add(
        problems, (struct import_problem){.fault = fault, .row = csv->line, .column = csv->column});
}

// ---- one row ---------------------------------------------------------------------------------
struct reading {
    struct arena *arena;
    enum import_kind kind;
    const struct csv_table *table;
    struct import_rows *rows;
    struct import_problems *problems;
};

static void fault_at(struct reading *r, size_t index, enum import_field field,
                     enum import_fault fault, struct str cell) {
    import_fault_add(r->rows, r->problems, index, field, fault, cell, 0);
}

static struct str cell_of(const struct reading *r, size_t index, enum import_field field) {
    const size_t column = r->rows->columns[field];
    const struct str cell = column == 0 ? STR_NONE : csv_cell(r->table, index, column - 1);
    return cell.p == NULL ? STR("") : cell;
}

// Reads the cell of `from` into the value of `to`; an empty cell leaves the value as it is.
static void read_with(struct reading *r, size_t index, enum import_field from, enum import_field to,
                      enum rc (*read)(struct arena *, struct str, struct str *),
                      enum import_fault fault) {
    const struct str cell = cell_of(r, index, from);
    if (str_is(cell) && read(r->arena, cell, &r->rows->rows[index].value[to]) != RC_OK)
        fault_at(r, index, from, fault, cell);
}

static void read_name(struct reading *r, size_t index) {
    struct str *value = r->rows->rows[index].value;
    if (!str_is(value[IMPORT_family_name]) && !str_is(value[IMPORT_given_name])) {
        const struct import_name name = import_name_split(cell_of(r, index, IMPORT_full_name));
        value[IMPORT_given_name] = name.given_name;
        value[IMPORT_infix] = name.infix;
        value[IMPORT_family_name] = name.family_name;
    }
    import_family_split(&value[IMPORT_infix], &value[IMPORT_family_name]);
    if (!str_is(value[IMPORT_family_name]) && !str_is(value[IMPORT_given_name]))
        fault_at(r, index,
                 r->rows->columns[IMPORT_full_name] > 0 ? IMPORT_full_name : IMPORT_family_name,
                 FAULT_NAME_MISSING, STR(""));
}

static void read_person(struct reading *r, size_t index) {
    struct str *value = r->rows->rows[index].value;
    read_name(r, index);
    if (str_is(value[IMPORT_email]) && !import_email_is(value[IMPORT_email]))
        fault_at(r, index, IMPORT_email, FAULT_EMAIL, value[IMPORT_email]);
    if (!str_is(cell_of(r, index, IMPORT_hours)))
        read_with(r, index, IMPORT_part_time, IMPORT_hours, import_part_time_value,
                  FAULT_PART_TIME);
    read_with(r, index, IMPORT_hours, IMPORT_hours, import_hours_value, FAULT_HOURS);
    const size_t before = r->problems->n;
    read_with(r, index, IMPORT_from, IMPORT_from, import_day_value, FAULT_DAY);
    read_with(r, index, IMPORT_until, IMPORT_until, import_day_value, FAULT_DAY);
    const bool both = str_is(value[IMPORT_from]) && str_is(value[IMPORT_until]);
    if (both && r->problems->n == before && str_cmp(value[IMPORT_until], value[IMPORT_from]) < 0)
        fault_at(r, index, IMPORT_until, FAULT_PERIOD, cell_of(r, index, IMPORT_until));
}

static void read_application(struct reading *r, size_t index) {
    struct str *value = r->rows->rows[index].value;
    if (!str_is(value[IMPORT_number]))
        fault_at(r, index, IMPORT_number, FAULT_NUMBER_MISSING, STR(""));
    read_with(r, index, IMPORT_consent, IMPORT_consent, import_yes_no_value, FAULT_YES_NO);
    read_with(r, index, IMPORT_via_alumnus, IMPORT_via_alumnus, import_yes_no_value, FAULT_YES_NO);
    read_with(r, index, IMPORT_free_hours, IMPORT_free_hours, import_hours_value, FAULT_HOURS);
    if (str_is(value[IMPORT_together_with]) &&
        str_eq(value[IMPORT_together_with], value[IMPORT_number]))
        fault_at(r, index, IMPORT_together_with, FAULT_WITH_SELF, value[IMPORT_together_with]);
}

static void read_row(struct reading *r, size_t index) {
    struct import_row *row = &r->rows->rows[index];
    *row = (struct import_row){.row = index + 2, .line = 1, .first = index};
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        const struct str cell = cell_of(r, index, field);
        const bool is_text = field == IMPORT_learning_question || field == IMPORT_motivation;
        row->value[field] = import_field_stored(field) ? cell : STR("");
        if (cell.n > CELL_MAX && utf8_length(cell) > (is_text ? TEXT_MAX : CELL_MAX))
            fault_at(r, index, field, FAULT_LONG, str_slice(cell, 0, 0));
    }
    if (r->kind == IMPORT_PEOPLE)
        read_person(r, index);
    else
        read_application(r, index);
    row->sort_name = person_sort_name(
        r->arena, &(struct person_input){row->value[IMPORT_given_name], row->value[IMPORT_infix],
                                         row->value[IMPORT_family_name], STR_NONE});
    row->key =
        import_key(r->arena, row->value[IMPORT_number], row->value[IMPORT_email], row->sort_name);
}

struct str import_key(struct arena *arena, struct str number, struct str email,
                      struct str sort_name) {
    if (str_is(number))
        return str_join(arena, STR("#"), number);
    if (str_is(email))
        return str_fold(arena, email);
    return str_is(sort_name) ? str_join(arena, STR("~"), sort_name) : STR("");
}

bool import_key_is_name(struct str key) {
    return key.n > 0 && key.p[0] == '~';
}

struct str import_key_name(struct str key) {
    return str_slice(key, 1, key.n);
}

// ---- across rows -----------------------------------------------------------------------------
static bool rows_equal(const struct import_row *a, const struct import_row *b, uint32_t mask) {
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
        if (mask & 1u << field && !str_eq(a->value[field], b->value[field]))
            return false;
    return true;
}

// A later row with the key of an earlier one: another employment of the same person, or a mistake.
static void check_again(struct reading *r, size_t index, size_t before) {
    struct import_row *rows = r->rows->rows;
    const struct import_row *first = &rows[rows[index].first];
    enum import_field field =
        str_is(rows[index].value[IMPORT_number]) ? IMPORT_number : IMPORT_email;
    enum import_fault fault = FAULT_N;
    if (import_key_is_name(rows[index].key)) { // twice the same person, or two who are called alike
        fault = FAULT_NAME_TWICE;
        field = IMPORT_FIELD_N;
    } else if (r->kind == IMPORT_APPLICATIONS ||
               rows_equal(&rows[index], &rows[before], UINT32_MAX))
        fault = FAULT_ROW_TWICE;
    else if (!rows_equal(&rows[index], first, IMPORT_PERSON_FIELDS))
        fault = FAULT_NUMBER_OF_OTHER;
    if (fault != FAULT_N)
        import_fault_add(r->rows, r->problems, index, field, fault,
                         field == IMPORT_FIELD_N ? STR("") : rows[index].value[field], first->row);
}

static void link_keys(struct reading *r) {
    struct import_row *rows = r->rows->rows;
    struct import_entry *entries = NEW_ARRAY(r->arena, struct import_entry, r->rows->n);
    size_t n = 0;
    for (size_t i = 0; i < r->rows->n; i++)
        if (str_is(rows[i].key))
            entries[n++] = (struct import_entry){rows[i].key, i};
    import_index_of(r->arena, entries, n);
    r->rows->n_people = n;
    for (size_t i = 1; i < n; i++) {
        if (!str_eq(entries[i].key, entries[i - 1].key))
            continue;
        const size_t before = entries[i - 1].at, at = entries[i].at;
        rows[at].line = rows[before].line + 1;
        rows[at].first = rows[before].first;
        r->rows->n_people--;
        check_again(r, at, before);
    }
}

static void check_emails(struct reading *r) {
    const struct import_row *rows = r->rows->rows;
    struct import_entry *entries = NEW_ARRAY(r->arena, struct import_entry, r->rows->n);
    size_t n = 0;
    for (size_t i = 0; i < r->rows->n; i++)
        if (str_is(rows[i].value[IMPORT_email]))
            entries[n++] =
                (struct import_entry){str_fold(r->arena, rows[i].value[IMPORT_email]), i};
    import_index_of(r->arena, entries, n);
    for (size_t i = 1; i < n; i++) {
        const size_t before = entries[i - 1].at, at = entries[i].at;
        if (!str_eq(entries[i].key, entries[i - 1].key) || str_eq(rows[at].key, rows[before].key))
            continue;
        import_fault_add(r->rows, r->problems, at, IMPORT_email, FAULT_EMAIL_OF_OTHER,
                         rows[at].value[IMPORT_email], rows[before].row);
    }
}

// ---- the file --------------------------------------------------------------------------------
static uint32_t present_fields(const struct import_rows *rows) {
    const uint32_t name = IMPORT_BIT(given_name) | IMPORT_BIT(infix) | IMPORT_BIT(family_name);
    uint32_t mapped = 0;
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
        mapped |= rows->columns[field] > 0 ? 1u << field : 0;
    uint32_t present = mapped & ~(IMPORT_BIT(full_name) | IMPORT_BIT(part_time));
    if (mapped & (name | IMPORT_BIT(full_name)))
        present |= name;
    if (mapped & IMPORT_BIT(part_time))
        present |= IMPORT_BIT(hours);
    return present;
}

static void find_columns(struct reading *r, const struct import_mapping *mapping) {
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        const struct str header = mapping->headers[field];
        size_t column;
        if (!str_is(header) || !import_field_in(field, r->kind))
            continue;
        r->rows->headers[field] = header;
        if (csv_find(r->table, header, &column))
            r->rows->columns[field] = column + 1;
        else
            import_problem_add(
                r->problems, (struct import_problem){.fault = FAULT_COLUMN_GONE, .header = header});
    }
}

enum rc import_rows_read(struct arena *arena, enum import_kind kind, const struct csv_table *table,
                         const struct import_mapping *mapping, struct import_problems *problems,
                         struct import_rows *ret_rows) {
    struct import_rows rows = {
        .n = table->n_rows,
        .rows = NEW_ARRAY(arena, struct import_row, table->n_rows),
    };
    struct reading r = {arena, kind, table, &rows, problems};
    find_columns(&r, mapping);
    rows.present = present_fields(&rows);
    for (size_t i = 0; i < rows.n; i++) {
        read_row(&r, i);
        TRY(ARENA_CHECK(arena));
    }
    link_keys(&r);
    check_emails(&r);
    *ret_rows = rows;
    return RC_OK;
}
