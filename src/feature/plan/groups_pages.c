// SPDX-License-Identifier: EUPL-1.2
// The pages of groups: those of each kind as they are, their sheets, and asking for a plan. One
// plan: plan_pages.c. Who met whom: meetings_pages.c.
#include "feature/plan/plan.h"
#include "plan_html.h"

struct group_row {
    struct opt_int module; // none: a group of the whole cohort
    struct str title, group;
    struct opt_int person_id;
    struct str name, organisation;
};
static const struct column group_columns[] = {
    {"module", VALUE_OPT_INT, true, offsetof(struct group_row, module)},
    {"title", VALUE_TEXT, false, offsetof(struct group_row, title)},
    {"group", VALUE_TEXT, false, offsetof(struct group_row, group)},
    {"person_id", VALUE_OPT_INT, true, offsetof(struct group_row, person_id)},
    {"name", VALUE_TEXT, true, offsetof(struct group_row, name)},
    {"organisation", VALUE_TEXT, true, offsetof(struct group_row, organisation)},
};
const struct shape groups_shape = {"groups", sizeof(struct group_row), COUNT_OF(group_columns),
                                   group_columns};

static struct group_row row_of(struct ctx *c, const struct groups *groups, size_t m, size_t i) {
    const struct grouping_modules_row *module = &groups->modules.rows[m];
    const int64_t number = groups_place(groups, m, i);
    struct group_row row = {
        .module = {module->position, groups->kind == GROUPING_SUBGROUP},
        .title = groups_title(c->arena, c->lang, groups, m),
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

// ---- the page --------------------------------------------------------------------------------

// The words of the address: "?soort=maatjes".
static const char *const kind_keys[GROUPING_KIND_N] = {
    [GROUPING_SUBGROUP] = "subgroepen",
    [GROUPING_INTERVISION] = "intervisie",
    [GROUPING_BUDDY] = "maatjes",
};

struct str grouping_key(enum grouping_kind kind) {
    return str_from_c(kind_keys[kind]);
}

static enum grouping_kind kind_asked(const struct ctx *c) {
    for (enum grouping_kind kind = 0; kind < GROUPING_KIND_N; kind++)
        if (str_eq(form_value(c, "soort"), grouping_key(kind)))
            return kind;
    return GROUPING_SUBGROUP;
}

struct url url_groups_of(struct arena *arena, int64_t cohort, enum grouping_kind kind) {
    if (kind == GROUPING_SUBGROUP)
        return url_cohort_groups(arena, cohort);
    return (struct url){
        str_fmt(arena, "/lichtingen/%" PRId64 "/groepen?soort=%s", cohort, kind_keys[kind])};
}

struct url url_print_of(struct arena *arena, int64_t cohort, enum grouping_kind kind) {
    if (kind == GROUPING_SUBGROUP)
        return url_plan_print(arena, cohort);
    return (struct url){
        str_fmt(arena, "/lichtingen/%" PRId64 "/groepen/print?soort=%s", cohort, kind_keys[kind])};
}

struct str grouping_label(enum lang lang, enum grouping_kind kind) {
    static const enum text_id labels[GROUPING_KIND_N] = {
        [GROUPING_SUBGROUP] = T_plan_kind_subgroup,
        [GROUPING_INTERVISION] = T_plan_kind_intervision,
        [GROUPING_BUDDY] = T_plan_kind_buddy,
    };
    return text_of(lang, labels[kind]);
}

struct str groups_title(struct arena *arena, enum lang lang, const struct groups *groups,
                        size_t module) {
    if (groups->kind == GROUPING_SUBGROUP)
        return groups_module_title(arena, lang, &groups->modules.rows[module]);
    return grouping_label(lang, groups->kind);
}

struct str groups_heading(enum lang lang, enum grouping_kind kind) {
    static const enum text_id titles[GROUPING_KIND_N] = {
        [GROUPING_SUBGROUP] = T_plan_groups_title,
        [GROUPING_INTERVISION] = T_plan_intervision_title,
        [GROUPING_BUDDY] = T_plan_buddy_title,
    };
    return text_of(lang, titles[kind]);
}

struct layout plan_layout(struct ctx *c, const struct cohort_get_row *cohort, struct str title) {
    struct layout layout = layout_of(c, title, "cohort");
    layout_crumb(&layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&layout, cohort->name, url_cohort(c->arena, cohort->id));
    return layout;
}

// What was asked for the plan in use is proposed again.
static enum rc wish_load(struct ctx *c, const struct plan_marks_row *marks,
                         struct groups_view *view) {
    view->wish = groups_wish_of(&view->groups, view->cohort.n_groups, c->today);
    if (!marks->in_use.is)
        return RC_OK;
    struct plan_get_row plan;
    struct plan_input input;
    TRY(q_plan_get(c->ro, c->arena, c->scope, marks->in_use.v, &plan));
    TRY(plan_input_read(c->arena, plan.input, &input));
    view->wish.apart = input.wish.apart;
    return RC_OK;
}

// What planning needs to know, for who may plan.
static enum rc planning_load(struct ctx *c, struct groups_view *view) {
    const struct groups *const groups = &view->groups;
    struct plan_marks_row marks;
    TRY(q_plan_marks(c->ro, c->arena, c->scope, grouping_word(groups->kind), &marks));
    if (marks.newest.is && !(marks.in_use.is && marks.in_use.v == marks.newest.v)) {
        TRY(q_plan_get(c->ro, c->arena, c->scope, marks.newest.v, &view->newest));
        view->has_newest = plan_waits(&view->newest) || view->newest.objective.is;
    }
    TRY(wish_load(c, &marks, view));
    view->enough = groups->modules.n > 0 && (int64_t)groups->people.n >= 4;
    view->n_unplaced = groups_unplaced(groups, c->today);
    view->n_away = groups_placed_away(groups, c->today);
    view->n_together = groups_broken(groups, c->today);
    view->outdated = groups->any && (view->n_unplaced > 0 || view->n_away > 0 ||
                                     groups->n_left > 0 || view->n_together > 0);
    return RC_OK;
}

static enum rc groups_view_load(struct ctx *c, struct groups_view *view) {
    const uint32_t reach = c->scope->reach;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(groups_load(c->ro, c->arena, c->scope, c->today, groups_all_names(reach), kind_asked(c),
                    &view->groups));
    view->may_plan =
        access_allows(reach, RIGHT_grouping_plan) && access_allows(reach, RIGHT_plan_read);
    view->today = c->today;
    return RC_OK;
}

static void form_fill(struct ctx *c, struct groups_view *view) {
    const int64_t n = view->wish.n_groups;
    view->n_groups = (struct field){
        .name = "groepen",
        .type = "number",
        .required = true,
        .value = str_fmt(c->arena, "%" PRId64, n),
        .label = text_plan_n_groups(c->arena, c->lang),
        .help = text_plan_n_groups_help(c->arena, c->lang, (int64_t)view->groups.people.n)};
}

// Why the viewer sits where: whom the own group of each module meets for the first time.
static void why_fill(struct ctx *c, struct groups_view *view) {
    const struct groups *const groups = &view->groups;
    const size_t n = groups->people.n;
    size_t me = 0;
    view->why = NEW_ARRAY(c->arena, struct str, groups->modules.n + 1);
    while (me < n && groups->people.rows[me].id != c->viewer->person)
        me++;
    if (me == n || groups->kind != GROUPING_SUBGROUP)
        return;
    const struct meeting *const meetings = groups_meetings(c->arena, groups, c->today);
    for (size_t m = 0; m < groups->modules.n; m++) {
        const int64_t mine = groups_there(groups, m, me);
        int64_t n_others = 0, n_new = 0;
        for (size_t i = 0; mine > 0 && i < n; i++) {
            const bool with_me = i != me && groups_there(groups, m, i) == mine;
            n_others += with_me;
            n_new += with_me && meetings[me * n + i].first == groups->modules.rows[m].position;
        }
        if (mine > 0)
            view->why[m] = text_plan_why_here(c->arena, c->lang, groups_letter(c->arena, mine),
                                              n_new, n_others);
    }
}

static enum rc groups_show(struct ctx *c, struct groups_view *view) {
    if (view->may_plan && view->mistakes == 0) {
        TRY(planning_load(c, view));
        form_fill(c, view);
    }
    for (enum grouping_kind kind = 0; kind < GROUPING_KIND_N; kind++)
        view->kinds[kind] = (struct link){grouping_label(c->lang, kind),
                                          url_groups_of(c->arena, view->cohort.id, kind),
                                          kind == view->groups.kind};
    why_fill(c, view);
    view->tabs = cohort_tabs(c, COHORT_TAB_GROUPS);
    view->layout = plan_layout(c, &view->cohort, groups_heading(c->lang, view->groups.kind));
    struct page *page = reply_page(c);
    plan_groups_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc groups_get(struct ctx *c) {
    struct groups_view view = {0};
    TRY(groups_view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return groups_reply_rows(c, &view.groups);
    return groups_show(c, &view);
}

enum rc groups_print_get(struct ctx *c) {
    struct groups_view view = {.print = true};
    TRY(groups_view_load(c, &view));
    view.printed_by = c->viewer->name;
    view.why = NEW_ARRAY(c->arena, struct str, view.groups.modules.n + 1);
    view.layout = plan_layout(c, &view.cohort, groups_heading(c->lang, view.groups.kind));
    layout_crumb(&view.layout, text_plan_groups(c->arena, c->lang),
                 url_groups_of(c->arena, view.cohort.id, view.groups.kind));
    struct page *page = reply_page(c);
    plan_print_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// ---- asking ----------------------------------------------------------------------------------

// A repair keeps the number of groups; who asks for buddies gets pairs.
static void wish_read(struct ctx *c, struct groups_view *view) {
    struct groups_wish *const wish = &view->wish;
    const int64_t n = (int64_t)view->groups.people.n;
    if (str_eq(form_value(c, "doe"), STR("herstel")) && view->groups.any) {
        wish->repair = true;
        return;
    }
    if (wish->kind == GROUPING_BUDDY || form_value(c, "groepen").p == NULL)
        return;
    form_int(c, &view->n_groups, 1, 100, &view->mistakes, &wish->n_groups);
    wish->apart = wish->kind == GROUPING_SUBGROUP && str_is(form_value(c, "gemengd"));
    if (view->mistakes == 0 && 2 * wish->n_groups > n)
        form_mistake(&view->n_groups, text_plan_n_groups_high(c->arena, c->lang, n, wish->n_groups),
                     &view->mistakes);
}

enum rc plan_ask_post(struct ctx *c) {
    struct groups_view view = {0};
    int64_t plan;
    TRY(groups_view_load(c, &view));
    TRY(planning_load(c, &view));
    form_fill(c, &view);
    wish_read(c, &view);
    if (view.mistakes > 0)
        return groups_show(c, &view);
    const enum rc rc = plan_ask(c->db, c->arena, c->scope, view.wish, c->today, c->now, &plan);
    if (rc == RC_OK)
        return reply_redirect(c, url_plan(c->arena, plan));
    if (rc != RC_INVALID)
        return rc;
    form_mistake(&view.n_groups,
                 text_plan_n_groups_high(c->arena, c->lang, (int64_t)view.groups.people.n,
                                         view.wish.n_groups),
                 &view.mistakes);
    return groups_show(c, &view);
}
