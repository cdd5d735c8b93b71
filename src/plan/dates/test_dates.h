// SPDX-License-Identifier: EUPL-1.2
// For tests of the dates solver: small problems with every rule in turn, and what exhaustive search
// finds. Included by tests only.
#ifndef VLIEGWIEL_TEST_DATES_H
#define VLIEGWIEL_TEST_DATES_H
#include "base/testing.h"

#include "base/rng.h"
#include "plan/conflict.h"

TEST_ARENA((size_t)1 << 30);

// ---- small problems -----------------------------------------------------------------------------

enum { GROUPS = 2, MODULES = 2, SLOTS = 6, STAFF = 3, PEOPLE = 6, KINDS = 2 };

static bool chance(struct rng *rng, uint32_t percent) {
    return rng_below(rng, 100) < percent;
}

static int32_t up_to(struct rng *rng, uint32_t most) {
    return (int32_t)rng_below(rng, most + 1);
}

static int32_t *numbers(struct rng *rng, size_t n, int32_t least, uint32_t above) {
    int32_t *list = NEW_ARRAY(arena, int32_t, n);
    for (size_t k = 0; k < n; k++)
        list[k] = least + up_to(rng, above);
    return list;
}

static bool *flags(struct rng *rng, size_t n, uint32_t percent) {
    bool *list = NEW_ARRAY(arena, bool, n);
    for (size_t k = 0; k < n; k++)
        list[k] = chance(rng, percent);
    return list;
}

static void add_people(struct plan_dates *p, struct rng *rng) {
    if (chance(rng, 30)) {
        p->absent = numbers(rng, GROUPS * SLOTS, 0, 9);
        return;
    }
    p->n_people = PEOPLE;
    p->group = numbers(rng, PEOPLE, 0, GROUPS - 1);
    p->away = flags(rng, PEOPLE * SLOTS, 40);
    p->missed_cost = up_to(rng, 3);
    p->organisation = numbers(rng, PEOPLE, -1, 2);
    p->n_organisations = 2;
    p->organisation_least = chance(rng, 50) ? 0 : 1;
}

static void add_rooms_and_staff(struct plan_dates *p, struct rng *rng) {
    static const int32_t seats[KINDS] = {4, 9};
    p->n_room_kinds = up_to(rng, KINDS);
    p->room_seats = seats;
    p->rooms = numbers(rng, KINDS * SLOTS, 0, 1);
    p->seats_needed = numbers(rng, GROUPS, p->n_room_kinds == 1 ? 0 : 3, 4);
    if (chance(rng, 20))
        return;
    p->n_facilitators = STAFF;
    p->can = flags(rng, STAFF * MODULES, 80);
    p->free = flags(rng, STAFF * SLOTS, 75);
    p->needed = chance(rng, 50) ? NULL : numbers(rng, MODULES, 1, 1);
    p->handover_cost = chance(rng, 60) ? 0 : up_to(rng, 4);
    p->is_continuous = chance(rng, 25);
}

static void add_past(struct plan_dates *p, struct rng *rng) {
    int32_t *slot = NEW_ARRAY(arena, int32_t, GROUPS * MODULES);
    for (int32_t g = 0; g < GROUPS; g++) {
        slot[g * MODULES] = up_to(rng, 2) - 1;
        slot[g * MODULES + 1] = chance(rng, 50) ? -1 : 2 + up_to(rng, 3);
    }
    p->previous = slot;
    p->move_cost = up_to(rng, 3);
    p->fixed_before = chance(rng, 50) ? 0 : 1;
}

static struct plan_dates small_problem(uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    struct plan_dates p = {.n_groups = GROUPS, .n_modules = MODULES, .n_slots = SLOTS};
    add_people(&p, &rng);
    p.closed = chance(&rng, 50) ? NULL : flags(&rng, GROUPS * SLOTS, 15);
    p.absent_most = chance(&rng, 60) ? NULL : numbers(&rng, GROUPS, 2, 4);
    p.gap_least = 1 + up_to(&rng, 1);
    p.gap_most = chance(&rng, 50) ? 0 : p.gap_least + up_to(&rng, 2);
    p.rhythm_cost = chance(&rng, 60) ? 0 : 1 + up_to(&rng, 2);
    p.rhythm_slots = 1 + up_to(&rng, 1);
    p.rhythm = 1 + up_to(&rng, 3);
    add_rooms_and_staff(&p, &rng);
    if (chance(&rng, 40))
        add_past(&p, &rng);
    return p;
}

// ---- everything, tried --------------------------------------------------------------------------

struct trial {
    const struct plan_dates *p;
    int32_t slot[GROUPS * MODULES], staff[GROUPS * MODULES * PLAN_DATES_NEEDED_MAX];
    int64_t best; // -1: none
};

static bool has_past(const struct plan_dates *p, int32_t k) {
    return p->previous && p->previous[k] >= 0 && p->previous[k] < p->fixed_before;
}

static void try_staff(struct trial *x, int32_t k) {
    const struct plan_dates *p = x->p;
    if (k == GROUPS * MODULES) {
        struct plan_dates_score score;
        struct plan_conflicts conflicts;
        if (plan_dates_check(arena, p, x->slot, x->staff, &score, &conflicts) &&
            (x->best < 0 || score.cost < x->best))
            x->best = score.cost;
        return;
    }
    const int32_t n = p->n_facilitators == 0 || has_past(p, k) ? 0
                      : p->needed                              ? p->needed[k % MODULES]
                                                               : 1;
    int32_t *const list = x->staff + (ptrdiff_t)k * PLAN_DATES_NEEDED_MAX;
    for (int32_t a = 0; a < (n > 0 ? p->n_facilitators : 1); a++) {
        for (int32_t b = a + 1; b < (n > 1 ? p->n_facilitators : a + 2); b++) {
            list[0] = n > 0 ? a : -1;
            list[1] = n > 1 ? b : -1;
            try_staff(x, k + 1);
        }
    }
}

static void try_slots(struct trial *x, int32_t k) {
    const struct plan_dates *p = x->p;
    if (k == GROUPS * MODULES) {
        try_staff(x, 0);
        return;
    }
    for (int32_t t = 0; t < SLOTS; t++) {
        const bool is_late = k % MODULES == 0 || t - x->slot[k - 1] >= p->gap_least;
        const bool is_open = has_past(p, k) || !p->closed || !p->closed[k / MODULES * SLOTS + t];
        x->slot[k] = t;
        if (is_late && is_open)
            try_slots(x, k + 1);
    }
}

static int64_t best_of_all(const struct plan_dates *p) {
    struct trial x = {.p = p, .best = -1};
    for (size_t k = 0; k < COUNT_OF(x.staff); k++)
        x.staff[k] = -1;
    try_slots(&x, 0);
    return x.best;
}
#endif
