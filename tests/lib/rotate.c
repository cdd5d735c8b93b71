// SPDX-License-Identifier: EUPL-1.2
// A program of somebody else, that knows nothing of this house but the installed headers. Sixteen
// people meet in fours: five rounds are enough for all 120 pairs, once each, which is counted here.
#include <stdio.h>
#include <vliegwiel/plan.h>

enum { PEOPLE = 16, GROUPS = 4, ROUNDS = 5 };

static int meetings(const int32_t *group, int a, int b) {
    int n = 0;
    for (int w = 0; w < ROUNDS; w++)
        n += group[a * ROUNDS + w] == group[b * ROUNDS + w];
    return n;
}

static int everybody_met_once(const int32_t *group) {
    for (int a = 0; a < PEOPLE; a++)
        for (int b = a + 1; b < PEOPLE; b++)
            if (meetings(group, a, b) != 1)
                return 0;
    return 1;
}

int main(void) {
    struct arena *const arena = arena_new((size_t)64 << 20);
    const struct plan_rotation problem = {
        .n_people = PEOPLE, .n_rounds = ROUNDS, .n_groups = GROUPS, .moves_max = -1};
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, &problem, &search, &result);
    int passed = result.end == PLAN_DONE && result.score.pairs_met == 120 &&
                 result.pairs_bound == 120 && everybody_met_once(result.group);

    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    passed = passed && plan_rotation_check(arena, &problem, result.group, &score, &conflicts);
    result.group[0] = GROUPS; // a group that does not exist
    passed = passed && !plan_rotation_check(arena, &problem, result.group, &score, &conflicts) &&
             conflicts.list[0].rule == PLAN_RULE_GROUP;
    arena_free(arena);
    puts(passed ? "everybody met everybody" : "something is wrong");
    return passed ? 0 : 1;
}
