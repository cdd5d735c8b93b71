// SPDX-License-Identifier: EUPL-1.2
// Moves one session of a group at a time to its best slot between the two beside it, counting
// exactly what a path cannot count: that a second session missed by one person costs more than the
// first.
#include "plan/dates/dates_search.h"

// In `extra`, for each slot, how many people would miss again there if session m moved to it.
static void count_again(struct dates_search *s, int32_t g, int32_t m, int32_t from, int32_t to,
                        int32_t *extra) {
    const struct dates *d = s->d;
    memset(extra + from, 0, (size_t)(to - from + 1) * sizeof extra[0]);
    for (int32_t k = d->person_first[g]; k < d->person_first[g + 1]; k++) {
        const bool *away = d->problem->away + (ptrdiff_t)d->person[k] * d->n_slots;
        int32_t missed = 0;
        for (int32_t other = 0; other < d->n_modules; other++)
            missed += other != m && away[s->try_slot[other]];
        for (int32_t t = from; missed > 0 && t <= to; t++)
            extra[t] += away[t];
    }
}

static int64_t cost_at(const struct dates_search *s, int32_t g, int32_t m, int32_t t,
                       const int32_t *extra) {
    const struct dates *d = s->d;
    const struct plan_dates *p = d->problem;
    const int32_t stay = p->previous ? p->previous[(ptrdiff_t)g * d->n_modules + m] : -1;
    int64_t cost = d->absent[(ptrdiff_t)g * d->n_slots + t] + (int64_t)extra[t] * p->missed_cost;
    cost += stay >= 0 && stay != t ? p->move_cost : 0;
    cost += m > 0 ? dates_rhythm_cost(d, t - s->try_slot[m - 1]) : 0;
    cost += m + 1 < d->n_modules ? dates_rhythm_cost(d, s->try_slot[m + 1] - t) : 0;
    return cost;
}

static bool is_open(const struct dates_search *s, int32_t m, int32_t t) {
    const struct dates *d = s->d;
    if (s->path.cost[(ptrdiff_t)m * d->n_slots + t] >= DATES_NEVER)
        return false;
    const int32_t f = s->try_lead[m];
    return !d->is_named || (s->path.lead_cost[(ptrdiff_t)f * d->n_slots + t] < DATES_NEVER &&
                            dates_state_has_staff(&s->now, m, t, f));
}

// The slots that keep the gaps to the sessions beside this one.
static void window_of(const struct dates_search *s, int32_t m, int32_t *ret_from, int32_t *ret_to) {
    const struct dates *d = s->d;
    const int32_t least = d->problem->gap_least, most = d->gap_most;
    int32_t from = d->problem->fixed_before, to = d->n_slots - 1;
    if (m > 0) {
        const int32_t before = s->try_slot[m - 1];
        from = before + least > from ? before + least : from;
        to = before + most < to ? before + most : to;
    }
    if (m + 1 < d->n_modules) {
        const int32_t after = s->try_slot[m + 1];
        to = after - least < to ? after - least : to;
        from = after - most > from ? after - most : from;
    }
    *ret_from = from;
    *ret_to = to;
}

static bool move_session(struct dates_search *s, int32_t g, int32_t m) {
    int32_t from, to, best = s->try_slot[m];
    int32_t *const extra = s->path.queue;
    window_of(s, m, &from, &to);
    if (from > best || best > to)
        return false;
    count_again(s, g, m, from, to, extra);
    for (int32_t t = from; t <= to; t++)
        if (cost_at(s, g, m, t, extra) < cost_at(s, g, m, best, extra) && is_open(s, m, t))
            best = t;
    const bool has_moved = best != s->try_slot[m];
    s->try_slot[m] = best;
    return has_moved;
}

void dates_polish(struct dates_search *s, int32_t g, struct dates_clock *clock) {
    enum { ROUNDS = 10 };
    const struct dates *d = s->d;
    bool has_moved = true;
    for (int32_t round = 0; has_moved && round < ROUNDS; round++) {
        has_moved = false;
        clock->work += d->n_slots;
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            has_moved |= move_session(s, g, m);
    }
}
