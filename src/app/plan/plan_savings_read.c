// SPDX-License-Identifier: EUPL-1.2
// Reads savings in the format savings. A header may announce no more than the file has room for, so
// memory grows with the file and never with what it claims.
#include "app/plan/plan_savings.h"
#include "app/plan/plan_scan.h"

static const double NUMBER_MAX = 1e9, EXTERNAL_FACTOR = 1.9, HIRE_COST = 6, SHORT_COST = 100,
                    SHARE_LEFT = 0.8;

static enum rc scan_amount(struct plan_scan *scan, double most, double *ret_amount) {
    TRY(plan_scan_real(scan, most, ret_amount));
    if (*ret_amount >= 0)
        return RC_OK;
    return plan_unreadable(scan->file, scan->line, scan->at, "a number from 0 belongs here");
}

struct header {
    double hire, base;
};

static enum rc read_header(struct plan_scan *scan, struct plan_savings *problem,
                           struct header *ret_header) {
    TRY(plan_scan_literal(scan, "SAVINGS"));
    TRY(plan_scan_literal(scan, "1"));
    TRY(plan_scan_int(scan, 1, PLAN_SAVINGS_CELLS_MAX, &problem->n_families));
    TRY(plan_scan_int(scan, 1, PLAN_SAVINGS_QUARTERS_MAX, &problem->n_quarters));
    TRY(plan_scan_int(scan, 0, PLAN_SAVINGS_CELLS_MAX, &problem->n_courses));
    const int64_t n_cells =
        ((int64_t)problem->n_families + problem->n_courses) * problem->n_quarters;
    const int64_t n_numbers =
        (int64_t)problem->n_families * (4 + problem->n_quarters) + 3 * (int64_t)problem->n_courses;
    if (n_cells > PLAN_SAVINGS_CELLS_MAX)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "families, arcs and quarters are too many");
    if (plan_scan_left(scan) < n_numbers)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "the file is too short for %d families and %d arcs",
                               problem->n_families, problem->n_courses);
    TRY(scan_amount(scan, NUMBER_MAX, &ret_header->hire));
    return scan_amount(scan, NUMBER_MAX, &ret_header->base);
}

// The work of the start, D_0, is told and asks nothing.
static enum rc read_family(struct plan_scan *scan, int32_t n_quarters,
                           struct plan_savings_family *family, double *work) {
    double ignored;
    TRY(scan_amount(scan, NUMBER_MAX, &family->staff));
    TRY(scan_amount(scan, NUMBER_MAX, &family->cost));
    TRY(scan_amount(scan, 1, &family->leaving));
    TRY(scan_amount(scan, NUMBER_MAX, &ignored));
    for (int32_t t = 0; t < n_quarters; t++)
        TRY(scan_amount(scan, NUMBER_MAX, &work[t]));
    family->external_cost = EXTERNAL_FACTOR * family->cost;
    family->hire_cost = HIRE_COST;
    family->external_most = -1;
    return RC_OK;
}

static enum rc read_courses(struct arena *arena, struct plan_scan *scan,
                            struct plan_savings *problem) {
    struct plan_savings_course *courses =
        NEW_ARRAY(arena, struct plan_savings_course, (size_t)problem->n_courses);
    for (int32_t a = 0; a < problem->n_courses; a++) {
        TRY(plan_scan_int(scan, 0, problem->n_families - 1, &courses[a].from));
        TRY(plan_scan_int(scan, 0, problem->n_families - 1, &courses[a].to));
        if (courses[a].from == courses[a].to)
            return plan_unreadable(scan->file, scan->line, scan->at, "another family belongs here");
        TRY(scan_amount(scan, NUMBER_MAX, &courses[a].cost));
    }
    problem->courses = courses;
    return RC_OK;
}

enum rc savings_read_instance(const struct plan_run *run, struct savings_input *ret_input) {
    struct savings_input input = {.n_scenarios = 1, .scenario = SCENARIO_P50, .year = 1};
    struct plan_savings *p = &input.problem;
    struct plan_scan scan;
    struct header header = {0};
    TRY(plan_scan_file(run->arena, run->input, &scan));
    TRY(read_header(&scan, p, &header));
    const size_t n = (size_t)p->n_families, n_quarters = (size_t)p->n_quarters;
    struct plan_savings_family *families = NEW_ARRAY(run->arena, struct plan_savings_family, n);
    double *work = NEW_ARRAY(run->arena, double, n *n_quarters);
    double *hires = NEW_ARRAY(run->arena, double, n_quarters);
    for (size_t f = 0; f < n; f++)
        TRY(read_family(&scan, p->n_quarters, &families[f], work + f * n_quarters));
    TRY(read_courses(run->arena, &scan, p));
    TRY(plan_scan_end(&scan));
    for (size_t t = 0; t < n_quarters; t++)
        hires[t] = header.hire;
    input.families[SCENARIO_P50] = families;
    p->families = families;
    p->work = work;
    p->hires_most = hires;
    p->target = SHARE_LEFT * header.base;
    p->short_cost = SHORT_COST;
    *ret_input = input;
    return RC_OK;
}
