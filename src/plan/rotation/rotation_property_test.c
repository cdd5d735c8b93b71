// SPDX-License-Identifier: EUPL-1.2
// What must hold for any rotation: tiny ones against all plans there are, people under other names,
// options that add nothing, numbers out of range, and a stop at any moment.
#include "base/testing.h"

#include "base/rng.h"
#include "vliegwiel/plan.h"

enum { PLACES_MAX = 15, TINY_MAX = 6 };

static const int64_t BROKEN = INT64_MIN;
TEST_ARENA((size_t)1 << 29);

static struct plan_rotation_result solve(const struct plan_rotation *p) {
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, p, &search, &result);
    return result;
}

// The recount of a plan; BROKEN when it breaks a rule, else hundredths of pairs less what changes
// cost.
static int64_t worth(const struct plan_rotation *p, const int32_t *group) {
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    if (!plan_rotation_check(arena, p, group, &score, &conflicts))
        return BROKEN;
    return score.pairs_met * 100 - score.changed * p->change_cost;
}

// ---- all plans there are -----------------------------------------------------------------------

static bool is_free(const struct plan_rotation *p, int32_t k) {
    return k % p->n_rounds >= p->n_fixed && !(p->absent && p->absent[k]);
}

static bool next_plan(const struct plan_rotation *p, int32_t *group) {
    for (int32_t k = 0; k < p->n_people * p->n_rounds; k++) {
        if (!is_free(p, k))
            continue;
        if (++group[k] < p->n_groups)
            return true;
        group[k] = 0;
    }
    return false;
}

static int64_t best_of_all(const struct plan_rotation *p) {
    int32_t group[PLACES_MAX];
    const int32_t n = p->n_people * p->n_rounds;
    assert_true(n <= PLACES_MAX);
    for (int32_t k = 0; k < n; k++) {
        const bool is_past = k % p->n_rounds < p->n_fixed;
        group[k] = is_past ? p->previous[k] : is_free(p, k) ? 0 : -1;
    }
    int64_t best = BROKEN;
    struct arena *const outer = arena;
    arena = arena_child(outer, (size_t)1 << 24);
    do {
        const int64_t value = worth(p, group);
        best = value > best ? value : best;
        arena_reset(arena);
    } while (next_plan(p, group));
    arena_free(arena);
    arena = outer;
    return best;
}

// A tiny problem with everything in it, each part in half of the cases.
struct tiny {
    struct plan_rotation p;
    bool absent[PLACES_MAX];
    int32_t previous[PLACES_MAX], apart[TINY_MAX], together[TINY_MAX], seats[6];
    struct plan_pair pair[2];
};

static void draw_people(struct tiny *t, struct rng *rng) {
    for (int32_t k = 0; k < PLACES_MAX; k++) {
        t->absent[k] = rng_below(rng, 6) == 0;
        t->previous[k] = (int32_t)rng_below(rng, (uint32_t)t->p.n_groups);
    }
    for (int32_t i = 0; i < TINY_MAX; i++) {
        t->apart[i] = (int32_t)rng_below(rng, 5);
        t->together[i] = i < 2 ? 1 : 0;
    }
    t->pair[0] = (struct plan_pair){0, 1 + (int32_t)rng_below(rng, (uint32_t)t->p.n_people - 1)};
    t->pair[1] = (struct plan_pair){2, 3};
    for (int32_t w = 0; w < 3; w++) {
        t->seats[2 * w] = 1 + w % 2;
        t->seats[2 * w + 1] = t->p.n_people - t->seats[2 * w];
    }
}

static struct tiny *draw_tiny(struct rng *rng) {
    struct tiny *t = NEW_ARRAY(arena, struct tiny, 1);
    t->p = (struct plan_rotation){.n_people = 4 + (int32_t)rng_below(rng, 2),
                                  .n_rounds = 2 + (int32_t)rng_below(rng, 2),
                                  .n_groups = 2,
                                  .moves_max = -1};
    draw_people(t, rng);
    const uint64_t parts = rng_u64(rng);
    t->p.absent = parts & 1 ? t->absent : NULL;
    t->p.apart = t->apart;
    t->p.n_apart_columns = (parts >> 1) % 2;
    t->p.together = t->together;
    t->p.n_together_columns = (parts >> 2) % 4 == 0;
    t->p.apart_pairs = t->pair;
    t->p.n_apart_pairs = (parts >> 4) % 2;
    t->p.met_before = t->pair + 1;
    t->p.n_met_before = (parts >> 5) % 2;
    t->p.seats = (parts >> 6) % 4 == 0 ? t->seats : NULL;
    if ((parts >> 8) % 2) {
        t->p.previous = t->previous;
        t->p.n_fixed = (parts >> 9) % 2;
        t->p.change_cost = (int32_t)((parts >> 10) % 3) * 60;
        t->p.moves_max = (parts >> 12) % 2 ? 2 : -1;
    }
    return t;
}

static void tiny_problems_are_solved_to_the_optimum(void **state) {
    (void)state;
    struct rng rng = rng_seeded(11);
    int n_feasible = 0, n_not = 0;
    for (int k = 0; k < 60; k++) {
        const struct tiny *t = draw_tiny(&rng);
        const int64_t best = best_of_all(&t->p);
        const struct plan_rotation_result result = solve(&t->p);
        n_feasible += best > BROKEN;
        n_not += best == BROKEN;
        if (best == BROKEN) {
            assert_int_equal(result.end, PLAN_INFEASIBLE);
            assert_true(result.conflicts.n > 0);
        } else {
            assert_int_equal(result.end, PLAN_DONE);
            assert_int_equal(worth(&t->p, result.group), best);
            assert_true(result.pairs_bound >= result.score.pairs_met);
        }
    }
    assert_true(n_feasible >= 20 && n_not >= 3);
}

// ---- people and options ------------------------------------------------------------------------

// Other names, the same worth: both are the best there is.
static void names_do_not_matter(void **state) {
    (void)state;
    struct rng rng = rng_seeded(12);
    for (int k = 0; k < 12; k++) {
        const struct tiny *t = draw_tiny(&rng);
        struct tiny other = *t;
        int32_t to[TINY_MAX] = {0, 1, 2, 3, 4, 5};
        rng_shuffle(&rng, to, (size_t)t->p.n_people);
        for (int32_t i = 0; i < t->p.n_people; i++) {
            other.apart[to[i]] = t->apart[i];
            other.together[to[i]] = t->together[i];
            for (int32_t w = 0; w < t->p.n_rounds; w++) {
                other.absent[to[i] * t->p.n_rounds + w] = t->absent[i * t->p.n_rounds + w];
                other.previous[to[i] * t->p.n_rounds + w] = t->previous[i * t->p.n_rounds + w];
            }
        }
        for (int c = 0; c < 2; c++)
            other.pair[c] = (struct plan_pair){to[t->pair[c].a], to[t->pair[c].b]};
        other.p.absent = t->p.absent ? other.absent : NULL;
        other.p.previous = t->p.previous ? other.previous : NULL;
        other.p.apart = other.apart;
        other.p.together = other.together;
        other.p.apart_pairs = other.pair;
        other.p.met_before = other.pair + 1;
        const struct plan_rotation_result a = solve(&t->p), b = solve(&other.p);
        assert_int_equal(a.end, b.end);
        if (a.group)
            assert_int_equal(worth(&t->p, a.group), worth(&other.p, b.group));
        assert_int_equal(a.pairs_bound, b.pairs_bound);
    }
}

// A group without seats, and somebody who never comes, change nothing: twelve in threes meet 48
// pairs in four rounds; no plan for them meets 60 in five.
static void what_adds_nothing_changes_nothing(void **state) {
    (void)state;
    static const int32_t SEATS[] = {3, 3, 0, 3, 3, 3, 3, 0, 3, 3, 3, 3, 0, 3, 3, 3, 3, 0, 3, 3};
    bool absent[13 * 4] = {false};
    for (int w = 0; w < 4; w++)
        absent[4 * 4 + w] = true;
    const struct plan_rotation plain = {.n_people = 12, .n_rounds = 4, .n_groups = 4};
    struct plan_rotation more = plain;
    more.n_groups = 5;
    more.seats = SEATS;
    assert_int_equal(solve(&plain).score.pairs_met, 48);
    assert_int_equal(solve(&more).score.pairs_met, 48);
    more = plain;
    more.n_people = 13;
    more.absent = absent;
    assert_int_equal(solve(&more).score.pairs_met, 48);
    assert_int_equal(plan_rotation_bound(arena, &more), plan_rotation_bound(arena, &plain));
}

// Places of a design are left out so that groups stay equal: no repeats for 14 schoolgirls, for 28
// and 29 people in six groups, for 30 and 31 in eight, for 47 in ten; and in 334 groups for 2,000.
static void uneven_groups_have_no_repeats(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{14, 5, 7}, {28, 6, 6}, {29, 6, 6},
                                       {30, 8, 9}, {31, 8, 9}, {47, 10, 6}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct plan_rotation p = {
            .n_people = CASES[k][0], .n_groups = CASES[k][1], .n_rounds = CASES[k][2]};
        const struct plan_rotation_result result = solve(&p);
        assert_true(worth(&p, result.group) > BROKEN);
        assert_int_equal(result.score.repeats, 0);
        arena_reset(arena);
    }
    // 330 sixes and 4 fives: 15 and 10 pairs each; also when it is said which are the fives
    struct plan_rotation many = {.n_people = 2000, .n_groups = 334, .n_rounds = 6};
    int32_t seats[334 * 6];
    for (int32_t k = 0; k < 334 * 6; k++)
        seats[k] = k % 334 < 4 ? 5 : 6;
    for (int given = 0; given < 2; given++) {
        many.seats = given ? seats : NULL;
        const struct plan_rotation_result result = solve(&many);
        assert_int_equal(worth(&many, result.group), 100 * 6 * (330 * 15 + 4 * 10));
        arena_reset(arena);
    }
}

// ---- numbers out of range ----------------------------------------------------------------------

static void assert_numbers_refused(const struct plan_rotation *p) {
    static const int32_t NOWHERE[6 * 2] = {0};
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    const struct plan_rotation_result result = solve(p);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    assert_null(result.group);
    assert_int_equal(plan_rotation_bound(arena, p), 0);
    assert_int_equal(plan_rotation_baseline(arena, p, 1).most, 0);
    assert_false(plan_rotation_check(arena, p, NOWHERE, &score, &conflicts));
    assert_int_equal(conflicts.list[0].rule, PLAN_RULE_NUMBERS);
}

static void numbers_out_of_range_are_refused(void **state) {
    (void)state;
    static const struct plan_pair BAD[] = {{0, 6}, {6, 0}, {-1, 2}, {2, -1}};
    static const int32_t PREVIOUS[12] = {0};
    const struct plan_rotation base = {.n_people = 6, .n_rounds = 2, .n_groups = 2};
    struct plan_rotation p[13];
    for (size_t k = 0; k < COUNT_OF(p); k++)
        p[k] = base;
    p[0].n_people = 0;
    p[1].n_people = PLAN_ROTATION_PEOPLE_MAX + 1;
    p[2].n_rounds = 0;
    p[3].n_rounds = PLAN_ROTATION_ROUNDS_MAX + 1;
    p[4].n_groups = 0;
    p[5].n_groups = 7;
    p[6].n_fixed = -1;
    p[7].n_fixed = 3;
    p[7].previous = PREVIOUS;
    p[8].n_fixed = 1;
    for (int k = 0; k < 4; k++) {
        p[9 + k].apart_pairs = p[9 + k].met_before = BAD + k;
        p[9 + k].n_apart_pairs = k % 2;
        p[9 + k].n_met_before = 1 - k % 2;
    }
    for (size_t k = 0; k < COUNT_OF(p); k++)
        assert_numbers_refused(&p[k]);
    // the least and the most that are in range
    const struct plan_rotation alone = {.n_people = 1, .n_rounds = 1, .n_groups = 1};
    assert_int_equal(solve(&alone).end, PLAN_DONE);
    const struct plan_rotation long_one = {
        .n_people = 2, .n_rounds = PLAN_ROTATION_ROUNDS_MAX, .n_groups = 1};
    assert_int_equal(solve(&long_one).score.repeats, PLAN_ROTATION_ROUNDS_MAX - 1);
    struct plan_rotation past = base;
    past.previous = PREVIOUS;
    past.n_fixed = 2;
    assert_int_equal(solve(&past).score.pairs_met, 15); // all were in one group, twice
}

static void numbers_of_the_solver_alone_are_refused(void **state) {
    (void)state;
    static const int32_t SEATS[] = {-1, 7, 3, 3}, MANY[] = {0, 7, 3, 3}, OUT[12] = {2},
                         IN[12] = {-2};
    static const struct plan_pair SELF[] = {{3, 3}};
    const struct plan_rotation base = {.n_people = 6, .n_rounds = 2, .n_groups = 2};
    struct plan_rotation p[7] = {base, base, base, base, base, base, base};
    p[0].seats = SEATS;
    p[1].seats = MANY;
    p[2].previous = OUT;
    p[3].previous = IN;
    p[4].change_cost = -1;
    p[5].change_cost = 1000001;
    p[6].apart_pairs = SELF;
    p[6].n_apart_pairs = 1;
    for (size_t k = 0; k < COUNT_OF(p); k++) {
        const struct plan_rotation_result result = solve(&p[k]);
        assert_int_equal(result.end, PLAN_INFEASIBLE);
        assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    }
}

// Three of six people are of one class; the first two of them are named. In round 1 one of them may
// be away, and then it is round 2 that shows it.
static void contradictions_say_who(void **state) {
    (void)state;
    static const int32_t CLASS[] = {0, 1, 0, 1, 1, 0};
    bool absent[6 * 2] = {false};
    absent[3 * 2] = true; // the second of them, in round 1
    struct plan_rotation p = {.n_people = 6, .n_rounds = 2, .n_groups = 2, .apart = CLASS};
    p.n_apart_columns = 1;
    struct plan_conflict c = solve(&p).conflicts.list[0];
    assert_int_equal(c.rule, PLAN_RULE_APART_CLASS);
    assert_true(c.round == 0 && c.person == 1 && c.other == 3 && c.have == 2 && c.need == 3);
    p.absent = absent;
    c = solve(&p).conflicts.list[0];
    assert_true(c.round == 1 && c.person == 1 && c.other == 3 && c.have == 2 && c.need == 3);
    p.n_apart_columns = 0;
    p.together = CLASS;
    p.n_together_columns = 1;
    p.n_groups = 3;
    const struct plan_rotation_result result = solve(&p);
    c = result.conflicts.list[0];
    assert_int_equal(result.conflicts.n, 1); // one round is enough to see it
    assert_int_equal(c.rule, PLAN_RULE_TOGETHER_BLOCK);
    assert_true(c.round == 1 && c.person == 1 && c.other == 3 && c.have == 2 && c.need == 3);
}

// ---- a stop at any moment ----------------------------------------------------------------------

struct stop {
    int calls, at;
    int64_t objective;
    double done;
};

static bool stop_there(void *context, const struct plan_progress *progress) {
    struct stop *stop = context;
    assert_true(progress->done >= stop->done && progress->done <= 1);
    assert_true(progress->objective >= stop->objective);
    assert_true(progress->bound >= progress->objective);
    stop->done = progress->done;
    stop->objective = progress->objective;
    return ++stop->calls < stop->at;
}

// In the plain search, in the search for a design (5-4-6 has none that is known) and after it. What
// was told last is what comes back, or better.
static void a_stop_keeps_the_best_plan(void **state) {
    (void)state;
    const struct plan_rotation p = {.n_people = 20, .n_rounds = 6, .n_groups = 5};
    for (int at = 1; at < 900; at += at < 40 ? 3 : 250) {
        struct stop stop = {.at = at};
        const struct plan_search search = {
            .seed = 1, .effort = 1, .progress = stop_there, .context = &stop};
        struct plan_rotation_result result;
        plan_rotation_solve(arena, &p, &search, &result);
        if (result.end == PLAN_CANCELLED)
            assert_int_equal(stop.calls, at);
        assert_true(worth(&p, result.group) >= 100 * stop.objective);
        assert_int_equal(worth(&p, result.group), 100 * result.score.pairs_met);
        arena_reset(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny_problems_are_solved_to_the_optimum),
        cmocka_unit_test(names_do_not_matter),
        cmocka_unit_test(what_adds_nothing_changes_nothing),
        cmocka_unit_test(uneven_groups_have_no_repeats),
        cmocka_unit_test(numbers_out_of_range_are_refused),
        cmocka_unit_test(numbers_of_the_solver_alone_are_refused),
        cmocka_unit_test(contradictions_say_who),
        cmocka_unit_test(a_stop_keeps_the_best_plan),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
