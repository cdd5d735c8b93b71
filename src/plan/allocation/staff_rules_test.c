// SPDX-License-Identifier: EUPL-1.2
// The rules of staffing as they are worked out before the search, on a problem small enough to be
// read: pins against the size of a team, numbers that cannot be, and who stands in front among
// those who suit a package.
#include <math.h>

#include "base/testing.h"

#include "plan/allocation/staff_testing.h"

TEST_ARENA((size_t)1 << 24);

// Everybody suits every package.
static struct small plain(void) {
    struct small s = {0};
    for (int32_t i = 0; i < PEOPLE; i++) {
        s.hours[i] = 10;
        s.packages_most[i] = PACKAGES;
    }
    for (int32_t k = 0; k < PEOPLE * SKILLS; k++)
        s.level[k] = 1;
    for (int32_t j = 0; j < PACKAGES; j++)
        s.most[j] = PEOPLE;
    for (int32_t k = 0; k < PACKAGES * SKILLS; k++)
        s.demand[k] = 4;
    return s;
}

static struct staff expand(struct small *s, struct plan_conflicts *ret_conflicts) {
    s->p = (struct plan_staffing){.n_people = PEOPLE,
                                  .n_packages = PACKAGES,
                                  .n_skills = SKILLS,
                                  .hours = s->hours,
                                  .packages_most = s->packages_most,
                                  .level = s->level,
                                  .demand = s->demand,
                                  .team_most = s->most,
                                  .pinned = s->p.pinned,
                                  .n_pinned = s->p.n_pinned,
                                  .changed_most = -1,
                                  .member_cost = 10,
                                  .unmet_cost = 5};
    struct staff r = {0};
    *ret_conflicts = (struct plan_conflicts){0};
    staff_expand(arena, &s->p, &r, ret_conflicts);
    return r;
}

static void more_pins_than_a_team_may_have_contradict_each_other(void **state) {
    (void)state;
    const struct plan_place pinned[] = {{0, 1}, {2, 1}, {1, 0}};
    struct small s = plain();
    struct plan_conflicts conflicts;
    s.p.pinned = pinned;
    s.p.n_pinned = 3;
    s.most[1] = 2;
    s.most[0] = 1;
    expand(&s, &conflicts);
    assert_int_equal(conflicts.n, 0);
    s.most[1] = 1;
    expand(&s, &conflicts);
    assert_int_equal(conflicts.n, 1);
    const struct plan_conflict *c = &conflicts.list[0];
    assert_int_equal(c->rule, PLAN_RULE_TEAM);
    assert_int_equal(c->have, 2);
    assert_int_equal(c->need, 1);
}

static void assert_refused(double *number, struct small *s) {
    const double was = *number;
    const double insane[] = {-1, NAN, INFINITY};
    for (size_t k = 0; k < COUNT_OF(insane); k++) {
        struct plan_conflicts conflicts;
        *number = insane[k];
        expand(s, &conflicts);
        assert_int_equal(conflicts.n, 1);
        assert_int_equal(conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    }
    *number = was;
}

static void no_number_is_looked_over(void **state) {
    (void)state;
    struct small s = plain();
    struct plan_conflicts conflicts;
    for (int32_t i = 0; i < PEOPLE; i++)
        assert_refused(&s.hours[i], &s);
    for (int32_t k = 0; k < PEOPLE * SKILLS; k++)
        assert_refused(&s.level[k], &s);
    for (int32_t k = 0; k < PACKAGES * SKILLS; k++)
        assert_refused(&s.demand[k], &s);
    expand(&s, &conflicts);
    assert_int_equal(conflicts.n, 0);
}

static void who_is_likely_stands_in_front(void **state) {
    (void)state;
    struct small s = plain();
    struct plan_conflicts conflicts;
    const struct staff r = expand(&s, &conflicts);
    const double dear[CELLS] = {5, 1, 3, 4, 4, 9, 0, 3.9, 2};
    const int32_t wanted[CELLS] = {1, 2, 0, 0, 1, 2, 0, 1, 2}, near[PACKAGES] = {2, 0, 3};
    int32_t n_near[PACKAGES];
    assert_int_equal(r.fit_start[PACKAGES], CELLS);
    staff_list_near(&r, dear, 4, r.fit, n_near);
    assert_memory_equal(n_near, near, sizeof near);
    assert_memory_equal(r.fit, wanted, sizeof wanted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_pins_than_a_team_may_have_contradict_each_other),
        cmocka_unit_test(no_number_is_looked_over),
        cmocka_unit_test(who_is_likely_stands_in_front),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
