// SPDX-License-Identifier: EUPL-1.2
// What the groups placed so far leave of rooms and facilitators. By Hall's theorem there are enough
// facilitators for the sessions of a slot when every set of modules has as many who can give one of
// them as its sessions need; so a table over sets answers without looking for a matching.
#include "plan/dates/dates.h"

struct dates_state dates_state_new(struct arena *arena, const struct dates *d) {
    const size_t n = (size_t)d->n_groups * (size_t)d->n_modules, slots = (size_t)d->n_slots,
                 sets = d->n_facilitators > 0 ? slots * (size_t)d->n_sets : 0;
    struct dates_state s = {
        .d = d,
        .slot = NEW_ARRAY(arena, int32_t, n),
        .lead = NEW_ARRAY(arena, int32_t, n),
        .is_placed = NEW_ARRAY(arena, bool, (size_t)d->n_groups),
        .room_left = NEW_ARRAY(arena, int32_t, (size_t)d->n_kinds * slots),
        .staff_left = NEW_ARRAY(arena, int32_t, sets),
        .can_add = NEW_ARRAY(arena, int32_t, slots),
        .is_leading = NEW_ARRAY(arena, bool, (size_t)d->n_facilitators *slots),
        .cost = NEW_ARRAY(arena, int64_t, (size_t)d->n_groups),
    };
    for (size_t k = 0; k < n; k++)
        s.slot[k] = s.lead[k] = -1;
    for (size_t k = 0; k < (size_t)d->n_kinds * slots; k++)
        s.room_left[k] = d->rooms[k];
    for (size_t k = 0; k < sets; k++)
        s.staff_left[k] = d->staff[k];
    for (int32_t t = 0; t < d->n_slots; t++)
        dates_state_renew(&s, t);
    return s;
}

void dates_state_copy(struct dates_state *to, const struct dates_state *from) {
    const struct dates *d = from->d;
    const size_t n = (size_t)d->n_groups * (size_t)d->n_modules, slots = (size_t)d->n_slots,
                 sets = d->n_facilitators > 0 ? slots * (size_t)d->n_sets : 0;
    memcpy(to->slot, from->slot, n * sizeof to->slot[0]);
    memcpy(to->lead, from->lead, n * sizeof to->lead[0]);
    memcpy(to->is_placed, from->is_placed, (size_t)d->n_groups * sizeof to->is_placed[0]);
    memcpy(to->room_left, from->room_left, (size_t)d->n_kinds * slots * sizeof to->room_left[0]);
    memcpy(to->staff_left, from->staff_left, sets * sizeof to->staff_left[0]);
    memcpy(to->can_add, from->can_add, slots * sizeof to->can_add[0]);
    memcpy(to->is_leading, from->is_leading,
           (size_t)d->n_facilitators * slots * sizeof to->is_leading[0]);
    memcpy(to->cost, from->cost, (size_t)d->n_groups * sizeof to->cost[0]);
    to->n_placed = from->n_placed;
    to->total = from->total;
}

// With a facilitator of its own a session needs one less from the pool.
static int32_t from_pool(const struct dates *d, int32_t m) {
    return d->needed[m] - (d->is_named ? 1 : 0);
}

bool dates_state_has_staff(const struct dates_state *s, int32_t m, int32_t t, int32_t lead) {
    const struct dates *d = s->d;
    if (d->n_facilitators == 0)
        return true;
    if (lead >= 0 && s->is_leading[(ptrdiff_t)lead * d->n_slots + t])
        return false;
    const int32_t *left = s->staff_left + (ptrdiff_t)t * d->n_sets;
    const int32_t taken = lead >= 0 ? d->able[lead] : 0, n = from_pool(d, m);
    for (int32_t set = 1; set < d->n_sets; set++) {
        const int32_t less = ((taken & set) != 0) + ((set >> m & 1) != 0 ? n : 0);
        if (less > 0 && left[set] < less)
            return false;
    }
    return true;
}

void dates_state_renew(struct dates_state *s, int32_t t) {
    const struct dates *d = s->d;
    s->can_add[t] = d->n_sets - 1;
    if (d->n_facilitators == 0)
        return;
    const int32_t *left = s->staff_left + (ptrdiff_t)t * d->n_sets;
    for (int32_t m = 0; m < d->n_modules; m++) {
        const int32_t n = d->needed[m], one = 1 << m; // its own facilitator gives it too
        bool is_enough = true;
        for (int32_t set = one; set < d->n_sets; set = (set + 1) | one)
            is_enough &= left[set] >= n;
        s->can_add[t] &= is_enough ? -1 : ~one;
    }
}

bool dates_state_has_room(const struct dates_state *s, int32_t kind, int32_t t) {
    if (s->d->n_kinds == 0)
        return true;
    if (kind >= s->d->n_kinds)
        return false;
    for (int32_t k = 0; k <= kind; k++)
        if (s->room_left[(ptrdiff_t)k * s->d->n_slots + t] <= 0)
            return false;
    return true;
}

// sign = -1: the session takes, 1: it gives back
static void count(struct dates_state *s, int32_t g, int32_t m, int32_t sign) {
    const struct dates *d = s->d;
    const ptrdiff_t at = (ptrdiff_t)g * d->n_modules + m;
    const int32_t t = s->slot[at], lead = s->lead[at];
    for (int32_t k = 0; d->n_kinds > 0 && k <= d->kind[g]; k++)
        s->room_left[(ptrdiff_t)k * d->n_slots + t] += sign;
    if (d->n_facilitators == 0)
        return;
    int32_t *left = s->staff_left + (ptrdiff_t)t * d->n_sets;
    const int32_t taken = lead >= 0 ? d->able[lead] : 0, n = from_pool(d, m);
    for (int32_t set = 1; set < d->n_sets; set++)
        left[set] += sign * (((taken & set) != 0) + ((set >> m & 1) != 0 ? n : 0));
    if (lead >= 0)
        s->is_leading[(ptrdiff_t)lead * d->n_slots + t] = sign < 0;
    dates_state_renew(s, t);
}

void dates_state_add(struct dates_state *s, int32_t g, const int32_t *slot, const int32_t *lead) {
    const struct dates *d = s->d;
    const ptrdiff_t at = (ptrdiff_t)g * d->n_modules;
    for (int32_t m = 0; m < d->n_modules; m++) {
        const bool is_past = m < d->n_past[g];
        s->slot[at + m] = is_past ? d->problem->previous[at + m] : slot[m];
        s->lead[at + m] = d->is_named && !is_past ? lead[m] : -1;
        if (!is_past)
            count(s, g, m, -1);
    }
    s->is_placed[g] = true;
    s->n_placed++;
    s->cost[g] = dates_group_cost(d, g, s->slot + at, s->lead + at);
    s->total += s->cost[g];
}

void dates_state_remove(struct dates_state *s, int32_t g) {
    const struct dates *d = s->d;
    for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
        count(s, g, m, 1);
    s->is_placed[g] = false;
    s->n_placed--;
    s->total -= s->cost[g];
}

// ---- for a group that looks for its place -------------------------------------------------------

static void strain_leads(const struct dates_state *s, const int64_t *weight,
                         struct dates_path *path) {
    const struct dates *d = s->d;
    for (int32_t f = 0; f < d->n_facilitators; f++) {
        for (int32_t t = 0; t < d->n_slots; t++) {
            const ptrdiff_t k = (ptrdiff_t)f * d->n_slots + t;
            if (s->is_leading[k] && path->lead_cost[k] < DATES_NEVER)
                path->lead_cost[k] = weight ? path->lead_cost[k] + weight[t] : DATES_NEVER;
        }
    }
}

void dates_state_strain(const struct dates_state *s, int32_t g, const int64_t *weight,
                        struct dates_path *path) {
    const struct dates *d = s->d;
    for (int32_t t = 0; t < d->n_slots; t++) {
        const int32_t open = dates_state_has_room(s, d->kind[g], t) ? s->can_add[t] : 0;
        if (open == d->n_sets - 1)
            continue;
        for (int32_t m = path->first; m < d->n_modules; m++) {
            int64_t *const cost = &path->cost[(ptrdiff_t)m * d->n_slots + t];
            const bool is_full = (open >> m & 1) == 0 && *cost < DATES_NEVER;
            if (is_full && (!weight || !dates_has_place(d, g, m, t)))
                *cost = DATES_NEVER;
            else if (is_full)
                *cost += weight[t];
        }
    }
    if (d->is_named)
        strain_leads(s, weight, path);
}

static int64_t fairness_cost(const struct dates *d, int32_t g, const int32_t *slot) {
    const struct plan_dates *p = d->problem;
    int64_t n_missed = 0;
    for (int32_t k = d->person_first[g]; p->missed_cost > 0 && k < d->person_first[g + 1]; k++) {
        const bool *away = p->away + (ptrdiff_t)d->person[k] * d->n_slots;
        int32_t n = 0;
        for (int32_t m = 0; m < d->n_modules; m++)
            n += away[slot[m]];
        n_missed += n > 1 && d->person[k] != d->always ? n - 1 : 0;
    }
    return n_missed * p->missed_cost;
}

int64_t dates_group_cost(const struct dates *d, int32_t g, const int32_t *slot,
                         const int32_t *lead) {
    const struct plan_dates *p = d->problem;
    int64_t cost = fairness_cost(d, g, slot);
    for (int32_t m = 0; m < d->n_modules; m++) {
        const int32_t stay = p->previous ? p->previous[(ptrdiff_t)g * d->n_modules + m] : -1;
        cost += d->absent[(ptrdiff_t)g * d->n_slots + slot[m]];
        cost += stay >= 0 && stay != slot[m] ? p->move_cost : 0;
        if (m > 0)
            cost += dates_rhythm_cost(d, slot[m] - slot[m - 1]);
        if (d->is_named && m > d->n_past[g])
            cost += lead[m] != lead[m - 1] ? p->handover_cost : 0;
        else if (d->is_named && m == d->n_past[g] && d->past_lead[g] >= 0)
            cost += lead[m] != d->past_lead[g] ? p->handover_cost : 0;
    }
    return cost;
}
