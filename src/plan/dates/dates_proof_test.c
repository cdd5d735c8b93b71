// SPDX-License-Identifier: EUPL-1.2
// The proof by branch and bound, with prices and without, against exhaustive search.
#include "plan/dates/test_dates.h"

#include "plan/dates/dates.h"

static bool never_mind(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}

static const struct plan_search search = {.seed = 1, .effort = 1, .progress = never_mind};

// Without a plan to compare with, prices rule nothing out, and are left out too.
static enum dates_proof prove(const struct dates *d, int64_t best, int32_t *ret_slot,
                              int64_t *ret_bound) {
    struct dates_climb climb = dates_climb_new(arena, d);
    struct dates_clock clock = {.search = &search, .work_max = INT64_MAX, .best = best};
    for (int32_t k = 0; best >= 0 && k < 30; k++)
        dates_climb_step(&climb, best, &clock);
    const enum dates_proof proof = dates_prove(d, &climb.best, &clock, ret_slot);
    *ret_bound = clock.bound;
    return proof;
}

static int64_t cost_of(const struct dates *d, const int32_t *slot) {
    int64_t cost = 0;
    for (int32_t g = 0; g < d->n_groups; g++)
        cost += dates_group_cost(d, g, slot + (ptrdiff_t)g * d->n_modules, NULL);
    return cost;
}

static void assert_proof(const struct dates *d, int64_t best) {
    int32_t slot[GROUPS * MODULES];
    int64_t bound;
    if (best < 0) {
        assert_int_equal(prove(d, -1, slot, &bound), DATES_PROVEN);
        return;
    }
    assert_int_equal(prove(d, -1, slot, &bound), DATES_BETTER);
    assert_int_equal(cost_of(d, slot), best);
    assert_int_equal(bound, best);
    assert_int_equal(prove(d, best + 1, slot, &bound), DATES_BETTER);
    assert_int_equal(cost_of(d, slot), best);
    assert_int_equal(prove(d, best, slot, &bound), DATES_PROVEN);
    assert_int_equal(bound, best);
}

static void compare(uint64_t seed, int32_t *n_tried, int32_t *n_feasible) {
    struct plan_dates p = small_problem(seed);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    p.rhythm_cost = p.handover_cost = 0; // not part of the model
    p.is_continuous = false;
    dates_expand(arena, &p, &d, &conflicts);
    if (conflicts.n > 0)
        return;
    const int64_t best = best_of_all(&p);
    *n_tried += 1;
    *n_feasible += best >= 0;
    assert_proof(&d, best);
}

static void finds_what_trying_everything_finds(void **state) {
    (void)state;
    int32_t n_tried = 0, n_feasible = 0;
    for (uint64_t seed = 1000; n_tried < 60; seed++) {
        struct arena *const whole = arena;
        arena = arena_child(whole, (size_t)1 << 30);
        compare(seed, &n_tried, &n_feasible);
        arena_free(arena);
        arena = whole;
    }
    assert_true(n_feasible >= 30);
}

// What a rhythm costs is left out of the model: its bound is that of the problem without.
static void a_rhythm_leaves_a_bound(void **state) {
    (void)state;
    struct plan_dates p = {.n_groups = 1, .n_modules = 2, .n_slots = 4, .gap_least = 1};
    p.absent = (const int32_t[]){0, 0, 5, 5};
    p.rhythm = 3;
    p.rhythm_slots = 1;
    p.rhythm_cost = 2;
    struct plan_conflicts conflicts = {0};
    struct dates d;
    int32_t slot[2];
    int64_t bound;
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(prove(&d, -1, slot, &bound), DATES_BETTER); // 0 and 1, at 2 * 2 for the rhythm
    assert_int_equal(cost_of(&d, slot), 4);
    assert_int_equal(bound, 0);
    assert_int_equal(prove(&d, 4, slot, &bound), DATES_PROVEN); // the prices know better
    assert_int_equal(bound, 4);
}

static bool stop(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return false;
}

static struct plan_dates thirty_groups(void) {
    struct rng rng = rng_seeded(5);
    struct plan_dates p = {.n_groups = 30, .n_modules = 6, .n_slots = 60, .gap_least = 5};
    p.absent = numbers(&rng, (size_t)30 * 60, 0, 20);
    p.n_room_kinds = 1;
    p.room_seats = p.seats_needed = numbers(&rng, 30, 0, 0);
    p.rooms = numbers(&rng, 60, 3, 1);
    return p;
}

static struct dates expand(const struct plan_dates *p) {
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return d;
}

static void stops_when_told(void **state) {
    (void)state;
    const struct plan_dates p = thirty_groups();
    const struct dates d = expand(&p);
    int32_t slot[180];
    const struct plan_search stopping = {.seed = 1, .effort = 1, .progress = stop};
    struct dates_clock clock = {
        .search = &stopping, .work = INT64_MAX / 4, .work_max = INT64_MAX, .best = -1};
    const struct dates_prices none = dates_prices_new(arena, &d);
    assert_int_equal(dates_prove(&d, &none, &clock, slot), DATES_OPEN);
    assert_true(clock.is_cancelled);
}

// A search that has hardly begun does not hand thousands of sessions to the solver.
static void waits_until_little_is_left(void **state) {
    (void)state;
    const struct plan_dates p = thirty_groups();
    const struct dates d = expand(&p);
    int32_t slot[180];
    const struct plan_search stopping = {.seed = 1, .effort = 1, .progress = stop};
    struct dates_clock clock = {.search = &stopping, .work_max = INT64_MAX, .best = -1};
    const struct dates_prices none = dates_prices_new(arena, &d);
    assert_int_equal(dates_prove(&d, &none, &clock, slot), DATES_OPEN);
    assert_false(clock.is_cancelled); // nobody was asked
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_trying_everything_finds),
        cmocka_unit_test(a_rhythm_leaves_a_bound),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(waits_until_little_is_left),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
