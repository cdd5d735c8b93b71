// SPDX-License-Identifier: EUPL-1.2
// Brings an allocation into the form the solver works with, and names what contradicts itself:
// numbers out of range, packages that nobody can do, and sets of packages whose people together
// have too few hours.
#include "plan/allocation/gap.h"

enum { PRICE_HEADROOM = 16, UNIT_MOST = 1024, SUM_MOST = 1 << 30 };

static void name_conflict(struct arena *arena, struct plan_conflicts *conflicts,
                          enum plan_rule rule, int32_t package, int64_t have, int64_t need) {
    plan_conflict_add(arena, conflicts,
                      (struct plan_conflict){rule, -1, -1, package,
                                             have < INT32_MAX ? (int32_t)have : INT32_MAX,
                                             need < INT32_MAX ? (int32_t)need : INT32_MAX});
}

// ---- numbers ------------------------------------------------------------------------------------

static bool candidates_are_sane(const struct plan_allocation *p, int32_t j, int32_t *seen) {
    for (int32_t k = p->start[j]; k < p->start[j + 1]; k++) {
        const struct plan_candidate *c = &p->candidates[k];
        if (c->person < 0 || c->person >= p->n_people || seen[c->person] == j + 1 || c->load < 0 ||
            c->load > PLAN_ALLOCATION_HOURS_MAX || c->cost < -PLAN_ALLOCATION_COST_MAX ||
            c->cost > PLAN_ALLOCATION_COST_MAX)
            return false;
        seen[c->person] = j + 1;
    }
    return true;
}

static bool numbers_are_sane(struct arena *arena, const struct plan_allocation *p) {
    if (p->n_people < 1 || p->n_people > PLAN_ALLOCATION_PEOPLE_MAX || p->n_packages < 1 ||
        p->n_packages > PLAN_ALLOCATION_PACKAGES_MAX || p->start[0] != 0 || p->change_cost < 0 ||
        p->change_cost > PLAN_ALLOCATION_COST_MAX)
        return false;
    int32_t *seen = NEW_ARRAY(arena, int32_t, (size_t)p->n_people);
    for (int32_t i = 0; i < p->n_people; i++) {
        if (p->hours[i] < 0 || p->hours[i] > PLAN_ALLOCATION_HOURS_MAX)
            return false;
    }
    for (int32_t j = 0; j < p->n_packages; j++) // before any candidate is read
        if (p->start[j + 1] < p->start[j])
            return false;
    for (int32_t j = 0; j < p->n_packages; j++) {
        if (!candidates_are_sane(p, j, seen))
            return false;
        if (p->previous && (p->previous[j] < -1 || p->previous[j] >= p->n_people))
            return false;
    }
    return true;
}

// ---- the form that is worked with ---------------------------------------------------------------

static void list_pairs(struct arena *arena, const struct plan_allocation *p, struct gap *r,
                       struct plan_conflicts *conflicts) {
    r->pair_start = NEW_ARRAY(arena, int32_t, (size_t)r->n + 1);
    r->pair = NEW_ARRAY(arena, struct gap_pair, (size_t)p->start[r->n]);
    int32_t n = 0;
    for (int32_t j = 0; j < r->n; j++) {
        int32_t least = INT32_MAX, most = 0;
        for (int32_t k = p->start[j]; k < p->start[j + 1]; k++) {
            const struct plan_candidate *c = &p->candidates[k];
            least = c->load < least ? c->load : least;
            most = p->hours[c->person] > most ? p->hours[c->person] : most;
            if (c->load > p->hours[c->person])
                continue;
            const bool is_change =
                p->previous && p->previous[j] >= 0 && p->previous[j] != c->person;
            r->pair[n++] =
                (struct gap_pair){c->person, c->cost + (is_change ? p->change_cost : 0), c->load};
        }
        r->pair_start[j + 1] = n;
        if (n == r->pair_start[j])
            name_conflict(arena, conflicts, PLAN_RULE_NOBODY, j, most, least);
    }
}

static void list_items(struct arena *arena, struct gap *r) {
    const int32_t n_pairs = r->pair_start[r->n];
    r->item_start = NEW_ARRAY(arena, int32_t, (size_t)r->m + 1);
    r->item = NEW_ARRAY(arena, struct gap_item, (size_t)n_pairs);
    r->item_pair = NEW_ARRAY(arena, int32_t, (size_t)n_pairs);
    for (int32_t k = 0; k < n_pairs; k++)
        r->item_start[r->pair[k].person + 1]++;
    for (int32_t i = 0; i < r->m; i++) {
        r->items_most = r->item_start[i + 1] > r->items_most ? r->item_start[i + 1] : r->items_most;
        r->item_start[i + 1] += r->item_start[i];
    }
    int32_t *at = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    for (int32_t j = 0; j < r->n; j++) {
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++) {
            const struct gap_pair *pair = &r->pair[k];
            const int32_t to = r->item_start[pair->person] + at[pair->person]++;
            r->item[to] = (struct gap_item){j, pair->cost, pair->load};
            r->item_pair[to] = k;
        }
    }
}

// How many of somebody's packages can fit at most: counted over a few sizes of load, rounded down.
static int32_t most_that_fit(const struct gap *r, int32_t i) {
    int64_t number[32] = {0}, n = 0, left = r->hours[i];
    for (int32_t k = r->item_start[i]; k < r->item_start[i + 1]; k++) {
        int32_t size = 0;
        for (int32_t load = r->item[k].load; load > 0; load /= 2)
            size++;
        number[size]++;
    }
    for (int32_t size = 0; size < 32; size++) {
        const int64_t least = size == 0 ? 0 : (int64_t)1 << (size - 1);
        const int64_t fit =
            least == 0 || number[size] * least <= left ? number[size] : left / least;
        n += fit;
        left -= fit * least;
    }
    return (int32_t)n;
}

// Units as fine as sums over one person in 32 bits allow.
static void choose_units(struct gap *r) {
    int32_t cost_most = 1, fit_most = 1;
    for (int32_t k = 0; k < r->pair_start[r->n]; k++) {
        const int32_t cost = r->pair[k].cost < 0 ? -r->pair[k].cost : r->pair[k].cost;
        cost_most = cost > cost_most ? cost : cost_most;
    }
    for (int32_t i = 0; i < r->m; i++) {
        const int32_t fit = most_that_fit(r, i);
        fit_most = fit > fit_most ? fit : fit_most;
    }
    r->price_most = SUM_MOST / fit_most / 2;
    r->unit_mul = UNIT_MOST;
    while (r->unit_mul > 1 && (int64_t)cost_most * r->unit_mul * PRICE_HEADROOM > r->price_most)
        r->unit_mul /= 2;
    while (((int64_t)cost_most >> r->unit_shift) > r->price_most)
        r->unit_shift++;
    for (int32_t k = 0; k < r->pair_start[r->n]; k++)
        r->item[k].cost = gap_units(r, r->item[k].cost);
}

// Steps of hours so coarse that a table of any person stays small. Loads are rounded down to whole
// steps and so are hours: whatever fits still fits.
static void choose_grids(struct arena *arena, struct gap *r) {
    r->grid = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    for (int32_t i = 0; i < r->m; i++) {
        const int64_t n_items = r->item_start[i + 1] - r->item_start[i] + 1;
        const int64_t room = GAP_SACK_CELLS / n_items - 16;
        const int64_t width = room < 1 ? 1 : room > GAP_SACK_WIDTH ? GAP_SACK_WIDTH : room;
        r->grid[i] = 1 + (int32_t)(r->hours[i] / (width + 1));
    }
}

void gap_expand(struct arena *arena, const struct plan_allocation *p, struct gap *ret_gap,
                struct plan_conflicts *conflicts) {
    if (!numbers_are_sane(arena, p)) {
        name_conflict(arena, conflicts, PLAN_RULE_NUMBERS, -1, -1, -1);
        return;
    }
    struct gap r = {.m = p->n_people, .n = p->n_packages};
    r.hours = NEW_ARRAY(arena, int32_t, (size_t)r.m);
    memcpy(r.hours, p->hours, (size_t)r.m * sizeof r.hours[0]);
    list_pairs(arena, p, &r, conflicts);
    if (conflicts->n > 0)
        return;
    list_items(arena, &r);
    choose_units(&r);
    choose_grids(arena, &r);
    *ret_gap = r;
}

// ---- shortage of hours --------------------------------------------------------------------------

// Hours flow from packages, each with the least that anybody needs for it, to people. What cannot
// flow shows the set of packages and people that is short.
struct flow {
    const struct gap *r;
    int64_t *sent;                  // [pairs] from the package to the person
    int64_t *left;                  // [n] to send
    int64_t *room;                  // [m]
    int32_t *from_item, *from_pair; // [n] how a package, [m] how a person was reached; -1: not
    int32_t *queue;                 // [n] packages
};

static int64_t least_load(const struct gap *r, int32_t j) {
    int32_t least = INT32_MAX;
    for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++)
        least = r->pair[k].load < least ? r->pair[k].load : least;
    return least;
}

// Back along the way from person i, pushing what the narrowest place lets through.
static void push_along(struct flow *f, int32_t i) {
    const struct gap *r = f->r;
    int64_t most = f->room[i];
    int32_t j = -1;
    for (int32_t at = i;;) {
        const int32_t pair = f->from_pair[at];
        j = r->item[pair].package;
        if (f->from_item[j] == -2)
            break;
        const int32_t back = f->from_item[j];
        most = f->sent[r->item_pair[back]] < most ? f->sent[r->item_pair[back]] : most;
        at = r->pair[r->item_pair[back]].person;
    }
    most = f->left[j] < most ? f->left[j] : most;
    f->left[j] -= most;
    f->room[i] -= most;
    for (int32_t at = i;;) {
        const int32_t pair = f->from_pair[at];
        f->sent[r->item_pair[pair]] += most;
        j = r->item[pair].package;
        if (f->from_item[j] == -2)
            break;
        const int32_t back = f->from_item[j];
        f->sent[r->item_pair[back]] -= most;
        at = r->pair[r->item_pair[back]].person;
    }
}

// The item of a pair, found among those of its person.
static int32_t item_of(const struct gap *r, int32_t pair) {
    const int32_t i = r->pair[pair].person;
    int32_t low = r->item_start[i], high = r->item_start[i + 1] - 1;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (r->item_pair[middle] < pair)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// From package j, widening, until a person with room is reached. False: none is.
static bool augment(struct flow *f, int32_t start) {
    const struct gap *r = f->r;
    memset(f->from_item, 0xff, (size_t)r->n * sizeof f->from_item[0]);
    memset(f->from_pair, 0xff, (size_t)r->m * sizeof f->from_pair[0]);
    int32_t n = 0;
    f->from_item[start] = -2;
    f->queue[n++] = start;
    for (int32_t q = 0; q < n; q++) {
        const int32_t j = f->queue[q];
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++) {
            const int32_t i = r->pair[k].person;
            if (f->from_pair[i] >= 0)
                continue;
            f->from_pair[i] = item_of(r, k);
            if (f->room[i] > 0) {
                push_along(f, i);
                return true;
            }
            for (int32_t t = r->item_start[i]; t < r->item_start[i + 1]; t++) {
                const int32_t other = r->item[t].package;
                if (f->from_item[other] == -1 && f->sent[r->item_pair[t]] > 0) {
                    f->from_item[other] = t;
                    f->queue[n++] = other;
                }
            }
        }
    }
    return false;
}

static void name_shortage(struct arena *arena, const struct flow *f,
                          struct plan_conflicts *conflicts) {
    int64_t need = 0, have = 0;
    int32_t n_packages = 0, n_people = 0, some = -1;
    for (int32_t j = 0; j < f->r->n; j++) {
        if (f->from_item[j] != -1) {
            need += least_load(f->r, j);
            n_packages++;
            some = some < 0 ? j : some;
        }
    }
    for (int32_t i = 0; i < f->r->m; i++) {
        if (f->from_pair[i] >= 0) {
            have += f->r->hours[i];
            n_people++;
        }
    }
    plan_conflict_add(arena, conflicts,
                      (struct plan_conflict){PLAN_RULE_HOURS_SHORT, n_packages, n_people, some,
                                             have < INT32_MAX ? (int32_t)have : INT32_MAX,
                                             need < INT32_MAX ? (int32_t)need : INT32_MAX});
}

void gap_find_shortage(struct arena *arena, const struct gap *r, struct plan_conflicts *conflicts) {
    struct flow f = {
        .r = r,
        .sent = NEW_ARRAY(arena, int64_t, (size_t)r->pair_start[r->n]),
        .left = NEW_ARRAY(arena, int64_t, (size_t)r->n),
        .room = NEW_ARRAY(arena, int64_t, (size_t)r->m),
        .from_item = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .from_pair = NEW_ARRAY(arena, int32_t, (size_t)r->m),
        .queue = NEW_ARRAY(arena, int32_t, (size_t)r->n),
    };
    for (int32_t i = 0; i < r->m; i++)
        f.room[i] = r->hours[i];
    for (int32_t j = 0; j < r->n; j++) {
        f.left[j] = least_load(r, j);
        while (f.left[j] > 0) {
            if (!augment(&f, j)) {
                name_shortage(arena, &f, conflicts);
                return;
            }
        }
    }
}
