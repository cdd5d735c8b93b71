// SPDX-License-Identifier: EUPL-1.2
// For tests against files of known values: where ../shared is absent they say so and skip. Included
// by tests only, after base/testing.h.
#ifndef VLIEGWIEL_TEST_EXPECTED_H
#define VLIEGWIEL_TEST_EXPECTED_H
#include <math.h>

#include "base/csv.h"

#define EXPECTED_FOLDER "../shared/data/effect/"
static struct arena *arena;

static inline int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 30);
    return 0;
}

static inline int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

// False, said aloud, when the file is not at hand.
static inline bool load(const char *name, struct csv_table *ret_table) {
    struct csv_problem problem;
    FILE *const file = fopen(str_c(arena, str_fmt(arena, EXPECTED_FOLDER "%s", name)), "rb");
    if (!file) {
        print_message("skipped: " EXPECTED_FOLDER "%s is not at hand\n", name);
        return false;
    }
    char *const bytes = NEW_ARRAY(arena, char, 1 << 22);
    const size_t n = fread(bytes, 1, 1 << 22, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(csv_read(arena, (struct str){bytes, n}, ret_table, &problem), RC_OK);
    return true;
}

// A number, with an exponent where the file has one; NAN when missing.
static inline double number(const struct csv_table *table, size_t row, size_t column) {
    const struct str cell = csv_cell(table, row, column);
    return str_is(cell) ? strtod(str_c(arena, cell), NULL) : (double)NAN;
}

static inline bool is_cell(const struct csv_table *table, size_t row, size_t column,
                           const char *text) {
    const struct str cell = csv_cell(table, row, column);
    return str_is(cell) ? str_eq(cell, str_from_c(text)) : *text == '\0';
}

static inline void assert_close(double got, double wanted, double tolerance, const char *what) {
    if (isnan(wanted) && isnan(got))
        return;
    const double scale = fabs(wanted) < 1e-3 ? 1 : fabs(wanted);
    if (!(fabs(got - wanted) <= tolerance * scale))
        fail_msg("%s: %.15g where %.15g belongs", what, got, wanted);
}
#endif
