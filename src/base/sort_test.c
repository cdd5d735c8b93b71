// SPDX-License-Identifier: EUPL-1.2
// The sort: right order for every size up to 100, and equals as they stood.
#include "base/testing.h"

#include "base/rng.h"

struct item {
    int32_t key, place;
};

static int by_key(const void *a, const void *b, void *calls) {
    const struct item *const left = a, *const right = b;
    ++*(size_t *)calls;
    return (left->key > right->key) - (left->key < right->key);
}

static void sorts_and_keeps_equals(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    struct rng rng = rng_seeded(1);
    for (size_t n = 0; n <= 100; n++) {
        struct item *const items = NEW_ARRAY(arena, struct item, n);
        int64_t sum = 0, sum_after = 0;
        for (size_t i = 0; i < n; i++) {
            items[i] = (struct item){(int32_t)rng_below(&rng, 10), (int32_t)i};
            sum += items[i].key * 1000 + items[i].place;
        }
        size_t calls = 0;
        sort_stable(arena, items, n, sizeof *items, by_key, &calls);
        for (size_t i = 0; i < n; i++) {
            sum_after += items[i].key * 1000 + items[i].place;
            if (i > 0 && items[i - 1].key == items[i].key)
                assert_true(items[i - 1].place < items[i].place);
            else if (i > 0)
                assert_true(items[i - 1].key < items[i].key);
        }
        assert_int_equal(sum, sum_after);
        assert_true(calls <= n * 7); // 2^7 > 100: at most seven rounds
    }
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sorts_and_keeps_equals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
