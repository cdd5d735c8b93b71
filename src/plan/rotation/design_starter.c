// SPDX-License-Identifier: EUPL-1.2
// Turns a starter into a design. Two people of one circle, or of two circles, stay as far apart
// when all are turned; so no pair meets twice when no distance occurs twice in the starter.
// Source: Anderson, Combinatorial designs and tournaments, 1997, on starters and Kirkman's
// schoolgirls; groups across are the second half of Ray-Chaudhuri and Wilson's construction for
// three times a prime power, Proceedings of Symposia in Pure Mathematics 19, 1971.
#include "plan/rotation/design_kept.h"

static int32_t turned(const struct starter *s, int32_t person, int32_t by) {
    const int32_t first = person / s->turn * s->turn;
    if (person >= s->size * s->n_groups - s->n_fixed)
        return person;
    return first + (person - first + by) % s->turn;
}

int32_t design_turn(const struct design *d, const struct starter *s) {
    const int32_t n = s->size * s->n_groups;
    int32_t w = 0;
    for (int32_t class = 0; class < s->n_classes; class ++) {
        for (int32_t by = 0; by < s->turn && w < d->n_rounds; by++, w++) {
            for (int32_t k = 0; k < n; k++)
                design_put(d, turned(s, s->place[class * n + k], by), w, k / s->size);
        }
    }
    const uint8_t *across = s->place + (ptrdiff_t)s->n_classes * n;
    for (int32_t t = 0; t < s->n_across && w < d->n_rounds; t++, w++) {
        for (int32_t by = 0; by < s->turn; by++) {
            for (int32_t c = 0; c < s->size; c++)
                design_put(d, turned(s, c * s->turn + across[t * s->size + c], by), w, by);
        }
    }
    return w;
}

int32_t design_starter(const struct design *d) {
    for (const struct starter *s = KEPT_STARTERS; s->size > 0; s++) {
        if (s->size == d->size && s->n_groups == d->n_groups)
            return design_turn(d, s);
    }
    return 0;
}
