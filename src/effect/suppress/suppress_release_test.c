// SPDX-License-Identifier: EUPL-1.2
// Releases and tables that are read beside each other: the tests subtract one from the other, as an
// outsider would.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/suppress/suppress.h"
#include "effect/test_expected.h"

static const struct effect_suppress_options FLOOR_5 = {.floor = 5};

static struct effect_suppression release(const int64_t *count) {
    struct effect_suppression s;
    effect_suppress(arena, &(struct effect_counts){2, 2, count}, &FLOOR_5, &s);
    return s;
}

static struct effect_suppression after(const struct effect_suppression *earlier,
                                       const int64_t *count) {
    struct effect_suppression s;
    effect_suppress_next(arena, earlier, &(struct effect_counts){2, 2, count}, &FLOOR_5, &s);
    return s;
}

// One person joins: 12 becomes 13 and everything else stays. Shown beside the earlier release that
// is a cell of one.
static void one_more_answer_waits(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40}, IS[] = {13, 20, 30, 40};
    const struct effect_suppression earlier = release(WAS), later = after(&earlier, IS);
    assert_string_equal(effect_suppress_refusal_name(later.refusal), "wait");
}

// Six join, two of them in one cell: by hand, that cell and three others are hidden, as only a
// cycle of four fits in a table of two by two.
static void a_small_difference_is_hidden(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40}, IS[] = {14, 26, 36, 46};
    const struct effect_suppression earlier = release(WAS), later = after(&earlier, IS);
    assert_int_equal(later.refusal, EFFECT_SUPPRESS_FINE);
    assert_int_equal(later.n_primary, 1);
    assert_int_equal(later.state[0], EFFECT_CELL_PRIMARY);
    assert_int_equal(later.n_complementary, 3);
}

static void the_same_again_is_shown(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40};
    const struct effect_suppression earlier = release(WAS), later = after(&earlier, WAS);
    assert_int_equal(later.refusal, EFFECT_SUPPRESS_FINE);
    assert_int_equal(later.n_primary, 0);
}

// Somebody taken out is no release of more answers.
static void fewer_answers_wait(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40}, IS[] = {2, 30, 40, 40};
    const struct effect_suppression earlier = release(WAS);
    assert_int_equal(after(&earlier, IS).refusal, EFFECT_SUPPRESS_WAIT);
}

// Whatever joins: no cell that both releases show differs by one to four.
static void no_difference_is_small(void **state) {
    (void)state;
    struct rng rng = rng_seeded(8);
    int32_t n_shown = 0;
    for (int32_t round = 0; round < 3000; round++) {
        int64_t was[4], is[4];
        for (int32_t k = 0; k < 4; k++) {
            was[k] = rng_below(&rng, 20);
            is[k] = was[k] + (rng_below(&rng, 2) ? rng_below(&rng, 12) : 0);
        }
        const struct effect_suppression earlier = release(was);
        if (earlier.refusal != EFFECT_SUPPRESS_FINE)
            continue;
        const struct effect_suppression later = after(&earlier, is);
        if (later.refusal != EFFECT_SUPPRESS_FINE)
            continue;
        for (int32_t k = 0; k < 9; k++) {
            const int64_t difference = later.count[k] - earlier.count[k];
            if (earlier.state[k] == EFFECT_CELL_SHOWN && later.state[k] == EFFECT_CELL_SHOWN) {
                assert_true(difference == 0 || difference >= 5);
                n_shown++;
            }
        }
    }
    assert_true(n_shown > 1000);
}

// ---- from above ---------------------------------------------------------------------------------

// Two organisations with three and two teams. The totals below are shown exactly where they are
// above, and every hidden total is wide below too.
static void totals_below_are_those_above(void **state) {
    (void)state;
    struct rng rng = rng_seeded(9);
    static const int32_t PARENT[] = {0, 1, 0, 1, 0};
    static const int32_t N_CHILDREN[] = {3, 2};
    int32_t n_fine = 0;
    for (int32_t round = 0; round < 300; round++) {
        int64_t count[5 * 3];
        for (int32_t k = 0; k < 15; k++)
            count[k] = rng_below(&rng, 6) == 0 ? rng_below(&rng, 5) : 5 + rng_below(&rng, 20);
        struct effect_suppression above, below[2];
        effect_suppress_nested(arena, &(struct effect_counts){5, 3, count}, PARENT, 2, &FLOOR_5,
                               &above, below);
        if (above.refusal != EFFECT_SUPPRESS_FINE)
            continue;
        for (int32_t p = 0; p < 2; p++) {
            assert_int_equal(below[p].n_rows, N_CHILDREN[p]);
            if (below[p].refusal != EFFECT_SUPPRESS_FINE)
                continue;
            n_fine++;
            for (int32_t col = 0; col < 4; col++) {
                const int32_t total = N_CHILDREN[p] * 4 + col;
                assert_int_equal(below[p].count[total], above.count[p * 4 + col]);
                assert_int_equal(below[p].state[total] == EFFECT_CELL_SHOWN,
                                 above.state[p * 4 + col] == EFFECT_CELL_SHOWN);
            }
            for (int32_t k = 0; k < below[p].n_primary; k++)
                assert_true(below[p].audit[k].is_wide);
        }
    }
    assert_true(n_fine > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_answer_waits),   cmocka_unit_test(a_small_difference_is_hidden),
        cmocka_unit_test(the_same_again_is_shown), cmocka_unit_test(fewer_answers_wait),
        cmocka_unit_test(no_difference_is_small),  cmocka_unit_test(totals_below_are_those_above),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
