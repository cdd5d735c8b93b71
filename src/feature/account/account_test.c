// SPDX-License-Identifier: EUPL-1.2
// Rules of accounts: which passwords will do, that a no costs the same for everybody, and that the
// privacy page has words for all that the schema keeps.
#include "base/testing.h"
#include "feature/account/account.h"

static struct arena *arena;

static int setup(void **state) {
    (void)state;
    arena = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static enum password_fault fault(const char *password) {
    return account_password_fault(arena, str_from_c(password), STR("jan.smit@voorbeek.nl"));
}

static void test_length(void **state) {
    (void)state;
    assert_int_equal(fault("zes elf acht"), PASSWORD_FINE);  // 12 characters
    assert_int_equal(fault("zes elf acc"), PASSWORD_SHORT);  // 11
    assert_int_equal(fault("ééééé ïïïïï a"), PASSWORD_FINE); // 13 characters, 23 bytes
    assert_int_equal(fault("éééé ïïïï a"), PASSWORD_SHORT);  // 11 characters, 19 bytes
    char *const text = NEW_ARRAY(arena, char, 202);
    for (int i = 0; i < 201; i++)
        text[i] = (char)('a' + i * i % 23);
    assert_int_equal(fault(text), PASSWORD_LONG);
    text[200] = '\0';
    assert_int_equal(fault(text), PASSWORD_FINE);
}

static void test_common(void **state) {
    (void)state;
    static const char *const common[] = {
        "Welkom2025!!!", "wachtwoord123", "P@ssw0rd2025!", "WelkomWelkom1", "qwertyuiop12",
        "123456789012",  "987654321098",  "aaaaaaaaaaaa",  "abcabcabcabc",  "1234123412341234",
        "1qaz2wsx3edc",  "Wélkóm 2025!!", "November-2026",
    };
    for (size_t i = 0; i < COUNT_OF(common); i++)
        assert_int_equal(fault(common[i]), PASSWORD_COMMON);
    static const char *const fine[] = {
        "welkom bij de buren",
        "vier stoelen om de tafel",
        "849271659302",
        "wachtwoordzin op maat",
    };
    for (size_t i = 0; i < COUNT_OF(fine); i++)
        assert_int_equal(fault(fine[i]), PASSWORD_FINE);
}

static void test_email(void **state) {
    (void)state;
    assert_int_equal(fault("xx-Jan.Smit-xx"), PASSWORD_LIKE_EMAIL);
    assert_int_equal(fault("jansmit werkt hier"), PASSWORD_FINE);
    // a name of three letters stands in too many words
    assert_int_equal(account_password_fault(arena, STR("bananenbrood en thee"), STR("ana@x.nl")),
                     PASSWORD_FINE);
}

static void test_verify(void **state) {
    (void)state;
    struct str hash;
    assert_int_equal(password_hash(arena, STR("zes elf acht"), PASSWORD_PERSON, &hash), RC_OK);
    assert_true(account_verify(arena, hash, STR("zes elf acht")));
    assert_false(account_verify(arena, hash, STR("zes elf negen")));
    assert_false(account_verify(arena, STR_NONE, STR("zes elf acht")));
}

static double cost_of_no(struct str hash) {
    struct timespec from, until;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    assert_false(account_verify(arena, hash, STR("iets anders dan dat")));
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &until);
    return (double)(until.tv_sec - from.tv_sec) + 1e-9 * (double)(until.tv_nsec - from.tv_nsec);
}

// A check costs 20 ms for a person and 150 ms for who holds the keys: alone they differ seven
// times.
static void test_no_costs_the_same(void **state) {
    (void)state;
    struct str person, keeper;
    assert_int_equal(password_hash(arena, STR("zes elf acht"), PASSWORD_PERSON, &person), RC_OK);
    assert_int_equal(password_hash(arena, STR("zes elf acht"), PASSWORD_KEEPER, &keeper), RC_OK);
    const double nobody = cost_of_no(STR_NONE);
    assert_true(cost_of_no(person) < 2 * nobody && nobody < 2 * cost_of_no(person));
    assert_true(cost_of_no(keeper) < 2 * nobody && nobody < 2 * cost_of_no(keeper));
}

static const struct account_kept *kept_find(const struct account_kept *list, size_t n,
                                            const struct column_class *column) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].purpose, str_from_c(column->purpose)) &&
            str_eq(list[i].keep, str_from_c(column->keep)))
            return &list[i];
    return NULL;
}

static void test_everything_kept_is_told(void **state) {
    (void)state;
    for (enum lang lang = LANG_NL; lang < LANG_N; lang++) {
        struct account_kept *list;
        const size_t n = account_kept_list(arena, lang, &list);
        for (size_t i = 0; i < column_classes_n; i++) {
            const struct column_class *const column = &column_classes[i];
            const struct account_kept *const kept = kept_find(list, n, column);
            if (column->class == 0)
                continue;
            if (kept == NULL)
                fail_msg("the privacy page lacks %s; %s, of %s.%s", column->purpose, column->keep,
                         column->table, column->column);
            assert_true(str_is(kept->how_long) && str_is(kept->what));
        }
    }
}

// Out of schema/0001_core.sql: application.learning_question is 4 participation; end+24.
static void test_most_private(void **state) {
    (void)state;
    struct account_kept *list;
    (void)account_kept_list(arena, LANG_NL, &list);
    assert_str(list[0].how_private, "eigen tekst, versleuteld");
    assert_str(list[0].how_long, "24 maanden na je laatste deelname");
    assert_int_equal(account_kept_class(STR("access"), STR("end+1")), 2);
    assert_int_equal(account_kept_class(STR("gossip"), STR("use")), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_common),
        cmocka_unit_test(test_email),
        cmocka_unit_test(test_verify),
        cmocka_unit_test(test_no_costs_the_same),
        cmocka_unit_test(test_everything_kept_is_told),
        cmocka_unit_test(test_most_private),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
