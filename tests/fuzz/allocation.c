// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a small allocation, of single packages and of teams, with numbers in and out of
// range. What the solver calls a plan must pass the recount with the same cost and not stay below
// the bound; and any bytes as a plan must leave the recount standing, and the bound below it.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PEOPLE_MAX = 8, PACKAGES_MAX = 12, SKILLS_MAX = 3, LISTS_MAX = 4, LOOKS = 2 };

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

static bool *flags(struct bytes *b, struct arena *arena, int32_t n) {
    bool *list = NEW_ARRAY(arena, bool, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = up_to(b, 1) == 1;
    return list;
}

// So much work, not so much time.
static bool look(void *context, const struct plan_progress *progress) {
    (void)progress;
    int32_t *left = context;
    return --*left > 0;
}

static void try_single(struct bytes *b, struct arena *arena) {
    struct plan_allocation p = {.n_people = up_to(b, PEOPLE_MAX),
                                .n_packages = up_to(b, PACKAGES_MAX)};
    p.hours = numbers(b, arena, PEOPLE_MAX);
    int32_t *start = NEW_ARRAY(arena, int32_t, PACKAGES_MAX + 1);
    struct plan_candidate *list =
        NEW_ARRAY(arena, struct plan_candidate, (size_t)PACKAGES_MAX * PEOPLE_MAX);
    for (int32_t j = 0; j < PACKAGES_MAX; j++) {
        start[j + 1] = start[j] + up_to(b, PEOPLE_MAX);
        for (int32_t k = start[j]; k < start[j + 1]; k++)
            list[k] = (struct plan_candidate){next(b), next(b), next(b)};
    }
    p.start = start;
    p.candidates = list;
    p.previous = up_to(b, 1) == 1 ? numbers(b, arena, PACKAGES_MAX) : NULL;
    p.change_cost = next(b);
    int32_t looks = LOOKS;
    const struct plan_search search = {.effort = 1, .progress = look, .context = &looks};
    struct plan_allocation_result result;
    struct plan_conflicts conflicts;
    int64_t cost;
    int32_t changed;
    plan_allocation_solve(arena, &p, &search, &result);
    ENSURE((result.person == NULL) == (result.end == PLAN_INFEASIBLE));
    if (result.person) {
        ENSURE(plan_allocation_check(arena, &p, result.person, &cost, &changed, &conflicts));
        ENSURE(cost == result.cost && cost >= result.bound);
    }
    const int32_t *const plan = numbers(b, arena, PACKAGES_MAX);
    if (plan_allocation_check(arena, &p, plan, &cost, &changed, &conflicts) && result.person)
        ENSURE(cost >= result.bound);
}

static struct plan_place *places(struct bytes *b, struct arena *arena, int32_t *ret_n) {
    *ret_n = up_to(b, LISTS_MAX);
    struct plan_place *list = NEW_ARRAY(arena, struct plan_place, LISTS_MAX);
    for (int32_t k = 0; k < *ret_n; k++)
        list[k] = (struct plan_place){next(b), next(b)};
    return list;
}

static struct plan_staffing teams_of(struct bytes *b, struct arena *arena) {
    struct plan_staffing p = {.n_people = up_to(b, PEOPLE_MAX),
                              .n_packages = up_to(b, PACKAGES_MAX),
                              .n_skills = up_to(b, SKILLS_MAX)};
    p.hours = reals(b, arena, PEOPLE_MAX);
    p.packages_most = numbers(b, arena, PEOPLE_MAX);
    p.level = reals(b, arena, PEOPLE_MAX * SKILLS_MAX);
    p.demand = reals(b, arena, PACKAGES_MAX * SKILLS_MAX);
    p.team_least = up_to(b, 1) == 1 ? numbers(b, arena, PACKAGES_MAX) : NULL;
    p.team_most = up_to(b, 1) == 1 ? numbers(b, arena, PACKAGES_MAX) : NULL;
    p.needs_lead = up_to(b, 1) == 1 ? flags(b, arena, PACKAGES_MAX) : NULL;
    p.can_lead = up_to(b, 1) == 1 ? flags(b, arena, PEOPLE_MAX) : NULL;
    p.now = places(b, arena, &p.n_now);
    p.pinned = places(b, arena, &p.n_pinned);
    p.n_wishes = up_to(b, LISTS_MAX);
    struct plan_want *wishes = NEW_ARRAY(arena, struct plan_want, LISTS_MAX);
    for (int32_t k = 0; k < p.n_wishes; k++)
        wishes[k] = (struct plan_want){next(b), next(b), next(b)};
    p.wishes = wishes;
    p.changed_most = next(b);
    p.member_cost = next(b);
    p.change_cost = next(b);
    p.wish_worth = next(b);
    p.unmet_cost = next(b);
    p.backup_cost = next(b);
    p.unheard_cost = next(b);
    p.strain_cost = next(b);
    return p;
}

static void try_teams(struct bytes *b, struct arena *arena) {
    const struct plan_staffing p = teams_of(b, arena);
    int32_t looks = LOOKS;
    const struct plan_search search = {.effort = 1, .progress = look, .context = &looks};
    struct plan_staffing_result result;
    struct plan_staffing_score score;
    struct plan_conflicts conflicts;
    plan_staffing_solve(arena, &p, &search, &result);
    ENSURE((result.work == NULL) == (result.end == PLAN_INFEASIBLE));
    if (result.work) {
        ENSURE(plan_staffing_check(arena, &p, result.work, result.n_work, &score, &conflicts));
        ENSURE(score.cost == result.score.cost && score.cost >= result.bound);
    }
    struct plan_work work[LISTS_MAX];
    for (int32_t k = 0; k < LISTS_MAX; k++)
        work[k] = (struct plan_work){next(b), next(b), next(b), next(b) / 8.0};
    if (plan_staffing_check(arena, &p, work, up_to(b, LISTS_MAX), &score, &conflicts) &&
        result.work)
        ENSURE(score.cost >= result.bound - 1e-3 * fabs(result.bound));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new((size_t)256 << 20);
    struct bytes b = {data, n};
    if (up_to(&b, 1) == 0)
        try_single(&b, arena);
    else
        try_teams(&b, arena);
    arena_free(arena);
    return 0;
}
