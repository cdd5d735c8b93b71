// SPDX-License-Identifier: EUPL-1.2
// The state of a rotation search: a plan, its pair counts, and the first plan to start from.
#ifndef VLIEGWIEL_ROTATION_STATE_H
#define VLIEGWIEL_ROTATION_STATE_H
#include "base/rng.h"
#include "plan/rotation/rotation.h"

enum {
    PAIR_COST = 100,   // a pair that does not meet; the unit of change_cost is a hundredth of it
    APART_COST = 200,  // a meeting that a rule forbids: dear, but a bridge between valid plans
    MOVE_COST = 10000, // a move past moves_max
};

struct rotation_group {
    int32_t *people; // [room]; what a move exchanges is put at the end
    int32_t n, n_moving;
    int32_t number;
};

struct rotation_state {
    const struct rotation *r;
    struct rng rng;
    uint8_t *pair;                 // [n * n] kind and count, see rotation.h
    int32_t more[256], less[256];  // cost of one meeting more or less, by pair byte
    struct rotation_group *groups; // [n_rounds * n_groups]
    int64_t met, broken, changed, moved;
    bool may_break;                 // some rule beyond sizes and blocks can be broken on the way
    bool has_best, is_best_current; // current: the best plan stands in the groups, not yet copied
    int64_t best_value, best_met;
    int32_t *best;   // [n * n_rounds]
    int64_t unasked; // work since the last look at the callback that no move was charged for
};

struct rotation_state rotation_state_of(struct arena *arena, const struct rotation *r,
                                        uint64_t seed);
struct rotation_group *rotation_group_at(const struct rotation_state *s, int32_t w, int32_t g);
int32_t rotation_previous_group(const struct rotation_state *s, int32_t w, int32_t i);
// Counts a meeting of i and j, or with step -1 takes it back.
void rotation_count_meeting(struct rotation_state *s, int32_t i, int32_t j, int step);
// Counts the place of i in group g when it differs from the previous plan.
void rotation_count_place(struct rotation_state *s, int32_t w, int32_t i, int32_t g, int step);

// Fills the rounds to come anew: follows `wanted` as far as the sizes allow, and else joins people
// where it costs least. False when blocks were not made to fit, or when the callback said stop.
bool rotation_first_plan(struct rotation_state *s, struct arena *arena, const int32_t *wanted,
                         struct chance *chance);
#endif
