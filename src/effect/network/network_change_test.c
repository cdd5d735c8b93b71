// SPDX-License-Identifier: EUPL-1.2
// Change between waves, counted by hand and cell by cell.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/network/network.h"
#include "effect/test_expected.h"

// Five people. 3 is silent in the second wave, 4 joins, 2 takes part with 1. By hand: compared are
// 0 1 2; cells from them to 0 1 2 3: nine. Kept 0->1; lost 0->3; gained 1->2 (both take part) and
// 2->0 (one does). 3->0 cannot be compared, nor 0->4.
static void change_is_counted_by_hand(void **state) {
    (void)state;
    static const struct effect_tie WAS[] = {{0, 1}, {0, 3}, {3, 0}};
    static const struct effect_tie IS[] = {{0, 1}, {1, 2}, {2, 0}, {0, 4}, {3, 0}};
    static const int32_t GROUP[] = {0, 0, 1, 1, 1};
    static const bool ABSENT[] = {false, false, false, false, true};
    static const bool SILENT[] = {false, false, false, true, false};
    static const bool TAKES_PART[] = {false, true, true, false, false};
    const struct effect_roster before = {
        .n = 5, .n_groups = 2, .group = GROUP, .ties = WAS, .n_ties = 3, .absent = ABSENT};
    const struct effect_roster after = {
        .n = 5, .n_groups = 2, .group = GROUP, .ties = IS, .n_ties = 5, .silent = SILENT};
    struct effect_network_change change;
    effect_network_compare(arena, &before, &after, TAKES_PART, &change);
    assert_int_equal(change.refusal, EFFECT_NETWORK_FINE);
    assert_int_equal(change.n_compared, 3);
    assert_int_equal(change.n_joined, 1);
    assert_int_equal(change.n_left, 0);
    assert_int_equal(change.n_silent, 1);
    assert_int_equal(change.cells, 9);
    assert_int_equal(change.kept, 1);
    assert_int_equal(change.lost, 1);
    assert_int_equal(change.gained, 2);
    assert_int_equal(change.gained_by[2], 1);
    assert_int_equal(change.gained_by[1], 1);
    assert_close(change.jaccard, .25, 1e-15, "alike");
    assert_true(change.is_stable);
    assert_close(change.people[0].jaccard, .5, 1e-15, "of one");
    assert_int_equal(change.people[3].kept, 0);
}

// Random waves: every cell looked up in a plain table.
static void change_is_counted_cell_by_cell(void **state) {
    (void)state;
    enum { N = 9 };
    struct rng rng = rng_seeded(4);
    for (int32_t round = 0; round < 50; round++) {
        bool tied[2][N][N] = {{{false}}}, silent[2][N], absent[2][N];
        struct effect_tie ties[2][N * N];
        int32_t group[N] = {0}, n_ties[2] = {0};
        for (int32_t w = 0; w < 2; w++) {
            for (int32_t i = 0; i < N; i++) {
                silent[w][i] = rng_below(&rng, 5) == 0;
                absent[w][i] = rng_below(&rng, 6) == 0;
                for (int32_t j = 0; j < N; j++) {
                    tied[w][i][j] = i != j && rng_below(&rng, 3) == 0;
                    if (tied[w][i][j])
                        ties[w][n_ties[w]++] = (struct effect_tie){i, j};
                }
            }
        }
        struct effect_roster r[2];
        for (int32_t w = 0; w < 2; w++)
            r[w] = (struct effect_roster){.n = N,
                                          .n_groups = 1,
                                          .group = group,
                                          .ties = ties[w],
                                          .n_ties = n_ties[w],
                                          .silent = silent[w],
                                          .absent = absent[w]};
        int64_t kept = 0, differ = 0;
        for (int32_t i = 0; i < N; i++) {
            for (int32_t j = 0; j < N; j++) {
                if (i == j || silent[0][i] || silent[1][i] || absent[0][i] || absent[1][i] ||
                    absent[0][j] || absent[1][j])
                    continue;
                kept += tied[0][i][j] && tied[1][i][j];
                differ += tied[0][i][j] != tied[1][i][j];
            }
        }
        struct effect_network_change change;
        effect_network_compare(arena, &r[0], &r[1], NULL, &change);
        assert_int_equal(change.kept, kept);
        assert_int_equal(change.hamming, differ);
    }
}

static void waves_over_other_people_are_refused(void **state) {
    (void)state;
    static const int32_t GROUP[] = {0, 0, 0};
    static const bool SILENT[] = {true, true, true};
    const struct effect_roster three = {.n = 3, .n_groups = 1, .group = GROUP};
    const struct effect_roster two = {.n = 2, .n_groups = 1, .group = GROUP};
    const struct effect_roster mute = {.n = 3, .n_groups = 1, .group = GROUP, .silent = SILENT};
    struct effect_network_change change;
    effect_network_compare(arena, &three, &two, NULL, &change);
    assert_string_equal(effect_network_refusal_name(change.refusal), "size");
    effect_network_compare(arena, &three, &mute, NULL, &change);
    assert_string_equal(effect_network_refusal_name(change.refusal), "few");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(change_is_counted_by_hand),
        cmocka_unit_test(change_is_counted_cell_by_cell),
        cmocka_unit_test(waves_over_other_people_are_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
