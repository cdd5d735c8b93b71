// SPDX-License-Identifier: EUPL-1.2
// What a handler sees of one request, and the routes that lead to it. A route is data: the access
// matrix, the OpenAPI document and the tests are made from the same table.
// A handler touches the database and the reply, nothing else; it never sees a socket.
#ifndef VLIEGWIEL_CTX_H
#define VLIEGWIEL_CTX_H
#include "store/scope.h"
#include "store/vault.h"
#include "texts.h"
#include "web/access.h"

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER }; // HEAD is a GET; any other is refused
enum format { FORMAT_HTML, FORMAT_JSON, FORMAT_CSV };
enum rate_class { RATE_PAGE, RATE_WRITE, RATE_SIGN_IN, RATE_EXPORT };
// How the request may be trusted before the access check.
enum entry {
    ENTRY_SIGNED_IN, // a session is required; without one: to /aanmelden, back afterwards
    ENTRY_OPEN,      // anybody (sign in, health, assets); the right is RIGHT_PUBLIC
};

// One name=value of a query or body, percent-decoded, valid UTF-8.
struct pair {
    struct str name, value;
};
struct file_part {
    struct str field, file_name, bytes;
};
struct request {
    enum method method;
    struct str path; // decoded, starts with '/'
    const struct pair *query;
    size_t n_query;
    const struct pair *body;
    size_t n_body; // urlencoded or multipart fields
    const struct file_part *files;
    size_t n_files;
    struct str cookie, origin, sec_fetch_site, accept_encoding, accept_language, host;
    struct str remote;  // the client's address, as the proxy in front of us saw it
    struct instant now; // when it came in; a test chooses it
};

struct reply {
    int status;      // 0: not answered yet
    struct str type; // content type
    struct buf body;
    struct str location;   // set by reply_redirect
    struct str set_cookie; // at most one
    struct str file_name;  // a download
    bool clear_site_data;
    // Set by the mechanism only:
    struct str still;    // sent instead of `body`: bytes that live as long as the program
    struct str encoding; // of `still`
    bool immutable;      // may be kept by caches for ever: its address changes with its bytes
    struct str allow;    // with 405
    int retry_after;     // seconds; 0: not said
};

struct viewer { // who asks; person 0 when nobody is signed in
    int64_t person, session;
    struct str name;
    enum lang lang;
    struct day today;    // the day on which roles must be valid: chosen by the request
    uint32_t roles;      // bits 1u << enum role: role rows valid today, in any organisation, plus
                         // participant (in a cohort) and line_manager (has reports)
    uint32_t host_roles; // those of them held at the host organisation
    struct str notice; // said once on this page (set by notice_set on the page before), or STR_NONE
    int64_t organisation; // home organisation shown in the header
    struct str organisation_name;
    struct str csrf; // what forms of this session carry
    int n_hats;      // role rows valid today, those set aside among them
    bool sets_aside; // one of them is set aside: it counts for nothing until it is taken up again
};

struct app; // the running program: store, vault, limits, jobs
struct ctx {
    struct app *app;
    struct arena *arena;
    const struct request *request;
    struct reply *reply;
    const struct route *route;
    const struct viewer *viewer;
    const struct scope *scope; // made by access_check for the object of this route
    enum lang lang;
    enum format format;
    struct day today; // of this request, so that tests choose it
    struct instant now;
    int64_t arg[4];          // the numbers in the path, in order; ids are > 0
    struct str word[2];      // {word} parts of the path
    struct db_ro *ro;        // GET: the snapshot. POST: reading inside the writer's transaction
    struct db *db;           // POST only; NULL on GET
    void *prepared;          // what route.prepare left for route.handle
    const struct kept *kept; // web/kept.h: what was typed in a form whose session was over
};

struct route {
    enum method method;
    const char *
        path; // "/lichtingen/{cohort}/groepen": {name} is an id > 0, {name:word} [A-Za-z0-9-]{1,64}
    const char *api; // its JSON and CSV twin under /api/v1, or NULL
    enum right right;
    enum object_kind object; // what arg[0] names; OBJECT_NONE: the house itself
    enum rc (*handle)(struct ctx *c);
    const char *summary; // for the OpenAPI document, English
    enum entry entry;
    enum rate_class rate;
    size_t body_limit; // 0: 64 KiB
    // A POST with slow work before it may write (argon2): runs on the hashing thread with a
    // snapshot in c->ro, may answer or set c->prepared; when it returns RC_OK without an answer,
    // `handle` follows in the writer. What it leaves lies on c->arena and outlives it.
    enum rc (*prepare)(struct ctx *c);
    bool signs_in;            // its GET is the page to which who is not signed in is sent
    const struct shape *rows; // what reply_rows gives, for the OpenAPI document
    // Several objects in one path: arg[1] must belong to arg[0]; the handler's query joins on both.
};
struct feature {
    const char *name;
    const struct route *routes;
    size_t n_routes;
    const struct job_kind *jobs; // store/job.h: what the worker can run for this feature
    size_t n_jobs;
};
extern const struct feature *const features[]; // app/features.c, from feature/features.def
extern const size_t features_n;

// ---- answering ---------------------------------------------------------------------------------
struct page *reply_page(struct ctx *c); // an empty page whose text becomes the body
void reply_page_done(struct ctx *c, const struct page *page, int status);
enum rc reply_redirect(struct ctx *c, struct url to); // 303, RC_OK
enum rc reply_rows(struct ctx *c, const struct shape *shape, const void *rows,
                   size_t n); // c->format JSON or CSV
// The page, or the problem+json, of a HTTP status from 400; forgets what was answered before.
// Handlers return an rc instead, from which the dispatcher makes this.
void reply_problem(struct ctx *c, int status);
// A message shown once on the next page (stored with the session): "Opgeslagen."
NODISCARD enum rc notice_set(struct ctx *c, struct str text);

struct vault *ctx_vault(struct ctx *c);
bool app_has_theme(
    const struct app *app); // a municipality's own theme file is served as /thema.css
// Jobs for the worker: store/job.h.
#endif
