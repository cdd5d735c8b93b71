// SPDX-License-Identifier: EUPL-1.2
// Who gets a place in a cohort: exactly `places` people, within a minimum and a maximum per unit
// and per organisation, pairs and groups that stay together, people who never come together, and as
// early applicants as possible.
#ifndef VLIEGWIEL_COMPOSITION_H
#define VLIEGWIEL_COMPOSITION_H
#include "base/arena.h"

struct composition_problem {
    int32_t n, places; // applicants; places to fill
    int32_t n_units, unit_min, unit_max;
    const int32_t *unit;                  // [n] 0..n_units-1
    int32_t n_organisations;              // 0: they have no seats of their own
    const int32_t *organisation;          // [n_units] of each unit
    const int32_t *seats_min, *seats_max; // [n_organisations]
    const bool *eligible;                 // [n] the manager consented
    const int32_t *together;              // [n] same number >= 0: all or none; -1: alone
    size_t n_apart;
    const int32_t (*apart)[2]; // pairs that are not both placed
};

enum composition_rule {
    COMPOSITION_CONSENT,   // `a` has no consent
    COMPOSITION_PLACES,    // `have` people for `want` places
    COMPOSITION_UNIT_MIN,  // unit `a` has `have`, at least `want` are needed
    COMPOSITION_UNIT_MAX,  // unit `a` has `have`, at most `want` may be placed
    COMPOSITION_SEATS_MIN, // the same of organisation `a`
    COMPOSITION_SEATS_MAX,
    COMPOSITION_TOGETHER, // `a` is placed and `b`, who belongs with `a`, is not
    COMPOSITION_APART,    // `a` and `b` are both placed
    COMPOSITION_RULES,    // only together do the rules leave no choice; a: -1, or the rule (an enum
                          // composition_rule) without which there would be one
};
struct composition_breach {
    enum composition_rule rule;
    int32_t a, b, have, want;
};

struct composition {
    bool *placed;         // [n]
    int64_t score, bound; // sum over the placed of n - position: earlier applicants weigh more
    size_t n_breaches;    // when infeasible: the rules that leave no choice
    const struct composition_breach *breaches;
};

// In: arrays as above, n 0..2000, in the order of application. Out: the choice with the highest
// score; score equals bound when the search was complete. Memory: arena. Errors: RC_INFEASIBLE with
// breaches. Cost: O(2^k n) with pruning, k = blocks and people in apart pairs, at most 2^20 nodes.
// Source: exhaustive branching on the coupled people; the rest is a laminar matroid, where taking
// the heaviest within lower and upper bounds, from the smallest sets up, is optimal (Edmonds 1971,
// doi 10.1007/BF01584082).
// Check: composition_breaches() recounts any choice.
NODISCARD enum rc composition_solve(struct arena *arena, const struct composition_problem *problem,
                                    struct composition *ret);

// A hundred times `places` of the eligible by lot, without any rule: what the score is worth.
struct composition_baseline {
    double mean;
    int64_t least, most;
    int32_t n_valid; // draws that keep all rules
};
// In: a problem with at least `places` eligible people, else all is 0. Out: the baseline.
// Memory: scratch on the arena. Errors: none. Cost: O(100 n). Source: plain drawing by lot.
// Check: the tests compare the mean with its expectation.
struct composition_baseline
composition_baseline(struct arena *arena, const struct composition_problem *problem, uint64_t seed);

// Every rule that this choice breaks, recounted from the choice alone.
size_t composition_breaches(struct arena *arena, const struct composition_problem *problem,
                            const bool *placed, const struct composition_breach **ret_breaches);

// Why applicant `i` of a valid choice has no place: consent, apart (b: the one placed), together
// (b), unit_max, seats_max, or places.
struct composition_breach composition_why(const struct composition_problem *problem,
                                          const bool *placed, int32_t i);
#endif
