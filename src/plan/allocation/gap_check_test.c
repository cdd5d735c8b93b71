// SPDX-License-Identifier: EUPL-1.2
// The recount of an allocation, with costs added by hand, and the numbers that recount and solver
// accept: each just within its edge and just beyond.
#include "base/testing.h"

#include "plan/conflict.h"

TEST_ARENA((size_t)1 << 30);

struct few {
    struct plan_allocation p;
    int32_t hours[2], start[3], previous[2];
    struct plan_candidate candidates[4];
};

static struct few few(void) {
    return (struct few){.p = {.n_people = 2, .n_packages = 2, .change_cost = 7},
                        .hours = {10, 10},
                        .start = {0, 2, 4},
                        .previous = {1, -1},
                        .candidates = {{0, 1, 6}, {1, 2, 5}, {0, 3, 4}, {1, 4, 5}}};
}

static struct plan_conflicts recount(struct few *f, int32_t a, int32_t b, int64_t *ret_cost,
                                     int32_t *ret_changed) {
    f->p.hours = f->hours;
    f->p.start = f->start;
    f->p.previous = f->previous;
    f->p.candidates = f->candidates;
    struct plan_conflicts broken;
    const bool is_valid = plan_allocation_check(arena, &f->p, (const int32_t[]){a, b}, ret_cost,
                                                ret_changed, &broken);
    assert_int_equal(is_valid, broken.n == 0);
    return broken;
}

static void assert_cost(struct few f, int32_t a, int32_t b, int64_t cost, int32_t changed) {
    int64_t got;
    int32_t got_changed;
    assert_int_equal(recount(&f, a, b, &got, &got_changed).n, 0);
    assert_int_equal(got, cost);
    assert_int_equal(got_changed, changed);
}

static void assert_one(struct few f, int32_t a, int32_t b, struct plan_conflict wanted) {
    int64_t cost;
    int32_t changed;
    const struct plan_conflicts broken = recount(&f, a, b, &cost, &changed);
    assert_int_equal(broken.n, 1);
    assert_memory_equal(&broken.list[0], &wanted, sizeof wanted);
}

static void costs_of_an_allocation_are_added(void **state) {
    (void)state;
    struct few f = few();
    assert_cost(f, 0, 0, 1 + 3 + 7, 1); // all 10 hours of person 0, and package 0 changes hands
    assert_cost(f, 1, 0, 2 + 3, 0);
    assert_cost(f, 1, 1, 2 + 4, 0); // package 1 is new: whoever gets it is no change
    f.previous[0] = 0;
    assert_cost(f, 1, 0, 2 + 3 + 7, 1);
    f.previous[1] = 1;
    assert_cost(f, 1, 0, 2 + 3 + 14, 2);
    f.hours[1] = 9;
    assert_one(f, 1, 1, (struct plan_conflict){PLAN_RULE_HOURS, -1, 1, -1, 10, 9});
    assert_one(f, 0, 2, (struct plan_conflict){PLAN_RULE_PERSON, -1, -1, 1, 2, 2});
    assert_one(f, -1, 0, (struct plan_conflict){PLAN_RULE_PERSON, -1, -1, 0, -1, 2});
    f.start[2] = 3; // nobody but person 0 for package 1
    assert_one(f, 0, 1, (struct plan_conflict){PLAN_RULE_UNABLE, -1, 1, 1, -1, -1});
}

// Whether the recount and the solver refuse the numbers.
static void assert_refused(struct few f, bool is_refused_by_recount, bool is_refused) {
    int64_t cost;
    int32_t changed;
    const struct plan_conflicts broken = recount(&f, 0, 0, &cost, &changed);
    const bool is_numbers = broken.n > 0 && broken.list[0].rule == PLAN_RULE_NUMBERS;
    assert_int_equal(is_numbers, is_refused_by_recount);
    assert_true(!is_numbers || (cost == 0 && changed == 0));
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &f.p, &search, &result);
    const bool is_none = result.end == PLAN_INFEASIBLE && result.conflicts.n > 0 &&
                         result.conflicts.list[0].rule == PLAN_RULE_NUMBERS;
    assert_int_equal(is_none, is_refused);
}

enum { COST = PLAN_ALLOCATION_COST_MAX, HOURS = PLAN_ALLOCATION_HOURS_MAX };

static void numbers_of_an_allocation_have_edges(void **state) {
    (void)state;
    struct few f;
    const struct {
        int32_t *number, within, beyond;
        bool is_solver_alone;
    } EDGES[] = {
        {&f.p.n_people, 2, 0, false},
        {&f.p.n_people, 2, 1, false}, // person 1 stands among the candidates
        {&f.p.n_people, 2, PLAN_ALLOCATION_PEOPLE_MAX + 1, false},
        {&f.p.n_packages, 1, 0, false},
        {&f.p.n_packages, 2, PLAN_ALLOCATION_PACKAGES_MAX + 1, false},
        {&f.start[0], 0, 1, false},
        {&f.start[1], 4, 5, false}, // falls to 4
        {&f.candidates[0].person, 0, -1, false},
        {&f.candidates[3].person, 1, 2, false},
        {&f.candidates[3].person, 1, 0, true}, // twice for one package
        {&f.candidates[1].load, 0, -1, false},
        {&f.candidates[1].load, HOURS, HOURS + 1, false},
        {&f.candidates[1].cost, -COST, -COST - 1, false},
        {&f.candidates[1].cost, COST, COST + 1, false},
        {&f.hours[1], 0, -1, true},
        {&f.hours[1], HOURS, HOURS + 1, true},
        {&f.previous[1], -1, -2, true},
        {&f.previous[1], 1, 2, true},
        {&f.p.change_cost, 0, -1, true},
        {&f.p.change_cost, COST, COST + 1, true},
    };
    for (size_t k = 0; k < COUNT_OF(EDGES); k++) {
        f = few();
        if (EDGES[k].number == &f.start[1])
            f.candidates[2].person = 0, f.candidates[3].person = 1;
        *EDGES[k].number = EDGES[k].within;
        if (EDGES[k].number != &f.start[1])
            assert_refused(f, false, false);
        *EDGES[k].number = EDGES[k].beyond;
        assert_refused(f, !EDGES[k].is_solver_alone, true);
    }
}

// The most hours of those who could, and the least that one of them needs.
static void who_can_do_nothing_is_told_why(void **state) {
    (void)state;
    struct few f = few();
    int64_t cost;
    int32_t changed;
    f.hours[0] = 3;
    f.hours[1] = 4;
    recount(&f, 0, 0, &cost, &changed);
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &f.p, &search, &result);
    assert_int_equal(result.conflicts.n, 2);
    const struct plan_conflict wanted[] = {{PLAN_RULE_NOBODY, -1, -1, 0, 4, 5},
                                           {PLAN_RULE_NOBODY, -1, -1, 1, 4, 4}};
    assert_memory_equal(result.conflicts.list, wanted, sizeof wanted);
}

// So many packages for one person that the hours do not fit in the number that is told.
static void hours_beyond_any_number_are_told_as_the_largest(void **state) {
    (void)state;
    enum { N = 2148 };
    const int32_t hours[] = {HOURS};
    int32_t *start = NEW_ARRAY(arena, int32_t, N + 1), *person = NEW_ARRAY(arena, int32_t, N);
    struct plan_candidate *list = NEW_ARRAY(arena, struct plan_candidate, N);
    for (int32_t j = 0; j < N; j++) {
        list[j] = (struct plan_candidate){0, 1, HOURS};
        start[j + 1] = j + 1;
    }
    struct plan_allocation p = {
        .n_people = 1, .n_packages = N, .hours = hours, .start = start, .candidates = list};
    struct plan_conflicts broken;
    int64_t cost;
    int32_t changed;
    assert_false(plan_allocation_check(arena, &p, person, &cost, &changed, &broken));
    assert_int_equal(broken.list[0].have, INT32_MAX);
    assert_int_equal(cost, N);
    p.n_packages = N - 1;
    assert_false(plan_allocation_check(arena, &p, person, &cost, &changed, &broken));
    assert_int_equal(broken.list[0].have, (N - 1) * HOURS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_of_an_allocation_are_added),
        cmocka_unit_test(numbers_of_an_allocation_have_edges),
        cmocka_unit_test(who_can_do_nothing_is_told_why),
        cmocka_unit_test(hours_beyond_any_number_are_told_as_the_largest),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
