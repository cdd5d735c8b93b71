// SPDX-License-Identifier: EUPL-1.2
// A state machine over bytes, which works before the encoding is settled because everything that
// separates is ASCII. Cells are unquoted into one buffer and converted one by one when the file is
// not UTF-8. Never guesses at a damaged file: the first problem ends the reading.
#include "base/csv.h"

#define BYTES_MAX ((size_t)64 << 20)
#define COLUMNS_MAX 1024u
#define ROWS_MAX 1000000u

enum state { CELL_START, IN_CELL, IN_QUOTES, AFTER_QUOTE };

struct reader {
    struct arena *arena;
    struct csv_problem *problem; // where the reading stopped
    enum state state;
    char separator;
    bool is_cp1252;
    char *out;             // unquoted bytes, never more than there were
    size_t n_out, cell_at; // cell_at: where the cell being read starts in out
    size_t line, row_line, quote_line;
    size_t column;     // columns done in this row
    size_t n_columns;  // 0 until the header is read
    struct str *cells; // the header's first
    size_t n_cells, cells_max;
    size_t *lines;
    size_t n_lines, lines_max;
};

static enum rc stop(struct reader *r, size_t line, size_t column, const char *what) {
    *r->problem = (struct csv_problem){line, column, what};
    return RC_INVALID;
}

// Doubled arrays on an arena: at most once again what they hold is left behind.
static void *grown(struct arena *arena, const void *old, size_t n, size_t *max, size_t size) {
    *max = *max == 0 ? 64 : *max * 2;
    void *const items = arena_alloc(arena, *max, size);
    if (n > 0)
        memcpy(items, old, n * size);
    return items;
}

static enum rc end_cell(struct reader *r) {
    if (r->column == (r->n_columns == 0 ? COLUMNS_MAX : r->n_columns))
        return stop(r, r->row_line, 0, r->n_columns == 0 ? "too_large" : "too_many_columns");
    const struct str bytes = {r->out + r->cell_at, r->n_out - r->cell_at};
    const struct str text = str_trim(r->is_cp1252 ? str_from_cp1252(r->arena, bytes) : bytes);
    const bool missing = r->n_columns > 0 && (!str_is(text) || str_eq(text, STR("NA")));

    if (r->n_cells == r->cells_max)
        r->cells = grown(r->arena, r->cells, r->n_cells, &r->cells_max, sizeof *r->cells);
    r->cells[r->n_cells++] = missing ? STR_NONE : text;
    r->column++;
    r->cell_at = r->n_out;
    r->state = CELL_START;
    return RC_OK;
}

static enum rc check_header(struct reader *r) {
    bool has_name = false;
    for (size_t i = 0; i < r->n_columns; i++) {
        has_name |= str_is(r->cells[i]);
        for (size_t before = 0; before < i; before++)
            if (str_is(r->cells[i]) && str_eq(r->cells[before], r->cells[i]))
                return stop(r, r->row_line, i + 1, "duplicate_header");
    }
    return has_name ? RC_OK : stop(r, r->row_line, 0, "no_header");
}

static enum rc end_row(struct reader *r) {
    TRY(end_cell(r));
    if (r->n_columns == 0) {
        r->n_columns = r->column;
        TRY(check_header(r));
    }
    if (r->column < r->n_columns)
        return stop(r, r->row_line, 0, "too_few_columns");
    if (r->n_lines > ROWS_MAX)
        return stop(r, r->row_line, 0, "too_large");
    if (r->n_lines == r->lines_max)
        r->lines = grown(r->arena, r->lines, r->n_lines, &r->lines_max, sizeof *r->lines);
    r->lines[r->n_lines++] = r->row_line;
    r->column = 0;
    r->row_line = r->line;
    return ARENA_CHECK(r->arena);
}

static enum rc read_byte(struct reader *r, char c) {
    if (c == '\0')
        return stop(r, r->line, 0, "nul_byte");
    r->line += c == '\n';
    if (r->state != IN_QUOTES && c == r->separator)
        return end_cell(r);
    if (r->state != IN_QUOTES && c == '\n')
        return end_row(r);
    switch (r->state) {
    case CELL_START:
        if (c == '"') {
            r->state = IN_QUOTES;
            r->quote_line = r->line;
            return RC_OK;
        }
        r->state = c == ' ' ? CELL_START : IN_CELL;
        break;
    case IN_CELL:
        break;
    case IN_QUOTES:
        if (c == '"') {
            r->state = AFTER_QUOTE;
            return RC_OK;
        }
        break;
    case AFTER_QUOTE: // a second quote means one; anything else was written behind the quotes
        r->state = c == '"' ? IN_QUOTES : IN_CELL;
        break;
    }
    r->out[r->n_out++] = c;
    return RC_OK;
}

// The most frequent outside quotes; none is a comma, and a comma that is not more frequent than
// another is part of a name.
static char find_separator(struct str bytes) {
    static const char CANDIDATES[] = {',', ';', '\t'};
    size_t seen[COUNT_OF(CANDIDATES)] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < bytes.n && (quoted || bytes.p[i] != '\n'); i++) {
        quoted ^= bytes.p[i] == '"';
        for (size_t k = 0; k < COUNT_OF(CANDIDATES); k++)
            seen[k] += !quoted && bytes.p[i] == CANDIDATES[k];
    }
    for (size_t k = 1; k < COUNT_OF(CANDIDATES); k++)
        if (seen[k] > 0 && seen[k] >= seen[best])
            best = k;
    return CANDIDATES[best];
}

// Without the byte order mark, and without the empty lines at the end.
static struct str content(struct str bytes) {
    const struct str mark = STR("\uFEFF");
    struct str s = str_starts(bytes, mark) ? str_slice(bytes, mark.n, bytes.n) : bytes;
    while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r' || s.p[s.n - 1] == ' '))
        s.n--;
    return s;
}

static enum rc read_rows(struct reader *r, struct str s) {
    for (size_t i = 0; i < s.n; i++)
        TRY(read_byte(r, s.p[i]));
    if (r->state == IN_QUOTES)
        return stop(r, r->quote_line, r->column + 1, "quote_open");
    return end_row(r);
}

enum rc csv_read(struct arena *arena, struct str bytes, struct csv_table *ret_table,
                 struct csv_problem *ret_problem) {
    const struct str s = content(bytes);
    struct reader r = {.arena = arena, .problem = ret_problem, .line = 1, .row_line = 1};
    if (s.n == 0)
        return stop(&r, 1, 0, "empty");
    if (s.n > BYTES_MAX)
        return stop(&r, 1, 0, "too_large");
    r.separator = find_separator(s);
    r.is_cp1252 = !utf8_valid(s);
    r.out = NEW_ARRAY(arena, char, s.n);
    TRY(read_rows(&r, s));
    *ret_table = (struct csv_table){
        .n_columns = r.n_columns,
        .n_rows = r.n_lines - 1,
        .header = r.cells,
        .cells = r.cells + r.n_columns,
        .lines = r.lines + 1,
        .separator = r.separator,
        .was_cp1252 = r.is_cp1252,
    };
    return RC_OK;
}

struct str csv_cell(const struct csv_table *table, size_t row, size_t column) {
    ENSURE(row < table->n_rows && column < table->n_columns);
    return table->cells[row * table->n_columns + column];
}

bool csv_find(const struct csv_table *table, struct str header, size_t *ret_column) {
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_eq(table->header[i], header)) {
            *ret_column = i;
            return true;
        }
    return false;
}

// What a spreadsheet takes for the start of a formula; the last four are the full-width forms.
static bool is_formula(struct str s) {
    static const char *const STARTS[] = {"=",  "+",      "-",      "@",      "\t",
                                         "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (size_t i = 0; i < COUNT_OF(STARTS); i++)
        if (str_starts(s, str_from_c(STARTS[i])))
            return true;
    return false;
}

// Quoted for any separator, because the writer of the row chooses that.
static bool needs_quotes(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (memchr("\",;\t\r\n", s.p[i], 6) != NULL)
            return true;
    return s.n > str_trim(s).n;
}

void csv_text(struct buf *b, struct str s) {
    const bool quoted = needs_quotes(s);
    if (quoted)
        buf_char(b, '"');
    if (is_formula(s))
        buf_char(b, '\'');
    struct str rest = s, part;
    for (bool first = true; str_cut(&rest, '"', &part); first = false) {
        if (!first)
            buf_lit(b, "\"\"");
        buf_str(b, part);
    }
    if (quoted)
        buf_char(b, '"');
}
