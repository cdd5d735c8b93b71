// SPDX-License-Identifier: EUPL-1.2
// Puts the allocation together: rules, search, bound, and what the plan costs.
#include <math.h>

#include "plan/allocation/gap.h"

static const int64_t TICKS_PER_EFFORT = 500000000;
static const int64_t SHORTAGE_PAIRS = 200000; // more are not searched for a shortage

static struct gap_search search_new(struct arena *arena, struct gap *r,
                                    const struct plan_search *search) {
    struct gap_search g = {
        .arena = arena,
        .r = r,
        .clock = {.search = search, .total = search->effort * TICKS_PER_EFFORT, .cost = -1},
        .rng = rng_seeded(search->seed),
        .dual = gap_dual_new(arena, r, search),
        .best = {NEW_ARRAY(arena, int32_t, (size_t)r->n), INT64_MAX},
    };
    g.clock.bound = gap_dual_bound(&g.dual);
    return g;
}

static void name_failure(struct arena *arena, const struct gap *r, const struct gap_search *g,
                         struct plan_allocation_result *result) {
    if (r->pair_start[r->n] <= SHORTAGE_PAIRS)
        gap_find_shortage(arena, r, &result->conflicts);
    if (result->conflicts.n == 0)
        plan_conflict_add(
            arena, &result->conflicts,
            (struct plan_conflict){g->is_impossible ? PLAN_RULE_IMPOSSIBLE : PLAN_RULE_NOT_FOUND,
                                   -1, -1, -1, -1, -1});
}

static void solve(struct arena *arena, struct gap *r, const struct plan_allocation *problem,
                  const struct plan_search *search, struct plan_allocation_result *result) {
    struct gap_search g = search_new(arena, r, search);
    gap_search(&g);
    if (g.best.cost == INT64_MAX) {
        name_failure(arena, r, &g, result);
        return;
    }
    result->person = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    for (int32_t j = 0; j < r->n; j++)
        result->person[j] = r->pair[g.best.pair[j]].person;
    struct plan_conflicts broken;
    const bool is_valid = plan_allocation_check(arena, problem, result->person, &result->cost,
                                                &result->changed, &broken);
    ENSURE(is_valid && result->cost == g.best.cost);
    result->end = g.clock.is_cancelled ? PLAN_CANCELLED : PLAN_DONE;
    result->bound = g.is_optimal ? result->cost : gap_dual_bound(&g.dual);
    ENSURE(result->bound <= result->cost);
    result->gap = (double)(result->cost - result->bound) / fmax(1, fabs((double)result->cost));
}

void plan_allocation_solve(struct arena *arena, const struct plan_allocation *problem,
                           const struct plan_search *search,
                           struct plan_allocation_result *ret_result) {
    *ret_result = (struct plan_allocation_result){.end = PLAN_INFEASIBLE};
    struct gap r = {0};
    gap_expand(arena, problem, &r, &ret_result->conflicts);
    if (ret_result->conflicts.n == 0)
        solve(arena, &r, problem, search, ret_result);
}

int64_t plan_allocation_bound(struct arena *arena, const struct plan_allocation *problem) {
    struct gap r = {0};
    struct plan_conflicts conflicts = {0};
    gap_expand(arena, problem, &r, &conflicts);
    if (conflicts.n > 0)
        return INT64_MIN;
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct gap_search g = search_new(arena, &r, &search);
    gap_search_bound(&g);
    return gap_dual_bound(&g.dual);
}
