// SPDX-License-Identifier: EUPL-1.2
// The suppression against somebody who tries to undo it: every table that agrees with what is
// shown is written out, and no small count may come out narrow. The choice is held against all
// choices.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/suppress/suppress.h"
#include "effect/test_expected.h"

static const struct effect_suppress_options FLOOR_5 = {.floor = 5};
static const struct effect_suppress_options ZERO_SHOWN = {.floor = 5, .shows_zero = true};

// ---- the reconstruction ------------------------------------------------------------------------

enum { CELLS = 9, ABOVE = 11 }; // no count is larger than 10
struct attack {
    int32_t n_rows, n_cols, n_hidden;
    const int64_t *count; // with totals
    const uint8_t *state;
    int32_t hidden[CELLS];
    int64_t value[CELLS]; // of the hidden cells
    int64_t least[CELLS], most[CELLS];
};

static int64_t guess_at(const struct attack *a, int32_t row, int32_t col) {
    const int32_t cell = row * (a->n_cols + 1) + col;
    for (int32_t k = 0; k < a->n_hidden; k++) {
        if (a->hidden[k] == cell)
            return a->value[k];
    }
    return a->count[cell];
}

static bool sums_agree(const struct attack *a) {
    int64_t all = 0;
    for (int32_t row = 0; row < a->n_rows; row++) {
        int64_t sum = 0;
        for (int32_t col = 0; col < a->n_cols; col++)
            sum += guess_at(a, row, col);
        const int32_t total = row * (a->n_cols + 1) + a->n_cols;
        if (a->state[total] == EFFECT_CELL_SHOWN && a->count[total] != sum)
            return false;
        all += sum;
    }
    for (int32_t col = 0; col < a->n_cols; col++) {
        int64_t sum = 0;
        for (int32_t row = 0; row < a->n_rows; row++)
            sum += guess_at(a, row, col);
        const int32_t total = a->n_rows * (a->n_cols + 1) + col;
        if (a->state[total] == EFFECT_CELL_SHOWN && a->count[total] != sum)
            return false;
    }
    const int32_t grand = (a->n_rows + 1) * (a->n_cols + 1) - 1;
    return a->state[grand] != EFFECT_CELL_SHOWN || a->count[grand] == all;
}

// Every way to fill in the hidden cells, each up to ABOVE more than it is.
static void fill_in_all_ways(struct attack *a) {
    for (int32_t k = 0; k < a->n_hidden; k++) {
        a->least[k] = INT64_MAX;
        a->most[k] = -1;
        a->value[k] = 0;
    }
    for (int32_t at = 0; at < a->n_hidden;) {
        if (sums_agree(a)) {
            for (int32_t k = 0; k < a->n_hidden; k++) {
                a->least[k] = a->value[k] < a->least[k] ? a->value[k] : a->least[k];
                a->most[k] = a->value[k] > a->most[k] ? a->value[k] : a->most[k];
            }
        }
        for (at = 0; at < a->n_hidden && ++a->value[at] > a->count[a->hidden[at]] + ABOVE; at++)
            a->value[at] = 0;
    }
}

// True when the attack was small enough to carry out.
static bool attack(const struct effect_suppression *s) {
    struct attack a = {s->n_rows, s->n_cols, 0, s->count, s->state, {0}, {0}, {0}, {0}};
    for (int32_t row = 0; row < s->n_rows; row++) {
        for (int32_t col = 0; col < s->n_cols; col++) {
            const int32_t cell = row * (s->n_cols + 1) + col;
            if (s->state[cell] != EFFECT_CELL_SHOWN)
                a.hidden[a.n_hidden++] = cell;
        }
    }
    if (a.n_hidden == 0 || a.n_hidden > 4)
        return false;
    fill_in_all_ways(&a);
    for (int32_t k = 0; k < a.n_hidden; k++) {
        const int32_t cell = a.hidden[k];
        const int64_t count = s->count[cell];
        const struct effect_interval audit =
            effect_suppress_audit(arena, s->n_rows, s->n_cols, s->count, s->state, cell);
        assert_int_equal(audit.lower, a.least[k]);
        assert_int_equal(audit.upper < count + ABOVE ? audit.upper : count + ABOVE, a.most[k]);
        if (s->state[cell] == EFFECT_CELL_PRIMARY) {
            assert_true(a.most[k] - a.least[k] >= 3);
            assert_true(a.most[k] - a.least[k] >= count);
        }
    }
    return true;
}

static bool all_wide(const struct effect_suppression *s, const uint8_t *state) {
    for (int32_t k = 0; k < (s->n_rows + 1) * (s->n_cols + 1); k++) {
        if (state[k] == EFFECT_CELL_PRIMARY &&
            !effect_suppress_audit(arena, s->n_rows, s->n_cols, s->count, state, k).is_wide)
            return false;
    }
    return true;
}

// A total gives way only where hiding every cell inside is not enough.
static void assert_totals_are_last(const struct effect_suppression *s) {
    const int32_t cols = s->n_cols + 1, n = (s->n_rows + 1) * cols;
    uint8_t inside[16];
    bool gives_way = false, has_small_total = false;
    for (int32_t k = 0; k < n; k++) {
        const bool is_total = k / cols == s->n_rows || k % cols == s->n_cols;
        gives_way |= is_total && s->state[k] == EFFECT_CELL_COMPLEMENTARY;
        has_small_total |= is_total && s->state[k] == EFFECT_CELL_PRIMARY;
        inside[k] = s->state[k] == EFFECT_CELL_PRIMARY ? EFFECT_CELL_PRIMARY
                    : is_total                         ? EFFECT_CELL_SHOWN
                                                       : EFFECT_CELL_COMPLEMENTARY;
    }
    if (gives_way && !has_small_total)
        assert_false(all_wide(s, inside));
}

static void nothing_small_can_be_reconstructed(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    int32_t n_attacked = 0;
    for (int32_t round = 0; round < 4000; round++) {
        int64_t count[CELLS];
        const int32_t n_rows = 1 + (int32_t)rng_below(&rng, 3);
        const int32_t n_cols = 1 + (int32_t)rng_below(&rng, 3);
        for (int32_t k = 0; k < CELLS; k++)
            count[k] = rng_below(&rng, 4) == 0 ? rng_below(&rng, 5) : 5 + rng_below(&rng, 6);
        const struct effect_counts counts = {n_rows, n_cols, count};
        struct effect_suppression s;
        effect_suppress(arena, &counts, round % 2 ? &FLOOR_5 : &ZERO_SHOWN, &s);
        if (s.refusal == EFFECT_SUPPRESS_NOTHING)
            continue;
        assert_int_equal(s.refusal, EFFECT_SUPPRESS_FINE);
        for (int32_t k = 0; k < (n_rows + 1) * (n_cols + 1); k++) {
            const bool is_small = s.count[k] < 5 && (s.count[k] > 0 || round % 2);
            assert_int_equal(is_small, s.state[k] == EFFECT_CELL_PRIMARY);
        }
        for (int32_t k = 0; k < s.n_primary; k++)
            assert_true(s.audit[k].is_wide);
        assert_totals_are_last(&s);
        n_attacked += attack(&s);
    }
    print_message("tables attacked: %d\n", n_attacked);
    assert_true(n_attacked > 500);
}

// ---- the choice --------------------------------------------------------------------------------

// Fewest and least over every set of inner cells (or of all, where totals must give way).
static void assert_best_of_all(const struct effect_suppression *s) {
    int32_t free[16], n_free = 0, best_n = INT32_MAX;
    int64_t best_sum = INT64_MAX;
    bool uses_totals = false;
    uint8_t state[16];
    const int32_t cols = s->n_cols + 1, n = (s->n_rows + 1) * cols;
    for (int32_t k = 0; k < n; k++) {
        const bool is_total = k / cols == s->n_rows || k % cols == s->n_cols;
        uses_totals |= is_total && s->state[k] != EFFECT_CELL_SHOWN;
    }
    for (int32_t k = 0; k < n; k++) {
        const bool is_total = k / cols == s->n_rows || k % cols == s->n_cols;
        if (s->state[k] != EFFECT_CELL_PRIMARY && (uses_totals || !is_total))
            free[n_free++] = k;
    }
    for (int32_t set = 0; set < 1 << n_free; set++) {
        int32_t n_chosen = 0;
        int64_t sum = 0;
        for (int32_t k = 0; k < n; k++)
            state[k] = s->state[k] == EFFECT_CELL_PRIMARY ? EFFECT_CELL_PRIMARY : EFFECT_CELL_SHOWN;
        for (int32_t k = 0; k < n_free; k++) {
            if (set >> k & 1) {
                state[free[k]] = EFFECT_CELL_COMPLEMENTARY;
                n_chosen++;
                sum += s->count[free[k]];
            }
        }
        const bool is_better = n_chosen < best_n || (n_chosen == best_n && sum < best_sum);
        if (is_better && all_wide(s, state)) {
            best_n = n_chosen;
            best_sum = sum;
        }
    }
    assert_int_equal(s->n_complementary, best_n);
    assert_int_equal(s->sum_complementary, best_sum);
}

static void the_choice_is_the_best_of_all(void **state) {
    (void)state;
    struct rng rng = rng_seeded(2);
    int32_t n_compared = 0;
    for (int32_t round = 0; round < 600; round++) {
        int64_t count[CELLS];
        const uint32_t many = round % 4 < 2 ? 5 : 3, large = round % 8 < 4 ? 30 : 4;
        for (int32_t k = 0; k < CELLS; k++)
            count[k] =
                rng_below(&rng, many) == 0 ? 1 + rng_below(&rng, 4) : 5 + rng_below(&rng, large);
        const struct effect_counts counts = {2 + round % 2, 3, count};
        struct effect_suppression s;
        effect_suppress(arena, &counts, &FLOOR_5, &s);
        if (s.refusal != EFFECT_SUPPRESS_FINE)
            continue;
        assert_true(s.is_optimal);
        assert_best_of_all(&s);
        n_compared++;
    }
    assert_true(n_compared > 400);
}

// By hand: 2 stands alone in its row and column; the cheapest way round is 7, 6 and 8.
static void a_table_by_hand(void **state) {
    (void)state;
    static const int64_t COUNT[] = {2, 7, 40, 6, 8, 50, 60, 70, 80};
    const struct effect_counts counts = {3, 3, COUNT};
    struct effect_suppression s;
    effect_suppress(arena, &counts, &FLOOR_5, &s);
    static const uint8_t WANTED[16] = {1, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assert_memory_equal(s.state, WANTED, 16);
    assert_int_equal(s.n_primary, 1);
    assert_int_equal(s.sum_complementary, 21);
    assert_int_equal(s.audit[0].lower, 0); // 7 or 6 can take 2 more, and 8 give it back
    assert_int_equal(s.audit[0].upper, 8); // 6 can give 6
}

static void published_optima_are_reached(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e2_suppression.csv", &table)) {
        skip();
        return;
    }
    for (size_t row = 0; row < table.n_rows;) {
        int64_t count[CELLS];
        int32_t n = 0, n_primary = 0;
        const size_t first = row;
        while (row < table.n_rows && str_eq(csv_cell(&table, row, 0), csv_cell(&table, first, 0))) {
            n_primary += number(&table, row, 4) > 0;
            count[n++] = (int64_t)number(&table, row++, 3);
        }
        const struct effect_counts counts = {n / 3, 3, count};
        struct effect_suppression s;
        effect_suppress(arena, &counts, &FLOOR_5, &s);
        assert_int_equal(s.refusal, EFFECT_SUPPRESS_FINE);
        assert_true(s.is_optimal);
        assert_int_equal(s.n_primary, n_primary);
        assert_int_equal(s.n_complementary, (int64_t)number(&table, first, 6));
        assert_int_equal(s.sum_complementary, (int64_t)number(&table, first, 7));
    }
}

// A lone person where a zero may be shown: whatever is hidden, the total gives it away. Then no
// cell is shown at all.
static void nothing_means_that_all_is_hidden(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    int32_t n_nothing = 0;
    for (int32_t round = 0; round < 2000; round++) {
        int64_t count[CELLS];
        for (int32_t k = 0; k < CELLS; k++)
            count[k] = rng_below(&rng, 3) == 0 ? rng_below(&rng, 9) : 0;
        bool show[16] = {false};
        show[15] = show[11] = show[14] = true; // totals that a table above shows
        const struct effect_suppress_options options = {5, round % 2, NULL, show};
        struct effect_suppression s;
        effect_suppress(arena, &(struct effect_counts){3, 3, count}, &options, &s);
        if (s.refusal != EFFECT_SUPPRESS_NOTHING)
            continue;
        n_nothing++;
        for (int32_t k = 0; k < 16; k++)
            assert_int_not_equal(s.state[k], EFFECT_CELL_SHOWN);
    }
    assert_true(n_nothing > 20);
}

static void refusals_have_names(void **state) {
    (void)state;
    static const int64_t NEGATIVE[] = {5, -1}, LONE[] = {3};
    const struct {
        struct effect_counts counts;
        struct effect_suppress_options options;
        const char *name;
    } cases[] = {
        {{0, 2, NEGATIVE}, FLOOR_5, "size"},
        {{1, 2, NEGATIVE}, FLOOR_5, "count"},
        {{1, 1, LONE}, {.floor = 4}, "floor"},
        {{1, 1, LONE}, FLOOR_5, ""}, // the cell and its totals are hidden together
    };
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        struct effect_suppression s;
        effect_suppress(arena, &cases[k].counts, &cases[k].options, &s);
        assert_string_equal(effect_suppress_refusal_name(s.refusal), cases[k].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_small_can_be_reconstructed),
        cmocka_unit_test(the_choice_is_the_best_of_all),
        cmocka_unit_test(a_table_by_hand),
        cmocka_unit_test(published_optima_are_reached),
        cmocka_unit_test(nothing_means_that_all_is_hidden),
        cmocka_unit_test(refusals_have_names),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
