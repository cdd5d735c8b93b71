// SPDX-License-Identifier: EUPL-1.2
// For tests of designs: an arena, and the count of every pair. Included by tests only.
#ifndef VLIEGWIEL_TEST_DESIGN_H
#define VLIEGWIEL_TEST_DESIGN_H
#include "base/testing.h"

#include "plan/rotation/design_kept.h"

TEST_ARENA((size_t)1 << 28);

// In each of the first n_known rounds all groups are full, and no pair meets twice.
static inline void assert_design(const struct design *d, int32_t n_known) {
    const int32_t n = d->n_groups * d->size;
    for (int32_t w = 0; w < n_known; w++) {
        int32_t sizes[400] = {0};
        for (int32_t i = 0; i < n; i++) {
            assert_in_range(d->group[i * d->n_rounds + w], 0, d->n_groups - 1);
            sizes[d->group[i * d->n_rounds + w]]++;
        }
        for (int32_t g = 0; g < d->n_groups; g++)
            assert_int_equal(sizes[g], d->size);
    }
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < i; j++) {
            int32_t meetings = 0;
            for (int32_t w = 0; w < n_known; w++)
                meetings += d->group[i * d->n_rounds + w] == d->group[j * d->n_rounds + w];
            assert_true(meetings <= 1);
        }
    }
}
#endif
