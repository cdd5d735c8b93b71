// SPDX-License-Identifier: EUPL-1.2
// What each role finds at home beside what waits: the room, what is asked, own people, programmes,
// and where everything stands in the picture of all sessions.
#include "feature/dashboard/test_home.h"

static enum rc mia_leads_anna(struct db *db, void *argument) {
    (void)argument;
    return db_exec(db_read(db), "INSERT INTO employment (person_id, organisation_id, manager_id)"
                                " VALUES (3, 1, 5)");
}

static void test_reports(void **state) {
    struct fixture *const f = *state;
    struct home_reports reports;
    const struct scope mia = mine(MIA);
    write_to(f, mia_leads_anna);
    assert_int_equal(q_home_reports(f->db, f->arena, &mia, f->today, &reports), RC_OK);
    assert_int_equal(reports.n, 1);
    assert_str(reports.rows[0].name, "Anna A");
    assert_int_equal(reports.rows[0].next_day.n, day_from_ymd(2026, 12, 8).n);
    assert_int_equal(reports.rows[0].n_coming, 1);
}

static enum rc add_assignment(struct db *db, void *argument) {
    (void)argument;
    return db_exec(
        db_read(db),
        "INSERT INTO element (id, uid, kind, origin_installation, origin_organisation,"
        " origin_author, created_at) VALUES (4, 'd', 'assignment', '', '', '', 0),"
        " (5, 'e', 'assignment', '', '', '', 0), (6, 'f', 'method', '', '', '', 0);"
        "INSERT INTO element_version (id, element_id, number, title, body, decided, reason, at)"
        " VALUES (4, 4, 1, 'Loop mee', 'Een uur', 1, '', 0), (5, 5, 1, 'Later', '', 1, '', 0),"
        " (6, 6, 1, 'Check-in', '', 1, '', 0);"
        "INSERT INTO programme_element (version_id, element_version_id, within_id, position)"
        " VALUES (1, 4, 1, 1), (1, 5, 2, 1), (1, 6, 1, 2);");
}

// The assignment of module 1, which was on 3 November, is due at module 2 on 8 December; that of
// module 2 is not asked yet, and a check-in is no assignment. After 8 December nothing is to come.
static void test_asked(void **state) {
    struct fixture *const f = *state;
    const struct scope anna = mine(ANNA), vera = mine(VERA);
    struct home_asked asked;
    write_to(f, add_assignment);
    assert_int_equal(q_home_asked(f->db, f->arena, &anna, f->today, &asked), RC_OK);
    assert_int_equal(asked.n, 1);
    assert_str(asked.rows[0].title, "Loop mee");
    assert_int_equal(asked.rows[0].due.n, day_from_ymd(2026, 12, 8).n);
    assert_int_equal(q_home_asked(f->db, f->arena, &anna, day_from_ymd(2026, 12, 9), &asked),
                     RC_OK);
    assert_int_equal(asked.n, 0);
    assert_int_equal(q_home_asked(f->db, f->arena, &vera, f->today, &asked), RC_OK);
    assert_int_equal(asked.n, 0);
}

// The room of 3 November for Frans, who led it, and for nobody else.
static void test_room(void **state) {
    struct fixture *const f = *state;
    const struct scope frans = mine(FRANS), piet = mine(PIET);
    struct home_room room;
    assert_int_equal(q_home_room(f->db, f->arena, &frans, 1, f->today, &room), RC_OK);
    assert_int_equal(room.n, 2);
    assert_str(room.rows[0].name, "Anna A");
    assert_str(room.rows[0].state, "present");
    assert_int_equal(room.rows[0].group_number.v, 1);
    assert_int_equal(q_home_room(f->db, f->arena, &frans, 2, f->today, &room), RC_OK);
    assert_int_equal(room.n, 0);
    assert_int_equal(q_home_room(f->db, f->arena, &piet, 1, f->today, &room), RC_OK);
    assert_int_equal(room.n, 0);
}

static enum rc agree(struct db *db, void *argument) {
    (void)argument;
    return db_exec(db_read(db),
                   "INSERT INTO data_agreement (organisation_id, from_day, shares_attendance,"
                   " keep_months) VALUES (2, '2026-01-01', 1, 24)");
}

// Piet sees Anna and that she has one of two seats; whether she came only once the police agreed.
static void test_partner(void **state) {
    struct fixture *const f = *state;
    const struct scope piet = mine(PIET);
    struct home_people people;
    struct home_seats seats;
    assert_int_equal(q_home_people(f->db, f->arena, &piet, f->today, &people), RC_OK);
    assert_int_equal(people.n, 1);
    assert_str(people.rows[0].name, "Anna A");
    assert_int_equal(people.rows[0].next_day.n, day_from_ymd(2026, 12, 8).n);
    assert_false(people.rows[0].n_noted.is);
    assert_int_equal(q_home_seats(f->db, f->arena, &piet, f->today, &seats), RC_OK);
    assert_int_equal(seats.n, 1);
    assert_int_equal(seats.rows[0].n_own, 1);
    assert_int_equal(seats.rows[0].n_people, 2);
    write_to(f, agree);
    assert_int_equal(q_home_people(f->db, f->arena, &piet, f->today, &people), RC_OK);
    assert_int_equal(people.rows[0].n_noted.v, 1);
    assert_int_equal(people.rows[0].n_present.v, 1);
}

// The works council of the municipality watches over the programme: two people, three cohorts; HR
// of the police, which does not own it, only keeps its file.
static void test_watchers(void **state) {
    struct fixture *const f = *state;
    const struct scope wilma = mine(WILMA), hans = mine(HANS);
    struct home_programmes programmes;
    struct home_sources sources;
    assert_int_equal(q_home_programmes(f->db, f->arena, &wilma, f->today, &programmes), RC_OK);
    assert_int_equal(programmes.n, 1);
    assert_int_equal(programmes.rows[0].n_cohorts, 3);
    assert_int_equal(programmes.rows[0].n_people, 2);
    assert_int_equal(q_home_sources(f->db, f->arena, &wilma, f->today, &sources), RC_OK);
    assert_int_equal(sources.n, 0);
    assert_int_equal(q_home_programmes(f->db, f->arena, &hans, f->today, &programmes), RC_OK);
    assert_int_equal(programmes.n, 0);
    assert_int_equal(q_home_sources(f->db, f->arena, &hans, f->today, &sources), RC_OK);
    assert_int_equal(sources.n, 1);
    assert_str(sources.rows[0].name, "Roosters");
    assert_str(sources.rows[0].file_name, "oud.csv");
}

// From 1 September 2026 to 1 April 2027 are 212 days on 956 points. 3 November is the 63rd day
// after the first: 128 + 63 * 956 / 212 = 412; 24 November (84) is at 506; 8 December (98) at 569.
// The session of the closed cohort is not led any more, and the cancelled one is not shown.
static void test_timeline(void **state) {
    struct fixture *const f = *state;
    const struct dashboard_facts facts = facts_of(f, VERA);
    const struct timeline t = timeline_of(f->arena, f->today, &facts.cohorts, &facts.sessions);
    assert_int_equal(t.n_lanes, 2);
    assert_int_equal(t.now_x, 506);
    assert_int_equal(t.months[0].first.n, day_from_ymd(2026, 9, 1).n);
    assert_int_equal(t.months[6].first.n, day_from_ymd(2027, 3, 1).n);
    assert_int_equal(t.lanes[0].n, 2);
    assert_int_equal(t.lanes[0].marks[0].x, 412);
    assert_true(t.lanes[0].marks[0].done);
    assert_int_equal(t.lanes[0].marks[1].x, 569);
    assert_false(t.lanes[0].marks[1].done);
    assert_int_equal(t.lanes[1].n, 0);
    assert_int_equal(t.n_outside, 0);
    assert_int_equal(t.next->id, 2);
    assert_str(timeline_month_label(f->arena, LANG_NL, &t.months[4], false), "januari 2027");
    assert_str(timeline_month_label(f->arena, LANG_NL, &t.months[5], false), "februari");
}

// Two days in a row do not cover each other, and only the first has room for its date.
static void test_timeline_crowd(void **state) {
    struct fixture *const f = *state;
    struct dashboard_cohorts_row cohort = {.id = 1, .name = STR("Een heel lange naam")};
    struct dashboard_sessions_row rows[] = {
        {.cohort_id = 1, .leads = true, .day = day_from_ymd(2026, 12, 8), .state = STR("planned")},
        {.cohort_id = 1, .leads = true, .day = day_from_ymd(2026, 12, 9), .state = STR("planned")},
        {.cohort_id = 1, .leads = true, .day = day_from_ymd(2028, 1, 1), .state = STR("planned")},
    };
    const struct timeline t =
        timeline_of(f->arena, f->today, &(struct dashboard_cohorts){&cohort, 1},
                    &(struct dashboard_sessions){rows, COUNT_OF(rows)});
    assert_int_equal(t.lanes[0].n, 2);
    assert_int_equal(t.lanes[0].marks[1].x, 569 + 32);
    assert_true(t.lanes[0].marks[0].labelled);
    assert_false(t.lanes[0].marks[1].labelled);
    assert_int_equal(t.n_outside, 1);
    assert_str(t.lanes[0].name, "Een heel lang\u2026");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_reports),  TEST(test_asked),    TEST(test_room),           TEST(test_partner),
        TEST(test_watchers), TEST(test_timeline), TEST(test_timeline_crowd),
    };
    return run_on_both("home: roles", tests, COUNT_OF(tests));
}
