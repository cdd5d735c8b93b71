// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a file of people and as a file of applications: what its headers say, and its rows.
// Every row that no problem names has a key and stands at its own line.
#include "feature/import/import_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_rows(const struct import_rows *rows, const struct import_problems *problems) {
    for (size_t i = 0; i < rows->n; i++) {
        const struct import_row *row = &rows->rows[i];
        ENSURE(row->first <= i && row->row > 1);
        ENSURE(!row->is_faulty || problems->n > 0);
        ENSURE(row->is_faulty || (str_is(row->key) && row->line >= 1));
        ENSURE((row->first == i) == (row->line <= 1));
        if (row->first != i)
            ENSURE(str_eq(row->key, rows->rows[row->first].key));
    }
}

static void read_as(struct arena *arena, const struct csv_table *table, enum import_kind kind) {
    const struct import_mapping mapping = import_guess(arena, table, kind);
    struct import_problems problems = {0};
    struct import_rows rows;
    if (import_rows_read(arena, kind, table, &mapping, &problems, &rows) == RC_OK)
        check_rows(&rows, &problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(64 << 20);
    const struct str bytes = {(const char *)data, n};
    struct csv_table table;
    struct csv_problem problem;
    if (csv_read(arena, bytes, &table, &problem) == RC_OK) {
        read_as(arena, &table, IMPORT_PEOPLE);
        read_as(arena, &table, IMPORT_APPLICATIONS);
    }
    arena_free(arena);
    return 0;
}
