// SPDX-License-Identifier: EUPL-1.2
// Counts of one wave: densities, blocks between groups, pairs, the E-I index without chance, and
// what the silent could still change. Cells that nobody answered for are in no denominator.
#include "effect/network/network.h"

static double share(int64_t part, int64_t whole) {
    return whole > 0 ? (double)part / (double)whole : (double)NAN;
}

int64_t network_pairs_internal(const struct network *net) {
    int64_t pairs = 0;
    for (int32_t g = 0; g < net->n_groups; g++)
        pairs += (int64_t)net->size[g] * (net->size[g] - 1) / 2;
    return pairs;
}

// A pair as far as it was answered for.
struct tally {
    int64_t cells, arcs;
    int64_t known[2], tied[2], open[2]; // pairs without direction, by internal 0 and external 1
    int64_t rebuilt_cells, rebuilt_arcs;
    int64_t arcs_external;
};

static void tally_pair(const struct network *net, int32_t i, int32_t j, struct tally *t,
                       struct effect_network *network) {
    const bool ij = network_names(net, i, j), ji = network_names(net, j, i);
    const bool saw_ij = network_is_observed(net, i, j), saw_ji = network_is_observed(net, j, i);
    const int side = net->group[i] != net->group[j];
    t->cells += saw_ij + saw_ji;
    t->arcs += ij + ji;
    t->arcs_external += side * (ij + ji);
    t->tied[side] += ij || ji;
    t->known[side] += ij || ji || (saw_ij && saw_ji);
    t->open[side] += !(ij || ji || (saw_ij && saw_ji));
    if (saw_ij || saw_ji) { // a silent row takes over what others say of it
        t->rebuilt_cells += 2;
        t->rebuilt_arcs += (saw_ij ? ij : ji) + (saw_ji ? ji : ij);
    }
    if (saw_ij && saw_ji) {
        network->mutual += ij && ji;
        network->one_way += ij != ji;
        network->none += !ij && !ji;
    }
}

static void count_blocks(const struct network *net, struct effect_network *network) {
    const size_t n_blocks = (size_t)net->n_groups * (size_t)net->n_groups;
    network->blocks = NEW_ARRAY(net->arena, struct effect_block, n_blocks);
    for (int32_t i = 0; i < net->n; i++) {
        for (int32_t j = 0; j < net->n; j++) {
            struct effect_block *block =
                &network->blocks[(ptrdiff_t)net->group[i] * net->n_groups + net->group[j]];
            block->cells += i != j && network_is_observed(net, i, j);
            block->ties += network_names(net, i, j);
        }
    }
    for (size_t k = 0; k < n_blocks; k++)
        network->blocks[k].density = share(network->blocks[k].ties, network->blocks[k].cells);
}

static double ei_of(int64_t external, int64_t internal) {
    return share(external - internal, external + internal);
}

static void index_any(const struct network *net, const struct tally *t, struct effect_ei *ei) {
    const int64_t inside = network_pairs_internal(net);
    const int64_t outside = (int64_t)net->n * (net->n - 1) / 2 - inside;
    const int64_t m = t->tied[0] + t->tied[1];
    const int64_t external_least = m > inside ? m - inside : 0;
    const int64_t external_most = m < outside ? m : outside;
    ei->ties = m;
    ei->internal = t->tied[0];
    ei->external = t->tied[1];
    ei->ei = ei_of(ei->external, ei->internal);
    ei->least = ei_of(external_least, m - external_least);
    ei->most = ei_of(external_most, m - external_most);
    ei->density_internal = share(t->tied[0], t->known[0]);
    ei->density_external = share(t->tied[1], t->known[1]);
}

static void index_arcs(const struct network *net, const struct tally *t,
                       struct effect_network *network) {
    int64_t inside = 0, outside = 0;
    for (int32_t g = 0; g < net->n_groups; g++) {
        for (int32_t h = 0; h < net->n_groups; h++)
            *(g == h ? &inside : &outside) +=
                network->blocks[(ptrdiff_t)g * net->n_groups + h].cells;
    }
    const double none = (double)NAN;
    network->arc = (struct effect_ei){
        .ties = t->arcs,
        .external = t->arcs_external,
        .internal = t->arcs - t->arcs_external,
        .ei = ei_of(t->arcs_external, t->arcs - t->arcs_external),
        .expected = none,
        .sd = none,
        .z = none,
        .least = none,
        .most = none,
        .p_lower = none,
        .p_upper = none,
        .p = none,
        .density_internal = share(t->arcs - t->arcs_external, inside),
        .density_external = share(t->arcs_external, outside),
    };
}

static void bound(const struct network *net, const struct tally *t,
                  struct effect_network_bounds *bounds) {
    const int64_t all = (int64_t)net->n * (net->n - 1);
    bounds->missing = all - t->cells;
    bounds->density_lower = share(t->arcs, all);
    bounds->density_upper = share(t->arcs + bounds->missing, all);
    bounds->ei_lower = ei_of(t->tied[1], t->tied[0] + t->open[0]);
    bounds->ei_upper = ei_of(t->tied[1] + t->open[1], t->tied[0]);
}

static void count_people(const struct network *net, struct effect_network *network) {
    for (int32_t i = 0; i < net->n; i++) {
        struct effect_person_network *person = &network->people[net->person[i]];
        for (int32_t j = 0; j < net->n; j++) {
            person->named += network_names(net, i, j);
            person->named_by += network_names(net, j, i);
            person->external +=
                net->group[i] != net->group[j] && bit_is(network_row(net, net->any, i), j);
        }
    }
}

void network_count(const struct network *net, struct effect_network *network) {
    struct tally t = {0};
    for (int32_t i = 0; i < net->n; i++) {
        network->n_silent += net->silent[i];
        for (int32_t j = 0; j < i; j++)
            tally_pair(net, i, j, &t, network);
    }
    count_blocks(net, network);
    count_people(net, network);
    index_any(net, &t, &network->any);
    index_arcs(net, &t, network);
    bound(net, &t, &network->bounds);
    network->n_people = net->n;
    network->arcs = net->arcs;
    network->arcs_ignored = net->arcs_ignored;
    network->density = share(t.arcs, t.cells);
    network->density_any = share(t.tied[0] + t.tied[1], t.known[0] + t.known[1]);
    network->density_reconstructed = share(t.rebuilt_arcs, t.rebuilt_cells);
    const int64_t m = network->mutual, a = network->one_way;
    network->reciprocity = share(2 * m, 2 * m + a);
    network->reciprocity_nonempty = share(m, m + a);
    network->reciprocity_dyadic = share(m + network->none, m + a + network->none);
}
