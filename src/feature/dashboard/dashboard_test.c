// SPDX-License-Identifier: EUPL-1.2
// What waits, for whom and since when.
#include "feature/dashboard/test_home.h"

static struct attention_list waits_for(struct fixture *f, int64_t person) {
    const struct dashboard_facts facts = facts_of(f, person);
    return dashboard_attention(f->arena, LANG_NL, f->today, &facts);
}

static void check(const struct attention *item, const char *what, const char *about, int year,
                  int month, int of_month, bool late, const char *to) {
    assert_str(item->what, what);
    assert_str(item->about, about);
    const struct day day = day_is(item->since) ? item->since : item->due;
    assert_int_equal(day.n, day_from_ymd(year, month, of_month).n);
    assert_int_equal(item->late, late);
    assert_str(item->to.text, to);
}

static void test_coordinator(void **state) {
    const struct attention_list list = waits_for(*state, VERA);
    assert_int_equal(list.n, 5);
    check(&list.items[0], "Geef 1 bijeenkomst een datum", "Lichting 1", 2026, 8, 1, true,
          "/lichtingen/1/bijeenkomsten");
    check(&list.items[1], "Noteer wie er was bij Module 1: Een: nog 1 van 2", "Lichting 1", 2026,
          11, 3, true, "/bijeenkomsten/1/aanwezigheid");
    check(&list.items[2], "Kies wie meedoen: 3 plaatsen vrij, 1 met akkoord", "Lichting 2", 2026,
          11, 22, false, "/lichtingen/2/aanmeldingen");
    check(&list.items[3], "Verwerk het bestand nieuw.csv", "Politie", 2026, 11, 23, false,
          "/importen/1");
    check(&list.items[4], "Module 2: Twee heeft nog geen begeleider", "Lichting 1", 2026, 12, 8,
          false, "/lichtingen/1/bijeenkomsten");
    assert_false(day_is(list.items[4].since));
}

// Carla's application waits for Mia; Ben was invited on 14 November and has no account. Who notes
// module 1 waits so long that it has come back to the coordinator.
static void test_elsewhere(void **state) {
    struct fixture *const f = *state;
    const struct dashboard_facts facts = facts_of(f, VERA);
    const struct attention_list list = dashboard_elsewhere(f->arena, LANG_NL, f->today, &facts);
    assert_int_equal(list.n, 2);
    check(&list.items[0], "Uitnodiging openen en wachtwoord kiezen", "Lichting 1", 2026, 11, 14,
          false, "/lichtingen/1/toegang");
    assert_str(list.items[0].who, "1 deelnemer");
    check(&list.items[1], "1 aanmelding wacht op akkoord van de leidinggevende", "Lichting 2", 2026,
          11, 20, false, "/lichtingen/2/aanmeldingen");
    assert_str(list.items[1].who, "Mia M");
}

// A week earlier it is still for Frans to note, and not for Vera.
static void test_facilitator_first(void **state) {
    struct fixture *const f = *state;
    const struct day earlier = day_from_ymd(2026, 11, 17);
    const struct dashboard_facts vera = facts_of(f, VERA), frans = facts_of(f, FRANS);
    struct attention_list list = dashboard_elsewhere(f->arena, LANG_NL, earlier, &vera);
    assert_int_equal(list.n, 3);
    check(&list.items[0], "Noteer wie er was bij Module 1: Een: nog 1 van 2", "Lichting 1", 2026,
          11, 3, false, "/bijeenkomsten/1/aanwezigheid");
    assert_str(list.items[0].who, "Frans F, Hans H");
    list = dashboard_attention(f->arena, LANG_NL, earlier, &vera);
    for (size_t i = 0; i < list.n; i++)
        assert_false(str_starts(list.items[i].what, STR("Noteer")));
    assert_int_equal(dashboard_attention(f->arena, LANG_NL, earlier, &frans).n, 1);
}

static enum rc drop_groups(struct db *db, void *argument) {
    (void)argument;
    return db_exec(db_read(db), "DELETE FROM grouping_member WHERE grouping_id > 1;"
                                "DELETE FROM grouping WHERE id > 1;");
}

static void test_no_groups(void **state) {
    struct fixture *const f = *state;
    reader_end(f->reader);
    assert_int_equal(store_write(f->store, drop_groups, NULL), RC_OK);
    assert_int_equal(reader_begin(f->reader, &f->db), RC_OK);
    const struct attention_list list = waits_for(f, VERA);
    assert_int_equal(list.n, 6);
    check(&list.items[1], "Maak groepen voor 2 deelnemers", "Lichting 1", 2026, 9, 1, true,
          "/lichtingen/1/groepen");
}

static void test_facilitator(void **state) {
    const struct dashboard_facts facts = facts_of(*state, FRANS);
    assert_str(facts.sessions.rows[0].facilitators, "Frans F, Hans H");
    const struct attention_list list = waits_for(*state, FRANS);
    assert_int_equal(list.n, 1);
    assert_str(list.items[0].to.text, "/bijeenkomsten/1/aanwezigheid");
}

// 18 quarters of an hour are 4.5 hours. Of Carla's application Mia sees what it takes, and nothing
// that Carla wrote. Nobody of hers has a place.
static void test_line_manager(void **state) {
    struct fixture *const f = *state;
    const struct attention_list list = waits_for(f, MIA);
    assert_int_equal(list.n, 1);
    check(&list.items[0], "Beslis over de aanmelding van Carla C",
          "Lichting 2. Kost 4,5 uur per week", 2026, 11, 20, false, "/aanmeldingen/1/akkoord");
    struct home_reports reports;
    const struct scope mia = mine(MIA);
    assert_int_equal(q_home_reports(f->db, f->arena, &mia, f->today, &reports), RC_OK);
    assert_int_equal(reports.n, 0);
}

static void test_participant(void **state) {
    struct fixture *const f = *state;
    const struct scope anna = mine(ANNA);
    const struct dashboard_facts facts = facts_of(f, ANNA);
    assert_int_equal(dashboard_attention(f->arena, LANG_NL, f->today, &facts).n, 0);
    assert_int_equal(facts.sessions.n, 2);
    assert_str(facts.sessions.rows[0].attendance, "present");
    assert_int_equal(facts.sessions.rows[0].n_noted, 0); // not hers to know: one of two
    assert_null(facts.sessions.rows[0].facilitators.p);  // her home does not show it
    const struct dashboard_sessions_row *const next = dashboard_next(&facts.sessions, f->today);
    assert_non_null(next);
    assert_int_equal(next->id, 2);
    struct dashboard_group group;
    assert_int_equal(q_dashboard_group(f->db, f->arena, &anna, 2, f->today, &group), RC_OK);
    assert_int_equal(group.n, 1);
    assert_str(group.rows[0].name, "Ben B");
    assert_true(group.rows[0].met); // on 3 November
    assert_int_equal(
        q_dashboard_group(f->db, f->arena, &anna, 2, day_from_ymd(2026, 11, 3), &group), RC_OK);
    assert_false(group.rows[0].met); // that day itself does not count yet
}

static enum rc note_ben(struct db *db, void *argument) {
    (void)argument;
    return db_exec(db_read(db), "INSERT INTO attendance (enrolment_id, state, noted_by, noted_at)"
                                " VALUES (2, 'stayed_away', 2, 0);");
}

// On 3 November Ben stayed away: Anna did not meet him.
static void test_not_met(void **state) {
    struct fixture *const f = *state;
    const struct scope anna = mine(ANNA);
    struct dashboard_group group;
    write_to(f, note_ben);
    assert_int_equal(q_dashboard_group(f->db, f->arena, &anna, 2, f->today, &group), RC_OK);
    assert_int_equal(group.n, 1);
    assert_false(group.rows[0].met);
}

static void test_nobody(void **state) {
    struct fixture *const f = *state;
    const struct dashboard_facts facts = facts_of(f, NOBODY);
    assert_int_equal(facts.cohorts.n + facts.sessions.n + facts.uploads.n + facts.consents.n, 0);
    assert_int_equal(facts.managers.n + facts.invited.n + facts.signs.n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_coordinator), TEST(test_elsewhere),   TEST(test_facilitator_first),
        TEST(test_no_groups),   TEST(test_facilitator), TEST(test_line_manager),
        TEST(test_participant), TEST(test_not_met),     TEST(test_nobody),
    };
    return run_on_both("home: what waits", tests, COUNT_OF(tests));
}
