// SPDX-License-Identifier: EUPL-1.2
// The rules of imports on a real store: what counts as changed, all or nothing, what may be taken
// back.
#include "feature/import/test_world.h"

// A moved person is one changed row; a missing one is named and stays.
static void tells_changed_from_missing(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w,
                               STR(HEADER "1;Anna;van;Aa;a@x.example;Noord;\n"
                                          "2;Bo;;Bee;b@x.example;Noord;1\n"),
                               IMPORT_PEOPLE),
                     RC_OK);
    check_counts(w, 2, 0, 0, 0);
    assert_int_equal(take_text(w, STR(HEADER "1;Anna;van;Aa;a@x.example;Zuid;\n"), IMPORT_PEOPLE),
                     RC_OK);
    check_counts(w, 0, 1, 0, 1);
    assert_int_equal(w->preview.diff.changes[0].changed, IMPORT_BIT(unit));
    assert_int_equal(totals_of(w).people, 2);
    assert_int_equal(totals_of(w).units, 2);
}

// One bad cell among good rows: nobody comes in.
static void takes_all_or_nothing(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w,
                               STR(HEADER "1;Anna;van;Aa;a@x.example;Noord;\n"
                                          "2;Bo;;Bee;b@@x.example;Noord;1\n"),
                               IMPORT_PEOPLE),
                     RC_INVALID);
    assert_int_equal(w->preview.problems.n, 1);
    assert_int_equal(w->preview.problems.first[0].row, 3);
    assert_int_equal(w->preview.problems.first[0].column, 5);
    check_counts(w, 1, 0, 0, 0); // the row with the mistake counts for nothing
    assert_int_equal(totals_of(w).people, 0);
    assert_int_equal(totals_of(w).units, 0);
}

// An application of somebody who is not known names row and column.
static void refuses_unknown_applicants(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w,
                               STR("Medewerker;Leervraag;Akkoord leidinggevende;"
                                   "Uren per week vrij;Samen met;Via oud-deelnemer\n"
                                   "99;Hoe?;ja;4;;\n"),
                               IMPORT_APPLICATIONS),
                     RC_INVALID);
    assert_int_equal(w->preview.problems.first[0].fault, FAULT_PERSON_UNKNOWN);
    assert_int_equal(w->preview.problems.first[0].row, 2);
    assert_int_equal(w->preview.problems.first[0].column, 1);
}

static enum rc add_only(struct db *db, void *argument) {
    struct world *w = argument;
    return import_add(db, w->place.arena, &w->input, w->owner, now, &w->added);
}

// Takes back the import of w->preview.
static enum rc take_back(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = arena_child(w->place.arena, IMPORT_ARENA);
    const struct scope scope = {SCOPE_IMPORT, w->preview.import.id, w->owner};
    struct import_get_row import;
    struct import_undo_lines lines;
    TRY(q_import_get(db_read(db), arena, &scope, &import));
    TRY(q_import_undo_lines(db_read(db), arena, &scope, &lines));
    const struct instant later = {w->later.s == 0 ? now.s + 60 : w->later.s};
    return import_undo(db, arena, &import, &lines, w->owner, later);
}

#define FIRST "1;Anna;van;Aa;a@x.example;Noord;\n2;Bo;;Bee;b@x.example;Noord;1\n"
#define SECOND                                                                                     \
    "1;Anne;van;Aa;a@x.example;Zuid;\n2;Bo;;Bee;b@x.example;Noord;1\n3;Cas;;Cee;;Zuid;1\n"

// After taking back the second file, the first is again what is known: the same file changes
// nothing.
static void takes_a_whole_import_back(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w, STR(HEADER FIRST), IMPORT_PEOPLE), RC_OK);
    const int64_t first = w->preview.import.id;
    assert_int_equal(take_text(w, STR(HEADER SECOND), IMPORT_PEOPLE), RC_OK);
    check_counts(w, 1, 1, 1, 0);
    assert_int_equal(totals_of(w).people, 3);
    assert_int_equal(store_write(w->store, take_back, w), RC_OK);
    assert_int_equal(totals_of(w).people, 2);
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT); // once is enough
    assert_int_equal(take_text(w, STR(HEADER FIRST), IMPORT_PEOPLE), RC_OK);
    check_counts(w, 0, 0, 2, 0);
    w->preview.import.id = first;
    assert_int_equal(store_write(w->store, take_back, w), RC_OK);
    assert_int_equal(totals_of(w).people, 0);
}

// What a later import changed stands in the way; then nothing is taken back at all.
static void keeps_an_import_that_was_built_on(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w, STR(HEADER FIRST), IMPORT_PEOPLE), RC_OK);
    const int64_t first = w->preview.import.id;
    assert_int_equal(take_text(w, STR(HEADER SECOND), IMPORT_PEOPLE), RC_OK);
    const int64_t second = w->preview.import.id;
    w->preview.import.id = first;
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT);
    assert_int_equal(totals_of(w).people, 3);
    // no row refers to what the second made, only its value was changed again
    assert_int_equal(take_text(w, STR(HEADER "1;Anne;van;Aa;a@x.example;Oost;\n"), IMPORT_PEOPLE),
                     RC_OK);
    check_counts(w, 0, 1, 0, 2);
    w->preview.import.id = second;
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT);
    assert_int_equal(totals_of(w).people, 3);
}

static enum rc mend_anna(struct db *db, void *argument) {
    struct world *w = argument;
    const struct person_input anna = {STR("Anna"), STR("van"), STR("Aa-Mos"), STR("a@x.example")};
    for (int64_t version = 1; version < 4; version++) {
        const enum rc rc =
            person_edit(db, w->place.arena, w->owner + 1, version, &anna); // the first after her
        if (rc != RC_CONFLICT)
            return rc;
    }
    return RC_CONFLICT;
}

// Two imports that change one person go back in turn; a name that was mended by hand stands in the
// way of the first, and then nothing goes back.
static void keeps_what_somebody_mended(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w, STR(HEADER FIRST), IMPORT_PEOPLE), RC_OK);
    const int64_t first = w->preview.import.id;
    assert_int_equal(take_text(w, STR(HEADER SECOND), IMPORT_PEOPLE), RC_OK);
    const int64_t second = w->preview.import.id;
    assert_int_equal(store_write(w->store, mend_anna, w), RC_OK);
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT);
    assert_int_equal(totals_of(w).people, 3);
    w->preview.import.id = first;
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT);
    assert_int_equal(totals_of(w).people, 3);
    assert_true(second > first);
}

// 30 days: the last second counts, the one after it does not.
static void keeps_an_import_of_long_ago(void **state) {
    struct world *w = *state;
    assert_int_equal(take_text(w, STR(HEADER FIRST), IMPORT_PEOPLE), RC_OK);
    w->later.s = now.s + 30 * 86400 + 1;
    assert_int_equal(store_write(w->store, take_back, w), RC_CONFLICT);
    w->later.s--;
    assert_int_equal(store_write(w->store, take_back, w), RC_OK);
}

static enum rc apply_stale(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = arena_child(w->place.arena, IMPORT_ARENA);
    int64_t id;
    TRY(import_add(db, arena, &w->input, w->owner, now, &id));
    const struct scope scope = {SCOPE_IMPORT, id, w->owner};
    TRY(import_preview(db_read(db), arena, &scope, instant_day(now), &w->preview));
    return import_apply(db, arena, store_vault(w->store), &w->preview,
                        w->preview.diff.fingerprint + 1, w->owner, now, STR("x"));
}

static void refuses_what_was_not_seen(void **state) {
    struct world *w = *state;
    w->input = (struct import_input){
        w->organisation, IMPORT_PEOPLE, 0,
        STR("AFAS"),     STR("x.csv"),  STR(HEADER "1;Anna;van;Aa;a@x.example;Noord;\n")};
    assert_int_equal(store_write(w->store, apply_stale, w), RC_CONFLICT);
    assert_int_equal(totals_of(w).people, 0);
}

// However many rows, comparing asks the database a fixed number of questions: the import, its right
// to the object, the mapping, the known lines and people, what was said of names and of rows.
static void compares_in_few_queries(void **state) {
    struct world *w = *state;
    assert_true(take_file(w, "demo/people/gemeente-afas.csv", IMPORT_PEOPLE));
    assert_int_equal(store_write(w->store, add_only, w), RC_OK);
    struct reader *reader;
    struct db_ro *db;
    const struct scope scope = {SCOPE_IMPORT, w->added, w->owner};
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    const int64_t before = db_calls(db);
    assert_int_equal(import_preview(db, arena_child(w->place.arena, IMPORT_ARENA), &scope,
                                    instant_day(now), &w->preview),
                     RC_OK);
    assert_in_range(db_calls(db) - before, 1, 7);
    check_counts(w, 0, 0, 161, 0);
    reader_end(reader);
    reader_close(reader);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WITH_STORE(tells_changed_from_missing),        WITH_STORE(takes_all_or_nothing),
        WITH_STORE(refuses_unknown_applicants),        WITH_STORE(takes_a_whole_import_back),
        WITH_STORE(keeps_an_import_that_was_built_on), WITH_STORE(keeps_an_import_of_long_ago),
        WITH_STORE(keeps_what_somebody_mended),        WITH_STORE(refuses_what_was_not_seen),
        WITH_STORE(compares_in_few_queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
