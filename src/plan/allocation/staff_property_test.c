// SPDX-License-Identifier: EUPL-1.2
// What staffing must do whatever the numbers: the order of people, the unit of costs and somebody
// who is worse at everything change nothing. The problems are large enough to need the search and
// small enough to be proven, so that costs are compared and not plans.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "plan/allocation/staff.h"

enum { PEOPLE = 7, PACKAGES = 5, SKILLS = 2, MORE = PEOPLE + 1 };

TEST_ARENA((size_t)1 << 31);

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

struct team {
    struct plan_staffing p;
    double hours[MORE], level[MORE * SKILLS], demand[PACKAGES * SKILLS];
    int32_t packages_most[MORE];
    struct plan_place now[PEOPLE];
    struct plan_want wishes[PEOPLE];
};

static void point(struct team *t) {
    t->p.hours = t->hours;
    t->p.level = t->level;
    t->p.demand = t->demand;
    t->p.packages_most = t->packages_most;
    t->p.now = t->now;
    t->p.wishes = t->wishes;
}

static void draw_team(struct team *t, uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    *t = (struct team){.p = {.n_people = PEOPLE,
                             .n_packages = PACKAGES,
                             .n_skills = SKILLS,
                             .n_now = PEOPLE,
                             .n_wishes = PEOPLE,
                             .changed_most = -1,
                             .member_cost = 10,
                             .change_cost = 4,
                             .wish_worth = 2,
                             .unmet_cost = 50,
                             .backup_cost = draw(&rng, 0, 1) * 3,
                             .unheard_cost = draw(&rng, 0, 1) * 5,
                             .strain_cost = draw(&rng, 0, 1) * 2}};
    for (int32_t i = 0; i < PEOPLE; i++) {
        t->hours[i] = draw(&rng, 10, 36);
        t->packages_most[i] = draw(&rng, 1, 3);
        t->now[i] = (struct plan_place){i, draw(&rng, 0, PACKAGES - 1)};
        t->wishes[i] = (struct plan_want){i, draw(&rng, 0, PACKAGES - 1), draw(&rng, 1, 3)};
    }
    for (int32_t k = 0; k < PEOPLE * SKILLS; k++)
        t->level[k] = draw(&rng, 0, 2) == 0 ? 0 : draw(&rng, 3, 6) * 0.2;
    for (int32_t k = 0; k < PACKAGES * SKILLS; k++)
        t->demand[k] = draw(&rng, 0, 2) == 0 ? 0 : draw(&rng, 2, 24);
}

// The least cost, proven.
static double least(struct team *t) {
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_staffing_result result;
    point(t);
    plan_staffing_solve(arena, &t->p, &search, &result);
    assert_non_null(result.work);
    assert_true(result.gap < 1e-5);
    return result.score.cost;
}

static bool is_near(double a, double b) {
    return fabs(a - b) < 1e-4 * fmax(1, fabs(b));
}

// ---- properties ---------------------------------------------------------------------------------

static void order_of_people_does_not_matter(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 2; seed++) {
        struct team t, turned;
        draw_team(&t, seed);
        const double cost = least(&t);
        turned = t;
        for (int32_t i = 0; i < PEOPLE; i++) {
            const int32_t to = PEOPLE - 1 - i;
            turned.hours[to] = t.hours[i];
            turned.packages_most[to] = t.packages_most[i];
            turned.now[i].person = turned.wishes[i].person = to;
            for (int32_t s = 0; s < SKILLS; s++)
                turned.level[to * SKILLS + s] = t.level[i * SKILLS + s];
        }
        assert_true(is_near(least(&turned), cost));
    }
}

static void scaled_costs_scale_the_plan(void **state) {
    (void)state;
    for (uint64_t seed = 11; seed <= 12; seed++) {
        struct team t;
        draw_team(&t, seed);
        const double cost = least(&t);
        double *const costs[] = {&t.p.member_cost, &t.p.change_cost, &t.p.wish_worth,
                                 &t.p.unmet_cost,  &t.p.backup_cost, &t.p.unheard_cost,
                                 &t.p.strain_cost};
        for (size_t k = 0; k < COUNT_OF(costs); k++)
            *costs[k] *= 7;
        assert_true(is_near(least(&t), 7 * cost));
    }
}

// One more who can less than somebody else and is nowhere today: no plan is worse for it, and as
// nobody lacks hours here with the first, none is better.
static void somebody_useless_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 21; seed <= 22; seed++) {
        struct team t;
        draw_team(&t, seed);
        const double cost = least(&t);
        t.p.n_people = MORE;
        t.hours[PEOPLE] = 40;
        t.packages_most[PEOPLE] = 3; // and no skill at all
        assert_true(is_near(least(&t), cost));
    }
}

// An hour more for somebody, or one more package, never costs anything.
static void more_room_never_costs(void **state) {
    (void)state;
    for (uint64_t seed = 31; seed <= 32; seed++) {
        struct team t;
        draw_team(&t, seed);
        const double cost = least(&t);
        t.hours[0] += 6;
        t.packages_most[1]++;
        assert_true(least(&t) < cost + 1e-4);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_people_does_not_matter),
        cmocka_unit_test(scaled_costs_scale_the_plan),
        cmocka_unit_test(somebody_useless_changes_nothing),
        cmocka_unit_test(more_room_never_costs),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
