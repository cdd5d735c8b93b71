// SPDX-License-Identifier: EUPL-1.2
// Who is signed in, for how long, and which POST is trusted.
#include "web/test_house.h"

static void a_visitor_is_sent_to_sign_in(void **state) {
    (void)state;
    struct exchange *x = ask(METHOD_GET, STR("/eigen"), &VISITOR);
    assert_int_equal(x->reply.status, 303);
    assert_text(x->reply.location, STR("/aanmelden?terug=/eigen"));
    x = ask(METHOD_GET, STR("/api/v1/rows"), &VISITOR);
    assert_int_equal(x->reply.status, 401);
    assert_text(x->reply.type, STR("application/problem+json"));
    assert_has(bytes(x), STR("\"status\":401"));
    assert_int_equal(status_of(METHOD_GET, STR("/"), &VISITOR), 200);
}

static void signing_in_gives_a_cookie_and_a_name(void **state) {
    (void)state;
    const struct exchange *in = ask(METHOD_POST, STR("/in/1"), &VISITOR);
    assert_text(str_slice(in->reply.set_cookie, 0, 9), STR("__Host-s="));
    assert_text(str_slice(in->reply.set_cookie, 9 + 64, in->reply.set_cookie.n),
                STR("; Path=/; HttpOnly; SameSite=Lax; Secure"));
    // The token itself is nowhere in the database: its hash is.
    house_holds("(SELECT count(*) FROM web_session WHERE length(token_hash) = 32) = 1");

    const struct asked anna = signed_in(ANNA, NOON);
    const struct exchange *page = ask(METHOD_GET, STR("/eigen"), &anna);
    assert_has(bytes(page), STR("Anna &lt;Bos&gt;|Voorbeek|"));
    assert_true((page->viewer.roles & 1u << ROLE_COORDINATOR) != 0);
    assert_true((page->viewer.host_roles & 1u << ROLE_COORDINATOR) != 0);
    assert_true((page->viewer.roles & 1u << ROLE_OWNER) == 0); // ended in 2022
    assert_int_equal(page->ctx.lang, LANG_NL);
    const struct asked ben = signed_in(BEN, NOON);
    assert_int_equal(ask(METHOD_GET, STR("/"), &ben)->ctx.lang, LANG_EN);
}

static void signing_in_again_ends_the_session_before(void **state) {
    (void)state;
    const struct asked first = signed_in(ANNA, NOON);
    assert_int_equal(status_of(METHOD_POST, STR("/in/1"), &first), 303);
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &first), 303);
}

static void sessions_end(void **state) {
    (void)state;
    struct asked anna = signed_in(ANNA, NOON);
    anna.now = NOON + SESSION_IDLE_S;
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 200);
    house_settle(); // after the touch
    anna.now += SESSION_IDLE_S + 1;
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303); // idle too long

    anna = signed_in(ANNA, NOON);
    for (; anna.now <= NOON + SESSION_LONGEST_S; anna.now += 1200) {
        assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 200);
        house_settle();
    }
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303); // never idle, but too old

    anna = signed_in(ANNA, NOON);
    house_sql("INSERT INTO account VALUES (1, 'a@b', 'a@b', '', 'closed', 0)");
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303);
    house_sql("DELETE FROM account");
    const struct exchange *out = ask(METHOD_POST, STR("/uit"), &anna);
    assert_int_equal(out->reply.status, 303);
    assert_has(out->reply.set_cookie, STR("Max-Age=0"));
    assert_true(out->reply.clear_site_data);
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303);
}

static void a_post_is_trusted_from_our_own_page_only(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    const struct asked ben = signed_in(BEN, NOON);
    struct asked bad[8];
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        bad[i] = anna;
    bad[0].csrf = STR("");
    bad[1].csrf = ben.csrf;
    bad[2].csrf = str_slice(anna.csrf, 0, 63);
    bad[3].origin = STR("https://elders");
    bad[4].origin = STR("null");
    bad[5].site = STR("cross-site");
    bad[6].site = STR("same-site");
    bad[7].origin = STR_NONE;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &bad[i]), 403);
    assert_int_equal(runs, 0);
    struct asked foreign = VISITOR; // signing somebody in from elsewhere
    foreign.origin = STR("https://elders");
    assert_int_equal(status_of(METHOD_POST, STR("/in/1"), &foreign), 403);
    struct asked good = anna; // a browser that says where from, without saying who
    good.origin = STR_NONE;
    good.site = STR("same-origin");
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &good), 303);
}

static void a_token_is_masked_anew_on_every_page(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    struct asked again = anna;
    again.csrf = hidden(ask(METHOD_GET, STR("/eigen"), &anna), STR("_csrf"));
    assert_false(str_eq(again.csrf, anna.csrf));
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &again), 303);
}

static void a_notice_is_said_once(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &anna), 303);
    assert_has(bytes(ask(METHOD_GET, STR("/eigen"), &anna)), STR("|run 1|"));
    house_settle();
    assert_has(bytes(ask(METHOD_GET, STR("/eigen"), &anna)), STR("||"));
}

static void visitors_choose_a_language(void **state) {
    (void)state;
    struct asked visitor = VISITOR;
    assert_int_equal(ask(METHOD_GET, STR("/"), &visitor)->ctx.lang, LANG_NL);
    visitor.accept_language = STR("en");
    assert_int_equal(ask(METHOD_GET, STR("/"), &visitor)->ctx.lang, LANG_EN);
    visitor.cookie = STR("lang=nl");
    assert_int_equal(ask(METHOD_GET, STR("/"), &visitor)->ctx.lang, LANG_NL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_visitor_is_sent_to_sign_in),
        HOUSE_TEST(signing_in_gives_a_cookie_and_a_name),
        HOUSE_TEST(signing_in_again_ends_the_session_before),
        HOUSE_TEST(sessions_end),
        HOUSE_TEST(a_post_is_trusted_from_our_own_page_only),
        HOUSE_TEST(a_token_is_masked_anew_on_every_page),
        HOUSE_TEST(a_notice_is_said_once),
        HOUSE_TEST(visitors_choose_a_language),
    };
    return house_run(tests, COUNT_OF(tests));
}
