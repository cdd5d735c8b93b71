// SPDX-License-Identifier: EUPL-1.2
// For tests of the grouping search: a small problem with every rule, drawn, and a walk's search
// that nobody stops. Included by tests only.
#ifndef VLIEGWIEL_TEST_RULED_H
#define VLIEGWIEL_TEST_RULED_H
#include <math.h>

#include "base/testing.h"

#include "plan/grouping/mdgp_walk.h"

TEST_ARENA((size_t)1 << 30);

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

// ---- a problem with every rule -----------------------------------------------------------------

static int32_t *draws(struct rng *rng, int32_t n, int32_t low, int32_t high) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(rng, low, high);
    return list;
}

static double *real_draws(struct rng *rng, int32_t n, int32_t most) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(rng, -most, most) / 4.0;
    return list;
}

// One class of a quarter of the people each, and a quarter without; and shares of two classes.
static void add_columns(struct plan_grouping *p, struct rng *rng) {
    struct plan_column *columns = NEW_ARRAY(arena, struct plan_column, 2);
    const int32_t n_cells = 3 * p->n_groups;
    int32_t *quarter = draws(rng, p->n_people, 0, 0);
    for (int32_t i = 0; i < p->n_people; i++)
        quarter[i] = i % 4 - 1;
    columns[0] =
        (struct plan_column){quarter, 3, draws(rng, n_cells, 0, 1), draws(rng, n_cells, 3, 5), 0};
    columns[1] = (struct plan_column){draws(rng, p->n_people, -1, 1), 2, NULL, NULL, 1.25};
    if (draw(rng, 0, 1) == 0) { // the other way round, and dearer
        const struct plan_column quota = columns[0];
        columns[0] = columns[1], columns[1] = quota;
        columns[0].balance_cost = 40;
    }
    p->columns = columns;
    p->n_columns = 2;
}

// Pairs 0-1, 1-2, 4-5 together, 3-6 and 7-8 apart; wishes 9-10, 0-11 and, against, 12-13.
static void add_pairs(struct plan_grouping *p) {
    static const struct plan_pair TOGETHER[] = {{0, 1}, {1, 2}, {4, 5}}, APART[] = {{3, 6}, {7, 8}};
    static const struct plan_wish WISHES[] = {{9, 10, 5}, {0, 11, 2.5}, {12, 13, -4}};
    p->together = TOGETHER, p->n_together = COUNT_OF(TOGETHER);
    p->apart = APART, p->n_apart = COUNT_OF(APART);
    p->wishes = WISHES, p->n_wishes = COUNT_OF(WISHES);
}

// n people in groups of 2 to 8 around six.
static struct plan_grouping draw_ruled(struct rng *rng, int32_t n, int32_t n_features) {
    const int32_t m = n / 6;
    struct plan_grouping p = {.n_people = n, .n_groups = m, .n_features = n_features};
    p.size_least = draws(rng, m, 2, 4);
    p.size_most = draws(rng, m, 7, 8);
    p.features = real_draws(rng, n * n_features, 9);
    p.previous = draws(rng, n, -1, m - 1);
    p.change_cost = 0.75;
    bool *closed = NEW_ARRAY(arena, bool, (size_t)n *(size_t)m);
    closed[14 * m] = closed[15 * m + 1] = true;
    p.closed = closed;
    int32_t *fixed = draws(rng, n, -1, -1);
    fixed[16] = 1;
    p.fixed = fixed;
    add_columns(&p, rng);
    add_pairs(&p);
    return p;
}

static struct mdgp expand(const struct plan_grouping *p) {
    struct mdgp r = {0};
    struct plan_conflicts conflicts = {0};
    mdgp_expand(arena, p, &r, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return r;
}

static bool never_stop(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return true;
}
static const double FAR = 1e12; // a bound that no plan reaches
static const struct plan_search SEARCH = {.seed = 5, .effort = 1, .progress = never_stop};
#endif
