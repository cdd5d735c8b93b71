// SPDX-License-Identifier: EUPL-1.2
// One request from its route to its answer, without a socket: the server calls it, and so do tests.
//
//   GET    on the calling thread (SQLite) or on the reading pool (PostgreSQL), in one snapshot
//   POST   in the writer: session, trust, access, once, handler, all inside one savepoint; it may
//   run
//          again from the start, each time on a fresh arena; the answer goes out after the commit
//   POST with route.prepare   first session, trust, access and `prepare` on the hashing thread with
//   a
//          snapshot; then, unless that answered, as above with c->prepared set
//
// Any rc other than RC_OK becomes a problem page, unless the handler answered with a status from
// 400 itself: then its page goes out and what it wrote is undone.
#ifndef VLIEGWIEL_HANDLE_H
#define VLIEGWIEL_HANDLE_H
#include "web/app.h"
#include "web/pool.h"
#include "web/route.h"

struct exchange {
    // Given by the server. The arena owns all that belongs to the exchange.
    struct app *app;
    struct arena *arena;
    struct request request;
    void *owner; // the server's
    // Called before the request leaves this thread, and when the answer is there, from any thread.
    void (*hold)(struct exchange *x);
    void (*resume)(struct exchange *x);
    // The answer.
    struct reply reply;
    // The mechanism's own.
    struct match match;
    struct ctx ctx;
    struct viewer viewer;
    struct scope scope;
    struct instant seen_at; // of the session
    struct arena *attempt;  // of one run in the writer
    void *prepared;
    bool counted; // against the limit of the account
    int64_t started_ms;
    struct task task;
    struct work work;
};

// Once request line and headers are read, before the body: sets request.path and query, finds the
// route, asks the limits. In: the raw target; body_n bytes announced, 0 when unknown.
// Gives false when the answer is there already: 400, 404, 405, 413, 429.
bool handle_admit(struct exchange *x, struct str target, uint64_t body_n);
// How large a body may be, after handle_admit.
size_t handle_body_limit(const struct exchange *x);
// The body is there, if any. Gives true when x->reply is the answer; false when x->resume will be
// called, or was: then x belongs to another thread. `reader` is this thread's; NULL with
// PostgreSQL.
bool handle(struct exchange *x, struct reader *reader);
// The same, waiting for the answer: for tests and benchmarks. Sets owner, hold and resume.
void handle_wait(struct exchange *x, struct reader *reader);
// An answer that needs no route: what the server itself refuses.
void handle_refuse(struct exchange *x, int status);
// The answer has been sent, or was given up: counts it.
void handle_done(struct exchange *x);
#endif
