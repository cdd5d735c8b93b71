// SPDX-License-Identifier: EUPL-1.2
// News: who hears what, once, in the own language; what was changed back is not told; nobody is
// reminded twice, nor of what was declined; quiet hours. The world: 27 May 2026, a Wednesday,
// 14.00; Bilal (Dutch) and Dora (English) take part with an address, Chris without.
#include "feature/account/account.h"
#include "feature/message/news.h"
#include "feature/session/test_world.h"

#define BASE STR("https://huis.example")

static enum rc address_give(struct world *w, struct db *db, size_t who, const char *name,
                            const char *address) {
    const struct person_input input = {str_from_c(name), STR(""), STR("Proef"),
                                       str_from_c(address)};
    return person_change(db, w->arena, w->person[who], &input);
}

static enum rc addresses(struct world *w, struct db *db) {
    TRY(address_give(w, db, 1, "Bilal", "bilal@x.example"));
    TRY(address_give(w, db, 3, "Dora", "dora@x.example"));
    return q_account_lang_set(db, w->person[3], STR("en"), NULL);
}

static enum rc session_at(struct world *w, struct db *db, size_t which, int64_t *ret_session) {
    struct schedule_list list;
    const struct scope scope = scope_of(SCOPE_COHORT, w->cohort, w->person[0]);
    TRY(q_schedule_list(db_read(db), w->arena, &scope, true, &list));
    *ret_session = list.rows[which].id;
    return RC_OK;
}

static enum rc date_set(struct world *w, struct db *db, size_t which, const char *iso) {
    int64_t session;
    const struct schedule_entry entry = entry_of(iso, 570, 750, 0);
    TRY(session_at(w, db, which, &session));
    return schedule_set(db, w->arena, session, &entry);
}

// What the next message of this kind says to this person; nothing to say gives STR_NONE. It leaves
// when `leaves`.
static enum rc letter_next(struct world *w, struct db *db, size_t who, enum message_kind kind,
                           struct instant at, bool leaves, struct str *ret_text) {
    struct letter letter = {.text = STR_NONE};
    struct news news;
    struct message_get_row row = {.id = 0};
    *ret_text = STR_NONE;
    for (int64_t id = 1; id < 100; id++) {
        struct message_get_row found;
        if (q_message_get(db_read(db), w->arena, id, &found) == RC_OK &&
            found.person_id == w->person[who] && str_eq(found.template, message_kind_word(kind)))
            row = found; // the latest
    }
    if (row.id == 0)
        return RC_OK;
    const enum rc rc =
        news_letter(db_read(db), w->arena, store_vault(w->store), BASE, &row, at, &letter, &news);
    if (rc == RC_NOT_FOUND)
        return q_message_needless(db, row.id, NULL);
    TRY(rc);
    *ret_text = letter.text;
    if (!leaves)
        return RC_OK;
    TRY(news_told(db, &news, at));
    return q_message_sent(db, row.id, at, NULL);
}

static int64_t waiting(struct world *w, struct db *db, struct instant at) {
    struct message_due_row due = {.n = -1};
    assert_int_equal(q_message_due(db_read(db), w->arena, at, true, &due), RC_OK);
    return due.n;
}

static const struct instant later = {1779883200 + NEWS_REST_S};

static bool says(struct str text, const char *part) {
    size_t at;
    return text.p != NULL && str_find(text, str_from_c(part), &at);
}

// Three dates at once are one message each; a second look adds none; Chris has no address.
static enum rc tells_once(struct world *w, struct db *db) {
    struct str text;
    bool are;
    TRY(addresses(w, db));
    TRY(news_are_there(db_read(db), w->arena, now, &are));
    assert_false(are);
    for (size_t i = 0; i < 3; i++)
        TRY(date_set(w, db, i, i == 0 ? "2026-06-10" : i == 1 ? "2026-07-08" : "2026-08-05"));
    TRY(news_are_there(db_read(db), w->arena, now, &are));
    assert_true(are);
    TRY(news_gather(db, w->arena, now));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, now), 0); // it rests, so that more acts may follow
    assert_int_equal(waiting(w, db, later), 2);
    TRY(letter_next(w, db, 1, MESSAGE_SESSIONS, later, true, &text));
    assert_true(says(text, "Beste Bilal Proef,\n\nDit zijn je bijeenkomsten:\n"));
    assert_true(says(text, "woensdag 10 juni 2026, 9.30 tot 12.30 uur"));
    assert_true(says(text, "woensdag 5 augustus 2026"));
    assert_true(says(text, "https://huis.example/\n"));
    TRY(letter_next(w, db, 3, MESSAGE_SESSIONS, later, true, &text));
    assert_true(says(text, "Dear Dora Proef,\n\nThese are your sessions:\n"));
    assert_true(says(text, "Wednesday 10 June 2026"));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, (struct instant){later.s + NEWS_REST_S}), 0);
    return RC_OK;
}

// A move is told as was and becomes; one that was moved back before the letter left is not told.
static enum rc tells_what_changed(struct world *w, struct db *db) {
    const struct instant last = {later.s + 3 * NEWS_REST_S};
    struct str text;
    TRY(addresses(w, db));
    TRY(date_set(w, db, 0, "2026-06-10"));
    TRY(date_set(w, db, 1, "2026-07-08"));
    TRY(q_news_told_all(db, now, NULL));
    TRY(date_set(w, db, 1, "2026-07-09"));
    TRY(news_gather(db, w->arena, now));
    TRY(letter_next(w, db, 1, MESSAGE_SESSIONS, later, true, &text));
    assert_true(says(text, "Er is iets veranderd in je bijeenkomsten"));
    assert_true(says(text, "was: woensdag 8 juli 2026"));
    assert_true(says(text, "wordt: donderdag 9 juli 2026"));
    assert_false(says(text, "juni"));
    TRY(date_set(w, db, 0, "2026-06-11"));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, last), 2); // Bilal anew, Dora still
    TRY(date_set(w, db, 0, "2026-06-10"));
    TRY(letter_next(w, db, 1, MESSAGE_SESSIONS, last, true, &text));
    assert_null(text.p);
    assert_int_equal(waiting(w, db, last), 1);
    TRY(news_gather(db, w->arena, last));
    assert_int_equal(waiting(w, db, (struct instant){last.s + NEWS_REST_S}), 1);
    return RC_OK;
}

static enum rc tells_what_is_off(struct world *w, struct db *db) {
    struct str text;
    TRY(addresses(w, db));
    TRY(date_set(w, db, 0, "2026-06-10"));
    TRY(q_news_told_all(db, now, NULL));
    const struct scope scope = scope_of(SCOPE_SESSION, w->session, w->person[0]);
    struct series_state_row state;
    TRY(q_series_state(db_read(db), w->arena, &scope, &state));
    const struct series_cancellation why = {STR("Zaal dubbel"), w->person[0], today, now};
    TRY(series_cancel(db, &state, &why));
    TRY(news_gather(db, w->arena, now));
    TRY(letter_next(w, db, 1, MESSAGE_SESSIONS, later, true, &text));
    assert_true(says(text, "gaat niet door.\n  was: woensdag 10 juni 2026"));
    assert_true(says(text, "\n  reden: Zaal dubbel\n"));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, (struct instant){later.s + NEWS_REST_S}), 1); // Dora's
    return RC_OK;
}

// Anna no longer leads what she was told of, and Bilal stopped: both hear it once. Taken off and
// put back before the letter left is no news.
static enum rc tells_who_need_not_come(struct world *w, struct db *db) {
    struct str text;
    TRY(addresses(w, db));
    TRY(address_give(w, db, 0, "Anna", "anna@x.example"));
    struct schedule_entry entry = entry_of("2026-06-10", 570, 750, w->person[0]);
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(q_news_told_all(db, now, NULL));
    entry.leaders = (struct leaders){{w->person[3]}, 1};
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(news_gather(db, w->arena, now));
    assert_int_equal(waiting(w, db, later), 1); // Dora was told as participant, and leads it too
    TRY(letter_next(w, db, 0, MESSAGE_SESSIONS, later, true, &text));
    assert_true(says(text, "je hoeft hier niet meer bij te zijn.\n  was: woensdag 10 juni 2026"));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, (struct instant){later.s + NEWS_REST_S}), 0);
    entry.leaders = (struct leaders){0};
    TRY(schedule_set(db, w->arena, w->session, &entry));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, (struct instant){later.s + NEWS_REST_S}), 0); // Dora takes part
    return RC_OK;
}

// 29 May is two days off: a reminder, once, however often it is looked. 30 May is not near yet.
static enum rc reminds_once(struct world *w, struct db *db) {
    struct str text;
    TRY(addresses(w, db));
    TRY(date_set(w, db, 0, "2026-05-29"));
    TRY(date_set(w, db, 1, "2026-05-30"));
    TRY(q_news_told_all(db, now, NULL));
    const struct scope doras = scope_of(SCOPE_SESSION, w->session, w->person[3]);
    struct absence_own_row own;
    TRY(q_absence_own(db_read(db), w->arena, &doras, &own));
    const struct absence_note note = {w->session, w->person[3], STR(""), today, now};
    TRY(absence_report(db, w->arena, store_vault(w->store), &own, &note));
    TRY(news_gather(db, w->arena, now));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, later), 1); // not to Dora, who is not coming
    TRY(letter_next(w, db, 1, MESSAGE_REMINDER, later, true, &text));
    assert_true(says(text, "Op vrijdag 29 mei 2026 word je verwacht"));
    assert_true(says(text, "/ik-kan-niet/"));
    assert_false(says(text, "30 mei"));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, later), 0);
    // the clock goes back a day and forward again: nobody hears it twice
    TRY(news_gather(db, w->arena, (struct instant){now.s - 86400}));
    TRY(news_gather(db, w->arena, now));
    assert_int_equal(waiting(w, db, later), 0);
    return RC_OK;
}

// Anna coordinates and has an account: the overview of the week, once, and only what waits.
static enum rc sums_up(struct world *w, struct db *db) {
    const struct instant next_week = {now.s + 5 * 86400}; // Monday 1 June
    struct str text;
    TRY(account_add(db, w->arena, w->person[0], STR("anna@x.example"), STR("x"), now));
    TRY(role_give(db, w->arena, w->person[0], STR("coordinator"), w->host, today, DAY_NONE, 0,
                  now));
    TRY(news_gather(db, w->arena, now));
    TRY(news_gather(db, w->arena, later));
    assert_int_equal(waiting(w, db, later), 1);
    TRY(letter_next(w, db, 0, MESSAGE_DIGEST, later, true, &text));
    assert_true(says(text, "op je:\n"));
    assert_true(says(text, "\n- ")); // sessions without a date, people without a group
    TRY(q_news_choice_add(db, w->person[0], false, now, NULL));
    TRY(news_gather(db, w->arena, next_week));
    assert_int_equal(waiting(w, db, next_week), 0);
    TRY(q_news_choice_drop(db, w->person[0], NULL));
    TRY(news_gather(db, w->arena, next_week));
    assert_int_equal(waiting(w, db, next_week), 1);
    return RC_OK;
}

// On SQLite, and on PostgreSQL where there is one.
static void on_both(enum rc (*check)(struct world *w, struct db *db)) {
    in_a_store(check);
    if (!str_is(place_server())) {
        print_message("skipped: PostgreSQL, because VLIEGWIEL_TEST_PG is not set\n");
        return;
    }
    struct world w = {.place = place_make(true), .check = check};
    w.arena = w.place.arena;
    assert_int_equal(store_open(&w.place.options, &w.store), RC_OK);
    assert_int_equal(store_write(w.store, furnish_and_check, &w), RC_OK);
    store_close(w.store);
    place_remove(&w.place);
}

static void test_tells_once(void **state) {
    (void)state;
    on_both(tells_once);
}
static void test_tells_what_changed(void **state) {
    (void)state;
    on_both(tells_what_changed);
}
static void test_tells_who_need_not_come(void **state) {
    (void)state;
    on_both(tells_who_need_not_come);
}

static void test_tells_what_is_off(void **state) {
    (void)state;
    on_both(tells_what_is_off);
}
static void test_reminds_once(void **state) {
    (void)state;
    on_both(reminds_once);
}
static void test_sums_up(void **state) {
    (void)state;
    on_both(sums_up);
}

// 7.00 to 20.00 on the wall: 5.00 to 18.00 UTC in summer, 6.00 to 19.00 in winter.
static void test_quiet_hours(void **state) {
    (void)state;
    const int64_t summer = 1780272000, winter = 1796083200; // 1 June and 1 December 2026, 0.00 UTC
    assert_false(news_may_leave((struct instant){summer + 5 * 3600 - 1}));
    assert_true(news_may_leave((struct instant){summer + 5 * 3600}));
    assert_true(news_may_leave((struct instant){summer + 18 * 3600 - 1}));
    assert_false(news_may_leave((struct instant){summer + 18 * 3600}));
    assert_false(news_may_leave((struct instant){winter + 6 * 3600 - 1}));
    assert_true(news_may_leave((struct instant){winter + 6 * 3600}));
    assert_false(news_may_leave((struct instant){winter + 19 * 3600}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tells_once),
        cmocka_unit_test(test_tells_what_changed),
        cmocka_unit_test(test_tells_who_need_not_come),
        cmocka_unit_test(test_tells_what_is_off),
        cmocka_unit_test(test_reminds_once),
        cmocka_unit_test(test_sums_up),
        cmocka_unit_test(test_quiet_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
