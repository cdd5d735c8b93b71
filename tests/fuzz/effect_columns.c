// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a CSV file, or as the rows of one with columns a, b and c. What is read as a table
// by the reader of whole tables too must be the same rows.
#define _GNU_SOURCE
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app/effect/effect_columns.h"
#include "base/csv.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

// What is wrong with a file is said on standard error, a million times.
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    FILE *const nowhere = fopen("/dev/null", "w");
    ENSURE(nowhere != NULL);
    stderr = nowhere;
    return 0;
}

static void compare(struct arena *arena, struct str bytes, const struct effect_column *names,
                    const struct effect_rows *rows) {
    struct csv_table table;
    struct csv_problem problem;
    size_t at;
    if (!utf8_valid(bytes) || csv_read(arena, bytes, &table, &problem) != RC_OK ||
        !csv_find(&table, STR("c"), &at))
        return;
    ENSURE(table.n_rows == rows->n);
    for (size_t row = 0; row < rows->n; row++) {
        ENSURE(table.lines[row] == rows->lines[row]);
        ENSURE((names->numbers[row] == EFFECT_MISSING) == !str_is(csv_cell(&table, row, at)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new((size_t)64 << 20);
    const struct str given = {(const char *)data, n};
    const bool is_rows = n > 0 && data[0] != 'h';
    const struct str bytes = is_rows ? str_join(arena, STR("a,b,c\n"), given) : given;
    const int fd = memfd_create("columns", 0);
    ENSURE(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
    struct effect_column columns[] = {{.name = STR("a"), .kind = EFFECT_REAL},
                                      {.name = STR("b"), .kind = EFFECT_WHOLE},
                                      {.name = STR("c"), .kind = EFFECT_NAME}};
    struct effect_rows rows;
    const struct str path = str_fmt(arena, "/proc/self/fd/%d", fd);
    if (effect_read_columns(arena, path, columns, COUNT_OF(columns), &rows) == RC_OK) {
        for (size_t row = 0; row < rows.n; row++) {
            ENSURE(!isinf(columns[0].reals[row]));
            ENSURE(columns[2].numbers[row] < columns[2].n_names);
        }
        compare(arena, bytes, &columns[2], &rows);
    }
    close(fd);
    arena_free(arena);
    return 0;
}
