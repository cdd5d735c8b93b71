// SPDX-License-Identifier: EUPL-1.2
// How the people of one organisation get in: who is ticked gets a link by e-mail, or a card with a
// code. A partner's coordinator does this before any of them takes part in anything.
#include "account_html.h"
#include "feature/account/door_pages.h"
#include "web/app.h"

static struct door_list_row row_of(const struct door_people_row *row) {
    return (struct door_list_row){
        .id = row->id,
        .name = row->name,
        .sort_name = row->sort_name,
        .email = row->email,
        .has_account = row->has_account,
        .has_role = row->has_role,
        .invited_at = row->invited_at,
        .card_at = row->card_at,
    };
}

static bool is_of(const struct door_elsewhere *elsewhere, int64_t person) {
    for (size_t i = 0; i < elsewhere->n; i++)
        if (elsewhere->rows[i].person_id == person)
            return true;
    return false;
}

static struct str card_by(const struct door_people *people, int64_t person) {
    for (size_t i = 0; i < people->n; i++)
        if (people->rows[i].id == person)
            return people->rows[i].card_by;
    return STR_NONE;
}

// Who made a card is shown to who leads the house: a partner learns no names of the municipality's.
// Somebody who belongs to another organisation as well is let in by who reaches both.
static enum rc list_load(struct ctx *c, struct people_doors_view *view) {
    struct door_people people;
    struct door_elsewhere elsewhere = {.n = 0};
    TRY(q_door_people(c->ro, c->arena, c->scope, c->today, c->now, DOORS_MAX + 1, &people));
    const bool leads = (c->viewer->host_roles & (1u << ROLE_OWNER | 1u << ROLE_COORDINATOR)) != 0;
    if (!leads)
        TRY(q_door_elsewhere(c->ro, c->arena, c->scope, c->today, &elsewhere));
    view->organisation = c->arg[0];
    view->is_cut = people.n > DOORS_MAX;
    view->list.rows = NEW_ARRAY(c->arena, struct door_list_row, people.n);
    view->ticked = NEW_ARRAY(c->arena, bool, people.n);
    for (size_t i = 0; i < people.n && i < DOORS_MAX; i++)
        if (!is_of(&elsewhere, people.rows[i].id))
            view->list.rows[view->list.n++] = row_of(&people.rows[i]);
    for (size_t i = 0; leads && i < view->list.n; i++)
        view->list.rows[i].card_by = card_by(&people, view->list.rows[i].id);
    for (size_t i = 0; i < view->list.n; i++) {
        const struct door_list_row *const row = &view->list.rows[i];
        view->n_to_invite += door_is_to_invite(row);
        view->n_for_card += door_is_for_card(row);
        view->n_done += door_badge(row) != BADGE_WARNING;
    }
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct people_doors_view *view) {
    struct door_place_row place;
    TRY(q_door_place(c->ro, c->arena, c->scope, &place));
    view->layout = layout_of(c, text_account_doors_of(c->arena, c->lang, place.name), "person");
    layout_crumb(&view->layout, text_account_people(c->arena, c->lang),
                 (struct url){STR("/mensen")});
    struct page *page = reply_page(c);
    people_doors_html(page, view);
    reply_page_done(c, page, str_is(view->error) ? 422 : 200);
    return RC_OK;
}

enum rc door_people_get(struct ctx *c) {
    struct people_doors_view view = {.error = STR_NONE};
    TRY(list_load(c, &view));
    view.is_ticked = view.list.n <= DOORS_TICKED && view.n_to_invite + view.n_for_card > 0;
    for (size_t i = 0; i < view.list.n && view.is_ticked; i++)
        view.ticked[i] = door_badge(&view.list.rows[i]) == BADGE_WARNING;
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &door_list_shape, view.list.rows, view.list.n);
    return view_show(c, &view);
}

// Only those of the list who were ticked.
static struct door_list ticked_of(struct ctx *c, struct people_doors_view *view) {
    struct str *values;
    const size_t n = form_values(c, "wie", &values);
    struct door_list ticked = {NEW_ARRAY(c->arena, struct door_list_row, view->list.n), 0};
    for (size_t i = 0; i < view->list.n; i++)
        for (size_t at = 0; at < n && !view->ticked[i]; at++) {
            int64_t id = 0;
            view->ticked[i] = str_i64(values[at], &id) == RC_OK && id == view->list.rows[i].id;
        }
    for (size_t i = 0; i < view->list.n; i++)
        if (view->ticked[i])
            ticked.rows[ticked.n++] = view->list.rows[i];
    return ticked;
}

enum rc door_people_post(struct ctx *c) {
    struct people_doors_view view = {.error = STR_NONE};
    TRY(list_load(c, &view));
    const struct door_list ticked = ticked_of(c, &view);
    const bool is_cards = str_eq(form_value(c, "doe"), STR("kaarten"));
    size_t n_able = 0;
    for (size_t i = 0; i < ticked.n; i++)
        n_able += is_cards ? door_is_for_card(&ticked.rows[i]) : door_is_to_invite(&ticked.rows[i]);
    if (n_able == 0) {
        view.error = is_cards ? text_account_doors_no_card(c->arena, c->lang)
                              : text_account_doors_no_invite(c->arena, c->lang);
        return view_show(c, &view);
    }
    const struct url back = url_organisation_doors(c->arena, c->arg[0]);
    if (is_cards)
        return door_cards_show(c, &ticked, text_account_doors(c->arena, c->lang), back);
    const struct door door = {c->arena, ctx_vault(c), c->viewer->person, c->today, c->now};
    int64_t n;
    TRY(door_invite_all(c->db, &door, &ticked, &n));
    TRY(notice_set(c, text_account_invited_n(c->arena, c->lang, n)));
    return reply_redirect(c, back);
}
