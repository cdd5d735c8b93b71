// SPDX-License-Identifier: EUPL-1.2
// The waiting list that moves when consent comes or somebody stops, and who hears of it.
#include "feature/cohort/test_consent.h"

static int64_t n_placed(struct db *db, struct world *w) {
    struct waiting_list list;
    int64_t n = 0;
    assert_int_equal(q_waiting_list(db_read(db), w->place.arena, w->cohort, today, &list), RC_OK);
    for (size_t i = 0; i < list.n; i++)
        n += str_eq(list.rows[i].placement, STR("placed"));
    return n;
}

static enum rc choose(struct db *db, struct world *w, int who) {
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    struct application_list list;
    const struct scope scope = {SCOPE_COHORT, w->cohort, w->person[0]};
    TRY(q_application_list(db_read(db), w->place.arena, &scope, today, &list));
    bool *const placed = NEW_ARRAY(w->place.arena, bool, list.n);
    for (size_t i = 0; i < list.n; i++)
        placed[i] = list.rows[i].id == w->application[who];
    return cohort_place(db, w->place.arena, &placement, &list, placed);
}

// Two places. Before places were given consent moves nobody; afterwards it fills what is free, and
// after the start it does not.
static enum rc consent_fills_what_is_free(struct db *db, void *argument) {
    struct world *const w = argument;
    TRY(say_yes(db, w, ONE));
    assert_int_equal(n_placed(db, w), 0);
    TRY(choose(db, w, ONE));
    assert_int_equal(n_placed(db, w), 1);
    TRY(say_yes(db, w, TWO));
    assert_int_equal(n_placed(db, w), 2);
    TRY(say_yes(db, w, DEPUTY)); // full
    assert_int_equal(n_placed(db, w), 2);
    struct waiting_get_row row;
    const struct scope scope = {SCOPE_APPLICATION, w->application[ONE], w->person[0]};
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    int64_t n_up;
    TRY(q_waiting_get(db_read(db), w->place.arena, &scope, &row));
    TRY(waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up));
    assert_int_equal(n_up, 1); // the deputy
    assert_int_equal(
        waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up),
        RC_CONFLICT);
    TRY(q_cohort_state_set(db, w->cohort, STR("running"), NULL));
    const struct scope two = {SCOPE_APPLICATION, w->application[TWO], w->person[0]};
    TRY(say_yes(db, w, ALONE));
    TRY(q_waiting_get(db_read(db), w->place.arena, &two, &row));
    TRY(waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up));
    assert_int_equal(n_up, 0);
    assert_int_equal(n_placed(db, w), 1);
    return RC_OK;
}

static enum rc address(struct db *db, struct world *w, int who, const char *lang) {
    return db_exec(db_read(db),
                   str_c(w->place.arena,
                         str_fmt(w->place.arena,
                                 "UPDATE person SET email = 'x%d@voorbeek.example', lang = '%s'"
                                 " WHERE id = %" PRId64,
                                 who, lang, w->person[who])));
}

// The letter about a place to this person, as it would leave; STR_NONE: none waits.
static struct str place_letter(struct db *db, struct world *w, int who, bool leaves) {
    struct message_get_row row;
    for (int64_t id = 1; id < 50; id++) {
        struct letter letter;
        struct news news;
        if (q_message_get(db_read(db), w->place.arena, id, &row) != RC_OK ||
            row.person_id != w->person[who] || !str_eq(row.template, STR("place")))
            continue;
        assert_int_equal(news_letter(db_read(db), w->place.arena, store_vault(w->store),
                                     STR("https://t"), &row, now, &letter, &news),
                         RC_OK);
        if (leaves) {
            assert_int_equal(news_told(db, &news, now), RC_OK);
            assert_int_equal(q_message_sent(db, id, now, NULL), RC_OK);
        }
        return letter.text;
    }
    return STR_NONE;
}

static bool says(struct str text, const char *part) {
    size_t at;
    return text.p != NULL && str_find(text, str_from_c(part), &at);
}

static int64_t n_letters(struct db *db, struct world *w, int who) {
    struct message_get_row row;
    int64_t n = 0;
    for (int64_t id = 1; q_message_get(db_read(db), w->place.arena, id, &row) == RC_OK; id++)
        n += row.person_id == w->person[who];
    return n;
}

// ONE has a place, TWO follows when consent comes: TWO hears it in English with the sessions, in
// one letter; the manager of both in Dutch, and so does who coordinates for their organisation; ONE
// is told of sessions only. The coordinator chose ONE: that is no news. Told once.
static enum rc moving_up_is_told(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct news_place_due left_to_tell;
    TRY(address(db, w, ONE, "nl"));
    TRY(address(db, w, TWO, "en"));
    TRY(db_exec(db_read(db), str_c(arena, str_fmt(arena,
                                                  "INSERT INTO role (person_id, role,"
                                                  " organisation_id, from_day, granted_at) VALUES"
                                                  " (%" PRId64 ", 'partner_coordinator', %" PRId64
                                                  ", '2020-01-01', 0);"
                                                  "UPDATE session SET day = '2024-12-05'"
                                                  " WHERE id = (SELECT min(id) FROM session)",
                                                  w->person[DEPUTY], w->host))));
    TRY(say_yes(db, w, ONE));
    TRY(choose(db, w, ONE));
    TRY(news_gather(db, arena, now));
    assert_null(place_letter(db, w, ONE, false).p);
    assert_int_equal(n_letters(db, w, ONE), 1);
    TRY(say_yes(db, w, TWO));
    TRY(news_gather(db, arena, now));
    assert_null(place_letter(db, w, ONE, false).p);
    const struct str manager = place_letter(db, w, MANAGER, true);
    assert_true(says(manager, "Beste Mens0 Proef,\n\nMens2 Proef doet mee aan Lichting 1"));
    assert_false(says(manager, "Mens1"));
    assert_true(says(place_letter(db, w, DEPUTY, true), "Mens2 Proef doet mee aan Lichting 1"));
    const struct str two = place_letter(db, w, TWO, true);
    assert_true(says(two, "Dear Mens2 Proef,\n\nA place came free in Lichting 1, and it is yours"));
    assert_true(says(two, "Thursday 5 December 2024"));
    assert_int_equal(n_letters(db, w, TWO), 1);
    TRY(q_news_place_due(db_read(db), arena, news_places_since(now), today, &left_to_tell));
    assert_int_equal(left_to_tell.n, 0);
    TRY(news_gather(db, arena, now));
    assert_int_equal(n_letters(db, w, TWO), 1); // its sessions are known too
    return RC_OK;
}

// Stopped again before the letter left: there is nothing to say.
static enum rc a_place_taken_back_is_not_told(struct db *db, void *argument) {
    struct world *const w = argument;
    struct waiting_get_row row;
    struct message_get_row message;
    struct letter letter;
    struct news news;
    int64_t n_up;
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    const struct scope two = {SCOPE_APPLICATION, w->application[TWO], w->person[0]};
    TRY(address(db, w, TWO, "nl"));
    TRY(say_yes(db, w, ONE));
    TRY(choose(db, w, ONE));
    TRY(say_yes(db, w, TWO));
    TRY(news_gather(db, w->place.arena, now));
    assert_true(says(place_letter(db, w, TWO, false), "die is voor jou"));
    TRY(q_waiting_get(db_read(db), w->place.arena, &two, &row));
    TRY(waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up));
    for (int64_t id = 1; q_message_get(db_read(db), w->place.arena, id, &message) == RC_OK; id++)
        assert_int_equal(news_letter(db_read(db), w->place.arena, store_vault(w->store),
                                     STR("https://t"), &message, now, &letter, &news),
                         RC_NOT_FOUND);
    return RC_OK;
}

// Who waited with consent while a cohort started goes first in the next of the programme.
static enum rc waiting_gives_priority(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct cohort_get_row cohort;
    int64_t next, id;
    TRY(say_yes(db, w, ONE));
    TRY(say_yes(db, w, ALONE));
    TRY(choose(db, w, ONE));
    TRY(q_cohort_get(db_read(db), arena, &(struct scope){SCOPE_COHORT, w->cohort, w->person[0]},
                     &cohort));
    const struct cohort_input input = {cohort.programme_id, STR(""), 2, 0, 4, 1};
    TRY(cohort_add(db, arena, &input, now, &next));
    static const int order[] = {TWO, ONE, ALONE};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const struct application_input application = {.cohort = next,
                                                      .person = w->person[order[i]]};
        const struct instant then = {now.s + (int64_t)i};
        TRY(application_add(db, arena, store_vault(w->store), &application, then, &id));
    }
    struct waiting_list list;
    TRY(q_cohort_state_set(db, w->cohort, STR("running"), NULL));
    TRY(q_waiting_list(db_read(db), arena, next, today, &list));
    assert_int_equal(list.n, 3);
    assert_int_equal(list.rows[0].person_id, w->person[ALONE]); // asked last, goes first
    assert_true(list.rows[0].waited_before);
    assert_false(list.rows[1].waited_before);
    assert_int_equal(list.rows[1].person_id, w->person[TWO]);
    return RC_OK;
}

IN_THE_WRITER(consent_fills_what_is_free)
IN_THE_WRITER(moving_up_is_told)
IN_THE_WRITER(a_place_taken_back_is_not_told)
IN_THE_WRITER(waiting_gives_priority)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(consent_fills_what_is_free),
        TEST(waiting_gives_priority),
        TEST(moving_up_is_told),
        TEST(a_place_taken_back_is_not_told),
    };
    return run_on_both("places", tests, COUNT_OF(tests));
}
