// SPDX-License-Identifier: EUPL-1.2
// What two sessions need at once, on a real store: the same room under names that differ a little,
// and people who lead or are expected at both. Today is 27 May 2026; everything is on 10 June.
#include "feature/session/test_world.h"
#include "store/migrate.h"

struct two { // a session of the first cohort, and one of a second
    struct world *w;
    struct db *db;
    int64_t second, other;
};

static enum rc two_make(struct world *w, struct db *db, struct two *ret_two) {
    const struct scope first = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    struct two two = {.w = w, .db = db};
    struct cohort_get_row cohort;
    struct schedule_list list;
    TRY(q_cohort_get(db_read(db), w->arena, &first, &cohort));
    const struct cohort_input input = {cohort.programme_id, STR("Tweede"), 3, 0, 4, 1};
    TRY(cohort_add(db, w->arena, &input, now, &two.second));
    const struct scope scope = scope_of(SCOPE_COHORT, two.second, w->person[0]);
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    two.other = list.rows[0].id;
    *ret_two = two;
    return RC_OK;
}

static enum rc join(const struct two *two, int64_t person) {
    TRY(q_cohort_join(two->db, two->second, person, today, NULL));
    return cohort_enrol(two->db, two->second, today, now);
}

static enum rc lead_both(const struct two *two) {
    return role_give(two->db, two->w->arena, two->w->person[0], STR("coordinator"), two->w->host,
                     today, DAY_NONE, 0, now);
}

static enum rc set(const struct two *two, int64_t session, int start, int end, const char *place,
                   int64_t leader) {
    struct schedule_entry entry = entry_of("2026-06-10", start, end, leader);
    entry.place = str_from_c(place);
    return schedule_set(two->db, two->w->arena, session, &entry);
}

static const struct clash *clashes_at(const struct two *two, int64_t cohort, size_t n) {
    const struct scope scope = scope_of(SCOPE_COHORT, cohort, two->w->person[0]);
    struct db_ro *const db = db_read(two->db);
    struct clash_rooms rooms;
    struct clash_people people;
    const struct clash *clashes;
    assert_int_equal(q_clash_rooms(db, two->w->arena, &scope, today, &rooms), RC_OK);
    assert_int_equal(q_clash_people(db, two->w->arena, &scope, today, &people), RC_OK);
    assert_int_equal(clashes_of(two->w->arena, &rooms, &people, &clashes), n);
    return clashes;
}

// ---- rooms -------------------------------------------------------------------------------------

// "Café De Brug" at 9.30 to 11.00; the second at 10.30 in "cafe  DE BRUG". At 11.00 the room is
// free, and another room is another room. Until the viewer leads the second, it has no name.
static enum rc check_rooms(struct world *w, struct db *db) {
    struct two two;
    TRY(two_make(w, db, &two));
    TRY(set(&two, w->session, 570, 660, "Café De Brug", 0));
    TRY(set(&two, two.other, 630, 720, "cafe  DE BRUG ", 0));
    const struct clash *found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_ROOM);
    assert_int_equal(found[0].session, w->session);
    assert_int_equal(found[0].other.id, two.other);
    assert_int_equal(found[0].other.start.m, 630);
    assert_null(found[0].other.cohort.p);
    assert_null(found[0].other.title.p);
    TRY(lead_both(&two));
    found = clashes_at(&two, w->cohort, 1);
    assert_str(found[0].other.cohort, "Tweede");
    assert_int_equal(found[0].other.position, 1);
    found = clashes_at(&two, two.second, 1); // and the other way round
    assert_int_equal(found[0].other.id, w->session);
    TRY(set(&two, two.other, 660, 720, "cafe de brug", 0));
    clashes_at(&two, w->cohort, 0);
    TRY(set(&two, two.other, 630, 720, "Café De Brug 2", 0));
    clashes_at(&two, w->cohort, 0);
    TRY(set(&two, two.other, 630, 720, "", 0));
    TRY(set(&two, w->session, 570, 660, "", 0));
    clashes_at(&two, w->cohort, 0); // no room is not one room
    return RC_OK;
}

// A session of before: its room was made comparable without the accents. The migration makes it
// what the rule of today makes of the same name.
static enum rc check_old_rooms(struct world *w, struct db *db) {
    static const char OLD[] = "UPDATE session SET place_fold = lower(replace(place, ' ', ''))"
                              " WHERE place IS NOT NULL";
    struct two two;
    TRY(two_make(w, db, &two));
    TRY(lead_both(&two));
    TRY(set(&two, w->session, 570, 660, "Zaal ÉÉn\xC2\xA0Žoë", 0));
    TRY(set(&two, two.other, 600, 690, "zaal een zoe", 0));
    TRY(db_exec(&db->ro, OLD));
    (void)clashes_at(&two, w->cohort, 0);
    for (size_t i = 0; i < migrations_n; i++)
        if (migrations[i].number == 15)
            TRY(db_exec(&db->ro, migrations[i].sql));
    (void)clashes_at(&two, w->cohort, 1);
    return RC_OK;
}

// ---- people ------------------------------------------------------------------------------------

// Dora takes part in both, in one half-day; in the afternoon she can be at the second. Bilal too:
// two people, without their names. Once Dora said not to come, one is left.
static enum rc check_joins_both(struct world *w, struct db *db) {
    struct two two;
    struct attendance_list list;
    TRY(two_make(w, db, &two));
    TRY(lead_both(&two));
    TRY(join(&two, w->person[3]));
    TRY(set(&two, w->session, 540, 600, "De Kade", 0));
    TRY(set(&two, two.other, 630, 720, "De Brug", 0));
    const struct clash *found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_EXPECTED);
    assert_str(found[0].person, "Dora Proef");
    TRY(join(&two, w->person[1]));
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].n_people, 2);
    assert_null(found[0].person.p);
    const struct scope scope = scope_of(SCOPE_SESSION, two.other, w->person[0]);
    TRY(q_attendance_list(db_read(db), w->arena, &scope, true, today, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.rows[i].person_id == w->person[3])
            TRY(q_attendance_note(db, two.other, list.rows[i].enrolment_id, STR("excused"),
                                  w->person[0], now, NULL));
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].n_people, 1);
    assert_str(found[0].person, "Bilal Proef");
    TRY(set(&two, two.other, 780, 900, "De Brug", 0));
    clashes_at(&two, w->cohort, 0);
    return RC_OK;
}

// Eva leads the first and the second, at the same hour; when one ends as the other begins she can.
static enum rc check_leads_both(struct world *w, struct db *db) {
    struct two two;
    TRY(two_make(w, db, &two));
    TRY(set(&two, w->session, 540, 630, "De Kade", w->contact));
    TRY(set(&two, two.other, 600, 720, "De Brug", w->contact));
    const struct clash *found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_LEADS_BOTH);
    assert_str(found[0].person, "Eva Proef"); // who leads here has a name, whatever is there
    assert_null(found[0].other.cohort.p);
    TRY(set(&two, two.other, 630, 720, "De Brug", w->contact));
    clashes_at(&two, w->cohort, 0);
    return RC_OK;
}

// Dora takes part in the first and leads the second at the same hour. Seen from the second she
// leads and is expected elsewhere; seen from the first she is expected and leads elsewhere, and has
// neither a name nor that part as long as the viewer does not lead the second.
static enum rc check_leads_and_joins(struct world *w, struct db *db) {
    struct two two;
    TRY(two_make(w, db, &two));
    TRY(set(&two, w->session, 540, 630, "De Kade", 0));
    TRY(set(&two, two.other, 600, 720, "De Brug", w->person[3]));
    const struct clash *found = clashes_at(&two, two.second, 1);
    assert_int_equal(found[0].kind, CLASH_LEADS_HERE);
    assert_str(found[0].person, "Dora Proef");
    assert_int_equal(found[0].other.id, w->session);
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_EXPECTED);
    assert_null(found[0].person.p);
    TRY(lead_both(&two));
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_LEADS_THERE);
    assert_str(found[0].person, "Dora Proef");
    assert_str(found[0].other.cohort, "Tweede");
    TRY(set(&two, two.other, 660, 720, "De Brug", w->person[3])); // the same half-day, another hour
    clashes_at(&two, two.second, 0);
    return RC_OK;
}

// Two sessions of one cohort: who leads both is named once; who leads one and takes part in the
// cohort is expected at the other.
static enum rc check_one_cohort(struct world *w, struct db *db) {
    struct two two;
    struct schedule_list list;
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    TRY(two_make(w, db, &two));
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    const int64_t later = list.rows[1].id;
    TRY(set(&two, w->session, 540, 630, "De Kade", w->contact));
    TRY(set(&two, later, 600, 720, "De Brug", w->contact));
    TRY(lead_both(&two));
    const struct clash *found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_LEADS_BOTH);
    assert_int_equal(found[0].session, later);
    assert_true(found[0].other.own);
    TRY(set(&two, later, 600, 720, "De Brug", w->person[3]));
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_LEADS_HERE);
    assert_int_equal(found[0].session, later);
    assert_int_equal(found[0].other.id, w->session);
    TRY(set(&two, later, 600, 720, "de kade", 0));
    found = clashes_at(&two, w->cohort, 1);
    assert_int_equal(found[0].kind, CLASH_ROOM);
    return RC_OK;
}

#define IN_A_STORE(name)                                                                           \
    static void test_##name(void **state) {                                                        \
        (void)state;                                                                               \
        in_a_store(check_##name);                                                                  \
    }
IN_A_STORE(rooms)
IN_A_STORE(old_rooms)
IN_A_STORE(joins_both)
IN_A_STORE(leads_both)
IN_A_STORE(leads_and_joins)
IN_A_STORE(one_cohort)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rooms),      cmocka_unit_test(test_joins_both),
        cmocka_unit_test(test_leads_both), cmocka_unit_test(test_leads_and_joins),
        cmocka_unit_test(test_one_cohort), cmocka_unit_test(test_old_rooms),
    };
    return cmocka_run_group_tests_name("clash", tests, NULL, NULL);
}
