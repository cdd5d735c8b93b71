// SPDX-License-Identifier: EUPL-1.2
// Calls on an open transaction: runs a query through the driver of its connection and fills row
// structs as their shape says. Knows no SQL and neither database.
#include <math.h>

#include "base/log.h"
#include "store/db_driver.h"
#include "store/db_fault.h"

enum { FIRST_ROWS = 16 };

enum storage value_storage(enum value_kind kind) {
    switch (kind) {
    case VALUE_INT:
    case VALUE_OPT_INT:
    case VALUE_FLAG:
    case VALUE_CLOCK:
    case VALUE_INSTANT:
        return STORED_INT;
    case VALUE_REAL:
        return STORED_REAL;
    case VALUE_TEXT:
    case VALUE_DAY:
        return STORED_TEXT;
    case VALUE_BLOB:
        return STORED_BLOB;
    }
    ensure_failed(__FILE__, __LINE__, "value kind");
}

void **link_slot(struct connection *link, int id) {
    if (id < 0)
        return NULL;
    const size_t at = (size_t)id;
    if (at >= link->n_slots) {
        const size_t n = 2 * (at + 1);
        void **slots = NEW_ARRAY(link->arena, void *, n);
        if (link->n_slots > 0)
            memcpy(slots, link->slots, link->n_slots * sizeof *slots);
        link->slots = slots;
        link->n_slots = n;
    }
    return &link->slots[at];
}

// Once a call has failed PostgreSQL refuses the rest of the transaction; so does this house on
// both.
static enum rc db_guard(struct db_ro *db) {
    if (db->failed == RC_OK)
        db->failed = db_fault();
    return db->failed;
}

enum rc db_begin(struct db_ro *db) {
    db->is_ahead = false;
    db->failed = RC_OK;
    TRY(db_guard(db));
    return db->failed = db->link->driver->begin(db->link);
}

enum rc db_exec(struct db_ro *db, const char *sql) {
    TRY(db_guard(db));
    return db->failed = db->link->driver->exec(db->link, sql);
}

void db_rollback(struct db_ro *db) {
    db->link->driver->rollback(db->link);
}

static enum rc db_start(struct db_ro *db, const struct query *query, const struct value *in) {
    ENSURE(query->n_in <= PARAMETERS_MAX);
    ENSURE(query->out == NULL || query->out->n_columns <= COLUMNS_MAX);
    db->calls++;
    TRY(db_guard(db));
    return db->failed = db->link->driver->start(db->link, query, in);
}

static enum rc db_step(struct db_ro *db, const struct query *query, struct value *ret_cells,
                       bool *ret_row) {
    return db->failed = db->link->driver->step(db->link, query, ret_cells, ret_row);
}

static int64_t db_finish(struct db_ro *db, const struct query *query) {
    return db->link->driver->finish(db->link, query);
}

static bool clock_fits(int64_t minutes) {
    return minutes >= 0 && minutes < 24 * 60;
}

// False when the value cannot be what the column says.
static bool field_set(struct arena *arena, const struct column *column, const struct value *cell,
                      void *field) {
    const bool is = cell->is;
    if (!is && !column->nullable)
        return false;
    switch (column->kind) {
    case VALUE_INT:
        *(int64_t *)field = cell->i;
        return is;
    case VALUE_FLAG:
        *(bool *)field = cell->i != 0;
        return is;
    case VALUE_OPT_INT:
        *(struct opt_int *)field = (struct opt_int){is ? cell->i : 0, is};
        return true;
    case VALUE_REAL:
        *(double *)field = is ? cell->r : (double)NAN;
        return true;
    case VALUE_TEXT:
    case VALUE_BLOB:
        *(struct str *)field = is ? str_copy(arena, cell->s) : STR_NONE;
        return true;
    case VALUE_DAY:
        *(struct day *)field = DAY_NONE;
        return !is || day_from_iso(cell->s, field) == RC_OK;
    case VALUE_CLOCK:
        ((struct clock *)field)->m = is ? (int32_t)cell->i : CLOCK_NONE.m;
        return !is || clock_fits(cell->i);
    case VALUE_INSTANT:
        ((struct instant *)field)->s = is ? cell->i : INSTANT_NONE.s;
        return true;
    }
    ensure_failed(__FILE__, __LINE__, "value kind");
}

static enum rc row_fill(struct arena *arena, const struct query *query, const struct value *cells,
                        void *row) {
    for (size_t i = 0; i < query->out->n_columns; i++) {
        const struct column *column = &query->out->columns[i];
        if (field_set(arena, column, &cells[i], (char *)row + column->offset))
            continue;
        log_event(LOG_ERROR, "database_value", "query=%s column=%s", query->name, column->name);
        return RC_IO;
    }
    return ARENA_CHECK(arena);
}

static enum rc rows_take(struct db_ro *db, struct arena *arena, const struct query *query,
                         void **ret_rows, size_t *ret_n) {
    const size_t size = query->out->size;
    struct value cells[COLUMNS_MAX];
    size_t n = 0, capacity = FIRST_ROWS;
    char *rows = arena_alloc(arena, capacity, size);
    for (;; n++) {
        bool row = false;
        TRY(db_step(db, query, cells, &row));
        if (!row)
            break;
        if (n == capacity) {
            char *grown = arena_alloc(arena, capacity *= 2, size);
            memcpy(grown, rows, n * size);
            rows = grown;
        }
        TRY(row_fill(arena, query, cells, rows + n * size));
    }
    *ret_rows = rows;
    *ret_n = n;
    return RC_OK;
}

bool db_ahead_begin(struct db_ro *db) {
    const struct connection *const link = db->link;
    return db->is_ahead = link->driver->ahead != NULL && link->use == LINK_READ;
}

void db_ahead_end(struct db_ro *db) {
    db->is_ahead = false;
}

enum rc db_rows(struct db_ro *db, struct arena *arena, const struct query *query,
                const struct value *in, void **ret_rows, size_t *ret_n) {
    if (db->is_ahead) {
        db->link->driver->ahead(db->link, query, in);
        *ret_rows = NULL;
        *ret_n = 0;
        return RC_OK;
    }
    TRY(db_start(db, query, in));
    const enum rc rc = rows_take(db, arena, query, ret_rows, ret_n);
    (void)db_finish(db, query);
    return rc;
}

static enum rc row_take(struct db_ro *db, struct arena *arena, const struct query *query,
                        void *ret_row) {
    struct value cells[COLUMNS_MAX];
    bool found = false, more = false;
    TRY(db_step(db, query, cells, &found));
    if (!found)
        return RC_NOT_FOUND;
    void *row = arena_alloc(arena, 1, query->out->size);
    TRY(row_fill(arena, query, cells, row));
    TRY(db_step(db, query, cells, &more));
    if (more) {
        log_event(LOG_ERROR, "database_rows", "query=%s wanted=1", query->name);
        return RC_IO;
    }
    memcpy(ret_row, row, query->out->size);
    return RC_OK;
}

enum rc db_row(struct db_ro *db, struct arena *arena, const struct query *query,
               const struct value *in, void *ret_row) {
    if (db->is_ahead) {
        db->link->driver->ahead(db->link, query, in);
        return RC_OK;
    }
    TRY(db_start(db, query, in));
    const enum rc rc = row_take(db, arena, query, ret_row);
    (void)db_finish(db, query);
    return rc;
}

enum rc db_change(struct db *db, const struct query *query, const struct value *in,
                  int64_t *ret_changed) {
    ENSURE(query->out == NULL);
    bool row = false;
    TRY(db_start(&db->ro, query, in));
    const enum rc rc = db_step(&db->ro, query, NULL, &row);
    const int64_t changed = db_finish(&db->ro, query);
    if (rc == RC_OK && ret_changed != NULL)
        *ret_changed = changed;
    return rc;
}

enum rc db_prepare(struct db_ro *db, const struct query *query) {
    TRY(db_guard(db));
    return db->failed = db->link->driver->prepare(db->link, query);
}

struct db_ro *db_read(struct db *db) {
    return &db->ro;
}

enum rc db_failed(const struct db_ro *db) {
    return db->failed;
}

int64_t db_calls(const struct db_ro *db) {
    return db->calls;
}
