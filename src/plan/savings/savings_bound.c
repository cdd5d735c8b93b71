// SPDX-License-Identifier: EUPL-1.2
// What prices prove about the least cost of a savings problem. Whoever sells every limit and buys
// every duty at these prices pays no more than any plan: what remains of each choice is its cost
// less what the prices pay for it, and a choice that would still gain is counted at its largest
// amount (the safe bound of Neumaier and Shcherbina, Mathematical Programming 99, 2004, doi
// 10.1007/s10107-003-0433-3). So prices that are a little off give a bound that is a little low,
// and never one that is wrong. Shares no code with the solver.
#include <math.h>

#include "base/base.h"
#include "vliegwiel/plan.h"

static const double ROUNDING = 1e-7; // of a price: what may be counted at the largest amount

struct proof {
    const struct plan_savings *p;
    const struct plan_savings_prices *prices;
    enum plan_savings_goal goal;
    int32_t n_quarters;
    double people_most; // FTE of staff there can be at any time
    bool people_are_limited;
};

static double at(const struct proof *c, const double *list, int32_t k, int32_t t) {
    return list && t < c->n_quarters ? list[(ptrdiff_t)k * c->p->n_quarters + t] : 0;
}

// A price of a duty is never below 0, that of a limit never above it.
static double duty(double price) {
    return fmax(price, 0);
}

static double limit(double price) {
    return fmin(price, 0);
}

static double worth(const struct proof *c, int32_t t) {
    return c->goal == PLAN_SAVINGS_COST ? 1 / pow(1 + c->p->interest, t + 1) : 0;
}

// Price of the target on one unit of running cost in quarter t, or the cost of it as the goal.
static double running(const struct proof *c, int32_t t) {
    if (c->goal == PLAN_SAVINGS_RUNNING)
        return t == c->n_quarters - 1 ? 1 : 0;
    return worth(c, t) - (t == c->n_quarters - 1 ? limit(c->prices->target) : 0);
}

// What is left of a choice whose cost is `cost` after prices pay `paid`, at up to `most`: a limit
// of the problem, or only what no plan at least cost passes.
static double left(double cost, double paid, double most, bool is_limit) {
    const double rest = cost - paid;
    if (rest >= 0)
        return 0;
    const bool is_rounding = rest > -ROUNDING * fmax(1, fabs(cost) + fabs(paid));
    return is_limit || is_rounding ? rest * most : -HUGE_VAL;
}

// The same where it costs `change` for each unit that it differs from `before`: it is left at that
// unless more is gained by less of it, or by more.
static double left_changed(const struct proof *c, double cost, double paid, double before) {
    const double change = c->p->change_cost, rest = cost - paid;
    const bool is_less = rest > change;
    const double kept = is_less ? change * before : rest * before;
    return kept + (is_less ? 0
                           : left(rest + change, 0, fmax(0, c->people_most - before),
                                  c->people_are_limited));
}

static double left_of_choice(const struct proof *c, double cost, double paid, const double *before,
                             int32_t k, int32_t t) {
    if (before && c->goal == PLAN_SAVINGS_COST)
        return left_changed(c, cost, paid, at(c, before, k, t));
    return left(cost, paid, c->people_most, c->people_are_limited);
}

static double left_of_staff(const struct proof *c, int32_t f, int32_t t) {
    const struct plan_savings_prices *y = c->prices;
    const double stays = 1 - c->p->families[f].leaving;
    const double paid = at(c, y->staff, f, t) - stays * at(c, y->staff, f, t + 1) +
                        duty(at(c, y->work, f, t)) - stays * limit(at(c, y->present, f, t + 1));
    return left(c->p->families[f].cost * running(c, t), paid, c->people_most,
                c->people_are_limited);
}

static double left_of_external(const struct proof *c, int32_t f, int32_t t) {
    const struct plan_savings_family *family = &c->p->families[f];
    // more than all the work, and all the learning, is never needed
    const double needed = c->p->work[(ptrdiff_t)f * c->p->n_quarters + t] +
                          c->p->learning * c->p->learning_quarters * c->people_most;
    const bool is_limit = family->external_most >= 0;
    return left(family->external_cost * running(c, t), duty(at(c, c->prices->work, f, t)),
                is_limit ? family->external_most : needed, is_limit || c->people_are_limited);
}

static double left_of_hired(const struct proof *c, int32_t f, int32_t t) {
    const double paid = limit(at(c, c->prices->hires, 0, t)) - at(c, c->prices->staff, f, t);
    return left_of_choice(c, c->p->families[f].hire_cost * worth(c, t), paid,
                          c->p->previous ? c->p->previous->hired : NULL, f, t);
}

static double left_of_moved(const struct proof *c, int32_t a, int32_t t) {
    const struct plan_savings_prices *y = c->prices;
    const struct plan_savings_course *course = &c->p->courses[a];
    double paid = at(c, y->staff, course->from, t) - at(c, y->staff, course->to, t) +
                  limit(at(c, y->present, course->from, t)) + limit(at(c, y->seats, 0, t));
    if (c->p->seats_to && c->p->seats_to[(ptrdiff_t)course->to * c->p->n_quarters + t] >= 0)
        paid += limit(at(c, y->seats_to, course->to, t));
    for (int32_t k = 0; k < c->p->learning_quarters && t + k < c->n_quarters; k++)
        paid -= c->p->learning * duty(at(c, y->work, course->to, t + k));
    return left_of_choice(c, course->cost * worth(c, t), paid,
                          c->p->previous ? c->p->previous->moved : NULL, a, t);
}

// What the prices pay for the numbers on the right-hand sides.
static double paid_for_family(const struct proof *c, int32_t f) {
    const struct plan_savings_prices *y = c->prices;
    const struct plan_savings_family *family = &c->p->families[f];
    double sum = (1 - family->leaving) * family->staff *
                 (at(c, y->staff, f, 0) + limit(at(c, y->present, f, 0)));
    for (int32_t t = 0; t < c->n_quarters; t++) {
        const ptrdiff_t cell = (ptrdiff_t)f * c->p->n_quarters + t;
        sum += duty(at(c, y->work, f, t)) * c->p->work[cell];
        if (c->p->seats_to && c->p->seats_to[cell] >= 0)
            sum += limit(at(c, y->seats_to, f, t)) * c->p->seats_to[cell];
    }
    return sum;
}

static double paid_for_all(const struct proof *c) {
    const struct plan_savings *p = c->p;
    double sum = c->goal == PLAN_SAVINGS_COST ? limit(c->prices->target) * p->target : 0;
    for (int32_t t = 0; t < c->n_quarters; t++) {
        if (p->hires_most)
            sum += limit(at(c, c->prices->hires, 0, t)) * p->hires_most[t];
        if (p->seats_most)
            sum += limit(at(c, c->prices->seats, 0, t)) * p->seats_most[t];
    }
    return sum;
}

// Hires without a limit are at an optimum no more than all the work there is.
static double count_people(const struct plan_savings *p, int32_t n_quarters) {
    double sum = 0;
    for (int32_t f = 0; f < p->n_families; f++)
        sum += p->families[f].staff;
    for (int32_t t = 0; p->hires_most && t < n_quarters; t++)
        sum += p->hires_most[t];
    for (int32_t k = 0; !p->hires_most && k < p->n_families * p->n_quarters; k++)
        sum += p->work[k];
    return sum;
}

// Only prices of limits that the problem has; the target's is never above what passing it costs.
static struct plan_savings_prices meant(const struct plan_savings *p,
                                        const struct plan_savings_prices *prices) {
    struct plan_savings_prices y = *prices;
    y.present = p->moves_once ? y.present : NULL;
    y.hires = p->hires_most ? y.hires : NULL;
    y.seats = p->seats_most ? y.seats : NULL;
    y.seats_to = p->seats_to ? y.seats_to : NULL;
    y.target = p->short_cost > 0 ? fmax(y.target, -p->short_cost) : y.target;
    return y;
}

double plan_savings_bound(const struct plan_savings *problem, enum plan_savings_goal goal,
                          int32_t n_quarters, const struct plan_savings_prices *prices) {
    const struct plan_savings_prices y = meant(problem, prices);
    const struct proof c = {.p = problem,
                            .prices = &y,
                            .goal = goal,
                            .n_quarters = n_quarters,
                            .people_most = count_people(problem, n_quarters),
                            .people_are_limited = problem->hires_most != NULL};
    double sum = paid_for_all(&c);
    for (int32_t f = 0; f < problem->n_families; f++) {
        sum += paid_for_family(&c, f);
        for (int32_t t = 0; t < n_quarters; t++)
            sum += left_of_staff(&c, f, t) + left_of_external(&c, f, t) + left_of_hired(&c, f, t);
    }
    for (int32_t a = 0; a < problem->n_courses; a++)
        for (int32_t t = 0; t < n_quarters; t++)
            sum += left_of_moved(&c, a, t);
    return sum;
}
