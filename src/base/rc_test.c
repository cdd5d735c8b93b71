// SPDX-License-Identifier: EUPL-1.2
// Result codes: the numbers promised to shells and browsers, and how a bug ends the process.
#include "base/testing.h"

static enum rc passed_on(enum rc rc, bool *ret_went_on) {
    TRY(rc);
    *ret_went_on = true;
    return RC_OK;
}

static void every_code_has_a_meaning(void **state) {
    (void)state;
    for (enum rc rc = RC_OK; rc < RC_N; rc++) {
        assert_non_null(rc_name(rc));
        assert_in_range(rc_http_status(rc), 200, 599);
        assert_true((rc_exit_code(rc) == 0) == (rc == RC_OK));
    }
    assert_int_equal(rc_exit_code(RC_INVALID), 65); // EX_DATAERR of sysexits.h
    assert_int_equal(rc_exit_code(RC_INFEASIBLE), 3);
    assert_int_equal(rc_exit_code(RC_USAGE), 2);
    assert_int_equal(rc_http_status(RC_FORBIDDEN), 403);
    assert_int_equal(rc_http_status(RC_LIMIT), 503);
    assert_string_equal(rc_name(RC_NOT_FOUND), "not_found");
    assert_stops(rc_name(RC_N));
}

static void try_and_ensure(void **state) {
    (void)state;
    bool went_on = false;
    assert_int_equal(passed_on(RC_BUSY, &went_on), RC_BUSY);
    assert_false(went_on);
    assert_int_equal(passed_on(RC_OK, &went_on), RC_OK);
    assert_true(went_on);
    ENSURE(went_on);
    assert_stops(ENSURE(!went_on));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_meaning),
        cmocka_unit_test(try_and_ensure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
