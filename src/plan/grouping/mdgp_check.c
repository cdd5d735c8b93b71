// SPDX-License-Identifier: EUPL-1.2
// Recounts a grouping from the problem's own words, in reals. Shares no code with the solver: not
// how people are bound together, nor how distances are added. Never repairs.
#include <math.h>

#include "plan/conflict.h"

struct recount {
    struct arena *arena;
    const struct plan_grouping *p;
    const int32_t *plan;
    struct plan_conflicts *conflicts;
};

static void report(const struct recount *c, enum plan_rule rule, int32_t column, int32_t person,
                   int32_t other, int32_t have, int32_t need) {
    plan_conflict_add(c->arena, c->conflicts,
                      (struct plan_conflict){rule, column, person, other, have, need});
}

// Only what would lead outside an array; the rest of a senseless problem shows in its plan.
static bool numbers_are_sane(const struct plan_grouping *p) {
    if (p->n_people < 1 || p->n_people > PLAN_GROUPING_PEOPLE_MAX || p->n_groups < 1 ||
        p->n_groups > p->n_people || p->n_features < 0 ||
        p->n_features > PLAN_GROUPING_FEATURES_MAX || p->n_columns < 0 ||
        p->n_columns > PLAN_GROUPING_COLUMNS_MAX ||
        (p->distance && p->n_people > PLAN_GROUPING_MATRIX_MAX))
        return false;
    for (int32_t c = 0; c < p->n_columns; c++) {
        const struct plan_column *column = &p->columns[c];
        if (column->n_classes < 1 || column->n_classes > p->n_people ||
            !column->least != !column->most)
            return false;
        for (int32_t i = 0; i < p->n_people; i++) {
            if (column->class[i] < -1 || column->class[i] >= column->n_classes)
                return false;
        }
    }
    for (int32_t k = 0; k < p->n_together + p->n_apart + p->n_wishes; k++) {
        const int32_t at_apart = k - p->n_together, at_wish = at_apart - p->n_apart;
        const struct plan_pair pair =
            at_apart < 0  ? p->together[k]
            : at_wish < 0 ? p->apart[at_apart]
                          : (struct plan_pair){p->wishes[at_wish].a, p->wishes[at_wish].b};
        if (pair.a < 0 || pair.b < 0 || pair.a >= p->n_people || pair.b >= p->n_people)
            return false;
    }
    return true;
}

static bool recount_places(const struct recount *c) {
    bool is_in_range = true;
    for (int32_t i = 0; i < c->p->n_people; i++) {
        const int32_t g = c->plan[i];
        if (g < 0 || g >= c->p->n_groups) {
            report(c, PLAN_RULE_GROUP, -1, i, -1, g, c->p->n_groups);
            is_in_range = false;
        } else if (c->p->closed && c->p->closed[(ptrdiff_t)i * c->p->n_groups + g]) {
            report(c, PLAN_RULE_CLOSED, -1, i, g, -1, -1);
        } else if (c->p->fixed && c->p->fixed[i] >= 0 && c->p->fixed[i] != g) {
            report(c, PLAN_RULE_FIXED, -1, i, -1, g, c->p->fixed[i]);
        }
    }
    return is_in_range;
}

static int32_t *count_sizes(const struct recount *c) {
    int32_t *size = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_groups);
    for (int32_t i = 0; i < c->p->n_people; i++)
        size[c->plan[i]]++;
    return size;
}

static void recount_sizes(const struct recount *c, const int32_t *size) {
    for (int32_t g = 0; g < c->p->n_groups; g++) {
        if (size[g] < c->p->size_least[g])
            report(c, PLAN_RULE_SIZE, -1, -1, g, size[g], c->p->size_least[g]);
        if (size[g] > c->p->size_most[g])
            report(c, PLAN_RULE_SIZE, -1, -1, g, size[g], c->p->size_most[g]);
    }
}

static void recount_pairs(const struct recount *c, struct plan_grouping_score *score) {
    for (int32_t k = 0; k < c->p->n_together; k++) {
        const struct plan_pair pair = c->p->together[k];
        if (c->plan[pair.a] != c->plan[pair.b])
            report(c, PLAN_RULE_TOGETHER, -1, pair.a, pair.b, -1, -1);
    }
    for (int32_t k = 0; k < c->p->n_apart; k++) {
        const struct plan_pair pair = c->p->apart[k];
        if (c->plan[pair.a] == c->plan[pair.b])
            report(c, PLAN_RULE_APART, -1, pair.a, pair.b, -1, -1);
    }
    for (int32_t k = 0; k < c->p->n_wishes; k++) {
        const struct plan_wish *wish = &c->p->wishes[k];
        score->wishes += c->plan[wish->a] == c->plan[wish->b] ? wish->worth : 0;
    }
}

// Class k of a column in all groups; its people stand in `list`.
static double recount_class(const struct recount *c, int32_t at, int32_t k, const int32_t *size,
                            const int32_t *list, int32_t all, int32_t *there) {
    const struct plan_column *column = &c->p->columns[at];
    double off = 0;
    memset(there, 0, (size_t)c->p->n_groups * sizeof there[0]);
    for (int32_t person = 0; person < all; person++)
        there[c->plan[list[person]]]++;
    for (int32_t g = 0; g < c->p->n_groups; g++) {
        const ptrdiff_t cell = (ptrdiff_t)k * c->p->n_groups + g;
        if (column->least && there[g] < column->least[cell])
            report(c, PLAN_RULE_QUOTA_LEAST, at, k, g, there[g], column->least[cell]);
        if (column->most && there[g] > column->most[cell])
            report(c, PLAN_RULE_QUOTA_MOST, at, k, g, there[g], column->most[cell]);
        off += fabs(there[g] - (double)size[g] * all / c->p->n_people);
    }
    return off * column->balance_cost;
}

// Lists people by class: there may be nearly as many classes as people. Those of class k begin at
// start[k].
static void list_classes(const struct recount *c, const struct plan_column *column, int32_t *start,
                         int32_t *list) {
    for (int32_t i = 0; i < c->p->n_people; i++) {
        if (column->class[i] >= 0)
            start[column->class[i] + 1]++;
    }
    for (int32_t k = 0; k < column->n_classes; k++)
        start[k + 1] += start[k];
    int32_t *filled = NEW_ARRAY(c->arena, int32_t, (size_t)column->n_classes);
    for (int32_t i = 0; i < c->p->n_people; i++) {
        const int32_t k = column->class[i];
        if (k >= 0)
            list[start[k] + filled[k]++] = i;
    }
}

static void recount_columns(const struct recount *c, const int32_t *size,
                            struct plan_grouping_score *score) {
    int32_t *there = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_groups);
    int32_t *list = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_people);
    for (int32_t at = 0; at < c->p->n_columns; at++) {
        const struct plan_column *column = &c->p->columns[at];
        int32_t *start = NEW_ARRAY(c->arena, int32_t, (size_t)column->n_classes + 1);
        list_classes(c, column, start, list);
        for (int32_t k = 0; k < column->n_classes; k++)
            score->balance +=
                recount_class(c, at, k, size, list + start[k], start[k + 1] - start[k], there);
    }
}

static double matrix_distance(const struct recount *c) {
    double sum = 0;
    const double *d = c->p->distance;
    for (int32_t i = 0; i < c->p->n_people; i++) {
        for (int32_t j = 0; j < i; j++, d++)
            sum += c->plan[i] == c->plan[j] ? *d : 0;
    }
    return sum;
}

// The squared distances of all pairs in a group are its size times the squared distances from its
// mean.
static double feature_distance(const struct recount *c, const int32_t *size) {
    const size_t n_features = (size_t)c->p->n_features;
    double *mean = NEW_ARRAY(c->arena, double, (size_t)c->p->n_groups *n_features);
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
        const double *x = c->p->features;
        for (int32_t i = 0; i < c->p->n_people; i++) {
            double *own = mean + (size_t)c->plan[i] * n_features;
            for (size_t k = 0; k < n_features; k++, x++) {
                if (pass == 0)
                    own[k] += *x / size[c->plan[i]];
                else
                    sum += size[c->plan[i]] * (*x - own[k]) * (*x - own[k]);
            }
        }
    }
    return sum;
}

bool plan_grouping_check(struct arena *arena, const struct plan_grouping *problem,
                         const int32_t *group, struct plan_grouping_score *ret_score,
                         struct plan_conflicts *ret_conflicts) {
    struct plan_grouping_score score = {0};
    *ret_score = score;
    *ret_conflicts = (struct plan_conflicts){0};
    const struct recount c = {arena, problem, group, ret_conflicts};
    if (!numbers_are_sane(problem)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1);
        return false;
    }
    if (!recount_places(&c))
        return false;
    const int32_t *size = count_sizes(&c);
    recount_sizes(&c, size);
    recount_pairs(&c, &score);
    recount_columns(&c, size, &score);
    score.distance = problem->distance ? matrix_distance(&c) : feature_distance(&c, size);
    for (int32_t i = 0; problem->previous && i < problem->n_people; i++)
        score.moved += problem->previous[i] >= 0 && problem->previous[i] != group[i];
    score.worth = score.distance + score.wishes - score.balance -
                  (problem->previous ? problem->change_cost * score.moved : 0);
    *ret_score = score;
    return ret_conflicts->n == 0;
}
