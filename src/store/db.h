// SPDX-License-Identifier: EUPL-1.2
// The only way to a database. SQLite or PostgreSQL behind one small API; one text of SQL for both.
// Generated functions (build/gen/*_sql.h) call db_rows, db_row and db_change; nobody else writes
// SQL. One thread writes: work is a function that may be run again, many share one commit.
#ifndef VLIEGWIEL_DB_H
#define VLIEGWIEL_DB_H
#include "base/day.h"
#include "base/json.h"

// ---- what the generator emits ------------------------------------------------------------------
// The C type of a value, in a row struct or as a parameter, and how it travels and is written.
enum value_kind {
    VALUE_INT,     // int64_t            integer  JSON number
    VALUE_OPT_INT, // struct opt_int     integer or NULL
    VALUE_FLAG,    // bool               integer 0/1
    VALUE_REAL,    // double             real
    VALUE_TEXT,    // struct str         text; NULL is STR_NONE
    VALUE_BLOB,    // struct str         blob; NULL is STR_NONE; never written to JSON or CSV
    VALUE_DAY,     // struct day         text YYYY-MM-DD; NULL is DAY_NONE
    VALUE_CLOCK,   // struct clock       integer minutes; NULL is CLOCK_NONE
    VALUE_INSTANT, // struct instant     integer seconds; NULL is INSTANT_NONE
};
struct column {
    const char *name;
    enum value_kind kind;
    bool nullable;
    size_t offset; // in the row struct
};
struct shape { // of a row: enough to fill it, and to write it as JSON and CSV
    const char *name;
    size_t size, n_columns;
    const struct column *columns;
};
struct query {
    const char *name;
    const char *sql_sqlite, *sql_postgres; // ?1.. and $1..
    size_t n_in;
    const enum value_kind *in;
    const struct shape *out; // NULL when nothing comes back
    bool writes;
    int id; // index in the process-wide catalogue: the statement cache's slot
};
extern const struct query *const query_catalogue[]; // generated
extern const size_t query_catalogue_n;

struct value { // one bound parameter
    enum value_kind kind;
    union {
        int64_t i; // INT, FLAG, CLOCK, INSTANT; OPT_INT when `is`
        double r;
        struct str s; // TEXT, BLOB; DAY as ISO text
    };
    bool is; // false binds NULL
};

struct db_ro;                         // a read-only snapshot
struct db;                            // the writer's open transaction; only writing work gets one
struct db_ro *db_read(struct db *db); // reading inside a writing transaction

// After a failed call the rest of the transaction is refused with the same rc, on both databases,
// and work that hides a failure is undone with it. RC_NOT_FOUND is an answer, not a failed call.
// Fill rows of out->size bytes on the arena. RC_LIMIT past the arena's limit, RC_BUSY to be run
// again, RC_IO otherwise (logged here, with the query's name).
NODISCARD enum rc db_rows(struct db_ro *db, struct arena *arena, const struct query *query,
                          const struct value *in, void **ret_rows, size_t *ret_n);
// Exactly one row: RC_NOT_FOUND when there is none (ret untouched).
NODISCARD enum rc db_row(struct db_ro *db, struct arena *arena, const struct query *query,
                         const struct value *in, void *ret_row);
// A write without rows. A broken UNIQUE, CHECK or foreign key is RC_CONFLICT.
NODISCARD enum rc db_change(struct db *db, const struct query *query, const struct value *in,
                            int64_t *ret_changed);
// Between the two, questions are only sent: db_row leaves its row untouched and db_rows gives none,
// both with RC_OK. Asked again afterwards, in the same order and with the same parameters, they
// find their answers on the way, so that many cost one journey to a server. False, with nothing
// begun, where there is no journey to spare: SQLite, a writer. A page puts what it asks in a
// function, and calls that twice.
bool db_ahead_begin(struct db_ro *db);
void db_ahead_end(struct db_ro *db);
// Proves that the database accepts the query and that its result columns fit the shape. For tests.
NODISCARD enum rc db_prepare(struct db_ro *db, const struct query *query);
// The failure that spoils this transaction, also when the work hid it; RC_OK: none.
NODISCARD enum rc db_failed(const struct db_ro *db);
// Counted for tests and for the log: database calls since the reader or writer was opened.
int64_t db_calls(const struct db_ro *db);

// ---- the store of one municipality -------------------------------------------------------------
struct store;
struct store_options {
    struct str
        url; // "path/to/file.db" or "postgresql://...": anything with "postgresql:" is libpq's
    struct str keys_path; // the vault's key file; STR_NONE: "<file>.keys", required with PostgreSQL
    bool create;          // make the file and bring the schema up to date (demo, migrate, tests)
    bool read_only;       // no writer thread, no lock file: check, backup
};
// Takes the lock (RC_BUSY when another process writes this file), refuses a newer schema
// (RC_CONFLICT) and an older one unless `create`. Starts the writer thread.
NODISCARD enum rc store_open(const struct store_options *options, struct store **ret_store);
// Drains the queue, commits, checkpoints (TRUNCATE), releases the lock.
void store_close(struct store *store);
bool store_is_postgres(const struct store *store);

// A reader belongs to one thread. The snapshot lasts from begin to end.
struct reader;
NODISCARD enum rc reader_open(struct store *store, struct reader **ret_reader);
void reader_close(struct reader *reader);
NODISCARD enum rc reader_begin(struct reader *reader, struct db_ro **ret_db);
void reader_end(struct reader *reader);

// Work for the writer. It runs in its own savepoint; when it does not return RC_OK its changes are
// undone and the rest of the batch stands. RC_BUSY makes it run again (at most 8 times), so `work`
// must start from its arguments each time. `done` is called on the writer's thread after the
// commit.
struct work {
    enum rc (*run)(struct db *db, void *argument);
    void (*done)(struct work *work); // may be NULL
    void *argument;
    enum rc rc; // the answer
    struct work *next;
};
bool store_submit(struct store *store, struct work *work); // false: the queue (4096) is full
NODISCARD enum rc store_write(struct store *store, enum rc (*run)(struct db *, void *),
                              void *argument); // submits and waits

// ---- rows as JSON and CSV ----------------------------------------------------------------------
void rows_json(struct json *j, const struct shape *shape, const void *rows, size_t n);
void rows_csv(struct buf *b, const struct shape *shape, const void *rows, size_t n);
#endif
