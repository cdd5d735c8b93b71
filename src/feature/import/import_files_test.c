// SPDX-License-Identifier: EUPL-1.2
// Whole files into a real store: what they make, and that a second time changes nothing. Figures:
// demo/people/README.md, counted there by hand; the larger files are read when they stand beside
// the repository.
#include <jansson.h>
#include <math.h>

#include "feature/import/test_world.h"

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

// An organisation of its own for the next file, called after it.
static enum rc partner_add(struct db *db, void *argument) {
    struct world *w = argument;
    struct organisation_add_row added;
    TRY(q_organisation_add(db, w->place.arena, w->input.source, STR("other"), STR("P"), false, now,
                           &added));
    w->input.organisation = added.id;
    return RC_OK;
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
        assert_int_equal(store_write(w->store, partner_add, w), RC_OK);
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

static const char *text_at(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? json_string_value(value) : "";
}

// The rows of afas-style.csv say what afas-style.expected.json beside it says. Its part time is a
// share of a full week, four decimals; ours is kept as hours of a week of 36.
static void check_against(const struct world *w, struct str json) {
    json_t *root = json_loadb(json.p, json.n, 0, NULL);
    assert_int_equal(json_array_size(root), w->preview.rows.n);
    for (size_t row = 0; row < w->preview.rows.n; row++) {
        const json_t *one = json_array_get(root, row);
        int64_t quarters;
        check_value(w, row, IMPORT_number, text_at(one, "external_id"));
        check_value(w, row, IMPORT_infix, text_at(one, "prefix"));
        check_value(w, row, IMPORT_family_name, text_at(one, "family_name"));
        check_value(w, row, IMPORT_from, text_at(one, "start"));
        check_value(w, row, IMPORT_manager, text_at(one, "manager"));
        assert_int_equal(str_i64(w->preview.rows.rows[row].value[IMPORT_hours], &quarters), RC_OK);
        assert_true((double)quarters / 4 == json_number_value(json_object_get(one, "hours")));
        assert_true(round((double)quarters / 144 * 1e4) / 1e4 ==
                    json_number_value(json_object_get(one, "fte")));
    }
    json_decref(root);
}

// Raet's 0.7778 of 36 hours is 28, in quarters 112, and its byte 0xEB is an e with two dots.
static void reads_what_wage_systems_write(void **state) {
    struct world *w = *state;
    if (!take_file(w, "../shared/data/interop/hr/afas-style.csv", IMPORT_PEOPLE))
        return;
    struct str expected = STR_NONE;
    assert_true(
        file_read(w->place.arena, "../shared/data/interop/hr/afas-style.expected.json", &expected));
    check_against(w, expected);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
