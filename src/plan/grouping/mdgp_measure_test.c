// SPDX-License-Identifier: EUPL-1.2
// The whole numbers of a grouping by hand: as fine as fits and no finer, for distances large and
// small, for large groups and items, and beside wishes and costs that are larger still.
#include <math.h>

#include "base/testing.h"

#include "plan/grouping/mdgp.h"

TEST_ARENA((size_t)1 << 28);

enum { PEOPLE = 40 };
static const int32_t TWENTIES[] = {20, 20}, FEW_AND_MANY[] = {10, 30};

// Forty people in two groups, all `distance` apart but the last two, who are minus that.
static struct plan_grouping alike(double distance) {
    double *list = NEW_ARRAY(arena, double, PEOPLE *(PEOPLE - 1) / 2);
    for (int k = 0; k < PEOPLE * (PEOPLE - 1) / 2; k++)
        list[k] = distance;
    list[PEOPLE * (PEOPLE - 1) / 2 - 1] = -distance;
    return (struct plan_grouping){.n_people = PEOPLE,
                                  .n_groups = 2,
                                  .size_least = TWENTIES,
                                  .size_most = TWENTIES,
                                  .distance = list};
}

static struct mdgp expand(const struct plan_grouping *p) {
    struct mdgp r = {0};
    struct plan_conflicts conflicts = {0};
    mdgp_expand(arena, p, &r, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return r;
}

static void assert_units(const struct plan_grouping *p, double units) {
    assert_true(fabs(expand(p).units / units - 1) < 1e-9);
}

// Twenty beside somebody may add up to 2^28 = 268,435,456 units.
static void units_fit_the_largest_group(void **state) {
    (void)state;
    struct plan_grouping p = alike(1);
    assert_units(&p, 1e6); // of 20, so 13 million would fit; no finer is needed
    const struct mdgp r = expand(&p);
    assert_int_equal(r.distance[1], 1000000);
    assert_int_equal(r.distance[PEOPLE * PEOPLE - 2], -1000000);
    assert_int_equal(r.least_distance, -1000000);
    p = alike(13);
    assert_units(&p, 1e6); // of 260: 1.03 million would fit
    p = alike(14);
    assert_units(&p, 1e5); // of 280: 0.96 million would
    p.size_least = p.size_most = FEW_AND_MANY;
    p = alike(130);
    p.size_least = p.size_most = FEW_AND_MANY;
    assert_units(&p, 1e4); // of 3,900: 69 thousand would
    p = alike(1e9);
    assert_units(&p, 1e-2); // of 2 * 10^10
    p = alike(0);
    assert_units(&p, 1e6);
}

// Five who stay together have five times the distance to anybody.
static void units_fit_the_largest_item(void **state) {
    (void)state;
    static const struct plan_pair FIVE[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}};
    struct plan_grouping p = alike(13);
    p.together = FIVE, p.n_together = 4;
    assert_units(&p, 1e5); // of 1,300: 206 thousand would fit
    const struct mdgp r = expand(&p);
    assert_int_equal(r.n, PEOPLE - 4);
    assert_int_equal(r.distance[1], 5 * 1300000);
    p = alike(0.001);
    p.together = FIVE, p.n_together = 4;
    assert_units(&p, 1e6); // small distances do not need fewer
}

// Wishes and costs together may reach 2^38 units, about 275 thousand million: a broken rule must
// cost more. A million of them leaves a hundred thousand units for each, ten million ten thousand.
static void units_fit_wishes_and_costs(void **state) {
    (void)state;
    const struct plan_wish wishes[] = {{0, 1, 6e5}, {1, 2, -4e5}}, more[] = {{0, 1, 1e7}};
    struct plan_grouping p = alike(1);
    p.wishes = wishes, p.n_wishes = 2;
    assert_units(&p, 1e5);
    p.wishes = more, p.n_wishes = 1;
    assert_units(&p, 1e4);
    const struct mdgp r = expand(&p);
    assert_true(r.tie[0].cost == -(int64_t)1e11);

    int32_t classes[PEOPLE] = {0}, draft[PEOPLE] = {0};
    const struct plan_column column = {classes, 2, NULL, NULL, 12500};
    p = alike(1);
    p.columns = &column, p.n_columns = 1; // twice that for each of forty: a million
    assert_units(&p, 1e5);
    assert_true(expand(&p).balance_cost[0] == (int64_t)1250000000);
    p.n_columns = 0;
    p.previous = draft, p.change_cost = 25000; // once for each of forty: a million
    assert_units(&p, 1e5);
    assert_true(expand(&p).change_cost == (int64_t)2500000000);
}

// Without a matrix: the numbers of an item may be 4,096 for sixteen features (2^28 / 16 is 4,096
// squared), less when more people are one; their squares are the units.
static void units_of_features(void **state) {
    (void)state;
    const int32_t n = PLAN_GROUPING_MATRIX_MAX + 2;
    double *features = NEW_ARRAY(arena, double, 9 * (size_t)n);
    for (int32_t i = 0; i < n; i++)
        features[9 * i] = 5 + (i % 2 == 0 ? 8 : -8); // 8 around the mean
    struct plan_grouping p = {.n_people = n,
                              .n_groups = 1,
                              .size_least = &n,
                              .size_most = &n,
                              .features = features,
                              .n_features = 9};
    const struct mdgp r = expand(&p);
    assert_int_equal(r.n_features, 16);
    assert_true(fabs(r.units - 512.0 * 512) < 1);
    assert_int_equal(r.feature[0], 4096);
    assert_int_equal(r.feature[16], -4096);
    assert_true(r.square[1] == 4096 * 4096);
    static const struct plan_pair TOGETHER[] = {{0, 2}, {2, 4}, {4, 6}};
    p.together = TOGETHER, p.n_together = 3;
    const struct mdgp four = expand(&p);
    assert_true(fabs(four.units - 128.0 * 128) < 1);
    assert_int_equal(four.feature[0], 4096); // four times 8
    assert_true(four.square[0] == 4 * 1024 * 1024);
    p.n_together = 0;
    p.n_features = 0;
    assert_true(expand(&p).units == 1); // nothing to measure
}

// Half of one is the largest distance, and twenty people together: 200 for the 2^28, so a million
// units for each fit, and would not if distances could be 1.
static void distances_below_one_leave_room(void **state) {
    (void)state;
    struct plan_grouping p = alike(0.5);
    struct plan_pair together[19];
    for (int k = 0; k < 19; k++)
        together[k] = (struct plan_pair){k, k + 1};
    p.together = together, p.n_together = 19;
    assert_units(&p, 1e6);
}

// The most that rules can add to an exchange: person 0 has wishes of 3 and -2, once for each side.
static void slack_is_what_wishes_can_add(void **state) {
    (void)state;
    static const struct plan_wish WISHES[] = {{0, 1, 3}, {2, 0, -2}, {4, 5, 1}};
    struct plan_grouping p = alike(1);
    p.wishes = WISHES, p.n_wishes = 3;
    const struct mdgp r = expand(&p);
    assert_true(fabs((double)r.slack - 2 * 5 * r.units) < 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(units_fit_the_largest_group, begin, end),
        cmocka_unit_test_setup_teardown(units_fit_the_largest_item, begin, end),
        cmocka_unit_test_setup_teardown(units_fit_wishes_and_costs, begin, end),
        cmocka_unit_test_setup_teardown(units_of_features, begin, end),
        cmocka_unit_test_setup_teardown(distances_below_one_leave_room, begin, end),
        cmocka_unit_test_setup_teardown(slack_is_what_wishes_can_add, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
