// SPDX-License-Identifier: EUPL-1.2
// CSV as spreadsheets write it, what is wrong with a file and where, and safe writing.
#include "base/testing.h"

#include "base/csv.h"
#include "base/rng.h"

struct fixture {
    struct arena *arena;
    struct csv_table table;
    struct csv_problem problem;
};

static int setup(void **state) {
    struct arena *const arena = arena_new((size_t)256 << 20);
    struct fixture *const f = NEW(arena, struct fixture);
    f->arena = arena;
    *state = f;
    return 0;
}

static int teardown(void **state) {
    arena_free(((struct fixture *)*state)->arena);
    return 0;
}

static enum rc read_csv(struct fixture *f, struct str text) {
    return csv_read(f->arena, text, &f->table, &f->problem);
}

static void a_plain_table(void **state) {
    struct fixture *const f = *state;
    assert_int_equal(read_csv(f, STR("id, naam ,uren\n1,Bas,36\n2,,NA\n\n\r\n")), RC_OK);
    assert_int_equal(f->table.n_columns, 3);
    assert_int_equal(f->table.n_rows, 2);
    assert_int_equal(f->table.separator, ',');
    assert_false(f->table.was_cp1252);
    assert_str(f->table.header[1], "naam");
    assert_str(csv_cell(&f->table, 0, 1), "Bas");
    assert_null(csv_cell(&f->table, 1, 1).p);
    assert_null(csv_cell(&f->table, 1, 2).p);
    size_t column = 99;
    assert_true(csv_find(&f->table, STR("uren"), &column));
    assert_int_equal(column, 2);
    assert_false(csv_find(&f->table, STR("Uren"), &column));
    assert_stops(csv_cell(&f->table, 2, 0));
}

static void quotes_and_lines(void **state) {
    struct fixture *const f = *state;
    const struct str text = STR("\"a;1\";b\r\n"
                                "\"twee\r\nregels\" ; \"zeg \"\"ja\"\"\"\r\n"
                                "5\" buis;\"\"\r\n"
                                "\"x\"y;\"\"\"\"");
    assert_int_equal(read_csv(f, text), RC_OK);
    assert_str(f->table.header[0], "a;1");
    assert_int_equal(f->table.n_rows, 3);
    assert_str(csv_cell(&f->table, 0, 0), "twee\r\nregels");
    assert_str(csv_cell(&f->table, 0, 1), "zeg \"ja\"");
    assert_str(csv_cell(&f->table, 1, 0), "5\" buis");
    assert_null(csv_cell(&f->table, 1, 1).p);
    assert_str(csv_cell(&f->table, 2, 0), "xy");
    assert_str(csv_cell(&f->table, 2, 1), "\"");
    assert_int_equal(f->table.lines[0], 2);
    assert_int_equal(f->table.lines[1], 4);
    assert_int_equal(f->table.lines[2], 5);
}

static void separators(void **state) {
    struct fixture *const f = *state;
    const struct {
        struct str text;
        char separator;
        size_t columns;
    } cases[] = {
        {STR("a,b\n"), ',', 2},       {STR("a;b\n"), ';', 2},
        {STR("a\tb\n"), '\t', 2},     {STR("a\n"), ',', 1},
        {STR("\",,,\";b\n"), ';', 2}, {STR("naam, voornaam;b\n"), ';', 2},
        {STR("a;b\n,,,;1"), ';', 2},  {STR("\uFEFFa;b;c"), ';', 3},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(read_csv(f, cases[i].text), RC_OK);
        assert_int_equal(f->table.separator, cases[i].separator);
        assert_int_equal(f->table.n_columns, cases[i].columns);
    }
    assert_str(f->table.header[0], "a"); // without the byte order mark
    assert_int_equal(f->table.n_rows, 0);
}

static void windows_1252(void **state) {
    struct fixture *const f = *state;
    assert_int_equal(read_csv(f, STR("na\xEFve;\"b\"\n\"Zo\xEB\";\xA0\x91t Veld\xA0\n")), RC_OK);
    assert_true(f->table.was_cp1252);
    assert_str(f->table.header[0], "na\u00EFve");
    assert_str(csv_cell(&f->table, 0, 0), "Zo\u00EB");
    assert_str(csv_cell(&f->table, 0, 1), "\u2018t Veld");
}

static void trailing_cells_and_one_column(void **state) {
    struct fixture *const f = *state;
    assert_int_equal(read_csv(f, STR("a\tb\tc\n1\t\t")), RC_OK); // the last cells may be empty
    assert_int_equal(f->table.n_rows, 1);
    assert_null(csv_cell(&f->table, 0, 2).p);
    assert_int_equal(read_csv(f, STR("a\n1\n\n2\n\n")), RC_OK);
    assert_int_equal(f->table.n_rows, 3); // an empty line between is a missing value
    assert_null(csv_cell(&f->table, 1, 0).p);
    assert_int_equal(read_csv(f, STR("a;;\n1;2;3")), RC_OK); // columns without a name
    assert_str(csv_cell(&f->table, 0, 2), "3");
}

static void problems_say_where(void **state) {
    struct fixture *const f = *state;
    const struct {
        struct str text;
        const char *what;
        size_t line, column;
    } cases[] = {
        {STR_NONE, "empty", 1, 0},
        {STR("\uFEFF \r\n\n"), "empty", 1, 0},
        {STR("\n1,2\n"), "no_header", 1, 0},
        {STR(",,\n1,2,3\n"), "no_header", 1, 0},
        {STR("a,b, a\n"), "duplicate_header", 1, 3},
        {STR("a,b\n1,2\n3\n"), "too_few_columns", 3, 0},
        {STR("a,b\n1,2\n\n3,4\n"), "too_few_columns", 3, 0},
        {STR("a,b\n\"x\ny\",2\n1,2,3\n"), "too_many_columns", 4, 0},
        {STR("a,b\n1,2\n3,\"open\n4,5\n"), "quote_open", 3, 2},
        {STR("a,b\n1,2\n3,\0\n"), "nul_byte", 3, 0},
        {STR("\xFF\xFE"
             "a\0;\0b\0\n\0"),
         "nul_byte", 1, 0}, // UTF-16
    };
    f->table.n_rows = 77;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(read_csv(f, cases[i].text), RC_INVALID);
        assert_string_equal(f->problem.what, cases[i].what);
        assert_int_equal(f->problem.line, cases[i].line);
        assert_int_equal(f->problem.column, cases[i].column);
    }
    assert_int_equal(f->table.n_rows, 77); // untouched
}

static struct str repeated(struct arena *arena, const char *start, const char *piece, size_t n) {
    struct buf b = buf_on(arena, n * strlen(piece) + 16);
    buf_c(&b, start);
    for (size_t i = 0; i < n; i++)
        buf_c(&b, piece);
    return buf_done(&b);
}

static void limits(void **state) {
    struct fixture *const f = *state;
    assert_int_equal(read_csv(f, repeated(f->arena, "a", ";", 1023)), RC_OK);
    assert_int_equal(f->table.n_columns, 1024);
    assert_int_equal(read_csv(f, repeated(f->arena, "a", ";", 1024)), RC_INVALID);
    assert_string_equal(f->problem.what, "too_large");
    assert_int_equal(read_csv(f, repeated(f->arena, "a", "\n1", 1000000)), RC_OK);
    assert_int_equal(f->table.n_rows, 1000000);
    assert_int_equal(read_csv(f, repeated(f->arena, "a", "\n1", 1000001)), RC_INVALID);
    assert_string_equal(f->problem.what, "too_large");
    assert_int_equal(f->problem.line, 1000002);
    const size_t n = ((size_t)64 << 20) + 1;
    const struct str huge = {NEW_ARRAY(f->arena, char, n), n};
    assert_int_equal(read_csv(f, huge), RC_INVALID);
    assert_string_equal(f->problem.what, "too_large");

    struct arena *const small = arena_new(10000);
    const struct str many = repeated(f->arena, "a", "\n1", 4000);
    assert_int_equal(csv_read(small, many, &f->table, &f->problem), RC_LIMIT);
    arena_free(small);
}

// Tables of awkward cells come back as they were written.
static void writing_reads_back(void **state) {
    struct fixture *const f = *state;
    static const char *const CELLS[] = {"a",    "\"",        "x;y",        "1,5",   "twee\nregels",
                                        "\"\"", "tab\there", "Esm\u00E9e", "\"; \""};
    struct rng rng = rng_seeded(3);
    for (int round = 0; round < 200; round++) {
        const char separator = ",;\t"[round % 3];
        struct buf b = buf_on(f->arena, 256);
        buf_fmt(&b, "h1%ch2%ch3\r\n", separator, separator);
        size_t chosen[12];
        for (size_t i = 0; i < COUNT_OF(chosen); i++) {
            chosen[i] = rng_below(&rng, COUNT_OF(CELLS));
            csv_text(&b, str_from_c(CELLS[chosen[i]]));
            buf_c(&b, i % 3 < 2 ? (const char[]){separator, '\0'} : "\r\n");
        }
        assert_int_equal(read_csv(f, buf_done(&b)), RC_OK);
        for (size_t i = 0; i < COUNT_OF(chosen); i++)
            assert_str(csv_cell(&f->table, i / 3, i % 3), CELLS[chosen[i]]);
    }
}

static void formulas_are_disarmed(void **state) {
    struct fixture *const f = *state;
    const struct {
        const char *text, *written;
    } cases[] = {
        {"=1+1", "'=1+1"},
        {"+31", "'+31"},
        {"-", "'-"},
        {"@x", "'@x"},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"\uFF1D1", "'\uFF1D1"},
        {"\uFF0B1", "'\uFF0B1"},
        {"\uFF0D1", "'\uFF0D1"},
        {"\uFF20x", "'\uFF20x"},
        {"=\"a\"", "\"'=\"\"a\"\"\""},
        {"a=1", "a=1"},
        {" a", "\" a\""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b = buf_on(f->arena, 0);
        csv_text(&b, str_from_c(cases[i].text));
        assert_str(buf_done(&b), cases[i].written);
    }
    struct buf b = buf_on(f->arena, 0);
    csv_text(&b, STR_NONE);
    assert_int_equal(b.n, 0);
}

// Damaged in any way, a file gives a table or a problem inside the file. The sanitizers watch.
static void damage_is_survived(void **state) {
    struct fixture *const f = *state;
    static const char ALPHABET[] = "ab\"\";;,\n\n\r \t\xEB\0";
    struct rng rng = rng_seeded(9);
    struct arena *const arena = arena_child(f->arena, 1 << 20);
    for (int round = 0; round < 20000; round++) {
        char bytes[40];
        const size_t n = rng_below(&rng, sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = ALPHABET[rng_below(&rng, sizeof ALPHABET - 1)];
        struct csv_table table = {0};
        struct csv_problem problem = {0};
        const enum rc rc = csv_read(arena, (struct str){bytes, n}, &table, &problem);
        assert_true(rc == RC_OK ? table.n_columns > 0 : problem.line > 0 && problem.line <= n + 1);
        for (size_t i = 0; i < table.n_columns * table.n_rows; i++)
            assert_true(table.cells[i].p == NULL || table.cells[i].n > 0);
        arena_reset(arena);
    }
}

static bool read_file(struct arena *arena, const char *path, struct str *ret_text) {
    FILE *const file = fopen(path, "rb");
    if (file == NULL)
        return false;
    struct buf b = buf_on(arena, 1 << 16);
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(&b, piece, n);
    fclose(file);
    *ret_text = buf_done(&b);
    return true;
}

// Exports of six organisations; figures and cells counted with Python's csv module.
static void real_exports(void **state) {
    struct fixture *const f = *state;
    static const struct {
        const char *name;
        size_t rows, columns;
        char separator;
        bool was_cp1252;
        size_t row, column;
        const char *cell;
    } FILES[] = {
        {"gemeente-afas.csv", 481, 14, ';', false, 1, 3, "Y\u0131lmaz"},
        {"politie.csv", 7, 7, ',', false, 0, 2, "van der"},
        {"maatschappelijk-werk.tsv", 8, 4, '\t', false, 7, 0, "Amrani, Lo\u00EFs el"},
        {"reiniging-cp1252.csv", 6, 6, ';', true, 5, 1, "Zo\u00EB in 't Veld"},
        {"woningcorporatie.csv", 7, 6, ',', false, 6, 2, "el Amrani"},
        {"aanmeldingen-31.csv", 31, 6, ';', false, 30, 0, "000146"},
        {"samen-30.csv", 30, 3, ',', false, 29, 0, "W5"},
    };
    for (size_t i = 0; i < COUNT_OF(FILES); i++) {
        const struct str path = str_fmt(f->arena, "../shared/data/people/%s", FILES[i].name);
        struct str text;
        if (!read_file(f->arena, path.p, &text)) {
            print_message("SKIPPED: " STR_FMT " is not here\n", STR_ARG(path));
            skip();
        }
        assert_int_equal(read_csv(f, text), RC_OK);
        assert_int_equal(f->table.n_rows, FILES[i].rows);
        assert_int_equal(f->table.n_columns, FILES[i].columns);
        assert_int_equal(f->table.separator, FILES[i].separator);
        assert_int_equal(f->table.was_cp1252, FILES[i].was_cp1252);
        assert_str(csv_cell(&f->table, FILES[i].row, FILES[i].column), FILES[i].cell);
        assert_int_equal(f->table.lines[f->table.n_rows - 1], FILES[i].rows + 1);
    }
}

#define CSV_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CSV_TEST(a_plain_table),
        CSV_TEST(quotes_and_lines),
        CSV_TEST(separators),
        CSV_TEST(windows_1252),
        CSV_TEST(trailing_cells_and_one_column),
        CSV_TEST(problems_say_where),
        CSV_TEST(limits),
        CSV_TEST(writing_reads_back),
        CSV_TEST(formulas_are_disarmed),
        CSV_TEST(damage_is_survived),
        CSV_TEST(real_exports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
