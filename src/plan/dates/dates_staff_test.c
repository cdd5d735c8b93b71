// SPDX-License-Identifier: EUPL-1.2
// Who gives which session, by hand: who gave it in the earlier plan and who gave the last one keep
// it where they can, and others change places where they must.
#include "base/testing.h"

#include "plan/dates/dates.h"

enum { PLACES = PLAN_DATES_NEEDED_MAX };

TEST_ARENA((size_t)1 << 26);

static const bool YES[] = {true, true, true, true, true, true, true, true, true, true, true, true};
static const int32_t NOBODY_ABSENT[12] = {0};

// Up to three facilitators who can and may give everything.
static struct plan_dates plain(int32_t n_groups, int32_t n_modules, int32_t n_slots,
                               int32_t n_facilitators) {
    return (struct plan_dates){.n_groups = n_groups,
                               .n_modules = n_modules,
                               .n_slots = n_slots,
                               .absent = NOBODY_ABSENT,
                               .gap_least = 1,
                               .n_facilitators = n_facilitators,
                               .can = YES,
                               .free = YES};
}

// The sessions of the groups in these slots, and, for named ones, with these facilitators.
static int32_t *assigned(const struct plan_dates *p, const int32_t *slot, const int32_t *lead) {
    const size_t n = (size_t)p->n_groups * (size_t)p->n_modules;
    struct dates *d = NEW(arena, struct dates);
    struct plan_conflicts conflicts = {0};
    int32_t *staff = NEW_ARRAY(arena, int32_t, n * PLACES);
    dates_expand(arena, p, d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    struct dates_state s = dates_state_new(arena, d);
    for (int32_t g = 0; g < p->n_groups; g++)
        dates_state_add(&s, g, slot + (ptrdiff_t)g * p->n_modules,
                        lead ? lead + (ptrdiff_t)g * p->n_modules : NULL);
    dates_staff_assign(arena, d, &s, staff);
    return staff;
}

static void assert_given(const int32_t *staff, int32_t session, int32_t a, int32_t b, int32_t c) {
    const int32_t *list = staff + (ptrdiff_t)session * PLACES;
    assert_int_equal(list[0], a);
    assert_int_equal(list[1], b);
    assert_int_equal(list[2], c);
    assert_int_equal(list[3], -1);
}

// One session, in slot 1; the earlier plan had it there too, or in slot 0.
static void who_gave_a_session_keeps_it(void **state) {
    (void)state;
    static const int32_t second[PLACES] = {2, -1, -1, -1}, third_place[PLACES] = {-1, -1, 1, -1};
    static const int32_t there[] = {1}, elsewhere[] = {0};
    struct plan_dates p = plain(1, 1, 2, 3);
    assert_given(assigned(&p, there, NULL), 0, 0, -1, -1); // the first that is free
    p.previous = there;
    assert_given(assigned(&p, there, NULL), 0, 0, -1, -1);
    p.previous_facilitators = second;
    assert_given(assigned(&p, there, NULL), 0, 2, -1, -1);
    p.previous_facilitators = third_place;
    assert_given(assigned(&p, there, NULL), 0, 1, -1, -1);
    p.previous = elsewhere; // it moved: nobody is bound to it
    assert_given(assigned(&p, there, NULL), 0, 0, -1, -1);
}

// The earlier facilitator 2 is not free in slot 1 any more, or cannot give the module.
static void who_cannot_does_not_keep_it(void **state) {
    (void)state;
    static const int32_t second[PLACES] = {2, -1, -1, -1}, there[] = {1};
    static const bool not_free[] = {true, true, true, true, true, false};
    static const bool cannot[] = {true, true, false};
    struct plan_dates p = plain(1, 1, 2, 3);
    p.previous = there;
    p.previous_facilitators = second;
    p.free = not_free;
    assert_given(assigned(&p, there, NULL), 0, 0, -1, -1);
    p.free = YES;
    p.can = cannot;
    assert_given(assigned(&p, there, NULL), 0, 0, -1, -1);
}

// Group 0 can only have facilitator 1 for its first module; for the second anybody: it is 1 again.
// The first session of group 1 does not look at the last of group 0.
static void who_gave_the_last_session_goes_on(void **state) {
    (void)state;
    static const int32_t slot[] = {0, 1, 2, 3};
    static const bool can[] = {false, true, true, true, true, true};
    static const bool one_away[] = {true, true, true, true, false, true,
                                    true, true, true, true, true,  true};
    struct plan_dates p = plain(2, 2, 4, 3);
    p.can = can;
    int32_t *staff = assigned(&p, slot, NULL);
    assert_given(staff, 0, 1, -1, -1);
    assert_given(staff, 1, 1, -1, -1);
    assert_given(staff, 2, 1, -1, -1);
    p.free = one_away; // 1 is not there in slot 0: 2 begins and goes on
    staff = assigned(&p, slot, NULL);
    assert_given(staff, 0, 2, -1, -1);
    assert_given(staff, 1, 2, -1, -1);
    assert_given(staff, 2, 1, -1, -1);
    assert_given(staff, 3, 1, -1, -1);
}

// In slot 2 there are the first module of group 0, the second of group 1 and the third of group 2.
// Facilitator 0 gives all, 1 the first two, 2 only the first: 0 must make way twice.
static void others_change_places(void **state) {
    (void)state;
    static const int32_t slot[] = {2, 3, 4, 1, 2, 3, 0, 1, 2};
    static const bool can[] = {true, true, true, true, true, false, true, false, false};
    struct plan_dates p = plain(3, 3, 5, 3);
    static const bool free[15] = {true, true, true, true, true, true, true, true,
                                  true, true, true, true, true, true, true};
    static const int32_t absent[15] = {0};
    p.absent = absent;
    p.can = can;
    p.free = free;
    const int32_t *staff = assigned(&p, slot, NULL);
    assert_given(staff, 0, 2, -1, -1);
    assert_given(staff, 4, 1, -1, -1);
    assert_given(staff, 8, 0, -1, -1);
}

// Three at a session, told from low to high; those of the past are told as they were.
static void lists_run_from_low_to_high(void **state) {
    (void)state;
    static const int32_t needed[] = {1, 3}, slot[] = {0, 1}, was[] = {0, 1};
    static const int32_t staff[2 * PLACES] = {2, -1, -1, -1, 2, 0, -1, -1};
    struct plan_dates p = plain(1, 2, 2, 3);
    p.needed = needed;
    p.previous = was;
    p.previous_facilitators = staff;
    const int32_t *all = assigned(&p, slot, NULL);
    assert_given(all, 0, 2, -1, -1);
    assert_given(all, 1, 0, 1, 2);
    p.fixed_before = 1;
    p.can = (const bool[]){true, true, true, true, false, true}; // 2 gives the first no more
    all = assigned(&p, slot, NULL);
    assert_given(all, 0, 2, -1, -1);
    assert_given(all, 1, 0, 1, 2);
    p.fixed_before = 2;
    all = assigned(&p, slot, NULL);
    assert_given(all, 1, 2, 0, -1);
}

// Two at each session, one of them the group's own: the other comes from who is left.
static void a_facilitator_of_the_own_is_not_taken_twice(void **state) {
    (void)state;
    static const int32_t needed[] = {2, 1}, slot[] = {0, 1}, lead[] = {0, 2};
    struct plan_dates p = plain(1, 2, 2, 3);
    p.needed = needed;
    p.handover_cost = 1;
    const int32_t *staff = assigned(&p, slot, lead);
    assert_given(staff, 0, 0, 1, -1);
    assert_given(staff, 1, 2, -1, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_gave_a_session_keeps_it),
        cmocka_unit_test(who_cannot_does_not_keep_it),
        cmocka_unit_test(who_gave_the_last_session_goes_on),
        cmocka_unit_test(others_change_places),
        cmocka_unit_test(lists_run_from_low_to_high),
        cmocka_unit_test(a_facilitator_of_the_own_is_not_taken_twice),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
