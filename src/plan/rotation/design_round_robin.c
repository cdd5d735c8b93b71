// SPDX-License-Identifier: EUPL-1.2
// Everybody meets everybody in twos.
// Source: the circle method is Kirkman's, On a problem in combinations, Cambridge and Dublin
// Mathematical Journal 2, 1847.
#include "plan/rotation/design.h"

// The last person stands still, the others walk round the table.
int32_t design_round_robin(const struct design *d) {
    const int32_t circle = 2 * d->n_groups - 1;
    const int32_t n_rounds = circle < d->n_rounds ? circle : d->n_rounds;
    for (int32_t w = 0; w < n_rounds; w++) {
        design_put(d, circle, w, 0);
        design_put(d, w, w, 0);
        for (int32_t k = 1; k < d->n_groups; k++) {
            design_put(d, (w + k) % circle, w, k);
            design_put(d, (w + circle - k) % circle, w, k);
        }
    }
    return n_rounds;
}
