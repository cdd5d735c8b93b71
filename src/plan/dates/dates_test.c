// SPDX-License-Identifier: EUPL-1.2
// The solver against exhaustive search on small problems with every rule, against published optima,
// and against what must not change: the order of groups, a slot that nobody wants, the unit.
#include "plan/dates/test_dates.h"

static bool some_time(void *context, const struct plan_progress *progress) {
    int *const n_asked = context;
    assert_true(progress->objective < 0 || progress->bound <= progress->objective);
    return ++*n_asked < 12;
}

static struct plan_dates_result solve(const struct plan_dates *p) {
    int n_asked = 0;
    const struct plan_search search = {
        .seed = 1, .effort = 1, .progress = some_time, .context = &n_asked};
    struct plan_dates_result result;
    plan_dates_solve(arena, p, &search, &result);
    return result;
}

static void as_good_as_trying_everything(void **state) {
    (void)state;
    int32_t n_feasible = 0, n_proven = 0;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        struct arena *const whole = arena;
        arena = arena_child(whole, (size_t)1 << 30);
        const struct plan_dates p = small_problem(seed);
        const int64_t best = best_of_all(&p);
        const struct plan_dates_result result = solve(&p);
        if (best < 0) {
            assert_int_equal(result.end, PLAN_INFEASIBLE);
            assert_true(result.conflicts.n > 0);
        } else {
            if (!result.slot || result.score.cost != best)
                print_message("seed %d: %d instead of %d\n", (int)seed,
                              result.slot ? (int)result.score.cost : -1, (int)best);
            assert_non_null(result.slot);
            assert_int_equal(result.score.cost, best);
            assert_true(result.bound <= best);
            assert_true(plan_dates_bound(arena, &p) <= best);
            n_proven += result.bound == best;
            n_feasible++;
        }
        arena_free(arena);
        arena = whole;
    }
    assert_true(n_feasible >= 50 && n_feasible <= 140); // both kinds are tried
    assert_true(n_proven * 10 >= n_feasible * 8);
}

// ---- what must not change the answer ------------------------------------------------------------

// Three groups, three modules, twelve slots; rooms for one group at a time, mostly.
enum { N_GROUPS = 3, N_MODULES = 3, N_SLOTS = 12 };

static struct plan_dates crowded_problem(uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    struct plan_dates p = {.n_groups = N_GROUPS, .n_modules = N_MODULES, .n_slots = N_SLOTS};
    p.absent = numbers(&rng, N_GROUPS * N_SLOTS, 0, 9);
    p.gap_least = 2;
    p.n_room_kinds = 1;
    p.room_seats = p.seats_needed = numbers(&rng, N_GROUPS, 0, 0);
    p.rooms = numbers(&rng, N_SLOTS, 1, 0);
    p.n_facilitators = 2;
    p.can = flags(&rng, 2 * N_MODULES, 100);
    p.free = flags(&rng, 2 * N_SLOTS, 80);
    return p;
}

static int64_t cost_of(const struct plan_dates *p) {
    const struct plan_dates_result result = solve(p);
    return result.slot ? result.score.cost : -1;
}

static void the_order_of_groups_does_not_matter(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct plan_dates p = crowded_problem(seed);
        const int64_t cost = cost_of(&p);
        int32_t *absent = NEW_ARRAY(arena, int32_t, N_GROUPS * N_SLOTS);
        for (int32_t k = 0; k < N_GROUPS * N_SLOTS; k++)
            absent[(k + N_SLOTS) % (N_GROUPS * N_SLOTS)] = p.absent[k];
        p.absent = absent;
        assert_int_equal(cost_of(&p), cost);
    }
}

static void a_slot_that_nobody_wants_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        const struct plan_dates p = crowded_problem(seed);
        struct plan_dates longer = p;
        longer.n_slots = N_SLOTS + 1;
        int32_t *absent = NEW_ARRAY(arena, int32_t, N_GROUPS * (N_SLOTS + 1));
        int32_t *rooms = NEW_ARRAY(arena, int32_t, N_SLOTS + 1);
        bool *is_free = NEW_ARRAY(arena, bool, 2 * (N_SLOTS + 1));
        for (int32_t t = 0; t <= N_SLOTS; t++) {
            for (int32_t g = 0; g < N_GROUPS; g++)
                absent[g * (N_SLOTS + 1) + t] = t < N_SLOTS ? p.absent[g * N_SLOTS + t] : 1000;
            for (int32_t f = 0; f < 2; f++)
                is_free[f * (N_SLOTS + 1) + t] = t == N_SLOTS || p.free[f * N_SLOTS + t];
            rooms[t] = 1;
        }
        longer.absent = absent;
        longer.rooms = rooms;
        longer.free = is_free;
        const int64_t cost = cost_of(&p);
        if (cost >= 0)
            assert_int_equal(cost_of(&longer), cost);
    }
}

static void three_times_the_people_cost_three_times_as_much(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct plan_dates p = crowded_problem(seed);
        const int64_t cost = cost_of(&p);
        int32_t *absent = NEW_ARRAY(arena, int32_t, N_GROUPS * N_SLOTS);
        for (int32_t k = 0; k < N_GROUPS * N_SLOTS; k++)
            absent[k] = 3 * p.absent[k];
        p.absent = absent;
        assert_int_equal(cost_of(&p), cost < 0 ? -1 : 3 * cost);
    }
}

static void the_same_seed_gives_the_same_plan(void **state) {
    (void)state;
    const struct plan_dates p = crowded_problem(3);
    const struct plan_dates_result a = solve(&p), b = solve(&p);
    assert_memory_equal(a.slot, b.slot, sizeof a.slot[0] * N_GROUPS * N_MODULES);
    assert_memory_equal(a.facilitators, b.facilitators,
                        sizeof a.slot[0] * N_GROUPS * N_MODULES * PLAN_DATES_NEEDED_MAX);
}

// ---- reasons ------------------------------------------------------------------------------------

// Two people, one module, two slots. The first can only come to slot 1, the second only to slot 0:
// either slot costs 1, and nothing when one of them had no calendar. With a third who is always
// away, that one costs 1 in every case.
static void who_stands_in_the_way(void **state) {
    (void)state;
    const bool away[] = {true, false, false, true, true, true};
    const struct plan_dates p = {.n_groups = 1,
                                 .n_modules = 1,
                                 .n_slots = 2,
                                 .n_people = 3,
                                 .group = (const int32_t[]){0, 0, 0},
                                 .away = away,
                                 .gap_least = 1};
    const struct plan_dates_result result = solve(&p);
    assert_int_equal(result.score.cost, 2);
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(result.relief[i], 1);
}

// Two groups want slot 0, where there is one room; the other slot costs 3 and 5 more: the first
// group goes there. With a room more in slot 0 it would pay 3 less.
static void a_full_slot_has_a_price(void **state) {
    (void)state;
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 1,
                                 .n_slots = 2,
                                 .absent = (const int32_t[]){1, 4, 2, 7},
                                 .n_room_kinds = 1,
                                 .room_seats = (const int32_t[]){9},
                                 .rooms = (const int32_t[]){1, 1},
                                 .seats_needed = (const int32_t[]){9, 9},
                                 .gap_least = 1};
    const struct plan_dates_result result = solve(&p);
    assert_int_equal(result.score.cost, 6);
    assert_int_equal(result.bound, 6);
    assert_int_equal(result.slot_relief[0], 3);
    assert_int_equal(result.slot_relief[1], 0);
    assert_null(result.relief);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_good_as_trying_everything),
        cmocka_unit_test(the_order_of_groups_does_not_matter),
        cmocka_unit_test(a_slot_that_nobody_wants_changes_nothing),
        cmocka_unit_test(three_times_the_people_cost_three_times_as_much),
        cmocka_unit_test(the_same_seed_gives_the_same_plan),
        cmocka_unit_test(who_stands_in_the_way),
        cmocka_unit_test(a_full_slot_has_a_price),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
