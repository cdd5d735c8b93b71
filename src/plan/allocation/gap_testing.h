// SPDX-License-Identifier: EUPL-1.2
// Small allocations for the tests of the engine's parts: drawn, and solved by trying all plans.
#ifndef VLIEGWIEL_PLAN_GAP_TESTING_H
#define VLIEGWIEL_PLAN_GAP_TESTING_H
#include "plan/allocation/gap.h"

enum { PEOPLE = 4, PACKAGES = 6, PAIRS = PEOPLE * PACKAGES, ROUNDS = 300 };

static inline int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

struct small {
    struct plan_allocation p;
    int32_t hours[PEOPLE], start[PACKAGES + 1], previous[PACKAGES];
    struct plan_candidate candidates[PAIRS];
};

// Now and then with numbers so large that costs and hours are counted in steps.
static inline struct gap draw_gap(struct arena *arena, struct small *s, struct rng *rng,
                                  struct plan_conflicts *conflicts) {
    const int32_t large = draw(rng, 0, 3) == 0 ? 12000 * draw(rng, 1, 5) : 1,
                  dear = draw(rng, 0, 3) == 0 ? 9999 : 1;
    *s = (struct small){.p = {.n_people = draw(rng, 2, PEOPLE),
                              .n_packages = draw(rng, 2, PACKAGES),
                              .change_cost = draw(rng, 0, 9),
                              .hours = s->hours,
                              .start = s->start,
                              .previous = s->previous,
                              .candidates = s->candidates}};
    int32_t n = 0;
    for (int32_t i = 0; i < s->p.n_people; i++)
        s->hours[i] = draw(rng, 0, 16) * large;
    for (int32_t j = 0; j < s->p.n_packages; j++) {
        s->previous[j] = draw(rng, -1, s->p.n_people - 1);
        for (int32_t i = s->p.n_people - 1; i >= 0; i--) {
            if (draw(rng, 0, 4) > 0)
                s->candidates[n++] = (struct plan_candidate){
                    i, draw(rng, -9, 30) * dear + draw(rng, 0, 1),
                    draw(rng, 0, 9) * large + (large > 1 ? draw(rng, 0, 1) : 0)};
        }
        s->start[j + 1] = n;
    }
    struct gap r = {0};
    gap_expand(arena, &s->p, &r, conflicts);
    return r;
}

static inline struct gap draw_whole(struct arena *arena, struct small *s, struct rng *rng) {
    for (;;) {
        struct plan_conflicts conflicts = {0};
        const struct gap r = draw_gap(arena, s, rng, &conflicts);
        if (conflicts.n == 0)
            return r;
    }
}

// The next plan of all: a pair of each package. False: that was the last.
static inline bool next_plan(const struct gap *r, int32_t *pair) {
    for (int32_t j = 0; j < r->n; j++) {
        if (++pair[j] < r->pair_start[j + 1])
            return true;
        pair[j] = r->pair_start[j];
    }
    return false;
}

static inline int64_t cost_of(const struct gap *r, const int32_t *pair, int64_t *ret_over) {
    int64_t load[PEOPLE] = {0}, cost = 0;
    for (int32_t j = 0; j < r->n; j++) {
        load[r->pair[pair[j]].person] += r->pair[pair[j]].load;
        cost += r->pair[pair[j]].cost;
    }
    *ret_over = 0;
    for (int32_t i = 0; i < r->m; i++)
        *ret_over += load[i] > r->hours[i] ? load[i] - r->hours[i] : 0;
    return cost;
}

// The least cost; INT64_MAX: there is no plan.
static inline int64_t exhaust(const struct gap *r) {
    int32_t pair[PACKAGES];
    int64_t best = INT64_MAX, over;
    memcpy(pair, r->pair_start, (size_t)r->n * sizeof pair[0]);
    do {
        const int64_t cost = cost_of(r, pair, &over);
        best = over == 0 && cost < best ? cost : best;
    } while (next_plan(r, pair));
    return best;
}
#endif
