// SPDX-License-Identifier: EUPL-1.2
// Rules that cannot hold, each by hand: the first rule that leaves nothing is told, with its
// numbers, and one step less of it is no contradiction.
#include "base/testing.h"

#include "plan/dates/dates.h"

static struct arena *arena;
static struct plan_conflicts conflicts;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 26);
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

// Two groups, two modules, four slots; two people in each group, of which one of each organisation;
// two sizes of room; two facilitators. Nothing is in the way.
static const int32_t GROUP[] = {0, 0, 1, 1}, ORGANISATION[] = {0, 1, 0, 1}, SEATS[] = {5, 9},
                     SEATS_NEEDED[] = {9, 4}, ROOMS[] = {1, 1, 1, 1, 1, 1, 1, 1};
static const bool NONE[16] = {false}, ALL[] = {true, true, true, true, true, true, true, true};

static struct plan_dates plain(void) {
    return (struct plan_dates){.n_groups = 2,
                               .n_modules = 2,
                               .n_slots = 4,
                               .closed = NONE,
                               .n_people = 4,
                               .group = GROUP,
                               .away = NONE,
                               .organisation = ORGANISATION,
                               .n_organisations = 2,
                               .organisation_least = 1,
                               .gap_least = 1,
                               .n_room_kinds = 2,
                               .room_seats = SEATS,
                               .rooms = ROOMS,
                               .seats_needed = SEATS_NEEDED,
                               .n_facilitators = 2,
                               .can = ALL,
                               .free = ALL};
}

static int32_t count(const struct plan_dates *p) {
    struct dates d;
    conflicts = (struct plan_conflicts){0};
    dates_expand(arena, p, &d, &conflicts);
    return conflicts.n;
}

static void assert_told(int32_t k, enum plan_rule rule, int32_t m, int32_t g, int32_t have,
                        int32_t need) {
    const struct plan_conflict *c = &conflicts.list[k];
    assert_true(k < conflicts.n);
    assert_string_equal(plan_rule_name(c->rule), plan_rule_name(rule));
    assert_int_equal(c->round, m);
    assert_int_equal(c->person, g);
    assert_int_equal(c->other, -1);
    assert_int_equal(c->have, have);
    assert_int_equal(c->need, need);
}

// Both modules of the second group are told, and nothing else.
static void assert_second(const struct plan_dates *p, enum plan_rule rule, int32_t have,
                          int32_t need) {
    assert_int_equal(count(p), 2);
    assert_told(0, rule, 0, 1, have, need);
    assert_told(1, rule, 1, 1, have, need);
}

static void every_slot_is_closed(void **state) {
    (void)state;
    bool closed[8] = {false, false, false, false, true, true, true, true};
    struct plan_dates p = plain();
    assert_int_equal(count(&p), 0);
    p.closed = closed;
    assert_second(&p, PLAN_RULE_DATES_CLOSED, 0, 1);
    closed[5] = closed[6] = false;
    assert_int_equal(count(&p), 0);
    p.fixed_before = 3; // of the slots to come only the last, which is closed; and one slot is
    (void)count(&p);    // no room for two sessions of the other group
    assert_told(0, PLAN_RULE_DATES_CLOSED, 0, 1, 0, 1);
}

// Both people of the second group are away in slots 1 to 3, one of them in slot 0.
static void too_many_are_absent_everywhere(void **state) {
    (void)state;
    static const bool away[16] = {
        [8] = true, [9] = true, [10] = true, [11] = true, [13] = true, [14] = true, [15] = true};
    static const bool closed[8] = {[5] = true, [6] = true, [7] = true};
    int32_t most[] = {0, 0};
    struct plan_dates p = plain();
    p.away = away;
    p.organisation_least = 0;
    p.absent_most = most;
    assert_second(&p, PLAN_RULE_DATES_PRESENT, -1, 0);
    most[1] = 1; // slot 0 only: no two dates
    assert_int_equal(count(&p), 1);
    assert_told(0, PLAN_RULE_DATES_ORDER, -1, 1, 4, 1);
    most[1] = 2;
    assert_int_equal(count(&p), 0);
    p.closed = closed; // what is left open has too many absent
    most[1] = 0;
    assert_second(&p, PLAN_RULE_DATES_PRESENT, -1, 0);
}

// Person 3 is the only one of organisation 1 in the second group, and never there.
static void an_organisation_is_never_there(void **state) {
    (void)state;
    static const bool away[16] = {[12] = true, [13] = true, [14] = true, [15] = true};
    static const int32_t one[] = {0, 1, 0, 0}, none[] = {0, 1, 0, -1};
    struct plan_dates p = plain();
    p.away = away;
    assert_second(&p, PLAN_RULE_DATES_ORGANISATION, -1, 1);
    p.organisation_least = 5; // or all, where a group has fewer
    assert_second(&p, PLAN_RULE_DATES_ORGANISATION, -1, 5);
    p.organisation = one; // two of organisation 0, of which one is always there
    p.organisation_least = 1;
    assert_int_equal(count(&p), 0);
    p.organisation_least = 2;
    assert_second(&p, PLAN_RULE_DATES_ORGANISATION, -1, 2);
    p.organisation = none;
    assert_int_equal(count(&p), 0);
    p.organisation_least = 0;
    p.organisation = ORGANISATION;
    assert_int_equal(count(&p), 0);
}

static void no_room_is_large_enough(void **state) {
    (void)state;
    static const int32_t needed[] = {9, 10};
    struct plan_dates p = plain();
    p.seats_needed = needed;
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_ROOM, 0, 1, 0, 1);
    assert_told(1, PLAN_RULE_DATES_ROOM, 1, 1, 0, 1);
    p.n_room_kinds = 0;
    assert_int_equal(count(&p), 0);
}

// The first group needs a large room, twice; the other sits anywhere. A slot that is past counts
// for nothing.
static void too_few_rooms_in_all(void **state) {
    (void)state;
    int32_t rooms[] = {0, 1, 1, 1, 1, 1, 0, 0};
    struct plan_dates p = plain();
    p.rooms = rooms;
    assert_int_equal(count(&p), 0); // five rooms, four sessions
    rooms[2] = 0;
    assert_int_equal(count(&p), 0); // four and four
    rooms[3] = 0;
    assert_int_equal(count(&p), 1); // three: one small, two large
    assert_told(0, PLAN_RULE_DATES_ROOM, -1, -1, 4, 3);
    rooms[2] = rooms[3] = 1;
    rooms[4] = 0; // five, of which one is large
    rooms[0] = 1;
    assert_int_equal(count(&p), 1);
    assert_told(0, PLAN_RULE_DATES_ROOM, -1, -1, 2, 1);
    rooms[4] = 1;
    p.fixed_before = 1; // the large one of slot 0 is past
    (void)count(&p);
    assert_told(0, PLAN_RULE_DATES_ROOM, -1, -1, 2, 1);
    p.previous = (const int32_t[]){0, 1, 0, -1}; // and so are the first sessions
    assert_int_equal(count(&p), 0);
}

static void nobody_gives_a_module(void **state) {
    (void)state;
    static const bool can[] = {true, false, true, true};
    int32_t needed[] = {2, 1};
    struct plan_dates p = plain();
    p.can = can;
    p.needed = needed;
    assert_int_equal(count(&p), 0);
    needed[1] = 2;
    assert_true(count(&p) > 0);
    assert_told(0, PLAN_RULE_DATES_CAN, 1, -1, 1, 2);
    p.n_facilitators = 0;
    assert_int_equal(count(&p), 0);
}

// Facilitators 0 and 1 are never free in the same slot, and 1 does not give the second module.
static void never_enough_are_free(void **state) {
    (void)state;
    static const bool free[] = {true, true, false, false, false, false, true, true};
    static const bool can[] = {true, true, true, false};
    static const bool late_day[] = {false, false, true, true, false, false, true, true};
    static const int32_t early_rooms[] = {2, 2, 0, 0, 2, 2, 0, 0};
    static const bool late[] = {false, false, false, false, true, true, true, true};
    int32_t needed[] = {2, 1};
    struct plan_dates p = plain();
    p.free = free;
    p.needed = needed;
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_BUSY, 0, 0, -1, 2);
    assert_told(1, PLAN_RULE_DATES_BUSY, 0, 1, -1, 2);
    needed[0] = 1;
    assert_int_equal(count(&p), 0);
    p.can = can;
    p.free = late; // 0 is never free
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_BUSY, 1, 0, -1, 1);
    assert_told(1, PLAN_RULE_DATES_BUSY, 1, 1, -1, 1);
    p.can = ALL; // everybody gives everything, in slots without a room
    p.free = late_day;
    p.rooms = early_rooms;
    assert_int_equal(count(&p), 4);
    assert_told(0, PLAN_RULE_DATES_BUSY, 0, 0, -1, 1);
}

// Three slots are too few for a gap of four, and the past makes them fewer.
static void the_calendar_is_too_short(void **state) {
    (void)state;
    struct plan_dates p = plain();
    p.gap_least = 3;
    assert_int_equal(count(&p), 0); // slots 0 and 3
    p.gap_least = 4;
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_ORDER, -1, 0, 4, 4);
    assert_told(1, PLAN_RULE_DATES_ORDER, -1, 1, 4, 4);
    p.gap_least = 3;
    p.fixed_before = 1;
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_ORDER, -1, 0, 3, 3);
    p.previous = (const int32_t[]){0, -1, 0, -1};
    assert_int_equal(count(&p), 0);
}

// Each gives one module; who gives all that is still to come is enough.
static void nobody_can_be_at_all_sessions(void **state) {
    (void)state;
    static const bool can[] = {true, false, false, true};
    static const bool free[] = {true, true, true, true, true, false, false, false};
    struct plan_dates p = plain();
    p.is_continuous = true;
    assert_int_equal(count(&p), 0);
    p.can = can;
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_CONTINUITY, -1, 0, 4, 1);
    p.fixed_before = 1;
    p.previous = (const int32_t[]){0, -1, 0, -1};
    assert_int_equal(count(&p), 0);
    p.free = free; // 1, who gives what is to come, is there no more
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_BUSY, 1, 0, -1, 1);
    p.fixed_before = 0;
    p.previous = NULL;
    p.can = ALL;
    p.gap_least = 4; // somebody could: it is the calendar
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_DATES_ORDER, -1, 0, 4, 4);
}

// The past is the first modules of a group, in order.
static void a_past_with_holes(void **state) {
    (void)state;
    struct plan_dates p = plain();
    p.fixed_before = 2;
    p.previous = (const int32_t[]){0, 1, 0, 2};
    assert_int_equal(count(&p), 0);
    p.previous = (const int32_t[]){0, 2, 2, 1};
    assert_int_equal(count(&p), 1);
    assert_told(0, PLAN_RULE_FIXED, 1, 1, 1, -1);
    p.previous = (const int32_t[]){0, 2, -1, 0};
    assert_int_equal(count(&p), 1);
    assert_told(0, PLAN_RULE_FIXED, 1, 1, 0, -1);
    p.previous = (const int32_t[]){1, 0, 1, 1};
    assert_int_equal(count(&p), 2);
    assert_told(0, PLAN_RULE_FIXED, 1, 0, 0, -1);
    assert_told(1, PLAN_RULE_FIXED, 1, 1, 1, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_slot_is_closed),
        cmocka_unit_test(too_many_are_absent_everywhere),
        cmocka_unit_test(an_organisation_is_never_there),
        cmocka_unit_test(no_room_is_large_enough),
        cmocka_unit_test(too_few_rooms_in_all),
        cmocka_unit_test(nobody_gives_a_module),
        cmocka_unit_test(never_enough_are_free),
        cmocka_unit_test(the_calendar_is_too_short),
        cmocka_unit_test(nobody_can_be_at_all_sessions),
        cmocka_unit_test(a_past_with_holes),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
