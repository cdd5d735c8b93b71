// SPDX-License-Identifier: EUPL-1.2
// The cheapest dates of one group when every slot has a price: a shortest path over modules and
// slots. The best session before is the least of a window that slides along the slots, so that a
// path takes O(modules * slots) steps; with facilitators of their own, so many times more; where
// gaps cost by their length, the window is read as a whole.
#include "plan/dates/dates.h"

struct dates_path dates_path_new(struct arena *arena, const struct dates *d) {
    const size_t slots = (size_t)d->n_slots, leads = d->is_named ? (size_t)d->n_facilitators : 1,
                 nodes = (size_t)d->n_modules * leads * slots;
    return (struct dates_path){
        .d = d,
        .cost = NEW_ARRAY(arena, int64_t, (size_t)d->n_modules * slots),
        .lead_cost = NEW_ARRAY(arena, int64_t, d->is_named ? leads * slots : 0),
        .best = NEW_ARRAY(arena, int64_t, nodes),
        .from = NEW_ARRAY(arena, int32_t, nodes),
        .from_lead = NEW_ARRAY(arena, int16_t, d->is_named ? nodes : 0),
        .queue = NEW_ARRAY(arena, int32_t, slots),
        .any = NEW_ARRAY(arena, int64_t, slots),
        .turned = NEW_ARRAY(arena, int64_t, slots),
        .any_from = NEW_ARRAY(arena, int32_t, slots),
        .any_lead = NEW_ARRAY(arena, int16_t, slots),
    };
}

int64_t dates_rhythm_cost(const struct dates *d, int32_t gap) {
    if (!d->has_rhythm)
        return 0;
    const struct plan_dates *p = d->problem;
    const int32_t off = gap > p->rhythm ? gap - p->rhythm : p->rhythm - gap;
    return (int64_t)p->rhythm_cost * (off / p->rhythm_slots);
}

// ---- what the group pays itself ----------------------------------------------------------------

// The first session to come keeps its distance from the last that has been.
static void keep_from_past(struct dates_path *path, int32_t g) {
    const struct dates *d = path->d;
    ENSURE(d->problem->previous != NULL); // a session that has been has a day
    const int32_t last = d->problem->previous[(ptrdiff_t)g * d->n_modules + path->first - 1];
    int64_t *const cost = path->cost + (ptrdiff_t)path->first * d->n_slots;
    for (int32_t t = 0; t < d->n_slots; t++) {
        const int32_t gap = t - last;
        const bool is_far = gap >= d->problem->gap_least && gap <= d->gap_most;
        cost[t] = is_far && cost[t] < DATES_NEVER ? cost[t] + dates_rhythm_cost(d, gap) * DATES_ONE
                                                  : DATES_NEVER;
    }
}

static void set_leads(struct dates_path *path) {
    const struct dates *d = path->d;
    const size_t n = (size_t)d->n_facilitators * (size_t)d->n_slots;
    for (size_t k = 0; k < n; k++)
        path->lead_cost[k] = d->problem->free[k] ? 0 : DATES_NEVER;
}

void dates_path_own(struct dates_path *path, int32_t g) {
    const struct dates *d = path->d;
    const struct plan_dates *p = d->problem;
    const int32_t *absent = d->absent + (ptrdiff_t)g * d->n_slots;
    const bool *open = d->open + (ptrdiff_t)g * d->n_slots;
    path->first = d->n_past[g];
    path->past_lead = d->past_lead[g];
    for (int32_t m = path->first; m < d->n_modules; m++) {
        int64_t *const cost = path->cost + (ptrdiff_t)m * d->n_slots;
        const int32_t stay = p->previous ? p->previous[(ptrdiff_t)g * d->n_modules + m] : -1;
        const int64_t move = stay >= 0 ? p->move_cost : 0;
        for (int32_t t = 0; t < d->n_slots; t++)
            cost[t] = open[t] ? (absent[t] + move) * DATES_ONE : DATES_NEVER;
        if (stay >= 0 && open[stay])
            cost[stay] -= move * DATES_ONE;
    }
    if (path->first > 0 && path->first < d->n_modules)
        keep_from_past(path, g);
    if (d->is_named)
        set_leads(path);
}

// ---- one step: the best session before, for each slot ------------------------------------------

static void step_window(const struct dates_path *path, const int64_t *before, int64_t *ret_cost,
                        int32_t *ret_from) {
    const struct dates *d = path->d;
    const int32_t least = d->problem->gap_least, most = d->gap_most;
    int32_t *const queue = path->queue;
    int32_t head = 0, tail = 0;
    for (int32_t t = 0; t < d->n_slots; t++) {
        const int32_t in = t - least;
        if (in >= 0 && before[in] < DATES_NEVER) {
            while (tail > head && before[queue[tail - 1]] > before[in])
                tail--;
            queue[tail++] = in;
        }
        while (tail > head && queue[head] < t - most)
            head++;
        ret_cost[t] = tail > head ? before[queue[head]] : DATES_NEVER;
        ret_from[t] = tail > head ? queue[head] : -1;
    }
}

// Without a largest gap the window only grows.
static void step_all(const struct dates_path *path, const int64_t *before, int64_t *ret_cost,
                     int32_t *ret_from) {
    const int32_t n = path->d->n_slots, least = path->d->problem->gap_least;
    int64_t cost = DATES_NEVER;
    int32_t from = -1;
    for (int32_t t = 0; t < n; t++) {
        if (t >= least && before[t - least] < cost) {
            cost = before[t - least];
            from = t - least;
        }
        ret_cost[t] = cost;
        ret_from[t] = from;
    }
}

static void step_rhythm(const struct dates_path *path, const int64_t *before, int64_t *ret_cost,
                        int32_t *ret_from) {
    const struct dates *d = path->d;
    for (int32_t t = 0; t < d->n_slots; t++) {
        ret_cost[t] = DATES_NEVER;
        ret_from[t] = -1;
        for (int32_t b = t - d->problem->gap_least; b >= 0 && b >= t - d->gap_most; b--) {
            if (before[b] >= ret_cost[t])
                continue;
            const int64_t cost = before[b] + dates_rhythm_cost(d, t - b) * DATES_ONE;
            if (cost < ret_cost[t]) {
                ret_cost[t] = cost;
                ret_from[t] = b;
            }
        }
    }
}

static void step(const struct dates_path *path, const int64_t *before, int64_t *ret_cost,
                 int32_t *ret_from) {
    if (path->d->has_rhythm)
        step_rhythm(path, before, ret_cost, ret_from);
    else if (path->d->gap_most >= path->d->n_slots)
        step_all(path, before, ret_cost, ret_from);
    else
        step_window(path, before, ret_cost, ret_from);
}

static int64_t plus(int64_t a, int64_t b) {
    return a < DATES_NEVER && b < DATES_NEVER ? a + b : DATES_NEVER;
}

static int32_t least_at(const int64_t *list, int32_t n) {
    int32_t at = 0;
    for (int32_t t = 1; t < n; t++)
        at = list[t] < list[at] ? t : at;
    return at;
}

// ---- facilitators from the pool -----------------------------------------------------------------

static int64_t solve_pool(struct dates_path *path, int32_t *ret_slot) {
    const struct dates *d = path->d;
    const int32_t n = d->n_slots, last = d->n_modules - 1;
    memcpy(path->best + (ptrdiff_t)path->first * n, path->cost + (ptrdiff_t)path->first * n,
           (size_t)n * sizeof path->best[0]);
    for (int32_t m = path->first + 1; m <= last; m++) {
        int64_t *const best = path->best + (ptrdiff_t)m * n;
        const int64_t *const cost = path->cost + (ptrdiff_t)m * n;
        step(path, best - n, best, path->from + (ptrdiff_t)m * n);
        for (int32_t t = 0; t < n; t++)
            best[t] = plus(best[t], cost[t]);
    }
    int32_t t = least_at(path->best + (ptrdiff_t)last * n, n);
    const int64_t total = path->best[(ptrdiff_t)last * n + t];
    for (int32_t m = last; ret_slot && total < DATES_NEVER && m >= path->first; m--) {
        ret_slot[m] = t;
        t = m > path->first ? path->from[(ptrdiff_t)m * n + t] : t;
    }
    return total;
}

// Backwards the slots are turned round, so that the same step serves.
void dates_path_around(struct dates_path *path, int64_t *ret_around) {
    const struct dates *d = path->d;
    const int32_t n = d->n_slots;
    (void)solve_pool(path, NULL);
    memset(path->any, 0, (size_t)n * sizeof path->any[0]);
    for (int32_t m = d->n_modules - 1; m >= path->first; m--) {
        const int64_t *const cost = path->cost + (ptrdiff_t)m * n;
        int64_t *const around = ret_around + (ptrdiff_t)m * n;
        memset(around, 0, (size_t)n * sizeof around[0]);
        if (m > path->first)
            step(path, path->best + (ptrdiff_t)(m - 1) * n, around, path->from);
        for (int32_t t = 0; t < n; t++) {
            const int64_t after = path->any[n - 1 - t];
            around[t] = plus(around[t], after);
            path->turned[n - 1 - t] = plus(cost[t], after);
        }
        step(path, path->turned, path->any, path->from);
    }
}

// ---- a facilitator of the own -------------------------------------------------------------------

static int64_t *row_of(const struct dates_path *path, int32_t m, int32_t f) {
    return path->best + ((ptrdiff_t)m * path->d->n_facilitators + f) * path->d->n_slots;
}

// For each slot, the best before with the same facilitator, and with anybody.
static void step_leads(struct dates_path *path, int32_t m) {
    const struct dates *d = path->d;
    const int32_t n = d->n_slots;
    for (int32_t t = 0; t < n; t++)
        path->any[t] = DATES_NEVER;
    for (int32_t f = 0; f < d->n_facilitators; f++) {
        int64_t *const best = row_of(path, m, f);
        const ptrdiff_t at = best - path->best;
        step(path, row_of(path, m - 1, f), best, path->from + at);
        for (int32_t t = 0; t < n; t++) {
            path->from_lead[at + t] = (int16_t)f;
            if (best[t] < path->any[t]) {
                path->any[t] = best[t];
                path->any_from[t] = path->from[at + t];
                path->any_lead[t] = (int16_t)f;
            }
        }
    }
}

static void finish_lead(struct dates_path *path, int32_t m, int32_t f) {
    const struct dates *d = path->d;
    int64_t *const best = row_of(path, m, f);
    const ptrdiff_t at = best - path->best;
    const int64_t *const cost = path->cost + (ptrdiff_t)m * d->n_slots, *const lead =
                                                                            path->lead_cost +
                                                                            (ptrdiff_t)f *
                                                                                d->n_slots;
    const bool can = (d->able[f] >> m & 1) != 0;
    const int64_t handover =
        d->problem->is_continuous ? DATES_NEVER : d->problem->handover_cost * DATES_ONE;
    for (int32_t t = 0; t < d->n_slots; t++) {
        const int64_t other = m > path->first ? plus(path->any[t], handover) : DATES_NEVER;
        if (other < best[t]) {
            best[t] = other;
            path->from[at + t] = path->any_from[t];
            path->from_lead[at + t] = path->any_lead[t];
        }
        best[t] = can ? plus(best[t], plus(cost[t], lead[t])) : DATES_NEVER;
    }
}

static void first_lead(struct dates_path *path, int32_t f) {
    const struct dates *d = path->d;
    int64_t *const best = row_of(path, path->first, f);
    const bool is_same = path->past_lead < 0 || path->past_lead == f;
    const int64_t handover = is_same                     ? 0
                             : d->problem->is_continuous ? DATES_NEVER
                                                         : d->problem->handover_cost * DATES_ONE;
    for (int32_t t = 0; t < d->n_slots; t++)
        best[t] = handover;
}

static int64_t solve_named(struct dates_path *path, int32_t *ret_slot, int32_t *ret_lead) {
    const struct dates *d = path->d;
    const int32_t n = d->n_slots, last = d->n_modules - 1;
    for (int32_t m = path->first; m <= last; m++) {
        if (m > path->first)
            step_leads(path, m);
        for (int32_t f = 0; f < d->n_facilitators; f++) {
            if (m == path->first)
                first_lead(path, f);
            finish_lead(path, m, f);
        }
    }
    const int32_t end = least_at(row_of(path, last, 0), d->n_facilitators * n);
    const int64_t total = row_of(path, last, 0)[end];
    int32_t f = end / n, t = end % n;
    for (int32_t m = last; ret_slot && total < DATES_NEVER && m >= path->first; m--) {
        const ptrdiff_t at = row_of(path, m, f) - path->best + t;
        ret_slot[m] = t;
        ret_lead[m] = f;
        t = m > path->first ? path->from[at] : t;
        f = m > path->first ? path->from_lead[at] : f;
    }
    return total;
}

int64_t dates_path_solve(struct dates_path *path, int32_t *ret_slot, int32_t *ret_lead) {
    if (path->first == path->d->n_modules)
        return 0;
    return path->d->is_named ? solve_named(path, ret_slot, ret_lead) : solve_pool(path, ret_slot);
}
