// SPDX-License-Identifier: EUPL-1.2
// Reads allocations in the format gap, and their plans. A header may announce no more than the file
// has room for, so memory grows with the file and never with what it claims.
#include "app/plan/plan_allocation.h"
#include "app/plan/plan_scan.h"

// Costs, then loads, each by person; the problem wants them by package.
static enum rc read_numbers(struct plan_scan *scan, const struct plan_allocation *p, bool is_cost,
                            struct plan_candidate *candidates) {
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t j = 0; j < p->n_packages; j++) {
            struct plan_candidate *c = &candidates[(ptrdiff_t)j * p->n_people + i];
            c->person = i;
            if (is_cost)
                TRY(plan_scan_int(scan, -PLAN_ALLOCATION_COST_MAX, PLAN_ALLOCATION_COST_MAX,
                                  &c->cost));
            else
                TRY(plan_scan_int(scan, 0, PLAN_ALLOCATION_HOURS_MAX, &c->load));
        }
    }
    return RC_OK;
}

enum rc allocation_read_gap(const struct plan_run *run, struct plan_allocation *ret_problem) {
    struct plan_allocation p = {0};
    struct plan_scan scan;
    TRY(plan_scan_file(run->arena, run->input, &scan));
    TRY(plan_scan_int(&scan, 1, PLAN_ALLOCATION_PEOPLE_MAX, &p.n_people));
    TRY(plan_scan_int(&scan, 1, PLAN_ALLOCATION_PACKAGES_MAX, &p.n_packages));
    const int64_t n_pairs = (int64_t)p.n_people * p.n_packages;
    if (plan_scan_left(&scan) < 2 * n_pairs + p.n_people)
        return plan_unreadable(scan.file, scan.line, scan.at,
                               "the file is too short for %d people and %d packages", p.n_people,
                               p.n_packages);
    struct plan_candidate *candidates =
        NEW_ARRAY(run->arena, struct plan_candidate, (size_t)n_pairs);
    TRY(read_numbers(&scan, &p, true, candidates));
    TRY(read_numbers(&scan, &p, false, candidates));
    int32_t *hours = NEW_ARRAY(run->arena, int32_t, (size_t)p.n_people);
    for (int32_t i = 0; i < p.n_people; i++)
        TRY(plan_scan_int(&scan, 0, PLAN_ALLOCATION_HOURS_MAX, &hours[i]));
    TRY(plan_scan_end(&scan));
    int32_t *start = NEW_ARRAY(run->arena, int32_t, (size_t)p.n_packages + 1);
    for (int32_t j = 0; j <= p.n_packages; j++)
        start[j] = j * p.n_people;
    p.hours = hours;
    p.start = start;
    p.candidates = candidates;
    *ret_problem = p;
    return RC_OK;
}

enum rc allocation_read_plan(struct arena *arena, struct str file, int32_t n_packages, int32_t most,
                             int32_t **ret_person) {
    struct plan_scan scan;
    TRY(plan_scan_file(arena, file, &scan));
    int32_t *person = NEW_ARRAY(arena, int32_t, (size_t)n_packages);
    for (int32_t j = 0; j < n_packages; j++)
        TRY(plan_scan_int(&scan, -1, most, &person[j]));
    TRY(plan_scan_end(&scan));
    *ret_person = person;
    return RC_OK;
}
