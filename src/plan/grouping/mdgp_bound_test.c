// SPDX-License-Identifier: EUPL-1.2
// The bounds of the grouping by hand: each way to count where it is the least, sizes that may
// differ, and wishes. A bound that is merely true would pass elsewhere; here it must be as near as
// its definition says.
#include <math.h>

#include "base/testing.h"

#include "plan/grouping/mdgp.h"

TEST_ARENA((size_t)1 << 28);

static const int32_t ONES[] = {1, 1, 1, 1}, TWOS[] = {2, 2, 2}, FOURS[] = {4, 4};

static void assert_bound(const struct plan_grouping *p, double least, double most) {
    const double bound = plan_grouping_bound(arena, p);
    if (bound < least || bound > most)
        print_message("%.9f is not from %.9f to %.9f\n", bound, least, most);
    assert_true(bound >= least && bound <= most);
}

static void assert_exact(const struct plan_grouping *p, double bound) {
    assert_bound(p, bound, bound + 1e-6 * fmax(1, bound));
}

// All distances 1, two groups of 1 to 4 for six people: at most one of four and one of two, so that
// 6 + 1 pairs count.
static void pairs_are_counted_by_sizes(void **state) {
    (void)state;
    double distance[15];
    for (int k = 0; k < 15; k++)
        distance[k] = 1;
    struct plan_grouping p = {
        .n_people = 6, .n_groups = 2, .size_least = ONES, .size_most = FOURS, .distance = distance};
    assert_exact(&p, 7);
    // at least two in each: four and two
    p.size_least = TWOS;
    assert_exact(&p, 7);
    // three groups of at most four, two at least in each: twos only
    p.n_groups = 3;
    p.size_most = (const int32_t[]){4, 4, 4};
    assert_exact(&p, 3);
    // one at least in each: a group of four and two of one, which has the most pairs
    p.size_least = ONES;
    assert_exact(&p, 6);
    // one of at least three and two of at most two: 3, 2 and 1
    p.size_least = (const int32_t[]){3, 1, 1};
    p.size_most = (const int32_t[]){3, 2, 2};
    assert_exact(&p, 3 + 1);
}

// Nobody counts more than the largest distances that fit beside them, and the whole no more than
// all ends: 0-1 is 8, 2-3 is 4, others 1; in twos the two pairs.
static void pairs_are_the_largest(void **state) {
    (void)state;
    const double distance[] = {8, 1, 1, 1, 1, 4}; // 10, 20, 21, 30, 31, 32
    struct plan_grouping p = {
        .n_people = 4, .n_groups = 2, .size_least = TWOS, .size_most = TWOS, .distance = distance};
    assert_exact(&p, 12);
    // in a three and a one, six ends: of the halves 4, 4, 2, 2 and .5 four times the six largest
    p.size_least = (const int32_t[]){3, 1};
    p.size_most = (const int32_t[]){3, 1};
    assert_exact(&p, 13);
    // a distance below 0 is nobody's best, and no end of it has to be taken
    const double below[] = {-8, -1, -1, -1, -1, -4};
    p.distance = below;
    p.size_least = p.size_most = TWOS;
    assert_bound(&p, 0, 1e-6);
}

// 3, -1, -1, -1: squares around the mean of all 9, 1, 1, 1, times the size of the group.
static void means_bound_squared_distances(void **state) {
    (void)state;
    const double features[] = {13, 9, 9, 9};
    struct plan_grouping p = {.n_people = 4,
                              .n_groups = 2,
                              .size_least = TWOS,
                              .size_most = TWOS,
                              .features = features,
                              .n_features = 1};
    assert_exact(&p, 2 * (9 + 1 + 1 + 1));
    // in a three and a one: who is far out in the larger
    p.size_least = (const int32_t[]){1, 3};
    p.size_most = (const int32_t[]){1, 3};
    assert_exact(&p, 3 * (9 + 1 + 1) + 1);
    // the same as a matrix, where the distances must tell that they are of points on a line
    const double matrix[] = {16, 16, 0, 16, 0, 0};
    p.features = NULL, p.n_features = 0;
    p.distance = matrix;
    assert_bound(&p, 34, 34.01);
}

// Above the matrix, three numbers each that cancel in groups of two: the bound is reached.
static void means_bound_many_people(void **state) {
    (void)state;
    const int32_t n = PLAN_GROUPING_MATRIX_MAX + 2, m = n / 2;
    double *features = NEW_ARRAY(arena, double, 3 * (size_t)n);
    int32_t *two = NEW_ARRAY(arena, int32_t, (size_t)m);
    double squares = 0;
    for (int32_t g = 0; g < m; g++)
        two[g] = 2;
    for (int32_t k = 0; k < 3 * m; k++) {
        features[k] = 5 + k % 7;
        features[3 * m + k] = 5 - k % 7;
        squares += 2 * (k % 7) * (k % 7);
    }
    const struct plan_grouping p = {.n_people = n,
                                    .n_groups = m,
                                    .size_least = two,
                                    .size_most = two,
                                    .features = features,
                                    .n_features = 3};
    assert_exact(&p, 2 * squares);
}

// Eight people in a ring, who differ by 1 from both neighbours and from the one opposite, in fours.
// The largest pairs of each: 4 ends of 3 halves for each group, 12. Rows are 3/8 of 8 on average,
// so a = 3/16 each; the rest is the ring less 3/8, whose largest eigenvalue is 2 cos 90 + 1 = 1.
static void eigenvalues_bound_a_ring(void **state) {
    (void)state;
    double distance[28];
    for (int i = 0, at = 0; i < 8; i++) {
        for (int j = 0; j < i; j++)
            distance[at++] = i - j == 1 || i - j == 7 || i - j == 4;
    }
    const struct plan_grouping p = {.n_people = 8,
                                    .n_groups = 2,
                                    .size_least = FOURS,
                                    .size_most = FOURS,
                                    .distance = distance};
    const double exact = 4 * 1 + 8 * 4 * 3 / 16.0; // half of it for each person, and sizes times a
    assert_bound(&p, exact, exact + 8 / 2.0 * 3.75 / 256); // halved eight times from a row of 3.75
}

// Wishes that are worth something count as come true, others not at all.
static void wishes_count_as_come_true(void **state) {
    (void)state;
    const double distance[] = {8, 1, 1, 1, 1, 4};
    const struct plan_wish wishes[] = {{0, 1, 2.5}, {1, 2, 3}, {2, 3, -7}};
    const struct plan_grouping p = {.n_people = 4,
                                    .n_groups = 2,
                                    .size_least = TWOS,
                                    .size_most = TWOS,
                                    .distance = distance,
                                    .wishes = wishes,
                                    .n_wishes = 3};
    assert_exact(&p, 12 + 2.5 + 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pairs_are_counted_by_sizes, begin, end),
        cmocka_unit_test_setup_teardown(pairs_are_the_largest, begin, end),
        cmocka_unit_test_setup_teardown(means_bound_squared_distances, begin, end),
        cmocka_unit_test_setup_teardown(means_bound_many_people, begin, end),
        cmocka_unit_test_setup_teardown(eigenvalues_bound_a_ring, begin, end),
        cmocka_unit_test_setup_teardown(wishes_count_as_come_true, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
