// SPDX-License-Identifier: EUPL-1.2
// Figures along paths of any tie: closed triples, mean distance, betweenness after Brandes, and the
// constraint after Burt.
#include "effect/network/network.h"

static void close_triples(const struct network *net, struct effect_network *network) {
    int64_t triples = 0, closed = 0, people = 0;
    double local = 0;
    for (int32_t i = 0; i < net->n; i++) {
        const int64_t d = net->degree[i];
        int64_t here = 0;
        for (int32_t k = net->first[i]; k < net->first[i + 1]; k++) {
            for (int32_t l = net->first[i]; l < k; l++)
                here += bit_is(network_row(net, net->any, net->other[k]), net->other[l]);
        }
        triples += d * (d - 1) / 2;
        closed += here;
        people += d > 1;
        local += d > 1 ? 2 * (double)here / (double)(d * (d - 1)) : 0;
    }
    network->transitivity = triples > 0 ? (double)closed / (double)triples : (double)NAN;
    network->transitivity_local = people > 0 ? local / (double)people : (double)NAN;
}

struct walk {
    int32_t *order;    // [n] people by distance
    int32_t *distance; // [n] -1: not reached
    double *n_paths, *depends, *between;
};

// Everybody who can be reached from `start`, nearest first; gives how many.
static int32_t reach(const struct network *net, int32_t start, struct walk *w) {
    int32_t n = 0;
    for (int32_t i = 0; i < net->n; i++) {
        w->distance[i] = -1;
        w->n_paths[i] = w->depends[i] = 0;
    }
    w->order[n++] = start;
    w->distance[start] = 0;
    w->n_paths[start] = 1;
    for (int32_t at = 0; at < n; at++) {
        const int32_t i = w->order[at];
        for (int32_t k = net->first[i]; k < net->first[i + 1]; k++) {
            const int32_t j = net->other[k];
            if (w->distance[j] < 0) {
                w->distance[j] = w->distance[i] + 1;
                w->order[n++] = j;
            }
            if (w->distance[j] == w->distance[i] + 1)
                w->n_paths[j] += w->n_paths[i];
        }
    }
    return n;
}

static void hand_back(const struct network *net, int32_t n, struct walk *w) {
    for (int32_t at = n - 1; at > 0; at--) {
        const int32_t j = w->order[at];
        for (int32_t k = net->first[j]; k < net->first[j + 1]; k++) {
            const int32_t i = net->other[k];
            if (w->distance[i] == w->distance[j] - 1)
                w->depends[i] += w->n_paths[i] / w->n_paths[j] * (1 + w->depends[j]);
        }
        w->between[j] += w->depends[j];
    }
}

static void walk_all(const struct network *net, struct effect_network *network) {
    const size_t n = (size_t)net->n;
    struct walk w = {NEW_ARRAY(net->arena, int32_t, n), NEW_ARRAY(net->arena, int32_t, n),
                     NEW_ARRAY(net->arena, double, n), NEW_ARRAY(net->arena, double, n),
                     NEW_ARRAY(net->arena, double, n)};
    int64_t steps = 0, pairs = 0;
    for (int32_t start = 0; start < net->n; start++) {
        const int32_t reached = reach(net, start, &w);
        for (int32_t at = 1; at < reached; at++)
            steps += w.distance[w.order[at]];
        pairs += reached - 1;
        hand_back(net, reached, &w);
    }
    network->distance = pairs > 0 ? (double)steps / (double)pairs : (double)NAN;
    for (int32_t i = 0; i < net->n; i++)
        network->people[net->person[i]].betweenness = w.between[i] / 2;
}

// How much of somebody's time goes, directly or through others, to the same partners.
static double constraint_of(const struct network *net, int32_t i) {
    double constraint = 0;
    for (int32_t k = net->first[i]; k < net->first[i + 1]; k++) {
        const int32_t j = net->other[k];
        double spent = 1.0 / net->degree[i];
        for (int32_t l = net->first[i]; l < net->first[i + 1]; l++) {
            const int32_t q = net->other[l];
            if (q != j && bit_is(network_row(net, net->any, q), j))
                spent += 1.0 / net->degree[i] / net->degree[q];
        }
        constraint += spent * spent;
    }
    return net->degree[i] > 0 ? constraint : (double)NAN;
}

void network_paths(const struct network *net, struct effect_network *network) {
    close_triples(net, network);
    walk_all(net, network);
    for (int32_t i = 0; i < net->n; i++)
        network->people[net->person[i]].constraint = constraint_of(net, i);
}
