// SPDX-License-Identifier: EUPL-1.2
// The rotation engine against exhaustive search on tiny problems, figures known beforehand, and its
// own independent recount.
#include "base/testing.h"

#include "base/rng.h"
#include "vliegwiel/plan.h"

TEST_ARENA((size_t)1 << 29);

// Solves, and holds the result against the recount and the bound.
static struct plan_rotation_result solve(const struct plan_rotation *p, uint64_t seed) {
    const struct plan_search search = {.seed = seed, .effort = 1};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, p, &search, &result);
    if (result.end == PLAN_INFEASIBLE)
        return result;
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_rotation_check(arena, p, result.group, &score, &conflicts));
    assert_int_equal(score.pairs_met, result.score.pairs_met);
    assert_int_equal(score.pairs_possible, result.score.pairs_possible);
    assert_int_equal(score.repeats, result.score.repeats);
    assert_int_equal(score.changed, result.score.changed);
    assert_int_equal(score.moved, result.score.moved);
    assert_true(score.pairs_met <= result.pairs_bound);
    assert_int_equal(result.pairs_bound, plan_rotation_bound(arena, p));
    const double met = score.pairs_met > 1 ? (double)score.pairs_met : 1;
    assert_true(result.gap == (double)(result.pairs_bound - score.pairs_met) / met);
    return result;
}

// ---- exhaustive search -------------------------------------------------------------------------

static bool next_plan(int32_t *group, int32_t n, int32_t n_groups) {
    for (int32_t k = 0; k < n; k++) {
        if (++group[k] < n_groups)
            return true;
        group[k] = 0;
    }
    return false;
}

// Pairs met by the best of all plans: every way to give everybody a group, kept when the recount
// finds no fault. The recount itself is tested by hand below.
static int64_t best_of_all(const struct plan_rotation *p) {
    int32_t group[16] = {0};
    const int32_t n = p->n_people * p->n_rounds;
    assert_true(n <= 16);
    int64_t best = -1;
    struct arena *scratch = arena_child(arena, (size_t)1 << 24);
    do {
        struct plan_rotation_score score;
        struct plan_conflicts conflicts;
        if (plan_rotation_check(scratch, p, group, &score, &conflicts) && score.pairs_met > best)
            best = score.pairs_met;
        arena_reset(scratch);
    } while (next_plan(group, n, p->n_groups));
    return best;
}

static void tiny_problems_are_solved_to_the_optimum(void **state) {
    (void)state;
    static const struct plan_pair APART[] = {{0, 1}};
    static const int32_t TOGETHER[] = {1, 1, 0, 0, 0, 0};
    const struct plan_rotation problems[] = {
        {.n_people = 6, .n_rounds = 2, .n_groups = 3},
        {.n_people = 6, .n_rounds = 2, .n_groups = 2},
        {.n_people = 6, .n_rounds = 2, .n_groups = 2, .apart_pairs = APART, .n_apart_pairs = 1},
        {.n_people = 6, .n_rounds = 2, .n_groups = 3, .apart_pairs = APART, .n_apart_pairs = 1},
        {.n_people = 6,
         .n_rounds = 2,
         .n_groups = 2,
         .together = TOGETHER,
         .n_together_columns = 1},
        {.n_people = 5, .n_rounds = 3, .n_groups = 2},
        {.n_people = 4, .n_rounds = 3, .n_groups = 2, .met_before = APART, .n_met_before = 1},
    };
    // By hand: 3 pairs in 2 rounds are 6; two threes twice are 12 meetings of which each new group
    // repeats one; with one together, the pair is met twice at no gain: 12 - 1 - 1.
    static const int64_t BY_HAND[] = {6, 10, -1, 6, 10, -1, 6};
    for (size_t k = 0; k < COUNT_OF(problems); k++) {
        const int64_t best = best_of_all(&problems[k]);
        assert_true(BY_HAND[k] < 0 || BY_HAND[k] == best);
        assert_int_equal(solve(&problems[k], 1).score.pairs_met, best);
    }
}

// ---- figures known beforehand ------------------------------------------------------------------

// Published: 24 people in 4 x 6, 20 in 4 x 5 and 18 in 3 x 6 can all meet in six rounds; a random
// plan for 24 leaves some 60 to 74 of the 276 pairs.
static void six_modules_bring_everybody_together(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{24, 4, 276}, {20, 4, 190}, {18, 3, 153}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            const struct plan_rotation p = {
                .n_people = CASES[k][0], .n_rounds = 6, .n_groups = CASES[k][1]};
            const struct plan_rotation_result result = solve(&p, seed);
            assert_int_equal(result.score.pairs_met, CASES[k][2]);
            assert_int_equal(result.pairs_bound, CASES[k][2]);
        }
    }
    const struct plan_rotation p = {.n_people = 24, .n_rounds = 6, .n_groups = 4};
    const struct plan_rotation_baseline baseline = plan_rotation_baseline(arena, &p, 1);
    assert_true(baseline.mean > 276 - 74 && baseline.mean < 276 - 60);
    assert_true((double)baseline.least < baseline.mean && baseline.mean < (double)baseline.most);
}

// Eight in two fours, twice: each four of the second round has two of one of the first at least,
// four repeats of 24 meetings. Five in three and two, and one of them in the first of nine rounds
// alone misses two of ten pairs. Two pairs of four people are two pairs, whatever the lot.
static void bounds_and_baseline_by_hand(void **state) {
    (void)state;
    struct plan_rotation p = {.n_people = 8, .n_rounds = 2, .n_groups = 2};
    assert_int_equal(plan_rotation_bound(arena, &p), 20);
    bool absent[5 * 9] = {false};
    for (int w = 1; w < 9; w++)
        absent[w] = true;
    p = (struct plan_rotation){.n_people = 5, .n_rounds = 9, .n_groups = 2, .absent = absent};
    assert_int_equal(plan_rotation_bound(arena, &p), 8);
    p = (struct plan_rotation){.n_people = 4, .n_rounds = 1, .n_groups = 2};
    const struct plan_rotation_baseline baseline = plan_rotation_baseline(arena, &p, 1);
    assert_true(baseline.mean == 2 && baseline.least == 2 && baseline.most == 2);
}

// Thirty people of six organisations, never two of one together: 323 is a published value.
static void organisations_mix(void **state) {
    (void)state;
    int32_t organisation[30];
    for (int32_t i = 0; i < 30; i++)
        organisation[i] = i / 5 + 1;
    const struct plan_rotation p = {
        .n_people = 30, .n_rounds = 6, .n_groups = 6, .apart = organisation, .n_apart_columns = 1};
    const struct plan_rotation_result result = solve(&p, 1);
    assert_true(result.score.pairs_met >= 323);
    assert_int_equal(result.pairs_bound, 360); // six rounds of six times ten meetings
    assert_int_equal(result.score.pairs_possible, 435 - 60);
}

// Kirkman's fifteen schoolgirls, in threes on seven days without a repeat, must be searched; eight
// foursomes in nine rounds come from a design, which the search must not spoil.
static void designs_are_found_or_kept(void **state) {
    (void)state;
    const struct plan_rotation girls = {.n_people = 15, .n_rounds = 7, .n_groups = 5};
    assert_int_equal(solve(&girls, 1).score.repeats, 0);
    const struct plan_rotation golfers = {.n_people = 32, .n_rounds = 9, .n_groups = 8};
    assert_int_equal(solve(&golfers, 1).score.repeats, 0);
}

// ---- rules -------------------------------------------------------------------------------------

enum { N = 8, W = 2, G = 2 };
// People 0..3 and 4..7 in round 1; 0 1 4 5 and 2 3 6 7 in round 2. 24 meetings; the pairs 01, 23,
// 45 and 67 meet twice.
static const int32_t PLAN[N * W] = {0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1};

static void recount_is_right_by_hand(void **state) {
    (void)state;
    const struct plan_rotation p = {.n_people = N, .n_rounds = W, .n_groups = G};
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_rotation_check(arena, &p, PLAN, &score, &conflicts));
    assert_int_equal(score.pairs_met, 20);
    assert_int_equal(score.repeats, 4);
    assert_int_equal(score.pairs_possible, 28);
}

static void assert_refused(const struct plan_rotation *p, const int32_t *plan,
                           enum plan_rule rule) {
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_false(plan_rotation_check(arena, p, plan, &score, &conflicts));
    assert_string_equal(plan_rule_name(conflicts.list[0].rule), plan_rule_name(rule));
}

static void recount_refuses_every_break(void **state) {
    (void)state;
    const struct plan_rotation p = {.n_people = N, .n_rounds = W, .n_groups = G};
    int32_t plan[N * W], previous[N * W];
    memcpy(plan, PLAN, sizeof plan);
    plan[3] = G;
    assert_refused(&p, plan, PLAN_RULE_GROUP);
    plan[3] = -1;
    assert_refused(&p, plan, PLAN_RULE_PLACE);
    plan[3] = 1 - PLAN[3];
    assert_refused(&p, plan, PLAN_RULE_SIZE);

    static const struct plan_pair PAIR[] = {{0, 1}};
    struct plan_rotation q = p;
    q.apart_pairs = PAIR;
    q.n_apart_pairs = 1;
    assert_refused(&q, PLAN, PLAN_RULE_APART);
    static const int32_t CLASS[N] = {0, 0, 3, 0, 3, 0, 0, 0};
    q = p;
    q.together = CLASS;
    q.n_together_columns = 1;
    assert_refused(&q, PLAN, PLAN_RULE_TOGETHER);
    q = p;
    q.absent = NEW_ARRAY(arena, bool, N *W);
    ((bool *)(uintptr_t)q.absent)[5] = true;
    assert_refused(&q, PLAN, PLAN_RULE_PLACE);

    memcpy(previous, PLAN, sizeof previous);
    previous[0] = previous[8]; // persons 0 and 4 change places in round 1
    previous[8] = PLAN[0];
    q = (struct plan_rotation){
        .n_people = N, .n_rounds = W, .n_groups = G, .previous = previous, .n_fixed = 1};
    assert_refused(&q, PLAN, PLAN_RULE_FIXED);
    q.n_fixed = 0;
    q.moves_max = 1;
    assert_refused(&q, PLAN, PLAN_RULE_MOVES);
    q.moves_max = 2;
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_rotation_check(arena, &q, PLAN, &score, &conflicts));
    assert_int_equal(score.changed, 2);
}

static void contradictions_are_named(void **state) {
    (void)state;
    static const int32_t FIVE_SEATS[] = {2, 3, 2, 3}, ONE_CLASS[] = {1, 1, 1, 0, 0, 0};
    static const struct plan_pair PAIR[] = {{0, 1}}, BAD[] = {{0, 6}, {6, 0}};
    const struct plan_rotation base = {.n_people = 6, .n_rounds = 2, .n_groups = 2};
    struct plan_rotation p[7] = {base, base, base, base, base, base, base};
    p[0].n_groups = 7;
    p[1].seats = FIVE_SEATS;
    p[2].apart = ONE_CLASS;
    p[2].n_apart_columns = 1;
    p[3].n_groups = 3;
    p[3].together = ONE_CLASS;
    p[3].n_together_columns = 1;
    p[4].together = ONE_CLASS;
    p[4].n_together_columns = 1;
    p[4].apart_pairs = PAIR;
    p[4].n_apart_pairs = 1;
    p[5].met_before = BAD;
    p[5].n_met_before = p[6].n_met_before = 1;
    p[6].met_before = BAD + 1;
    static const enum plan_rule WANTED[] = {PLAN_RULE_NUMBERS,        PLAN_RULE_SEATS,
                                            PLAN_RULE_APART_CLASS,    PLAN_RULE_TOGETHER_BLOCK,
                                            PLAN_RULE_TOGETHER_APART, PLAN_RULE_NUMBERS,
                                            PLAN_RULE_NUMBERS};
    for (size_t k = 0; k < COUNT_OF(p); k++) {
        const struct plan_rotation_result result = solve(&p[k], 1);
        assert_int_equal(result.end, PLAN_INFEASIBLE);
        assert_null(result.group);
        assert_string_equal(plan_rule_name(result.conflicts.list[0].rule),
                            plan_rule_name(WANTED[k]));
    }
}

// Random problems with uneven seats, absences, apart and together, people who met before.
static void random_problems_keep_every_rule(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    int n_solved = 0;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        const int32_t n_groups = 2 + (int32_t)rng_below(&rng, 3);
        const int32_t n = n_groups * 3 + (int32_t)rng_below(&rng, 6);
        const int32_t n_rounds = 2 + (int32_t)rng_below(&rng, 4);
        bool absent[20 * 5];
        int32_t apart[20], together[20], seats[5 * 4];
        for (int32_t k = 0; k < n * n_rounds; k++)
            absent[k] = rng_below(&rng, 8) == 0;
        for (int32_t i = 0; i < n; i++) {
            apart[i] = (int32_t)rng_below(&rng, 8);
            together[i] = i < 4 ? 1 + i % 2 : 0;
        }
        for (int32_t k = 0; k < n_rounds * n_groups; k++)
            seats[k] = k % n_groups == 0 ? n - (n_groups - 1) * (n / n_groups) : n / n_groups;
        const struct plan_pair met[] = {{0, n - 1}, {1, n - 1}};
        const struct plan_rotation p = {.n_people = n,
                                        .n_rounds = n_rounds,
                                        .n_groups = n_groups,
                                        .seats = seed % 2 ? seats : NULL,
                                        .absent = absent,
                                        .apart = apart,
                                        .n_apart_columns = 1,
                                        .together = together,
                                        .n_together_columns = 1,
                                        .met_before = met,
                                        .n_met_before = 2};
        n_solved += solve(&p, seed).end == PLAN_DONE;
        arena_reset(arena);
    }
    assert_true(n_solved >= 10);
}

// ---- repair, repetition, cancelling ------------------------------------------------------------

// Before round 3 of 6 two of 24 people leave and one comes: the past stays, at most 8 people move.
static void repair_keeps_the_past(void **state) {
    (void)state;
    enum { PEOPLE = 25, ROUNDS = 6 };
    const struct plan_rotation before = {.n_people = 24, .n_rounds = ROUNDS, .n_groups = 4};
    const struct plan_rotation_result first = solve(&before, 1);
    int32_t previous[PEOPLE * ROUNDS];
    bool absent[PEOPLE * ROUNDS];
    for (int32_t k = 0; k < PEOPLE * ROUNDS; k++) {
        const int32_t i = k / ROUNDS, w = k % ROUNDS;
        previous[k] = i < 24 ? first.group[k] : -1;
        absent[k] = w >= 2 && (i == 8 || i == 13);
    }
    const struct plan_rotation p = {.n_people = PEOPLE,
                                    .n_rounds = ROUNDS,
                                    .n_groups = 4,
                                    .absent = absent,
                                    .previous = previous,
                                    .n_fixed = 2,
                                    .change_cost = 10,
                                    .moves_max = 8};
    const struct plan_rotation_result repaired = solve(&p, 1);
    assert_int_equal(repaired.end, PLAN_DONE);
    assert_true(repaired.score.moved <= 8);
    // the 231 pairs of the 22 who stay, and some twenty that the two who left made in two rounds
    assert_true(repaired.score.pairs_met > 250);
    for (int32_t i = 0; i < 24; i++)
        assert_memory_equal(repaired.group + i * ROUNDS, previous + i * ROUNDS,
                            2 * sizeof(int32_t));
}

// Sixteen people sit in the same fours five times. Where a changed place costs more than all pairs
// together nobody moves; where it costs nothing all pairs meet.
static void changes_are_made_when_they_pay(void **state) {
    (void)state;
    int32_t previous[16 * 5];
    for (int k = 0; k < 16 * 5; k++)
        previous[k] = k / 5 / 4;
    struct plan_rotation p = {
        .n_people = 16, .n_rounds = 5, .n_groups = 4, .previous = previous, .moves_max = -1};
    p.change_cost = 100000;
    assert_int_equal(solve(&p, 1).score.changed, 0);
    p.change_cost = 0;
    assert_int_equal(solve(&p, 1).score.pairs_met, 120);
}

static void a_seed_gives_one_plan(void **state) {
    (void)state;
    const struct plan_rotation p = {.n_people = 22, .n_rounds = 4, .n_groups = 4};
    const struct plan_rotation_result a = solve(&p, 7), b = solve(&p, 7), c = solve(&p, 8);
    assert_memory_equal(a.group, b.group, 22 * 4 * sizeof(int32_t));
    assert_memory_not_equal(a.group, c.group, 22 * 4 * sizeof(int32_t));
}

static bool stop_at_third(void *context, const struct plan_progress *progress) {
    int *calls = context;
    assert_true(progress->done >= 0 && progress->done <= 1);
    assert_true(progress->objective <= progress->bound);
    return ++*calls < 3;
}

static void cancelling_keeps_a_valid_plan(void **state) {
    (void)state;
    int calls = 0;
    const struct plan_rotation p = {.n_people = 30, .n_rounds = 6, .n_groups = 6};
    const struct plan_search search = {
        .seed = 1, .effort = 1000, .progress = stop_at_third, .context = &calls};
    struct plan_rotation_result result;
    plan_rotation_solve(arena, &p, &search, &result);
    assert_int_equal(result.end, PLAN_CANCELLED);
    assert_int_equal(calls, 3);
    struct plan_rotation_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_rotation_check(arena, &p, result.group, &score, &conflicts));
    assert_true(score.pairs_met > 300);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiny_problems_are_solved_to_the_optimum),
        cmocka_unit_test(six_modules_bring_everybody_together),
        cmocka_unit_test(bounds_and_baseline_by_hand),
        cmocka_unit_test(organisations_mix),
        cmocka_unit_test(designs_are_found_or_kept),
        cmocka_unit_test(recount_is_right_by_hand),
        cmocka_unit_test(recount_refuses_every_break),
        cmocka_unit_test(contradictions_are_named),
        cmocka_unit_test(random_problems_keep_every_rule),
        cmocka_unit_test(repair_keeps_the_past),
        cmocka_unit_test(changes_are_made_when_they_pay),
        cmocka_unit_test(a_seed_gives_one_plan),
        cmocka_unit_test(cancelling_keeps_a_valid_plan),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
