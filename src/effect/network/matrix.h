// SPDX-License-Identifier: EUPL-1.2
// What the permutation tests on matrices share.
#ifndef VLIEGWIEL_MATRIX_H
#define VLIEGWIEL_MATRIX_H
#include "effect/network/network.h"

// Refuses sizes below `least`, infinite cells and matrices without two values off the diagonal.
// Counts the missing cells.
enum effect_network_refusal matrix_check(int32_t n, const double *const *matrices,
                                         int32_t n_matrices, int32_t least, int64_t *ret_missing,
                                         int32_t *ret_at);
#endif
