// SPDX-License-Identifier: EUPL-1.2
// The rules of a cohort on a real store: making one, applications, the composition problem, places.
#include "base/testing.h"
#include "feature/cohort/cohort.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "feature/person/person.h"
#include "schedule_sql.h"
#include "store/test_place.h"

struct world {
    struct place place;
    struct store *store;
    int64_t organisation, programme, cohort, person[4];
};
static const struct day today = {20000};
static const struct instant now = {1728000000};

// One person at the house; the first one writes everything.
static enum rc furnish(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    static const char *const names[] = {"Anna", "Bilal", "Chris", "Dora"};
    struct organisation_add_row host;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    w->organisation = host.id;
    for (size_t i = 0; i < 4; i++) {
        const struct person_input input = {str_from_c(names[i]), STR(""), STR("Proef"), STR("")};
        TRY(person_add(db, arena, &input, now, &w->person[i]));
        TRY(person_join(db, arena, w->person[i], host.id, (struct opt_int){0, false}, today));
    }
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id,
                                 w->person[0], now, &w->programme));
    const struct cohort_input input = {w->programme, STR(""), 2, 0, 4, 1};
    return cohort_add(db, arena, &input, now, &w->cohort);
}

static struct scope scope_of_cohort(const struct world *w) {
    return (struct scope){SCOPE_COHORT, w->cohort, w->person[0]};
}

static int setup(void **state) {
    struct world *w = calloc(1, sizeof *w);
    w->place = place_make(false);
    assert_int_equal(store_open(&w->place.options, &w->store), RC_OK);
    assert_int_equal(store_write(w->store, furnish, w), RC_OK);
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    store_close(w->store);
    place_remove(&w->place);
    free(w);
    return 0;
}

static enum rc apply_all(struct db *db, void *argument) {
    struct world *w = argument;
    for (size_t i = 0; i < 4; i++) {
        const struct application_input input = {.cohort = w->cohort,
                                                .person = w->person[i],
                                                .learning_question =
                                                    str_fmt(w->place.arena, "vraag %zu", i),
                                                .together_with = i == 2 ? w->person[0] : 0};
        int64_t id;
        TRY(application_add(db, w->place.arena, store_vault(w->store), &input, now, &id));
    }
    return RC_OK;
}

// A new cohort is called after its number, has a session per module (six in the blueprint), no
// dates.
static void is_made_whole(void **state) {
    struct world *w = *state;
    struct reader *reader;
    struct db_ro *db;
    struct cohort_get_row cohort;
    struct cohort_modules modules;
    const struct scope scope = scope_of_cohort(w);
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_cohort_get(db, w->place.arena, &scope, &cohort), RC_OK);
    assert_str(cohort.name, "Lichting 1");
    assert_int_equal(q_cohort_modules(db, w->place.arena, &scope, &modules), RC_OK);
    assert_int_equal(modules.n, 6);
    assert_false(day_is(modules.rows[0].day));
    reader_end(reader);
    reader_close(reader);
}

// The learning question is unreadable in the table and reads back for its owner only; the second
// application of the same person is a conflict.
static void applications_are_sealed(void **state) {
    struct world *w = *state;
    struct reader *reader;
    struct db_ro *db;
    struct application_list list;
    struct str question;
    size_t at;
    const struct scope scope = scope_of_cohort(w);
    assert_int_equal(store_write(w->store, apply_all, w), RC_OK);
    assert_int_equal(store_write(w->store, apply_all, w), RC_CONFLICT);
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_application_list(db, w->place.arena, &scope, today, &list), RC_OK);
    assert_int_equal(list.n, 4);
    assert_false(str_find(list.rows[1].learning_question, STR("vraag"), &at));
    assert_int_equal(vault_open(store_vault(w->store), w->place.arena, w->person[1],
                                "application.learning_question", list.rows[1].learning_question,
                                &question),
                     RC_OK);
    assert_str(question, "vraag 1");
    assert_int_equal(vault_open(store_vault(w->store), w->place.arena, w->person[2],
                                "application.learning_question", list.rows[1].learning_question,
                                &question),
                     RC_IO);
    reader_end(reader);
    reader_close(reader);
}

struct choose {
    struct world *w;
    bool placed[4];
};

static enum rc choose(struct db *db, void *argument) {
    const struct choose *choice = argument;
    struct world *w = choice->w;
    struct application_list list;
    const struct scope scope = scope_of_cohort(w);
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    TRY(q_application_list(db_read(db), w->place.arena, &scope, today, &list));
    return cohort_place(db, w->place.arena, &placement, &list, choice->placed);
}

static int64_t members_of(struct world *w, int64_t *ret_enrolled) {
    struct reader *reader;
    struct db_ro *db;
    struct cohort_people people;
    struct schedule_list sessions;
    const struct scope scope = scope_of_cohort(w);
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_cohort_people(db, w->place.arena, &scope, today, &people), RC_OK);
    assert_int_equal(q_schedule_list(db, w->place.arena, &scope, false, &sessions), RC_OK);
    *ret_enrolled = sessions.rows[5].n_expected;
    reader_end(reader);
    reader_close(reader);
    return (int64_t)people.n;
}

// Two placed; then one of them is swapped for another; twice the same choice changes nothing.
static void places_follow_the_choice(void **state) {
    struct world *w = *state;
    struct choose first = {w, {true, true, false, false}}, second = {w, {true, false, true, false}};
    int64_t enrolled;
    assert_int_equal(store_write(w->store, apply_all, w), RC_OK);
    assert_int_equal(store_write(w->store, choose, &first), RC_OK);
    assert_int_equal(members_of(w, &enrolled), 2);
    assert_int_equal(enrolled, 2);
    assert_int_equal(store_write(w->store, choose, &second), RC_OK);
    assert_int_equal(store_write(w->store, choose, &second), RC_OK);
    assert_int_equal(members_of(w, &enrolled), 2);
    assert_int_equal(enrolled, 2);
    assert_int_equal(store_write(w->store, choose, &first), RC_OK);
    assert_int_equal(members_of(w, &enrolled), 2);
    assert_int_equal(enrolled, 2);
}

// 0 and 2 want to be together, consent is missing for 3, 1 is the manager of 2.
static void problem_says_what_belongs_together(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct application_list_row rows[] = {
        {.person_id = 10,
         .name = STR("A"),
         .unit_name = STR("Wijken"),
         .unit_id = {1, true},
         .consent = STR("yes")},
        {.person_id = 11,
         .name = STR("B"),
         .unit_name = STR("Ruimte"),
         .unit_id = {2, true},
         .consent = STR("yes")},
        {.person_id = 12,
         .name = STR("C"),
         .unit_name = STR("Wijken"),
         .unit_id = {1, true},
         .consent = STR("yes"),
         .together_with = {10, true}},
        {.person_id = 13, .name = STR("D"), .organisation_name = STR("Politie")},
    };
    struct rules_pairs_row pair = {11, 12, STR("manager")};
    const struct application_list list = {rows, 4};
    const struct cohort_rules rules = {.pairs = {&pair, 1}};
    const struct cohort_sizes sizes = {.places = 2, .unit_min = 0, .unit_max = 2};
    struct cohort_problem problem;
    assert_int_equal(cohort_problem_of(arena, &sizes, &list, &rules, &problem), RC_OK);
    assert_int_equal(problem.problem.n_units, 3);
    assert_int_equal(problem.problem.unit[0], problem.problem.unit[2]);
    assert_int_equal(problem.problem.together[0], problem.problem.together[2]);
    assert_int_equal(problem.problem.together[1], -1);
    assert_false(problem.problem.eligible[3]);
    assert_int_equal(problem.problem.n_apart, 1);
    assert_int_equal(problem.problem.apart[0][0], 1);
    assert_int_equal(problem.problem.apart[0][1], 2);
    arena_free(arena);
}

// Organisation 1 has two units, 2 and 3 have one; with 1 and 2 at most 8 and 4 seats were agreed, a
// unit has at most 7. So the units of 1 have 7, for the 8 are of both; 2 has 4; 3 has 7. Where a
// unit may have all 7 places of a cohort, nothing limits it but what was agreed.
static void seats_of_units(void **state) {
    struct cohort_unit units[] = {{.organisation_id = 1, .n_people = 4},
                                  {.organisation_id = 1, .n_people = 2},
                                  {.organisation_id = 2, .n_people = 3},
                                  {.organisation_id = 3, .n_people = 9}};
    struct cohort_seats_row rows[] = {{1, 8}, {2, 4}};
    const struct cohort_seats seats = {rows, COUNT_OF(rows)};
    (void)state;
    cohort_units_seats(units, COUNT_OF(units), &seats, 7, 24);
    assert_int_equal(units[0].n_seats, 7);
    assert_int_equal(units[1].n_seats, 7);
    assert_int_equal(units[2].n_seats, 4);
    assert_int_equal(units[3].n_seats, 7);
    assert_true(cohort_units_limited(units, COUNT_OF(units)));
    assert_int_equal(cohort_units_most(units, COUNT_OF(units)), 9); // more than its seats
    cohort_units_seats(units, COUNT_OF(units), &seats, 7, 7);
    assert_int_equal(units[0].n_seats, 0);
    assert_int_equal(units[2].n_seats, 4);
    assert_int_equal(units[3].n_seats, 0);
    assert_false(cohort_units_limited(units, 2));
}

static void a_session_without_a_room_is_not_ready(void **state) {
    const struct str planned = STR("planned");
    (void)state;
    assert_str(cohort_session_ready_word(LANG_NL, planned, today, STR(""), today),
               "zaal ontbreekt");
    assert_str(cohort_session_ready_word(LANG_NL, planned, day_after(today, 1), STR_NONE, today),
               "zaal ontbreekt");
    assert_str(cohort_session_ready_word(LANG_NL, planned, day_after(today, 1), STR("A"), today),
               "gepland");
    assert_str(cohort_session_ready_word(LANG_NL, planned, day_after(today, -1), STR(""), today),
               "geweest");
    assert_str(cohort_session_ready_word(LANG_NL, planned, DAY_NONE, STR(""), today),
               "datum ontbreekt");
    assert_str(cohort_session_ready_word(LANG_NL, STR("cancelled"), today, STR(""), today),
               "vervalt");
    assert_str(cohort_session_ready_class(planned, today, STR(""), today),
               "utrecht-status-badge utrecht-status-badge--warning");
}

static void every_organisation_has_a_pattern(void **state) {
    (void)state;
    assert_str(cohort_org_pattern(STR("P")), "url(#pp)");
    assert_str(cohort_org_pattern(STR("w")), "url(#pw)");
    assert_str(cohort_org_pattern(STR("G")), "url(#pg)");
    assert_str(cohort_org_pattern(STR("?")), "url(#pg)"); // as its colour
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(is_made_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(applications_are_sealed, setup, teardown),
        cmocka_unit_test_setup_teardown(places_follow_the_choice, setup, teardown),
        cmocka_unit_test(problem_says_what_belongs_together),
        cmocka_unit_test(seats_of_units),
        cmocka_unit_test(a_session_without_a_room_is_not_ready),
        cmocka_unit_test(every_organisation_has_a_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
