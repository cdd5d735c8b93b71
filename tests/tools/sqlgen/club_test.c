// SPDX-License-Identifier: EUPL-1.2
// Runs what sqlgen makes of club.sql on a database made from the migrations it embeds. The calls
// of store/db.h are done here in their simplest form, so that only generated code is on trial.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include "club_sql.h"
#include "schema_sql.h"

static sqlite3 *database;
static struct arena *arena;

// ---- the database, simplest form ----------------------------------------------------------------
struct db_ro *db_read(struct db *db)
{
    return (struct db_ro *)db;
}

static sqlite3_stmt *start(const struct query *query, const struct value *in)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(database, query->sql_sqlite, -1, &statement, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < query->n_in; i++) {
        const struct value *v = &in[i];
        const int at = (int)i + 1;
        const bool is_text = v->kind == VALUE_TEXT || v->kind == VALUE_DAY;
        assert_int_equal(v->kind, query->in[i]);
        if (!v->is)
            sqlite3_bind_null(statement, at);
        else if (v->kind == VALUE_BLOB)
            sqlite3_bind_blob(statement, at, v->s.p, (int)v->s.n, SQLITE_TRANSIENT);
        else if (is_text)
            sqlite3_bind_text(statement, at, v->s.p, (int)v->s.n, SQLITE_TRANSIENT);
        else if (v->kind == VALUE_REAL)
            sqlite3_bind_double(statement, at, v->r);
        else
            sqlite3_bind_int64(statement, at, v->i);
    }
    return statement;
}

static struct str bytes_at(sqlite3_stmt *s, int i)
{
    const char *p = sqlite3_column_blob(s, i);
    return p == NULL ? STR_NONE
                     : str_copy(arena, (struct str){p, (size_t)sqlite3_column_bytes(s, i)});
}

static void fill(sqlite3_stmt *s, const struct column *column, int i, char *row)
{
    void *to = row + column->offset;
    const bool is = sqlite3_column_type(s, i) != SQLITE_NULL;
    const int64_t number = sqlite3_column_int64(s, i);
    assert_true(is || column->nullable);
    switch (column->kind) {
    case VALUE_INT: *(int64_t *)to = number; break;
    case VALUE_OPT_INT: *(struct opt_int *)to = (struct opt_int){number, is}; break;
    case VALUE_FLAG: *(bool *)to = number != 0; break;
    case VALUE_REAL: *(double *)to = sqlite3_column_double(s, i); break;
    case VALUE_TEXT:
    case VALUE_BLOB: *(struct str *)to = bytes_at(s, i); break;
    case VALUE_DAY:
        *(struct day *)to = DAY_NONE;
        if (is)
            assert_int_equal(day_from_iso(bytes_at(s, i), to), RC_OK);
        break;
    case VALUE_CLOCK:
        *(struct clock *)to = is ? (struct clock){(int32_t)number} : CLOCK_NONE;
        break;
    case VALUE_INSTANT:
        *(struct instant *)to = is ? (struct instant){number} : INSTANT_NONE;
        break;
    }
}

enum rc db_rows(struct db_ro *db, struct arena *on, const struct query *query,
                const struct value *in, void **ret_rows, size_t *ret_n)
{
    (void)db;
    enum { ROWS_MAX = 8 };
    sqlite3_stmt *s = start(query, in);
    char *rows = arena_alloc(on, ROWS_MAX, query->out->size);
    size_t n = 0;
    assert_int_equal(sqlite3_column_count(s), query->out->n_columns);
    for (; sqlite3_step(s) == SQLITE_ROW; n++)
        for (size_t i = 0; n < ROWS_MAX && i < query->out->n_columns; i++)
            fill(s, &query->out->columns[i], (int)i, rows + n * query->out->size);
    sqlite3_finalize(s);
    *ret_rows = rows;
    *ret_n = n;
    return RC_OK;
}

enum rc db_row(struct db_ro *db, struct arena *on, const struct query *query,
               const struct value *in, void *ret_row)
{
    void *rows;
    size_t n;
    TRY(db_rows(db, on, query, in, &rows, &n));
    if (n > 0)
        memcpy(ret_row, rows, query->out->size);
    return n > 0 ? RC_OK : RC_NOT_FOUND;
}

enum rc db_change(struct db *db, const struct query *query, const struct value *in,
                  int64_t *ret_changed)
{
    (void)db;
    sqlite3_stmt *s = start(query, in);
    const int answer = sqlite3_step(s);
    sqlite3_finalize(s);
    if (answer == SQLITE_DONE && ret_changed != NULL)
        *ret_changed = sqlite3_changes64(database);
    return answer == SQLITE_DONE ? RC_OK : RC_CONFLICT;
}

// ---- tests --------------------------------------------------------------------------------------
static const struct instant joined = {1764000000};
static const struct day born = {10957}; // 2000-01-01: `date +%s` says 946684800 s = 10957 days

static int64_t person_add(struct str name, struct day day)
{
    struct club_person_add_row row = {0};
    assert_int_equal(q_club_person_add(NULL, arena, name, name, day, joined, 1850.5, &row), RC_OK);
    return row.id;
}

static int club_open(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    for (size_t i = 0; i < migrations_n; i++)
        assert_int_equal(sqlite3_exec(database, migrations[i].sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(person_add(STR("anna"), born), 1);
    assert_int_equal(person_add(STR("bo"), DAY_NONE), 2);
    struct club_team_add_row team;
    assert_int_equal(q_club_team_add(NULL, arena, STR("Tower"), true, CLOCK_NONE, &team), RC_OK);
    assert_int_equal(q_club_team_add(NULL, arena, STR("Bishop"), false, (struct clock){570}, &team),
                     RC_OK);
    return 0;
}

static int club_close(void **state)
{
    (void)state;
    sqlite3_close(database);
    arena_free(arena);
    return 0;
}

static void rows_carry_every_kind(void **state)
{
    (void)state;
    struct club_teams teams;
    assert_int_equal(q_club_teams(NULL, arena, &teams), RC_OK);
    assert_int_equal(teams.n, 2); // Bishop, Tower
    assert_true(str_eq(teams.rows[0].name, STR("Bishop")));
    assert_false(teams.rows[0].active);
    assert_int_equal(teams.rows[0].starts.m, 570);
    assert_true(teams.rows[1].active);
    assert_false(clock_is(teams.rows[1].starts));
    assert_false(teams.rows[1].room_id.is);
}

static void parameters_stand_at_their_number(void **state)
{
    (void)state;
    const struct scope scope = {SCOPE_COHORT, .object = 1, .viewer = 2};
    const struct opt_int seat = {3, true};
    int64_t changed = 0;
    assert_int_equal(q_club_member_add(NULL, 1, 1, seat, &changed), RC_OK);
    assert_int_equal(changed, 1);
    assert_int_equal(q_club_member_add(NULL, 1, 1, seat, NULL), RC_CONFLICT);
    struct club_team_members members;
    assert_int_equal(q_club_team_members(NULL, arena, &scope, (struct day){born.n - 1}, seat,
                                         &members), RC_OK);
    assert_int_equal(members.n, 1);
    assert_int_equal(members.rows[0].born.n, born.n);
    assert_int_equal(members.rows[0].seat.v, 3);
    assert_int_equal(members.rows[0].joined.s, joined.s);
    assert_true(members.rows[0].rating > 1850.4 && members.rows[0].rating < 1850.6);
    assert_int_equal(q_club_team_members(NULL, arena, &scope, born, seat, &members), RC_OK);
    assert_int_equal(members.n, 0); // nobody was born after that day
}

static void absent_values_are_null(void **state)
{
    (void)state;
    const struct scope self = {SCOPE_SELF, .object = 2, .viewer = 2};
    struct club_person_row person = {0};
    assert_int_equal(q_club_note(NULL, &self, STR_NONE, NULL), RC_OK);
    assert_int_equal(q_club_person(NULL, arena, &self, &person), RC_OK);
    assert_true(str_eq(person.name, STR("bo")));
    assert_null(person.note.p);
    assert_null(person.trainer.p);
    assert_true(str_eq(person.mood, STR("glad; \"so\"")));
    assert_int_equal(q_club_note(NULL, &self, STR("\0sealed"), NULL), RC_OK);
    assert_int_equal(q_club_person(NULL, arena, &self, &person), RC_OK);
    assert_int_equal(person.note.n, 7);
}

static void a_missing_value_is_refused(void **state)
{
    (void)state;
    struct club_person_add_row row;
    assert_int_equal(q_club_person_add(NULL, arena, STR_NONE, STR("x"), born, joined, 1, &row),
                     RC_INVALID);
    assert_int_equal(q_club_person_add(NULL, arena, STR("x"), STR("x"), born, INSTANT_NONE, 1,
                                       &row), RC_INVALID);
}

static void catalogue_counts_by_id(void **state)
{
    (void)state;
    assert_int_equal(query_catalogue_n, 10);
    for (size_t i = 0; i < query_catalogue_n; i++)
        assert_int_equal(query_catalogue[i]->id, i);
    assert_false(query_catalogue[0]->writes);
    assert_true(query_catalogue[9]->writes);
    assert_string_equal(query_club_note.sql_postgres, "UPDATE person SET note = $2 WHERE id = $1");
}

static void register_knows_what_is_kept(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < column_classes_n; i++) {
        const struct column_class *c = &column_classes[i];
        if (strcmp(c->table, "person") != 0 || strcmp(c->column, "note") != 0)
            continue;
        n++;
        assert_int_equal(c->class, 5);
        assert_string_equal(c->purpose, "own notes");
        assert_string_equal(c->keep, "until removed by the person");
    }
    assert_int_equal(n, 1);
    assert_int_equal(column_classes_n, 20); // five tables, counted by hand, without their bare ids
    assert_int_equal(migrations[1].number, 2);
    assert_string_equal(migrations[1].name, "rooms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_carry_every_kind, club_open, club_close),
        cmocka_unit_test_setup_teardown(parameters_stand_at_their_number, club_open, club_close),
        cmocka_unit_test_setup_teardown(absent_values_are_null, club_open, club_close),
        cmocka_unit_test_setup_teardown(a_missing_value_is_refused, club_open, club_close),
        cmocka_unit_test(catalogue_counts_by_id),
        cmocka_unit_test(register_knows_what_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
