// SPDX-License-Identifier: EUPL-1.2
// How a search begins and ends: with the earlier plan, at the end of its effort, at a bound, at a
// stop, or with the reasons why there is no plan.
#include "base/testing.h"

#include "base/rng.h"
#include "plan/dates/dates.h"

TEST_ARENA((size_t)1 << 28);

// Two groups, two modules, six slots; facilitator 0 gives nothing, 1 and 2 everything.
static const int32_t ABSENT[12] = {1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1}, WAS[] = {0, 2, 0, 4},
                     STAFF[4 * PLAN_DATES_NEEDED_MAX] = {1, -1, -1, -1, 1, -1, -1, -1,
                                                         2, -1, -1, -1, 2, -1, -1, -1};
static const bool CAN[] = {false, false, true, true, true, true};
static const bool FREE[] = {true, true, true, true, true, true, true, true, true,
                            true, true, true, true, true, true, true, true, true};

static struct plan_dates with_earlier_plan(void) {
    return (struct plan_dates){.n_groups = 2,
                               .n_modules = 2,
                               .n_slots = 6,
                               .absent = ABSENT,
                               .gap_least = 1,
                               .n_facilitators = 3,
                               .can = CAN,
                               .free = FREE,
                               .handover_cost = 1,
                               .previous = WAS,
                               .previous_facilitators = STAFF};
}

static struct plan_dates_result solve(const struct plan_dates *p, int64_t effort) {
    const struct plan_search search = {.seed = 1, .effort = effort};
    struct plan_dates_result result;
    plan_dates_solve(arena, p, &search, &result);
    return result;
}

// Without any effort, what was planned before is the answer where it still may be.
static void the_earlier_plan_comes_first(void **state) {
    (void)state;
    static const bool closed[12] = {[4] = true, [10] = true};
    struct plan_dates p = with_earlier_plan();
    const struct plan_dates_result result = solve(&p, 0);
    assert_int_equal(result.end, PLAN_DONE);
    assert_memory_equal(result.slot, WAS, sizeof WAS);
    assert_memory_equal(result.facilitators, STAFF, sizeof STAFF);
    assert_int_equal(result.score.cost, 4);
    assert_int_equal(result.bound, 0);
    assert_true(result.gap == 1);
    p.closed = closed; // group 1 was in slot 4
    assert_null(solve(&p, 0).slot);
    p = with_earlier_plan();
    p.handover_cost = 0;
    p.previous_facilitators = NULL;
    assert_memory_equal(solve(&p, 0).slot, WAS, sizeof WAS);
    p.previous = NULL;
    assert_null(solve(&p, 0).slot);
}

static void assert_kept(const struct plan_dates *p, bool is_kept) {
    const struct plan_dates_result result = solve(p, 0);
    assert_int_equal(result.slot != NULL, is_kept);
}

// Each rule that the earlier plan must keep, at its edge and past it.
static void the_earlier_plan_keeps_the_rules(void **state) {
    (void)state;
    struct plan_dates p = with_earlier_plan();
    p.gap_least = 2;
    p.gap_most = 4;
    assert_kept(&p, true);
    p.gap_least = 3;
    assert_kept(&p, false);
    p.gap_least = 2;
    p.gap_most = 3;
    assert_kept(&p, false);
    p = with_earlier_plan();
    p.previous = (const int32_t[]){0, 2, 0, -1};
    assert_kept(&p, false);
    p = with_earlier_plan();
    p.can = (const bool[]){false, false, true, true, true, false}; // 2 gives no second module
    assert_kept(&p, false);
    p = with_earlier_plan();
    bool free[18];
    memcpy(free, FREE, sizeof free);
    free[2 * 6 + 4] = false;
    p.free = free;
    assert_kept(&p, false);
    p = with_earlier_plan();
    int32_t staff[4 * PLAN_DATES_NEEDED_MAX];
    memcpy(staff, STAFF, sizeof staff);
    staff[3 * PLAN_DATES_NEEDED_MAX] = 1; // the second group changes from 2 to 1
    p.previous_facilitators = staff;
    assert_kept(&p, true);
    p.handover_cost = 0;
    p.is_continuous = true;
    assert_kept(&p, false);
    staff[3 * PLAN_DATES_NEEDED_MAX] = 2;
    assert_kept(&p, true);
    staff[2 * PLAN_DATES_NEEDED_MAX] = staff[3 * PLAN_DATES_NEEDED_MAX] = 1; // 1 twice in slot 0
    assert_kept(&p, false);
    p = with_earlier_plan();
    p.n_room_kinds = 1;
    p.room_seats = p.seats_needed = (const int32_t[]){1, 1};
    p.rooms = (const int32_t[]){2, 1, 1, 1, 1, 1};
    assert_kept(&p, true);
    p.rooms = (const int32_t[]){1, 1, 1, 1, 1, 1};
    assert_kept(&p, false);
}

// Both groups can only come in slot 0, where there is one room.
static struct plan_dates crowded(void) {
    static const bool closed[] = {false, true, false, true};
    static const int32_t one[] = {1, 1}, none[4] = {0};
    return (struct plan_dates){.n_groups = 2,
                               .n_modules = 1,
                               .n_slots = 2,
                               .absent = none,
                               .closed = closed,
                               .gap_least = 1,
                               .n_room_kinds = 1,
                               .room_seats = one,
                               .rooms = one,
                               .seats_needed = one};
}

static void assert_crowded(const struct plan_dates_result *result, enum plan_rule rule,
                           int32_t n_unplaced) {
    assert_int_equal(result->end, PLAN_INFEASIBLE);
    assert_null(result->slot);
    assert_int_equal(result->conflicts.n, 1 + n_unplaced);
    assert_string_equal(plan_rule_name(result->conflicts.list[0].rule), plan_rule_name(rule));
    assert_int_equal(result->conflicts.list[0].person, -1);
    for (int32_t k = 1; k <= n_unplaced; k++)
        assert_int_equal(result->conflicts.list[k].rule, PLAN_RULE_DATES_UNPLACED);
}

static void no_plan_has_reasons(void **state) {
    (void)state;
    struct plan_dates p = crowded();
    struct plan_dates_result result = solve(&p, 1);
    assert_crowded(&result, PLAN_RULE_DATES_CROWDED, 1);
    result = solve(&p, 0); // nothing was tried: no proof, and nobody has a place
    assert_crowded(&result, PLAN_RULE_NOT_FOUND, 2);
    assert_int_equal(result.conflicts.list[1].person, 0);
    assert_int_equal(result.conflicts.list[2].person, 1);
}

// ---- the clock ----------------------------------------------------------------------------------

struct heard {
    int32_t n;
    bool answer;
    struct plan_progress last;
};

static bool listen(void *context, const struct plan_progress *progress) {
    struct heard *const heard = context;
    heard->n++;
    heard->last = *progress;
    return heard->answer;
}

static void a_clock_stops_in_time(void **state) {
    (void)state;
    struct heard heard = {.answer = true};
    const struct plan_search search = {.progress = listen, .context = &heard};
    struct dates_clock clock = {.search = &search, .work_max = 100, .best = -1};
    assert_true(dates_clock_go_on(&clock));
    clock.work = 99;
    assert_true(dates_clock_go_on(&clock));
    clock.work = 100;
    assert_false(dates_clock_go_on(&clock));
    clock.work = 0;
    clock.bound = 7; // and no plan yet
    assert_true(dates_clock_go_on(&clock));
    clock.best = 8;
    assert_true(dates_clock_go_on(&clock));
    clock.best = 7;
    assert_false(dates_clock_go_on(&clock));
    assert_int_equal(heard.n, 0);
}

static void a_clock_asks_now_and_then(void **state) {
    (void)state;
    struct heard heard = {.answer = true};
    const struct plan_search search = {.progress = listen, .context = &heard};
    struct dates_clock clock = {
        .search = &search, .work_max = 20000000, .best = 9, .bound = 5, .cpu_seconds_child = 0.5};
    clock.work = 5000000;
    assert_true(dates_clock_go_on(&clock));
    assert_int_equal(heard.n, 1);
    assert_true(heard.last.done == 0.25 && heard.last.cpu_seconds_child == 0.5);
    assert_int_equal(heard.last.objective, 9);
    assert_int_equal(heard.last.bound, 5);
    clock.work += 1000;
    assert_true(dates_clock_go_on(&clock));
    assert_int_equal(heard.n, 1); // asked only just before
    clock.work += 5000000;
    heard.answer = false;
    assert_false(dates_clock_go_on(&clock));
    assert_int_equal(heard.n, 2);
    heard.answer = true;
    assert_false(dates_clock_go_on(&clock)); // stop is stop
    assert_true(clock.is_cancelled);
    const struct plan_search alone = {.seed = 1};
    clock = (struct dates_clock){.search = &alone, .work_max = 1, .best = -1};
    assert_true(dates_clock_ask(&clock));
}

// Thirty groups that want the same slots: it takes longer than until the first question.
static void a_stop_keeps_the_best_plan(void **state) {
    (void)state;
    enum { GROUPS = 30, SLOTS = 60 };
    struct rng rng = rng_seeded(5);
    struct heard heard = {.answer = false};
    const struct plan_search search = {
        .seed = 1, .effort = 1, .progress = listen, .context = &heard};
    int32_t *absent = NEW_ARRAY(arena, int32_t, GROUPS * SLOTS);
    int32_t *rooms = NEW_ARRAY(arena, int32_t, SLOTS);
    int32_t *seats = NEW_ARRAY(arena, int32_t, GROUPS);
    for (int32_t k = 0; k < GROUPS * SLOTS; k++)
        absent[k] = (int32_t)rng_below(&rng, 21);
    for (int32_t t = 0; t < SLOTS; t++)
        rooms[t] = 4;
    const struct plan_dates p = {.n_groups = GROUPS,
                                 .n_modules = 6,
                                 .n_slots = SLOTS,
                                 .absent = absent,
                                 .gap_least = 5,
                                 .n_room_kinds = 1,
                                 .room_seats = seats,
                                 .rooms = rooms,
                                 .seats_needed = seats};
    struct plan_dates_result result;
    plan_dates_solve(arena, &p, &search, &result);
    assert_int_equal(heard.n, 1);
    assert_non_null(result.slot);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_true(result.bound > 0 && result.bound < result.score.cost);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earlier_plan_comes_first),
        cmocka_unit_test(the_earlier_plan_keeps_the_rules),
        cmocka_unit_test(no_plan_has_reasons),
        cmocka_unit_test(a_clock_stops_in_time),
        cmocka_unit_test(a_clock_asks_now_and_then),
        cmocka_unit_test(a_stop_keeps_the_best_plan),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
