// SPDX-License-Identifier: EUPL-1.2
// Programmes small enough to solve by hand or by trying everything, and every way to end early.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "plan/mip/mip.h"

TEST_ARENA((size_t)1 << 28);

static struct mip_result solve(struct mip *mip, struct mip_search search) {
    struct mip_result result;
    mip_solve(mip, &search, &result);
    return result;
}

// 3x + 5y at most: x <= 4, 2y <= 12, 3x + 2y <= 18. The corner is x = 2, y = 6 at 36; one unit more
// of the second row is worth 3/2, of the third 1, and the first is not tight (Hillier and
// Lieberman's example of the glass works).
static void linear_by_hand(void **state) {
    (void)state;
    struct mip *const mip = mip_begin(arena);
    const int32_t x = mip_add_column(mip, 0, MIP_INFINITY, -3, false);
    const int32_t y = mip_add_column(mip, 0, MIP_INFINITY, -5, false);
    const double most[] = {4, 12, 18};
    for (int32_t r = 0; r < 3; r++)
        assert_int_equal(mip_add_row(mip, -MIP_INFINITY, most[r]), r);
    mip_add_entry(mip, 0, x, 1);
    mip_add_entry(mip, 2, y, 1.5);
    mip_add_entry(mip, 1, y, 2);
    mip_add_entry(mip, 2, x, 3);
    mip_add_entry(mip, 2, y, 0.5); // two entries of one place
    const struct mip_result r = solve(mip, (struct mip_search){0});
    assert_int_equal(r.end, MIP_OPTIMAL);
    assert_true(fabs(r.objective + 36) < 1e-9 && fabs(r.bound + 36) < 1e-9);
    assert_true(fabs(r.x[x] - 2) < 1e-9 && fabs(r.x[y] - 6) < 1e-9);
    assert_true(fabs(r.price[0]) < 1e-9 && fabs(r.price[1] + 1.5) < 1e-9);
    assert_true(fabs(r.price[2] + 1) < 1e-9);
    assert_true(fabs(r.reduced[x]) < 1e-9 && fabs(r.reduced[y]) < 1e-9);
}

// A column that pays 4 - 3 * 1 stays out.
static void reduced_costs_say_what_stays_out(void **state) {
    (void)state;
    struct mip *const mip = mip_begin(arena);
    mip_add_row(mip, 6, MIP_INFINITY);
    for (int32_t c = 0; c < 2; c++) {
        mip_add_column(mip, 0, MIP_INFINITY, c == 0 ? 3 : 4, false);
        mip_add_entry(mip, 0, c, 1);
    }
    const struct mip_result r = solve(mip, (struct mip_search){0});
    assert_true(fabs(r.objective - 18) < 1e-9 && fabs(r.price[0] - 3) < 1e-9);
    assert_true(fabs(r.reduced[0]) < 1e-9 && fabs(r.reduced[1] - 1) < 1e-9);
}

static void without_an_answer(void **state) {
    (void)state;
    for (int is_whole = 0; is_whole < 2; is_whole++) {
        struct mip *const none = mip_begin(arena);
        mip_add_column(none, 0, 1, 1, is_whole == 1);
        mip_add_row(none, 2, 3);
        mip_add_entry(none, 0, 0, 1);
        const struct mip_result r = solve(none, (struct mip_search){0});
        assert_int_equal(r.end, MIP_INFEASIBLE);
        assert_null(r.x);
    }
    struct mip *const endless = mip_begin(arena);
    mip_add_column(endless, 0, MIP_INFINITY, -1, false);
    mip_add_row(endless, 0, MIP_INFINITY);
    mip_add_entry(endless, 0, 0, 1);
    assert_int_equal(solve(endless, (struct mip_search){0}).end, MIP_UNBOUNDED);
}

enum { ITEMS = 12, SACKS = 2 };

struct sacks {
    int32_t worth[ITEMS], weight[SACKS][ITEMS], room[SACKS];
};

static struct sacks sacks_of(uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    struct sacks s = {0};
    for (int32_t s_at = 0; s_at < SACKS; s_at++) {
        for (int32_t i = 0; i < ITEMS; i++)
            s.weight[s_at][i] = 5 + (int32_t)rng_below(&rng, 40);
        s.room[s_at] = 90 + (int32_t)rng_below(&rng, 60);
    }
    for (int32_t i = 0; i < ITEMS; i++)
        s.worth[i] = 10 + (int32_t)rng_below(&rng, 50);
    return s;
}

static int32_t worth_of(const struct sacks *s, uint32_t chosen) {
    int32_t worth = 0, weight[SACKS] = {0};
    for (int32_t i = 0; i < ITEMS; i++) {
        if ((chosen >> i & 1) == 0)
            continue;
        worth += s->worth[i];
        for (int32_t k = 0; k < SACKS; k++)
            weight[k] += s->weight[k][i];
    }
    return weight[0] <= s->room[0] && weight[1] <= s->room[1] ? worth : -1;
}

static struct mip *model_of(const struct sacks *s) {
    struct mip *const mip = mip_begin(arena);
    for (int32_t i = 0; i < ITEMS; i++)
        mip_add_column(mip, 0, 1, -s->worth[i], true);
    for (int32_t k = 0; k < SACKS; k++) {
        mip_add_row(mip, -MIP_INFINITY, s->room[k]);
        for (int32_t i = 0; i < ITEMS; i++)
            mip_add_entry(mip, k, i, s->weight[k][i]);
    }
    return mip;
}

static void mixed_as_trying_everything(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        const struct sacks s = sacks_of(seed);
        uint32_t best = 0;
        for (uint32_t chosen = 0; chosen < 1U << ITEMS; chosen++)
            best = worth_of(&s, chosen) > worth_of(&s, best) ? chosen : best;
        double start[ITEMS];
        for (int32_t i = 0; i < ITEMS; i++)
            start[i] = best >> i & 1;
        for (int with_start = 0; with_start < 2; with_start++) {
            const struct mip_result r =
                solve(model_of(&s), (struct mip_search){.start = with_start ? start : NULL});
            assert_int_equal(r.end, MIP_OPTIMAL);
            uint32_t chosen = 0;
            for (int32_t i = 0; i < ITEMS; i++)
                chosen |= (uint32_t)(r.x[i] == 1) << i;
            assert_int_equal(worth_of(&s, chosen), worth_of(&s, best));
            assert_true(fabs(r.objective + worth_of(&s, best)) < 1e-6);
            assert_true(fabs(r.bound - r.objective) < 1e-6);
            assert_null(r.price);
        }
    }
}

// Markets to be shared out exactly (Cornuejols and Dawande): small, and beyond any tree search.
static struct mip *hard(void) {
    enum { ROWS = 6, COLUMNS = 50 };
    struct rng rng = rng_seeded(7);
    struct mip *const mip = mip_begin(arena);
    for (int32_t c = 0; c < COLUMNS; c++)
        mip_add_column(mip, 0, 1, 0, true);
    for (int32_t r = 0; r < ROWS; r++) {
        int32_t sum = 0;
        int32_t weight[COLUMNS];
        for (int32_t c = 0; c < COLUMNS; c++)
            sum += weight[c] = (int32_t)rng_below(&rng, 100);
        mip_add_row(mip, sum / 2, sum / 2);
        for (int32_t c = 0; c < COLUMNS; c++)
            mip_add_entry(mip, r, c, weight[c]);
        const int32_t less = mip_add_column(mip, 0, MIP_INFINITY, 1, false);
        const int32_t more = mip_add_column(mip, 0, MIP_INFINITY, 1, false);
        mip_add_entry(mip, r, less, 1);
        mip_add_entry(mip, r, more, -1);
    }
    return mip;
}

static bool stop_at_the_third_question(void *context, double cpu_seconds, double bound) {
    (void)bound;
    int *const n_asked = context;
    assert_true(cpu_seconds >= 0 && cpu_seconds < 60);
    return ++*n_asked < 3;
}

static void stops_when_told(void **state) {
    (void)state;
    int n_asked = 0;
    const struct mip_result r = solve(
        hard(), (struct mip_search){.progress = stop_at_the_third_question, .context = &n_asked});
    assert_int_equal(r.end, MIP_CANCELLED);
    assert_int_equal(n_asked, 3);
}

static void nodes_are_counted_and_repeat(void **state) {
    (void)state;
    const struct mip_result a = solve(hard(), (struct mip_search){.nodes_max = 200});
    const struct mip_result b = solve(hard(), (struct mip_search){.nodes_max = 200});
    assert_int_equal(a.end, MIP_STOPPED);
    assert_true(a.bound >= -1e-6 && a.bound <= a.objective);
    assert_true(a.objective == b.objective && a.bound == b.bound);
    assert_memory_equal(a.x, b.x, 62 * sizeof a.x[0]);
}

static void limits_break_the_child_and_not_the_parent(void **state) {
    (void)state;
    const struct mip_result cpu = solve(hard(), (struct mip_search){.seconds_max = 1});
    assert_int_equal(cpu.end, MIP_BROKEN);
    struct mip *const large = mip_begin(arena);
    for (int32_t c = 0; c < 200000; c++) {
        mip_add_column(large, 0, 1, -1, false);
        mip_add_row(large, 0, 1);
        mip_add_entry(large, c, c, 1);
    }
    const struct mip_result memory = solve(large, (struct mip_search){.memory_max = 1 << 20});
    assert_int_equal(memory.end, MIP_BROKEN);
    assert_null(memory.x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_by_hand),
        cmocka_unit_test(reduced_costs_say_what_stays_out),
        cmocka_unit_test(without_an_answer),
        cmocka_unit_test(mixed_as_trying_everything),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(nodes_are_counted_and_repeat),
        cmocka_unit_test(limits_break_the_child_and_not_the_parent),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
