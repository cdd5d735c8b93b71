// SPDX-License-Identifier: EUPL-1.2
// The page on which somebody asks to take part, and sees what became of it.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"
#include "feature/cohort/consent.h"

enum { WRITTEN_MAX = 2000, NAMED_MAX = 120, WEEK_HOURS = 40, QUARTERS = 4 };

static void fields_fill(struct ctx *c, struct apply_view *view) {
    view->cohort = (struct field){
        .name = "lichting", .required = true, .label = text_cohort_one(c->arena, c->lang)};
    view->question = (struct field){.name = "leervraag",
                                    .required = true,
                                    .max = WRITTEN_MAX,
                                    .label = text_cohort_question(c->arena, c->lang),
                                    .help = text_cohort_question_help(c->arena, c->lang)};
    view->motivation = (struct field){.name = "motivatie",
                                      .max = WRITTEN_MAX,
                                      .label = text_cohort_motivation(c->arena, c->lang),
                                      .help = text_cohort_motivation_help(c->arena, c->lang)};
    view->hours = (struct field){.name = "uren",
                                 .type = "number",
                                 .required = true,
                                 .label = text_cohort_apply_hours(c->arena, c->lang),
                                 .help = text_cohort_apply_hours_help(c->arena, c->lang)};
    view->wish = (struct field){.name = "samen",
                                .type = "text",
                                .max = NAMED_MAX,
                                .value = STR(""),
                                .label = text_cohort_apply_wish(c->arena, c->lang),
                                .help = text_cohort_apply_wish_help(c->arena, c->lang)};
}

static bool asked_for(const struct apply_own *own, int64_t cohort) {
    for (size_t i = 0; i < own->n; i++)
        if (own->rows[i].cohort_id == cohort && !instant_is(own->rows[i].withdrawn_at))
            return true;
    return false;
}

// Offers what is open and not asked for yet.
static enum rc view_load(struct ctx *c, struct apply_view *view) {
    struct apply_cohorts open;
    TRY(q_apply_cohorts(c->ro, c->arena, c->scope, c->today, &open));
    TRY(q_apply_own(c->ro, c->arena, c->scope, &view->own));
    fields_fill(c, view);
    view->cohorts = NEW_ARRAY(c->arena, struct choice, open.n + 1);
    for (size_t i = 0; i < open.n; i++)
        if (!asked_for(&view->own, open.rows[i].id))
            view->cohorts[view->n_cohorts++] =
                (struct choice){str_fmt(c->arena, "%" PRId64, open.rows[i].id),
                                text_cohort_of_programme(c->arena, c->lang, open.rows[i].name,
                                                         open.rows[i].programme_name),
                                false};
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct apply_view *view) {
    for (size_t i = 0; i < view->n_cohorts; i++)
        view->cohorts[i].chosen = str_eq(view->cohorts[i].value, view->cohort.value);
    view->layout = layout_of(c, text_cohort_apply(c->arena, c->lang), "home");
    struct page *page = reply_page(c);
    apply_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc apply_get(struct ctx *c) {
    struct apply_view view = {0};
    TRY(view_load(c, &view));
    return view_show(c, &view);
}

static bool offered(const struct apply_view *view, struct str value) {
    for (size_t i = 0; i < view->n_cohorts; i++)
        if (str_eq(view->cohorts[i].value, value))
            return true;
    return false;
}

static void input_read(struct ctx *c, struct apply_view *view, struct application_input *input) {
    int64_t hours = 0;
    form_int(c, &view->cohort, 1, INT64_MAX, &view->mistakes, &input->cohort);
    form_text(c, &view->question, &view->mistakes, &input->learning_question);
    form_text(c, &view->motivation, &view->mistakes, &input->motivation);
    form_int(c, &view->hours, 1, WEEK_HOURS, &view->mistakes, &hours);
    form_text(c, &view->wish, &view->mistakes, &input->wish);
    input->week_quarters = (struct opt_int){hours * QUARTERS, true};
    input->via_alumnus = view->via_alumnus = str_is(form_value(c, "oud-deelnemer"));
    if (!str_is(view->cohort.error) && !offered(view, view->cohort.value))
        form_mistake(&view->cohort, text_cohort_apply_closed(c->arena, c->lang), &view->mistakes);
}

// The manager is asked at once, where there is one who can be written to; else a person does it.
enum rc apply_post(struct ctx *c) {
    struct apply_view view = {0};
    struct application_input input = {.person = c->viewer->person};
    int64_t id;
    TRY(view_load(c, &view));
    input_read(c, &view, &input);
    if (view.mistakes > 0)
        return view_show(c, &view);
    TRY(application_add(c->db, c->arena, ctx_vault(c), &input, c->now, &id));
    const struct consent_asking asking = {c->arena, ctx_vault(c), c->today, c->now};
    const enum rc rc = consent_ask_manager(c->db, &asking, id, false);
    if (rc != RC_OK && rc != RC_NOT_FOUND && rc != RC_INVALID)
        return rc;
    TRY(notice_set(c, rc == RC_OK ? text_cohort_applied_asked(c->arena, c->lang)
                                  : text_cohort_applied_only(c->arena, c->lang)));
    return reply_redirect(c, url_apply());
}

struct str apply_state(enum lang lang, const struct apply_own_row *row) {
    if (instant_is(row->withdrawn_at))
        return text_of(lang, T_cohort_own_stopped);
    if (str_eq(row->placement, STR("placed")))
        return text_of(lang, T_cohort_is_placed);
    if (str_eq(row->consent, STR("no")))
        return text_of(lang, T_cohort_own_refused);
    if (!str_is(row->consent))
        return text_of(lang, T_cohort_own_open);
    return text_of(lang, str_eq(row->state, STR("recruiting")) ? T_cohort_own_waits
                                                               : T_cohort_own_priority);
}

// The same whether or not the name was recognised: that says something of somebody else.
struct str apply_wish(enum lang lang, const struct apply_own_row *row) {
    if (!str_is(row->wish_answer))
        return text_of(lang, T_cohort_own_wish_open);
    return text_of(lang, str_eq(row->wish_answer, STR("kept")) ? T_cohort_own_wish_kept
                                                               : T_cohort_own_wish_aside);
}
