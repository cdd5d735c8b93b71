// SPDX-License-Identifier: EUPL-1.2
// Taking over the dates of another cohort: how far apart, what stays, what comes along, what is
// added; and that a cohort which the viewer does not lead gives nothing away.
#include "feature/session/test_world.h"

// From 17 June 2026, a Wednesday. Today is 27 May; four weeks on is 24 June, itself a Wednesday.
static void the_first_day_keeps_its_weekday(void **state) {
    (void)state;
    assert_int_equal(series_first(day_of("2026-06-17"), today).n, day_of("2026-06-24").n);
    assert_int_equal(series_first(day_of("2024-01-03"), today).n, day_of("2026-06-24").n);
    assert_int_equal(series_first(day_of("2024-01-04"), today).n, day_of("2026-06-25").n);
    assert_int_equal(series_first(day_of("2026-06-24"), today).n, day_of("2026-06-24").n);
    assert_int_equal(series_first(day_of("2026-09-01"), today).n, day_of("2026-09-01").n);
    // Christmas and New Year's Day are on Fridays.
    assert_int_equal(series_first(day_of("2026-12-25"), today).n, day_of("2027-01-08").n);
}

// There: module 1 on 10 June, module 2 in two parts on 8 and 9 July (28 and 29 days later),
// module 9. Here, from 2 September: 2 September, 30 September and 1 October. Module 2 has one
// session here, so that a second one is new; module 1 has a date already, after one that was
// cancelled; module 9 is not here.
static void sessions_are_as_far_apart(void **state) {
    (void)state;
    struct series_pattern_row there[] = {
        {.id = 1, .module_id = 71, .position = 1, .day = day_of("2026-06-10")},
        {.id = 2, .module_id = 72, .position = 2, .day = day_of("2026-07-08")},
        {.id = 3, .module_id = 72, .position = 2, .number = 2, .day = day_of("2026-07-09")},
        {.id = 4, .module_id = 79, .position = 3, .day = day_of("2026-08-05")},
    };
    struct series_modules_row modules[] = {{.element_id = 71, .position = 1},
                                           {.element_id = 72, .position = 2},
                                           {.element_id = 73, .position = 3}};
    struct schedule_list_row here[] = {
        {.id = 10, .position = 1, .state = STR("cancelled"), .day = DAY_NONE},
        {.id = 11, .position = 1, .state = STR("planned"), .day = day_of("2026-09-03")},
        {.id = 12, .position = 2, .state = STR("planned"), .day = DAY_NONE},
    };
    const struct series_pattern pattern = {there, COUNT_OF(there)};
    const struct series_modules known = {modules, COUNT_OF(modules)};
    const struct schedule_list list = {here, COUNT_OF(here)};
    struct series_copy copies[COUNT_OF(there)];
    assert_int_equal(series_copies(&pattern, &known, &list, day_of("2026-09-02"), copies), 3);
    for (size_t i = 0; i < COUNT_OF(there); i++)
        assert_int_equal(series_is_copied(copies, 3, &there[i]), i != 3);
    assert_int_equal(copies[0].row->id, 11);
    assert_true(copies[0].has_day);
    assert_int_equal(copies[1].row->id, 12);
    assert_int_equal(copies[1].to.n, day_of("2026-09-30").n);
    assert_false(copies[1].has_day);
    assert_null(copies[2].row);
    assert_int_equal(copies[2].module->element_id, 72);
    assert_int_equal(copies[2].to.n, day_of("2026-10-01").n);
    // Of another programme: by the place in the order.
    struct series_modules_row others[] = {{.element_id = 91, .position = 1},
                                          {.element_id = 93, .position = 3}};
    const struct series_modules elsewhere = {others, COUNT_OF(others)};
    assert_int_equal(series_copies(&pattern, &elsewhere, &list, day_of("2026-09-02"), copies), 2);
    assert_int_equal(copies[1].module->element_id, 93);
}

static enum rc pattern_for(struct world *w, struct db *db, int64_t cohort,
                           struct series_pattern *ret_pattern, struct series_sources *ret_sources) {
    const struct scope scope = scope_of(SCOPE_COHORT, cohort, w->person[0]);
    TRY(q_series_sources(db_read(db), w->arena, &scope, today, ret_sources));
    return q_series_pattern(db_read(db), w->arena, &scope, w->cohort, today, ret_pattern);
}

static enum rc copy_to(struct world *w, struct db *db, int64_t cohort,
                       struct schedule_list *ret_list) {
    const struct scope scope = scope_of(SCOPE_COHORT, cohort, w->person[0]);
    struct series_pattern pattern;
    struct series_sources sources;
    struct series_modules modules;
    struct series_copy copies[8];
    TRY(pattern_for(w, db, cohort, &pattern, &sources));
    assert_int_equal(sources.n, 1);
    assert_int_equal(sources.rows[0].n_dated, 2);
    TRY(q_series_modules(db_read(db), w->arena, &scope, &modules));
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, ret_list));
    struct series_led there;
    struct schedule_led here;
    TRY(q_series_led(db_read(db), w->arena, &scope, w->cohort, today, &there));
    TRY(q_schedule_led(db_read(db), w->arena, &scope, &here));
    const struct series_known leaders = {&there, &here};
    const size_t n = series_copies(&pattern, &modules, ret_list, day_of("2026-09-02"), copies);
    TRY(series_copy_do(db, w->arena, cohort, copies, n, &leaders, today, now));
    return q_schedule_list(db_read(db), w->arena, &scope, true, ret_list);
}

// The first cohort has module 1 in two parts, on 10 June led by Anna and Chris, and on 24 June in
// the afternoon. Only who leads that cohort sees its dates; only who is a facilitator today comes
// along.
static enum rc check_copy(struct world *w, struct db *db) {
    const struct scope first = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, w->person[0]);
    struct schedule_entry entry = entry_of("2026-06-10", 570, 750, w->person[0]);
    struct cohort_get_row cohort;
    struct series_state_row state;
    struct series_pattern pattern;
    struct series_sources sources;
    struct schedule_list list;
    struct schedule_led led;
    int64_t second;
    TRY(role_give(db, w->arena, w->person[2], STR("facilitator"), w->host, today, DAY_NONE, 0,
                  now));
    leaders_add(&entry.leaders, w->person[2]);
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(q_series_state(db_read(db), w->arena, &scope, &state));
    TRY(series_extend(db, w->arena, &state, today, now));
    TRY(q_schedule_list(db_read(db), w->arena, &first, true, &list));
    entry = entry_of("2026-06-24", 780, 960, w->person[3]);
    TRY(schedule_set(db, w->arena, list.rows[1].id, &entry));
    TRY(q_cohort_get(db_read(db), w->arena, &first, &cohort));
    const struct cohort_input input = {cohort.programme_id, STR("Tweede"), 3, 0, 4, 1};
    TRY(cohort_add(db, w->arena, &input, now, &second));
    TRY(q_cohort_join(db, second, w->person[1], today, NULL));
    TRY(pattern_for(w, db, second, &pattern, &sources));
    assert_int_equal(pattern.n, 0);
    assert_int_equal(sources.n, 0);
    TRY(role_give(db, w->arena, w->person[0], STR("coordinator"), w->host, today, DAY_NONE, 0,
                  now));
    TRY(role_give(db, w->arena, w->person[0], STR("facilitator"), w->host, today, DAY_NONE, 0,
                  now));
    const struct scope second_scope = scope_of(SCOPE_COHORT, second, w->person[0]);
    TRY(copy_to(w, db, second, &list));
    assert_int_equal(list.n, 7);
    assert_int_equal(list.rows[0].day.n, day_of("2026-09-02").n);
    TRY(q_schedule_led(db_read(db), w->arena, &second_scope, &led));
    assert_str(leaders_names(w->arena, &led, list.rows[0].id), "Anna Proef, Chris Proef");
    assert_str(list.rows[0].place, "De Brug");
    assert_int_equal(list.rows[1].position, 1);
    assert_int_equal(list.rows[1].number, 2);
    assert_int_equal(list.rows[1].day.n, day_of("2026-09-16").n);
    assert_int_equal(list.rows[1].start_clock.m, 780);
    assert_int_equal(leaders_of(&led, list.rows[1].id).n, 0);
    assert_int_equal(list.rows[1].n_expected, 1);
    assert_false(day_is(list.rows[2].day));
    TRY(copy_to(w, db, second, &list)); // again: everything has a date
    assert_int_equal(list.n, 7);
    assert_int_equal(list.rows[1].day.n, day_of("2026-09-16").n);
    return RC_OK;
}

static void a_series_is_taken_over(void **state) {
    (void)state;
    in_a_store(check_copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_day_keeps_its_weekday),
        cmocka_unit_test(sessions_are_as_far_apart),
        cmocka_unit_test(a_series_is_taken_over),
    };
    return cmocka_run_group_tests_name("series_copy", tests, NULL, NULL);
}
