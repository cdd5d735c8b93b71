// SPDX-License-Identifier: EUPL-1.2
// The rules of a composition in words: which a choice breaks, which leave no choice, why somebody
// has no place; and what drawing by lot would give. Never searches by itself.
#include "base/rng.h"
#include "plan/composition/composition_rules.h"

struct breaches {
    struct composition_breach *list;
    size_t n;
};

static void name(struct breaches *breaches, enum composition_rule rule, int32_t a, int32_t b,
                 int32_t have, int32_t want) {
    breaches->list[breaches->n++] = (struct composition_breach){rule, a, b, have, want};
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b) {
    return a > b ? a : b;
}

bool composition_same_block(const struct composition_problem *p, int32_t i, int32_t j) {
    return i == j || (p->together[i] >= 0 && p->together[i] == p->together[j]);
}

// ---- why there is no choice ---------------------------------------------------------------------

struct supply {       // of one unit or organisation, or of all
    int32_t eligible; // people with consent
    int32_t needed;   // that the minima ask for
    int32_t room;     // that the maxima leave, of those with consent
};

static void explain_units(const struct composition_problem *p, const int32_t *eligible,
                          struct breaches *breaches) {
    for (int32_t u = 0; u < p->n_units; u++)
        if (eligible[u] < p->unit_min)
            name(breaches, COMPOSITION_UNIT_MIN, u, -1, eligible[u], p->unit_min);
    if (p->n_units * p->unit_min > p->places)
        name(breaches, COMPOSITION_UNIT_MIN, -1, -1, p->n_units * p->unit_min, p->places);
}

static struct supply supply_of(const struct composition_problem *p, const int32_t *eligible,
                               int32_t organisation) {
    struct supply supply = {0};
    for (int32_t u = 0; u < p->n_units; u++) {
        if (organisation >= 0 && p->organisation[u] != organisation)
            continue;
        supply.eligible += eligible[u];
        supply.needed += p->unit_min;
        supply.room += smaller(eligible[u], p->unit_max);
    }
    return supply;
}

// Names what an organisation cannot keep, and gives what it asks and leaves.
static struct supply explain_organisation(const struct composition_problem *p,
                                          const int32_t *eligible, int32_t o,
                                          struct breaches *breaches) {
    struct supply supply = supply_of(p, eligible, o);
    if (supply.room < p->seats_min[o])
        name(breaches, COMPOSITION_SEATS_MIN, o, -1, supply.room, p->seats_min[o]);
    if (supply.needed > p->seats_max[o])
        name(breaches, COMPOSITION_SEATS_MAX, o, -1, supply.needed, p->seats_max[o]);
    supply.needed = larger(supply.needed, p->seats_min[o]);
    supply.room = smaller(supply.room, p->seats_max[o]);
    return supply;
}

static void explain_seats(const struct composition_problem *p, const int32_t *eligible,
                          struct breaches *breaches) {
    const struct supply by_unit = supply_of(p, eligible, -1);
    struct supply all = {0};
    for (int32_t o = 0; o < p->n_organisations; o++) {
        const struct supply own = explain_organisation(p, eligible, o, breaches);
        all.needed += own.needed;
        all.room += own.room;
    }
    if (by_unit.eligible < p->places)
        name(breaches, COMPOSITION_PLACES, -1, -1, by_unit.eligible, p->places);
    else if (by_unit.room < p->places)
        name(breaches, COMPOSITION_UNIT_MAX, -1, -1, by_unit.room, p->places);
    else if (p->n_organisations > 0 && all.room < p->places)
        name(breaches, COMPOSITION_SEATS_MAX, -1, -1, all.room, p->places);
    if (all.needed > p->places && by_unit.needed <= p->places)
        name(breaches, COMPOSITION_SEATS_MIN, -1, -1, all.needed, p->places);
}

static int32_t *all_of(struct arena *arena, int32_t n, int32_t value) {
    int32_t *const ret = NEW_ARRAY(arena, int32_t, (size_t)n + 1);
    for (int32_t i = 0; i < n; i++)
        ret[i] = value;
    return ret;
}

// The problem without one rule.
static struct composition_problem without(struct arena *arena, const struct composition_problem *p,
                                          enum composition_rule rule) {
    struct composition_problem q = *p;
    if (rule == COMPOSITION_UNIT_MIN)
        q.unit_min = 0;
    if (rule == COMPOSITION_UNIT_MAX)
        q.unit_max = p->n;
    if (rule == COMPOSITION_SEATS_MIN)
        q.seats_min = all_of(arena, p->n_organisations, 0);
    if (rule == COMPOSITION_SEATS_MAX)
        q.seats_max = all_of(arena, p->n_organisations, p->n);
    if (rule == COMPOSITION_TOGETHER)
        q.together = all_of(arena, p->n, -1);
    if (rule == COMPOSITION_APART)
        q.n_apart = 0;
    return q;
}

size_t composition_explain(struct arena *arena, const struct composition_problem *p,
                           const struct composition_breach **ret_breaches) {
    const size_t most = (size_t)p->n_units + 2 * (size_t)p->n_organisations + 12;
    struct breaches breaches = {NEW_ARRAY(arena, struct composition_breach, most), 0};
    int32_t *eligible = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1);
    for (int32_t i = 0; i < p->n; i++)
        eligible[p->unit[i]] += p->eligible[i];
    explain_units(p, eligible, &breaches);
    explain_seats(p, eligible, &breaches);
    if (breaches.n == 0) {
        name(&breaches, COMPOSITION_RULES, -1, -1, 0, p->places);
        for (enum composition_rule rule = COMPOSITION_UNIT_MIN; rule < COMPOSITION_RULES; rule++) {
            const struct composition_problem q = without(arena, p, rule);
            if (composition_feasible(arena, &q))
                name(&breaches, COMPOSITION_RULES, (int32_t)rule, -1, 0, p->places);
        }
    }
    *ret_breaches = breaches.list;
    return breaches.n;
}

// ---- what a choice breaks -----------------------------------------------------------------------

static int32_t missing_partner(const struct composition_problem *p, const bool *placed, int32_t i,
                               bool wanted) {
    for (int32_t j = 0; j < p->n; j++)
        if (j != i && composition_same_block(p, i, j) && placed[j] == wanted)
            return j;
    return -1;
}

static void check_units(const struct composition_problem *p, const int32_t *count,
                        struct breaches *breaches) {
    for (int32_t u = 0; u < p->n_units; u++) {
        if (count[u] < p->unit_min)
            name(breaches, COMPOSITION_UNIT_MIN, u, -1, count[u], p->unit_min);
        if (count[u] > p->unit_max)
            name(breaches, COMPOSITION_UNIT_MAX, u, -1, count[u], p->unit_max);
    }
    for (int32_t o = 0; o < p->n_organisations; o++) {
        int32_t n = 0;
        for (int32_t u = 0; u < p->n_units; u++)
            n += p->organisation[u] == o ? count[u] : 0;
        if (n < p->seats_min[o])
            name(breaches, COMPOSITION_SEATS_MIN, o, -1, n, p->seats_min[o]);
        if (n > p->seats_max[o])
            name(breaches, COMPOSITION_SEATS_MAX, o, -1, n, p->seats_max[o]);
    }
}

static void check_people(const struct composition_problem *p, const bool *placed,
                         struct breaches *breaches) {
    for (int32_t i = 0; i < p->n; i++) {
        if (!placed[i])
            continue;
        if (!p->eligible[i])
            name(breaches, COMPOSITION_CONSENT, i, -1, 0, 1);
        const int32_t left_out = missing_partner(p, placed, i, false);
        if (left_out >= 0)
            name(breaches, COMPOSITION_TOGETHER, i, left_out, 0, 1);
    }
    for (size_t k = 0; k < p->n_apart; k++)
        if (placed[p->apart[k][0]] && placed[p->apart[k][1]])
            name(breaches, COMPOSITION_APART, p->apart[k][0], p->apart[k][1], 2, 1);
}

size_t composition_breaches(struct arena *arena, const struct composition_problem *p,
                            const bool *placed, const struct composition_breach **ret_breaches) {
    const size_t most =
        2 * (size_t)p->n + p->n_apart + (size_t)p->n_units + (size_t)p->n_organisations + 1;
    struct breaches breaches = {NEW_ARRAY(arena, struct composition_breach, most), 0};
    int32_t *count = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1);
    int32_t n_placed = 0;
    for (int32_t i = 0; i < p->n; i++) {
        n_placed += placed[i];
        count[p->unit[i]] += placed[i];
    }
    check_people(p, placed, &breaches);
    check_units(p, count, &breaches);
    if (n_placed != p->places)
        name(&breaches, COMPOSITION_PLACES, -1, -1, n_placed, p->places);
    *ret_breaches = breaches.list;
    return breaches.n;
}

struct composition_breach composition_why(const struct composition_problem *p, const bool *placed,
                                          int32_t i) {
    if (!p->eligible[i])
        return (struct composition_breach){COMPOSITION_CONSENT, i, -1, 0, 1};
    for (size_t k = 0; k < p->n_apart; k++) {
        const int32_t a = p->apart[k][0], b = p->apart[k][1];
        if ((a == i && placed[b]) || (b == i && placed[a]))
            return (struct composition_breach){COMPOSITION_APART, i, a == i ? b : a, 1, 1};
    }
    const int32_t partner = missing_partner(p, placed, i, false);
    if (partner >= 0)
        return (struct composition_breach){COMPOSITION_TOGETHER, i, partner, 0, 1};
    int32_t in_unit = 0, in_seats = 0;
    for (int32_t j = 0; j < p->n; j++) {
        in_unit += placed[j] && p->unit[j] == p->unit[i];
        in_seats += placed[j] && p->n_organisations > 0 &&
                    p->organisation[p->unit[j]] == p->organisation[p->unit[i]];
    }
    if (in_unit >= p->unit_max)
        return (struct composition_breach){COMPOSITION_UNIT_MAX, p->unit[i], -1, in_unit,
                                           p->unit_max};
    if (p->n_organisations > 0 && in_seats >= p->seats_max[p->organisation[p->unit[i]]])
        return (struct composition_breach){COMPOSITION_SEATS_MAX, p->organisation[p->unit[i]], -1,
                                           in_seats, in_seats};
    return (struct composition_breach){COMPOSITION_PLACES, i, -1, p->places, p->places};
}

// ---- by lot -------------------------------------------------------------------------------------

struct composition_baseline
composition_baseline(struct arena *arena, const struct composition_problem *p, uint64_t seed) {
    enum { N_DRAWS = 100 };
    struct composition_baseline baseline = {.least = INT64_MAX};
    int32_t *people = NEW_ARRAY(arena, int32_t, (size_t)p->n + 1);
    bool *placed = NEW_ARRAY(arena, bool, (size_t)p->n + 1);
    size_t n = 0;
    int64_t sum = 0;
    for (int32_t i = 0; i < p->n; i++)
        if (p->eligible[i])
            people[n++] = i;
    if ((int32_t)n < p->places)
        return (struct composition_baseline){0};
    struct rng rng = rng_seeded(seed);
    for (int draw = 0; draw < N_DRAWS; draw++) {
        int64_t score = 0;
        rng_shuffle(&rng, people, n);
        memset(placed, 0, (size_t)p->n * sizeof *placed);
        for (int32_t k = 0; k < p->places; k++) {
            placed[people[k]] = true;
            score += p->n - people[k];
        }
        struct arena *const scratch = arena_child(arena, (size_t)1 << 20);
        const struct composition_breach *breaches;
        baseline.n_valid += composition_breaches(scratch, p, placed, &breaches) == 0;
        arena_free(scratch);
        sum += score;
        baseline.least = score < baseline.least ? score : baseline.least;
        baseline.most = score > baseline.most ? score : baseline.most;
    }
    baseline.mean = (double)sum / N_DRAWS;
    return baseline;
}
