// SPDX-License-Identifier: EUPL-1.2
// The server with clients that write while it stops, again and again: whatever a client was told is
// stored, and every answer is whole. And the bounds on bodies, over a real socket.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "web/http_mhd.h"
#include "web/session.h"

enum { CLIENTS = 8, STOPS = 12 };

// ---- routes ------------------------------------------------------------------------------------

static enum rc write_post(struct ctx *c) {
    TRY(session_start(c, 1)); // a row
    return reply_redirect(c, (struct url){STR("/")});
}

static enum rc size_post(struct ctx *c) {
    struct page *const page = reply_page(c);
    html_text(page, c->request->n_body > 0 ? c->request->body[0].value.n : 0);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc prepared_post(struct ctx *c) {
    return c->prepared == c->app ? write_post(c) : RC_IO;
}

static enum rc prepare(struct ctx *c) {
    c->prepared = c->app;
    return RC_OK;
}

static enum rc page_get(struct ctx *c) {
    struct page *const page = reply_page(c);
    html_raw(page, "page");
    reply_page_done(c, page, 200);
    return RC_OK;
}

#define OPEN .right = RIGHT_public, .entry = ENTRY_OPEN
static const struct route routes[] = {
    {METHOD_GET, "/", .handle = page_get, OPEN},
    {METHOD_POST, "/schrijf", .handle = write_post, OPEN},
    {METHOD_POST, "/bereid", .handle = prepared_post, .prepare = prepare, OPEN},
    {METHOD_POST, "/groot", .handle = size_post, OPEN, .body_limit = 100000},
};
static const struct feature feature = {
    .name = "test", .routes = routes, .n_routes = COUNT_OF(routes)};
const struct feature *const features[] = {&feature};
const size_t features_n = 1;

// ---- a program that serves ---------------------------------------------------------------------

static struct arena *arena; // the program's
static struct store *store;
static struct http *http;
static char file[] = "/tmp/http_test_XXXXXX";

static void start(void) {
    struct app *app;
    arena = arena_new(64 << 20);
    assert_int_equal(
        store_open(&(struct store_options){.url = str_from_c(file), .create = true}, &store),
        RC_OK);
    assert_int_equal(
        app_start(arena, store, &(struct app_options){.version = "0", .unlimited = true}, &app),
        RC_OK);
    assert_int_equal(
        http_start(arena, app, &(struct http_options){STR("127.0.0.1"), 0, 2, false}, &http),
        RC_OK);
}

static void stop(void) {
    http_stop(http);
    arena_free(arena);
    store_close(store);
}

static int make_file(void **state) {
    (void)state;
    log_quiet(true);
    memcpy(file + sizeof file - 7, "XXXXXX", 6);
    close(mkstemp(file));
    start();
    sqlite3 *direct;
    assert_int_equal(sqlite3_open(file, &direct), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(direct,
                     "INSERT INTO person (id, given_name, infix, family_name, name, sort_name,"
                     " created_at) VALUES (1, 'A', '', 'B', 'A B', 'b', 0)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(direct);
    return 0;
}

static int drop_file(void **state) {
    (void)state;
    struct arena *const names = arena_new(4096);
    static const char *const ends[] = {"", "-wal", "-shm", ".keys", ".lock"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        unlink(str_c(names, str_join(names, str_from_c(file), str_from_c(ends[i]))));
    arena_free(names);
    return 0;
}

static int64_t rows_stored(void) {
    sqlite3 *direct;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(file, &direct), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(direct, "SELECT count(*) FROM web_session", -1, &statement, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const int64_t n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(direct);
    return n;
}

// ---- clients -----------------------------------------------------------------------------------

static int dial(uint16_t port) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    const struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const struct timeval patience = {.tv_sec = 20};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

// Sends a request and reads one whole answer. Gives its status; 0: closed before the first byte;
// -1: an answer that stops halfway.
static int talk(int fd, const char *request, size_t n, char *answer, size_t answer_max) {
    if (send(fd, request, n, MSG_NOSIGNAL) != (ssize_t)n)
        return 0;
    size_t got = 0;
    for (;;) {
        const ssize_t more = recv(fd, answer + got, answer_max - 1 - got, 0);
        if (more <= 0)
            return got == 0 ? 0 : -1;
        got += (size_t)more;
        answer[got] = '\0';
        const char *const body = strstr(answer, "\r\n\r\n");
        const char *const length = strstr(answer, "Content-Length: ");
        if (body != NULL && length != NULL &&
            got >= (size_t)(body + 4 - answer) + strtoul(length + 16, NULL, 10))
            return (int)strtol(answer + 9, NULL, 10);
    }
}

static atomic_int told, torn;

static void *client_main(void *argument) {
    const uint16_t port = *(const uint16_t *)argument;
    static const char *const paths[] = {"/schrijf", "/bereid"};
    char request[200], answer[20000];
    int fd = dial(port), status = 303;
    for (size_t i = 0; fd >= 0 && status > 0; i++) {
        const int n = snprintf(request, sizeof request,
                               "POST %s HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\n"
                               "Content-Length: 0\r\n\r\n",
                               paths[i % COUNT_OF(paths)]);
        status = talk(fd, request, (size_t)n, answer, sizeof answer);
        atomic_fetch_add(&told, status == 303);
        atomic_fetch_add(&torn, status == -1);
        if (strstr(answer, "Connection: close") == NULL && status != 0)
            continue;
        close(fd);
        fd = dial(port);
    }
    if (fd >= 0)
        close(fd);
    return NULL;
}

static void what_was_told_is_stored(void **state) {
    (void)state;
    stop();
    for (int round = 0; round < STOPS; round++) {
        start();
        const int64_t before = rows_stored();
        atomic_store(&told, 0);
        uint16_t port = http_port(http);
        pthread_t clients[CLIENTS];
        for (size_t i = 0; i < CLIENTS; i++)
            assert_int_equal(pthread_create(&clients[i], NULL, client_main, &port), 0);
        nanosleep(&(struct timespec){.tv_nsec = 20000000L + round * 7000000L}, NULL);
        stop();
        for (size_t i = 0; i < CLIENTS; i++)
            pthread_join(clients[i], NULL);
        assert_true(atomic_load(&told) > 0);
        assert_true(rows_stored() - before >= atomic_load(&told));
    }
    assert_int_equal(atomic_load(&torn), 0);
}

static int post(const char *path, const char *framing, size_t n, bool chunk, char *answer,
                size_t answer_max) {
    struct arena *const scratch = arena_new(1 << 22);
    struct buf b = buf_on(scratch, n + 300);
    buf_fmt(&b,
            "POST %s HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\n%s\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
            path, framing);
    if (chunk)
        buf_fmt(&b, "%zx\r\n", n);
    buf_lit(&b, "a=");
    for (size_t i = 2; i < n; i++)
        buf_char(&b, 'x');
    if (chunk)
        buf_lit(&b, "\r\n0\r\n\r\n");
    const int fd = dial(http_port(http));
    const int status = talk(fd, b.p, b.n, answer, answer_max);
    close(fd);
    arena_free(scratch);
    return status;
}

static void bodies_have_a_bound(void **state) {
    (void)state;
    char answer[20000];
    const char *const coding = "Transfer-Encoding: chunked";
    assert_int_equal(post("/groot", "Content-Length: 100000", 100000, false, answer, sizeof answer),
                     200);
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n99998");
    assert_int_equal(post("/groot", coding, 100000, true, answer, sizeof answer), 200);
    assert_int_equal(post("/groot", coding, 100001, true, answer, sizeof answer), 413);
    // Announced and too large: refused before any of it is sent.
    assert_int_equal(post("/groot", "Content-Length: 100001", 0, false, answer, sizeof answer),
                     413);
    assert_int_equal(post("/schrijf", "Content-Length: 65537", 0, false, answer, sizeof answer),
                     413);
    stop();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_told_is_stored, make_file, drop_file),
        cmocka_unit_test_setup_teardown(bodies_have_a_bound, make_file, drop_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
