// SPDX-License-Identifier: EUPL-1.2
// The pages of cards, and the one that shows how each participant of a cohort gets in.
#include "account_html.h"
#include "feature/account/door.h"
#include "feature/account/door_pages.h"
#include "feature/cohort/cohort.h"
#include "web/app.h"
#include "web/limit.h"
#include "web/session.h"

// ---- signing in with a card ---------------------------------------------------------------------

struct field account_code_field(struct ctx *c) {
    return (struct field){.name = "code",
                          .type = "text",
                          .required = true,
                          .max = 40,
                          .autocomplete = "off",
                          .label = text_account_code(c->arena, c->lang),
                          .help = text_account_code_help(c->arena, c->lang)};
}

struct field account_family_name_field(struct ctx *c) {
    return (struct field){.name = "achternaam",
                          .type = "text",
                          .required = true,
                          .max = 200,
                          .autocomplete = "family-name",
                          .label = text_account_family_name(c->arena, c->lang)};
}

static struct card_view card_view(struct ctx *c) {
    return (struct card_view){.code = account_code_field(c),
                              .family_name = account_family_name_field(c),
                              .kept = kept_carried(c)};
}

static enum rc card_show(struct ctx *c, struct card_view *view) {
    view->layout = layout_of(c, text_account_card_title(c->arena, c->lang), "");
    view->layout.here = url_card().text; // the code stays out of other forms
    struct page *page = reply_page(c);
    card_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 || view->refused ? 422 : 200);
    return RC_OK;
}

enum rc door_card_get(struct ctx *c) {
    struct card_view view = card_view(c);
    view.code.value = c->word[0].p == NULL ? STR("") : c->word[0];
    return card_show(c, &view);
}

enum rc door_card_post(struct ctx *c) {
    struct card_view view = card_view(c);
    struct str code, family_name;
    int64_t person;
    form_text(c, &view.code, &view.mistakes, &code);
    form_text(c, &view.family_name, &view.mistakes, &family_name);
    if (view.mistakes > 0)
        return card_show(c, &view);
    if (!limit_allows(c, door_code_read(c->arena, code)))
        return RC_OK;
    const enum rc rc = door_card_open(c->ro, c->arena, code, family_name, c->today, &person);
    view.refused = rc == RC_NOT_FOUND;
    if (view.refused)
        return card_show(c, &view);
    TRY(rc);
    TRY(session_start(c, person));
    return account_signed_in(c, url_home());
}

// ---- the participants of a cohort ---------------------------------------------------------------

static struct door door_of(struct ctx *c) {
    return (struct door){c->arena, ctx_vault(c), c->viewer->person, c->today, c->now};
}

static enum rc list_load(struct ctx *c, struct door_list *list) {
    return q_door_list(c->ro, c->arena, c->scope, c->today, c->now, list);
}

enum rc door_list_get(struct ctx *c) {
    struct doors_view view = {.cohort = c->arg[0]};
    struct cohort_get_row cohort;
    TRY(list_load(c, &view.list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &door_list_shape, view.list.rows, view.list.n);
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &cohort));
    for (size_t i = 0; i < view.list.n; i++) {
        view.n_to_invite += door_is_to_invite(&view.list.rows[i]);
        view.n_for_card += door_is_for_card(&view.list.rows[i]);
    }
    view.layout = layout_of(c, text_account_doors(c->arena, c->lang), "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view.layout, cohort.name, url_cohort(c->arena, cohort.id));
    struct page *page = reply_page(c);
    doors_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

enum rc door_invite_all_post(struct ctx *c) {
    struct door_list list;
    const struct door door = door_of(c);
    int64_t n;
    TRY(list_load(c, &list));
    TRY(door_invite_all(c->db, &door, &list, &n));
    TRY(notice_set(c, text_account_invited_n(c->arena, c->lang, n)));
    return reply_redirect(c, url_cohort_doors(c->arena, c->arg[0]));
}

// Answers with the cards themselves: nothing of them can be read again afterwards.
enum rc door_cards_show(struct ctx *c, const struct door_list *list, struct str crumb,
                        struct url back) {
    const struct door door = door_of(c);
    struct cards_view view = {
        .site =
            str_join(c->arena,
                     str_is(c->app->options.base_url) ? c->app->options.base_url : c->request->host,
                     url_card().text),
        .back = back,
        .cards = NEW_ARRAY(c->arena, struct printed_card, list->n),
    };
    for (size_t i = 0; i < list->n; i++) {
        if (!door_is_for_card(&list->rows[i]))
            continue;
        struct printed_card *const card = &view.cards[view.n++];
        card->name = list->rows[i].name;
        TRY(door_card_make(c->db, &door, list->rows[i].id, &card->code));
    }
    view.layout = layout_of(c, text_account_cards(c->arena, c->lang), "");
    view.layout.here = view.back.text;
    layout_crumb(&view.layout, crumb, view.back);
    struct page *page = reply_page(c);
    cards_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

enum rc door_cards_post(struct ctx *c) {
    struct door_list list;
    TRY(list_load(c, &list));
    return door_cards_show(c, &list, text_account_doors(c->arena, c->lang),
                           url_cohort_doors(c->arena, c->arg[0]));
}
