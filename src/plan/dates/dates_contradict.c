// SPDX-License-Identifier: EUPL-1.2
// Rules that cannot hold, told by the first rule that leaves nothing: a module that nobody can
// give, a group without a half-day, a calendar too short for the gaps, too few rooms in all. What
// only appears when all groups are placed together is not told here.
#include "plan/dates/dates.h"

static void tell(const struct dates *d, struct plan_conflicts *conflicts, enum plan_rule rule,
                 int32_t module, int32_t group, int32_t have, int32_t need) {
    plan_conflict_add(d->arena, conflicts,
                      (struct plan_conflict){rule, module, group, -1, have, need});
}

static bool has_room(const struct dates *d, int32_t g, int32_t t) {
    return d->n_kinds == 0 ||
           (d->kind[g] < d->n_kinds && d->rooms[(ptrdiff_t)d->kind[g] * d->n_slots + t] > 0);
}

static bool has_staff(const struct dates *d, int32_t m, int32_t t) {
    return d->n_facilitators == 0 ||
           d->staff[(ptrdiff_t)t * d->n_sets + ((ptrdiff_t)1 << m)] >= d->needed[m];
}

bool dates_has_place(const struct dates *d, int32_t g, int32_t m, int32_t t) {
    return has_room(d, g, t) && has_staff(d, m, t);
}

// Of the slots of the group, how many are left after each rule?
static void tell_if_nowhere(const struct dates *d, int32_t g, int32_t m,
                            struct plan_conflicts *conflicts) {
    const struct plan_dates *p = d->problem;
    int32_t n_free = 0, n_present = 0, n_open = 0, n_roomy = 0, n_staffed = 0;
    for (int32_t t = p->fixed_before; t < d->n_slots; t++) {
        const ptrdiff_t k = (ptrdiff_t)g * d->n_slots + t;
        const bool is_free = !(p->closed && p->closed[k]);
        n_free += is_free;
        n_present += is_free && (!p->absent_most || d->absent[k] <= p->absent_most[g]);
        n_open += d->open[k];
        n_roomy += d->open[k] && has_room(d, g, t);
        n_staffed += d->open[k] && has_room(d, g, t) && has_staff(d, m, t);
    }
    if (n_free == 0)
        tell(d, conflicts, PLAN_RULE_DATES_CLOSED, m, g, 0, 1);
    else if (n_present == 0)
        tell(d, conflicts, PLAN_RULE_DATES_PRESENT, m, g, -1, p->absent_most[g]);
    else if (n_open == 0)
        tell(d, conflicts, PLAN_RULE_DATES_ORGANISATION, m, g, -1, p->organisation_least);
    else if (n_roomy == 0)
        tell(d, conflicts, PLAN_RULE_DATES_ROOM, m, g, 0, 1);
    else if (n_staffed == 0)
        tell(d, conflicts, PLAN_RULE_DATES_BUSY, m, g, -1, d->needed[m]);
}

static void check_modules(const struct dates *d, struct plan_conflicts *conflicts) {
    for (int32_t m = 0; m < d->n_modules && d->n_facilitators > 0; m++) {
        int32_t n_able = 0;
        for (int32_t f = 0; f < d->n_facilitators; f++)
            n_able += d->able[f] >> m & 1;
        if (n_able < d->needed[m])
            tell(d, conflicts, PLAN_RULE_DATES_CAN, m, -1, n_able, d->needed[m]);
    }
}

static void check_rooms(const struct dates *d, struct plan_conflicts *conflicts) {
    for (int32_t k = 0; k < d->n_kinds; k++) {
        int64_t n_rooms = 0, n_sessions = 0;
        for (int32_t t = d->problem->fixed_before; t < d->n_slots; t++)
            n_rooms += d->rooms[(ptrdiff_t)k * d->n_slots + t];
        for (int32_t g = 0; g < d->n_groups; g++)
            n_sessions += d->kind[g] >= k ? d->n_modules - d->n_past[g] : 0;
        if (n_sessions > n_rooms) {
            tell(d, conflicts, PLAN_RULE_DATES_ROOM, -1, -1, (int32_t)n_sessions, (int32_t)n_rooms);
            return;
        }
    }
}

// The group alone in the world: is there a path at all? What a rhythm costs does not matter for
// that, and takes long to count.
static void check_paths(const struct dates *d, struct plan_conflicts *conflicts) {
    const struct dates_state nobody = dates_state_new(d->arena, d);
    struct dates plain = *d;
    plain.has_rhythm = false;
    struct dates_path path = dates_path_new(d->arena, &plain);
    for (int32_t g = 0; g < d->n_groups; g++) {
        dates_path_own(&path, g);
        dates_state_strain(&nobody, g, NULL, &path);
        if (dates_path_solve(&path, NULL, NULL) < DATES_NEVER)
            continue;
        bool has_leader = !d->problem->is_continuous;
        for (int32_t f = 0; f < d->n_facilitators; f++)
            has_leader |= d->able[f] >> d->n_past[g] == (d->n_sets - 1) >> d->n_past[g];
        tell(d, conflicts, has_leader ? PLAN_RULE_DATES_ORDER : PLAN_RULE_DATES_CONTINUITY, -1, g,
             d->n_slots - d->problem->fixed_before, d->problem->gap_least);
    }
}

void dates_contradictions(const struct dates *d, struct plan_conflicts *conflicts) {
    check_modules(d, conflicts);
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            tell_if_nowhere(d, g, m, conflicts);
    check_rooms(d, conflicts);
    if (conflicts->n == 0)
        check_paths(d, conflicts);
}
