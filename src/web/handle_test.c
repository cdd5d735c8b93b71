// SPDX-License-Identifier: EUPL-1.2
// The dispatcher on a real database, without a socket: sessions, trust, forms that count once, work
// that is undone or run again, and what every answer carries. The clock is the request's.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/log.h"
#include "session_sql.h"
#include "web/handle.h"
#include "web/password.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/session.h"

#define ANNA 1
#define NOON 1700000000 // 2023-11-14 22:13:20 UTC

// ---- routes of the test: each does one thing -----------------------------------------------------------

static int runs;

static enum rc page_get(struct ctx *c) {
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

static enum rc sign_in_prepare(struct ctx *c) {
    c->prepared = NEW(c->arena, int64_t);
    *(int64_t *)c->prepared = c->arg[0];
    return c->arg[0] == 99 ? RC_FORBIDDEN : RC_OK;
}

static enum rc sign_in_post(struct ctx *c) {
    TRY(session_start(c, *(const int64_t *)c->prepared));
    return reply_redirect(c, (struct url){STR("/")});
}

static enum rc sign_out_post(struct ctx *c) {
    TRY(session_end(c));
    return reply_redirect(c, (struct url){STR("/")});
}

static enum rc say_post(struct ctx *c) {
    TRY(notice_set(c, str_fmt(c->arena, "run %d", ++runs)));
    return reply_redirect(c, (struct url){str_fmt(c->arena, "/na/%d", runs)});
}

static enum rc fail_post(struct ctx *c) {
    TRY(notice_set(c, STR("never")));
    return RC_CONFLICT;
}

static enum rc mistake_post(struct ctx *c) {
    TRY(notice_set(c, STR("never")));
    struct page *const page = reply_page(c);
    html_raw(page, "mistake");
    reply_page_done(c, page, 422);
    return RC_INVALID;
}

static enum rc busy_post(struct ctx *c) {
    runs++;
    if (runs < 3)
        return RC_BUSY;
    return reply_redirect(c, (struct url){STR("/")});
}

static enum rc always_busy_post(struct ctx *c) {
    runs++;
    (void)reply_redirect(c, (struct url){STR("/")});
    return RC_BUSY;
}

static enum rc rows_get(struct ctx *c) {
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
    {METHOD_GET, "/organisaties/{organisation}", .handle = page_get, .right = RIGHT_organisation_edit,
     .object = OBJECT_ORGANISATION},
};
static const struct feature feature = {.name = "test", .routes = routes, .n_routes = COUNT_OF(routes)};
const struct feature *const features[] = {&feature};
const size_t features_n = 1;

// ---- a house -----------------------------------------------------------------------------------------------

static struct arena *arena;
static struct store *store;
static struct app *app;
static struct reader *reader;
static struct str path;
static sqlite3 *direct; // to fill and to look, past the program

static void run_sql(const char *sql) {
    assert_int_equal(sqlite3_exec(direct, sql, NULL, NULL, NULL), SQLITE_OK);
}

static struct str look(const char *sql) {
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(direct, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const struct str text =
        str_copy(arena, str_from_c((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return text;
}

static int make_house(void **state) {
    (void)state;
    log_quiet(true);
    runs = 0;
    arena = arena_new(64 << 20);
    char file[] = "/tmp/handle_test_XXXXXX";
    close(mkstemp(file));
    path = str_copy(arena, str_from_c(file));
    assert_int_equal(store_open(&(struct store_options){.url = path, .create = true}, &store), RC_OK);
    assert_int_equal(sqlite3_open(file, &direct), SQLITE_OK);
    sqlite3_busy_timeout(direct, 5000);
    run_sql("INSERT INTO organisation (id, name, kind, letter, host, created_at)"
            " VALUES (1, 'Voorbeek', 'municipality', 'G', 1, 0), (2, 'Politie', 'police', 'P', 0, 0);"
            "INSERT INTO person (id, given_name, infix, family_name, name, sort_name, lang, created_at)"
            " VALUES (1, 'Anna', '', 'Bos', 'Anna <Bos>', 'bos', 'nl', 0),"
            "        (2, 'Ben', '', 'Dam', 'Ben Dam', 'dam', 'en', 0);"
            "INSERT INTO membership (person_id, organisation_id, from_day)"
            " VALUES (1, 1, '2020-01-01');"
            "INSERT INTO role (person_id, role, organisation_id, from_day, until_day, granted_at)"
            " VALUES (1, 'coordinator', 1, '2020-01-01', NULL, 0),"
            "        (1, 'owner', 1, '2020-01-01', '2022-12-31', 0);");
    const struct app_options options = {.base_url = STR("https://test"), .version = "0"};
    struct arena *const threads = arena_child(arena, 32 << 20);
    assert_int_equal(app_start(threads, store, &options, &app), RC_OK);
    assert_int_equal(reader_open(store, &reader), RC_OK);
    *state = threads;
    return 0;
}

static int drop_house(void **state) {
    reader_close(reader);
    arena_free(*state);
    sqlite3_close(direct);
    store_close(store);
    static const char *const ends[] = {"", "-wal", "-shm", ".keys", ".lock", ".keys-wal", ".keys-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        unlink(str_c(arena, str_join(arena, path, str_from_c(ends[i]))));
    arena_free(arena);
    return 0;
}

// ---- asking --------------------------------------------------------------------------------------------------

struct asked { // what a browser knows
    struct str cookie, csrf, once;
    struct str origin, site; // as a browser of our own page sends them
    int64_t now;
    uint64_t body_n;
    struct str accept_language;
};
static const struct asked VISITOR = {.origin = {"https://test", 12}, .now = NOON};

static struct exchange *ask(enum method method, struct str target, const struct asked *asked) {
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

static struct str bytes(const struct exchange *x) {
    return reply_bytes(&x->reply);
}

static void assert_text(struct str is, struct str wanted) {
    if (!str_eq(is, wanted))
        fail_msg("\"" STR_FMT "\" is not \"" STR_FMT "\"", STR_ARG(is), STR_ARG(wanted));
}

static void assert_has(struct str text, struct str part) {
    if (!str_find(text, part, &(size_t){0}))
        fail_msg("\"" STR_FMT "\" not in \"" STR_FMT "\"", STR_ARG(part), STR_ARG(text));
}

static struct str hidden(const struct exchange *x, struct str name) {
    const struct str mark = str_fmt(arena, "name=\"" STR_FMT "\" value=\"", STR_ARG(name));
    size_t at, end;
    assert_true(str_find(bytes(x), mark, &at));
    const struct str rest = str_slice(bytes(x), at + mark.n, bytes(x).n);
    assert_true(str_find(rest, STR("\""), &end));
    return str_slice(rest, 0, end);
}

// Signs in and opens a page with a form.
static struct asked signed_in(int64_t person, int64_t now) {
    struct asked asked = VISITOR;
    asked.now = now;
    const struct exchange *in =
        ask(METHOD_POST, str_fmt(arena, "/in/%" PRId64, person), &asked);
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

static int status_of(enum method method, struct str target, const struct asked *asked) {
    return ask(method, target, asked)->reply.status;
}

static enum rc do_nothing(struct db *db, void *argument) {
    (void)db, (void)argument;
    return RC_OK;
}

// ---- tests -----------------------------------------------------------------------------------------------------

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
    assert_text(look("SELECT count(*) FROM web_session WHERE length(token_hash) = 32"), STR("1"));

    const struct asked anna = signed_in(ANNA, NOON);
    const struct exchange *page = ask(METHOD_GET, STR("/eigen"), &anna);
    assert_has(bytes(page), STR("Anna &lt;Bos&gt;|Voorbeek|"));
    assert_true((page->viewer.roles & 1u << ROLE_COORDINATOR) != 0);
    assert_true((page->viewer.host_roles & 1u << ROLE_COORDINATOR) != 0);
    assert_true((page->viewer.roles & 1u << ROLE_OWNER) == 0); // ended in 2022
    assert_int_equal(page->ctx.lang, LANG_NL);
    const struct asked ben = signed_in(2, NOON);
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
    assert_int_equal(store_write(store, do_nothing, NULL), RC_OK); // after the touch
    anna.now += SESSION_IDLE_S + 1;
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303); // idle too long

    anna = signed_in(ANNA, NOON);
    for (; anna.now <= NOON + SESSION_LONGEST_S; anna.now += 1200) {
        assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 200);
        assert_int_equal(store_write(store, do_nothing, NULL), RC_OK);
    }
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303); // never idle, but too old

    anna = signed_in(ANNA, NOON);
    run_sql("INSERT INTO account VALUES (1, 'a@b', 'a@b', '', 'closed', 0)");
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303);
    run_sql("DELETE FROM account");
    const struct exchange *out = ask(METHOD_POST, STR("/uit"), &anna);
    assert_int_equal(out->reply.status, 303);
    assert_has(out->reply.set_cookie, STR("Max-Age=0"));
    assert_true(out->reply.clear_site_data);
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 303);
}

static void a_post_is_trusted_from_our_own_page_only(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    const struct asked ben = signed_in(2, NOON);
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

static void a_form_counts_once(void **state) {
    (void)state;
    struct asked anna = signed_in(ANNA, NOON);
    const struct exchange *first = ask(METHOD_POST, STR("/zeg"), &anna);
    const struct exchange *second = ask(METHOD_POST, STR("/zeg"), &anna);
    assert_int_equal(runs, 1);
    assert_text(first->reply.location, STR("/na/1"));
    assert_text(second->reply.location, STR("/na/1"));
    anna.once = STR("00000000000000000000000000000000");
    assert_text(ask(METHOD_POST, STR("/zeg"), &anna)->reply.location, STR("/na/2"));
    struct asked ben = signed_in(2, NOON);
    ben.once = anna.once; // somebody else's key answers nothing
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &ben), 409);
}

static void a_failure_is_undone_and_explained(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    struct exchange *x = ask(METHOD_POST, STR("/fout"), &anna);
    assert_int_equal(x->reply.status, 409);
    assert_has(bytes(x), STR("Iemand anders was je voor"));
    x = ask(METHOD_POST, STR("/vergissing"), &anna);
    assert_int_equal(x->reply.status, 422);
    assert_text(bytes(x), STR("mistake"));
    assert_text(look("SELECT count(*) FROM web_session WHERE notice IS NOT NULL"), STR("0"));
    assert_text(look("SELECT count(*) FROM form_key"), STR("0"));
}

static void busy_work_runs_again(void **state) {
    (void)state;
    struct asked anna = signed_in(ANNA, NOON);
    assert_int_equal(status_of(METHOD_POST, STR("/druk"), &anna), 303);
    assert_int_equal(runs, 3);
    runs = 0;
    anna.once = STR_NONE;
    const struct exchange *x = ask(METHOD_POST, STR("/steeds-druk"), &anna);
    assert_int_equal(runs, 8);
    assert_int_equal(x->reply.status, 503);
    assert_null(x->reply.location.p);
    assert_true(x->reply.retry_after > 0);
}

static void a_notice_is_said_once(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &anna), 303);
    assert_has(bytes(ask(METHOD_GET, STR("/eigen"), &anna)), STR("|run 1|"));
    assert_int_equal(store_write(store, do_nothing, NULL), RC_OK);
    assert_has(bytes(ask(METHOD_GET, STR("/eigen"), &anna)), STR("||"));
}

static void preparing_may_refuse(void **state) {
    (void)state;
    assert_int_equal(status_of(METHOD_POST, STR("/in/99"), &VISITOR), 403);
    assert_text(look("SELECT count(*) FROM web_session"), STR("0"));
}

static void what_is_not_there_is_refused_early(void **state) {
    (void)state;
    struct asked anna = signed_in(ANNA, NOON);
    struct exchange *x = ask(METHOD_GET, STR("/nergens"), &anna);
    assert_int_equal(x->reply.status, 404);
    assert_has(bytes(x), STR("Anna &lt;Bos&gt;")); // with the frame of who looks
    assert_int_equal(status_of(METHOD_GET, STR("/organisaties/77"), &anna), 404);
    assert_int_equal(status_of(METHOD_GET, STR("/organisaties/2"), &anna), 200);
    const struct asked ben = signed_in(2, NOON);
    assert_int_equal(status_of(METHOD_GET, STR("/organisaties/2"), &ben), 404);
    assert_int_equal(status_of(METHOD_POST, STR("/nergens"), &anna), 404);
    assert_int_equal(status_of(METHOD_GET, STR("/%zz"), &anna), 400);
    x = ask(METHOD_GET, STR("/zeg"), &anna);
    assert_int_equal(x->reply.status, 405);
    assert_text(x->reply.allow, STR("POST"));
    assert_int_equal(status_of(METHOD_OTHER, STR("/"), &anna), 405);
    anna.body_n = 1001;
    assert_int_equal(status_of(METHOD_POST, STR("/zeg"), &anna), 413);
    anna.body_n = 1;
    assert_int_equal(status_of(METHOD_GET, STR("/eigen"), &anna), 413);
}

static void rows_have_three_forms(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    struct exchange *x = ask(METHOD_GET, STR("/api/v1/rows"), &anna);
    assert_text(x->reply.type, STR("application/json"));
    assert_text(bytes(x), STR("[{\"n\":2}]"));
    x = ask(METHOD_GET, STR("/api/v1/rows.csv"), &anna);
    assert_text(bytes(x), STR("n\n2\n"));
    assert_true(str_ends(x->reply.file_name, STR(".csv")));
}

static void exports_are_few(void **state) {
    (void)state;
    const struct asked anna = signed_in(ANNA, NOON);
    for (int i = 0; i < 10; i++)
        assert_int_equal(status_of(METHOD_GET, STR("/api/v1/rows"), &anna), 200);
    const struct exchange *x = ask(METHOD_GET, STR("/api/v1/rows"), &anna);
    assert_int_equal(x->reply.status, 429);
    assert_in_range(x->reply.retry_after, 300, 361);
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

static void note(void *to, const char *name, const char *value) {
    struct buf *const b = to;
    buf_fmt(b, "%s: %s\n", name, value);
}

static void every_answer_carries_its_headers(void **state) {
    (void)state;
    const struct exchange *x = ask(METHOD_GET, STR("/"), &VISITOR);
    struct buf b = buf_on(arena, 1024);
    reply_headers(app, &x->reply, arena, note, &b);
    const struct str headers = buf_done(&b);
    assert_has(headers, STR("Content-Security-Policy: default-src 'none'; "));
    assert_has(headers, STR("frame-ancestors 'none'"));
    assert_false(str_find(headers, STR("unsafe"), &(size_t){0}));
    assert_has(headers, STR("X-Content-Type-Options: nosniff\n"));
    assert_has(headers, STR("Strict-Transport-Security: max-age=63072000\n"));
    assert_has(headers, STR("Cache-Control: no-store\n"));
    assert_has(headers, STR("Content-Type: text/html; charset=utf-8\n"));
}

static void passwords_are_hashed_slowly(void **state) {
    (void)state;
    struct str hash;
    assert_int_equal(password_hash(arena, STR("geheim geheim"), PASSWORD_PERSON, &hash), RC_OK);
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$"))); // 19 MiB in KiB
    assert_true(password_verify(arena, hash, STR("geheim geheim")));
    assert_false(password_verify(arena, hash, STR("geheim gehein")));
    assert_false(password_is_dated(arena, hash, PASSWORD_PERSON));
    assert_true(password_is_dated(arena, hash, PASSWORD_KEEPER));
    // Nobody's hash takes its time too: more than a fifth of a real one.
    const double before = cpu_seconds();
    assert_true(password_verify(arena, hash, STR("geheim geheim")));
    const double between = cpu_seconds();
    assert_false(password_verify(arena, STR_NONE, STR("geheim geheim")));
    assert_true(cpu_seconds() - between > (between - before) / 5);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_house, drop_house)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_visitor_is_sent_to_sign_in),
        TEST(signing_in_gives_a_cookie_and_a_name),
        TEST(signing_in_again_ends_the_session_before),
        TEST(sessions_end),
        TEST(a_post_is_trusted_from_our_own_page_only),
        TEST(a_token_is_masked_anew_on_every_page),
        TEST(a_form_counts_once),
        TEST(a_failure_is_undone_and_explained),
        TEST(busy_work_runs_again),
        TEST(a_notice_is_said_once),
        TEST(preparing_may_refuse),
        TEST(what_is_not_there_is_refused_early),
        TEST(rows_have_three_forms),
        TEST(exports_are_few),
        TEST(visitors_choose_a_language),
        TEST(every_answer_carries_its_headers),
        TEST(passwords_are_hashed_slowly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
