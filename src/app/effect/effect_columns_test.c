// SPDX-License-Identifier: EUPL-1.2
// Columns of files as spreadsheets write them, numbers to the last bit of the C library, and the
// place of what cannot be read.
#include "base/testing.h"

#include <math.h>

#include "app/effect/effect_columns.h"
#include "app/effect/effect_number.h"
#include "base/rng.h"

static char path[] = "/tmp/columns_XXXXXX";
static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 28);
    const int fd = mkstemp(path);
    return fd >= 0 ? close(fd) : -1;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return unlink(path);
}

static struct effect_column columns[3];
static struct effect_rows rows;

// Reads columns a (number), b (whole) and c (text) of a file with these bytes.
static enum rc read_data(const char *text, size_t n) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fwrite(text, 1, n, file) == n);
    assert_int_equal(fclose(file), 0);
    columns[0] = (struct effect_column){.name = STR("a"), .kind = EFFECT_REAL};
    columns[1] = (struct effect_column){.name = STR("b"), .kind = EFFECT_WHOLE};
    columns[2] = (struct effect_column){.name = STR("c"), .kind = EFFECT_NAME};
    return effect_read_columns(arena, str_from_c(path), columns, 3, &rows);
}

static enum rc read_text(const char *text) {
    return read_data(text, strlen(text));
}

static void dialects_mean_the_same(void **state) {
    (void)state;
    static const char *const FILES[] = {
        "a,b,c\n1.5,2,x\n,NA,\n-3e2,-7,\"say \"\"ij\"\", twice\"\n",
        "\xEF\xBB\xBFz;c;b;a\r\n;x;2;1,5\r\n9;;;NA\r\n;\"say \"\"ij\"\", twice\";-7;-300\r\n\r\n",
        "c\tb\ta\nx\t2.0\t1.5\nNA\t\t\n\"say \"\"ij\"\", twice\"\t-7\t-3E+02",
        "b, a ,c\n\"2\",\"1,5\" , x \n NA,,\n-7,-300.00, \"say \"\"ij\"\", twice\"\n",
    };
    for (size_t k = 0; k < COUNT_OF(FILES); k++) {
        assert_int_equal(read_text(FILES[k]), RC_OK);
        assert_int_equal(rows.n, 3);
        assert_true(columns[0].reals[0] == 1.5 && columns[0].reals[2] == -300);
        assert_true(isnan(columns[0].reals[1]));
        assert_int_equal(columns[1].numbers[0], 2);
        assert_int_equal(columns[1].numbers[1], EFFECT_MISSING);
        assert_int_equal(columns[1].numbers[2], -7);
        assert_int_equal(columns[2].n_names, 2);
        assert_str(columns[2].names[0], "say \"ij\", twice"); // in the order of the bytes
        assert_int_equal(columns[2].numbers[0], 1);
        assert_int_equal(columns[2].numbers[1], EFFECT_MISSING);
        assert_int_equal(columns[2].numbers[2], 0);
        assert_int_equal(rows.lines[2], 4);
    }
}

static void lines_are_counted_through_quotes(void **state) {
    (void)state;
    assert_int_equal(read_text("a,b,c\n1,1,\"two\nlines\"\n2,2,x"), RC_OK);
    assert_int_equal(rows.lines[0], 2);
    assert_int_equal(rows.lines[1], 4);
    assert_int_equal(read_text("a,b,c\n"), RC_OK);
    assert_int_equal(rows.n, 0);
}

static void one_column_may_be_asked_for_twice(void **state) {
    (void)state;
    assert_int_equal(read_text("a,b,c\n1,2,7\n"), RC_OK);
    struct effect_column twice[] = {{.name = STR("c"), .kind = EFFECT_NAME},
                                    {.name = STR("c"), .kind = EFFECT_REAL}};
    assert_int_equal(effect_read_columns(arena, str_from_c(path), twice, 2, &rows), RC_OK);
    assert_str(twice[0].names[0], "7");
    assert_true(twice[1].reals[0] == 7);
    struct str *names;
    size_t n;
    assert_int_equal(effect_read_header(arena, str_from_c(path), &names, &n), RC_OK);
    assert_int_equal(n, 3);
    assert_str(names[2], "c");
}

// What is said on standard error begins with the place.
static void assert_place(const char *text, size_t n, const char *place) {
    char said[200] = "";
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const int kept = dup(STDERR_FILENO);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    const enum rc rc = read_data(text, n);
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    (void)close(kept);
    (void)close(ends[1]);
    const ssize_t got = read(ends[0], said, sizeof said - 1);
    (void)close(ends[0]);
    assert_int_equal(rc, RC_INVALID);
    assert_true(got > 0);
    const char *const wanted = str_c(arena, str_fmt(arena, "%s:%s: ", path, place));
    if (strncmp(said, wanted, strlen(wanted)) != 0)
        fail_msg("%s instead of %s", said, wanted);
}

static void what_cannot_be_read_has_a_place(void **state) {
    (void)state;
    static const struct {
        const char *text, *place;
    } CASES[] = {
        {"", "1:0"},
        {"a,b\n1,2\n", "1:0"},
        {"a,b,c\n1,2,x\nInf,2,x\n", "3:1"},
        {"a,b,c\n1,2,x\nNaN,2,x\n", "3:1"},
        {"a,b,c\n1,2,x\n-inf,2,x\n", "3:1"},
        {"a,b,c\n1e999,2,x\n", "2:1"},
        {"a,b,c\n1,2.5,x\n", "2:2"},
        {"a,b,c\n1,2000000000,x\n", "2:2"},
        {"a,b,c\n1,2\n", "2:0"},
        {"a,b,c\n1,2,3,4\n", "2:0"},
        {"a,b,c\n1,2,\"x\n", "2:3"},
        {"a,b,c\n1,2,\"x\"y\n", "2:3"},
        {"a,b,a\n1,2,x\n", "1:3"},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++)
        assert_place(CASES[k].text, strlen(CASES[k].text), CASES[k].place);
    assert_place("a,b,c\n1,2,\0\n", 12, "1:0");
}

static void numbers_are_those_of_the_library(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    char text[64];
    double got;
    for (int i = 0; i < 300000; i++) {
        const uint64_t bits = rng_u64(&rng);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (i % 3 == 0)
            x = (rng_real(&rng) - 0.5) * 1e4;
        if (!isfinite(x))
            continue;
        snprintf(text, sizeof text, "%.*g", 1 + (int)rng_below(&rng, 17), x);
        if (isinf(strtod(text, NULL)))
            continue;
        assert_int_equal(effect_number_read(str_from_c(text), &got), RC_OK);
        if (got != strtod(text, NULL))
            fail_msg("%s gave %.17g", text, got);
    }
    static const char *const LONG[] = {"0.30000000000000004",
                                       "00012,50",
                                       "9007199254740993",
                                       ".5",
                                       "5.",
                                       "-0",
                                       "123456789012345678901234567890",
                                       "+1e-3"};
    for (size_t k = 0; k < COUNT_OF(LONG); k++) {
        char *point = str_c(arena, str_from_c(LONG[k]));
        if (strchr(point, ',') != NULL)
            *strchr(point, ',') = '.';
        assert_int_equal(effect_number_read(str_from_c(LONG[k]), &got), RC_OK);
        assert_true(got == strtod(point, NULL));
    }
    static const char *const NONE[] = {"",     "-",   ".",   "1.2.3", "1,2.3", "1e",  "1e+",
                                       "0x10", "1 2", "inf", "nan",   "1e5x",  "--1", "e5"};
    for (size_t k = 0; k < COUNT_OF(NONE); k++)
        assert_int_equal(effect_number_read(str_from_c(NONE[k]), &got), RC_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dialects_mean_the_same),
        cmocka_unit_test(lines_are_counted_through_quotes),
        cmocka_unit_test(one_column_may_be_asked_for_twice),
        cmocka_unit_test(what_cannot_be_read_has_a_place),
        cmocka_unit_test(numbers_are_those_of_the_library),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
