// SPDX-License-Identifier: EUPL-1.2
// The store of one municipality: puts lock, connection, schema, vault and writer together in the
// order in which they depend on each other; the arena takes them apart in reverse.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "store/db_driver.h"
#include "store/migrate.h"

enum {
    STORE_ARENA = 4 << 20,
    READER_ARENA = 4 << 20,
};

struct store {
    struct arena *arena;
    const struct driver *driver;
    struct str url;
    struct vault *vault;
    struct writer *writer; // NULL when read only
};
struct reader {
    struct arena *arena;
    struct db_ro db;
};

const struct driver *driver_of(struct str url) {
    return str_starts(url, STR("postgresql:")) ? &driver_postgres : &driver_sqlite;
}

// ---- the lock ----------------------------------------------------------------------------------
static void lock_release(void *thing) {
    const int *fd = thing;
    close(*fd);
}

// The file stays: removing it would let two processes lock two files of one name.
static enum rc lock_take(struct arena *arena, struct str path) {
    int *fd = NEW(arena, int);
    *fd = open(str_c(arena, path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*fd < 0) {
        log_event(LOG_ERROR, "lock_file", "errno=%d", errno);
        return RC_IO;
    }
    arena_defer(arena, lock_release, fd);
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
        return RC_OK;
    log_event(LOG_ERROR, "store_in_use", "errno=%d", errno);
    return errno == EWOULDBLOCK ? RC_BUSY : RC_IO;
}

// ---- opening and closing -----------------------------------------------------------------------
static enum rc schema_settle(struct arena *arena, struct connection *link, bool create) {
    struct db db = {.ro = {.link = link}};
    size_t applied = 0;
    TRY(migrate_applied(&db.ro, arena, migrations, migrations_n, &applied));
    if (create)
        return migrate_apply(&db, arena, migrations, migrations_n, applied);
    if (applied == migrations_n)
        return RC_OK;
    log_event(LOG_ERROR, "schema_older", "applied=%zu known=%zu", applied, migrations_n);
    return RC_CONFLICT;
}

// The scratch is for what the opening reads; it must not outlive the link it reads with.
static enum rc schema_check(struct connection *link, bool create) {
    struct arena *scratch = arena_new(STORE_ARENA);
    const enum rc rc = schema_settle(scratch, link, create);
    arena_free(scratch);
    return rc;
}

static enum rc store_fill(struct store *store, const struct store_options *options) {
    struct arena *arena = store->arena;
    const bool is_file = store->driver == &driver_sqlite;
    if (!is_file && !str_is(options->keys_path)) {
        log_event(LOG_ERROR, "store_lacks_keys", "option=--keys");
        return RC_USAGE;
    }
    ENSURE(!(options->read_only && options->create));
    const struct str keys_path = str_is(options->keys_path)
                                     ? str_copy(arena, options->keys_path)
                                     : str_join(arena, store->url, STR(".keys"));
    const enum link_use use = options->read_only ? LINK_READ
                              : options->create  ? LINK_CREATE
                                                 : LINK_WRITE;
    // A PostgreSQL server arbitrates for itself; then the lock is there for the key file.
    const struct str locked = is_file ? store->url : keys_path;
    if (!options->read_only)
        TRY(lock_take(arena, str_join(arena, locked, STR(".lock"))));
    struct connection *link = NULL;
    TRY(store->driver->open(arena, store->url, use, &link));
    TRY(schema_check(link, options->create));
    TRY(vault_start(arena, keys_path, use, &store->vault));
    return options->read_only ? RC_OK : writer_start(arena, link, &store->writer);
}

enum rc store_open(const struct store_options *options, struct store **ret_store) {
    struct arena *arena = arena_new(STORE_ARENA);
    struct store *store = NEW(arena, struct store);
    store->arena = arena;
    store->driver = driver_of(options->url);
    store->url = str_copy(arena, options->url);
    const enum rc rc = store_fill(store, options);
    if (rc == RC_OK)
        *ret_store = store;
    else
        arena_free(arena);
    return rc;
}

void store_close(struct store *store) {
    arena_free(store->arena);
}

bool store_is_postgres(const struct store *store) {
    return store->driver == &driver_postgres;
}

struct vault *store_vault(struct store *store) {
    return store->vault;
}

// ---- writing -----------------------------------------------------------------------------------
bool store_submit(struct store *store, struct work *work) {
    ENSURE(store->writer != NULL);
    return writer_submit(store->writer, work);
}

enum rc store_write(struct store *store, enum rc (*run)(struct db *, void *), void *argument) {
    ENSURE(store->writer != NULL);
    return writer_wait(store->writer, run, argument);
}

// ---- reading -----------------------------------------------------------------------------------
enum rc reader_open(struct store *store, struct reader **ret_reader) {
    struct arena *arena = arena_new(READER_ARENA);
    struct reader *reader = NEW(arena, struct reader);
    reader->arena = arena;
    const enum rc rc = store->driver->open(arena, store->url, LINK_READ, &reader->db.link);
    if (rc == RC_OK)
        *ret_reader = reader;
    else
        arena_free(arena);
    return rc;
}

void reader_close(struct reader *reader) {
    arena_free(reader->arena);
}

enum rc reader_begin(struct reader *reader, struct db_ro **ret_db) {
    TRY(db_begin(&reader->db));
    *ret_db = &reader->db;
    return RC_OK;
}

void reader_end(struct reader *reader) {
    db_rollback(&reader->db); // it changed nothing
}
