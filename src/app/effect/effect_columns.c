// SPDX-License-Identifier: EUPL-1.2
// Reads columns; see effect_columns.h. One pass over the bytes: a cell that nobody wants costs only
// the search for its end. The first problem ends the reading.
#include "app/effect/effect_columns.h"

#include <math.h>
#include <sys/stat.h>

#include "app/effect/effect_names.h"
#include "app/effect/effect_number.h"

enum { COLUMNS_MAX = 1024, CHUNK = 1 << 20 };
static const size_t FILE_MAX = (size_t)1 << 31;

enum rc effect_unreadable(struct str file, size_t line, size_t column, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fprintf(stderr, STR_FMT ":%zu:%zu: ", STR_ARG(file), line, column);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    return RC_INVALID;
}

// ---- bytes -------------------------------------------------------------------------------------

// The size that the file says it has, or a guess for what has none.
static size_t size_of(FILE *file) {
    struct stat about;
    const bool is_file = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode);
    return is_file ? (size_t)about.st_size + 1 : CHUNK;
}

static enum rc read_bytes(struct arena *arena, struct str name, struct str *ret_bytes) {
    FILE *const file = fopen(str_c(arena, name), "rb");
    if (file == NULL)
        return effect_unreadable(name, 0, 0, "cannot be opened: %s", strerror(errno));
    size_t capacity = size_of(file), n = 0;
    char *bytes = arena_bytes(arena, capacity);
    for (size_t got; (got = fread(bytes + n, 1, capacity - n, file)) > 0;) {
        n += got;
        if (n < capacity)
            continue;
        if (capacity > FILE_MAX)
            break;
        char *const wider = arena_bytes(arena, 2 * capacity);
        memcpy(wider, bytes, n);
        bytes = wider;
        capacity *= 2;
    }
    const bool is_whole = ferror(file) == 0 && n < capacity;
    fclose(file);
    *ret_bytes = (struct str){bytes, n};
    return is_whole ? RC_OK : effect_unreadable(name, 0, 0, "cannot be read, or is too large");
}

// Without the byte order mark, and without the empty lines at the end.
static struct str content(struct str bytes) {
    const struct str mark = STR("\uFEFF");
    struct str s = str_starts(bytes, mark) ? str_slice(bytes, mark.n, bytes.n) : bytes;
    while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r' || s.p[s.n - 1] == ' '))
        s.n--;
    return s;
}

// ---- cells -------------------------------------------------------------------------------------

struct reader {
    struct arena *arena; // what is kept
    struct arena *bytes; // what lives as long as the reading
    struct str file, rest;
    char separator;
    size_t line, row_line;
    size_t n_cells; // in every row
    struct effect_column *columns;
    size_t n_columns;
    struct effect_names *names; // [n_columns]
    int *first;                 // [n_cells] first column that wants it, or -1
    int *next;                  // [n_columns] another one that wants the same cell, or -1
    struct effect_rows rows;
    size_t capacity;
};

// Two quotes inside quotes mean one.
static struct str without_doubles(struct arena *arena, struct str text) {
    char *const out = arena_bytes(arena, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        out[n++] = text.p[i];
        i += text.p[i] == '"';
    }
    return (struct str){out, n};
}

// A cell in quotes. The rest begins behind the closing quote.
static enum rc quoted_cell(struct reader *r, size_t column, struct str *ret_cell) {
    const size_t from = r->line;
    bool has_doubles = false;
    size_t end = 1;
    for (; end < r->rest.n; end++) {
        r->line += r->rest.p[end] == '\n';
        if (r->rest.p[end] != '"')
            continue;
        if (end + 1 == r->rest.n || r->rest.p[end + 1] != '"')
            break;
        has_doubles = true;
        end++;
    }
    if (end >= r->rest.n)
        return effect_unreadable(r->file, from, column + 1, "a quote is not closed");
    const struct str inside = str_slice(r->rest, 1, end);
    *ret_cell = has_doubles ? without_doubles(r->bytes, inside) : inside;
    r->rest = str_slice(r->rest, end + 1, r->rest.n);
    return RC_OK;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct str trimmed(struct str cell) {
    while (cell.n > 0 && is_blank(cell.p[cell.n - 1]))
        cell.n--;
    while (cell.n > 0 && is_blank(cell.p[0])) {
        cell.p++;
        cell.n--;
    }
    const bool is_ascii =
        cell.n == 0 || (((unsigned char)cell.p[0] | (unsigned char)cell.p[cell.n - 1]) < 0x80);
    return is_ascii ? cell : str_trim(cell); // there are blanks outside ASCII too
}

// The next cell and whether its row ends behind it. The rest begins behind the separator.
static enum rc next_cell(struct reader *r, size_t column, struct str *ret_cell, bool *ret_is_last) {
    while (r->rest.n > 0 && r->rest.p[0] == ' ')
        r->rest = (struct str){r->rest.p + 1, r->rest.n - 1};
    const bool is_quoted = r->rest.n > 0 && r->rest.p[0] == '"';
    if (is_quoted)
        TRY(quoted_cell(r, column, ret_cell));
    const char *p = r->rest.p, *const end = p + r->rest.n;
    while (p < end && *p != r->separator && *p != '\n')
        p++;
    const struct str bare = trimmed((struct str){r->rest.p, (size_t)(p - r->rest.p)});
    if (is_quoted && bare.n > 0)
        return effect_unreadable(r->file, r->line, column + 1, "text behind a closing quote");
    *ret_cell = is_quoted ? trimmed(*ret_cell) : bare;
    *ret_is_last = p == end || *p == '\n';
    r->line += p < end && *p == '\n';
    r->rest = p < end ? (struct str){p + 1, (size_t)(end - p) - 1} : (struct str){p, 0};
    return RC_OK;
}

static bool is_missing(struct str cell) {
    return cell.n == 0 || (cell.n == 2 && cell.p[0] == 'N' && cell.p[1] == 'A');
}

static enum rc take_number(const struct reader *r, const struct effect_column *c, struct str cell,
                           size_t at) {
    double number = NAN;
    const bool is_absent = is_missing(cell);
    if (!is_absent && effect_number_read(cell, &number) != RC_OK)
        return effect_unreadable(r->file, r->row_line, at + 1,
                                 STR_FMT ": \"" STR_FMT "\" is not a finite number",
                                 STR_ARG(c->name), STR_ARG(cell));
    if (c->kind == EFFECT_REAL) {
        c->reals[r->rows.n] = number;
        return RC_OK;
    }
    if (!is_absent && (number != floor(number) || fabs(number) > 1e9))
        return effect_unreadable(r->file, r->row_line, at + 1,
                                 STR_FMT ": \"" STR_FMT "\" is not a whole number up to a billion",
                                 STR_ARG(c->name), STR_ARG(cell));
    c->numbers[r->rows.n] = is_absent ? EFFECT_MISSING : (int32_t)number;
    return RC_OK;
}

static enum rc take_cell(struct reader *r, struct str cell, size_t at) {
    for (int k = r->first[at]; k >= 0; k = r->next[k]) {
        struct effect_column *const c = &r->columns[k];
        if (c->kind == EFFECT_NAME)
            c->numbers[r->rows.n] =
                is_missing(cell) ? EFFECT_MISSING : effect_names_place(&r->names[k], cell);
        else
            TRY(take_number(r, c, cell, at));
    }
    return RC_OK;
}

// ---- rows --------------------------------------------------------------------------------------

static enum rc take_row(struct reader *r) {
    r->row_line = r->line;
    bool is_last = false;
    struct str cell = STR_NONE;
    for (size_t at = 0; !is_last; at++) {
        TRY(next_cell(r, at, &cell, &is_last));
        if (at >= r->n_cells || (is_last && at + 1 < r->n_cells))
            return effect_unreadable(r->file, r->row_line, 0, "%s cells than the header",
                                     at >= r->n_cells ? "more" : "fewer");
        if (r->first[at] >= 0)
            TRY(take_cell(r, cell, at));
    }
    r->rows.lines[r->rows.n++] = (uint32_t)r->row_line;
    return RC_OK;
}

// Room for every row that the bytes can hold: lines are counted beforehand, which costs little.
static void make_room(struct reader *r) {
    size_t n = 1;
    const char *p = r->rest.p, *const end = p + r->rest.n;
    while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        n++;
        p++;
    }
    r->capacity = n;
    r->rows.lines = NEW_ARRAY(r->arena, uint32_t, n);
    for (size_t k = 0; k < r->n_columns; k++) {
        if (r->columns[k].kind == EFFECT_REAL)
            r->columns[k].reals = NEW_ARRAY(r->arena, double, n);
        else
            r->columns[k].numbers = NEW_ARRAY(r->arena, int32_t, n);
        if (r->columns[k].kind == EFFECT_NAME)
            r->names[k] = effect_names_on(r->arena);
    }
}

static enum rc find_columns(struct reader *r, const struct str *header) {
    r->first = NEW_ARRAY(r->arena, int, r->n_cells);
    r->next = NEW_ARRAY(r->arena, int, r->n_columns);
    for (size_t at = 0; at < r->n_cells; at++)
        r->first[at] = -1;
    for (size_t k = 0; k < r->n_columns; k++) {
        size_t at = 0;
        while (at < r->n_cells && !str_eq(header[at], r->columns[k].name))
            at++;
        if (at == r->n_cells)
            return effect_unreadable(r->file, 1, 0, "there is no column " STR_FMT,
                                     STR_ARG(r->columns[k].name));
        r->next[k] = r->first[at];
        r->first[at] = (int)k;
    }
    return RC_OK;
}

// The separator that stands most often in the first line; none is a comma.
static char find_separator(struct str bytes) {
    static const char CANDIDATES[] = {',', ';', '\t'};
    size_t seen[COUNT_OF(CANDIDATES)] = {0}, best = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < bytes.n && (is_quoted || bytes.p[i] != '\n'); i++) {
        is_quoted ^= bytes.p[i] == '"';
        for (size_t k = 0; k < COUNT_OF(CANDIDATES); k++)
            seen[k] += !is_quoted && bytes.p[i] == CANDIDATES[k];
    }
    for (size_t k = 1; k < COUNT_OF(CANDIDATES); k++)
        if (seen[k] > 0 && seen[k] >= seen[best])
            best = k;
    return CANDIDATES[best];
}

static enum rc open_file(struct reader *r, struct str **ret_header) {
    struct str bytes = STR_NONE;
    TRY(read_bytes(r->bytes, r->file, &bytes));
    r->rest = content(bytes);
    r->line = 1;
    if (r->rest.n == 0)
        return effect_unreadable(r->file, 1, 0, "the file is empty");
    if (memchr(r->rest.p, '\0', r->rest.n) != NULL)
        return effect_unreadable(r->file, 1, 0, "a NUL byte: this is no text");
    r->separator = find_separator(r->rest);
    struct str *const header = NEW_ARRAY(r->arena, struct str, COLUMNS_MAX);
    for (bool is_last = false; !is_last; r->n_cells++) {
        struct str cell = STR_NONE;
        if (r->n_cells == COLUMNS_MAX)
            return effect_unreadable(r->file, 1, 0, "more than %d columns", COLUMNS_MAX);
        TRY(next_cell(r, r->n_cells, &cell, &is_last));
        header[r->n_cells] =
            utf8_valid(cell) ? str_copy(r->arena, cell) : str_from_cp1252(r->arena, cell);
        for (size_t k = 0; k < r->n_cells; k++)
            if (str_is(cell) && str_eq(header[k], header[r->n_cells]))
                return effect_unreadable(r->file, 1, r->n_cells + 1, "this name stands twice");
    }
    *ret_header = header;
    return RC_OK;
}

static void sort_names(struct reader *r) {
    for (size_t k = 0; k < r->n_columns; k++) {
        struct effect_column *const c = &r->columns[k];
        if (c->kind != EFFECT_NAME)
            continue;
        const int32_t *const places = effect_names_sort(&r->names[k]);
        for (size_t i = 0; i < r->rows.n; i++)
            if (c->numbers[i] != EFFECT_MISSING)
                c->numbers[i] = places[c->numbers[i]];
        c->names = r->names[k].names;
        c->n_names = r->names[k].n;
    }
}

static enum rc read_all(struct reader *r, struct effect_rows *ret_rows) {
    struct str *header;
    TRY(open_file(r, &header));
    TRY(find_columns(r, header));
    r->names = NEW_ARRAY(r->arena, struct effect_names, r->n_columns);
    make_room(r);
    if (r->capacity > EFFECT_ROWS_MAX) {
        (void)effect_unreadable(r->file, EFFECT_ROWS_MAX, 0, "more rows than this program takes");
        return RC_LIMIT;
    }
    while (r->rest.n > 0)
        TRY(take_row(r));
    sort_names(r);
    *ret_rows = r->rows;
    return RC_OK;
}

enum rc effect_read_columns(struct arena *arena, struct str file, struct effect_column *columns,
                            size_t n_columns, struct effect_rows *ret_rows) {
    struct reader r = {.arena = arena, .file = file, .columns = columns, .n_columns = n_columns};
    r.bytes = arena_child(arena, (size_t)1 << 32);
    const enum rc rc = read_all(&r, ret_rows);
    arena_free(r.bytes);
    return rc;
}

enum rc effect_read_header(struct arena *arena, struct str file, struct str **ret_names,
                           size_t *ret_n_names) {
    struct reader r = {.arena = arena, .file = file};
    r.bytes = arena_child(arena, (size_t)1 << 32);
    const enum rc rc = open_file(&r, ret_names);
    arena_free(r.bytes);
    *ret_n_names = r.n_cells;
    return rc;
}
