// SPDX-License-Identifier: EUPL-1.2
// Catching up: a place at the same module of another cohort; taken back, and ended when the person
// stops; and who reaches that one session through it.
#include "base/testing.h"

#include "feature/cohort/cohort.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "organisation_sql.h"
#include "store/test_place.h"
#include "web/ctx.h"

static const struct day today = {20000};
static const struct instant now = {1728000000};

struct world {
    struct place place;
    struct store *store;
    int64_t first, second, person, leader, missed, session;
};

static enum rc day_set(struct db *db, const struct world *w, int64_t cohort, int days,
                       int64_t *ret_session) {
    struct cohort_modules modules;
    const struct scope scope = {SCOPE_COHORT, cohort, w->leader};
    const struct schedule_entry entry = {
        day_after(today, days), {540}, {720}, STR("De Brug"), {{0}, 0}};
    TRY(q_cohort_modules(db_read(db), w->place.arena, &scope, &modules));
    *ret_session = modules.rows[0].session_id;
    return schedule_set(db, w->place.arena, *ret_session, &entry);
}

// The person missed module 1 of the first cohort five days ago; the second has it in five days.
static enum rc furnish(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct organisation_add_row host;
    struct attendance_list list;
    int64_t programme, missed;
    const struct person_input input = {STR("Anna"), STR(""), STR("Proef"), STR_NONE};
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    TRY(person_add(db, arena, &input, now, &w->person));
    TRY(person_add(db, arena, &input, now, &w->leader));
    TRY(person_join(db, arena, w->person, host.id, (struct opt_int){0}, today));
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id, w->leader,
                                 now, &programme));
    const struct cohort_input cohort = {programme, STR(""), 4, 0, 4, 1};
    TRY(cohort_add(db, arena, &cohort, now, &w->first));
    TRY(cohort_add(db, arena, &cohort, now, &w->second));
    TRY(q_cohort_join(db, w->first, w->person, today, NULL));
    TRY(cohort_enrol(db, w->first, today, now));
    TRY(day_set(db, w, w->first, -5, &missed));
    TRY(day_set(db, w, w->second, 5, &w->session));
    const struct scope scope = {SCOPE_SESSION, missed, w->leader};
    TRY(q_attendance_list(db_read(db), arena, &scope, true, today, &list));
    w->missed = list.rows[0].enrolment_id;
    return q_attendance_note(db, missed, w->missed, STR("stayed_away"), w->leader, now, NULL);
}

static int setup(void **state) {
    struct place place = place_make(false);
    struct world *const w = NEW(place.arena, struct world);
    w->place = place;
    *state = w;
    return store_open(&w->place.options, &w->store) != RC_OK ||
           store_write(w->store, furnish, w) != RC_OK;
}

static int teardown(void **state) {
    struct world *const w = *state;
    struct place place = w->place;
    store_close(w->store);
    place_remove(&place);
    return 0;
}

static uint32_t reach_of(struct db *db, const struct world *w) {
    const struct viewer viewer = {
        .person = w->person, .today = today, .roles = 1u << ROLE_PARTICIPANT};
    uint32_t reach;
    assert_int_equal(
        access_reach(db_read(db), w->place.arena, &viewer, OBJECT_SESSION, w->session, &reach),
        RC_OK);
    return reach;
}

static struct catch_up_missed_row missed_now(struct db *db, const struct world *w) {
    struct catch_up_missed missed;
    const struct scope scope = {SCOPE_COHORT, w->first, w->leader};
    assert_int_equal(q_catch_up_missed(db_read(db), w->place.arena, &scope, today, &missed), RC_OK);
    assert_int_equal(missed.n, 1);
    return missed.rows[0];
}

static enum rc place_given(struct db *db, struct world *w, int64_t *ret_place) {
    struct catch_up_enrol_row place;
    TRY(q_catch_up_enrol(db, w->place.arena, w->session, w->person, now, &place));
    *ret_place = place.id;
    return q_catch_up_add(db, place.id, w->missed, w->leader, now, NULL);
}

static enum rc expected(struct db *db, const struct world *w, size_t *ret_n) {
    struct attendance_list list;
    const struct scope scope = {SCOPE_SESSION, w->session, w->leader};
    TRY(q_attendance_list(db_read(db), w->place.arena, &scope, true, today, &list));
    *ret_n = list.n;
    return RC_OK;
}

static enum rc there_and_back(struct db *db, void *argument) {
    struct world *const w = argument;
    struct catch_up_offers offers;
    const struct scope scope = {SCOPE_COHORT, w->first, w->leader};
    int64_t place, changed;
    size_t n;
    TRY(q_catch_up_offers(db_read(db), w->place.arena, &scope, today, &offers));
    assert_int_equal(offers.n, 1);
    assert_int_equal(offers.rows[0].id, w->session);
    assert_false(missed_now(db, w).caught_id.is);
    assert_int_equal(reach_of(db, w), 0);
    TRY(place_given(db, w, &place));
    assert_int_equal(missed_now(db, w).caught_id.v, place);
    assert_str(missed_now(db, w).caught_cohort, "Lichting 2");
    assert_true(access_is_guest(reach_of(db, w))); // that one session only
    assert_true(access_allows(reach_of(db, w), RIGHT_session_read));
    assert_true(access_allows(reach_of(db, w), RIGHT_absence_report));
    for (enum right right = 0; right < RIGHT_N;
         right++) // and nothing that whoever is signed in may not
        if (right != RIGHT_session_read && right != RIGHT_absence_report)
            assert_int_equal(access_allows(reach_of(db, w), right),
                             access_allows(0x80000000u, right));
    TRY(expected(db, w, &n));
    assert_int_equal(n, 1); // stands on the other cohort's list
    TRY(q_catch_up_end(db, w->missed, now, NULL));
    TRY(q_catch_up_drop(db, w->missed, &changed));
    assert_int_equal(changed, 1);
    assert_int_equal(reach_of(db, w), 0);
    TRY(expected(db, w, &n));
    assert_int_equal(n, 0);
    return RC_OK;
}

static enum rc stays_once_noted(struct db *db, void *argument) {
    struct world *const w = argument;
    int64_t place, changed;
    TRY(place_given(db, w, &place));
    TRY(q_attendance_note(db, w->session, place, STR("present"), w->leader, now, NULL));
    assert_str(missed_now(db, w).caught_state, "present");
    TRY(q_catch_up_end(db, w->missed, now, &changed));
    assert_int_equal(changed, 0);
    TRY(q_catch_up_drop(db, w->missed, &changed));
    assert_int_equal(changed, 0);
    return RC_OK;
}

static enum rc ends_with_the_person(struct db *db, void *argument) {
    struct world *const w = argument;
    int64_t place;
    size_t n;
    TRY(place_given(db, w, &place));
    TRY(q_catch_up_end_all(db, w->first, w->person, now, NULL));
    TRY(expected(db, w, &n));
    assert_int_equal(n, 0);
    return RC_OK;
}

#define IN_THE_WRITER(name)                                                                        \
    static void test_##name(void **state) {                                                        \
        struct world *const w = *state;                                                            \
        assert_int_equal(store_write(w->store, name, w), RC_OK);                                   \
    }
IN_THE_WRITER(there_and_back)
IN_THE_WRITER(stays_once_noted)
IN_THE_WRITER(ends_with_the_person)

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(there_and_back),
        TEST(stays_once_noted),
        TEST(ends_with_the_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
