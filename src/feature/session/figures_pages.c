// SPDX-License-Identifier: EUPL-1.2
// Attendance and commitment of one cohort: per person, and per organisation that agreed to it.
#include "feature/session/session_views.h"
#include "session_html.h"

enum rc figures_get(struct ctx *c) {
    struct figures_view view = {0};
    struct figures_list list;
    const uint32_t reach = c->scope->reach;
    view.everyone = access_allows(reach, RIGHT_attendance_edit);
    view.may_see_signs = access_allows(reach, RIGHT_absence_read);
    TRY(q_figures_list(c->ro, c->arena, c->scope, view.everyone, c->today, &list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &figures_list_shape, list.rows, list.n);
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view.cohort));
    view.n_people = figures_people(c->arena, &list, &view.people);
    view.n_organisations =
        figures_organisations(c->arena, view.people, view.n_people, &view.organisations);
    view.layout =
        layout_of(c, text_session_figures_title(c->arena, c->lang, view.cohort.name), "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view.layout, view.cohort.name, url_cohort(c->arena, view.cohort.id));
    layout_crumb(&view.layout, text_session_title(c->arena, c->lang),
                 url_cohort_sessions(c->arena, view.cohort.id));
    struct page *page = reply_page(c);
    figures_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}
