// SPDX-License-Identifier: EUPL-1.2
// "Ik kan niet": the page on which a participant gives notice for one session, or takes it back.
#include "feature/session/session_views.h"
#include "session_html.h"

static enum rc view_load(struct ctx *c, struct absence_view *view) {
    TRY(q_schedule_get(c->ro, c->arena, c->scope, &view->session));
    TRY(q_absence_own(c->ro, c->arena, c->scope, &view->own));
    view->state = absence_state_of(&view->own, c->today);
    TRY(vault_open(ctx_vault(c), c->arena, c->viewer->person, ABSENCE_REASON_PLACE,
                   view->own.reason, &view->reason_given));
    view->reason = (struct field){.name = "reden",
                                  .label = text_session_absence_reason(c->arena, c->lang),
                                  .help = text_session_absence_readers(c->arena, c->lang),
                                  .max = 500};
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct absence_view *view, int status) {
    const struct schedule_get_row *s = &view->session;
    const struct schedule_entry entry = {s->day, s->start_clock, s->end_clock, s->place, {{0}, 0}};
    const struct str name = session_name(c->arena, c->lang, s->position, s->number, s->title);
    view->name = name;
    view->when = session_when(c->arena, c->lang, &entry);
    view->layout = layout_of(c, text_session_absence_title(c->arena, c->lang), "cohort");
    session_crumbs(c, &view->layout, s, name);
    struct page *page = reply_page(c);
    absence_html(page, view);
    reply_page_done(c, page, status);
    return RC_OK;
}

enum rc absence_get(struct ctx *c) {
    struct absence_view view = {0};
    TRY(view_load(c, &view));
    return view_show(c, &view, 200);
}

enum rc absence_post(struct ctx *c) {
    struct absence_view view = {0};
    struct absence_note note = {c->scope->object, c->viewer->person, STR(""), c->today, c->now};
    TRY(view_load(c, &view));
    const bool comes = str_eq(form_value(c, "doe"), STR("kom"));
    if (!comes)
        form_text(c, &view.reason, &view.mistakes, &note.reason);
    if (view.mistakes > 0)
        return view_show(c, &view, 422);
    const enum rc rc = comes ? absence_take_back(c->db, &view.own, &note)
                             : absence_report(c->db, c->arena, ctx_vault(c), &view.own, &note);
    if (rc == RC_CONFLICT) // the page says how it stands now
        return view_show(c, &view, 409);
    TRY(rc);
    TRY(notice_set(c, comes ? text_session_absence_comes(c->arena, c->lang)
                            : text_session_absence_known(c->arena, c->lang)));
    return reply_redirect(c, url_session(c->arena, view.session.id));
}
