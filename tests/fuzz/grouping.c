// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a grouping of up to 40 people, with numbers in and out of range. What the solver
// calls a plan must pass the recount with the same worth and stay below the bound; and any bytes as
// a plan must leave the recount standing.
#include "base/arena.h"
#include "vliegwiel/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PEOPLE_MAX = 40, LISTS_MAX = 4 };

struct bytes {
    const uint8_t *p;
    size_t n;
};

static int32_t next(struct bytes *b) {
    const int32_t value = b->n > 0 ? (int8_t)*b->p : 0;
    b->p += b->n > 0;
    b->n -= b->n > 0;
    return value;
}

static int32_t up_to(struct bytes *b, int32_t most) {
    return (next(b) & 127) % (most + 1);
}

static int32_t *numbers(struct bytes *b, struct arena *arena, int32_t n) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = next(b);
    return list;
}

static double *reals(struct bytes *b, struct arena *arena, int32_t n) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = next(b) / 8.0;
    return list;
}

static const struct plan_pair *pairs(struct bytes *b, struct arena *arena, int32_t *ret_n) {
    *ret_n = up_to(b, LISTS_MAX);
    struct plan_pair *list = NEW_ARRAY(arena, struct plan_pair, LISTS_MAX);
    for (int32_t k = 0; k < *ret_n; k++)
        list[k] = (struct plan_pair){next(b), next(b)};
    return list;
}

static const struct plan_column *columns(struct bytes *b, struct arena *arena,
                                         const struct plan_grouping *p) {
    struct plan_column *list = NEW_ARRAY(arena, struct plan_column, 2);
    for (int32_t c = 0; c < p->n_columns; c++) {
        const int32_t n_classes = up_to(b, 4);
        list[c].n_classes = n_classes;
        list[c].balance_cost = up_to(b, 9) / 4.0;
        list[c].class = numbers(b, arena, p->n_people);
        const bool has_quota = up_to(b, 1) == 1;
        list[c].least = has_quota ? numbers(b, arena, n_classes * p->n_groups) : NULL;
        list[c].most = has_quota ? numbers(b, arena, n_classes * p->n_groups) : NULL;
    }
    return list;
}

static struct plan_grouping problem_of(struct bytes *b, struct arena *arena) {
    struct plan_grouping p = {.n_people = up_to(b, PEOPLE_MAX), .n_groups = up_to(b, 8)};
    p.size_least = numbers(b, arena, p.n_groups);
    p.size_most = numbers(b, arena, p.n_groups);
    p.n_features = up_to(b, 3);
    p.features = reals(b, arena, p.n_people * p.n_features);
    if (up_to(b, 1) == 1)
        p.distance = reals(b, arena, p.n_people * p.n_people / 2);
    p.n_columns = up_to(b, 2);
    p.columns = columns(b, arena, &p);
    p.together = pairs(b, arena, &p.n_together);
    p.apart = pairs(b, arena, &p.n_apart);
    p.n_wishes = up_to(b, LISTS_MAX);
    struct plan_wish *wishes = NEW_ARRAY(arena, struct plan_wish, LISTS_MAX);
    for (int32_t k = 0; k < p.n_wishes; k++)
        wishes[k] = (struct plan_wish){next(b), next(b), next(b)};
    p.wishes = wishes;
    p.fixed = up_to(b, 1) == 1 ? numbers(b, arena, p.n_people) : NULL;
    p.previous = up_to(b, 1) == 1 ? numbers(b, arena, p.n_people) : NULL;
    p.change_cost = up_to(b, 9);
    return p;
}

static bool stop(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(64 << 20);
    struct bytes b = {data, n};
    const struct plan_grouping p = problem_of(&b, arena);
    const struct plan_search search = {.seed = 1, .effort = 1, .progress = stop};
    struct plan_grouping_result result;
    struct plan_grouping_score score;
    struct plan_conflicts conflicts;
    plan_grouping_solve(arena, &p, &search, &result);
    ENSURE((result.group == NULL) == (result.end == PLAN_INFEASIBLE));
    if (result.group) {
        ENSURE(plan_grouping_check(arena, &p, result.group, &score, &conflicts));
        ENSURE(score.worth == result.score.worth && score.worth <= result.bound + 1e-6);
    }
    const int32_t *const plan = numbers(&b, arena, PEOPLE_MAX);
    if (plan_grouping_check(arena, &p, plan, &score, &conflicts) && result.bound != 0)
        ENSURE(score.worth <= result.bound + 1e-6);
    arena_free(arena);
    return 0;
}
