// SPDX-License-Identifier: EUPL-1.2
// The versions of a programme: why each was made and who follows it; what differs between two; and
// a cohort that goes to a newer one, after the difference was shown.
#include "feature/cohort/cohort.h"
#include "feature/programme/programme.h"
#include "programme_html.h"

struct url url_difference_of(struct arena *arena, int64_t programme, int64_t from, int64_t to) {
    return (struct url){str_fmt(arena,
                                "/leergangen/%" PRId64 "/verschil?van=%" PRId64 "&tot=%" PRId64,
                                programme, from, to)};
}

static struct str number_text(struct arena *arena, int64_t n) {
    return str_fmt(arena, "%" PRId64, n);
}

// ---- the list --------------------------------------------------------------------------------

static struct choice *version_choices(struct ctx *c, const struct programme_versions *versions,
                                      size_t chosen) {
    struct choice *const choices = NEW_ARRAY(c->arena, struct choice, versions->n);
    for (size_t i = 0; i < versions->n; i++) {
        const struct programme_versions_row *const row = &versions->rows[i];
        choices[i] = (struct choice){
            number_text(c->arena, row->number),
            row->draft ? text_programme_draft_number(c->arena, c->lang, row->number)
                       : text_programme_version_number(c->arena, c->lang, row->number),
            i == chosen};
    }
    return choices;
}

enum rc versions_get(struct ctx *c) {
    struct versions_view view = {.today = c->today};
    bool may_edit;
    TRY(programme_seen(c, &view.programme, &may_edit));
    TRY(q_programme_versions(c->ro, c->arena, c->scope, may_edit, &view.versions));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &programme_versions_shape, view.versions.rows, view.versions.n);
    TRY(q_programme_cohorts(c->ro, c->arena, c->scope, &view.cohorts));
    view.may_move = viewer_may(c->viewer, RIGHT_cohort_edit);
    view.published = view.programme.version - view.programme.draft;
    view.from = (struct field){
        .name = "van", .required = true, .label = text_programme_from(c->arena, c->lang)};
    view.to = (struct field){
        .name = "tot", .required = true, .label = text_programme_to(c->arena, c->lang)};
    view.from_choices = version_choices(c, &view.versions, view.versions.n > 1 ? 1 : 0);
    view.to_choices = version_choices(c, &view.versions, 0);
    view.layout = layout_of(c, text_programme_history(c->arena, c->lang), "programme");
    layout_crumb(&view.layout, text_programme_title(c->arena, c->lang), url_programmes());
    layout_crumb(&view.layout, view.programme.name, url_programme(c->arena, view.programme.id));
    struct page *page = reply_page(c);
    programme_versions_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// ---- the difference --------------------------------------------------------------------------

static struct str minutes_text(struct ctx *c, struct opt_int minutes) {
    return minutes.is ? text_programme_minutes(c->arena, c->lang, minutes.v) : STR("");
}

static struct str track_text(struct ctx *c, struct str track) {
    return str_is(track) ? programme_track_label(c->lang, track) : STR("");
}

static void line_add(struct difference_row *row, struct str what, struct str old, struct str new) {
    if (!str_eq(old, new))
        row->lines[row->n_lines++] = (struct difference_line){what, old, new};
}

// What was there and what is there: of one side only, the other stays empty.
static void lines_make(struct ctx *c, const struct difference *d, struct difference_row *row) {
    static const struct programme_contents_row nothing = {0};
    const struct programme_contents_row *const old = d->old != NULL ? d->old : &nothing;
    const struct programme_contents_row *const new = d->new != NULL ? d->new : &nothing;
    line_add(row, text_programme_part_title(c->arena, c->lang), old->title, new->title);
    line_add(row, text_programme_part_body(c->arena, c->lang), old->body, new->body);
    line_add(row, text_programme_track(c->arena, c->lang), track_text(c, old->track),
             track_text(c, new->track));
    line_add(row, text_programme_duration(c->arena, c->lang),
             d->old != NULL ? minutes_text(c, old->minutes) : STR(""),
             d->new != NULL ? minutes_text(c, new->minutes) : STR(""));
    line_add(row, text_programme_materials(c->arena, c->lang), old->materials, new->materials);
    line_add(row, text_programme_notes(c->arena, c->lang), old->notes, new->notes);
}

static struct str module_title_in(struct ctx *c, const struct programme_contents *contents,
                                  int64_t module) {
    for (size_t i = 0; i < contents->n; i++)
        if (contents->rows[i].module == module && !contents->rows[i].within_id.is &&
            str_is(contents->rows[i].title))
            return text_programme_module_title(c->arena, c->lang, module, contents->rows[i].title);
    return text_programme_module_open(c->arena, c->lang, module);
}

static void minutes_count(struct ctx *c, const struct programme_contents *contents, size_t side,
                          struct differences *differences) {
    for (size_t i = 0; i < contents->n; i++) {
        const struct programme_contents_row *const row = &contents->rows[i];
        size_t m = 0;
        while (m < differences->n_minutes && differences->minutes[m].module != row->module)
            m++;
        struct difference_minutes *const minutes = &differences->minutes[m];
        if (m == differences->n_minutes)
            differences->minutes[differences->n_minutes++] = (struct difference_minutes){
                .module = row->module, .title = module_title_in(c, contents, row->module)};
        if (row->minutes.is && str_eq(row->track, STR("content")))
            minutes->content[side] += row->minutes.v;
        else if (row->minutes.is)
            minutes->personal[side] += row->minutes.v;
    }
}

static enum rc differences_load(struct ctx *c, int64_t from, int64_t to,
                                struct differences *ret_differences) {
    struct programme_contents old, new;
    struct difference *found;
    TRY(q_programme_contents(c->ro, c->arena, from, &old));
    TRY(q_programme_contents(c->ro, c->arena, to, &new));
    const size_t n = difference_of(c->arena, &old, &new, &found);
    struct differences differences = {
        .rows = NEW_ARRAY(c->arena, struct difference_row, n),
        .n = n,
        .minutes = NEW_ARRAY(c->arena, struct difference_minutes, old.n + new.n + 1)};
    for (size_t i = 0; i < n; i++) {
        const struct difference *const d = &found[i];
        const bool was = d->new == NULL;
        differences.rows[i] = (struct difference_row){
            .kind = d->kind,
            .module = d->module,
            .is_module = d->is_module,
            .title = was ? d->old->title : d->new->title,
            .module_title = module_title_in(c, was ? &old : &new, d->module)};
        if (d->kind != DIFFERENCE_MOVED)
            lines_make(c, d, &differences.rows[i]);
    }
    minutes_count(c, &new, 1, &differences);
    minutes_count(c, &old, 0, &differences);
    *ret_differences = differences;
    return RC_OK;
}

struct str difference_label(enum lang lang, enum difference_kind kind) {
    static const enum text_id labels[] = {
        [DIFFERENCE_ADDED] = T_programme_added,
        [DIFFERENCE_REMOVED] = T_programme_removed,
        [DIFFERENCE_CHANGED] = T_programme_changed_word,
        [DIFFERENCE_MOVED] = T_programme_moved_word,
    };
    return text_of(lang, labels[kind]);
}

enum badge difference_badge(enum difference_kind kind) {
    static const enum badge badges[] = {
        [DIFFERENCE_ADDED] = BADGE_SUCCESS,
        [DIFFERENCE_REMOVED] = BADGE_ERROR,
        [DIFFERENCE_CHANGED] = BADGE_NEUTRAL,
        [DIFFERENCE_MOVED] = BADGE_INACTIVE,
    };
    return badges[kind];
}

// One row for each text that differs, and one for what only moved.
struct difference_flat {
    int64_t module;
    struct str module_title, element, change, what, before, after;
};
static const struct column difference_columns[] = {
    {"module", VALUE_INT, false, offsetof(struct difference_flat, module)},
    {"module_title", VALUE_TEXT, false, offsetof(struct difference_flat, module_title)},
    {"element", VALUE_TEXT, false, offsetof(struct difference_flat, element)},
    {"change", VALUE_TEXT, false, offsetof(struct difference_flat, change)},
    {"what", VALUE_TEXT, true, offsetof(struct difference_flat, what)},
    {"before", VALUE_TEXT, true, offsetof(struct difference_flat, before)},
    {"after", VALUE_TEXT, true, offsetof(struct difference_flat, after)},
};
const struct shape difference_shape = {"difference", sizeof(struct difference_flat),
                                       COUNT_OF(difference_columns), difference_columns};

static enum rc differences_reply(struct ctx *c, const struct differences *differences) {
    struct difference_flat *const flat =
        NEW_ARRAY(c->arena, struct difference_flat, differences->n * DIFFERENCE_LINES);
    size_t n = 0;
    for (size_t i = 0; i < differences->n; i++) {
        const struct difference_row *const row = &differences->rows[i];
        for (size_t l = 0; l == 0 || l < row->n_lines; l++) {
            const struct difference_line line =
                row->n_lines > 0 ? row->lines[l] : (struct difference_line){0};
            flat[n++] = (struct difference_flat){
                row->module, row->module_title, row->title, difference_label(LANG_EN, row->kind),
                line.what,   line.old,          line.new};
        }
    }
    return reply_rows(c, &difference_shape, flat, n);
}

// Without a number: the newest, or the one before it.
static enum rc version_asked(struct ctx *c, const struct programme_get_row *programme,
                             const char *name, int64_t otherwise,
                             struct programme_version_at_row *ret_version) {
    const struct str asked = form_value(c, name);
    int64_t number = otherwise > 0 ? otherwise : 1;
    if (str_is(asked) && str_i64(asked, &number) != RC_OK)
        return RC_NOT_FOUND;
    return q_programme_version_at(c->ro, c->arena, programme->id, number, true, ret_version);
}

enum rc difference_get(struct ctx *c) {
    struct difference_view view = {0};
    struct programme_get_row programme;
    struct programme_version_at_row from, to;
    bool may_edit;
    TRY(programme_seen(c, &programme, &may_edit));
    TRY(version_asked(c, &programme, "van", programme.version - 1, &from));
    TRY(version_asked(c, &programme, "tot", programme.version, &to));
    TRY(differences_load(c, from.id, to.id, &view.differences));
    if (c->format != FORMAT_HTML)
        return differences_reply(c, &view.differences);
    view.lang = programme.lang;
    view.from = from.number;
    view.to = to.number;
    view.layout =
        layout_of(c, text_programme_difference(c->arena, c->lang, view.from, view.to), "programme");
    layout_crumb(&view.layout, text_programme_title(c->arena, c->lang), url_programmes());
    layout_crumb(&view.layout, programme.name, url_programme(c->arena, programme.id));
    layout_crumb(&view.layout, text_programme_history(c->arena, c->lang),
                 url_versions(c->arena, programme.id));
    struct page *page = reply_page(c);
    programme_difference_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// ---- a cohort that goes to a newer version ---------------------------------------------------

static enum rc cohort_load(struct ctx *c, struct difference_view *view) {
    TRY(q_programme_of_cohort(c->ro, c->arena, c->scope, &view->cohort));
    const struct programme_of_cohort_row *const cohort = &view->cohort;
    view->lang = cohort->lang;
    view->from = cohort->version;
    view->has_started = !str_eq(cohort->state, STR("recruiting")) ||
                        (day_is(cohort->first_day) && cohort->first_day.n <= c->today.n);
    return q_programme_newer(c->ro, c->arena, cohort->programme_id, cohort->version, &view->newer);
}

// The version that is asked for, else the newest; NULL: there is none.
static const struct programme_newer_row *newer_chosen(struct ctx *c,
                                                      const struct difference_view *view) {
    int64_t number;
    if (str_i64(form_value(c, "naar"), &number) == RC_OK) {
        for (size_t i = 0; i < view->newer.n; i++)
            if (view->newer.rows[i].number == number)
                return &view->newer.rows[i];
        return NULL;
    }
    return view->newer.n > 0 ? &view->newer.rows[view->newer.n - 1] : NULL;
}

enum rc cohort_version_get(struct ctx *c) {
    struct difference_view view = {0};
    TRY(cohort_load(c, &view));
    const struct programme_newer_row *const chosen = newer_chosen(c, &view);
    if (chosen != NULL) {
        view.to = chosen->number;
        TRY(differences_load(c, view.cohort.version_id, chosen->id, &view.differences));
    }
    if (c->format != FORMAT_HTML)
        return differences_reply(c, &view.differences);
    view.layout = layout_of(c, text_programme_cohort_version(c->arena, c->lang), "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view.layout, view.cohort.cohort_name,
                 url_cohort(c->arena, view.cohort.cohort_id));
    struct page *page = reply_page(c);
    programme_cohort_version_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// The form says from which version: a cohort that somebody else moved meanwhile stays there.
enum rc cohort_version_post(struct ctx *c) {
    struct difference_view view = {0};
    int64_t from;
    TRY(cohort_load(c, &view));
    const struct programme_newer_row *const chosen = newer_chosen(c, &view);
    if (chosen == NULL || str_i64(form_value(c, "van"), &from) != RC_OK || from != view.from)
        return RC_CONFLICT;
    TRY(cohort_follow(c->db, view.cohort.cohort_id, view.cohort.version_id, chosen->id, c->today));
    TRY(notice_set(c, text_programme_cohort_moved(c->arena, c->lang, view.cohort.cohort_name,
                                                  chosen->number)));
    return reply_redirect(c, url_cohort(c->arena, view.cohort.cohort_id));
}
