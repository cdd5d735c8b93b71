// SPDX-License-Identifier: EUPL-1.2
// Are the numbers of a problem in their ranges? What follows may then count without care.
#include "plan/dates/dates.h"

static bool within(const int32_t *list, int64_t n, int32_t least, int32_t most) {
    for (int64_t k = 0; list && k < n; k++)
        if (list[k] < least || list[k] > most)
            return false;
    return true;
}

static bool is_cost(int32_t cost) {
    return cost >= 0 && cost <= PLAN_DATES_COST_MAX;
}

static bool sizes_are_valid(const struct plan_dates *p) {
    return p->n_groups >= 1 && p->n_groups <= PLAN_DATES_GROUPS_MAX && p->n_modules >= 1 &&
           p->n_modules <= PLAN_DATES_MODULES_MAX && p->n_slots >= 1 &&
           p->n_slots <= PLAN_DATES_SLOTS_MAX && p->n_facilitators >= 0 &&
           p->n_facilitators <= PLAN_DATES_FACILITATORS_MAX && p->n_room_kinds >= 0 &&
           p->n_room_kinds <= PLAN_DATES_ROOM_KINDS_MAX && p->n_people >= 0 &&
           p->n_people <= PLAN_DATES_PEOPLE_MAX && p->n_organisations >= 0 &&
           p->n_organisations <= PLAN_DATES_PEOPLE_MAX;
}

static bool people_are_valid(const struct plan_dates *p) {
    if (p->n_people == 0)
        return p->absent != NULL &&
               within(p->absent, (int64_t)p->n_groups * p->n_slots, 0, PLAN_DATES_PEOPLE_MAX);
    return !p->absent && p->group && p->away && within(p->group, p->n_people, 0, p->n_groups - 1) &&
           within(p->organisation, p->n_people, -1, p->n_organisations - 1);
}

static bool rhythm_is_valid(const struct plan_dates *p) {
    const bool is_off = p->rhythm_cost == 0;
    return p->gap_least >= 1 && p->gap_least <= PLAN_DATES_SLOTS_MAX &&
           (p->gap_most == 0 ||
            (p->gap_most >= p->gap_least && p->gap_most <= PLAN_DATES_SLOTS_MAX)) &&
           (is_off || (p->rhythm_slots >= 1 && p->rhythm_slots <= PLAN_DATES_SLOTS_MAX &&
                       p->rhythm >= 0 && p->rhythm <= PLAN_DATES_SLOTS_MAX));
}

static bool rooms_are_valid(const struct plan_dates *p) {
    if (p->n_room_kinds == 0)
        return true;
    for (int32_t k = 1; p->room_seats && k < p->n_room_kinds; k++)
        if (p->room_seats[k] <= p->room_seats[k - 1])
            return false;
    return p->room_seats && p->rooms && p->seats_needed && p->room_seats[0] >= 0 &&
           within(p->seats_needed, p->n_groups, 0, INT32_MAX) &&
           within(p->rooms, (int64_t)p->n_room_kinds * p->n_slots, 0, INT32_MAX);
}

static bool staff_is_valid(const struct plan_dates *p) {
    const bool is_none = p->n_facilitators == 0;
    return (is_none ? p->handover_cost == 0 && !p->is_continuous : p->can && p->free) &&
           within(p->needed, p->n_modules, 1, PLAN_DATES_NEEDED_MAX);
}

static bool previous_is_valid(const struct plan_dates *p) {
    const int64_t n = (int64_t)p->n_groups * p->n_modules;
    return within(p->previous, n, -1, p->n_slots - 1) &&
           within(p->previous_facilitators, n * PLAN_DATES_NEEDED_MAX, -1, p->n_facilitators - 1) &&
           p->fixed_before >= 0 && p->fixed_before <= p->n_slots &&
           (p->previous || !p->previous_facilitators);
}

bool dates_is_valid(const struct plan_dates *p) {
    return sizes_are_valid(p) && people_are_valid(p) && is_cost(p->missed_cost) &&
           is_cost(p->move_cost) && is_cost(p->rhythm_cost) && is_cost(p->handover_cost) &&
           p->organisation_least >= 0 && within(p->absent_most, p->n_groups, 0, INT32_MAX) &&
           rhythm_is_valid(p) && rooms_are_valid(p) && staff_is_valid(p) && previous_is_valid(p);
}
