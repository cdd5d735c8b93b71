// SPDX-License-Identifier: EUPL-1.2
// The bound of the staffing. Every hour that a package asks has a price, at most what leaving it
// undone costs. At these prices people are independent: each takes the set of packages that pays
// best within the own hours and number of packages, found by searching sets out. What all prices
// come to less what people gain so is a bound. Prices rise where too little is done and fall where
// too much is.
#include <math.h>

#include "plan/allocation/staff.h"

enum { ROUNDS = 400, PATIENCE = 8, SET_MOST = 16, NODES_MOST = 20000 };
static const double TINY = 1e-9, DIRECTION_SHARE = 0.3, SAFE = 1e-6;

// A package for somebody: what it pays alone, and its skills by what an hour pays.
struct offer {
    int32_t package, first, n; // into segments
    double fee, alone, rate;   // price of membership; gain alone; most gain for an hour
};
struct segment {
    double pay, hours; // of an hour; hours that can be worked
    int32_t skill;
};

struct dual {
    const struct staff *r;
    double *price, *best_price, *direction, *done; // [n * n_skills]
    struct offer *offer;                           // [n]
    struct segment *segment;                       // [n * n_skills]
    int32_t n_offers;
    int32_t set[SET_MOST], best_set[SET_MOST], best_n;
    double best_gain;
    int64_t nodes;
};

// The hours of somebody over a set of offers, the best paid first. `done`: add what is worked.
static double fill_hours(struct dual *d, int32_t i, const int32_t *set, int32_t n, double *done) {
    const struct staff *r = d->r;
    double left = r->p->hours[i], pay = 0;
    int32_t at[SET_MOST] = {0};
    while (left > TINY) {
        int32_t best = -1;
        double most = 0;
        for (int32_t q = 0; q < n; q++) {
            const struct offer *o = &d->offer[set[q]];
            if (at[q] < o->n && d->segment[o->first + at[q]].pay > most) {
                most = d->segment[o->first + at[q]].pay;
                best = q;
            }
        }
        if (best < 0)
            break;
        const struct offer *o = &d->offer[set[best]];
        const struct segment *g = &d->segment[o->first + at[best]++];
        const double hours = g->hours < left ? g->hours : left;
        left -= hours;
        pay += hours * g->pay;
        if (done)
            done[(ptrdiff_t)o->package * r->n_skills + g->skill] +=
                hours * staff_level(r, i, g->skill);
    }
    return pay;
}

// ---- offers -------------------------------------------------------------------------------------

static void add_segment(struct dual *d, struct offer *o, double pay, double hours, int32_t skill) {
    int32_t at = o->first + o->n++;
    for (; at > o->first && d->segment[at - 1].pay < pay; at--)
        d->segment[at] = d->segment[at - 1];
    d->segment[at] = (struct segment){pay, hours, skill};
}

static void make_offer(struct dual *d, int32_t i, int32_t j, int32_t first, bool is_pin) {
    const struct staff *r = d->r;
    struct offer o = {.package = j, .first = first, .fee = r->price[staff_cell(r, i, j)]};
    for (int32_t s = 0; s < r->n_skills; s++) {
        const double level = staff_level(r, i, s), demand = staff_demand(r, j, s);
        const double price = d->price[(ptrdiff_t)j * r->n_skills + s];
        if (level > 0 && demand > 0 && price > 0)
            add_segment(d, &o, price * level, demand / level, s);
    }
    d->offer[d->n_offers] = o;
    const int32_t self = d->n_offers;
    double gain = -o.fee, hours = 0;
    for (int32_t k = 0; k < o.n && hours < r->p->hours[i]; k++) {
        const struct segment *g = &d->segment[o.first + k];
        const double more = fmin(g->hours, r->p->hours[i] - hours);
        hours += more;
        gain += more * g->pay;
        if (hours > 0)
            d->offer[self].rate = fmax(d->offer[self].rate, gain / hours);
    }
    d->offer[self].alone = gain;
    if (gain > TINY || is_pin)
        d->n_offers++;
}

// Offers that pay alone, the best first; pinned ones before all, and package `forced` with them.
static int32_t list_offers(struct dual *d, int32_t i, int32_t forced) {
    const struct staff *r = d->r;
    int32_t n_pins = 0, first = 0;
    d->n_offers = 0;
    for (int32_t j = 0; j < r->n; j++) {
        const int32_t before = d->n_offers;
        const bool is_pin = j == forced || r->is_pin[staff_cell(r, i, j)];
        make_offer(d, i, j, first, is_pin);
        if (d->n_offers == before)
            continue;
        const struct offer o = d->offer[before];
        first += o.n;
        int32_t at = before;
        const int32_t stop = is_pin ? 0 : n_pins;
        for (; at > stop && (is_pin || d->offer[at - 1].alone < o.alone); at--)
            d->offer[at] = d->offer[at - 1];
        d->offer[at] = o;
        n_pins += is_pin;
    }
    return n_pins;
}

// ---- sets ---------------------------------------------------------------------------------------

// No set that adds offers from `from` on to these gains more: each adds at most what it pays alone.
static double most_from(const struct dual *d, int32_t from, int32_t n_more) {
    double sum = 0;
    for (int32_t k = from; k < d->n_offers && k < from + n_more; k++)
        sum += d->offer[k].alone;
    return sum;
}

// All sets in order, depth first; a set's gain grows by at most what the others pay alone. When the
// nodes are spent the rest counts with that much, which keeps the bound a bound.
static double search_sets(struct dual *d, int32_t i, int32_t n_pins) {
    const struct staff *r = d->r;
    const int32_t most = r->p->packages_most[i] < SET_MOST ? r->p->packages_most[i] : SET_MOST;
    double fee[SET_MOST + 1] = {0}, gain[SET_MOST + 1] = {0};
    for (int32_t k = 0; k < n_pins; k++) {
        d->set[k] = k;
        fee[n_pins] += d->offer[k].fee;
    }
    gain[n_pins] = fill_hours(d, i, d->set, n_pins, NULL) - fee[n_pins];
    d->best_gain = gain[n_pins];
    d->best_n = n_pins;
    memcpy(d->best_set, d->set, sizeof d->set);
    double loose = d->best_gain;
    int64_t nodes = 0;
    int32_t depth = n_pins, next = n_pins;
    for (;;) {
        const bool may_add = depth < most && next < d->n_offers &&
                             gain[depth] + most_from(d, next, most - depth) > d->best_gain + TINY;
        if (!may_add) {
            if (depth == n_pins)
                break;
            next = d->set[--depth] + 1;
            continue;
        }
        if (nodes++ == NODES_MOST) {
            for (int32_t q = n_pins; q <= depth; q++)
                loose = fmax(loose,
                             gain[q] + most_from(d, q == depth ? next : d->set[q] + 1, most - q));
            break;
        }
        d->set[depth] = next;
        fee[depth + 1] = fee[depth] + d->offer[next].fee;
        depth++;
        gain[depth] = fill_hours(d, i, d->set, depth, NULL) - fee[depth];
        if (gain[depth] > d->best_gain) {
            d->best_gain = gain[depth];
            d->best_n = depth;
            memcpy(d->best_set, d->set, sizeof d->set);
        }
        next++;
    }
    d->nodes += nodes;
    return fmax(loose, d->best_gain);
}

// ---- the climb ----------------------------------------------------------------------------------

static double look(struct dual *d, struct staff_clock *clock) {
    const struct staff *r = d->r;
    const int32_t n_asks = r->n * r->n_skills;
    double value = 0;
    memset(d->done, 0, (size_t)n_asks * sizeof d->done[0]);
    for (int32_t q = 0; q < n_asks; q++)
        value += d->price[q] * r->p->demand[q];
    for (int32_t i = 0; i < r->m && !clock->is_cancelled; i++) {
        const int32_t n_pins = list_offers(d, i, -1);
        d->nodes = 0;
        if (n_pins <= SET_MOST)
            value -= search_sets(d, i, n_pins);
        else
            value -= most_from(d, 0, d->n_offers); // more than can be searched
        if (n_pins <= SET_MOST)
            fill_hours(d, i, d->best_set, d->best_n, d->done);
        staff_clock_work(clock, d->nodes * 8 + n_asks / 2);
    }
    return value;
}

static void move(struct dual *d, double step) {
    const struct staff *r = d->r;
    double square = 0;
    for (int32_t q = 0; q < r->n * r->n_skills; q++) {
        const double off = r->p->demand[q] - d->done[q];
        d->direction[q] += DIRECTION_SHARE * (off - d->direction[q]);
        square += d->direction[q] * d->direction[q];
    }
    for (int32_t q = 0; q < r->n * r->n_skills; q++) {
        const double price = d->price[q] + step / fmax(square, TINY) * d->direction[q];
        d->price[q] = fmin(fmax(price, 0), r->p->unmet_cost);
    }
}

// ---- what places cost beyond the bound ----------------------------------------------------------

// The most that somebody gains; with package `forced` among others where it is not -1.
static double gain_most(struct dual *d, int32_t i, int32_t forced) {
    const int32_t n_pins = list_offers(d, i, forced);
    return n_pins <= SET_MOST ? search_sets(d, i, n_pins) : most_from(d, 0, d->n_offers);
}

// What a package pays alone is the most that it adds to any others.
static double gain_alone(struct dual *d, int32_t i, int32_t j) {
    d->n_offers = 0;
    make_offer(d, i, j, 0, true);
    return d->offer[0].alone;
}

// At the best prices, how much less people gain when they must be in a package.
static void price_places(struct dual *d, struct staff_clock *clock, double *ret_dear) {
    const struct staff *r = d->r;
    memcpy(d->price, d->best_price, (size_t)r->n * (size_t)r->n_skills * sizeof d->price[0]);
    for (int32_t i = 0; i < r->m; i++) {
        const double most = gain_most(d, i, -1);
        for (int32_t j = 0; j < r->n && !clock->is_over; j++) {
            const double alone = gain_alone(d, i, j);
            d->nodes = 0;
            ret_dear[staff_cell(r, i, j)] = alone < 0 ? -alone : fmax(0, most - gain_most(d, i, j));
            staff_clock_work(clock, d->nodes * 8 + r->n / 4);
        }
    }
}

double staff_bound(struct arena *arena, const struct staff *r, struct staff_clock *clock,
                   double above, double *ret_dear) {
    const size_t asks = (size_t)r->n * (size_t)r->n_skills;
    struct dual d = {
        .r = r,
        .price = NEW_ARRAY(arena, double, asks),
        .best_price = NEW_ARRAY(arena, double, asks),
        .direction = NEW_ARRAY(arena, double, asks),
        .done = NEW_ARRAY(arena, double, asks),
        .offer = NEW_ARRAY(arena, struct offer, (size_t)r->n + 1),
        .segment = NEW_ARRAY(arena, struct segment, asks + (size_t)r->n_skills),
    };
    double best = -INFINITY, factor = 0.5;
    int32_t in_vain = 0;
    for (size_t q = 0; q < asks; q++)
        d.price[q] = fmin(1, r->p->unmet_cost);
    const int64_t until = clock->ticks + clock->total / 3;
    for (int32_t round = 0; round < ROUNDS && clock->ticks < until; round++) {
        if (clock->is_over)
            break;
        const double value = look(&d, clock);
        if (clock->is_cancelled)
            break;
        if (value > best) {
            best = value;
            in_vain = 0;
            clock->bound = fmax(clock->bound, best - SAFE);
            memcpy(d.best_price, d.price, asks * sizeof d.price[0]);
        } else if (++in_vain == PATIENCE) {
            factor *= 0.7;
            in_vain = 0;
            memcpy(d.price, d.best_price, asks * sizeof d.price[0]);
        }
        const double target = fmin(above, best + fmax(0.1 * fabs(best), 1));
        move(&d, factor * fmax(target - value, 0));
    }
    if (best > -INFINITY && ret_dear)
        price_places(&d, clock, ret_dear);
    return best;
}
