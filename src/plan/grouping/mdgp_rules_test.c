// SPDX-License-Identifier: EUPL-1.2
// The rules of a grouping, each by hand on four or five people: the recount refuses each kind of
// broken plan, and the solver names each kind of contradiction.
#include "base/testing.h"

#include "vliegwiel/plan.h"

TEST_ARENA((size_t)1 << 28);

static struct plan_grouping_result solve(const struct plan_grouping *p) {
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_grouping_result result;
    plan_grouping_solve(arena, p, &search, &result);
    return result;
}

// ---- the recount -------------------------------------------------------------------------------

// Four people in two groups of two: 0 and 1 together, 0 and 2 apart, 3 fixed in group 1, 0 shut out
// of group 1, and class 0 (people 0 and 1) with two in group 0.
static const int32_t TWO[] = {2, 2}, CLASS[] = {0, 0, 1, 1}, FIXED[] = {-1, -1, -1, 1};
static const int32_t LEAST[] = {2, 0, 0, 2}, MOST[] = {2, 0, 0, 2};
static const bool CLOSED[] = {false, true, false, false, false, false, false, false};
static const double SIX[] = {1, 2, 4, 8, 16, 32}; // 10, 20, 21, 30, 31, 32
static const struct plan_column COLUMN = {CLASS, 2, LEAST, MOST, 0};
static const struct plan_pair WITH = {0, 1}, WITHOUT = {0, 2};

static struct plan_grouping by_hand(void) {
    return (struct plan_grouping){
        .n_people = 4, .n_groups = 2, .size_least = TWO, .size_most = TWO, .distance = SIX};
}

static bool breaks(const struct plan_grouping *p, const int32_t *group, enum plan_rule rule) {
    struct plan_grouping_score score;
    struct plan_conflicts conflicts;
    bool is_named = false;
    assert_false(plan_grouping_check(arena, p, group, &score, &conflicts));
    for (int32_t k = 0; k < conflicts.n; k++)
        is_named |= conflicts.list[k].rule == rule;
    return is_named;
}

static void broken_plans_are_refused(void **state) {
    (void)state;
    const int32_t good[] = {0, 0, 1, 1}, mixed[] = {1, 0, 1, 0}, large[] = {0, 0, 0, 1};
    const int32_t outside[] = {0, 0, 1, 2};
    struct plan_grouping p = by_hand();
    struct plan_grouping_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_grouping_check(arena, &p, good, &score, &conflicts));
    assert_true(score.worth == 1 + 32); // pairs 1-0 and 3-2
    assert_true(breaks(&p, large, PLAN_RULE_SIZE));
    assert_true(breaks(&p, outside, PLAN_RULE_GROUP));
    p.together = &WITH;
    p.n_together = 1;
    assert_true(breaks(&p, mixed, PLAN_RULE_TOGETHER));
    p.apart = &WITHOUT;
    p.n_apart = 1;
    assert_true(breaks(&p, mixed, PLAN_RULE_APART));
    p.fixed = FIXED;
    assert_true(breaks(&p, mixed, PLAN_RULE_FIXED));
    p.closed = CLOSED;
    assert_true(breaks(&p, mixed, PLAN_RULE_CLOSED));
    p.columns = &COLUMN;
    p.n_columns = 1;
    assert_true(breaks(&p, mixed, PLAN_RULE_QUOTA_LEAST));
    assert_true(breaks(&p, mixed, PLAN_RULE_QUOTA_MOST));
    assert_true(plan_grouping_check(arena, &p, good, &score, &conflicts));
    p.n_groups = 5;
    assert_true(breaks(&p, good, PLAN_RULE_NUMBERS));
}

// ---- contradictions ----------------------------------------------------------------------------

static void assert_named(const struct plan_grouping *p, enum plan_rule rule, int32_t have,
                         int32_t need) {
    const struct plan_grouping_result result = solve(p);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    assert_null(result.group);
    assert_int_equal(result.conflicts.list[0].rule, rule);
    assert_int_equal(result.conflicts.list[0].have, have);
    assert_int_equal(result.conflicts.list[0].need, need);
}

static void contradictions_are_named(void **state) {
    (void)state;
    static const int32_t ONE[] = {1, 1}, THREE[] = {3, 3}, NO_CLASS[] = {0, 0, 0, 0};
    static const int32_t ALL_FIXED[] = {0, 0, 0, -1}, FIXED_APART[] = {0, -1, 0, -1};
    static const int32_t NOTHING[] = {0, 0, 0, 0};
    static const bool SHUT[] = {true, true, false, false, false, false, false, false};
    static const struct plan_pair TRIPLE[] = {{0, 1}, {1, 2}, {2, 0}};
    struct plan_grouping p = by_hand();
    p.size_most = ONE, p.size_least = ONE;
    assert_named(&p, PLAN_RULE_SEATS, 2, 4);
    p.size_most = THREE, p.size_least = THREE;
    assert_named(&p, PLAN_RULE_SEATS_LEAST, 4, 6);
    p.size_least = THREE, p.size_most = TWO;
    assert_named(&p, PLAN_RULE_NUMBERS, -1, -1);

    p = by_hand(), p.together = TRIPLE, p.n_together = 2;
    assert_named(&p, PLAN_RULE_TOGETHER_BLOCK, 2, 3);
    p.n_together = 1, p.apart = &WITH, p.n_apart = 1;
    assert_named(&p, PLAN_RULE_TOGETHER_APART, -1, -1);
    p = by_hand(), p.apart = TRIPLE, p.n_apart = 3; // three people apart in two groups
    assert_named(&p, PLAN_RULE_APART_CLASS, 2, 3);
    p.fixed = FIXED_APART;
    assert_named(&p, PLAN_RULE_APART, -1, -1);

    p = by_hand(), p.fixed = ALL_FIXED;
    assert_named(&p, PLAN_RULE_SIZE, 3, 2);
    p = by_hand(), p.closed = SHUT;
    assert_named(&p, PLAN_RULE_CLOSED, -1, -1);

    const struct plan_column few = {NO_CLASS, 1, ONE, ONE, 0}, many = {CLASS, 2, LEAST, NOTHING, 0};
    const struct plan_column want = {NO_CLASS, 1, THREE, THREE, 0};
    p = by_hand(), p.columns = &few, p.n_columns = 1; // four people of one class, two allowed
    assert_named(&p, PLAN_RULE_QUOTA_MOST, 4, 2);
    p.columns = &want;
    assert_named(&p, PLAN_RULE_QUOTA_LEAST, 4, 6);
    static const int32_t CROWD[] = {2, 0, 1, 0}, ANY[] = {2, 2, 2, 2};
    const struct plan_column crowd = {CLASS, 2, CROWD, ANY, 0};
    p.columns = &crowd; // two of class 0 and one of class 1 in group 0, which has two seats
    assert_named(&p, PLAN_RULE_QUOTA_LEAST, 2, 3);
    p.columns = &many; // at least two of class 0 in group 0, and none at most
    assert_named(&p, PLAN_RULE_QUOTA_MOST, 2, 0);
}

// Quotas that people who stay together, or who are fixed, cannot keep. Of class 0 (people 0 and 1)
// at most one may be in a group, of class 1 two.
static void quotas_of_items_and_fixed_people(void **state) {
    (void)state;
    static const int32_t NONE[] = {0, 0, 0, 0}, ONE[] = {1, 1, 2, 2}, IN_LAST[] = {-1, 1, -1, 1};
    static const struct plan_pair MIXED = {0, 2};
    static const int32_t LAST_ONLY[] = {0, 2, 2, 2};
    const struct plan_column column = {CLASS, 2, NONE, ONE, 0};
    struct plan_grouping p = by_hand();
    p.columns = &column, p.n_columns = 1;
    p.together = &WITH, p.n_together = 1;
    assert_named(&p, PLAN_RULE_QUOTA_MOST, 2, 1);
    p.together = &MIXED; // one of each class
    assert_int_equal(solve(&p).end, PLAN_DONE);
    p.n_together = 0;
    static const int32_t BOTH[] = {1, 1, -1, -1};
    p.fixed = BOTH; // both of class 0 in group 1
    assert_named(&p, PLAN_RULE_QUOTA_MOST, 2, 1);
    p.fixed = IN_LAST; // one of each class
    assert_int_equal(solve(&p).end, PLAN_DONE);
    const struct plan_column shut = {CLASS, 2, NONE, LAST_ONLY, 0}; // none of class 0 in group 0
    static const int32_t LONE[] = {0, -1, -1, -1};
    p.columns = &shut, p.fixed = LONE;
    assert_named(&p, PLAN_RULE_QUOTA_MOST, 1, 0);
}

// One number of each list just outside what it may be.
static void numbers_out_of_range_are_refused(void **state) {
    (void)state;
    static const int32_t THIRD[] = {-1, -1, 2, -1}, BELOW[] = {0, -2, 0, 0}, LARGE[] = {2, 5};
    static const int32_t CLASSES[] = {0, 1, 2, 0}, MANY[] = {2, 0, 0, 5};
    static const double LONG[] = {1, 2, 4, 8, 16, 1e300};
    static const struct plan_pair SELF = {1, 1}, FAR = {0, 4};
    static const struct plan_wish WISH = {0, 4, 1}, NO_WORTH = {0, 1, 1e300};
    static const struct plan_column WRONG[] = {{CLASSES, 2, NULL, NULL, 0},
                                               {CLASS, 2, LEAST, NULL, 0},
                                               {CLASS, 2, LEAST, MANY, 0},
                                               {CLASS, 5, NULL, NULL, 0},
                                               {CLASS, 2, NULL, NULL, -1}};
    struct plan_grouping wrong[25];
    for (size_t k = 0; k < COUNT_OF(wrong); k++)
        wrong[k] = by_hand();
    wrong[0].fixed = THIRD, wrong[1].fixed = BELOW;
    wrong[2].previous = THIRD, wrong[3].previous = BELOW;
    wrong[4].size_most = LARGE, wrong[5].distance = LONG;
    wrong[6].together = &SELF, wrong[6].n_together = 1;
    wrong[7].apart = &FAR, wrong[7].n_apart = 1;
    wrong[8].wishes = &WISH, wrong[8].n_wishes = 1;
    wrong[9].wishes = &NO_WORTH, wrong[9].n_wishes = 1;
    wrong[10].change_cost = -1, wrong[11].n_groups = 5, wrong[12].n_people = 0;
    for (size_t k = 0; k < COUNT_OF(WRONG); k++) {
        wrong[13 + k].columns = &WRONG[k];
        wrong[13 + k].n_columns = 1;
    }
    wrong[18].n_together = wrong[19].n_apart = wrong[20].n_wishes = -1;
    wrong[21].n_features = wrong[22].n_columns = -1;
    wrong[23].n_features = PLAN_GROUPING_FEATURES_MAX + 1;
    wrong[24].n_columns = PLAN_GROUPING_COLUMNS_MAX + 1;
    for (size_t k = 0; k < COUNT_OF(wrong); k++)
        assert_named(&wrong[k], PLAN_RULE_NUMBERS, -1, -1);
}

// Five people in a ring, neighbours apart, cannot be in two groups: no triangle tells, so the
// search must give up and name what its nearest plan breaks.
static void ring_is_not_found(void **state) {
    (void)state;
    static const struct plan_pair RING[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}};
    static const int32_t least[] = {2, 2}, most[] = {3, 3};
    static const double distance[10] = {0};
    const struct plan_grouping p = {.n_people = 5,
                                    .n_groups = 2,
                                    .size_least = least,
                                    .size_most = most,
                                    .distance = distance,
                                    .apart = RING,
                                    .n_apart = 5};
    const struct plan_grouping_result result = solve(&p);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    assert_int_equal(result.conflicts.n, 2);
    assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NOT_FOUND);
    assert_int_equal(result.conflicts.list[1].rule, PLAN_RULE_APART);
}

// The recount looks at the numbers itself, before it reads a list as long as they say.
static void recount_refuses_numbers(void **state) {
    (void)state;
    static const int32_t sizes[] = {1, 1}, group[] = {0, 1};
    static const double features[] = {0, 1};
    const struct plan_grouping good = {.n_people = 2,
                                       .n_groups = 2,
                                       .size_least = sizes,
                                       .size_most = sizes,
                                       .features = features,
                                       .n_features = 1};
    struct plan_grouping wrong[] = {good, good, good, good, good, good};
    wrong[0].n_people = PLAN_GROUPING_PEOPLE_MAX + 1;
    wrong[1].n_people = 0;
    wrong[2].n_groups = 0;
    wrong[3].n_groups = 3;
    wrong[4].n_features = PLAN_GROUPING_FEATURES_MAX + 1;
    wrong[5].n_columns = PLAN_GROUPING_COLUMNS_MAX + 1;
    struct plan_grouping_score score;
    struct plan_conflicts broken;
    assert_true(plan_grouping_check(arena, &good, group, &score, &broken));
    for (size_t k = 0; k < COUNT_OF(wrong); k++) {
        assert_false(plan_grouping_check(arena, &wrong[k], group, &score, &broken));
        assert_int_equal(broken.n, 1);
        assert_int_equal(broken.list[0].rule, PLAN_RULE_NUMBERS);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(broken_plans_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(contradictions_are_named, begin, end),
        cmocka_unit_test_setup_teardown(quotas_of_items_and_fixed_people, begin, end),
        cmocka_unit_test_setup_teardown(numbers_out_of_range_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(ring_is_not_found, begin, end),
        cmocka_unit_test_setup_teardown(recount_refuses_numbers, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
