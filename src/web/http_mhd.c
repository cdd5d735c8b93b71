// SPDX-License-Identifier: EUPL-1.2
// Between libmicrohttpd and handle.h: collects a request, refuses what two readers could read in
// two ways, suspends the connection while another thread works, and queues the answer. An event
// loop never waits for anything but its sockets and, with SQLite, a snapshot read.
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <sys/socket.h>

#include "base/log.h"
#include "web/handle.h"
#include "web/http_mhd.h"
#include "web/reply.h"
#include "web/request.h"

enum {
    REQUEST_ARENA = 16 << 20, // and what the body needs on top
    CONNECTIONS_MAX = 8192,
    CONNECTION_MEMORY = 32 * 1024, // headers must fit in it
    IDLE_SECONDS = 15,
    STOP_ROUNDS = 500, // of 10 ms
};

struct http {
    struct app *app;
    struct MHD_Daemon *daemon;
    pthread_key_t reader; // of each event loop
    bool behind_proxy;
    atomic_bool refusing; // nothing is suspended any more
    atomic_int open;      // requests between first line and last byte
    atomic_int held;      // of these, suspended
};

struct call { // one request
    struct exchange x;
    struct http *http;
    struct MHD_Connection *connection;
    struct str target;
    struct buf body;
    bool begun, over; // headers seen; body too large
};

// ---- readers: one for each event loop, made when it first reads --------------------------------

static void reader_end_of_thread(void *reader) {
    reader_close(reader);
}

// Postgres readers belong to the pool; an event loop has none then.
static enum rc loop_reader(struct http *http, struct reader **ret_reader) {
    *ret_reader = pthread_getspecific(http->reader);
    if (*ret_reader != NULL || http->app->reading != NULL)
        return RC_OK;
    TRY(reader_open(http->app->store, ret_reader));
    return pthread_setspecific(http->reader, *ret_reader) == 0 ? RC_OK : RC_IO;
}

// ---- a request begins and ends -----------------------------------------------------------------

static void call_hold(struct exchange *x) {
    struct call *const call = x->owner;
    MHD_suspend_connection(call->connection);
}

// The counter comes last: until then http_stop does not end the event loops.
static void call_resume(struct exchange *x) {
    struct call *const call = x->owner;
    struct http *const http = call->http;
    MHD_resume_connection(call->connection);
    atomic_fetch_sub(&http->held, 1);
}

static void *on_line(void *argument, const char *uri, struct MHD_Connection *connection) {
    struct http *const http = argument;
    struct arena *const arena = arena_new(REQUEST_ARENA);
    struct call *const call = NEW(arena, struct call);
    call->http = http;
    call->connection = connection;
    call->target = str_copy(arena, str_from_c(uri));
    call->x.app = http->app;
    call->x.arena = arena;
    call->x.owner = call;
    call->x.hold = call_hold;
    call->x.resume = call_resume;
    call->x.request.now = instant_now();
    atomic_fetch_add(&http->open, 1);
    return call;
}

static void on_end(void *argument, struct MHD_Connection *connection, void **slot,
                   enum MHD_RequestTerminationCode why) {
    (void)connection, (void)why;
    struct http *const http = argument;
    struct call *const call = *slot;
    if (call == NULL)
        return;
    *slot = NULL;
    handle_done(&call->x);
    arena_free(call->x.arena);
    atomic_fetch_sub(&http->open, 1);
}

// ---- the second look at the headers ------------------------------------------------------------

struct look {
    int n_host, n_length, n_coding;
    bool broken;
    size_t n; // bytes of the lines that were seen, each written as "name: value"
};

static bool is_name(const char *name, size_t n, const char *wanted) {
    return n == strlen(wanted) && strncasecmp(name, wanted, n) == 0;
}

static enum MHD_Result look_at(void *argument, enum MHD_ValueKind kind, const char *name,
                               size_t name_n, const char *value, size_t value_n) {
    (void)kind;
    struct look *const look = argument;
    look->n_host += is_name(name, name_n, "Host");
    look->n_length += is_name(name, name_n, "Content-Length");
    look->n_coding += is_name(name, name_n, "Transfer-Encoding");
    look->broken |= name_n == 0;
    look->n += name_n + 2 + value_n + 2;
    for (size_t i = 0; i < name_n; i++)
        look->broken |= (unsigned char)name[i] <= ' ' || name[i] == 0x7f;
    for (size_t i = 0; i < value_n; i++)
        look->broken |= ((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7f;
    return MHD_YES;
}

// The library joins folded lines, cuts values at a NUL, and takes an empty name for the end of the
// headers, before anybody can look. Then more bytes came than it shows. (Lines without a blank
// after the colon can hide a few: this look is the second one, the proxy's comes first.)
static bool has_hidden_bytes(const struct call *call, const struct look *look, const char *method,
                             const char *version) {
    const union MHD_ConnectionInfo *const info =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    const size_t line = strlen(method) + 1 + call->target.n + 1 + strlen(version) + 2;
    return info == NULL || info->header_size > line + look->n + 2;
}

static bool headers_are_sound(const struct call *call, const char *method, const char *version) {
    struct look look = {.n_host = 0};
    MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND, look_at, &look);
    if (has_hidden_bytes(call, &look, method, version))
        return false;
    if (look.broken || look.n_length > 1 || look.n_coding > 1 || look.n_host > 1)
        return false;
    if (look.n_host == 0 && strcmp(version, MHD_HTTP_VERSION_1_1) == 0)
        return false;
    return look.n_length + look.n_coding <= 1;
}

// ---- filling in the request --------------------------------------------------------------------

static struct str header(const struct call *call, const char *name) {
    const char *value = NULL;
    size_t n = 0;
    if (MHD_lookup_connection_value_n(call->connection, MHD_HEADER_KIND, name, strlen(name), &value,
                                      &n) != MHD_YES)
        return STR_NONE;
    return str_copy(call->x.arena, (struct str){value, n});
}

static struct str peer(const struct call *call) {
    const union MHD_ConnectionInfo *const info =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char *const text = NEW_ARRAY(call->x.arena, char, INET6_ADDRSTRLEN);
    const struct sockaddr *const address = info->client_addr;
    const void *bytes =
        address->sa_family == AF_INET6
            ? (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr
            : (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr;
    return str_from_c(inet_ntop(address->sa_family, bytes, text, INET6_ADDRSTRLEN));
}

// Only the last address was written by our own proxy; those before it are what a client claims.
static struct str remote(const struct call *call) {
    struct str list = call->http->behind_proxy ? header(call, "X-Forwarded-For") : STR_NONE;
    struct str one, last = STR_NONE;
    while (str_cut(&list, ',', &one))
        last = str_trim(one);
    return str_is(last) ? last : peer(call);
}

static enum method method_of(const char *method) {
    if (strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0)
        return METHOD_GET;
    return strcmp(method, MHD_HTTP_METHOD_POST) == 0 ? METHOD_POST : METHOD_OTHER;
}

static void fill(struct call *call, const char *method) {
    struct request *const r = &call->x.request;
    r->method = method_of(method);
    r->cookie = header(call, "Cookie");
    r->origin = header(call, "Origin");
    r->sec_fetch_site = header(call, "Sec-Fetch-Site");
    r->accept_encoding = header(call, "Accept-Encoding");
    r->accept_language = header(call, "Accept-Language");
    r->host = header(call, "Host");
    r->remote = remote(call);
}

// ---- answering ---------------------------------------------------------------------------------

static void add_header(void *response, const char *name, const char *value) {
    MHD_add_response_header(response, name, value);
}

static enum MHD_Result answer(struct call *call, bool close) {
    const struct str bytes = reply_bytes(&call->x.reply);
    // Not copied: the bytes live until on_end.
    void *const view = (void *)(uintptr_t)bytes.p;
    struct MHD_Response *const response =
        MHD_create_response_from_buffer(bytes.n, view, MHD_RESPMEM_PERSISTENT);
    if (response == NULL)
        return MHD_NO;
    reply_headers(call->http->app, &call->x.reply, call->x.arena, add_header, response);
    if (close || atomic_load(&call->http->app->stopping))
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    const enum MHD_Result queued =
        MHD_queue_response(call->connection, (unsigned)call->x.reply.status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(struct call *call, int status) {
    handle_refuse(&call->x, status);
    return answer(call, true);
}

// ---- the steps of a request --------------------------------------------------------------------

// Line and headers are there; a body is not read yet, so an answer now must close the connection.
static enum MHD_Result begin(struct call *call, const char *method, const char *version) {
    call->begun = true;
    fill(call, method);
    if (!headers_are_sound(call, method, version))
        return refuse(call, 400);
    const struct str length = header(call, MHD_HTTP_HEADER_CONTENT_LENGTH);
    const bool chunked = header(call, MHD_HTTP_HEADER_TRANSFER_ENCODING).p != NULL;
    uint64_t body_n = 0;
    if (length.p != NULL && str_u64(length, &body_n) != RC_OK)
        return refuse(call, 400);
    if (!handle_admit(&call->x, call->target, body_n))
        return answer(call, body_n > 0 || chunked);
    call->body = buf_on(call->x.arena, (size_t)body_n);
    return MHD_YES;
}

static void collect(struct call *call, const char *bytes, size_t n) {
    if (call->body.n + n > handle_body_limit(&call->x))
        call->over = true;
    else
        buf_add(&call->body, bytes, n);
}

// The body is whole. Counted as held before asking whether that is still allowed, so that
// http_stop, which asks in the other order, sees it.
static enum MHD_Result dispatch(struct call *call) {
    struct http *const http = call->http;
    struct reader *reader;
    if (call->over)
        return refuse(call, 413);
    if (body_read(call->x.arena, header(call, MHD_HTTP_HEADER_CONTENT_TYPE), buf_done(&call->body),
                  &call->x.request) != RC_OK)
        return refuse(call, 400);
    if (loop_reader(http, &reader) != RC_OK)
        return refuse(call, 503);
    atomic_fetch_add(&http->held, 1);
    if (atomic_load(&http->refusing)) {
        atomic_fetch_sub(&http->held, 1);
        return refuse(call, 503);
    }
    if (!handle(&call->x, reader))
        return MHD_YES; // the call belongs to another thread now
    atomic_fetch_sub(&http->held, 1);
    return answer(call, false);
}

static enum MHD_Result on_request(void *argument, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version,
                                  const char *upload, size_t *upload_n, void **slot) {
    (void)argument, (void)connection, (void)url;
    struct call *const call = *slot;
    if (!call->begun)
        return begin(call, method, version);
    if (*upload_n > 0) {
        collect(call, upload, *upload_n);
        *upload_n = 0;
        return MHD_YES;
    }
    return call->x.reply.status != 0 ? answer(call, false) : dispatch(call);
}

// Target and query are read by request.c, from the bytes as they came.
static size_t keep_escapes(void *argument, struct MHD_Connection *connection, char *text) {
    (void)argument, (void)connection;
    return strlen(text);
}

static void on_log(void *argument, const char *format, va_list values) {
    (void)argument, (void)format, (void)values; // its messages quote requests
}

// ---- start and stop ----------------------------------------------------------------------------

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static enum rc address_of(struct arena *arena, const struct http_options *options,
                          union address *ret_address) {
    const char *const text = str_c(arena, options->address);
    union address address = {.four = {.sin_family = AF_INET, .sin_port = htons(options->port)}};
    if (inet_pton(AF_INET, text, &address.four.sin_addr) != 1) {
        address =
            (union address){.six = {.sin6_family = AF_INET6, .sin6_port = htons(options->port)}};
        if (inet_pton(AF_INET6, text, &address.six.sin6_addr) != 1)
            return RC_USAGE;
    }
    *ret_address = address;
    return RC_OK;
}

enum rc http_start(struct arena *arena, struct app *app, const struct http_options *options,
                   struct http **ret_http) {
    struct http *const http = NEW(arena, struct http);
    union address address;
    TRY(address_of(arena, options, &address));
    http->app = app;
    http->behind_proxy = options->behind_proxy;
    if (pthread_key_create(&http->reader, reader_end_of_thread) != 0)
        return RC_IO;
    const unsigned loops = options->threads < 2 ? 0 : options->threads; // 0: one, without a pool
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
            (address.any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0),
        options->port, NULL, NULL, on_request, http,      //
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,         //
        MHD_OPTION_SOCK_ADDR, &address.any,               //
        MHD_OPTION_URI_LOG_CALLBACK, on_line, http,       //
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, //
        MHD_OPTION_NOTIFY_COMPLETED, on_end, http,        //
        MHD_OPTION_THREAD_POOL_SIZE, loops,               //
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, //
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
    if (http->daemon == NULL) {
        const int error = errno;
        pthread_key_delete(http->reader);
        return error == EADDRINUSE ? RC_BUSY : RC_IO;
    }
    *ret_http = http;
    return RC_OK;
}

uint16_t http_port(const struct http *http) {
    return MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

static void pause_10ms(void) {
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
}

void http_stop(struct http *http) {
    // Not MHD_quiesce_daemon: it races with the event loops for the epoll entry and aborts the
    // process. A listening socket that is shut down refuses connections; the loops let it be.
    shutdown(MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_LISTEN_FD)->listen_fd, SHUT_RDWR);
    atomic_store(&http->app->stopping, true);
    for (int round = 0; round < STOP_ROUNDS && atomic_load(&http->open) > 0; round++)
        pause_10ms();
    atomic_store(&http->refusing, true);
    while (atomic_load(&http->held) > 0)
        pause_10ms();
    // What was resumed last still has to be sent.
    for (int round = 0; round < STOP_ROUNDS / 5 && atomic_load(&http->open) > 0; round++)
        pause_10ms();
    MHD_stop_daemon(http->daemon);
    pthread_key_delete(http->reader);
}
