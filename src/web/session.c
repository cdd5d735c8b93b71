// SPDX-License-Identifier: EUPL-1.2
// Sessions; see session.h. Tokens are compared as hashes by the database and in constant time here.
#include <sodium.h>

#include "session_sql.h"
#include "web/access.h"
#include "web/app.h"
#include "web/request.h"
#include "web/session.h"

enum { TOKEN_BYTES = 32, CSRF_BYTES = 16, HASH_BYTES = 32 };
enum { TOKEN_CHARS = 2 * TOKEN_BYTES, CSRF_CHARS = 2 * CSRF_BYTES };

struct str session_random(struct arena *arena, size_t bytes) {
    unsigned char *const raw = NEW_ARRAY(arena, unsigned char, bytes);
    char *const hex = NEW_ARRAY(arena, char, 2 * bytes + 1);
    randombytes_buf(raw, bytes);
    sodium_bin2hex(hex, 2 * bytes + 1, raw, bytes);
    return (struct str){hex, 2 * bytes};
}

static bool hex_read(struct str hex, unsigned char *bytes, size_t n) {
    size_t n_read;
    return hex.n == 2 * n && sodium_hex2bin(bytes, n, hex.p, hex.n, NULL, &n_read, NULL) == 0 &&
           n_read == n;
}

// ---- the cookie --------------------------------------------------------------------------------

// The __Host- prefix binds a cookie to this host over TLS; without TLS browsers refuse it.
static struct str cookie_name(const struct app *app) {
    return app->secure ? STR("__Host-s") : STR("s");
}

static struct str cookie_with(struct arena *arena, const struct app *app, struct str value,
                              const char *more) {
    return str_fmt(arena, STR_FMT "=" STR_FMT "; Path=/; HttpOnly; SameSite=Lax%s%s",
                   STR_ARG(cookie_name(app)), STR_ARG(value), app->secure ? "; Secure" : "", more);
}

static struct str token_hash(struct arena *arena, struct str token) {
    unsigned char *const hash = NEW_ARRAY(arena, unsigned char, HASH_BYTES);
    crypto_generichash(hash, HASH_BYTES, (const unsigned char *)token.p, token.n, NULL, 0);
    return (struct str){(const char *)hash, HASH_BYTES};
}

// ---- who asks ----------------------------------------------------------------------------------

struct viewer session_visitor(const struct ctx *c) {
    const struct str chosen = cookie_find(c->request->cookie, STR("lang"));
    enum lang lang = accept_language(c->request->accept_language, LANG_NL);
    if (str_eq(chosen, STR("nl")) || str_eq(chosen, STR("en")))
        lang = str_eq(chosen, STR("en")) ? LANG_EN : LANG_NL;
    return (struct viewer){.lang = lang, .today = c->today};
}

static void stand(struct viewer *viewer, const struct session_standing_row *row) {
    enum role role;
    viewer->n_hats += row->role_id != 0;
    viewer->sets_aside |= row->aside;
    if (row->aside)
        return;
    if (role_from_word(row->word, &role)) {
        viewer->roles |= 1u << role;
        viewer->host_roles |= row->host ? 1u << role : 0;
    }
    if (viewer->organisation == 0) {
        viewer->organisation = row->organisation_id;
        viewer->organisation_name = row->organisation_name;
    }
}

// Of a role that is chosen out of several the header shows the organisation, else of the person.
static void stand_all(struct viewer *viewer, const struct session_standing *standing) {
    for (size_t i = 0; i < standing->n; i++)
        stand(viewer, &standing->rows[i]);
    for (size_t i = 0; i < standing->n && viewer->sets_aside; i++)
        if (standing->rows[i].role_id != 0 && !standing->rows[i].aside) {
            viewer->organisation = standing->rows[i].organisation_id;
            viewer->organisation_name = standing->rows[i].organisation_name;
        }
}

enum rc session_stand(struct db_ro *db, struct arena *arena, struct viewer *viewer) {
    struct session_standing standing;
    TRY(q_session_standing(db, arena, viewer->person, viewer->today, &standing));
    stand_all(viewer, &standing);
    return RC_OK;
}

static struct instant ago(const struct ctx *c, int64_t seconds) {
    return (struct instant){c->now.s - seconds};
}

// What is asked next of nearly every page: who this is, and whether what the address names is
// there.
static enum rc ask_ahead(struct ctx *c, struct viewer viewer) {
    if (c->route == NULL || !db_ahead_begin(c->ro))
        return RC_OK;
    TRY(session_stand(c->ro, c->arena, &viewer));
    TRY(access_ask(c->ro, c->arena, c->route->object, c->arg[0]));
    db_ahead_end(c->ro);
    return RC_OK;
}

static enum rc load_token(struct ctx *c, struct str token, struct viewer *ret_viewer,
                          struct instant *ret_seen_at) {
    struct viewer viewer = *ret_viewer;
    struct session_find_row row;
    const enum rc rc = q_session_find(c->ro, c->arena, token_hash(c->arena, token), c->now,
                                      ago(c, SESSION_IDLE_S), ago(c, SESSION_LONGEST_S), &row);
    if (rc != RC_OK)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    viewer.person = row.person_id;
    viewer.session = row.id;
    viewer.name = row.name;
    viewer.csrf = row.csrf;
    viewer.notice = row.notice;
    viewer.lang = str_eq(row.lang, STR("en")) ? LANG_EN : LANG_NL;
    TRY(ask_ahead(c, viewer));
    TRY(session_stand(c->ro, c->arena, &viewer));
    *ret_viewer = viewer;
    *ret_seen_at = row.seen_at;
    return RC_OK;
}

enum rc session_load(struct ctx *c, struct viewer *ret_viewer, struct instant *ret_seen_at) {
    *ret_viewer = session_visitor(c);
    *ret_seen_at = INSTANT_NONE;
    const struct str token = cookie_find(c->request->cookie, cookie_name(c->app));
    return token.n == TOKEN_CHARS ? load_token(c, token, ret_viewer, ret_seen_at) : RC_OK;
}

// ---- signing in and out ------------------------------------------------------------------------

enum rc session_start(struct ctx *c, int64_t person) {
    if (c->viewer->session != 0)
        TRY(q_session_stop(c->db, c->viewer->session, c->now, NULL));
    const struct str token = session_random(c->arena, TOKEN_BYTES);
    struct session_add_row added;
    TRY(q_session_add(c->db, c->arena, token_hash(c->arena, token), person,
                      session_random(c->arena, CSRF_BYTES), c->now, &added));
    c->reply->set_cookie = cookie_with(c->arena, c->app, token, "");
    struct viewer *const viewer = NEW(c->arena, struct viewer);
    struct instant seen_at;
    *viewer = session_visitor(c);
    TRY(load_token(c, token, viewer, &seen_at));
    c->viewer = viewer; // a page that follows at once is a page of the new session
    c->lang = viewer->lang;
    return RC_OK;
}

enum rc session_hat(struct ctx *c, int64_t role) {
    int64_t changed;
    TRY(q_session_hat(c->db, c->viewer->person, role, &changed));
    return changed > 0 ? RC_OK : RC_NOT_FOUND;
}

enum rc session_hats_on(struct ctx *c) {
    return q_session_hats_on(c->db, c->viewer->person, NULL);
}

enum rc session_end(struct ctx *c) {
    TRY(q_session_stop(c->db, c->viewer->session, c->now, NULL));
    c->reply->set_cookie = cookie_with(c->arena, c->app, STR(""), "; Max-Age=0");
    c->reply->clear_site_data = true;
    return RC_OK;
}

enum rc session_end_others(struct ctx *c) {
    return q_session_stop_others(c->db, c->viewer->person, c->viewer->session, c->now, NULL);
}

enum rc notice_set(struct ctx *c, struct str text) {
    return q_session_say(c->db, c->viewer->session, text, NULL);
}

// ---- trust -------------------------------------------------------------------------------------

// mask, token xor mask: both as hex.
struct str session_csrf(struct arena *arena, const struct viewer *viewer) {
    unsigned char token[CSRF_BYTES], masked[2 * CSRF_BYTES];
    if (!hex_read(viewer->csrf, token, sizeof token))
        return STR_NONE;
    randombytes_buf(masked, CSRF_BYTES);
    for (size_t i = 0; i < CSRF_BYTES; i++)
        masked[CSRF_BYTES + i] = (unsigned char)(token[i] ^ masked[i]);
    char *const hex = NEW_ARRAY(arena, char, 2 * CSRF_CHARS + 1);
    sodium_bin2hex(hex, 2 * CSRF_CHARS + 1, masked, sizeof masked);
    return (struct str){hex, 2 * CSRF_CHARS};
}

static bool csrf_fits(struct str given, struct str known) {
    unsigned char token[CSRF_BYTES], masked[2 * CSRF_BYTES];
    if (!hex_read(known, token, sizeof token) || !hex_read(given, masked, sizeof masked))
        return false;
    for (size_t i = 0; i < CSRF_BYTES; i++)
        masked[i] ^= masked[CSRF_BYTES + i];
    return sodium_memcmp(token, masked, CSRF_BYTES) == 0;
}

static bool origin_fits(const struct ctx *c) {
    const struct request *const r = c->request;
    const struct str own = str_is(c->app->options.base_url)
                               ? c->app->options.base_url
                               : str_join(c->arena, STR("http://"), r->host);
    if (r->sec_fetch_site.p != NULL && !str_eq(r->sec_fetch_site, STR("same-origin")))
        return false;
    if (r->origin.p != NULL)
        return str_eq(r->origin, own);
    return r->sec_fetch_site.p != NULL; // a browser that sends neither is not one we know
}

bool session_trusts(const struct ctx *c) {
    if (!origin_fits(c))
        return false;
    if (c->viewer->person == 0)
        return true; // nothing to ride on; signing in from elsewhere is stopped by the origin
    return csrf_fits(pair_find(c->request->body, c->request->n_body, STR("_csrf")),
                     c->viewer->csrf);
}
