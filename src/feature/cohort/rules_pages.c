// SPDX-License-Identifier: EUPL-1.2
// The page of a cohort's rules: places, seats per organisation, who is kept together or apart.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"

enum { MOST = 400 };

// ---- the form -----------------------------------------------------------------------------------

static struct str number(struct ctx *c, int64_t n) {
    return str_fmt(c->arena, "%" PRId64, n);
}

static struct str opt_number(struct ctx *c, struct opt_int n) {
    return n.is ? number(c, n.v) : STR("");
}

static struct field field_of(const char *name, int64_t value, struct ctx *c, struct str label) {
    return (struct field){.name = name,
                          .type = "number",
                          .required = true,
                          .value = number(c, value),
                          .label = label};
}

static void seats_fill(struct ctx *c, const struct rules_organisations *organisations,
                       struct rules_view *view) {
    view->seats = NEW_ARRAY(c->arena, struct seat_row, organisations->n + 1);
    view->n_seats = organisations->n;
    for (size_t i = 0; i < organisations->n; i++) {
        const struct rules_organisations_row *const o = &organisations->rows[i];
        view->seats[i] = (struct seat_row){
            .organisation = o,
            .least = {.name = str_c(c->arena, str_fmt(c->arena, "minst-%" PRId64, o->id)),
                      .type = "number",
                      .value = opt_number(c, o->least),
                      .label = text_cohort_seats_least_of(c->arena, c->lang, o->name)},
            .most = {.name = str_c(c->arena, str_fmt(c->arena, "hoogst-%" PRId64, o->id)),
                     .type = "number",
                     .value = opt_number(c, o->most),
                     .label = text_cohort_seats_most_of(c->arena, c->lang, o->name)},
        };
    }
}

// The rules as one text: a form carries those that it was made from.
static struct str stamp_of(struct ctx *c, const struct cohort_get_row *cohort,
                           const struct rules_organisations *organisations) {
    struct buf b = buf_on(c->arena, 64);
    buf_fmt(&b, "%" PRId64 "-%" PRId64 "-%" PRId64 "-%" PRId64, cohort->places, cohort->unit_min,
            cohort->unit_max, cohort->n_groups);
    for (size_t i = 0; i < organisations->n; i++)
        if (organisations->rows[i].least.is)
            buf_fmt(&b, ".%" PRId64 ":%" PRId64 "-%" PRId64, organisations->rows[i].id,
                    organisations->rows[i].least.v, organisations->rows[i].most.v);
    return buf_done(&b);
}

static void pair_fields(struct ctx *c, const struct application_list *list,
                        struct rules_view *view) {
    view->person_a = (struct field){
        .name = "een", .required = true, .label = text_cohort_pair_one(c->arena, c->lang)};
    view->person_b = (struct field){
        .name = "ander", .required = true, .label = text_cohort_pair_other(c->arena, c->lang)};
    view->kind = (struct field){.name = "soort",
                                .required = true,
                                .value = STR("apart"),
                                .label = text_cohort_pair_kind(c->arena, c->lang)};
    view->people = NEW_ARRAY(c->arena, struct choice, list->n + 1);
    if (list->n > 0)
        view->people[view->n_people++] =
            (struct choice){STR(""), text_cohort_pair_choose(c->arena, c->lang), false};
    for (size_t i = 0; i < list->n; i++)
        view->people[view->n_people++] =
            (struct choice){number(c, list->rows[i].person_id), list->rows[i].name, false};
}

static enum rc view_load(struct ctx *c, struct rules_view *view) {
    struct rules_organisations organisations;
    struct application_list list;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(q_rules_organisations(c->ro, c->arena, c->scope, c->today, &organisations));
    TRY(q_rules_pair_list(c->ro, c->arena, c->scope, &view->pairs));
    TRY(q_application_list(c->ro, c->arena, c->scope, c->today, &list));
    const struct cohort_get_row *const cohort = &view->cohort;
    view->places = field_of("plaatsen", cohort->places, c, text_cohort_places(c->arena, c->lang));
    view->unit_min =
        field_of("minimum", cohort->unit_min, c, text_cohort_unit_min(c->arena, c->lang));
    view->unit_max =
        field_of("maximum", cohort->unit_max, c, text_cohort_unit_max(c->arena, c->lang));
    view->n_groups =
        field_of("groepen", cohort->n_groups, c, text_cohort_n_groups(c->arena, c->lang));
    seats_fill(c, &organisations, view);
    pair_fields(c, &list, view);
    view->stamp = stamp_of(c, cohort, &organisations);
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct rules_view *view) {
    const struct str chosen = view->kind.value;
    view->kinds[0] = (struct choice){STR("apart"), text_cohort_pair_apart(c->arena, c->lang),
                                     str_eq(chosen, STR("apart"))};
    view->kinds[1] = (struct choice){STR("together"), text_cohort_pair_together(c->arena, c->lang),
                                     str_eq(chosen, STR("together"))};
    view->tabs = cohort_tabs(c, COHORT_TAB_APPLICATIONS);
    view->layout = layout_of(c, text_cohort_rules(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    layout_crumb(&view->layout, text_cohort_tab_applications(c->arena, c->lang),
                 url_cohort_applications(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    rules_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 || view->changed_since ? 422 : 200);
    return RC_OK;
}

enum rc rules_get(struct ctx *c) {
    struct rules_view view = {0};
    TRY(view_load(c, &view));
    return view_show(c, &view);
}

// ---- sizes and seats ----------------------------------------------------------------------------

struct typed {
    int64_t places, unit_min, unit_max, n_groups;
    struct opt_int *least, *most; // [n_seats]
};

static void typed_check(struct ctx *c, struct rules_view *view, struct typed *typed) {
    int64_t sum = 0;
    for (size_t i = 0; i < view->n_seats; i++) {
        struct seat_row *const row = &view->seats[i];
        if (typed->least[i].is && !typed->most[i].is)
            typed->most[i] = (struct opt_int){typed->places, true};
        if (typed->most[i].is && !typed->least[i].is)
            typed->least[i] = (struct opt_int){0, true};
        sum += typed->least[i].is ? typed->least[i].v : 0;
        if (typed->least[i].is && typed->most[i].v < typed->least[i].v)
            form_mistake(&row->most, text_cohort_seats_most_low(c->arena, c->lang),
                         &view->mistakes);
    }
    if (typed->unit_max < typed->unit_min)
        form_mistake(&view->unit_max, text_cohort_unit_max_low(c->arena, c->lang), &view->mistakes);
    if (typed->n_groups > typed->places)
        form_mistake(&view->n_groups, text_cohort_n_groups_high(c->arena, c->lang),
                     &view->mistakes);
    if (sum > typed->places)
        form_mistake(&view->places,
                     text_cohort_seats_too_many(c->arena, c->lang, sum, typed->places),
                     &view->mistakes);
}

static struct typed typed_read(struct ctx *c, struct rules_view *view) {
    struct typed typed = {.least = NEW_ARRAY(c->arena, struct opt_int, view->n_seats + 1),
                          .most = NEW_ARRAY(c->arena, struct opt_int, view->n_seats + 1)};
    form_int(c, &view->places, 2, MOST, &view->mistakes, &typed.places);
    form_int(c, &view->unit_min, 0, MOST, &view->mistakes, &typed.unit_min);
    form_int(c, &view->unit_max, 1, MOST, &view->mistakes, &typed.unit_max);
    form_int(c, &view->n_groups, 1, 100, &view->mistakes, &typed.n_groups);
    for (size_t i = 0; i < view->n_seats; i++) {
        form_opt_int(c, &view->seats[i].least, 0, MOST, &view->mistakes, &typed.least[i]);
        form_opt_int(c, &view->seats[i].most, 0, MOST, &view->mistakes, &typed.most[i]);
    }
    if (view->mistakes == 0)
        typed_check(c, view, &typed);
    return typed;
}

static struct str typed_stamp(struct ctx *c, const struct rules_view *view,
                              const struct typed *typed) {
    struct rules_organisations organisations = {
        NEW_ARRAY(c->arena, struct rules_organisations_row, view->n_seats + 1), view->n_seats};
    for (size_t i = 0; i < view->n_seats; i++)
        organisations.rows[i] =
            (struct rules_organisations_row){.id = view->seats[i].organisation->id,
                                             .least = typed->least[i],
                                             .most = typed->most[i]};
    return stamp_of(c,
                    &(struct cohort_get_row){.places = typed->places,
                                             .unit_min = typed->unit_min,
                                             .unit_max = typed->unit_max,
                                             .n_groups = typed->n_groups},
                    &organisations);
}

static enum rc typed_save(struct ctx *c, const struct rules_view *view, const struct typed *typed) {
    const int64_t cohort = view->cohort.id;
    TRY(q_rules_set(c->db, cohort, typed->places, typed->unit_min, typed->unit_max, typed->n_groups,
                    NULL));
    TRY(q_rules_seats_clear(c->db, cohort, NULL));
    for (size_t i = 0; i < view->n_seats; i++)
        if (typed->least[i].is)
            TRY(q_rules_seat_add(c->db, cohort, view->seats[i].organisation->id, typed->least[i].v,
                                 typed->most[i].v, NULL));
    return RC_OK;
}

enum rc rules_post(struct ctx *c) {
    struct rules_view view = {0};
    int64_t n_up = 0;
    TRY(view_load(c, &view));
    const struct typed typed = typed_read(c, &view);
    const struct str from = form_value(c, "stand");
    if (view.mistakes > 0)
        return view_show(c, &view);
    if (str_is(from) && !str_eq(from, view.stamp) &&
        !str_eq(typed_stamp(c, &view, &typed), view.stamp)) {
        view.changed_since = true;
        return view_show(c, &view);
    }
    TRY(typed_save(c, &view, &typed));
    const struct placement placement = placement_of(c, view.cohort.id);
    TRY(waiting_move_up(c->db, c->arena, &placement, 0, &n_up));
    TRY(notice_set(c, n_up > 0 ? text_cohort_rules_saved_up(c->arena, c->lang, n_up)
                               : text_cohort_rules_saved(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_applications(c->arena, view.cohort.id));
}

// ---- pairs --------------------------------------------------------------------------------------

static bool applied(const struct rules_view *view, int64_t person) {
    int64_t id;
    for (size_t i = 0; i < view->n_people; i++)
        if (str_i64(view->people[i].value, &id) == RC_OK && id == person)
            return true;
    return false;
}

static enum rc pair_add(struct ctx *c, struct rules_view *view) {
    int64_t a = 0, b = 0;
    struct str kind = STR("");
    form_int(c, &view->person_a, 1, INT64_MAX, &view->mistakes, &a);
    form_int(c, &view->person_b, 1, INT64_MAX, &view->mistakes, &b);
    form_text(c, &view->kind, &view->mistakes, &kind);
    if (view->mistakes == 0 && (!applied(view, a) || !applied(view, b) || a == b))
        form_mistake(&view->person_b, text_cohort_pair_wrong(c->arena, c->lang), &view->mistakes);
    if (view->mistakes == 0 && !str_eq(kind, STR("apart")) && !str_eq(kind, STR("together")))
        form_mistake(&view->kind, text_cohort_pair_wrong(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return RC_INVALID;
    return q_rules_pair_add(c->db, view->cohort.id, a < b ? a : b, a < b ? b : a, kind,
                            c->viewer->person, c->now, NULL);
}

enum rc rules_pairs_post(struct ctx *c) {
    struct rules_view view = {0};
    int64_t id;
    TRY(view_load(c, &view));
    if (str_i64(form_value(c, "weg"), &id) == RC_OK) {
        TRY(q_rules_pair_drop(c->db, view.cohort.id, id, NULL));
    } else {
        const enum rc rc = pair_add(c, &view);
        view.pair_mistake = rc == RC_INVALID;
        if (rc == RC_INVALID)
            return view_show(c, &view);
        TRY(rc);
    }
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_rules(c->arena, view.cohort.id));
}
