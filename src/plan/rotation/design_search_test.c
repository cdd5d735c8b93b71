// SPDX-License-Identifier: EUPL-1.2
// The search for designs on sizes where designs are published, where none exists, and when it is
// stopped. Every pair is counted here.
#include "plan/rotation/test_design.h"

#include "plan/rotation/design_search.h"

static bool always(void *context, double done) {
    assert_null(context);
    assert_true(done > 0);
    return true;
}

static struct design design_for(int32_t n_groups, int32_t size, int32_t n_rounds) {
    const size_t n_places = (size_t)n_groups * (size_t)size * (size_t)n_rounds;
    return (struct design){n_groups, size, n_rounds, NEW_ARRAY(arena, int32_t, n_places)};
}

static struct chance chance_of(int64_t ticks) {
    return (struct chance){.budget = ticks, .until = ticks, .go_on = always};
}

// Kirkman's schoolgirls; 18 and 24 in threes for eight and eleven rounds (nearly Kirkman); 24 in
// fours for seven rounds and 30 in fives for six, where no field helps; 28 in fours and 21 in
// threes; nine in threes; six in twos; 84 in sixes.
static void published_designs_are_found(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{5, 3, 7}, {6, 3, 8}, {8, 3, 11}, {6, 4, 7}, {6, 5, 6},
                                       {7, 4, 9}, {7, 3, 9}, {3, 3, 3},  {3, 2, 5}, {14, 6, 8}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct design d = design_for(CASES[k][0], CASES[k][1], CASES[k][2]);
        struct rng rng = rng_seeded(1);
        struct chance chance = chance_of(3000000000);
        assert_true(design_search(arena, &d, &rng, &chance));
        assert_design(&d, d.n_rounds);
        assert_true(chance.ticks > 0);
    }
}

// Twelve in threes have no five rounds (the nearly Kirkman system of twelve does not exist), nor do
// two groups of three have two; four fours in six rounds are more meetings than pairs, which is
// seen without a search.
static void what_does_not_exist_is_not_found(void **state) {
    (void)state;
    static const int32_t CASES[][4] = {{4, 3, 5, 1}, {2, 3, 2, 1}, {4, 4, 6, 0}, {64, 4, 3, 0}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct design d = design_for(CASES[k][0], CASES[k][1], CASES[k][2]);
        struct rng rng = rng_seeded(1);
        struct chance chance = chance_of(20000000);
        assert_false(design_search(arena, &d, &rng, &chance));
        assert_false(chance.is_cancelled);
        assert_int_equal(chance.is_over, CASES[k][3]);
        // a slice too much at most
        assert_true(chance.ticks < 40000000 && (chance.ticks >= 20000000) == CASES[k][3]);
    }
}

static bool stop_at_third(void *context, double done) {
    int *calls = context;
    assert_true(done > 0 && done < 1);
    return ++*calls < 3;
}

static void it_stops_when_told(void **state) {
    (void)state;
    int calls = 0;
    const struct design d = design_for(4, 3, 5);
    struct rng rng = rng_seeded(1);
    struct chance chance = {
        .budget = 1000000000, .until = 1000000000, .go_on = stop_at_third, .context = &calls};
    assert_false(design_search(arena, &d, &rng, &chance));
    assert_true(chance.is_over && chance.is_cancelled);
    assert_int_equal(calls, 3);
    chance_begin(&chance, 1000); // and does not begin again
    assert_false(design_search(arena, &d, &rng, &chance));
    assert_int_equal(calls, 3);
}

static void a_seed_gives_one_design(void **state) {
    (void)state;
    const struct design a = design_for(6, 4, 7), b = design_for(6, 4, 7), c = design_for(6, 4, 7);
    const struct design *const designs[] = {&a, &b, &c};
    for (int k = 0; k < 3; k++) {
        struct rng rng = rng_seeded(k == 2 ? 8 : 7);
        struct chance chance = chance_of(3000000000);
        assert_true(design_search(arena, designs[k], &rng, &chance));
    }
    assert_memory_equal(a.group, b.group, 24 * 7 * sizeof(int32_t));
    assert_memory_not_equal(a.group, c.group, 24 * 7 * sizeof(int32_t));
}

// The chance to exceed x halvings is 2^-x: of 100,000 numbers a half, a quarter, an eighth.
static void chances_halve(void **state) {
    (void)state;
    struct rng rng = rng_seeded(3);
    int above[4] = {0};
    for (int k = 0; k < 100000; k++) {
        const int64_t x = chance_halvings(&rng);
        assert_true(x >= 0 && x < 33 * 256);
        for (int h = 0; h < 4; h++)
            above[h] += x >= 256 * h;
    }
    assert_int_equal(above[0], 100000);
    for (int h = 1; h < 4; h++)
        assert_in_range(above[h] * (1 << h), 97000, 103000);
    int seen[7] = {0};
    for (int k = 0; k < 7000; k++)
        seen[chance_part(rng_u64(&rng), 7)]++;
    for (int k = 0; k < 7; k++)
        assert_in_range(seen[k], 800, 1200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_designs_are_found),
        cmocka_unit_test(what_does_not_exist_is_not_found),
        cmocka_unit_test(it_stops_when_told),
        cmocka_unit_test(a_seed_gives_one_design),
        cmocka_unit_test(chances_halve),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
