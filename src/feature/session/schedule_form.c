// SPDX-License-Identifier: EUPL-1.2
// The form of all sessions of a cohort: its fields, and what was typed in them. The page itself:
// schedule_pages.c.
#include "feature/session/session_views.h"

// ---- the form ----------------------------------------------------------------------------

static bool is_offered(const struct schedule_view *view, struct str value) {
    for (size_t i = 0; i < view->n_people; i++)
        if (str_eq(view->people[i].value, value))
            return true;
    return false;
}

// 0: nobody
static struct str number_text(struct arena *arena, int64_t n) {
    return n != 0 ? str_fmt(arena, "%" PRId64, n) : STR("");
}

static void offer(struct ctx *c, struct schedule_view *view, int64_t person, struct str name) {
    const struct str value = number_text(c->arena, person);
    if (!is_offered(view, value))
        view->people[view->n_people++] = (struct choice){value, name, false};
}

// Who leads a session already stays in the list, also after the role has ended.
static enum rc people_load(struct ctx *c, struct schedule_view *view) {
    struct schedule_people people;
    TRY(q_schedule_people(c->ro, c->arena, c->scope, c->today, &people));
    view->people = NEW_ARRAY(c->arena, struct choice, 1 + people.n + view->led.n);
    offer(c, view, 0, text_web_none(c->arena, c->lang));
    for (size_t i = 0; i < people.n; i++)
        offer(c, view, people.rows[i].id, people.rows[i].name);
    for (size_t i = 0; i < view->led.n; i++)
        offer(c, view, view->led.rows[i].person_id, view->led.rows[i].name);
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

// One for each who leads and one more, two at least.
static void leaders_make(struct ctx *c, struct str name, struct str label,
                         struct schedule_leader_fields *leaders) {
    for (int n = 1; n <= SCHEDULE_LEADERS_MAX; n++)
        leaders->fields[n - 1] = (struct field){
            .name = str_c(c->arena,
                          n == 1 ? name : str_fmt(c->arena, STR_FMT "-n%d", STR_ARG(name), n)),
            .value = STR(""),
            .label = n == 1 ? label : text_session_facilitator_nth(c->arena, c->lang, label, n),
        };
}

static void leaders_show(struct ctx *c, const struct leaders *leaders,
                         struct schedule_leader_fields *fields) {
    fields->n = leaders->n == 0 ? 2 : leaders->n + (leaders->n < SCHEDULE_LEADERS_MAX);
    for (size_t i = 0; i < fields->n; i++)
        fields->fields[i].value = number_text(c->arena, i < leaders->n ? leaders->ids[i] : 0);
}

// The fields show the entry; the stamp is that of what stands there now.
void schedule_row_values(struct ctx *c, struct schedule_row *row) {
    row->day.value = day_iso(c->arena, row->entry.day);
    row->start.value = clock_iso(c->arena, row->entry.start);
    row->end.value = clock_iso(c->arena, row->entry.end);
    row->place.value = row->entry.place;
    leaders_show(c, &row->entry.leaders, &row->leaders);
    row->stamp = schedule_stamp(c->arena, &row->now);
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
    row->place.list = "zalen";
    leaders_make(c, str_fmt(arena, "begeleider-%" PRId64, id),
                 text_session_facilitator_of(arena, c->lang, row->name), &row->leaders);
    row->stamp_name = str_fmt(arena, "was-%" PRId64, id);
    schedule_row_values(c, row);
}

// What the last session that is known was like, the next will be like.
static struct schedule_entry usual(const struct schedule_view *view) {
    struct schedule_entry usual = {DAY_NONE, CLOCK_NONE, CLOCK_NONE, STR(""), {{0}, 0}};
    for (size_t i = 0; i < view->list.n; i++) {
        const struct schedule_entry *entry = &view->rows[i].entry;
        if (clock_is(entry->start)) {
            usual.start = entry->start;
            usual.end = entry->end;
        }
        if (str_is(entry->place))
            usual.place = entry->place;
        if (entry->leaders.n > 0)
            usual.leaders = entry->leaders;
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
                                 .list = "zalen",
                                 .value = known.place,
                                 .label = text_session_fill_place(c->arena, lang)};
    leaders_make(c, STR("leiding"), text_session_fill_facilitator(c->arena, lang), &view->leaders);
    leaders_show(c, &known.leaders, &view->leaders);
}

enum rc schedule_form_load(struct ctx *c, struct schedule_view *view) {
    struct series_sources sources;
    TRY(people_load(c, view));
    if (view->n_undated > 0) {
        TRY(q_series_sources(c->ro, c->arena, c->scope, c->today, &sources));
        view->may_copy = sources.n > 0;
    }
    TRY(q_schedule_unreached(c->ro, c->arena, c->scope, c->today, &view->unreached));
    TRY(schedule_rooms_load(c, view));
    for (size_t i = 0; i < view->list.n; i++)
        row_fields(c, &view->rows[i]);
    fill_fields(c, view);
    return RC_OK;
}

// ---- reading what was typed --------------------------------------------------------------

// Only the first field must be there: a form of before may know fewer of them than there are now.
static void leaders_read(struct ctx *c, struct schedule_view *view,
                         struct schedule_leader_fields *leaders, struct leaders *ret) {
    *ret = (struct leaders){0};
    leaders->n = 0;
    for (size_t i = 0; i < SCHEDULE_LEADERS_MAX; i++) {
        struct field *const field = &leaders->fields[i];
        struct str value = STR("");
        int64_t person;
        if (i > 0 && form_value(c, field->name).p == NULL)
            return;
        leaders->n++;
        form_text(c, field, &view->mistakes, &value);
        if (!is_offered(view, value))
            form_mistake(field, text_session_facilitator_wrong(c->arena, c->lang), &view->mistakes);
        if (str_i64(value, &person) == RC_OK)
            leaders_add(ret, person);
    }
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

void schedule_row_read(struct ctx *c, struct schedule_view *view, struct schedule_row *row) {
    int *mistakes = &view->mistakes;
    struct schedule_entry *entry = &row->entry;
    row->stamp = form_value(c, str_c(c->arena, row->stamp_name));
    form_day(c, &row->day, mistakes, &entry->day);
    form_clock(c, &row->start, mistakes, &entry->start);
    form_clock(c, &row->end, mistakes, &entry->end);
    form_text(c, &row->place, mistakes, &entry->place);
    leaders_read(c, view, &row->leaders, &entry->leaders);
    hours_check(c, view, entry, &row->start, &row->end);
    const bool is_later = !day_is(entry->day) || entry->day.n > c->today.n;
    if (row->is_noted && is_later)
        form_mistake(&row->day, text_session_day_noted(c->arena, c->lang), mistakes);
}

bool schedule_row_typed(const struct ctx *c, const struct schedule_row *row) {
    return form_value(c, str_c(c->arena, row->stamp_name)).p != NULL &&
           !schedule_is_cancelled(row->row->state);
}

bool schedule_is_fill(const struct ctx *c) {
    return str_eq(form_value(c, "doe"), STR("vul"));
}

size_t schedule_fill_read(struct ctx *c, struct schedule_view *view) {
    int *mistakes = &view->mistakes;
    struct schedule_entry rest = {DAY_NONE, CLOCK_NONE, CLOCK_NONE, STR(""), {{0}, 0}};
    int64_t weeks = 1;
    view->first.required = true;
    form_day(c, &view->first, mistakes, &rest.day);
    form_int(c, &view->weeks, 1, 52, mistakes, &weeks);
    form_clock(c, &view->start, mistakes, &rest.start);
    form_clock(c, &view->end, mistakes, &rest.end);
    form_text(c, &view->place, mistakes, &rest.place);
    leaders_read(c, view, &view->leaders, &rest.leaders);
    hours_check(c, view, &rest, &view->start, &view->end);
    if (*mistakes > 0)
        return 0;
    struct schedule_entry *entries = NEW_ARRAY(c->arena, struct schedule_entry, view->list.n);
    bool *skip = NEW_ARRAY(c->arena, bool, view->list.n);
    for (size_t i = 0; i < view->list.n; i++) {
        entries[i] = view->rows[i].entry;
        skip[i] = !schedule_row_typed(c, &view->rows[i]);
    }
    const size_t filled = schedule_fill(&rest, weeks, entries, skip, view->list.n);
    for (size_t i = 0; i < view->list.n; i++)
        view->rows[i].entry = entries[i];
    return filled;
}

// The other fields are not used now, but what was typed in them stays.
void schedule_fill_keep(struct ctx *c, struct schedule_view *view) {
    struct field *const fields[] = {&view->first, &view->weeks, &view->start, &view->end,
                                    &view->place};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        fields[i]->value = form_value(c, fields[i]->name);
    for (size_t i = 0; i < view->leaders.n; i++)
        view->leaders.fields[i].value = form_value(c, view->leaders.fields[i].name);
}
