// SPDX-License-Identifier: EUPL-1.2
// The catalogue of designs: asks every family, and keeps the design with the most rounds. Never
// searches.
#include "plan/rotation/design.h"
#include "plan/rotation/rotation.h"

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

// People of one column have not met: where the size divides the number of groups, each column goes
// on with a smaller design of its own, in rounds from `first`.
// NOLINTNEXTLINE(misc-no-recursion): the deeper design is at least twice as small
static int32_t inside_columns(struct arena *arena, const struct design *d, int32_t first) {
    const int32_t n_groups = d->n_groups / d->size;
    int32_t *inner = NEW_ARRAY(arena, int32_t, (size_t)d->n_groups * (size_t)d->n_rounds);
    const int32_t known = rotation_design(arena, n_groups, d->size, d->n_rounds, inner);
    const int32_t n_rounds = smaller(known, d->n_rounds - first);
    for (int32_t w = 0; w < n_rounds; w++) {
        for (int32_t person = 0; person < d->n_groups * d->size; person++) {
            const int32_t c = person / d->n_groups, x = person % d->n_groups;
            design_put(d, person, first + w, c * n_groups + inner[(ptrdiff_t)x * d->n_rounds + w]);
        }
    }
    return first + n_rounds;
}

// NOLINTNEXTLINE(misc-no-recursion): see inside_columns()
static int32_t columns(struct arena *arena, const struct design *d) {
    const int32_t n_rounds = design_scheme(arena, d);
    // groups of one never meet anybody: the scheme is the whole answer
    return d->size > 1 && d->n_groups % d->size == 0 ? inside_columns(arena, d, n_rounds)
                                                     : n_rounds;
}

static int32_t one_group(const struct design *d) {
    for (int32_t person = 0; person < d->size; person++)
        design_put(d, person, 0, 0);
    return 1;
}

// NOLINTNEXTLINE(misc-no-recursion): see inside_columns()
int32_t rotation_design(struct arena *arena, int32_t n_groups, int32_t size, int32_t n_rounds,
                        int32_t *ret_group) {
    const struct design d = {n_groups, size, n_rounds, ret_group};
    if (n_groups == 1)
        return one_group(&d);
    if (size == 2)
        return design_round_robin(&d);
    const size_t n_places = (size_t)n_groups * (size_t)size * (size_t)n_rounds;
    struct design other = d;
    other.group = NEW_ARRAY(arena, int32_t, n_places);
    int32_t best = columns(arena, &d);
    for (int family = 0; family < 2; family++) {
        const int32_t known = family ? design_starter(&other) : design_arc(arena, &other);
        if (known <= best)
            continue;
        best = known;
        memcpy(ret_group, other.group, n_places * sizeof *ret_group);
    }
    return best;
}
