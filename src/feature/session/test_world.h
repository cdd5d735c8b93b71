// SPDX-License-Identifier: EUPL-1.2
// A small cohort on a real store for the tests of sessions and attendance. Only tests include it.
#ifndef VLIEGWIEL_SESSION_TEST_WORLD_H
#define VLIEGWIEL_SESSION_TEST_WORLD_H
#include "base/testing.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "grouping_sql.h"
#include "store/test_place.h"

enum { N_PEOPLE = 4 };                   // coordinator, two of the police, one of the municipality
static const struct day today = {20600}; // 2026-05-27
static const struct instant now = {1779883200};

struct world {
    struct place place;
    struct store *store;
    struct arena *arena;
    int64_t host, police, person[N_PEOPLE], contact, cohort, session;
    enum rc (*check)(struct world *w, struct db *db);
};

static inline enum rc person_of(struct db *db, struct world *w, const char *name,
                                int64_t organisation, int64_t *ret_person) {
    const struct person_input input = {str_from_c(name), STR(""), STR("Proef"), STR("")};
    TRY(person_add(db, w->arena, &input, now, ret_person));
    return person_join(db, w->arena, *ret_person, organisation, (struct opt_int){0, false}, today);
}

static inline struct scope scope_of(enum scope_kind kind, int64_t object, int64_t viewer) {
    return (struct scope){kind, object, viewer};
}

// A cohort of the municipality with persons 1, 2 (police) and 3 (municipality) placed, its six
// sessions without a date, and a contact of the police who takes no part.
static inline enum rc furnish(struct db *db, struct world *w) {
    struct organisation_add_row host, police;
    struct schedule_list list;
    int64_t programme;
    TRY(q_organisation_add(db, w->arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    TRY(q_organisation_add(db, w->arena, STR("Politie Proef"), STR("police"), STR("P"), false, now,
                           &police));
    w->host = host.id;
    w->police = police.id;
    TRY(person_of(db, w, "Anna", host.id, &w->person[0]));
    TRY(person_of(db, w, "Bilal", police.id, &w->person[1]));
    TRY(person_of(db, w, "Chris", police.id, &w->person[2]));
    TRY(person_of(db, w, "Dora", host.id, &w->person[3]));
    TRY(person_of(db, w, "Eva", police.id, &w->contact));
    TRY(role_give(db, w->arena, w->contact, STR("partner_coordinator"), police.id, today, DAY_NONE,
                  0, now));
    TRY(programme_from_blueprint(db, w->arena, STR("Naar buiten"), STR("Oefenen"), host.id,
                                 w->person[0], now, &programme));
    const struct cohort_input input = {programme, STR(""), 3, 0, 4, 1};
    TRY(cohort_add(db, w->arena, &input, now, &w->cohort));
    for (size_t i = 1; i < N_PEOPLE; i++)
        TRY(q_cohort_join(db, w->cohort, w->person[i], today, NULL));
    TRY(cohort_enrol(db, w->cohort, today, now));
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    assert_int_equal(list.n, 6);
    w->session = list.rows[0].id;
    return RC_OK;
}

static inline enum rc furnish_and_check(struct db *db, void *argument) {
    struct world *w = argument;
    TRY(furnish(db, w));
    return w->check(w, db);
}

static inline void in_a_store(enum rc (*check)(struct world *w, struct db *db)) {
    struct world w = {.place = place_make(false), .check = check};
    w.arena = w.place.arena;
    assert_int_equal(store_open(&w.place.options, &w.store), RC_OK);
    assert_int_equal(store_write(w.store, furnish_and_check, &w), RC_OK);
    store_close(w.store);
    place_remove(&w.place);
}

static inline struct day day_of(const char *iso) {
    struct day day;
    assert_int_equal(day_from_iso(str_from_c(iso), &day), RC_OK);
    return day;
}

static inline struct schedule_entry entry_of(const char *iso, int start, int end,
                                             int64_t facilitator) {
    return (struct schedule_entry){
        day_of(iso), {start}, {end}, STR("De Brug"), {{facilitator}, facilitator != 0}};
}

static inline enum rc list_for(struct world *w, struct db *db, int64_t viewer, bool everyone,
                               struct attendance_list *ret_list) {
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, viewer);
    return q_attendance_list(db_read(db), w->arena, &scope, everyone, today, ret_list);
}

static inline enum rc note_on(struct world *w, struct db *db, struct day day, int64_t by,
                              enum attendance first, enum attendance second) {
    struct attendance_list list;
    TRY(list_for(w, db, w->person[0], true, &list));
    const struct attendance_entry entries[] = {{list.rows[0].enrolment_id, first},
                                               {list.rows[1].enrolment_id, second}};
    const struct attendance_note note = {w->session, by, day, today, now};
    return attendance_save(db, &note, entries, COUNT_OF(entries));
}
#endif
