// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a rotation of up to 12 people, with numbers in and out of range. What the solver
// calls a plan must pass the recount with the same worth and stay below the bound; and any bytes as
// a plan must leave the recount standing.
#include "base/arena.h"
#include "vliegwiel/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { PEOPLE_MAX = 12, ROUNDS_MAX = 4, PLACES_MAX = PEOPLE_MAX * ROUNDS_MAX, PAIRS_MAX = 3 };

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

// From `least` up, and now and then one too few or too many.
static int32_t about(struct bytes *b, int32_t least, int32_t most) {
    return least - 1 + (next(b) & 127) % (most - least + 3);
}

static int32_t *numbers(struct bytes *b, struct arena *arena, int32_t n, int32_t most) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = about(b, 0, most);
    return list;
}

static struct plan_pair *pairs(struct bytes *b, struct arena *arena, int32_t n_people) {
    struct plan_pair *list = NEW_ARRAY(arena, struct plan_pair, PAIRS_MAX);
    for (int32_t k = 0; k < PAIRS_MAX; k++)
        list[k] = (struct plan_pair){about(b, 0, n_people - 1), about(b, 0, n_people - 1)};
    return list;
}

static bool *absences(struct bytes *b, struct arena *arena) {
    bool *absent = NEW_ARRAY(arena, bool, PLACES_MAX);
    for (int32_t k = 0; k < PLACES_MAX; k++)
        absent[k] = (next(b) & 7) == 7;
    return absent;
}

// Arrays are as long as the largest problem, so that numbers out of range stay inside them.
static struct plan_rotation problem_of(struct bytes *b, struct arena *arena) {
    const int32_t parts = next(b);
    struct plan_rotation p = {.n_people = about(b, 1, PEOPLE_MAX - 1),
                              .n_rounds = about(b, 1, ROUNDS_MAX - 1),
                              .n_groups = about(b, 1, 4),
                              .change_cost = about(b, 0, 120),
                              .moves_max = about(b, 0, 3)};
    p.seats = parts & 1 ? numbers(b, arena, ROUNDS_MAX * 6, 4) : NULL;
    p.absent = parts & 2 ? absences(b, arena) : NULL;
    p.apart = parts & 4 ? numbers(b, arena, PEOPLE_MAX, 4) : NULL;
    p.n_apart_columns = p.apart != NULL;
    p.together = parts & 8 ? numbers(b, arena, PEOPLE_MAX, 6) : NULL;
    p.n_together_columns = p.together != NULL;
    p.apart_pairs = pairs(b, arena, p.n_people);
    p.n_apart_pairs = parts & 16 ? PAIRS_MAX : 0;
    p.met_before = pairs(b, arena, p.n_people);
    p.n_met_before = parts & 32 ? PAIRS_MAX : 0;
    p.previous = parts & 64 ? numbers(b, arena, PLACES_MAX, p.n_groups) : NULL;
    p.n_fixed = p.previous ? about(b, 0, p.n_rounds) : 0;
    return p;
}

static bool three_times(void *context, const struct plan_progress *progress) {
    int *calls = context;
    ENSURE(progress->objective <= progress->bound);
    return ++*calls < 3;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(1 << 24);
    struct bytes bytes = {data, n};
    const struct plan_rotation problem = problem_of(&bytes, arena);
    int calls = 0;
    const struct plan_search search = {
        .seed = 1, .effort = 1, .progress = three_times, .context = &calls};
    struct plan_rotation_result result;
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    plan_rotation_solve(arena, &problem, &search, &result);
    if (result.end == PLAN_INFEASIBLE) {
        ENSURE(result.conflicts.n > 0 && !result.group);
    } else {
        ENSURE(plan_rotation_check(arena, &problem, result.group, &score, &conflicts));
        ENSURE(score.pairs_met == result.score.pairs_met && score.repeats == result.score.repeats &&
               score.changed == result.score.changed && score.moved == result.score.moved &&
               score.pairs_possible == result.score.pairs_possible);
        ENSURE(score.pairs_met <= result.pairs_bound);
        ENSURE(plan_rotation_baseline(arena, &problem, 1).least >= 0);
    }
    const int32_t *plan = numbers(&bytes, arena, PLACES_MAX, problem.n_groups);
    plan_rotation_check(arena, &problem, plan, &score, &conflicts);
    ENSURE(score.pairs_met <= score.pairs_possible);
    arena_free(arena);
    return 0;
}
