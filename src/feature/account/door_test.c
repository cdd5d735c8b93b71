// SPDX-License-Identifier: EUPL-1.2
// Links and cards: each opens once, for one person, and the newest only.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "feature/account/door.h"
#include "store/test_place.h"

#define NOW ((struct instant){1700000000}) // 2023-11-14

static struct place place;
static struct store *store;

static int make(void **state) {
    (void)state;
    place = place_make(false);
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    struct connection *direct;
    assert_int_equal(
        driver_of(place.options.url)->open(place.arena, place.options.url, LINK_WRITE, &direct),
        RC_OK);
    assert_int_equal(
        direct->driver->exec(
            direct, "INSERT INTO person (id, given_name, infix, family_name, name, sort_name, lang,"
                    " email, email_fold, created_at) VALUES"
                    " (1, 'Anna', 'de', 'Vries', 'Anna de Vries', 'vries', 'nl', 'a@b.example',"
                    " 'a@b.example', 0),"
                    " (2, 'Ben', 'van der', 'Dám', 'Ben van der Dám', 'dam', 'en', NULL, NULL, 0),"
                    " (3, 'Cor', '', 'Kwaad', 'Cor Kwaad', 'kwaad', 'en', 'c@d.example>',"
                    " 'c@d.example>', 0)"),
        RC_OK);
    return 0;
}

static int drop(void **state) {
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static struct door door_at(struct instant now) {
    return (struct door){place.arena, store_vault(store), 0, instant_day(now), now};
}

// The link in the message numbered `id`, as the receiver gets it.
static struct letter letter_of(struct db *db, int64_t id) {
    struct message_get_row row;
    struct letter letter;
    assert_int_equal(q_message_get(db_read(db), place.arena, id, &row), RC_OK);
    assert_int_equal(
        message_letter(place.arena, store_vault(store), STR("https://test"), &row, &letter), RC_OK);
    return letter;
}

static enum rc find(struct db *db, struct str token, struct str kind, int64_t later_s) {
    struct door_link_find_row link;
    const struct instant now = {NOW.s + later_s};
    const struct str hash = door_token_hash(place.arena, token);
    return q_door_link_find(db_read(db), place.arena, hash, kind, now, instant_day(now), &link);
}

static struct str token_of(struct letter letter) {
    const size_t n = sizeof "https://test/uitnodiging/" - 1;
    return str_slice(letter.link, n, letter.link.n);
}

static enum rc invite_run(struct db *db, void *argument) {
    (void)argument;
    const struct door door = door_at(NOW);
    assert_int_equal(door_invite(db, &door, 1), RC_OK);
    const struct str first = token_of(letter_of(db, 1));
    assert_int_equal(first.n, 64);
    assert_int_equal(find(db, first, STR("invitation"), 14 * 86400 - 1), RC_OK);
    assert_int_equal(find(db, first, STR("invitation"), 14 * 86400), RC_NOT_FOUND);
    assert_int_equal(find(db, first, STR("reset"), 0), RC_NOT_FOUND);
    // a second one: the first opens nothing and does not leave
    assert_int_equal(door_invite(db, &door, 1), RC_OK);
    assert_int_equal(find(db, first, STR("invitation"), 0), RC_NOT_FOUND);
    struct message_due_row due;
    assert_int_equal(q_message_due(db_read(db), place.arena, NOW, true, &due), RC_OK);
    assert_int_equal(due.n, 1);
    // neither who has no address, nor one that would end a header
    assert_int_equal(door_invite(db, &door, 2), RC_INVALID);
    assert_int_equal(door_invite(db, &door, 3), RC_INVALID);
    return RC_OK;
}

static void test_invite(void **state) {
    (void)state;
    assert_int_equal(store_write(store, invite_run, NULL), RC_OK);
}

static enum rc reset_run(struct db *db, void *argument) {
    (void)argument;
    const struct door door = door_at(NOW);
    struct door_resets left;
    assert_int_equal(account_add(db, place.arena, 1, STR("a@b.example"), STR("hash"), NOW), RC_OK);
    assert_int_equal(q_door_reset_ask(db, STR("a@b.example"), NOW, NULL), RC_OK);
    assert_int_equal(q_door_reset_ask(db, STR("niemand@b.example"), NOW, NULL), RC_OK);
    assert_int_equal(door_resets_send(db, &door), RC_OK);
    assert_int_equal(q_door_resets(db_read(db), place.arena, &left), RC_OK);
    assert_int_equal(left.n, 0);
    const struct letter letter = letter_of(db, 1);
    const size_t n = sizeof "https://test/herstel/" - 1;
    const struct str token = str_slice(letter.link, n, letter.link.n);
    assert_int_equal(find(db, token, STR("reset"), 3599), RC_OK);
    assert_int_equal(find(db, token, STR("reset"), 3600), RC_NOT_FOUND);
    struct message_due_row due;
    assert_int_equal(q_message_due(db_read(db), place.arena, NOW, true, &due), RC_OK);
    assert_int_equal(due.n, 1); // nothing to the address that nobody has
    assert_int_equal(door_invite(db, &door, 1), RC_CONFLICT);
    return RC_OK;
}

static void test_reset(void **state) {
    (void)state;
    assert_int_equal(store_write(store, reset_run, NULL), RC_OK);
}

static enum rc open_card(struct db *db, struct str code, struct str name, int64_t *ret_person) {
    return door_card_open(db_read(db), place.arena, code, name, instant_day(NOW), ret_person);
}

static enum rc card_run(struct db *db, void *argument) {
    (void)argument;
    const struct door door = door_at(NOW);
    struct str code, renewed;
    int64_t person = 0;
    assert_int_equal(door_card_make(db, &door, 1, &code), RC_CONFLICT); // has an address
    assert_int_equal(door_card_make(db, &door, 2, &code), RC_OK);
    assert_int_equal(code.n, 14);
    assert_int_equal(open_card(db, code, STR("Dam"), &person), RC_OK);
    assert_int_equal(person, 2);
    assert_int_equal(open_card(db, code, STR(" van der DÁM "), &person), RC_OK);
    assert_int_equal(open_card(db, code, STR("Damme"), &person), RC_NOT_FOUND);
    assert_int_equal(open_card(db, code, STR(""), &person), RC_NOT_FOUND);
    assert_int_equal(door_card_make(db, &door, 2, &renewed), RC_OK);
    assert_int_equal(open_card(db, code, STR("Dam"), &person), RC_NOT_FOUND);
    assert_int_equal(open_card(db, renewed, STR("Dam"), &person), RC_OK);
    // both stand on record, for the holder and for who may look at the person
    struct door_cards_mine cards;
    const struct scope holder = {SCOPE_MINE, 0, 2}, other = {SCOPE_MINE, 0, 1};
    assert_int_equal(q_door_cards_mine(db_read(db), place.arena, &holder, NOW, &cards), RC_OK);
    assert_int_equal(cards.n, 2);
    assert_true(cards.rows[0].replaces);
    assert_false(cards.rows[1].replaces);
    assert_int_equal(
        q_door_cards_mine(db_read(db), place.arena, &holder, (struct instant){NOW.s + 1}, &cards),
        RC_OK);
    assert_int_equal(cards.n, 0);
    assert_int_equal(q_door_cards_mine(db_read(db), place.arena, &other, NOW, &cards), RC_OK);
    assert_int_equal(cards.n, 0);
    return RC_OK;
}

static void test_card(void **state) {
    (void)state;
    assert_int_equal(store_write(store, card_run, NULL), RC_OK);
}

static void test_code_read(void **state) {
    (void)state;
    struct arena *const arena = arena_new(4096);
    assert_true(str_eq(door_code_read(arena, STR("k7qm 2xwp-9tro")), STR("K7QM2XWP9TR0")));
    assert_true(str_eq(door_code_read(arena, STR("Il-O")), STR("110")));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_invite, make, drop),
        cmocka_unit_test_setup_teardown(test_reset, make, drop),
        cmocka_unit_test_setup_teardown(test_card, make, drop),
        cmocka_unit_test(test_code_read),
    };
    log_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
