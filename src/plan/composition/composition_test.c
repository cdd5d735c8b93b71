// SPDX-License-Identifier: EUPL-1.2
// The composition against brute force over all subsets, and cases worked by hand.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/rng.h"
#include "plan/composition/composition.h"

// Two units of three, four places, two or three per unit: 0 and 3 belong together, 1 and 4 stay
// apart. Heaviest valid choice by hand: 0 1 (unit 0) and 3 5 (unit 1): 6+5+3+1 = 15.
static void by_hand(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const int32_t unit[] = {0, 0, 0, 1, 1, 1}, together[] = {0, -1, -1, 0, -1, -1};
    const bool eligible[] = {true, true, true, true, true, true};
    const int32_t apart[][2] = {{1, 4}};
    const struct composition_problem p = {.n = 6,
                                          .places = 4,
                                          .n_units = 2,
                                          .unit_min = 2,
                                          .unit_max = 3,
                                          .unit = unit,
                                          .eligible = eligible,
                                          .together = together,
                                          .n_apart = 1,
                                          .apart = apart};
    struct composition c;
    assert_int_equal(composition_solve(arena, &p, &c), RC_OK);
    const bool expected[] = {true, true, false, true, false, true};
    assert_memory_equal(c.placed, expected, sizeof expected);
    assert_int_equal(c.score, 15);
    assert_int_equal(c.bound, 15);
    assert_int_equal(composition_why(&p, c.placed, 2).rule, COMPOSITION_PLACES);
    assert_int_equal(composition_why(&p, c.placed, 4).rule, COMPOSITION_APART);
    assert_int_equal(composition_why(&p, c.placed, 4).b, 1);
    arena_free(arena);
}

// Five units of at least five make 25, and there are 24 places.
static void impossible_quota(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    int32_t unit[30], together[30];
    bool eligible[30];
    for (int32_t i = 0; i < 30; i++) {
        unit[i] = i % 5;
        together[i] = -1;
        eligible[i] = true;
    }
    const struct composition_problem p = {.n = 30,
                                          .places = 24,
                                          .n_units = 5,
                                          .unit_min = 5,
                                          .unit_max = 7,
                                          .unit = unit,
                                          .eligible = eligible,
                                          .together = together};
    struct composition c;
    assert_int_equal(composition_solve(arena, &p, &c), RC_INFEASIBLE);
    assert_int_equal(c.n_breaches, 1);
    assert_int_equal(c.breaches[0].rule, COMPOSITION_UNIT_MIN);
    assert_int_equal(c.breaches[0].have, 25);
    assert_int_equal(c.breaches[0].want, 24);
    arena_free(arena);
}

// Counts the rules itself, so that it shares nothing with the code under test.
static int64_t brute_force(const struct composition_problem *p) {
    int64_t best = -1;
    for (uint32_t set = 0; set < 1u << p->n; set++) {
        int32_t count[4] = {0}, n = 0;
        int64_t score = 0;
        bool ok = true;
        for (int32_t i = 0; i < p->n; i++) {
            if (!(set >> i & 1))
                continue;
            n++;
            count[p->unit[i]]++;
            score += p->n - i;
            ok = ok && p->eligible[i];
            for (int32_t j = 0; j < p->n; j++)
                if (p->together[i] >= 0 && p->together[j] == p->together[i] && !(set >> j & 1))
                    ok = false;
        }
        for (size_t k = 0; k < p->n_apart; k++)
            ok = ok && !((set >> p->apart[k][0] & 1) && (set >> p->apart[k][1] & 1));
        for (int32_t u = 0; u < p->n_units; u++)
            ok = ok && count[u] >= p->unit_min && count[u] <= p->unit_max;
        for (int32_t o = 0; o < p->n_organisations; o++) {
            int32_t seats = 0;
            for (int32_t i = 0; i < p->n; i++)
                seats += (set >> i & 1) && p->organisation[p->unit[i]] == o;
            ok = ok && seats >= p->seats_min[o] && seats <= p->seats_max[o];
        }
        if (ok && n == p->places && score > best)
            best = score;
    }
    return best;
}

static void like_brute_force(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    int feasible = 0;
    for (int round = 0; round < 600; round++) {
        struct arena *arena = arena_new(1 << 20);
        int32_t unit[11], together[11], apart[3][2];
        bool eligible[11];
        const int32_t n = 6 + (int32_t)rng_below(&rng, 6);
        for (int32_t i = 0; i < n; i++) {
            unit[i] = (int32_t)rng_below(&rng, 3);
            together[i] = rng_below(&rng, 3) == 0 ? (int32_t)rng_below(&rng, 2) : -1;
            eligible[i] = rng_below(&rng, 6) != 0;
        }
        for (int k = 0; k < 3; k++) {
            apart[k][0] = (int32_t)rng_below(&rng, (uint32_t)n);
            apart[k][1] = (apart[k][0] + 1 + (int32_t)rng_below(&rng, (uint32_t)n - 1)) % n;
        }
        const int32_t organisation[] = {0, 0, 1};
        const int32_t seats_min[] = {(int32_t)rng_below(&rng, 4), (int32_t)rng_below(&rng, 2)};
        const int32_t seats_max[] = {seats_min[0] + (int32_t)rng_below(&rng, 3),
                                     seats_min[1] + 1 + (int32_t)rng_below(&rng, 3)};
        const struct composition_problem p = {.n = n,
                                              .places = 3 + (int32_t)rng_below(&rng, 3),
                                              .n_units = 3,
                                              .n_organisations = round % 2 ? 2 : 0,
                                              .organisation = organisation,
                                              .seats_min = seats_min,
                                              .seats_max = seats_max,
                                              .unit_min = (int32_t)rng_below(&rng, 2),
                                              .unit_max = 2 + (int32_t)rng_below(&rng, 2),
                                              .unit = unit,
                                              .eligible = eligible,
                                              .together = together,
                                              .n_apart = rng_below(&rng, 4),
                                              .apart = (const int32_t(*)[2])apart};
        struct composition c;
        const int64_t best = brute_force(&p);
        const enum rc rc = composition_solve(arena, &p, &c);
        assert_int_equal(rc, best < 0 ? RC_INFEASIBLE : RC_OK);
        if (rc == RC_OK) {
            const struct composition_breach *breaches;
            assert_int_equal(c.score, best);
            assert_int_equal(composition_breaches(arena, &p, c.placed, &breaches), 0);
            feasible++;
        }
        arena_free(arena);
    }
    assert_true(feasible > 100 && feasible < 580);
}

// Six people of two units of one organisation, three places: its two seats at most are named, and
// so are seats that add up to more than there are places.
static void seats_are_named(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const int32_t unit[] = {0, 0, 0, 1, 1, 1}, together[] = {-1, -1, -1, -1, -1, -1};
    const bool eligible[] = {true, true, true, true, true, true};
    int32_t organisation[] = {0, 0}, seats_min[] = {0, 0}, seats_max[] = {2, 6};
    struct composition_problem p = {.n = 6,
                                    .places = 3,
                                    .n_units = 2,
                                    .unit_max = 6,
                                    .unit = unit,
                                    .n_organisations = 1,
                                    .organisation = organisation,
                                    .seats_min = seats_min,
                                    .seats_max = seats_max,
                                    .eligible = eligible,
                                    .together = together};
    struct composition c;
    assert_int_equal(composition_solve(arena, &p, &c), RC_INFEASIBLE);
    assert_int_equal(c.n_breaches, 1);
    assert_int_equal(c.breaches[0].rule, COMPOSITION_SEATS_MAX);
    assert_int_equal(c.breaches[0].have, 2);
    assert_int_equal(c.breaches[0].want, 3);

    organisation[1] = 1;
    p.n_organisations = 2;
    seats_min[0] = seats_min[1] = 2;
    seats_max[0] = 6;
    assert_int_equal(composition_solve(arena, &p, &c), RC_INFEASIBLE);
    assert_int_equal(c.n_breaches, 1);
    assert_int_equal(c.breaches[0].rule, COMPOSITION_SEATS_MIN);
    assert_int_equal(c.breaches[0].a, -1);
    assert_int_equal(c.breaches[0].have, 4);
    assert_int_equal(c.breaches[0].want, 3);

    seats_min[1] = 1; // two of the first and one of the second: the earliest
    assert_int_equal(composition_solve(arena, &p, &c), RC_OK);
    const bool expected[] = {true, true, false, true, false, false};
    assert_memory_equal(c.placed, expected, sizeof expected);
    seats_max[0] = 2;
    assert_int_equal(composition_why(&p, c.placed, 2).rule, COMPOSITION_SEATS_MAX);
    arena_free(arena);
}

// Four people, all needed, of whom two stay apart: counting shows nothing, so the rule without
// which there is a choice is named.
static void the_rule_in_the_way(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const int32_t unit[] = {0, 0, 0, 0}, together[] = {-1, -1, -1, -1}, apart[][2] = {{1, 2}};
    const bool eligible[] = {true, true, true, true};
    const struct composition_problem p = {.n = 4,
                                          .places = 4,
                                          .n_units = 1,
                                          .unit_max = 4,
                                          .unit = unit,
                                          .eligible = eligible,
                                          .together = together,
                                          .n_apart = 1,
                                          .apart = apart};
    struct composition c;
    assert_int_equal(composition_solve(arena, &p, &c), RC_INFEASIBLE);
    assert_int_equal(c.n_breaches, 2);
    assert_int_equal(c.breaches[0].rule, COMPOSITION_RULES);
    assert_int_equal(c.breaches[0].a, -1);
    assert_int_equal(c.breaches[1].a, COMPOSITION_APART);
    arena_free(arena);
}

// Ten people, four places: a random score is 4 x 5.5 = 22 on the average, from 10 to 34. The mean
// of 100 draws has a standard error of 0.44 (variance of a sum of 4 of 10 without replacement: 4
// x 8.25 x 6/9 = 22), so it is off by less than 2 but once in a hundred thousand times.
static void by_lot(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    int32_t unit[10] = {0}, together[10];
    bool eligible[10];
    for (int i = 0; i < 10; i++) {
        together[i] = -1;
        eligible[i] = true;
    }
    const struct composition_problem p = {.n = 10,
                                          .places = 4,
                                          .n_units = 1,
                                          .unit_max = 10,
                                          .unit = unit,
                                          .eligible = eligible,
                                          .together = together};
    const struct composition_baseline b = composition_baseline(arena, &p, 1);
    assert_true(b.mean > 20 && b.mean < 24);
    assert_in_range(b.least, 10, 21);
    assert_in_range(b.most, 23, 34);
    assert_int_equal(b.n_valid, 100);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(impossible_quota),
        cmocka_unit_test(like_brute_force),
        cmocka_unit_test(seats_are_named),
        cmocka_unit_test(the_rule_in_the_way),
        cmocka_unit_test(by_lot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
