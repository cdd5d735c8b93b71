// SPDX-License-Identifier: EUPL-1.2
// Random numbers against published values, and without bias.
#include "base/testing.h"

#include "base/rng.h"

// splitmix64 from 1234567: the values that circulate with its reference implementation.
static void seeding_is_splitmix64(void **state) {
    (void)state;
    const struct rng rng = rng_seeded(1234567);
    assert_true(rng.s[0] == UINT64_C(6457827717110365317));
    assert_true(rng.s[1] == UINT64_C(3203168211198807973));
    assert_true(rng.s[2] == UINT64_C(9817491932198370423));
    assert_true(rng.s[3] == UINT64_C(4593380528125082431));
}

// xoshiro256** from the state 1, 2, 3, 4: the test vector of the Rust crate rand_xoshiro, made with
// the authors' C code.
static void numbers_are_xoshiro256(void **state) {
    (void)state;
    static const uint64_t WANTED[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    struct rng rng = {{1, 2, 3, 4}};
    for (size_t i = 0; i < COUNT_OF(WANTED); i++)
        assert_true(rng_u64(&rng) == WANTED[i]);
}

// 60,000 throws: 10,000 each expected, standard deviation 91; the bound is over five of those.
static void below_is_even(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    int count[6] = {0};
    for (int i = 0; i < 60000; i++)
        count[rng_below(&rng, 6)]++;
    for (size_t i = 0; i < COUNT_OF(count); i++)
        assert_in_range(count[i], 9500, 10500);
    for (int i = 0; i < 100; i++)
        assert_int_equal(rng_below(&rng, 1), 0);
    // Of n = 3 * 2^30 every third number would come twice as often if nothing were refused: 30,000
    // instead of 20,000, standard deviation 115.
    int low = 0;
    for (int i = 0; i < 60000; i++)
        low += rng_below(&rng, 3u << 30) % 3 == 0;
    assert_in_range(low, 19400, 20600);
    assert_stops(rng_below(&rng, 0));
}

static void real_is_in_range(void **state) {
    (void)state;
    struct rng largest = {{0, UINT64_C(0x4fc71c71c71c71c7), 0, 0}}; // the next number is 2^64 - 1
    struct rng same = largest;
    assert_true(rng_u64(&same) == UINT64_MAX);
    assert_true(rng_real(&largest) < 1);
    struct rng rng = rng_seeded(1);
    double sum = 0;
    for (int i = 0; i < 10000; i++) {
        const double x = rng_real(&rng);
        assert_true(x >= 0 && x < 1);
        sum += x;
    }
    assert_true(sum > 4850 && sum < 5150); // 5000, standard deviation 29
}

// The six orders of three, 1000 each expected, standard deviation 29.
static void shuffle_gives_every_order(void **state) {
    (void)state;
    struct rng rng = rng_seeded(7);
    int count[27] = {0};
    for (int i = 0; i < 6000; i++) {
        int32_t items[] = {0, 1, 2};
        rng_shuffle(&rng, items, COUNT_OF(items));
        count[items[0] * 9 + items[1] * 3 + items[2]]++;
    }
    const int orders[] = {5, 7, 11, 15, 19, 21}; // 012 021 102 120 201 210 in base 3
    int sum = 0;
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        assert_in_range(count[orders[i]], 850, 1150);
        sum += count[orders[i]];
    }
    assert_int_equal(sum, 6000);
    rng_shuffle(&rng, NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeding_is_splitmix64),
        cmocka_unit_test(numbers_are_xoshiro256),
        cmocka_unit_test(below_is_even),
        cmocka_unit_test(real_is_in_range),
        cmocka_unit_test(shuffle_gives_every_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
