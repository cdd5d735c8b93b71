// SPDX-License-Identifier: EUPL-1.2
// Proof by branch and bound. The prices rule out every session whose cheapest path is too dear to
// be part of a better plan; what is left is often little, and goes to the mixed-integer solver in
// the cumulative form: "held by this slot" counts, so that each rule of order has a few entries. A
// rhythm's costs are left out there: the bound holds without them.
#include <math.h>

#include "plan/dates/dates.h"
#include "plan/mip/mip.h"

// As much as the search has worked: each million steps allow so many columns and nodes.
enum { STEPS = 1000000, COLUMNS_PER_STEPS = 20, NODES_PER_STEPS = 4, NODES_MAX = 1 << 25 };
static const size_t MEMORY_MAX = (size_t)2 << 30, PROOF_ARENA = (size_t)1 << 30;
static const int64_t SECONDS_MAX = 3600;

struct proof {
    const struct dates *d;
    struct arena *arena;
    struct dates_clock *clock;
    bool *is_kept;    // [n_groups * n_modules * n_slots]
    int32_t *session; // column, -1 = ruled out
    int32_t *held;    // column of "held by this slot", of the last kept slot up to it; -1 = none
    int32_t n_kept;
    struct mip *mip;
};

static ptrdiff_t node(const struct dates *d, int32_t g, int32_t m, int32_t t) {
    return ((ptrdiff_t)g * d->n_modules + m) * d->n_slots + t;
}

// ---- what may still be part of a better plan ----------------------------------------------------

// False when the caller said stop.
static bool keep_cheap(struct proof *x, const struct dates_prices *prices) {
    const struct dates *d = x->d;
    const int64_t most = x->clock->best >= 0 ? (x->clock->best - 1) * DATES_ONE : DATES_NEVER - 1;
    struct dates_path path = dates_path_new(x->arena, d);
    const size_t nodes = (size_t)d->n_modules * (size_t)d->n_slots;
    int64_t *around = NEW_ARRAY(x->arena, int64_t, nodes);
    for (int32_t g = 0; g < d->n_groups; g++) {
        dates_path_own(&path, g);
        dates_prices_add(prices, g, 256, &path);
        if (!dates_clock_beside(x->clock, 2 * dates_path_work(d)))
            return false;
        if (path.first == d->n_modules)
            continue;
        const int64_t cheapest = dates_path_solve(&path, NULL, NULL);
        dates_path_around(&path, around);
        for (int32_t m = path.first; m < d->n_modules; m++) {
            for (int32_t t = 0; t < d->n_slots; t++) {
                const ptrdiff_t k = (ptrdiff_t)m * d->n_slots + t;
                const int64_t cost = around[k] + path.cost[k];
                const bool is_kept = cost < DATES_NEVER && dates_has_place(d, g, m, t) &&
                                     prices->value + cost - cheapest <= most;
                x->is_kept[node(d, g, m, t)] = is_kept;
                x->n_kept += is_kept;
            }
        }
    }
    return true;
}

// ---- the model ----------------------------------------------------------------------------------

static void add_sessions(struct proof *x, int32_t g, int32_t m) {
    const struct dates *d = x->d;
    const struct plan_dates *p = d->problem;
    const int32_t stay = p->previous ? p->previous[(ptrdiff_t)g * d->n_modules + m] : -1;
    int32_t before = -1;
    for (int32_t t = 0; t < d->n_slots; t++) {
        const ptrdiff_t k = node(d, g, m, t);
        x->held[k] = before;
        x->session[k] = -1;
        if (!x->is_kept[k])
            continue;
        const int32_t cost =
            d->absent[(ptrdiff_t)g * d->n_slots + t] + (stay >= 0 && stay != t ? p->move_cost : 0);
        x->session[k] = mip_add_column(x->mip, 0, 1, cost, true);
        x->held[k] = mip_add_column(x->mip, 0, 1, 0, false);
        const int32_t row = mip_add_row(x->mip, 0, 0);
        mip_add_entry(x->mip, row, x->held[k], 1);
        mip_add_entry(x->mip, row, x->session[k], -1);
        if (before >= 0)
            mip_add_entry(x->mip, row, before, -1);
        before = x->held[k];
    }
    const int32_t row = mip_add_row(x->mip, 1, 1);
    if (before >= 0)
        mip_add_entry(x->mip, row, before, 1);
}

// `sooner` is held whenever `later` is.
static void add_order(struct proof *x, int32_t later, int32_t sooner) {
    if (later < 0 || later == sooner)
        return;
    const int32_t row = mip_add_row(x->mip, -MIP_INFINITY, 0);
    mip_add_entry(x->mip, row, later, 1);
    if (sooner >= 0)
        mip_add_entry(x->mip, row, sooner, -1);
}

static void add_gaps(struct proof *x, int32_t g, int32_t m) {
    const struct dates *d = x->d;
    const int32_t least = d->problem->gap_least, most = d->gap_most;
    for (int32_t t = 0; t < d->n_slots; t++) {
        if (x->session[node(d, g, m, t)] >= 0)
            add_order(x, x->held[node(d, g, m, t)],
                      t >= least ? x->held[node(d, g, m - 1, t - least)] : -1);
        if (x->session[node(d, g, m - 1, t)] >= 0 && t + most < d->n_slots)
            add_order(x, x->held[node(d, g, m - 1, t)], x->held[node(d, g, m, t + most)]);
    }
}

static void add_rooms(struct proof *x, int32_t k, int32_t t) {
    const struct dates *d = x->d;
    const int32_t row = mip_add_row(x->mip, -MIP_INFINITY, d->rooms[(ptrdiff_t)k * d->n_slots + t]);
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; d->kind[g] >= k && m < d->n_modules; m++)
            if (x->session[node(d, g, m, t)] >= 0)
                mip_add_entry(x->mip, row, x->session[node(d, g, m, t)], 1);
}

static void add_staff(struct proof *x, int32_t set, int32_t t) {
    const struct dates *d = x->d;
    const int32_t row =
        mip_add_row(x->mip, -MIP_INFINITY, d->staff[(ptrdiff_t)t * d->n_sets + set]);
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            if ((set >> m & 1) != 0 && x->session[node(d, g, m, t)] >= 0)
                mip_add_entry(x->mip, row, x->session[node(d, g, m, t)], d->needed[m]);
}

// A set says nothing new when one module more is given by the same facilitators, or when all that
// may come there fits.
static void add_slot(struct proof *x, int32_t t, int32_t *asked) {
    const struct dates *d = x->d;
    const int32_t *staff = d->n_facilitators > 0 ? d->staff + (ptrdiff_t)t * d->n_sets : NULL;
    int32_t n_of_kind[PLAN_DATES_ROOM_KINDS_MAX + 1] = {0};
    for (int32_t m = 0; m < d->n_modules; m++)
        asked[m] = 0;
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            if (x->session[node(d, g, m, t)] >= 0) {
                asked[m] += d->needed[m];
                n_of_kind[d->kind[g]]++;
            }
    for (int32_t k = d->n_kinds - 1, n = 0; k >= 0; k--) {
        n += n_of_kind[k];
        if (n > d->rooms[(ptrdiff_t)k * d->n_slots + t])
            add_rooms(x, k, t);
    }
    for (int32_t set = 1; staff && set < d->n_sets; set++) {
        int32_t sum = 0;
        bool is_new = true;
        for (int32_t m = 0; m < d->n_modules; m++) {
            sum += (set >> m & 1) != 0 ? asked[m] : 0;
            is_new &= (set >> m & 1) != 0 ? asked[m] > 0
                                          : asked[m] == 0 || staff[set | 1 << m] > staff[set];
        }
        if (is_new && sum > staff[set])
            add_staff(x, set, t);
    }
}

static void add_person(struct proof *x, int32_t i) {
    const struct dates *d = x->d;
    const int32_t g = d->problem->group[i];
    const bool *away = d->problem->away + (ptrdiff_t)i * d->n_slots;
    const int32_t row = mip_add_row(x->mip, -MIP_INFINITY, 1 - d->past_missed[i]);
    const int32_t beyond = mip_add_column(x->mip, 0, MIP_INFINITY, d->problem->missed_cost, false);
    mip_add_entry(x->mip, row, beyond, -1);
    for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
        for (int32_t t = 0; t < d->n_slots; t++)
            if (away[t] && x->session[node(d, g, m, t)] >= 0)
                mip_add_entry(x->mip, row, x->session[node(d, g, m, t)], 1);
}

static void build(struct proof *x) {
    const struct dates *d = x->d;
    int32_t *asked = NEW_ARRAY(x->arena, int32_t, (size_t)d->n_modules);
    for (int32_t g = 0; g < d->n_groups; g++) {
        for (int32_t m = d->n_past[g]; m < d->n_modules; m++)
            add_sessions(x, g, m);
        for (int32_t m = d->n_past[g] + 1; m < d->n_modules; m++)
            add_gaps(x, g, m);
    }
    for (int32_t t = 0; t < d->n_slots; t++)
        add_slot(x, t, asked);
    for (int32_t i = 0; d->problem->missed_cost > 0 && i < d->problem->n_people; i++)
        add_person(x, i);
}

// ---- solving ------------------------------------------------------------------------------------

// No plan costs less; and there is no use in a bound above the best plan.
static void raise_bound(struct dates_clock *clock, const struct dates *d, double bound) {
    if (bound <= -1e15 || bound >= 1e15)
        return;
    const int64_t whole = (int64_t)ceil(bound - 1e-5) + d->past_cost;
    const int64_t most = clock->best >= 0 && whole > clock->best ? clock->best : whole;
    clock->bound = most > clock->bound ? most : clock->bound;
}

static bool ask(void *context, double cpu_seconds, double bound) {
    const struct proof *x = context;
    struct dates_clock *const clock = x->clock;
    raise_bound(clock, x->d, bound);
    clock->cpu_seconds_child = cpu_seconds;
    return dates_clock_ask(clock);
}

static void read_plan(const struct proof *x, const double *values, int32_t *ret_slot) {
    const struct dates *d = x->d;
    for (int32_t g = 0; g < d->n_groups; g++)
        for (int32_t m = 0; m < d->n_modules; m++) {
            int32_t *const slot = &ret_slot[(ptrdiff_t)g * d->n_modules + m];
            *slot = m < d->n_past[g] ? d->problem->previous[slot - ret_slot] : -1;
            for (int32_t t = 0; m >= d->n_past[g] && t < d->n_slots; t++)
                if (x->session[node(d, g, m, t)] >= 0 && values[x->session[node(d, g, m, t)]] > 0.5)
                    *slot = t;
        }
}

static enum dates_proof judge(struct proof *x, const struct mip_result *result, int32_t *ret_slot) {
    struct dates_clock *const clock = x->clock;
    if (result->end == MIP_INFEASIBLE) {
        clock->bound = clock->best >= 0 ? clock->best : clock->bound;
        return DATES_PROVEN;
    }
    raise_bound(clock, x->d, result->bound);
    if (clock->best >= 0 && clock->bound >= clock->best)
        return DATES_PROVEN;
    if (!result->x)
        return DATES_OPEN;
    read_plan(x, result->x, ret_slot);
    return DATES_BETTER;
}

static enum dates_proof prove(struct arena *arena, const struct dates *d,
                              const struct dates_prices *prices, struct dates_clock *clock,
                              int32_t *ret_slot) {
    const size_t nodes = (size_t)d->n_groups * (size_t)d->n_modules * (size_t)d->n_slots;
    const int64_t steps = 1 + clock->work / STEPS;
    struct proof x = {.d = d, .arena = arena, .clock = clock};
    if (d->is_named || nodes > NODES_MAX)
        return DATES_OPEN;
    x.is_kept = NEW_ARRAY(arena, bool, nodes);
    if (!keep_cheap(&x, prices) || x.n_kept > COLUMNS_PER_STEPS * steps)
        return DATES_OPEN;
    x.session = NEW_ARRAY(arena, int32_t, nodes);
    x.held = NEW_ARRAY(arena, int32_t, nodes);
    x.mip = mip_begin(arena);
    build(&x);
    const int64_t n_nodes = NODES_PER_STEPS * steps;
    struct mip_result result;
    mip_solve(x.mip,
              &(struct mip_search){.nodes_max = n_nodes < INT32_MAX ? (int32_t)n_nodes : INT32_MAX,
                                   .memory_max = MEMORY_MAX,
                                   .seconds_max = SECONDS_MAX,
                                   .progress = ask,
                                   .context = &x},
              &result);
    clock->cpu_seconds_child = 0;
    return judge(&x, &result, ret_slot);
}

enum dates_proof dates_prove(const struct dates *d, const struct dates_prices *prices,
                             struct dates_clock *clock, int32_t *ret_slot) {
    struct arena *const scratch = arena_child(d->arena, PROOF_ARENA);
    const enum dates_proof proof = prove(scratch, d, prices, clock, ret_slot);
    arena_free(scratch);
    return proof;
}
