// SPDX-License-Identifier: EUPL-1.2
// Token buckets over a clock that the test turns. The figures are those of the table in limit.c: an
// account may guess ten times, and gets one more try every six minutes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/limit.h"

enum { HOUR_MS = 3600 * 1000 };

static struct arena *arena;
static struct limits *limits;

static int make_limits(void **state) {
    (void)state;
    arena = arena_new(16 << 20);
    limits = limits_new(arena);
    return 0;
}

static int drop_limits(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static int guess(struct str account, int64_t now_ms) {
    return limit_take(limits, RATE_SIGN_IN, LIMIT_ACCOUNT, account, now_ms);
}

static void a_burst_passes_and_then_waits(void **state) {
    (void)state;
    for (int i = 0; i < 10; i++)
        assert_int_equal(guess(STR("a"), 1000), 0);
    // One token comes back in 360 s; the answer rounds up.
    assert_int_equal(guess(STR("a"), 1000), 361);
    assert_int_equal(guess(STR("a"), 1000 + 359 * 1000), 2);
    assert_int_equal(guess(STR("a"), 1000 + 360 * 1000), 0);
    assert_int_not_equal(guess(STR("a"), 1000 + 360 * 1000), 0);
}

static void asking_often_does_not_stop_the_refill(void **state) {
    (void)state;
    int passed = 0;
    // A guess each 10 ms for an hour: ten at once, and ten as they come back.
    for (int64_t now = 0; now < HOUR_MS; now += 10)
        passed += guess(STR("b"), now) == 0;
    assert_in_range(passed, 19, 20);
}

static void a_bucket_never_overflows(void **state) {
    (void)state;
    int passed = 0;
    assert_int_equal(guess(STR("c"), 0), 0);
    for (int i = 0; i < 100; i++)
        passed += guess(STR("c"), INT64_C(1000) * HOUR_MS) == 0;
    assert_int_equal(passed, 10);
}

static void one_account_does_not_spend_for_another(void **state) {
    (void)state;
    for (int i = 0; i < 50; i++)
        (void)guess(STR("d"), 0);
    assert_int_equal(guess(STR("e"), 0), 0);
    assert_int_equal(limit_take(limits, RATE_PAGE, LIMIT_ACCOUNT, STR("d"), 0), 0);
    assert_int_equal(limit_take(limits, RATE_SIGN_IN, LIMIT_NETWORK, STR("d"), 0), 0);
}

static void many_strangers_do_not_free_a_guesser(void **state) {
    (void)state;
    for (int i = 0; i < 11; i++)
        (void)guess(STR("f"), 0);
    // 30,000 others take one token each; the table holds 32,768 buckets, and an empty one goes
    // last.
    for (int i = 0; i < 30000; i++)
        (void)guess(str_fmt(arena, "stranger %d", i), 0);
    assert_int_not_equal(guess(STR("f"), 0), 0);
}

static void a_town_hall_is_not_one_person(void **state) {
    (void)state;
    int refused = 0;
    // 50 pages a second from one address for a minute
    for (int64_t i = 0; i < 3000; i++)
        refused += limit_take(limits, RATE_PAGE, LIMIT_NETWORK, STR("g"), i * 20) != 0;
    assert_int_equal(refused, 0);
}

static void networks_are_24_and_64_bits(void **state) {
    (void)state;
    assert_true(
        str_eq(limit_network(arena, STR("192.0.2.7")), limit_network(arena, STR("192.0.2.99"))));
    assert_false(
        str_eq(limit_network(arena, STR("192.0.2.7")), limit_network(arena, STR("192.0.3.7"))));
    assert_true(str_eq(limit_network(arena, STR("2001:db8:0:1::5")),
                       limit_network(arena, STR("2001:db8:0:1:ffff::9"))));
    assert_false(str_eq(limit_network(arena, STR("2001:db8:0:1::5")),
                        limit_network(arena, STR("2001:db8:0:2::5"))));
    assert_true(str_eq(limit_network(arena, STR("unknown")), STR("unknown")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_limits, drop_limits)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_burst_passes_and_then_waits),
        TEST(asking_often_does_not_stop_the_refill),
        TEST(a_bucket_never_overflows),
        TEST(one_account_does_not_spend_for_another),
        TEST(many_strangers_do_not_free_a_guesser),
        TEST(a_town_hall_is_not_one_person),
        TEST(networks_are_24_and_64_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
