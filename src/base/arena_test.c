// SPDX-License-Identifier: EUPL-1.2
// Arenas: zeroed and aligned memory, the order of releases, limits, and poison after a reset.
#include "base/testing.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(UNDER_ASAN)
#include <sanitizer/asan_interface.h>
#define IS_POISONED(p) (__asan_address_is_poisoned(p) != 0)
#else
#define IS_POISONED(p) ((void)(p), true)
#endif

static void memory_is_zeroed_and_aligned_after_reuse(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    for (int round = 0; round < 2; round++) {
        for (size_t n = 0; n < 200; n++) {
            unsigned char *const p = arena_alloc(arena, n, 3);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < 3 * n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, 3 * n);
        }
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void pieces_do_not_overlap(void **state) {
    (void)state;
    struct arena *const arena = arena_new((size_t)16 << 20);
    enum { PIECES = 300 };
    unsigned char *piece[PIECES];
    for (size_t i = 0; i < PIECES; i++) { // up to 45 KB, so beyond the size of the first blocks
        piece[i] = NEW_ARRAY(arena, unsigned char, 150 * i + 1);
        memset(piece[i], (int)(i % 251), 150 * i + 1);
    }
    for (size_t i = 0; i < PIECES; i++) {
        assert_int_equal(piece[i][0], i % 251);
        assert_int_equal(piece[i][150 * i], i % 251);
    }
    arena_free(arena);
}

static void used_counts_whole_sixteens(void **state) {
    (void)state;
    struct arena *const arena = arena_new(100);
    arena_alloc(arena, 1, 1);  // 16
    arena_alloc(arena, 2, 16); // 32
    arena_alloc(arena, 0, 8);  // 16: never NULL
    assert_int_equal(arena_used(arena), 64);
    assert_int_equal(ARENA_CHECK(arena), RC_OK);
    arena_alloc(arena, 37, 1); // 48, together 112 > 100
    assert_true(arena_over(arena));
    assert_int_equal(ARENA_CHECK(arena), RC_LIMIT);
    arena_reset(arena);
    assert_false(arena_over(arena));
    arena_free(arena);
}

static char order[16];

static void note(void *letter) {
    const size_t n = strlen(order);
    assert_true(n + 1 < sizeof order);
    order[n] = *(const char *)letter;
}

static char letters[] = "abcdef";

static void releases_run_in_reverse_and_once(void **state) {
    (void)state;
    memset(order, 0, sizeof order);
    struct arena *const arena = arena_new(1 << 16);
    for (size_t i = 0; i < 3; i++)
        arena_defer(arena, note, &letters[i]);
    arena_reset(arena);
    assert_string_equal(order, "cba");
    arena_defer(arena, note, &letters[3]);
    arena_free(arena);
    assert_string_equal(order, "cbad");
}

static void a_child_ends_with_its_parent_or_before(void **state) {
    (void)state;
    memset(order, 0, sizeof order);
    struct arena *const parent = arena_new(1 << 16);
    arena_defer(parent, note, &letters[0]);
    struct arena *const early = arena_child(parent, 1 << 16);
    arena_defer(early, note, &letters[1]);
    struct arena *const late = arena_child(parent, 1 << 16);
    arena_defer(late, note, &letters[2]);
    struct arena *const grandchild = arena_child(late, 1 << 16);
    arena_defer(grandchild, note, &letters[3]);
    arena_defer(parent, note, &letters[4]);

    const size_t before = arena_used(parent);
    arena_alloc(late, 1000, 1);
    assert_int_equal(arena_used(parent), before);
    arena_free(early);
    assert_string_equal(order, "b");
    arena_reset(parent); // e, then late: d (its child's, the newest) and c, then a
    assert_string_equal(order, "bedca");
    arena_free(parent);
    assert_string_equal(order, "bedca");
}

static void reset_poisons(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    char *const p = NEW_ARRAY(arena, char, 32);
    p[31] = 1;
    assert_true(IS_POISONED(p + 32)); // the guard
    arena_reset(arena);
    assert_true(IS_POISONED(p));
    assert_true(NEW_ARRAY(arena, char, 32) == p); // the block was kept
    arena_free(arena);
}

static void a_loop_that_forgot_the_limit_stops(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1000);
    arena_alloc(arena, 4000, 1);
    assert_stops(arena_alloc(arena, 64, 1));
    assert_stops(arena_alloc(arena, SIZE_MAX / 2, 3)); // the product does not fit
    assert_stops(arena_new(0));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_after_reuse),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(used_counts_whole_sixteens),
        cmocka_unit_test(releases_run_in_reverse_and_once),
        cmocka_unit_test(a_child_ends_with_its_parent_or_before),
        cmocka_unit_test(reset_poisons),
        cmocka_unit_test(a_loop_that_forgot_the_limit_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
