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

enum rc figures_signs_load(struct ctx *c, struct figures_signs_view *ret_signs) {
    struct figures_list list;
    const struct figures_person *people;
    if (!access_allows(c->scope->reach, RIGHT_absence_read))
        return RC_OK;
    TRY(q_figures_list(c->ro, c->arena, c->scope, true, c->today, &list));
    const size_t n = figures_people(c->arena, &list, &people);
    struct figures_signs_view signs = {.people = NEW_ARRAY(c->arena, struct figures_person, n)};
    for (size_t i = 0; i < n; i++)
        if (figures_is_sign(&people[i]))
            signs.people[signs.n++] = people[i];
    *ret_signs = signs;
    return RC_OK;
}
