// SPDX-License-Identifier: EUPL-1.2
// Teams under organisations: somebody who reads all tables together writes out every way to fill in
// what is hidden, and no small count may come out narrow.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/suppress/suppress.h"
#include "effect/test_expected.h"

static const struct effect_suppress_options FLOOR_5 = {.floor = 5};

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

// ---- the reconstruction ------------------------------------------------------------------------

// Two organisations of two teams, two columns: every figure is a sum of some of eight counts.
enum { TEAMS = 4, COLS = 2, LEAVES = TEAMS * COLS, FIGURES = 27, MORE = 11 };
enum { PAIRS_MOST = 400, WAYS_MOST = 300000 };
static const int32_t ORGANISATION[] = {0, 0, 1, 1};

struct figure {
    unsigned of; // a bit for each count in it
    int64_t count;
    bool is_shown, is_primary;
    int64_t least, most;
    struct effect_interval audit;
};

static unsigned bits_of(unsigned teams, int32_t col) {
    unsigned bits = 0;
    for (unsigned team = 0; team < TEAMS; team++) {
        for (int32_t c = 0; c < COLS; c++)
            bits |= (teams >> team & 1) && (c == col || col == COLS)
                        ? 1u << (team * COLS + (unsigned)c)
                        : 0;
    }
    return bits;
}

// Adds the figures of a table whose rows are these sets of teams.
static int32_t add_figures(const struct effect_suppression *t, const unsigned *teams,
                           struct figure *figures) {
    int32_t n = 0, at = 0;
    for (int32_t row = 0; row <= t->n_rows; row++) {
        for (int32_t col = 0; col <= COLS; col++) {
            const int32_t k = row * (COLS + 1) + col;
            figures[n] = (struct figure){.of = bits_of(teams[row], col),
                                         .count = t->count[k],
                                         .is_shown = t->state[k] == EFFECT_CELL_SHOWN,
                                         .is_primary = t->state[k] == EFFECT_CELL_PRIMARY,
                                         .least = INT64_MAX,
                                         .most = -1};
            if (figures[n].is_primary) {
                assert_int_equal(t->audit[at].cell, k);
                figures[n].audit = t->audit[at++];
            }
            n++;
        }
    }
    assert_int_equal(at, t->n_primary);
    return n;
}

static int64_t value_of(const struct figure *f, const int64_t *leaf) {
    int64_t sum = 0;
    for (int32_t k = 0; k < LEAVES; k++)
        sum += f->of >> k & 1 ? leaf[k] : 0;
    return sum;
}

static void look(struct figure *figures, int32_t n, const int64_t *leaf) {
    for (int32_t k = 0; k < n; k++) {
        if (figures[k].is_shown && value_of(&figures[k], leaf) != figures[k].count)
            return;
    }
    for (int32_t k = 0; k < n; k++) {
        const int64_t value = value_of(&figures[k], leaf);
        figures[k].least = value < figures[k].least ? value : figures[k].least;
        figures[k].most = value > figures[k].most ? value : figures[k].most;
    }
}

struct pairs {
    int64_t pair[PAIRS_MOST][COLS];
    int32_t n;
};

// The two counts of a team in every way that agrees with what is shown of that team alone, each up
// to MORE more than it is. False: too many ways.
static bool pairs_of(const struct figure *figures, int32_t n, const int64_t *count, int32_t team,
                     struct pairs *pairs) {
    int64_t leaf[LEAVES] = {0};
    pairs->n = 0;
    for (int64_t a = 0; a <= count[team * COLS] + MORE; a++) {
        for (int64_t b = 0; b <= count[team * COLS + 1] + MORE; b++) {
            bool agrees = true;
            leaf[team * COLS] = a;
            leaf[team * COLS + 1] = b;
            for (int32_t k = 0; k < n; k++) {
                const bool is_own = (figures[k].of & ~(3u << (team * COLS))) == 0;
                agrees &= !is_own || !figures[k].is_shown ||
                          value_of(&figures[k], leaf) == figures[k].count;
            }
            if (!agrees)
                continue;
            if (pairs->n == PAIRS_MOST)
                return false;
            pairs->pair[pairs->n][0] = a;
            pairs->pair[pairs->n++][1] = b;
        }
    }
    return true;
}

// Every way to fill in all counts. False: too many of them.
static bool fill_in_all_ways(struct figure *figures, int32_t n, const int64_t *count) {
    static struct pairs pairs[TEAMS];
    int32_t at[TEAMS] = {0}, ways = 1;
    for (int32_t team = 0; team < TEAMS; team++) {
        if (!pairs_of(figures, n, count, team, &pairs[team]))
            return false;
        ways *= pairs[team].n;
        if (ways > WAYS_MOST)
            return false;
    }
    for (int32_t team = 0; team < TEAMS;) {
        int64_t leaf[LEAVES];
        for (int32_t k = 0; k < LEAVES; k++)
            leaf[k] = pairs[k / COLS].pair[at[k / COLS]][k % COLS];
        look(figures, n, leaf);
        for (team = 0; team < TEAMS && ++at[team] == pairs[team].n; team++)
            at[team] = 0;
    }
    return true;
}

static bool attack(const int64_t *count, const struct effect_suppression *above,
                   const struct effect_suppression *below) {
    static const unsigned TOP[] = {3, 12, 15}, FIRST[] = {1, 2, 3}, SECOND[] = {4, 8, 12};
    struct figure figures[FIGURES];
    int32_t n = add_figures(above, TOP, figures);
    n += add_figures(&below[0], FIRST, figures + n);
    n += add_figures(&below[1], SECOND, figures + n);
    if (!fill_in_all_ways(figures, n, count))
        return false;
    for (int32_t k = 0; k < n; k++) {
        const struct figure *f = &figures[k];
        assert_true(f->least <= f->count && f->count <= f->most);
        if (!f->is_primary)
            continue;
        assert_true(f->most - f->least >= 3);
        assert_true(f->most - f->least >= f->count);
        assert_true(f->audit.is_wide);
        assert_int_equal(f->audit.lower, f->least);
        const int64_t end = f->count + MORE; // beyond it not every way is written out
        if (__builtin_popcount(f->of) == 1)
            assert_int_equal(f->audit.upper < end ? f->audit.upper : end,
                             f->most < end ? f->most : end);
    }
    return true;
}

// Whether each table is as it would be by itself, with the totals that the table above decided.
static bool is_from_above(const int64_t *count, const struct effect_suppression *above,
                          const struct effect_suppression *below) {
    enum { OWN = 2 * COLS };
    int64_t sums[OWN];
    for (int32_t k = 0; k < OWN; k++)
        sums[k] = count[k / COLS * OWN + k % COLS] + count[k / COLS * OWN + COLS + k % COLS];
    struct effect_suppression alone;
    effect_suppress(arena, &(struct effect_counts){2, COLS, sums}, &FLOOR_5, &alone);
    bool is_same = memcmp(alone.state, above->state, 9) == 0 && above->is_optimal;
    for (int32_t p = 0; p < 2; p++) {
        bool hide[9] = {false}, show[9] = {false};
        for (int32_t col = 0; col <= COLS; col++) {
            show[6 + col] = above->state[p * 3 + col] == EFFECT_CELL_SHOWN;
            hide[6 + col] = !show[6 + col];
        }
        const struct effect_suppress_options own = {5, false, hide, show};
        effect_suppress(arena, &(struct effect_counts){2, COLS, count + p * OWN}, &own, &alone);
        is_same &= memcmp(alone.state, below[p].state, 6) == 0 && below[p].is_optimal;
    }
    return is_same;
}

static void nothing_small_comes_out_of_all_together(void **state) {
    (void)state;
    struct rng rng = rng_seeded(14);
    int32_t n_attacked = 0, n_hidden = 0, n_from_above = 0, n_rounds = 0;
    for (int32_t round = 0; round < 1500; round++) {
        int64_t count[LEAVES];
        for (int32_t k = 0; k < LEAVES; k++)
            count[k] = rng_below(&rng, round % 2 ? 3 : 6) == 0 ? rng_below(&rng, 5)
                                                               : 5 + rng_below(&rng, 4);
        struct effect_suppression above, below[2];
        effect_suppress_nested(arena, &(struct effect_counts){TEAMS, COLS, count}, ORGANISATION, 2,
                               &FLOOR_5, &above, below);
        if (above.refusal != EFFECT_SUPPRESS_FINE)
            continue;
        assert_int_equal(below[0].refusal, EFFECT_SUPPRESS_FINE);
        assert_int_equal(below[1].refusal, EFFECT_SUPPRESS_FINE);
        for (int32_t p = 0; p < 2; p++) {
            for (int32_t k = 0; k < 9; k++)
                n_hidden += below[p].state[k] == EFFECT_CELL_PRIMARY;
        }
        n_attacked += attack(count, &above, below);
        n_from_above += is_from_above(count, &above, below);
        n_rounds++;
    }
    // looked at together little is left to do: what is decided from above stands
    assert_true(n_from_above > n_rounds * 9 / 10);
    print_message("tables attacked: %d\n", n_attacked);
    assert_true(n_attacked > 300 && n_hidden > 300);
}

static void a_bad_count_refuses_all(void **state) {
    (void)state;
    static const int64_t COUNT[LEAVES] = {9, 9, 9, -1, 9, 9, 9, 9}; // its sum above is fine
    struct effect_suppression above, below[2];
    effect_suppress_nested(arena, &(struct effect_counts){TEAMS, COLS, COUNT}, ORGANISATION, 2,
                           &FLOOR_5, &above, below);
    assert_string_equal(effect_suppress_refusal_name(above.refusal), "count");
    static const struct effect_suppress_options LOW = {.floor = 4};
    static const int64_t FINE[LEAVES] = {9, 9, 9, 9, 9, 9, 9, 9};
    effect_suppress_nested(arena, &(struct effect_counts){TEAMS, COLS, FINE}, ORGANISATION, 2, &LOW,
                           &above, below);
    assert_string_equal(effect_suppress_refusal_name(above.refusal), "floor");
    assert_string_equal(effect_suppress_refusal_name(below[1].refusal), "floor");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_below_are_those_above),
        cmocka_unit_test(nothing_small_comes_out_of_all_together),
        cmocka_unit_test(a_bad_count_refuses_all),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
