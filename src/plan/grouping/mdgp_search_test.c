// SPDX-License-Identifier: EUPL-1.2
// How well the grouping search finds: plans that are best by construction, and published means,
// with so much work that every part of the search must do its share. And what may not matter: in
// which order people and groups stand, in which unit distances are, and a rule that rules nothing
// out.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "vliegwiel/plan.h"

TEST_ARENA((size_t)1 << 30);

// A look at the callback comes after so much work, whatever the machine.
static bool look(void *context, const struct plan_progress *progress) {
    (void)progress;
    int *looks_left = context;
    return --*looks_left > 0;
}

static struct plan_grouping_result solve(const struct plan_grouping *p, uint64_t seed, int looks) {
    const struct plan_search search = {seed, 1000, look, &looks};
    struct plan_grouping_result result;
    plan_grouping_solve(arena, p, &search, &result);
    return result;
}

static int64_t pair_at(int64_t i, int64_t j) {
    return i > j ? i * (i - 1) / 2 + j : j * (j - 1) / 2 + i;
}

// ---- planted plans -----------------------------------------------------------------------------

enum { PLANTED = 60, GROUPS = 6 };

// Pairs of a drawn plan are 10 apart, all others `least` to `most`: with sizes that are fixed no
// plan has more pairs, and with most <= 0 no other pair is worth anything.
struct planted {
    struct plan_grouping p;
    int32_t size_least[GROUPS], size_most[GROUPS], group[PLANTED];
    double distance[PLANTED * (PLANTED - 1) / 2];
    double worth;
};

static void plant(struct planted *s, const int32_t *size, uint64_t seed, double least,
                  double most) {
    struct rng rng = rng_seeded(seed);
    *s = (struct planted){.p = {.n_people = PLANTED, .n_groups = GROUPS}};
    for (int32_t g = 0, i = 0; g < GROUPS; g++) {
        s->size_least[g] = s->size_most[g] = size[g];
        for (int32_t k = 0; k < size[g]; k++)
            s->group[i++] = g;
    }
    rng_shuffle(&rng, s->group, PLANTED);
    for (int32_t i = 0; i < PLANTED; i++) {
        for (int32_t j = 0; j < i; j++) {
            const bool is_inside = s->group[i] == s->group[j];
            s->distance[pair_at(i, j)] = is_inside ? 10 : least + (most - least) * rng_real(&rng);
            s->worth += is_inside ? 10 : 0;
        }
    }
    s->p.size_least = s->size_least;
    s->p.size_most = s->size_most;
    s->p.distance = s->distance;
}

static const int32_t TENS[GROUPS] = {10, 10, 10, 10, 10, 10};
static const int32_t UNEVEN[GROUPS] = {15, 13, 10, 9, 7, 6};

static void assert_found(const struct planted *s, uint64_t seed, int looks) {
    const struct plan_grouping_result result = solve(&s->p, seed, looks);
    assert_true(fabs(result.score.worth - s->worth) < 1e-6);
    for (int32_t i = 0; i < PLANTED; i++) {
        for (int32_t j = 0; j < i; j++)
            assert_int_equal(s->group[i] == s->group[j], result.group[i] == result.group[j]);
    }
}

static void planted_plans_are_found(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct planted s;
        plant(&s, seed % 2 ? TENS : UNEVEN, seed, 0, 9.9);
        assert_found(&s, seed, 4);
    }
    for (uint64_t seed = 1; seed <= 6; seed++) { // sizes are found as well
        struct planted s;
        plant(&s, UNEVEN, seed, -1, 0);
        for (int32_t g = 0; g < GROUPS; g++) {
            s.size_least[g] = 5;
            s.size_most[g] = 16;
        }
        assert_found(&s, seed, 4);
    }
}

// ---- every division ----------------------------------------------------------------------------

enum { FEW = 12, THREE = 3 };

// Twelve people in fours; distances in quarters, some of them below 0.
struct few {
    struct plan_grouping p;
    int32_t size[THREE];
    double distance[FEW * (FEW - 1) / 2];
};

static void draw_few(struct few *s, uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    *s = (struct few){.p = {.n_people = FEW, .n_groups = THREE}, .size = {4, 4, 4}};
    for (size_t k = 0; k < COUNT_OF(s->distance); k++)
        s->distance[k] = (double)rng_below(&rng, 90) / 4 - 2;
    s->p.size_least = s->p.size_most = s->size;
    s->p.distance = s->distance;
}

static double worth_of(const double *distance, const int32_t *group) {
    double worth = 0;
    for (int64_t i = 0; i < FEW; i++) {
        for (int64_t j = 0; j < i; j++)
            worth += group[i] == group[j] ? distance[pair_at(i, j)] : 0;
    }
    return worth;
}

// Counts in threes through all ways to give twelve people a group, those with four each.
static double best_by_force(const double *distance) {
    int32_t group[FEW] = {0}, n_in[THREE] = {FEW, 0, 0};
    double best = -INFINITY;
    for (int at = 0; at < FEW;) {
        if (n_in[0] == 4 && n_in[1] == 4)
            best = fmax(best, worth_of(distance, group));
        for (at = 0; at < FEW; at++) {
            n_in[group[at]]--;
            group[at] = group[at] + 1 < THREE ? group[at] + 1 : 0;
            n_in[group[at]]++;
            if (group[at] > 0)
                break;
        }
    }
    return best;
}

static void few_people_are_divided_best(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct few s;
        draw_few(&s, seed);
        const double best = best_by_force(s.distance);
        const struct plan_grouping_result result = solve(&s.p, seed, 2);
        assert_true(fabs(result.score.worth - best) < 1e-6);
        assert_true(result.bound >= best && result.gap >= 0);
    }
}

// ---- what may not matter -----------------------------------------------------------------------

static double best_of(const struct plan_grouping *p) {
    return solve(p, 1, 2).score.worth;
}

static void people_have_no_order(void **state) {
    (void)state;
    struct few s, turned;
    draw_few(&s, 7);
    draw_few(&turned, 7);
    int32_t order[FEW];
    struct rng rng = rng_seeded(8);
    for (int32_t i = 0; i < FEW; i++)
        order[i] = i;
    rng_shuffle(&rng, order, FEW);
    for (int32_t i = 0; i < FEW; i++) {
        for (int32_t j = 0; j < i; j++)
            turned.distance[pair_at(i, j)] = s.distance[pair_at(order[i], order[j])];
    }
    assert_true(fabs(best_of(&s.p) - best_of(&turned.p)) < 1e-6);
}

static void units_do_not_matter(void **state) {
    (void)state;
    static const double UNITS[] = {1e-3, 0.3, 1000, 1e7};
    struct few s;
    draw_few(&s, 9);
    const double best = best_of(&s.p);
    for (size_t u = 0; u < COUNT_OF(UNITS); u++) {
        draw_few(&s, 9);
        for (size_t k = 0; k < COUNT_OF(s.distance); k++)
            s.distance[k] *= UNITS[u];
        assert_true(fabs(best_of(&s.p) / UNITS[u] - best) < 1e-3);
    }
}

// A fourth group that may stay empty and that nobody can join; two apart who are so anyway.
static void what_nobody_uses_changes_nothing(void **state) {
    (void)state;
    static const int32_t LEAST[] = {4, 4, 4, 0}, MOST[] = {4, 4, 4, 4};
    struct few s;
    draw_few(&s, 10);
    const struct plan_grouping_result before = solve(&s.p, 1, 2);
    bool closed[FEW * 4] = {false};
    struct plan_pair apart = {0, 1};
    for (int32_t i = 0; i < FEW; i++) {
        closed[i * 4 + 3] = true;
        apart.b = before.group[i] == before.group[0] ? apart.b : i;
    }
    s.p.n_groups = 4;
    s.p.size_least = LEAST, s.p.size_most = MOST;
    s.p.closed = closed;
    s.p.apart = &apart, s.p.n_apart = 1;
    assert_true(fabs(best_of(&s.p) - before.score.worth) < 1e-6);
    closed[3] = false; // for one person alone: the sizes of the others forbid it
    assert_true(fabs(best_of(&s.p) - before.score.worth) < 1e-6);
}

// What is asked anyway adds its worth, and nothing else changes.
static void wishes_that_hold_add_their_worth(void **state) {
    (void)state;
    struct few s;
    draw_few(&s, 11);
    const struct plan_grouping_result before = solve(&s.p, 1, 2);
    struct plan_wish wish = {0, 1, 6.5};
    for (int32_t i = 1; i < FEW; i++)
        wish.b = before.group[i] == before.group[0] ? i : wish.b;
    s.p.wishes = &wish, s.p.n_wishes = 1;
    s.p.previous = before.group, s.p.change_cost = 3;
    const struct plan_grouping_result after = solve(&s.p, 2, 2);
    assert_true(fabs(after.score.worth - before.score.worth - 6.5) < 1e-6);
    assert_int_equal(after.score.moved, 0);
    assert_memory_equal(after.group, before.group, sizeof(int32_t) * FEW);
}

// Ninety people with distances by lot: from wherever it starts, the search ends at the same worth.
static void seeds_agree(void **state) {
    (void)state;
    enum { N = 90, M = 9 };
    static double distance[N * (N - 1) / 2];
    int32_t tens[M];
    struct rng rng = rng_seeded(21);
    for (int g = 0; g < M; g++)
        tens[g] = N / M;
    for (size_t k = 0; k < COUNT_OF(distance); k++)
        distance[k] = rng_below(&rng, 101);
    const struct plan_grouping p = {
        .n_people = N, .n_groups = M, .size_least = tens, .size_most = tens, .distance = distance};
    const double worth = solve(&p, 1, 14).score.worth;
    for (uint64_t seed = 2; seed <= 4; seed++)
        assert_true(solve(&p, seed, 14).score.worth == worth);
}

// ---- when to stop ------------------------------------------------------------------------------

struct watch {
    int looks, looks_after; // looks_after: since it was told to stop
    bool is_stopped;
    double done;
};

static bool watch(void *context, const struct plan_progress *progress) {
    struct watch *seen = context;
    assert_true(progress->done >= seen->done && progress->done <= 1);
    seen->done = progress->done;
    seen->looks_after += seen->is_stopped;
    seen->looks++;
    seen->is_stopped = seen->looks == 3;
    return !seen->is_stopped;
}

// Told to stop it does not look again; a plan that reaches the bound needs no more work.
static void it_stops_when_told_and_when_done(void **state) {
    (void)state;
    struct planted s;
    plant(&s, TENS, 1, 0, 9.99);
    struct watch seen = {0};
    const struct plan_search search = {1, 1000, watch, &seen};
    struct plan_grouping_result result;
    plan_grouping_solve(arena, &s.p, &search, &result);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_int_equal(seen.looks, 3);
    assert_int_equal(seen.looks_after, 0);
    for (size_t k = 0; k < COUNT_OF(s.distance); k++)
        s.distance[k] = 1; // every plan is best
    seen = (struct watch){.looks = 10};
    plan_grouping_solve(arena, &s.p, &search, &result);
    assert_int_equal(result.end, PLAN_DONE);
    assert_in_range(seen.looks, 10, 12);
    assert_true(result.gap < 1e-6);
}

// ---- published means ---------------------------------------------------------------------------

static bool read_instance(const char *name, struct plan_grouping *ret_problem) {
    char path[256], kind[8];
    snprintf(path, sizeof path, "../shared/data/planning/p1-mdgp/%s", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: %s is not there\n", path);
        return false;
    }
    int n, m;
    assert_int_equal(fscanf(file, "%d %d %7s", &n, &m, kind), 3);
    int32_t *least = NEW_ARRAY(arena, int32_t, (size_t)m),
            *most = NEW_ARRAY(arena, int32_t, (size_t)m);
    for (int g = 0; g < m; g++)
        assert_int_equal(fscanf(file, "%d %d", &least[g], &most[g]), 2);
    double *distance = NEW_ARRAY(arena, double, (size_t)n *(size_t)(n - 1) / 2), d;
    for (int i, j; fscanf(file, "%d %d %lf", &i, &j, &d) == 3;)
        distance[pair_at(i, j)] = d;
    fclose(file);
    *ret_problem = (struct plan_grouping){
        .n_people = n, .n_groups = m, .size_least = least, .size_most = most, .distance = distance};
    return true;
}

// The means and bests of twenty runs of three seconds each by Yang and others, 2022.
static void published_means_are_reached(void **state) {
    (void)state;
    static const struct {
        const char *name;
        double mean, best;
    } known[] = {
        {"Geo_n120_ds_02.txt", 61883.686576, 61893.415039},
        {"RanInt_n120_ds_03.txt", 50192.05, 50248},
        {"RanReal_n120_ss_01.txt", 47343.681247, 47363.206898},
    };
    for (size_t k = 0; k < COUNT_OF(known); k++) {
        struct plan_grouping p;
        if (!read_instance(known[k].name, &p))
            continue;
        const struct plan_grouping_result result = solve(&p, 1, 70);
        assert_true(result.score.worth >= known[k].mean);
        assert_true(result.bound > known[k].best);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(planted_plans_are_found, begin, end),
        cmocka_unit_test_setup_teardown(few_people_are_divided_best, begin, end),
        cmocka_unit_test_setup_teardown(people_have_no_order, begin, end),
        cmocka_unit_test_setup_teardown(units_do_not_matter, begin, end),
        cmocka_unit_test_setup_teardown(what_nobody_uses_changes_nothing, begin, end),
        cmocka_unit_test_setup_teardown(wishes_that_hold_add_their_worth, begin, end),
        cmocka_unit_test_setup_teardown(seeds_agree, begin, end),
        cmocka_unit_test_setup_teardown(it_stops_when_told_and_when_done, begin, end),
        cmocka_unit_test_setup_teardown(published_means_are_reached, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
