// SPDX-License-Identifier: EUPL-1.2
// The sessions of one cohort on one page: a form for who may change them, a table for the others.
#include "feature/session/session_views.h"
#include "session_html.h"

// ---- what both pages show ----------------------------------------------------------------

static void row_show(struct ctx *c, const struct schedule_list_row *row, bool may_note,
                     const struct schedule_led *led, struct schedule_row *ret_row) {
    *ret_row = (struct schedule_row){
        .row = row,
        .name = session_name(c->arena, c->lang, row->position, row->number, row->title),
        .figures = attendance_figures_of_row(row),
    };
    ret_row->entry = ret_row->now = schedule_entry_of(row, led);
    ret_row->is_noted = may_note && day_is(row->day) && row->day.n <= c->today.n &&
                        attendance_is_noted(&ret_row->figures);
}

static enum rc view_load(struct ctx *c, struct schedule_view *view) {
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    const uint32_t reach = c->scope->reach;
    view->may_edit = access_allows(reach, RIGHT_session_edit);
    view->may_note = access_allows(reach, RIGHT_attendance_edit);
    TRY(q_schedule_list(c->ro, c->arena, c->scope, view->may_note, &view->list));
    TRY(q_schedule_led(c->ro, c->arena, c->scope, &view->led));
    view->names_leaders = session_names_leaders(reach);
    if (!view->names_leaders)
        view->led.n = 0;
    view->rows = NEW_ARRAY(c->arena, struct schedule_row, view->list.n);
    for (size_t i = 0; i < view->list.n; i++) {
        struct schedule_list_row *row = &view->list.rows[i];
        row->facilitators = leaders_names(c->arena, &view->led, row->id);
        row_show(c, row, view->may_note, &view->led, &view->rows[i]);
        view->n_undated += !day_is(row->day) && !schedule_is_cancelled(row->state);
    }
    return RC_OK;
}

// ---- writing -----------------------------------------------------------------------------

static void conflict_show(struct ctx *c, struct schedule_view *view, struct schedule_row *row,
                          const struct schedule_entry *now) {
    const struct str leaders = now->leaders.n > 0 ? row->row->facilitators
                                                  : text_session_no_facilitator(c->arena, c->lang);
    row->conflict =
        text_session_conflict(c->arena, c->lang, session_when(c->arena, c->lang, now), leaders);
    view->mistakes++;
}

// Which rows must be written. A row that somebody else changed meanwhile is refused: it says what
// stands there now, and from here on is compared with that. Rows that the person left alone show
// what is there.
static void fates_find(struct ctx *c, struct schedule_view *view, enum schedule_fate *fates) {
    for (size_t i = 0; i < view->list.n; i++) {
        struct schedule_row *row = &view->rows[i];
        const struct schedule_entry now = row->now;
        if (!schedule_row_typed(c, row))
            continue;
        fates[i] = schedule_fate_of(c->arena, row->stamp, &row->entry, &now);
        if (fates[i] == SCHEDULE_KEEP)
            row->entry = now;
        if (fates[i] == SCHEDULE_CONFLICT)
            conflict_show(c, view, row, &now);
        schedule_row_values(c, row);
    }
}

static enum rc view_show(struct ctx *c, struct schedule_view *view) {
    if (view->may_edit)
        TRY(schedule_alerts_load(c, view));
    view->tabs = cohort_tabs(c, COHORT_TAB_SESSIONS);
    view->layout =
        layout_of(c, text_session_title_of(c->arena, c->lang, view->cohort.name), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    session_list_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc schedule_list_get(struct ctx *c) {
    struct schedule_view view = {.today = c->today};
    TRY(view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &schedule_list_shape, view.list.rows, view.list.n);
    if (view.may_edit)
        TRY(schedule_form_load(c, &view));
    return view_show(c, &view);
}

enum rc schedule_list_post(struct ctx *c) {
    struct schedule_view view = {.today = c->today};
    size_t filled = 0;
    TRY(view_load(c, &view));
    TRY(schedule_form_load(c, &view));
    for (size_t i = 0; i < view.list.n; i++)
        if (schedule_row_typed(c, &view.rows[i]))
            schedule_row_read(c, &view, &view.rows[i]);
    schedule_rooms_read(c, &view);
    if (schedule_is_fill(c))
        filled = schedule_fill_read(c, &view);
    else
        schedule_fill_keep(c, &view);
    enum schedule_fate *fates = NEW_ARRAY(c->arena, enum schedule_fate, view.list.n);
    if (view.mistakes == 0)
        fates_find(c, &view, fates);
    if (view.mistakes > 0)
        return view_show(c, &view);
    for (size_t i = 0; i < view.list.n; i++)
        if (fates[i] == SCHEDULE_CHANGE)
            TRY(schedule_set(c->db, c->arena, view.rows[i].row->id, &view.rows[i].entry));
    TRY(schedule_rooms_write(c, &view));
    TRY(notice_set(c, schedule_is_fill(c) ? text_session_filled(c->arena, c->lang, (int64_t)filled)
                                          : text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_sessions(c->arena, view.cohort.id));
}
