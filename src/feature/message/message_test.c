// SPDX-License-Identifier: EUPL-1.2
// Messages: addresses that may travel, rests between tries, a claim as a lease, nothing twice.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "feature/message/message.h"
#include "store/test_place.h"

#define NOW ((struct instant){1700000000})

static void test_address(void **state) {
    (void)state;
    static const struct {
        const char *address;
        bool safe;
    } cases[] = {
        {"a@b.example", true},
        {"a.b+c@d-e.example", true},
        {"", false},
        {"a", false},
        {"a@b@c", false},
        {"@b", false},
        {"a@", false},
        {"a@b\r\nBcc: c@d", false},
        {"a@b>", false},
        {"a@b, c@d", false},
        {"-oQ@b", false},
        {"j\xc3\xb6rg@b.example", false},
        {"a b@c.example", false},
        {"\"a\"@b.example", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(message_address_is_safe(str_from_c(cases[i].address)), cases[i].safe);
}

static void test_next_try(void **state) {
    (void)state;
    // minutes: 1, 2, 4, 8 ... 256, then 6 hours and never more
    assert_int_equal(message_next_try(NOW, 1).s - NOW.s, 60);
    assert_int_equal(message_next_try(NOW, 4).s - NOW.s, 480);
    assert_int_equal(message_next_try(NOW, 9).s - NOW.s, 15360);
    assert_int_equal(message_next_try(NOW, 10).s - NOW.s, 21600);
    assert_int_equal(message_next_try(NOW, 1000).s - NOW.s, 21600);
}

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
                    " email, created_at) VALUES"
                    " (1, 'Anna', '', 'Bos', 'Anna Bos', 'bos', 'nl', 'anna@b.example', 0),"
                    " (2, 'Ben', '', 'Dam', 'Ben Dam', 'dam', 'en', 'ben@b.example', 0)"),
        RC_OK);
    return 0;
}

static int drop(void **state) {
    (void)state;
    store_close(store);
    place_remove(&place);
    return 0;
}

static enum rc add(struct db *db, int64_t person, struct str change_set) {
    const struct message message = {MESSAGE_INVITATION, person, STR("/uitnodiging/"), STR("geheim"),
                                    change_set};
    return message_add(db, place.arena, store_vault(store), &message, NOW);
}

static enum rc outbox_run(struct db *db, void *argument) {
    (void)argument;
    struct message_claim_row claim;
    struct message_due_row due;
    const struct instant lease = {NOW.s + MESSAGE_LEASE_S};
    assert_int_equal(add(db, 1, STR("a")), RC_OK);
    assert_int_equal(add(db, 1, STR("a")), RC_OK); // the same change set: nothing twice
    assert_int_equal(add(db, 2, STR("a")), RC_OK);
    assert_int_equal(q_message_due(db_read(db), place.arena, NOW, true, &due), RC_OK);
    assert_int_equal(due.n, 2);
    // claimed: nobody else gets it before the lease ends, then everybody may
    assert_int_equal(q_message_claim(db, place.arena, NOW, lease, true, &claim), RC_OK);
    assert_int_equal(claim.attempts, 1);
    const int64_t first = claim.id;
    assert_int_equal(q_message_claim(db, place.arena, NOW, lease, true, &claim), RC_OK);
    assert_int_not_equal(claim.id, first);
    assert_int_equal(q_message_claim(db, place.arena, NOW, lease, true, &claim), RC_NOT_FOUND);
    assert_int_equal(q_message_sent(db, claim.id, NOW, NULL), RC_OK);
    assert_int_equal(q_message_claim(db, place.arena, lease, lease, true, &claim), RC_OK);
    assert_int_equal(claim.id, first);
    assert_int_equal(claim.attempts, 2);
    return RC_OK;
}

static void test_outbox(void **state) {
    (void)state;
    assert_int_equal(store_write(store, outbox_run, NULL), RC_OK);
}

static enum rc letter_run(struct db *db, void *argument) {
    (void)argument;
    struct message_get_row row;
    struct letter letter;
    size_t at;
    assert_int_equal(add(db, 2, STR("a")), RC_OK);
    assert_int_equal(q_message_get(db_read(db), place.arena, 1, &row), RC_OK);
    assert_false(str_find(row.secret, STR("geheim"), &at)); // sealed in the database
    assert_int_equal(
        message_letter(place.arena, store_vault(store), STR("https://test:81"), &row, &letter),
        RC_OK);
    assert_true(str_eq(letter.link, STR("https://test:81/uitnodiging/geheim")));
    assert_true(str_find(letter.text, STR("Dear Ben Dam,\n"), &at)); // in the person's language
    assert_true(str_find(letter.text, letter.link, &at));
    assert_true(str_eq(letter.id, STR("bericht.1.1700000000@test")));
    assert_int_equal(q_message_sent(db, 1, NOW, NULL), RC_OK);
    assert_int_equal(q_message_get(db_read(db), place.arena, 1, &row), RC_OK);
    assert_null(row.secret.p); // gone with the letter
    return RC_OK;
}

static void test_letter(void **state) {
    (void)state;
    assert_int_equal(store_write(store, letter_run, NULL), RC_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_address),
        cmocka_unit_test(test_next_try),
        cmocka_unit_test_setup_teardown(test_outbox, make, drop),
        cmocka_unit_test_setup_teardown(test_letter, make, drop),
    };
    log_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
