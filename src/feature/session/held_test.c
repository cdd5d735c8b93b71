// SPDX-License-Identifier: EUPL-1.2
// What was held, worked by hand: three sessions in no order, of which the last was not noted. Anna
// (1) came twice; Bas (2) missed both; Cem (3) came, then missed; Dora (4) was expected at the
// second only and missed it.
#include "base/testing.h"

#include "feature/session/session.h"

static void sessions_and_people_are_counted(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    const struct opt_int came = {1, true}, missed = {0, true}, not_noted = {0, false};
    const struct day monday = {20600}, tuesday = {20601};
    const struct held_session sessions[] = {{.id = 9, .day = tuesday, .start = {9 * 60}},
                                            {.id = 8, .day = monday, .start = {13 * 60}},
                                            {.id = 7, .day = monday, .start = {9 * 60}}};
    struct held_list_row rows[] = {
        {7, 1, came},   {7, 2, missed}, {7, 3, came},   {9, 4, not_noted}, {9, 1, not_noted},
        {8, 4, missed}, {8, 3, missed}, {8, 2, missed}, {8, 1, came},
    };
    const struct held held =
        held_count(arena, sessions, COUNT_OF(sessions), &(struct held_list){rows, COUNT_OF(rows)});
    assert_int_equal(held.n_sessions, 3);
    assert_int_equal(held_session_at(&held, 7)->n_present, 2);
    assert_int_equal(held_session_at(&held, 7)->n_expected, 3);
    assert_int_equal(held_session_at(&held, 8)->n_present, 1);
    assert_int_equal(held_session_at(&held, 8)->n_expected, 4);
    assert_null(held_session_at(&held, 9));
    assert_null(held_session_at(&held, 10));
    assert_int_equal(held_missed(&held, 1), 0);
    assert_int_equal(held_missed(&held, 2), 2);
    assert_int_equal(held_missed(&held, 3), 1);
    assert_int_equal(held_missed(&held, 4), 1);
    assert_int_equal(held_missed(&held, 5), 0);
    arena_free(arena);
}

static void nothing_was_held_yet(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    const struct held held = held_count(arena, NULL, 0, &(struct held_list){NULL, 0});
    assert_null(held_session_at(&held, 7));
    assert_int_equal(held_missed(&held, 1), 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_and_people_are_counted),
        cmocka_unit_test(nothing_was_held_yet),
    };
    return cmocka_run_group_tests_name("held", tests, NULL, NULL);
}
