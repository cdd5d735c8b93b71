// SPDX-License-Identifier: EUPL-1.2
// The rules of dates: who changed what, filling in, what looks odd; and on a real store: what
// counts as moved, and whose attendance a viewer may see.
#include "base/testing.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "grouping_sql.h"
#include "store/test_place.h"

// ---- rules without a store ---------------------------------------------------------------

static const struct schedule_entry nothing = {
    {INT32_MIN}, {INT32_MIN}, {INT32_MIN}, {"", 0}, {0, false}};

static struct day day_of(const char *iso) {
    struct day day;
    assert_int_equal(day_from_iso(str_from_c(iso), &day), RC_OK);
    return day;
}

static struct schedule_entry entry_of(const char *iso, int start, int end, int64_t facilitator) {
    return (struct schedule_entry){
        day_of(iso), {start}, {end}, STR("De Brug"), {facilitator, facilitator != 0}};
}

// What stood in the form, what was typed, what stands there now.
static void two_people_do_not_overwrite_each_other(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    const struct schedule_entry a = entry_of("2026-12-10", 570, 750, 7);
    struct schedule_entry b = a, c = a;
    b.place = STR("De Kade");
    c.facilitator = (struct opt_int){8, true};
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
    assert_int_equal(entries[1].facilitator.v, 8);
    assert_str(entries[2].place, "De Kade");
    assert_int_equal(entries[2].facilitator.v, 7);
    assert_int_equal(entries[4].start.m, 600);
    assert_int_equal(entries[4].end.m, 660);
}

static struct schedule_list_row row_of(const char *iso, int start, int end, int64_t facilitator) {
    return (struct schedule_list_row){.day = day_of(iso),
                                      .start_clock = {start},
                                      .end_clock = {end},
                                      .facilitator_id = {facilitator, facilitator != 0},
                                      .state = STR("planned")};
}

static void assert_warning(const struct schedule_warning *w, enum schedule_oddity oddity,
                           size_t row, size_t other) {
    assert_int_equal(w->oddity, oddity);
    assert_int_equal(w->row, row);
    assert_int_equal(w->other, other);
}

// 0: 10 Dec 9.30-12.30 by 7; 1: the same day 12.30-14.00 by 7: the same day, but not double, for
// one ends when the other begins; 2: 3 Dec, before 0; 3: 17 Dec by 7, who is elsewhere at 10.00
// that day; 4: 10 Dec, cancelled: says nothing; 5: 17 Dec 12.00-13.00 by 7: same day as 3 and
// double with it (3 ends at 12.30), while elsewhere ends at 11.00.
static void what_looks_odd_is_named(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct schedule_list_row rows[] = {
        row_of("2026-12-10", 570, 750, 7), row_of("2026-12-10", 750, 840, 7),
        row_of("2026-12-03", 570, 750, 7), row_of("2026-12-17", 570, 750, 7),
        row_of("2026-12-10", 570, 750, 7), row_of("2026-12-17", 720, 780, 7),
    };
    struct schedule_elsewhere_row away[] = {{7, day_of("2026-12-17"), {600}, {660}},
                                            {8, day_of("2026-12-10"), {570}, {750}}};
    const struct schedule_list list = {rows, COUNT_OF(rows)};
    const struct schedule_elsewhere elsewhere = {away, COUNT_OF(away)};
    const struct schedule_warning *w;
    rows[4].state = STR("cancelled");
    assert_int_equal(schedule_warnings(arena, &list, &elsewhere, &w), 5);
    assert_warning(&w[0], SCHEDULE_SAME_DAY, 1, 0);
    assert_warning(&w[1], SCHEDULE_ORDER, 2, 0);
    assert_warning(&w[2], SCHEDULE_DOUBLE, 3, 3);
    assert_warning(&w[3], SCHEDULE_SAME_DAY, 5, 3);
    assert_warning(&w[4], SCHEDULE_DOUBLE, 5, 3);
    arena_free(arena);
}

// ---- rules on a store --------------------------------------------------------------------

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

static enum rc person_of(struct db *db, struct world *w, const char *name, int64_t organisation,
                         int64_t *ret_person) {
    const struct person_input input = {str_from_c(name), STR(""), STR("Proef"), STR("")};
    TRY(person_add(db, w->arena, &input, now, ret_person));
    return person_join(db, w->arena, *ret_person, organisation, (struct opt_int){0, false}, today);
}

static struct scope scope_of(enum scope_kind kind, int64_t object, int64_t viewer) {
    return (struct scope){kind, object, viewer};
}

// A cohort of the municipality with persons 1, 2 (police) and 3 (municipality) placed, its six
// sessions without a date, and a contact of the police who takes no part.
static enum rc furnish(struct db *db, struct world *w) {
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

static enum rc furnish_and_check(struct db *db, void *argument) {
    struct world *w = argument;
    TRY(furnish(db, w));
    return w->check(w, db);
}

static void in_a_store(enum rc (*check)(struct world *w, struct db *db)) {
    struct world w = {.place = place_make(false), .check = check};
    w.arena = w.place.arena;
    assert_int_equal(store_open(&w.place.options, &w.store), RC_OK);
    assert_int_equal(store_write(w.store, furnish_and_check, &w), RC_OK);
    store_close(w.store);
    place_remove(&w.place);
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
    entry.facilitator = (struct opt_int){w->person[3], true};
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

static void a_new_date_is_a_move(void **state) {
    (void)state;
    in_a_store(check_moved);
}

static enum rc list_for(struct world *w, struct db *db, int64_t viewer, bool everyone,
                        struct attendance_list *ret_list) {
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, viewer);
    return q_attendance_list(db_read(db), w->arena, &scope, everyone, today, ret_list);
}

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

static enum rc note_on(struct world *w, struct db *db, struct day day, int64_t by,
                       enum attendance first, enum attendance second) {
    struct attendance_list list;
    TRY(list_for(w, db, w->person[0], true, &list));
    const struct attendance_entry entries[] = {{list.rows[0].enrolment_id, first},
                                               {list.rows[1].enrolment_id, second}};
    const struct attendance_note note = {w->session, by, day, today, now};
    return attendance_save(db, &note, entries, COUNT_OF(entries));
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
    struct schedule_list_row rows[] = {row_of("2026-04-08", 570, 750, 7),
                                       row_of("2026-05-27", 570, 750, 7),
                                       row_of("2026-07-01", 570, 750, 7),
                                       row_of("2026-07-08", 570, 750, 7),
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
    TRY(series_remove(db, &state));
    return assert_sessions(w, db, 6);
}

static void sessions_come_and_go(void **state) {
    (void)state;
    in_a_store(check_series);
}

static enum rc clash_with(struct world *w, struct db *db, int64_t session, const char *iso,
                          int start, int end, const char *place) {
    struct schedule_entry entry = entry_of(iso, start, end, 0);
    entry.place = str_from_c(place);
    return schedule_set(db, w->arena, session, &entry);
}

static enum rc clashes_for(struct world *w, struct db *db, struct schedule_clashes *ret_clashes) {
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    return q_schedule_clashes(db_read(db), w->arena, &scope, today, ret_clashes);
}

// Dora is also in a second cohort. 9.00 to 10.00 in De Kade and 10.30 to 12.00 in De Brug: one
// half-day, so Dora is expected twice, but no place is. At 9.30 in De Brug: the place too. In the
// afternoon: neither. Without a role that leads the other cohort nobody has a name.
static enum rc check_clashes(struct world *w, struct db *db) {
    struct cohort_get_row cohort;
    struct schedule_clashes found;
    struct schedule_list list;
    int64_t second;
    const struct scope first = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    TRY(q_cohort_get(db_read(db), w->arena, &first, &cohort));
    const struct cohort_input input = {cohort.programme_id, STR("Tweede"), 3, 0, 4, 1};
    TRY(cohort_add(db, w->arena, &input, now, &second));
    TRY(q_cohort_join(db, second, w->person[3], today, NULL));
    TRY(cohort_enrol(db, second, today, now));
    const struct scope scope = scope_of(SCOPE_COHORT, second, w->person[0]);
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    const int64_t other = list.rows[0].id;
    TRY(clash_with(w, db, w->session, "2026-06-10", 540, 600, "De Kade"));
    TRY(clash_with(w, db, other, "2026-06-10", 630, 720, "De Brug"));
    TRY(clashes_for(w, db, &found));
    assert_int_equal(found.n, 1);
    assert_int_equal(found.rows[0].n_people, 1);
    assert_null(found.rows[0].person.p);
    assert_null(found.rows[0].other_cohort.p);
    TRY(role_give(db, w->arena, w->person[0], STR("coordinator"), w->host, today, DAY_NONE, 0,
                  now));
    TRY(clash_with(w, db, w->session, "2026-06-10", 570, 660, "De Brug"));
    TRY(clashes_for(w, db, &found));
    assert_int_equal(found.n, 2);
    assert_int_equal(found.rows[0].n_people, 0);
    assert_str(found.rows[0].other_cohort, "Tweede");
    assert_str(found.rows[1].person, "Dora Proef");
    TRY(clash_with(w, db, w->session, "2026-06-10", 780, 900, "De Brug"));
    TRY(clashes_for(w, db, &found));
    assert_int_equal(found.n, 0);
    return RC_OK;
}

static void nobody_and_no_place_is_needed_twice(void **state) {
    (void)state;
    in_a_store(check_clashes);
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
    assert_int_equal(absence_take_back(db, &own, &note), RC_CONFLICT);
    TRY(absence_report(db, w->arena, vault, &own, &note));
    TRY(assert_figures(w, db, 0, 1, 0));
    TRY(own_of(w, db, &own));
    assert_int_equal(absence_state_of(&own, today), ABSENCE_GIVEN);
    assert_int_equal(absence_state_of(&own, day_after(today, 1)), ABSENCE_FINAL);
    assert_int_equal(absence_state_of(&own, day_after(today, 2)), ABSENCE_CLOSED);
    assert_false(str_find(own.reason, STR("kind"), &(size_t){0}));
    TRY(vault_open(vault, w->arena, w->person[1], ABSENCE_REASON_PLACE, own.reason, &plain));
    assert_str(plain, "Mijn kind is ziek");
    assert_int_equal(absence_report(db, w->arena, vault, &own, &note), RC_CONFLICT);
    TRY(absence_take_back(db, &own, &note));
    TRY(assert_figures(w, db, 0, 0, 0));
    TRY(own_of(w, db, &own));
    assert_false(instant_is(own.at));
    return RC_OK;
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
    assert_false(figures_is_sign(&people[0]));
    assert_true(figures_is_sign(&people[1]));
    assert_false(figures_is_sign(&people[2]));
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
    TRY(q_grouping_add(db, w->arena, w->cohort, modules.rows[0].module_id, number, 1, now, &group));
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
        cmocka_unit_test(two_people_do_not_overwrite_each_other),
        cmocka_unit_test(the_rest_is_filled_in),
        cmocka_unit_test(what_looks_odd_is_named),
        cmocka_unit_test(a_new_date_is_a_move),
        cmocka_unit_test(figures_are_counted),
        cmocka_unit_test(notice_may_be_given_beforehand),
        cmocka_unit_test(codes_are_read),
        cmocka_unit_test(notice_is_given_and_taken_back),
        cmocka_unit_test(two_missed_in_a_row_are_a_sign),
        cmocka_unit_test(a_session_has_a_part_of_the_day),
        cmocka_unit_test(what_is_to_come_shifts),
        cmocka_unit_test(sessions_come_and_go),
        cmocka_unit_test(nobody_and_no_place_is_needed_twice),
        cmocka_unit_test(attendance_is_seen_by_few),
        cmocka_unit_test(names_are_seen_within_a_group),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
