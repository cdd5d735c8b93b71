// SPDX-License-Identifier: EUPL-1.2
// Recounts a rotation plan from the problem's own words. Shares no code with the solver: not how
// rules are worked out, nor how pairs are counted. Never repairs.
#include "plan/conflict.h"

struct recount {
    struct arena *arena;
    const struct plan_rotation *p;
    const int32_t *plan;
    struct plan_conflicts *conflicts;
};

static int32_t place(const struct recount *c, int32_t person, int32_t w) {
    return c->plan[(ptrdiff_t)person * c->p->n_rounds + w];
}

static int32_t past_place(const struct recount *c, int32_t person, int32_t w) {
    return c->p->previous ? c->p->previous[(ptrdiff_t)person * c->p->n_rounds + w] : -1;
}

static bool is_present(const struct recount *c, int32_t person, int32_t w) {
    if (w < c->p->n_fixed)
        return past_place(c, person, w) >= 0;
    return !c->p->absent || !c->p->absent[(ptrdiff_t)person * c->p->n_rounds + w];
}

static void report(const struct recount *c, enum plan_rule rule, int32_t w, int32_t person,
                   int32_t other, int32_t have, int32_t need) {
    plan_conflict_add(c->arena, c->conflicts,
                      (struct plan_conflict){rule, w, person, other, have, need});
}

static bool recount_places(const struct recount *c) {
    bool in_range = true;
    for (int32_t w = 0; w < c->p->n_rounds; w++) {
        for (int32_t i = 0; i < c->p->n_people; i++) {
            const int32_t g = place(c, i, w);
            if (g < -1 || g >= c->p->n_groups) {
                report(c, PLAN_RULE_GROUP, w, i, -1, g, c->p->n_groups);
                in_range = false;
            } else if ((g >= 0) != is_present(c, i, w)) {
                report(c, PLAN_RULE_PLACE, w, i, -1, g, -1);
            } else if (w < c->p->n_fixed && g != past_place(c, i, w)) {
                report(c, PLAN_RULE_FIXED, w, i, -1, g, past_place(c, i, w));
            }
        }
    }
    return in_range;
}

// A group never exceeds its seats, and one with an empty seat is at most one smaller than any
// other: that is what "the largest give way first" comes to.
static void recount_sizes(const struct recount *c, int32_t w) {
    int32_t *size = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_groups);
    int32_t largest = 0;
    for (int32_t i = 0; i < c->p->n_people; i++) {
        if (place(c, i, w) >= 0)
            size[place(c, i, w)]++;
    }
    for (int32_t g = 0; g < c->p->n_groups; g++)
        largest = size[g] > largest ? size[g] : largest;
    for (int32_t g = 0; g < c->p->n_groups; g++) {
        const int32_t seats =
            c->p->seats ? c->p->seats[(ptrdiff_t)w * c->p->n_groups + g] : INT32_MAX;
        if (size[g] > seats)
            report(c, PLAN_RULE_SIZE, w, -1, g, size[g], seats);
        else if (size[g] < seats && size[g] < largest - 1)
            report(c, PLAN_RULE_SIZE, w, -1, g, size[g], seats < largest - 1 ? seats : largest - 1);
    }
}

static bool same_class(const int32_t *classes, int32_t n_columns, int32_t n, int32_t i, int32_t j) {
    for (int32_t column = 0; column < n_columns; column++) {
        const int32_t *class = classes + (ptrdiff_t)column * n;
        if (class[i] != 0 && class[i] == class[j])
            return true;
    }
    return false;
}

// Everybody takes the least label among those they stay with, until nothing changes.
static int32_t *label_blocks(const struct recount *c) {
    const int32_t n = c->p->n_people;
    int32_t *label = NEW_ARRAY(c->arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        label[i] = i;
    for (bool changed = c->p->n_together_columns > 0; changed;) {
        changed = false;
        for (int32_t i = 0; i < n; i++) {
            for (int32_t j = 0; j < n; j++) {
                if (label[j] < label[i] &&
                    same_class(c->p->together, c->p->n_together_columns, n, i, j)) {
                    label[i] = label[j];
                    changed = true;
                }
            }
        }
    }
    return label;
}

// 1 for the pairs of a list, both ways round.
static bool *mark_pairs(const struct recount *c, const struct plan_pair *pairs, int32_t n_pairs) {
    const size_t n = (size_t)c->p->n_people;
    bool *mark = NEW_ARRAY(c->arena, bool, n *n);
    for (int32_t k = 0; k < n_pairs; k++) {
        mark[(size_t)pairs[k].a * n + (size_t)pairs[k].b] = true;
        mark[(size_t)pairs[k].b * n + (size_t)pairs[k].a] = true;
    }
    return mark;
}

// One pair through all rounds: rules and score.
static void recount_pair(const struct recount *c, int32_t i, int32_t j, bool is_apart,
                         bool is_block, bool met_before, struct plan_rotation_score *score) {
    int32_t meetings = met_before;
    bool is_possible = met_before;
    for (int32_t w = 0; w < c->p->n_rounds; w++) {
        const bool both = place(c, i, w) >= 0 && place(c, j, w) >= 0;
        const bool meet = both && place(c, i, w) == place(c, j, w);
        if (w >= c->p->n_fixed && meet && is_apart)
            report(c, PLAN_RULE_APART, w, i, j, -1, -1);
        if (w >= c->p->n_fixed && both && !meet && is_block)
            report(c, PLAN_RULE_TOGETHER, w, i, j, -1, -1);
        is_possible |= w < c->p->n_fixed ? meet : both;
        meetings += meet;
    }
    if (is_apart)
        return;
    score->pairs_possible += is_possible;
    score->pairs_met += meetings > 0;
    score->repeats += meetings > 1 ? meetings - 1 : 0;
}

static void recount_pairs(const struct recount *c, struct plan_rotation_score *score) {
    const int32_t n = c->p->n_people;
    const int32_t *label = label_blocks(c);
    const bool *apart = mark_pairs(c, c->p->apart_pairs, c->p->n_apart_pairs);
    const bool *before = mark_pairs(c, c->p->met_before, c->p->n_met_before);
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = i + 1; j < n; j++) {
            const ptrdiff_t at = (ptrdiff_t)i * n + j;
            const bool is_apart =
                apart[at] || same_class(c->p->apart, c->p->n_apart_columns, n, i, j);
            recount_pair(c, i, j, is_apart, label[i] == label[j], before[at], score);
        }
    }
}

static void recount_changes(const struct recount *c, struct plan_rotation_score *score) {
    for (int32_t w = c->p->n_fixed; w < c->p->n_rounds; w++) {
        for (int32_t i = 0; i < c->p->n_people; i++) {
            const bool changed = past_place(c, i, w) >= 0 && place(c, i, w) >= 0 &&
                                 past_place(c, i, w) != place(c, i, w);
            score->changed += changed;
            score->moved += changed && w == c->p->n_fixed;
        }
    }
    if (c->p->previous && c->p->moves_max >= 0 && score->moved > c->p->moves_max)
        report(c, PLAN_RULE_MOVES, c->p->n_fixed, -1, -1, (int32_t)score->moved, c->p->moves_max);
}

static bool numbers_are_sane(const struct plan_rotation *p) {
    if (p->n_people < 1 || p->n_people > PLAN_ROTATION_PEOPLE_MAX || p->n_rounds < 1 ||
        p->n_rounds > PLAN_ROTATION_ROUNDS_MAX || p->n_groups < 1 || p->n_groups > p->n_people ||
        p->n_fixed < 0 || p->n_fixed > p->n_rounds || (p->n_fixed > 0 && !p->previous))
        return false;
    for (int32_t k = 0; k < p->n_apart_pairs + p->n_met_before; k++) {
        const struct plan_pair pair =
            k < p->n_apart_pairs ? p->apart_pairs[k] : p->met_before[k - p->n_apart_pairs];
        if (pair.a < 0 || pair.b < 0 || pair.a >= p->n_people || pair.b >= p->n_people)
            return false;
    }
    return true;
}

bool plan_rotation_check(struct arena *arena, const struct plan_rotation *problem,
                         const int32_t *group, struct plan_rotation_score *ret_score,
                         struct plan_conflicts *ret_conflicts) {
    *ret_score = (struct plan_rotation_score){0};
    *ret_conflicts = (struct plan_conflicts){0};
    const struct recount c = {arena, problem, group, ret_conflicts};
    if (!numbers_are_sane(problem)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1);
        return false;
    }
    if (!recount_places(&c))
        return false;
    for (int32_t w = problem->n_fixed; w < problem->n_rounds; w++)
        recount_sizes(&c, w);
    recount_pairs(&c, ret_score);
    recount_changes(&c, ret_score);
    return ret_conflicts->n == 0;
}
