// SPDX-License-Identifier: EUPL-1.2
// Taking over the dates of another cohort: shown first, then done.
#include "feature/session/session_views.h"
#include "session_html.h"

static enum rc view_load(struct ctx *c, struct series_copy_view *view) {
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(q_series_sources(c->ro, c->arena, c->scope, c->today, &view->sources));
    view->choices = NEW_ARRAY(c->arena, struct choice, view->sources.n);
    for (size_t i = 0; i < view->sources.n; i++)
        view->choices[i] = (struct choice){
            str_fmt(c->arena, "%" PRId64, view->sources.rows[i].id),
            text_session_copy_source(c->arena, c->lang, view->sources.rows[i].name,
                                     view->sources.rows[i].programme_name,
                                     view->sources.rows[i].n_dated),
            false,
        };
    view->source = (struct field){
        .name = "van",
        .required = true,
        .value = form_value(c, "van"),
        .label = text_session_copy_from(c->arena, c->lang),
    };
    view->first = (struct field){
        .name = "eerste",
        .type = "date",
        .required = true,
        .value = form_value(c, "eerste"),
        .label = text_session_copy_first(c->arena, c->lang),
        .help = text_session_copy_first_help(c->arena, c->lang),
    };
    return RC_OK;
}

// The source that was chosen, or the first; NULL: not one of those offered.
static const struct series_sources_row *source_find(struct series_copy_view *view) {
    if (view->source.value.p == NULL && view->sources.n > 0)
        view->source.value = view->choices[0].value;
    for (size_t i = 0; i < view->sources.n; i++)
        if (str_eq(view->choices[i].value, view->source.value)) {
            view->choices[i].chosen = true;
            return &view->sources.rows[i];
        }
    return NULL;
}

static void name_copies(struct ctx *c, struct series_copy_view *view) {
    for (size_t i = 0; i < view->n_copies; i++) {
        struct series_copy *const copy = &view->copies[i];
        const struct schedule_entry entry = {
            copy->to, copy->from->start_clock, copy->from->end_clock, copy->from->place, {{0}, 0}};
        copy->name = session_name(c->arena, c->lang, copy->module->position,
                                  copy->row != NULL ? copy->row->number : copy->from->number,
                                  copy->module->title);
        copy->when = session_when(c->arena, c->lang, &entry);
        view->n_new += !copy->has_day;
    }
}

// Of a module that this cohort does not have, in its version of the programme or at all.
static void name_left_out(struct ctx *c, struct series_copy_view *view,
                          const struct series_pattern *pattern) {
    for (size_t i = 0; i < pattern->n; i++) {
        const struct series_pattern_row *const from = &pattern->rows[i];
        if (series_is_copied(view->copies, view->n_copies, from))
            continue;
        const struct str name =
            session_name(c->arena, c->lang, from->position, from->number, from->title);
        view->left_out = str_is(view->left_out) ? str_fmt(c->arena, STR_FMT "; " STR_FMT,
                                                          STR_ARG(view->left_out), STR_ARG(name))
                                                : name;
    }
}

static enum rc copies_make(struct ctx *c, struct series_copy_view *view) {
    const struct series_sources_row *const source = source_find(view);
    struct series_pattern pattern;
    struct series_modules modules;
    struct schedule_list list;
    struct day first = DAY_NONE;
    if (source == NULL) {
        form_mistake(&view->source, text_session_copy_wrong(c->arena, c->lang), &view->mistakes);
        return RC_OK;
    }
    if (view->first.value.p == NULL)
        view->first.value = day_iso(c->arena, series_first(source->first_day, c->today));
    if (!str_is(view->first.value) || day_from_text(view->first.value, &first) != RC_OK)
        form_mistake(&view->first, text_web_field_day(c->arena, c->lang), &view->mistakes);
    else if (first.n < c->today.n)
        form_mistake(&view->first, text_session_copy_past(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return RC_OK;
    TRY(q_series_pattern(c->ro, c->arena, c->scope, source->id, c->today, &pattern));
    TRY(q_series_led(c->ro, c->arena, c->scope, source->id, c->today, &view->led_there));
    TRY(q_schedule_led(c->ro, c->arena, c->scope, &view->led_here));
    TRY(q_series_modules(c->ro, c->arena, c->scope, &modules));
    TRY(q_schedule_list(c->ro, c->arena, c->scope, false, &list));
    view->copies = NEW_ARRAY(c->arena, struct series_copy, pattern.n);
    view->n_copies = series_copies(&pattern, &modules, &list, first, view->copies);
    view->stamp = series_copy_stamp(c->arena, view->copies, view->n_copies);
    name_copies(c, view);
    name_left_out(c, view, &pattern);
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct series_copy_view *view) {
    view->layout = layout_of(c, text_session_copy_title(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    layout_crumb(&view->layout, text_session_title(c->arena, c->lang),
                 url_cohort_sessions(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    series_copy_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc series_copy_get(struct ctx *c) {
    struct series_copy_view view = {0};
    TRY(view_load(c, &view));
    if (view.sources.n > 0)
        TRY(copies_make(c, &view));
    return view_show(c, &view);
}

// What is done is what was shown: when a date changed meanwhile the new list is shown instead.
enum rc series_copy_post(struct ctx *c) {
    struct series_copy_view view = {0};
    TRY(view_load(c, &view));
    TRY(copies_make(c, &view));
    if (view.mistakes == 0 && !str_eq(view.stamp, form_value(c, "was")))
        form_mistake(&view.first, text_session_shift_changed(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return view_show(c, &view);
    const struct series_known known = {&view.led_there, &view.led_here};
    TRY(series_copy_do(c->db, c->arena, view.cohort.id, view.copies, view.n_copies, &known,
                       c->today, c->now));
    TRY(notice_set(c, text_session_copied(c->arena, c->lang, view.n_new)));
    return reply_redirect(c, url_cohort_sessions(c->arena, view.cohort.id));
}
