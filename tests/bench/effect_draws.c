// SPDX-License-Identifier: EUPL-1.2
// What permutations cost, in CPU seconds: the E-I index of 500 people 10,000 times, QAP of 200
// people 5,000 times, MRQAP of 200 people and three predictors 2,000 times; and what suppression
// costs in a large table. One line each: name, CPU seconds, most that is wanted.
#include <math.h>
#include <time.h>

#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/effect.h"

static double cpu(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

static void tell(const char *what, double since, double most) {
    printf("%s | %.3f | %.3f\n", what, cpu() - since, most);
}

static double *matrix(struct arena *arena, struct rng *rng, int32_t n, uint32_t percent) {
    double *m = NEW_ARRAY(arena, double, (size_t)n *(size_t)n);
    for (int32_t k = 0; k < n * n; k++)
        m[k] = rng_below(rng, 100) < percent;
    return m;
}

static void index_of(struct arena *arena, struct rng *rng, uint32_t percent, const char *what) {
    enum { N = 500 };
    struct effect_tie *ties = NEW_ARRAY(arena, struct effect_tie, N * N);
    int32_t *group = NEW_ARRAY(arena, int32_t, N), n_ties = 0;
    for (int32_t i = 0; i < N; i++) {
        group[i] = i % 6;
        for (int32_t j = 0; j < N; j++) {
            if (i != j && rng_below(rng, 100) < percent)
                ties[n_ties++] = (struct effect_tie){i, j};
        }
    }
    const struct effect_roster roster = {
        .n = N, .n_groups = 6, .group = group, .ties = ties, .n_ties = n_ties};
    struct effect_network network;
    const double since = cpu();
    effect_network_measure(arena, &roster, &(struct effect_draws){1, 1}, &network);
    const double rest = cpu() - since; // all but the permutations
    effect_network_measure(arena, &roster, &(struct effect_draws){1, 10000}, &network);
    tell(what, since + 2 * rest, .3);
}

static void suppress(struct arena *arena, struct rng *rng) {
    enum { ROWS = 1000, COLS = 50 };
    int64_t *count = NEW_ARRAY(arena, int64_t, ROWS * COLS);
    for (int32_t k = 0; k < ROWS * COLS; k++)
        count[k] = rng_below(rng, 20) == 0 ? rng_below(rng, 5) : 5 + rng_below(rng, 60);
    struct effect_suppression s;
    const double since = cpu();
    effect_suppress(arena, &(struct effect_counts){ROWS, COLS, count},
                    &(struct effect_suppress_options){.floor = 5}, &s);
    tell("suppression, 50,000 cells", since, NAN);
}

int main(void) {
    struct arena *const arena = arena_new((size_t)2 << 30);
    struct rng rng = rng_seeded(1);
    printf("what | CPU s | at most\n");
    index_of(arena, &rng, 2, "E-I, n = 500, 2 % tied, 10,000 permutations");
    index_of(arena, &rng, 20, "E-I, n = 500, 20 % tied, 10,000 permutations");
    const double *y = matrix(arena, &rng, 200, 10);
    const double *const x[] = {matrix(arena, &rng, 200, 10), matrix(arena, &rng, 200, 5),
                               matrix(arena, &rng, 200, 20)};
    struct effect_qap qap;
    struct effect_mrqap fit;
    double since = cpu();
    effect_qap(arena, 200, y, x[0], &(struct effect_draws){1, 5000}, &qap);
    tell("QAP, n = 200, 5,000 permutations", since, .1);
    since = cpu();
    effect_mrqap(arena, 200, y, x, 3, &(struct effect_draws){1, 2000}, &fit);
    tell("MRQAP, n = 200, 3 predictors, 2,000 permutations", since, 3);
    suppress(arena, &rng);
    arena_free(arena);
    return 0;
}
