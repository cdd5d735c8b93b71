// SPDX-License-Identifier: EUPL-1.2
// A manager's consent by link: opens one decision once, for three weeks; reminded after a week,
// once; a deputy decides for the manager. And the waiting list that moves when consent comes.
#include "base/testing.h"

#include "feature/account/door.h"
#include "feature/cohort/consent.h"
#include "feature/import/import.h"
#include "feature/message/news.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "store/test_place.h"

enum { DAY_S = 24 * 3600 };
static const struct day today = {20000};
static const struct instant now = {1728000000};

// 0 leads 1 and 2; 3 is a deputy; 4 has no manager.
enum { MANAGER, ONE, TWO, DEPUTY, ALONE, N };
struct world {
    struct place place;
    struct store *store;
    int64_t host, cohort, person[N], application[N];
    struct str token;
    int64_t n_messages;
};

static struct consent_asking asking_at(const struct world *w, int64_t days) {
    return (struct consent_asking){
        w->place.arena, store_vault(w->store), today, {now.s + days * DAY_S}};
}

static enum rc people(struct db *db, struct world *w) {
    struct arena *const arena = w->place.arena;
    struct import_source_row source;
    TRY(q_import_source(db, arena, w->host, STR("people"), STR("AFAS"), now, &source));
    for (int i = 0; i < N; i++) {
        struct person_employment_add_row line;
        const struct person_input input = {
            str_fmt(arena, "Mens%d", i), STR(""), STR("Proef"),
            i == MANAGER || i == DEPUTY ? str_fmt(arena, "m%d@voorbeek.example", i) : STR_NONE};
        TRY(person_add(db, arena, &input, now, &w->person[i]));
        TRY(person_join(db, arena, w->person[i], w->host, (struct opt_int){0}, today));
        TRY(q_person_employment_add(db, arena, w->person[i], w->host, (struct opt_int){0},
                                    (struct opt_int){source.id, true}, str_fmt(arena, "%d", i), 1,
                                    STR_NONE, STR_NONE, STR_NONE, (struct opt_int){0}, STR_NONE,
                                    DAY_NONE, DAY_NONE, i == ONE || i == TWO ? STR("0") : STR_NONE,
                                    &line));
    }
    return q_person_employment_managers(db, source.id, NULL);
}

static enum rc furnish(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct organisation_add_row host;
    int64_t programme;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    w->host = host.id;
    TRY(people(db, w));
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id,
                                 w->person[0], now, &programme));
    const struct cohort_input input = {programme, STR(""), 2, 0, 4, 1};
    TRY(cohort_add(db, arena, &input, now, &w->cohort));
    for (int i = ONE; i < N; i++) {
        const struct application_input application = {.cohort = w->cohort, .person = w->person[i]};
        TRY(application_add(db, arena, store_vault(w->store), &application, now,
                            &w->application[i]));
    }
    return RC_OK;
}

static int setup(void **state) {
    struct place place = place_make(false);
    struct world *const w = NEW(place.arena, struct world);
    w->place = place;
    *state = w;
    return store_open(&w->place.options, &w->store) != RC_OK ||
           store_write(w->store, furnish, w) != RC_OK;
}

static int teardown(void **state) {
    struct world *const w = *state;
    struct place place = w->place;
    store_close(w->store);
    place_remove(&place);
    return 0;
}

// ---- links --------------------------------------------------------------------------------------

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

// ---- the waiting list ---------------------------------------------------------------------------

static enum rc say_yes(struct db *db, struct world *w, int who) {
    const struct consent_asking asking = asking_at(w, 1);
    return consent_decide(db, &asking,
                          &(struct consent_answer){.application = w->application[who],
                                                   .cohort = w->cohort,
                                                   .by_person = w->person[0],
                                                   .as_role = ROLE_COORDINATOR,
                                                   .outcome = STR("yes"),
                                                   .reason = STR_NONE,
                                                   .day = today});
}

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

#define IN_THE_WRITER(name)                                                                        \
    static void test_##name(void **state) {                                                        \
        struct world *const w = *state;                                                            \
        assert_int_equal(store_write(w->store, name, w), RC_OK);                                   \
    }
IN_THE_WRITER(a_link_opens_once)
IN_THE_WRITER(a_decision_closes_links)
IN_THE_WRITER(reminded_once)
IN_THE_WRITER(one_letter_asks_about_all)
IN_THE_WRITER(the_letter_says_how_many)
IN_THE_WRITER(a_letter_under_way_is_closed)
IN_THE_WRITER(deputy_decides)
IN_THE_WRITER(consent_fills_what_is_free)
IN_THE_WRITER(waiting_gives_priority)

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_letter_asks_about_all),
        TEST(the_letter_says_how_many),
        TEST(a_letter_under_way_is_closed),
        TEST(a_link_opens_once),
        TEST(a_decision_closes_links),
        TEST(reminded_once),
        TEST(deputy_decides),
        TEST(consent_fills_what_is_free),
        TEST(waiting_gives_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
