// SPDX-License-Identifier: EUPL-1.2
// What prices prove about savings: a few by hand, and any prices against the problem read row by
// row, where each choice in turn is tried at the ends of what it can be.
#include "plan/savings/test_savings_drawn.h"

// ---- by hand -----------------------------------------------------------------------------------

// One at 1, of whom half leave in each quarter, and no work: 0.5 and then 0.25, worth 0.8 and 0.64.
static void fill_alone(struct small *s) {
    *s = (struct small){.families = {{1, 0, 0, 1, 3, 0, -1, 0.5}}};
    s->p = (struct plan_savings){.n_families = 1,
                                 .n_quarters = 2,
                                 .families = s->families,
                                 .work = s->work,
                                 .hires_most = s->hires,
                                 .interest = 0.25};
}

static void prices_of_staff_by_hand(void **state) {
    (void)state;
    struct small s;
    double staff[] = {0.8 + 0.5 * 0.64, 0.64}, hires[] = {0, 0};
    struct plan_savings_prices y = {.staff = staff, .hires = hires};
    fill_alone(&s);
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_COST, 2, &y), 0.4 + 0.16));
    // a quarter of one is 0.05 too much, at 0.05 each; a price above that is none
    s.p.target = 0.2;
    s.p.short_cost = 0.05;
    staff[1] = 0.64 + 0.05;
    staff[0] = 0.8 + 0.5 * 0.69;
    y.target = -0.1;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_COST, 2, &y), 0.56 + 0.0025));
    // the last quarter alone: of two, and of one
    y.staff[1] = 1;
    y.staff[0] = 0.5;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 2, &y), 0.25));
    y.staff[0] = 1;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), 0.5));
}

// A price that is half too high: each of at most three there costs half less than that. Without a
// limit to hiring it proves nothing, unless it is too high by no more than is rounded.
static void what_is_paid_too_much_by_hand(void **state) {
    (void)state;
    struct small s;
    double staff[] = {1.5, 0}, work[] = {0, 0}, hires[] = {0, 0};
    const struct plan_savings_prices y = {.staff = staff, .work = work, .hires = hires};
    fill_alone(&s);
    s.hires[0] = 2;
    s.families[0].leaving = 0;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), 1.5 - 0.5 * 3));
    staff[0] = -1; // as if each who is hired earned 1, of whom there could be three, not two
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), -1 - 3));
    hires[0] = -1;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), -1 - 2));
    s.p.hires_most = NULL;
    staff[0] = 1.5;
    assert_true(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y) == -HUGE_VAL);
    staff[0] = 1 + 1e-6;
    assert_true(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y) == -HUGE_VAL);
    staff[0] = 1 + 1e-9;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), 1));
    s.families[0].cost = 1e6; // the same share of a million
    staff[0] = 1e6 + 1e-3;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), 1e6));
    // two of external hire at most, for two of work: 3 each, and 5 is 2 too much
    s.families[0].cost = 10;
    s.families[0].external_most = 2;
    s.work[0] = 2;
    staff[0] = 0;
    work[0] = 5;
    assert_true(is_near(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y), 5 * 2 - 2 * 2));
    s.families[0].external_most = -1;
    assert_true(plan_savings_bound(&s.p, PLAN_SAVINGS_RUNNING, 1, &y) == -HUGE_VAL);
}

// ---- row by row --------------------------------------------------------------------------------

enum { CELLS = FAMILIES * QUARTERS, MOVES = COURSES * QUARTERS };

// All that is chosen, in one list: staff, external hire and hires by family, and moves by course.
enum { EXTERNAL = CELLS, HIRED = 2 * CELLS, MOVED = 3 * CELLS, CHOICES = 3 * CELLS + MOVES };

struct dual {
    const struct plan_savings *p;
    const struct plan_savings_prices *y;
    enum plan_savings_goal goal;
    int32_t n;
};

// The cost of family f in quarter t, and what prices pay for each rule that it keeps too well.
static double row_of_family(const struct dual *d, const double *x, int32_t f, int32_t t) {
    const struct plan_savings *p = d->p;
    const struct plan_savings_family *family = &p->families[f];
    const int32_t at = f * QUARTERS + t;
    const double before = t > 0 ? x[at - 1] : family->staff;
    const double stay = before - before * family->leaving;
    double in = 0, out = 0, slow = 0;
    for (int32_t a = 0; a < p->n_courses; a++) {
        out += p->courses[a].from == f ? x[MOVED + a * QUARTERS + t] : 0;
        in += p->courses[a].to == f ? x[MOVED + a * QUARTERS + t] : 0;
        for (int32_t k = 0; k < p->learning_quarters && k <= t; k++)
            slow += p->courses[a].to == f ? p->learning * x[MOVED + a * QUARTERS + t - k] : 0;
    }
    double sum = d->y->staff[at] * (stay - out + in + x[HIRED + at] - x[at]);
    sum += fmax(d->y->work[at], 0) * (p->work[at] + slow - x[at] - x[EXTERNAL + at]);
    if (p->moves_once)
        sum += fmin(d->y->present[at], 0) * (stay - out);
    if (p->seats_to && p->seats_to[at] >= 0)
        sum += fmin(d->y->seats_to[at], 0) * (p->seats_to[at] - in);
    const double running = family->cost * x[at] + family->external_cost * x[EXTERNAL + at];
    const double target = p->short_cost > 0 ? fmax(d->y->target, -p->short_cost) : d->y->target;
    if (d->goal == PLAN_SAVINGS_RUNNING)
        return sum + (t == d->n - 1 ? running : 0);
    sum += (running + family->hire_cost * x[HIRED + at]) / pow(1 + p->interest, t + 1);
    sum -= t == d->n - 1 ? fmin(target, 0) * running : 0;
    return sum + (p->previous ? p->change_cost * fabs(x[HIRED + at] - p->previous->hired[at]) : 0);
}

static double rows(const struct dual *d, const double *x) {
    const struct plan_savings *p = d->p;
    const bool is_cost = d->goal == PLAN_SAVINGS_COST;
    const double target = p->short_cost > 0 ? fmax(d->y->target, -p->short_cost) : d->y->target;
    double sum = is_cost ? fmin(target, 0) * p->target : 0;
    for (int32_t t = 0; t < d->n; t++) {
        double hired = 0, moved = 0;
        for (int32_t f = 0; f < FAMILIES; f++) {
            sum += row_of_family(d, x, f, t);
            hired += x[HIRED + f * QUARTERS + t];
        }
        for (int32_t at = t; at < MOVES; at += QUARTERS) {
            moved += x[MOVED + at];
            if (is_cost)
                sum += p->courses[at / QUARTERS].cost * x[MOVED + at] / pow(1 + p->interest, t + 1);
            if (is_cost && p->previous)
                sum += p->change_cost * fabs(x[MOVED + at] - p->previous->moved[at]);
        }
        sum += p->hires_most ? fmin(d->y->hires[t], 0) * (p->hires_most[t] - hired) : 0;
        sum += p->seats_most ? fmin(d->y->seats[t], 0) * (p->seats_most[t] - moved) : 0;
    }
    return sum;
}

// What one choice gains at best by not being 0: it stays as it was, or goes up to `most`, and when
// nothing limits it no gain is finite.
static double gain(const struct dual *d, int32_t choice, double before, double most,
                   bool is_limited) {
    double x[CHOICES] = {0};
    const double at_nothing = rows(d, x);
    x[choice] = before;
    const double at_before = rows(d, x);
    x[choice] = before + 1000;
    if (!is_limited && rows(d, x) < at_before - 1e-3)
        return -HUGE_VAL;
    x[choice] = is_limited ? most : before;
    return fmin(0, fmin(at_before, rows(d, x)) - at_nothing);
}

static double least(const struct dual *d) {
    const struct plan_savings *p = d->p;
    const bool is_limited = p->hires_most != NULL;
    const double nothing[CHOICES] = {0};
    double people = 0, sum = rows(d, nothing);
    for (int32_t f = 0; f < FAMILIES; f++)
        people += p->families[f].staff;
    for (int32_t t = 0; t < d->n; t++)
        people += is_limited ? p->hires_most[t] : 0;
    for (int32_t k = 0; k < CELLS; k++)
        people += is_limited ? 0 : p->work[k];
    const bool has_before = p->previous && d->goal == PLAN_SAVINGS_COST;
    for (int32_t k = 0; k < CELLS; k++) {
        if (k % QUARTERS >= d->n)
            continue;
        const double most = p->families[k / QUARTERS].external_most;
        const double needed = p->work[k] + p->learning * p->learning_quarters * people;
        sum += gain(d, k, 0, people, is_limited);
        sum += gain(d, EXTERNAL + k, 0, most >= 0 ? most : needed, most >= 0 || is_limited);
        sum += gain(d, HIRED + k, has_before ? p->previous->hired[k] : 0, people, is_limited);
    }
    for (int32_t k = 0; k < MOVES; k++)
        if (k % QUARTERS < d->n)
            sum += gain(d, MOVED + k, has_before ? p->previous->moved[k] : 0, people, is_limited);
    return sum;
}

static double *draw_prices(struct rng *rng, int32_t n, int32_t low, int32_t high) {
    double *prices = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        prices[k] = draw(rng, low, high) / 4.0;
    return prices;
}

static void any_prices_are_counted_row_by_row(void **state) {
    (void)state;
    struct rng rng = rng_seeded(13);
    int finite = 0, none = 0;
    for (int round = 0; round < 2000; round++) {
        struct small s;
        draw_small(&s, &rng);
        if (round % 4 == 0)
            s.families[round % FAMILIES].external_most = 0;
        const bool is_high = draw(&rng, 0, 1) == 1; // else few choices would gain
        struct plan_savings_prices y = {
            .staff = draw_prices(&rng, CELLS, is_high ? -20 : 0, is_high ? 40 : 3),
            .work = draw_prices(&rng, CELLS, -4, is_high ? 30 : 3),
            .present = draw_prices(&rng, CELLS, -12, 4),
            .hires = draw_prices(&rng, QUARTERS, -20, 4),
            .seats = draw_prices(&rng, QUARTERS, -12, 4),
            .seats_to = draw_prices(&rng, CELLS, -12, 4),
            .target = draw(&rng, -12, 2) / 4.0,
        };
        const struct dual d = {&s.p, &y,
                               draw(&rng, 0, 1) ? PLAN_SAVINGS_COST : PLAN_SAVINGS_RUNNING,
                               draw(&rng, 1, QUARTERS)};
        const double bound = plan_savings_bound(&s.p, d.goal, d.n, &y), expected = least(&d);
        finite += bound > -HUGE_VAL;
        none += bound == -HUGE_VAL;
        assert_true(bound == expected || is_near(bound, expected));
    }
    assert_true(finite > 500 && none > 100);
}

// A million of work at a price that pays staff 0.00000015 too much for each: that is rounding, and
// is taken off for as many people as there can be, who are the work itself where hires have no
// limit.
static void rounding_counts_for_all_people_there_can_be(void **state) {
    (void)state;
    const struct plan_savings_family family = {0, 0, 0, 1, 19, 6, -1, 0};
    double work = 1e6, price = 1 + 1.5e-7, none = 0;
    const struct plan_savings p = {
        .n_families = 1, .n_quarters = 1, .families = &family, .work = &work, .target = 1e9};
    const struct plan_savings_prices prices = {.staff = &none, .work = &price};
    assert_true(fabs(plan_savings_bound(&p, PLAN_SAVINGS_COST, 1, &prices) - 1e6) < 1e-3);
    price = 1 + 3e-7; // more than rounding, and there is no end to it
    assert_true(plan_savings_bound(&p, PLAN_SAVINGS_COST, 1, &prices) == -HUGE_VAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_of_staff_by_hand),
        cmocka_unit_test(what_is_paid_too_much_by_hand),
        cmocka_unit_test(any_prices_are_counted_row_by_row),
        cmocka_unit_test(rounding_counts_for_all_people_there_can_be),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
