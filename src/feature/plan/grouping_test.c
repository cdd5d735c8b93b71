// SPDX-License-Identifier: EUPL-1.2
// Who meets whom, counted by hand for five people; letters of groups; which roles know every name.
#include "base/testing.h"
#include "feature/plan/grouping.h"

// Round 1 and 3 have been, round 2 is planned. Groups, 0 = was not there:
//            A  B  C  D  E
//   round 1  1  1  2  2  0    together: AB CD
//   round 2  1  2  1  2  1              AC AE CE BD
//   round 3  1  2  1  2  2              AC BD BE DE
static const struct meeting_round rounds[] = {{1, true}, {2, false}, {3, true}};
static const int64_t place[] = {1, 1, 2, 2, 0, 1, 2, 1, 2, 1, 1, 2, 1, 2, 2};
enum { A, B, C, D, E, N };

static void check_pair(const struct meeting *meetings, int i, int j, int64_t times, int64_t first,
                       bool happened) {
    for (int turn = 0; turn < 2; turn++) {
        const struct meeting *m = &meetings[turn == 0 ? i * N + j : j * N + i];
        assert_int_equal(m->times, times);
        assert_int_equal(m->first, first);
        assert_int_equal(m->happened, happened);
    }
}

static void test_five_people(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const struct meeting *m = meetings_of(arena, rounds, COUNT_OF(rounds), place, N);
    check_pair(m, A, B, 1, 1, true);
    check_pair(m, A, C, 2, 3, true); // planned in 2, but 3 has been already
    check_pair(m, A, D, 0, 0, false);
    check_pair(m, A, E, 1, 2, false);
    check_pair(m, B, C, 0, 0, false);
    check_pair(m, B, D, 2, 3, true);
    check_pair(m, B, E, 1, 3, true);
    check_pair(m, C, D, 1, 1, true);
    check_pair(m, C, E, 1, 2, false);
    check_pair(m, D, E, 1, 3, true);
    for (int i = 0; i < N; i++)
        check_pair(m, i, i, 0, 0, false);
    arena_free(arena);
}

static void test_letters(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    assert_str(groups_letter(arena, 1), "A");
    assert_str(groups_letter(arena, 26), "Z");
    assert_str(groups_letter(arena, 27), "AA");
    assert_str(groups_letter(arena, 53), "BA");
    arena_free(arena);
}

static void test_all_names(void **state) {
    (void)state;
    assert_false(groups_all_names(1u << ROLE_PARTNER_COORDINATOR));
    assert_true(groups_all_names(1u << ROLE_PARTNER_COORDINATOR | 1u << ROLE_PARTICIPANT));
    assert_true(groups_all_names(1u << ROLE_COORDINATOR));
    assert_false(groups_all_names(1u << ROLE_LINE_MANAGER));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_five_people),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_all_names),
    };
    return cmocka_run_group_tests_name("grouping", tests, NULL, NULL);
}
