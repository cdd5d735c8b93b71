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
    effect_suppress_next(arena, earlier, 1, &(struct effect_counts){2, 2, count}, &FLOOR_5, &s);
    return s;
}

// One person joins: 12 becomes 13 and everything else stays. Shown beside the earlier release that
// is a cell of one.
static void one_more_answer_waits(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40}, IS[] = {13, 20, 30, 40};
    const struct effect_suppression earlier = release(WAS), later = after(&earlier, IS);
    assert_string_equal(effect_suppress_refusal_name(later.refusal), "wait");
    static const int64_t BELOW[] = {12, 20, 31, 41}; // two more, and none of them in the first row
    assert_string_equal(effect_suppress_refusal_name(after(&earlier, BELOW).refusal), "wait");
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

// ---- both releases together --------------------------------------------------------------------

enum { CELLS = 4, FIGURES = 9, MORE = 11, WAYS_MOST = 3000 };
struct ways {
    int64_t way[WAYS_MOST][FIGURES];
    int32_t n;
};

// Every table of two by two, with totals, that agrees with what is shown, each count up to MORE
// more than it is. False: too many.
static bool find_ways(const struct effect_suppression *s, struct ways *ways) {
    static const int32_t INNER[CELLS] = {0, 1, 3, 4};
    int64_t x[CELLS] = {0};
    ways->n = 0;
    for (int32_t at = 0; at < CELLS;) {
        const int64_t all[FIGURES] = {x[0],        x[1],        x[0] + x[1],
                                      x[2],        x[3],        x[2] + x[3],
                                      x[0] + x[2], x[1] + x[3], x[0] + x[1] + x[2] + x[3]};
        bool agrees = true;
        for (int32_t k = 0; k < FIGURES; k++)
            agrees &= s->state[k] != EFFECT_CELL_SHOWN || all[k] == s->count[k];
        if (agrees && ways->n == WAYS_MOST)
            return false;
        if (agrees)
            memcpy(ways->way[ways->n++], all, sizeof all);
        for (at = 0; at < CELLS && ++x[at] > s->count[INNER[at]] + MORE; at++)
            x[at] = 0;
    }
    return true;
}

struct range {
    int64_t least, most;
};

static void widen(struct range *range, int64_t value) {
    range->least = value < range->least ? value : range->least;
    range->most = value > range->most ? value : range->most;
}

static void assert_wide(const struct range *range, int64_t count) {
    if (count < 5)
        assert_true(range->most - range->least >= 3 && range->most - range->least >= count);
}

// All pairs of tables in which nobody is taken out.
static void attack(const struct effect_suppression *earlier, const struct ways *was,
                   const struct effect_suppression *later, const struct ways *is) {
    struct range before[FIGURES], after[FIGURES], fresh[FIGURES];
    for (int32_t k = 0; k < FIGURES; k++)
        before[k] = after[k] = fresh[k] = (struct range){INT64_MAX, -1};
    for (int32_t i = 0; i < was->n; i++) {
        for (int32_t j = 0; j < is->n; j++) {
            const int64_t *a = was->way[i], *b = is->way[j];
            if (a[0] > b[0] || a[1] > b[1] || a[3] > b[3] || a[4] > b[4])
                continue;
            for (int32_t k = 0; k < FIGURES; k++) {
                widen(&before[k], a[k]);
                widen(&after[k], b[k]);
                widen(&fresh[k], b[k] - a[k]);
            }
        }
    }
    for (int32_t k = 0; k < FIGURES; k++) {
        assert_wide(&before[k], earlier->count[k]);
        assert_wide(&after[k], later->count[k]);
        if (later->count[k] > earlier->count[k])
            assert_wide(&fresh[k], later->count[k] - earlier->count[k]);
    }
}

// Somebody who keeps the earlier release and reads the later one beside it.
static void nothing_small_comes_out_of_both(void **state) {
    (void)state;
    static struct ways was, is;
    struct rng rng = rng_seeded(5);
    int32_t n_attacked = 0;
    for (int32_t round = 0; round < 400; round++) {
        int64_t first[CELLS], second[CELLS];
        for (int32_t k = 0; k < CELLS; k++) {
            first[k] = rng_below(&rng, 3) == 0 ? rng_below(&rng, 5) : 5 + rng_below(&rng, 6);
            second[k] = first[k] + (rng_below(&rng, 2) ? rng_below(&rng, 9) : 0);
        }
        const struct effect_suppression earlier = release(first);
        if (earlier.refusal != EFFECT_SUPPRESS_FINE || !find_ways(&earlier, &was))
            continue;
        const struct effect_suppression later = after(&earlier, second);
        if (later.refusal != EFFECT_SUPPRESS_FINE || !find_ways(&later, &is))
            continue;
        attack(&earlier, &was, &later, &is);
        n_attacked++;
    }
    print_message("pairs of releases attacked: %d\n", n_attacked);
    assert_true(n_attacked > 200);
}

// By hand: of 6 7 | 2 7 the second row grows to 8 7. Everything shown would say that the first row
// is as it was, and so give back the 2: what was hidden stays hidden.
static void what_was_hidden_is_not_given_away(void **state) {
    (void)state;
    static const int64_t WAS[] = {6, 7, 2, 7}, IS[] = {6, 7, 8, 7};
    const struct effect_suppression earlier = release(WAS), later = after(&earlier, IS);
    assert_int_equal(release(IS).n_primary, 0);
    assert_int_equal(later.refusal, EFFECT_SUPPRESS_FINE);
    for (int32_t k = 0; k < FIGURES; k++)
        assert_int_equal(later.state[k] == EFFECT_CELL_SHOWN,
                         earlier.state[k] == EFFECT_CELL_SHOWN);
    assert_false(later.is_optimal);
    // and so does what a table above hides
    bool hide[FIGURES] = {false};
    hide[8] = true;
    const struct effect_suppress_options own = {5, false, hide, NULL};
    struct effect_suppression hidden;
    effect_suppress_next(arena, &earlier, 1, &(struct effect_counts){2, 2, IS}, &own, &hidden);
    assert_int_not_equal(hidden.state[8], EFFECT_CELL_SHOWN);
    assert_int_not_equal(hidden.state[3], EFFECT_CELL_SHOWN);
}

// A release that did not come out says nothing.
static void what_was_not_published_counts_for_nothing(void **state) {
    (void)state;
    static const int64_t WAS[] = {12, 20, 30, 40}, IS[] = {13, 20, 30, 40};
    struct effect_suppression earlier = release(WAS);
    earlier.refusal = EFFECT_SUPPRESS_WAIT;
    const struct effect_suppression later = after(&earlier, IS);
    assert_int_equal(later.refusal, EFFECT_SUPPRESS_FINE);
    assert_int_equal(later.n_primary, 0);
    static const int64_t NEGATIVE[] = {13, 20, -1, 40};
    earlier.refusal = EFFECT_SUPPRESS_FINE;
    assert_string_equal(effect_suppress_refusal_name(after(&earlier, NEGATIVE).refusal), "count");
    struct effect_suppression other;
    effect_suppress_next(arena, &earlier, 1, &(struct effect_counts){1, 4, WAS}, &FLOOR_5, &other);
    assert_string_equal(effect_suppress_refusal_name(other.refusal), "shape");
}

// 12, then 14 beside it, which is hidden; then 15 with many more: it is 3 from the first, and so is
// hidden although the second one hides it.
static void three_releases_are_read_together(void **state) {
    (void)state;
    static const int64_t FIRST[] = {12, 20, 30, 40}, SECOND[] = {14, 26, 36, 46};
    static const int64_t THIRD[] = {15, 40, 50, 60};
    struct effect_suppression releases[2] = {release(FIRST)}, third;
    releases[1] = after(&releases[0], SECOND);
    assert_int_equal(releases[1].state[0], EFFECT_CELL_PRIMARY);
    effect_suppress_next(arena, releases, 2, &(struct effect_counts){2, 2, THIRD}, &FLOOR_5,
                         &third);
    assert_int_equal(third.refusal, EFFECT_SUPPRESS_FINE);
    assert_int_equal(third.state[0], EFFECT_CELL_PRIMARY);
    effect_suppress_next(arena, &releases[1], 1, &(struct effect_counts){2, 2, THIRD}, &FLOOR_5,
                         &third);
    assert_int_equal(third.state[0], EFFECT_CELL_SHOWN); // beside the second alone
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_answer_waits),
        cmocka_unit_test(a_small_difference_is_hidden),
        cmocka_unit_test(the_same_again_is_shown),
        cmocka_unit_test(fewer_answers_wait),
        cmocka_unit_test(no_difference_is_small),
        cmocka_unit_test(nothing_small_comes_out_of_both),
        cmocka_unit_test(what_was_hidden_is_not_given_away),
        cmocka_unit_test(what_was_not_published_counts_for_nothing),
        cmocka_unit_test(three_releases_are_read_together),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
