// SPDX-License-Identifier: EUPL-1.2
// Allocation: every package of work goes to one person who can do it, within everybody's hours, at
// the least cost. Cost is what does not fit: skills that are missing, wishes passed over, change.
#ifndef VLIEGWIEL_PLAN_ALLOCATION_H
#define VLIEGWIEL_PLAN_ALLOCATION_H
#include "vliegwiel/plan.h"

// Somebody who can do a package.
struct plan_candidate {
    int32_t person;
    int32_t cost; // -PLAN_ALLOCATION_COST_MAX..PLAN_ALLOCATION_COST_MAX
    int32_t load; // 0..PLAN_ALLOCATION_HOURS_MAX, in the unit of hours
};

struct plan_allocation {
    int32_t n_people, n_packages; // 1..PLAN_ALLOCATION_PEOPLE_MAX, 1..PLAN_ALLOCATION_PACKAGES_MAX
    const int32_t *hours;         // [n_people] 0..PLAN_ALLOCATION_HOURS_MAX
    const int32_t *start;         // [n_packages + 1] into candidates, rising from 0
    const struct plan_candidate *candidates; // of each package, everybody at most once
    const int32_t *previous; // [n_packages] person in the current plan, -1 = new; NULL: no plan
    int32_t change_cost;     // 0.. for each package that changes hands
};
#define PLAN_ALLOCATION_PEOPLE_MAX 1000000
#define PLAN_ALLOCATION_PACKAGES_MAX 1000000
#define PLAN_ALLOCATION_COST_MAX 1000000
#define PLAN_ALLOCATION_HOURS_MAX 1000000

struct plan_allocation_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    int32_t *person; // [n_packages]; NULL when infeasible
    int64_t cost;    // the objective, with changed * change_cost
    int32_t changed;
    int64_t bound; // no plan costs less
    double gap;    // (cost - bound) / max(1, |cost|)
};

// In: a problem; arrays as described there. The search options.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about 60 bytes a candidate and 200 a person or package.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort, above that one pass for the bound; less
// when the bound is reached. The plan does not depend on search->threads.
// Source: ejection chains and path relinking of Yagiura, Ibaraki and Glover, European Journal of
// Operational Research 169(2), 2006, doi 10.1016/j.ejor.2004.08.015; the bound with variable fixing
// of Posta, Ferland and Michelon, Computational Optimization and Applications 52, 2012,
// doi 10.1007/s10589-011-9432-0.
// Check: plan_allocation_check.
void plan_allocation_solve(struct arena *arena, const struct plan_allocation *problem,
                           const struct plan_search *search,
                           struct plan_allocation_result *ret_result);

// In: a problem and a plan, [n_packages] people from 0.
// Out: the cost and what changed, and every rule that the plan breaks; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(candidates).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_allocation_check(struct arena *arena, const struct plan_allocation *problem,
                           const int32_t *person, int64_t *ret_cost, int32_t *ret_changed,
                           struct plan_conflicts *ret_conflicts);

// In: a problem.
// Out: a cost that every plan has at least; INT64_MIN when the rules contradict each other.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: some hundreds of exact knapsacks for each person.
// Source: the Lagrangian relaxation of "every package once"; see gap_bound.c.
// Check: the tests compare it with exhaustive search on small problems.
int64_t plan_allocation_bound(struct arena *arena, const struct plan_allocation *problem);
#endif
