// SPDX-License-Identifier: EUPL-1.2
// Who met whom: the picture of all pairs, its filters and its table. A row for everybody whom the
// viewer may know by right; columns for all.
#include "feature/plan/plan.h"
#include "plan_html.h"

// ---- where things stand in the picture -------------------------------------------------------

enum { SHORT_MAX = 22, CHAR_WIDTH_X2 = 15 };

struct str meetings_short(struct arena *arena, struct str name) {
    size_t at = 0, n = 0;
    for (; at < name.n && n < SHORT_MAX; n++)
        do
            at++;
        while (at < name.n && ((unsigned char)name.p[at] & 0xC0) == 0x80);
    return at == name.n ? name : str_join(arena, str_slice(name, 0, at), STR("\u2026"));
}

// Room for so many characters of 14 px, some of them wide.
static int64_t name_width(size_t n) {
    return (int64_t)n * CHAR_WIDTH_X2 / 2;
}

int64_t meetings_x(const struct meetings_view *view, size_t column) {
    return 66 + view->name_width + (int64_t)column * MEETINGS_PITCH;
}

int64_t meetings_y(size_t row) {
    return MEETINGS_TOP + 1 + (int64_t)row * MEETINGS_PITCH;
}

int64_t meetings_width(const struct meetings_view *view) {
    return meetings_x(view, view->groups.people.n) + 2;
}

int64_t meetings_height(const struct meetings_view *view) {
    return meetings_y(view->n_rows) + 1;
}

// ---- choosing --------------------------------------------------------------------------------

struct asked {
    enum meetings_show show;
    struct opt_int organisation;
};
static const char *const show_words[MEETINGS_SHOW_N] = {"alle", "ontmoet", "gepland", "niet",
                                                        "vaker"};

static struct asked asked_read(const struct ctx *c) {
    struct asked asked = {.show = MEETINGS_ALL};
    for (enum meetings_show show = 0; show < MEETINGS_SHOW_N; show++)
        if (str_eq(form_value(c, "toon"), str_from_c(show_words[show])))
            asked.show = show;
    asked.organisation.is = str_i64(form_value(c, "organisatie"), &asked.organisation.v) == RC_OK;
    return asked;
}

static struct url url_of(struct arena *arena, int64_t cohort, struct asked asked) {
    const struct str path = url_cohort_meetings(arena, cohort).text;
    struct buf b = buf_on(arena, 96);
    buf_fmt(&b, STR_FMT "?toon=%s", STR_ARG(path), show_words[asked.show]);
    if (asked.organisation.is)
        buf_fmt(&b, "&organisatie=%" PRId64, asked.organisation.v);
    return (struct url){buf_done(&b)};
}

static bool is_asked(const struct meeting *meeting, enum meetings_show show) {
    switch (show) {
    case MEETINGS_MET:
        return meeting->happened;
    case MEETINGS_PLANNED:
        return meeting->times > 0 && !meeting->happened;
    case MEETINGS_NOT:
        return meeting->times == 0;
    case MEETINGS_OFTEN:
        return meeting->times > 1;
    case MEETINGS_ALL:
    case MEETINGS_SHOW_N:
        break;
    }
    return true;
}

static bool belongs(const struct grouping_people_row *person, struct opt_int organisation) {
    return !organisation.is ||
           (person->organisation_id.is && person->organisation_id.v == organisation.v);
}

static bool has_row(const struct groups *groups, size_t person, struct opt_int organisation) {
    const struct grouping_people_row *row = &groups->people.rows[person];
    return (groups->everyone || row->own) && belongs(row, organisation);
}

// ---- counting --------------------------------------------------------------------------------

static void pairs_count(const struct groups *groups, const struct meeting *meetings,
                        struct opt_int organisation, int64_t *n) {
    const size_t n_people = groups->people.n;
    for (size_t i = 0; i < n_people; i++)
        for (size_t j = i + 1; j < n_people; j++)
            if (has_row(groups, i, organisation) || has_row(groups, j, organisation))
                for (enum meetings_show show = 0; show < MEETINGS_SHOW_N; show++)
                    n[show] += is_asked(&meetings[i * n_people + j], show);
}

static struct meetings_cell cell_of(const struct meeting *meeting, enum meetings_show show) {
    if (!is_asked(meeting, show))
        return (struct meetings_cell){.state = CELL_HIDDEN};
    const enum meetings_state planned = meeting->times > 0 ? CELL_PLANNED : CELL_NOT;
    return (struct meetings_cell){.state = meeting->happened ? CELL_MET : planned,
                                  .first = meeting->first,
                                  .often = meeting->times > 1};
}

static void rows_fill(struct ctx *c, const struct meeting *meetings, struct asked asked,
                      struct meetings_view *view) {
    const size_t n = view->groups.people.n;
    size_t longest = 0;
    view->rows = NEW_ARRAY(c->arena, struct meetings_row, n);
    for (size_t i = 0; i < n; i++) {
        if (!has_row(&view->groups, i, asked.organisation))
            continue;
        const struct grouping_people_row *person = &view->groups.people.rows[i];
        struct meetings_row *row = &view->rows[view->n_rows++];
        *row = (struct meetings_row){person, (int64_t)i + 1,
                                     NEW_ARRAY(c->arena, struct meetings_cell, n)};
        for (size_t j = 0; j < n; j++)
            row->cells[j] = cell_of(&meetings[i * n + j], asked.show);
        row->cells[i] = (struct meetings_cell){.state = CELL_SELF};
        const size_t length = utf8_length(meetings_short(c->arena, person->name));
        longest = length > longest ? length : longest;
    }
    view->name_width = name_width(longest);
}

// Each pair once, named by the row that comes first.
static void missing_fill(struct ctx *c, const struct meeting *meetings,
                         struct meetings_view *view) {
    const struct groups *const groups = &view->groups;
    const size_t n = groups->people.n;
    view->missing = NEW_ARRAY(c->arena, struct plan_missing, n * n / 2 + 1);
    for (size_t k = 0; k < view->n_rows; k++)
        for (size_t j = 0; j < n; j++) {
            const size_t i = (size_t)view->rows[k].number - 1;
            const struct grouping_people_row *const a = view->rows[k].person;
            const struct grouping_people_row *const b = &groups->people.rows[j];
            bool seen = j == i || !str_is(b->name) || meetings[i * n + j].times > 0;
            for (size_t l = 0; !seen && l < k; l++)
                seen = view->rows[l].number == (int64_t)j + 1;
            if (!seen)
                view->missing[view->n_missing++] =
                    (struct plan_missing){a->letter, a->name, b->letter, b->name};
        }
}

static void shows_fill(struct ctx *c, struct asked asked, struct meetings_view *view) {
    const struct str labels[MEETINGS_SHOW_N] = {
        [MEETINGS_ALL] = text_plan_show_all(c->arena, c->lang, view->n[MEETINGS_ALL]),
        [MEETINGS_MET] = text_plan_show_met(c->arena, c->lang, view->n[MEETINGS_MET]),
        [MEETINGS_PLANNED] = text_plan_show_planned(c->arena, c->lang, view->n[MEETINGS_PLANNED]),
        [MEETINGS_NOT] = text_plan_show_not(c->arena, c->lang, view->n[MEETINGS_NOT]),
        [MEETINGS_OFTEN] = text_plan_show_often(c->arena, c->lang, view->n[MEETINGS_OFTEN]),
    };
    for (enum meetings_show show = 0; show < MEETINGS_SHOW_N; show++)
        view->shows[show] = (struct link){
            labels[show],
            url_of(c->arena, view->cohort.id, (struct asked){show, asked.organisation}),
            show == asked.show};
}

// People stand by organisation, so each organisation begins once.
static void organisations_fill(struct ctx *c, struct asked asked, struct meetings_view *view) {
    const struct grouping_people *people = &view->groups.people;
    struct opt_int last = {0};
    view->organisations = NEW_ARRAY(c->arena, struct meetings_organisation, people->n);
    view->everyone = (struct link){
        text_plan_all_organisations(c->arena, c->lang),
        url_of(c->arena, view->cohort.id, (struct asked){asked.show, {0}}), !asked.organisation.is};
    for (size_t i = 0; i < people->n; i++) {
        const struct opt_int id = people->rows[i].organisation_id;
        if (!id.is || (last.is && last.v == id.v) ||
            !has_row(&view->groups, i, (struct opt_int){0}))
            continue;
        last = id;
        view->organisations[view->n_organisations++] = (struct meetings_organisation){
            {people->rows[i].organisation,
             url_of(c->arena, view->cohort.id, (struct asked){asked.show, id}),
             asked.organisation.is && asked.organisation.v == id.v},
            people->rows[i].letter};
    }
}

// ---- rows ------------------------------------------------------------------------------------

struct pair_row {
    int64_t seat_a, seat_b;
    struct opt_int person_a, person_b;
    struct str name_a, name_b;
    int64_t times;
    struct opt_int first_module;
    bool met;
};
static const struct column pair_columns[] = {
    {"seat_a", VALUE_INT, false, offsetof(struct pair_row, seat_a)},
    {"person_a", VALUE_OPT_INT, true, offsetof(struct pair_row, person_a)},
    {"name_a", VALUE_TEXT, true, offsetof(struct pair_row, name_a)},
    {"seat_b", VALUE_INT, false, offsetof(struct pair_row, seat_b)},
    {"person_b", VALUE_OPT_INT, true, offsetof(struct pair_row, person_b)},
    {"name_b", VALUE_TEXT, true, offsetof(struct pair_row, name_b)},
    {"times", VALUE_INT, false, offsetof(struct pair_row, times)},
    {"first_module", VALUE_OPT_INT, true, offsetof(struct pair_row, first_module)},
    {"met", VALUE_FLAG, false, offsetof(struct pair_row, met)},
};
const struct shape meetings_shape = {"meetings", sizeof(struct pair_row), COUNT_OF(pair_columns),
                                     pair_columns};

static enum rc pairs_reply(struct ctx *c, const struct groups *groups,
                           const struct meeting *meetings, struct asked asked) {
    const size_t n = groups->people.n;
    struct pair_row *rows = NEW_ARRAY(c->arena, struct pair_row, n * n / 2);
    size_t n_rows = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            const struct grouping_people_row *a = &groups->people.rows[i];
            const struct grouping_people_row *b = &groups->people.rows[j];
            const struct meeting *meeting = &meetings[i * n + j];
            if ((has_row(groups, i, asked.organisation) ||
                 has_row(groups, j, asked.organisation)) &&
                is_asked(meeting, asked.show))
                rows[n_rows++] =
                    (struct pair_row){.seat_a = (int64_t)i + 1,
                                      .person_a = {a->id, a->id > 0},
                                      .name_a = a->name,
                                      .seat_b = (int64_t)j + 1,
                                      .person_b = {b->id, b->id > 0},
                                      .name_b = b->name,
                                      .times = meeting->times,
                                      .met = meeting->happened,
                                      .first_module = {meeting->first, meeting->times > 0}};
        }
    return reply_rows(c, &meetings_shape, rows, n_rows);
}

// ---- the page --------------------------------------------------------------------------------

static enum rc certificate_load(struct ctx *c, uint32_t reach, struct meetings_view *view) {
    struct plan_marks_row marks;
    TRY(q_plan_marks(c->ro, c->arena, c->scope, grouping_word(GROUPING_SUBGROUP), &marks));
    if (!marks.in_use.is)
        return RC_OK;
    TRY(q_plan_get(c->ro, c->arena, c->scope, marks.in_use.v, &view->plan));
    view->has_plan = true;
    view->may_read_plan = access_allows(reach, RIGHT_plan_read);
    return RC_OK;
}

static enum rc page_show(struct ctx *c, struct meetings_view *view) {
    view->tabs = cohort_tabs(c, COHORT_TAB_MEETINGS);
    view->layout = layout_of(c, text_plan_meetings_title(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    plan_meetings_html(page, view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

enum rc meetings_get(struct ctx *c) {
    struct meetings_view view = {0};
    const struct asked asked = asked_read(c);
    const uint32_t reach = c->scope->reach;
    TRY(groups_load(c->ro, c->arena, c->scope, c->today, groups_all_names(reach), GROUPING_SUBGROUP,
                    &view.groups));
    const struct meeting *meetings = groups_meetings(c->arena, &view.groups, c->today);
    if (c->format != FORMAT_HTML)
        return pairs_reply(c, &view.groups, meetings, asked);
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view.cohort));
    if (view.groups.everyone)
        TRY(certificate_load(c, reach, &view));
    for (size_t m = 0; m < view.groups.modules.n; m++)
        view.n_happened +=
            view.groups.n_groups[m] > 0 && groups_happened(&view.groups.modules.rows[m], c->today);
    pairs_count(&view.groups, meetings, (struct opt_int){0}, view.total);
    pairs_count(&view.groups, meetings, asked.organisation, view.n);
    rows_fill(c, meetings, asked, &view);
    missing_fill(c, meetings, &view);
    shows_fill(c, asked, &view);
    organisations_fill(c, asked, &view);
    return page_show(c, &view);
}
