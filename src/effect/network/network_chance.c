// SPDX-License-Identifier: EUPL-1.2
// What the E-I index would be by chance: the ties stay, the labels are handed out anew with the
// same group sizes. Mean and variance are exact; the shares come from all relabellings where there
// are few, and by lot where there are many.
#include "base/rng.h"
#include "effect/network/network.h"

// Mantel's second moment needs the pairs of ties that are one, that share somebody, and that do
// not.
static void moments(const struct network *net, struct effect_ei *ei) {
    const double n = net->n, m = (double)net->ties, inside = (double)network_pairs_internal(net);
    const double pairs = n * (n - 1) / 2;
    double touch_ties = -2 * m, touch_labels = -2 * inside;
    for (int32_t i = 0; i < net->n; i++) {
        const double mates = net->size[net->group[i]] - 1;
        touch_ties += (double)net->degree[i] * net->degree[i];
        touch_labels += mates * mates;
    }
    const double apart_ties = m * m - m - touch_ties;
    const double apart_labels = inside * inside - inside - touch_labels;
    const double mean = m * inside / pairs;
    double square = m * inside / pairs;
    if (net->n > 2)
        square += touch_ties * touch_labels / (n * (n - 1) * (n - 2));
    if (net->n > 3)
        square += 4 * apart_ties * apart_labels / (n * (n - 1) * (n - 2) * (n - 3));
    const double variance = square - mean * mean;
    ei->expected = 1 - 2 * inside / pairs;
    ei->sd = variance > 1e-12 * square ? 2 * sqrt(variance) / m : 0;
    ei->z = ei->sd > 0 ? (ei->ei - ei->expected) / ei->sd : (double)NAN;
}

// ---- relabellings ------------------------------------------------------------------------------

bool labels_next(int32_t *labels, int32_t n) {
    int32_t at = n - 2, swap = n - 1;
    while (at >= 0 && labels[at] >= labels[at + 1])
        at--;
    if (at < 0)
        return false;
    while (labels[swap] <= labels[at])
        swap--;
    const int32_t label = labels[at];
    labels[at] = labels[swap];
    labels[swap] = label;
    for (int32_t low = at + 1, high = n - 1; low < high; low++, high--) {
        const int32_t held = labels[low];
        labels[low] = labels[high];
        labels[high] = held;
    }
    return true;
}

// The product of binomials, each built up so that every step is whole.
int64_t labels_count(const int32_t *size, int32_t n_groups, int64_t most) {
    int64_t count = 1, n = 0;
    for (int32_t g = 0; g < n_groups; g++) {
        for (int32_t k = 1; k <= size[g]; k++) {
            count = count * ++n / k;
            if (count > most)
                return INT64_MAX;
        }
    }
    return count;
}

// Bits that two rows have in common. Counted side by side in ever wider fields of a word, which is
// quick on machines without an instruction for it: three words fit in fields of four bits, and
// twenty-four in fields of eight.
static int64_t bits_in_common(const uint64_t *a, const uint64_t *b, size_t words) {
    int64_t count = 0;
    for (size_t w = 0; w < words;) {
        uint64_t bytes = 0;
        for (int block = 0; block < 8 && w < words; block++) {
            uint64_t nibbles = 0;
            for (int k = 0; k < 3 && w < words; k++, w++) {
                uint64_t x = a[w] & b[w];
                x -= x >> 1 & 0x5555555555555555u;
                nibbles += (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
            }
            bytes += (nibbles & 0x0f0f0f0f0f0f0f0fu) + (nibbles >> 4 & 0x0f0f0f0f0f0f0f0fu);
        }
        const uint64_t pairs = (bytes & 0x00ff00ff00ff00ffu) + (bytes >> 8 & 0x00ff00ff00ff00ffu);
        count += (int64_t)(pairs * 0x0001000100010001u >> 48);
    }
    return count;
}

struct ties {
    const struct network *net;
    struct effect_tie *list; // [net->ties]
    uint64_t *mask;          // [n_groups * words] who is in a group; NULL: the list is shorter
};

static struct ties ties_of(const struct network *net) {
    struct ties ties = {.net = net};
    ties.list = NEW_ARRAY(net->arena, struct effect_tie, (size_t)net->ties);
    size_t at = 0;
    for (int32_t i = 0; i < net->n; i++) {
        for (int32_t k = net->first[i]; k < net->first[i + 1]; k++) {
            if (net->other[k] > i)
                ties.list[at++] = (struct effect_tie){i, net->other[k]};
        }
    }
    if ((size_t)net->ties > 4 * (size_t)net->n * net->words)
        ties.mask = NEW_ARRAY(net->arena, uint64_t, (size_t)net->n_groups * net->words);
    return ties;
}

static int64_t internal_by_list(const struct ties *ties, const int32_t *label) {
    int64_t internal = 0;
    for (int64_t k = 0; k < ties->net->ties; k++)
        internal += label[ties->list[k].from] == label[ties->list[k].to];
    return internal;
}

static int64_t internal_by_mask(const struct ties *ties, const int32_t *label) {
    const struct network *net = ties->net;
    int64_t ends = 0;
    for (size_t k = 0; k < (size_t)net->n_groups * net->words; k++)
        ties->mask[k] = 0;
    for (int32_t i = 0; i < net->n; i++)
        bit_set(network_row(net, ties->mask, label[i]), i);
    for (int32_t i = 0; i < net->n; i++) {
        ends += bits_in_common(network_row(net, ties->mask, label[i]),
                               network_row(net, net->any, i), net->words);
    }
    return ends / 2;
}

static int64_t internal_ties(const struct ties *ties, const int32_t *label) {
    return ties->mask ? internal_by_mask(ties, label) : internal_by_list(ties, label);
}

struct shares {
    int64_t low, high, far;
};

// The more internal ties, the lower the index. How far is counted from the exact mean.
static void compare(const struct network *net, int64_t observed, int64_t internal,
                    struct shares *shares) {
    const double n = net->n;
    const double mean = (double)net->ties * (double)network_pairs_internal(net) / (n * (n - 1) / 2);
    shares->low += internal >= observed;
    shares->high += internal <= observed;
    shares->far += fabs((double)internal - mean) >= fabs((double)observed - mean) - 1e-9;
}

static void enumerate(const struct ties *ties, struct effect_ei *ei, struct shares *shares) {
    const struct network *net = ties->net;
    int32_t *label = NEW_ARRAY(net->arena, int32_t, (size_t)net->n);
    int32_t at = 0;
    for (int32_t g = 0; g < net->n_groups; g++) {
        for (int32_t k = 0; k < net->size[g]; k++)
            label[at++] = g;
    }
    do {
        compare(net, ei->internal, internal_ties(ties, label), shares);
        ei->draws++;
    } while (labels_next(label, net->n));
}

static void draw(const struct ties *ties, const struct effect_draws *draws, struct effect_ei *ei,
                 struct shares *shares) {
    const struct network *net = ties->net;
    int32_t *label = NEW_ARRAY(net->arena, int32_t, (size_t)net->n);
    struct rng rng = rng_seeded(draws->seed);
    for (int32_t i = 0; i < net->n; i++)
        label[i] = net->group[i];
    for (ei->draws = 0; ei->draws < draws->n; ei->draws++) {
        rng_shuffle(&rng, label, (size_t)net->n);
        compare(net, ei->internal, internal_ties(ties, label), shares);
    }
}

void network_chance(const struct network *net, const struct effect_draws *draws,
                    struct effect_ei *ei) {
    ei->expected = ei->sd = ei->z = ei->p_lower = ei->p_upper = ei->p = (double)NAN;
    const int64_t inside = network_pairs_internal(net);
    if (net->ties == 0 || inside == (int64_t)net->n * (net->n - 1) / 2)
        return;
    moments(net, ei);
    const struct ties ties = ties_of(net);
    struct shares shares = {0};
    ei->is_exact = labels_count(net->size, net->n_groups, ENUMERATE_MAX) != INT64_MAX;
    if (ei->is_exact)
        enumerate(&ties, ei, &shares);
    else
        draw(&ties, draws, ei, &shares);
    const double extra = ei->is_exact ? 0 : 1; // the observed labels are one draw too
    const double all = (double)ei->draws + extra;
    ei->p_lower = ((double)shares.low + extra) / all;
    ei->p_upper = ((double)shares.high + extra) / all;
    ei->p = ((double)shares.far + extra) / all;
}
