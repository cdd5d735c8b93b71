// SPDX-License-Identifier: EUPL-1.2
// Recounts an allocation from the problem's own words. Shares no code with the solver. Never
// repairs.
#include "plan/conflict.h"

struct recount {
    struct arena *arena;
    const struct plan_allocation *p;
    const int32_t *plan;
    struct plan_conflicts *conflicts;
};

static int32_t clamp(int64_t value) {
    return value < INT32_MAX ? (int32_t)value : INT32_MAX;
}

static void report(const struct recount *c, enum plan_rule rule, int32_t person, int32_t package,
                   int64_t have, int64_t need) {
    plan_conflict_add(c->arena, c->conflicts,
                      (struct plan_conflict){rule, -1, person, package, clamp(have), clamp(need)});
}

// Only what would lead outside an array or a sum; the rest of a senseless problem shows in its
// plan.
static bool numbers_are_sane(const struct plan_allocation *p) {
    if (p->n_people < 1 || p->n_people > PLAN_ALLOCATION_PEOPLE_MAX || p->n_packages < 1 ||
        p->n_packages > PLAN_ALLOCATION_PACKAGES_MAX || p->start[0] != 0)
        return false;
    for (int32_t j = 0; j < p->n_packages; j++) // before any candidate is read
        if (p->start[j + 1] < p->start[j])
            return false;
    for (int32_t k = 0; k < p->start[p->n_packages]; k++) {
        const struct plan_candidate *c = &p->candidates[k];
        if (c->person < 0 || c->person >= p->n_people || c->load < 0 ||
            c->load > PLAN_ALLOCATION_HOURS_MAX || c->cost < -PLAN_ALLOCATION_COST_MAX ||
            c->cost > PLAN_ALLOCATION_COST_MAX)
            return false;
    }
    return true;
}

// Adds package j to the load of its person; false when that person cannot do it.
static bool recount_package(const struct recount *c, int32_t j, int64_t *load, int64_t *cost) {
    for (int32_t k = c->p->start[j]; k < c->p->start[j + 1]; k++) {
        const struct plan_candidate *candidate = &c->p->candidates[k];
        if (candidate->person != c->plan[j])
            continue;
        load[c->plan[j]] += candidate->load;
        *cost += candidate->cost;
        return true;
    }
    return false;
}

bool plan_allocation_check(struct arena *arena, const struct plan_allocation *problem,
                           const int32_t *person, int64_t *ret_cost, int32_t *ret_changed,
                           struct plan_conflicts *ret_conflicts) {
    *ret_cost = 0;
    *ret_changed = 0;
    *ret_conflicts = (struct plan_conflicts){0};
    const struct recount c = {arena, problem, person, ret_conflicts};
    if (!numbers_are_sane(problem)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
        return false;
    }
    int64_t *load = NEW_ARRAY(arena, int64_t, (size_t)problem->n_people);
    int64_t cost = 0, changed = 0;
    for (int32_t j = 0; j < problem->n_packages; j++) {
        if (person[j] < 0 || person[j] >= problem->n_people) {
            report(&c, PLAN_RULE_PERSON, -1, j, person[j], problem->n_people);
            continue;
        }
        if (!recount_package(&c, j, load, &cost))
            report(&c, PLAN_RULE_UNABLE, person[j], j, -1, -1);
        changed +=
            problem->previous && problem->previous[j] >= 0 && problem->previous[j] != person[j];
    }
    for (int32_t i = 0; i < problem->n_people; i++) {
        if (load[i] > problem->hours[i])
            report(&c, PLAN_RULE_HOURS, i, -1, load[i], problem->hours[i]);
    }
    *ret_changed = (int32_t)changed;
    *ret_cost = cost + changed * problem->change_cost;
    return ret_conflicts->n == 0;
}
