// SPDX-License-Identifier: EUPL-1.2
// Do ties stay within groups? Assortativity after Newman and modularity, of ties without direction
// and of stated ties; and whether people with many ties join people with many.
#include "effect/network/network.h"

// From shares of ties within groups, and the product of the shares that start and end there.
static void mix(double within, double by_chance, double *ret_modularity, double *ret_assort) {
    *ret_modularity = within - by_chance;
    *ret_assort = 1 - by_chance > 0 ? (within - by_chance) / (1 - by_chance) : (double)NAN;
}

static void mix_directed(const struct network *net, struct effect_network *network) {
    double within = 0, by_chance = 0;
    const double arcs = (double)net->arcs;
    for (int32_t g = 0; g < net->n_groups; g++) {
        int64_t starts = 0, ends = 0;
        for (int32_t h = 0; h < net->n_groups; h++) {
            starts += network->blocks[(ptrdiff_t)g * net->n_groups + h].ties;
            ends += network->blocks[(ptrdiff_t)h * net->n_groups + g].ties;
        }
        within += (double)network->blocks[(ptrdiff_t)g * net->n_groups + g].ties / arcs;
        by_chance += (double)starts / arcs * ((double)ends / arcs);
    }
    mix(within, by_chance, &network->modularity_directed, &network->assortativity_directed);
}

static void mix_any(const struct network *net, struct effect_network *network) {
    const double ends = 2 * (double)net->ties;
    double by_chance = 0;
    int64_t *at = NEW_ARRAY(net->arena, int64_t, (size_t)net->n_groups);
    for (int32_t i = 0; i < net->n; i++)
        at[net->group[i]] += net->degree[i];
    for (int32_t g = 0; g < net->n_groups; g++)
        by_chance += (double)at[g] / ends * ((double)at[g] / ends);
    mix((double)network->any.internal / (double)net->ties, by_chance, &network->modularity,
        &network->assortativity);
}

// Correlation of the degrees at the two ends of a tie, each tie taken both ways round.
static double mix_degrees(const struct network *net) {
    double sum = 0, squares = 0, products = 0;
    for (int32_t i = 0; i < net->n; i++) {
        const double d = net->degree[i];
        sum += d * d;
        squares += d * d * d;
        for (int32_t k = net->first[i]; k < net->first[i + 1]; k++)
            products += d * net->degree[net->other[k]];
    }
    const double ends = 2 * (double)net->ties;
    const double mean = sum / ends, variance = squares / ends - mean * mean;
    return variance > 0 ? (products / ends - mean * mean) / variance : (double)NAN;
}

void network_mixing(const struct network *net, struct effect_network *network) {
    network->modularity = network->modularity_directed = (double)NAN;
    network->assortativity = network->assortativity_directed = (double)NAN;
    network->assortativity_degree = (double)NAN;
    if (net->ties == 0)
        return;
    mix_any(net, network);
    mix_directed(net, network);
    network->assortativity_degree = mix_degrees(net);
}
