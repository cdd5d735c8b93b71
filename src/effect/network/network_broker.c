// SPDX-License-Identifier: EUPL-1.2
// Brokers: j stands between i and k when i names j, j names k, and i does not name k. What chance
// gives is known exactly for the mean; spread and share are drawn by handing out the labels anew.
#include "base/rng.h"
#include "effect/network/network.h"

enum { PATHS_MAX = 2000000, LOOKS_MAX = 400000000 };

struct path {
    int32_t from, by, to;
};
struct paths {
    struct path *list;
    int64_t n, capacity;
};

static enum effect_broker role_of(const int32_t *group, struct path path) {
    const int32_t i = group[path.from], j = group[path.by], k = group[path.to];
    if (i == k)
        return i == j ? EFFECT_BROKER_COORDINATOR : EFFECT_BROKER_ITINERANT;
    if (i == j)
        return EFFECT_BROKER_REPRESENTATIVE;
    return j == k ? EFFECT_BROKER_GATEKEEPER : EFFECT_BROKER_LIAISON;
}

static void keep_path(struct arena *arena, struct paths *paths, struct path path) {
    if (paths->n < PATHS_MAX) {
        if (paths->n == paths->capacity) {
            paths->capacity = 2 * paths->capacity + 1024;
            struct path *list = NEW_ARRAY(arena, struct path, (size_t)paths->capacity);
            for (int64_t k = 0; k < paths->n; k++)
                list[k] = paths->list[k];
            paths->list = list;
        }
        paths->list[paths->n] = path;
    }
    paths->n++;
}

static void find_paths(const struct network *net, struct paths *paths,
                       struct effect_brokerage *brokerage) {
    for (int32_t j = 0; j < net->n; j++) {
        for (int32_t i = 0; i < net->n; i++) {
            if (!network_names(net, i, j))
                continue;
            for (size_t w = 0; w < net->words; w++) {
                uint64_t left =
                    network_row(net, net->out, j)[w] & ~network_row(net, net->out, i)[w];
                for (; left != 0; left &= left - 1) {
                    const int32_t k = (int32_t)(w * 64) + __builtin_ctzll(left);
                    // the silent are not known not to name k
                    if (k == i || !network_is_observed(net, i, k))
                        continue;
                    const struct path path = {i, j, k};
                    const enum effect_broker role = role_of(net->group, path);
                    brokerage->total[role]++;
                    brokerage->person[(ptrdiff_t)net->person[j] * EFFECT_BROKER_N + role]++;
                    keep_path(net->arena, paths, path);
                }
            }
        }
    }
}

// The chance that three people drawn without return fall as the role says, times the paths.
static void expect(const struct network *net, int64_t n_paths, struct effect_brokerage *b) {
    const double n = net->n, all = n * (n - 1) * (n - 2);
    double one = 0, two = 0;
    for (int32_t g = 0; g < net->n_groups; g++) {
        const double size = net->size[g];
        one += size * (size - 1) * (size - 2);
        two += size * (size - 1) * (n - size);
    }
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
        b->expected[role] = all > 0 ? (double)n_paths * two / all : (double)NAN;
    if (all > 0) {
        b->expected[EFFECT_BROKER_COORDINATOR] = (double)n_paths * one / all;
        b->expected[EFFECT_BROKER_LIAISON] = (double)n_paths * (all - one - 3 * two) / all;
    }
}

static void draw(const struct network *net, const struct paths *paths,
                 const struct effect_draws *draws, struct effect_brokerage *b) {
    int32_t *label = NEW_ARRAY(net->arena, int32_t, (size_t)net->n);
    struct rng rng = rng_seeded(draws->seed);
    double squares[EFFECT_BROKER_N] = {0};
    int64_t far[EFFECT_BROKER_N] = {0};
    for (int32_t i = 0; i < net->n; i++)
        label[i] = net->group[i];
    for (int64_t r = 0; r < draws->n; r++) {
        int64_t count[EFFECT_BROKER_N] = {0};
        rng_shuffle(&rng, label, (size_t)net->n);
        for (int64_t k = 0; k < paths->n; k++)
            count[role_of(label, paths->list[k])]++;
        for (int32_t role = 0; role < EFFECT_BROKER_N; role++) {
            const double off = (double)count[role] - b->expected[role];
            squares[role] += off * off;
            far[role] += fabs(off) >= fabs((double)b->total[role] - b->expected[role]) - 1e-9;
        }
    }
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++) {
        b->sd[role] = sqrt(squares[role] / (double)draws->n);
        b->p[role] = (1 + (double)far[role]) / (1 + (double)draws->n);
    }
}

void network_brokerage(const struct network *net, const struct effect_draws *draws,
                       struct effect_network *network) {
    struct effect_brokerage *b = &network->brokerage;
    struct paths paths = {0};
    find_paths(net, &paths, b);
    expect(net, paths.n, b);
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
        b->sd[role] = b->p[role] = (double)NAN;
    if (paths.n <= PATHS_MAX && draws->n > 0 && paths.n * draws->n <= LOOKS_MAX)
        draw(net, &paths, draws, b);
}
