// SPDX-License-Identifier: EUPL-1.2
// The place of one group among the others: the cheapest path, corrected for what a path cannot see,
// which is how often one person misses, and facilitators that another session cannot do without.
#include "plan/dates/dates_search.h"

enum { FAIR_ROUNDS = 3, LEAD_ROUNDS = 8 };

// Whoever would miss a second session counts for what that costs from the first on.
static bool weigh_unfair(struct dates_search *s, int32_t g) {
    const struct dates *d = s->d;
    const struct plan_dates *p = d->problem;
    bool has_changed = false;
    for (int32_t k = d->person_first[g]; k < d->person_first[g + 1]; k++) {
        const bool *away = p->away + (ptrdiff_t)d->person[k] * d->n_slots;
        int32_t missed = 0;
        for (int32_t m = 0; m < d->n_modules; m++)
            missed += away[s->try_slot[m]];
        if (missed < 2 || d->person[k] == d->always)
            continue;
        has_changed = true;
        for (int32_t m = s->path.first; m < d->n_modules; m++)
            for (int32_t t = 0; t < d->n_slots; t++)
                if (away[t] && s->path.cost[(ptrdiff_t)m * d->n_slots + t] < DATES_NEVER)
                    s->path.cost[(ptrdiff_t)m * d->n_slots + t] += p->missed_cost * DATES_ONE;
    }
    return has_changed;
}

// A facilitator of the group may be the one that another session of the slot cannot do without:
// the tables of sets know, the path does not. Closes that facilitator there; true when it did.
static bool close_needed_leads(struct dates_search *s) {
    const struct dates *d = s->d;
    bool has_closed = false;
    for (int32_t m = s->path.first; d->is_named && m < d->n_modules; m++) {
        const int32_t t = s->try_slot[m], f = s->try_lead[m];
        if (dates_state_has_staff(&s->now, m, t, f))
            continue;
        s->path.lead_cost[(ptrdiff_t)f * d->n_slots + t] = DATES_NEVER;
        has_closed = true;
    }
    return has_closed;
}

// Of what missing a second session costs, everybody gets a share by lot: which of them will miss
// one anyway is not known before the path is.
static void weigh_by_lot(struct dates_search *s, int32_t g) {
    const struct dates *d = s->d;
    const int64_t most = d->problem->missed_cost * DATES_ONE;
    for (int32_t k = d->person_first[g]; k < d->person_first[g + 1]; k++) {
        const bool *away = d->problem->away + (ptrdiff_t)d->person[k] * d->n_slots;
        const int64_t price = most * rng_below(&s->rng, 3) / 2;
        for (int32_t m = s->path.first; price > 0 && m < d->n_modules; m++)
            for (int32_t t = 0; t < d->n_slots; t++)
                if (away[t] && s->path.cost[(ptrdiff_t)m * d->n_slots + t] < DATES_NEVER)
                    s->path.cost[(ptrdiff_t)m * d->n_slots + t] += price;
    }
}

static bool solve_with_leads(struct dates_search *s, struct dates_clock *clock) {
    for (int32_t k = 0; k < LEAD_ROUNDS; k++) {
        clock->work += dates_path_work(s->d);
        if (dates_path_solve(&s->path, s->try_slot, s->try_lead) >= DATES_NEVER)
            return false;
        if (!close_needed_leads(s))
            return true;
    }
    return false;
}

// The best path in s->path, into slot and lead; false when there is none.
static bool find_path(struct dates_search *s, int32_t g, struct dates_clock *clock) {
    const struct dates *d = s->d;
    const size_t bytes = (size_t)d->n_modules * sizeof s->slot[0];
    int64_t best = DATES_NEVER;
    for (int32_t m = 0; m < d->n_past[g]; m++)
        s->try_slot[m] = d->problem->previous[(ptrdiff_t)g * d->n_modules + m];
    for (int32_t k = 0; k < FAIR_ROUNDS && solve_with_leads(s, clock); k++) {
        if (d->problem->missed_cost > 0)
            dates_polish(s, g, clock);
        const int64_t cost = dates_group_cost(d, g, s->try_slot, s->try_lead);
        if (cost < best) {
            best = cost;
            memcpy(s->slot, s->try_slot, bytes);
            memcpy(s->lead, s->try_lead, bytes);
        }
        if (d->problem->missed_cost == 0 || !weigh_unfair(s, g))
            break;
    }
    return best < DATES_NEVER;
}

bool dates_place(struct dates_search *s, int32_t g, const struct dates_prices *prices,
                 int32_t share, struct dates_clock *clock) {
    dates_path_own(&s->path, g);
    if (prices->n_person > 0 && rng_below(&s->rng, 2) == 0)
        weigh_by_lot(s, g);
    else if (share > 0 || prices->n_person > 0)
        dates_prices_add(prices, g, share, &s->path);
    dates_state_strain(&s->now, g, NULL, &s->path);
    if (!find_path(s, g, clock))
        return false;
    dates_state_add(&s->now, g, s->slot, s->lead);
    return true;
}
