// SPDX-License-Identifier: EUPL-1.2
// The recount finds each kind of mistake, and counts costs as worked out by hand.
#include "base/testing.h"

#include "plan/conflict.h"

TEST_ARENA((size_t)1 << 26);

// Two groups, two modules, six slots. People 0-2 are in group 0, 3-5 in group 1; organisations a
// (0, 3) and b (1, 4). Facilitator 2 does not give the first module. Nobody is absent where the
// plan below puts the sessions, but person 1 in slot 4, and person 3 in slots 1 and 5.
enum { SLOTS = 6, N = 4 };
static const int32_t GROUP[] = {0, 0, 0, 1, 1, 1}, ORGANISATION[] = {0, 1, -1, 0, 1, -1};
static const bool AWAY[6 * SLOTS] = {
    [0 * SLOTS + 3] = true, [1 * SLOTS + 4] = true, [1 * SLOTS + 3] = true, [2 * SLOTS + 3] = true,
    [3 * SLOTS + 1] = true, [3 * SLOTS + 5] = true, [0 * SLOTS + 2] = true,
};
static const bool CLOSED[2 * SLOTS] = {[0 * SLOTS + 5] = true};
static const bool CAN[] = {true, true, true, true, false, true};
static const bool FREE[] = {true, true, true, true, true, true,  true, true, true,
                            true, true, true, true, true, false, true, true, true};
static const int32_t SEATS[] = {5, 9}, SEATS_NEEDED[] = {4, 6}, ABSENT_MOST[] = {2, 2},
                     NEEDED[] = {2, 1}, PREVIOUS[] = {0, 4, 2, 5};
static const int32_t ROOMS[] = {1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1};

static const struct plan_dates P = {
    .n_groups = 2,
    .n_modules = 2,
    .n_slots = SLOTS,
    .closed = CLOSED,
    .n_people = 6,
    .group = GROUP,
    .away = AWAY,
    .missed_cost = 3,
    .organisation = ORGANISATION,
    .n_organisations = 2,
    .organisation_least = 0,
    .absent_most = ABSENT_MOST,
    .gap_least = 3,
    .gap_most = 4,
    .rhythm = 2,
    .rhythm_slots = 1,
    .rhythm_cost = 5,
    .n_room_kinds = 2,
    .room_seats = SEATS,
    .rooms = ROOMS,
    .seats_needed = SEATS_NEEDED,
    .n_facilitators = 3,
    .can = CAN,
    .free = FREE,
    .needed = NEEDED,
    .handover_cost = 7,
};

struct plan {
    int32_t slot[N], staff[N][PLAN_DATES_NEEDED_MAX];
};
static const struct plan GOOD = {
    {0, 4, 1, 5}, {{0, 1, -1, -1}, {2, -1, -1, -1}, {0, 1, -1, -1}, {1, -1, -1, -1}}};

static struct plan_dates_score score;
static struct plan_conflicts conflicts;

static bool check(const struct plan_dates *p, const struct plan *plan) {
    return plan_dates_check(arena, p, plan->slot, &plan->staff[0][0], &score, &conflicts);
}

// Absent: 1 in slot 4, 3 in slots 1 and 5, who misses both: 3 for that. Gaps of 4 and 4 are 2 off
// each, at 5; from {0, 1} to {2} is a handover, from {0, 1} to {1} is none.
static void costs_by_hand(void **state) {
    (void)state;
    assert_true(check(&P, &GOOD));
    assert_int_equal(score.absent, 3);
    assert_int_equal(score.missed, 1);
    assert_int_equal(score.off_rhythm, 4);
    assert_int_equal(score.handovers, 1);
    assert_int_equal(score.moved, 0);
    assert_int_equal(score.cost, 3 + 3 + 4 * 5 + 7);
}

// Group 1 was in slot 2 first; group 0 stays.
static void moves_by_hand(void **state) {
    (void)state;
    struct plan_dates p = P;
    p.previous = PREVIOUS;
    p.move_cost = 10;
    assert_true(check(&p, &GOOD));
    assert_int_equal(score.moved, 1);
    assert_int_equal(score.cost, 33 + 10);
}

// Session 0 has happened, with facilitator 2 of old: no rules for it, and from {2} to {2} is no
// handover.
static void the_past_keeps_no_rules(void **state) {
    (void)state;
    static const int32_t staff[N * PLAN_DATES_NEEDED_MAX] = {2,  -1, -1, -1, -1, -1, -1, -1,
                                                             -1, -1, -1, -1, -1, -1, -1, -1};
    struct plan_dates p = P;
    struct plan plan = GOOD;
    p.previous = PREVIOUS;
    p.previous_facilitators = staff;
    p.fixed_before = 1;
    plan.staff[0][0] = 2;
    plan.staff[0][1] = -1;
    assert_true(check(&p, &plan));
    assert_int_equal(score.handovers, 0);
    plan.slot[0] = 1;
    assert_false(check(&p, &plan));
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_FIXED);
    plan.slot[0] = 0;
    plan.slot[2] = 0;
    assert_false(check(&p, &plan));
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_FIXED);
}

static void assert_broken(const struct plan_dates *p, const struct plan *plan, enum plan_rule rule,
                          int32_t m, int32_t g, int32_t have, int32_t need) {
    assert_false(check(p, plan));
    assert_int_equal(conflicts.n, 1);
    const struct plan_conflict *c = &conflicts.list[0];
    assert_string_equal(plan_rule_name(c->rule), plan_rule_name(rule));
    assert_int_equal(c->round, m);
    assert_int_equal(c->person, g);
    assert_int_equal(c->have, have);
    assert_int_equal(c->need, need);
}

static struct plan with_slot(int32_t k, int32_t t) {
    struct plan plan = GOOD;
    plan.slot[k] = t;
    return plan;
}

static struct plan with_staff(int32_t k, int32_t place, int32_t f) {
    struct plan plan = GOOD;
    plan.staff[k][place] = f;
    return plan;
}

static void slots_that_break_a_rule(void **state) {
    (void)state;
    struct plan plan = with_slot(1, 6);
    assert_broken(&P, &plan, PLAN_RULE_DATES_NO_SLOT, 1, 0, 6, 6);
    plan = with_slot(3, -1);
    assert_broken(&P, &plan, PLAN_RULE_DATES_NO_SLOT, 1, 1, -1, 6);
    struct plan_dates p = P;
    p.gap_most = 0;
    plan = with_slot(1, 5);
    plan.staff[1][0] = 0;
    assert_broken(&p, &plan, PLAN_RULE_DATES_CLOSED, 1, 0, -1, -1);
    plan = with_slot(1, 3);
    assert_broken(&P, &plan, PLAN_RULE_DATES_PRESENT, 1, 0, 3, 2);
    plan = with_slot(3, 3);
    assert_broken(&P, &plan, PLAN_RULE_DATES_ORDER, 1, 1, 2, 3);
    plan = with_slot(2, 0);
    plan.staff[2][0] = 2; // 0 and 1 are busy there; 2 does not give it
    assert_false(check(&P, &plan));
    p = P;
    p.gap_most = 3;
    assert_false(check(&p, &GOOD));
    assert_int_equal(conflicts.n, 2);
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_DATES_GAP_MOST);
}

// In slot 1 nobody of organisation a is there for group 1, nor in slot 5.
static void organisations_are_counted(void **state) {
    (void)state;
    struct plan_dates p = P;
    p.organisation_least = 1;
    assert_false(check(&p, &GOOD));
    assert_int_equal(conflicts.n, 3); // and in slot 4 nobody of b for group 0
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_DATES_ORGANISATION);
    assert_int_equal(conflicts.list[0].have, 1);
    assert_int_equal(conflicts.list[1].have, 0);
    static const int32_t nobody[] = {-1, -1, -1, -1, -1, -1};
    p.organisation = nobody;
    assert_true(check(&p, &GOOD));
}

// In slot 1 there is one large room and no small one; in slot 2 the other way round.
static void rooms_are_counted(void **state) {
    (void)state;
    struct plan plan = with_slot(2, 2);
    assert_broken(&P, &plan, PLAN_RULE_DATES_ROOM, -1, -1, 1, 0);
    struct plan_dates p = P;
    static const int32_t one[] = {1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1};
    p.rooms = one;
    assert_true(check(&p, &GOOD));
    plan = with_slot(0, 1); // two groups in slot 1, one room
    plan.staff[0][0] = plan.staff[0][1] = -1;
    assert_false(check(&p, &plan));
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_DATES_ROOM);
    assert_int_equal(conflicts.list[0].have, 2);
    assert_int_equal(conflicts.list[0].need, 1);
    static const int32_t large[] = {10, 6};
    p.seats_needed = large; // no room has ten seats
    assert_false(check(&p, &GOOD));
    assert_int_equal(conflicts.n, 2);
}

static void facilitators_that_break_a_rule(void **state) {
    (void)state;
    struct plan plan = with_staff(0, 1, 2);
    assert_broken(&P, &plan, PLAN_RULE_DATES_CAN, 0, 0, -1, -1);
    plan = with_staff(0, 1, 3);
    assert_broken(&P, &plan, PLAN_RULE_DATES_CAN, 0, 0, -1, -1);
    plan = with_staff(0, 1, -1);
    assert_broken(&P, &plan, PLAN_RULE_DATES_NEEDED, 0, 0, 1, 2);
    plan = with_staff(1, 1, 0);
    assert_broken(&P, &plan, PLAN_RULE_DATES_NEEDED, 1, 0, 2, 1);
    plan = with_staff(0, 1, 0);
    assert_broken(&P, &plan, PLAN_RULE_DATES_BUSY, 0, 0, 0, -1); // twice in one session
    struct plan_dates p = P;
    static const bool none[3 * SLOTS] = {false};
    p.free = none;
    assert_false(check(&p, &GOOD));
    assert_int_equal(conflicts.n, 6);
    p = P;
    p.is_continuous = true;
    assert_broken(&p, &GOOD, PLAN_RULE_DATES_CONTINUITY, -1, 0, -1, -1);
    plan = with_staff(1, 0, 1);
    assert_true(check(&p, &plan));
}

static void senseless_numbers_are_refused(void **state) {
    (void)state;
    struct plan_dates p = P;
    p.n_slots = 1000000000;
    assert_broken(&p, &GOOD, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
    p = P;
    p.absent = GROUP; // and people
    assert_broken(&p, &GOOD, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
    p = P;
    p.move_cost = -1;
    assert_broken(&p, &GOOD, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
    static const int32_t wrong[] = {0, 0, 2, 0, 0, 0};
    p = P;
    p.group = wrong;
    assert_broken(&p, &GOOD, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
}

#define assert_refused(part, value)                                                                \
    do {                                                                                           \
        struct plan_dates p_ = P;                                                                  \
        p_.part = (value);                                                                         \
        assert_broken(&p_, &GOOD, PLAN_RULE_NUMBERS, -1, -1, -1, -1);                              \
    } while (0)

// Each number alone, one step beyond its range, and each list that is not there.
static void every_number_is_looked_at(void **state) {
    (void)state;
    static const int32_t far[] = {0, 0, 0, 0, 0, 2}, below[] = {0, 0, 0, 0, 0, -2}, none[] = {0, 1},
                         many[] = {1, PLAN_DATES_NEEDED_MAX + 1}, late[] = {0, 0, 0, SLOTS},
                         early[] = {0, 0, 0, -2};
    static const int32_t staff[N * PLAN_DATES_NEEDED_MAX] = {[15] = 3}, one[16] = {[15] = -2};
    assert_refused(n_groups, 0);
    assert_refused(n_groups, PLAN_DATES_GROUPS_MAX + 1);
    assert_refused(n_modules, 0);
    assert_refused(n_modules, PLAN_DATES_MODULES_MAX + 1);
    assert_refused(n_slots, 0);
    assert_refused(n_facilitators, -1);
    assert_refused(n_facilitators, PLAN_DATES_FACILITATORS_MAX + 1);
    assert_refused(n_room_kinds, -1);
    assert_refused(n_room_kinds, PLAN_DATES_ROOM_KINDS_MAX + 1);
    assert_refused(n_people, -1);
    assert_refused(n_people, PLAN_DATES_PEOPLE_MAX + 1);
    assert_refused(n_people, 0); // and nobody counted
    assert_refused(n_organisations, -1);
    assert_refused(n_organisations, PLAN_DATES_PEOPLE_MAX + 1);
    assert_refused(group, NULL);
    assert_refused(away, NULL);
    assert_refused(can, NULL);
    assert_refused(free, NULL);
    assert_refused(room_seats, NULL);
    assert_refused(rooms, NULL);
    assert_refused(seats_needed, NULL);
    assert_refused(missed_cost, PLAN_DATES_COST_MAX + 1);
    assert_refused(rhythm_cost, -1);
    assert_refused(handover_cost, PLAN_DATES_COST_MAX + 1);
    assert_refused(rhythm_slots, 0);
    assert_refused(rhythm, -1);
    assert_refused(rhythm, PLAN_DATES_SLOTS_MAX + 1);
    assert_refused(group, far);
    assert_refused(group, below);
    assert_refused(organisation, far);
    assert_refused(organisation, below);
    assert_refused(needed, none);
    assert_refused(needed, many);
    assert_refused(previous, late);
    assert_refused(previous, early);
    assert_refused(previous_facilitators, staff);
    assert_refused(previous_facilitators, one);
}

// The earlier facilitator is unknown: no handover to who goes on; who is known and not there is
// one.
static void handovers_from_the_past(void **state) {
    (void)state;
    static const int32_t unknown[N * PLAN_DATES_NEEDED_MAX] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                                               -1, -1, -1, -1, -1, -1, -1, -1};
    static const int32_t last_of_four[N * PLAN_DATES_NEEDED_MAX] = {-1, -1, -1, 2,  -1, -1, -1, -1,
                                                                    -1, -1, -1, -1, -1, -1, -1, -1};
    static const int32_t other[N * PLAN_DATES_NEEDED_MAX] = {0,  -1, -1, -1, -1, -1, -1, -1,
                                                             -1, -1, -1, -1, -1, -1, -1, -1};
    struct plan_dates p = P;
    p.previous = PREVIOUS;
    p.fixed_before = 1;
    assert_true(check(&p, &GOOD));
    assert_int_equal(score.handovers, 0);
    p.previous_facilitators = unknown;
    assert_true(check(&p, &GOOD));
    assert_int_equal(score.handovers, 0);
    p.previous_facilitators = last_of_four;
    assert_true(check(&p, &GOOD));
    assert_int_equal(score.handovers, 0);
    p.previous_facilitators = other;
    assert_true(check(&p, &GOOD));
    assert_int_equal(score.handovers, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_by_hand),
        cmocka_unit_test(moves_by_hand),
        cmocka_unit_test(the_past_keeps_no_rules),
        cmocka_unit_test(slots_that_break_a_rule),
        cmocka_unit_test(organisations_are_counted),
        cmocka_unit_test(rooms_are_counted),
        cmocka_unit_test(facilitators_that_break_a_rule),
        cmocka_unit_test(senseless_numbers_are_refused),
        cmocka_unit_test(every_number_is_looked_at),
        cmocka_unit_test(handovers_from_the_past),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
