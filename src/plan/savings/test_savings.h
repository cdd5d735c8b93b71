// SPDX-License-Identifier: EUPL-1.2
// For tests of savings: an arena, and an answer that is held against the recount and its own proofs
// before anybody looks at it. Included by tests only.
#ifndef VLIEGWIEL_TEST_SAVINGS_H
#define VLIEGWIEL_TEST_SAVINGS_H
#include <math.h>

#include "base/testing.h"

#include "vliegwiel/plan.h"

TEST_ARENA((size_t)1 << 30);

static bool is_near(double a, double b) {
    return fabs(a - b) <= 1e-6 * fmax(1, fabs(b));
}

// Solves, and holds the plan against the recount and every proof against its bound.
static inline struct plan_savings_result solve(const struct plan_savings *p) {
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_savings_result r;
    plan_savings_solve(arena, p, &search, &r);
    for (int32_t k = 0; k < r.n_proofs; k++) {
        const struct plan_savings_proof *proof = &r.proofs[k];
        assert_true(proof->bound ==
                    plan_savings_bound(p, proof->goal, proof->n_quarters, &proof->prices));
        const bool is_early = proof->goal == PLAN_SAVINGS_RUNNING && r.earliest >= 0 &&
                              proof->n_quarters <= r.earliest;
        assert_true(!is_early || proof->bound > p->target);
    }
    if (r.end == PLAN_INFEASIBLE)
        return r;
    struct plan_savings_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_savings_check(arena, p, &r.plan, &score, &conflicts));
    assert_true(score.cost == r.score.cost);
    assert_true(is_near(score.saved_external + score.saved_vacancies + score.saved_leaving +
                            score.saved_moves,
                        score.running_before - score.running));
    assert_true(r.bound <= score.cost + 1e-9 * fabs(score.cost));
    if (!p->whole_first)
        assert_true(is_near(r.bound, score.cost));
    return r;
}
#endif
