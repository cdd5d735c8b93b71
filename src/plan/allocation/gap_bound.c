// SPDX-License-Identifier: EUPL-1.2
// The bound of the allocation. Giving every package a price makes people independent: each takes
// the packages that earn most within the hours, an exact knapsack. No plan costs less than all
// prices together less what people earn so. Prices rise where nobody takes a package and fall where
// several do, along a direction that remembers the steps before it.
// Source: Held and Karp's subgradient method with the averaged direction of Barahona and Anbil, The
// volume algorithm, Mathematical Programming 87, 2000, doi 10.1007/s101070050002.
#include <math.h>

#include "plan/allocation/gap.h"

enum { PARTS = 256, PATIENCE = 12 };
static const double TARGET = 0.004, MEAN_SHARE = 0.1, DIRECTION_SHARE = 0.25;

struct gap_dual gap_dual_new(struct arena *arena, const struct gap *r,
                             const struct plan_search *search) {
    const size_t m = (size_t)r->m, n = (size_t)r->n, n_items = (size_t)r->item_start[r->m];
    struct gap_dual d = {
        .r = r,
        .price = NEW_ARRAY(arena, int32_t, n),
        .best_price = NEW_ARRAY(arena, int32_t, n),
        .cover = NEW_ARRAY(arena, int32_t, n),
        .taken = NEW_ARRAY(arena, bool, n_items),
        .earned = NEW_ARRAY(arena, int64_t, m),
        .rate = NEW_ARRAY(arena, double, m),
        .mean = NEW_ARRAY(arena, double, n_items),
        .direction = NEW_ARRAY(arena, double, n),
        .n_parts = r->m < PARTS ? r->m : PARTS,
        .factor = 1,
    };
    d.part_start = NEW_ARRAY(arena, int32_t, (size_t)d.n_parts + 1);
    for (int32_t k = 0; k <= d.n_parts; k++)
        d.part_start[k] = (int32_t)((int64_t)r->m * k / d.n_parts);
    d.part_value = NEW_ARRAY(arena, int64_t, (size_t)d.n_parts);
    d.part_work = NEW_ARRAY(arena, int64_t, (size_t)d.n_parts);
    int64_t cells = 1;
    for (int32_t i = 0; i < r->m; i++) {
        const int64_t own = (int64_t)(r->item_start[i + 1] - r->item_start[i] + 1) *
                            (r->hours[i] / r->grid[i] + 16);
        cells = own > cells ? own : cells;
    }
    // What is cheapest for each package is a bound already.
    d.best = 0;
    for (int32_t j = 0; j < r->n; j++) {
        int32_t least = INT32_MAX;
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++)
            least = r->pair[k].cost < least ? r->pair[k].cost : least;
        d.best_price[j] = d.price[j] = gap_units(r, least);
        d.best += d.price[j];
    }
    const int32_t workers = gap_workers(search);
    d.sacks = NEW_ARRAY(arena, struct gap_sack, (size_t)workers);
    for (int32_t k = 0; k < workers; k++)
        d.sacks[k] = gap_sack_new(arena, r->items_most, cells);
    return d;
}

int64_t gap_dual_bound(const struct gap_dual *d) {
    const int64_t per = d->r->unit_mul;
    const int64_t all = d->best * ((int64_t)1 << d->r->unit_shift);
    return all >= 0 ? (all + per - 1) / per : -(-all / per);
}

// ---- what people choose -------------------------------------------------------------------------

static void choose(struct gap_dual *d, struct gap_sack *sack, int32_t i) {
    const struct gap *r = d->r;
    const int32_t start = r->item_start[i], n = r->item_start[i + 1] - start;
    const struct gap_item *item = r->item + start;
    bool *taken = d->taken + start;
    sack->n = 0;
    for (int32_t k = 0; k < n; k++) {
        const int32_t profit = d->price[item[k].package] - item[k].cost;
        taken[k] = profit > 0;
        if (profit > 0)
            gap_sack_add(sack, profit, r->grid[i] == 1 ? item[k].load : item[k].load / r->grid[i]);
    }
    d->earned[i] = gap_sack_solve(sack, r->hours[i] / r->grid[i]);
    for (int32_t k = 0, at = 0; k < n; k++) {
        if (taken[k])
            taken[k] = sack->taken[at++];
        if (taken[k])
            __atomic_fetch_add(&d->cover[item[k].package], 1, __ATOMIC_RELAXED);
    }
    sack->work += n;
}

static void choose_part(void *context, int32_t worker, int32_t part) {
    struct gap_dual *d = context;
    struct gap_sack *sack = &d->sacks[worker];
    sack->work = 0;
    d->part_value[part] = 0;
    for (int32_t i = d->part_start[part]; i < d->part_start[part + 1]; i++) {
        choose(d, sack, i);
        d->part_value[part] += d->earned[i];
    }
    d->part_work[part] = sack->work;
}

bool gap_dual_look(struct gap_dual *d, struct gap_clock *clock) {
    memset(d->cover, 0, (size_t)d->r->n * sizeof d->cover[0]);
    if (!gap_share(clock, d->n_parts, choose_part, d))
        return false;
    int64_t work = d->r->n;
    d->value = 0;
    for (int32_t j = 0; j < d->r->n; j++)
        d->value += d->price[j];
    for (int32_t k = 0; k < d->n_parts; k++) {
        d->value -= d->part_value[k];
        work += d->part_work[k];
    }
    gap_clock_work(clock, work);
    return true;
}

// ---- first prices -------------------------------------------------------------------------------

// One part of the packages.
static double part_of_start(struct gap_dual *d, int32_t part, int64_t *used) {
    const struct gap *r = d->r;
    const int32_t from = (int32_t)((int64_t)r->n * part / d->n_parts);
    const int32_t to = (int32_t)((int64_t)r->n * (part + 1) / d->n_parts);
    double value = 0;
    for (int32_t j = from; j < to; j++) {
        double least = INFINITY;
        int32_t best = -1;
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++) {
            const struct gap_pair *pair = &r->pair[k];
            const double cost = gap_units(r, pair->cost) + d->rate[pair->person] * pair->load;
            if (cost < least) {
                least = cost;
                best = k;
            }
        }
        value += least;
        used[r->pair[best].person] += r->pair[best].load;
        d->price[j] = (int32_t)fmax(fmin(least, r->price_most), -r->price_most);
    }
    return value;
}

// All parts; false: cancelled.
static bool look_at_start(struct gap_dual *d, struct gap_clock *clock, int64_t *used,
                          double *ret_value) {
    memset(used, 0, (size_t)d->r->m * sizeof used[0]);
    *ret_value = 0;
    for (int32_t part = 0; part < d->n_parts; part++) {
        if (gap_clock_pulse(clock, 0))
            return false;
        *ret_value += part_of_start(d, part, used);
    }
    return true;
}

bool gap_dual_start(struct gap_dual *d, struct gap_clock *clock, int32_t rounds) {
    const struct gap *r = d->r;
    // The directions of packages are not needed yet; their place may be too small for people.
    struct arena *arena = arena_new((size_t)1 << 32);
    double *rate = NEW_ARRAY(arena, double, (size_t)r->m);
    int64_t *used = NEW_ARRAY(arena, int64_t, (size_t)r->m);
    double best = -INFINITY, factor = 1;
    int32_t in_vain = 0;
    memcpy(rate, d->rate, (size_t)r->m * sizeof rate[0]);
    double value, square;
    for (int32_t round = 0; round < rounds && look_at_start(d, clock, used, &value); round++) {
        square = 0;
        for (int32_t i = 0; i < r->m; i++) {
            const double over = (double)(used[i] - r->hours[i]);
            value -= d->rate[i] * r->hours[i];
            square += over > 0 || d->rate[i] > 0 ? over * over : 0;
        }
        if (value > best) {
            best = value;
            in_vain = 0;
            memcpy(rate, d->rate, (size_t)r->m * sizeof rate[0]);
        } else if (++in_vain == PATIENCE) {
            factor *= 0.7;
            in_vain = 0;
            memcpy(d->rate, rate, (size_t)r->m * sizeof rate[0]);
            continue;
        }
        const double step = factor * (best + fabs(best) * 10 * TARGET - value) / fmax(square, 1);
        for (int32_t i = 0; i < r->m; i++)
            d->rate[i] = fmax(0, d->rate[i] + step * (double)(used[i] - r->hours[i]));
        gap_clock_work(clock, r->pair_start[r->n] / 2);
    }
    memcpy(d->rate, rate, (size_t)r->m * sizeof rate[0]);
    const bool is_whole = look_at_start(d, clock, used, &value);
    arena_free(arena);
    return is_whole;
}

// ---- the climb ----------------------------------------------------------------------------------

static void remember(struct gap_dual *d) {
    for (int32_t k = 0; k < d->r->item_start[d->r->m]; k++)
        d->mean[k] += MEAN_SHARE * ((d->taken[k] ? 1 : 0) - d->mean[k]);
}

static void step(struct gap_dual *d, int64_t above) {
    const struct gap *r = d->r;
    double square = 0;
    for (int32_t j = 0; j < r->n; j++) {
        d->direction[j] += DIRECTION_SHARE * (1 - d->cover[j] - d->direction[j]);
        square += d->direction[j] * d->direction[j];
    }
    double target = (double)d->best + fmax(fabs((double)d->best) * TARGET, 1);
    if (above < INT64_MAX) {
        const double cost = (double)above * r->unit_mul / (double)((int64_t)1 << r->unit_shift);
        target = fmin(target, cost);
    }
    const double length = d->factor * fmax(target - (double)d->value, 0) / fmax(square, 1e-9);
    for (int32_t j = 0; j < r->n; j++) {
        const double price = d->price[j] + floor(length * d->direction[j] + 0.5);
        d->price[j] = (int32_t)fmax(fmin(price, r->price_most), -r->price_most);
    }
}

bool gap_dual_climb(struct gap_dual *d, struct gap_clock *clock, int32_t rounds, int64_t above) {
    const size_t bytes = (size_t)d->r->n * sizeof d->price[0];
    for (int32_t round = 0; round < rounds && !clock->is_over; round++) {
        if (!gap_dual_look(d, clock))
            return false;
        for (int32_t j = 0; !d->is_under_way && j < d->r->n; j++)
            d->direction[j] = 1 - d->cover[j];
        d->is_under_way = true;
        remember(d);
        if (d->value > d->best) {
            d->best = d->value;
            d->in_vain = 0;
            memcpy(d->best_price, d->price, bytes);
        } else if (++d->in_vain == PATIENCE) {
            d->factor *= 0.7;
            d->in_vain = 0;
            memcpy(d->price, d->best_price, bytes);
        }
        clock->bound = gap_dual_bound(d);
        step(d, above);
    }
    return !clock->is_cancelled;
}
