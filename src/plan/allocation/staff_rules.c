// SPDX-License-Identifier: EUPL-1.2
// Brings a staffing problem into the form the solver works with, and names what contradicts itself.
#include <math.h>

#include "plan/allocation/staff.h"

static void name_conflict(struct arena *arena, struct plan_conflicts *conflicts,
                          enum plan_rule rule, int32_t person, int32_t package, int32_t have,
                          int32_t need) {
    plan_conflict_add(arena, conflicts,
                      (struct plan_conflict){rule, -1, person, package, have, need});
}

// ---- numbers ------------------------------------------------------------------------------------

static bool is_within(double value, double most) {
    return value >= 0 && value <= most; // false for what is not a number
}

static bool sizes_are_sane(const struct plan_staffing *p) {
    return p->n_people >= 1 && p->n_people <= PLAN_STAFFING_PEOPLE_MAX && p->n_packages >= 1 &&
           p->n_packages <= PLAN_STAFFING_PACKAGES_MAX && p->n_skills >= 1 &&
           p->n_skills <= PLAN_STAFFING_SKILLS_MAX &&
           (int64_t)p->n_people * p->n_packages <= PLAN_STAFFING_CELLS_MAX && p->n_now >= 0 &&
           p->n_pinned >= 0 && p->n_wishes >= 0 && p->changed_most >= -1;
}

static bool costs_are_sane(const struct plan_staffing *p) {
    const double costs[] = {p->member_cost, p->change_cost,  p->wish_worth, p->unmet_cost,
                            p->backup_cost, p->unheard_cost, p->strain_cost};
    for (size_t k = 0; k < COUNT_OF(costs); k++) {
        if (!is_within(costs[k], PLAN_STAFFING_COST_MAX))
            return false;
    }
    return true;
}

static bool people_are_sane(const struct plan_staffing *p) {
    for (int32_t i = 0; i < p->n_people; i++) {
        if (!is_within(p->hours[i], PLAN_STAFFING_HOURS_MAX) || p->packages_most[i] < 0)
            return false;
    }
    for (int32_t k = 0; k < p->n_people * p->n_skills; k++) {
        if (!is_within(p->level[k], 10) || (p->level[k] > 0 && p->level[k] < 0.01))
            return false;
    }
    return true;
}

static bool packages_are_sane(const struct plan_staffing *p) {
    for (int32_t k = 0; k < p->n_packages * p->n_skills; k++) {
        if (!is_within(p->demand[k], PLAN_STAFFING_HOURS_MAX))
            return false;
    }
    for (int32_t j = 0; j < p->n_packages; j++) {
        const int32_t least = p->team_least ? p->team_least[j] : 0;
        if (least < 0 || (p->team_most && p->team_most[j] < least))
            return false;
    }
    return true;
}

static bool is_place(const struct plan_staffing *p, int32_t person, int32_t package) {
    return person >= 0 && person < p->n_people && package >= 0 && package < p->n_packages;
}

static bool places_are_sane(const struct plan_staffing *p) {
    for (int32_t k = 0; k < p->n_now; k++) {
        if (!is_place(p, p->now[k].person, p->now[k].package))
            return false;
    }
    for (int32_t k = 0; k < p->n_pinned; k++) {
        if (!is_place(p, p->pinned[k].person, p->pinned[k].package))
            return false;
    }
    for (int32_t k = 0; k < p->n_wishes; k++) {
        if (!is_place(p, p->wishes[k].person, p->wishes[k].package) ||
            !is_within(p->wishes[k].wish, 1000))
            return false;
    }
    return true;
}

// ---- the form that is worked with ---------------------------------------------------------------

static void mark_places(struct arena *arena, struct staff *r) {
    const struct plan_staffing *p = r->p;
    const size_t cells = (size_t)r->m * (size_t)r->n;
    r->price = NEW_ARRAY(arena, double, cells);
    r->is_now = NEW_ARRAY(arena, bool, cells);
    r->is_pin = NEW_ARRAY(arena, bool, cells);
    r->is_wish = NEW_ARRAY(arena, bool, cells);
    r->has_wish = NEW_ARRAY(arena, bool, (size_t)r->m);
    for (int32_t k = 0; k < p->n_now; k++)
        r->is_now[staff_cell(r, p->now[k].person, p->now[k].package)] = true;
    for (int32_t k = 0; k < p->n_pinned; k++)
        r->is_pin[staff_cell(r, p->pinned[k].person, p->pinned[k].package)] = true;
    for (size_t k = 0; k < cells; k++)
        r->price[k] = p->member_cost + (r->is_now[k] ? 0 : p->change_cost);
    for (int32_t k = 0; k < p->n_wishes; k++) {
        const ptrdiff_t at = staff_cell(r, p->wishes[k].person, p->wishes[k].package);
        r->price[at] -= p->wish_worth * p->wishes[k].wish;
        r->is_wish[at] = true;
        r->has_wish[p->wishes[k].person] = true;
    }
}

// Who can do some of what a package asks, or gains by being there, or can lead it.
static bool suits(const struct staff *r, int32_t i, int32_t j) {
    const struct plan_staffing *p = r->p;
    const ptrdiff_t at = staff_cell(r, i, j);
    if (r->is_pin[at] || r->is_wish[at] || r->is_now[at] ||
        (p->team_least && p->team_least[j] > 0) ||
        (p->needs_lead && p->needs_lead[j] && p->can_lead && p->can_lead[i]))
        return true;
    for (int32_t s = 0; s < r->n_skills; s++) {
        if (staff_demand(r, j, s) > 0 && staff_level(r, i, s) > 0)
            return true;
    }
    return false;
}

static void list_fits(struct arena *arena, struct staff *r) {
    r->fit_start = NEW_ARRAY(arena, int32_t, (size_t)r->n + 1);
    r->fit = NEW_ARRAY(arena, int32_t, (size_t)r->n * (size_t)r->m);
    int32_t n = 0;
    for (int32_t j = 0; j < r->n; j++) {
        for (int32_t i = 0; i < r->m; i++) {
            if (suits(r, i, j))
                r->fit[n++] = i;
        }
        r->fit_start[j + 1] = n;
    }
}

void staff_list_likes(struct arena *arena, const struct staff *r, int32_t **ret_start,
                      int32_t **ret_like) {
    int32_t *start = NEW_ARRAY(arena, int32_t, (size_t)r->m + 1);
    int32_t *like = NEW_ARRAY(arena, int32_t, (size_t)(r->p->n_now + r->p->n_wishes)), n = 0;
    for (int32_t i = 0; i < r->m; i++) {
        for (int32_t j = 0; j < r->n; j++) {
            if (r->is_now[staff_cell(r, i, j)] || r->is_wish[staff_cell(r, i, j)])
                like[n++] = j;
        }
        start[i + 1] = n;
    }
    *ret_start = start;
    *ret_like = like;
}

void staff_list_near(const struct staff *r, const double *dear, double most, int32_t *fit,
                     int32_t *ret_n_near) {
    for (int32_t j = 0; j < r->n; j++) {
        int32_t at = r->fit_start[j];
        for (int32_t k = at; k < r->fit_start[j + 1]; k++) {
            const int32_t i = fit[k];
            if (dear[staff_cell(r, i, j)] < most) {
                fit[k] = fit[at];
                fit[at++] = i;
            }
        }
        ret_n_near[j] = at - r->fit_start[j];
    }
}

// ---- contradictions -----------------------------------------------------------------------------

static void find_contradictions(struct arena *arena, const struct staff *r,
                                struct plan_conflicts *conflicts) {
    const struct plan_staffing *p = r->p;
    int32_t *of_person = NEW_ARRAY(arena, int32_t, (size_t)r->m), n_changed = 0;
    bool *is_changed = NEW_ARRAY(arena, bool, (size_t)r->m);
    for (int32_t j = 0; j < r->n; j++) {
        int32_t n_pins = 0, n_can = 0, n_lead = 0;
        for (int32_t i = 0; i < r->m; i++) {
            const bool is_pin = r->is_pin[staff_cell(r, i, j)];
            n_pins += is_pin;
            of_person[i] += is_pin;
            n_changed += is_pin && !r->is_now[staff_cell(r, i, j)] && !is_changed[i];
            is_changed[i] |= is_pin && !r->is_now[staff_cell(r, i, j)];
            n_can += p->packages_most[i] > 0;
            n_lead += p->can_lead && p->can_lead[i] && p->packages_most[i] > 0;
        }
        if (p->team_most && n_pins > p->team_most[j])
            name_conflict(arena, conflicts, PLAN_RULE_TEAM, -1, j, n_pins, p->team_most[j]);
        if (p->team_least && n_can < p->team_least[j])
            name_conflict(arena, conflicts, PLAN_RULE_TEAM, -1, j, n_can, p->team_least[j]);
        if (p->needs_lead && p->needs_lead[j] && n_lead == 0)
            name_conflict(arena, conflicts, PLAN_RULE_LEAD, -1, j, -1, -1);
    }
    for (int32_t i = 0; i < r->m; i++) {
        if (of_person[i] > p->packages_most[i])
            name_conflict(arena, conflicts, PLAN_RULE_PACKAGES, i, -1, of_person[i],
                          p->packages_most[i]);
    }
    if (p->changed_most >= 0 && n_changed > p->changed_most)
        name_conflict(arena, conflicts, PLAN_RULE_CHANGES, -1, -1, n_changed, p->changed_most);
}

void staff_expand(struct arena *arena, const struct plan_staffing *p, struct staff *ret_staff,
                  struct plan_conflicts *conflicts) {
    if (!sizes_are_sane(p) || !costs_are_sane(p) || !people_are_sane(p) || !packages_are_sane(p) ||
        !places_are_sane(p)) {
        name_conflict(arena, conflicts, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
        return;
    }
    struct staff r = {.p = p, .m = p->n_people, .n = p->n_packages, .n_skills = p->n_skills};
    mark_places(arena, &r);
    list_fits(arena, &r);
    find_contradictions(arena, &r, conflicts);
    *ret_staff = r;
}
