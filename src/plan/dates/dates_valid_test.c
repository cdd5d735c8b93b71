// SPDX-License-Identifier: EUPL-1.2
// Numbers of a problem of dates: at the edge of their range they are accepted, and each of them one
// step beyond it, alone, is refused.
#include "base/testing.h"

#include "plan/dates/dates.h"

// Two groups, two modules, three slots, two people, two kinds of room, two facilitators.
static const int32_t ABSENT[6] = {0}, GROUP[] = {0, 1}, ORGANISATION[] = {-1, 1}, MOST[] = {0, 2},
                     SEATS[] = {0, 9}, ROOMS[6] = {0, 1}, SEATS_NEEDED[] = {0, 9},
                     NEEDED[] = {1, PLAN_DATES_NEEDED_MAX}, PREVIOUS[] = {0, -1, 2, -1},
                     STAFF[4 * PLAN_DATES_NEEDED_MAX] = {0, 1, -1, -1};
static const bool AWAY[6] = {false}, CAN[4] = {true}, FREE[6] = {true};

static struct plan_dates whole(void) {
    return (struct plan_dates){
        .n_groups = 2,
        .n_modules = 2,
        .n_slots = 3,
        .n_people = 2,
        .group = GROUP,
        .away = AWAY,
        .missed_cost = PLAN_DATES_COST_MAX,
        .organisation = ORGANISATION,
        .n_organisations = 2,
        .absent_most = MOST,
        .gap_least = 2,
        .gap_most = 2,
        .rhythm_slots = 1,
        .rhythm_cost = PLAN_DATES_COST_MAX,
        .n_room_kinds = 2,
        .room_seats = SEATS,
        .rooms = ROOMS,
        .seats_needed = SEATS_NEEDED,
        .n_facilitators = 2,
        .can = CAN,
        .free = FREE,
        .needed = NEEDED,
        .handover_cost = PLAN_DATES_COST_MAX,
        .previous = PREVIOUS,
        .previous_facilitators = STAFF,
        .fixed_before = 3,
        .move_cost = PLAN_DATES_COST_MAX,
    };
}

static struct plan_dates without_people(void) {
    struct plan_dates p = whole();
    p.n_people = 0;
    p.group = NULL;
    p.away = NULL;
    p.organisation = NULL;
    p.absent = ABSENT;
    return p;
}

// `part` of a whole problem, set to each value in turn: the first `n_good` are accepted.
#define assert_only(part, n_good, ...)                                                             \
    do {                                                                                           \
        const int32_t values_[] = {__VA_ARGS__};                                                   \
        for (size_t k_ = 0; k_ < COUNT_OF(values_); k_++) {                                        \
            struct plan_dates p_ = whole();                                                        \
            p_.part = values_[k_];                                                                 \
            assert_int_equal(dates_is_valid(&p_), k_ < (n_good));                                  \
        }                                                                                          \
    } while (0)

// As above, for lists.
#define assert_list(part, is_good, ...)                                                            \
    do {                                                                                           \
        struct plan_dates p_ = whole();                                                            \
        p_.part = (const int32_t[]){__VA_ARGS__};                                                  \
        assert_int_equal(dates_is_valid(&p_), is_good);                                            \
    } while (0)

static void sizes_have_ends(void **state) {
    (void)state;
    struct plan_dates p = whole();
    assert_true(dates_is_valid(&p));
    assert_only(n_groups, 1, 2, 0, -1, PLAN_DATES_GROUPS_MAX + 1);
    assert_only(n_modules, 1, 2, 0, -1, PLAN_DATES_MODULES_MAX + 1);
    assert_only(n_slots, 1, 3, 0, -1, PLAN_DATES_SLOTS_MAX + 1);
    assert_only(n_facilitators, 1, 2, -1, PLAN_DATES_FACILITATORS_MAX + 1);
    assert_only(n_room_kinds, 2, 0, 2, -1, PLAN_DATES_ROOM_KINDS_MAX + 1);
    assert_only(n_people, 1, 2, -1, PLAN_DATES_PEOPLE_MAX + 1);
    assert_only(n_organisations, 2, 2, PLAN_DATES_PEOPLE_MAX, -1, PLAN_DATES_PEOPLE_MAX + 1);
    // the largest of each that needs no list
    p = without_people();
    p.n_groups = p.n_modules = p.n_slots = p.n_room_kinds = 1;
    p.previous = p.previous_facilitators = NULL;
    p.fixed_before = 0;
    assert_true(dates_is_valid(&p));
    p.n_facilitators = PLAN_DATES_FACILITATORS_MAX;
    assert_true(dates_is_valid(&p));
}

static void the_largest_sizes_are_accepted(void **state) {
    (void)state;
    struct arena *arena = arena_new((size_t)1 << 28);
    const int32_t *none = NEW_ARRAY(arena, int32_t, PLAN_DATES_SLOTS_MAX * 64);
    int32_t *seats = NEW_ARRAY(arena, int32_t, PLAN_DATES_ROOM_KINDS_MAX);
    struct plan_dates p = {.n_groups = 1, .n_modules = PLAN_DATES_MODULES_MAX, .gap_least = 1};
    for (int32_t k = 0; k < PLAN_DATES_ROOM_KINDS_MAX; k++)
        seats[k] = k;
    p.absent = p.rooms = p.seats_needed = none;
    p.n_slots = p.fixed_before = PLAN_DATES_SLOTS_MAX;
    p.n_room_kinds = PLAN_DATES_ROOM_KINDS_MAX;
    p.room_seats = seats;
    assert_true(dates_is_valid(&p));
    p.n_groups = PLAN_DATES_GROUPS_MAX;
    p.n_slots = 1;
    p.fixed_before = 0;
    assert_true(dates_is_valid(&p));
    p.absent = NULL;
    p.n_people = PLAN_DATES_PEOPLE_MAX;
    p.group = NEW_ARRAY(arena, int32_t, PLAN_DATES_PEOPLE_MAX);
    p.away = NEW_ARRAY(arena, bool, PLAN_DATES_PEOPLE_MAX);
    assert_true(dates_is_valid(&p));
    arena_free(arena);
}

static void costs_have_ends(void **state) {
    (void)state;
    assert_only(missed_cost, 2, 0, PLAN_DATES_COST_MAX, -1, PLAN_DATES_COST_MAX + 1);
    assert_only(move_cost, 2, 0, PLAN_DATES_COST_MAX, -1, PLAN_DATES_COST_MAX + 1);
    assert_only(rhythm_cost, 2, 0, PLAN_DATES_COST_MAX, -1, PLAN_DATES_COST_MAX + 1);
    assert_only(handover_cost, 2, 0, PLAN_DATES_COST_MAX, -1, PLAN_DATES_COST_MAX + 1);
}

static void people_are_in_groups(void **state) {
    (void)state;
    struct plan_dates p = whole();
    assert_list(group, true, 1, 0);
    assert_list(group, false, 0, 2);
    assert_list(group, false, -1, 0);
    assert_list(organisation, true, 1, -1);
    assert_list(organisation, false, 0, 2);
    assert_list(organisation, false, -2, 0);
    assert_only(organisation_least, 2, 0, 7, -1);
    assert_list(absent_most, true, 0, INT32_MAX);
    assert_list(absent_most, false, 0, -1);
    p.group = NULL;
    assert_false(dates_is_valid(&p));
    p = whole();
    p.away = NULL;
    assert_false(dates_is_valid(&p));
    p = whole();
    p.absent = ABSENT; // and people
    assert_false(dates_is_valid(&p));
    p = without_people();
    assert_true(dates_is_valid(&p));
    p.absent = (const int32_t[]){0, 0, 0, 0, 0, PLAN_DATES_PEOPLE_MAX};
    assert_true(dates_is_valid(&p));
    p.absent = (const int32_t[]){0, 0, 0, 0, 0, -1};
    assert_false(dates_is_valid(&p));
    p.absent = (const int32_t[]){0, 0, 0, 0, 0, PLAN_DATES_PEOPLE_MAX + 1};
    assert_false(dates_is_valid(&p));
    p.absent = NULL; // and nobody
    assert_false(dates_is_valid(&p));
}

static void gaps_and_a_rhythm(void **state) {
    (void)state;
    assert_only(gap_least, 2, 1, 2, 0, -1, 3, PLAN_DATES_SLOTS_MAX + 1); // the most is 2
    assert_only(gap_most, 4, 0, 2, 3, PLAN_DATES_SLOTS_MAX, 1, -1, PLAN_DATES_SLOTS_MAX + 1);
    assert_only(rhythm_slots, 2, 1, PLAN_DATES_SLOTS_MAX, 0, -1, PLAN_DATES_SLOTS_MAX + 1);
    assert_only(rhythm, 2, 0, PLAN_DATES_SLOTS_MAX, -1, PLAN_DATES_SLOTS_MAX + 1);
    struct plan_dates p = whole();
    p.gap_most = 0;
    p.gap_least = PLAN_DATES_SLOTS_MAX;
    assert_true(dates_is_valid(&p));
    p.gap_least++;
    assert_false(dates_is_valid(&p));
    p = whole();
    p.rhythm = p.rhythm_slots = -1; // without a cost nobody reads them
    p.rhythm_cost = 0;
    assert_true(dates_is_valid(&p));
}

static void rooms_from_small_to_large(void **state) {
    (void)state;
    assert_list(room_seats, true, 8, 9);
    assert_list(room_seats, false, 9, 9);
    assert_list(room_seats, false, 9, 8);
    assert_list(room_seats, false, -1, 9);
    assert_list(seats_needed, true, 0, INT32_MAX);
    assert_list(seats_needed, false, 0, -1);
    assert_list(rooms, true, 0, 0, 0, 0, 0, INT32_MAX);
    assert_list(rooms, false, 0, 0, 0, 0, 0, -1);
    struct plan_dates lacks[3] = {whole(), whole(), whole()};
    lacks[0].room_seats = NULL;
    lacks[1].rooms = NULL;
    lacks[2].seats_needed = NULL;
    for (int32_t k = 0; k < 3; k++) {
        assert_false(dates_is_valid(&lacks[k]));
        lacks[k].n_room_kinds = 0;
        assert_true(dates_is_valid(&lacks[k]));
    }
}

static void facilitators_and_what_they_need(void **state) {
    (void)state;
    assert_list(needed, false, 0, 1);
    assert_list(needed, false, 1, PLAN_DATES_NEEDED_MAX + 1);
    struct plan_dates p = whole();
    p.can = NULL;
    assert_false(dates_is_valid(&p));
    p = whole();
    p.free = NULL;
    assert_false(dates_is_valid(&p));
    p.n_facilitators = 0;
    p.previous_facilitators = NULL;
    assert_false(dates_is_valid(&p)); // who would hand over?
    p.handover_cost = 0;
    assert_true(dates_is_valid(&p));
    p.is_continuous = true;
    assert_false(dates_is_valid(&p));
}

static void the_earlier_plan(void **state) {
    (void)state;
    assert_list(previous, true, 2, 2, 2, 2);
    assert_list(previous, false, 0, 0, 0, 3);
    assert_list(previous, false, 0, 0, 0, -2);
    assert_only(fixed_before, 2, 0, 3, -1, 4);
    struct plan_dates p = whole();
    int32_t staff[4 * PLAN_DATES_NEEDED_MAX] = {0};
    p.previous_facilitators = staff;
    assert_true(dates_is_valid(&p));
    staff[4 * PLAN_DATES_NEEDED_MAX - 1] = 2;
    assert_false(dates_is_valid(&p));
    staff[4 * PLAN_DATES_NEEDED_MAX - 1] = -2;
    assert_false(dates_is_valid(&p));
    p = whole();
    p.previous = NULL; // facilitators of no plan
    assert_false(dates_is_valid(&p));
    p.previous_facilitators = NULL;
    assert_true(dates_is_valid(&p));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_have_ends),
        cmocka_unit_test(the_largest_sizes_are_accepted),
        cmocka_unit_test(costs_have_ends),
        cmocka_unit_test(people_are_in_groups),
        cmocka_unit_test(gaps_and_a_rhythm),
        cmocka_unit_test(rooms_from_small_to_large),
        cmocka_unit_test(facilitators_and_what_they_need),
        cmocka_unit_test(the_earlier_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
