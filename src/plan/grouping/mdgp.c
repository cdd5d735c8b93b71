// SPDX-License-Identifier: EUPL-1.2
// Puts the grouping together: rules, bound, search, and what the plan is worth.
#include <math.h>

#include "plan/grouping/mdgp.h"

static void solve(struct arena *arena, const struct mdgp *r, const struct plan_search *search,
                  struct plan_grouping_result *result) {
    result->bound = mdgp_bound(arena, r);
    struct mdgp_best best;
    const bool is_cancelled = !mdgp_search(arena, r, search, result->bound, &best);
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)r->p->n_people);
    for (int32_t i = 0; i < r->p->n_people; i++)
        group[i] = best.worth > INT64_MIN ? best.group[r->item_of[i]] : -1;
    struct plan_conflicts broken;
    plan_grouping_check(arena, r->p, group, &result->score, &broken);
    if (!best.is_valid) {
        plan_conflict_add(arena, &result->conflicts,
                          (struct plan_conflict){PLAN_RULE_NOT_FOUND, -1, -1, -1, -1, -1});
        for (int32_t k = 0; best.worth > INT64_MIN && k < broken.n; k++)
            plan_conflict_add(arena, &result->conflicts, broken.list[k]);
        return;
    }
    ENSURE(broken.n == 0);
    result->end = is_cancelled ? PLAN_CANCELLED : PLAN_DONE;
    result->group = group;
    result->gap = (result->bound - result->score.worth) / fmax(1, fabs(result->score.worth));
}

void plan_grouping_solve(struct arena *arena, const struct plan_grouping *problem,
                         const struct plan_search *search,
                         struct plan_grouping_result *ret_result) {
    *ret_result = (struct plan_grouping_result){.end = PLAN_INFEASIBLE};
    struct mdgp r = {0};
    mdgp_expand(arena, problem, &r, &ret_result->conflicts);
    if (ret_result->conflicts.n == 0)
        solve(arena, &r, search, ret_result);
}

double plan_grouping_bound(struct arena *arena, const struct plan_grouping *problem) {
    struct mdgp r = {0};
    struct plan_conflicts conflicts = {0};
    mdgp_expand(arena, problem, &r, &conflicts);
    return conflicts.n == 0 ? mdgp_bound(arena, &r) : 0;
}
