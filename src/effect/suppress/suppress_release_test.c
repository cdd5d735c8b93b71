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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_answer_waits),   cmocka_unit_test(a_small_difference_is_hidden),
        cmocka_unit_test(the_same_again_is_shown), cmocka_unit_test(fewer_answers_wait),
        cmocka_unit_test(no_difference_is_small),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
