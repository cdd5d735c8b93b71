// SPDX-License-Identifier: EUPL-1.2
// The driver for SQLite: the only file that knows sqlite3.h. One connection of the process writes
// and checkpoints; versions before 3.51.3 can damage a log in which two do.
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/log.h"
#include "store/db_driver.h"

enum { BUSY_MS = 250 };

static const char SETTINGS_ALL[] = "PRAGMA mmap_size=0; PRAGMA cache_size=-8192;"
                                   "PRAGMA temp_store=MEMORY;"; // no private text in /tmp
static const char SETTINGS_READ[] = "PRAGMA query_only=ON;";
static const char SETTINGS_WRITE[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                     "PRAGMA secure_delete=ON;";

struct sqlite_link {
    struct connection link; // first
    sqlite3 *handle;
    sqlite3_stmt *statement; // between start and finish
};

static sqlite3 *handle_of(struct connection *link) {
    return ((struct sqlite_link *)link)->handle;
}

// The texts of SQLite's errors name tables and columns, never values.
static enum rc sqlite_rc(struct connection *link, int code, const char *what) {
    switch (code & 0xff) { // the primary code
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return RC_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return RC_BUSY;
    case SQLITE_CONSTRAINT:
        return RC_CONFLICT;
    default:
        break;
    }
    log_event(LOG_ERROR, "database", "query=%s code=%d error=%s", what, code,
              sqlite3_errmsg(handle_of(link)));
    // After a failed fsync the kernel forgets which pages were lost: only a restart reads the
    // truth.
    ENSURE(code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC);
    ENSURE(code != SQLITE_NOMEM);
    return RC_IO;
}

static enum rc sqlite_exec(struct connection *link, const char *sql) {
    return sqlite_rc(link, sqlite3_exec(handle_of(link), sql, NULL, NULL, NULL), "exec");
}

// ---- opening -----------------------------------------------------------------------------------
static void sqlite_close_link(void *thing) {
    struct sqlite_link *link = thing;
    sqlite3_stmt *statement = NULL;
    while ((statement = sqlite3_next_stmt(link->handle, NULL)) != NULL)
        sqlite3_finalize(statement);
    sqlite3_close(link->handle);
}

static enum rc sqlite_settle(struct connection *link) {
    static const struct {
        int option, value;
    } switches[] = {
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    };
    sqlite3 *handle = handle_of(link);
    for (size_t i = 0; i < COUNT_OF(switches); i++)
        ENSURE(sqlite3_db_config(handle, switches[i].option, switches[i].value, (int *)NULL) ==
               SQLITE_OK);
    ENSURE(sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
                             (int)(link->use == LINK_READ), (int *)NULL) == SQLITE_OK);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, BUSY_MS);
    TRY(sqlite_exec(link, SETTINGS_ALL));
    return sqlite_exec(link, link->use == LINK_READ ? SETTINGS_READ : SETTINGS_WRITE);
}

// SQLite gives the files beside it the mode of the file itself, so this is the place to close it
// to others.
static void file_make(const char *path) {
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

// A connection belongs to one thread, and nobody reads SQLite's count of its memory: both locks go.
static void sqlite_configure(void) {
    ENSURE(sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK);
    ENSURE(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
}

static enum rc sqlite_open(struct arena *arena, struct str url, enum link_use use,
                           struct connection **ret_link) {
    struct sqlite_link *link = NEW(arena, struct sqlite_link);
    link->link = (struct connection){.driver = &driver_sqlite, .arena = arena, .use = use};
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    ENSURE(pthread_once(&configured, sqlite_configure) == 0);
    const char *path = str_c(arena, url);
    if (use == LINK_CREATE)
        file_make(path);
    // A reader may have to make the shared-memory file, so it too opens for writing.
    const int code =
        sqlite3_open_v2(path, &link->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    ENSURE(link->handle != NULL);
    arena_defer(arena, sqlite_close_link, link);
    TRY(sqlite_rc(&link->link, code, "open"));
    TRY(sqlite_settle(&link->link));
    *ret_link = &link->link;
    return RC_OK;
}

static enum rc sqlite_begin(struct connection *link) {
    return sqlite_exec(link, link->use == LINK_READ ? "BEGIN DEFERRED" : "BEGIN IMMEDIATE");
}

static void sqlite_rollback(struct connection *link) {
    if (sqlite3_get_autocommit(handle_of(link)) == 0)
        (void)sqlite_exec(link, "ROLLBACK");
}

static void sqlite_checkpoint(struct connection *link) {
    const int code =
        sqlite3_wal_checkpoint_v2(handle_of(link), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (code != SQLITE_OK)
        log_event(LOG_WARN, "checkpoint", "code=%d", code);
}

// ---- queries -----------------------------------------------------------------------------------
static enum rc statement_fits(sqlite3_stmt *statement, const struct query *query) {
    const size_t n_out = query->out == NULL ? 0 : query->out->n_columns;
    if ((size_t)sqlite3_column_count(statement) == n_out &&
        (size_t)sqlite3_bind_parameter_count(statement) <= query->n_in)
        return RC_OK;
    log_event(LOG_ERROR, "database_shape", "query=%s", query->name);
    return RC_IO;
}

static enum rc statement_get(struct connection *link, const struct query *query,
                             sqlite3_stmt **ret) {
    void **slot = link_slot(link, query->id);
    if (slot != NULL && *slot != NULL) {
        *ret = *slot;
        return RC_OK;
    }
    sqlite3_stmt *statement = NULL;
    const int code =
        sqlite3_prepare_v3(handle_of(link), query->sql_sqlite, -1,
                           slot != NULL ? SQLITE_PREPARE_PERSISTENT : 0, &statement, NULL);
    TRY(sqlite_rc(link, code, query->name));
    const enum rc rc = statement_fits(statement, query);
    if (rc != RC_OK) {
        sqlite3_finalize(statement);
        return rc;
    }
    if (slot != NULL)
        *slot = statement;
    *ret = statement;
    return RC_OK;
}

static void statement_end(const struct query *query, sqlite3_stmt *statement) {
    if (query->id < 0) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static enum rc sqlite_prepare(struct connection *link, const struct query *query) {
    sqlite3_stmt *statement = NULL;
    TRY(statement_get(link, query, &statement));
    statement_end(query, statement);
    return RC_OK;
}

// The bytes stay the caller's: the statement ends before the call of db.c returns.
static int value_bind(sqlite3_stmt *statement, int at, const struct value *value) {
    if (!value->is)
        return sqlite3_bind_null(statement, at);
    switch (value_storage(value->kind)) {
    case STORED_INT:
        return sqlite3_bind_int64(statement, at, value->i);
    case STORED_REAL:
        return sqlite3_bind_double(statement, at, value->r);
    case STORED_TEXT:
        return sqlite3_bind_text64(statement, at, value->s.p, value->s.n, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case STORED_BLOB:
        return sqlite3_bind_blob64(statement, at, value->s.p, value->s.n, SQLITE_STATIC);
    }
    ensure_failed(__FILE__, __LINE__, "storage");
}

static enum rc sqlite_start(struct connection *link, const struct query *query,
                            const struct value *in) {
    sqlite3_stmt *statement = NULL;
    TRY(statement_get(link, query, &statement));
    const int n = sqlite3_bind_parameter_count(statement);
    for (int i = 0; i < n; i++) {
        const int code = value_bind(statement, i + 1, &in[i]);
        if (code == SQLITE_OK)
            continue;
        statement_end(query, statement);
        return sqlite_rc(link, code, query->name);
    }
    ((struct sqlite_link *)link)->statement = statement;
    return RC_OK;
}

// The value itself is asked, which without SQLite's locks is allowed: its column is looked up once.
// False when the stored type is another than the column's kind: what PostgreSQL would refuse too.
static bool cell_get(sqlite3_value *stored, struct value *cell) {
    const int type = sqlite3_value_type(stored);
    cell->is = type != SQLITE_NULL;
    if (!cell->is)
        return true;
    switch (value_storage(cell->kind)) {
    case STORED_INT:
        cell->i = sqlite3_value_int64(stored);
        return type == SQLITE_INTEGER;
    case STORED_REAL:
        cell->r = sqlite3_value_double(stored);
        return type == SQLITE_FLOAT || type == SQLITE_INTEGER;
    case STORED_TEXT:
    case STORED_BLOB: // a text too: as a text it would be copied, to put a NUL behind it
        cell->s.p = sqlite3_value_blob(stored);
        cell->s.n = (size_t)sqlite3_value_bytes(stored);
        if (cell->s.n == 0)
            cell->s.p = ""; // SQLite gives NULL for nothing
        return type == (value_storage(cell->kind) == STORED_TEXT ? SQLITE_TEXT : SQLITE_BLOB);
    }
    ensure_failed(__FILE__, __LINE__, "storage");
}

static enum rc sqlite_step(struct connection *link, const struct query *query,
                           struct value *ret_cells, bool *ret_row) {
    sqlite3_stmt *statement = ((struct sqlite_link *)link)->statement;
    const int code = sqlite3_step(statement);
    TRY(sqlite_rc(link, code, query->name));
    *ret_row = code == SQLITE_ROW;
    for (size_t i = 0; *ret_row && i < query->out->n_columns; i++) {
        ret_cells[i].kind = query->out->columns[i].kind;
        if (cell_get(sqlite3_column_value(statement, (int)i), &ret_cells[i]))
            continue;
        log_event(LOG_ERROR, "database_type", "query=%s column=%s", query->name,
                  query->out->columns[i].name);
        return RC_IO;
    }
    return RC_OK;
}

static int64_t sqlite_finish(struct connection *link, const struct query *query) {
    struct sqlite_link *own = (struct sqlite_link *)link;
    const int64_t changed = sqlite3_changes64(own->handle);
    statement_end(query, own->statement);
    own->statement = NULL;
    return changed;
}

const struct driver driver_sqlite = {
    .open = sqlite_open,
    .begin = sqlite_begin,
    .rollback = sqlite_rollback,
    .exec = sqlite_exec,
    .prepare = sqlite_prepare,
    .start = sqlite_start,
    .step = sqlite_step,
    .finish = sqlite_finish,
    .checkpoint = sqlite_checkpoint,
};
