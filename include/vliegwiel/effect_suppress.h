// SPDX-License-Identifier: EUPL-1.2
// Tables of small groups, shown so that no small count can be worked out: cells below a floor are
// hidden, further cells are hidden so that sums and differences do not give them back, and what an
// outsider could still conclude about each is computed. One engine for every figure.
#ifndef VLIEGWIEL_EFFECT_SUPPRESS_H
#define VLIEGWIEL_EFFECT_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

enum {
    EFFECT_FLOOR = 5,            // the least floor; a project may raise it
    EFFECT_FLOOR_SENSITIVE = 10, // for scales about safety or one's manager, and for free text
    EFFECT_SUPPRESS_EXACT = 40,  // with so many cells to choose from the best choice is proved
};

enum effect_suppress_refusal {
    EFFECT_SUPPRESS_FINE,
    EFFECT_SUPPRESS_SIZE,    // no rows or columns, or too many
    EFFECT_SUPPRESS_FLOOR,   // a floor below EFFECT_FLOOR
    EFFECT_SUPPRESS_COUNT,   // cell `at` is negative or too large
    EFFECT_SUPPRESS_NOTHING, // whatever is hidden, something small comes out: show nothing
    EFFECT_SUPPRESS_WAIT,    // too little is new since the release before
    EFFECT_SUPPRESS_SHAPE,   // two releases of different shape
    EFFECT_SUPPRESS_REFUSAL_N
};
// The word in JSON, such as "nothing"; "" for EFFECT_SUPPRESS_FINE.
const char *effect_suppress_refusal_name(enum effect_suppress_refusal refusal);

enum effect_cell {
    EFFECT_CELL_SHOWN,
    EFFECT_CELL_PRIMARY,       // below the floor
    EFFECT_CELL_COMPLEMENTARY, // hidden so that the others stay hidden
};

struct effect_counts {
    int32_t n_rows, n_cols;
    const int64_t *count; // [n_rows * n_cols]
};
#define EFFECT_SUPPRESS_CELLS_MAX (1 << 20)
#define EFFECT_SUPPRESS_COUNT_MAX INT64_C(1000000000)

struct effect_suppress_options {
    int64_t floor;   // cells from 1 (or 0) to floor - 1 are hidden
    bool shows_zero; // a zero tells nothing about a person: the table does not count people
    // [(n_rows + 1) * (n_cols + 1)], NULL: none. Totals stand in the last row and column. What a
    // table above hides, or shows, this one must hide, or show.
    const bool *hide, *show;
};

// What an outsider who adds and subtracts can conclude about a hidden cell.
struct effect_interval {
    int32_t cell;         // row * (n_cols + 1) + column
    int64_t lower, upper; // INT64_MAX: no upper end
    bool is_wide;         // upper - lower is at least 3 and at least the count
};

struct effect_suppression {
    enum effect_suppress_refusal refusal;
    int32_t at;
    int32_t n_rows, n_cols;
    uint8_t *state; // [(n_rows + 1) * (n_cols + 1)] enum effect_cell, totals last
    int64_t *count; // the same, with the totals
    int32_t n_primary, n_complementary;
    int64_t sum_complementary;
    bool is_optimal;               // proved: fewest complementary cells, and of these the least sum
    struct effect_interval *audit; // [n_primary]
};

// In: counts without totals; options.
// Out: *ret_suppression; with EFFECT_SUPPRESS_NOTHING every cell is hidden.
// Memory: on `arena`, about 100 bytes a cell.
// Errors: none besides the refusal.
// Cost: exact search up to EFFECT_SUPPRESS_EXACT free cells, at most a second; else O(primary cells
// * cells log cells).
// Source: Gusfield, SIAM Journal on Computing 17, 1988, doi 10.1137/0217034 (bridges); Fischetti
// and Salazar, Mathematical Programming 84, 1999, doi 10.1007/s101070050025 (intervals by flows).
// Check: effect_suppress_audit; the tests try to reconstruct what is hidden by brute force.
void effect_suppress(struct arena *arena, const struct effect_counts *counts,
                     const struct effect_suppress_options *options,
                     struct effect_suppression *ret_suppression);

// In: counts with totals and the state of each cell, as effect_suppress gives them; a hidden cell.
// Out: what can be concluded about it when all counts are at least 0.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: two maximum flows over the hidden cells.
// Source: as above.
// Check: the tests enumerate every table that agrees with what is shown.
struct effect_interval effect_suppress_audit(struct arena *arena, int32_t n_rows, int32_t n_cols,
                                             const int64_t *count, const uint8_t *state,
                                             int32_t cell);

// In: [n_earlier] earlier releases (counts and states, with totals), and the later one of the same
// shape, over people of whom the earlier ones are part; or a part and the whole of one release. An
// earlier release that was refused did not come out, and counts for nothing.
// Out: *ret_suppression of the later release, with small differences hidden too, and where need be
// what the earlier ones hid; or EFFECT_SUPPRESS_WAIT when fewer than floor answers are new,
// somebody was taken out, or something small would come out of it and an earlier one together.
// Memory: as effect_suppress.
// Errors: as effect_suppress.
// Cost: some ten times that of effect_suppress; 50,000 cells take half a minute.
// Source: as effect_suppress.
// Check: the tests write out every pair of tables that agrees with what both releases show.
void effect_suppress_next(struct arena *arena, const struct effect_suppression *earlier,
                          int32_t n_earlier, const struct effect_counts *counts,
                          const struct effect_suppress_options *options,
                          struct effect_suppression *ret_suppression);

// In: rows that belong to parents [n_rows] 0..n_parents-1.
// Out: the table of parents, and for each parent the table of its rows: decided from above, so that
// the totals of a table below are shown exactly where the table above shows them. Then all are
// looked at together, and more is hidden where something small would come out: below first, above
// only where that is not enough. The intervals of the audits are those of all tables together.
// Memory, Cost, Source: as effect_suppress, for each table and for all together.
// Errors: the refusal of the first table that has one.
// Check: the tests write out every way to fill in what is hidden in all tables together.
void effect_suppress_nested(struct arena *arena, const struct effect_counts *counts,
                            const int32_t *parent, int32_t n_parents,
                            const struct effect_suppress_options *options,
                            struct effect_suppression *ret_parents,
                            struct effect_suppression *ret_children);
#endif
