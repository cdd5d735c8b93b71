// SPDX-License-Identifier: EUPL-1.2
// Who and what stands in the way: what each person's own calendar costs the group, and what it
// costs that a slot is full, found by planning one group again, with all others where they are, as
// if that person could always come or that slot had a place more.
#include "plan/dates/dates.h"

// What was closed for the group may open, so the plan it has may be replaced by any.
static int64_t cost_with(struct dates *d, const struct dates_state *others, int32_t g,
                         struct dates_path *path, int32_t *slot, int32_t *lead) {
    dates_open_group(d, g);
    dates_path_own(path, g);
    dates_state_strain(others, g, NULL, path);
    for (int32_t m = 0; m < d->n_past[g]; m++)
        slot[m] = d->problem->previous[(ptrdiff_t)g * d->n_modules + m];
    if (dates_path_solve(path, slot, lead) >= DATES_NEVER)
        return DATES_NEVER;
    for (int32_t m = d->n_past[g]; d->is_named && m < d->n_modules; m++)
        if (!dates_state_has_staff(others, m, slot[m], lead[m]))
            return DATES_NEVER;
    return dates_group_cost(d, g, slot, lead);
}

static void come_and_go(struct dates *d, int32_t i, int32_t sign) {
    const bool *away = d->problem->away + (ptrdiff_t)i * d->n_slots;
    int32_t *absent = d->absent + (ptrdiff_t)d->problem->group[i] * d->n_slots;
    for (int32_t t = 0; t < d->n_slots; t++)
        absent[t] += sign * away[t];
    d->always = sign < 0 ? i : -1;
}

bool dates_relieve(struct arena *arena, struct dates *d, const struct dates_state *s,
                   struct dates_clock *clock, int64_t *ret_relief) {
    struct dates_state others = dates_state_new(arena, d);
    struct dates_path path = dates_path_new(arena, d);
    int32_t *slot = NEW_ARRAY(arena, int32_t, (size_t)d->n_modules);
    int32_t *lead = NEW_ARRAY(arena, int32_t, (size_t)d->n_modules);
    dates_state_copy(&others, s);
    for (int32_t g = 0; g < d->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)g * d->n_modules;
        const int32_t n_people = d->person_first[g + 1] - d->person_first[g];
        if (!dates_clock_beside(clock, (1 + n_people) * dates_path_work(d)))
            return false;
        dates_state_remove(&others, g);
        for (int32_t k = d->person_first[g]; k < d->person_first[g + 1]; k++) {
            const int32_t i = d->person[k];
            come_and_go(d, i, -1);
            const int64_t stay = dates_group_cost(d, g, s->slot + at, s->lead + at),
                          cost = cost_with(d, &others, g, &path, slot, lead);
            ret_relief[i] = s->cost[g] - (cost < stay ? cost : stay);
            come_and_go(d, i, 1);
        }
        dates_open_group(d, g);
        dates_state_add(&others, g, s->slot + at, s->lead + at);
    }
    return true;
}

// ---- slots --------------------------------------------------------------------------------------

struct wish {
    const struct dates *d;
    struct dates_state *others;
    struct dates_path path;
    int64_t *own, *around; // [n_modules * n_slots]
    int32_t *slot, *lead;  // [n_modules]
};

// What the group would pay if slot t had a place more.
static int64_t cost_with_slot(struct wish *w, int32_t g, int32_t t) {
    const struct dates *d = w->d;
    dates_path_own(&w->path, g);
    dates_state_strain(w->others, g, NULL, &w->path);
    for (int32_t m = w->path.first; m < d->n_modules; m++)
        w->path.cost[(ptrdiff_t)m * d->n_slots + t] = w->own[(ptrdiff_t)m * d->n_slots + t];
    for (int32_t f = 0; d->is_named && f < d->n_facilitators; f++)
        w->path.lead_cost[(ptrdiff_t)f * d->n_slots + t] = 0;
    if (dates_path_solve(&w->path, w->slot, w->lead) >= DATES_NEVER)
        return DATES_NEVER;
    for (int32_t m = 0; m < d->n_past[g]; m++)
        w->slot[m] = d->problem->previous[(ptrdiff_t)g * d->n_modules + m];
    return dates_group_cost(d, g, w->slot, w->lead);
}

// The sum along a path leaves out what is not counted by session, so that it promises too much;
// where it promises more than is known, the group is planned in earnest.
static void wish_for_slots(struct wish *w, int32_t g, int64_t cost, int64_t *relief) {
    const struct dates *d = w->d;
    dates_path_own(&w->path, g);
    memcpy(w->own, w->path.cost, (size_t)d->n_modules * (size_t)d->n_slots * sizeof w->own[0]);
    dates_state_strain(w->others, g, NULL, &w->path);
    dates_path_around(&w->path, w->around);
    for (int32_t t = 0; t < d->n_slots; t++) {
        int64_t least = DATES_NEVER;
        for (int32_t m = w->path.first; m < d->n_modules; m++) {
            const ptrdiff_t k = (ptrdiff_t)m * d->n_slots + t;
            if (w->path.cost[k] >= DATES_NEVER && w->around[k] + w->own[k] < least)
                least = w->around[k] + w->own[k];
        }
        if (least >= DATES_NEVER || cost * DATES_ONE - least <= relief[t] * DATES_ONE)
            continue;
        const int64_t better = cost - cost_with_slot(w, g, t);
        relief[t] = better > relief[t] ? better : relief[t];
        dates_path_own(&w->path, g);
        dates_state_strain(w->others, g, NULL, &w->path);
    }
}

bool dates_relieve_slots(struct arena *arena, const struct dates *d, const struct dates_state *s,
                         struct dates_clock *clock, int64_t *ret_relief) {
    struct dates_state others = dates_state_new(arena, d);
    const size_t modules = (size_t)d->n_modules, n = modules * (size_t)d->n_slots;
    struct wish w = {
        .d = d,
        .others = &others,
        .path = dates_path_new(arena, d),
        .own = NEW_ARRAY(arena, int64_t, n),
        .around = NEW_ARRAY(arena, int64_t, n),
        .slot = NEW_ARRAY(arena, int32_t, modules),
        .lead = NEW_ARRAY(arena, int32_t, modules),
    };
    dates_state_copy(&others, s);
    for (int32_t g = 0; g < d->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)g * d->n_modules;
        if (!dates_clock_beside(clock, 4 * dates_path_work(d)))
            return false;
        if (d->n_past[g] == d->n_modules)
            continue;
        dates_state_remove(&others, g);
        wish_for_slots(&w, g, s->cost[g], ret_relief);
        dates_state_add(&others, g, s->slot + at, s->lead + at);
    }
    return true;
}
