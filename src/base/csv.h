// SPDX-License-Identifier: EUPL-1.2
// Reads what spreadsheets really export, and writes CSV that a spreadsheet opens safely.
// In: comma, semicolon or tab (found from the header line), quotes, UTF-8 with or without BOM or
// Windows-1252, LF or CRLF, header required. Empty or NA is missing (STR_NONE).
#ifndef VLIEGWIEL_CSV_H
#define VLIEGWIEL_CSV_H
#include "base/buf.h"

struct csv_problem {
    size_t line;      // 1 = header, counted in lines of the file
    size_t column;    // 1 = first; 0 = the whole line
    const char *what; // "quote_open", "too_few_columns", "too_many_columns", "empty", "no_header",
                      // "duplicate_header", "nul_byte", "too_large"
};
struct csv_table {
    size_t n_columns, n_rows;
    struct str *header; // [n_columns], trimmed
    struct str *cells;  // [n_rows * n_columns], trimmed
    size_t *lines;      // [n_rows] line number in the file where the row starts
    char separator;
    bool was_cp1252;
};
// Limits: 64 MiB, 1024 columns, 1,000,000 rows. RC_INVALID fills *ret_problem. Cost: one pass.
NODISCARD enum rc csv_read(struct arena *arena, struct str bytes, struct csv_table *ret_table,
                           struct csv_problem *ret_problem);
struct str csv_cell(const struct csv_table *table, size_t row, size_t column);
bool csv_find(const struct csv_table *table, struct str header, size_t *ret_column);

// Writing: quoted where needed; a text starting with = + - @ TAB CR (or a full-width form) gets a
// leading '.
void csv_text(struct buf *b, struct str s);
#endif
