// SPDX-License-Identifier: EUPL-1.2
// Log lines as they reach stderr: one line per event, whatever the fields hold.
#include "base/testing.h"

#include "base/log.h"

static int to_stderr[2], kept_stderr;

static void listen(void) {
    assert_int_equal(pipe(to_stderr), 0);
    kept_stderr = dup(STDERR_FILENO);
    assert_true(dup2(to_stderr[1], STDERR_FILENO) >= 0);
}

// What was written since; at most size - 1 bytes.
static void heard(char *ret_text, size_t size) {
    assert_true(dup2(kept_stderr, STDERR_FILENO) >= 0);
    close(kept_stderr);
    close(to_stderr[1]);
    const ssize_t n = read(to_stderr[0], ret_text, size - 1);
    assert_true(n >= 0);
    ret_text[n] = '\0';
    close(to_stderr[0]);
}

static void a_line_has_time_level_event_fields(void **state) {
    (void)state;
    char text[2048];
    listen();
    log_event(LOG_WARN, "import_done", "rows=%d source=%s", 481, "two\nlines");
    heard(text, sizeof text);
    assert_int_equal(strlen(text), strlen("2026-11-24T02:49:57Z warn import_done "
                                          "rows=481 source=two lines\n"));
    assert_string_equal(text + 20, " warn import_done rows=481 source=two lines\n");
    assert_true(text[4] == '-' && text[10] == 'T' && text[19] == 'Z');
}

static void a_long_line_is_cut(void **state) {
    (void)state;
    char text[2048];
    listen();
    log_event(LOG_ERROR, "long", "%01500d", 7);
    heard(text, sizeof text);
    assert_int_equal(strlen(text), 1023);
    assert_int_equal(text[1022], '\n');
}

static void quiet_lets_errors_through(void **state) {
    (void)state;
    char text[2048];
    listen();
    log_quiet(true);
    log_event(LOG_INFO, "one", "n=%d", 1);
    log_event(LOG_WARN, "two", "n=%d", 2);
    log_event(LOG_ERROR, "three", "n=%d", 3);
    log_quiet(false);
    heard(text, sizeof text);
    assert_string_equal(text + 20, " error three n=3\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_event_fields),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(quiet_lets_errors_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
