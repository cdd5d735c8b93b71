// SPDX-License-Identifier: EUPL-1.2
// The pages of applications: the list with both decisions, choosing who is placed, a manager's
// consent.
#include "feature/cohort/application_pages.h"
#include "cohort_html.h"
#include "feature/decision/decision.h"

// Everything a page about the applications of one cohort starts from.
struct desk {
    struct cohort_get_row cohort;
    struct application_list list;
    struct cohort_problem problem;
};

static enum rc desk_load(struct ctx *c, struct desk *desk) {
    struct application_hierarchy hierarchy;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &desk->cohort));
    TRY(q_application_list(c->ro, c->arena, c->scope, c->today, &desk->list));
    TRY(q_application_hierarchy(c->ro, c->arena, c->scope, c->today, &hierarchy));
    return cohort_problem_of(c->arena, &desk->cohort, &desk->list, &hierarchy, &desk->problem);
}

static void name_breaches(struct ctx *c, const struct desk *desk, struct application_view *view,
                          const struct composition_breach *breaches, size_t n) {
    view->breaches = NEW_ARRAY(c->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        view->breaches[view->n_breaches++] =
            cohort_breach_text(c->arena, c->lang, &desk->problem, &desk->list, breaches[i]);
}

static enum rc rows_fill(struct ctx *c, const struct desk *desk, const bool *placed,
                         struct application_view *view) {
    view->rows = NEW_ARRAY(c->arena, struct application_view_row, desk->list.n + 1);
    view->n_rows = desk->list.n;
    for (size_t i = 0; i < desk->list.n; i++) {
        const struct application_list_row *row = &desk->list.rows[i];
        struct application_view_row *shown = &view->rows[i];
        *shown = (struct application_view_row){.row = row, .placed = placed[i]};
        if (view->may_read)
            TRY(vault_open(ctx_vault(c), c->arena, row->person_id, "application.learning_question",
                           row->learning_question, &shown->learning_question));
        view->n_consent += str_eq(row->consent, STR("yes"));
        view->n_refused += str_eq(row->consent, STR("no"));
        view->n_open += !str_is(row->consent);
        view->n_chosen += placed[i];
        view->n_saved += str_eq(row->placement, STR("placed"));
        if (!placed[i])
            shown->why =
                cohort_why_text(c->arena, c->lang, &desk->problem, &desk->list,
                                composition_why(&desk->problem.problem, placed, (int32_t)i));
    }
    return RC_OK;
}

static enum rc view_show(struct ctx *c, const struct desk *desk, const bool *placed,
                         struct application_view *view) {
    const uint32_t reach = c->scope->reach;
    view->may_read = access_allows(reach, RIGHT_question_read);
    TRY(rows_fill(c, desk, placed, view));
    view->tabs = cohort_tabs(c, COHORT_TAB_APPLICATIONS);
    view->cohort = desk->cohort;
    view->may_place = access_allows(reach, RIGHT_placement_edit);
    view->may_decide = access_allows(reach, RIGHT_application_decide);
    view->layout =
        layout_of(c, text_cohort_applications_of(c->arena, c->lang, desk->cohort.name), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, desk->cohort.name, url_cohort(c->arena, desk->cohort.id));
    struct page *page = reply_page(c);
    applications_html(page, view);
    reply_page_done(c, page, view->refused ? 422 : 200);
    return RC_OK;
}

static struct field reason_field(struct ctx *c) {
    return (struct field){.name = "reden",
                          .type = "text",
                          .max = 300,
                          .value = STR(""),
                          .label = text_cohort_override(c->arena, c->lang),
                          .help = text_cohort_override_help(c->arena, c->lang)};
}

// What was decided before; or, when nobody is placed yet, what the engine proposes.
enum rc application_list_get(struct ctx *c) {
    struct desk desk;
    struct application_view view = {.reason = reason_field(c)};
    TRY(desk_load(c, &desk));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &application_list_shape, desk.list.rows, desk.list.n);
    bool *placed = NEW_ARRAY(c->arena, bool, desk.list.n + 1), any = false;
    for (size_t i = 0; i < desk.list.n; i++)
        any |= placed[i] = str_eq(desk.list.rows[i].placement, STR("placed"));
    if ((!any || str_is(form_value(c, "voorstel"))) && desk.list.n > 0) {
        const enum rc rc = composition_solve(c->arena, &desk.problem.problem, &view.composition);
        if (rc == RC_OK)
            placed = view.composition.placed;
        else
            name_breaches(c, &desk, &view, view.composition.breaches, view.composition.n_breaches);
        view.proposed = rc == RC_OK;
        view.infeasible = rc != RC_OK;
    }
    return view_show(c, &desk, placed, &view);
}

static void placed_read(struct ctx *c, const struct application_list *list, bool *placed) {
    struct str *chosen;
    const size_t n = form_values(c, "plaats", &chosen);
    for (size_t k = 0; k < n; k++) {
        int64_t id;
        if (str_i64(chosen[k], &id) != RC_OK)
            continue;
        for (size_t i = 0; i < list->n; i++)
            placed[i] |= list->rows[i].id == id;
    }
}

enum rc application_place_post(struct ctx *c) {
    struct desk desk;
    struct application_view view = {.reason = reason_field(c)};
    const struct composition_breach *breaches;
    struct str reason;
    int mistakes = 0;
    TRY(desk_load(c, &desk));
    bool *placed = NEW_ARRAY(c->arena, bool, desk.list.n + 1);
    placed_read(c, &desk.list, placed);
    form_text(c, &view.reason, &mistakes, &reason);
    const size_t n = composition_breaches(c->arena, &desk.problem.problem, placed, &breaches);
    if (mistakes > 0 || (n > 0 && !str_is(reason))) {
        view.refused = true;
        name_breaches(c, &desk, &view, breaches, n);
        return view_show(c, &desk, placed, &view);
    }
    const struct placement placement = {
        .cohort = desk.cohort.id,
        .by_person = c->viewer->person,
        .as_role = access_acting_role(c->viewer->roles, RIGHT_placement_edit),
        .today = c->today,
        .now = c->now,
        .reason = str_is(reason) ? reason : STR_NONE};
    TRY(cohort_place(c->db, c->arena, &placement, &desk.list, placed));
    int64_t n_placed = 0;
    for (size_t i = 0; i < desk.list.n; i++)
        n_placed += placed[i];
    TRY(notice_set(
        c, text_cohort_placed(c->arena, c->lang, n_placed, (int64_t)desk.list.n - n_placed)));
    return reply_redirect(c, url_cohort_applications(c->arena, desk.cohort.id));
}

// ---- consent
// -------------------------------------------------------------------------------------

static enum rc consent_view_of(struct ctx *c, struct consent_view *view) {
    TRY(q_application_get(c->ro, c->arena, c->scope, &view->application));
    view->outcome = (struct field){.name = "besluit",
                                   .required = true,
                                   .label = text_cohort_consent_question(c->arena, c->lang)};
    view->day = (struct field){.name = "datum",
                               .type = "date",
                               .required = true,
                               .value = day_iso(c->arena, c->today),
                               .label = text_cohort_consent_day(c->arena, c->lang)};
    view->reason = (struct field){.name = "reden",
                                  .type = "text",
                                  .max = 300,
                                  .value = STR(""),
                                  .label = text_cohort_reason(c->arena, c->lang)};
    return RC_OK;
}

static enum rc consent_show(struct ctx *c, struct consent_view *view) {
    const struct str chosen = view->outcome.value;
    view->outcomes[0] = (struct choice){STR("yes"), text_cohort_consent_yes(c->arena, c->lang),
                                        str_eq(chosen, STR("yes"))};
    view->outcomes[1] = (struct choice){STR("no"), text_cohort_consent_no(c->arena, c->lang),
                                        str_eq(chosen, STR("no"))};
    view->layout = layout_of(
        c, text_cohort_consent_title(c->arena, c->lang, view->application.name), "cohort");
    struct page *page = reply_page(c);
    consent_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc application_consent_get(struct ctx *c) {
    struct consent_view view = {0};
    TRY(consent_view_of(c, &view));
    view.outcome.value = view.application.consent;
    return consent_show(c, &view);
}

enum rc application_consent_post(struct ctx *c) {
    struct consent_view view = {0};
    struct str outcome, reason;
    struct day day = c->today;
    TRY(consent_view_of(c, &view));
    form_text(c, &view.outcome, &view.mistakes, &outcome);
    form_day(c, &view.day, &view.mistakes, &day);
    form_text(c, &view.reason, &view.mistakes, &reason);
    if (view.mistakes == 0 && !str_eq(outcome, STR("yes")) && !str_eq(outcome, STR("no")))
        form_mistake(&view.outcome, text_cohort_consent_choose(c->arena, c->lang), &view.mistakes);
    if (view.mistakes == 0 && day.n > c->today.n)
        form_mistake(&view.day, text_cohort_consent_future(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return consent_show(c, &view);
    const uint32_t reach = c->scope->reach;
    const enum role role = access_acting_role(reach, RIGHT_application_decide);
    const struct decision decision = {.kind = STR("consent"),
                                      .subject = view.application.id,
                                      .outcome = outcome,
                                      .by_person = c->viewer->person,
                                      .as_role = role,
                                      .day = day,
                                      .now = c->now,
                                      .reason = str_is(reason) ? reason : STR_NONE};
    int64_t id;
    TRY(decision_record(c->db, c->arena, &decision, &id));
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    if (role == ROLE_LINE_MANAGER)
        return reply_redirect(c, (struct url){STR("/")});
    return reply_redirect(c, url_cohort_applications(c->arena, view.application.cohort_id));
}
