// SPDX-License-Identifier: EUPL-1.2
// The pages of an account: sign in and out, password, language. Passwords are hashed in `prepare`,
// on the hashing thread; what is written compares with the hash that was checked there.
#include "account_html.h"
#include "feature/account/account.h"
#include "feature/account/door_pages.h"
#include "web/app.h"
#include "web/limit.h"
#include "web/session.h"

enum {
    COOKIE_YEAR_S = 365 * 24 * 3600,
    SIGN_IN_BODY = 192 * 1024, // a form that comes along is at most 64 KiB, escaped once more
};

// A password is taken as typed: a space may be part of it. It never goes back to the page.
static struct str password_read(struct ctx *c, struct field *field, int *mistakes) {
    const struct str password = form_value(c, field->name);
    if (!str_is(password))
        form_mistake(field, text_web_field_required(c->arena, c->lang, field->label), mistakes);
    return password;
}

// What prepare found out, for the handler in the writer.
struct checked {
    int64_t person;
    struct str hash;  // the one that the password was checked against
    struct str fresh; // to replace it, or STR_NONE
};

// ---- signing in ---------------------------------------------------------------------------------

static struct sign_in_view sign_in_view(struct ctx *c) {
    return (struct sign_in_view){
        .email = {.name = "email",
                  .type = "email",
                  .required = true,
                  .max = 254,
                  .autocomplete = "username",
                  .label = text_account_email(c->arena, c->lang)},
        .password = {.name = "wachtwoord",
                     .type = "password",
                     .required = true,
                     .autocomplete = "current-password",
                     .label = text_account_password(c->arena, c->lang)},
        .code = account_code_field(c),
        .family_name = account_family_name_field(c),
        .back = url_own(c->arena, form_value(c, "terug"), url_home()).text,
        .kept = c->kept != NULL ? *c->kept : kept_carried(c),
    };
}

static enum rc sign_in_show(struct ctx *c, struct sign_in_view *view) {
    view->layout = layout_of(c, text_account_sign_in(c->arena, c->lang), "");
    struct page *page = reply_page(c);
    sign_in_html(page, view);
    const bool wrong = view->mistakes > 0 || view->refused;
    reply_page_done(c, page, c->kept != NULL ? 401 : wrong ? 422 : 200);
    return RC_OK;
}

enum rc account_signed_in(struct ctx *c, struct url to) {
    const struct kept kept = kept_carried(c);
    return str_is(kept.to.text) ? kept_show(c, &kept, 200) : reply_redirect(c, to);
}

static enum rc sign_in_get(struct ctx *c) {
    struct sign_in_view view = sign_in_view(c);
    if (c->viewer->person != 0)
        return reply_redirect(c, (struct url){view.back});
    return sign_in_show(c, &view);
}

// Guesses count per address that somebody tries, whether or not it is known.
static bool too_many(struct ctx *c, struct str email_fold) {
    const int wait =
        limit_take(c->app->limits, RATE_SIGN_IN, LIMIT_ACCOUNT, email_fold, clock_mono_ms());
    if (wait == 0)
        return false;
    atomic_fetch_add(&c->app->counters.limited, 1);
    c->reply->retry_after = wait;
    reply_problem(c, 429);
    return true;
}

static enum rc sign_in_prepare(struct ctx *c) {
    struct sign_in_view view = sign_in_view(c);
    struct account_find_row account = {.password_hash = STR_NONE};
    struct str email;
    form_text(c, &view.email, &view.mistakes, &email);
    const struct str password = password_read(c, &view.password, &view.mistakes);
    if (view.mistakes > 0)
        return sign_in_show(c, &view);
    const struct str email_fold = str_fold(c->arena, email);
    if (too_many(c, email_fold))
        return RC_OK;
    const enum rc rc = q_account_find(c->ro, c->arena, email_fold, c->today, &account);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    view.refused = !account_verify(c->arena, account.password_hash, password);
    if (view.refused)
        return sign_in_show(c, &view);
    struct checked *const checked = c->prepared = NEW(c->arena, struct checked);
    *checked = (struct checked){account.person_id, account.password_hash, STR_NONE};
    const enum password_strength strength = account.keeper ? PASSWORD_KEEPER : PASSWORD_PERSON;
    if (!password_is_dated(c->arena, account.password_hash, strength))
        return RC_OK;
    return password_hash(c->arena, password, strength, &checked->fresh);
}

static enum rc sign_in_post(struct ctx *c) {
    const struct checked *const checked = c->prepared;
    struct account_of_row account;
    TRY(q_account_of(c->ro, c->arena, checked->person, &account));
    if (!str_eq(account.password_hash, checked->hash) || !str_eq(account.state, STR("active")))
        return RC_CONFLICT;
    if (str_is(checked->fresh))
        TRY(account_hash_change(c->db, checked->person, checked->hash, checked->fresh, c->now));
    TRY(session_start(c, checked->person));
    return account_signed_in(c, url_own(c->arena, form_value(c, "terug"), url_home()));
}

static enum rc sign_out_post(struct ctx *c) {
    TRY(session_end(c));
    return reply_redirect(c, url_home());
}

// ---- the own password ---------------------------------------------------------------------------

static enum rc password_view_of(struct ctx *c, struct password_view *view) {
    struct account_own_row own;
    TRY(q_account_own(c->ro, c->arena, c->scope, &own));
    *view = (struct password_view){
        .current = {.name = "huidig",
                    .type = "password",
                    .required = true,
                    .autocomplete = "current-password",
                    .label = text_account_current(c->arena, c->lang)},
        .fresh = {.name = "nieuw",
                  .type = "password",
                  .required = true,
                  .autocomplete = "new-password",
                  .label = text_account_fresh(c->arena, c->lang),
                  .help = text_account_fresh_help(c->arena, c->lang, PASSWORD_MIN)},
        .email = own.email,
    };
    return RC_OK;
}

static enum rc password_show(struct ctx *c, struct password_view *view) {
    view->layout = layout_of(c, text_account_change(c->arena, c->lang), "");
    struct page *page = reply_page(c);
    password_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc password_get(struct ctx *c) {
    struct password_view view;
    TRY(password_view_of(c, &view));
    return password_show(c, &view);
}

static enum rc password_prepare(struct ctx *c) {
    struct password_view view;
    struct account_find_row account;
    TRY(password_view_of(c, &view));
    TRY(q_account_find(c->ro, c->arena, str_fold(c->arena, view.email), c->today, &account));
    const struct str current = password_read(c, &view.current, &view.mistakes);
    const struct str fresh = password_read(c, &view.fresh, &view.mistakes);
    const enum password_fault fault = account_password_fault(c->arena, fresh, view.email);
    if (str_is(fresh) && fault != PASSWORD_FINE)
        form_mistake(&view.fresh, account_fault_text(c->arena, c->lang, fault), &view.mistakes);
    if (view.mistakes == 0 && !account_verify(c->arena, account.password_hash, current))
        form_mistake(&view.current, text_account_current_wrong(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return password_show(c, &view);
    struct checked *const checked = c->prepared = NEW(c->arena, struct checked);
    *checked = (struct checked){account.person_id, account.password_hash, STR_NONE};
    return password_hash(c->arena, fresh, account.keeper ? PASSWORD_KEEPER : PASSWORD_PERSON,
                         &checked->fresh);
}

static enum rc password_post(struct ctx *c) {
    const struct checked *const checked = c->prepared;
    TRY(account_hash_change(c->db, checked->person, checked->hash, checked->fresh, c->now));
    TRY(session_end_others(c));
    TRY(notice_set(c, text_account_changed(c->arena, c->lang)));
    return reply_redirect(c, url_home());
}

// ---- language -----------------------------------------------------------------------------------

static enum rc language_post(struct ctx *c) {
    const struct str lang = form_value(c, "taal");
    if (!str_eq(lang, STR("nl")) && !str_eq(lang, STR("en")))
        return RC_INVALID;
    if (c->viewer->person != 0)
        TRY(q_account_lang_set(c->db, c->viewer->person, lang, NULL));
    else
        c->reply->set_cookie =
            str_fmt(c->arena, "lang=" STR_FMT "; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
                    STR_ARG(lang), COOKIE_YEAR_S, c->app->secure ? "; Secure" : "");
    return reply_redirect(c, url_own(c->arena, form_value(c, "terug"), url_home()));
}

static const struct route routes[] = {
    {METHOD_GET, "/aanmelden", NULL, RIGHT_public, OBJECT_NONE, sign_in_get, .entry = ENTRY_OPEN,
     .signs_in = true},
    {METHOD_POST, "/aanmelden", NULL, RIGHT_public, OBJECT_NONE, sign_in_post, .entry = ENTRY_OPEN,
     .rate = RATE_SIGN_IN, .body_limit = SIGN_IN_BODY, .prepare = sign_in_prepare},
    {METHOD_GET, "/rol", NULL, RIGHT_self, OBJECT_NONE, account_hats_get},
    {METHOD_POST, "/rol", NULL, RIGHT_self, OBJECT_NONE, account_hats_post, .rate = RATE_WRITE},
    {METHOD_POST, "/afmelden", NULL, RIGHT_self, OBJECT_NONE, sign_out_post, .rate = RATE_WRITE},
    {METHOD_GET, "/wachtwoord", NULL, RIGHT_self, OBJECT_NONE, password_get},
    {METHOD_POST, "/wachtwoord", NULL, RIGHT_self, OBJECT_NONE, password_post, .rate = RATE_SIGN_IN,
     .prepare = password_prepare},
    {METHOD_GET, "/wachtwoord/vergeten", NULL, RIGHT_public, OBJECT_NONE, door_forgotten_get,
     .entry = ENTRY_OPEN},
    {METHOD_POST, "/wachtwoord/vergeten", NULL, RIGHT_public, OBJECT_NONE, door_forgotten_post,
     .entry = ENTRY_OPEN, .rate = RATE_SIGN_IN},
    {METHOD_GET, "/uitnodiging/{token:word}", NULL, RIGHT_public, OBJECT_NONE, door_invited_get,
     .entry = ENTRY_OPEN, .rate = RATE_SIGN_IN},
    {METHOD_POST, "/uitnodiging/{token:word}", NULL, RIGHT_public, OBJECT_NONE, door_link_post,
     .entry = ENTRY_OPEN, .rate = RATE_SIGN_IN, .prepare = door_invited_prepare},
    {METHOD_GET, "/herstel/{token:word}", NULL, RIGHT_public, OBJECT_NONE, door_reset_get,
     .entry = ENTRY_OPEN, .rate = RATE_SIGN_IN},
    {METHOD_POST, "/herstel/{token:word}", NULL, RIGHT_public, OBJECT_NONE, door_link_post,
     .entry = ENTRY_OPEN, .rate = RATE_SIGN_IN, .prepare = door_reset_prepare},
    {METHOD_GET, "/kaart", NULL, RIGHT_public, OBJECT_NONE, door_card_get, .entry = ENTRY_OPEN},
    {METHOD_GET, "/kaart/{code:word}", NULL, RIGHT_public, OBJECT_NONE, door_card_get,
     .entry = ENTRY_OPEN},
    {METHOD_POST, "/kaart", NULL, RIGHT_public, OBJECT_NONE, door_card_post, .entry = ENTRY_OPEN,
     .rate = RATE_SIGN_IN, .body_limit = SIGN_IN_BODY},
    {METHOD_GET, "/lichtingen/{cohort}/toegang", "/cohorts/{cohort}/doors", RIGHT_cohort_invite,
     OBJECT_COHORT, door_list_get, .summary = "How each participant of a cohort gets in"},
    {METHOD_POST, "/lichtingen/{cohort}/uitnodigingen", NULL, RIGHT_cohort_invite, OBJECT_COHORT,
     door_invite_all_post, .rate = RATE_WRITE},
    {METHOD_POST, "/lichtingen/{cohort}/kaarten", NULL, RIGHT_cohort_invite, OBJECT_COHORT,
     door_cards_post, .rate = RATE_WRITE},
    {METHOD_GET, "/organisaties/{organisation}/toegang", "/organisations/{organisation}/doors",
     RIGHT_person_invite, OBJECT_ORGANISATION, door_people_get,
     .summary = "How the people of an organisation get in"},
    {METHOD_POST, "/organisaties/{organisation}/toegang", NULL, RIGHT_person_invite,
     OBJECT_ORGANISATION, door_people_post, .rate = RATE_WRITE},
    {METHOD_POST, "/taal", NULL, RIGHT_public, OBJECT_NONE, language_post, .entry = ENTRY_OPEN,
     .rate = RATE_WRITE},
    {METHOD_GET, "/toegankelijkheid", NULL, RIGHT_public, OBJECT_NONE, account_accessibility_get,
     .entry = ENTRY_OPEN},
    {METHOD_GET, "/privacy", NULL, RIGHT_public, OBJECT_NONE, account_privacy_get,
     .entry = ENTRY_OPEN},
};
const struct feature account_feature = {"account", routes, COUNT_OF(routes)};
