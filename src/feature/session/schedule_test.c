// SPDX-License-Identifier: EUPL-1.2
// The rules of dates: who changed what, filling in, what looks odd, shifting; and on a real store:
// what counts as moved, who leads, sessions that come and go.
#include "feature/session/test_world.h"
#include "news_sql.h"

static const struct schedule_entry nothing = {
    {INT32_MIN}, {INT32_MIN}, {INT32_MIN}, {"", 0}, {{0}, 0}};

// What stood in the form, what was typed, what stands there now.
static void two_people_do_not_overwrite_each_other(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const struct schedule_entry a = entry_of("2026-12-10", 570, 750, 7);
    struct schedule_entry b = a, c = a;
    b.place = STR("De Kade");
    leaders_add(&c.leaders, 8);
    const struct str from_a = schedule_stamp(arena, &a);
    assert_int_equal(schedule_fate_of(arena, from_a, &a, &a), SCHEDULE_KEEP);
    assert_int_equal(schedule_fate_of(arena, from_a, &b, &a), SCHEDULE_CHANGE);
    assert_int_equal(schedule_fate_of(arena, from_a, &a, &c),
                     SCHEDULE_KEEP); // only the other changed
    assert_int_equal(schedule_fate_of(arena, from_a, &b, &b), SCHEDULE_KEEP); // both the same
    assert_int_equal(schedule_fate_of(arena, from_a, &b, &c), SCHEDULE_CONFLICT);
    arena_free(arena);
}

// Thursday 10 December 2026, every four weeks: 7 January and 4 February 2027. The session that has
// a date keeps it and takes no turn, nor does the cancelled one; what was filled in stays.
static void the_rest_is_filled_in(void **state) {
    (void)state;
    const struct schedule_entry rest = entry_of("2026-12-10", 570, 750, 7);
    struct schedule_entry entries[5] = {nothing, entry_of("2026-12-17", 780, 900, 8), nothing,
                                        nothing, nothing};
    const bool skip[5] = {false, false, false, true, false};
    entries[2].place = STR("De Kade");
    entries[4].start = (struct clock){600};
    entries[4].end = (struct clock){660};
    assert_int_equal(schedule_fill(&rest, 4, entries, skip, 5), 3);
    assert_int_equal(entries[0].day.n, day_of("2026-12-10").n);
    assert_int_equal(entries[1].day.n, day_of("2026-12-17").n);
    assert_int_equal(entries[2].day.n, day_of("2027-01-07").n);
    assert_false(day_is(entries[3].day));
    assert_int_equal(entries[4].day.n, day_of("2027-02-04").n);
    assert_int_equal(entries[0].start.m, 570);
    assert_int_equal(entries[1].start.m, 780);
    assert_int_equal(entries[1].leaders.ids[0], 8);
    assert_str(entries[2].place, "De Kade");
    assert_int_equal(entries[2].leaders.ids[0], 7);
    assert_int_equal(entries[4].start.m, 600);
    assert_int_equal(entries[4].end.m, 660);
}

static struct schedule_list_row row_of(const char *iso, int start, int end) {
    return (struct schedule_list_row){
        .day = day_of(iso), .start_clock = {start}, .end_clock = {end}, .state = STR("planned")};
}

static void assert_warning(const struct schedule_warning *w, enum schedule_oddity oddity,
                           size_t row, size_t other) {
    assert_int_equal(w->oddity, oddity);
    assert_int_equal(w->row, row);
    assert_int_equal(w->other, other);
}

// 0: 10 Dec; 1: the same day; 2: 3 Dec, before 0; 3: 17 Dec; 4: 10 Dec, cancelled: says nothing;
// 5: 17 Dec, the same day as 3.
static void what_looks_odd_is_named(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct schedule_list_row rows[] = {
        row_of("2026-12-10", 570, 750), row_of("2026-12-10", 750, 840),
        row_of("2026-12-03", 570, 750), row_of("2026-12-17", 570, 750),
        row_of("2026-12-10", 570, 750), row_of("2026-12-17", 720, 780),
    };
    const struct schedule_list list = {rows, COUNT_OF(rows)};
    const struct schedule_warning *w;
    rows[4].state = STR("cancelled");
    assert_int_equal(schedule_warnings(arena, &list, &w), 3);
    assert_warning(&w[0], SCHEDULE_SAME_DAY, 1, 0);
    assert_warning(&w[1], SCHEDULE_ORDER, 2, 0);
    assert_warning(&w[2], SCHEDULE_SAME_DAY, 5, 3);
    arena_free(arena);
}

static enum rc assert_now(struct world *w, struct db *db, const char *state, int64_t sequence) {
    struct schedule_now_row row;
    TRY(q_schedule_now(db_read(db), w->arena, w->session, &row));
    assert_str(row.state, state);
    assert_int_equal(row.calendar_sequence, sequence);
    return RC_OK;
}

// A first date makes no change in a calendar; another day, another place and taking the date away
// each do. The same again, and another facilitator, do not.
static enum rc check_moved(struct world *w, struct db *db) {
    struct schedule_entry entry = entry_of("2026-06-10", 570, 750, w->person[0]);
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "planned", 0));
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "planned", 0));
    entry.place = STR("De Kade");
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "planned", 1));
    entry.day = day_of("2026-06-17");
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "moved", 2));
    entry.leaders = (struct leaders){{w->person[3]}, 1};
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "moved", 2));
    entry.day = DAY_NONE;
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(assert_now(w, db, "planned", 3));
    entry.end = entry.start;
    assert_int_equal(schedule_set(db, w->arena, w->session, &entry), RC_INVALID);
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, w->person[0]);
    struct schedule_leaders leaders;
    TRY(q_schedule_leaders(db_read(db), w->arena, &scope, &leaders));
    assert_int_equal(leaders.n, 1);
    assert_int_equal(leaders.rows[0].id, w->person[3]);
    return RC_OK;
}

static enum rc led_by(struct world *w, struct db *db, struct leaders wanted, const char *names) {
    struct schedule_entry entry = entry_of("2026-06-10", 570, 750, 0);
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    struct schedule_led led;
    entry.leaders = wanted;
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(q_schedule_led(db_read(db), w->arena, &scope, &led));
    assert_str(leaders_names(w->arena, &led, w->session), names);
    assert_int_equal(leaders_of(&led, w->session).n, wanted.n);
    return RC_OK;
}

// Anna and Dora lead it; Dora and Bilal; Bilal alone. Each once, whoever was there stays.
static enum rc check_leaders(struct world *w, struct db *db) {
    struct leaders two = {0}, other = {0};
    leaders_add(&two, w->person[3]);
    leaders_add(&two, w->person[0]);
    leaders_add(&two, w->person[3]);
    assert_int_equal(two.n, 2);
    assert_int_equal(two.ids[0], w->person[0]); // in the order of their ids
    TRY(led_by(w, db, two, "Anna Proef, Dora Proef"));
    leaders_add(&other, w->person[3]);
    leaders_add(&other, w->person[1]);
    TRY(led_by(w, db, other, "Bilal Proef, Dora Proef"));
    return led_by(w, db, (struct leaders){{w->person[1]}, 1}, "Bilal Proef");
}

static void several_lead_a_session(void **state) {
    struct leaders many = {0};
    (void)state;
    in_a_store(check_leaders);
    for (int64_t person = 20; person > 0; person--)
        leaders_add(&many, person);
    assert_int_equal(many.n, 8);
    assert_int_equal(many.ids[0], 13); // 20 down to 13; then it is full
    assert_false(leaders_have(&many, 12));
}

static void a_new_date_is_a_move(void **state) {
    (void)state;
    in_a_store(check_moved);
}

static void a_session_has_a_part_of_the_day(void **state) {
    (void)state;
    const struct clock unknown = CLOCK_NONE;
    const struct {
        int start, end;
        enum schedule_part part;
    } known[] = {
        {570, 750, SCHEDULE_MORNING},    // 9.30 to 12.30
        {540, 900, SCHEDULE_WHOLE_DAY},  // 9.00 to 15.00: six hours
        {540, 899, SCHEDULE_MORNING},    // one minute less
        {720, 1080, SCHEDULE_AFTERNOON}, // 12.00 to 18.00
        {1020, 1200, SCHEDULE_EVENING},  // 17.00 to 20.00
    };
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_int_equal(
            schedule_part_of((struct clock){known[i].start}, (struct clock){known[i].end}),
            known[i].part);
    assert_int_equal(schedule_part_of(unknown, unknown), SCHEDULE_PART_UNKNOWN);
}

// Today is 27 May 2026. 1 was in April and stays; 2 is today, 3 is on 1 July: both go two weeks on,
// to 10 June and 15 July; 4 is cancelled and 5 has no date. A week earlier, today's would be in the
// past; but not when who was there has been noted.
static void what_is_to_come_shifts(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct schedule_list_row rows[] = {row_of("2026-04-08", 570, 750),
                                       row_of("2026-05-27", 570, 750),
                                       row_of("2026-07-01", 570, 750),
                                       row_of("2026-07-08", 570, 750),
                                       {.day = DAY_NONE, .state = STR("planned")}};
    const struct schedule_list list = {rows, COUNT_OF(rows)};
    struct series_move moves[COUNT_OF(rows)];
    bool past;
    rows[3].state = STR("cancelled");
    assert_int_equal(series_shift(&list, 2, (struct day){20600}, moves, &past), 2);
    assert_false(past);
    assert_int_equal(moves[0].to.n, day_of("2026-06-10").n);
    assert_int_equal(moves[1].to.n, day_of("2026-07-15").n);
    const struct str stamp = series_stamp(arena, moves, 2);
    assert_int_equal(series_shift(&list, -1, (struct day){20600}, moves, &past), 2);
    assert_true(past);
    assert_true(str_eq(stamp, series_stamp(arena, moves, 2))); // of what is, not of what becomes
    rows[1].n_present = (struct opt_int){1, true};
    assert_int_equal(series_shift(&list, -1, (struct day){20600}, moves, &past), 1);
    assert_false(past);
    assert_int_equal(moves[0].to.n, day_of("2026-06-24").n);
    arena_free(arena);
}

static enum rc state_of(struct world *w, struct db *db, struct series_state_row *ret_state) {
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, w->person[0]);
    return q_series_state(db_read(db), w->arena, &scope, ret_state);
}

static enum rc assert_sessions(struct world *w, struct db *db, size_t n) {
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    struct schedule_list list;
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    assert_int_equal(list.n, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(list.rows[i].n_expected, 3);
    return RC_OK;
}

// Six modules; the only session of one stays. With a second one, everybody is expected at that too,
// and the first may go, unless somebody gave notice. Cancelled and resumed: the calendar is told
// twice.
static enum rc check_series(struct world *w, struct db *db) {
    const struct series_cancellation why = {STR("Storm"), w->person[0], today, now};
    struct series_state_row state;
    TRY(state_of(w, db, &state));
    assert_int_equal(series_remove(db, &state), RC_CONFLICT);
    TRY(series_extend(db, w->arena, &state, today, now));
    TRY(assert_sessions(w, db, 7));
    TRY(note_on(w, db, day_after(today, 1), w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_EXCUSED));
    TRY(state_of(w, db, &state));
    assert_int_equal(series_remove(db, &state), RC_CONFLICT);
    TRY(note_on(w, db, day_after(today, 1), w->person[0], ATTENDANCE_PRESENT, ATTENDANCE_PRESENT));
    TRY(series_cancel(db, &state, &why));
    TRY(assert_now(w, db, "cancelled", 1));
    TRY(state_of(w, db, &state));
    assert_str(state.reason, "Storm");
    assert_int_equal(series_cancel(db, &state, &why), RC_CONFLICT);
    TRY(series_resume(db, &state, today, now));
    TRY(assert_now(w, db, "planned", 2));
    TRY(state_of(w, db, &state));
    assert_false(str_is(state.reason));
    // Who was told a date must hear that it is off; who was told of no date misses nothing.
    TRY(q_news_told_add(db, w->session, w->person[1], today, CLOCK_NONE, CLOCK_NONE, STR_NONE,
                        false, now, NULL));
    TRY(state_of(w, db, &state));
    assert_int_equal(series_remove(db, &state), RC_CONFLICT);
    TRY(q_news_told_drop(db, w->session, w->person[1], NULL));
    TRY(q_news_told_add(db, w->session, w->person[1], DAY_NONE, CLOCK_NONE, CLOCK_NONE, STR_NONE,
                        false, now, NULL));
    TRY(state_of(w, db, &state));
    TRY(series_remove(db, &state));
    return assert_sessions(w, db, 6);
}

// Three are expected; who has an address, of the person or of the account, hears by message. What
// is over or does not take place needs no telling.
static enum rc check_unreached(struct world *w, struct db *db) {
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    const struct person_input bilal = {STR("Bilal"), STR(""), STR("Proef"), STR("b@x.example")};
    struct schedule_unreached people;
    TRY(q_schedule_unreached(db_read(db), w->arena, &scope, today, &people));
    assert_int_equal(people.n, 3);
    assert_str(people.rows[0].name, "Bilal Proef");
    TRY(person_change(db, w->arena, w->person[1], &bilal));
    TRY(q_schedule_unreached(db_read(db), w->arena, &scope, today, &people));
    assert_int_equal(people.n, 2);
    assert_str(people.rows[0].name, "Chris Proef");
    const struct schedule_entry past = entry_of("2026-05-26", 570, 750, 0);
    struct schedule_list list;
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    for (size_t i = 0; i < list.n; i++)
        TRY(schedule_set(db, w->arena, list.rows[i].id, &past));
    TRY(q_schedule_unreached(db_read(db), w->arena, &scope, today, &people));
    assert_int_equal(people.n, 0);
    return RC_OK;
}

static void who_has_no_address_is_named(void **state) {
    (void)state;
    in_a_store(check_unreached);
}

static void sessions_come_and_go(void **state) {
    (void)state;
    in_a_store(check_series);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_people_do_not_overwrite_each_other),
        cmocka_unit_test(the_rest_is_filled_in),
        cmocka_unit_test(what_looks_odd_is_named),
        cmocka_unit_test(a_new_date_is_a_move),
        cmocka_unit_test(several_lead_a_session),
        cmocka_unit_test(a_session_has_a_part_of_the_day),
        cmocka_unit_test(what_is_to_come_shifts),
        cmocka_unit_test(sessions_come_and_go),
        cmocka_unit_test(who_has_no_address_is_named),
    };
    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
