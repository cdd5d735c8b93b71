// SPDX-License-Identifier: EUPL-1.2
// "Ik kan niet" from the link in a letter, without signing in. Shows one session to one person; a
// page that is only opened changes nothing, so a mail program that follows links gives no notice.
#include "feature/session/session_views.h"
#include "session_html.h"

static enum rc view_load(struct ctx *c, struct absence_link_view *view, int64_t *ret_session,
                         int64_t *ret_person) {
    struct absence_by_link_row *const row = &view->row;
    TRY(absence_link_read(c->arena, ctx_vault(c), c->word[0], ret_session, ret_person));
    TRY(q_absence_by_link(c->ro, c->arena, *ret_session, *ret_person, row));
    const struct schedule_entry entry = {
        row->day, row->start_clock, row->end_clock, row->place, {{0}, 0}};
    const struct absence_own_row own = absence_own_of(row);
    view->state = absence_state_of(&own, c->today);
    view->name = session_name(c->arena, c->lang, row->position, row->number, row->title);
    view->when = session_when(c->arena, c->lang, &entry);
    view->to = absence_link_to(c->arena, c->word[0]);
    view->reason = (struct field){.name = "reden",
                                  .label = text_session_absence_reason(c->arena, c->lang),
                                  .help = text_session_absence_readers(c->arena, c->lang),
                                  .max = 500};
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct absence_link_view *view, int status) {
    view->layout = layout_of(c, text_session_absence_title(c->arena, c->lang), "");
    view->layout.here = STR("/"); // the secret stays out of forms that lead elsewhere
    struct page *page = reply_page(c);
    absence_link_html(page, view);
    reply_page_done(c, page, status);
    return RC_OK;
}

static enum rc link_dead(struct ctx *c) {
    struct absence_link_view view = {
        .layout = layout_of(c, text_session_link_dead(c->arena, c->lang), "")};
    view.layout.here = STR("/");
    struct page *page = reply_page(c);
    absence_dead_html(page, &view);
    reply_page_done(c, page, 422);
    return RC_OK;
}

enum rc absence_link_get(struct ctx *c) {
    struct absence_link_view view = {0};
    int64_t session, person;
    const enum rc rc = view_load(c, &view, &session, &person);
    if (rc == RC_NOT_FOUND)
        return link_dead(c);
    TRY(rc);
    return view_show(c, &view, 200);
}

enum rc absence_link_post(struct ctx *c) {
    struct absence_link_view view = {0};
    struct absence_note note = {.reason = STR(""), .today = c->today, .now = c->now};
    const enum rc rc = view_load(c, &view, &note.session, &note.person);
    if (rc == RC_NOT_FOUND)
        return link_dead(c);
    TRY(rc);
    const struct absence_own_row own = absence_own_of(&view.row);
    const bool comes = str_eq(form_value(c, "doe"), STR("kom"));
    if (!comes)
        form_text(c, &view.reason, &view.mistakes, &note.reason);
    if (view.mistakes > 0)
        return view_show(c, &view, 422);
    const enum rc done = comes ? absence_take_back(c->db, &own, &note)
                               : absence_report(c->db, c->arena, ctx_vault(c), &own, &note);
    if (done == RC_CONFLICT) // the page says how it stands now
        return view_show(c, &view, 409);
    TRY(done);
    return reply_redirect(c, view.to);
}
