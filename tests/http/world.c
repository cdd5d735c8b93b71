// SPDX-License-Identifier: EUPL-1.2
// The life of the world: made, kept aside, put back, looked at; see world.h. What stands in it:
// furnish.c. Here alone the tests speak SQL, past the program, so that they see what really stands
// in the database.
#include <sodium.h>

#include "app/features.h"
#include "base/log.h"
#include "schema_sql.h"
#include "store/job.h"
#include "tests/http/furnish.h"
#include "tests/http/world.h"
#include "web/limit.h"

enum { WORLD_ARENA = 256 << 20 };

// ---- names ----------------------------------------------------------------------------------

int64_t world_find(const struct world *world, struct str name) {
    for (size_t i = 0; i < world->n_names; i++)
        if (str_eq(world->names[i].name, name))
            return world->names[i].id;
    return 0;
}

struct str world_person_name(struct arena *arena, struct str key) {
    return str_join(arena, STR("Vos "), key);
}

struct str world_question(struct arena *arena, struct str key) {
    return str_join(arena, STR("Mijn vraag is die van "), key);
}

struct str world_motivation(struct arena *arena, struct str key) {
    return str_join(arena, STR("Mijn reden is die van "), key);
}

// Hex of the hash of the key, so that nothing of it is written in two places.
static struct str hex_of(struct arena *arena, struct str key, size_t bytes) {
    unsigned char *const hash = NEW_ARRAY(arena, unsigned char, bytes);
    char *const hex = NEW_ARRAY(arena, char, 2 * bytes + 1);
    crypto_generichash(hash, bytes, (const unsigned char *)key.p, key.n, NULL, 0);
    sodium_bin2hex(hex, 2 * bytes + 1, hash, bytes);
    return (struct str){hex, 2 * bytes};
}

struct str world_token(struct arena *arena, struct str key) {
    return hex_of(arena, key, 32);
}

struct str world_cookie(struct arena *arena, struct str key) {
    return str_join(arena, STR("__Host-s="), world_token(arena, key));
}

struct str world_form_token(struct arena *arena, struct str key) {
    return hex_of(arena, key, 16);
}

// As a page writes it: a mask, here of zeros, and the token under that mask.
struct str world_csrf(struct arena *arena, struct str key) {
    return str_join(arena, STR("00000000000000000000000000000000"), world_form_token(arena, key));
}

// ---- looking --------------------------------------------------------------------------------

// The tables of the schema in its order: the register names every column but plain ids.
size_t world_tables(const char *ret_tables[static WORLD_TABLES_MAX]) {
    size_t n = 0;
    for (size_t i = 0; i < column_classes_n; i++)
        if (n == 0 || strcmp(ret_tables[n - 1], column_classes[i].table) != 0) {
            ENSURE(n < WORLD_TABLES_MAX);
            ret_tables[n++] = column_classes[i].table;
        }
    return n;
}

static bool is_looked_at(const struct column_class *column) {
    return strcmp(column->table, "web_session") != 0 ||
           (strcmp(column->column, "seen_at") != 0 && strcmp(column->column, "notice") != 0);
}

// One row as one text.
static void add_row_sql(struct buf *sql, const char *table, bool postgres) {
    const char *separator = postgres ? "CAST(ROW(" : "";
    for (size_t i = 0; i < column_classes_n; i++) {
        if (strcmp(column_classes[i].table, table) != 0 || !is_looked_at(&column_classes[i]))
            continue;
        buf_fmt(sql, postgres ? "%s%s" : "%squote(%s)", separator, column_classes[i].column);
        separator = postgres ? "," : "||','||";
    }
    buf_c(sql, postgres ? ") AS TEXT)" : "");
}

static const char *look_sql(struct arena *arena, bool postgres) {
    const char *tables[WORLD_TABLES_MAX];
    const size_t n = world_tables(tables);
    struct buf sql = buf_on(arena, 16 * 1024);
    for (size_t i = 0; i < n; i++) {
        buf_fmt(&sql, "%sSELECT CAST(%zu AS BIGINT), ", i == 0 ? "" : " UNION ALL ", i);
        add_row_sql(&sql, tables[i], postgres);
        buf_fmt(&sql, " FROM %s", tables[i]);
    }
    return str_c(arena, buf_done(&sql));
}

struct look_row {
    int64_t table;
    struct str text;
};
static const struct column look_columns[] = {
    {"table", VALUE_INT, false, offsetof(struct look_row, table)},
    {"text", VALUE_TEXT, false, offsetof(struct look_row, text)},
};
static const struct shape look_shape = {"look", sizeof(struct look_row), 2, look_columns};

static uint64_t hash_of(struct str text) {
    static const unsigned char key[crypto_shorthash_KEYBYTES] = {0};
    uint64_t hash;
    crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text.p, text.n, key);
    return hash;
}

struct world_state world_state(struct world *world) {
    struct arena *const arena = arena_new(16 << 20);
    struct world_state state = {.sum = {0}};
    const char *const sql = look_sql(arena, world->postgres);
    const struct query query = {"look", sql, sql, 0, NULL, &look_shape, false, -1};
    const struct driver *const driver = world->direct->driver;
    struct value cells[2];
    bool more = false;
    ENSURE(driver->start(world->direct, &query, NULL) == RC_OK);
    for (;;) {
        ENSURE(driver->step(world->direct, &query, cells, &more) == RC_OK);
        if (!more)
            break;
        ENSURE(cells[0].i >= 0 && cells[0].i < WORLD_TABLES_MAX);
        state.sum[cells[0].i] += hash_of(cells[1].s);
        state.n_rows[cells[0].i]++;
    }
    driver->finish(world->direct, &query);
    arena_free(arena);
    return state;
}

struct str world_changed(struct arena *arena, const struct world_state *before,
                         const struct world_state *after) {
    const char *tables[WORLD_TABLES_MAX];
    const size_t n = world_tables(tables);
    struct buf changed = buf_on(arena, 64);
    for (size_t i = 0; i < n; i++)
        if (before->sum[i] != after->sum[i] || before->n_rows[i] != after->n_rows[i])
            buf_fmt(&changed, "%s%s", changed.n == 0 ? "" : ", ", tables[i]);
    return changed.n == 0 ? STR_NONE : buf_done(&changed);
}

int64_t world_rows(const struct world_state *state, struct str table) {
    const char *tables[WORLD_TABLES_MAX];
    const size_t n = world_tables(tables);
    for (size_t i = 0; i < n; i++)
        if (str_eq(table, str_from_c(tables[i])))
            return state->n_rows[i];
    return -1;
}

// ---- aside and back -------------------------------------------------------------------------

// Every table has a copy beside it, out of which it is filled again. Constraints rest meanwhile.
static void keep_aside(struct world *world) {
    const char *tables[WORLD_TABLES_MAX];
    const size_t n = world_tables(tables);
    struct buf keep = buf_on(world->arena, 4096);
    buf_c(&keep, world->postgres ? "SET session_replication_role = replica;"
                                 : "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;"
                                   "PRAGMA wal_autocheckpoint = 0;");
    for (size_t i = 0; i < n; i++)
        buf_fmt(&keep, "CREATE TABLE aside_%s AS SELECT * FROM %s;", tables[i], tables[i]);
    ENSURE(world->direct->driver->exec(world->direct, str_c(world->arena, buf_done(&keep))) ==
           RC_OK);
    world->first = world_state(world);
}

// Only what changed, and the sessions, of which not everything is looked at.
void world_restore(struct world *world) {
    struct arena *const arena = arena_new(1 << 20);
    const struct world_state now = world_state(world);
    const char *tables[WORLD_TABLES_MAX];
    const size_t n = world_tables(tables);
    struct buf back = buf_on(arena, 4096);
    buf_c(&back, world->postgres ? "BEGIN;" : "BEGIN IMMEDIATE;");
    for (size_t i = 0; i < n; i++)
        if (world->first.sum[i] != now.sum[i] || world->first.n_rows[i] != now.n_rows[i] ||
            strcmp(tables[i], "web_session") == 0)
            buf_fmt(&back, "DELETE FROM %s; INSERT INTO %s SELECT * FROM aside_%s;", tables[i],
                    tables[i], tables[i]);
    buf_c(&back, "COMMIT");
    ENSURE(world->direct->driver->exec(world->direct, str_c(arena, buf_done(&back))) == RC_OK);
    arena_free(arena);
}

// Guesses at a password are counted in the program, not in the database.
void world_forget_guesses(struct world *world) {
    if (world->limits != NULL)
        arena_free(world->limits);
    world->limits = arena_child(world->running, 64 << 20);
    world->app->limits = limits_new(world->limits);
}

// ---- life -----------------------------------------------------------------------------------

static void wait_for_jobs(struct world *world) {
    struct arena *const arena = arena_child(world->arena, 64 << 20);
    ENSURE(jobs_start(arena, world->store, feature_job) == RC_OK);
    while (furnish_waits(world))
        usleep(10 * 1000);
    arena_free(arena);
}

struct world *world_make(bool postgres) {
    struct place place = place_make(postgres);
    struct arena *const arena = arena_new(WORLD_ARENA);
    struct world *const world = NEW(arena, struct world);
    *world = (struct world){.place = place, .arena = arena, .postgres = postgres};
    log_quiet(true);
    ENSURE(sodium_init() >= 0);
    ENSURE(store_open(&place.options, &world->store) == RC_OK);
    ENSURE(store_write(world->store, furnish, world) == RC_OK);
    ENSURE(reader_open(world->store, &world->reader) == RC_OK);
    wait_for_jobs(world);
    ENSURE(store_write(world->store, furnish_groups, world) == RC_OK);
    const struct app_options options = {
        .base_url = STR(WORLD_URL), .version = "0", .unlimited = true};
    world->running = arena_child(arena, 64 << 20);
    ENSURE(app_start(world->running, world->store, &options, &world->app) == RC_OK);
    ENSURE(driver_of(place.options.url)
               ->open(world->running, place.options.url, LINK_WRITE, &world->direct) == RC_OK);
    keep_aside(world);
    world_forget_guesses(world);
    return world;
}

void world_end(struct world *world) {
    struct place place = world->place;
    arena_free(world->running);
    reader_close(world->reader);
    store_close(world->store);
    arena_free(world->arena);
    place_remove(&place);
}
