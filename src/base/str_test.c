// SPDX-License-Identifier: EUPL-1.2
// Texts: cutting, comparing and reading numbers.
#include "base/testing.h"

static void compare_puts_no_value_first(void **state) {
    (void)state;
    assert_true(str_cmp(STR_NONE, STR("")) < 0);
    assert_true(str_cmp(STR(""), STR("a")) < 0);
    assert_true(str_cmp(STR("ab"), STR("b")) < 0);
    assert_true(str_cmp(STR("abc"), STR("ab")) > 0);
    assert_true(str_cmp(STR("\xC3"), STR("z")) > 0); // bytes, not signed characters
    assert_true(str_eq(STR_NONE, STR_NONE));
    assert_false(str_eq(STR_NONE, STR("")));
    assert_true(str_is(STR("a")) && !str_is(STR("")) && !str_is(STR_NONE));
    assert_true(str_eq(str_from_c("x"), STR("x")) && str_from_c(NULL).p == NULL);
}

static void starts_ends_find(void **state) {
    (void)state;
    assert_true(str_starts(STR("van Dijk"), STR("van")));
    assert_false(str_starts(STR("va"), STR("van")));
    assert_true(str_ends(STR("van Dijk"), STR("Dijk")));
    assert_false(str_ends(STR("ijk"), STR("Dijk")));
    assert_true(str_starts(STR("a"), STR("")) && str_ends(STR_NONE, STR("")));
    size_t at = 99;
    assert_true(str_find(STR("aabaab"), STR("ab"), &at));
    assert_int_equal(at, 1);
    at = 99;
    assert_false(str_find(STR("aa"), STR("aab"), &at));
    assert_int_equal(at, 99);
}

static void slices_and_trims(void **state) {
    (void)state;
    assert_str(str_slice(STR("abcdef"), 2, 4), "cd");
    assert_str(str_slice(STR("abc"), 2, 99), "c");
    assert_str(str_slice(STR("abc"), 3, 1), "");
    assert_null(str_slice(STR_NONE, 0, 5).p);
    assert_str(str_trim(STR(" \t\u00A0 a\u00A0b \r\n\u00A0")), "a\u00A0b");
    assert_str(str_trim(STR(" \u00A0 ")), "");
    assert_str(str_trim(STR("\u00E0")), "\u00E0"); // ends in A0, is no white space
    assert_null(str_trim(STR_NONE).p);
}

static void cut_gives_every_part_once(void **state) {
    (void)state;
    struct str rest = STR("a;;b;"), part;
    const char *const wanted[] = {"a", "", "b", ""};
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_true(str_cut(&rest, ';', &part));
        assert_str(part, wanted[i]);
    }
    assert_false(str_cut(&rest, ';', &part));
    rest = STR("");
    assert_true(str_cut(&rest, ';', &part));
    assert_str(part, "");
    assert_false(str_cut(&rest, ';', &part));
}

static void copies(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    char original[] = "abc";
    const struct str copy = str_copy(arena, str_from_c(original));
    original[0] = 'x';
    assert_str(copy, "abc");
    assert_null(str_copy(arena, STR_NONE).p);
    assert_non_null(str_copy(arena, STR("")).p);
    assert_string_equal(str_c(arena, STR_NONE), "");
    assert_str(str_fmt(arena, "%d-" STR_FMT, 7, STR_ARG(copy)), "7-abc");
    assert_str(str_join(arena, STR("ab"), STR("cd")), "abcd");
    assert_str(str_join(arena, STR_NONE, STR_NONE), "");
    arena_free(arena);
}

static void whole_numbers(void **state) {
    (void)state;
    int64_t i = 5;
    assert_int_equal(str_i64(STR("-9223372036854775808"), &i), RC_OK);
    assert_true(i == INT64_MIN);
    assert_int_equal(str_i64(STR("9223372036854775807"), &i), RC_OK);
    assert_true(i == INT64_MAX);
    assert_int_equal(str_i64(STR("000456"), &i), RC_OK);
    assert_int_equal(i, 456);
    uint64_t u = 5;
    assert_int_equal(str_u64(STR("18446744073709551615"), &u), RC_OK);
    assert_true(u == UINT64_MAX);

    i = 5;
    u = 5;
    const char *const wrong[] = {"",    "-",   "+1",  "1 ",  " 1",
                                 "1.0", "0x1", "--1", "1-1", "18446744073709551616"};
    for (size_t k = 0; k < COUNT_OF(wrong); k++) {
        assert_int_equal(str_i64(str_from_c(wrong[k]), &i), RC_INVALID);
        assert_int_equal(str_u64(str_from_c(wrong[k]), &u), RC_INVALID);
    }
    assert_int_equal(str_i64(STR("9223372036854775808"), &i), RC_INVALID);
    assert_int_equal(str_i64(STR("-9223372036854775809"), &i), RC_INVALID);
    assert_int_equal(str_u64(STR("-1"), &u), RC_INVALID);
    assert_int_equal(str_i64(STR_NONE, &i), RC_INVALID);
    assert_true(i == 5 && u == 5);
}

static void real_numbers(void **state) {
    (void)state;
    const struct {
        const char *text;
        double value;
    } right[] = {
        {"36,0", 36.0}, {"66.67", 66.67}, {"-0,5", -0.5}, {"007", 7.0}, {"0,8889", 0.8889}};
    double value = 0;
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        assert_int_equal(str_real(str_from_c(right[i].text), &value), RC_OK);
        assert_true(value == right[i].value);
    }
    value = 5;
    const char *const wrong[] = {"",    "-",   ",5",   "-,5", "5,",  "1.000,0", "1,2,3", "1e3",
                                 "nan", "inf", "0x1p", "1-2", " 1 ", "--1",     "1 000"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(str_real(str_from_c(wrong[i]), &value), RC_INVALID);
    assert_int_equal(str_real(STR_NONE, &value), RC_INVALID);
    char many[65];
    memset(many, '9', sizeof many);
    assert_int_equal(str_real((struct str){many, sizeof many}, &value), RC_INVALID);
    assert_true(value == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compare_puts_no_value_first),
        cmocka_unit_test(starts_ends_find),
        cmocka_unit_test(slices_and_trims),
        cmocka_unit_test(cut_gives_every_part_once),
        cmocka_unit_test(copies),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(real_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
