// SPDX-License-Identifier: EUPL-1.2
// Rows as JSON and as CSV, from their shape alone. Blobs are left out of both: what is sealed does
// not leave by this door.
#include <math.h>

#include "base/csv.h"
#include "store/db.h"

static const void *field_of(const struct shape *shape, const void *rows, size_t row,
                            size_t column) {
    return (const char *)rows + row * shape->size + shape->columns[column].offset;
}

static void json_field(struct json *j, enum value_kind kind, const void *field) {
    const struct opt_int *number = field;
    switch (kind) {
    case VALUE_INT:
        json_i64(j, *(const int64_t *)field);
        return;
    case VALUE_OPT_INT:
        if (number->is)
            json_i64(j, number->v);
        else
            json_none(j);
        return;
    case VALUE_FLAG:
        json_bool(j, *(const bool *)field);
        return;
    case VALUE_REAL:
        json_f64(j, *(const double *)field);
        return;
    case VALUE_TEXT:
        json_str(j, *(const struct str *)field);
        return;
    case VALUE_BLOB:
        return;
    case VALUE_DAY:
        json_day(j, *(const struct day *)field);
        return;
    case VALUE_CLOCK:
        json_str(j, clock_iso(j->b->arena, *(const struct clock *)field));
        return;
    case VALUE_INSTANT:
        json_instant(j, *(const struct instant *)field);
        return;
    }
}

void rows_json(struct json *j, const struct shape *shape, const void *rows, size_t n) {
    json_open_array(j);
    for (size_t row = 0; row < n; row++) {
        json_open_object(j);
        for (size_t i = 0; i < shape->n_columns; i++) {
            if (shape->columns[i].kind == VALUE_BLOB)
                continue;
            json_key(j, str_from_c(shape->columns[i].name));
            json_field(j, shape->columns[i].kind, field_of(shape, rows, row, i));
        }
        json_end(j);
    }
    json_end(j);
}

static void csv_real(struct buf *b, double value) {
    if (!isfinite(value))
        return;
    struct json j = json_on(b); // the same shortest text that reads back
    json_f64(&j, value);
}

// A missing value is an empty cell: its text is STR_NONE.
static void csv_field(struct buf *b, enum value_kind kind, const void *field) {
    const struct opt_int *number = field;
    switch (kind) {
    case VALUE_INT:
        buf_i64(b, *(const int64_t *)field);
        return;
    case VALUE_OPT_INT:
        if (number->is)
            buf_i64(b, number->v);
        return;
    case VALUE_FLAG:
        buf_char(b, *(const bool *)field ? '1' : '0');
        return;
    case VALUE_REAL:
        csv_real(b, *(const double *)field);
        return;
    case VALUE_TEXT:
        csv_text(b, *(const struct str *)field);
        return;
    case VALUE_BLOB:
        return;
    case VALUE_DAY:
        buf_str(b, day_iso(b->arena, *(const struct day *)field));
        return;
    case VALUE_CLOCK:
        buf_str(b, clock_iso(b->arena, *(const struct clock *)field));
        return;
    case VALUE_INSTANT:
        buf_str(b, instant_iso(b->arena, *(const struct instant *)field));
        return;
    }
}

// Line 0 is the header.
void rows_csv(struct buf *b, const struct shape *shape, const void *rows, size_t n) {
    for (size_t line = 0; line <= n; line++) {
        const char *between = "";
        for (size_t i = 0; i < shape->n_columns; i++) {
            const struct column *column = &shape->columns[i];
            if (column->kind == VALUE_BLOB)
                continue;
            buf_c(b, between);
            between = ",";
            if (line == 0)
                buf_c(b, column->name);
            else
                csv_field(b, column->kind, field_of(shape, rows, line - 1, i));
        }
        buf_char(b, '\n');
    }
}
