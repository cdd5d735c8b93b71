// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a network of up to 20 people, with the silent, the absent, and numbers out of range.
// What was counted must add up, and a change must be that of its parts.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PEOPLE = 20, TIES = 60 };
struct bytes {
    const uint8_t *p;
    size_t n;
};

static int32_t next(struct bytes *b) {
    const int32_t value = b->n > 0 ? (int8_t)*b->p : 0;
    b->p += b->n > 0;
    b->n -= b->n > 0;
    return value;
}

static struct effect_roster roster_of(struct bytes *b, struct arena *arena, const int32_t *group,
                                      int32_t n, int32_t n_groups) {
    struct effect_tie *ties = NEW_ARRAY(arena, struct effect_tie, TIES);
    bool *silent = NEW_ARRAY(arena, bool, PEOPLE), *absent = NEW_ARRAY(arena, bool, PEOPLE);
    struct effect_roster r = {.n = n,
                              .n_groups = n_groups,
                              .group = group,
                              .ties = ties,
                              .silent = silent,
                              .absent = absent,
                              .is_mutual = next(b) & 1};
    r.n_ties = (next(b) & 127) % TIES;
    for (int32_t i = 0; i < PEOPLE; i++) {
        silent[i] = next(b) % 5 == 1;
        absent[i] = next(b) % 7 == 1;
    }
    for (int32_t k = 0; k < r.n_ties; k++)
        ties[k] = (struct effect_tie){next(b) % (PEOPLE + 1), next(b) % (PEOPLE + 1)};
    return r;
}

static void look(const struct effect_roster *r, const struct effect_network *net) {
    if (net->refusal != EFFECT_NETWORK_FINE)
        return;
    int64_t arcs = 0, cells = 0;
    for (int32_t k = 0; k < r->n_groups * r->n_groups; k++) {
        arcs += net->blocks[k].ties;
        cells += net->blocks[k].cells;
        ENSURE(net->blocks[k].ties <= net->blocks[k].cells);
    }
    ENSURE(arcs == net->arcs && arcs <= cells);
    ENSURE(net->any.internal + net->any.external == net->any.ties);
    ENSURE(net->any.least - 1e-9 <= net->any.ei && net->any.ei <= net->any.most + 1e-9);
    ENSURE(net->bounds.ei_lower - 1e-9 <= net->any.ei &&
           net->any.ei <= net->bounds.ei_upper + 1e-9);
    ENSURE(net->any.p > 0 && net->any.p <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(256 << 20);
    struct bytes b = {data, n};
    const int32_t people = next(&b) % (PEOPLE + 1), n_groups = next(&b) % 6;
    int32_t group[PEOPLE];
    for (int32_t i = 0; i < PEOPLE; i++)
        group[i] = next(&b) % 6;
    const struct effect_roster before = roster_of(&b, arena, group, people, n_groups);
    const struct effect_roster after = roster_of(&b, arena, group, people, n_groups);
    const struct effect_draws draws = {1, 20};
    struct effect_network net;
    struct effect_network_change change;
    effect_network_measure(arena, &before, &draws, &net);
    look(&before, &net);
    effect_network_compare(arena, &before, &after, NULL, &change);
    if (change.refusal == EFFECT_NETWORK_FINE)
        ENSURE(change.kept + change.hamming <= change.cells);
    arena_free(arena);
    return 0;
}
