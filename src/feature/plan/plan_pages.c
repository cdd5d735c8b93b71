// SPDX-License-Identifier: EUPL-1.2
// The pages of groups and of plans: the groups of a cohort, their sheets, a plan with its
// certificate, and the three buttons: ask, stop, use. Who met whom: meetings_pages.c.
#include "feature/plan/plan.h"
#include "job_sql.h"
#include "plan_html.h"

// ---- groups ----------------------------------------------------------------------------------

struct group_row {
    int64_t module;
    struct str title, group;
    struct opt_int person_id;
    struct str name, organisation;
};
static const struct column group_columns[] = {
    {"module", VALUE_INT, false, offsetof(struct group_row, module)},
    {"title", VALUE_TEXT, false, offsetof(struct group_row, title)},
    {"group", VALUE_TEXT, false, offsetof(struct group_row, group)},
    {"person_id", VALUE_OPT_INT, true, offsetof(struct group_row, person_id)},
    {"name", VALUE_TEXT, true, offsetof(struct group_row, name)},
    {"organisation", VALUE_TEXT, true, offsetof(struct group_row, organisation)},
};
static const struct shape groups_shape = {"groups", sizeof(struct group_row),
                                          COUNT_OF(group_columns), group_columns};

static struct group_row row_of(struct ctx *c, const struct groups *groups, size_t m, size_t i) {
    const struct grouping_modules_row *module = &groups->modules.rows[m];
    const int64_t number = groups_place(groups, m, i);
    struct group_row row = {
        .module = module->position,
        .title = groups_module_title(c->arena, c->lang, module),
        .group = groups_letter(c->arena, number),
    };
    if (groups_shown(groups, m, number)) {
        const struct grouping_people_row *person = &groups->people.rows[i];
        row.person_id = (struct opt_int){person->id, true};
        row.name = person->name;
        row.organisation = person->organisation;
    }
    return row;
}

static enum rc groups_reply_rows(struct ctx *c, const struct groups *groups) {
    struct group_row *rows =
        NEW_ARRAY(c->arena, struct group_row, groups->modules.n * groups->people.n);
    size_t n = 0;
    for (size_t m = 0; m < groups->modules.n; m++)
        for (int64_t number = 1; number <= groups->n_groups[m]; number++)
            for (size_t i = 0; i < groups->people.n; i++)
                if (groups_place(groups, m, i) == number)
                    rows[n++] = row_of(c, groups, m, i);
    return reply_rows(c, &groups_shape, rows, n);
}

static bool is_state(const struct plan_get_row *plan, const char *state) {
    return str_eq(plan->state, str_from_c(state));
}

static bool plan_waits(const struct plan_get_row *plan) {
    return is_state(plan, "waiting") || is_state(plan, "running");
}

// What planning needs to know, for who may plan.
static enum rc planning_load(struct ctx *c, struct groups_view *view) {
    struct plan_marks_row marks;
    TRY(q_plan_marks(c->ro, c->arena, c->scope, &marks));
    if (marks.newest.is && !(marks.in_use.is && marks.in_use.v == marks.newest.v)) {
        TRY(q_plan_get(c->ro, c->arena, c->scope, marks.newest.v, &view->newest));
        view->has_newest = plan_waits(&view->newest) || view->newest.objective.is;
    }
    const struct plan_input input =
        plan_input_of(c->arena, &view->groups, view->cohort.n_groups, c->today);
    view->enough = plan_input_enough(&input);
    return RC_OK;
}

static enum rc groups_view_load(struct ctx *c, struct groups_view *view) {
    const uint32_t reach = c->scope->reach;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(groups_load(c->ro, c->arena, c->scope, c->today, groups_all_names(reach), &view->groups));
    view->may_plan =
        access_allows(reach, RIGHT_grouping_plan) && access_allows(reach, RIGHT_plan_read);
    view->today = c->today;
    return RC_OK;
}

static struct layout cohort_layout(struct ctx *c, const struct cohort_get_row *cohort,
                                   struct str title) {
    struct layout layout = layout_of(c, title, "cohort");
    layout_crumb(&layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&layout, cohort->name, url_cohort(c->arena, cohort->id));
    return layout;
}

static enum rc groups_show(struct ctx *c, struct groups_view *view, int status) {
    if (view->may_plan)
        TRY(planning_load(c, view));
    view->tabs = cohort_tabs(c, COHORT_TAB_GROUPS);
    view->layout = cohort_layout(c, &view->cohort, text_plan_groups_title(c->arena, c->lang));
    struct page *page = reply_page(c);
    plan_groups_html(page, view);
    reply_page_done(c, page, status);
    return RC_OK;
}

static enum rc groups_get(struct ctx *c) {
    struct groups_view view = {0};
    TRY(groups_view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return groups_reply_rows(c, &view.groups);
    return groups_show(c, &view, 200);
}

static enum rc groups_print_get(struct ctx *c) {
    struct groups_view view = {.print = true};
    TRY(groups_view_load(c, &view));
    view.printed_by = c->viewer->name;
    view.layout = cohort_layout(c, &view.cohort, text_plan_groups_title(c->arena, c->lang));
    layout_crumb(&view.layout, text_plan_groups(c->arena, c->lang),
                 url_cohort_groups(c->arena, view.cohort.id));
    struct page *page = reply_page(c);
    plan_print_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc plan_ask_post(struct ctx *c) {
    int64_t plan;
    const enum rc rc = plan_ask(c->db, c->arena, c->scope, c->today, c->now, &plan);
    if (rc == RC_OK)
        return reply_redirect(c, url_plan(c->arena, plan));
    if (rc != RC_INVALID)
        return rc;
    struct groups_view view = {0};
    TRY(groups_view_load(c, &view));
    return groups_show(c, &view, 422);
}

// ---- one plan --------------------------------------------------------------------------------

int64_t plan_pairs(int64_t n_people) {
    return n_people * (n_people - 1) / 2;
}

struct str plan_certificate_title(enum lang lang, const struct plan_get_row *plan) {
    if (plan->objective.v == plan_pairs(plan->n_people))
        return text_of(lang, T_plan_everybody);
    return text_of(lang, plan->objective.v == plan->bound.v ? T_plan_best : T_plan_good);
}

struct str plan_state_label(enum lang lang, const struct plan_view *view) {
    if (view->in_use)
        return text_of(lang, T_plan_state_in_use);
    if (view->waits)
        return text_of(lang, is_state(&view->plan, "running") ? T_plan_state_running
                                                              : T_plan_state_waiting);
    return text_of(lang, is_state(&view->plan, "cancelled") ? T_plan_state_stopped
                         : view->found                      ? T_plan_state_found
                                                            : T_plan_state_none);
}

// Rows come person by person; the people become the seats of a count.
static void people_count(struct ctx *c, const struct plan_places *places, struct plan_view *view) {
    const size_t n = (size_t)view->plan.n_people, n_rounds = (size_t)view->plan.n_rounds;
    int64_t *place = NEW_ARRAY(c->arena, int64_t, n * n_rounds);
    struct meeting_round *rounds = NEW_ARRAY(c->arena, struct meeting_round, n_rounds);
    view->people = NEW_ARRAY(c->arena, struct plan_person, n);
    for (size_t k = 0; k < places->n; k++) {
        const struct plan_places_row *row = &places->rows[k];
        if (k == 0 || row->person_id != row[-1].person_id)
            view->people[view->n_people++] = (struct plan_person){row->name, row->letter, 0, 0};
        place[(size_t)(row->round - 1) * n + view->n_people - 1] = row->group_number;
    }
    const struct meeting *meetings = meetings_of(c->arena, rounds, n_rounds, place, n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            view->people[i].met += meetings[i * n + j].times > 0;
            view->people[i].meetings += meetings[i * n + j].times;
        }
}

static struct str conflict_text(struct ctx *c, const struct plan_input *input,
                                enum plan_rule rule) {
    if (rule == PLAN_RULE_NUMBERS)
        return text_plan_conflict_numbers(c->arena, c->lang, (int64_t)input->n_people,
                                          input->n_groups);
    if (rule == PLAN_RULE_NOT_FOUND)
        return text_plan_conflict_not_found(c->arena, c->lang);
    return text_plan_conflict_rules(c->arena, c->lang, str_from_c(plan_rule_name(rule)));
}

static enum rc conflicts_fill(struct ctx *c, struct plan_view *view) {
    struct plan_input input;
    enum plan_rule *rules;
    size_t n;
    TRY(plan_input_read(c->arena, view->plan.input, &input));
    TRY(plan_conflicts_read(c->arena, view->plan.conflicts, &rules, &n));
    view->conflicts = NEW_ARRAY(c->arena, struct str, n);
    for (size_t i = 0; i < n; i++)
        view->conflicts[view->n_conflicts++] = conflict_text(c, &input, rules[i]);
    return RC_OK;
}

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
    TRY(q_plan_marks(c->ro, c->arena, cohort, &marks));
    TRY(q_plan_places(c->ro, c->arena, cohort, view->plan.id, c->today, &places));
    view->waits = plan_waits(&view->plan);
    view->found = view->plan.objective.is && !view->waits;
    view->in_use = marks.in_use.is && marks.in_use.v == view->plan.id;
    view->may_plan =
        access_allows(reach, RIGHT_plan_edit) && access_allows(reach, RIGHT_grouping_plan);
    if (view->found) {
        people_count(c, &places, view);
        TRY(plan_stale(c->ro, c->arena, cohort, &view->plan, c->today, &view->stale));
    }
    return str_is(view->plan.conflicts) ? conflicts_fill(c, view) : RC_OK;
}

static enum rc plan_show(struct ctx *c, const struct scope *cohort, bool refused) {
    struct plan_view view = {.refused = refused};
    TRY(plan_view_load(c, cohort, &view));
    view.layout = cohort_layout(c, &view.cohort, text_plan_title(c->arena, c->lang));
    layout_crumb(&view.layout, text_plan_groups(c->arena, c->lang),
                 url_cohort_groups(c->arena, view.cohort.id));
    view.layout.refresh = view.waits;
    struct page *page = reply_page(c);
    plan_html(page, &view);
    reply_page_done(c, page, refused ? 422 : 200);
    return RC_OK;
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
    TRY(cohort_scope(c, &cohort));
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
    return reply_redirect(c, url_cohort_groups(c->arena, cohort.object));
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
