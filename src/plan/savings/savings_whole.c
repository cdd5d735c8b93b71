// SPDX-License-Identifier: EUPL-1.2
// Whole people in the first quarter: what is done now cannot be done to half a person, and what is
// planned for later is counted again before it is done. Rounds, plans the rest anew around it, and
// lets a mixed-integer programme decide only where rounding costs too much or cannot be.
#include <math.h>

#include "plan/savings/savings.h"

static const double LOSS_MOST = 0.004; // of the cost in fractions
enum { NODES_MAX = 200 };

struct rounding {
    struct arena *arena;
    const struct plan_savings *p;
    const struct plan_search *search;
    double target, cost_best;
    struct plan_savings_plan best;
};

static void try_question(struct rounding *r, const struct savings_question *question) {
    struct savings_answer answer;
    savings_ask(r->arena, r->p, question, r->search, &answer);
    if (!answer.x || answer.objective >= r->cost_best)
        return;
    r->best = savings_plan_of(r->arena, &answer);
    r->cost_best = answer.objective;
}

static struct savings_question question_of(const struct rounding *r) {
    return (struct savings_question){.goal = PLAN_SAVINGS_COST,
                                     .n_quarters = r->p->n_quarters,
                                     .target = r->target,
                                     .nodes_max = NODES_MAX};
}

// The first quarter of a list by family or course, each number rounded.
static const double *rounded(const struct rounding *r, const double *list, int32_t n,
                             double (*round_it)(double)) {
    double *first = NEW_ARRAY(r->arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        first[k] = round_it(list[(ptrdiff_t)k * r->p->n_quarters] + 1e-9);
    return first;
}

static void try_rounding(struct rounding *r, const struct plan_savings_plan *plan,
                         double (*round_it)(double)) {
    struct savings_question question = question_of(r);
    question.first_moved = rounded(r, plan->moved, r->p->n_courses, round_it);
    question.first_hired = rounded(r, plan->hired, r->p->n_families, round_it);
    try_question(r, &question);
}

static bool is_whole(const struct plan_savings *p, const struct plan_savings_plan *plan) {
    bool is_whole = true;
    for (int32_t a = 0; a < p->n_courses; a++)
        is_whole &= fmod(plan->moved[(ptrdiff_t)a * p->n_quarters], 1) == 0;
    for (int32_t f = 0; f < p->n_families; f++)
        is_whole &= fmod(plan->hired[(ptrdiff_t)f * p->n_quarters], 1) == 0;
    return is_whole;
}

bool savings_make_whole(struct arena *arena, const struct plan_savings *p, double target,
                        const struct plan_savings_plan *plan, double cost,
                        const struct plan_search *search, struct plan_savings_plan *ret_plan) {
    struct rounding r = {arena, p, search, target, HUGE_VAL, *plan};
    if (!is_whole(p, plan)) {
        try_rounding(&r, plan, round);
        if (r.cost_best > cost * (1 + LOSS_MOST))
            try_rounding(&r, plan, floor);
        if (r.cost_best > cost * (1 + LOSS_MOST)) {
            struct savings_question question = question_of(&r);
            question.whole_first = true;
            try_question(&r, &question);
        }
        if (r.cost_best == HUGE_VAL)
            return false;
    }
    *ret_plan = r.best;
    return is_whole(p, ret_plan);
}
