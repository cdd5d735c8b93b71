// SPDX-License-Identifier: EUPL-1.2
// Tables that are too large to be searched through: nothing comes out narrow, nothing is hidden in
// vain, the way round a lone small count is the cheapest there is, and bridges are on no cycle.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/suppress/suppress.h"
#include "effect/test_expected.h"

static const struct effect_suppress_options FLOOR_5 = {.floor = 5};

static bool all_wide(const struct effect_suppression *s, const uint8_t *state) {
    for (int32_t k = 0; k < (s->n_rows + 1) * (s->n_cols + 1); k++) {
        if (state[k] == EFFECT_CELL_PRIMARY &&
            !effect_suppress_audit(arena, s->n_rows, s->n_cols, s->count, state, k).is_wide)
            return false;
    }
    return true;
}

// Larger than is searched exactly: nothing is narrow, and no cell gives itself away.
static void large_tables_are_safe(void **state) {
    (void)state;
    enum { ROWS = 60, COLS = 12 };
    struct rng rng = rng_seeded(3);
    static int64_t count[ROWS * COLS];
    for (int32_t k = 0; k < ROWS * COLS; k++)
        count[k] = rng_below(&rng, 12) == 0 ? rng_below(&rng, 5) : rng_below(&rng, 60) + 5;
    const struct effect_counts counts = {ROWS, COLS, count};
    struct effect_suppression s;
    effect_suppress(arena, &counts, &FLOOR_5, &s);
    assert_int_equal(s.refusal, EFFECT_SUPPRESS_FINE);
    assert_false(s.is_optimal);
    assert_true(s.n_primary > 30);
    for (int32_t k = 0; k < s.n_primary; k++)
        assert_true(s.audit[k].is_wide);
}

// No complementary cell could be shown without some small count coming out narrow.
static void nothing_is_hidden_in_vain(void **state) {
    (void)state;
    enum { ROWS = 12, COLS = 8 };
    struct rng rng = rng_seeded(4);
    for (int32_t round = 0; round < 20; round++) {
        int64_t count[ROWS * COLS];
        for (int32_t k = 0; k < ROWS * COLS; k++)
            count[k] = rng_below(&rng, 9) == 0 ? rng_below(&rng, 5) : rng_below(&rng, 60) + 5;
        const struct effect_counts counts = {ROWS, COLS, count};
        struct effect_suppression s;
        effect_suppress(arena, &counts, &FLOOR_5, &s);
        assert_int_equal(s.refusal, EFFECT_SUPPRESS_FINE);
        for (int32_t k = 0; k < (ROWS + 1) * (COLS + 1); k++) {
            if (s.state[k] != EFFECT_CELL_COMPLEMENTARY)
                continue;
            s.state[k] = EFFECT_CELL_SHOWN;
            assert_false(all_wide(&s, s.state));
            s.state[k] = EFFECT_CELL_COMPLEMENTARY;
        }
    }
}

// One small count among large ones: the cheapest three that close a rectangle with it, by trying
// all.
static void the_way_round_is_the_cheapest(void **state) {
    (void)state;
    enum { ROWS = 9, COLS = 7 };
    struct rng rng = rng_seeded(7);
    for (int32_t round = 0; round < 100; round++) {
        int64_t count[ROWS * COLS], least = INT64_MAX;
        for (int32_t k = 0; k < ROWS * COLS; k++)
            count[k] = 10 + rng_below(&rng, 60);
        const int32_t row = (int32_t)rng_below(&rng, ROWS), col = (int32_t)rng_below(&rng, COLS);
        count[row * COLS + col] = 1 + rng_below(&rng, 4);
        for (int32_t r = 0; r < ROWS; r++) {
            for (int32_t c = 0; c < COLS; c++) {
                const int64_t sum =
                    count[row * COLS + c] + count[r * COLS + col] + count[r * COLS + c];
                least = r != row && c != col && sum < least ? sum : least;
            }
        }
        struct effect_suppression s;
        effect_suppress(arena, &(struct effect_counts){ROWS, COLS, count}, &FLOOR_5, &s);
        assert_int_equal(s.n_complementary, 3);
        assert_int_equal(s.sum_complementary, least);
    }
}

// ---- bridges -----------------------------------------------------------------------------------

// Does a walk over hidden cells other than this one lead from one of its ends to the other?
static bool is_on_a_cycle(const struct suppress *s, int32_t cell) {
    bool seen[16] = {false};
    seen[s->tail[cell]] = true;
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (int32_t k = 0; k < s->n; k++) {
            const int32_t tail = s->tail[k], head = s->head[k];
            if (k == cell || s->state[k] == EFFECT_CELL_SHOWN || seen[tail] == seen[head])
                continue;
            seen[tail] = seen[head] = is_new = true;
        }
    }
    return seen[s->head[cell]];
}

static void a_bridge_is_on_no_cycle(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    int32_t n_bridges = 0, n_others = 0;
    for (int32_t round = 0; round < 500; round++) {
        static const int64_t COUNT[4 * 3];
        const struct effect_counts counts = {4, 3, COUNT};
        struct effect_suppression unused;
        struct suppress s;
        bool is_bridge[20];
        suppress_begin(arena, &counts, &FLOOR_5, &s, &unused);
        for (int32_t k = 0; k < s.n; k++)
            s.state[k] = rng_below(&rng, 5) < 2 ? EFFECT_CELL_PRIMARY : EFFECT_CELL_SHOWN;
        suppress_bridges(&s, is_bridge);
        for (int32_t k = 0; k < s.n; k++) {
            const bool is_hidden = s.state[k] != EFFECT_CELL_SHOWN;
            assert_int_equal(is_bridge[k], is_hidden && !is_on_a_cycle(&s, k));
            n_bridges += is_bridge[k];
            n_others += is_hidden && !is_bridge[k];
        }
    }
    assert_true(n_bridges > 500 && n_others > 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_tables_are_safe),
        cmocka_unit_test(nothing_is_hidden_in_vain),
        cmocka_unit_test(the_way_round_is_the_cheapest),
        cmocka_unit_test(a_bridge_is_on_no_cycle),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
