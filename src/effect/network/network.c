// SPDX-License-Identifier: EUPL-1.2
// Puts the measures of one wave together, from a roster whose numbers were looked at first.
#include "effect/network/network.h"

static const char *const REFUSALS[EFFECT_NETWORK_REFUSAL_N] = {
    [EFFECT_NETWORK_FINE] = "",
    [EFFECT_NETWORK_SIZE] = "size",
    [EFFECT_NETWORK_GROUP] = "group",
    [EFFECT_NETWORK_TIE] = "tie",
    [EFFECT_NETWORK_LOOP] = "loop",
    [EFFECT_NETWORK_ONE_GROUP] = "one_group",
    [EFFECT_NETWORK_NO_TIES] = "no_ties",
    [EFFECT_NETWORK_NOT_FINITE] = "not_finite",
    [EFFECT_NETWORK_CONSTANT] = "constant",
    [EFFECT_NETWORK_SINGULAR] = "singular",
    [EFFECT_NETWORK_FEW] = "few",
};

const char *effect_network_refusal_name(enum effect_network_refusal refusal) {
    return REFUSALS[refusal];
}

const char *effect_broker_name(enum effect_broker role) {
    static const char *const NAMES[EFFECT_BROKER_N] = {"coordinator", "itinerant", "representative",
                                                       "gatekeeper", "liaison"};
    return NAMES[role];
}

// ---- the roster as bits ------------------------------------------------------------------------

static enum effect_network_refusal check(const struct effect_roster *roster, int32_t *ret_at) {
    if (roster->n < 1 || roster->n > EFFECT_NETWORK_PEOPLE_MAX || roster->n_groups < 1 ||
        roster->n_groups > roster->n || roster->n_ties < 0)
        return EFFECT_NETWORK_SIZE;
    for (int32_t i = 0; i < roster->n; i++) {
        *ret_at = i;
        if (roster->group[i] < 0 || roster->group[i] >= roster->n_groups)
            return EFFECT_NETWORK_GROUP;
    }
    for (int32_t k = 0; k < roster->n_ties; k++) {
        const struct effect_tie tie = roster->ties[k];
        *ret_at = k;
        if (tie.from < 0 || tie.from >= roster->n || tie.to < 0 || tie.to >= roster->n)
            return EFFECT_NETWORK_TIE;
        if (tie.from == tie.to)
            return EFFECT_NETWORK_LOOP;
    }
    *ret_at = -1;
    return EFFECT_NETWORK_FINE;
}

// Numbers the people on the roster; returns place by number, -1 for the absent.
static int32_t *add_people(struct network *net, const struct effect_roster *roster) {
    int32_t *place = NEW_ARRAY(net->arena, int32_t, (size_t)roster->n);
    net->person = NEW_ARRAY(net->arena, int32_t, (size_t)roster->n);
    net->group = NEW_ARRAY(net->arena, int32_t, (size_t)roster->n);
    net->silent = NEW_ARRAY(net->arena, bool, (size_t)roster->n);
    net->size = NEW_ARRAY(net->arena, int32_t, (size_t)roster->n_groups);
    for (int32_t i = 0; i < roster->n; i++) {
        place[i] = -1;
        if (roster->absent && roster->absent[i])
            continue;
        place[i] = net->n;
        net->person[net->n] = i;
        net->group[net->n] = roster->group[i];
        net->silent[net->n] = roster->silent && roster->silent[i];
        net->size[roster->group[i]]++;
        net->n++;
    }
    return place;
}

// A tie of somebody silent is no answer: it is counted and left out, unless the other states it.
static void add_ties(struct network *net, const struct effect_roster *roster,
                     const int32_t *place) {
    for (int32_t k = 0; k < roster->n_ties; k++) {
        const int32_t i = place[roster->ties[k].from], j = place[roster->ties[k].to];
        if (i < 0 || j < 0 || !network_is_observed(net, i, j)) {
            net->arcs_ignored++;
            continue;
        }
        bit_set(network_row(net, net->out, i), j);
        bit_set(network_row(net, net->in, j), i);
        if (net->is_mutual) {
            bit_set(network_row(net, net->out, j), i);
            bit_set(network_row(net, net->in, i), j);
        }
    }
}

static void add_neighbours(struct network *net) {
    const size_t n = (size_t)net->n;
    net->any = NEW_ARRAY(net->arena, uint64_t, n * net->words);
    net->degree = NEW_ARRAY(net->arena, int32_t, n);
    net->first = NEW_ARRAY(net->arena, int32_t, n + 1);
    for (size_t w = 0; w < n * net->words; w++)
        net->any[w] = net->out[w] | net->in[w];
    for (int32_t i = 0; i < net->n; i++) {
        for (size_t w = 0; w < net->words; w++) {
            net->degree[i] += __builtin_popcountll(network_row(net, net->any, i)[w]);
            net->arcs += __builtin_popcountll(network_row(net, net->out, i)[w]);
        }
        net->first[i + 1] = net->first[i] + net->degree[i];
    }
    net->other = NEW_ARRAY(net->arena, int32_t, (size_t)net->first[n]);
    int32_t at = 0;
    for (int32_t i = 0; i < net->n; i++) {
        for (int32_t j = 0; j < net->n; j++) {
            if (bit_is(network_row(net, net->any, i), j))
                net->other[at++] = j;
        }
    }
    net->ties = at / 2;
}

enum effect_network_refusal network_build(struct arena *arena, const struct effect_roster *roster,
                                          struct network *ret_net, int32_t *ret_at) {
    const enum effect_network_refusal refusal = check(roster, ret_at);
    if (refusal != EFFECT_NETWORK_FINE)
        return refusal;
    struct network net = {
        .arena = arena, .n_groups = roster->n_groups, .is_mutual = roster->is_mutual};
    const int32_t *place = add_people(&net, roster);
    if (net.n < 1)
        return EFFECT_NETWORK_SIZE;
    net.words = ((size_t)net.n + 63) / 64;
    net.out = NEW_ARRAY(arena, uint64_t, (size_t)net.n * net.words);
    net.in = NEW_ARRAY(arena, uint64_t, (size_t)net.n * net.words);
    add_ties(&net, roster, place);
    add_neighbours(&net);
    *ret_net = net;
    return EFFECT_NETWORK_FINE;
}

// ---- one wave ----------------------------------------------------------------------------------

static int32_t n_groups_filled(const struct network *net) {
    int32_t n = 0;
    for (int32_t g = 0; g < net->n_groups; g++)
        n += net->size[g] > 0;
    return n;
}

void effect_network_measure(struct arena *arena, const struct effect_roster *roster,
                            const struct effect_draws *draws, struct effect_network *ret_network) {
    *ret_network = (struct effect_network){.at = -1};
    struct network net;
    ret_network->refusal = network_build(arena, roster, &net, &ret_network->at);
    if (ret_network->refusal != EFFECT_NETWORK_FINE)
        return;
    ret_network->people = NEW_ARRAY(arena, struct effect_person_network, (size_t)roster->n);
    for (int32_t i = 0; i < roster->n; i++)
        ret_network->people[i].betweenness = ret_network->people[i].constraint = NAN;
    ret_network->brokerage.person = NEW_ARRAY(arena, int64_t, (size_t)roster->n * EFFECT_BROKER_N);
    network_count(&net, ret_network);
    network_mixing(&net, ret_network);
    network_paths(&net, ret_network);
    if (net.ties == 0)
        ret_network->refusal = EFFECT_NETWORK_NO_TIES;
    else if (n_groups_filled(&net) < 2)
        ret_network->refusal = EFFECT_NETWORK_ONE_GROUP;
    network_chance(&net, draws, &ret_network->any);
    network_brokerage(&net, draws, ret_network);
}
