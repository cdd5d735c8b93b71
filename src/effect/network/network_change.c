// SPDX-License-Identifier: EUPL-1.2
// What changed between two waves: only ties are compared that could be stated in both, from people
// who answered twice to people who were on both rosters. Who joined or left is counted apart.
#include "effect/network/network.h"

struct waves {
    const struct effect_roster *before, *after;
    struct network was, is;
    int32_t *at_was, *at_is; // [n] place in each wave, -1: not there
};

static int32_t *places(struct arena *arena, const struct network *net, int32_t n) {
    int32_t *place = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        place[i] = -1;
    for (int32_t k = 0; k < net->n; k++)
        place[net->person[k]] = k;
    return place;
}

static bool is_compared(const struct waves *w, int32_t i) {
    const int32_t was = w->at_was[i], is = w->at_is[i];
    return was >= 0 && is >= 0 && !w->was.silent[was] && !w->is.silent[is];
}

static void count_people(const struct waves *w, struct effect_network_change *change) {
    for (int32_t i = 0; i < w->before->n; i++) {
        const bool was = w->at_was[i] >= 0, is = w->at_is[i] >= 0;
        change->n_compared += is_compared(w, i);
        change->n_silent += was && is && !is_compared(w, i);
        change->n_left += was && !is;
        change->n_joined += is && !was;
    }
}

static void compare_row(const struct waves *w, int32_t i, const bool *takes_part,
                        struct effect_network_change *change) {
    struct effect_ego_change *ego = &change->people[i];
    for (int32_t j = 0; j < w->before->n; j++) {
        if (i == j || w->at_was[j] < 0 || w->at_is[j] < 0)
            continue;
        const bool was = network_names(&w->was, w->at_was[i], w->at_was[j]);
        const bool is = network_names(&w->is, w->at_is[i], w->at_is[j]);
        change->cells++;
        ego->kept += was && is;
        ego->gained += is && !was;
        ego->lost += was && !is;
        if (is && !was && takes_part)
            change->gained_by[takes_part[i] + takes_part[j]]++;
    }
    const int32_t all = ego->kept + ego->gained + ego->lost;
    ego->jaccard = all > 0 ? (double)ego->kept / all : (double)NAN;
    change->kept += ego->kept;
    change->gained += ego->gained;
    change->lost += ego->lost;
}

static void compare_all(const struct waves *w, const bool *takes_part,
                        struct effect_network_change *change) {
    for (int32_t i = 0; i < w->before->n; i++) {
        change->people[i].jaccard = (double)NAN;
        if (is_compared(w, i))
            compare_row(w, i, takes_part, change);
    }
    change->hamming = change->gained + change->lost;
    const int64_t all = change->kept + change->hamming;
    change->jaccard = all > 0 ? (double)change->kept / (double)all : (double)NAN;
    change->is_stable = change->jaccard >= .2;
    if (change->n_compared == 0)
        change->refusal = EFFECT_NETWORK_FEW;
}

void effect_network_compare(struct arena *arena, const struct effect_roster *before,
                            const struct effect_roster *after, const bool *takes_part,
                            struct effect_network_change *ret_change) {
    *ret_change = (struct effect_network_change){.at = -1, .jaccard = (double)NAN};
    struct waves w = {.before = before, .after = after};
    ret_change->refusal = network_build(arena, before, &w.was, &ret_change->at);
    if (ret_change->refusal == EFFECT_NETWORK_FINE)
        ret_change->refusal = network_build(arena, after, &w.is, &ret_change->at);
    if (ret_change->refusal == EFFECT_NETWORK_FINE && before->n != after->n)
        ret_change->refusal = EFFECT_NETWORK_SIZE;
    if (ret_change->refusal != EFFECT_NETWORK_FINE)
        return;
    w.at_was = places(arena, &w.was, before->n);
    w.at_is = places(arena, &w.is, before->n);
    ret_change->people = NEW_ARRAY(arena, struct effect_ego_change, (size_t)before->n);
    count_people(&w, ret_change);
    compare_all(&w, takes_part, ret_change);
}
