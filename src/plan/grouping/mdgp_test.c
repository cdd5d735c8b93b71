// SPDX-License-Identifier: EUPL-1.2
// The grouping engine against brute force over all divisions with every rule in play, and against
// itself: same seed, same plan.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "vliegwiel/plan.h"

enum { PEOPLE_MAX = 7, GROUPS_MAX = 3, CLASSES = 2 };

TEST_ARENA((size_t)1 << 30);

static struct plan_grouping_result solve(const struct plan_grouping *p, uint64_t seed) {
    const struct plan_search search = {.seed = seed, .effort = 1};
    struct plan_grouping_result result;
    plan_grouping_solve(arena, p, &search, &result);
    return result;
}

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

// ---- brute force -------------------------------------------------------------------------------

// A small problem whose rules are drawn; every kind of rule occurs in some of them.
struct small {
    struct plan_grouping p;
    int32_t size_least[GROUPS_MAX], size_most[GROUPS_MAX];
    double distance[PEOPLE_MAX * PEOPLE_MAX], features[PEOPLE_MAX * 2];
    struct plan_column columns[2];
    int32_t class[2][PEOPLE_MAX], least[CLASSES * GROUPS_MAX], most[CLASSES * GROUPS_MAX];
    struct plan_pair together[2], apart[2];
    struct plan_wish wishes[2];
    int32_t fixed[PEOPLE_MAX], previous[PEOPLE_MAX];
    bool closed[PEOPLE_MAX * GROUPS_MAX];
};

static struct plan_pair draw_pair(struct rng *rng, int32_t n) {
    const int32_t a = draw(rng, 0, n - 1), b = draw(rng, 0, n - 2);
    return (struct plan_pair){a, b + (b >= a)};
}

static void draw_columns(struct small *s, struct rng *rng) {
    s->columns[0] = (struct plan_column){s->class[0], CLASSES, s -> least, s -> most, 0};
    s->columns[1] = (struct plan_column){s->class[1], CLASSES, NULL, NULL, draw(rng, 0, 9)};
    for (int32_t i = 0; i < s->p.n_people; i++) {
        s->class[0][i] = draw(rng, -1, CLASSES - 1);
        s->class[1][i] = draw(rng, -1, CLASSES - 1);
    }
    for (int32_t k = 0; k < CLASSES * s->p.n_groups; k++) {
        s->least[k] = draw(rng, 0, 1) * draw(rng, 0, 1);
        s->most[k] = s->least[k] + draw(rng, 1, 2);
    }
    s->p.columns = s->columns;
    s->p.n_columns = draw(rng, 0, 2);
}

static void draw_places(struct small *s, struct rng *rng) {
    for (int32_t i = 0; i < s->p.n_people; i++) {
        s->fixed[i] = draw(rng, 0, 5) == 0 ? draw(rng, 0, s->p.n_groups - 1) : -1;
        s->previous[i] = draw(rng, -1, s->p.n_groups - 1);
        for (int32_t g = 0; g < s->p.n_groups; g++)
            s->closed[i * s->p.n_groups + g] = draw(rng, 0, 7) == 0;
    }
    s->p.fixed = draw(rng, 0, 1) ? s->fixed : NULL;
    s->p.closed = draw(rng, 0, 1) ? s->closed : NULL;
    s->p.previous = draw(rng, 0, 1) ? s->previous : NULL;
    s->p.change_cost = draw(rng, 0, 20);
}

static void draw_small(struct small *s, struct rng *rng) {
    *s = (struct small){.p = {.n_people = draw(rng, 3, PEOPLE_MAX), .n_groups = draw(rng, 2, 3)}};
    const int32_t n = s->p.n_people;
    for (int32_t g = 0; g < s->p.n_groups; g++) {
        s->size_least[g] = draw(rng, 0, n / s->p.n_groups);
        s->size_most[g] = (n + s->p.n_groups - 1) / s->p.n_groups + draw(rng, 0, 1);
    }
    s->p.size_least = s->size_least;
    s->p.size_most = s->size_most;
    for (int32_t k = 0; k < n * (n - 1) / 2; k++)
        s->distance[k] = draw(rng, -9, 99) / 4.0;
    for (int32_t k = 0; k < n * 2; k++)
        s->features[k] = draw(rng, -9, 9) / 4.0;
    s->p.distance = draw(rng, 0, 1) ? s->distance : NULL;
    s->p.features = s->features;
    s->p.n_features = 2;
    for (int32_t k = 0; k < 2; k++) {
        const struct plan_pair pair = draw_pair(rng, n);
        s->together[k] = draw_pair(rng, n);
        s->apart[k] = draw_pair(rng, n);
        s->wishes[k] = (struct plan_wish){pair.a, pair.b, draw(rng, -30, 30)};
    }
    s->p.together = s->together;
    s->p.apart = s->apart;
    s->p.wishes = s->wishes;
    s->p.n_together = draw(rng, 0, 2);
    s->p.n_apart = draw(rng, 0, 2);
    s->p.n_wishes = draw(rng, 0, 2);
    draw_columns(s, rng);
    draw_places(s, rng);
}

static double pair_distance(const struct plan_grouping *p, int32_t i, int32_t j) {
    if (p->distance)
        return p->distance[i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i];
    return pow(p->features[2 * i] - p->features[2 * j], 2) +
           pow(p->features[2 * i + 1] - p->features[2 * j + 1], 2);
}

static bool keeps_pairs(const struct plan_grouping *p, const int32_t *group) {
    for (int32_t k = 0; k < p->n_together; k++) {
        if (group[p->together[k].a] != group[p->together[k].b])
            return false;
    }
    for (int32_t k = 0; k < p->n_apart; k++) {
        if (group[p->apart[k].a] == group[p->apart[k].b])
            return false;
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        if ((p->fixed && p->fixed[i] >= 0 && p->fixed[i] != group[i]) ||
            (p->closed && p->closed[i * p->n_groups + group[i]]))
            return false;
    }
    return true;
}

// Worth by the words of the header; -INFINITY when a rule is broken.
static double worth_of(const struct plan_grouping *p, const int32_t *group) {
    double worth = 0;
    if (!keeps_pairs(p, group))
        return -INFINITY;
    for (int32_t g = 0; g < p->n_groups; g++) {
        int32_t size = 0;
        for (int32_t i = 0; i < p->n_people; i++) {
            size += group[i] == g;
            for (int32_t j = 0; j < i; j++)
                worth += group[i] == g && group[j] == g ? pair_distance(p, i, j) : 0;
        }
        if (size < p->size_least[g] || size > p->size_most[g])
            return -INFINITY;
        for (int32_t c = 0; c < p->n_columns; c++) {
            for (int32_t k = 0; k < p->columns[c].n_classes; k++) {
                int32_t all = 0, there = 0;
                for (int32_t i = 0; i < p->n_people; i++) {
                    all += p->columns[c].class[i] == k;
                    there += p->columns[c].class[i] == k && group[i] == g;
                }
                if (p->columns[c].least && (there < p->columns[c].least[k * p->n_groups + g] ||
                                            there > p->columns[c].most[k * p->n_groups + g]))
                    return -INFINITY;
                worth -=
                    p->columns[c].balance_cost * fabs(there - (double)size * all / p->n_people);
            }
        }
    }
    for (int32_t k = 0; k < p->n_wishes; k++)
        worth += group[p->wishes[k].a] == group[p->wishes[k].b] ? p->wishes[k].worth : 0;
    for (int32_t i = 0; p->previous && i < p->n_people; i++)
        worth -= p->previous[i] >= 0 && p->previous[i] != group[i] ? p->change_cost : 0;
    return worth;
}

static double best_by_force(const struct plan_grouping *p) {
    int32_t group[PEOPLE_MAX] = {0};
    double best = -INFINITY;
    for (int32_t at = 0; at < p->n_people;) {
        best = fmax(best, worth_of(p, group));
        for (at = 0; at < p->n_people && ++group[at] == p->n_groups; at++)
            group[at] = 0;
    }
    return best;
}

// Not all of these have a plan; those without must be refused.
static void all_rules_by_force(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    int n_feasible = 0;
    for (int k = 0; k < 150; k++) {
        struct small s;
        draw_small(&s, &rng);
        const double best = best_by_force(&s.p);
        const struct plan_grouping_result result = solve(&s.p, 1);
        if (best == -INFINITY) {
            assert_int_equal(result.end, PLAN_INFEASIBLE);
            assert_true(result.conflicts.n > 0);
            continue;
        }
        n_feasible++;
        assert_int_equal(result.end, PLAN_DONE);
        assert_true(fabs(worth_of(&s.p, result.group) - result.score.worth) < 1e-9);
        assert_true(result.score.worth > best - 1e-3); // costs are in whole millionths
        assert_true(result.bound >= best - 1e-9);
    }
    assert_in_range(n_feasible, 50, 149);
}

// ---- larger problems ---------------------------------------------------------------------------

struct stop {
    int looks; // after so many
    int64_t last;
    bool is_growing;
};

static bool stop_after(void *context, const struct plan_progress *progress) {
    struct stop *stop = context;
    stop->is_growing &= progress->objective >= stop->last && progress->objective <= progress->bound;
    stop->last = progress->objective;
    return --stop->looks > 0;
}

static struct plan_grouping_result solve_until(const struct plan_grouping *p, uint64_t seed,
                                               int looks) {
    struct stop stop = {looks, -1, true};
    const struct plan_search search = {seed, 1000, stop_after, &stop};
    struct plan_grouping_result result;
    plan_grouping_solve(arena, p, &search, &result);
    assert_true(stop.is_growing);
    return result;
}

// People with features drawn, in groups as equal as can be.
static struct plan_grouping draw_people(int32_t n, int32_t m, int32_t n_features) {
    struct rng rng = rng_seeded(2);
    int32_t *least = NEW_ARRAY(arena, int32_t, (size_t)m),
            *most = NEW_ARRAY(arena, int32_t, (size_t)m);
    double *features = NEW_ARRAY(arena, double, (size_t)n *(size_t)n_features);
    for (int32_t g = 0; g < m; g++) {
        least[g] = n / m;
        most[g] = (n + m - 1) / m;
    }
    for (int32_t k = 0; k < n * n_features; k++)
        features[k] = rng_real(&rng);
    return (struct plan_grouping){.n_people = n,
                                  .n_groups = m,
                                  .size_least = least,
                                  .size_most = most,
                                  .features = features,
                                  .n_features = n_features};
}

static void same_seed_same_plan(void **state) {
    (void)state;
    const struct plan_grouping p = draw_people(100, 8, 5);
    const struct plan_grouping_result a = solve_until(&p, 7, 5), b = solve_until(&p, 7, 5);
    const struct plan_grouping_result c = solve_until(&p, 8, 5);
    assert_int_equal(a.end, PLAN_CANCELLED);
    assert_memory_equal(a.group, b.group, 100 * sizeof a.group[0]);
    assert_memory_not_equal(a.group, c.group, 100 * sizeof a.group[0]);
    assert_true(a.gap >= 0 && a.gap < 0.01);
}

// Above the matrix: no more than the size of the features; within 2 % of the bound soon, and very
// near it at once when no rule stands between people who cancel each other.
static void many_people_have_no_matrix(void **state) {
    (void)state;
    const int32_t n = PLAN_GROUPING_MATRIX_MAX + 500;
    struct plan_grouping p = draw_people(n, n / 7, 4);
    struct plan_pair pairs[] = {{0, 1}, {2, 3}};
    p.together = pairs, p.n_together = 1;
    p.apart = pairs + 1, p.n_apart = 1;
    const size_t before = arena_used(arena);
    const struct plan_grouping_result result = solve_until(&p, 1, 30);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_true(arena_used(arena) - before < (size_t)n * 1000);
    assert_true(result.gap > 0 && result.gap < 0.02);
    p.n_together = p.n_apart = 0;
    const struct plan_grouping_result plain = solve_until(&p, 1, 4); // before one by one is done
    assert_true(plain.gap > 0 && plain.gap < 0.002);
}

// Nor a table of people and groups: a hundred and fifty of these would have half a million cells.
static void many_people_have_no_table(void **state) {
    (void)state;
    const struct plan_grouping p = draw_people(PLAN_GROUPING_MATRIX_MAX + 500, 150, 4);
    const size_t before = arena_used(arena);
    solve_until(&p, 1, 2);
    assert_true(arena_used(arena) - before < (size_t)1200000);
}

// A draft that is nearly best is left alone when changes are dear, and left when they are free.
static void drafts_are_kept(void **state) {
    (void)state;
    struct plan_grouping p = draw_people(60, 5, 3);
    int32_t draft[60];
    for (int32_t i = 0; i < 60; i++)
        draft[i] = i % 5;
    p.previous = draft;
    p.change_cost = 1e6;
    const struct plan_grouping_result kept = solve_until(&p, 1, 4);
    assert_int_equal(kept.score.moved, 0);
    p.change_cost = 0;
    assert_true(solve_until(&p, 1, 4).score.worth > kept.score.worth);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_rules_by_force, begin, end),
        cmocka_unit_test_setup_teardown(same_seed_same_plan, begin, end),
        cmocka_unit_test_setup_teardown(many_people_have_no_matrix, begin, end),
        cmocka_unit_test_setup_teardown(many_people_have_no_table, begin, end),
        cmocka_unit_test_setup_teardown(drafts_are_kept, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
