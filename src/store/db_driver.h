// SPDX-License-Identifier: EUPL-1.2
// What the files of src/store share and nobody else includes: what a driver does for db.c, and the
// parts that store.c puts together. Every part ends with the arena it was made on.
#ifndef VLIEGWIEL_DB_DRIVER_H
#define VLIEGWIEL_DB_DRIVER_H
#include "store/vault.h"

enum {
    COLUMNS_MAX = 96,
    PARAMETERS_MAX = 64,
};

enum storage { STORED_INT, STORED_REAL, STORED_TEXT, STORED_BLOB };
enum storage value_storage(enum value_kind kind);

enum link_use {
    LINK_READ,   // cannot write
    LINK_WRITE,  // the one of this process that writes
    LINK_CREATE, // the same, and makes the file when there is none
};
// A connection. One thread at a time, one statement at a time.
struct connection {
    const struct driver *driver;
    struct arena *arena;
    enum link_use use;
    void **slots; // what the driver keeps of a prepared statement, by query->id
    size_t n_slots;
};
// The slot of a query; NULL when its id is negative: such a query is prepared for one run.
void **link_slot(struct connection *link, int id);

// A text that a driver gives lives until the next step or finish. Drivers log what is RC_IO.
struct driver {
    enum rc (*open)(struct arena *arena, struct str url, enum link_use use,
                    struct connection **ret_link);
    enum rc (*begin)(struct connection *link); // connects again when the connection was lost
    void (*rollback)(struct connection *link); // does nothing when no transaction is open
    // Statements without parameters or rows. RC_BUSY: nothing was done.
    enum rc (*exec)(struct connection *link, const char *sql);
    // Also proves that the result columns fit query->out, as far as the database knows them.
    enum rc (*prepare)(struct connection *link, const struct query *query);
    enum rc (*start)(struct connection *link, const struct query *query, const struct value *in);
    // Sends what start will be asked for soon; NULL: there is nothing to gain. Failures show there.
    void (*ahead)(struct connection *link, const struct query *query, const struct value *in);
    enum rc (*step)(struct connection *link, const struct query *query, struct value *ret_cells,
                    bool *ret_row);
    // Ends what start began; gives the number of changed rows.
    int64_t (*finish)(struct connection *link, const struct query *query);
    void (*checkpoint)(struct connection *link); // moves the log into the file and empties it
};
extern const struct driver driver_sqlite, driver_postgres;
const struct driver *driver_of(struct str url);

struct db_ro {
    struct connection *link;
    int64_t calls;
    bool is_ahead;  // questions are only sent
    enum rc failed; // the first failure of this transaction, answered to every later call
};
struct db {
    struct db_ro ro;
};
enum rc db_begin(struct db_ro *db);
enum rc db_exec(struct db_ro *db, const char *sql);
void db_rollback(struct db_ro *db);

struct writer;
// From here on the thread alone uses the link. With the arena it ends: drained and checkpointed.
enum rc writer_start(struct arena *arena, struct connection *link, struct writer **ret_writer);
bool writer_submit(struct writer *writer, struct work *work);
enum rc writer_wait(struct writer *writer, enum rc (*run)(struct db *, void *), void *argument);

enum rc vault_start(struct arena *arena, struct str keys_path, enum link_use use,
                    struct vault **ret_vault);
#endif
