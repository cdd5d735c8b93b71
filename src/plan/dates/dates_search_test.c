// SPDX-License-Identifier: EUPL-1.2
// The search and the prices of dates, each without the other parts, on problems that are too large
// to try everything: against what branch and bound proves, which shares no code with them. And what
// a search holds as taken, against taking it anew.
#include "base/testing.h"

#include "plan/conflict.h"
#include "plan/dates/dates_search.h"

enum { SOME_GROUPS = 8, SOME_MODULES = 4, SOME_SLOTS = 40, SOME_STAFF = 4, SEEDS = 9, STEPS = 200 };
static const int64_t WORK = 600000;

static struct arena *arena;

static int32_t *numbers(struct rng *rng, size_t n, int32_t least, uint32_t above) {
    int32_t *list = NEW_ARRAY(arena, int32_t, n);
    for (size_t k = 0; k < n; k++)
        list[k] = least + (int32_t)rng_below(rng, above + 1);
    return list;
}

static bool *flags(struct rng *rng, size_t n, uint32_t percent) {
    bool *list = NEW_ARRAY(arena, bool, n);
    for (size_t k = 0; k < n; k++)
        list[k] = rng_below(rng, 100) < percent;
    return list;
}

static bool go_on(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}

static const struct plan_search search = {.seed = 1, .effort = 1, .progress = go_on};

static struct plan_dates middle(uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    struct plan_dates p = {.n_groups = SOME_GROUPS,
                           .n_modules = SOME_MODULES,
                           .n_slots = SOME_SLOTS,
                           .gap_least = 3,
                           .n_room_kinds = 2,
                           .n_facilitators = SOME_STAFF};
    p.absent = numbers(&rng, (size_t)SOME_GROUPS * SOME_SLOTS, 0, 15);
    static const int32_t SEATS[] = {10, 20};
    p.room_seats = SEATS;
    p.seats_needed = numbers(&rng, SOME_GROUPS, 5, 15);
    p.rooms = numbers(&rng, (size_t)2 * SOME_SLOTS, 0, 1);
    p.can = flags(&rng, (size_t)SOME_STAFF * SOME_MODULES, 80);
    p.free = flags(&rng, (size_t)SOME_STAFF * SOME_SLOTS, 85);
    return p;
}

// Branch and bound finds nothing cheaper than `best`.
static bool is_best(const struct dates *d, const struct dates_prices *prices, int64_t best) {
    int32_t slot[SOME_GROUPS * SOME_MODULES];
    struct dates_clock clock = {
        .search = &search, .work = INT64_MAX / 4, .work_max = INT64_MAX, .best = best};
    return dates_prove(d, prices, &clock, slot) == DATES_PROVEN;
}

// What is left when the same groups are placed anew.
static void assert_as_anew(const struct dates_state *s) {
    const struct dates *d = s->d;
    struct dates_state fresh = dates_state_new(arena, d);
    for (int32_t g = 0; g < d->n_groups; g++) {
        if (s->is_placed[g])
            dates_state_add(&fresh, g, s->slot + (ptrdiff_t)g * d->n_modules,
                            s->lead + (ptrdiff_t)g * d->n_modules);
    }
    assert_int_equal(s->n_placed, fresh.n_placed);
    assert_int_equal(s->total, fresh.total);
    assert_memory_equal(s->room_left, fresh.room_left, sizeof(int32_t) * 2 * SOME_SLOTS);
    assert_memory_equal(s->can_add, fresh.can_add, sizeof(int32_t) * SOME_SLOTS);
    for (int32_t t = 0; t < SOME_SLOTS; t++) {
        for (int32_t kind = 0; kind < 2; kind++)
            assert_true(s->room_left[kind * SOME_SLOTS + t] >= 0);
    }
}

static void compare(uint64_t seed, int32_t *n_feasible, int32_t *n_reached, int32_t *n_tight) {
    const struct plan_dates p = middle(seed);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    if (conflicts.n > 0)
        return;
    struct dates_clock clock = {.search = &search, .work_max = INT64_MAX, .best = -1};
    struct dates_climb climb = dates_climb_new(arena, &d);
    struct dates_search *s = dates_search_new(arena, &d, seed, &clock);
    for (int32_t k = 0; k < STEPS; k++)
        dates_climb_step(&climb, 100, &clock);
    for (int32_t k = 0; k < 4; k++)
        (void)dates_search_build(s, &climb.best, &clock);
    dates_search_improve(s, &climb.best, WORK, &clock);
    if (!dates_search_best(s))
        return;
    ++*n_feasible;
    assert_as_anew(&s->best);
    assert_as_anew(&s->now);
    const int64_t cost = s->best.total, bound = dates_climb_bound(&climb);
    assert_true(bound <= cost && clock.best == cost);
    *n_tight += bound * 100 >= cost * 90;
    *n_reached += is_best(&d, &climb.best, cost);
}

// Nearly always within so little work; and the bound of the prices is not far below.
static void reaches_what_is_proven(void **state) {
    (void)state;
    int32_t n_feasible = 0, n_reached = 0, n_tight = 0;
    for (uint64_t seed = 1; n_feasible < SEEDS && seed <= 9 * SEEDS; seed++) {
        arena = arena_new((size_t)1 << 32);
        compare(seed, &n_feasible, &n_reached, &n_tight);
        arena_free(arena);
    }
    assert_int_equal(n_feasible, SEEDS);
    assert_true(n_reached >= SEEDS - 1);
    assert_true(n_tight >= SEEDS - 1);
}

// A rhythm makes a path look back as far as a gap can be: a limit beyond the last slot says
// nothing, and a shorter one makes it cheaper, by a quarter of a node for each slot less.
static void work_follows_the_gaps(void **state) {
    (void)state;
    struct dates d = {.n_modules = 3, .n_slots = 40, .gap_most = 40, .has_rhythm = true};
    const int64_t any = dates_path_work(&d);
    d.gap_most = 100;
    assert_int_equal(dates_path_work(&d), any);
    d.gap_most = 8;
    assert_int_equal(any - dates_path_work(&d), 3 * 40 * (40 - 8) / 4);
    d.has_rhythm = false;
    assert_int_equal(any - dates_path_work(&d), 3 * 40 * 40 / 4);
}

// Fifteen sessions in twenty-four slots with one room, of people of whom each should miss one at
// most: here and there prices leave one person between the plan and the bound.
static struct plan_dates fair(uint64_t seed) {
    enum { N_GROUPS = 5, N_SLOTS = 24, N_PEOPLE = 30 };
    struct rng rng = rng_seeded(seed);
    struct plan_dates p = {.n_groups = N_GROUPS,
                           .n_modules = 3,
                           .n_slots = N_SLOTS,
                           .gap_least = 4,
                           .n_people = N_PEOPLE,
                           .missed_cost = 3,
                           .n_room_kinds = 1};
    int32_t *group = numbers(&rng, N_PEOPLE, 0, 0);
    for (int32_t i = 0; i < N_PEOPLE; i++)
        group[i] = i % N_GROUPS;
    p.group = group;
    p.away = flags(&rng, (size_t)N_PEOPLE * N_SLOTS, 40);
    p.room_seats = p.seats_needed = numbers(&rng, N_GROUPS, 1, 0);
    p.rooms = numbers(&rng, N_SLOTS, 1, 0);
    return p;
}

static bool count_and_stop(void *context, const struct plan_progress *progress) {
    (void)progress;
    ++*(int *)context;
    return false;
}

// Work beside the search asks as often as the search does, about every three million steps; who
// says stop is not kept waiting by the beginning, the proof or the reasons.
static void stops_beside_the_search_too(void **state) {
    (void)state;
    enum { OFTEN = 3000000 };
    int n_asked = 0;
    const struct plan_search stopping = {.progress = count_and_stop, .context = &n_asked};
    const struct dates_clock fresh = {.search = &stopping, .work_max = INT64_MAX, .best = -1};
    struct dates_clock clock = fresh;
    assert_true(dates_clock_beside(&clock, OFTEN / 2) && n_asked == 0);
    assert_false(dates_clock_beside(&clock, OFTEN / 2));
    assert_true(n_asked == 1 && clock.is_cancelled && clock.work == 0);
    arena = arena_new((size_t)1 << 28);
    const struct plan_dates p = middle(1);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    clock = fresh;
    clock.beside = OFTEN;
    const struct dates_search *s = dates_search_new(arena, &d, 1, &clock);
    assert_true(n_asked == 2 && clock.is_cancelled && dates_search_own(s, 0) == 0);
    clock = fresh;
    clock.beside = OFTEN;
    clock.work = INT64_MAX / 4;
    const struct dates_prices none = dates_prices_new(arena, &d);
    int32_t slot[SOME_GROUPS * SOME_MODULES];
    assert_int_equal(dates_prove(&d, &none, &clock, slot), DATES_OPEN);
    assert_int_equal(n_asked, 3);
    int64_t relief[SOME_SLOTS] = {0};
    const struct dates_state empty = dates_state_new(arena, &d);
    clock = fresh;
    clock.beside = OFTEN;
    assert_false(dates_relieve_slots(arena, &d, &empty, &clock, relief));
    clock = fresh;
    clock.beside = OFTEN;
    assert_false(dates_relieve(arena, &d, &empty, &clock, relief));
    assert_int_equal(n_asked, 5);
    arena_free(arena);
}

// What prices leave open, branch and bound closes: with every plan comes the proof that it is best.
static void the_last_word_is_said(void **state) {
    (void)state;
    static const uint64_t LEFT_OPEN[] = {25, 28};
    for (size_t k = 0; k < COUNT_OF(LEFT_OPEN); k++) {
        arena = arena_new((size_t)1 << 28);
        const struct plan_dates p = fair(LEFT_OPEN[k]);
        struct plan_dates_result result;
        plan_dates_solve(arena, &p, &search, &result);
        assert_int_equal(result.end, PLAN_DONE);
        assert_int_equal(result.bound, result.score.cost);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reaches_what_is_proven),
        cmocka_unit_test(work_follows_the_gaps),
        cmocka_unit_test(stops_beside_the_search_too),
        cmocka_unit_test(the_last_word_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
