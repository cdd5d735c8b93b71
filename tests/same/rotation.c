// SPDX-License-Identifier: EUPL-1.2
// `rotation THREADS`: prints plans of rotations: from the catalogue, from a search for a design,
// from the plain search, and a repair with rules.
#include <stdio.h>
#include <stdlib.h>

#include "vliegwiel/plan.h"

static const int32_t CLASS[30] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 1, 1, 2,
                                  2, 3, 3, 4, 4, 5, 5, 6, 6, 1, 2, 3, 4, 5, 6};

static int32_t *print(struct arena *arena, const struct plan_rotation *p, int32_t threads) {
    const struct plan_search search = {.seed = 5, .effort = 1, .threads = threads};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, p, &search, &result);
    printf("%d people %d rounds: %d, %lld of %lld\n", (int)p->n_people, (int)p->n_rounds,
           (int)result.end, (long long)result.score.pairs_met, (long long)result.pairs_bound);
    for (int32_t k = 0; k < p->n_people * p->n_rounds; k++)
        printf("%d%c", (int)result.group[k], (k + 1) % p->n_rounds == 0 ? '\n' : ' ');
    return result.group;
}

int main(int argc, char **argv) {
    if (argc != 2)
        return 1;
    const int32_t threads = (int32_t)strtol(argv[1], NULL, 10);
    struct arena *const arena = arena_new((size_t)1 << 28);
    const struct plan_rotation problems[] = {
        {.n_people = 36, .n_rounds = 8, .n_groups = 9},
        {.n_people = 29, .n_rounds = 6, .n_groups = 6},
        {.n_people = 12, .n_rounds = 5, .n_groups = 3},
        {.n_people = 30, .n_rounds = 3, .n_groups = 6, .apart = CLASS, .n_apart_columns = 1},
    };
    int32_t *group = NULL;
    for (size_t k = 0; k < sizeof problems / sizeof *problems; k++)
        group = print(arena, &problems[k], threads);
    struct plan_rotation repair = problems[3];
    bool absent[30 * 3] = {false};
    absent[3 * 7 + 2] = absent[3 * 8 + 2] = true;
    repair.absent = absent;
    repair.previous = group;
    repair.n_fixed = 1;
    repair.change_cost = 50;
    repair.moves_max = 6;
    print(arena, &repair, threads);
    arena_free(arena);
    return 0;
}
