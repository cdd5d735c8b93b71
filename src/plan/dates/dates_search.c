// SPDX-License-Identifier: EUPL-1.2
// Finding plans: place group after group at its cheapest path, and move others aside where nothing
// is left; then take a few groups out and put them back better, again and again.
// Source: Shaw, CP 1998, doi 10.1007/3-540-49481-2_30 (large neighbourhoods); the growing weights
// of crowded slots after Morris, AAAI 1993.
#include "plan/dates/dates_search.h"

enum { IDLE_MAX = 3000 };

struct dates_search *dates_search_new(struct arena *arena, const struct dates *d, uint64_t seed,
                                      struct dates_clock *clock) {
    struct dates_search *s = NEW(arena, struct dates_search);
    const size_t m = (size_t)d->n_modules;
    *s = (struct dates_search){
        .d = d,
        .rng = rng_seeded(seed),
        .now = dates_state_new(arena, d),
        .best = dates_state_new(arena, d),
        .nearest = NEW_ARRAY(arena, bool, (size_t)d->n_groups),
        .path = dates_path_new(arena, d),
        .weight = NEW_ARRAY(arena, int64_t, (size_t)d->n_slots),
        .own = NEW_ARRAY(arena, int64_t, (size_t)d->n_groups),
        .waiting = NEW_ARRAY(arena, int32_t, (size_t)d->n_groups),
        .slot = NEW_ARRAY(arena, int32_t, m),
        .lead = NEW_ARRAY(arena, int32_t, m),
        .try_slot = NEW_ARRAY(arena, int32_t, m),
        .try_lead = NEW_ARRAY(arena, int32_t, m),
        .old_slot = NEW_ARRAY(arena, int32_t, OUT_MAX * m),
        .old_lead = NEW_ARRAY(arena, int32_t, OUT_MAX * m),
    };
    for (int32_t g = 0; g < d->n_groups && dates_clock_beside(clock, dates_path_work(d)); g++) {
        dates_path_own(&s->path, g);
        s->own[g] = dates_path_solve(&s->path, NULL, NULL) / DATES_ONE;
    }
    return s;
}

int64_t dates_search_own(const struct dates_search *s, int32_t g) {
    return s->own[g];
}

const struct dates_state *dates_search_best(const struct dates_search *s) {
    return s->has_best ? &s->best : NULL;
}

const bool *dates_search_nearest(const struct dates_search *s) {
    return s->nearest;
}

// Beside its nodes a path costs what it takes to place its group.
int64_t dates_path_work(const struct dates *d) {
    enum { OVERHEAD = 500 };
    const int64_t nodes =
        (int64_t)d->n_modules * d->n_slots * (d->is_named ? d->n_facilitators : 1);
    const int64_t window = d->gap_most < d->n_slots ? d->gap_most : d->n_slots;
    return OVERHEAD + nodes * (d->has_rhythm ? 1 + window / 4 : 1) +
           (d->n_facilitators > 0 ? (int64_t)d->n_modules * d->n_sets : 0);
}

static void keep(struct dates_search *s, struct dates_clock *clock) {
    if (s->now.n_placed > s->n_nearest) {
        s->n_nearest = s->now.n_placed;
        memcpy(s->nearest, s->now.is_placed, (size_t)s->d->n_groups * sizeof s->nearest[0]);
    }
    if (s->now.n_placed < s->d->n_groups || (s->has_best && s->now.total >= s->best.total))
        return;
    dates_state_copy(&s->best, &s->now);
    s->has_best = true;
    s->idle = 0;
    clock->best = s->best.total;
}

// ---- building -----------------------------------------------------------------------------------

static void wait(struct dates_search *s, int32_t g) {
    s->waiting[(s->head + s->n_waiting++) % s->d->n_groups] = g;
}

static bool fits(const struct dates_search *s, int32_t g, int32_t m) {
    const struct dates *d = s->d;
    const int32_t t = s->slot[m];
    return dates_state_has_room(&s->now, d->kind[g], t) &&
           dates_state_has_staff(&s->now, m, t, d->is_named ? s->lead[m] : -1);
}

// A group that has a session to come in the slot; where `lead` >= 0, rather the one with that
// facilitator. -1: none.
static int32_t find_in_slot(struct dates_search *s, int32_t t, int32_t lead) {
    const struct dates *d = s->d;
    int32_t chosen = -1;
    uint32_t n = 0;
    for (int32_t g = 0; g < d->n_groups; g++) {
        for (int32_t m = d->n_past[g]; s->now.is_placed[g] && m < d->n_modules; m++) {
            const ptrdiff_t at = (ptrdiff_t)g * d->n_modules + m;
            if (s->now.slot[at] != t)
                continue;
            if (lead >= 0 && s->now.lead[at] == lead)
                return g;
            if (rng_below(&s->rng, ++n) == 0)
                chosen = g;
        }
    }
    return chosen;
}

static void make_place(struct dates_search *s, int32_t g, int32_t m) {
    for (int32_t other = 0; other >= 0 && !fits(s, g, m);) {
        s->weight[s->slot[m]] += DATES_ONE;
        other = find_in_slot(s, s->slot[m], s->d->is_named ? s->lead[m] : -1);
        if (other < 0)
            return;
        dates_state_remove(&s->now, other);
        wait(s, other);
    }
}

// Puts the group where it likes best, and those aside who stand in its way.
static bool push(struct dates_search *s, int32_t g, const struct dates_prices *prices,
                 struct dates_clock *clock) {
    dates_path_own(&s->path, g);
    dates_prices_add(prices, g, 256, &s->path);
    dates_state_strain(&s->now, g, s->weight, &s->path);
    clock->work += dates_path_work(s->d);
    if (dates_path_solve(&s->path, s->slot, s->lead) >= DATES_NEVER)
        return false;
    for (int32_t m = s->d->n_past[g]; m < s->d->n_modules; m++)
        make_place(s, g, m);
    for (int32_t m = s->d->n_past[g]; m < s->d->n_modules; m++)
        if (!fits(s, g, m))
            return false;
    dates_state_add(&s->now, g, s->slot, s->lead);
    return true;
}

bool dates_search_build(struct dates_search *s, const struct dates_prices *prices,
                        struct dates_clock *clock) {
    const struct dates *d = s->d;
    for (int32_t g = 0; g < d->n_groups; g++)
        if (s->now.is_placed[g])
            dates_state_remove(&s->now, g);
    for (int32_t g = 0; g < d->n_groups; g++)
        s->waiting[g] = g;
    rng_shuffle(&s->rng, s->waiting, (size_t)d->n_groups);
    s->head = 0;
    s->n_waiting = d->n_groups;
    for (int32_t t = 0; t < d->n_slots; t++)
        s->weight[t] = DATES_ONE;
    for (int64_t tries = 100 + 20 * (int64_t)d->n_groups; s->n_waiting > 0 && tries > 0; tries--) {
        const int32_t g = s->waiting[s->head];
        s->head = (s->head + 1) % d->n_groups;
        s->n_waiting--;
        if (!dates_place(s, g, prices, 256, clock) && !push(s, g, prices, clock))
            wait(s, g);
        keep(s, clock);
        if (!dates_clock_go_on(clock))
            break;
    }
    return s->n_waiting == 0;
}

// ---- improving ----------------------------------------------------------------------------------

static void take_out(struct dates_search *s, int32_t g) {
    const struct dates *d = s->d;
    const size_t bytes = (size_t)d->n_modules * sizeof s->slot[0];
    const ptrdiff_t from = (ptrdiff_t)g * d->n_modules, to = (ptrdiff_t)s->n_out * d->n_modules;
    if (!s->now.is_placed[g] || s->n_out == OUT_MAX)
        return;
    memcpy(s->old_slot + to, s->now.slot + from, bytes);
    memcpy(s->old_lead + to, s->now.lead + from, bytes);
    dates_state_remove(&s->now, g);
    s->out[s->n_out++] = g;
}

static void put_back(struct dates_search *s) {
    for (int32_t k = 0; k < s->n_out; k++) {
        if (s->now.is_placed[s->out[k]])
            dates_state_remove(&s->now, s->out[k]);
    }
    for (int32_t k = 0; k < s->n_out; k++) {
        const ptrdiff_t at = (ptrdiff_t)k * s->d->n_modules;
        dates_state_add(&s->now, s->out[k], s->old_slot + at, s->old_lead + at);
    }
}

// A group that pays more than it would alone, and groups that stand where it would go.
static void take_out_rivals(struct dates_search *s, int32_t g, int32_t n,
                            struct dates_clock *clock) {
    const struct dates *d = s->d;
    take_out(s, g);
    dates_path_own(&s->path, g);
    for (int32_t t = 0; t < d->n_slots; t++)
        s->weight[t] = (int64_t)rng_below(&s->rng, (uint32_t)(2 * DATES_ONE));
    dates_state_strain(&s->now, g, s->weight, &s->path);
    clock->work += dates_path_work(d);
    if (dates_path_solve(&s->path, s->slot, s->lead) >= DATES_NEVER)
        return;
    for (int32_t m = d->n_past[g]; m < d->n_modules && s->n_out < n; m++) {
        const int32_t rival =
            fits(s, g, m) ? -1 : find_in_slot(s, s->slot[m], d->is_named ? s->lead[m] : -1);
        if (rival >= 0)
            take_out(s, rival);
    }
}

static void choose_out(struct dates_search *s, struct dates_clock *clock) {
    const struct dates *d = s->d;
    const int32_t most = d->n_groups < OUT_MAX ? d->n_groups : OUT_MAX;
    const int32_t n = 1 + (int32_t)rng_below(&s->rng, (uint32_t)most);
    int32_t g = (int32_t)rng_below(&s->rng, (uint32_t)d->n_groups);
    for (int32_t k = 0; k < 4 && s->now.cost[g] <= s->own[g]; k++)
        g = (int32_t)rng_below(&s->rng, (uint32_t)d->n_groups);
    s->n_out = 0;
    if (rng_below(&s->rng, 4) > 0)
        take_out_rivals(s, g, n, clock);
    else
        take_out(s, g);
    while (s->n_out < n)
        take_out(s, (int32_t)rng_below(&s->rng, (uint32_t)d->n_groups));
}

static bool put_in(struct dates_search *s, const struct dates_prices *prices,
                   struct dates_clock *clock) {
    int32_t order[OUT_MAX] = {0};
    static const int32_t SHARES[] = {0, 64, 128, 256};
    const int32_t share = SHARES[rng_below(&s->rng, 4)];
    for (int32_t k = 0; k < s->n_out; k++)
        order[k] = s->out[k];
    if (rng_below(&s->rng, 2) == 0)
        rng_shuffle(&s->rng, order, (size_t)s->n_out);
    for (int32_t k = 0; k < s->n_out; k++)
        if (!dates_place(s, order[k], prices, k + 1 < s->n_out ? share : 0, clock))
            return false;
    return true;
}

void dates_search_improve(struct dates_search *s, const struct dates_prices *prices, int64_t work,
                          struct dates_clock *clock) {
    const int64_t until = clock->work + work;
    if (!s->has_best)
        return;
    if (s->now.n_placed < s->d->n_groups)
        dates_state_copy(&s->now, &s->best);
    while (clock->work < until && dates_clock_go_on(clock)) {
        const int64_t before = s->now.total;
        const int64_t slack = rng_below(&s->rng, 50) == 0 ? 1 + rng_below(&s->rng, 2) : 0;
        clock->work += 1; // where nothing is left to place, time must pass too
        choose_out(s, clock);
        if (!put_in(s, prices, clock) || s->now.total > before + slack)
            put_back(s);
        keep(s, clock);
        if (++s->idle >= IDLE_MAX) {
            dates_state_copy(&s->now, &s->best);
            s->idle = 0;
        }
    }
}

// Could the group have this plan as it stands?
static bool may_have(const struct dates_search *s, int32_t g) {
    const struct dates *d = s->d;
    for (int32_t m = d->n_past[g]; m < d->n_modules; m++) {
        const int32_t t = s->slot[m], before = m > 0 ? s->slot[m - 1] : -1;
        const int32_t gap = m > 0 ? t - before : d->problem->gap_least;
        const bool is_open = t >= 0 && d->open[(ptrdiff_t)g * d->n_slots + t];
        if (!is_open || gap < d->problem->gap_least || gap > d->gap_most)
            return false;
        const int32_t f = s->lead[m];
        if (d->is_named && (f < 0 || (d->able[f] >> m & 1) == 0 ||
                            !d->problem->free[(ptrdiff_t)f * d->n_slots + t]))
            return false;
        const int32_t last = m > d->n_past[g] ? s->lead[m - 1] : d->past_lead[g];
        if (d->problem->is_continuous && last >= 0 && f != last)
            return false;
        if (!fits(s, g, m))
            return false;
    }
    return true;
}

void dates_search_offer(struct dates_search *s, const int32_t *slot, const int32_t *lead,
                        struct dates_clock *clock) {
    const struct dates *d = s->d;
    const size_t bytes = (size_t)d->n_modules * sizeof slot[0];
    for (int32_t g = 0; g < d->n_groups; g++)
        if (s->now.is_placed[g])
            dates_state_remove(&s->now, g);
    for (int32_t g = 0; g < d->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)g * d->n_modules;
        memcpy(s->slot, slot + at, bytes);
        memcpy(s->lead, lead + at, bytes);
        if (!may_have(s, g))
            return;
        dates_state_add(&s->now, g, s->slot, s->lead);
    }
    keep(s, clock);
}
