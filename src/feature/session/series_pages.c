// SPDX-License-Identifier: EUPL-1.2
// A session more, one that goes or does not take place, and the series a number of weeks on: shown
// first, then done.
#include "feature/session/session_views.h"
#include "session_html.h"

static enum rc back_to_list(struct ctx *c, int64_t cohort, struct str notice) {
    TRY(notice_set(c, notice));
    return reply_redirect(c, url_cohort_sessions(c->arena, cohort));
}

enum rc series_extend_post(struct ctx *c) {
    struct series_state_row state;
    TRY(q_series_state(c->ro, c->arena, c->scope, &state));
    TRY(series_extend(c->db, c->arena, &state, c->today, c->now));
    return back_to_list(c, state.cohort_id, text_session_extended(c->arena, c->lang));
}

// ---- one that does not take place --------------------------------------------------------

static enum rc cancel_load(struct ctx *c, struct series_cancel_view *view) {
    TRY(q_series_state(c->ro, c->arena, c->scope, &view->state));
    TRY(q_schedule_get(c->ro, c->arena, c->scope, &view->session));
    view->may_cancel = series_may_cancel(&view->state, c->today);
    view->may_remove = series_may_remove(&view->state);
    view->reason = (struct field){.name = "reden",
                                  .type = "text",
                                  .required = true,
                                  .max = 200,
                                  .value = STR(""),
                                  .label = text_session_cancel_reason(c->arena, c->lang),
                                  .help = text_session_cancel_readers(c->arena, c->lang)};
    return RC_OK;
}

static enum rc cancel_show(struct ctx *c, struct series_cancel_view *view) {
    const struct schedule_get_row *s = &view->session;
    const struct schedule_entry entry = {s->day, s->start_clock, s->end_clock, s->place, {{0}, 0}};
    view->name = session_name(c->arena, c->lang, s->position, s->number, s->title);
    view->when = session_when(c->arena, c->lang, &entry);
    view->layout = layout_of(c, text_session_cancel_title(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, s->cohort_name, url_cohort(c->arena, s->cohort_id));
    layout_crumb(&view->layout, view->name, url_session(c->arena, s->id));
    struct page *page = reply_page(c);
    series_cancel_html(page, view);
    reply_page_done(c, page, view->is_late ? 409 : view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc series_cancel_get(struct ctx *c) {
    struct series_cancel_view view = {0};
    TRY(cancel_load(c, &view));
    return cancel_show(c, &view);
}

// It changed while the page stood open: how it stands now, with what was typed.
static enum rc cancel_late(struct ctx *c, struct series_cancel_view *view, struct str typed) {
    view->is_late = true;
    view->typed = typed;
    return cancel_show(c, view);
}

enum rc series_cancel_post(struct ctx *c) {
    struct series_cancel_view view = {0};
    TRY(cancel_load(c, &view));
    const int64_t cohort = view.state.cohort_id;
    const struct str what = form_value(c, "doe");
    if (str_eq(what, STR("weg"))) {
        if (!view.may_remove)
            return cancel_late(c, &view, STR_NONE);
        TRY(series_remove(c->db, &view.state));
        return back_to_list(c, cohort, text_session_removed(c->arena, c->lang));
    }
    if (str_eq(what, STR("door"))) {
        if (!schedule_is_cancelled(view.state.state))
            return cancel_late(c, &view, STR_NONE);
        TRY(series_resume(c->db, &view.state, c->today, c->now));
        return back_to_list(c, cohort, text_session_resumed(c->arena, c->lang));
    }
    struct series_cancellation why = {STR(""), c->viewer->person, c->today, c->now};
    form_text(c, &view.reason, &view.mistakes, &why.reason);
    if (view.mistakes > 0)
        return cancel_show(c, &view);
    if (!view.may_cancel)
        return cancel_late(c, &view, why.reason);
    TRY(series_cancel(c->db, &view.state, &why));
    return back_to_list(c, cohort, text_session_cancelled(c->arena, c->lang));
}

// ---- the rest of the series --------------------------------------------------------------

static enum rc shift_load(struct ctx *c, struct series_shift_view *view) {
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(q_schedule_list(c->ro, c->arena, c->scope, true, &view->list));
    TRY(q_schedule_led(c->ro, c->arena, c->scope, &view->led));
    view->weeks = (struct field){.name = "weken",
                                 .type = "number",
                                 .required = true,
                                 .value = STR(""),
                                 .label = text_session_shift_weeks(c->arena, c->lang),
                                 .help = text_session_shift_help(c->arena, c->lang)};
    view->moves = NEW_ARRAY(c->arena, struct series_move, view->list.n);
    return RC_OK;
}

static void shift_read(struct ctx *c, struct series_shift_view *view) {
    int64_t weeks = 0;
    bool past = false;
    form_int(c, &view->weeks, -52, 52, &view->mistakes, &weeks);
    if (view->mistakes == 0 && weeks == 0)
        form_mistake(&view->weeks, text_session_shift_none(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return;
    view->n_moves = series_shift(&view->list, weeks, c->today, view->moves, &past);
    view->stamp = series_stamp(c->arena, view->moves, view->n_moves);
    for (size_t i = 0; i < view->n_moves; i++) {
        const struct schedule_list_row *row = view->moves[i].row;
        view->moves[i].name =
            session_name(c->arena, c->lang, row->position, row->number, row->title);
    }
    if (past)
        form_mistake(&view->weeks, text_session_shift_past(c->arena, c->lang), &view->mistakes);
}

static enum rc shift_show(struct ctx *c, struct series_shift_view *view) {
    view->layout = layout_of(c, text_session_shift_title(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    layout_crumb(&view->layout, text_session_title(c->arena, c->lang),
                 url_cohort_sessions(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    series_shift_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc series_shift_get(struct ctx *c) {
    struct series_shift_view view = {0};
    TRY(shift_load(c, &view));
    if (form_value(c, view.weeks.name).p != NULL)
        shift_read(c, &view);
    return shift_show(c, &view);
}

// What is done is what was shown: when a date changed meanwhile the new list is shown instead.
enum rc series_shift_post(struct ctx *c) {
    struct series_shift_view view = {0};
    TRY(shift_load(c, &view));
    shift_read(c, &view);
    if (view.mistakes == 0 && !str_eq(view.stamp, form_value(c, "was")))
        form_mistake(&view.weeks, text_session_shift_changed(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return shift_show(c, &view);
    for (size_t i = 0; i < view.n_moves; i++) {
        struct schedule_entry entry = schedule_entry_of(view.moves[i].row, &view.led);
        entry.day = view.moves[i].to;
        TRY(schedule_set(c->db, c->arena, view.moves[i].row->id, &entry));
    }
    return back_to_list(c, view.cohort.id,
                        text_session_shifted(c->arena, c->lang, (int64_t)view.n_moves));
}
