// SPDX-License-Identifier: EUPL-1.2
// Puts the rotation together: rules, bound, the search, and what the plan is worth beside a random
// one.
#include "base/rng.h"
#include "plan/rotation/rotation.h"

// By groups, not by pairs: somebody who says stop waits for this.
static uint8_t *count_meetings(struct arena *arena, const struct rotation *r,
                               const int32_t *group) {
    const size_t n = (size_t)r->n;
    uint8_t *meetings = NEW_ARRAY(arena, uint8_t, n * n);
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++)
        rotation_count_round(arena, r, group, w, meetings);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            const int counted = meetings[i * n + j] + (r->pair[i * n + j] & ROTATION_COUNT);
            meetings[i * n + j] = meetings[j * n + i] = (uint8_t)counted;
        }
    }
    return meetings;
}

static struct plan_rotation_score score_of(const struct rotation *r, const int32_t *group,
                                           const uint8_t *meetings) {
    struct plan_rotation_score score = {0};
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t j = 0; j < i; j++) {
            const int n = meetings[(ptrdiff_t)i * r->n + j];
            if (r->pair[(ptrdiff_t)i * r->n + j] & ROTATION_APART)
                continue;
            score.pairs_possible += rotation_is_possible(r, i, j);
            score.pairs_met += n > 0;
            score.repeats += n > 1 ? n - 1 : 0;
        }
        for (int32_t w = r->problem->n_fixed; r->problem->previous && w < r->n_rounds; w++) {
            const ptrdiff_t at = (ptrdiff_t)i * r->n_rounds + w;
            const bool changed = group[at] >= 0 && r->problem->previous[at] >= 0 &&
                                 group[at] != r->problem->previous[at];
            score.changed += changed;
            score.moved += changed && w == r->problem->n_fixed;
        }
    }
    return score;
}

// Marks the pairs that count no more, met or apart, and returns those met.
static int64_t mark_past(const struct rotation *r, uint8_t *pair) {
    int64_t met = 0;
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t j = 0; j < i; j++) {
            const ptrdiff_t at = (ptrdiff_t)i * r->n + j;
            pair[at] = (r->pair[at] & (ROTATION_APART | ROTATION_COUNT)) != 0;
            met += pair[at] && !(r->pair[at] & ROTATION_APART);
        }
    }
    return met;
}

// Deals the people present over the groups of round w; returns the pairs that meet for the first
// time.
static int64_t deal_round(const struct rotation *r, int32_t w, struct rng *rng, uint8_t *pair,
                          int32_t *people) {
    size_t n = 0;
    for (int32_t i = 0; i < r->n; i++) {
        if (r->here[(ptrdiff_t)w * r->n + i])
            people[n++] = i;
    }
    rng_shuffle(rng, people, n);
    int64_t met = 0;
    for (int32_t g = 0; g < r->n_groups; g++) {
        const int32_t size = r->size[(ptrdiff_t)w * r->n_groups + g];
        for (int32_t a = 0; a < size; a++) {
            for (int32_t b = 0; b < a; b++) {
                const int32_t i = people[a] > people[b] ? people[a] : people[b];
                uint8_t *met_already = pair + (ptrdiff_t)i * r->n + (people[a] + people[b] - i);
                met += !*met_already;
                *met_already = true;
            }
        }
        people += size;
    }
    return met;
}

static void solve(struct arena *arena, const struct rotation *r, const struct plan_search *search,
                  struct plan_rotation_result *result) {
    result->pairs_bound = rotation_bound(arena, r);
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)r->n * (size_t)r->n_rounds);
    bool is_cancelled;
    if (!rotation_search(arena, r, search, result->pairs_bound, group, &is_cancelled)) {
        plan_conflict_add(arena, &result->conflicts,
                          (struct plan_conflict){PLAN_RULE_NOT_FOUND, -1, -1, -1, -1, -1});
        return;
    }
    result->end = is_cancelled ? PLAN_CANCELLED : PLAN_DONE;
    result->group = group;
    result->meetings = count_meetings(arena, r, group);
    result->score = score_of(r, group, result->meetings);
    const int64_t met = result->score.pairs_met;
    result->gap = (double)(result->pairs_bound - met) / (double)(met > 1 ? met : 1);
}

void plan_rotation_solve(struct arena *arena, const struct plan_rotation *problem,
                         const struct plan_search *search,
                         struct plan_rotation_result *ret_result) {
    *ret_result = (struct plan_rotation_result){.end = PLAN_INFEASIBLE};
    struct rotation r = {0};
    rotation_expand(arena, problem, &r, &ret_result->conflicts);
    if (ret_result->conflicts.n == 0)
        solve(arena, &r, search, ret_result);
}

int64_t plan_rotation_bound(struct arena *arena, const struct plan_rotation *problem) {
    struct rotation r = {0};
    struct plan_conflicts conflicts = {0};
    rotation_expand(arena, problem, &r, &conflicts);
    return r.n > 0 ? rotation_bound(arena, &r) : 0;
}

struct plan_rotation_baseline
plan_rotation_baseline(struct arena *arena, const struct plan_rotation *problem, uint64_t seed) {
    enum { N_DRAWS = 100 };
    struct rotation r = {0};
    struct plan_conflicts conflicts = {0};
    struct plan_rotation_baseline baseline = {.least = INT64_MAX};
    rotation_expand(arena, problem, &r, &conflicts);
    if (conflicts.n > 0)
        return (struct plan_rotation_baseline){0};
    struct rng rng = rng_seeded(seed);
    uint8_t *pair = NEW_ARRAY(arena, uint8_t, (size_t)r.n * (size_t)r.n);
    int32_t *people = NEW_ARRAY(arena, int32_t, (size_t)r.n);
    int64_t sum = 0;
    for (int draw = 0; draw < N_DRAWS; draw++) {
        int64_t met = mark_past(&r, pair);
        for (int32_t w = problem->n_fixed; w < r.n_rounds; w++)
            met += deal_round(&r, w, &rng, pair, people);
        sum += met;
        baseline.least = met < baseline.least ? met : baseline.least;
        baseline.most = met > baseline.most ? met : baseline.most;
    }
    baseline.mean = (double)sum / N_DRAWS;
    return baseline;
}
