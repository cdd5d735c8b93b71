// SPDX-License-Identifier: EUPL-1.2
// Prices, by hand: what a session pays of them, what they are worth as a bound, and that climbing
// reaches the bound where prices can tell the whole truth.
#include "base/testing.h"

#include "plan/dates/dates.h"

TEST_ARENA((size_t)1 << 28);

static struct dates expanded(const struct plan_dates *p) {
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return d;
}

// ---- what a session pays ------------------------------------------------------------------------

// Two groups, two modules, two slots; two kinds of room; two facilitators: 0 gives both modules, 1
// only the second. A session of the second module takes two.
static const int32_t ABSENT[] = {1, 2, 3, 4}, SEATS[] = {5, 9}, NEEDED_SEATS[] = {5, 9},
                     ROOMS[] = {1, 1, 1, 1}, NEEDED[] = {1, 2};
static const bool CAN[] = {true, true, false, true}, FREE[] = {true, true, true, true};

static struct plan_dates shared(void) {
    return (struct plan_dates){.n_groups = 2,
                               .n_modules = 2,
                               .n_slots = 2,
                               .absent = ABSENT,
                               .gap_least = 1,
                               .n_room_kinds = 2,
                               .room_seats = SEATS,
                               .rooms = ROOMS,
                               .seats_needed = NEEDED_SEATS,
                               .n_facilitators = 2,
                               .can = CAN,
                               .free = FREE,
                               .needed = NEEDED};
}

// A large room costs 30 in slot 0, any room 7; of the sets of modules in slot 0, {0} costs 100, {1}
// 200 and both 1000. In slot 1 the large room costs 4000.
static void set_prices(struct dates_prices *prices) {
    prices->room[0] = 7;
    prices->room[2] = 30;
    prices->room[3] = 4000;
    prices->staff[1] = 100;
    prices->staff[2] = 200;
    prices->staff[3] = 1000;
    dates_prices_sum(prices);
}

static void a_session_pays_for_all_it_takes(void **state) {
    (void)state;
    const struct plan_dates p = shared();
    const struct dates d = expanded(&p);
    struct dates_prices prices = dates_prices_new(arena, &d);
    struct dates_path path = dates_path_new(arena, &d);
    set_prices(&prices);
    dates_path_own(&path, 0);
    dates_prices_add(&prices, 0, 256, &path);
    assert_int_equal(path.cost[0], 1 * DATES_ONE + 7 + 100 + 1000);
    assert_int_equal(path.cost[1], 2 * DATES_ONE);
    assert_int_equal(path.cost[2], 1 * DATES_ONE + 7 + 2 * (200 + 1000));
    dates_path_own(&path, 1);
    dates_prices_add(&prices, 1, 256, &path);
    assert_int_equal(path.cost[0], 3 * DATES_ONE + 7 + 30 + 100 + 1000);
    assert_int_equal(path.cost[1], 4 * DATES_ONE + 4000);
    dates_path_own(&path, 1);
    path.cost[1] = DATES_NEVER;
    dates_prices_add(&prices, 1, 64, &path); // a quarter
    assert_int_equal(path.cost[0], 3 * DATES_ONE + 1137 / 4);
    assert_int_equal(path.cost[1], DATES_NEVER);
    dates_prices_sum(&prices); // and twice is as good as once
    dates_path_own(&path, 0);
    dates_prices_add(&prices, 0, 256, &path);
    assert_int_equal(path.cost[0], 1 * DATES_ONE + 7 + 100 + 1000);
}

// Named: the group's own facilitator is paid for beside the module, which takes one less.
static void a_facilitator_of_the_own_is_paid_for(void **state) {
    (void)state;
    struct plan_dates p = shared();
    static const bool free[] = {true, true, true, false};
    static const int32_t one[] = {1, 1};
    p.needed = one;
    p.free = free;
    p.handover_cost = 1;
    const struct dates d = expanded(&p);
    struct dates_prices prices = dates_prices_new(arena, &d);
    struct dates_path path = dates_path_new(arena, &d);
    prices.lead[0] = 50000;
    prices.lead[2] = 60000;
    set_prices(&prices);
    dates_path_own(&path, 0);
    dates_prices_add(&prices, 0, 256, &path);
    assert_int_equal(path.cost[0], 1 * DATES_ONE + 7);
    assert_int_equal(path.cost[2], 1 * DATES_ONE + 7);
    assert_int_equal(path.lead_cost[0], 50000 + 100 + 200 + 1000); // 0 is in every set
    assert_int_equal(path.lead_cost[1], 0);
    assert_int_equal(path.lead_cost[2], 60000 + 200 + 1000);
    assert_int_equal(path.lead_cost[3], DATES_NEVER);
    dates_path_own(&path, 0);
    dates_prices_add(&prices, 0, 128, &path);
    assert_int_equal(path.lead_cost[0], 51300 / 2);
    struct dates_prices copy = dates_prices_new(arena, &d);
    dates_prices_copy(&copy, &prices);
    assert_memory_equal(copy.lead, prices.lead, 4 * sizeof(int64_t));
    assert_memory_equal(copy.per_lead, prices.per_lead, 4 * sizeof(int64_t));
    assert_memory_equal(copy.staff, prices.staff, 8 * sizeof(int64_t));
    assert_memory_equal(copy.room, prices.room, 4 * sizeof(int64_t));
    assert_memory_equal(copy.per_room, prices.per_room, 4 * sizeof(int64_t));
    assert_memory_equal(copy.per_module, prices.per_module, 4 * sizeof(int64_t));
}

// Missing once more: group 1 has people 1 and 2, both away in slot 1. Prices of people are not
// shared out, whatever the share of the others.
static void people_have_a_price(void **state) {
    (void)state;
    static const int32_t group[] = {0, 1, 1};
    static const bool away[] = {true, false, false, true, false, true};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 1,
                                 .n_slots = 2,
                                 .n_people = 3,
                                 .group = group,
                                 .away = away,
                                 .missed_cost = 3,
                                 .gap_least = 1};
    const struct dates d = expanded(&p);
    struct dates_prices prices = dates_prices_new(arena, &d), copy = dates_prices_new(arena, &d);
    struct dates_path path = dates_path_new(arena, &d);
    prices.person[0] = 1000;
    prices.person[1] = 20;
    prices.person[2] = 5;
    dates_prices_sum(&prices);
    dates_prices_copy(&copy, &prices);
    for (int32_t share = 0; share <= 256; share += 256) {
        dates_path_own(&path, 0);
        dates_prices_add(&copy, 0, share, &path);
        assert_int_equal(path.cost[0], DATES_ONE + 1000);
        assert_int_equal(path.cost[1], 0);
        dates_path_own(&path, 1);
        dates_prices_add(&copy, 1, share, &path);
        assert_int_equal(path.cost[0], 0);
        assert_int_equal(path.cost[1], 2 * DATES_ONE + 25);
    }
    assert_int_equal(copy.person[1], 20);
}

// ---- what they are worth ------------------------------------------------------------------------

static bool go_on(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}

static const struct plan_search search = {.seed = 1, .effort = 1, .progress = go_on};

static int64_t bound_after(const struct dates *d, int32_t n_steps, int64_t target) {
    struct dates_climb climb = dates_climb_new(arena, d);
    struct dates_clock clock = {.search = &search, .work_max = INT64_MAX, .best = -1};
    for (int32_t k = 0; k < n_steps; k++)
        dates_climb_step(&climb, target, &clock);
    return dates_climb_bound(&climb);
}

// Two groups want slot 0, where there is one room; the other slot costs 3 and 5 more.
static void a_full_room(void **state) {
    (void)state;
    static const int32_t absent[] = {1, 4, 2, 7}, one[] = {1, 1};
    struct plan_dates p = {.n_groups = 2,
                           .n_modules = 1,
                           .n_slots = 2,
                           .absent = absent,
                           .n_room_kinds = 1,
                           .room_seats = one,
                           .rooms = one,
                           .seats_needed = one,
                           .gap_least = 1};
    struct dates d = expanded(&p);
    assert_int_equal(bound_after(&d, 1, 6), 3); // without prices: 1 + 2
    assert_int_equal(bound_after(&d, 300, 6), 6);
    p.rooms = (const int32_t[]){2, 1};
    d = expanded(&p);
    assert_int_equal(bound_after(&d, 300, 6), 3);
}

// The same with one facilitator, from the pool or of the own.
static void a_busy_facilitator(void **state) {
    (void)state;
    static const int32_t absent[] = {1, 4, 2, 7};
    static const bool can[] = {true, true}, free[] = {true, true, false, true};
    struct plan_dates p = {.n_groups = 2,
                           .n_modules = 1,
                           .n_slots = 2,
                           .absent = absent,
                           .n_facilitators = 2,
                           .can = can,
                           .free = free,
                           .gap_least = 1};
    struct dates d = expanded(&p);
    assert_int_equal(bound_after(&d, 300, 6), 6);
    p.handover_cost = 1;
    d = expanded(&p);
    assert_int_equal(bound_after(&d, 300, 6), 6);
}

// One person, away in slots 0 and 1 of three; another two in slot 2. Two sessions: in 0 and 1 they
// cost 2 + the second missed, in 0 or 1 and 2 they cost 1 + 2.
static void missing_twice(void **state) {
    (void)state;
    static const int32_t group[] = {0, 0, 0};
    static const bool away[] = {true, true, false, false, false, true, false, false, true};
    struct plan_dates p = {.n_groups = 1,
                           .n_modules = 2,
                           .n_slots = 3,
                           .n_people = 3,
                           .group = group,
                           .away = away,
                           .missed_cost = 5,
                           .gap_least = 1};
    struct dates d = expanded(&p);
    assert_int_equal(bound_after(&d, 1, 3), 2);
    assert_int_equal(bound_after(&d, 300, 3), 3);
    // the first has been in slot 0: whoever missed it then misses again at once
    p.previous = (const int32_t[]){0, -1};
    p.fixed_before = 1;
    d = expanded(&p);
    assert_int_equal(bound_after(&d, 300, 3), 3);
    p.missed_cost = 0;
    d = expanded(&p);
    assert_int_equal(bound_after(&d, 300, 2), 2);
}

// What has been is paid, whatever comes.
static void the_past_is_part_of_the_bound(void **state) {
    (void)state;
    static const int32_t absent[] = {8, 1, 2}, previous[] = {0, -1};
    const struct plan_dates p = {.n_groups = 1,
                                 .n_modules = 2,
                                 .n_slots = 3,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .previous = previous,
                                 .fixed_before = 1};
    const struct dates d = expanded(&p);
    assert_int_equal(bound_after(&d, 1, 9), 9);
    assert_int_equal(plan_dates_bound(arena, &p), 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_pays_for_all_it_takes),
        cmocka_unit_test(a_facilitator_of_the_own_is_paid_for),
        cmocka_unit_test(people_have_a_price),
        cmocka_unit_test(a_full_room),
        cmocka_unit_test(a_busy_facilitator),
        cmocka_unit_test(missing_twice),
        cmocka_unit_test(the_past_is_part_of_the_bound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
