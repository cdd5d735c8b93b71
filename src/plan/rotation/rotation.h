// SPDX-License-Identifier: EUPL-1.2
// What the parts of the rotation solver share: the problem with its rules worked out per person,
// pair and round. The checker does not include this file.
#ifndef VLIEGWIEL_ROTATION_H
#define VLIEGWIEL_ROTATION_H
#include "plan/conflict.h"
#include "plan/rotation/design_search.h"

// A pair is one byte: what it is in the high bits, how often it meets in the low ones. One byte
// keeps the counts of 100 people in the first cache, and indexes the cost of one meeting more or
// less directly.
enum {
    ROTATION_FREE = 0,
    ROTATION_APART = 64,
    ROTATION_TOGETHER = 128,
    ROTATION_COUNT = 63, // mask of the count
};

struct rotation {
    const struct plan_rotation *problem;
    int32_t n, n_rounds, n_groups;
    int32_t room;        // largest size of any group in any round
    bool *here;          // [n_rounds * n]
    uint64_t *to_come;   // [n] bit w: there in round w, of those to come
    int32_t *size_least; // [n_rounds * n_groups]
    int32_t *size_most;
    int32_t *size;     // one division of the people present over those sizes
    int32_t *n_larger; // [n_rounds] groups above their least size, in every division
    int32_t *block;    // [n] first person of the own block; people who must stay together
    int32_t *n_block;  // [n] people in the block that starts here
    uint8_t *pair;     // [n * n] before the first free round: fixed rounds and met before counted
};

// Works out the rules, and names those that contradict each other: then ret_rotation is not whole.
void rotation_expand(struct arena *arena, const struct plan_rotation *problem,
                     struct rotation *ret_rotation, struct plan_conflicts *conflicts);
// Rounds to come in which both are there.
static inline uint64_t rotation_both_there(const struct rotation *r, int32_t i, int32_t j) {
    return r->to_come[i] & r->to_come[j];
}
// Have i and j met, or may they in a round to come? Never for two who are apart.
bool rotation_is_possible(const struct rotation *r, int32_t i, int32_t j);
// Counts the meetings in round w of [n * n_rounds] groups, in meetings[later * n + earlier].
void rotation_count_round(struct arena *arena, const struct rotation *r, const int32_t *group,
                          int32_t w, uint8_t *meetings);

int64_t rotation_bound(struct arena *arena, const struct rotation *r);

// Rounds without a repeated pair for n_groups groups of `size`: person c * n_groups + x stands in
// column c, and people of one column meet late or never. Fills ret_group[person * n_rounds + w] for
// the rounds it returns (0 when it knows no design).
int32_t rotation_design(struct arena *arena, int32_t n_groups, int32_t size, int32_t n_rounds,
                        int32_t *ret_group);

// Where the search starts: [n * n_rounds] groups, -1 = as it comes.
int32_t *rotation_wanted(struct arena *arena, const struct rotation *r);
// The same from a design that is searched as long as `chance` allows; NULL when none was found.
int32_t *rotation_wanted_searched(struct arena *arena, const struct rotation *r, struct rng *rng,
                                  struct chance *chance);

// Returns true with the best valid plan in ret_group; false when none was found.
// *ret_cancelled tells whether the callback stopped it.
bool rotation_search(struct arena *arena, const struct rotation *r,
                     const struct plan_search *search, int64_t bound, int32_t *ret_group,
                     bool *ret_cancelled);
#endif
