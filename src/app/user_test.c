// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel user` as the operator types it: the first owner with the host organisation, what is
// refused and with which exit code, and a new password that ends the sessions.
#include <fcntl.h>

#include "app/verbs.h"
#include "base/log.h"
#include "base/testing.h"
#include "feature/account/account.h"
#include "session_sql.h"
#include "store/test_place.h"

static struct place place;
static char *db, *password_file;

static int setup(void **state) {
    (void)state;
    place = place_make(false);
    db = str_c(place.arena, place.options.url);
    password_file = str_c(place.arena, str_fmt(place.arena, "%s/password", place.folder));
    return 0;
}

static int teardown(void **state) {
    (void)state;
    place_remove(&place);
    return 0;
}

static void password_is(const char *password) {
    FILE *const file = fopen(password_file, "w");
    assert_non_null(file);
    assert_true(fputs(password, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

// The exit code; what it says goes nowhere.
static int run(const char *action, const char *email, const char *role, const char *organisation) {
    const char *arguments[16] = {"user", action, "--db", db, "--password-file", password_file};
    int n = 6;
    const char *const pairs[][2] = {
        {"--email", email}, {"--role", role}, {"--organisation", organisation}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (pairs[i][1] != NULL) {
            arguments[n++] = pairs[i][0];
            arguments[n++] = pairs[i][1];
        }
    if (role != NULL) {
        arguments[n++] = "--name";
        arguments[n++] = "Olga van der Berg";
    }
    char *argv[17] = {NULL};
    for (int i = 0; i < n; i++)
        argv[i] = str_c(place.arena, str_from_c(arguments[i]));
    const int shown = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_true(shown >= 0 && dup2(nowhere, STDERR_FILENO) >= 0);
    const int exit_code = user_main(n, argv);
    assert_true(dup2(shown, STDERR_FILENO) >= 0 && close(shown) == 0 && close(nowhere) == 0);
    return exit_code;
}

static struct account_find_row account_of(const char *email) {
    struct store *store;
    struct reader *reader;
    struct db_ro *ro;
    struct account_find_row row = {0};
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    assert_int_equal(reader_open(store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &ro), RC_OK);
    const enum rc rc =
        q_account_find(ro, place.arena, str_from_c(email), instant_day(instant_now()), &row);
    assert_true(rc == RC_OK || rc == RC_NOT_FOUND);
    reader_end(reader);
    reader_close(reader);
    store_close(store);
    return row;
}

static void test_first_owner(void **state) {
    (void)state;
    password_is("vier stoelen om de tafel\n");
    assert_int_equal(run("add", "olga@x.nl", "owner", NULL), 2); // no organisation yet
    assert_int_equal(run("add", "olga@x.nl", "owner", "Gemeente Proef"), 0);
    const struct account_find_row owner = account_of("olga@x.nl");
    assert_true(owner.keeper);
    assert_true(password_verify(place.arena, owner.password_hash, STR("vier stoelen om de tafel")));
    assert_int_equal(run("add", "olga@x.nl", "owner", NULL), 1); // has an account
    assert_int_equal(run("add", "piet@x.nl", "line-manager", NULL), 0);
    assert_false(account_of("piet@x.nl").keeper);
    assert_int_equal(run("add", "kees@x.nl", "hr", "Politie Proef"), 1); // not an organisation here
    assert_int_equal(account_of("kees@x.nl").person_id, 0);
}

static void test_refused(void **state) {
    (void)state;
    password_is("kort\n");
    assert_int_equal(run("add", "olga@x.nl", "owner", "Gemeente Proef"), 65);
    password_is("vier stoelen om de tafel\n");
    assert_int_equal(run("add", "olga", "owner", "Gemeente Proef"), 2);
    assert_int_equal(run("add", "olga@x.nl", "queen", "Gemeente Proef"), 2);
    assert_int_equal(run("remove", NULL, NULL, NULL), 2);
}

static enum rc sign_in(struct db *write, void *argument) {
    struct session_add_row added;
    return q_session_add(write, place.arena, STR("hash"), *(const int64_t *)argument, STR("csrf"),
                         instant_now(), &added);
}

static enum rc is_signed_in(struct db *write, void *argument) {
    const struct instant long_ago = {0};
    (void)argument;
    struct session_find_row row;
    return q_session_find(db_read(write), place.arena, STR("hash"), instant_now(), long_ago,
                          long_ago, &row);
}

static enum rc on_store(enum rc (*work)(struct db *, void *), void *argument) {
    struct store *store;
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    const enum rc rc = store_write(store, work, argument);
    store_close(store);
    return rc;
}

static void test_password(void **state) {
    (void)state;
    password_is("vier stoelen om de tafel");
    assert_int_equal(run("add", "olga@x.nl", "owner", "Gemeente Proef"), 0);
    struct account_find_row owner = account_of("olga@x.nl");
    assert_int_equal(on_store(sign_in, &owner.person_id), RC_OK);
    assert_int_equal(on_store(is_signed_in, NULL), RC_OK);
    password_is("vijf stoelen om de tafel");
    assert_int_equal(run("password", "niemand@x.nl", NULL, NULL), 1);
    assert_int_equal(run("password", "Olga@X.nl", NULL, NULL), 0);
    owner = account_of("olga@x.nl");
    assert_true(password_verify(place.arena, owner.password_hash, STR("vijf stoelen om de tafel")));
    assert_int_equal(on_store(is_signed_in, NULL), RC_NOT_FOUND);
}

int main(void) {
    log_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_first_owner, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_password, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
