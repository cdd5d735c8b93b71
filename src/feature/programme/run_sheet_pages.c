// SPDX-License-Identifier: EUPL-1.2
// Run sheets: one module as its facilitator works through it. Of the programme it starts at 0:00;
// of a cohort it stands at the times of its sessions, with its groups, in the version the cohort
// follows.
#include "feature/plan/plan.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "programme_html.h"

struct sheet_row {
    int64_t session;
    struct clock start, end;
    struct str title, kind, body, track, materials, notes;
    struct opt_int minutes;
};
static const struct column sheet_columns[] = {
    {"session", VALUE_INT, false, offsetof(struct sheet_row, session)},
    {"start", VALUE_CLOCK, true, offsetof(struct sheet_row, start)},
    {"end", VALUE_CLOCK, true, offsetof(struct sheet_row, end)},
    {"minutes", VALUE_OPT_INT, true, offsetof(struct sheet_row, minutes)},
    {"title", VALUE_TEXT, false, offsetof(struct sheet_row, title)},
    {"kind", VALUE_TEXT, false, offsetof(struct sheet_row, kind)},
    {"body", VALUE_TEXT, false, offsetof(struct sheet_row, body)},
    {"track", VALUE_TEXT, true, offsetof(struct sheet_row, track)},
    {"materials", VALUE_TEXT, false, offsetof(struct sheet_row, materials)},
    {"notes", VALUE_TEXT, true, offsetof(struct sheet_row, notes)},
};
const struct shape run_sheet_shape = {"run_sheet", sizeof(struct sheet_row),
                                      COUNT_OF(sheet_columns), sheet_columns};

static enum rc sheet_reply(struct ctx *c, const struct run_sheet *sheet) {
    struct sheet_row *const rows = NEW_ARRAY(c->arena, struct sheet_row, sheet->n);
    for (size_t i = 0; i < sheet->n; i++) {
        const struct run_sheet_line *const line = &sheet->lines[i];
        const struct programme_module_elements_row *const part = line->part;
        rows[i] = (struct sheet_row){.session = (int64_t)line->session + 1,
                                     .start = line->start,
                                     .end = line->end,
                                     .title = part->title,
                                     .kind = part->kind,
                                     .body = part->body,
                                     .track = part->track,
                                     .materials = part->materials,
                                     .notes = part->notes,
                                     .minutes = part->minutes};
    }
    return reply_rows(c, &run_sheet_shape, rows, sheet->n);
}

static enum rc sheet_load(struct ctx *c, int64_t version, struct run_sheet_view *view) {
    TRY(q_programme_module_elements(c->ro, c->arena, version, view->module.element_id,
                                    view->with_notes, &view->parts));
    view->sheet = run_sheet_of(c->arena, &view->parts, view->sessions, view->n_sessions);
    return RC_OK;
}

static enum rc sheet_show(struct ctx *c, struct run_sheet_view *view) {
    struct page *page = reply_page(c);
    programme_run_sheet_html(page, view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static struct str sheet_title(struct ctx *c, const struct run_sheet_view *view) {
    return text_programme_run_sheet_of(c->arena, c->lang,
                                       programme_module_title(c->arena, c->lang, &view->module));
}

enum rc module_run_sheet_get(struct ctx *c) {
    struct run_sheet_view view = {0};
    struct programme_get_row programme;
    bool may_edit;
    TRY(programme_seen(c, &programme, &may_edit));
    TRY(programme_module_at(c, programme.version_id, c->arg[1], &view.module));
    view.with_notes = access_allows(c->scope->reach, RIGHT_run_sheet_notes);
    TRY(sheet_load(c, programme.version_id, &view));
    if (c->format != FORMAT_HTML)
        return sheet_reply(c, &view.sheet);
    view.lang = programme.lang;
    view.version = programme.version;
    view.layout = layout_of(c, sheet_title(c, &view), "programme");
    layout_crumb(&view.layout, text_programme_title(c->arena, c->lang), url_programmes());
    layout_crumb(&view.layout, programme.name, url_programme(c->arena, programme.id));
    layout_crumb(&view.layout, programme_module_title(c->arena, c->lang, &view.module),
                 url_programme_module(c->arena, programme.id, view.module.position));
    return sheet_show(c, &view);
}

// The groups of this module, as far as the viewer may know who is in them.
static enum rc groups_of_module(struct ctx *c, struct run_sheet_view *view) {
    struct groups_view *const groups = NEW(c->arena, struct groups_view);
    TRY(groups_load(c->ro, c->arena, c->scope, c->today, groups_all_names(c->scope->reach),
                    GROUPING_SUBGROUP, &groups->groups));
    while (view->at < groups->groups.modules.n &&
           groups->groups.modules.rows[view->at].module_id != view->module.element_id)
        view->at++;
    if (view->at < groups->groups.modules.n && groups->groups.n_groups[view->at] > 0)
        view->groups = groups;
    return RC_OK;
}

enum rc cohort_run_sheet_get(struct ctx *c) {
    struct run_sheet_view view = {0};
    struct programme_of_cohort_row cohort;
    struct programme_sessions sessions;
    TRY(q_programme_of_cohort(c->ro, c->arena, c->scope, &cohort));
    TRY(programme_module_at(c, cohort.version_id, c->arg[1], &view.module));
    TRY(q_programme_sessions(c->ro, c->arena, c->scope, view.module.element_id, &sessions));
    view.n_sessions = run_sheet_sessions(c->arena, &sessions, &view.sessions);
    for (size_t i = 0; i < view.n_sessions;
         i++) // a partner reads no other names than of own groups
        if (!access_allows(c->scope->reach, RIGHT_cohort_people))
            view.sessions[i].facilitators = STR_NONE;
    view.with_notes = access_allows(c->scope->reach, RIGHT_run_sheet_notes);
    TRY(sheet_load(c, cohort.version_id, &view));
    if (c->format != FORMAT_HTML)
        return sheet_reply(c, &view.sheet);
    TRY(groups_of_module(c, &view));
    view.lang = cohort.lang;
    view.version = cohort.version;
    view.layout = layout_of(c, sheet_title(c, &view), "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view.layout, cohort.cohort_name, url_cohort(c->arena, cohort.cohort_id));
    return sheet_show(c, &view);
}

// For who reaches one session and not its cohort: without its groups.
enum rc session_run_sheet_get(struct ctx *c) {
    struct run_sheet_view view = {0};
    struct programme_of_session_row session;
    struct programme_session rows;
    const uint32_t reach = c->scope->reach;
    TRY(q_programme_of_session(c->ro, c->arena, c->scope, &session));
    TRY(programme_module_at(c, session.version_id, session.position, &view.module));
    TRY(q_programme_session(c->ro, c->arena, c->scope, &rows));
    struct programme_sessions sessions = {
        NEW_ARRAY(c->arena, struct programme_sessions_row, rows.n + 1), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        sessions.rows[i] = (struct programme_sessions_row){
            rows.rows[i].id,        rows.rows[i].day,   rows.rows[i].start_clock,
            rows.rows[i].end_clock, rows.rows[i].place, rows.rows[i].facilitator};
    view.n_sessions = run_sheet_sessions(c->arena, &sessions, &view.sessions);
    for (size_t i = 0; i < view.n_sessions; i++)
        if (!access_allows(reach, RIGHT_cohort_people) && !access_is_guest(reach))
            view.sessions[i].facilitators = STR_NONE;
    view.with_notes = access_allows(reach, RIGHT_run_sheet_notes);
    TRY(sheet_load(c, session.version_id, &view));
    if (c->format != FORMAT_HTML)
        return sheet_reply(c, &view.sheet);
    view.lang = session.lang;
    view.version = session.version;
    view.layout = layout_of(c, sheet_title(c, &view), "cohort");
    layout_crumb(&view.layout, session.cohort_name, url_session(c->arena, session.id));
    return sheet_show(c, &view);
}
