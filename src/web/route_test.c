// SPDX-License-Identifier: EUPL-1.2
// Paths against a small table of their own.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/route.h"

static enum rc nothing(struct ctx *c) {
    (void)c;
    return RC_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/", .handle = nothing},
    {METHOD_GET, "/mensen", "/people", .handle = nothing},
    {METHOD_GET, "/mensen/nieuw", .handle = nothing},
    {METHOD_POST, "/mensen/nieuw", .handle = nothing},
    {METHOD_GET, "/mensen/{person}", "/people/{person}", .handle = nothing},
    {METHOD_POST, "/leergangen/{programme}/modules/{module}", .handle = nothing},
    {METHOD_GET, "/kaart/{code:word}", .handle = nothing},
};
static const struct feature feature = {.name = "x", .routes = routes, .n_routes = COUNT_OF(routes)};
const struct feature *const features[] = {&feature};
const size_t features_n = 1;

static const char *found(struct str path) {
    struct match match;
    return route_find(METHOD_GET, path, &match) == RC_OK ? match.route->path : "";
}

static void finds_by_whole_path(void **state) {
    (void)state;
    assert_string_equal(found(STR("/")), "/");
    assert_string_equal(found(STR("/mensen")), "/mensen");
    assert_string_equal(found(STR("/mensen/nieuw")), "/mensen/nieuw");
    assert_string_equal(found(STR("/mensen/7")), "/mensen/{person}");
    assert_string_equal(found(STR("/mensen/")), "");
    assert_string_equal(found(STR("/mensen/7/")), "");
    assert_string_equal(found(STR("/mense")), "");
    assert_string_equal(found(STR("")), "");
}

static void ids_are_numbers_above_zero(void **state) {
    (void)state;
    struct match match;
    assert_int_equal(route_find(METHOD_GET, STR("/mensen/9223372036854775807"), &match), RC_OK);
    assert_int_equal(match.arg[0], INT64_MAX);
    static const struct str bad[] = {
        STR("/mensen/0"),  STR("/mensen/-1"), STR("/mensen/+1"),
        STR("/mensen/01"), STR("/mensen/1x"), STR("/mensen/9223372036854775808"),
        STR("/mensen/ 1"),
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_string_equal(found(bad[i]), "");
}

static void words_have_few_characters(void **state) {
    (void)state;
    struct match match;
    assert_int_equal(route_find(METHOD_GET, STR("/kaart/AB-12cd"), &match), RC_OK);
    assert_true(str_eq(match.word[0], STR("AB-12cd")));
    assert_string_equal(found(STR("/kaart/a_b")), "");
    assert_string_equal(found(STR("/kaart/")), "");
    // 65 characters, one too many
    assert_string_equal(
        found(STR("/kaart/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")), "");
}

static void several_ids_keep_their_order(void **state) {
    (void)state;
    struct match match;
    assert_int_equal(route_find(METHOD_POST, STR("/leergangen/3/modules/12"), &match), RC_OK);
    assert_int_equal(match.arg[0], 3);
    assert_int_equal(match.arg[1], 12);
}

static void other_methods_are_told_which(void **state) {
    (void)state;
    struct match match;
    assert_int_equal(route_find(METHOD_OTHER, STR("/mensen/nieuw"), &match), RC_INVALID);
    assert_int_equal(match.allowed, 1u << METHOD_GET | 1u << METHOD_POST);
    assert_int_equal(route_find(METHOD_GET, STR("/leergangen/3/modules/12"), &match), RC_INVALID);
    assert_int_equal(match.allowed, 1u << METHOD_POST);
    assert_int_equal(route_find(METHOD_POST, STR("/nergens"), &match), RC_NOT_FOUND);
}

static void twins_have_a_format(void **state) {
    (void)state;
    struct match match;
    assert_int_equal(route_find(METHOD_GET, STR("/api/v1/people"), &match), RC_OK);
    assert_int_equal(match.format, FORMAT_JSON);
    assert_int_equal(route_find(METHOD_GET, STR("/api/v1/people/5.csv"), &match), RC_OK);
    assert_int_equal(match.format, FORMAT_CSV);
    assert_int_equal(match.arg[0], 5);
    assert_int_equal(route_find(METHOD_GET, STR("/mensen.csv"), &match), RC_NOT_FOUND);
    assert_int_equal(route_find(METHOD_GET, STR("/api/v1/mensen"), &match), RC_NOT_FOUND);
    assert_int_equal(route_find(METHOD_GET, STR("/people"), &match), RC_NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_by_whole_path),
        cmocka_unit_test(ids_are_numbers_above_zero),
        cmocka_unit_test(words_have_few_characters),
        cmocka_unit_test(several_ids_keep_their_order),
        cmocka_unit_test(other_methods_are_told_which),
        cmocka_unit_test(twins_have_a_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
