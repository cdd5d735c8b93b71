// SPDX-License-Identifier: EUPL-1.2
// Rosters, ties and matrices from files, for the methods on networks.
#ifndef VLIEGWIEL_EFFECT_NETWORK_READ_H
#define VLIEGWIEL_EFFECT_NETWORK_READ_H
#include "app/effect/effect_answer.h"

struct effect_nodes {
    int32_t n;
    struct effect_column id, group; // group.numbers is [n]
    int32_t *place;                 // [n ids in the order of their bytes] row of the file
    bool *silent[2], *absent[2];    // [n] by wave
    bool *takes_part;               // [n], NULL: not known
};
// NODES, with the columns that the options name.
NODISCARD enum rc effect_nodes_read(struct effect_run *run, struct str file,
                                    struct effect_nodes *ret_nodes);
// EDGES: from, to, and where it has a column `frequency` only ties of at least `least`.
NODISCARD enum rc effect_ties_read(struct effect_run *run, struct str file,
                                   const struct effect_nodes *nodes, double least,
                                   struct effect_tie **ret_ties, int32_t *ret_n);

// Matrices over the same people. A file is ties (from, to, and value where it has one; what is not
// there is 0), or a square: a header with names, and a row for each in the same order, whose name
// may stand before it in a column `id`; an empty cell is missing.
struct effect_matrices {
    int32_t n; // people: all that any file names
    struct str *names;
    double **cells; // [files][n * n]
};
NODISCARD enum rc effect_matrices_read(struct effect_run *run, const struct str *files,
                                       size_t n_files, struct effect_matrices *ret_matrices);
#endif
