// SPDX-License-Identifier: EUPL-1.2
// `grouping THREADS`: prints plans of three groupings - with rules, with a matrix alone, and with
// too many people for one - each after the same work.
#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/plan.h"

enum { LOOKS = 3, GROUP_OF = 8 };

static bool look(void *context, const struct plan_progress *progress) {
    (void)progress;
    return --*(int *)context > 0;
}

static int32_t *draws(struct arena *arena, struct rng *rng, int32_t n, int32_t low, int32_t high) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
    return list;
}

static double *reals(struct arena *arena, struct rng *rng, int32_t n) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = rng_real(rng) / 3;
    return list;
}

static struct plan_grouping people(struct arena *arena, struct rng *rng, int32_t n) {
    struct plan_grouping p = {.n_people = n, .n_groups = n / GROUP_OF, .n_features = 5};
    p.size_least = draws(arena, rng, p.n_groups, GROUP_OF - 2, GROUP_OF - 1);
    p.size_most = draws(arena, rng, p.n_groups, GROUP_OF + 1, GROUP_OF + 3);
    p.features = reals(arena, rng, n * p.n_features);
    return p;
}

static void add_rules(struct arena *arena, struct rng *rng, struct plan_grouping *p) {
    static const struct plan_pair TOGETHER[] = {{0, 1}, {2, 3}}, APART[] = {{4, 5}, {6, 7}};
    static const struct plan_wish WISHES[] = {{8, 9, 1.1}, {10, 11, -0.7}};
    struct plan_column *column = NEW(arena, struct plan_column);
    *column = (struct plan_column){draws(arena, rng, p->n_people, -1, 3), 4, NULL, NULL, 0.3};
    p->columns = column, p->n_columns = 1;
    p->together = TOGETHER, p->n_together = 2;
    p->apart = APART, p->n_apart = 2;
    p->wishes = WISHES, p->n_wishes = 2;
    p->previous = draws(arena, rng, p->n_people, -1, p->n_groups - 1);
    p->change_cost = 0.1;
}

static void print_plan(struct arena *arena, const struct plan_grouping *p, int32_t threads) {
    int looks = LOOKS;
    struct plan_search search = {.seed = 3, .effort = 1000, .progress = look, .context = &looks};
    search.threads = threads;
    struct plan_grouping_result result;
    plan_grouping_solve(arena, p, &search, &result);
    ENSURE(result.group != NULL);
    for (int32_t i = 0; i < p->n_people; i++)
        printf("%d\n", result.group[i]);
    printf("%a %a\n", result.score.worth, result.bound);
}

int main(int argc, char **argv) {
    ENSURE(argc == 2);
    const int32_t threads = (int32_t)strtol(argv[1], NULL, 10);
    struct arena *const arena = arena_new((size_t)1 << 30);
    struct rng rng = rng_seeded(11);
    struct plan_grouping problems[3] = {people(arena, &rng, 80), people(arena, &rng, 80),
                                        people(arena, &rng, PLAN_GROUPING_MATRIX_MAX + 80)};
    add_rules(arena, &rng, &problems[0]);
    problems[1].features = NULL, problems[1].n_features = 0;
    problems[1].distance = reals(arena, &rng, 80 * 79 / 2);
    for (int k = 0; k < 3; k++)
        print_plan(arena, &problems[k], threads);
    arena_free(arena);
    return 0;
}
