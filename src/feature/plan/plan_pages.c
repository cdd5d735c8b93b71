// SPDX-License-Identifier: EUPL-1.2
// The page of one plan with its certificate, and its two buttons: stop, use. What it shows is
// counted in plan_view.c. The route table of groups and plans.
#include "feature/plan/plan.h"
#include "job_sql.h"
#include "plan_html.h"

// The scope of the plan's cohort, with the right of the route: everything about a plan is read in
// it.
static enum rc cohort_scope(struct ctx *c, struct scope *ret_scope) {
    struct plan_cohort_row row;
    TRY(q_plan_cohort(c->ro, c->arena, c->scope, &row));
    return access_check(c->ro, c->arena, c->viewer, c->route->right, OBJECT_COHORT, row.cohort_id,
                        ret_scope);
}

static enum rc plan_view_load(struct ctx *c, const struct scope *cohort, struct plan_view *view) {
    struct plan_marks_row marks;
    struct plan_places places;
    const uint32_t reach = cohort->reach;
    TRY(q_cohort_get(c->ro, c->arena, cohort, &view->cohort));
    TRY(q_plan_get(c->ro, c->arena, cohort, c->scope->object, &view->plan));
    TRY(q_plan_marks(c->ro, c->arena, cohort, view->plan.grouping_kind, &marks));
    TRY(q_plan_places(c->ro, c->arena, cohort, view->plan.id, c->today, &places));
    view->waits = plan_waits(&view->plan);
    view->found = view->plan.objective.is && !view->waits;
    view->in_use = marks.in_use.is && marks.in_use.v == view->plan.id;
    view->may_plan =
        access_allows(reach, RIGHT_plan_edit) && access_allows(reach, RIGHT_grouping_plan);
    ENSURE(grouping_from_word(view->plan.grouping_kind, &view->kind));
    TRY(plan_input_read(c->arena, view->plan.input, &view->input));
    if (view->found) {
        TRY(plan_view_count(c, cohort, &places, view));
        TRY(plan_stale(c->ro, c->arena, cohort, &view->plan, c->today, &view->stale));
    }
    return str_is(view->plan.conflicts) ? plan_view_conflicts(c, view) : RC_OK;
}

static enum rc plan_show(struct ctx *c, const struct scope *cohort, bool refused) {
    struct plan_view view = {.refused = refused};
    TRY(plan_view_load(c, cohort, &view));
    view.layout = plan_layout(c, &view.cohort, plan_heading(c->lang, view.kind));
    layout_crumb(&view.layout, text_plan_groups(c->arena, c->lang),
                 url_groups_of(c->arena, view.cohort.id, view.kind));
    view.layout.refresh = view.waits;
    struct page *page = reply_page(c);
    plan_html(page, &view);
    reply_page_done(c, page, refused ? 422 : 200);
    return RC_OK;
}

struct str plan_heading(enum lang lang, enum grouping_kind kind) {
    static const enum text_id titles[GROUPING_KIND_N] = {
        [GROUPING_SUBGROUP] = T_plan_title,
        [GROUPING_INTERVISION] = T_plan_intervision_plan,
        [GROUPING_BUDDY] = T_plan_buddy_plan,
    };
    return text_of(lang, titles[kind]);
}

static enum rc plan_get(struct ctx *c) {
    struct scope cohort;
    TRY(cohort_scope(c, &cohort));
    return plan_show(c, &cohort, false);
}

static enum rc plan_stop_post(struct ctx *c) {
    struct scope cohort;
    struct plan_get_row plan;
    TRY(cohort_scope(c, &cohort));
    TRY(q_plan_get(c->ro, c->arena, &cohort, c->scope->object, &plan));
    TRY(q_job_cancel(c->db, plan.job_id, c->now, NULL));
    return reply_redirect(c, url_plan(c->arena, plan.id));
}

static enum rc plan_use_post(struct ctx *c) {
    struct scope cohort;
    struct plan_get_row plan;
    enum grouping_kind kind;
    TRY(cohort_scope(c, &cohort));
    TRY(q_plan_get(c->ro, c->arena, &cohort, c->scope->object, &plan));
    ENSURE(grouping_from_word(plan.grouping_kind, &kind));
    const struct confirmation confirmation = {
        .plan = c->scope->object,
        .as_role = access_acting_role(c->viewer->roles, RIGHT_plan_edit),
        .today = c->today,
        .now = c->now,
    };
    const enum rc rc = plan_confirm(c->db, c->arena, &cohort, &confirmation);
    if (rc == RC_INVALID)
        return plan_show(c, &cohort, true);
    TRY(rc);
    TRY(notice_set(c, text_plan_used(c->arena, c->lang)));
    return reply_redirect(c, url_groups_of(c->arena, cohort.object, kind));
}

static const struct route routes[] = {
    {METHOD_GET, "/lichtingen/{cohort}/groepen", "/cohorts/{cohort}/groups", RIGHT_grouping_read,
     OBJECT_COHORT, groups_get, .rows = &groups_shape,
     .summary = "Subgroups of a cohort per module; names as far as the viewer may know them"},
    {METHOD_GET, "/lichtingen/{cohort}/groepen/print", NULL, RIGHT_grouping_read, OBJECT_COHORT,
     groups_print_get, .rate = RATE_PAGE},
    {METHOD_POST, "/lichtingen/{cohort}/groepen/plan", NULL, RIGHT_grouping_plan, OBJECT_COHORT,
     plan_ask_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/ontmoetingen", "/cohorts/{cohort}/meetings",
     RIGHT_grouping_read, OBJECT_COHORT, meetings_get, .rows = &meetings_shape,
     .summary = "Pairs of participants, how often they are in one group and when first"},
    {METHOD_GET, "/plannen/{plan}", NULL, RIGHT_plan_read, OBJECT_PLAN, plan_get,
     .rate = RATE_PAGE},
    {METHOD_POST, "/plannen/{plan}/stop", NULL, RIGHT_plan_edit, OBJECT_PLAN, plan_stop_post,
     .rate = RATE_WRITE},
    {METHOD_POST, "/plannen/{plan}/gebruik", NULL, RIGHT_plan_edit, OBJECT_PLAN, plan_use_post,
     .rate = RATE_WRITE},
};
static const struct job_kind jobs[] = {{"rotation", plan_job_run}};
const struct feature plan_feature = {"plan", routes, COUNT_OF(routes), jobs, COUNT_OF(jobs)};
