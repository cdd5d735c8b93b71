// SPDX-License-Identifier: EUPL-1.2
// Any bytes to the CSV reader. What it accepts is written and read again, and must then be the
// same.
#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

// Headers are numbered, because writing may make two of them equal; the last column keeps a line
// with one missing cell from being an empty line.
static struct str write_table(struct arena *arena, const struct csv_table *table,
                              size_t n_columns) {
    struct buf b = buf_on(arena, 1024);
    for (size_t column = 0; column < n_columns; column++)
        buf_fmt(&b, "c%zu,", column);
    buf_c(&b, "last\n");
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t column = 0; column < n_columns; column++) {
            const struct str cell = csv_cell(table, row, column);
            csv_text(&b, cell.p == NULL ? STR("NA") : cell);
            buf_char(&b, ',');
        }
        buf_c(&b, "1\n");
    }
    return buf_done(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(64 << 20);
    const struct str bytes = {(const char *)data, n};
    struct csv_table first, second;
    struct csv_problem problem;
    if (csv_read(arena, bytes, &first, &problem) == RC_OK && first.n_columns < 1000) {
        const struct str written = write_table(arena, &first, first.n_columns);
        ENSURE(csv_read(arena, written, &second, &problem) == RC_OK);
        ENSURE(second.n_columns == first.n_columns + 1);
        ENSURE(str_eq(written, write_table(arena, &second, first.n_columns)));
    }
    arena_free(arena);
    return 0;
}
