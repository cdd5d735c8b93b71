// SPDX-License-Identifier: EUPL-1.2
// The savings engine against what must follow when a problem is changed: dearer, in another order,
// with one more of a limit, cut off earlier, in whole people, or near an earlier plan.
#include "plan/savings/test_savings_drawn.h"

static struct plan_savings_result solve_drawn(struct small *s, struct rng *rng) {
    struct plan_savings_result r;
    do {
        draw_small(s, rng);
        r = solve(&s->p);
    } while (r.end != PLAN_DONE);
    return r;
}

static void doubled_costs_double_the_cost(void **state) {
    (void)state;
    struct rng rng = rng_seeded(3);
    for (int round = 0; round < 10; round++) {
        struct small s;
        const double cost = solve_drawn(&s, &rng).score.cost;
        for (int f = 0; f < FAMILIES; f++) {
            s.families[f].cost *= 2;
            s.families[f].external_cost *= 2;
            s.families[f].hire_cost *= 2;
        }
        for (int a = 0; a < COURSES; a++)
            s.courses[a].cost *= 2;
        s.p.target *= 2;
        s.p.change_cost *= 2;
        assert_true(is_near(solve(&s.p).score.cost, 2 * cost));
    }
}

// A course that is dearer and otherwise the same as another changes nothing.
static void a_dominated_course_changes_nothing(void **state) {
    (void)state;
    struct rng rng = rng_seeded(4);
    for (int round = 0; round < 10; round++) {
        struct small s;
        (void)solve_drawn(&s, &rng);
        s.p.previous = NULL;
        s.p.n_courses = COURSES - 1;
        const struct plan_savings_result without = solve(&s.p);
        s.courses[COURSES - 1] = s.courses[0];
        s.courses[COURSES - 1].cost++;
        s.p.n_courses = COURSES;
        const struct plan_savings_result with = solve(&s.p);
        assert_int_equal(with.end, without.end);
        if (with.end == PLAN_DONE)
            assert_true(is_near(with.score.cost, without.score.cost));
    }
}

static void families_have_no_order(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    for (int round = 0; round < 10; round++) {
        struct small s;
        (void)solve_drawn(&s, &rng);
        s.p.previous = NULL;
        const struct plan_savings_result r = solve(&s.p);
        struct small turned = s;
        turned.p.families = turned.families;
        turned.p.courses = turned.courses;
        turned.p.work = turned.work;
        turned.p.seats_to = s.p.seats_to ? turned.seats_to : NULL;
        for (int f = 0; f < FAMILIES; f++) {
            const int to = (f + 1) % FAMILIES;
            turned.families[to] = s.families[f];
            for (int t = 0; t < QUARTERS; t++) {
                turned.work[to * QUARTERS + t] = s.work[f * QUARTERS + t];
                turned.seats_to[to * QUARTERS + t] = s.seats_to[f * QUARTERS + t];
            }
        }
        for (int a = 0; a < COURSES; a++) {
            turned.courses[a].from = (s.courses[a].from + 1) % FAMILIES;
            turned.courses[a].to = (s.courses[a].to + 1) % FAMILIES;
        }
        const struct plan_savings_result again = solve(&turned.p);
        assert_true(is_near(again.score.cost, r.score.cost));
        assert_int_equal(again.earliest, r.earliest);
    }
}

// One more hire allowed saves no more than its price, and a thousandth of one saves just that.
static void prices_tell_what_one_more_is_worth(void **state) {
    (void)state;
    struct rng rng = rng_seeded(7);
    int priced = 0, exact = 0;
    for (int round = 0; round < 40; round++) {
        struct small s;
        const struct plan_savings_result r = solve_drawn(&s, &rng);
        if (!s.p.hires_most || r.prices.hires[1] > -1e-3)
            continue;
        priced++;
        s.hires[1] += 0.001;
        const double gain = r.score.cost - solve(&s.p).score.cost;
        assert_true(gain <= -r.prices.hires[1] * 0.001 + 1e-6);
        exact += gain >= -r.prices.hires[1] * 0.001 - 1e-6;
    }
    assert_true(priced >= 5 && exact >= priced / 2);
}

// The first t quarters as a problem of their own are infeasible for every t before the earliest,
// and feasible there.
static void earliest_is_the_first_that_is_feasible(void **state) {
    (void)state;
    struct rng rng = rng_seeded(8);
    int n_early = 0, n_late = 0;
    for (int round = 0; round < 40; round++) {
        struct small s, cut;
        struct plan_savings_result r;
        do {
            draw_small(&s, &rng);
            s.p.short_cost = 0;
            s.p.previous = NULL;
            r = solve(&s.p);
        } while (r.earliest < 0);
        for (int32_t n = 1; n <= r.earliest + 1; n++) {
            cut = s;
            cut.p.n_quarters = n;
            for (int k = 0; k < FAMILIES * n; k++) {
                cut.work[k] = s.work[k / n * QUARTERS + k % n];
                cut.seats_to[k] = s.seats_to[k / n * QUARTERS + k % n];
            }
            cut.p.work = cut.work;
            cut.p.seats_to = s.p.seats_to ? cut.seats_to : NULL;
            const bool is_feasible = solve(&cut.p).end == PLAN_DONE;
            assert_int_equal(is_feasible, n == r.earliest + 1);
        }
        n_early += r.earliest == 0;
        n_late += r.earliest > 0;
    }
    assert_true(n_early > 3 && n_late > 3);
}

static void the_first_quarter_is_whole_people(void **state) {
    (void)state;
    struct rng rng = rng_seeded(9);
    int whole = 0, changed = 0;
    for (int round = 0; round < 30; round++) {
        struct small s;
        const double cost = solve_drawn(&s, &rng).score.cost;
        s.p.whole_first = true;
        const struct plan_savings_result r = solve(&s.p);
        assert_true(is_near(r.bound, cost));
        if (!r.is_whole)
            continue;
        whole++;
        changed += !is_near(r.score.cost, cost);
        for (int a = 0; a < COURSES; a++)
            assert_true(fmod(r.plan.moved[a * QUARTERS], 1) == 0);
        for (int f = 0; f < FAMILIES; f++)
            assert_true(fmod(r.plan.hired[f * QUARTERS], 1) == 0);
    }
    assert_true(whole >= 25 && changed >= 3);
}

// The dearer it is to change a plan the less of it is changed, until nothing is; and free changes
// are as if there was no earlier plan.
static void plans_are_changed_when_it_pays(void **state) {
    (void)state;
    struct rng rng = rng_seeded(10);
    int changed = 0;
    for (int round = 0; round < 10; round++) {
        struct small s;
        draw_small(&s, &rng);
        s.p.previous = NULL;
        const struct plan_savings_result r = solve(&s.p);
        if (r.end != PLAN_DONE)
            continue;
        for (int f = 0; f < FAMILIES; f++)
            s.families[f].cost += draw(&rng, 0, 3);
        s.p.target *= 3; // what was a plan still is one
        s.p.previous = &r.plan;
        double before = HUGE_VAL;
        static const double COSTS[] = {0, 0.5, 4, 1000};
        for (size_t k = 0; k < COUNT_OF(COSTS); k++) {
            s.p.change_cost = COSTS[k];
            const struct plan_savings_result near = solve(&s.p);
            assert_true(near.score.changed <= before + 1e-6);
            before = near.score.changed;
            changed += k == 0 && before > 0.5;
            assert_true(COSTS[k] < 1000 || before < 1e-6);
        }
        s.p.change_cost = 0;
        const double free = solve(&s.p).score.cost;
        s.p.previous = NULL;
        assert_true(is_near(free, solve(&s.p).score.cost));
    }
    assert_true(changed > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubled_costs_double_the_cost),
        cmocka_unit_test(a_dominated_course_changes_nothing),
        cmocka_unit_test(families_have_no_order),
        cmocka_unit_test(prices_tell_what_one_more_is_worth),
        cmocka_unit_test(earliest_is_the_first_that_is_feasible),
        cmocka_unit_test(the_first_quarter_is_whole_people),
        cmocka_unit_test(plans_are_changed_when_it_pays),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
