// SPDX-License-Identifier: EUPL-1.2
// Makes answers: pages, redirects, rows as JSON and CSV, problems. Sends nothing.
// Sources: RFC 9457 (problem details), OWASP HTTP Headers Cheat Sheet.
#include "web/reply.h"
#include "web/app.h"
#include "web/problem.h"
#include "web/session.h"
#include "web_html.h"

enum { PAGE_FIRST = 48 * 1024, ONCE_BYTES = 16 };

// ---- answers -----------------------------------------------------------------------------------

struct page *reply_page(struct ctx *c) {
    struct page *const page = NEW(c->arena, struct page);
    page->b = buf_on(c->arena, PAGE_FIRST);
    page->arena = c->arena;
    page->lang = c->lang;
    if (c->viewer->person != 0) {
        page->csrf = session_csrf(c->arena, c->viewer);
        page->nonce_form = session_random(c->arena, ONCE_BYTES);
    }
    return page;
}

static void answer(struct ctx *c, int status, struct str type, struct buf body) {
    c->reply->status = status;
    c->reply->type = type;
    c->reply->body = body;
}

void reply_page_done(struct ctx *c, const struct page *page, int status) {
    answer(c, status, STR("text/html; charset=utf-8"), page->b);
}

enum rc reply_redirect(struct ctx *c, struct url to) {
    c->reply->status = 303;
    c->reply->location = to.text;
    return RC_OK;
}

enum rc reply_rows(struct ctx *c, const struct shape *shape, const void *rows, size_t n) {
    ENSURE(c->format != FORMAT_HTML);
    struct buf body = buf_on(c->arena, PAGE_FIRST);
    if (c->format == FORMAT_CSV) {
        rows_csv(&body, shape, rows, n);
        c->reply->file_name = str_fmt(c->arena, "%s.csv", shape->name);
        answer(c, 200, STR("text/csv; charset=utf-8; header=present"), body);
        return RC_OK;
    }
    struct json json = json_on(&body);
    rows_json(&json, shape, rows, n);
    answer(c, 200, STR("application/json"), body);
    return RC_OK;
}

// ---- problems ----------------------------------------------------------------------------------

static const struct problem {
    int status;
    enum text_id title, advice;
} problems[] = {
    {400, T_web_problem_400, T_web_problem_400_advice},
    {401, T_web_problem_401, T_web_problem_401_advice},
    {403, T_web_problem_403, T_web_problem_403_advice},
    {404, T_web_problem_404, T_web_problem_404_advice},
    {405, T_web_problem_405, T_web_problem_405_advice},
    {409, T_web_problem_409, T_web_problem_409_advice},
    {413, T_web_problem_413, T_web_problem_413_advice},
    {422, T_web_problem_422, T_web_problem_422_advice},
    {429, T_web_problem_429, T_web_problem_429_advice},
    {503, T_web_problem_503, T_web_problem_503_advice},
    {500, T_web_problem_500, T_web_problem_500_advice}, // last: also what is not above
};

static const struct problem *problem_of(int status) {
    size_t i = 0;
    while (i + 1 < COUNT_OF(problems) && problems[i].status != status)
        i++;
    return &problems[i];
}

static struct buf problem_json(struct ctx *c, const struct problem *problem) {
    struct buf body = buf_on(c->arena, 256);
    struct json json = json_on(&body);
    json_open_object(&json);
    json_key(&json, STR("type"));
    json_str(&json, STR("about:blank"));
    json_key(&json, STR("title"));
    json_str(&json, text_of(c->lang, problem->title));
    json_key(&json, STR("status"));
    json_i64(&json, problem->status);
    json_key(&json, STR("detail"));
    json_str(&json, text_of(c->lang, problem->advice));
    json_end(&json);
    return body;
}

void reply_problem(struct ctx *c, int status) {
    const struct problem *const problem = problem_of(status);
    const int retry_after = c->reply->retry_after;
    *c->reply = (struct reply){.allow = c->reply->allow, .retry_after = retry_after};
    if (problem->status == 503 && retry_after == 0)
        c->reply->retry_after = 2;
    if (c->format != FORMAT_HTML) {
        answer(c, problem->status, STR("application/problem+json"), problem_json(c, problem));
        return;
    }
    struct problem_view view = {
        .title = text_of(c->lang, problem->title),
        .advice = text_of(c->lang, problem->advice),
    };
    view.layout = layout_of(c, view.title, "");
    struct page *const page = reply_page(c);
    problem_html(page, &view);
    reply_page_done(c, page, problem->status);
}

// ---- headers -----------------------------------------------------------------------------------

// `same-origin` and not `no-referrer`: with the latter browsers send "Origin: null" with our own
// forms, and the origin is what a POST is trusted by. connect-src is for app.js, which refreshes a
// fragment.
static const struct {
    const char *name, *value;
} always[] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), "
     "usb=()"},
};

struct adding {
    struct arena *arena;
    void (*add)(void *to, const char *name, const char *value);
    void *to;
};

static void add_if(const struct adding *a, const char *name, struct str value) {
    if (value.p != NULL)
        a->add(a->to, name, str_c(a->arena, value));
}

void reply_headers(const struct app *app, const struct reply *reply, struct arena *arena,
                   void (*add)(void *to, const char *name, const char *value), void *to) {
    const struct adding a = {arena, add, to};
    for (size_t i = 0; i < COUNT_OF(always); i++)
        add(to, always[i].name, always[i].value);
    if (app->secure)
        add(to, "Strict-Transport-Security", "max-age=63072000");
    add(to, "Cache-Control", reply->immutable ? "public, max-age=31536000, immutable" : "no-store");
    add_if(&a, "Content-Type", reply->type);
    add_if(&a, "Location", reply->location);
    add_if(&a, "Set-Cookie", reply->set_cookie);
    add_if(&a, "Allow", reply->allow);
    add_if(&a, "Content-Encoding", reply->encoding);
    if (reply->immutable)
        add(to, "Vary", "Accept-Encoding");
    if (reply->file_name.p != NULL)
        add_if(&a, "Content-Disposition",
               str_fmt(arena, "attachment; filename=\"" STR_FMT "\"", STR_ARG(reply->file_name)));
    if (reply->retry_after > 0)
        add_if(&a, "Retry-After", str_fmt(arena, "%d", reply->retry_after));
    if (reply->clear_site_data)
        add(to, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
}

struct str reply_bytes(const struct reply *reply) {
    return reply->still.p != NULL ? reply->still : buf_done(&reply->body);
}

struct vault *ctx_vault(struct ctx *c) {
    return store_vault(c->app->store);
}

bool app_has_theme(const struct app *app) {
    return app->options.theme.p != NULL;
}
