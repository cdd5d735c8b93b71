// SPDX-License-Identifier: EUPL-1.2
// Attendance of one session on one page: choices for who may note it, a table for who may only
// read.
#include "feature/session/session_views.h"
#include "session_html.h"

static enum rc view_load(struct ctx *c, struct attendance_view *view) {
    TRY(q_schedule_get(c->ro, c->arena, c->scope, &view->session));
    const struct schedule_get_row *session = &view->session;
    const uint32_t reach = c->scope->reach;
    view->may_edit = access_allows(reach, RIGHT_attendance_edit);
    view->can_note =
        view->may_edit && day_is(session->day) && !schedule_is_cancelled(session->state);
    view->is_future = day_is(session->day) && session->day.n > c->today.n;
    TRY(q_attendance_list(c->ro, c->arena, c->scope, view->may_edit, c->today, &view->list));
    view->figures = attendance_figures_of(&view->list);
    view->is_noted = view->may_edit && !view->is_future && attendance_is_noted(&view->figures);
    return RC_OK;
}

// ---- the rows ----------------------------------------------------------------------------

static void row_choose(struct attendance_row *row, struct str key) {
    row->field.value = key;
    for (size_t k = 0; k < row->n_choices; k++)
        row->choices[k].chosen = str_eq(row->choices[k].value, key);
}

// Present until something else is noted; before the day itself nobody has stayed away.
static void row_fill(struct ctx *c, const struct attendance_view *view,
                     struct attendance_row *row) {
    enum attendance attendance = ATTENDANCE_PRESENT;
    const bool noted = attendance_from_word(row->row->state, &attendance);
    row->label =
        noted ? attendance_label(c->lang, attendance) : text_session_not_noted(c->arena, c->lang);
    row->n_choices = view->is_future ? ATTENDANCE_STAYED_AWAY : ATTENDANCE_N;
    for (enum attendance a = 0; a < row->n_choices; a++)
        row->choices[a] = (struct choice){attendance_key(a), attendance_label(c->lang, a), false};
    if (view->is_future)
        row->choices[ATTENDANCE_PRESENT].label = text_session_comes(c->arena, c->lang);
    row->field = (struct field){
        .name = str_c(c->arena, str_fmt(c->arena, "p%" PRId64, row->row->enrolment_id)),
        .label = row->row->name,
    };
    row->stamp_name = str_fmt(c->arena, "was%" PRId64, row->row->enrolment_id);
    row->stamp = attendance_stamp(row->row->state);
    row_choose(row, attendance_key(attendance));
}

static struct attendance_row *row_of(struct attendance_view *view, int64_t enrolment) {
    for (size_t i = 0; i < view->list.n; i++)
        if (view->list.rows[i].enrolment_id == enrolment)
            return &view->rows[i];
    return NULL;
}

static enum rc notices_load(struct ctx *c, struct attendance_view *view) {
    struct absence_list notices;
    TRY(q_absence_list(c->ro, c->arena, c->scope, &notices));
    for (size_t i = 0; i < notices.n; i++) {
        const struct absence_list_row *notice = &notices.rows[i];
        struct attendance_row *const row = row_of(view, notice->enrolment_id);
        if (row == NULL)
            continue;
        row->notice = notice->at;
        if (access_allows(c->scope->reach, RIGHT_absence_read))
            TRY(vault_open(ctx_vault(c), c->arena, notice->person_id, ABSENCE_REASON_PLACE,
                           notice->reason, &row->reason));
    }
    return RC_OK;
}

static enum rc rows_fill(struct ctx *c, struct attendance_view *view) {
    view->rows = NEW_ARRAY(c->arena, struct attendance_row, view->list.n);
    for (size_t i = 0; i < view->list.n; i++) {
        view->rows[i].row = &view->list.rows[i];
        view->rows[i].notice = INSTANT_NONE;
        row_fill(c, view, &view->rows[i]);
    }
    view->codes = (struct field){.name = "nummers",
                                 .type = "text",
                                 .value = STR(""),
                                 .max = 400,
                                 .label = text_session_codes(c->arena, c->lang),
                                 .help = text_session_codes_help(c->arena, c->lang)};
    return view->can_note ? notices_load(c, view) : RC_OK;
}

// ---- quick entry -------------------------------------------------------------------------

static struct str fault_text(struct ctx *c, const struct attendance_code_fault *fault) {
    switch (fault->why) {
    case ATTENDANCE_CODE_UNREADABLE:
        return text_session_code_unreadable(c->arena, c->lang, fault->word);
    case ATTENDANCE_CODE_UNKNOWN:
        return text_session_code_unknown(c->arena, c->lang, fault->word);
    case ATTENDANCE_CODE_TWICE:
        return text_session_code_twice(c->arena, c->lang, fault->word);
    }
    return STR("");
}

// Puts the codes into the choices of the page, and empties the field. One mistake and none is used.
static void codes_apply(struct ctx *c, struct attendance_view *view) {
    struct attendance_codes codes;
    struct str typed = STR(""), wrong = STR("");
    view->codes.required = true;
    form_text(c, &view->codes, &view->mistakes, &typed);
    attendance_codes_read(c->arena, typed, &view->list, &codes);
    for (size_t i = 0; i < codes.n_faults; i++)
        wrong = str_fmt(c->arena, STR_FMT STR_FMT " ", STR_ARG(wrong),
                        STR_ARG(fault_text(c, &codes.faults[i])));
    if (codes.n_faults > 0)
        form_mistake(&view->codes, str_trim(wrong), &view->mistakes);
    if (view->mistakes > 0)
        return;
    for (size_t i = 0; i < codes.n; i++)
        row_choose(&view->rows[codes.codes[i].row], attendance_key(codes.codes[i].attendance));
    view->n_codes = codes.n;
    view->codes.value = STR("");
}

static enum rc view_show_as(struct ctx *c, struct attendance_view *view, struct str title,
                            void (*html)(struct page *, const struct attendance_view *)) {
    const struct schedule_get_row *s = &view->session;
    const struct schedule_entry entry = {s->day, s->start_clock, s->end_clock, s->place, {{0}, 0}};
    view->name = session_name(c->arena, c->lang, s->position, s->number, s->title);
    view->when = session_when(c->arena, c->lang, &entry);
    view->layout = layout_of(c, title, "cohort");
    session_crumbs(c, &view->layout, s, view->name);
    struct page *page = reply_page(c);
    html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct attendance_view *view) {
    return view_show_as(c, view,
                        text_session_attendance_of(c->arena, c->lang, view->session.position),
                        attendance_html);
}

enum rc attendance_list_get(struct ctx *c) {
    struct attendance_view view = {0};
    TRY(view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &attendance_list_shape, view.list.rows, view.list.n);
    TRY(rows_fill(c, &view));
    return view_show(c, &view);
}

// ---- saving ------------------------------------------------------------------------------

static void row_take(struct ctx *c, struct attendance_view *view, struct attendance_row *row) {
    const struct str key = form_value(c, row->field.name);
    enum attendance attendance;
    row_choose(row, key);
    if (!attendance_from_key(key, &attendance) || attendance >= row->n_choices)
        form_mistake(&row->field, text_session_choose(c->arena, c->lang), &view->mistakes);
}

// Whoever opened the page earlier does not undo what another noted since; where both noted
// something else nothing is saved, and the row says what stands there now.
static bool row_judge(struct ctx *c, struct attendance_view *view, struct attendance_row *row,
                      struct attendance_entry *ret_entry) {
    struct attendance_entry entry = {.enrolment = row->row->enrolment_id};
    const struct str stamp = form_value(c, str_c(c->arena, row->stamp_name));
    ENSURE(attendance_from_key(row->field.value, &entry.attendance));
    switch (attendance_fate_of(stamp, entry.attendance, row->row->state)) {
    case ATTENDANCE_WRITE:
        *ret_entry = entry;
        return true;
    case ATTENDANCE_CONFLICT:
        form_mistake(&row->field, text_session_noted_meanwhile(c->arena, c->lang, row->label),
                     &view->mistakes);
        return false;
    case ATTENDANCE_KEEP:
        row_choose(row, attendance_stamp(row->row->state));
    }
    return false;
}

// Numbers that were typed are shown in the choices first, unless they are saved at once.
static bool is_preview(const struct ctx *c, const struct attendance_view *view) {
    const struct str what = form_value(c, "doe");
    return !view->is_future &&
           (str_eq(what, STR("nummers")) ||
            (!str_eq(what, STR("op")) && str_is(str_trim(form_value(c, view->codes.name)))));
}

static enum rc save(struct ctx *c, struct attendance_view *view) {
    struct attendance_entry *entries = NEW_ARRAY(c->arena, struct attendance_entry, view->list.n);
    size_t n = 0;
    for (size_t i = 0; i < view->list.n; i++)
        n += row_judge(c, view, &view->rows[i], &entries[n]);
    if (view->mistakes > 0)
        return view_show(c, view);
    const struct attendance_note note = {.session = view->session.id,
                                         .by_person = c->viewer->person,
                                         .day = view->session.day,
                                         .today = c->today,
                                         .now = c->now};
    TRY(attendance_save(c->db, &note, entries, n));
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_session_attendance(c->arena, view->session.id));
}

enum rc attendance_list_post(struct ctx *c) {
    struct attendance_view view = {0};
    TRY(view_load(c, &view));
    TRY(rows_fill(c, &view));
    if (!view.can_note)
        return RC_INVALID;
    const bool preview = is_preview(c, &view);
    for (size_t i = 0; i < view.list.n; i++)
        row_take(c, &view, &view.rows[i]);
    if (preview || (!view.is_future && str_is(str_trim(form_value(c, view.codes.name)))))
        codes_apply(c, &view);
    return preview || view.mistakes > 0 ? view_show(c, &view) : save(c, &view);
}

// ---- on paper ----------------------------------------------------------------------------

enum rc attendance_paper_get(struct ctx *c) {
    struct attendance_view view = {.today = c->today};
    TRY(view_load(c, &view));
    TRY(rows_fill(c, &view));
    view.printed_by = c->viewer->name;
    return view_show_as(c, &view, text_session_paper_title(c->arena, c->lang),
                        attendance_paper_html);
}
