// SPDX-License-Identifier: EUPL-1.2
// The routes that machines ask: is it alive, is it ready, how is it doing, what does it offer.
// Nothing here names a person.
#include "session_sql.h"
#include "web/app.h"
#include "web/openapi.h"
#include "web/route.h"

static enum rc say(struct ctx *c, struct str type, struct buf body) {
    c->reply->status = 200;
    c->reply->type = type;
    c->reply->body = body;
    return RC_OK;
}

static enum rc say_ok(struct ctx *c) {
    struct buf body = buf_on(c->arena, 8);
    buf_lit(&body, "ok\n");
    return say(c, STR("text/plain; charset=utf-8"), body);
}

static enum rc live_get(struct ctx *c) {
    return say_ok(c);
}

// Ready is: it takes requests, and the database answers one.
static enum rc ready_get(struct ctx *c) {
    struct session_organisations_row row;
    if (atomic_load(&c->app->stopping))
        return RC_BUSY;
    TRY(q_session_organisations(c->ro, c->arena, &row));
    return say_ok(c);
}

static void metric(struct buf *b, const char *name, const char *help, int64_t value) {
    buf_fmt(b, "# HELP vliegwiel_%s %s\n# TYPE vliegwiel_%s counter\nvliegwiel_%s %" PRId64 "\n",
            name, help, name, name, value);
}

static enum rc metrics_get(struct ctx *c) {
    struct counters *const counters = &c->app->counters;
    struct buf b = buf_on(c->arena, 1024);
    buf_lit(&b, "# HELP vliegwiel_answers_total Answers by class of status.\n"
                "# TYPE vliegwiel_answers_total counter\n");
    for (int class = 1; class < (int)COUNT_OF(counters->by_class); class ++)
        buf_fmt(&b, "vliegwiel_answers_total{class=\"%dxx\"} %" PRId64 "\n", class,
                (int64_t)atomic_load(&counters->by_class[class]));
    metric(&b, "answer_milliseconds_total", "From request line to answer sent, summed.",
           atomic_load(&counters->millis));
    metric(&b, "limited_total", "Requests refused by a rate limit.",
           atomic_load(&counters->limited));
    return say(c, STR("text/plain; version=0.0.4; charset=utf-8"), b);
}

static enum rc openapi_get(struct ctx *c) {
    struct buf b = buf_on(c->arena, 16 * 1024);
    openapi_write(&b, str_from_c(c->app->options.version));
    return say(c, STR("application/json"), b);
}

static const struct route routes[] = {
    {METHOD_GET, "/health/live", NULL, RIGHT_public, OBJECT_NONE, live_get, .entry = ENTRY_OPEN},
    {METHOD_GET, "/health/ready", NULL, RIGHT_public, OBJECT_NONE, ready_get, .entry = ENTRY_OPEN},
    {METHOD_GET, "/metrics", NULL, RIGHT_public, OBJECT_NONE, metrics_get, .entry = ENTRY_OPEN},
    {METHOD_GET, "/openapi.json", "/openapi.json", RIGHT_public, OBJECT_NONE, openapi_get,
     .entry = ENTRY_OPEN, .summary = "This document"},
};
const struct feature machine_feature = {
    .name = "machine", .routes = routes, .n_routes = COUNT_OF(routes)};
