// SPDX-License-Identifier: EUPL-1.2
// What the parts of the grouping solver share: the problem in whole numbers, and a plan on the way
// with what every person would add to every group. The checker does not include this file.
//
// People who must stay together are one item. Everything is counted in units, whole numbers, so
// that sums are the same in any order and a seed gives the same plan with every compiler. The worth
// of a plan is the distance within its groups less the cost of its rules; a broken rule costs more
// than all wishes together.
#ifndef VLIEGWIEL_PLAN_MDGP_H
#define VLIEGWIEL_PLAN_MDGP_H
#include "base/rng.h"
#include "plan/conflict.h"

#define MDGP_BROKEN ((int64_t)1 << 40) // the cost of one broken rule; all others stay below half

// What standing in one group with `other` costs: MDGP_BROKEN when apart, else a wish.
struct mdgp_tie {
    int32_t other;
    int64_t cost;
};

struct mdgp {
    const struct plan_grouping *p;
    int32_t n, m;          // items and groups
    int32_t *item_of;      // [n_people]
    int32_t *member_start; // [n + 1] into member: the people of an item
    int32_t *member;       // [n_people]
    int32_t *fixed;        // [n] group, -1 = free
    bool *closed;          // [n * m], NULL: every group is open
    int32_t *tie_start;    // [n + 1] into tie
    struct mdgp_tie *tie;
    int32_t *class_start;  // [n_columns + 1] first class of a column, over all columns
    int32_t *class_people; // [n_classes] people in a class
    int64_t *balance_cost; // [n_columns] of one person off the share
    int64_t change_cost;
    double units;   // of one unit of worth
    bool has_rules; // any beyond sizes, fixed and closed
    int64_t slack;  // no exchange gains more than this by rules while none is broken

    // Up to PLAN_GROUPING_MATRIX_MAX people: the distance of two items. Above: the sum of the
    // features of an item, and of their squares.
    int32_t *distance; // [n * n]
    int32_t least_distance;
    int32_t n_features; // padded to a multiple of 8
    int16_t *feature;   // [n * n_features]
    int64_t *square;    // [n]
};

// Works out the rules and names those that contradict each other: then ret_mdgp is not whole.
void mdgp_expand(struct arena *arena, const struct plan_grouping *p, struct mdgp *ret_mdgp,
                 struct plan_conflicts *conflicts);
// The rules that contradict each other, of a problem that is whole otherwise.
void mdgp_contradict(struct arena *arena, const struct mdgp *r, struct plan_conflicts *conflicts);
// Sets `units` and what is counted in them.
void mdgp_measure(struct arena *arena, struct mdgp *r);
double mdgp_pair_distance(const struct plan_grouping *p, int32_t i, int32_t j); // of two people
double *mdgp_mean_features(struct arena *arena, const struct plan_grouping *p);

static inline int32_t mdgp_people(const struct mdgp *r, int32_t i) {
    return r->member_start[i + 1] - r->member_start[i];
}

static inline bool mdgp_may_join(const struct mdgp *r, int32_t i, int32_t g) {
    return (r->fixed[i] < 0 || r->fixed[i] == g) &&
           !(r->closed && r->closed[(ptrdiff_t)i * r->m + g]);
}

// ---- a plan on the way -------------------------------------------------------------------------

struct mdgp_state {
    const struct mdgp *r;
    int32_t *group;      // [n], -1 = none yet
    int32_t *place;      // [n] index among the seats of the group
    int32_t *seat_start; // [m] into seat
    int32_t *seat;       // items of each group
    int32_t *count;      // [m] items
    int32_t *size;       // [m] people
    int32_t *tally;      // [m * n_classes] people of each class
    int32_t *delta;      // [m * n] distance of an item to everybody else in a group
    int32_t *sum;        // [m * n_features] of the features in a group
    int64_t *square;     // [m] of the squares in a group
    int64_t distance, cost;
};

struct mdgp_state mdgp_state_new(struct arena *arena, const struct mdgp *r);
void mdgp_state_clear(struct mdgp_state *s); // everybody out

static inline int64_t mdgp_worth(const struct mdgp_state *s) {
    return s->distance - s->cost;
}
static inline bool mdgp_is_valid(const struct mdgp_state *s) {
    return s->cost < MDGP_BROKEN / 2;
}
static inline const int32_t *mdgp_seats(const struct mdgp_state *s, int32_t g) {
    return s->seat + s->seat_start[g];
}

// Distance of i to all others in group g.
int64_t mdgp_to_group(const struct mdgp_state *s, int32_t i, int32_t g);
// Distances of i to the n items of `list`.
void mdgp_distances(const struct mdgp *r, int32_t i, const int32_t *list, int32_t n,
                    int32_t *ret_distance);
int32_t mdgp_dot(const int16_t *x, const int16_t *y, int32_t n_features);
// May i leave its group for h while j (-1: nobody) goes the other way? Seats and closed groups.
bool mdgp_fits(const struct mdgp_state *s, int32_t i, int32_t h, int32_t j);
// What that adds to the cost of rules; group -1 is nowhere.
int64_t mdgp_rule_cost(const struct mdgp_state *s, int32_t i, int32_t h, int32_t j);

void mdgp_enter(struct mdgp_state *s, int32_t i, int32_t g);
void mdgp_leave(struct mdgp_state *s, int32_t i);
void mdgp_exchange(struct mdgp_state *s, int32_t i, int32_t h, int32_t j); // j -1: a move

// ---- bound and search --------------------------------------------------------------------------

// A worth, in the problem's own unit, that no valid plan exceeds.
double mdgp_bound(struct arena *arena, const struct mdgp *r);

struct mdgp_best {
    int32_t *group; // [n]
    int64_t worth;  // INT64_MIN: no plan found that has everybody in a group
    bool is_valid;
};
// The best valid plan, or when none was found the one that breaks the fewest rules. Returns false
// when the callback stopped it.
bool mdgp_search(struct arena *arena, const struct mdgp *r, const struct plan_search *search,
                 double bound, struct mdgp_best *ret_best);
#endif
