// SPDX-License-Identifier: EUPL-1.2
// What a person's calendar costs, and what it costs that a slot is full, against planning the group
// again in every way in a problem where that person is always there, or where that slot has a room
// and a facilitator more.
#include "plan/dates/test_dates.h"

static struct plan_dates_result solve(const struct plan_dates *p) {
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_dates_result result;
    plan_dates_solve(arena, p, &search, &result);
    return result;
}

// The cheapest of all plans in which only group g may differ from `slot`; where `t` >= 0, it has a
// session there. -1: none.
static int64_t best_of_group(const struct plan_dates *p, const int32_t *slot, int32_t g,
                             int32_t by_slot) {
    struct arena *const whole = arena;
    struct trial x = {.p = p, .best = -1};
    arena = arena_child(whole, (size_t)1 << 24);
    for (size_t k = 0; k < COUNT_OF(x.staff); k++)
        x.staff[k] = -1;
    memcpy(x.slot, slot, sizeof x.slot);
    for (int32_t a = 0; a < SLOTS; a++)
        for (int32_t b = a + 1; b < SLOTS; b++) {
            if (by_slot >= 0 && a != by_slot && b != by_slot)
                continue;
            x.slot[g * MODULES] = a;
            x.slot[g * MODULES + 1] = b;
            try_staff(&x, 0);
        }
    arena_free(arena);
    arena = whole;
    return x.best;
}

static int64_t cost_of(const struct plan_dates *p, const struct plan_dates_result *result) {
    struct plan_dates_score score;
    struct plan_conflicts conflicts;
    (void)plan_dates_check(arena, p, result->slot, result->facilitators, &score, &conflicts);
    return score.cost;
}

// ---- people -------------------------------------------------------------------------------------

static struct plan_dates always_there(const struct plan_dates *p, int32_t i) {
    struct plan_dates other = *p;
    bool *away = NEW_ARRAY(arena, bool, PEOPLE *SLOTS);
    memcpy(away, p->away, PEOPLE * SLOTS * sizeof away[0]);
    memset(away + (ptrdiff_t)i * SLOTS, 0, SLOTS * sizeof away[0]);
    other.away = away;
    return other;
}

// A path cannot see all that a group pays where missing twice or handing over costs: there it may
// find less than there is, but never less than what staying saves.
static bool compare_people(const struct plan_dates *p, bool is_exact, int32_t *n_moving) {
    const struct plan_dates_result result =
        p->n_people > 0 ? solve(p) : (struct plan_dates_result){0};
    if (!result.slot)
        return false;
    for (int32_t i = 0; i < PEOPLE; i++) {
        const struct plan_dates other = always_there(p, i);
        const int64_t best = best_of_group(&other, result.slot, p->group[i], -1);
        const int64_t stay = result.score.cost - cost_of(&other, &result);
        assert_true(best >= 0);
        if (is_exact)
            assert_int_equal(result.relief[i], result.score.cost - best);
        assert_true(result.relief[i] >= stay && result.relief[i] <= result.score.cost - best);
        *n_moving += result.relief[i] > stay;
    }
    return true;
}

static void what_a_calendar_costs(void **state) {
    (void)state;
    int32_t n_exact = 0, n_other = 0, n_moving = 0, n_unsure = 0;
    for (uint64_t seed = 300; seed < 370; seed++) {
        struct plan_dates p = small_problem(seed);
        p.needed = NULL;
        n_other += compare_people(&p, false, &n_unsure);
        p.handover_cost = p.missed_cost = 0;
        p.is_continuous = false;
        n_exact += compare_people(&p, true, &n_moving);
    }
    assert_true(n_exact >= 20 && n_other >= 20 && n_moving >= 10 && n_unsure >= 5);
}

// ---- slots --------------------------------------------------------------------------------------

// A room of the largest kind more in slot t, and somebody who gives everything, but only there.
static struct plan_dates wider(const struct plan_dates *p, int32_t t) {
    struct plan_dates other = *p;
    int32_t *rooms = NEW_ARRAY(arena, int32_t, KINDS * SLOTS);
    bool *can = NEW_ARRAY(arena, bool, (STAFF + 1) * MODULES);
    bool *free = NEW_ARRAY(arena, bool, (STAFF + 1) * SLOTS);
    memcpy(rooms, p->rooms, KINDS * SLOTS * sizeof rooms[0]);
    for (int32_t k = p->n_room_kinds - 1; k >= 0 && k == p->n_room_kinds - 1; k--)
        rooms[k * SLOTS + t]++;
    other.rooms = rooms;
    if (p->n_facilitators == 0)
        return other;
    memcpy(can, p->can, STAFF * MODULES * sizeof can[0]);
    memcpy(free, p->free, STAFF * SLOTS * sizeof free[0]);
    can[STAFF * MODULES] = can[STAFF * MODULES + 1] = free[STAFF * SLOTS + t] = true;
    other.can = can;
    other.free = free;
    other.n_facilitators++;
    return other;
}

static bool compare_slots(const struct plan_dates *p, int32_t *n_wanted) {
    const struct plan_dates_result result = solve(p);
    if (!result.slot)
        return false;
    assert_int_equal(result.score.cost, best_of_all(p));
    for (int32_t t = 0; t < SLOTS; t++) {
        const struct plan_dates other = wider(p, t);
        int64_t most = 0;
        for (int32_t g = 0; g < GROUPS; g++) {
            const int64_t best = best_of_group(&other, result.slot, g, t);
            if (best >= 0 && result.score.cost - best > most)
                most = result.score.cost - best;
        }
        assert_int_equal(result.slot_relief[t], most);
        *n_wanted += most > 0;
    }
    return true;
}

static void what_a_full_slot_costs(void **state) {
    (void)state;
    int32_t n_tried = 0, n_wanted = 0;
    for (uint64_t seed = 500; seed < 620; seed++) {
        struct plan_dates p = small_problem(seed);
        p.needed = NULL;
        p.handover_cost = p.missed_cost = 0;
        p.is_continuous = false;
        n_tried += compare_slots(&p, &n_wanted);
    }
    assert_true(n_tried >= 20 && n_wanted >= 20);
}

// Everything of the first group has been, and two modules of the second, three slots apart as the
// rhythm asks. Slot 6 is three slots on and everybody could come, but it has no room: beside it
// five are absent and the rhythm is off by one.
static void what_has_been_stays_where_it_was(void **state) {
    (void)state;
    static const int32_t was[] = {0, 1, 2, 0, 3, -1}, seats[] = {1}, needed[] = {1, 1};
    static const int32_t rooms[] = {9, 9, 9, 9, 9, 9, 0, 9};
    static const int32_t absent[] = {0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 0, 5};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 3,
                                 .n_slots = 8,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .rhythm = 3,
                                 .rhythm_slots = 1,
                                 .rhythm_cost = 1,
                                 .n_room_kinds = 1,
                                 .room_seats = seats,
                                 .seats_needed = needed,
                                 .rooms = rooms,
                                 .previous = was,
                                 .fixed_before = 4};
    const struct plan_dates_result result = solve(&p);
    assert_int_equal(result.end, PLAN_DONE);
    assert_true(result.slot[5] == 5 || result.slot[5] == 7);
    for (int32_t t = 0; t < 8; t++)
        assert_int_equal(result.slot_relief[t], t == 6 ? 5 + 1 : 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_calendar_costs, begin, end),
        cmocka_unit_test_setup_teardown(what_a_full_slot_costs, begin, end),
        cmocka_unit_test_setup_teardown(what_has_been_stays_where_it_was, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
