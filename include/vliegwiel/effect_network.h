// SPDX-License-Identifier: EUPL-1.2
// Who works with whom: densities between organisations, the E-I index against what chance gives,
// brokers, permutation tests on matrices, and change between two waves. A tie is there, not there,
// or missing: somebody who was asked and stayed silent says nothing about the ties from there.
// What cannot be determined is NAN.
#ifndef VLIEGWIEL_EFFECT_NETWORK_H
#define VLIEGWIEL_EFFECT_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

struct effect_tie {
    int32_t from, to;
};

// One wave of one question.
struct effect_roster {
    int32_t n;                     // people, 1..EFFECT_NETWORK_PEOPLE_MAX
    int32_t n_groups;              // organisations or teams, 1..n
    const int32_t *group;          // [n] 0..n_groups-1
    const struct effect_tie *ties; // who named whom; naming twice counts once
    int32_t n_ties;
    const bool *silent; // [n] asked, but gave no answer; NULL: everybody answered
    const bool *absent; // [n] not on the roster of this wave; NULL: everybody is on it
    bool is_mutual;     // a tie that one of the two states holds for both
};
#define EFFECT_NETWORK_PEOPLE_MAX 4096

// Why nothing can be said.
enum effect_network_refusal {
    EFFECT_NETWORK_FINE,
    EFFECT_NETWORK_SIZE,       // no people, or too many
    EFFECT_NETWORK_GROUP,      // person `at` has a group outside 0..n_groups-1
    EFFECT_NETWORK_TIE,        // tie `at` names somebody outside 0..n-1
    EFFECT_NETWORK_LOOP,       // tie `at` joins somebody to themself
    EFFECT_NETWORK_ONE_GROUP,  // the index needs two groups with people
    EFFECT_NETWORK_NO_TIES,    // nobody named anybody
    EFFECT_NETWORK_NOT_FINITE, // a cell of matrix `at` is infinite
    EFFECT_NETWORK_CONSTANT,   // matrix `at` is the same everywhere
    EFFECT_NETWORK_SINGULAR,   // matrix `at` follows from the others
    EFFECT_NETWORK_FEW,        // too few people for this figure
    EFFECT_NETWORK_REFUSAL_N
};
// The word in JSON, such as "one_group"; "" for EFFECT_NETWORK_FINE.
const char *effect_network_refusal_name(enum effect_network_refusal refusal);

// External minus internal over all ties, and the same for every other way to hand out the labels.
struct effect_ei {
    int64_t ties, external, internal;
    double ei;
    double expected, sd, z;     // over all relabellings that keep the group sizes, exactly
    double least, most;         // what the group sizes allow with so many ties
    double p_lower, p_upper, p; // share of relabellings with an index as low, as high, as far
    int64_t draws;              // relabellings compared with
    bool is_exact;              // these were all there are
    double density_internal, density_external;
};

struct effect_block {
    int64_t ties, cells; // cells that were observed
    double density;
};

// Gould and Fernandez: i -> j -> k without i -> k, by the groups of the three.
enum effect_broker {
    EFFECT_BROKER_COORDINATOR,    // all three in one group
    EFFECT_BROKER_ITINERANT,      // i and k in one group, j in another
    EFFECT_BROKER_REPRESENTATIVE, // i and j in one group, k in another
    EFFECT_BROKER_GATEKEEPER,     // j and k in one group, i in another
    EFFECT_BROKER_LIAISON,        // three groups
    EFFECT_BROKER_N
};
const char *effect_broker_name(enum effect_broker role);

struct effect_brokerage {
    int64_t total[EFFECT_BROKER_N];
    double expected[EFFECT_BROKER_N];               // over all relabellings, exactly
    double sd[EFFECT_BROKER_N], p[EFFECT_BROKER_N]; // by lot, two-sided; NAN: too large to draw
    int64_t *person; // [n * EFFECT_BROKER_N] brokered by each; 0 for the absent
};

// How much the silent could change: every missing tie at its worst.
struct effect_network_bounds {
    double density_lower, density_upper, ei_lower, ei_upper;
    int64_t missing; // cells nobody answered for
};

struct effect_person_network {
    int32_t named, named_by;        // observed ties out and in
    int32_t external;               // partners (any tie) outside the own group
    double betweenness, constraint; // any tie, undirected; NAN for the absent
};

struct effect_network {
    enum effect_network_refusal refusal;
    int32_t at;
    int32_t n_people, n_silent;
    int64_t arcs, arcs_ignored;    // stated, and given for somebody silent or absent
    int64_t mutual, one_way, none; // pairs for which both answered
    double density, density_any, density_reconstructed;
    double reciprocity;          // 2M / (2M + A)
    double reciprocity_nonempty; // M / (M + A)
    double reciprocity_dyadic;   // (M + N) / (M + A + N)
    struct effect_block *blocks; // [n_groups * n_groups] from, to
    struct effect_ei any, arc;   // any tie without direction; each stated tie (p only for `any`)
    double assortativity, assortativity_directed; // by group, Newman
    double assortativity_degree;
    double modularity, modularity_directed;
    double transitivity, transitivity_local, distance; // any tie
    struct effect_network_bounds bounds;
    struct effect_brokerage brokerage;
    struct effect_person_network *people; // [n]
};

struct effect_draws {
    uint64_t seed;
    int64_t n; // permutations; where all can be enumerated within 100,000 they are
};

// In: one wave; how many relabellings to draw, and the seed.
// Out: *ret_network, complete unless refused; densities and counts stand even with
// EFFECT_NETWORK_ONE_GROUP or EFFECT_NETWORK_NO_TIES.
// Memory: on `arena`, n^2 / 2 bytes and what is returned.
// Errors: none besides the refusal.
// Cost: O(n * ties) for the paths; O(ties) or O(n^2 / 64) a relabelling.
// Source: Krackhardt and Stern, Social Psychology Quarterly 51, 1988, doi 10.2307/2786835; moments
// after Mantel, Cancer Research 27, 1967; Newman, Physical Review E 67, 2003, doi
// 10.1103/PhysRevE.67.026126; Leicht and Newman, Physical Review Letters 100, 2008, doi
// 10.1103/PhysRevLett.100.118703; Gould and Fernandez, Sociological Methodology 19, 1989, doi
// 10.2307/270949; Stork and Richards, Group and Organization Management 17, 1992, doi
// 10.1177/1059601192172006; Brandes, Journal of Mathematical Sociology 25, 2001, doi
// 10.1080/0022250X.2001.9990249; Burt, Structural Holes, 1992.
// Check: the tests hold it against all relabellings of small networks and against igraph and sna.
void effect_network_measure(struct arena *arena, const struct effect_roster *roster,
                            const struct effect_draws *draws, struct effect_network *ret_network);

// ---- matrices ----------------------------------------------------------------------------------

struct effect_qap {
    enum effect_network_refusal refusal;
    int32_t at;                 // matrix
    double r;                   // correlation over the cells off the diagonal that both have
    double mean, sd;            // of r over the permutations
    double p_lower, p_upper, p; // p: as far from 0
    int64_t draws, cells;
    bool is_exact;
};

// In: two matrices [n * n] over the same people; the diagonal is not looked at; NAN is missing.
// Out: *ret_qap.
// Memory: scratch on `arena`, at most 16 n^2 bytes.
// Errors: none besides the refusal.
// Cost: O(non-zero cells of the emptier one) a permutation; O(n^2) where cells are missing.
// Source: Hubert and Schultz, British Journal of Mathematical and Statistical Psychology 29, 1976,
// doi 10.1111/j.2044-8317.1976.tb00714.x.
// Check: all permutations of small matrices in the tests.
void effect_qap(struct arena *arena, int32_t n, const double *a, const double *b,
                const struct effect_draws *draws, struct effect_qap *ret_qap);

enum { EFFECT_MRQAP_MAX = 16 };
struct effect_mrqap {
    enum effect_network_refusal refusal;
    int32_t at;      // predictor, -1: the matrix to explain
    int32_t n_terms; // the constant first, then the predictors
    double b[EFFECT_MRQAP_MAX + 1], t[EFFECT_MRQAP_MAX + 1];
    double p_lower[EFFECT_MRQAP_MAX + 1], p_upper[EFFECT_MRQAP_MAX + 1], p[EFFECT_MRQAP_MAX + 1];
    double r2;
    int64_t draws, cells;
};

// In: a matrix to explain and 1..EFFECT_MRQAP_MAX others, all [n * n] without missing cells.
// Out: *ret_mrqap; p compares t with that of double semi-partialling: the part of a predictor that
// the others leave is permuted.
// Memory: scratch on `arena`, 8 n^2 bytes a matrix.
// Errors: none besides the refusal; a missing cell is EFFECT_NETWORK_NOT_FINITE.
// Cost: O(n^2 * predictors^2) a permutation.
// Source: Dekker, Krackhardt and Snijders, Psychometrika 72, 2007, doi
// 10.1007/s11336-007-9016-1.
// Check: the tests refit every permutation of a small case by plain least squares.
void effect_mrqap(struct arena *arena, int32_t n, const double *y, const double *const *x,
                  int32_t n_x, const struct effect_draws *draws, struct effect_mrqap *ret_mrqap);

// ---- change ------------------------------------------------------------------------------------

struct effect_ego_change {
    int32_t kept, gained, lost; // ties out; all 0 for who is not compared
    double jaccard;
};

struct effect_network_change {
    enum effect_network_refusal refusal;
    int32_t at;
    int32_t n_compared;                 // people who are on both rosters and answered in both waves
    int32_t n_left, n_joined, n_silent; // only on the first; only on the second; silent in one
    int64_t cells;                      // from somebody compared to somebody on both rosters
    int64_t kept, gained, lost;
    int64_t hamming; // gained + lost
    double jaccard;  // kept / (kept + gained + lost)
    bool is_stable;  // Jaccard at least .2, below which no model over time is fitted
    // of the gained ties, by how many of the two take part in the programme
    int64_t gained_by[3];
    struct effect_ego_change *people; // [n]
};

// In: two waves over the same numbering of people; who takes part [n], or NULL.
// Out: *ret_change.
// Memory: on `arena`, n^2 / 4 bytes.
// Errors: none besides the refusal.
// Cost: O(n^2).
// Source: Snijders, van de Bunt and Steglich, Social Networks 32, 2010, doi
// 10.1016/j.socnet.2009.02.004.
// Check: counted by hand and cell by cell in the tests.
void effect_network_compare(struct arena *arena, const struct effect_roster *before,
                            const struct effect_roster *after, const bool *takes_part,
                            struct effect_network_change *ret_change);
#endif
