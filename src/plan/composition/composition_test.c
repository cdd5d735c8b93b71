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
        if (ok && n == p->places && score > best)
            best = score;
    }
    return best;
}

static void like_brute_force(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    int feasible = 0;
    for (int round = 0; round < 300; round++) {
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
        const struct composition_problem p = {.n = n,
                                              .places = 3 + (int32_t)rng_below(&rng, 3),
                                              .n_units = 3,
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
    assert_true(feasible > 50 && feasible < 290);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(impossible_quota),
        cmocka_unit_test(like_brute_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
