// SPDX-License-Identifier: EUPL-1.2
// The pages of links: choose a password by invitation or after forgetting it. A page that is only
// opened changes nothing, so a mail program that follows links uses none up.
#include "account_html.h"
#include "feature/account/door.h"
#include "feature/account/door_pages.h"
#include "web/app.h"
#include "web/limit.h"
#include "web/session.h"

// ---- choosing a password ------------------------------------------------------------------------

struct opened { // what prepare found out, for the handler in the writer
    struct door_link_find_row link;
    struct str hash;
};

static enum rc link_find(struct ctx *c, bool is_reset, struct door_link_find_row *ret_link) {
    const enum message_kind kind = is_reset ? MESSAGE_RESET : MESSAGE_INVITATION;
    TRY(q_door_link_find(c->ro, c->arena, door_token_hash(c->arena, c->word[0]),
                         message_kind_word(kind), c->now, c->today, ret_link));
    return ret_link->has_account == is_reset && str_is(ret_link->email) ? RC_OK : RC_NOT_FOUND;
}

static struct door_link_view link_view(struct ctx *c, bool is_reset,
                                       const struct door_link_find_row *link) {
    return (struct door_link_view){
        .fresh = {.name = "nieuw",
                  .type = "password",
                  .required = true,
                  .autocomplete = "new-password",
                  .label = text_account_fresh(c->arena, c->lang),
                  .help = text_account_fresh_help(c->arena, c->lang, PASSWORD_MIN)},
        .name = link->name,
        .email = link->email,
        .to = {str_join(c->arena, is_reset ? STR("/herstel/") : STR("/uitnodiging/"), c->word[0])},
        .is_reset = is_reset,
    };
}

static enum rc link_show(struct ctx *c, struct door_link_view *view) {
    view->layout = layout_of(c,
                             view->is_reset ? text_account_reset_title(c->arena, c->lang)
                                            : text_account_invited_title(c->arena, c->lang),
                             "");
    view->layout.here = url_sign_in().text; // the secret stays out of forms
    struct page *page = reply_page(c);
    door_link_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc link_dead(struct ctx *c) {
    struct door_link_view view = {.layout =
                                      layout_of(c, text_account_link_dead(c->arena, c->lang), "")};
    view.layout.here = url_sign_in().text;
    struct page *page = reply_page(c);
    door_dead_html(page, &view);
    reply_page_done(c, page, 422);
    return RC_OK;
}

static enum rc link_get(struct ctx *c, bool is_reset) {
    struct door_link_find_row link;
    const enum rc rc = link_find(c, is_reset, &link);
    if (rc == RC_NOT_FOUND)
        return link_dead(c);
    TRY(rc);
    struct door_link_view view = link_view(c, is_reset, &link);
    return link_show(c, &view);
}

static enum rc link_prepare(struct ctx *c, bool is_reset) {
    struct opened *const opened = c->prepared = NEW(c->arena, struct opened);
    const enum rc rc = link_find(c, is_reset, &opened->link);
    if (rc == RC_NOT_FOUND)
        return link_dead(c);
    TRY(rc);
    struct door_link_view view = link_view(c, is_reset, &opened->link);
    const struct str fresh = form_value(c, view.fresh.name);
    const enum password_fault fault = account_password_fault(c->arena, fresh, view.email);
    if (fault != PASSWORD_FINE) {
        form_mistake(&view.fresh, account_fault_text(c->arena, c->lang, fault), &view.mistakes);
        return link_show(c, &view);
    }
    return password_hash(c->arena, fresh, opened->link.keeper ? PASSWORD_KEEPER : PASSWORD_PERSON,
                         &opened->hash);
}

enum rc door_link_post(struct ctx *c) {
    const struct opened *const opened = c->prepared;
    const struct door_link_find_row *const link = &opened->link;
    int64_t changed;
    TRY(q_door_link_use(c->db, link->id, c->now, &changed));
    if (changed != 1)
        return RC_CONFLICT;
    if (link->has_account) {
        TRY(q_door_hash_renew(c->db, link->person_id, opened->hash, c->now, &changed));
        if (changed != 1)
            return RC_CONFLICT;
        TRY(q_account_sessions_end(c->db, link->person_id, c->now, NULL));
    } else {
        TRY(account_add(c->db, c->arena, link->person_id, link->email, opened->hash, c->now));
        TRY(q_door_card_drop(c->db, link->person_id, NULL));
    }
    TRY(session_start(c, link->person_id));
    return reply_redirect(c, url_home());
}

enum rc door_invited_get(struct ctx *c) {
    return link_get(c, false);
}
enum rc door_invited_prepare(struct ctx *c) {
    return link_prepare(c, false);
}
enum rc door_reset_get(struct ctx *c) {
    return link_get(c, true);
}
enum rc door_reset_prepare(struct ctx *c) {
    return link_prepare(c, true);
}

// ---- password forgotten -------------------------------------------------------------------------

static struct forgotten_view forgotten_view(struct ctx *c) {
    return (struct forgotten_view){
        .email = {.name = "email",
                  .type = "email",
                  .required = true,
                  .max = 254,
                  .autocomplete = "username",
                  .label = text_account_email(c->arena, c->lang)},
    };
}

static enum rc forgotten_show(struct ctx *c, struct forgotten_view *view) {
    view->layout = layout_of(c, text_account_forgot(c->arena, c->lang), "");
    layout_crumb(&view->layout, text_account_sign_in(c->arena, c->lang), url_sign_in());
    struct page *page = reply_page(c);
    forgotten_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc door_forgotten_get(struct ctx *c) {
    struct forgotten_view view = forgotten_view(c);
    return forgotten_show(c, &view);
}

// The same work and the same words for every address; whose it is, the sender finds out later.
enum rc door_forgotten_post(struct ctx *c) {
    struct forgotten_view view = forgotten_view(c);
    struct str email;
    form_text(c, &view.email, &view.mistakes, &email);
    if (view.mistakes > 0)
        return forgotten_show(c, &view);
    const struct str folded = str_fold(c->arena, email);
    if (!limit_allows(c, folded))
        return RC_OK;
    TRY(q_door_reset_ask(c->db, folded, c->now, NULL));
    view.is_asked = true;
    return forgotten_show(c, &view);
}
