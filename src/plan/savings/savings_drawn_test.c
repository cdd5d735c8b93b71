// SPDX-License-Identifier: EUPL-1.2
// The savings engine on problems that are drawn: against random plans, against every plan on a
// grid, and against what must follow when a problem is changed.
#include "plan/savings/test_savings_drawn.h"

// A plan from what is chosen alone, written a second time and as plainly as can be. False: staff
// would fall below nothing.
static bool follow(const struct plan_savings *p, const double *moved, const double *hired,
                   struct plan_savings_plan *plan) {
    const int32_t n = p->n_quarters;
    memset(plan->external, 0, (size_t)(p->n_families * n) * sizeof(double));
    for (int32_t t = 0; t < n; t++) {
        for (int32_t f = 0; f < p->n_families; f++) {
            const double before = t == 0 ? p->families[f].staff : plan->staff[f * n + t - 1];
            plan->leavers[f * n + t] = before * p->families[f].leaving;
            plan->hired[f * n + t] = hired[f * n + t];
            double now = before - plan->leavers[f * n + t] + hired[f * n + t], slow = 0;
            for (int32_t a = 0; a < p->n_courses; a++) {
                now -= p->courses[a].from == f ? moved[a * n + t] : 0;
                now += p->courses[a].to == f ? moved[a * n + t] : 0;
                for (int32_t k = 0; k < p->learning_quarters && k <= t; k++)
                    slow += p->courses[a].to == f ? p->learning * moved[a * n + t - k] : 0;
            }
            if (now < -1e-12)
                return false;
            plan->staff[f * n + t] = fmax(now, 0);
            plan->external[f * n + t] = fmax(0, p->work[f * n + t] + slow - now);
        }
    }
    memcpy(plan->moved, moved, (size_t)(p->n_courses * n) * sizeof(double));
    return true;
}

static struct plan_savings_plan empty_plan(void) {
    return (struct plan_savings_plan){
        NEW_ARRAY(arena, double, FAMILIES *QUARTERS), NEW_ARRAY(arena, double, FAMILIES *QUARTERS),
        NEW_ARRAY(arena, double, FAMILIES *QUARTERS), NEW_ARRAY(arena, double, FAMILIES *QUARTERS),
        NEW_ARRAY(arena, double, COURSES *QUARTERS)};
}

// Costs of random plans: never below what is proven for the problem.
static void no_random_plan_beats_the_bound(void **state) {
    (void)state;
    struct rng rng = rng_seeded(11);
    struct plan_savings_plan plan = empty_plan();
    int valid = 0, optimal = 0;
    for (int round = 0; round < 60; round++) {
        struct small s;
        draw_small(&s, &rng);
        const struct plan_savings_result r = solve(&s.p);
        optimal += r.end == PLAN_DONE;
        for (int try = 0; try < 200; try++) {
            double moved[COURSES * QUARTERS], hired[FAMILIES * QUARTERS];
            for (int k = 0; k < COURSES * QUARTERS; k++)
                moved[k] = draw(&rng, 0, 3) == 0 ? rng_real(&rng) * 2 : 0;
            for (int k = 0; k < FAMILIES * QUARTERS; k++)
                hired[k] = draw(&rng, 0, 3) == 0 ? rng_real(&rng) : 0;
            struct plan_savings_score score;
            struct plan_conflicts conflicts;
            if (!follow(&s.p, moved, hired, &plan) ||
                !plan_savings_check(arena, &s.p, &plan, &score, &conflicts))
                continue;
            valid++;
            assert_int_equal(r.end, PLAN_DONE); // what has a plan is not infeasible
            assert_true(score.cost >= r.bound - 1e-6 * fmax(1, fabs(r.bound)));
        }
    }
    assert_true(valid > 300 && optimal > 25);
}

// A copy of prices that are there, or nothing, with one of them moved.
static double *moved_price(const double *prices, int32_t n, int32_t at, double by) {
    double *copy = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; prices && k < n; k++)
        copy[k] = prices[k];
    if (at >= 0 && at < n)
        copy[at] += by;
    return copy;
}

// Prices with the one at `at` moved, also of limits that the problem does not have.
static struct plan_savings_prices moved_prices(const struct plan_savings_prices *y, int32_t at,
                                               double by) {
    enum { CELLS = FAMILIES * QUARTERS };
    return (struct plan_savings_prices){
        .staff = moved_price(y->staff, CELLS, at, by),
        .work = moved_price(y->work, CELLS, at - CELLS, by),
        .present = moved_price(y->present, CELLS, at - 2 * CELLS, by),
        .seats_to = moved_price(y->seats_to, CELLS, at - 3 * CELLS, by),
        .hires = moved_price(y->hires, QUARTERS, at - 4 * CELLS, by),
        .seats = moved_price(y->seats, QUARTERS, at - 4 * CELLS - QUARTERS, by),
        .target = y->target + (at == 4 * CELLS + 2 * QUARTERS ? by : 0),
    };
}

// The best prices prove the least cost exactly, and with any one of them moved never more than it.
static void any_prices_prove_something_true(void **state) {
    (void)state;
    struct rng rng = rng_seeded(12);
    int proofs = 0;
    for (int round = 0; round < 60; round++) {
        struct small s;
        draw_small(&s, &rng);
        const struct plan_savings_result r = solve(&s.p);
        for (int32_t k = 0; r.end == PLAN_DONE && k < r.n_proofs; k++) {
            const struct plan_savings_proof *proof = &r.proofs[k];
            const double least = proof->bound;
            proofs++;
            for (int32_t at = 0; at <= 4 * FAMILIES * QUARTERS + 2 * QUARTERS; at++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    const struct plan_savings_prices y =
                        moved_prices(&proof->prices, at, sign * (0.1 + 5 * rng_real(&rng)));
                    assert_true(plan_savings_bound(&s.p, proof->goal, proof->n_quarters, &y) <=
                                least + 1e-6 * fmax(1, least));
                }
            }
        }
    }
    assert_true(proofs > 40);
}

// Every plan of two quarters, one course and one family that hires, in steps of a quarter FTE; all
// numbers are such that the best plan often lies on the grid.
static double best_on_grid(const struct plan_savings *p, struct plan_savings_plan *plan) {
    double best = HUGE_VAL;
    for (int32_t code = 0; code < 17 * 17 * 9 * 9; code++) {
        double moved[COURSES * 2] = {code % 17 / 4.0, code / 17 % 17 / 4.0};
        double hired[FAMILIES * 2] = {code / 289 % 9 / 4.0, code / 289 / 9 / 4.0};
        struct plan_savings_score score;
        struct plan_conflicts conflicts;
        if (follow(p, moved, hired, plan) && plan_savings_check(arena, p, plan, &score, &conflicts))
            best = fmin(best, score.cost);
    }
    return best;
}

static void optimum_on_a_grid(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    struct plan_savings_plan plan = empty_plan();
    int on_grid = 0, infeasible = 0;
    for (int round = 0; round < 24; round++) {
        struct small s;
        struct arena *const all = arena;
        draw_small(&s, &rng);
        s.p.n_families = 2;
        s.p.n_quarters = 2;
        s.p.n_courses = 1;
        s.p.learning = s.p.learning > 0 ? 0.5 : 0;
        s.p.interest = 0;
        s.p.hires_most = s.hires;
        s.courses[0].from = round % 2;
        s.courses[0].to = 1 - round % 2;
        s.families[1].hire_cost = 1000; // only the first hires
        s.p.target = draw(&rng, 5, 40);
        const struct plan_savings_result r = solve(&s.p);
        arena = arena_child(all, (size_t)1 << 30);
        const double best = best_on_grid(&s.p, &plan);
        arena_free(arena);
        arena = all;
        infeasible += best == HUGE_VAL;
        if (r.end == PLAN_INFEASIBLE) {
            assert_true(best == HUGE_VAL);
            continue;
        }
        assert_true(r.score.cost <= best + 1e-6);
        on_grid += is_near(r.score.cost, best);
    }
    assert_true(on_grid >= 8 && infeasible >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_random_plan_beats_the_bound),
        cmocka_unit_test(any_prices_prove_something_true),
        cmocka_unit_test(optimum_on_a_grid),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
