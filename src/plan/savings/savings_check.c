// SPDX-License-Identifier: EUPL-1.2
// Recounts a savings plan from the problem's own words: who was there, left, moved, came, and what
// that cost. Shares no code with the solver but for the range of each number. Never repairs.
#include <math.h>

#include "plan/savings/savings.h"

// The same for few people as for many: a plan is printed in enough digits for that. What a double
// cannot tell apart is no breach either, which is less than that below ten million FTE.
static const double FTE_SLACK = 1e-5, DOUBLE_SLACK = 1e-12, TARGET_SLACK = 1e-6;

struct recount {
    struct arena *arena;
    const struct plan_savings *p;
    const struct plan_savings_plan *plan;
    struct plan_conflicts *conflicts;
    double *in, *out, *learning; // [n_families * n_quarters] FTE
};

static int32_t hundredths(double x) {
    return fabs(x) < 2e7 ? (int32_t)lround(x * 100) : x > 0 ? INT32_MAX : INT32_MIN;
}

static void report(const struct recount *c, enum plan_rule rule, int32_t quarter, int32_t family,
                   double have, double need) {
    plan_conflict_add(
        c->arena, c->conflicts,
        (struct plan_conflict){rule, quarter, family, -1, hundredths(have), hundredths(need)});
}

static bool exceeds(double have, double most) {
    return have > most + fmax(FTE_SLACK, DOUBLE_SLACK * fabs(most));
}

// ---- amounts -----------------------------------------------------------------------------------

static bool is_amount(double x) {
    return x >= 0 && x <= PLAN_SAVINGS_NUMBER_MAX; // false for what is no number
}

static bool recount_amounts(const struct recount *c) {
    const struct plan_savings *p = c->p;
    bool is_sane = true;
    for (int32_t k = 0; k < p->n_families * p->n_quarters; k++) {
        const struct plan_savings_plan *plan = c->plan;
        if (is_amount(plan->staff[k]) && is_amount(plan->leavers[k]) && is_amount(plan->hired[k]) &&
            is_amount(plan->external[k]))
            continue;
        report(c, PLAN_RULE_SAVINGS_AMOUNT, k % p->n_quarters, k / p->n_quarters, -1, -1);
        is_sane = false;
    }
    for (int32_t k = 0; k < p->n_courses * p->n_quarters; k++) {
        if (is_amount(c->plan->moved[k]))
            continue;
        report(c, PLAN_RULE_SAVINGS_AMOUNT, k % p->n_quarters, p->courses[k / p->n_quarters].to, -1,
               -1);
        is_sane = false;
    }
    return is_sane;
}

// ---- people ------------------------------------------------------------------------------------

static void count_moves(const struct recount *c) {
    const struct plan_savings *p = c->p;
    for (int32_t a = 0; a < p->n_courses; a++) {
        const ptrdiff_t from = (ptrdiff_t)p->courses[a].from * p->n_quarters,
                        to = (ptrdiff_t)p->courses[a].to * p->n_quarters;
        for (int32_t t = 0; t < p->n_quarters; t++) {
            const double people = c->plan->moved[(ptrdiff_t)a * p->n_quarters + t];
            c->out[from + t] += people;
            c->in[to + t] += people;
            for (int32_t now = t; now < p->n_quarters; now++)
                c->learning[to + now] += now - t < p->learning_quarters ? people : 0;
        }
    }
}

// Family f in quarter t, of which `before` were there when it began.
static void recount_family(const struct recount *c, int32_t f, int32_t t, double before) {
    const struct plan_savings *p = c->p;
    const struct plan_savings_family *family = &p->families[f];
    const ptrdiff_t at = (ptrdiff_t)f * p->n_quarters + t;
    const double staff = c->plan->staff[at], leavers = c->plan->leavers[at];
    const double external = c->plan->external[at], need = before * family->leaving;
    if (exceeds(leavers, need) || exceeds(need, leavers))
        report(c, PLAN_RULE_SAVINGS_LEAVERS, t, f, leavers, need);
    const double explained = before - leavers - c->out[at] + c->in[at] + c->plan->hired[at];
    if (exceeds(explained, staff))
        report(c, PLAN_RULE_SAVINGS_DISMISSED, t, f, staff, explained);
    if (exceeds(staff, explained))
        report(c, PLAN_RULE_SAVINGS_APPEARED, t, f, staff, explained);
    if (p->moves_once && exceeds(c->out[at], before - leavers))
        report(c, PLAN_RULE_SAVINGS_PRESENT, t, f, c->out[at], before - leavers);
    const double done = staff - p->learning * c->learning[at] + external;
    if (exceeds(p->work[at], done))
        report(c, PLAN_RULE_SAVINGS_WORK, t, f, done, p->work[at]);
    if (family->external_most >= 0 && exceeds(external, family->external_most))
        report(c, PLAN_RULE_SAVINGS_EXTERNAL, t, f, external, family->external_most);
    if (p->seats_to && p->seats_to[at] >= 0 && exceeds(c->in[at], p->seats_to[at]))
        report(c, PLAN_RULE_SAVINGS_COURSE, t, f, c->in[at], p->seats_to[at]);
}

static void recount_quarter(const struct recount *c, int32_t t) {
    const struct plan_savings *p = c->p;
    double hired = 0, seated = 0;
    for (int32_t f = 0; f < p->n_families; f++) {
        const ptrdiff_t at = (ptrdiff_t)f * p->n_quarters + t;
        recount_family(c, f, t, t > 0 ? c->plan->staff[at - 1] : p->families[f].staff);
        hired += c->plan->hired[at];
        seated += c->in[at];
    }
    if (p->hires_most && exceeds(hired, p->hires_most[t]))
        report(c, PLAN_RULE_SAVINGS_HIRES, t, -1, hired, p->hires_most[t]);
    if (p->seats_most && exceeds(seated, p->seats_most[t]))
        report(c, PLAN_RULE_SAVINGS_COURSE, t, -1, seated, p->seats_most[t]);
}

// ---- money -------------------------------------------------------------------------------------

static double cost_of_quarter(const struct recount *c, int32_t t) {
    const struct plan_savings *p = c->p;
    double sum = 0;
    for (int32_t f = 0; f < p->n_families; f++) {
        const ptrdiff_t at = (ptrdiff_t)f * p->n_quarters + t;
        sum += p->families[f].cost * c->plan->staff[at] +
               p->families[f].external_cost * c->plan->external[at] +
               p->families[f].hire_cost * c->plan->hired[at];
    }
    for (int32_t a = 0; a < p->n_courses; a++)
        sum += p->courses[a].cost * c->plan->moved[(ptrdiff_t)a * p->n_quarters + t];
    return sum;
}

// Where the difference between the start and the last quarter comes from. Hires fill vacancies
// first; what they do beyond that makes up for those who left.
static void count_causes(const struct recount *c, int32_t f, struct plan_savings_score *score) {
    const struct plan_savings *p = c->p;
    const struct plan_savings_family *family = &p->families[f];
    const ptrdiff_t first = (ptrdiff_t)f * p->n_quarters, last = first + p->n_quarters - 1;
    double hired = 0, left = 0, moved = 0;
    for (ptrdiff_t at = first; at <= last; at++) {
        hired += c->plan->hired[at];
        left += c->plan->leavers[at];
        moved += c->out[at] - c->in[at];
    }
    const double filled = fmin(hired, family->vacancies);
    score->saved_external += family->external_cost * (family->external - c->plan->external[last]);
    score->saved_vacancies += family->cost * (family->vacancies - filled);
    score->saved_leaving += family->cost * (left - (hired - filled));
    score->saved_moves += family->cost * moved;
    score->running_before += family->cost * (family->staff + family->vacancies) +
                             family->external_cost * family->external;
    score->running +=
        family->cost * c->plan->staff[last] + family->external_cost * c->plan->external[last];
    score->idle += fmax(0, c->plan->staff[last] - p->learning * c->learning[last] - p->work[last]);
}

static double count_changes(const double *now, const double *before, int32_t n) {
    double sum = 0;
    for (int32_t k = 0; k < n; k++)
        sum += fabs(now[k] - before[k]);
    return sum;
}

static void count_money(const struct recount *c, struct plan_savings_score *score) {
    const struct plan_savings *p = c->p;
    double worth = 1;
    for (int32_t t = 0; t < p->n_quarters; t++) {
        worth /= 1 + p->interest;
        score->cost += worth * cost_of_quarter(c, t);
    }
    for (int32_t f = 0; f < p->n_families; f++)
        count_causes(c, f, score);
    if (p->previous)
        score->changed =
            count_changes(c->plan->hired, p->previous->hired, p->n_families * p->n_quarters) +
            count_changes(c->plan->moved, p->previous->moved, p->n_courses * p->n_quarters);
    score->cost += p->change_cost * score->changed;
    score->short_by = fmax(0, score->running - p->target);
    score->cost += p->short_cost * score->short_by;
    if (p->short_cost == 0 && score->running > p->target + TARGET_SLACK * fmax(1, p->target))
        report(c, PLAN_RULE_SAVINGS_TARGET, p->n_quarters - 1, -1, score->running, p->target);
}

bool plan_savings_check(struct arena *arena, const struct plan_savings *problem,
                        const struct plan_savings_plan *plan, struct plan_savings_score *ret_score,
                        struct plan_conflicts *ret_conflicts) {
    struct plan_savings_score score = {0};
    *ret_score = score;
    *ret_conflicts = (struct plan_conflicts){0};
    struct recount c = {arena, problem, plan, ret_conflicts, NULL, NULL, NULL};
    if (!savings_numbers_are_sane(problem)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
        return false;
    }
    if (!recount_amounts(&c))
        return false;
    const size_t n_cells = (size_t)problem->n_families * (size_t)problem->n_quarters;
    c.in = NEW_ARRAY(arena, double, n_cells);
    c.out = NEW_ARRAY(arena, double, n_cells);
    c.learning = NEW_ARRAY(arena, double, n_cells);
    count_moves(&c);
    for (int32_t t = 0; t < problem->n_quarters; t++)
        recount_quarter(&c, t);
    count_money(&c, &score);
    *ret_score = score;
    return ret_conflicts->n == 0;
}
