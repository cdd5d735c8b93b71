// SPDX-License-Identifier: EUPL-1.2
// What the halves of the solver share: the model by columns, and what the child writes to the pipe.
#ifndef VLIEGWIEL_MIP_MODEL_H
#define VLIEGWIEL_MIP_MODEL_H
#include "plan/mip/mip.h"

struct mip_entry {
    int32_t row, column;
    double value;
};

struct mip {
    struct arena *arena;
    int32_t n_columns, n_rows, n_entries;
    int32_t columns_room, rows_room, entries_room;
    double *column_least, *column_most, *cost; // [n_columns]
    bool *is_whole;
    bool is_mixed;                // some column is whole
    double *row_least, *row_most; // [n_rows]
    struct mip_entry *entries;
};

// The entries in the order of columns, those of one place added up.
struct mip_sparse {
    int32_t *start; // [n_columns + 1]
    int32_t *row;
    double *value;
};
struct mip_sparse mip_by_column(const struct mip *mip);

// Messages of the child: a head, then `n` numbers.
enum mip_message {
    MIP_SAYS_BOUND,  // bound
    MIP_SAYS_ANSWER, // objective, x
    MIP_SAYS_PRICES, // prices, reduced costs
    MIP_SAYS_END,    // end, bound
};
struct mip_head {
    int32_t message, n;
};
// The pipe has this number in the child.
enum { MIP_PIPE = 3 };
void mip_say(enum mip_message message, double first, const double *rest, int32_t n_rest);

// In the child: solves and says what it finds.
void mip_run_coin(const struct mip *mip, const struct mip_search *search);
#endif
