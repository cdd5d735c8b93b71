// SPDX-License-Identifier: EUPL-1.2
// Small staffing problems for the tests of the engine's parts: drawn, with teams as sets of cells.
#ifndef VLIEGWIEL_PLAN_STAFF_TESTING_H
#define VLIEGWIEL_PLAN_STAFF_TESTING_H
#include "plan/allocation/staff.h"

enum { PEOPLE = 3, PACKAGES = 3, SKILLS = 2, CELLS = PEOPLE * PACKAGES, ROUNDS = 150 };

static inline int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

static inline double share(struct rng *rng, double one) {
    return draw(rng, 0, 1) * one;
}

struct small {
    struct plan_staffing p;
    double hours[PEOPLE], level[PEOPLE * SKILLS], demand[PACKAGES * SKILLS];
    int32_t packages_most[PEOPLE], least[PACKAGES], most[PACKAGES];
    bool needs_lead[PACKAGES], can_lead[PEOPLE];
    struct plan_place now[PEOPLE], pinned[1];
    struct plan_want wishes[PEOPLE];
};

static inline void draw_numbers(struct small *s, struct rng *rng) {
    for (int32_t i = 0; i < PEOPLE; i++) {
        s->hours[i] = draw(rng, 1, 20);
        s->packages_most[i] = draw(rng, 1, 3);
        s->can_lead[i] = draw(rng, 0, 1) == 1;
        s->now[i] = (struct plan_place){i, draw(rng, 0, PACKAGES - 1)};
        s->wishes[i] = (struct plan_want){i, draw(rng, 0, PACKAGES - 1), draw(rng, 1, 6)};
        for (int32_t k = 0; k < SKILLS; k++)
            s->level[i * SKILLS + k] = draw(rng, 0, 2) == 0 ? 0 : draw(rng, 2, 6) * 0.2;
    }
    for (int32_t j = 0; j < PACKAGES; j++) {
        s->least[j] = draw(rng, 0, 2) == 0;
        s->most[j] = draw(rng, 1, 3);
        s->needs_lead[j] = draw(rng, 0, 2) == 0;
        for (int32_t k = 0; k < SKILLS; k++)
            s->demand[j * SKILLS + k] = draw(rng, 0, 2) == 0 ? 0 : draw(rng, 2, 16);
    }
}

static inline void draw_small(struct small *s, struct rng *rng) {
    *s = (struct small){.p = {.n_people = PEOPLE,
                              .n_packages = PACKAGES,
                              .n_skills = SKILLS,
                              .hours = s->hours,
                              .packages_most = s->packages_most,
                              .level = s->level,
                              .demand = s->demand,
                              .team_least = s->least,
                              .team_most = s->most,
                              .can_lead = s->can_lead,
                              .needs_lead = s->needs_lead,
                              .now = s->now,
                              .pinned = s->pinned,
                              .wishes = s->wishes,
                              .n_now = draw(rng, 0, PEOPLE),
                              .n_wishes = draw(rng, 0, PEOPLE),
                              .changed_most = draw(rng, 0, 1) ? draw(rng, 1, PEOPLE) : -1,
                              .member_cost = 10,
                              .change_cost = 4,
                              .wish_worth = 2,
                              .unmet_cost = 5,
                              .backup_cost = share(rng, 3),
                              .unheard_cost = share(rng, 5),
                              .strain_cost = share(rng, draw(rng, 1, 9))}};
    draw_numbers(s, rng);
    s->p.n_pinned = draw(rng, 0, 2) == 0;
    s->pinned[0] = (struct plan_place){draw(rng, 0, PEOPLE - 1), draw(rng, 0, PACKAGES - 1)};
}

// A problem whose rules do not contradict each other.
static inline struct staff draw_staff(struct arena *arena, struct small *s, struct rng *rng) {
    for (;;) {
        struct plan_conflicts conflicts = {0};
        struct staff r;
        draw_small(s, rng);
        staff_expand(arena, &s->p, &r, &conflicts);
        if (conflicts.n == 0)
            return r;
    }
}

// Everybody in the teams of a set of cells, with all hours divided.
static inline void set_teams(struct staff_state *s, struct staff_hours *h, int32_t teams) {
    staff_empty(s);
    staff_hours_clear(h);
    for (int32_t k = 0; k < CELLS; k++) {
        if (teams >> k & 1)
            staff_enter(s, k % PEOPLE, k / PEOPLE);
    }
    for (int32_t j = 0; j < PACKAGES; j++)
        ENSURE(staff_hours_add(s, h, j));
    staff_hours_divide(s, h);
    staff_hours_commit(s, h);
}

// Whether people are within their packages and all that is pinned is there.
static inline bool is_allowed(const struct staff *r, int32_t teams) {
    int32_t n[PEOPLE] = {0};
    for (int32_t k = 0; k < CELLS; k++) {
        n[k % PEOPLE] += teams >> k & 1;
        if (r->is_pin[k] && !(teams >> k & 1))
            return false;
    }
    for (int32_t i = 0; i < PEOPLE; i++) {
        if (n[i] > r->p->packages_most[i])
            return false;
    }
    return true;
}
#endif
