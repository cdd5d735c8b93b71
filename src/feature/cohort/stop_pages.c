// SPDX-License-Identifier: EUPL-1.2
// The page on which somebody stops, or is taken out with or without a replacement, which shows
// first what that does; and what happened with all applications of a cohort.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"

struct placement placement_of(const struct ctx *c, int64_t cohort) {
    return (struct placement){.cohort = cohort,
                              .by_person = c->viewer->person,
                              .as_role = access_acting_role(c->viewer->roles, RIGHT_placement_edit),
                              .today = c->today,
                              .now = c->now,
                              .reason = STR_NONE};
}

// ---- stopping -----------------------------------------------------------------------------------

// Names only for whoever may list the applications; the person herself reads how many.
static enum rc others_fill(struct ctx *c, struct stop_view *view) {
    struct waiting_list list;
    bool *moves;
    struct scope scope;
    struct application_list names;
    TRY(waiting_preview(c->ro, c->arena, view->application.cohort_id, view->application.id,
                        c->today, &list, &moves));
    for (size_t i = 0; i < list.n; i++)
        view->n_moves += moves[i];
    if (view->is_self)
        return RC_OK;
    TRY(access_check(c->ro, c->arena, c->viewer, RIGHT_placement_edit, OBJECT_COHORT,
                     view->application.cohort_id, &scope));
    TRY(q_application_list(c->ro, c->arena, &scope, c->today, &names));
    struct buf moved = buf_on(c->arena, 64);
    view->replacements = NEW_ARRAY(c->arena, struct choice, names.n + 1);
    for (size_t i = 0; i < names.n; i++) { // both lists stand in the same order
        const struct application_list_row *const row = &names.rows[i];
        if (moves[i])
            buf_fmt(&moved, "%s" STR_FMT, moved.n > 0 ? ", " : "", STR_ARG(row->name));
        if (row->id != view->application.id && str_eq(row->consent, STR("yes")) &&
            !str_eq(row->placement, STR("placed")))
            view->replacements[view->n_replacements++] =
                (struct choice){str_fmt(c->arena, "%" PRId64, row->id),
                                str_is(row->organisation_name)
                                    ? str_fmt(c->arena, STR_FMT " (" STR_FMT ")",
                                              STR_ARG(row->name), STR_ARG(row->organisation_name))
                                    : row->name,
                                false};
    }
    view->moves = buf_done(&moved);
    return RC_OK;
}

static enum rc view_load(struct ctx *c, struct stop_view *view) {
    struct waiting_cohort_row cohort;
    TRY(q_waiting_get(c->ro, c->arena, c->scope, &view->application));
    TRY(q_waiting_cohort(c->ro, c->arena, view->application.cohort_id, c->today, &cohort));
    view->is_placed = str_eq(view->application.placement, STR("placed"));
    view->started = cohort.started;
    view->is_self = view->application.person_id == c->viewer->person;
    view->replacement = (struct field){.name = "vervanger",
                                       .label = text_cohort_stop_replacement(c->arena, c->lang)};
    view->reason = (struct field){.name = "reden",
                                  .type = "text",
                                  .max = 300,
                                  .value = STR(""),
                                  .label = text_cohort_reason(c->arena, c->lang),
                                  .help = text_cohort_stop_reason_help(c->arena, c->lang)};
    return view->is_placed ? others_fill(c, view) : RC_OK;
}

static enum rc view_show(struct ctx *c, struct stop_view *view) {
    view->layout =
        layout_of(c,
                  view->is_self ? text_cohort_stop_self(c->arena, c->lang)
                                : text_cohort_stop_title(c->arena, c->lang, view->application.name),
                  "cohort");
    if (!view->is_self) {
        layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
        layout_crumb(&view->layout, view->application.cohort_name,
                     url_cohort(c->arena, view->application.cohort_id));
        layout_crumb(&view->layout, text_cohort_tab_applications(c->arena, c->lang),
                     url_cohort_applications(c->arena, view->application.cohort_id));
    }
    struct page *page = reply_page(c);
    stop_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc application_stop_get(struct ctx *c) {
    struct stop_view view = {0};
    TRY(view_load(c, &view));
    return view_show(c, &view);
}

static bool offered(const struct stop_view *view, struct str value) {
    for (size_t i = 0; i < view->n_replacements; i++)
        if (str_eq(view->replacements[i].value, value))
            return true;
    return false;
}

enum rc application_stop_post(struct ctx *c) {
    struct stop_view view = {0};
    struct stopping stopping = {.application = &view.application};
    struct str reason = STR("");
    int64_t n_up;
    TRY(view_load(c, &view));
    if (instant_is(view.application.withdrawn_at))
        return RC_CONFLICT;
    form_text(c, &view.reason, &view.mistakes, &reason);
    const struct str value = form_value(c, "vervanger");
    view.replacement.value = value;
    if (str_is(value) && (!offered(&view, value) || str_i64(value, &stopping.replacement) != RC_OK))
        form_mistake(&view.replacement, text_cohort_stop_not_offered(c->arena, c->lang),
                     &view.mistakes);
    if (view.mistakes > 0)
        return view_show(c, &view);
    struct placement placement = {
        .cohort = view.application.cohort_id,
        .by_person = c->viewer->person,
        .as_role = view.is_self ? ROLE_PARTICIPANT
                                : access_acting_role(c->scope->reach, RIGHT_application_withdraw),
        .today = c->today,
        .now = c->now,
        .reason = str_is(reason) ? reason : STR_NONE};
    TRY(waiting_stop(c->db, c->arena, &placement, &stopping, &n_up));
    TRY(notice_set(c, n_up > 0 ? text_cohort_stopped_up(c->arena, c->lang, n_up)
                               : text_cohort_stopped(c->arena, c->lang)));
    if (view.is_self)
        return reply_redirect(c, (struct url){STR("/")});
    return reply_redirect(c, url_cohort_applications(c->arena, view.application.cohort_id));
}

// ---- what happened ------------------------------------------------------------------------------

struct str history_text(struct arena *arena, enum lang lang,
                        const struct waiting_history_row *row) {
    if (str_eq(row->kind, STR("consent")))
        return str_eq(row->outcome, STR("yes")) ? text_of(lang, T_cohort_was_consented)
                                                : text_of(lang, T_cohort_was_refused);
    if (str_eq(row->cause, STR("moved_up")))
        return str_is(row->other_name) ? text_cohort_was_moved_up(arena, lang, row->other_name)
                                       : text_of(lang, T_cohort_was_moved_up_free);
    if (str_eq(row->cause, STR("replaces")))
        return text_cohort_was_replacing(arena, lang, row->other_name);
    if (str_eq(row->outcome, STR("withdrawn")))
        return text_of(lang, T_cohort_was_stopped);
    return text_of(lang, str_eq(row->outcome, STR("placed")) ? T_cohort_was_placed
                                                             : T_cohort_was_waiting);
}

enum rc application_history_get(struct ctx *c) {
    struct history_view view = {0};
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view.cohort));
    TRY(q_waiting_history(c->ro, c->arena, c->scope, &view.history));
    view.tabs = cohort_tabs(c, COHORT_TAB_APPLICATIONS);
    view.layout = layout_of(c, text_cohort_history(c->arena, c->lang), "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view.layout, view.cohort.name, url_cohort(c->arena, view.cohort.id));
    layout_crumb(&view.layout, text_cohort_tab_applications(c->arena, c->lang),
                 url_cohort_applications(c->arena, view.cohort.id));
    struct page *page = reply_page(c);
    history_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}
