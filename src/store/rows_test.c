// SPDX-License-Identifier: EUPL-1.2
// Rows of every kind of value as JSON and CSV. Blobs appear in neither.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/db.h"

struct row {
    int64_t id;
    struct opt_int number;
    bool flag;
    double share;
    struct str name, data;
    struct day day;
    struct clock clock;
    struct instant at;
};
#define COLUMN(field, kind, nullable)                                                              \
    { #field, kind, nullable, offsetof(struct row, field) }
static const struct column columns[] = {
    COLUMN(data, VALUE_BLOB, true),      COLUMN(id, VALUE_INT, false),
    COLUMN(number, VALUE_OPT_INT, true), COLUMN(flag, VALUE_FLAG, false),
    COLUMN(share, VALUE_REAL, true),     COLUMN(name, VALUE_TEXT, true),
    COLUMN(day, VALUE_DAY, true),        COLUMN(clock, VALUE_CLOCK, true),
    COLUMN(at, VALUE_INSTANT, true),
};
static const struct shape shape = {"row", sizeof(struct row), COUNT_OF(columns), columns};

// 20797 = 56 * 365 + 14 leap days + 343: 2026-12-10. 86399 s is the last second of 1970-01-01.
static const struct row rows[] = {
    {.id = -1,
     .number = {5, true},
     .flag = true,
     .share = 0.5,
     .name = STR("=Vries, \"de\""),
     .data = STR("secret"),
     .day = {20797},
     .clock = {570},
     .at = {86399}},
    {.id = 2,
     .share = NAN,
     .name = STR_NONE,
     .day = DAY_NONE,
     .clock = CLOCK_NONE,
     .at = INSTANT_NONE},
};

static void assert_buf(const struct buf *b, struct str want) {
    const struct str got = buf_done(b);
    if (!str_eq(got, want))
        print_error(STR_FMT "\n", STR_ARG(got));
    assert_true(str_eq(got, want));
}

static void test_json(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 64);
    struct json j = json_on(&b);
    rows_json(&j, &shape, rows, 2);
    assert_buf(&b, STR("[{\"id\":-1,\"number\":5,\"flag\":true,\"share\":0.5,"
                       "\"name\":\"=Vries, \\\"de\\\"\",\"day\":\"2026-12-10\",\"clock\":\"09:30\","
                       "\"at\":\"1970-01-01T23:59:59Z\"},"
                       "{\"id\":2,\"number\":null,\"flag\":false,\"share\":null,\"name\":null,"
                       "\"day\":null,\"clock\":null,\"at\":null}]"));
    arena_free(arena);
}

static void test_csv(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 64);
    rows_csv(&b, &shape, rows, 2);
    assert_buf(&b, STR("id,number,flag,share,name,day,clock,at\n"
                       "-1,5,1,0.5,\"'=Vries, \"\"de\"\"\",2026-12-10,09:30,1970-01-01T23:59:59Z\n"
                       "2,,0,,,,,\n"));
    arena_free(arena);
}

static void test_no_rows(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 64), c = buf_on(arena, 64);
    struct json j = json_on(&b);
    rows_json(&j, &shape, NULL, 0);
    rows_csv(&c, &shape, NULL, 0);
    assert_buf(&b, STR("[]"));
    assert_buf(&c, STR("id,number,flag,share,name,day,clock,at\n"));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
