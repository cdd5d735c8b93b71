// SPDX-License-Identifier: EUPL-1.2
// A walk of the grouping search: one plan on the way, the steps it can take, and the best plan it
// has passed. Ends when the work is spent or the callback says stop.
#ifndef VLIEGWIEL_PLAN_MDGP_WALK_H
#define VLIEGWIEL_PLAN_MDGP_WALK_H
#include "plan/grouping/mdgp.h"

enum { MDGP_LOOK_TICKS = 5000000 }; // between two looks at the callback: about 10 ms

struct mdgp_exchange {
    int32_t i, h, j; // i goes to h and j the other way; j -1: i moves alone; i -1: none
    int64_t gain;
};

// Who has left a group may not come back until a step; step 0: nothing is forbidden. Only for as
// many groups as the table of pairs can have; else `best` is NULL.
struct mdgp_tabu {
    int32_t step;
    int64_t missing;            // an exchange that gains more leads to a new best and is allowed
    int32_t *until;             // [n * m]
    int32_t *top;               // [n] the best plan of this walk
    struct mdgp_exchange *best; // [m * m] of each pair of groups g < h
};

struct mdgp_walk {
    const struct mdgp *r;
    const struct plan_search *search;
    struct rng rng;
    struct mdgp_state s;
    struct mdgp_best *best;
    int64_t bound;              // in units
    int64_t ticks, look, total; // work done, when to look at the callback next, and in all
    bool is_over, is_cancelled;
    bool *changed; // [m * m] since a pair of groups was scanned in vain; NULL: too many
    struct mdgp_tabu tabu;
    int64_t *gain_g, *gain_h; // [most seats] of leaving for the other group
    int32_t *near, *distance; // [most seats]
    int64_t *near_gain;
    int32_t *queue;          // [n]
    int32_t *first, n_first; // who is placed before all others, the last one first
};

struct mdgp_walk mdgp_walk_new(struct arena *arena, const struct mdgp *r,
                               const struct plan_search *search, double bound,
                               struct mdgp_best *best);
// Fills the plan from nothing; false when somebody finds no seat.
bool mdgp_walk_start(struct mdgp_walk *w);
// Fills the plan from features so that they cancel in each group, by sizes alone: only for single
// people who are free to join any group. Memory: scratch on `arena`.
void mdgp_walk_match(struct arena *arena, struct mdgp_walk *w);
void mdgp_walk_work(struct mdgp_walk *w, int64_t ticks); // counts work and looks at the callback
// Brings the next look at the callback nearer, for work on the rules of an exchange (others
// counted by classes: `is_swap` false), which is not charged.
void mdgp_walk_hasten(struct mdgp_walk *w, bool is_swap);
void mdgp_walk_note(struct mdgp_walk *w);            // keeps the plan when it is the best so far
void mdgp_walk_mark(struct mdgp_walk *w, int32_t g); // group g has changed
void mdgp_walk_exchange(struct mdgp_walk *w, int32_t i, int32_t h, int32_t j);
void mdgp_walk_load(struct mdgp_walk *w, const int32_t *group);
void mdgp_walk_save(const struct mdgp_walk *w, int32_t *ret_group);
// Takes the best exchange of each pair of groups until none gains; notes the best plan.
void mdgp_walk_descend(struct mdgp_walk *w);
// From a top: goes on over exchanges that lose, and ends at the best plan it passed.
void mdgp_walk_tabu(struct mdgp_walk *w);
// `n` random exchanges that sizes and closed groups allow.
void mdgp_walk_shake(struct mdgp_walk *w, int32_t n);
// Takes the item that adds least out of every group, `depth` times.
void mdgp_walk_take_out(struct mdgp_walk *w, int32_t depth);
// Finds a group for everybody who has none, greedily and in random order; who finds no room drives
// others out. False when that does not end.
bool mdgp_walk_complete(struct mdgp_walk *w);
// Climbs in random pairs of groups until the work is spent: for problems too large for more.
void mdgp_walk_wander(struct mdgp_walk *w);
#endif
