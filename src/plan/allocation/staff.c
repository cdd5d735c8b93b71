// SPDX-License-Identifier: EUPL-1.2
// Puts the staffing together: rules, bound, search, and what the plan costs.
#include <math.h>

#include "plan/allocation/staff.h"

static const int64_t TICKS_PER_EFFORT = 80000000, LOOK_EVERY = 1500000;

void staff_clock_look(struct staff_clock *c) {
    c->look = c->ticks + LOOK_EVERY;
    const double done = (double)c->ticks / (double)c->total;
    const struct plan_progress progress = {done < 1 ? done : 1, (int64_t)ceil(c->cost),
                                           (int64_t)floor(c->bound), c->cpu_seconds_child};
    if (c->search->progress && !c->search->progress(c->search->context, &progress))
        c->is_over = c->is_cancelled = true;
}

void staff_clock_work(struct staff_clock *c, int64_t ticks) {
    c->ticks += ticks;
    c->is_over |= c->ticks >= c->total;
    if (c->ticks >= c->look)
        staff_clock_look(c);
}

// A cost that needs no search: everybody's best wishes, granted for nothing.
static double staff_least(const struct staff *r) {
    double least = 0;
    for (ptrdiff_t k = 0; k < (ptrdiff_t)r->n * r->m; k++)
        least += r->price[k] < 0 ? r->price[k] : 0;
    return least;
}

// A first plan, the bound against it, and then the search.
static void solve(struct arena *arena, const struct staff *r, const struct plan_search *search,
                  struct plan_staffing_result *result) {
    struct staff_clock clock = {
        .search = search, .total = search->effort * TICKS_PER_EFFORT, .cost = -1};
    struct staff_state best = staff_state_new(arena, r);
    clock.bound = staff_least(r);
    staff_search(arena, r, &clock, &best);
    result->work = staff_hours_write(arena, &best, staff_hours_new(arena, r), &result->n_work);
    struct plan_conflicts broken;
    if (!plan_staffing_check(arena, r->p, result->work, result->n_work, &result->score, &broken)) {
        plan_conflict_add(arena, &result->conflicts,
                          (struct plan_conflict){PLAN_RULE_NOT_FOUND, -1, -1, -1, -1, -1});
        for (int32_t k = 0; k < broken.n; k++)
            plan_conflict_add(arena, &result->conflicts, broken.list[k]);
        result->work = NULL;
        result->n_work = 0;
        return;
    }
    result->end = clock.is_cancelled ? PLAN_CANCELLED : PLAN_DONE;
    result->bound = clock.bound;
    result->gap = (result->score.cost - result->bound) / fmax(1, fabs(result->score.cost));
}

void plan_staffing_solve(struct arena *arena, const struct plan_staffing *problem,
                         const struct plan_search *search,
                         struct plan_staffing_result *ret_result) {
    *ret_result = (struct plan_staffing_result){.end = PLAN_INFEASIBLE};
    struct staff r = {0};
    staff_expand(arena, problem, &r, &ret_result->conflicts);
    if (ret_result->conflicts.n == 0)
        solve(arena, &r, search, ret_result);
}

double plan_staffing_bound(struct arena *arena, const struct plan_staffing *problem) {
    struct staff r = {0};
    struct plan_conflicts conflicts = {0};
    staff_expand(arena, problem, &r, &conflicts);
    if (conflicts.n > 0)
        return -INFINITY;
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct staff_clock clock = {.search = &search, .total = 2 * TICKS_PER_EFFORT};
    clock.bound = staff_least(&r);
    staff_bound(arena, &r, &clock, INFINITY, NULL);
    return clock.bound;
}
