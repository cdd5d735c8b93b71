// SPDX-License-Identifier: EUPL-1.2
// Who met in an earlier cohort, by its attendance: on both databases. Persons 7, 8 and 9 shared the
// subgroup of a module that had two sessions there.
#include "feature/plan/test_cohort.h"
#include "feature/session/session.h"

enum { FIRST = 7, N_MET = 3 };
static int64_t other, sessions[2]; // the earlier cohort, and its two sessions of module 1

static enum rc set_day(struct db *db, const struct world *w, int64_t session, int days) {
    const struct schedule_entry entry = {
        day_after(today, days), {540}, {720}, STR("De Brug"), {{0}, 0}};
    return schedule_set(db, w->place.arena, session, &entry);
}

static enum rc group_of(struct db *db, struct world *w, const char *kind, struct opt_int module,
                        int n) {
    struct grouping_add_row group;
    TRY(q_grouping_add(db, w->place.arena, other, str_from_c(kind), module, 1, 1, now, &group));
    for (int i = 0; i < n; i++)
        TRY(q_grouping_member_add(db, group.id, w->person[FIRST + i], today, NULL));
    return RC_OK;
}

// Two sessions of module 1, ten and nine days ago; everybody is expected at both.
static enum rc earlier(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    const struct cohort_input input = {w->programme, STR(""), 4, 0, 4, 1};
    struct series_state_row state;
    struct cohort_modules modules;
    struct grouping_modules elements;
    TRY(cohort_add(db, arena, &input, now, &other));
    for (int i = 0; i < N_MET; i++)
        TRY(q_cohort_join(db, other, w->person[FIRST + i], today, NULL));
    TRY(cohort_enrol(db, other, today, now));
    const struct scope scope = {SCOPE_COHORT, other, w->person[0]};
    TRY(q_cohort_modules(db_read(db), arena, &scope, &modules));
    sessions[0] = modules.rows[0].session_id;
    const struct scope session = {SCOPE_SESSION, sessions[0], w->person[0]};
    TRY(q_series_state(db_read(db), arena, &session, &state));
    TRY(series_extend(db, arena, &state, today, now));
    TRY(q_cohort_modules(db_read(db), arena, &scope, &modules));
    sessions[1] = modules.rows[1].session_id;
    for (int i = 0; i < 2; i++)
        TRY(set_day(db, w, sessions[i], i - 10));
    TRY(q_grouping_modules(db_read(db), arena, &scope, &elements));
    return group_of(db, w, "subgroup", (struct opt_int){elements.rows[0].module_id, true}, N_MET);
}

static enum rc note(struct db *db, const struct world *w, int which, int person,
                    const char *state) {
    const struct scope scope = {SCOPE_SESSION, sessions[which], w->person[0]};
    struct attendance_list list;
    TRY(q_attendance_list(db_read(db), w->place.arena, &scope, true, today, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.rows[i].person_id == w->person[person])
            return q_attendance_note(db, sessions[which], list.rows[i].enrolment_id,
                                     str_from_c(state), w->person[0], now, NULL);
    return RC_NOT_FOUND;
}

static enum rc away_once(struct db *db, void *w) {
    TRY(note(db, w, 0, 7, "stayed_away"));
    return note(db, w, 1, 7, "present");
}

static enum rc away_twice(struct db *db, void *w) {
    return note(db, w, 1, 7, "excused");
}

static enum rc person_8_leaves(struct db *db, void *argument) {
    const struct world *const w = argument;
    return q_cohort_enrolment_end(db, other, w->person[8], now, NULL);
}

static enum rc intervision(struct db *db, void *w) {
    return group_of(db, w, "intervision", (struct opt_int){0, false}, 2);
}

static size_t pairs_after(struct world *w, enum rc (*change)(struct db *db, void *argument)) {
    assert_int_equal(store_write(w->store, change, w), RC_OK);
    return groups_now(w, true).n_met_before;
}

// Nothing noted: 7-8, 7-9 and 8-9. Once away of two sessions: they still met. Away from both: only
// 8-9. When 8 left before anything was noted, nobody. An intervision group has no list of who came:
// 7-8.
static void test_absent_people_did_not_meet(void **state) {
    struct world *const w = *state;
    assert_int_equal(pairs_after(w, earlier), 3);
    assert_int_equal(pairs_after(w, away_once), 3);
    assert_int_equal(pairs_after(w, away_twice), 1);
    const struct groups groups = groups_now(w, true);
    const struct grouping_pair pair = groups.met_before[0];
    assert_int_equal(groups.people.rows[pair.a].id, w->person[8]);
    assert_int_equal(groups.people.rows[pair.b].id, w->person[9]);
    assert_int_equal(pairs_after(w, person_8_leaves), 0);
    assert_int_equal(pairs_after(w, intervision), 1);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_absent_people_did_not_meet, setup, teardown),
};

int main(void) {
    int failed = cmocka_run_group_tests_name("met before", tests, NULL, NULL);
    if (str_is(place_server())) {
        on_postgres = true;
        failed += cmocka_run_group_tests_name("met before", tests, NULL, NULL);
    }
    return failed;
}
