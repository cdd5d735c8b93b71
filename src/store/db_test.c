// SPDX-License-Identifier: EUPL-1.2
// Queries and values through the store's own door, with the same expected values on SQLite and,
// when there is a server, on PostgreSQL.
#include "store/test_thing.h"

// ---- every kind of value -----------------------------------------------------------------------
struct thing_row {
    int64_t id;
    struct opt_int number;
    bool flag;
    double share;
    struct str name, data;
    struct day day;
    struct clock clock;
    struct instant at;
};
#define THING(field, kind, nullable)                                                               \
    { #field, kind, nullable, offsetof(struct thing_row, field) }
static const struct column thing_columns[] = {
    THING(id, VALUE_INT, false),     THING(number, VALUE_OPT_INT, true),
    THING(flag, VALUE_FLAG, false),  THING(share, VALUE_REAL, false),
    THING(name, VALUE_TEXT, false),  THING(data, VALUE_BLOB, true),
    THING(day, VALUE_DAY, true),     THING(clock, VALUE_CLOCK, true),
    THING(at, VALUE_INSTANT, false),
};
static const struct shape thing_shape = {"thing", sizeof(struct thing_row), COUNT_OF(thing_columns),
                                         thing_columns};
static const struct column text_columns[] = {{"t", VALUE_TEXT, false, 0}};
static const struct shape text_shape = {"text", sizeof(struct str), 1, text_columns};
static const struct column day_columns[] = {{"d", VALUE_DAY, true, 0}};
static const struct shape day_shape = {"day", sizeof(struct day), 1, day_columns};

static const enum value_kind thing_in[] = {VALUE_OPT_INT, VALUE_FLAG, VALUE_REAL,  VALUE_TEXT,
                                           VALUE_BLOB,    VALUE_DAY,  VALUE_CLOCK, VALUE_INSTANT};
#define THING_INSERT "INSERT INTO thing (number, flag, share, name, data, day, clock, at) VALUES "
QUERY(thing_add, 0, THING_INSERT "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
      THING_INSERT "($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id", .n_in = 8, .in = thing_in,
      .out = &int_shape, .writes = true);

QUERY(name_add_below, 2,
      "INSERT INTO thing (flag, share, name, at, parent) VALUES (0, 0, ?1, 0, ?2)",
      "INSERT INTO thing (flag, share, name, at, parent) VALUES (0, 0, $1, 0, $2)", .n_in = 2,
      .in = name_in, .writes = true);
QUERY(name_flag, 3, "UPDATE thing SET flag = ?2 WHERE name = ?1",
      "UPDATE thing SET flag = $2 WHERE name = $1", .n_in = 2, .in = name_in, .writes = true);
SAME(all_off, 4, "UPDATE thing SET flag = 0", .writes = true);
SAME(thing_list, 5,
     "SELECT id, number, flag, share, name, data, day, clock, at FROM thing ORDER BY id",
     .out = &thing_shape);
QUERY(thing_by_name, 7, "SELECT id FROM thing WHERE name = ?1",
      "SELECT id FROM thing WHERE name = $1", .n_in = 1, .in = name_in, .out = &int_shape);
SAME(thing_ids, 8, "SELECT id FROM thing", .out = &int_shape);
SAME(number_list, -1, "SELECT number FROM thing", .out = &int_shape);
SAME(name_as_number, -1, "SELECT name FROM thing", .out = &int_shape);
SAME(number_as_name, -1, "SELECT id FROM thing", .out = &text_shape);
SAME(name_as_day, -1, "SELECT name FROM thing", .out = &day_shape);
SAME(two_as_one, -1, "SELECT id, flag FROM thing", .out = &int_shape);
SAME(nowhere, -1, "SELECT id FROM nowhere", .out = &int_shape);
SAME(name_order, -1, "SELECT name FROM thing ORDER BY name", .out = &text_shape);

// ---- values ------------------------------------------------------------------------------------
static const struct thing_row full = {
    .number = {INT64_MIN, true},
    .flag = true,
    .share = 0.1,
    .name = STR("caf\xc3\xa9"),
    .data = STR("a\0b"),
    .day = {20797}, // 2026-12-10: 56 years and 14 leap days after 1970, and 343 days
    .clock = {9 * 60 + 30},
    .at = {1765324800},
};
static const struct thing_row bare = {
    .share = -1e300, .name = STR(""), .day = DAY_NONE, .clock = CLOCK_NONE, .at = {-1}};

static enum rc run_add_thing(struct db *db, void *argument) {
    const struct thing_row *row = argument;
    struct arena *arena = arena_new(1 << 16);
    char day[DAY_TEXT];
    const struct value in[] = {value_opt_int(row->number), value_flag(row->flag),
                               value_real(row->share),     value_text(row->name),
                               value_blob(row->data),      value_day(row->day, day),
                               value_clock(row->clock),    value_instant(row->at)};
    int64_t id = 0;
    const enum rc rc = db_row(db_read(db), arena, &thing_add, in, &id);
    assert_true(rc != RC_OK || id > 0);
    arena_free(arena);
    return rc;
}

static void assert_thing(const struct thing_row *got, const struct thing_row *want) {
    assert_int_equal(got->number.v, want->number.v);
    assert_int_equal(got->number.is, want->number.is);
    assert_int_equal(got->flag, want->flag);
    assert_memory_equal(&got->share, &want->share, sizeof got->share);
    assert_true(str_eq(got->name, want->name) && got->name.p != NULL);
    assert_int_equal(got->data.n, want->data.n);
    assert_int_equal(got->data.p == NULL, want->data.p == NULL);
    assert_true(got->data.n == 0 || memcmp(got->data.p, want->data.p, want->data.n) == 0);
    assert_int_equal(got->day.n, want->day.n);
    assert_int_equal(got->clock.m, want->clock.m);
    assert_int_equal(got->at.s, want->at.s);
}

static void test_values_come_back(void **state) {
    struct fixture *f = *state;
    struct thing_row first = full, second = bare;
    assert_int_equal(store_write(f->store, run_add_thing, &first), RC_OK);
    assert_int_equal(store_write(f->store, run_add_thing, &second), RC_OK);
    struct db_ro *db = NULL;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    void *rows = NULL;
    size_t n = 0;
    for (int again = 0; again < 2; again++) { // prepared, then from the cache
        assert_int_equal(db_rows(db, f->place.arena, &thing_list, NULL, &rows, &n), RC_OK);
        assert_int_equal(n, 2);
        assert_thing((struct thing_row *)rows, &full);
        assert_thing((struct thing_row *)rows + 1, &bare);
    }
    assert_int_equal(db_calls(db), 2);
    reader_end(f->reader);
}

static enum rc run_add_many(struct db *db, void *argument) {
    for (int i = 0; i < *(int *)argument; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%04d", i);
        const enum rc rc = add_name(db, name);
        if (rc != RC_OK)
            return rc;
    }
    return RC_OK;
}

static void test_rows_grow_and_stop_at_the_limit(void **state) {
    struct fixture *f = *state;
    int many = 100;
    assert_int_equal(store_write(f->store, run_add_many, &many), RC_OK);
    struct db_ro *db = NULL;
    void *rows = NULL;
    size_t n = 0;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_rows(db, f->place.arena, &name_order, NULL, &rows, &n), RC_OK);
    assert_int_equal(n, 100);
    assert_true(str_eq(((struct str *)rows)[99], STR("n0099")));
    struct arena *small = arena_new(2048);
    assert_int_equal(db_rows(db, small, &thing_list, NULL, &rows, &n), RC_LIMIT);
    assert_int_equal(n, 100);
    arena_free(small);
    // The memory was the reader's trouble, not the database's: the transaction goes on.
    assert_int_equal(db_rows(db, f->place.arena, &thing_ids, NULL, &rows, &n), RC_OK);
    reader_end(f->reader);
}

static void test_one_row_or_none(void **state) {
    struct fixture *f = *state;
    int many = 2;
    assert_int_equal(store_write(f->store, run_add_many, &many), RC_OK);
    struct db_ro *db = NULL;
    int64_t id = -7;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    const struct value absent[] = {value_text(STR("nobody"))};
    const struct value present[] = {value_text(STR("n0001"))};
    assert_int_equal(db_row(db, f->place.arena, &thing_by_name, absent, &id), RC_NOT_FOUND);
    assert_int_equal(id, -7);
    assert_int_equal(db_row(db, f->place.arena, &thing_ids, NULL, &id), RC_IO);
    assert_int_equal(id, -7);
    assert_int_equal(db_row(db, f->place.arena, &thing_by_name, present, &id), RC_OK);
    assert_int_equal(id, 2);
    reader_end(f->reader);
}

// The same texts in another order on the two databases would be another answer.
static void test_texts_are_ordered_by_their_bytes(void **state) {
    struct fixture *f = *state;
    char lower[] = "a", upper[] = "B", accent[] = "\xc3\xa9";
    assert_int_equal(store_write(f->store, run_add, accent), RC_OK);
    assert_int_equal(store_write(f->store, run_add, lower), RC_OK);
    assert_int_equal(store_write(f->store, run_add, upper), RC_OK);
    struct db_ro *db = NULL;
    void *rows = NULL;
    size_t n = 0;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_rows(db, f->place.arena, &name_order, NULL, &rows, &n), RC_OK);
    const struct str *names = rows;
    assert_true(str_eq(names[0], STR("B")) && str_eq(names[1], STR("a")));
    assert_true(str_eq(names[2], STR("\xc3\xa9")));
    reader_end(f->reader);
}

static enum rc one_wrong(struct fixture *f, const struct query *query) {
    struct db_ro *db = NULL;
    void *rows = NULL;
    size_t n = 0;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    const enum rc rc = db_rows(db, f->place.arena, query, NULL, &rows, &n);
    reader_end(f->reader);
    return rc;
}

static void test_what_does_not_fit_is_refused(void **state) {
    struct fixture *f = *state;
    char name[] = "2026-02-30"; // no such day
    assert_int_equal(store_write(f->store, run_add, name), RC_OK);
    assert_int_equal(one_wrong(f, &number_list), RC_IO); // NULL where the row has no room for it
    assert_int_equal(one_wrong(f, &name_as_number), RC_IO);
    assert_int_equal(one_wrong(f, &number_as_name), RC_IO);
    assert_int_equal(one_wrong(f, &name_as_day), RC_IO);
    assert_int_equal(one_wrong(f, &two_as_one), RC_IO);
    assert_int_equal(one_wrong(f, &nowhere), RC_IO);
    assert_int_equal(one_wrong(f, &thing_list), RC_OK);
}

static void test_prepare_proves_a_query(void **state) {
    struct fixture *f = *state;
    struct db_ro *db = NULL;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_prepare(db, &thing_list), RC_OK);
    assert_int_equal(db_prepare(db, &two_as_one), RC_IO);
    reader_end(f->reader);
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_prepare(db, &nowhere), RC_IO);
    reader_end(f->reader);
}

// ---- changes -----------------------------------------------------------------------------------
static enum rc run_changes(struct db *db, void *argument) {
    (void)argument;
    int many = 3;
    int64_t changed = -1;
    TRY(run_add_many(db, &many));
    const struct value on[] = {value_text(STR("n0001")), value_int(1)};
    const struct value none[] = {value_text(STR("nobody")), value_int(1)};
    TRY(db_change(db, &name_flag, on, &changed));
    assert_int_equal(changed, 1);
    TRY(db_change(db, &name_flag, none, &changed));
    assert_int_equal(changed, 0);
    TRY(db_change(db, &all_off, NULL, &changed));
    assert_int_equal(changed, 3);
    return RC_OK;
}

static void test_changes_are_counted(void **state) {
    struct fixture *f = *state;
    assert_int_equal(store_write(f->store, run_changes, NULL), RC_OK);
}

static enum rc run_twice(struct db *db, void *argument) {
    TRY(add_name(db, "first"));
    return add_name(db, argument);
}

static enum rc run_bad_flag(struct db *db, void *argument) {
    (void)argument;
    TRY(add_name(db, "first"));
    return db_change(db, &name_flag, (struct value[]){value_text(STR("first")), value_int(2)},
                     NULL);
}

static enum rc run_bad_parent(struct db *db, void *argument) {
    (void)argument;
    TRY(add_name(db, "first"));
    return db_change(db, &name_add_below,
                     (struct value[]){value_text(STR("child")), value_int(12345)}, NULL);
}

static enum rc run_hides_conflict(struct db *db, void *argument) {
    TRY(add_name(db, "first"));
    assert_int_equal(add_name(db, "first"), RC_CONFLICT);
    assert_int_equal(add_name(db, argument), RC_CONFLICT); // refused with the rest
    return RC_OK;
}

static void test_broken_constraint_undoes_its_work(void **state) {
    struct fixture *f = *state;
    char first[] = "first", second[] = "second";
    assert_int_equal(store_write(f->store, run_twice, first), RC_CONFLICT);
    assert_int_equal(store_write(f->store, run_bad_flag, NULL), RC_CONFLICT);
    assert_int_equal(store_write(f->store, run_bad_parent, NULL), RC_CONFLICT);
    assert_int_equal(store_write(f->store, run_hides_conflict, second), RC_CONFLICT);
    assert_int_equal(things(f), 0);
    assert_int_equal(store_write(f->store, run_twice, second), RC_OK);
    assert_int_equal(things(f), 2);
}

static void test_reader_cannot_write(void **state) {
    struct fixture *f = *state;
    struct db_ro *db = NULL;
    int64_t id = 0;
    const struct value in[] = {value_opt_int((struct opt_int){0}),
                               value_flag(false),
                               value_real(0),
                               value_text(STR("sneaked")),
                               value_blob(STR_NONE),
                               value_text(STR_NONE),
                               value_clock(CLOCK_NONE),
                               value_instant((struct instant){0})};
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_row(db, f->place.arena, &thing_add, in, &id), RC_IO);
    reader_end(f->reader);
    assert_int_equal(things(f), 0);
}

static void test_reader_sees_one_moment(void **state) {
    struct fixture *f = *state;
    char name[] = "later";
    struct db_ro *db = NULL;
    int64_t n = -1;
    assert_int_equal(reader_begin(f->reader, &db), RC_OK);
    assert_int_equal(db_row(db, f->place.arena, &thing_count, NULL, &n), RC_OK);
    assert_int_equal(n, 0);
    assert_int_equal(store_write(f->store, run_add, name), RC_OK);
    assert_int_equal(db_row(db, f->place.arena, &thing_count, NULL, &n), RC_OK);
    assert_int_equal(n, 0);
    reader_end(f->reader);
    assert_int_equal(things(f), 1);
}

// Asked ahead or not, in the same order, in another, or not at all: the answers are the same.
static void test_what_is_asked_ahead_is_answered_alike(void **state) {
    struct fixture *f = *state;
    char first[] = "first", second[] = "second";
    assert_int_equal(store_write(f->store, run_add, first), RC_OK);
    assert_int_equal(store_write(f->store, run_add, second), RC_OK);
    const struct value names[2][1] = {{value_text(STR("first"))}, {value_text(STR("second"))}};
    int64_t id[2] = {0, 0};
    for (int order = 0; order < 8; order++) { // the first times prepare the statements
        struct db_ro *db = NULL;
        int64_t n = -1, found[2] = {-1, -1};
        assert_int_equal(reader_begin(f->reader, &db), RC_OK);
        if (order > 1 && db_ahead_begin(db)) {
            assert_int_equal(db_row(db, f->place.arena, &thing_count, NULL, &n), RC_OK);
            assert_int_equal(db_row(db, f->place.arena, &thing_by_name, names[0], &found[0]),
                             RC_OK);
            assert_int_equal(db_row(db, f->place.arena, &thing_by_name, names[1], &found[1]),
                             RC_OK);
            assert_int_equal(found[0], -1);
            db_ahead_end(db);
        }
        if (order % 3 != 0)
            assert_int_equal(db_row(db, f->place.arena, &thing_count, NULL, &n), RC_OK);
        for (int i = 0; i < 2 && order != 7; i++) {
            const int which = order % 2 == 0 ? i : 1 - i;
            assert_int_equal(
                db_row(db, f->place.arena, &thing_by_name, names[which], &found[which]), RC_OK);
            id[which] = order == 0 ? found[which] : id[which];
            assert_int_equal(found[which], id[which]);
        }
        assert_true(order % 3 == 0 || n == 2);
        reader_end(f->reader);
    }
    assert_true(id[0] > 0 && id[1] > id[0]);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_values_come_back),
        TEST(test_rows_grow_and_stop_at_the_limit),
        TEST(test_one_row_or_none),
        TEST(test_texts_are_ordered_by_their_bytes),
        TEST(test_what_does_not_fit_is_refused),
        TEST(test_prepare_proves_a_query),
        TEST(test_changes_are_counted),
        TEST(test_broken_constraint_undoes_its_work),
        TEST(test_reader_cannot_write),
        TEST(test_reader_sees_one_moment),
        TEST(test_what_is_asked_ahead_is_answered_alike),
    };
    return run_on_both("queries", tests, COUNT_OF(tests));
}
