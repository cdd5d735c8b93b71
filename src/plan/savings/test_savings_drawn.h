// SPDX-License-Identifier: EUPL-1.2
// For tests of savings: small problems that are drawn, in which every kind of rule occurs now and
// then. Included by tests only.
#ifndef VLIEGWIEL_TEST_SAVINGS_DRAWN_H
#define VLIEGWIEL_TEST_SAVINGS_DRAWN_H
#include "plan/savings/test_savings.h"

#include "base/rng.h"

enum { FAMILIES = 3, QUARTERS = 4, COURSES = 3 };

struct small {
    struct plan_savings p;
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course courses[COURSES];
    double work[FAMILIES * QUARTERS], seats_to[FAMILIES * QUARTERS];
    double hires[QUARTERS], seats[QUARTERS], before[FAMILIES * QUARTERS + 1];
    struct plan_savings_plan previous;
};

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

static void draw_families(struct small *s, struct rng *rng) {
    for (int f = 0; f < FAMILIES; f++) {
        s->families[f] = (struct plan_savings_family){
            .staff = draw(rng, 0, 8),
            .external = draw(rng, 0, 3),
            .vacancies = draw(rng, 0, 2),
            .cost = draw(rng, 1, 5),
            .external_cost = draw(rng, 1, 9),
            .hire_cost = draw(rng, 0, 3),
            .external_most = draw(rng, 0, 3) == 0 ? draw(rng, 2, 6) : -1,
            .leaving = draw(rng, 0, 2) / 4.0,
        };
        for (int t = 0; t < QUARTERS; t++) {
            s->work[f * s->p.n_quarters + t] = draw(rng, 0, 6);
            s->seats_to[f * s->p.n_quarters + t] = draw(rng, -1, 3);
        }
    }
    for (int t = 0; t < QUARTERS; t++) {
        s->hires[t] = draw(rng, 0, 2);
        s->seats[t] = draw(rng, 1, 4);
    }
}

static void draw_small(struct small *s, struct rng *rng) {
    *s = (struct small){.p = {.n_families = FAMILIES,
                              .n_quarters = QUARTERS,
                              .n_courses = COURSES,
                              .families = s->families,
                              .courses = s->courses,
                              .work = s->work,
                              .learning = draw(rng, 0, 1) * 0.3,
                              .learning_quarters = draw(rng, 0, 3),
                              .moves_once = draw(rng, 0, 1) == 1,
                              .interest = draw(rng, 0, 1) * 0.02}};
    draw_families(s, rng);
    for (int a = 0; a < COURSES; a++) {
        const int32_t from = draw(rng, 0, FAMILIES - 1), to = draw(rng, 0, FAMILIES - 2);
        s->courses[a] = (struct plan_savings_course){from, to + (to >= from), draw(rng, 0, 4)};
    }
    s->p.hires_most = draw(rng, 0, 3) ? s->hires : NULL;
    s->p.seats_most = draw(rng, 0, 1) ? s->seats : NULL;
    s->p.seats_to = draw(rng, 0, 1) ? s->seats_to : NULL;
    s->p.target = draw(rng, 10, 70);
    s->p.short_cost = draw(rng, 0, 2) == 0 ? draw(rng, 1, 20) : 0;
    for (int k = 0; k < QUARTERS * FAMILIES; k++)
        s->before[k] = draw(rng, 0, 3) / 2.0;
    s->previous = (struct plan_savings_plan){.hired = s->before, .moved = s->before + 1};
    s->p.change_cost = draw(rng, 0, 6) / 2.0;
    s->p.previous = draw(rng, 0, 2) == 0 ? &s->previous : NULL;
}
#endif
