// SPDX-License-Identifier: EUPL-1.2
// The rules of attendance: figures, notice beforehand, the numbers of the paper list, two missed in
// a row; and whose attendance and whose name a viewer sees.
#include "feature/session/test_world.h"

// 24 people: 22 came, 1 gave notice, 1 stayed away: 22 of 24 and 23 of 24.
static void figures_are_counted(void **state) {
    (void)state;
    struct attendance_list_row rows[24];
    for (size_t i = 0; i < 24; i++)
        rows[i] = (struct attendance_list_row){.state = STR("present")};
    rows[3].state = STR("excused");
    rows[9].state = STR("stayed_away");
    struct attendance_figures figures =
        attendance_figures_of(&(struct attendance_list){rows, COUNT_OF(rows)});
    assert_int_equal(figures.n[ATTENDANCE_PRESENT], 22);
    assert_int_equal(figures.n_expected, 24);
    assert_int_equal(attendance_commitment(&figures), 23);
    assert_true(attendance_is_noted(&figures));
    figures = (struct attendance_figures){24, {0, 2, 0}}; // two gave notice beforehand
    assert_false(attendance_is_noted(&figures));
}

// Two facilitators with the same list open. What one left alone does not undo the other's; what
// both noted alike is no quarrel; and what both noted differently is asked about. Not noted is
// shown as present, and becomes so. A form that carries no stamp counts as typed.
static void two_people_do_not_undo_each_other(void **state) {
    (void)state;
    const struct {
        const char *stamp;
        enum attendance typed;
        const char *now;
        enum attendance_fate fate;
    } cases[] = {
        {"", ATTENDANCE_PRESENT, NULL, ATTENDANCE_WRITE},
        {"", ATTENDANCE_STAYED_AWAY, NULL, ATTENDANCE_WRITE},
        {"", ATTENDANCE_PRESENT, "stayed_away", ATTENDANCE_KEEP},
        {"", ATTENDANCE_EXCUSED, "excused", ATTENDANCE_KEEP},
        {"", ATTENDANCE_EXCUSED, "stayed_away", ATTENDANCE_CONFLICT},
        {"", ATTENDANCE_EXCUSED, "present", ATTENDANCE_CONFLICT},
        {"aan", ATTENDANCE_PRESENT, "present", ATTENDANCE_KEEP},
        {"aan", ATTENDANCE_PRESENT, "excused", ATTENDANCE_KEEP},
        {"aan", ATTENDANCE_STAYED_AWAY, "present", ATTENDANCE_WRITE},
        {"aan", ATTENDANCE_STAYED_AWAY, "excused", ATTENDANCE_CONFLICT},
        {"af", ATTENDANCE_EXCUSED, NULL, ATTENDANCE_CONFLICT}, // came after all, before the day
        {NULL, ATTENDANCE_EXCUSED, "present", ATTENDANCE_WRITE},
        {"onzin", ATTENDANCE_EXCUSED, "present", ATTENDANCE_CONFLICT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(attendance_fate_of(str_from_c(cases[i].stamp), cases[i].typed,
                                            str_from_c(cases[i].now)),
                         cases[i].fate);
}

static enum rc assert_figures(struct world *w, struct db *db, int64_t present, int64_t excused,
                              int64_t stayed_away) {
    struct attendance_list list;
    TRY(list_for(w, db, w->person[0], true, &list));
    const struct attendance_figures figures = attendance_figures_of(&list);
    assert_int_equal(figures.n_expected, 3);
    assert_int_equal(figures.n[ATTENDANCE_PRESENT], present);
    assert_int_equal(figures.n[ATTENDANCE_EXCUSED], excused);
    assert_int_equal(figures.n[ATTENDANCE_STAYED_AWAY], stayed_away);
    return RC_OK;
}

// Before the day only notice is kept, and can be taken back; on the day everything is.
static enum rc check_noting(struct world *w, struct db *db) {
    const struct day later = day_after(today, 1);
    TRY(note_on(w, db, later, w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_EXCUSED));
    TRY(assert_figures(w, db, 0, 1, 0));
    TRY(note_on(w, db, later, w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_PRESENT));
    TRY(assert_figures(w, db, 0, 0, 0));
    assert_int_equal(
        note_on(w, db, later, w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_STAYED_AWAY),
        RC_INVALID);
    assert_int_equal(note_on(w, db, DAY_NONE, w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_PRESENT),
                     RC_INVALID);
    TRY(note_on(w, db, today, w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_STAYED_AWAY));
    TRY(assert_figures(w, db, 1, 0, 1));
    TRY(note_on(w, db, today, w->person[0], ATTENDANCE_EXCUSED, ATTENDANCE_STAYED_AWAY));
    return assert_figures(w, db, 0, 1, 1);
}

static void notice_may_be_given_beforehand(void **state) {
    (void)state;
    in_a_store(check_noting);
}

// The list has the numbers 1, 2, 3 and 5: 4 left. "3 5a" says that 3 stayed away and 5 gave notice;
// any separator will do, and the same twice is the same. 4 is nobody, 3a after 3 is a mistake, and
// neither a word nor an a without a number is a number.
static void codes_are_read(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct attendance_list_row rows[] = {{.code = 1}, {.code = 5}, {.code = 2}, {.code = 3}};
    const struct attendance_list list = {rows, COUNT_OF(rows)};
    struct attendance_codes codes;
    attendance_codes_read(arena, STR(" 3, 5A;3\n"), &list, &codes);
    assert_int_equal(codes.n_faults, 0);
    assert_int_equal(codes.n, 3);
    assert_int_equal(codes.codes[0].row, 3);
    assert_int_equal(codes.codes[0].attendance, ATTENDANCE_STAYED_AWAY);
    assert_int_equal(codes.codes[1].row, 1);
    assert_int_equal(codes.codes[1].attendance, ATTENDANCE_EXCUSED);
    attendance_codes_read(arena, STR("1 4 3 3a a 2x"), &list, &codes);
    assert_int_equal(codes.n, 2);
    assert_int_equal(codes.n_faults, 4);
    assert_int_equal(codes.faults[0].why, ATTENDANCE_CODE_UNKNOWN);
    assert_str(codes.faults[0].word, "4");
    assert_int_equal(codes.faults[1].why, ATTENDANCE_CODE_TWICE);
    assert_int_equal(codes.faults[2].why, ATTENDANCE_CODE_UNREADABLE);
    assert_int_equal(codes.faults[3].why, ATTENDANCE_CODE_UNREADABLE);
    arena_free(arena);
}

static enum rc own_of(struct world *w, struct db *db, struct absence_own_row *ret_own) {
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, w->person[1]);
    return q_absence_own(db_read(db), w->arena, &scope, ret_own);
}

// Bilal gives notice the day before and takes it back, gives it again, and on the day it stands.
// The reason is kept sealed.
static enum rc check_absence(struct world *w, struct db *db) {
    struct schedule_entry entry = entry_of("2026-05-28", 570, 750, 0);
    struct absence_note note = {w->session, w->person[1], STR("Mijn kind is ziek"), today, now};
    struct absence_own_row own;
    struct str plain;
    struct vault *const vault = store_vault(w->store);
    TRY(own_of(w, db, &own));
    assert_int_equal(absence_state_of(&own, today), ABSENCE_CLOSED); // no day yet
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(own_of(w, db, &own));
    TRY(absence_take_back(db, &own, &note)); // of nothing
    TRY(absence_report(db, w->arena, vault, &own, &note));
    TRY(assert_figures(w, db, 0, 1, 0));
    TRY(own_of(w, db, &own));
    assert_int_equal(absence_state_of(&own, today), ABSENCE_GIVEN);
    assert_int_equal(absence_state_of(&own, day_after(today, 1)), ABSENCE_FINAL);
    assert_int_equal(absence_state_of(&own, day_after(today, 2)), ABSENCE_CLOSED);
    assert_false(str_find(own.reason, STR("kind"), &(size_t){0}));
    TRY(vault_open(vault, w->arena, w->person[1], ABSENCE_REASON_PLACE, own.reason, &plain));
    assert_str(plain, "Mijn kind is ziek");
    TRY(absence_report(db, w->arena, vault, &own, &note)); // once more
    TRY(assert_figures(w, db, 0, 1, 0));
    TRY(absence_take_back(db, &own, &note));
    TRY(assert_figures(w, db, 0, 0, 0));
    TRY(own_of(w, db, &own));
    assert_false(instant_is(own.at));
    return RC_OK;
}

// The link of Bilal at the first session serves him there; with another person, another session or
// another mark it serves nobody. What it shows holds no reason.
static enum rc check_link(struct world *w, struct db *db) {
    struct vault *const vault = store_vault(w->store);
    struct absence_by_link_row row;
    struct url link, other;
    int64_t session, person;
    struct schedule_entry entry = entry_of("2026-05-28", 570, 750, 0);
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(absence_link(w->arena, vault, w->session, w->person[1], &link));
    TRY(absence_link(w->arena, vault, w->session, w->person[2], &other));
    assert_true(str_starts(link.text, STR("/ik-kan-niet/")));
    const struct str word = str_slice(link.text, 13, link.text.n);
    const struct str mark = str_slice(word, word.n - 33, word.n);
    assert_true(word.n <= 64);
    TRY(absence_link_read(w->arena, vault, word, &session, &person));
    assert_int_equal(session, w->session);
    assert_int_equal(person, w->person[1]);
    const struct str wrong[] = {
        STR(""),
        STR("1"),
        STR("1-2"),
        STR("0-0-0"),
        STR("-1-2-x"),
        str_slice(word, 0, word.n - 1),
        str_join(w->arena, word, STR("0")),
        str_fmt(w->arena, "%" PRId64 "-%" PRId64 STR_FMT, w->session, w->person[2], STR_ARG(mark)),
        str_fmt(w->arena, "%" PRId64 "-%" PRId64 STR_FMT, w->session + 1, w->person[1],
                STR_ARG(mark)),
        str_fmt(w->arena, "%" PRId64 "-%" PRId64 STR_FMT, w->session, w->contact, STR_ARG(mark)),
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_int_equal(absence_link_read(w->arena, vault, wrong[i], &session, &person),
                         RC_NOT_FOUND);
    TRY(q_absence_by_link(db_read(db), w->arena, w->session, w->person[1], &row));
    assert_str(row.name, "Bilal Proef");
    const struct absence_own_row own = absence_own_of(&row);
    assert_int_equal(absence_state_of(&own, today), ABSENCE_OPEN);
    const struct absence_note note = {w->session, w->person[1], STR("Ziek"), today, now};
    TRY(absence_report(db, w->arena, vault, &own, &note));
    TRY(q_absence_by_link(db_read(db), w->arena, w->session, w->person[1], &row));
    const struct absence_own_row given = absence_own_of(&row);
    assert_int_equal(absence_state_of(&given, today), ABSENCE_GIVEN);
    assert_int_equal(absence_state_of(&given, day_after(today, 2)), ABSENCE_CLOSED);
    TRY(vault_forget(vault, w->person[1]));
    assert_int_equal(absence_link_read(w->arena, vault, word, &session, &person), RC_NOT_FOUND);
    return assert_figures(w, db, 0, 1, 0);
}

static void notice_is_given_by_a_link(void **state) {
    (void)state;
    in_a_store(check_link);
}

static void notice_is_given_and_taken_back(void **state) {
    (void)state;
    in_a_store(check_absence);
}

static struct figures_list_row noted(int64_t person, const char *organisation, bool shared,
                                     const char *state) {
    return (struct figures_list_row){.person_id = person,
                                     .organisation = str_from_c(organisation),
                                     .shared = shared,
                                     .state = str_from_c(state)};
}

// 1 missed twice and came again: no sign. 2 came, was excused and stayed away, and the next session
// is still to come: a sign; came 1 of 3, commitment 2 of 3. 3 missed one. The police (2 and 3)
// agreed to share: together they came 2 of 5 times, and gave notice once.
static void two_missed_in_a_row_are_a_sign(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct figures_list_row rows[] = {
        noted(1, "Gemeente", false, "stayed_away"),
        noted(1, "Gemeente", false, "excused"),
        noted(1, "Gemeente", false, "present"),
        noted(2, "Politie", true, "present"),
        noted(2, "Politie", true, "excused"),
        noted(2, "Politie", true, "stayed_away"),
        noted(2, "Politie", true, NULL),
        noted(3, "Politie", true, "present"),
        noted(3, "Politie", true, "stayed_away"),
    };
    const struct figures_person *people;
    const struct figures_organisation *organisations;
    const size_t n = figures_people(arena, &(struct figures_list){rows, COUNT_OF(rows)}, &people);
    assert_int_equal(n, 3);
    assert_false(figures_is_sign(people[0].n_missed));
    assert_true(figures_is_sign(people[1].n_missed));
    assert_false(figures_is_sign(people[2].n_missed));
    assert_int_equal(people[1].figures.n_expected, 3);
    assert_int_equal(people[1].figures.n[ATTENDANCE_PRESENT], 1);
    assert_int_equal(attendance_commitment(&people[1].figures), 2);
    assert_int_equal(figures_organisations(arena, people, n, &organisations), 1);
    assert_str(organisations[0].name, "Politie");
    assert_int_equal(organisations[0].n_people, 2);
    assert_int_equal(organisations[0].figures.n_expected, 5);
    assert_int_equal(organisations[0].figures.n[ATTENDANCE_PRESENT], 2);
    assert_int_equal(attendance_commitment(&organisations[0].figures), 3);
    arena_free(arena);
}

static enum rc agree(struct world *w, struct db *db, struct day from) {
    const struct str sql = str_fmt(
        w->arena,
        "INSERT INTO data_agreement (organisation_id, from_day, shares_attendance, keep_months) "
        "VALUES (%" PRId64 ", '" STR_FMT "', 1, 24)",
        w->police, STR_ARG(day_iso(w->arena, from)));
    return db_exec(db_read(db), str_c(w->arena, sql));
}

// A participant sees the own attendance; the contact of the police nobody's, until the day from
// which the police agreed to share: then that of its two people, not that of the municipality.
static enum rc check_attendance_seen(struct world *w, struct db *db) {
    struct attendance_list list;
    TRY(list_for(w, db, w->person[3], false, &list));
    assert_int_equal(list.n, 1);
    assert_int_equal(list.rows[0].person_id, w->person[3]);
    TRY(agree(w, db, day_after(today, 1)));
    TRY(list_for(w, db, w->contact, false, &list));
    assert_int_equal(list.n, 0);
    TRY(agree(w, db, today));
    TRY(list_for(w, db, w->contact, false, &list));
    assert_int_equal(list.n, 2);
    assert_int_equal(list.rows[0].person_id, w->person[1]);
    assert_int_equal(list.rows[1].person_id, w->person[2]);
    return RC_OK;
}

static void attendance_is_seen_by_few(void **state) {
    (void)state;
    in_a_store(check_attendance_seen);
}

static enum rc seat(struct world *w, struct db *db, int64_t number, const int64_t *people,
                    size_t n) {
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    struct grouping_modules modules;
    struct grouping_add_row group;
    TRY(q_grouping_modules(db_read(db), w->arena, &scope, &modules));
    TRY(q_grouping_add(db, w->arena, w->cohort, STR("subgroup"),
                       (struct opt_int){modules.rows[0].module_id, true}, number, 1, now, &group));
    for (size_t i = 0; i < n; i++)
        TRY(q_grouping_member_add(db, group.id, people[i], today, NULL));
    return RC_OK;
}

// Without groups the contact of the police reads the names of its two people, of three who are
// expected. When Bilal of the police and Dora share a group and Chris is in another, all three have
// a name; for a participant they have it anyway.
static enum rc check_names_seen(struct world *w, struct db *db) {
    struct schedule_expected expected;
    const struct scope contact = scope_of(SCOPE_SESSION, w->session, w->contact);
    const int64_t mixed[] = {w->person[1], w->person[3]};
    TRY(q_schedule_expected(db_read(db), w->arena, &contact, false, today, &expected));
    assert_int_equal(expected.n, 3);
    assert_str(expected.rows[0].name, "Bilal Proef");
    assert_str(expected.rows[1].name, "Chris Proef");
    assert_null(expected.rows[2].name.p);
    assert_null(expected.rows[2].organisation.p);
    assert_false(expected.rows[2].person_id.is);
    TRY(q_schedule_expected(db_read(db), w->arena, &contact, true, today, &expected));
    assert_str(expected.rows[2].name, "Dora Proef");
    TRY(seat(w, db, 1, mixed, 2));
    TRY(seat(w, db, 2, &w->person[2], 1));
    TRY(q_schedule_expected(db_read(db), w->arena, &contact, false, today, &expected));
    assert_str(expected.rows[1].name, "Dora Proef");
    assert_int_equal(expected.rows[1].group_number.v, 1);
    assert_str(expected.rows[2].name, "Chris Proef");
    return RC_OK;
}

static void names_are_seen_within_a_group(void **state) {
    (void)state;
    in_a_store(check_names_seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_counted),
        cmocka_unit_test(two_people_do_not_undo_each_other),
        cmocka_unit_test(notice_may_be_given_beforehand),
        cmocka_unit_test(codes_are_read),
        cmocka_unit_test(notice_is_given_and_taken_back),
        cmocka_unit_test(notice_is_given_by_a_link),
        cmocka_unit_test(two_missed_in_a_row_are_a_sign),
        cmocka_unit_test(attendance_is_seen_by_few),
        cmocka_unit_test(names_are_seen_within_a_group),
    };
    return cmocka_run_group_tests_name("attendance", tests, NULL, NULL);
}
