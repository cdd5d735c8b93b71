// SPDX-License-Identifier: EUPL-1.2
// What a write costs that waits for the disk alone: `commit FILE SECONDS` makes a SQLite database,
// puts rows like those of a form into it, one transaction and so one fsync each, and prints how
// many it did in a second. No HTTP, no checks: all that is left out is in its favour.
#include <sqlite3.h>

#include "base/base.h"

static double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(sqlite3 *db, const char *sql) {
    ENSURE(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

int main(int argc, char **argv) {
    double seconds;
    sqlite3 *db;
    ENSURE(argc == 3 && sscanf(argv[2], "%lf", &seconds) == 1);
    ENSURE(sqlite3_open(argv[1], &db) == SQLITE_OK);
    must(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
             "CREATE TABLE organisation (id INTEGER PRIMARY KEY, name TEXT UNIQUE, kind TEXT);"
             "CREATE TABLE form_key (key TEXT PRIMARY KEY, person_id INTEGER, at INTEGER);");
    const double from = seconds_now();
    int64_t n = 0;
    for (; seconds_now() < from + seconds; n++) {
        char sql[400];
        snprintf(sql, sizeof sql,
                 "BEGIN IMMEDIATE; INSERT INTO organisation (name, kind) VALUES ('Partner %" PRId64
                 "', 'other'); INSERT INTO form_key VALUES ('%032" PRIx64 "', 1, 1); COMMIT;",
                 n, (uint64_t)n);
        must(db, sql);
    }
    printf("%.0f\n", (double)n / (seconds_now() - from));
    sqlite3_close(db);
    return 0;
}
