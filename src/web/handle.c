// SPDX-License-Identifier: EUPL-1.2
// The dispatcher; see handle.h. It owns the transaction and the order of the checks, and is the
// only caller of handlers.
#include "web/handle.h"
#include "base/log.h"
#include "session_sql.h"
#include "web/asset.h"
#include "web/kept.h"
#include "web/limit.h"
#include "web/once.h"
#include "web/request.h"
#include "web/session.h"

enum {
    BODY_LIMIT = 64 * 1024,
    ATTEMPT_ARENA = 32 << 20, // a page is small; an import is not
    TOUCH_ARENA = 4096,
};

// ---- the context of a run ----------------------------------------------------------------------

static struct ctx *context(struct exchange *x, struct arena *arena, struct db_ro *ro,
                           struct db *db) {
    x->reply = (struct reply){.status = 0};
    x->ctx = (struct ctx){
        .app = x->app,
        .arena = arena,
        .request = &x->request,
        .reply = &x->reply,
        .route = x->match.route,
        .viewer = &x->viewer,
        .scope = &x->scope,
        .format = x->match.format,
        .today = instant_day(x->request.now),
        .now = x->request.now,
        .ro = ro,
        .db = db,
        .prepared = x->prepared,
    };
    memcpy(x->ctx.arg, x->match.arg, sizeof x->ctx.arg);
    memcpy(x->ctx.word, x->match.word, sizeof x->ctx.word);
    x->viewer = session_visitor(&x->ctx);
    x->ctx.lang = x->viewer.lang;
    return &x->ctx;
}

void handle_refuse(struct exchange *x, int status) {
    const struct str allow = x->reply.allow;
    const int retry_after = x->reply.retry_after;
    struct ctx *const c = context(x, x->arena, NULL, NULL);
    c->reply->allow = allow;
    c->reply->retry_after = retry_after;
    reply_problem(c, status);
}

// What a failure looks like; an answer of the handler's own stands.
static void settle(struct ctx *c, enum rc rc) {
    const int status = rc_http_status(rc);
    if (rc == RC_OK ? c->reply->status != 0 : status < 500 && c->reply->status >= 400)
        return;
    ENSURE(rc != RC_OK); // a handler that succeeds has answered
    reply_problem(c, status);
}

// ---- what stands between a request and its handler ---------------------------------------------

static bool over_limit(struct exchange *x, enum limit_key kind, struct str id) {
    x->reply.retry_after = limit_ask(x->app, x->match.route->rate, kind, id);
    return x->reply.retry_after > 0;
}

static bool account_over_limit(struct exchange *x) {
    if (x->viewer.person == 0 || x->counted)
        return false;
    x->counted = true; // one request is one token, however often it runs
    const struct str id = {(const char *)&x->viewer.person, sizeof x->viewer.person};
    return over_limit(x, LIMIT_ACCOUNT, id);
}

static bool is_signing_in(const struct route *route) {
    return route->signs_in && route->method == METHOD_GET;
}

// The sign-in page itself, with what was typed in it: nobody types a form twice.
static bool ask_sign_in_kept(struct ctx *c) {
    struct match match;
    if (c->request->method != METHOD_POST || !session_trusts(c) ||
        route_find(METHOD_GET, STR("/aanmelden"), &match) != RC_OK || !is_signing_in(match.route))
        return false;
    struct kept *const kept = NEW(c->arena, struct kept);
    *kept = kept_of_form(c);
    c->kept = kept;
    return str_is(kept->to.text) && match.route->handle(c) == RC_OK;
}

// A page sends to the sign-in page, which leads back.
static void ask_sign_in(struct ctx *c) {
    if (c->format != FORMAT_HTML) {
        reply_problem(c, 401);
        return;
    }
    if (ask_sign_in_kept(c))
        return;
    const struct str to = c->request->method == METHOD_GET
                              ? str_join(c->arena, STR("/aanmelden?terug="), c->request->path)
                              : STR("/aanmelden");
    (void)reply_redirect(c, (struct url){to});
}

// From a page of our own but of another session: what was typed comes back, to be sent again.
static enum rc not_trusted(struct ctx *c) {
    const struct viewer visitor = session_visitor(c), *const viewer = c->viewer;
    c->viewer = &visitor;
    const bool is_own = session_trusts(c);
    c->viewer = viewer;
    const struct kept kept = is_own ? kept_of_form(c) : (struct kept){0};
    return str_is(kept.to.text) ? kept_show(c, &kept, 403) : RC_FORBIDDEN;
}

// Leaves an answer in c->reply when the handler is not to be called.
static enum rc enter(struct exchange *x, struct ctx *c) {
    const struct route *const route = c->route;
    TRY(session_load(c, &x->viewer, &x->seen_at));
    c->lang = x->viewer.lang;
    if (account_over_limit(x)) {
        reply_problem(c, 429);
        return RC_OK;
    }
    ENSURE(route != NULL);
    if (route->entry == ENTRY_SIGNED_IN && x->viewer.person == 0) {
        ask_sign_in(c);
        return RC_OK;
    }
    if (route->method == METHOD_POST && !session_trusts(c))
        return not_trusted(c);
    const int64_t object = route->object == OBJECT_NONE ? 0 : c->arg[0];
    if (route->method == METHOD_POST)
        x->viewer.notice = STR_NONE; // it waits for a page that says it once
    return access_check(c->ro, c->arena, c->viewer, route->right, route->object, object, &x->scope);
}

static enum rc enter_then(struct exchange *x, struct ctx *c, enum rc (*next)(struct ctx *c)) {
    TRY(enter(x, c));
    return c->reply->status != 0 ? RC_OK : next(c);
}

// ---- GET ---------------------------------------------------------------------------------------

// What a GET leaves behind is written later, by itself: that the session was seen, and that its
// notice was shown. Losing it costs nobody anything.
struct touch {
    struct work work;
    struct arena *arena;
    int64_t session;
    struct instant now;
    struct str notice;
};

static enum rc touch_run(struct db *db, void *argument) {
    const struct touch *const touch = argument;
    if (touch->notice.p != NULL)
        TRY(q_session_said(db, touch->session, touch->notice, NULL));
    return q_session_seen(db, touch->session, touch->now, NULL);
}

static void touch_done(struct work *work) {
    arena_free(((struct touch *)work->argument)->arena);
}

static void touch(const struct exchange *x) {
    const bool said =
        x->viewer.notice.p != NULL && x->match.format == FORMAT_HTML && x->reply.status == 200;
    const bool due =
        instant_is(x->seen_at) && x->request.now.s - x->seen_at.s >= SESSION_SEEN_EVERY_S;
    if (x->viewer.session == 0 || (!said && !due))
        return;
    struct arena *const arena = arena_new(TOUCH_ARENA);
    struct touch *const touch = NEW(arena, struct touch);
    *touch = (struct touch){
        .work = {.run = touch_run, .done = touch_done, .argument = touch},
        .arena = arena,
        .session = x->viewer.session,
        .now = x->request.now,
        .notice = said ? str_copy(arena, x->viewer.notice) : STR_NONE,
    };
    if (!store_submit(x->app->store, &touch->work))
        arena_free(arena);
}

static void read_now(struct exchange *x, struct reader *reader) {
    struct db_ro *ro = NULL;
    const enum rc begun = reader_begin(reader, &ro);
    struct ctx *const c = context(x, x->arena, ro, NULL);
    enum rc rc = begun == RC_OK ? enter_then(x, c, x->match.route->handle) : begun;
    if (rc == RC_OK) // a page made without what it asked for is no answer
        rc = db_failed(ro);
    settle(c, rc);
    if (begun == RC_OK)
        reader_end(reader);
    touch(x);
}

static struct exchange *exchange_of(struct task *task) {
    return (struct exchange *)((char *)task - offsetof(struct exchange, task));
}

static void read_task(struct task *task, struct reader *reader) {
    struct exchange *const x = exchange_of(task);
    read_now(x, reader);
    x->resume(x);
}

// ---- POST --------------------------------------------------------------------------------------

static enum rc write_run(struct db *db, void *argument) {
    struct exchange *const x = argument;
    if (x->attempt != NULL)
        arena_free(x->attempt);
    x->attempt = arena_child(x->arena, ATTEMPT_ARENA + 8 * handle_body_limit(x));
    struct ctx *const c = context(x, x->attempt, db_read(db), db);
    const enum rc rc = enter_then(x, c, once_handle);
    if (rc == RC_BUSY) // it runs again, or is refused by write_done
        x->reply = (struct reply){.status = 0};
    else
        settle(c, rc);
    return rc;
}

static void write_done(struct work *work) {
    struct exchange *const x = work->argument;
    // The handler was content, but its work did not come through.
    if (work->rc != RC_OK && x->reply.status < 400)
        handle_refuse(x, rc_http_status(work->rc));
    x->resume(x);
}

// The exchange is held. Gives it to the writer.
static void write_later(struct exchange *x) {
    x->work = (struct work){.run = write_run, .done = write_done, .argument = x};
    if (store_submit(x->app->store, &x->work))
        return;
    handle_refuse(x, 503);
    x->resume(x);
}

static void prepare_task(struct task *task, struct reader *reader) {
    struct exchange *const x = exchange_of(task);
    struct db_ro *ro = NULL;
    const enum rc begun = reader_begin(reader, &ro);
    struct ctx *const c = context(x, x->arena, ro, NULL);
    const enum rc rc = begun == RC_OK ? enter_then(x, c, x->match.route->prepare) : begun;
    const bool answered = rc != RC_OK || x->reply.status != 0;
    if (answered)
        settle(c, rc);
    if (begun == RC_OK)
        reader_end(reader);
    x->prepared = c->prepared;
    if (answered)
        x->resume(x);
    else
        write_later(x);
}

// ---- the two calls of the server ---------------------------------------------------------------

static struct str allow_of(struct arena *arena, unsigned allowed) {
    const bool get = (allowed & 1u << METHOD_GET) != 0, post = (allowed & 1u << METHOD_POST) != 0;
    return str_fmt(arena, "%s%s%s", get ? "GET, HEAD" : "", get && post ? ", " : "",
                   post ? "POST" : "");
}

static enum rc nowhere(struct ctx *c) {
    (void)c;
    return RC_NOT_FOUND;
}
// A page that does not exist is a page too: it shows who is signed in.
static const struct route no_route = {METHOD_GET, "/", .handle = nowhere, .right = RIGHT_public,
                                      .entry = ENTRY_OPEN};

static int admission(struct exchange *x, struct str target, uint64_t body_n) {
    struct request *const r = &x->request;
    if (target_read(x->arena, target, r) != RC_OK)
        return 400;
    if (r->method == METHOD_GET && asset_reply(x->app, r, &x->reply))
        return 200;
    switch ((int)route_find(r->method, r->path, &x->match)) {
    case RC_OK:
        break;
    case RC_INVALID:
        x->reply.allow = allow_of(x->arena, x->match.allowed);
        return 405;
    default:
        if (r->method != METHOD_GET)
            return 404;
        x->match.route = &no_route;
    }
    if (over_limit(x, LIMIT_NETWORK, limit_network(x->arena, r->remote)))
        return 429;
    return body_n > handle_body_limit(x) ? 413 : 0;
}

bool handle_admit(struct exchange *x, struct str target, uint64_t body_n) {
    x->started_ms = clock_mono_ms();
    const int status = admission(x, target, body_n);
    if (status >= 400)
        handle_refuse(x, status);
    return status == 0;
}

size_t handle_body_limit(const struct exchange *x) {
    if (x->match.route == NULL || x->match.route->method != METHOD_POST)
        return 0;
    return x->match.route->body_limit > 0 ? x->match.route->body_limit : BODY_LIMIT;
}

static void queue(struct exchange *x, struct pool *pool,
                  void (*run)(struct task *task, struct reader *reader)) {
    x->task = (struct task){.run = run};
    x->hold(x);
    if (pool_submit(pool, &x->task))
        return;
    handle_refuse(x, 503);
    x->resume(x);
}

bool handle(struct exchange *x, struct reader *reader) {
    const struct route *const route = x->match.route;
    if (route->method == METHOD_GET && x->app->reading == NULL) {
        read_now(x, reader);
        return true;
    }
    if (route->method == METHOD_GET)
        queue(x, x->app->reading, read_task);
    else if (route->prepare != NULL)
        queue(x, x->app->hashing, prepare_task);
    else {
        x->hold(x);
        write_later(x);
    }
    return false;
}

void handle_done(struct exchange *x) {
    const int status = x->reply.status;
    if (status < 100 || status > 599)
        return;
    struct counters *const counters = &x->app->counters;
    atomic_fetch_add(&counters->by_class[status / 100], 1);
    atomic_fetch_add(&counters->millis, clock_mono_ms() - x->started_ms);
    if (status >= 500)
        log_event(LOG_WARN, "answer", "status=%d route=%s", status,
                  x->match.route == NULL ? "-" : x->match.route->path);
}

// ---- waiting -----------------------------------------------------------------------------------

struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t answered;
    bool is_answered;
};

static void waiting_hold(struct exchange *x) {
    (void)x;
}

static void waiting_resume(struct exchange *x) {
    struct waiting *const waiting = x->owner;
    pthread_mutex_lock(&waiting->mutex);
    waiting->is_answered = true;
    pthread_cond_signal(&waiting->answered);
    pthread_mutex_unlock(&waiting->mutex);
}

void handle_wait(struct exchange *x, struct reader *reader) {
    struct waiting *const waiting = NEW(x->arena, struct waiting);
    pthread_mutex_init(&waiting->mutex, NULL);
    pthread_cond_init(&waiting->answered, NULL);
    x->owner = waiting;
    x->hold = waiting_hold;
    x->resume = waiting_resume;
    if (!handle(x, reader)) {
        pthread_mutex_lock(&waiting->mutex);
        while (!waiting->is_answered)
            pthread_cond_wait(&waiting->answered, &waiting->mutex);
        pthread_mutex_unlock(&waiting->mutex);
    }
    pthread_cond_destroy(&waiting->answered);
    pthread_mutex_destroy(&waiting->mutex);
}
