// SPDX-License-Identifier: EUPL-1.2
// The range of every number of a savings problem: what lies outside is refused before anything is
// counted with it.
#include "plan/savings/savings.h"

static bool is_number(double x, double least) {
    return x >= least && x <= PLAN_SAVINGS_NUMBER_MAX; // false for what is no number
}

static bool are_numbers(const double *list, int64_t n, double least) {
    for (int64_t k = 0; list && k < n; k++)
        if (!is_number(list[k], least))
            return false;
    return true;
}

static bool family_is_sane(const struct plan_savings_family *f) {
    return is_number(f->staff, 0) && is_number(f->external, 0) && is_number(f->vacancies, 0) &&
           is_number(f->cost, 0) && is_number(f->external_cost, 0) && is_number(f->hire_cost, 0) &&
           is_number(f->external_most, -PLAN_SAVINGS_NUMBER_MAX) && f->leaving >= 0 &&
           f->leaving <= 1;
}

bool savings_numbers_are_sane(const struct plan_savings *p) {
    if (p->n_families < 1 || p->n_quarters < 1 || p->n_quarters > PLAN_SAVINGS_QUARTERS_MAX ||
        p->n_courses < 0 ||
        ((int64_t)p->n_families + p->n_courses) * p->n_quarters > PLAN_SAVINGS_CELLS_MAX)
        return false;
    const int64_t n_cells = (int64_t)p->n_families * p->n_quarters;
    bool is_sane = are_numbers(p->work, n_cells, 0) &&
                   are_numbers(p->hires_most, p->n_quarters, 0) &&
                   are_numbers(p->seats_most, p->n_quarters, 0) &&
                   are_numbers(p->seats_to, n_cells, -PLAN_SAVINGS_NUMBER_MAX) &&
                   p->learning >= 0 && p->learning <= 1 && p->learning_quarters >= 0 &&
                   p->learning_quarters <= PLAN_SAVINGS_QUARTERS_MAX && is_number(p->target, 0) &&
                   is_number(p->short_cost, 0) && is_number(p->change_cost, 0) &&
                   p->interest >= 0 && p->interest <= 1;
    if (p->previous)
        is_sane = is_sane && are_numbers(p->previous->hired, n_cells, 0) &&
                  are_numbers(p->previous->moved, (int64_t)p->n_courses * p->n_quarters, 0);
    for (int32_t f = 0; f < p->n_families; f++)
        is_sane = is_sane && family_is_sane(&p->families[f]);
    for (int32_t a = 0; is_sane && a < p->n_courses; a++) {
        const struct plan_savings_course *course = &p->courses[a];
        is_sane = course->from >= 0 && course->from < p->n_families && course->to >= 0 &&
                  course->to < p->n_families && course->from != course->to &&
                  is_number(course->cost, 0);
    }
    return is_sane;
}
