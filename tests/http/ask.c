// SPDX-License-Identifier: EUPL-1.2
// Asks; see ask.h. Stands where the server stands: hands over what came in, takes what goes out.
#include "tests/http/ask.h"
#include "store/db_fault.h"
#include "web/reply.h"
#include "web/request.h"

struct browser browser_of(struct world *world, struct arena *arena, struct str key) {
    struct browser browser = {.world = world, .arena = arena, .now = WORLD_NOW};
    if (!str_eq(key, STR("visitor"))) {
        browser.cookie = world_cookie(arena, key);
        browser.csrf = world_csrf(arena, key);
    }
    return browser;
}

struct str answer_bytes(const struct exchange *x) {
    return reply_bytes(&x->reply);
}

// ---- sending --------------------------------------------------------------------------------

static bool is_left_out(const struct ask *ask, struct str name) {
    for (size_t i = 0; i < COUNT_OF(ask->without); i++)
        if (ask->without[i].p != NULL && str_eq(ask->without[i], name))
            return true;
    return pair_find(ask->fields, ask->n_fields, name).p != NULL;
}

static void add_field(struct request *request, struct pair *fields, struct str name,
                      struct str value) {
    fields[request->n_body++] = (struct pair){name, value};
}

static void fill_fields(struct browser *browser, struct arena *arena, const struct ask *ask,
                        struct request *request) {
    struct pair *const fields = NEW_ARRAY(arena, struct pair, ask->n_fields + 2);
    request->body = fields;
    for (size_t i = 0; i < ask->n_fields; i++)
        add_field(request, fields, ask->fields[i].name, ask->fields[i].value);
    if (browser->csrf.p != NULL && !is_left_out(ask, STR("_csrf")))
        add_field(request, fields, STR("_csrf"), browser->csrf);
    if (!is_left_out(ask, STR("_once")))
        add_field(request, fields, STR("_once"), str_fmt(arena, "%032" PRIx64, ++browser->n_forms));
    request->files = ask->files;
    request->n_files = ask->n_files;
}

// As the server does once the body is there. False: refused.
static bool fill_body(struct browser *browser, struct arena *arena, const struct ask *ask,
                      struct exchange *x) {
    if (ask->raw.p == NULL) {
        fill_fields(browser, arena, ask, &x->request);
        return true;
    }
    if (body_read(arena, ask->raw_type, ask->raw, &x->request) == RC_OK)
        return true;
    handle_refuse(x, 400);
    return false;
}

static enum rc do_nothing(struct db *db, void *argument) {
    (void)db, (void)argument;
    return RC_OK;
}

// What a request leaves to be written after its answer comes before this.
static void wait_for_writer(struct world *world) {
    while (store_write(world->store, do_nothing, NULL) == RC_BUSY)
        ;
}

static void remember(struct browser *browser, const struct exchange *x) {
    size_t end;
    struct str cookie = x->reply.set_cookie;
    if (cookie.p != NULL && str_starts(cookie, STR("__Host-s="))) {
        if (str_find(cookie, STR(";"), &end))
            cookie = str_slice(cookie, 0, end);
        browser->cookie =
            cookie.n > STR("__Host-s=").n ? str_copy(browser->arena, cookie) : STR_NONE;
        browser->csrf = STR_NONE;
    }
    const struct str csrf = hidden_field(answer_bytes(x), STR("_csrf"));
    if (csrf.p != NULL)
        browser->csrf = str_copy(browser->arena, csrf);
}

struct exchange *browser_ask(struct browser *browser, struct arena *arena, const struct ask *ask) {
    struct exchange *const x = NEW(arena, struct exchange);
    const bool no_origin = str_eq(ask->origin, STR("none")) || ask->method == METHOD_GET;
    *x = (struct exchange){
        .app = browser->world->app,
        .arena = arena,
        .request =
            {
                .method = ask->method,
                .cookie = browser->cookie,
                .origin = ask->origin.p == NULL ? STR(WORLD_URL) : ask->origin,
                .sec_fetch_site = ask->site,
                .accept_language = ask->language,
                .accept_encoding = ask->encoding,
                .host = STR("voorbeek.example"),
                .remote = STR("192.0.2.1"),
                .now = {browser->now},
            },
    };
    if (no_origin)
        x->request.origin = STR_NONE;
    const uint64_t announced = ask->announced > 0 ? ask->announced : ask->raw.n;
    db_fault_at(browser->fault_at, browser->fault);
    if (handle_admit(x, ask->target, announced) &&
        (ask->method != METHOD_POST || fill_body(browser, arena, ask, x)))
        handle_wait(x, browser->world->reader);
    browser->fault_missed = db_fault_waits();
    db_fault_at(0, RC_OK);
    handle_done(x);
    wait_for_writer(browser->world);
    remember(browser, x);
    return x;
}

// ---- looking at the answer ------------------------------------------------------------------

struct header_search {
    struct str name, value;
    struct buf names;
};

static void look_at_header(void *to, const char *name, const char *value) {
    struct header_search *const search = to;
    if (str_eq(search->name, str_from_c(name)))
        search->value = str_from_c(value);
    buf_fmt(&search->names, "%s%s", search->names.n == 0 ? "" : " ", name);
}

static struct header_search look_at_headers(const struct exchange *x, struct arena *arena,
                                            struct str name) {
    struct header_search search = {name, STR_NONE, buf_on(arena, 512)};
    reply_headers(x->app, &x->reply, arena, look_at_header, &search);
    return search;
}

struct str answer_header(const struct exchange *x, struct arena *arena, struct str name) {
    return look_at_headers(x, arena, name).value;
}

struct str answer_header_names(const struct exchange *x, struct arena *arena) {
    const struct header_search search = look_at_headers(x, arena, STR_NONE);
    return buf_done(&search.names);
}

struct str hidden_field(struct str page, struct str name) {
    struct buf mark;
    struct arena *const arena = arena_new(1024);
    size_t at, end;
    mark = buf_on(arena, 128);
    buf_fmt(&mark, "name=\"" STR_FMT "\" value=\"", STR_ARG(name));
    const bool found = str_find(page, buf_done(&mark), &at);
    const size_t from = at + mark.n;
    arena_free(arena);
    if (!found)
        return STR_NONE;
    const struct str rest = str_slice(page, from, page.n);
    return str_find(rest, STR("\""), &end) ? str_slice(rest, 0, end) : STR_NONE;
}

// Every `what` becomes "~".
static struct str cover(struct arena *arena, struct str text, struct str what) {
    struct buf covered = buf_on(arena, text.n + 1);
    size_t at;
    while (what.n > 0 && str_find(text, what, &at)) {
        buf_str(&covered, str_slice(text, 0, at));
        buf_char(&covered, '~');
        text = str_slice(text, at + what.n, text.n);
    }
    buf_str(&covered, text);
    return buf_done(&covered);
}

// Page by page another: the token's mask, the key of the form. Address by address: where the page
// is.
struct str answer_likeness(const struct exchange *x, struct arena *arena) {
    const struct str names = answer_header_names(x, arena);
    struct str text = answer_bytes(x);
    text = cover(arena, text, hidden_field(text, STR("_csrf")));
    text = cover(arena, text, x->request.path);
    for (struct str once; (once = hidden_field(text, STR("_once"))).p != NULL && once.n > 1;)
        text = cover(arena, text, once);
    return str_fmt(arena, "%d " STR_FMT "\n" STR_FMT, x->reply.status, STR_ARG(names),
                   STR_ARG(text));
}
