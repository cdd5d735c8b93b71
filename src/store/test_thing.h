// SPDX-License-Identifier: EUPL-1.2
// One table of things, a store with it for every test, and a run of the same tests on both
// databases. Only tests include it.
#ifndef VLIEGWIEL_TEST_THING_H
#define VLIEGWIEL_TEST_THING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/log.h"
#include "store/db_fault.h"
#include "store/migrate.h"
#include "store/test_place.h"
#include "store/value.h"

// ---- queries as the generator makes them -------------------------------------------------------
static const struct column int_columns[] = {{"n", VALUE_INT, false, 0}};
static const struct shape int_shape = {"int", sizeof(int64_t), 1, int_columns};

#define QUERY(variable, number, sqlite, postgres, ...)                                             \
    static const struct query variable = {.name = "test_" #variable,                               \
                                          .sql_sqlite = sqlite,                                    \
                                          .sql_postgres = postgres,                                \
                                          .id = number,                                            \
                                          __VA_ARGS__}
#define SAME(variable, number, sql, ...) QUERY(variable, number, sql, sql, __VA_ARGS__)

static const char thing_table[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, number INTEGER, flag INTEGER NOT NULL"
    " CHECK (flag IN (0, 1)), share REAL NOT NULL, name TEXT NOT NULL UNIQUE, data BLOB, day TEXT,"
    " clock INTEGER, at INTEGER NOT NULL, parent INTEGER REFERENCES thing (id)) STRICT";

static const enum value_kind name_in[] = {VALUE_TEXT, VALUE_INT};
QUERY(name_add, 1, "INSERT INTO thing (flag, share, name, at) VALUES (0, 0, ?1, 0)",
      "INSERT INTO thing (flag, share, name, at) VALUES (0, 0, $1, 0)", .n_in = 1, .in = name_in,
      .writes = true);
SAME(thing_count, 6, "SELECT count(*) FROM thing", .out = &int_shape);

// ---- a store for every test --------------------------------------------------------------------
struct fixture {
    struct place place;
    struct store *store;
    struct reader *reader;
};
static bool on_postgres;

static inline enum rc table_make(struct db *db, void *argument) {
    struct arena *arena = argument;
    return db_exec(&db->ro, on_postgres
                                ? str_c(arena, migrate_postgres(arena, str_from_c(thing_table)))
                                : thing_table);
}

static inline int setup(void **state) {
    struct place place = place_make(on_postgres);
    struct fixture *f = NEW(place.arena, struct fixture);
    f->place = place;
    *state = f;
    return store_open(&f->place.options, &f->store) != RC_OK ||
           store_write(f->store, table_make, place.arena) != RC_OK ||
           reader_open(f->store, &f->reader) != RC_OK;
}

static inline int teardown(void **state) {
    struct fixture *f = *state;
    struct place place = f->place;
    db_fault_at(0, RC_OK);
    reader_close(f->reader);
    store_close(f->store);
    place_remove(&place);
    return 0;
}

static inline int64_t count_in(struct reader *reader, const struct query *query) {
    struct arena *arena = arena_new(1 << 20);
    struct db_ro *db = NULL;
    int64_t n = -1;
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(db_row(db, arena, query, NULL, &n), RC_OK);
    reader_end(reader);
    arena_free(arena);
    return n;
}

static inline int64_t things(struct fixture *f) {
    return count_in(f->reader, &thing_count);
}

static inline enum rc add_name(struct db *db, const char *name) {
    return db_change(db, &name_add, (struct value[]){value_text(str_from_c(name))}, NULL);
}

static inline enum rc run_add(struct db *db, void *argument) {
    return add_name(db, argument);
}

// ---- the same on both databases ----------------------------------------------------------------
static inline int run_on_both(const char *name, const struct CMUnitTest *tests, size_t n) {
    char title[64];
    snprintf(title, sizeof title, "%s on SQLite", name);
    log_quiet(true);
    on_postgres = false;
    int failed = _cmocka_run_group_tests(title, tests, n, NULL, NULL);
    if (place_server().p == NULL) {
        printf("SKIPPED: %s on PostgreSQL, because VLIEGWIEL_TEST_PG is not set\n", name);
        return failed;
    }
    snprintf(title, sizeof title, "%s on PostgreSQL", name);
    on_postgres = true;
    failed += _cmocka_run_group_tests(title, tests, n, NULL, NULL);
    return failed;
}
#endif
