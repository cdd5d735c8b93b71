// SPDX-License-Identifier: EUPL-1.2
// The designs, with pairs counted here, and the published table of rounds where it is at hand.
#include "base/testing.h"

#include "base/csv.h"
#include "plan/rotation/rotation.h"

static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 28);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

// In each of the first n_known rounds all groups are full, and no pair meets twice.
static void assert_design(int32_t n_groups, int32_t size, int32_t n_rounds, int32_t n_known,
                          const int32_t *group) {
    const int32_t n = n_groups * size;
    for (int32_t w = 0; w < n_known; w++) {
        int32_t sizes[64] = {0};
        for (int32_t i = 0; i < n; i++) {
            assert_in_range(group[i * n_rounds + w], 0, n_groups - 1);
            sizes[group[i * n_rounds + w]]++;
        }
        for (int32_t g = 0; g < n_groups; g++)
            assert_int_equal(sizes[g], size);
    }
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < i; j++) {
            int32_t meetings = 0;
            for (int32_t w = 0; w < n_known; w++)
                meetings += group[i * n_rounds + w] == group[j * n_rounds + w];
            assert_true(meetings <= 1);
        }
    }
}

static int32_t design_of(int32_t n_groups, int32_t size, int32_t n_rounds) {
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)(n_groups * size * n_rounds));
    const int32_t n_known = rotation_design(arena, n_groups, size, n_rounds, group);
    assert_design(n_groups, size, n_rounds, n_known, group);
    return n_known;
}

// Groups, size, rounds: round robin; lines over GF(5), GF(4), GF(8), GF(9), GF(16), GF(25) with
// what goes on inside the columns; modulo 12. Worked by hand: 8-4 is 8 + 1, 9-3 is 9 + 3 + 1, 16-4
// is 16 + 4 + 1; modulo 12 in fives, 3 * 4 is the first product that vanishes.
static void designs_have_no_repeats(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{3, 2, 5},   {10, 2, 19}, {5, 5, 6},   {4, 4, 5},
                                       {8, 4, 9},   {9, 3, 13},  {8, 7, 8},   {9, 9, 10},
                                       {16, 4, 21}, {12, 5, 3},  {25, 6, 25}, {1, 6, 1}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++)
        assert_int_equal(design_of(CASES[k][0], CASES[k][1], 30), CASES[k][2]);
    assert_int_equal(design_of(8, 4, 5), 5); // no more than is wanted
}

// The published table: the catalogue alone comes within one round of the best known in half of the
// rows, and never claims more than the counting bound.
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
    int n_near = 0;
    for (size_t row = 0; row < table.n_rows; row++) {
        int64_t v[4]; // groups, size, best known, bound
        for (size_t c = 0; c < 4; c++)
            assert_int_equal(str_i64(csv_cell(&table, row, c), &v[c]), RC_OK);
        const int64_t n_known = design_of((int32_t)v[0], (int32_t)v[1], (int32_t)v[3] + 1);
        assert_true(n_known <= v[3]);
        n_near += n_known >= v[2] - 1;
    }
    print_message("designs within one round of the best known: %d of %zu\n", n_near, table.n_rows);
    assert_true(n_near >= 95);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(designs_have_no_repeats),
        cmocka_unit_test(catalogue_stands_beside_the_published_table),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
