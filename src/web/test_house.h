// SPDX-License-Identifier: EUPL-1.2
// A house for tests of the dispatcher: two organisations, two people, a route for each thing that
// can happen, on either database. Requests come without a socket, and the clock is theirs. Only
// tests include it, each into its own program.
#ifndef VLIEGWIEL_TEST_HOUSE_H
#define VLIEGWIEL_TEST_HOUSE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "session_sql.h"
#include "store/test_place.h"
#include "web/handle.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/session.h"

#define ANNA 1
#define BEN 2
#define NOON 1700000000 // 2023-11-14 22:13:20 UTC

// ---- routes: each does one thing ---------------------------------------------------------------

static int runs;

static inline enum rc page_get(struct ctx *c) {
    struct page *const page = reply_page(c);
    html_text(page, c->viewer->name);
    buf_char(&page->b, '|');
    html_text(page, c->viewer->organisation_name);
    buf_char(&page->b, '|');
    html_text(page, c->viewer->notice);
    buf_char(&page->b, '|');
    html_csrf(page);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static inline enum rc sign_in_prepare(struct ctx *c) {
    c->prepared = NEW(c->arena, int64_t);
    *(int64_t *)c->prepared = c->arg[0];
    return c->arg[0] == 99 ? RC_FORBIDDEN : RC_OK;
}

static inline enum rc sign_in_post(struct ctx *c) {
    TRY(session_start(c, *(const int64_t *)c->prepared));
    return reply_redirect(c, (struct url){STR("/")});
}

static inline enum rc sign_out_post(struct ctx *c) {
    TRY(session_end(c));
    return reply_redirect(c, (struct url){STR("/")});
}

static inline enum rc say_post(struct ctx *c) {
    TRY(notice_set(c, str_fmt(c->arena, "run %d", ++runs)));
    return reply_redirect(c, (struct url){str_fmt(c->arena, "/na/%d", runs)});
}

static inline enum rc fail_post(struct ctx *c) {
    TRY(notice_set(c, STR("never")));
    return RC_CONFLICT;
}

static inline enum rc mistake_post(struct ctx *c) {
    TRY(notice_set(c, STR("never")));
    struct page *const page = reply_page(c);
    html_raw(page, "mistake");
    reply_page_done(c, page, 422);
    return RC_INVALID;
}

static inline enum rc busy_post(struct ctx *c) {
    runs++;
    if (runs < 3)
        return RC_BUSY;
    return reply_redirect(c, (struct url){STR("/")});
}

static inline enum rc always_busy_post(struct ctx *c) {
    runs++;
    (void)reply_redirect(c, (struct url){STR("/")});
    return RC_BUSY;
}

static inline enum rc rows_get(struct ctx *c) {
    struct session_organisations_row row;
    TRY(q_session_organisations(c->ro, c->arena, &row));
    return reply_rows(c, &session_organisations_shape, &row, 1);
}

#define OPEN .right = RIGHT_public, .entry = ENTRY_OPEN
#define SELF .right = RIGHT_self
static const struct route routes[] = {
    {METHOD_GET, "/", .handle = page_get, OPEN},
    {METHOD_GET, "/eigen", .handle = page_get, SELF},
    {METHOD_POST, "/in/{person}", .handle = sign_in_post, .prepare = sign_in_prepare, OPEN,
     .rate = RATE_SIGN_IN},
    {METHOD_POST, "/uit", .handle = sign_out_post, SELF},
    {METHOD_POST, "/zeg", .handle = say_post, SELF, .body_limit = 1000},
    {METHOD_POST, "/fout", .handle = fail_post, SELF},
    {METHOD_POST, "/vergissing", .handle = mistake_post, SELF},
    {METHOD_POST, "/druk", .handle = busy_post, SELF},
    {METHOD_POST, "/steeds-druk", .handle = always_busy_post, SELF},
    {METHOD_GET, "/rijen", "/rows", .handle = rows_get, SELF, .summary = "Rows",
     .rate = RATE_EXPORT},
    {METHOD_GET, "/organisaties/{organisation}", .handle = page_get,
     .right = RIGHT_organisation_edit, .object = OBJECT_ORGANISATION},
};
static const struct feature feature = {
    .name = "test", .routes = routes, .n_routes = COUNT_OF(routes)};
const struct feature *const features[] = {&feature};
const size_t features_n = 1;

// ---- the house ---------------------------------------------------------------------------------

static bool on_postgres;
static struct place place;
static struct arena *arena; // ends with the test
static struct arena *threads;
static struct store *store;
static struct app *app;
static struct reader *reader;
static struct connection *direct; // to fill and to look, past the program

static inline void house_sql(const char *sql) {
    assert_int_equal(direct->driver->exec(direct, sql), RC_OK);
}

// The condition, in SQL, must hold: where it does not, a CHECK of the schema is broken here.
static inline void house_holds(const char *condition) {
    house_sql(
        str_c(arena, str_fmt(arena, "UPDATE organisation SET host = 9 WHERE NOT (%s)", condition)));
}

static inline void house_fill(void) {
    house_sql("INSERT INTO organisation (id, name, kind, letter, host, created_at) VALUES"
              " (1, 'Voorbeek', 'municipality', 'G', 1, 0), (2, 'Politie', 'police', 'P', 0, 0)");
    house_sql("INSERT INTO person (id, given_name, infix, family_name, name, sort_name, lang,"
              " created_at) VALUES (1, 'Anna', '', 'Bos', 'Anna <Bos>', 'bos', 'nl', 0),"
              " (2, 'Ben', '', 'Dam', 'Ben Dam', 'dam', 'en', 0)");
    house_sql("INSERT INTO membership (person_id, organisation_id, from_day)"
              " VALUES (1, 1, '2020-01-01')");
    house_sql("INSERT INTO role (person_id, role, organisation_id, from_day, until_day, granted_at)"
              " VALUES (1, 'coordinator', 1, '2020-01-01', NULL, 0),"
              " (1, 'owner', 1, '2020-01-01', '2022-12-31', 0)");
}

static inline int house_make(void **state) {
    (void)state;
    runs = 0;
    place = place_make(on_postgres);
    arena = place.arena;
    threads = arena_new(32 << 20);
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    const struct str url = place.options.url;
    assert_int_equal(driver_of(url)->open(threads, url, LINK_WRITE, &direct), RC_OK);
    house_fill();
    const struct app_options options = {.base_url = STR("https://test"), .version = "0"};
    assert_int_equal(app_start(threads, store, &options, &app), RC_OK);
    assert_int_equal(reader_open(store, &reader), RC_OK);
    return 0;
}

static inline int house_drop(void **state) {
    (void)state;
    reader_close(reader);
    arena_free(threads);
    store_close(store);
    place_remove(&place);
    return 0;
}

static inline enum rc do_nothing(struct db *db, void *argument) {
    (void)db, (void)argument;
    return RC_OK;
}

// What was given to the writer before has been done.
static inline void house_settle(void) {
    assert_int_equal(store_write(store, do_nothing, NULL), RC_OK);
}

#define HOUSE_TEST(name) cmocka_unit_test_setup_teardown(name, house_make, house_drop)

static inline int house_run(const struct CMUnitTest *tests, size_t n) {
    log_quiet(true);
    on_postgres = false;
    int failed = _cmocka_run_group_tests("on SQLite", tests, n, NULL, NULL);
    if (place_server().p == NULL) {
        printf("SKIPPED: on PostgreSQL, because VLIEGWIEL_TEST_PG is not set\n");
        return failed;
    }
    on_postgres = true;
    failed += _cmocka_run_group_tests("on PostgreSQL", tests, n, NULL, NULL);
    return failed;
}

// ---- asking ------------------------------------------------------------------------------------

struct asked { // what a browser knows
    struct str cookie, csrf, once;
    struct str origin, site; // as a browser of our own page sends them
    int64_t now;
    uint64_t body_n;
    struct str accept_language;
};
static const struct asked VISITOR = {.origin = {"https://test", 12}, .now = NOON};

static inline struct exchange *ask(enum method method, struct str target,
                                   const struct asked *asked) {
    struct exchange *const x = NEW(arena, struct exchange);
    x->app = app;
    x->arena = arena_child(arena, 16 << 20);
    struct pair *const body = NEW_ARRAY(arena, struct pair, 2);
    body[0] = (struct pair){STR("_csrf"), asked->csrf};
    body[1] = (struct pair){STR("_once"), asked->once};
    x->request = (struct request){
        .method = method,
        .body = body,
        .n_body = 2,
        .cookie = asked->cookie,
        .origin = asked->origin,
        .sec_fetch_site = asked->site,
        .accept_language = asked->accept_language,
        .host = STR("test"),
        .remote = STR("192.0.2.1"),
        .now = {asked->now},
    };
    if (handle_admit(x, target, asked->body_n))
        handle_wait(x, reader);
    return x;
}

static inline struct str bytes(const struct exchange *x) {
    return reply_bytes(&x->reply);
}

static inline void assert_text(struct str is, struct str wanted) {
    if (!str_eq(is, wanted))
        fail_msg("\"" STR_FMT "\" is not \"" STR_FMT "\"", STR_ARG(is), STR_ARG(wanted));
}

static inline void assert_has(struct str text, struct str part) {
    if (!str_find(text, part, &(size_t){0}))
        fail_msg("\"" STR_FMT "\" not in \"" STR_FMT "\"", STR_ARG(part), STR_ARG(text));
}

static inline struct str hidden(const struct exchange *x, struct str name) {
    const struct str mark = str_fmt(arena, "name=\"" STR_FMT "\" value=\"", STR_ARG(name));
    size_t at, end;
    assert_true(str_find(bytes(x), mark, &at));
    const struct str rest = str_slice(bytes(x), at + mark.n, bytes(x).n);
    assert_true(str_find(rest, STR("\""), &end));
    return str_slice(rest, 0, end);
}

// Signs in and opens a page with a form.
static inline struct asked signed_in(int64_t person, int64_t now) {
    struct asked asked = VISITOR;
    asked.now = now;
    const struct exchange *in = ask(METHOD_POST, str_fmt(arena, "/in/%" PRId64, person), &asked);
    assert_int_equal(in->reply.status, 303);
    size_t end;
    assert_true(str_find(in->reply.set_cookie, STR(";"), &end));
    asked.cookie = str_slice(in->reply.set_cookie, 0, end);
    const struct exchange *page = ask(METHOD_GET, STR("/eigen"), &asked);
    assert_int_equal(page->reply.status, 200);
    asked.csrf = hidden(page, STR("_csrf"));
    asked.once = hidden(page, STR("_once"));
    return asked;
}

static inline int status_of(enum method method, struct str target, const struct asked *asked) {
    return ask(method, target, asked)->reply.status;
}
#endif
