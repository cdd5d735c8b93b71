// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel import` as an operator types it: what a file makes, that a second time and a dry run
// change nothing, what is refused and with which exit code. The demo's file has 161 rows of 160
// people: demo/people/README.md, counted there by hand.
#include <fcntl.h>

#include "app/verbs.h"
#include "base/log.h"
#include "base/testing.h"
#include "feature/account/account.h"
#include "feature/person/person.h"
#include "organisation_sql.h"
#include "store/test_place.h"

#define FILE_OF_DEMO "demo/people/gemeente-afas.csv"
static struct place place;
static char *db, *keys;

static enum rc furnish(struct db *write, void *argument) {
    const struct instant now = instant_now();
    const struct person_input olga = {STR("Olga"), STR(""), STR("Owner"), STR("olga@x.nl")};
    const struct person_input piet = {STR("Piet"), STR(""), STR("Geen"), STR("piet@x.nl")};
    struct organisation_add_row host;
    int64_t owner, other;
    (void)argument;
    TRY(q_organisation_add(write, place.arena, STR("Gemeente Proef"), STR("municipality"), STR("G"),
                           true, now, &host));
    TRY(person_add(write, place.arena, &olga, now, &owner));
    TRY(person_add(write, place.arena, &piet, now, &other));
    TRY(account_add(write, place.arena, owner, STR("olga@x.nl"), STR("x"), now));
    TRY(account_add(write, place.arena, other, STR("piet@x.nl"), STR("x"), now));
    return role_give(write, place.arena, owner, STR("owner"), host.id, instant_day(now), DAY_NONE,
                     0, now);
}

static int setup(void **state) {
    struct store *store;
    (void)state;
    place = place_make(false);
    db = str_c(place.arena, place.options.url);
    keys = str_c(place.arena, place.options.keys_path);
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    assert_int_equal(store_write(store, furnish, NULL), RC_OK);
    store_close(store);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    place_remove(&place);
    return 0;
}

// The exit code; what stands on standard output is read back.
static int run(const char *file, const char *by, const char *more, struct str *ret_said) {
    const char *const given[] = {"import", file, "--db",     db,     "--keys", keys,
                                 "--by",   by,   "--source", "AFAS", more};
    char *argv[COUNT_OF(given) + 1] = {NULL};
    const int n = more == NULL ? (int)COUNT_OF(given) - 1 : (int)COUNT_OF(given);
    for (int i = 0; i < n; i++)
        argv[i] = str_c(place.arena, str_from_c(given[i]));
    const char *const path = str_c(place.arena, str_fmt(place.arena, "%s/said", place.folder));
    const int shown[] = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    const int said = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    fflush(stdout);
    assert_true(dup2(said, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0);
    const int exit_code = import_main(n, argv);
    fflush(stdout);
    assert_true(dup2(shown[0], STDOUT_FILENO) >= 0 && dup2(shown[1], STDERR_FILENO) >= 0);
    char *const bytes = NEW_ARRAY(place.arena, char, 4096);
    const ssize_t n_bytes = pread(said, bytes, 4096, 0);
    assert_true(n_bytes >= 0);
    *ret_said = (struct str){bytes, (size_t)n_bytes};
    close(shown[0]);
    close(shown[1]);
    close(said);
    close(nowhere);
    return exit_code;
}

static void test_takes(void **state) {
    struct str said;
    (void)state;
    assert_int_equal(run(FILE_OF_DEMO, "olga@x.nl", "--dry-run", &said), 0);
    assert_str(said, "would be: 161 new, 0 changed, 0 the same, 0 missing\n");
    assert_int_equal(run(FILE_OF_DEMO, "olga@x.nl", NULL, &said), 0);
    assert_str(said, "161 new, 0 changed, 0 the same, 0 missing\n"); // the dry run changed nothing
    assert_int_equal(run(FILE_OF_DEMO, "Olga@X.nl", "--json", &said), 0);
    assert_str(said, "{\"file\":\"gemeente-afas.csv\",\"applied\":true,\"new\":0,\"changed\":0,"
                     "\"same\":161,\"missing\":0,\"asked\":0,\"problems\":0}\n");
}

static const char *file_with(const char *text) {
    const char *const path = str_c(place.arena, str_fmt(place.arena, "%s/x.csv", place.folder));
    FILE *const file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

// Who stands in no later file is named and stays.
static void test_missing_is_told(void **state) {
    struct str said;
    (void)state;
    const char *const two = "Nummer;Voornaam;Achternaam\n1;Bo;Bos\n2;Ans;Dam\n";
    const char *const one = "Nummer;Voornaam;Achternaam\n2;Ans;Dam\n";
    assert_int_equal(run(file_with(two), "olga@x.nl", NULL, &said), 0);
    for (int i = 0; i < 2; i++) { // the second time it is missing again: nothing was ended
        assert_int_equal(run(file_with(one), "olga@x.nl", NULL, &said), 0);
        assert_str(said, "0 new, 0 changed, 1 the same, 1 missing\n"
                         "not in the file any more, and not ended: Bo Bos\n");
    }
}

static void test_refused(void **state) {
    struct str said;
    (void)state;
    const char *const wrong = "Nummer;Voornaam;Achternaam;E-mail\n1;Bo;Bos;bo@@x\n2;Ans;Dam;\n";
    assert_int_equal(run(file_with(wrong), "olga@x.nl", "--json", &said), 65);
    assert_str(said, "{\"file\":\"x.csv\",\"applied\":false,\"new\":1,\"changed\":0,"
                     "\"same\":0,\"missing\":0,\"asked\":0,\"problems\":1}\n");
    assert_int_equal(run(FILE_OF_DEMO, "niemand@x.nl", NULL, &said), 1);
    assert_int_equal(run(FILE_OF_DEMO, "piet@x.nl", NULL, &said), 1); // may not
    assert_int_equal(run("/is/er/niet.csv", "olga@x.nl", NULL, &said), 1);
    assert_int_equal(run(FILE_OF_DEMO, "", NULL, &said), 2);
    assert_int_equal(run(FILE_OF_DEMO, "olga@x.nl", "--cohort=nul", &said), 2);
    assert_int_equal(run(FILE_OF_DEMO, "olga@x.nl", NULL, &said), 0);
    assert_str(said,
               "161 new, 0 changed, 0 the same, 0 missing\n"); // none of all that left a trace
}

int main(void) {
    log_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_takes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
