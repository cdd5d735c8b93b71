// SPDX-License-Identifier: EUPL-1.2
// The page of applications: the list with both decisions, choosing who is placed. A manager's
// consent: consent_pages.c.
#include "feature/cohort/application_pages.h"
#include "cohort_html.h"
#include "feature/cohort/wish.h"

// Everything a page about the applications of one cohort starts from.
struct desk {
    struct cohort_get_row cohort;
    struct application_list list;
    struct cohort_problem problem;
};

static enum rc desk_load(struct ctx *c, struct desk *desk) {
    struct cohort_rules rules;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &desk->cohort));
    TRY(q_application_list(c->ro, c->arena, c->scope, c->today, &desk->list));
    TRY(cohort_rules_load(c->ro, c->arena, desk->cohort.id, c->today, &rules));
    const struct cohort_sizes sizes = {desk->cohort.places, desk->cohort.unit_min,
                                       desk->cohort.unit_max};
    return cohort_problem_of(c->arena, &sizes, &desk->list, &rules, &desk->problem);
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
        if (view->may_read) {
            TRY(vault_open(ctx_vault(c), c->arena, row->person_id, "application.learning_question",
                           row->learning_question, &shown->learning_question));
            TRY(vault_open(ctx_vault(c), c->arena, row->person_id, "application.motivation",
                           row->motivation, &shown->motivation));
        }
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

// Which placement was decided last, of how many: the same as long as nobody chose anew.
static struct str stamp_of(struct ctx *c, const struct application_list *list) {
    int64_t last = 0, n = 0;
    for (size_t i = 0; i < list->n; i++) {
        n += list->rows[i].placement_id.is;
        if (list->rows[i].placement_id.is && list->rows[i].placement_id.v > last)
            last = list->rows[i].placement_id.v;
    }
    return str_fmt(c->arena, "%" PRId64 "-%" PRId64 "-%zu", last, n, list->n);
}

static enum rc view_show(struct ctx *c, const struct desk *desk, const bool *placed,
                         struct application_view *view) {
    const uint32_t reach = c->scope->reach;
    struct wishes *const wishes = NEW(c->arena, struct wishes);
    view->may_read = access_allows(reach, RIGHT_question_read);
    TRY(rows_fill(c, desk, placed, view));
    view->stamp = stamp_of(c, &desk->list);
    if (view->may_read)
        TRY(wishes_load(c, &desk->list, wishes));
    view->wishes = wishes;
    if (view->proposed)
        view->baseline = composition_baseline(c->arena, &desk->problem.problem, 1);
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
    reply_page_done(c, page, view->refused || view->changed_since ? 422 : 200);
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

// Somebody else chose since this page was made, and otherwise than this choice.
static bool chosen_meanwhile(struct ctx *c, const struct application_list *list,
                             const bool *placed) {
    const struct str from = form_value(c, "stand");
    bool differs = false;
    for (size_t i = 0; i < list->n; i++)
        differs |= placed[i] != str_eq(list->rows[i].placement, STR("placed"));
    return differs && str_is(from) && !str_eq(from, stamp_of(c, list));
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
    if (chosen_meanwhile(c, &desk.list, placed)) {
        view.changed_since = true;
        return view_show(c, &desk, placed, &view);
    }
    const size_t n = composition_breaches(c->arena, &desk.problem.problem, placed, &breaches);
    if (mistakes > 0 || (n > 0 && !str_is(reason))) {
        view.refused = true;
        name_breaches(c, &desk, &view, breaches, n);
        return view_show(c, &desk, placed, &view);
    }
    struct placement placement = placement_of(c, desk.cohort.id);
    placement.reason = str_is(reason) ? reason : STR_NONE;
    TRY(cohort_place(c->db, c->arena, &placement, &desk.list, placed));
    int64_t n_placed = 0;
    for (size_t i = 0; i < desk.list.n; i++)
        n_placed += placed[i];
    TRY(notice_set(
        c, text_cohort_placed(c->arena, c->lang, n_placed, (int64_t)desk.list.n - n_placed)));
    return reply_redirect(c, url_cohort_applications(c->arena, desk.cohort.id));
}
