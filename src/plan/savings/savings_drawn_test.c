// SPDX-License-Identifier: EUPL-1.2
// The savings engine on problems that are drawn: against random plans, against every plan on a
// grid, and against what must follow when a problem is changed.
#include "plan/savings/test_savings.h"

#include "base/rng.h"

// ---- small problems that are drawn -------------------------------------------------------------

enum { FAMILIES = 3, QUARTERS = 4, COURSES = 3 };

struct small {
    struct plan_savings p;
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course courses[COURSES];
    double work[FAMILIES * QUARTERS], seats_to[FAMILIES * QUARTERS];
    double hires[QUARTERS], seats[QUARTERS];
};

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

static void draw_families(struct small *s, struct rng *rng) {
    for (int f = 0; f < FAMILIES; f++) {
        s->families[f] = (struct plan_savings_family){
            .staff = draw(rng, 0, 8),
            .external = draw(rng, 0, 3),
            .vacancies = draw(rng, 0, 2),
            .cost = draw(rng, 1, 5),
            .external_cost = draw(rng, 1, 9),
            .hire_cost = draw(rng, 0, 3),
            .external_most = draw(rng, 0, 3) == 0 ? draw(rng, 2, 6) : -1,
            .leaving = draw(rng, 0, 2) / 4.0,
        };
        for (int t = 0; t < QUARTERS; t++) {
            s->work[f * s->p.n_quarters + t] = draw(rng, 0, 6);
            s->seats_to[f * s->p.n_quarters + t] = draw(rng, -1, 3);
        }
    }
    for (int t = 0; t < QUARTERS; t++) {
        s->hires[t] = draw(rng, 0, 2);
        s->seats[t] = draw(rng, 1, 4);
    }
}

static void draw_small(struct small *s, struct rng *rng) {
    *s = (struct small){.p = {.n_families = FAMILIES,
                              .n_quarters = QUARTERS,
                              .n_courses = COURSES,
                              .families = s->families,
                              .courses = s->courses,
                              .work = s->work,
                              .learning = draw(rng, 0, 1) * 0.3,
                              .learning_quarters = draw(rng, 0, 3),
                              .moves_once = draw(rng, 0, 1) == 1,
                              .interest = draw(rng, 0, 1) * 0.02}};
    draw_families(s, rng);
    for (int a = 0; a < COURSES; a++) {
        const int32_t from = draw(rng, 0, FAMILIES - 1), to = draw(rng, 0, FAMILIES - 2);
        s->courses[a] = (struct plan_savings_course){from, to + (to >= from), draw(rng, 0, 4)};
    }
    s->p.hires_most = draw(rng, 0, 3) ? s->hires : NULL;
    s->p.seats_most = draw(rng, 0, 1) ? s->seats : NULL;
    s->p.seats_to = draw(rng, 0, 1) ? s->seats_to : NULL;
    s->p.target = draw(rng, 10, 70);
    s->p.short_cost = draw(rng, 0, 2) == 0 ? draw(rng, 1, 20) : 0;
}

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

// ---- what must follow --------------------------------------------------------------------------

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
        const struct plan_savings_result r = solve_drawn(&s, &rng);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_random_plan_beats_the_bound),
        cmocka_unit_test(any_prices_prove_something_true),
        cmocka_unit_test(optimum_on_a_grid),
        cmocka_unit_test(doubled_costs_double_the_cost),
        cmocka_unit_test(a_dominated_course_changes_nothing),
        cmocka_unit_test(families_have_no_order),
        cmocka_unit_test(prices_tell_what_one_more_is_worth),
        cmocka_unit_test(earliest_is_the_first_that_is_feasible),
        cmocka_unit_test(the_first_quarter_is_whole_people),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
