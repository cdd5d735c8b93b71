// SPDX-License-Identifier: EUPL-1.2
// A manager's consent by link: opens what one letter asks, each decision once, for three weeks;
// reminded after a week, once; a deputy decides for the manager.
#include "feature/cohort/test_consent.h"

// The secret in the newest message, as its receiver gets it.
static struct str token_of(struct db *db, struct world *w) {
    struct message_get_row row;
    struct letter letter;
    struct str rest, path;
    assert_int_equal(q_message_get(db_read(db), w->place.arena, ++w->n_messages, &row), RC_OK);
    assert_int_equal(
        message_letter(w->place.arena, store_vault(w->store), STR("https://t"), &row, &letter),
        RC_OK);
    rest = letter.link;
    size_t at;
    assert_true(str_find(rest, STR("/akkoord/"), &at));
    path = str_slice(rest, at + 9, rest.n);
    return path;
}

// The newest letter has left, so that what is asked next travels by itself.
static enum rc left(struct db *db, struct world *w) {
    return q_message_sent(db, w->n_messages, now, NULL);
}

static size_t n_asked(struct db *db, struct world *w, struct str token, int64_t days,
                      struct consent_letter *ret) {
    const struct instant then = {now.s + days * DAY_S};
    assert_int_equal(q_consent_letter(db_read(db), w->place.arena,
                                      door_token_hash(w->place.arena, token), then, ret),
                     RC_OK);
    return ret->n;
}

static enum rc found(struct db *db, struct world *w, struct str token, int64_t days,
                     struct consent_letter_row *ret) {
    struct consent_letter letter;
    const size_t n = n_asked(db, w, token, days, &letter);
    assert_true(n <= 1);
    if (n == 1)
        *ret = letter.rows[0];
    return n == 1 ? RC_OK : RC_NOT_FOUND;
}

static enum rc decide(struct db *db, struct world *w, const struct consent_letter_row *link) {
    const struct consent_asking asking = asking_at(w, 1);
    return consent_decide(db, &asking,
                          &(struct consent_answer){.application = link->application_id,
                                                   .cohort = link->cohort_id,
                                                   .by_person = link->person_id,
                                                   .as_role = ROLE_LINE_MANAGER,
                                                   .deputy_for = link->deputy_for.v,
                                                   .outcome = STR("yes"),
                                                   .reason = STR_NONE,
                                                   .day = today});
}

static enum rc a_link_opens_once(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct consent_letter_row link;
    int64_t changed;
    assert_int_equal(consent_ask_manager(db, &asking, w->application[ALONE], false), RC_NOT_FOUND);
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    const struct str first = token_of(db, w);
    assert_int_equal(found(db, w, first, 20, &link), RC_OK);
    assert_int_equal(found(db, w, first, 21, &link), RC_NOT_FOUND); // too old
    TRY(left(db, w));
    TRY(consent_ask_manager(db, &asking, w->application[TWO], false));
    const struct str other = token_of(db, w);
    assert_int_equal(found(db, w, other, 0, &link), RC_OK);
    assert_int_equal(link.application_id, w->application[TWO]); // its own application alone
    assert_int_equal(found(db, w, first, 0, &link), RC_OK);
    assert_int_equal(link.application_id, w->application[ONE]);
    assert_int_equal(link.person_id, w->person[MANAGER]);
    TRY(q_consent_link_use(db, link.id, now, &changed));
    assert_int_equal(changed, 1);
    TRY(q_consent_link_use(db, link.id, now, &changed));
    assert_int_equal(changed, 0);
    TRY(decide(db, w, &link));
    assert_int_equal(found(db, w, first, 0, &link), RC_NOT_FOUND);
    return RC_OK;
}

static enum rc a_decision_closes_links(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct consent_letter_row link;
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    const struct str token = token_of(db, w);
    assert_int_equal(found(db, w, token, 0, &link), RC_OK);
    TRY(decide(db, w, &link)); // on paper, by somebody else
    assert_int_equal(found(db, w, token, 0, &link), RC_NOT_FOUND);
    return RC_OK;
}

static enum rc reminded_once(struct db *db, void *argument) {
    struct world *const w = argument;
    struct consent_asking asking = asking_at(w, 0);
    struct consent_letter_row link;
    struct arena *const arena = w->place.arena;
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    const struct str first = token_of(db, w);
    assert_false(consent_reminders_due(db_read(db), arena, asking_at(w, 6).now));
    assert_true(consent_reminders_due(db_read(db), arena, asking_at(w, 7).now));
    asking = asking_at(w, 7);
    TRY(left(db, w));
    TRY(consent_reminders_send(db, &asking));
    const struct str second = token_of(db, w);
    assert_int_equal(found(db, w, first, 7, &link), RC_NOT_FOUND);
    assert_int_equal(found(db, w, second, 27, &link), RC_OK);
    assert_false(consent_reminders_due(db_read(db), arena, asking_at(w, 20).now));
    return RC_OK;
}

// As long as nobody began to send it, one letter takes up whatever is asked of the same person;
// its secret then opens all of that, and each decision once.
static enum rc one_letter_asks_about_all(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct consent_letter letter;
    struct message_get_row second;
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    TRY(consent_ask_manager(db, &asking, w->application[TWO], true));
    const struct str token = token_of(db, w);
    assert_int_equal(q_message_get(db_read(db), w->place.arena, 2, &second), RC_NOT_FOUND);
    assert_int_equal(n_asked(db, w, token, 0, &letter), 2);
    assert_int_equal(letter.rows[0].application_id, w->application[ONE]);
    assert_int_equal(letter.rows[1].application_id, w->application[TWO]);
    TRY(decide(db, w, &letter.rows[0]));
    assert_int_equal(n_asked(db, w, token, 0, &letter), 1);
    assert_int_equal(letter.rows[0].application_id, w->application[TWO]);
    return RC_OK;
}

static enum rc the_letter_says_how_many(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct message_get_row row;
    struct letter letter;
    struct news news;
    struct consent_letter open;
    size_t at;
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    const struct str token = token_of(db, w);
    TRY(consent_ask_manager(db, &asking, w->application[TWO], false));
    TRY(q_message_get(db_read(db), w->place.arena, 1, &row));
    TRY(news_letter(db_read(db), w->place.arena, asking.vault, STR("https://t"), &row, now, &letter,
                    &news));
    assert_str(letter.subject, "Mogen je medewerkers meedoen?");
    assert_true(str_find(letter.text, STR("2 van jouw mensen"), &at));
    n_asked(db, w, token, 0, &open);
    TRY(decide(db, w, &open.rows[0]));
    TRY(news_letter(db_read(db), w->place.arena, asking.vault, STR("https://t"), &row, now, &letter,
                    &news));
    assert_str(letter.subject, "Mag je medewerker meedoen?");
    TRY(decide(db, w, &open.rows[1])); // nothing is left to ask: no letter
    assert_int_equal(news_letter(db_read(db), w->place.arena, asking.vault, STR("https://t"), &row,
                                 now, &letter, &news),
                     RC_NOT_FOUND);
    return RC_OK;
}

// What is being sent is as it is: what is asked after that travels by itself.
static enum rc a_letter_under_way_is_closed(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct message_claim_row claim;
    struct consent_letter letter;
    TRY(consent_ask_manager(db, &asking, w->application[ONE], false));
    TRY(q_message_claim(db, w->place.arena, now, (struct instant){now.s + 60}, true, &claim));
    TRY(consent_ask_manager(db, &asking, w->application[TWO], false));
    assert_int_equal(n_asked(db, w, token_of(db, w), 0, &letter), 1);
    assert_int_equal(n_asked(db, w, token_of(db, w), 0, &letter), 1);
    assert_int_equal(letter.rows[0].application_id, w->application[TWO]);
    return RC_OK;
}

static enum rc deputy_decides(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 0);
    struct consent_letter_row link;
    TRY(consent_ask(db, &asking,
                    &(struct consent_question){.application = w->application[ONE],
                                               .person = w->person[DEPUTY],
                                               .deputy_for = {w->person[MANAGER], true}}));
    assert_int_equal(found(db, w, token_of(db, w), 0, &link), RC_OK);
    assert_str(link.manager_name, "Mens3 Proef");
    assert_str(link.deputy_name, "Mens0 Proef");
    TRY(decide(db, w, &link));
    struct waiting_history history;
    const struct scope scope = {SCOPE_COHORT, w->cohort, w->person[0]};
    TRY(q_waiting_history(db_read(db), w->place.arena, &scope, &history));
    assert_int_equal(history.n, 1);
    assert_str(history.rows[0].by_name, "Mens3 Proef");
    assert_str(history.rows[0].deputy_name, "Mens0 Proef");
    return RC_OK;
}

IN_THE_WRITER(one_letter_asks_about_all)
IN_THE_WRITER(the_letter_says_how_many)
IN_THE_WRITER(a_letter_under_way_is_closed)
IN_THE_WRITER(a_link_opens_once)
IN_THE_WRITER(a_decision_closes_links)
IN_THE_WRITER(reminded_once)
IN_THE_WRITER(deputy_decides)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_letter_asks_about_all),
        TEST(the_letter_says_how_many),
        TEST(a_letter_under_way_is_closed),
        TEST(a_link_opens_once),
        TEST(a_decision_closes_links),
        TEST(reminded_once),
        TEST(deputy_decides),
    };
    return run_on_both("consent", tests, COUNT_OF(tests));
}
