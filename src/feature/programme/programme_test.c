// SPDX-License-Identifier: EUPL-1.2
// Versions of a programme on a real store, the difference between two, and minutes over sessions.
// Expected values are counted by hand from blueprint.c and from what each case writes.
#include "base/testing.h"
#include "feature/cohort/cohort.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "store/test_place.h"

struct world {
    struct place place;
    struct store *store;
    int64_t author, programme, cohort;
    // What the last look found.
    struct programme_get_row seen;
    struct programme_modules modules;
    struct programme_module_elements parts; // of module 1
    struct programme_versions versions;
};
static const struct day today = {20000};
static const struct instant now = {1728000000};

static struct scope scope_of(const struct world *w) {
    return (struct scope){SCOPE_PROGRAMME, w->programme, w->author};
}

static struct programme_author author_of(const struct world *w) {
    return (struct programme_author){w->author, now};
}

static enum rc furnish(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct organisation_add_row host;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    const struct person_input input = {STR("Anna"), STR(""), STR("Proef"), STR("")};
    TRY(person_add(db, arena, &input, now, &w->author));
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id, w->author,
                                 now, &w->programme));
    const struct cohort_input cohort = {w->programme, STR(""), 2, 0, 4, 1};
    return cohort_add(db, arena, &cohort, now, &w->cohort);
}

// As somebody who may edit sees it.
static enum rc look(struct world *w, struct db_ro *db) {
    const struct scope scope = scope_of(w);
    struct arena *const arena = w->place.arena;
    TRY(q_programme_get(db, arena, &scope, true, &w->seen));
    TRY(q_programme_modules(db, arena, w->seen.version_id, &w->modules));
    TRY(q_programme_versions(db, arena, &scope, true, &w->versions));
    return q_programme_module_elements(db, arena, w->seen.version_id, w->modules.rows[0].element_id,
                                       true, &w->parts);
}

static enum rc cohort_version(struct world *w, struct db_ro *db, int64_t *ret_number) {
    const struct scope scope = {SCOPE_COHORT, w->cohort, w->author};
    struct programme_of_cohort_row cohort;
    TRY(q_programme_of_cohort(db, w->place.arena, &scope, &cohort));
    *ret_number = cohort.version;
    return RC_OK;
}

static int setup(void **state) {
    struct world *const w = calloc(1, sizeof *w);
    w->place = place_make(false);
    assert_int_equal(store_open(&w->place.options, &w->store), RC_OK);
    assert_int_equal(store_write(w->store, furnish, w), RC_OK);
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *const w = *state;
    store_close(w->store);
    place_remove(&w->place);
    free(w);
    return 0;
}

static const struct part_change shorter = {.title = STR("Verhalen uit de wijk"),
                                           .body = STR("Twee verhalen."),
                                           .track = STR("content"),
                                           .materials = STR("Papier"),
                                           .notes = STR("Lees voor."),
                                           .reason = STR("Het was te lang"),
                                           .minutes = 30};
static const struct part_change pause_part = {.kind = STR("text"),
                                              .title = STR("Pauze"),
                                              .body = STR("Koffie."),
                                              .track = STR("personal"),
                                              .materials = STR(""),
                                              .notes = STR(""),
                                              .reason = STR("Men vroeg erom"),
                                              .minutes = 15};

// One change, without a draft: version 2 with its reason; a cohort stays on 1.
static enum rc change_alone(struct db *db, void *argument) {
    struct world *const w = argument;
    int64_t follows;
    TRY(look(w, db_read(db)));
    TRY(programme_part_change(db, w->place.arena, &w->seen, &w->parts.rows[1], &shorter,
                              author_of(w)));
    TRY(look(w, db_read(db)));
    assert_int_equal(w->seen.version, 2);
    assert_false(w->seen.draft);
    assert_str(w->seen.reason, "Het was te lang");
    assert_int_equal(w->parts.n, 5);
    assert_str(w->parts.rows[1].title, "Verhalen uit de wijk");
    // 45 + 30 minutes of content became 30 + 30; 30 + 60 + 15 personal stay.
    assert_int_equal(w->modules.rows[0].content_minutes, 60);
    assert_int_equal(w->modules.rows[0].personal_minutes, 105);
    TRY(cohort_version(w, db_read(db), &follows));
    assert_int_equal(follows, 1);
    return RC_OK;
}

static void a_change_makes_a_version(void **state) {
    struct world *const w = *state;
    assert_int_equal(store_write(w->store, change_alone, w), RC_OK);
    assert_int_equal(w->parts.rows[1].number, 2);
}

// A move begins a draft; a change, a new element and a removal follow it there; published it is one
// version. Until then readers, and a new cohort, see version 1.
static enum rc gather(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    const struct scope scope = scope_of(w);
    struct programme_get_row read;
    const struct programme_author author = author_of(w);
    TRY(look(w, db_read(db)));
    const int64_t second = w->parts.rows[1].element_id, last = w->parts.rows[4].element_id;
    TRY(programme_part_move(db, arena, &w->seen, &w->parts, 1, true, author));
    TRY(look(w, db_read(db)));
    assert_true(w->seen.draft);
    assert_int_equal(w->seen.version, 2);
    assert_int_equal(w->parts.rows[0].element_id, second);
    TRY(programme_part_change(db, arena, &w->seen, &w->parts.rows[0], &shorter, author));
    TRY(programme_part_add(db, arena, &w->seen, w->modules.rows[0].element_id, &pause_part,
                           author));
    TRY(programme_part_remove(db, arena, &w->seen, &w->parts.rows[4], STR(""), author));
    int64_t version;
    assert_int_equal(programme_draft_begin(db, arena, &w->seen, author, &version), RC_CONFLICT);
    TRY(q_programme_get(db_read(db), arena, &scope, false, &read));
    assert_int_equal(read.version, 1);
    const struct cohort_input cohort = {w->programme, STR(""), 2, 0, 4, 1};
    int64_t first = w->cohort, follows;
    TRY(cohort_add(db, arena, &cohort, now, &w->cohort));
    TRY(cohort_version(w, db_read(db), &follows));
    assert_int_equal(follows, 1);
    w->cohort = first;
    TRY(programme_draft_publish(db, &w->seen, STR("Geleerd van lichting 1"), author));
    TRY(look(w, db_read(db)));
    assert_false(w->seen.draft);
    assert_int_equal(w->seen.version, 2);
    assert_int_equal(w->versions.n, 2);
    assert_str(w->versions.rows[0].reason, "Geleerd van lichting 1");
    assert_str(w->versions.rows[0].author, "Anna Proef");
    // Removed one, added one at the end.
    assert_int_equal(w->parts.n, 5);
    assert_str(w->parts.rows[4].title, "Pauze");
    for (size_t i = 0; i < w->parts.n; i++)
        assert_int_not_equal(w->parts.rows[i].element_id, last);
    assert_int_equal(programme_draft_publish(db, &w->seen, STR("Nog eens"), author), RC_CONFLICT);
    return RC_OK;
}

static void a_draft_gathers(void **state) {
    struct world *const w = *state;
    assert_int_equal(store_write(w->store, gather, w), RC_OK);
}

// Thrown away, nothing of it is left, and the next version is number 2 again.
static enum rc throw_away(struct db *db, void *argument) {
    struct world *const w = argument;
    int64_t version;
    TRY(look(w, db_read(db)));
    TRY(programme_draft_begin(db, w->place.arena, &w->seen, author_of(w), &version));
    TRY(look(w, db_read(db)));
    TRY(programme_part_change(db, w->place.arena, &w->seen, &w->parts.rows[1], &shorter,
                              author_of(w)));
    TRY(programme_draft_drop(db, &w->seen));
    TRY(look(w, db_read(db)));
    assert_int_equal(w->seen.version, 1);
    assert_str(w->parts.rows[1].title, "Hoe bewoners de overheid zien");
    assert_int_equal(programme_draft_drop(db, &w->seen), RC_CONFLICT);
    TRY(change_alone(db, argument));
    // What stood in the draft keeps its number: a form made on it is never current again.
    assert_int_equal(w->parts.rows[1].number, 3);
    return RC_OK;
}

static void a_draft_can_be_dropped(void **state) {
    struct world *const w = *state;
    assert_int_equal(store_write(w->store, throw_away, w), RC_OK);
}

// Followed to version 2 by an act; from there it cannot be followed away again from 1.
static enum rc follow(struct db *db, void *argument) {
    struct world *const w = argument;
    int64_t follows;
    TRY(look(w, db_read(db)));
    const int64_t first = w->seen.version_id;
    TRY(change_alone(db, argument));
    TRY(cohort_follow(db, w->cohort, first, w->seen.version_id, today));
    TRY(cohort_version(w, db_read(db), &follows));
    assert_int_equal(follows, 2);
    assert_int_equal(cohort_follow(db, w->cohort, first, w->seen.version_id, today), RC_CONFLICT);
    return RC_OK;
}

static void a_cohort_follows(void **state) {
    struct world *const w = *state;
    assert_int_equal(store_write(w->store, follow, w), RC_OK);
}

// ---- without a store -------------------------------------------------------------------------

static struct opt_int some(int64_t n) {
    return (struct opt_int){n, true};
}

// Module 1 with a b c d, module 2 with e. Then: d before a (one move, not three), b reworded, c
// gone, f new in module 2.
static void finds_what_differs(void **state) {
    (void)state;
    struct programme_contents_row old_rows[] = {
        {.element_id = 1, .module = 1, .title = STR("M1")},
        {.element_id = 11,
         .within_id = some(1),
         .module = 1,
         .title = STR("a"),
         .minutes = some(5)},
        {.element_id = 12,
         .within_id = some(1),
         .module = 1,
         .title = STR("b"),
         .minutes = some(5)},
        {.element_id = 13,
         .within_id = some(1),
         .module = 1,
         .title = STR("c"),
         .minutes = some(5)},
        {.element_id = 14,
         .within_id = some(1),
         .module = 1,
         .title = STR("d"),
         .minutes = some(5)},
        {.element_id = 2, .module = 2, .title = STR("M2")},
        {.element_id = 21,
         .within_id = some(2),
         .module = 2,
         .title = STR("e"),
         .minutes = some(5)},
    };
    struct programme_contents_row new_rows[] = {
        old_rows[0],
        old_rows[4],
        old_rows[1],
        old_rows[2],
        old_rows[5],
        old_rows[6],
        {.element_id = 22, .within_id = some(2), .module = 2, .title = STR("f")},
    };
    new_rows[3].minutes = some(9);
    const struct programme_contents old = {old_rows, COUNT_OF(old_rows)};
    const struct programme_contents new = {new_rows, COUNT_OF(new_rows)};
    struct arena *const arena = arena_new(1 << 16);
    struct difference *found;
    assert_int_equal(difference_of(arena, &old, &new, &found), 4);
    assert_int_equal(found[0].kind, DIFFERENCE_MOVED);
    assert_str(found[0].new->title, "d");
    assert_int_equal(found[1].kind, DIFFERENCE_CHANGED);
    assert_int_equal(found[1].old->minutes.v, 5);
    assert_int_equal(found[1].new->minutes.v, 9);
    assert_int_equal(found[2].kind, DIFFERENCE_ADDED);
    assert_int_equal(found[2].module, 2);
    assert_int_equal(found[3].kind, DIFFERENCE_REMOVED);
    assert_str(found[3].old->title, "c");
    assert_int_equal(difference_of(arena, &old, &old, &found), 0);
    arena_free(arena);
}

// 30 + 45 + 60 minutes. From 0:00 without a session. In one of 9:00 to 11:00 the last ends at
// 11:15, 15 minutes late. In 9:00 to 10:30 and 13:00 to 14:30 the last goes to the afternoon: 180 -
// 135 minutes are left.
static void lays_out_minutes(void **state) {
    (void)state;
    struct programme_module_elements_row rows[] = {
        {.minutes = some(30)}, {.minutes = some(45)}, {.minutes = some(60)}};
    const struct programme_module_elements parts = {rows, COUNT_OF(rows)};
    struct run_sheet_session sessions[] = {{.start = {540}, .end = {660}},
                                           {.start = {780}, .end = {870}}};
    struct arena *const arena = arena_new(1 << 16);
    struct run_sheet sheet = run_sheet_of(arena, &parts, NULL, 0);
    assert_false(sheet.is_timed);
    assert_int_equal(sheet.minutes, 135);
    assert_int_equal(sheet.lines[2].start.m, 75);
    assert_int_equal(sheet.lines[2].end.m, 135);
    sheet = run_sheet_of(arena, &parts, sessions, 1);
    assert_int_equal(sheet.lines[1].start.m, 570);
    assert_int_equal(sheet.lines[2].end.m, 675);
    assert_false(sheet.lines[1].is_late);
    assert_true(sheet.lines[2].is_late);
    assert_int_equal(sheet.room, -15);
    sessions[0].end = (struct clock){630};
    sheet = run_sheet_of(arena, &parts, sessions, 2);
    assert_int_equal(sheet.lines[1].session, 0);
    assert_int_equal(sheet.lines[2].session, 1);
    assert_int_equal(sheet.lines[2].start.m, 780);
    assert_false(sheet.lines[2].is_late);
    assert_int_equal(sheet.room, 45);
    sessions[1].end = CLOCK_NONE;
    assert_false(run_sheet_of(arena, &parts, sessions, 2).is_timed);
    arena_free(arena);
}

static void names_an_imbalance(void **state) {
    (void)state;
    const struct programme_modules_row both = {.content_minutes = 30, .personal_minutes = 5};
    const struct programme_modules_row content = {.content_minutes = 30};
    const struct programme_modules_row personal = {.personal_minutes = 5};
    const struct programme_modules_row empty = {0};
    assert_int_equal(programme_balance_of(&both), BALANCE_BOTH);
    assert_int_equal(programme_balance_of(&content), BALANCE_ONLY_CONTENT);
    assert_int_equal(programme_balance_of(&personal), BALANCE_ONLY_PERSONAL);
    assert_int_equal(programme_balance_of(&empty), BALANCE_BOTH);
}

// Two rows of one session are one session with two facilitators.
static void gathers_facilitators(void **state) {
    (void)state;
    struct programme_sessions_row rows[] = {
        {.id = 1, .facilitator = STR("Anna")}, {.id = 1, .facilitator = STR("Bilal")}, {.id = 2}};
    const struct programme_sessions sessions = {rows, COUNT_OF(rows)};
    struct arena *const arena = arena_new(1 << 16);
    struct run_sheet_session *made;
    assert_int_equal(run_sheet_sessions(arena, &sessions, &made), 2);
    assert_str(made[0].facilitators, "Anna, Bilal");
    assert_false(str_is(made[1].facilitators));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_change_makes_a_version, setup, teardown),
        cmocka_unit_test_setup_teardown(a_draft_gathers, setup, teardown),
        cmocka_unit_test_setup_teardown(a_draft_can_be_dropped, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cohort_follows, setup, teardown),
        cmocka_unit_test(finds_what_differs),
        cmocka_unit_test(lays_out_minutes),
        cmocka_unit_test(names_an_imbalance),
        cmocka_unit_test(gathers_facilitators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
