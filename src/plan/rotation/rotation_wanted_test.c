// SPDX-License-Identifier: EUPL-1.2
// Where the search starts, before it has changed anything: groups as large as they will be, nobody
// twice with anybody, classes apart, and the seats that were given.
#include "plan/rotation/test_design.h"

#include "plan/rotation/rotation.h"

static bool always(void *context, double done) {
    (void)context;
    return done > 0;
}

// The problem with its rules worked out; it must have no conflicts.
static struct rotation expanded(const struct plan_rotation *p) {
    struct rotation r;
    struct plan_conflicts conflicts = {0};
    rotation_expand(arena, p, &r, &conflicts);
    assert_int_equal(conflicts.n, 0);
    return r;
}

static int32_t meetings_of(const struct rotation *r, const int32_t *wanted, int32_t i, int32_t j) {
    int32_t n = 0;
    for (int32_t w = 0; w < r->n_rounds; w++) {
        const int32_t a = wanted[i * r->n_rounds + w], b = wanted[j * r->n_rounds + w];
        n += a >= 0 && a == b;
    }
    return n;
}

// In round w the groups have as many people as the rules give them, one by one where `in_order`.
static void assert_sizes(const struct rotation *r, int32_t w, const int32_t *wanted,
                         bool in_order) {
    int32_t sizes[400] = {0}, n_larger = 0;
    for (int32_t i = 0; i < r->n; i++) {
        assert_in_range(wanted[i * r->n_rounds + w], 0, r->n_groups - 1);
        sizes[wanted[i * r->n_rounds + w]]++;
    }
    for (int32_t g = 0; g < r->n_groups; g++) {
        const int32_t at = w * r->n_groups + g;
        assert_in_range(sizes[g], r->size_least[at], r->size_most[at]);
        n_larger += sizes[g] > r->size_least[at];
        if (in_order)
            assert_int_equal(sizes[g], r->size[at]);
    }
    assert_int_equal(n_larger, r->n_larger[w]);
}

static void assert_start(const struct plan_rotation *p, const int32_t *wanted, bool in_order) {
    const struct rotation r = expanded(p);
    for (int32_t w = 0; w < r.n_rounds; w++)
        assert_sizes(&r, w, wanted, in_order);
    for (int32_t i = 0; i < r.n; i++) {
        for (int32_t j = 0; j < i; j++)
            assert_true(meetings_of(&r, wanted, i, j) <= 1);
    }
}

static int32_t *wanted_of(const struct plan_rotation *p) {
    const struct rotation r = expanded(p);
    return rotation_wanted(arena, &r);
}

// Full groups, one short, and several: lines, schoolgirls, round robin, an arc, a product.
static void designs_lose_people_and_stay_even(void **state) {
    (void)state;
    static const int32_t CASES[][3] = {{15, 5, 7}, {14, 5, 7},  {32, 8, 8},  {31, 8, 9},
                                       {27, 8, 8}, {50, 10, 8}, {45, 10, 8}, {9, 5, 9},
                                       {27, 7, 9}, {62, 13, 6}, {23, 6, 7},  {22, 6, 7}};
    for (size_t k = 0; k < COUNT_OF(CASES); k++) {
        const struct plan_rotation p = {
            .n_people = CASES[k][0], .n_groups = CASES[k][1], .n_rounds = CASES[k][2]};
        assert_start(&p, wanted_of(&p), false);
    }
}

// Which groups are the small ones is said, another one in each round.
static void groups_stand_where_the_seats_are(void **state) {
    (void)state;
    int32_t seats[8 * 10];
    for (int32_t k = 0; k < 8 * 10; k++)
        seats[k] = k % 10 == k / 10 || k % 10 == 9 ? 4 : 5;
    const struct plan_rotation p = {.n_people = 48, .n_groups = 10, .n_rounds = 8, .seats = seats};
    assert_start(&p, wanted_of(&p), true);
}

// Five classes of five in five groups: never two of one class together, in all five rounds; the
// classes lie scattered, and one person has none.
static void classes_stand_in_columns(void **state) {
    (void)state;
    int32_t class[25];
    for (int32_t i = 0; i < 25; i++)
        class[i] = i == 24 ? 0 : 1 + i * 7 % 25 % 5;
    const struct plan_rotation p = {
        .n_people = 25, .n_groups = 5, .n_rounds = 5, .apart = class, .n_apart_columns = 1};
    const struct rotation r = expanded(&p);
    const int32_t *wanted = wanted_of(&p);
    assert_start(&p, wanted, false);
    for (int32_t i = 0; i < 25; i++) {
        for (int32_t j = 0; j < i; j++) {
            if (class[i] != 0 && class[i] == class[j])
                assert_int_equal(meetings_of(&r, wanted, i, j), 0);
        }
    }
}

// Rounds past those of the design are left open; and where three must be left out of schoolgirls
// who all meet, everybody still has a place.
static void what_no_design_gives_is_open(void **state) {
    (void)state;
    struct plan_rotation p = {.n_people = 25, .n_groups = 5, .n_rounds = 8};
    const int32_t *wanted = wanted_of(&p);
    for (int32_t k = 0; k < 25 * 8; k++)
        assert_int_equal(wanted[k] >= 0, k % 8 < 6);
    p = (struct plan_rotation){.n_people = 12, .n_groups = 5, .n_rounds = 7};
    wanted = wanted_of(&p);
    for (int32_t k = 0; k < 12 * 7; k++)
        assert_in_range(wanted[k], 0, 4);
}

static void an_earlier_plan_is_followed(void **state) {
    (void)state;
    static const int32_t PREVIOUS[] = {0, 1, -1, 0, 1, 1, 1, 0};
    const struct plan_rotation p = {
        .n_people = 4, .n_groups = 2, .n_rounds = 2, .previous = PREVIOUS, .moves_max = -1};
    assert_memory_equal(wanted_of(&p), PREVIOUS, sizeof PREVIOUS);
}

// 30 and 29 people in six groups, six rounds: no family has these. Pairs with rules, people who met
// and an earlier plan do not go with it.
static void designs_are_searched_where_pairs_are_free(void **state) {
    (void)state;
    static const int32_t CLASS[30] = {1, 1}, PREVIOUS[30 * 6] = {0};
    static const struct plan_pair PAIR[] = {{0, 1}};
    struct plan_rotation p[7];
    for (int k = 0; k < 7; k++)
        p[k] = (struct plan_rotation){.n_people = 30, .n_groups = 6, .n_rounds = 6};
    p[1].n_people = 29;
    p[2].apart = p[3].together = CLASS;
    p[2].n_apart_columns = p[3].n_together_columns = 1;
    p[4].apart_pairs = p[5].met_before = PAIR;
    p[4].n_apart_pairs = p[5].n_met_before = 1;
    p[6].previous = PREVIOUS;
    for (int k = 0; k < 7; k++) {
        const struct rotation r = expanded(&p[k]);
        struct rng rng = rng_seeded(1);
        struct chance chance = {.budget = 4000000000, .go_on = always};
        chance_begin(&chance, chance.budget);
        const int32_t *wanted = rotation_wanted_searched(arena, &r, &rng, &chance);
        assert_int_equal(wanted != NULL, k < 2);
        assert_int_equal(chance.ticks > 0, k < 2);
        if (wanted)
            assert_start(&p[k], wanted, false);
    }
}

// Twelve of the fifteen schoolgirls: a design is found, though nobody can be left out of it.
static void a_design_that_is_not_clear_is_better_than_none(void **state) {
    (void)state;
    const struct plan_rotation p = {.n_people = 12, .n_groups = 5, .n_rounds = 7};
    const struct rotation r = expanded(&p);
    struct rng rng = rng_seeded(1);
    struct chance chance = {.budget = 4000000000, .go_on = always};
    chance_begin(&chance, chance.budget);
    const int32_t *wanted = rotation_wanted_searched(arena, &r, &rng, &chance);
    assert_non_null(wanted);
    assert_false(chance.is_over); // a few designs are tried, not one after the other for ever
    for (int32_t i = 0; i < 12; i++) {
        for (int32_t j = 0; j < i; j++)
            assert_int_equal(meetings_of(&r, wanted, i, j), 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(designs_lose_people_and_stay_even),
        cmocka_unit_test(groups_stand_where_the_seats_are),
        cmocka_unit_test(classes_stand_in_columns),
        cmocka_unit_test(what_no_design_gives_is_open),
        cmocka_unit_test(an_earlier_plan_is_followed),
        cmocka_unit_test(designs_are_searched_where_pairs_are_free),
        cmocka_unit_test(a_design_that_is_not_clear_is_better_than_none),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
