// SPDX-License-Identifier: EUPL-1.2
// What the parts of the staffing solver share: the problem by person and package, teams on the way
// with everybody's hours, and the search. The checker does not include this file.
//
// Teams are what is searched; hours follow from them. Whoever is in a team can work there; hours
// are divided so that the least is left undone, for the few packages around a change at a time.
#ifndef VLIEGWIEL_PLAN_STAFF_H
#define VLIEGWIEL_PLAN_STAFF_H
#include "base/rng.h"
#include "plan/conflict.h"

#define STAFF_BROKEN 1e6 // what a broken rule costs in the end, among costs

struct staff {
    const struct plan_staffing *p;
    int32_t m, n, n_skills;
    double *price;            // [n * m] of a member: member + change - wish
    bool *is_now;             // [n * m]
    bool *is_pin;             // [n * m]
    bool *is_wish;            // [n * m]
    bool *has_wish;           // [m]
    int32_t *fit_start, *fit; // [n + 1]; people of a package who can do some of it or lead it
};
// Works out the rules and names those that contradict each other: then ret_staff is not whole.
void staff_expand(struct arena *arena, const struct plan_staffing *p, struct staff *ret_staff,
                  struct plan_conflicts *conflicts);

// Packages that people wish for or are in today: start [m + 1].
void staff_list_likes(struct arena *arena, const struct staff *r, int32_t **ret_start,
                      int32_t **ret_like);
// Brings those to the front of `fit`, ordered as in the problem, whose place is less dear than
// `most`; dear: [n * m]; ret_n_near: [n].
void staff_list_near(const struct staff *r, const double *dear, double most, int32_t *fit,
                     int32_t *ret_n_near);

static inline ptrdiff_t staff_cell(const struct staff *r, int32_t i, int32_t j) {
    return (ptrdiff_t)j * r->m + i;
}
static inline double staff_level(const struct staff *r, int32_t i, int32_t s) {
    return r->p->level[(ptrdiff_t)i * r->n_skills + s];
}
static inline double staff_demand(const struct staff *r, int32_t j, int32_t s) {
    return r->p->demand[(ptrdiff_t)j * r->n_skills + s];
}

// ---- teams on the way ---------------------------------------------------------------------------

struct staff_state {
    const struct staff *r;
    int32_t *team_n, *team; // [n], [n * m]: people of a package
    int32_t *place;         // [n * m] of a person in the team, -1: not in it
    double *hours;          // [n * m] that a person gives to a package
    double *unmet;          // [n]
    int32_t *load_n, *load; // [m], [m * n]: packages of a person
    int32_t *load_place;    // [n * m] of a package among those of a person
    double *used;           // [m] hours given
    int32_t *granted;       // [m] wishes
    int32_t *off;           // [m] places that differ from today
    int32_t changed;        // people who differ
    int32_t *broken;        // [n] rules that the team of a package breaks
    double *lacking;        // [n] cost of backups that it lacks
    int32_t broken_all;     // and people changed beyond the most
    double unmet_price;     // what an undone hour costs at this point of the search
    double broken_price;
    double unmet_all;
    double cost; // of everything
};
struct staff_state staff_state_new(struct arena *arena, const struct staff *r);
void staff_copy(struct staff_state *to, const struct staff_state *from);
void staff_empty(struct staff_state *s); // nobody anywhere
// In or out of a team; leaving gives the hours back, which are returned.
void staff_enter(struct staff_state *s, int32_t i, int32_t j);
double staff_leave(struct staff_state *s, int32_t i, int32_t j);
void staff_set_prices(struct staff_state *s, double unmet, double broken);
// At the prices of the problem; a broken rule is STAFF_BROKEN.
double staff_true_cost(const struct staff_state *s);

static inline bool staff_is_in(const struct staff_state *s, int32_t i, int32_t j) {
    return s->place[(ptrdiff_t)j * s->r->m + i] >= 0;
}
static inline double staff_strain(const struct staff *r, int32_t i, double used) {
    const double over = used - 0.95 * r->p->hours[i];
    return over > 0 ? over * r->p->strain_cost : 0;
}

// ---- hours --------------------------------------------------------------------------------------

enum { STAFF_PACKAGES = 24, STAFF_PEOPLE = 128, STAFF_EDGES = 2048 };

// Somebody's hours for a skill of a package; numbers within the division.
struct staff_edge {
    int32_t person, ask; // ask: package * n_skills + skill
    double level, hours;
};

// The hours of a few packages, divided anew among their teams.
struct staff_hours {
    const struct staff *r;
    int32_t n_packages, n_people, n_edges;
    int32_t package[STAFF_PACKAGES];
    int32_t *person;         // [m]
    double *free, *value;    // [m]
    int32_t *via;            // [m] edge on which an hour of a person is worth most
    struct staff_edge *edge; // [n_edges] at most STAFF_EDGES, or those of one package
    double *open, *worth;    // [STAFF_PACKAGES * n_skills] hours that are left, what one is worth
    int32_t *back;           // the same: edge that is given back for it; -1: it is open
    int32_t *number;         // [m] of a person, -1: not in
    double gain;             // cost before less cost after, of unmet hours and strain
    double less_unmet;       // hours
    int64_t work;
};
struct staff_hours *staff_hours_new(struct arena *arena, const struct staff *r);
void staff_hours_clear(struct staff_hours *h);
// Adds a package, once. False: there is no room.
bool staff_hours_add(const struct staff_state *s, struct staff_hours *h, int32_t package);
// Divides the hours; writes nothing to the state.
void staff_hours_divide(const struct staff_state *s, struct staff_hours *h);
void staff_hours_commit(struct staff_state *s, const struct staff_hours *h);
// The lines of the plan.
struct plan_work *staff_hours_write(struct arena *arena, const struct staff_state *s,
                                    struct staff_hours *h, int32_t *ret_n);

// ---- search and bound ---------------------------------------------------------------------------

struct staff_clock {
    const struct plan_search *search;
    int64_t ticks, look, total;
    double cost, bound;
    bool is_over, is_cancelled;
    double cpu_seconds_child; // of a solver that runs beside
};
void staff_clock_work(struct staff_clock *clock, int64_t ticks); // counts and looks when it is time
void staff_clock_look(struct staff_clock *clock);                // asks the callback

// Improves `best` until the work is spent.
void staff_search(struct arena *arena, const struct staff *r, struct staff_clock *clock,
                  struct staff_state *best);
// Staffs some packages of a plan anew, exactly, for about `ticks` of work. True: it is proven that
// none is better than the better one of this plan and the best.
struct staff_core;
struct staff_core *staff_core_new(struct arena *arena, const struct staff *r,
                                  struct staff_clock *clock, struct rng *rng, double bound,
                                  const double *dear);
// Remembers a good plan: its places may be part of a better one.
void staff_core_note(struct staff_core *c, const struct staff_state *plan);
bool staff_core_improve(struct staff_core *c, struct staff_state *plan, int64_t ticks);
// Raises clock->bound; `above`: cost of a plan. Returns the bound that it found itself, -INFINITY:
// none; ret_dear [n * m], may be NULL: by how much more every plan costs in which somebody is in a
// package; says nothing of pinned places, which every plan has.
double staff_bound(struct arena *arena, const struct staff *r, struct staff_clock *clock,
                   double above, double *ret_dear);
#endif
