// SPDX-License-Identifier: EUPL-1.2
// Moving one session at a time, and the place of one group among others, by hand where a path
// counts too little: whoever misses a session again, and a facilitator whom others need.
#include "base/testing.h"

#include "plan/dates/dates_search.h"

TEST_ARENA((size_t)1 << 26);

static bool go_on(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}

static const struct plan_search SEARCH = {.seed = 1, .effort = 1, .progress = go_on};

static struct dates_search *searching(const struct plan_dates *p) {
    struct dates *d = NEW(arena, struct dates);
    struct plan_conflicts conflicts = {0};
    dates_expand(arena, p, d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    struct dates_clock clock = {.search = &SEARCH, .work_max = 1, .best = -1};
    return dates_search_new(arena, d, 1, &clock);
}

// The sessions of the group, from `slot` on, moved as long as it helps.
static const int32_t *polished(const struct plan_dates *p, int32_t g, const int32_t *slot) {
    struct dates_clock clock = {.search = &SEARCH, .work_max = INT64_MAX, .best = -1};
    struct dates_search *s = searching(p);
    dates_path_own(&s->path, g);
    for (int32_t m = 0; m < p->n_modules; m++) {
        s->try_slot[m] = slot[m];
        s->try_lead[m] = -1;
    }
    dates_polish(s, g, &clock);
    return s->try_slot;
}

static void assert_polished(const struct plan_dates *p, int32_t a, int32_t b, int32_t to_a,
                            int32_t to_b) {
    const int32_t slot[] = {a, b};
    const int32_t *now = polished(p, 1, slot);
    assert_int_equal(now[0], to_a);
    assert_int_equal(now[1], to_b);
}

// Group 1 has person 1, away in slots 0, 1 and 4, and person 2, away in slots 3 and 5.
static struct plan_dates with_two_people(void) {
    static const int32_t group[] = {0, 1, 1};
    static const bool away[] = {false, false, false, false, false, false, true, true,  false,
                                false, true,  false, false, false, false, true, false, true};
    return (struct plan_dates){.n_groups = 2,
                               .n_modules = 2,
                               .n_slots = 6,
                               .n_people = 3,
                               .group = group,
                               .away = away,
                               .missed_cost = 3,
                               .gap_least = 1};
}

static void a_session_moves_to_where_nobody_misses_again(void **state) {
    (void)state;
    struct plan_dates p = with_two_people();
    // from 0 to 2, where nobody is away; beyond 2 all slots cost 1: it stays
    assert_polished(&p, 0, 4, 2, 4);
    // slot 2 is closed: the first stays, as 3 costs 1 too; but with 1 missing twice it goes
    static const bool closed[12] = {[8] = true};
    p.closed = closed;
    assert_polished(&p, 0, 4, 3, 4);
    assert_polished(&p, 0, 5, 0, 5);
    p.missed_cost = 0;
    assert_polished(&p, 0, 4, 0, 4);
}

static void a_session_stays_between_its_neighbours(void **state) {
    (void)state;
    struct plan_dates p = with_two_people();
    p.gap_least = 3; // 2 is too near to 4, 1 is no better; then the other one goes to 3
    assert_polished(&p, 0, 4, 0, 3);
    p.gap_least = 2;
    assert_polished(&p, 0, 4, 2, 4);
    p.gap_least = 1;
    p.gap_most = 1; // 3 and 4: 4 may go nowhere but to 4, and 3 not to 2
    assert_polished(&p, 3, 4, 3, 4);
    p.gap_most = 2;
    assert_polished(&p, 3, 4, 2, 4);
    p.gap_most = 0;
    p.fixed_before = 3; // nothing moves into the past
    assert_polished(&p, 3, 4, 3, 4);
}

// Moving away from where it was costs 1, as much as it gains; a rhythm pulls too.
static void what_moving_costs(void **state) {
    (void)state;
    struct plan_dates p = with_two_people();
    p.missed_cost = 1;
    p.previous = (const int32_t[]){0, 1, 0, 5};
    p.move_cost = 1;
    assert_polished(&p, 0, 5, 0, 5);
    p.move_cost = 0;
    assert_polished(&p, 0, 5, 2, 5);
    p.previous = (const int32_t[]){0, 1, -1, 5};
    p.move_cost = 9; // back to the last slot
    assert_polished(&p, 2, 4, 2, 5);
    p.previous = NULL;
    p.rhythm = 5;
    p.rhythm_slots = 1;
    p.rhythm_cost = 1; // 0 and 5 are on it; 2 would be off by three
    assert_polished(&p, 0, 5, 0, 5);
    p.rhythm = 3;
    assert_polished(&p, 0, 5, 2, 5);
    p.rhythm = 1; // 2 is off by two; beside 5 person 1 misses one
    assert_polished(&p, 2, 5, 4, 5);
}

// ---- places -------------------------------------------------------------------------------------

static bool place(struct dates_search *s, int32_t g) {
    struct dates_clock clock = {.search = &SEARCH, .work_max = INT64_MAX, .best = -1};
    const struct dates_prices none = dates_prices_new(arena, s->d);
    return dates_place(s, g, &none, 0, &clock);
}

// Sessions come one slot after the other, so that no session moves alone. In slots 0 and 1 person 1
// would miss twice: 2, and 5 for the second; in 3 and 4 three others miss one each; 2 is closed.
static void a_place_where_nobody_misses_twice(void **state) {
    (void)state;
    static const int32_t group[] = {0, 1, 1, 1, 1};
    static const bool away[25] = {[5] = true, [6] = true, [13] = true, [19] = true, [24] = true};
    static const bool closed[10] = {[7] = true};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 5,
                                 .closed = closed,
                                 .n_people = 5,
                                 .group = group,
                                 .away = away,
                                 .missed_cost = 5,
                                 .gap_least = 1,
                                 .gap_most = 1};
    struct dates_search *s = searching(&p);
    for (int32_t k = 0; k < 20; k++) { // whatever the lot says
        assert_true(place(s, 1));
        assert_int_equal(s->now.slot[2], 3);
        assert_int_equal(s->now.slot[3], 4);
        assert_int_equal(s->now.cost[1], 3);
        dates_state_remove(&s->now, 1);
    }
}

// The first session has been in slot 1, whatever the others hold: the second finds its place after
// it, and nothing is taken there.
static void a_place_after_the_past(void **state) {
    (void)state;
    static const int32_t absent[] = {0, 0, 0, 0, 9, 9, 3, 2}, one[] = {1, 1};
    static const int32_t rooms[] = {0, 0, 1, 1}, previous[] = {0, 3, 1, -1}, slot[] = {0, 3};
    static const int32_t nobody[] = {-1, -1};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 4,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .n_room_kinds = 1,
                                 .room_seats = one,
                                 .rooms = rooms,
                                 .seats_needed = one,
                                 .previous = previous,
                                 .fixed_before = 2};
    struct dates_search *s = searching(&p);
    dates_state_add(&s->now, 0, slot, nobody);
    assert_true(place(s, 1));
    assert_int_equal(s->now.slot[2], 1);
    assert_int_equal(s->now.slot[3], 2); // 3 has no room left
    assert_int_equal(s->now.cost[1], 9 + 3);
    static const int32_t left[] = {0, 0, 0, 0}, again[] = {0, 0, 1, 1};
    assert_memory_equal(s->now.room_left, left, sizeof left);
    dates_state_remove(&s->now, 0);
    dates_state_remove(&s->now, 1);
    assert_memory_equal(s->now.room_left, again, sizeof again);
    assert_true(place(s, 1));
    assert_int_equal(s->now.slot[3], 3);
}

// Two facilitators of the own; only 0 gives the second module. Group 0 has 0 in slots 0 and 1.
static void who_is_needed_is_not_taken(void **state) {
    (void)state;
    static const int32_t absent[] = {0, 9, 9, 0, 9, 0, 0, 9}, slot[] = {0, 1}, lead[] = {0, 0};
    static const bool can[] = {true, true, true, false};
    static const bool free[] = {true, true, true, true, true, true, true, true};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 4,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .n_facilitators = 2,
                                 .can = can,
                                 .free = free,
                                 .handover_cost = 2};
    struct dates_search *s = searching(&p);
    dates_state_add(&s->now, 0, slot, lead);
    assert_true(place(s, 1));
    // slots 1 and 2 cost nothing; 0 leads group 0 in slot 1, so that 1 begins and hands over
    assert_int_equal(s->now.slot[2], 1);
    assert_int_equal(s->now.slot[3], 2);
    assert_int_equal(s->now.lead[2], 1);
    assert_int_equal(s->now.lead[3], 0);
    assert_int_equal(s->now.cost[1], 2);
}

// Beside group 0 in slot 1, led by 0, 1 must help: 1 cannot lead group 1 there, though that would
// save handing over. 2 gives only the first module.
static void who_must_help_does_not_lead(void **state) {
    (void)state;
    static const int32_t absent[] = {0, 0, 0, 0, 9, 0, 0, 9}, slot[] = {0, 1}, lead[] = {0, 0};
    static const bool can[] = {true, true, true, true, true, false};
    static const bool free[] = {true, true, true, true, true, true,
                                true, true, true, true, true, true};
    static const int32_t needed[] = {1, 2};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 4,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .n_facilitators = 3,
                                 .can = can,
                                 .free = free,
                                 .needed = needed,
                                 .handover_cost = 2};
    struct dates_search *s = searching(&p);
    dates_state_add(&s->now, 0, slot, lead);
    assert_true(place(s, 1));
    assert_int_equal(s->now.slot[2], 1);
    assert_int_equal(s->now.lead[2], 2);
    assert_int_equal(s->now.slot[3], 2);
    assert_int_equal(s->now.cost[1], 2);
}

// A session takes two, one of them of the own. Group 0 needs 1 beside 0 in slot 0: a path, which
// only sees that 0 leads, would let 1 lead the other group there.
static void nobody_is_left_to_place(void **state) {
    (void)state;
    static const int32_t absent[] = {0, 0, 0, 0}, slot[] = {0}, lead[] = {0};
    static const bool can[] = {true, true}, free[] = {true, true, true, false};
    static const int32_t needed[] = {2};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 1,
                                 .n_slots = 2,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .n_facilitators = 2,
                                 .can = can,
                                 .free = free,
                                 .needed = needed,
                                 .handover_cost = 2};
    struct dates_search *s = searching(&p);
    dates_state_add(&s->now, 0, slot, lead);
    assert_false(place(s, 1)); // in slot 0 both are busy, in slot 1 there is one
    assert_false(s->now.is_placed[1]);
    dates_state_remove(&s->now, 0);
    assert_true(place(s, 1));
    assert_int_equal(s->now.slot[1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_moves_to_where_nobody_misses_again),
        cmocka_unit_test(a_session_stays_between_its_neighbours),
        cmocka_unit_test(what_moving_costs),
        cmocka_unit_test(a_place_where_nobody_misses_twice),
        cmocka_unit_test(a_place_after_the_past),
        cmocka_unit_test(who_is_needed_is_not_taken),
        cmocka_unit_test(who_must_help_does_not_lead),
        cmocka_unit_test(nobody_is_left_to_place),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
