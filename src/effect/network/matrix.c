// SPDX-License-Identifier: EUPL-1.2
// Looks at matrices before they are permuted.
#include "effect/network/matrix.h"

static enum effect_network_refusal check_one(int32_t n, const double *m, int64_t *missing) {
    double least = INFINITY, most = -INFINITY;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            const double x = m[(ptrdiff_t)i * n + j];
            if (i == j)
                continue;
            if (isinf(x))
                return EFFECT_NETWORK_NOT_FINITE;
            *missing += isnan(x);
            least = x < least ? x : least;
            most = x > most ? x : most;
        }
    }
    return least < most ? EFFECT_NETWORK_FINE : EFFECT_NETWORK_CONSTANT;
}

enum effect_network_refusal matrix_check(int32_t n, const double *const *matrices,
                                         int32_t n_matrices, int32_t least, int64_t *ret_missing,
                                         int32_t *ret_at) {
    *ret_missing = 0;
    *ret_at = -1;
    if (n < 1 || n > EFFECT_NETWORK_PEOPLE_MAX)
        return EFFECT_NETWORK_SIZE;
    if (n < least)
        return EFFECT_NETWORK_FEW;
    for (int32_t k = 0; k < n_matrices; k++) {
        const enum effect_network_refusal refusal = check_one(n, matrices[k], ret_missing);
        if (refusal != EFFECT_NETWORK_FINE) {
            *ret_at = k;
            return refusal;
        }
    }
    return EFFECT_NETWORK_FINE;
}
