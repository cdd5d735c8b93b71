// SPDX-License-Identifier: EUPL-1.2
// Whole files into a real store: what they make, what a second time changes, and all or nothing.
// Figures: demo/people/README.md, counted there by hand; the larger files are read when they stand
// beside the repository.
#include <fcntl.h>
#include <sys/stat.h>

#include "base/testing.h"
#include "feature/cohort/cohort.h"
#include "feature/import/import.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "store/test_place.h"

#define HEADER "Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail;Afdeling;Leidinggevende\n"

struct world {
    struct arena *own;
    struct place place;
    struct store *store;
    int64_t organisation, owner;
    struct import_input input; // of the next import
    struct import_preview preview;
    int64_t cohort, added, calls;
    struct instant later; // when an import is taken back; 0: a minute after
};
static const struct instant now = {1764000000}; // 24 November 2025

static enum rc furnish(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    const struct person_input owner = {STR("Olga"), STR(""), STR("Owner"), STR("olga@x.example")};
    struct organisation_add_row host;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    w->organisation = host.id;
    TRY(person_add(db, arena, &owner, now, &w->owner));
    TRY(role_give(db, arena, w->owner, STR("owner"), host.id, instant_day(now), DAY_NONE, 0, now));
    int64_t programme;
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id, w->owner,
                                 now, &programme));
    const struct cohort_input cohort = {programme, STR(""), 24, 3, 7, 4};
    return cohort_add(db, arena, &cohort, now, &w->cohort);
}

static int setup(void **state) {
    struct arena *arena = arena_new(1 << 20);
    struct world *w = NEW(arena, struct world);
    w->own = arena;
    w->place = place_make(false);
    assert_int_equal(store_open(&w->place.options, &w->store), RC_OK);
    assert_int_equal(store_write(w->store, furnish, w), RC_OK);
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    store_close(w->store);
    place_remove(&w->place);
    arena_free(w->own);
    return 0;
}

static bool file_read(struct arena *arena, const char *path, struct str *ret_bytes) {
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0)
        return false;
    char *bytes = NEW_ARRAY(arena, char, (size_t)about.st_size);
    const ssize_t n = read(fd, bytes, (size_t)about.st_size);
    close(fd);
    *ret_bytes = (struct str){bytes, (size_t)n};
    return n == about.st_size;
}

static enum rc take(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = arena_child(w->place.arena, IMPORT_ARENA);
    return import_take(db, arena, store_vault(w->store), &w->input, w->owner, now, &w->preview);
}

static enum rc take_text(struct world *w, struct str content, enum import_kind kind) {
    w->input = (struct import_input){
        w->organisation, kind,   kind == IMPORT_APPLICATIONS ? w->cohort : 0, STR("AFAS"),
        STR("test.csv"), content};
    return store_write(w->store, take, w);
}

// false, said aloud, when the file is not there.
static bool take_file(struct world *w, const char *path, enum import_kind kind) {
    struct str bytes;
    if (!file_read(w->place.arena, path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    const enum rc rc = take_text(w, bytes, kind);
    for (size_t i = 0; i < w->preview.problems.n && i < IMPORT_PROBLEMS_MAX; i++)
        print_message("row %zu column %zu fault %d\n", w->preview.problems.first[i].row,
                      w->preview.problems.first[i].column, (int)w->preview.problems.first[i].fault);
    assert_int_equal(rc, RC_OK);
    return true;
}

static void check_counts(const struct world *w, int64_t new, int64_t changed, int64_t same,
                         int64_t missing) {
    assert_int_equal(w->preview.diff.n_new, new);
    assert_int_equal(w->preview.diff.n_changed, changed);
    assert_int_equal(w->preview.diff.n_same, same);
    assert_int_equal(w->preview.diff.n_missing, missing);
}

struct totals {
    int64_t people, units;
};
static struct totals totals_of(const struct world *w) {
    struct reader *reader;
    struct db_ro *db;
    struct arena *arena = w->place.arena;
    const struct scope mine = {SCOPE_MINE, 0, w->owner};
    struct person_count_row people;
    struct person_employment_units units;
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_person_count(db, arena, &mine, instant_day(now), STR("%"), &people), RC_OK);
    assert_int_equal(q_person_employment_units(db, arena, w->organisation, &units), RC_OK);
    reader_end(reader);
    reader_close(reader);
    return (struct totals){.people = people.n - 1, .units = (int64_t)units.n}; // without the owner
}

// 161 rows of 160 people in 5 units; the second time nothing is different.
static void takes_the_demo_file_twice(void **state) {
    struct world *w = *state;
    assert_true(take_file(w, "demo/people/gemeente-afas.csv", IMPORT_PEOPLE));
    check_counts(w, 161, 0, 0, 0);
    assert_int_equal(w->preview.rows.n_people, 160);
    assert_int_equal(totals_of(w).people, 160);
    assert_int_equal(totals_of(w).units, 5);
    assert_true(take_file(w, "demo/people/gemeente-afas.csv", IMPORT_PEOPLE));
    check_counts(w, 0, 0, 161, 0);
    assert_int_equal(totals_of(w).people, 160);
}

static void takes_every_shape(void **state) {
    struct world *w = *state;
    static const struct {
        const char *path;
        int64_t n;
    } files[] = {{"demo/people/politie.csv", 7},
                 {"demo/people/maatschappelijk-werk.tsv", 8},
                 {"demo/people/reiniging-cp1252.csv", 6},
                 {"demo/people/woningcorporatie.csv", 7}};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct str bytes;
        assert_true(file_read(w->place.arena, files[i].path, &bytes));
        w->input = (struct import_input){w->organisation,           IMPORT_PEOPLE, 0,
                                         str_from_c(files[i].path), STR("x.csv"),  bytes};
        assert_int_equal(store_write(w->store, take, w), RC_OK);
        check_counts(w, files[i].n, 0, 0, 0);
        assert_int_equal(store_write(w->store, take, w), RC_OK);
        check_counts(w, 0, 0, files[i].n, 0);
    }
    assert_int_equal(totals_of(w).people, 28);
}

static void takes_the_files_beside_the_repository(void **state) {
    struct world *w = *state;
    if (!take_file(w, "../shared/data/people/gemeente-afas.csv", IMPORT_PEOPLE))
        return;
    check_counts(w, 481, 0, 0, 0);
    assert_int_equal(totals_of(w).people, 480);
    assert_int_equal(totals_of(w).units, 5);
    assert_true(take_file(w, "../shared/data/people/gemeente-afas.csv", IMPORT_PEOPLE));
    check_counts(w, 0, 0, 481, 0);
    assert_true(take_file(w, "../shared/data/people/aanmeldingen-31.csv", IMPORT_APPLICATIONS));
    check_counts(w, 31, 0, 0, 0);
}

// Five partners' lists and two of wage systems, as they come; each a second time changes nothing.
// Rows counted with wc -l less the header.
static void takes_every_file_beside_the_repository(void **state) {
    struct world *w = *state;
    static const struct {
        const char *path;
        int64_t n;
    } files[] = {{"people/gemeente-afas.csv", 481},      {"people/politie.csv", 7},
                 {"people/maatschappelijk-werk.tsv", 8}, {"people/reiniging-cp1252.csv", 6},
                 {"people/woningcorporatie.csv", 7},     {"interop/hr/afas-style.csv", 2},
                 {"interop/hr/raet-style-cp1252.csv", 1}};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *path =
            str_c(w->place.arena, str_fmt(w->place.arena, "../shared/data/%s", files[i].path));
        struct str bytes;
        if (!file_read(w->place.arena, path, &bytes)) {
            print_message("skipped: %s is not here\n", path);
            continue;
        }
        w->input = (struct import_input){w->organisation,           IMPORT_PEOPLE, 0,
                                         str_from_c(files[i].path), STR("x.csv"),  bytes};
        assert_int_equal(store_write(w->store, take, w), RC_OK);
        check_counts(w, files[i].n, 0, 0, 0);
        assert_int_equal(store_write(w->store, take, w), RC_OK);
        check_counts(w, 0, 0, files[i].n, 0);
    }
}

static void check_value(const struct world *w, size_t row, enum import_field field,
                        const char *expected) {
    const struct str value = w->preview.rows.rows[row].value[field];
    assert_true(str_eq(value, str_from_c(expected)));
}

// afas-style.expected.json beside the file says 32 and 36 hours, 1 March 2019 and 29 February 2016;
// Raet's 0.7778 of 36 hours is 28, in quarters 112, and its byte 0xEB is an e with two dots.
static void reads_what_wage_systems_write(void **state) {
    struct world *w = *state;
    if (!take_file(w, "../shared/data/interop/hr/afas-style.csv", IMPORT_PEOPLE))
        return;
    static const char *const afas[][7] = {
        {"000123", "van der", "Berg", "128", "2019-03-01", "000200", "Anna"},
        {"000200", "", "\u00c7elik", "144", "2016-02-29", "", "Bram"}};
    for (size_t row = 0; row < COUNT_OF(afas); row++) {
        check_value(w, row, IMPORT_number, afas[row][0]);
        check_value(w, row, IMPORT_infix, afas[row][1]);
        check_value(w, row, IMPORT_family_name, afas[row][2]);
        check_value(w, row, IMPORT_hours, afas[row][3]);
        check_value(w, row, IMPORT_from, afas[row][4]);
        check_value(w, row, IMPORT_manager, afas[row][5]);
        check_value(w, row, IMPORT_given_name, afas[row][6]);
    }
    struct str bytes;
    assert_true(
        file_read(w->place.arena, "../shared/data/interop/hr/raet-style-cp1252.csv", &bytes));
    w->input = (struct import_input){w->organisation, IMPORT_PEOPLE,   0,
                                     STR("Raet"),     STR("raet.csv"), bytes};
    assert_int_equal(store_write(w->store, take, w), RC_OK);
    check_value(w, 0, IMPORT_given_name, "Zo\u00eb");
    check_value(w, 0, IMPORT_family_name, "Jansen");
    check_value(w, 0, IMPORT_hours, "112");
    check_value(w, 0, IMPORT_from, "2020-01-01");
}

// Each of 20,000 new people costs four statements: the person, the membership, the employment and
// what is noted of it; what is asked besides is the same for any file.
static enum rc take_counted(struct db *db, void *argument) {
    struct world *w = argument;
    const int64_t before = db_calls(db_read(db));
    TRY(take(db, w));
    w->calls = db_calls(db_read(db)) - before;
    return RC_OK;
}

static void takes_20000_rows_in_few_calls(void **state) {
    struct world *w = *state;
    enum { N = 20000, AROUND = 60 };
    struct buf b = buf_on(w->place.arena, 2 << 20);
    buf_c(&b, HEADER);
    for (int i = 0; i < N; i++)
        buf_fmt(&b, "%06d;Voornaam%d;van;Achternaam%d;p%d@x.example;Afdeling %d;%06d\n", i, i, i, i,
                i % 10, i / 10);
    w->input = (struct import_input){w->organisation, IMPORT_PEOPLE, 0,
                                     STR("AFAS"),     STR("x.csv"),  buf_done(&b)};
    const double from = cpu_seconds();
    assert_int_equal(store_write(w->store, take_counted, w), RC_OK);
    print_message("%d rows: %.2f s of CPU, %" PRId64 " calls\n", N, cpu_seconds() - from, w->calls);
    check_counts(w, N, 0, 0, 0);
    assert_in_range(w->calls, 4 * N, 4 * N + AROUND);
    assert_int_equal(store_write(w->store, take_counted, w), RC_OK);
    check_counts(w, 0, 0, N, 0);
    assert_in_range(w->calls, 1, AROUND);
}

// 31 applications; taken again, all are there already. A consent that turned is one change.
static void takes_applications(void **state) {
    struct world *w = *state;
    assert_true(take_file(w, "demo/people/gemeente-afas.csv", IMPORT_PEOPLE));
    assert_true(take_file(w, "demo/people/aanmeldingen-31.csv", IMPORT_APPLICATIONS));
    check_counts(w, 31, 0, 0, 0);
    assert_true(take_file(w, "demo/people/aanmeldingen-31.csv", IMPORT_APPLICATIONS));
    check_counts(w, 0, 0, 31, 0);
    assert_int_equal(take_text(w,
                               STR("Medewerker;Leervraag;Akkoord leidinggevende;"
                                   "Uren per week vrij;Samen met;Via oud-deelnemer\n"
                                   "002456;Iets anders;nee;8;;\n"),
                               IMPORT_APPLICATIONS),
                     RC_OK);
    check_counts(w, 0, 1, 0, 0);
}

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
// to the object, the mapping, the known lines and the known people.
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
    assert_in_range(db_calls(db) - before, 1, 5);
    check_counts(w, 0, 0, 161, 0);
    reader_end(reader);
    reader_close(reader);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WITH_STORE(takes_the_demo_file_twice),
        WITH_STORE(takes_every_shape),
        WITH_STORE(takes_the_files_beside_the_repository),
        WITH_STORE(takes_every_file_beside_the_repository),
        WITH_STORE(reads_what_wage_systems_write),
        WITH_STORE(takes_20000_rows_in_few_calls),
        WITH_STORE(takes_applications),
        WITH_STORE(tells_changed_from_missing),
        WITH_STORE(takes_all_or_nothing),
        WITH_STORE(refuses_unknown_applicants),
        WITH_STORE(takes_a_whole_import_back),
        WITH_STORE(keeps_an_import_that_was_built_on),
        WITH_STORE(keeps_an_import_of_long_ago),
        WITH_STORE(refuses_what_was_not_seen),
        WITH_STORE(compares_in_few_queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
