// SPDX-License-Identifier: EUPL-1.2
// What is worked out of a problem before the search begins, by hand: who is absent where, what is
// open, rooms of a size or larger, facilitators for a set of modules, what has been.
#include "base/testing.h"

#include "base/rng.h"
#include "plan/dates/dates.h"

TEST_ARENA((size_t)1 << 26);

static struct dates expanded(const struct plan_dates *p) {
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return d;
}

// Three groups with people 1 and 4, nobody, and 0, 2 and 3; three slots.
enum { SLOTS = 3 };
static const int32_t GROUP[] = {2, 0, 2, 2, 0};
static const bool AWAY[] = {true,  false, false, true,  true,  false, true, false,
                            false, false, true,  false, false, false, false};

static struct plan_dates with_people(void) {
    return (struct plan_dates){.n_groups = 3,
                               .n_modules = 1,
                               .n_slots = SLOTS,
                               .n_people = 5,
                               .group = GROUP,
                               .away = AWAY,
                               .gap_least = 1};
}

static void people_by_group(void **state) {
    (void)state;
    static const int32_t first[] = {0, 2, 2, 5}, person[] = {1, 4, 0, 2, 3};
    static const int32_t absent[] = {1, 1, 0, 0, 0, 0, 2, 1, 0};
    const struct plan_dates p = with_people();
    const struct dates d = expanded(&p);
    assert_memory_equal(d.person_first, first, sizeof first);
    assert_memory_equal(d.person, person, sizeof person);
    assert_memory_equal(d.absent, absent, sizeof absent);
    for (int32_t k = 0; k < 9; k++)
        assert_true(d.open[k]);
}

static void assert_open(const struct dates *d, const bool *wanted) {
    for (int32_t k = 0; k < 9; k++)
        assert_int_equal(d->open[k], wanted[k]);
}

// Group 2 has organisation 0 twice (0 and 2, both away in slot 0) and organisation 1 once (3, away
// in slot 1).
static void what_is_open(void **state) {
    (void)state;
    static const int32_t organisation[] = {0, -1, 0, 1, -1}, most[] = {0, 0, 1};
    static const bool closed[9] = {[3] = true, [8] = true};
    static const bool by_most[] = {false, false, true, true, true, true, false, true, true};
    static const bool by_closed[] = {true, true, true, false, true, true, true, true, false};
    static const bool by_one[] = {true, true, true, true, true, true, false, false, true};
    static const bool with_0[] = {true, true, true, true, true, true, true, false, true};
    static const bool late[] = {false, true, true, false, true, true, false, true, true};
    struct plan_dates p = with_people();
    p.absent_most = most;
    struct dates d = expanded(&p);
    assert_open(&d, by_most);
    p = with_people();
    p.closed = closed;
    d = expanded(&p);
    assert_open(&d, by_closed);
    p = with_people();
    p.fixed_before = 1;
    d = expanded(&p);
    assert_open(&d, late);
    p = with_people();
    p.organisation = organisation;
    p.n_organisations = 2;
    p.organisation_least = 1;
    d = expanded(&p);
    assert_open(&d, by_one);
    d.always = 0; // as if person 0 were always there
    dates_open_group(&d, 2);
    assert_open(&d, with_0);
    p.organisation_least = 2; // of organisation 0 both, of organisation 1 the one
    d = expanded(&p);
    assert_open(&d, by_one);
}

// One small, two middle, no large room in slot 0; one large in slot 1: of a kind and larger, but
// never more than there are groups.
static void rooms_of_a_size_or_larger(void **state) {
    (void)state;
    static const int32_t seats[] = {4, 8, 12}, needed[] = {4, 5, 12};
    static const int32_t rooms[] = {1, 5, 1, 2, 0, 0, 0, 1, 1};
    static const int32_t wanted[] = {3, 3, 2, 2, 1, 1, 0, 1, 1}, kind[] = {0, 1, 2};
    struct plan_dates p = with_people();
    p.n_room_kinds = 3;
    p.room_seats = seats;
    p.rooms = rooms;
    p.seats_needed = needed;
    const struct dates d = expanded(&p);
    assert_memory_equal(d.rooms, wanted, sizeof wanted);
    assert_memory_equal(d.kind, kind, sizeof kind);
}

// For each set of modules, who can give one of them and is free, counted one by one.
static void facilitators_for_a_set_of_modules(void **state) {
    (void)state;
    enum { STAFF = 7, MODULES = 3, SETS = 8 };
    static const int32_t absent[SLOTS] = {0};
    struct rng rng = rng_seeded(11);
    bool can[STAFF * MODULES], free[STAFF * SLOTS];
    struct plan_dates p = {.n_groups = 1,
                           .n_modules = MODULES,
                           .n_slots = SLOTS,
                           .absent = absent,
                           .gap_least = 1,
                           .n_facilitators = STAFF,
                           .can = can,
                           .free = free};
    for (int32_t round = 0; round < 20; round++) {
        for (int32_t k = 0; k < STAFF * MODULES; k++)
            can[k] = rng_below(&rng, 2) == 0;
        for (int32_t k = 0; k < STAFF * SLOTS; k++)
            free[k] = rng_below(&rng, 3) > 0;
        struct plan_conflicts conflicts = {0};
        struct dates d;
        dates_expand(arena, &p, &d, &conflicts);
        for (int32_t t = 0; t < SLOTS; t++)
            for (int32_t set = 0; set < SETS; set++) {
                int32_t n = 0;
                for (int32_t f = 0; f < STAFF; f++) {
                    bool gives = false;
                    for (int32_t m = 0; m < MODULES; m++)
                        gives |= (set >> m & 1) != 0 && can[f * MODULES + m];
                    n += gives && free[f * SLOTS + t];
                }
                // more than all groups could need is not counted
                assert_int_equal(d.staff[t * SETS + set], n < 4 ? n : 4);
            }
    }
}

static void how_many_a_module_needs(void **state) {
    (void)state;
    static const bool can[] = {true, true, true, true}, free[] = {true, true, true, true};
    static const int32_t absent[] = {0, 0}, needed[] = {2, 1};
    struct plan_dates p = {
        .n_groups = 1, .n_modules = 2, .n_slots = 2, .absent = absent, .gap_least = 1};
    struct dates d = expanded(&p);
    assert_int_equal(d.needed[0], 0);
    assert_int_equal(d.gap_most, 2);
    assert_false(d.has_rhythm || d.is_named);
    p.n_facilitators = 2;
    p.can = can;
    p.free = free;
    p.gap_most = 1;
    d = expanded(&p);
    assert_int_equal(d.needed[0], 1);
    assert_int_equal(d.needed[1], 1);
    assert_int_equal(d.gap_most, 1);
    p.needed = needed;
    p.is_continuous = true;
    p.rhythm_cost = p.rhythm_slots = 1;
    d = expanded(&p);
    assert_int_equal(d.needed[0], 2);
    assert_int_equal(d.needed[1], 1);
    assert_true(d.has_rhythm && d.is_named);
}

// Group 0: modules in slots 1 and 2, of three; 2 and 1 people away there, with a gap of 1 where the
// rhythm is 3, at 10. Group 1: one module in slot 2. Person 1 missed both sessions.
static void what_has_been(void **state) {
    (void)state;
    static const int32_t group[] = {0, 0, 1}, previous[] = {1, 2, 4, 2, 5, -1};
    static const bool away[] = {true, true,  false, false, false, false, true,  true,  true,
                                true, false, false, true,  true,  true,  false, false, false};
    static const bool can[] = {true, true, true, true, true, true};
    static const bool free[] = {true, true, true, true, true, true,
                                true, true, true, true, true, true};
    static const int32_t staff[6 * PLAN_DATES_NEEDED_MAX] = {[4] = 1, [8] = -1, [12] = -1};
    struct plan_dates p = {.n_groups = 2,
                           .n_modules = 3,
                           .n_slots = 6,
                           .n_people = 3,
                           .group = group,
                           .away = away,
                           .gap_least = 1,
                           .rhythm = 3,
                           .rhythm_slots = 1,
                           .rhythm_cost = 10,
                           .previous = previous,
                           .fixed_before = 3,
                           .n_facilitators = 2,
                           .can = can,
                           .free = free};
    struct dates d = expanded(&p);
    assert_int_equal(d.n_past[0], 2);
    assert_int_equal(d.n_past[1], 1);
    assert_int_equal(d.past_lead[0], -1);
    assert_int_equal(d.past_cost, 2 + 1 + 20 + 1);
    assert_int_equal(d.past_missed[0], 1);
    assert_int_equal(d.past_missed[1], 2);
    assert_int_equal(d.past_missed[2], 1);
    p.previous_facilitators = staff;
    d = expanded(&p);
    assert_int_equal(d.past_lead[0], 1);
    assert_int_equal(d.past_lead[1], -1);
    p.fixed_before = 2;
    d = expanded(&p);
    assert_int_equal(d.n_past[0], 1);
    assert_int_equal(d.n_past[1], 0);
    assert_int_equal(d.past_lead[0], 0);
    assert_int_equal(d.past_cost, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_by_group),
        cmocka_unit_test(what_is_open),
        cmocka_unit_test(rooms_of_a_size_or_larger),
        cmocka_unit_test(facilitators_for_a_set_of_modules),
        cmocka_unit_test(how_many_a_module_needs),
        cmocka_unit_test(what_has_been),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
