// SPDX-License-Identifier: EUPL-1.2
// The designs, with pairs counted here, and the published table of rounds where it is at hand.
#include "plan/rotation/test_design.h"

#include "base/csv.h"
#include "plan/rotation/rotation.h"

static int32_t design_of(int32_t n_groups, int32_t size, int32_t n_rounds) {
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)(n_groups * size * n_rounds));
    const int32_t n_known = rotation_design(arena, n_groups, size, n_rounds, group);
    assert_design(&(struct design){n_groups, size, n_rounds, group}, n_known);
    return n_known;
}

// Groups, size, rounds of at most 80: round robin; fields of 5, 4, 8, 9, 16 and 25 elements with
// what goes on inside the columns: 9-3 is 9 + 3 + 1, 16-4 is 16 + 4 + 1. Products: 35 in fives is
// 5 * 7 and seven inside, 63 in sevens 7 * 9 and nine. Twelve in sixes, fifteen in fives, twelve
// twelves and sixty in fives have kept schemes: 12 + 1, 15 + 1, 6 + 1, 12 * 5 + 12. For 22 in
// eights a field of two elements is no help and that of eleven is.
static void designs_have_no_repeats(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {
        {3, 2, 5},   {10, 2, 19}, {5, 5, 6},   {4, 4, 5},    {8, 7, 8},   {9, 9, 10},
        {9, 3, 13},  {16, 4, 21}, {25, 6, 25}, {1, 6, 1},    {12, 5, 12}, {12, 6, 13},
        {15, 5, 16}, {12, 12, 7}, {35, 5, 42}, {63, 7, 72},  {22, 8, 11}, {60, 5, 72},
        {26, 1, 26}, {2, 7, 1},   {28, 29, 1}, {334, 6, 80},
    };
    for (size_t k = 0; k < COUNT_OF(CASES); k++)
        assert_int_equal(design_of(CASES[k][0], CASES[k][1], 80), CASES[k][2]);
    assert_int_equal(design_of(8, 4, 5), 5); // no more than is wanted
    assert_int_equal(design_of(9, 3, 11), 11);
    assert_int_equal(design_of(15, 3, 20), 20);
}

// Denniston: in the plane over 8, 16 and 32 elements every line has none or 4, 4 or 8, and 4 of the
// points; one round for each direction. Whole planes with b = a.
static void arcs_have_no_repeats(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{7, 4, 9},  {13, 4, 17}, {15, 8, 17}, {25, 4, 33},
                                       {8, 8, 9},  {3, 2, 5},   {8, 4, 0},   {5, 3, 0},
                                       {12, 6, 0}, {1, 1, 0},   {7, 4, 6}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct design d = {CASES[k][0], CASES[k][1], k + 1 < COUNT_OF(CASES) ? 40 : 6,
                                 NEW_ARRAY(arena, int32_t, 29 * 8 * 40)};
        const int32_t n_known = design_arc(arena, &d);
        assert_int_equal(n_known, CASES[k][2]);
        assert_design(&d, n_known);
    }
}

// Each starter that is kept reaches the counting bound: everybody meets size - 1 others a round.
static void starters_reach_the_counting_bound(void **state) {
    (void)state;
    int n = 0;
    for (const struct starter *s = KEPT_STARTERS; s->size > 0; s++, n++) {
        const struct design d = {s->n_groups, s->size, 40, NEW_ARRAY(arena, int32_t, 100 * 40)};
        const int32_t n_known = design_starter(&d);
        assert_int_equal(n_known, (s->n_groups * s->size - 1) / (s->size - 1));
        assert_design(&d, n_known);
        for (int32_t few = 1; few < n_known; few += 5) {
            const struct design less = {s->n_groups, s->size, few, d.group};
            assert_int_equal(design_starter(&less), few);
            assert_design(&less, few);
        }
    }
    assert_true(n > 0);
}

// A kept scheme gives its rows as rounds, and its columns as rounds where it is turned.
static void kept_schemes_are_schemes(void **state) {
    (void)state;
    int n = 0;
    for (const struct kept_scheme *k = KEPT_SCHEMES; k->size > 0; k++, n++) {
        assert_int_equal(k->order, k->moduli[0] * k->moduli[1] * k->moduli[2]);
        assert_int_equal(strlen(k->cells), k->size * k->n_rows);
        assert_true(design_of(k->order, k->size, 40) >= k->n_rows);
        assert_true(design_of(k->order, k->n_rows, 40) >= k->size);
    }
    assert_true(n > 0);
}

// The published table: the catalogue alone reaches the best known in five rows of six, and never
// claims more than the counting bound.
static void catalogue_stands_beside_the_published_table(void **state) {
    (void)state;
    static const char PATH[] = "../shared/data/planning/p2-golf/sgp_best_known.csv";
    FILE *const file = fopen(PATH, "rb");
    if (!file) {
        print_message("skipped: %s is not at hand\n", PATH);
        skip();
        return;
    }
    char *const bytes = NEW_ARRAY(arena, char, 1 << 20);
    const size_t n = fread(bytes, 1, 1 << 20, file);
    assert_int_equal(fclose(file), 0);
    struct csv_table table;
    struct csv_problem problem;
    assert_int_equal(csv_read(arena, (struct str){bytes, n}, &table, &problem), RC_OK);
    int n_best = 0, n_near = 0;
    for (size_t row = 0; row < table.n_rows; row++) {
        int64_t v[4]; // groups, size, best known, bound
        for (size_t c = 0; c < 4; c++)
            assert_int_equal(str_i64(csv_cell(&table, row, c), &v[c]), RC_OK);
        const int64_t n_known = design_of((int32_t)v[0], (int32_t)v[1], (int32_t)v[3] + 1);
        assert_true(n_known <= v[3]);
        n_best += n_known >= v[2];
        n_near += n_known >= v[2] - 1;
    }
    print_message("of %zu rows %d at the best known, %d within one round\n", table.n_rows, n_best,
                  n_near);
    assert_true(n_best >= 160 && n_near >= 170);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(designs_have_no_repeats),
        cmocka_unit_test(arcs_have_no_repeats),
        cmocka_unit_test(starters_reach_the_counting_bound),
        cmocka_unit_test(kept_schemes_are_schemes),
        cmocka_unit_test(catalogue_stands_beside_the_published_table),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
