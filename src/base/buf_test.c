// SPDX-License-Identifier: EUPL-1.2
// Growing texts: what is written is what stands there, across every growth.
#include "base/testing.h"

#include "base/buf.h"

static void pieces_stand_in_order(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    struct buf b = buf_on(arena, 0);
    assert_str(buf_done(&b), "");
    buf_lit(&b, "a");
    buf_str(&b, STR("bc"));
    buf_str(&b, STR_NONE);
    buf_c(&b, "d");
    buf_char(&b, 'e');
    buf_i64(&b, INT64_MIN);
    buf_fmt(&b, "<%03d>", 7);
    assert_str(buf_done(&b), "abcde-9223372036854775808<007>");
    arena_free(arena);
}

static void formats_fit_at_every_remaining_room(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    for (size_t capacity = 0; capacity < 20; capacity++) {
        struct buf b = buf_on(arena, capacity);
        for (int i = 0; i < 3; i++)
            buf_fmt(&b, "%s%d", "word", i);
        assert_str(buf_done(&b), "word0word1word2");
    }
    arena_free(arena);
}

static void growth_is_linear(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    struct buf b = buf_on(arena, 16);
    for (size_t i = 0; i < 100000; i++)
        buf_char(&b, (char)('a' + i % 26));
    assert_int_equal(b.n, 100000);
    for (size_t i = 0; i < b.n; i++)
        assert_int_equal(b.p[i], 'a' + i % 26);
    assert_true(arena_used(arena) < 4 * b.n); // 16 + 32 + ... + 131072
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stand_in_order),
        cmocka_unit_test(formats_fit_at_every_remaining_room),
        cmocka_unit_test(growth_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
