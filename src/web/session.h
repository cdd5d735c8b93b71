// SPDX-License-Identifier: EUPL-1.2
// Signed-in sessions: a random token in a cookie, its hash in the database. Also what a form
// carries to prove that it came from a page of the session, and that it is answered once. Source:
// OWASP Session Management and CSRF Prevention Cheat Sheets.
#ifndef VLIEGWIEL_SESSION_H
#define VLIEGWIEL_SESSION_H
#include "web/ctx.h"

enum {
    SESSION_IDLE_S = 30 * 60,
    SESSION_LONGEST_S = 8 * 3600,
    SESSION_SEEN_EVERY_S = 5 * 60,
};

// Fills the viewer: of the session in the cookie, or a visitor (person 0) with the language that
// the browser asks for. *ret_seen_at: when the session was last noted, INSTANT_NONE for a visitor.
NODISCARD enum rc session_load(struct ctx *c, struct viewer *ret_viewer,
                               struct instant *ret_seen_at);
// In: person and today. Fills in what this person is today, as for somebody who is signed in.
NODISCARD enum rc session_stand(struct db_ro *db, struct arena *arena, struct viewer *viewer);
// A visitor without asking the database.
struct viewer session_visitor(const struct ctx *c);
// Signs in, in the writer: a new token always, the old session ended, the cookie set on the reply.
// c->viewer is who signed in from then on.
NODISCARD enum rc session_start(struct ctx *c, int64_t person);
// Goes on in one of the own roles, the others set aside; 0: in none, as participant or manager
// only.
NODISCARD enum rc session_hat(struct ctx *c, int64_t role);
// All roles count again.
NODISCARD enum rc session_hats_on(struct ctx *c);
// Signs out, in the writer: the session is over, the cookie and the browser's copies are cleared.
NODISCARD enum rc session_end(struct ctx *c);
// After a change of password: this session stays, every other of the viewer ends.
NODISCARD enum rc session_end_others(struct ctx *c);

// What a page of this viewer writes into its forms: the token, masked anew for every page so that
// compression betrays nothing of it. STR_NONE for a visitor.
struct str session_csrf(struct arena *arena, const struct viewer *viewer);
// A POST may be trusted: it comes from a page of our own origin, and of this session.
bool session_trusts(const struct ctx *c);

// A random key of `bytes` bytes as hex.
struct str session_random(struct arena *arena, size_t bytes);
#endif
