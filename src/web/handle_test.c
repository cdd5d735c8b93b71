// SPDX-License-Identifier: EUPL-1.2
// The dispatcher: forms that count once, work that is undone or run again, what is refused early,
// and what every answer carries.
#include "web/test_house.h"

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
    struct asked ben = signed_in(BEN, NOON);
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
    house_holds("(SELECT count(*) FROM web_session WHERE notice IS NOT NULL) = 0");
    house_holds("(SELECT count(*) FROM form_key) = 0");
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

static void preparing_may_refuse(void **state) {
    (void)state;
    assert_int_equal(status_of(METHOD_POST, STR("/in/99"), &VISITOR), 403);
    house_holds("(SELECT count(*) FROM web_session) = 0");
}

static void what_is_not_there_is_refused_early(void **state) {
    (void)state;
    struct asked anna = signed_in(ANNA, NOON);
    struct exchange *x = ask(METHOD_GET, STR("/nergens"), &anna);
    assert_int_equal(x->reply.status, 404);
    assert_has(bytes(x), STR("Anna &lt;Bos&gt;")); // with the frame of who looks
    assert_int_equal(status_of(METHOD_GET, STR("/organisaties/77"), &anna), 404);
    assert_int_equal(status_of(METHOD_GET, STR("/organisaties/2"), &anna), 200);
    const struct asked ben = signed_in(BEN, NOON);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_form_counts_once),
        HOUSE_TEST(a_failure_is_undone_and_explained),
        HOUSE_TEST(busy_work_runs_again),
        HOUSE_TEST(preparing_may_refuse),
        HOUSE_TEST(what_is_not_there_is_refused_early),
        HOUSE_TEST(rows_have_three_forms),
        HOUSE_TEST(exports_are_few),
        HOUSE_TEST(every_answer_carries_its_headers),
    };
    return house_run(tests, COUNT_OF(tests));
}
