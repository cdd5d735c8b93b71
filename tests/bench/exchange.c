// SPDX-License-Identifier: EUPL-1.2
// The plain method that a grouping is measured against: from a random division, each person in turn
// takes the best exchange with somebody of another group, until nobody gains; then again from
// another division. `exchange FILE SECONDS SEED` prints the largest sum of distances that it found
// in so much CPU. FILE is in the format mdgplib.
#include <time.h>

#include "base/arena.h"
#include "base/rng.h"

enum { PEOPLE_MAX = 2000 };

struct division {
    int32_t n, m;
    double *distance; // [n * n]
    double *to_group; // [n * m]
    int32_t *group;   // [n]
};

static double cpu_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void count(struct division *d, int32_t i, int32_t g, double step) {
    for (int32_t k = 0; k < d->n; k++)
        d->to_group[(ptrdiff_t)k * d->m + g] += step * d->distance[(ptrdiff_t)i * d->n + k];
}

static double gain(const struct division *d, int32_t i, int32_t j) {
    const int32_t g = d->group[i], h = d->group[j];
    const double *own = d->to_group + (ptrdiff_t)i * d->m,
                 *other = d->to_group + (ptrdiff_t)j * d->m;
    return own[h] - own[g] + other[g] - other[h] - 2 * d->distance[(ptrdiff_t)i * d->n + j];
}

static bool improve(struct division *d, int32_t i) {
    int32_t best = -1;
    double most = 1e-6;
    for (int32_t j = 0; j < d->n; j++) {
        if (d->group[j] != d->group[i] && gain(d, i, j) > most) {
            most = gain(d, i, j);
            best = j;
        }
    }
    if (best < 0)
        return false;
    const int32_t g = d->group[i], h = d->group[best];
    count(d, i, g, -1);
    count(d, best, h, -1);
    count(d, i, h, 1);
    count(d, best, g, 1);
    d->group[i] = h;
    d->group[best] = g;
    return true;
}

static double climb(struct division *d, struct rng *rng, double until) {
    rng_shuffle(rng, d->group, (size_t)d->n);
    memset(d->to_group, 0, (size_t)d->n * (size_t)d->m * sizeof d->to_group[0]);
    for (int32_t i = 0; i < d->n; i++)
        count(d, i, d->group[i], 1);
    for (bool has_gained = true; has_gained && cpu_now() < until;) {
        has_gained = false;
        for (int32_t i = 0; i < d->n; i++)
            has_gained |= improve(d, i);
    }
    double sum = 0;
    for (int32_t i = 0; i < d->n; i++)
        sum += d->to_group[(ptrdiff_t)i * d->m + d->group[i]] / 2;
    return sum;
}

// Exchanges keep the sizes, so these have as many pairs as they can: who is left over after the
// least sizes fills the group that can become largest, then the next.
static bool read_sizes(FILE *file, struct arena *arena, struct division *d) {
    int32_t *least = NEW_ARRAY(arena, int32_t, (size_t)d->m);
    int32_t *room = NEW_ARRAY(arena, int32_t, (size_t)d->m);
    int32_t at = 0;
    for (int32_t g = 0; g < d->m; g++) {
        int32_t most;
        if (fscanf(file, "%d %d", &least[g], &most) != 2)
            return false;
        room[g] = most - least[g];
        for (int32_t k = 0; k < least[g] && at < d->n; k++)
            d->group[at++] = g;
    }
    while (at < d->n) {
        int32_t g = 0;
        for (int32_t h = 1; h < d->m; h++)
            g = room[h] > 0 && (room[g] == 0 || room[h] + least[h] > room[g] + least[g]) ? h : g;
        for (; room[g] > 0 && at < d->n; room[g]--)
            d->group[at++] = g;
    }
    return true;
}

int main(int argc, char **argv) {
    ENSURE(argc == 4);
    struct arena *const arena = arena_new((size_t)1 << 30);
    FILE *const file = fopen(argv[1], "r");
    ENSURE(file != NULL);
    struct division d = {0};
    ENSURE(fscanf(file, "%d %d %*s", &d.n, &d.m) == 2 && d.n > 1 && d.n <= PEOPLE_MAX && d.m > 1);
    d.distance = NEW_ARRAY(arena, double, (size_t)d.n *(size_t)d.n);
    d.to_group = NEW_ARRAY(arena, double, (size_t)d.n *(size_t)d.m);
    d.group = NEW_ARRAY(arena, int32_t, (size_t)d.n);
    ENSURE(read_sizes(file, arena, &d));
    double distance;
    for (int32_t i, j; fscanf(file, "%d %d %lf", &i, &j, &distance) == 3;) {
        ENSURE(i >= 0 && j >= 0 && i < d.n && j < d.n);
        d.distance[(ptrdiff_t)i * d.n + j] = d.distance[(ptrdiff_t)j * d.n + i] = distance;
    }
    fclose(file);
    const double until = cpu_now() + strtod(argv[2], NULL);
    struct rng rng = rng_seeded(strtoull(argv[3], NULL, 10));
    double best = 0;
    while (cpu_now() < until) {
        const double sum = climb(&d, &rng, until);
        best = sum > best ? sum : best;
    }
    printf("%.3f\n", best);
    arena_free(arena);
    return 0;
}
