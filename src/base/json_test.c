// SPDX-License-Identifier: EUPL-1.2
// What is written is read back by jansson: its parser is the oracle.
#include "base/testing.h"

#include <float.h>
#include <jansson.h>
#include <math.h>

#include "base/json.h"
#include "base/rng.h"

static json_t *read_back(const struct buf *b) {
    const struct str text = buf_done(b);
    json_error_t error;
    json_t *const value = json_loadb(
        text.p, text.n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (value == NULL)
        fail_msg("%s: " STR_FMT, error.text, STR_ARG(text));
    return value;
}

static void nesting_and_commas(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 0);
    struct json j = json_on(&b);
    json_open_object(&j);
    json_key(&j, STR("empty"));
    json_open_array(&j);
    json_end(&j);
    json_key(&j, STR("rows"));
    json_open_array(&j);
    json_i64(&j, INT64_MIN);
    json_open_object(&j);
    json_key(&j, STR("n"));
    json_f64(&j, 0.5);
    json_end(&j);
    json_open_array(&j);
    json_bool(&j, true);
    json_bool(&j, false);
    json_end(&j);
    json_none(&j);
    json_str(&j, STR_NONE);
    json_str(&j, STR(""));
    json_end(&j);
    json_key(&j, STR("day"));
    json_day(&j, day_from_ymd(2026, 11, 24));
    json_key(&j, STR("no_day"));
    json_day(&j, DAY_NONE);
    json_key(&j, STR("instant"));
    json_instant(&j, (struct instant){0});
    json_end(&j);
    assert_str(buf_done(&b),
               "{\"empty\":[],\"rows\":[-9223372036854775808,{\"n\":0.5},[true,false],null,null,"
               "\"\"],\"day\":\"2026-11-24\",\"no_day\":null,"
               "\"instant\":\"1970-01-01T00:00:00Z\"}");
    json_decref(read_back(&b));
    arena_free(arena);
}

static void deepest_nesting(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 0);
    struct json j = json_on(&b);
    for (int i = 0; i < 63; i++)
        json_open_array(&j);
    assert_stops(json_open_array(&j));
    for (int i = 0; i < 63; i++)
        json_end(&j);
    json_decref(read_back(&b));
    arena_free(arena);
}

static void every_byte_in_a_text(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    char all[0x80];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)i;
    const struct str texts[] = {{all, sizeof all}, STR("Esm\u00E9e \U0001F600 \"\\/\u2028")};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct buf b = buf_on(arena, 0);
        struct json j = json_on(&b);
        json_str(&j, texts[i]);
        json_t *const value = read_back(&b);
        assert_int_equal(json_string_length(value), texts[i].n);
        assert_memory_equal(json_string_value(value), texts[i].p, texts[i].n);
        json_decref(value);
    }
    struct buf b = buf_on(arena, 0);
    struct json j = json_on(&b);
    json_str(&j, STR("Zo\xEB \x80")); // not UTF-8: read as Windows-1252
    assert_str(buf_done(&b), "\"Zo\u00EB \u20AC\"");
    arena_free(arena);
}

static struct str real_text(struct arena *arena, double value) {
    struct buf *const b = NEW(arena, struct buf);
    *b = buf_on(arena, 32);
    struct json j = json_on(b);
    json_f64(&j, value);
    return buf_done(b);
}

static void reals_read_back(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    assert_str(real_text(arena, 0.1), "0.1");
    assert_str(real_text(arena, 1.0 / 3), "0.3333333333333333");    // 16 digits are enough
    assert_str(real_text(arena, 0.1 + 0.2), "0.30000000000000004"); // 17 are needed
    assert_str(real_text(arena, 36), "36");
    assert_str(real_text(arena, DBL_TRUE_MIN), "4.94065645841247e-324"); // printf "%.15g"
    assert_str(real_text(arena, NAN), "null");
    assert_str(real_text(arena, -INFINITY), "null");
    const double edges[] = {0.0, -0.0, DBL_MAX, DBL_MIN, DBL_TRUE_MIN, 1e20, 123456789012345678.0};
    struct rng rng = rng_seeded(1);
    for (size_t i = 0; i < 3000; i++) {
        double value;
        const uint64_t bits = rng_u64(&rng);
        memcpy(&value, i < COUNT_OF(edges) ? &edges[i] : (const void *)&bits, sizeof value);
        if (!isfinite(value))
            continue;
        struct buf b = buf_on(arena, 32);
        struct json j = json_on(&b);
        json_f64(&j, value);
        json_t *const read = read_back(&b);
        assert_true(json_is_number(read) && json_number_value(read) == value);
        json_decref(read);
        arena_reset(arena);
    }
    arena_free(arena);
}

static void wrong_nesting_stops(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 0);
    struct json j = json_on(&b);
    assert_stops(json_end(&j));
    assert_stops(json_key(&j, STR("a")));
    json_open_object(&j);
    assert_stops(json_i64(&j, 1)); // no key
    json_key(&j, STR("a"));
    assert_stops(json_key(&j, STR("b")));
    assert_stops(json_end(&j)); // no value
    json_open_array(&j);
    assert_stops(json_key(&j, STR("c")));
    json_end(&j);
    json_end(&j);
    assert_stops(json_i64(&j, 1)); // a second document
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nesting_and_commas),   cmocka_unit_test(deepest_nesting),
        cmocka_unit_test(every_byte_in_a_text), cmocka_unit_test(reals_read_back),
        cmocka_unit_test(wrong_nesting_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
