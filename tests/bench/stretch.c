// SPDX-License-Identifier: EUPL-1.2
// `stretch [rotation|grouping]`: how long they work without asking the callback whether to go on:
// the longest stretch of CPU time up to the first call, between two calls, and after a call that
// said stop.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/plan.h"

struct watch {
    double started, asked, first, between, most_cpu;
    int calls, calls_most;
};

static double cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool look(void *context, const struct plan_progress *progress) {
    (void)progress;
    struct watch *w = context;
    const double now = cpu();
    if (w->calls++ == 0)
        w->first = now - w->started;
    else if (now - w->asked > w->between)
        w->between = now - w->asked;
    w->asked = cpu();
    return w->calls < w->calls_most && w->asked - w->started < w->most_cpu;
}

static void print(const char *what, const struct watch *w, enum plan_end end) {
    const double after = cpu() - w->asked;
    printf("%-44s %6d %8.3f %8.3f %8.3f  %s\n", what, w->calls, w->first, w->between, after,
           end == PLAN_CANCELLED    ? "stopped"
           : end == PLAN_INFEASIBLE ? "no plan"
                                    : "done");
    fflush(stdout);
}

// Run 0 is stopped at the first call, run 1 after some seconds.
static struct watch watch_begin(int run) {
    const double now = cpu();
    return (struct watch){
        .started = now, .asked = now, .calls_most = run ? 1 << 30 : 1, .most_cpu = 8};
}

static struct plan_search search_of(struct watch *w) {
    return (struct plan_search){.seed = 1, .effort = 1, .progress = look, .context = w};
}

static void rotate(const char *what, const struct plan_rotation *p) {
    for (int run = 0; run < 2; run++) {
        struct arena *const arena = arena_new((size_t)4 << 30);
        struct watch w = watch_begin(run);
        const struct plan_search search = search_of(&w);
        struct plan_rotation_result result;
        plan_rotation_solve(arena, p, &search, &result);
        print(what, &w, result.end);
        arena_free(arena);
    }
}

static void group(const char *what, const struct plan_grouping *p) {
    for (int run = 0; run < 2; run++) {
        struct arena *const arena = arena_new((size_t)4 << 30);
        struct watch w = watch_begin(run);
        const struct plan_search search = search_of(&w);
        struct plan_grouping_result result;
        plan_grouping_solve(arena, p, &search, &result);
        print(what, &w, result.end);
        arena_free(arena);
    }
}

static int32_t *numbers(struct arena *arena, struct rng *rng, int32_t n, int32_t low,
                        int32_t high) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
    return list;
}

static double *reals(struct arena *arena, struct rng *rng, int64_t n) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int64_t k = 0; k < n; k++)
        list[k] = rng_real(rng);
    return list;
}

// As large as can be, each with one rule that costs much to work out.
static void ruled_rotations(struct arena *arena, struct rng *rng) {
    enum { N = PLAN_ROTATION_PEOPLE_MAX, W = PLAN_ROTATION_ROUNDS_MAX };
    const struct plan_rotation plain = {.n_people = N, .n_groups = 600, .n_rounds = W};
    struct plan_rotation p = plain;
    p.apart = numbers(arena, rng, N, 1, N / 2), p.n_apart_columns = 1;
    rotate("rotation 4096 in 600, 60 rounds, apart", &p);
    p = plain;
    p.together = numbers(arena, rng, N, 1, N), p.n_together_columns = 1;
    rotate("rotation 4096 in 600, 60 rounds, together", &p);
    p = plain;
    bool *absent = NEW_ARRAY(arena, bool, N *W);
    for (int32_t k = 0; k < N * W; k++)
        absent[k] = rng_below(rng, 10) > 0;
    p.absent = absent;
    rotate("rotation 4096 in 600, 60 rounds, absent", &p);
    p = plain;
    p.previous = numbers(arena, rng, N * W, -1, -1), p.moves_max = -1;
    rotate("rotation 4096 in 600, 60 rounds, no places", &p);
    p.n_groups = 3;
    rotate("rotation 4096 in 3, 60 rounds, no places", &p);
    p.previous = numbers(arena, rng, N * W, 0, 2);
    p.n_fixed = 30;
    rotate("rotation 4096 in 3, 60 rounds, 30 past", &p);
}

static void all_rotations(struct arena *arena, struct rng *rng) {
    static const int32_t SIZES[][3] = {
        {24, 6, 4},      {100, 9, 10},     {480, 80, 12},    {2004, 334, 6},   {2000, 334, 6},
        {2100, 350, 60}, {4096, 64, 60},   {4096, 1024, 60}, {4096, 2048, 60}, {4096, 4, 60},
        {4095, 700, 60}, {3100, 1024, 60}, {4096, 1, 60}};
    for (size_t k = 0; k < COUNT_OF(SIZES); k++) {
        const struct plan_rotation p = {
            .n_people = SIZES[k][0], .n_groups = SIZES[k][1], .n_rounds = SIZES[k][2]};
        char what[64];
        snprintf(what, sizeof what, "rotation %d in %d groups, %d rounds", p.n_people, p.n_groups,
                 p.n_rounds);
        rotate(what, &p);
    }
    ruled_rotations(arena, rng);
}

static struct plan_grouping people(struct arena *arena, struct rng *rng, int32_t n, int32_t m) {
    struct plan_grouping p = {.n_people = n, .n_groups = m, .n_features = 10};
    p.size_least = numbers(arena, rng, m, n / m, n / m);
    p.size_most = numbers(arena, rng, m, (n + m - 1) / m, (n + m - 1) / m);
    p.features = reals(arena, rng, (int64_t)n * p.n_features);
    return p;
}

static void all_groupings(struct arena *arena, struct rng *rng) {
    static const int32_t SIZES[][2] = {{100000, 5000},  {200000, 2},  {200000, 10000},
                                       {200000, 99999}, {3000, 1500}, {3000, 50}};
    for (size_t k = 0; k < COUNT_OF(SIZES); k++) {
        const struct plan_grouping p = people(arena, rng, SIZES[k][0], SIZES[k][1]);
        char what[64];
        snprintf(what, sizeof what, "grouping %d in %d, features", p.n_people, p.n_groups);
        group(what, &p);
    }
    struct plan_grouping p = people(arena, rng, 100000, 5000);
    p.columns = &(struct plan_column){numbers(arena, rng, 100000, -1, 9), 10, NULL, NULL, 0.1};
    p.n_columns = 1;
    group("grouping 100000 in 5000, balanced", &p);
    p = people(arena, rng, 10000, 500);
    p.columns = &(struct plan_column){numbers(arena, rng, 10000, -1, 9999), 10000, NULL, NULL, 0.1};
    p.n_columns = 1;
    group("grouping 10000 in 500, 10000 classes", &p);
    p = people(arena, rng, 100000, 5000);
    int32_t *fixed = numbers(arena, rng, 100000, -1, -1);
    fixed[5] = 3;
    p.fixed = fixed;
    group("grouping 100000 in 5000, one fixed", &p);
    static const int32_t MATRIX[][2] = {{400, 20}, {480, 20}, {3000, 20}, {3000, 300}, {3000, 2}};
    for (size_t k = 0; k < COUNT_OF(MATRIX); k++) {
        const int32_t n = MATRIX[k][0];
        struct plan_grouping q = people(arena, rng, n, MATRIX[k][1]);
        q.features = NULL, q.n_features = 0;
        q.distance = reals(arena, rng, (int64_t)n * (n - 1) / 2);
        char what[64];
        snprintf(what, sizeof what, "grouping %d in %d, matrix", n, q.n_groups);
        group(what, &q);
    }
}

int main(int argc, char **argv) {
    struct arena *const arena = arena_new((size_t)1 << 32);
    struct rng rng = rng_seeded(1);
    const char *const part = argc > 1 ? argv[1] : "";
    printf("%-44s %6s %8s %8s %8s\n", "CPU seconds", "calls", "first", "between", "after");
    if (part[0] != 'g')
        all_rotations(arena, &rng);
    if (part[0] != 'r')
        all_groupings(arena, &rng);
    arena_free(arena);
    return 0;
}
