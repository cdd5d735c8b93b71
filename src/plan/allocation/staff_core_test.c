// SPDX-License-Identifier: EUPL-1.2
// What two plans have together, against all plans that can be made of their places: the merge finds
// the cheapest of them, but for a gain too small to be looked for.
#include <math.h>

#include "base/testing.h"

#include "plan/allocation/staff_testing.h"

enum { DRAWS = 300, CHANCES = 400 };
static const double LEAST_GAIN = 1; // a tenth of a member, of which each costs 10

TEST_ARENA((size_t)1 << 31);

static bool is_valid(const struct staff *r, struct staff_state *s, struct staff_hours *h,
                     int32_t teams) {
    if (!is_allowed(r, teams))
        return false;
    set_teams(s, h, teams);
    return s->broken_all == 0;
}

// Who may be in a team of it at all: the others cost and do nothing.
static int32_t places_that_suit(const struct staff *r) {
    int32_t cells = 0;
    for (int32_t j = 0; j < PACKAGES; j++) {
        for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++)
            cells |= 1 << (j * PEOPLE + r->fit[k]);
    }
    return cells;
}

// Some valid teams; -1: none was drawn.
static int32_t draw_valid(const struct staff *r, struct staff_state *s, struct staff_hours *h,
                          struct rng *rng) {
    const int32_t suit = places_that_suit(r);
    for (int32_t chance = 0; chance < CHANCES; chance++) {
        const int32_t teams = draw(rng, 0, (1 << CELLS) - 1) & suit;
        if (is_valid(r, s, h, teams))
            return teams;
    }
    return -1;
}

static double least_within(const struct staff *r, struct staff_state *s, struct staff_hours *h,
                           int32_t places) {
    double least = INFINITY;
    for (int32_t teams = 0; teams < 1 << CELLS; teams++) {
        if ((teams & ~places) == 0 && is_valid(r, s, h, teams))
            least = fmin(least, s->cost);
    }
    return least;
}

static void the_places_of_two_plans_make_the_best_of_both(void **state) {
    (void)state;
    const struct plan_search search = {.seed = 1, .effort = 1};
    const double none_dear[CELLS] = {0};
    struct rng rng = rng_seeded(71);
    int32_t n = 0, n_better = 0;
    for (int32_t k = 0; k < DRAWS; k++) {
        struct small small;
        const struct staff r = draw_staff(arena, &small, &rng);
        struct staff_hours *h = staff_hours_new(arena, &r);
        struct staff_state s = staff_state_new(arena, &r), plan = staff_state_new(arena, &r);
        const int32_t one = draw_valid(&r, &s, h, &rng), other = draw_valid(&r, &s, h, &rng);
        if (one < 0 || other < 0)
            continue;
        n++;
        struct staff_clock clock = {.search = &search, .total = INT64_MAX / 2, .cost = 1e9};
        struct staff_core *c = staff_core_new(arena, &r, &clock, &rng, -1e9, none_dear);
        const double least = least_within(&r, &s, h, one | other);
        set_teams(&s, h, one);
        staff_core_note(c, &s);
        set_teams(&plan, h, other);
        const double before = fmin(s.cost, plan.cost), now = plan.cost;
        assert_false(staff_core_improve(c, &plan, 0)); // no time for more than the merge
        assert_int_equal(plan.broken_all, 0);
        assert_true(plan.cost >= least - 1e-6 && plan.cost <= least + LEAST_GAIN + 1e-4);
        assert_true(plan.cost <= now);
        n_better += plan.cost < before - LEAST_GAIN - 1e-4;
    }
    assert_true(n > DRAWS / 4 && n_better > DRAWS / 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_places_of_two_plans_make_the_best_of_both),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
