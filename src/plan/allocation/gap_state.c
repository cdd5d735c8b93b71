// SPDX-License-Identifier: EUPL-1.2
// A plan of the allocation on the way: who does what, everybody's load, what it costs.
#include "plan/allocation/gap.h"

struct gap_state gap_state_new(struct arena *arena, const struct gap *r) {
    return (struct gap_state){
        .r = r,
        .pair = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .first = NEW_ARRAY(arena, int32_t, (size_t)r->m),
        .next = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .prior = NEW_ARRAY(arena, int32_t, (size_t)r->n),
        .load = NEW_ARRAY(arena, int64_t, (size_t)r->m),
    };
}

static int64_t excess(const struct gap_state *s, int32_t i) {
    return s->load[i] > s->r->hours[i] ? s->load[i] - s->r->hours[i] : 0;
}

static void enter(struct gap_state *s, int32_t j, int32_t pair) {
    const struct gap_pair *to = &s->r->pair[pair];
    const int32_t i = to->person;
    s->pair[j] = pair;
    s->cost += to->cost;
    s->over -= excess(s, i);
    s->load[i] += to->load;
    s->over += excess(s, i);
    s->prior[j] = -1;
    s->next[j] = s->first[i];
    if (s->first[i] >= 0)
        s->prior[s->first[i]] = j;
    s->first[i] = j;
}

void gap_state_set(struct gap_state *s, const int32_t *pair) {
    for (int32_t i = 0; i < s->r->m; i++) {
        s->first[i] = -1;
        s->load[i] = 0;
    }
    s->cost = s->over = 0;
    for (int32_t j = 0; j < s->r->n; j++)
        enter(s, j, pair[j]);
}

void gap_state_move(struct gap_state *s, int32_t j, int32_t pair) {
    const struct gap_pair *from = &s->r->pair[s->pair[j]];
    const int32_t i = from->person;
    s->cost -= from->cost;
    s->over -= excess(s, i);
    s->load[i] -= from->load;
    s->over += excess(s, i);
    if (s->next[j] >= 0)
        s->prior[s->next[j]] = s->prior[j];
    if (s->prior[j] >= 0)
        s->next[s->prior[j]] = s->next[j];
    else
        s->first[i] = s->next[j];
    enter(s, j, pair);
}

bool gap_best_note(struct gap_best *best, const struct gap_state *s, struct gap_clock *clock) {
    if (s->over > 0 || s->cost >= best->cost)
        return false;
    memcpy(best->pair, s->pair, (size_t)s->r->n * sizeof best->pair[0]);
    best->cost = clock->cost = s->cost;
    return true;
}

// ---- order of pairs -----------------------------------------------------------------------------

// In place and short: insertion; longer lists by Shell's sort.
static void sort_package(struct gap_pair *pair, int64_t *key, int32_t n) {
    static const int32_t GAPS[] = {29524, 9841, 3280, 1093, 364, 121, 40, 13, 4, 1};
    for (size_t g = 0; g < COUNT_OF(GAPS); g++) {
        for (int32_t k = GAPS[g]; k < n; k++) {
            const struct gap_pair moved = pair[k];
            const int64_t own = key[k];
            int32_t at = k;
            for (; at >= GAPS[g]; at -= GAPS[g]) {
                const int32_t b = at - GAPS[g];
                if (key[b] < own || (key[b] == own && pair[b].person < moved.person))
                    break;
                key[at] = key[b];
                pair[at] = pair[b];
            }
            key[at] = own;
            pair[at] = moved;
        }
    }
}

void gap_sort_pairs(struct arena *arena, struct gap *r, const int64_t *key) {
    const int32_t n_pairs = r->pair_start[r->n];
    int64_t *own = NEW_ARRAY(arena, int64_t, (size_t)n_pairs);
    int32_t *at = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    memcpy(own, key, (size_t)n_pairs * sizeof own[0]);
    for (int32_t j = 0; j < r->n; j++) {
        const int32_t start = r->pair_start[j];
        sort_package(r->pair + start, own + start, r->pair_start[j + 1] - start);
    }
    // Items stand in the order of packages and stay there; only where their pair is changes.
    for (int32_t j = 0; j < r->n; j++) {
        for (int32_t k = r->pair_start[j]; k < r->pair_start[j + 1]; k++) {
            const int32_t i = r->pair[k].person;
            r->item_pair[r->item_start[i] + at[i]++] = k;
        }
    }
}
