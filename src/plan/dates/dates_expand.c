// SPDX-License-Identifier: EUPL-1.2
// From the numbers of a problem to what the search asks: who is absent where, which slots are open
// to a group, how many rooms of a size or larger, how many facilitators for a set of modules.
#include "plan/dates/dates.h"

static void sort_people(struct dates *d) {
    const struct plan_dates *p = d->problem;
    d->person_first = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_groups + 2);
    d->person = NEW_ARRAY(d->arena, int32_t, (size_t)p->n_people);
    for (int32_t i = 0; i < p->n_people; i++)
        d->person_first[p->group[i] + 2]++;
    for (int32_t g = 0; g < d->n_groups; g++)
        d->person_first[g + 2] += d->person_first[g + 1];
    for (int32_t i = 0; i < p->n_people; i++) // leaves first[g] where it belongs
        d->person[d->person_first[p->group[i] + 1]++] = i;
}

static void count_absent(struct dates *d) {
    const struct plan_dates *p = d->problem;
    const size_t n = (size_t)d->n_groups * (size_t)d->n_slots;
    d->absent = NEW_ARRAY(d->arena, int32_t, n);
    if (p->absent)
        memcpy(d->absent, p->absent, n * sizeof d->absent[0]);
    for (int32_t i = 0; i < p->n_people; i++) {
        const bool *away = p->away + (ptrdiff_t)i * d->n_slots;
        int32_t *absent = d->absent + (ptrdiff_t)p->group[i] * d->n_slots;
        for (int32_t t = 0; t < d->n_slots; t++)
            absent[t] += away[t];
    }
}

static int32_t organisation_of(const struct dates *d, int32_t person) {
    return d->problem->organisation ? d->problem->organisation[person] : -1;
}

// Is enough of every organisation of the group there?
static bool has_organisations(const struct dates *d, int32_t g, int32_t t) {
    const int32_t *const from = d->person + d->person_first[g], *const to = d->person +
                                                                            d->person_first[g + 1];
    bool is_enough = true;
    for (const int32_t *i = from; i < to; i++) {
        const int32_t o = organisation_of(d, *i);
        if (o < 0)
            continue;
        d->n_of[o]++;
        d->n_there[o] += *i == d->always || !d->problem->away[(ptrdiff_t)*i * d->n_slots + t];
    }
    for (const int32_t *i = from; i < to; i++) {
        const int32_t o = organisation_of(d, *i), least = d->problem->organisation_least;
        if (o >= 0 && d->n_of[o] > 0) {
            is_enough &= d->n_there[o] >= (d->n_of[o] < least ? d->n_of[o] : least);
            d->n_of[o] = d->n_there[o] = 0;
        }
    }
    return is_enough;
}

void dates_open_group(struct dates *d, int32_t g) {
    const struct plan_dates *p = d->problem;
    const bool has_quota = p->n_people > 0 && p->organisation && p->organisation_least > 0;
    for (int32_t t = p->fixed_before; t < d->n_slots; t++) {
        const ptrdiff_t k = (ptrdiff_t)g * d->n_slots + t;
        d->open[k] = !(p->closed && p->closed[k]) &&
                     (!p->absent_most || d->absent[k] <= p->absent_most[g]) &&
                     (!has_quota || has_organisations(d, g, t));
    }
}

static void find_open(struct dates *d) {
    const size_t n = (size_t)d->problem->n_organisations;
    d->open = NEW_ARRAY(d->arena, bool, (size_t)d->n_groups *(size_t)d->n_slots);
    d->n_of = NEW_ARRAY(d->arena, int32_t, n);
    d->n_there = NEW_ARRAY(d->arena, int32_t, n);
    for (int32_t g = 0; g < d->n_groups; g++)
        dates_open_group(d, g);
}

static int32_t least_of(int64_t a, int64_t b) {
    return (int32_t)(a < b ? a : b);
}

static void count_rooms(struct dates *d) {
    const struct plan_dates *p = d->problem;
    const int32_t n = d->n_kinds;
    d->rooms = NEW_ARRAY(d->arena, int32_t, (size_t)n * (size_t)d->n_slots);
    for (int32_t t = 0; t < d->n_slots; t++) {
        int64_t sum = 0;
        for (int32_t k = n - 1; k >= 0; k--) {
            sum += p->rooms[(ptrdiff_t)k * d->n_slots + t];
            d->rooms[(ptrdiff_t)k * d->n_slots + t] = least_of(sum, d->n_groups);
        }
    }
    d->kind = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_groups);
    for (int32_t g = 0; n > 0 && g < d->n_groups; g++)
        while (d->kind[g] < n && p->room_seats[d->kind[g]] < p->seats_needed[g])
            d->kind[g]++;
}

// By the number of free facilitators with exactly this set of abilities, summed over what meets the
// asked set: all but those whose abilities lie in its complement.
static void count_staff_of(struct dates *d, int32_t t, int32_t *within) {
    const int32_t most = d->n_groups * PLAN_DATES_NEEDED_MAX;
    memset(within, 0, (size_t)d->n_sets * sizeof within[0]);
    for (int32_t f = 0; f < d->n_facilitators; f++)
        within[d->able[f]] += d->problem->free[(ptrdiff_t)f * d->n_slots + t];
    for (int32_t m = 1; m < d->n_sets; m *= 2)
        for (int32_t set = 0; set < d->n_sets; set++)
            within[set] += (set & m) != 0 ? within[set ^ m] : 0;
    int32_t *staff = d->staff + (ptrdiff_t)t * d->n_sets;
    for (int32_t set = 0; set < d->n_sets; set++)
        staff[set] = least_of(within[d->n_sets - 1] - within[d->n_sets - 1 - set], most);
}

static void count_staff(struct dates *d) {
    const struct plan_dates *p = d->problem;
    d->needed = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_modules);
    for (int32_t m = 0; m < d->n_modules; m++)
        d->needed[m] = d->n_facilitators == 0 ? 0 : p->needed ? p->needed[m] : 1;
    d->able = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_facilitators);
    for (int32_t f = 0; f < d->n_facilitators; f++)
        for (int32_t m = 0; m < d->n_modules; m++)
            d->able[f] |= (int32_t)p->can[(ptrdiff_t)f * d->n_modules + m] << m;
    if (d->n_facilitators == 0)
        return;
    d->staff = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_slots * (size_t)d->n_sets);
    int32_t *within = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_sets);
    for (int32_t t = 0; t < d->n_slots; t++)
        count_staff_of(d, t, within);
}

// What has happened is the beginning of each group: its first modules, and in order.
static void find_past(struct dates *d, struct plan_conflicts *conflicts) {
    const struct plan_dates *p = d->problem;
    d->n_past = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_groups);
    d->past_lead = NEW_ARRAY(d->arena, int32_t, (size_t)d->n_groups);
    for (int32_t g = 0; g < d->n_groups; g++) {
        d->past_lead[g] = -1;
        for (int32_t m = 0; p->previous && m < d->n_modules; m++) {
            const ptrdiff_t k = (ptrdiff_t)g * d->n_modules + m;
            const int32_t t = p->previous[k];
            if (t < 0 || t >= p->fixed_before)
                continue;
            if (d->n_past[g] != m || (m > 0 && p->previous[k - 1] >= t))
                plan_conflict_add(d->arena, conflicts,
                                  (struct plan_conflict){PLAN_RULE_FIXED, m, g, -1, t, -1});
            d->n_past[g] = m + 1;
            if (p->previous_facilitators)
                d->past_lead[g] = p->previous_facilitators[k * PLAN_DATES_NEEDED_MAX];
        }
    }
}

// What the sessions that have happened cost, but for what somebody missed after the first.
static void count_past(struct dates *d) {
    const struct plan_dates *p = d->problem;
    d->past_missed = NEW_ARRAY(d->arena, int32_t, (size_t)p->n_people);
    for (int32_t g = 0; g < d->n_groups; g++) {
        for (int32_t m = 0; m < d->n_past[g]; m++) {
            const ptrdiff_t k = (ptrdiff_t)g * d->n_modules + m;
            const int32_t t = p->previous[k];
            d->past_cost += d->absent[(ptrdiff_t)g * d->n_slots + t];
            d->past_cost += m > 0 ? dates_rhythm_cost(d, t - p->previous[k - 1]) : 0;
            for (int32_t i = d->person_first[g]; i < d->person_first[g + 1]; i++)
                d->past_missed[d->person[i]] += p->away[(ptrdiff_t)d->person[i] * d->n_slots + t];
        }
    }
}

void dates_expand(struct arena *arena, const struct plan_dates *problem, struct dates *ret_dates,
                  struct plan_conflicts *conflicts) {
    struct dates *d = ret_dates;
    *d = (struct dates){.problem = problem, .arena = arena, .always = -1};
    if (!dates_is_valid(problem)) {
        plan_conflict_add(arena, conflicts,
                          (struct plan_conflict){PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1});
        return;
    }
    d->n_groups = problem->n_groups;
    d->n_modules = problem->n_modules;
    d->n_slots = problem->n_slots;
    d->n_facilitators = problem->n_facilitators;
    d->n_kinds = problem->n_room_kinds;
    d->n_sets = 1 << d->n_modules;
    d->gap_most = problem->gap_most > 0 ? problem->gap_most : d->n_slots;
    d->has_rhythm = problem->rhythm_cost > 0;
    d->is_named = problem->handover_cost > 0 || problem->is_continuous;
    sort_people(d);
    count_absent(d);
    find_open(d);
    count_rooms(d);
    count_staff(d);
    find_past(d, conflicts);
    if (conflicts->n > 0)
        return;
    count_past(d);
    dates_contradictions(d, conflicts);
}
