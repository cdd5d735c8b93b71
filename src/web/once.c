// SPDX-License-Identifier: EUPL-1.2
// Forms that count once; see once.h. What was in a form is kept as a hash only.
#include <sodium.h>

#include "session_sql.h"
#include "web/once.h"
#include "web/request.h"

enum { ONCE_CHARS = 32, HASH_BYTES = 32 };

// The key of the form, when it is one of ours and somebody is signed in.
static struct str key_of(const struct ctx *c) {
    const struct str key = pair_find(c->request->body, c->request->n_body, STR("_once"));
    return key.n == ONCE_CHARS && c->viewer->person != 0 ? key : STR_NONE;
}

static void add(crypto_generichash_state *state, struct str text) {
    crypto_generichash_update(state, (const unsigned char *)&text.n, sizeof text.n);
    crypto_generichash_update(state, (const unsigned char *)text.p, text.n);
}

// Where it goes and what is in it, without the token of the session.
static struct str hash_of(const struct ctx *c) {
    const struct request *const r = c->request;
    unsigned char *const hash = NEW_ARRAY(c->arena, unsigned char, HASH_BYTES);
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    add(&state, r->path);
    for (size_t i = 0; i < r->n_body; i++) {
        if (str_eq(r->body[i].name, STR("_csrf")))
            continue;
        add(&state, r->body[i].name);
        add(&state, r->body[i].value);
    }
    for (size_t i = 0; i < r->n_files; i++) {
        add(&state, r->files[i].field);
        add(&state, r->files[i].bytes);
    }
    crypto_generichash_final(&state, hash, HASH_BYTES);
    return (struct str){(const char *)hash, HASH_BYTES};
}

// The same answer, with a word about it when the first one has been read already.
static enum rc answer_again(struct ctx *c, struct str location) {
    TRY(q_session_say_again(c->db, c->viewer->session, text_web_sent_before(c->arena, c->lang),
                            NULL));
    return reply_redirect(c, (struct url){location});
}

enum rc once_handle(struct ctx *c) {
    const struct str key = key_of(c);
    const int64_t person = c->viewer->person;
    if (key.p == NULL)
        return c->route->handle(c);
    const struct str hash = hash_of(c);
    struct session_form_find_row before;
    const enum rc rc = q_session_form_find(c->ro, c->arena, key, person, &before);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    if (rc == RC_OK && str_eq(before.body_hash, hash))
        return answer_again(c, before.location);
    TRY(c->route->handle(c));
    if (c->reply->location.p == NULL)
        return RC_OK;
    if (rc == RC_OK)
        return q_session_form_change(c->db, key, person, c->reply->location, hash, c->now, NULL);
    return q_session_form_add(c->db, key, person, c->reply->location, hash, c->now, NULL);
}
