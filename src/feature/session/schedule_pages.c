// SPDX-License-Identifier: EUPL-1.2
// The sessions of one cohort on one page: a form for who may change them, a table for the others.
#include "feature/session/session_views.h"
#include "session_html.h"

// ---- what both pages show ----------------------------------------------------------------

static void row_show(struct ctx *c, const struct schedule_list_row *row, bool may_note,
                     struct schedule_row *ret_row) {
    *ret_row = (struct schedule_row){
        .row = row,
        .name = session_name(c->arena, c->lang, row->position, row->number, row->title),
        .figures = attendance_figures_of_row(row),
        .entry = schedule_entry_of(row),
    };
    ret_row->is_noted = may_note && day_is(row->day) && row->day.n <= c->today.n &&
                        attendance_is_noted(&ret_row->figures);
}

static enum rc view_load(struct ctx *c, struct schedule_view *view) {
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    const uint32_t reach = c->scope->reach;
    view->may_edit = access_allows(reach, RIGHT_session_edit);
    view->may_note = access_allows(reach, RIGHT_attendance_edit);
    TRY(q_schedule_list(c->ro, c->arena, c->scope, view->may_note, &view->list));
    view->rows = NEW_ARRAY(c->arena, struct schedule_row, view->list.n);
    for (size_t i = 0; i < view->list.n; i++) {
        struct schedule_list_row *row = &view->list.rows[i];
        if (!session_names_leaders(reach)) {
            row->facilitator_id = (struct opt_int){0, false};
            row->facilitator = STR_NONE;
        }
        row_show(c, row, view->may_note, &view->rows[i]);
        view->n_undated += !day_is(row->day) && !schedule_is_cancelled(row->state);
    }
    return RC_OK;
}

// ---- the form ----------------------------------------------------------------------------

static bool is_offered(const struct schedule_view *view, struct str value) {
    for (size_t i = 0; i < view->n_people; i++)
        if (str_eq(view->people[i].value, value))
            return true;
    return false;
}

static struct str number_text(struct arena *arena, struct opt_int n) {
    return n.is ? str_fmt(arena, "%" PRId64, n.v) : STR("");
}

static void offer(struct ctx *c, struct schedule_view *view, struct opt_int person,
                  struct str name) {
    const struct str value = number_text(c->arena, person);
    if (!is_offered(view, value))
        view->people[view->n_people++] = (struct choice){value, name, false};
}

// Who leads a session already stays in the list, also after the role has ended.
static enum rc people_load(struct ctx *c, struct schedule_view *view) {
    struct schedule_people people;
    TRY(q_schedule_people(c->ro, c->arena, c->scope, c->today, &people));
    view->people = NEW_ARRAY(c->arena, struct choice, 1 + people.n + view->list.n);
    offer(c, view, (struct opt_int){0, false}, text_web_none(c->arena, c->lang));
    for (size_t i = 0; i < people.n; i++)
        offer(c, view, (struct opt_int){people.rows[i].id, true}, people.rows[i].name);
    for (size_t i = 0; i < view->list.n; i++)
        offer(c, view, view->list.rows[i].facilitator_id, view->list.rows[i].facilitator);
    return RC_OK;
}

static struct field field_of(struct ctx *c, const char *name, int64_t id, const char *type,
                             struct str label) {
    return (struct field){
        .name = str_c(c->arena, str_fmt(c->arena, "%s-%" PRId64, name, id)),
        .type = type,
        .label = label,
    };
}

// The fields show the entry; the stamp is that of what stands there now.
static void row_values(struct ctx *c, struct schedule_row *row) {
    row->day.value = day_iso(c->arena, row->entry.day);
    row->start.value = clock_iso(c->arena, row->entry.start);
    row->end.value = clock_iso(c->arena, row->entry.end);
    row->place.value = row->entry.place;
    row->facilitator.value = number_text(c->arena, row->entry.facilitator);
    const struct schedule_entry now = schedule_entry_of(row->row);
    row->stamp = schedule_stamp(c->arena, &now);
}

static void row_fields(struct ctx *c, struct schedule_row *row) {
    struct arena *arena = c->arena;
    const int64_t id = row->row->id;
    row->day = field_of(c, "dag", id, "date", text_session_day_of(arena, c->lang, row->name));
    row->start = field_of(c, "van", id, "time", text_session_start_of(arena, c->lang, row->name));
    row->end = field_of(c, "tot", id, "time", text_session_end_of(arena, c->lang, row->name));
    row->place =
        field_of(c, "plaats", id, "text", text_session_place_of(arena, c->lang, row->name));
    row->place.max = 120;
    row->facilitator =
        field_of(c, "begeleider", id, NULL, text_session_facilitator_of(arena, c->lang, row->name));
    row->stamp_name = str_fmt(arena, "was-%" PRId64, id);
    row_values(c, row);
}

// What the last session that is known was like, the next will be like.
static struct schedule_entry usual(const struct schedule_view *view) {
    struct schedule_entry usual = {DAY_NONE, CLOCK_NONE, CLOCK_NONE, STR(""), {0, false}};
    for (size_t i = 0; i < view->list.n; i++) {
        const struct schedule_entry *entry = &view->rows[i].entry;
        if (clock_is(entry->start)) {
            usual.start = entry->start;
            usual.end = entry->end;
        }
        if (str_is(entry->place))
            usual.place = entry->place;
        if (entry->facilitator.is)
            usual.facilitator = entry->facilitator;
    }
    return usual;
}

static void fill_fields(struct ctx *c, struct schedule_view *view) {
    const struct schedule_entry known = usual(view);
    const enum lang lang = c->lang;
    view->first = (struct field){.name = "eerste",
                                 .type = "date",
                                 .value = STR(""),
                                 .label = text_session_first(c->arena, lang)};
    view->weeks = (struct field){.name = "weken",
                                 .type = "number",
                                 .value = STR("4"),
                                 .label = text_session_weeks(c->arena, lang)};
    view->start = (struct field){.name = "begin",
                                 .type = "time",
                                 .value = clock_iso(c->arena, known.start),
                                 .label = text_session_fill_start(c->arena, lang)};
    view->end = (struct field){.name = "einde",
                               .type = "time",
                               .value = clock_iso(c->arena, known.end),
                               .label = text_session_fill_end(c->arena, lang)};
    view->place = (struct field){.name = "zaal",
                                 .type = "text",
                                 .max = 120,
                                 .value = known.place,
                                 .label = text_session_fill_place(c->arena, lang)};
    view->facilitator = (struct field){.name = "leiding",
                                       .value = number_text(c->arena, known.facilitator),
                                       .label = text_session_fill_facilitator(c->arena, lang)};
}

static enum rc form_load(struct ctx *c, struct schedule_view *view) {
    struct series_sources sources;
    TRY(people_load(c, view));
    if (view->n_undated > 0) {
        TRY(q_series_sources(c->ro, c->arena, c->scope, c->today, &sources));
        view->may_copy = sources.n > 0;
    }
    for (size_t i = 0; i < view->list.n; i++)
        row_fields(c, &view->rows[i]);
    fill_fields(c, view);
    return RC_OK;
}

// ---- warnings ----------------------------------------------------------------------------

static struct str warning_text(struct ctx *c, const struct schedule_view *view,
                               const struct schedule_warning *w) {
    const struct schedule_row *row = &view->rows[w->row], *other = &view->rows[w->other];
    switch (w->oddity) {
    case SCHEDULE_SAME_DAY:
        return text_session_same_day(c->arena, c->lang, other->name, row->name, row->row->day);
    case SCHEDULE_DOUBLE:
        if (w->other == w->row)
            return text_session_elsewhere(c->arena, c->lang, row->row->facilitator, row->name,
                                          row->row->day);
        return text_session_double(c->arena, c->lang, row->row->facilitator, other->name,
                                   row->name);
    case SCHEDULE_ORDER:
        return text_session_order(c->arena, c->lang, row->name, row->row->day, other->name,
                                  other->row->day);
    }
    return STR("");
}

static const struct schedule_row *row_of(const struct schedule_view *view, int64_t session) {
    for (size_t i = 0; i < view->list.n; i++)
        if (view->list.rows[i].id == session)
            return &view->rows[i];
    return NULL;
}

static struct str clash_text(struct ctx *c, const struct schedule_view *view,
                             const struct schedule_clashes_row *clash) {
    const struct schedule_row *row = row_of(view, clash->session_id);
    ENSURE(row != NULL);
    const struct str other = str_is(clash->other_cohort)
                                 ? clash->other_cohort
                                 : text_session_other_cohort(c->arena, c->lang);
    if (clash->n_people == 0)
        return text_session_place_twice(c->arena, c->lang, row->row->place, row->name,
                                        row->row->day, other);
    if (str_is(clash->person))
        return text_session_person_twice(c->arena, c->lang, clash->person, row->name, row->row->day,
                                         other);
    return text_session_people_twice(c->arena, c->lang, clash->n_people, row->name, row->row->day,
                                     other);
}

static enum rc warnings_load(struct ctx *c, struct schedule_view *view) {
    struct schedule_elsewhere elsewhere;
    struct schedule_clashes clashes;
    const struct schedule_warning *warnings;
    TRY(q_schedule_elsewhere(c->ro, c->arena, c->scope, &elsewhere));
    TRY(q_schedule_clashes(c->ro, c->arena, c->scope, c->today, &clashes));
    const size_t n = schedule_warnings(c->arena, &view->list, &elsewhere, &warnings);
    view->warnings = NEW_ARRAY(c->arena, struct str, n + clashes.n);
    for (size_t i = 0; i < n; i++)
        view->warnings[view->n_warnings++] = warning_text(c, view, &warnings[i]);
    for (size_t i = 0; i < clashes.n; i++)
        view->warnings[view->n_warnings++] = clash_text(c, view, &clashes.rows[i]);
    return RC_OK;
}

// ---- reading what was typed --------------------------------------------------------------

static void facilitator_read(struct ctx *c, struct schedule_view *view, struct field *field,
                             struct opt_int *ret) {
    struct str value = STR("");
    int64_t person = 0;
    form_text(c, field, &view->mistakes, &value);
    if (!is_offered(view, value))
        form_mistake(field, text_session_facilitator_wrong(c->arena, c->lang), &view->mistakes);
    const bool is = str_i64(value, &person) == RC_OK;
    *ret = (struct opt_int){person, is};
}

static void hours_check(struct ctx *c, struct schedule_view *view,
                        const struct schedule_entry *entry, struct field *start,
                        struct field *end) {
    if (str_is(start->error) || str_is(end->error))
        return;
    if (clock_is(entry->start) && !clock_is(entry->end))
        form_mistake(end, text_session_end_missing(c->arena, c->lang), &view->mistakes);
    if (!clock_is(entry->start) && clock_is(entry->end))
        form_mistake(start, text_session_start_missing(c->arena, c->lang), &view->mistakes);
    if (clock_is(entry->start) && clock_is(entry->end) && entry->end.m <= entry->start.m)
        form_mistake(end, text_session_end_early(c->arena, c->lang), &view->mistakes);
}

static void row_read(struct ctx *c, struct schedule_view *view, struct schedule_row *row) {
    int *mistakes = &view->mistakes;
    struct schedule_entry *entry = &row->entry;
    row->stamp = form_value(c, str_c(c->arena, row->stamp_name));
    form_day(c, &row->day, mistakes, &entry->day);
    form_clock(c, &row->start, mistakes, &entry->start);
    form_clock(c, &row->end, mistakes, &entry->end);
    form_text(c, &row->place, mistakes, &entry->place);
    facilitator_read(c, view, &row->facilitator, &entry->facilitator);
    hours_check(c, view, entry, &row->start, &row->end);
    const bool is_later = !day_is(entry->day) || entry->day.n > c->today.n;
    if (row->is_noted && is_later)
        form_mistake(&row->day, text_session_day_noted(c->arena, c->lang), mistakes);
}

static bool is_typed(const struct ctx *c, const struct schedule_row *row) {
    return form_value(c, str_c(c->arena, row->stamp_name)).p != NULL &&
           !schedule_is_cancelled(row->row->state);
}

static bool is_fill(const struct ctx *c) {
    return str_eq(form_value(c, "doe"), STR("vul"));
}

static size_t fill_read(struct ctx *c, struct schedule_view *view) {
    int *mistakes = &view->mistakes;
    struct schedule_entry rest = {DAY_NONE, CLOCK_NONE, CLOCK_NONE, STR(""), {0, false}};
    int64_t weeks = 1;
    view->first.required = true;
    form_day(c, &view->first, mistakes, &rest.day);
    form_int(c, &view->weeks, 1, 52, mistakes, &weeks);
    form_clock(c, &view->start, mistakes, &rest.start);
    form_clock(c, &view->end, mistakes, &rest.end);
    form_text(c, &view->place, mistakes, &rest.place);
    facilitator_read(c, view, &view->facilitator, &rest.facilitator);
    hours_check(c, view, &rest, &view->start, &view->end);
    if (*mistakes > 0)
        return 0;
    struct schedule_entry *entries = NEW_ARRAY(c->arena, struct schedule_entry, view->list.n);
    bool *skip = NEW_ARRAY(c->arena, bool, view->list.n);
    for (size_t i = 0; i < view->list.n; i++) {
        entries[i] = view->rows[i].entry;
        skip[i] = !is_typed(c, &view->rows[i]);
    }
    const size_t filled = schedule_fill(&rest, weeks, entries, skip, view->list.n);
    for (size_t i = 0; i < view->list.n; i++)
        view->rows[i].entry = entries[i];
    return filled;
}

// The other fields are not used now, but what was typed in them stays.
static void fill_keep(struct ctx *c, struct schedule_view *view) {
    struct field *const fields[] = {&view->first, &view->weeks, &view->start,
                                    &view->end,   &view->place, &view->facilitator};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        fields[i]->value = form_value(c, fields[i]->name);
}

// ---- writing -----------------------------------------------------------------------------

static void conflict_show(struct ctx *c, struct schedule_view *view, struct schedule_row *row,
                          const struct schedule_entry *now) {
    const struct str facilitator = now->facilitator.is
                                       ? row->row->facilitator
                                       : text_session_no_facilitator(c->arena, c->lang);
    row->conflict =
        text_session_conflict(c->arena, c->lang, session_when(c->arena, c->lang, now), facilitator);
    view->mistakes++;
}

// Which rows must be written. A row that somebody else changed meanwhile is refused: it says what
// stands there now, and from here on is compared with that. Rows that the person left alone show
// what is there.
static void fates_find(struct ctx *c, struct schedule_view *view, enum schedule_fate *fates) {
    for (size_t i = 0; i < view->list.n; i++) {
        struct schedule_row *row = &view->rows[i];
        const struct schedule_entry now = schedule_entry_of(row->row);
        if (!is_typed(c, row))
            continue;
        fates[i] = schedule_fate_of(c->arena, row->stamp, &row->entry, &now);
        if (fates[i] == SCHEDULE_KEEP)
            row->entry = now;
        if (fates[i] == SCHEDULE_CONFLICT)
            conflict_show(c, view, row, &now);
        row_values(c, row);
    }
}

static enum rc view_show(struct ctx *c, struct schedule_view *view) {
    if (view->may_edit)
        TRY(warnings_load(c, view));
    view->tabs = cohort_tabs(c, COHORT_TAB_SESSIONS);
    view->layout =
        layout_of(c, text_session_title_of(c->arena, c->lang, view->cohort.name), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    session_list_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc schedule_list_get(struct ctx *c) {
    struct schedule_view view = {.today = c->today};
    TRY(view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &schedule_list_shape, view.list.rows, view.list.n);
    if (view.may_edit)
        TRY(form_load(c, &view));
    return view_show(c, &view);
}

enum rc schedule_list_post(struct ctx *c) {
    struct schedule_view view = {.today = c->today};
    size_t filled = 0;
    TRY(view_load(c, &view));
    TRY(form_load(c, &view));
    for (size_t i = 0; i < view.list.n; i++)
        if (is_typed(c, &view.rows[i]))
            row_read(c, &view, &view.rows[i]);
    if (is_fill(c))
        filled = fill_read(c, &view);
    else
        fill_keep(c, &view);
    enum schedule_fate *fates = NEW_ARRAY(c->arena, enum schedule_fate, view.list.n);
    if (view.mistakes == 0)
        fates_find(c, &view, fates);
    if (view.mistakes > 0)
        return view_show(c, &view);
    for (size_t i = 0; i < view.list.n; i++)
        if (fates[i] == SCHEDULE_CHANGE)
            TRY(schedule_set(c->db, c->arena, view.rows[i].row->id, &view.rows[i].entry));
    TRY(notice_set(c, is_fill(c) ? text_session_filled(c->arena, c->lang, (int64_t)filled)
                                 : text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_sessions(c->arena, view.cohort.id));
}
