// SPDX-License-Identifier: EUPL-1.2
// A small house whose rows are written out here, for the tests of the home, on both databases.
// Today is 24 November 2026; every expected day and number is counted by hand. Only tests include
// it.
#ifndef VLIEGWIEL_TEST_HOME_H
#define VLIEGWIEL_TEST_HOME_H
#include "base/testing.h"
#include "base/log.h"
#include "feature/account/door.h"
#include "feature/dashboard/dashboard.h"
#include "feature/import/import.h"
#include "store/test_place.h"

enum { VERA = 1, FRANS, ANNA, BEN, MIA, PIET, CARLA, DIRK, NOBODY, WILMA, HANS };
enum { NOW = 1795521600 }; // noon that day

// 1785542400 is 1 August 2026 00:00 UTC, 1794614400 14 November, 1795132800 20 November.
static const char world[] =
    "INSERT INTO organisation (id, name, kind, letter, host, created_at) VALUES"
    " (1, 'Voorbeek', 'municipality', 'G', 1, 0), (2, 'Politie', 'police', 'P', 0, 0);"
    "INSERT INTO person (id, given_name, infix, family_name, name, sort_name, created_at) VALUES"
    " (1, 'Vera', '', 'V', 'Vera V', 'v', 0), (2, 'Frans', '', 'F', 'Frans F', 'f', 0),"
    " (3, 'Anna', '', 'A', 'Anna A', 'a', 0), (4, 'Ben', '', 'B', 'Ben B', 'b', 0),"
    " (5, 'Mia', '', 'M', 'Mia M', 'm', 0), (6, 'Piet', '', 'P', 'Piet P', 'p', 0),"
    " (7, 'Carla', '', 'C', 'Carla C', 'c', 0), (8, 'Dirk', '', 'D', 'Dirk D', 'd', 0),"
    " (9, 'Noor', '', 'N', 'Noor N', 'n', 0), (10, 'Wilma', '', 'W', 'Wilma W', 'w', 0),"
    " (11, 'Hans', '', 'H', 'Hans H', 'h', 0);"
    "INSERT INTO membership (person_id, organisation_id, from_day) VALUES"
    " (3, 2, '2020-01-01'), (4, 1, '2020-01-01');"
    "INSERT INTO employment (person_id, organisation_id, manager_id) VALUES (7, 1, 5);"
    "INSERT INTO role (person_id, role, organisation_id, from_day, granted_at) VALUES"
    " (1, 'coordinator', 1, '2020-01-01', 0), (2, 'facilitator', 1, '2020-01-01', 0),"
    " (6, 'partner_coordinator', 2, '2020-01-01', 0), (10, 'works_council', 1, '2020-01-01', 0),"
    " (11, 'hr', 2, '2020-01-01', 0);"
    "INSERT INTO programme (id, name, aim, created_at) VALUES (1, 'P', '', 0);"
    "INSERT INTO programme_version (id, programme_id, number, reason, at) VALUES (1, 1, 1, '', 0);"
    "INSERT INTO element (id, uid, kind, origin_installation, origin_organisation, origin_author,"
    " created_at) VALUES (1, 'a', 'module', '', '', '', 0), (2, 'b', 'module', '', '', '', 0),"
    " (3, 'c', 'module', '', '', '', 0);"
    "INSERT INTO element_version (id, element_id, number, title, body, decided, reason, at) VALUES"
    " (1, 1, 1, 'Een', '', 1, '', 0), (2, 2, 1, 'Twee', '', 1, '', 0),"
    " (3, 3, 1, 'Drie', '', 1, '', 0);"
    "INSERT INTO programme_element (version_id, element_version_id, position) VALUES"
    " (1, 1, 1), (1, 2, 2), (1, 3, 3);"
    "INSERT INTO cohort (id, programme_id, version_id, number, name, state, places, unit_min,"
    " unit_max, n_groups, created_at) VALUES"
    " (1, 1, 1, 1, 'Lichting 1', 'running', 2, 0, 9, 1, 1785542400),"
    " (2, 1, 1, 2, 'Lichting 2', 'recruiting', 3, 0, 9, 1, 1794614400),"
    " (3, 1, 1, 3, 'Lichting 0', 'closed', 2, 0, 9, 1, 0);"
    "INSERT INTO grouping (id, kind, cohort_id, module_id, number, created_at) VALUES"
    " (1, 'cohort', 1, NULL, 1, 0), (2, 'subgroup', 1, 1, 1, 0), (3, 'subgroup', 1, 2, 1, 0);"
    "INSERT INTO grouping_member (grouping_id, person_id, from_day) VALUES"
    " (1, 3, '2026-09-01'), (1, 4, '2026-09-01'), (2, 3, '2026-09-01'), (2, 4, '2026-09-01'),"
    " (3, 3, '2026-09-01'), (3, 4, '2026-09-01');"
    "INSERT INTO session (id, cohort_id, module_id, number, day, place, state, calendar_uid,"
    " calendar_sequence) VALUES"
    " (1, 1, 1, 1, '2026-11-03', 'De Brug', 'planned', 'u1', 0),"
    " (2, 1, 2, 1, '2026-12-08', 'De Brug', 'planned', 'u2', 0),"
    " (3, 1, 3, 1, NULL, NULL, 'planned', 'u3', 0),"
    " (4, 3, 1, 1, '2026-01-08', NULL, 'planned', 'u4', 0),"
    " (5, 1, 3, 2, '2026-11-25', NULL, 'cancelled', 'u5', 0);"
    "INSERT INTO session_facilitator (session_id, person_id) VALUES (1, 2), (1, 11);"
    "INSERT INTO enrolment (id, session_id, person_id, created_at) VALUES"
    " (1, 1, 3, 0), (2, 1, 4, 0), (3, 2, 3, 0), (4, 2, 4, 0), (5, 4, 8, 0);"
    "INSERT INTO attendance (enrolment_id, state, noted_by, noted_at) VALUES (1, 'present', 2, 0);"
    "INSERT INTO application (id, cohort_id, person_id, week_quarters, at) VALUES"
    " (1, 2, 7, 18, 1795132800), (2, 2, 8, NULL, 1795132800);"
    "INSERT INTO decision (id, kind, subject_id, outcome, by_person, as_role, day, at) VALUES"
    " (1, 'consent', 2, 'yes', 1, 'coordinator', '2026-11-22', 0);";

static const char one_done[] =
    "INSERT INTO import (source_id, file_name, content, state, by_person, at)"
    " SELECT source_id, 'oud.csv', content, 'applied', by_person, 0 FROM import";

static bool on_postgres;
struct fixture {
    struct arena *arena;
    struct place place;
    struct store *store;
    struct reader *reader;
    struct db_ro *db;
    struct day today;
};

static inline enum rc fill(struct db *db, void *argument) {
    const struct import_input input = {2,       IMPORT_PEOPLE, 0, STR("Roosters"), STR("nieuw.csv"),
                                       STR("x")};
    struct door_link_add_row link;
    int64_t id;
    TRY(db_exec(db_read(db), world));
    TRY(q_door_link_add(db, argument, STR("hash"), BEN, STR("invitation"),
                        (struct instant){1794614400}, (struct instant){1795824000},
                        &link));                                                    // 14 November
    TRY(import_add(db, argument, &input, VERA, (struct instant){1795392000}, &id)); // 23 November
    ENSURE(id == 1);
    return db_exec(db_read(db), one_done);
}

static inline int setup(void **state) {
    struct arena *const arena = arena_new(16 << 20);
    struct fixture *const f = NEW(arena, struct fixture);
    *f = (struct fixture){.arena = arena, .place = place_make(on_postgres)};
    f->today = day_from_ymd(2026, 11, 24);
    *state = f;
    return store_open(&f->place.options, &f->store) != RC_OK ||
           store_write(f->store, fill, arena) != RC_OK ||
           reader_open(f->store, &f->reader) != RC_OK || reader_begin(f->reader, &f->db) != RC_OK;
}

static inline int teardown(void **state) {
    struct fixture *const f = *state;
    reader_end(f->reader);
    reader_close(f->reader);
    store_close(f->store);
    place_remove(&f->place);
    arena_free(f->arena);
    return 0;
}

static inline struct scope mine(int64_t person) {
    return (struct scope){SCOPE_MINE, 0, person};
}

// Every list, whoever asks: what somebody has no role for must come back empty by itself.
static inline struct dashboard_facts facts_of(struct fixture *f, int64_t person) {
    const struct scope scope = mine(person);
    struct dashboard_facts facts;
    assert_int_equal(q_dashboard_cohorts(f->db, f->arena, &scope, f->today, &facts.cohorts), RC_OK);
    assert_int_equal(dashboard_sessions_load(f->db, f->arena, &scope, f->today, &facts.sessions),
                     RC_OK);
    assert_int_equal(q_dashboard_uploads(f->db, f->arena, &scope, f->today, &facts.uploads), RC_OK);
    assert_int_equal(q_dashboard_consents(f->db, f->arena, &scope, f->today, &facts.consents),
                     RC_OK);
    assert_int_equal(q_figures_signs(f->db, f->arena, &scope, f->today, &facts.signs), RC_OK);
    assert_int_equal(
        q_home_managers(f->db, f->arena, &scope, f->today, (struct instant){NOW}, &facts.managers),
        RC_OK);
    assert_int_equal(q_home_invited(f->db, f->arena, &scope, f->today, &facts.invited), RC_OK);
    assert_int_equal(q_remind_recent(f->db, f->arena, &scope, f->today,
                                     day_after(f->today, -DASHBOARD_LATE_DAYS), &facts.recent),
                     RC_OK);
    facts.now = (struct instant){NOW};
    return facts;
}

static inline void write_to(struct fixture *f, enum rc (*what)(struct db *db, void *argument)) {
    reader_end(f->reader);
    assert_int_equal(store_write(f->store, what, NULL), RC_OK);
    assert_int_equal(reader_begin(f->reader, &f->db), RC_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static inline int run_on_both(const char *name, const struct CMUnitTest *tests, size_t n) {
    log_quiet(true);
    int failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    if (str_is(place_server())) {
        on_postgres = true;
        failed += _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    }
    return failed;
}
#endif
