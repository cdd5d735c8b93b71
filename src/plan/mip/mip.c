// SPDX-License-Identifier: EUPL-1.2
// Building a model, and sorting its entries by column.
#include "plan/mip/mip_model.h"

struct mip *mip_begin(struct arena *arena) {
    struct mip *mip = NEW(arena, struct mip);
    mip->arena = arena;
    return mip;
}

static void *grown(struct arena *arena, const void *old, int32_t n, int32_t room, size_t size) {
    void *const wider = arena_alloc(arena, (size_t)room, size);
    if (n > 0)
        memcpy(wider, old, (size_t)n * size);
    return wider;
}

static int32_t wider(int32_t room) {
    ENSURE(room < INT32_MAX / 2);
    return room == 0 ? 256 : 2 * room;
}

int32_t mip_add_column(struct mip *mip, double least, double most, double cost, bool is_whole) {
    const int32_t n = mip->n_columns;
    if (n == mip->columns_room) {
        const int32_t room = mip->columns_room = wider(n);
        mip->column_least = grown(mip->arena, mip->column_least, n, room, sizeof(double));
        mip->column_most = grown(mip->arena, mip->column_most, n, room, sizeof(double));
        mip->cost = grown(mip->arena, mip->cost, n, room, sizeof(double));
        mip->is_whole = grown(mip->arena, mip->is_whole, n, room, sizeof(bool));
    }
    mip->column_least[n] = least;
    mip->column_most[n] = most;
    mip->cost[n] = cost;
    mip->is_whole[n] = is_whole;
    mip->is_mixed |= is_whole;
    return mip->n_columns++;
}

int32_t mip_add_row(struct mip *mip, double least, double most) {
    const int32_t n = mip->n_rows;
    if (n == mip->rows_room) {
        const int32_t room = mip->rows_room = wider(n);
        mip->row_least = grown(mip->arena, mip->row_least, n, room, sizeof(double));
        mip->row_most = grown(mip->arena, mip->row_most, n, room, sizeof(double));
    }
    mip->row_least[n] = least;
    mip->row_most[n] = most;
    return mip->n_rows++;
}

void mip_add_entry(struct mip *mip, int32_t row, int32_t column, double value) {
    ENSURE(row >= 0 && row < mip->n_rows && column >= 0 && column < mip->n_columns);
    const int32_t n = mip->n_entries;
    if (n == mip->entries_room) {
        mip->entries_room = wider(n);
        mip->entries =
            grown(mip->arena, mip->entries, n, mip->entries_room, sizeof(struct mip_entry));
    }
    mip->entries[mip->n_entries++] = (struct mip_entry){row, column, value};
}

int32_t mip_n_columns(const struct mip *mip) {
    return mip->n_columns;
}

int32_t mip_n_rows(const struct mip *mip) {
    return mip->n_rows;
}

// Order by row first, then stable by column: two passes of counting.
static void order_by_row(const struct mip *mip, struct mip_entry *ordered) {
    int32_t *next = NEW_ARRAY(mip->arena, int32_t, (size_t)mip->n_rows + 1);
    for (int32_t k = 0; k < mip->n_entries; k++)
        next[mip->entries[k].row + 1]++;
    for (int32_t r = 0; r < mip->n_rows; r++)
        next[r + 1] += next[r];
    for (int32_t k = 0; k < mip->n_entries; k++)
        ordered[next[mip->entries[k].row]++] = mip->entries[k];
}

struct mip_sparse mip_by_column(const struct mip *mip) {
    const size_t n_entries = (size_t)mip->n_entries;
    struct mip_entry *by_row = NEW_ARRAY(mip->arena, struct mip_entry, n_entries);
    struct mip_sparse s = {
        .start = NEW_ARRAY(mip->arena, int32_t, (size_t)mip->n_columns + 1),
        .row = NEW_ARRAY(mip->arena, int32_t, n_entries),
        .value = NEW_ARRAY(mip->arena, double, n_entries),
    };
    int32_t *first = NEW_ARRAY(mip->arena, int32_t, (size_t)mip->n_columns + 1);
    int32_t *n = NEW_ARRAY(mip->arena, int32_t, (size_t)mip->n_columns);
    order_by_row(mip, by_row);
    for (int32_t k = 0; k < mip->n_entries; k++)
        first[by_row[k].column + 1]++;
    for (int32_t c = 0; c < mip->n_columns; c++)
        first[c + 1] += first[c];
    for (int32_t k = 0; k < mip->n_entries; k++) {
        const struct mip_entry e = by_row[k];
        const int32_t at = first[e.column] + n[e.column];
        const bool is_again = n[e.column] > 0 && s.row[at - 1] == e.row;
        s.row[is_again ? at - 1 : at] = e.row;
        s.value[is_again ? at - 1 : at] = is_again ? s.value[at - 1] + e.value : e.value;
        n[e.column] += !is_again;
    }
    for (int32_t c = 0, at = 0; c < mip->n_columns; c++) { // close the holes of what was added up
        s.start[c] = at;
        for (int32_t k = 0; k < n[c]; k++, at++) {
            s.row[at] = s.row[first[c] + k];
            s.value[at] = s.value[first[c] + k];
        }
        s.start[c + 1] = at;
    }
    return s;
}
