// SPDX-License-Identifier: EUPL-1.2
// Columns of a CSV file as arrays: a million rows in a fraction of a second, and of each row only
// the columns that were asked for are kept. The same dialects as csv.h, and the same meaning.
#ifndef VLIEGWIEL_EFFECT_COLUMNS_H
#define VLIEGWIEL_EFFECT_COLUMNS_H
#include "base/str.h"

enum effect_kind {
    EFFECT_REAL,  // a number, point or comma, with or without exponent; missing: NaN
    EFFECT_WHOLE, // a number without a fraction, to a billion either way; missing: EFFECT_MISSING
    EFFECT_NAME,  // any text; missing: EFFECT_MISSING
};
#define EFFECT_MISSING INT32_MIN

struct effect_column {
    struct str name; // of the header
    enum effect_kind kind;
    // filled by the reading
    double *reals;     // [n_rows] EFFECT_REAL
    int32_t *numbers;  // [n_rows] EFFECT_WHOLE; of EFFECT_NAME: places in `names`
    struct str *names; // [n_names] EFFECT_NAME: each once, in the order of their bytes
    int32_t n_names;
};
struct effect_rows {
    size_t n;
    uint32_t *lines; // [n] line of the file where the row starts; the header is line 1
};

// In: the name of a file, and the columns that are wanted; two may have one name.
// Out: the columns filled, in the order of the file.
// Memory: on `arena`: 8 bytes a row for a REAL, 4 for the others and for the lines, and the names.
// The bytes of the file are held meanwhile, apart.
// Errors: said on stderr as FILE:LINE:COLUMN; RC_INVALID for a file that cannot be read, a column
// that is not there, a cell of the wrong kind ("Inf" and "NaN" are no numbers), a row with too many
// or too few cells; RC_LIMIT beyond EFFECT_ROWS_MAX rows.
// Cost: one pass, and sorting of the names.
NODISCARD enum rc effect_read_columns(struct arena *arena, struct str file,
                                      struct effect_column *columns, size_t n_columns,
                                      struct effect_rows *ret_rows);
// The names in the header.
NODISCARD enum rc effect_read_header(struct arena *arena, struct str file, struct str **ret_names,
                                     size_t *ret_n_names);
// FILE:LINE:COLUMN: why, on standard error; column 0: the whole line. Returns RC_INVALID.
enum rc effect_unreadable(struct str file, size_t line, size_t column, const char *format, ...)
    PRINTF_LIKE(4, 5);

#define EFFECT_ROWS_MAX 20000000u
#endif
