// SPDX-License-Identifier: EUPL-1.2
// Divides the hours of a few packages among their teams so that the least is left undone. An hour
// of somebody is worth more at a higher level, and may be worth most where it lets a colleague go
// to another package: a flow with gains. Starting from nothing and always following the path on
// which an hour is worth most, no circle that gains ever appears, so the outcome is the best there
// is. Source: Onaga, Dynamic programming of optimum flows in lossy communication nets, IEEE
// Transactions on Circuit Theory 13(3), 1966.
#include "plan/allocation/staff.h"

static const double TINY = 1e-9, MORE = 1 + 1e-12;

struct staff_hours *staff_hours_new(struct arena *arena, const struct staff *r) {
    const size_t asks = STAFF_PACKAGES * (size_t)r->n_skills;
    struct staff_hours *h = NEW(arena, struct staff_hours);
    h->r = r;
    h->open = NEW_ARRAY(arena, double, asks);
    h->worth = NEW_ARRAY(arena, double, asks);
    h->back = NEW_ARRAY(arena, int32_t, asks);
    const size_t m = (size_t)r->m, alone = m * (size_t)r->n_skills;
    h->person = NEW_ARRAY(arena, int32_t, m);
    h->free = NEW_ARRAY(arena, double, m);
    h->value = NEW_ARRAY(arena, double, m);
    h->via = NEW_ARRAY(arena, int32_t, m);
    h->edge = NEW_ARRAY(arena, struct staff_edge, alone > STAFF_EDGES ? alone : STAFF_EDGES);
    h->number = NEW_ARRAY(arena, int32_t, m);
    memset(h->number, 0xff, m * sizeof h->number[0]);
    return h;
}

void staff_hours_clear(struct staff_hours *h) {
    for (int32_t k = 0; k < h->n_people; k++)
        h->number[h->person[k]] = -1;
    h->n_packages = h->n_people = h->n_edges = 0;
}

static void add_person(const struct staff_state *s, struct staff_hours *h, int32_t i, int32_t a) {
    const struct staff *r = s->r;
    if (h->number[i] < 0) {
        h->number[i] = h->n_people;
        h->person[h->n_people] = i;
        h->free[h->n_people++] = r->p->hours[i] - s->used[i];
    }
    const int32_t k = h->number[i], j = h->package[a];
    h->free[k] += s->hours[staff_cell(r, i, j)];
    for (int32_t skill = 0; skill < r->n_skills; skill++) {
        if (staff_level(r, i, skill) > 0 && staff_demand(r, j, skill) > 0)
            h->edge[h->n_edges++] =
                (struct staff_edge){k, a * r->n_skills + skill, staff_level(r, i, skill), 0};
    }
}

bool staff_hours_add(const struct staff_state *s, struct staff_hours *h, int32_t package) {
    for (int32_t a = 0; a < h->n_packages; a++) {
        if (h->package[a] == package)
            return true;
    }
    const struct staff *r = s->r;
    const int32_t n = s->team_n[package];
    if (h->n_packages > 0 && (h->n_packages == STAFF_PACKAGES || h->n_people + n > STAFF_PEOPLE ||
                              h->n_edges + n * r->n_skills > STAFF_EDGES))
        return false;
    const int32_t a = h->n_packages++;
    h->package[a] = package;
    for (int32_t k = 0; k < r->n_skills; k++)
        h->open[a * r->n_skills + k] = staff_demand(r, package, k);
    for (int32_t q = 0; q < n; q++)
        add_person(s, h, s->team[staff_cell(r, q, package)], a);
    return true;
}

// ---- the flow -----------------------------------------------------------------------------------

// What an hour of everybody is worth, and on which way.
static void find_values(struct staff_hours *h) {
    const int32_t n_asks = h->n_packages * h->r->n_skills;
    for (int32_t q = 0; q < n_asks; q++) {
        h->worth[q] = h->open[q] > TINY ? 1 : 0;
        h->back[q] = -1;
    }
    for (int32_t k = 0; k < h->n_people; k++)
        h->value[k] = 0;
    bool has_changed = true;
    for (int32_t round = 0; has_changed && round < h->n_people; round++) {
        has_changed = false;
        for (int32_t e = 0; e < h->n_edges; e++) {
            const struct staff_edge *edge = &h->edge[e];
            const double value = edge->level * h->worth[edge->ask];
            if (value > h->value[edge->person] * MORE) {
                h->value[edge->person] = value;
                h->via[edge->person] = e;
                has_changed = true;
            }
        }
        for (int32_t e = 0; e < h->n_edges; e++) {
            const struct staff_edge *edge = &h->edge[e];
            const double worth = h->value[edge->person] / edge->level;
            if (edge->hours > TINY && worth > h->worth[edge->ask] * MORE) {
                h->worth[edge->ask] = worth;
                h->back[edge->ask] = e;
                has_changed = true;
            }
        }
        h->work += h->n_edges / 4 + 1;
    }
}

// Along the way of person k: the hours that fit, or with `hours` > 0 those hours are moved. Below
// 0: the way does not end.
static double follow(struct staff_hours *h, int32_t k, double hours) {
    double most = h->free[k], share = 1; // hours here for each hour at the start
    for (int32_t step = 0; step <= h->n_people; step++) {
        struct staff_edge *to = &h->edge[h->via[k]];
        const double done = share * to->level;
        if (hours > 0)
            to->hours += share * hours;
        if (h->back[to->ask] < 0) {
            if (hours > 0)
                h->open[to->ask] -= done * hours;
            const double room = h->open[to->ask] / done;
            return room < most ? room : most;
        }
        struct staff_edge *from = &h->edge[h->back[to->ask]];
        share = done / from->level;
        most = from->hours / share < most ? from->hours / share : most;
        if (hours > 0)
            from->hours -= share * hours;
        k = from->person;
    }
    return -1;
}

static double strain_of(const struct staff_state *s, const struct staff_hours *h, bool is_new) {
    double cost = 0;
    for (int32_t k = 0; k < h->n_people && h->r->p->strain_cost > 0; k++) {
        const int32_t i = h->person[k];
        cost += staff_strain(h->r, i, is_new ? h->r->p->hours[i] - h->free[k] : s->used[i]);
    }
    return cost;
}

static double open_hours(const struct staff_hours *h) {
    double hours = 0;
    for (int32_t q = 0; q < h->n_packages * h->r->n_skills; q++)
        hours += h->open[q] > TINY ? h->open[q] : 0;
    return hours;
}

// Moves hours while somebody's are worth at least `least`; `kept` of everybody's stay free.
static void fill(struct staff_hours *h, double kept, double least) {
    for (int32_t step = 0; step < 8 * h->n_edges + 8; step++) {
        find_values(h);
        int32_t best = -1;
        for (int32_t k = 0; k < h->n_people; k++) {
            const double spare = h->free[k] - kept * h->r->p->hours[h->person[k]];
            if (spare > TINY && h->value[k] > least &&
                (best < 0 || h->value[k] > h->value[best] * MORE))
                best = k;
        }
        if (best < 0)
            return;
        const double spare = h->free[best] - kept * h->r->p->hours[h->person[best]];
        double hours = follow(h, best, 0);
        hours = hours < spare ? hours : spare;
        if (hours <= 0)
            return;
        follow(h, best, hours);
        h->free[best] -= hours;
    }
}

void staff_hours_divide(const struct staff_state *s, struct staff_hours *h) {
    double unmet = 0;
    for (int32_t a = 0; a < h->n_packages; a++)
        unmet += s->unmet[h->package[a]];
    const double strain = h->r->p->strain_cost;
    if (strain > 0) { // the last hours of everybody only where they are worth their cost
        fill(h, 0.05, TINY);
        if (s->unmet_price > 0)
            fill(h, 0, strain / s->unmet_price);
    } else {
        fill(h, 0, TINY);
    }
    h->less_unmet = unmet - open_hours(h);
    h->gain = h->less_unmet * s->unmet_price + strain_of(s, h, false) - strain_of(s, h, true);
}

// ---- to the state and to the plan ---------------------------------------------------------------

void staff_hours_commit(struct staff_state *s, const struct staff_hours *h) {
    const struct staff *r = s->r;
    for (int32_t a = 0; a < h->n_packages; a++) {
        const int32_t j = h->package[a];
        s->unmet[j] = 0;
        for (int32_t k = 0; k < r->n_skills; k++)
            s->unmet[j] += h->open[a * r->n_skills + k] > TINY ? h->open[a * r->n_skills + k] : 0;
        for (int32_t q = 0; q < s->team_n[j]; q++)
            s->hours[staff_cell(r, s->team[staff_cell(r, q, j)], j)] = 0;
    }
    for (int32_t e = 0; e < h->n_edges; e++) {
        const struct staff_edge *edge = &h->edge[e];
        const int32_t j = h->package[edge->ask / r->n_skills];
        s->hours[staff_cell(r, h->person[edge->person], j)] += edge->hours > 0 ? edge->hours : 0;
    }
    for (int32_t k = 0; k < h->n_people; k++)
        s->used[h->person[k]] = r->p->hours[h->person[k]] - (h->free[k] > 0 ? h->free[k] : 0);
    s->cost -= h->gain;
    s->unmet_all -= h->less_unmet;
}

static void write_package(const struct staff_state *s, struct staff_hours *h, int32_t j,
                          struct plan_work *work, int32_t *n) {
    const struct staff *r = s->r;
    staff_hours_clear(h);
    ENSURE(staff_hours_add(s, h, j));
    for (int32_t k = 0; k < h->n_people; k++)
        h->free[k] = s->hours[staff_cell(r, h->person[k], j)];
    fill(h, 0, TINY);
    for (int32_t i = 0; i < r->m; i++) {
        if (!staff_is_in(s, i, j))
            continue;
        const int32_t before = *n;
        for (int32_t e = 0; e < h->n_edges; e++) {
            if (h->person[h->edge[e].person] == i && h->edge[e].hours > TINY)
                work[(*n)++] = (struct plan_work){i, j, h->edge[e].ask, h->edge[e].hours};
        }
        if (*n == before)
            work[(*n)++] = (struct plan_work){i, j, 0, 0};
    }
}

struct plan_work *staff_hours_write(struct arena *arena, const struct staff_state *s,
                                    struct staff_hours *h, int32_t *ret_n) {
    int64_t most = 0;
    int32_t n = 0;
    for (int32_t j = 0; j < s->r->n; j++)
        most += (int64_t)s->team_n[j] * s->r->n_skills;
    struct plan_work *work = NEW_ARRAY(arena, struct plan_work, (size_t)most);
    for (int32_t j = 0; j < s->r->n; j++)
        write_package(s, h, j, work, &n);
    *ret_n = n;
    return work;
}
