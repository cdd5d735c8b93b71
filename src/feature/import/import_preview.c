// SPDX-License-Identifier: EUPL-1.2
// The page of one import: what would change, what is wrong, and the buttons that follow from it.
#include "feature/cohort/cohort.h"
#include "feature/import/import.h"
#include "feature/person/person.h"
#include "import_html.h"

static bool is_open(const struct import_preview *preview) {
    return str_eq(preview->import.state, STR("uploaded"));
}

// ---- differences -----------------------------------------------------------------------------
// What the page shows and the API gives: a changed field, a new row, or a line that is missing.
static const struct column difference_columns[] = {
    {"kind", VALUE_TEXT, false, offsetof(struct import_difference, kind)},
    {"row", VALUE_OPT_INT, true, offsetof(struct import_difference, row)},
    {"person", VALUE_TEXT, false, offsetof(struct import_difference, person)},
    {"column", VALUE_TEXT, true, offsetof(struct import_difference, column)},
    {"before", VALUE_TEXT, true, offsetof(struct import_difference, before)},
    {"after", VALUE_TEXT, true, offsetof(struct import_difference, after)},
};
static const struct shape difference_shape = {"import_difference", sizeof(struct import_difference),
                                              COUNT_OF(difference_columns), difference_columns};

static struct str name_of(struct arena *arena, const struct import_preview *preview, size_t index) {
    const struct str *value = preview->rows.rows[index].value;
    const struct import_change *change = &preview->diff.changes[index];
    if (str_is(change->name))
        return change->name;
    return person_name(arena, &(struct person_input){value[IMPORT_given_name], value[IMPORT_infix],
                                                     value[IMPORT_family_name], STR_NONE});
}

static struct str column_of(struct ctx *c, const struct import_rows *rows,
                            enum import_field field) {
    if (rows->columns[field] == 0)
        return import_field_label(c->lang, field);
    return text_import_column_of(c->arena, c->lang,
                                 import_column_letters(c->arena, rows->columns[field]),
                                 rows->headers[field]);
}

static struct import_difference difference_of(struct ctx *c, const struct import_preview *preview,
                                              size_t index, enum import_field field) {
    const struct import_change *change = &preview->diff.changes[index];
    const struct str before = change->line != NULL ? change->line->value[field] : change->consent;
    return (struct import_difference){
        .kind = STR("changed"),
        .row = {(int64_t)preview->rows.rows[index].row, true},
        .person = name_of(c->arena, preview, index),
        .column = column_of(c, &preview->rows, field),
        .before = import_value_label(c->arena, c->lang, field, before),
        .after =
            import_value_label(c->arena, c->lang, field, preview->rows.rows[index].value[field]),
    };
}

static void add_changed(struct ctx *c, const struct import_preview *preview,
                        struct import_differences *list) {
    for (size_t i = 0; i < preview->rows.n; i++)
        for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
            if (preview->diff.changes[i].changed & 1u << field && list->n < list->max)
                list->rows[list->n++] = difference_of(c, preview, i, field);
}

static void add_new(struct ctx *c, const struct import_preview *preview,
                    struct import_differences *list) {
    for (size_t i = 0; i < preview->rows.n && list->n < list->max; i++)
        if (preview->diff.changes[i].action == IMPORT_NEW)
            list->rows[list->n++] = (struct import_difference){
                .kind = STR("new"),
                .row = {(int64_t)preview->rows.rows[i].row, true},
                .person = name_of(c->arena, preview, i),
                .after = preview->kind == IMPORT_PEOPLE
                             ? preview->rows.rows[i].value[IMPORT_unit]
                             : import_value_label(c->arena, c->lang, IMPORT_consent,
                                                  preview->rows.rows[i].value[IMPORT_consent]),
            };
}

static void add_asked(struct ctx *c, const struct import_preview *preview,
                      struct import_differences *list) {
    for (size_t i = 0; i < preview->rows.n && list->n < list->max; i++)
        if (preview->diff.changes[i].action == IMPORT_ASKED)
            list->rows[list->n++] =
                (struct import_difference){.kind = STR("asked"),
                                           .row = {(int64_t)preview->rows.rows[i].row, true},
                                           .person = name_of(c->arena, preview, i)};
}

static void add_missing(const struct import_preview *preview, struct import_differences *list) {
    for (size_t i = 0; i < (size_t)preview->diff.n_missing && list->n < list->max; i++)
        list->rows[list->n++] = (struct import_difference){
            .kind = STR("missing"),
            .person = preview->diff.missing[i]->name,
            .before = preview->diff.missing[i]->value[IMPORT_unit],
            .person_id = preview->diff.missing[i]->person,
        };
}

static struct import_differences differences_of_at_most(struct arena *arena, size_t max) {
    return (struct import_differences){NEW_ARRAY(arena, struct import_difference, max), 0, max};
}

static enum rc differences_reply(struct ctx *c, const struct import_preview *preview) {
    size_t n = preview->rows.n + preview->known.n_lines;
    for (size_t i = 0; i < preview->rows.n; i++)
        n += (size_t)__builtin_popcount(preview->diff.changes[i].changed);
    struct import_differences list = differences_of_at_most(c->arena, n);
    add_changed(c, preview, &list);
    add_new(c, preview, &list);
    add_asked(c, preview, &list);
    add_missing(preview, &list);
    return reply_rows(c, &difference_shape, list.rows, list.n);
}

// ---- the page --------------------------------------------------------------------------------
static void fill_problems(struct ctx *c, const struct import_problems *problems,
                          struct import_page_view *view) {
    const size_t n = problems->n < IMPORT_PROBLEMS_MAX ? problems->n : IMPORT_PROBLEMS_MAX;
    view->n_problems = (int64_t)problems->n;
    view->n_problems_shown = n;
    view->problems = NEW_ARRAY(c->arena, struct import_problem_line, n);
    for (size_t i = 0; i < n; i++)
        view->problems[i] = import_problem_words(c->arena, c->lang, &problems->first[i]);
}

static struct str lead_of(struct ctx *c, const struct import_preview *preview) {
    const struct import_get_row *import = &preview->import;
    if (str_eq(import->state, STR("applied")))
        return text_import_lead_applied(c->arena, c->lang, import->file_name,
                                        instant_day(import->applied_at));
    if (str_eq(import->state, STR("undone")))
        return text_import_lead_undone(c->arena, c->lang, import->file_name);
    if (!is_open(preview))
        return text_import_lead_dropped(c->arena, c->lang, import->file_name);
    if (preview->problems.n == 0 && preview->diff.n_new + preview->diff.n_changed == 0)
        return text_import_lead_same(c->arena, c->lang, import->file_name);
    return text_import_lead_open(c->arena, c->lang, import->file_name);
}

static void fill_differences(struct ctx *c, const struct import_preview *preview,
                             struct import_page_view *view) {
    const bool all = str_eq(form_value(c, "toon"), STR("meer"));
    const size_t max = all ? IMPORT_SHOWN_MAX : IMPORT_SHOWN;
    view->changed = differences_of_at_most(c->arena, max);
    view->added = differences_of_at_most(c->arena, max);
    view->missing = differences_of_at_most(c->arena, max);
    add_changed(c, preview, &view->changed);
    add_new(c, preview, &view->added);
    add_missing(preview, &view->missing);
    for (size_t i = 0; i < preview->rows.n; i++)
        view->n_differences += __builtin_popcount(preview->diff.changes[i].changed);
    view->diff = preview->diff;
    view->n_rows = (int64_t)preview->rows.n;
    view->n_people = (int64_t)preview->rows.n_people;
    view->fingerprint = str_fmt(c->arena, "%" PRIu64, preview->diff.fingerprint);
    import_questions_fill(c, preview, view);
    view->may_apply = preview->problems.n == 0 && preview->diff.n_asked == 0 &&
                      preview->diff.n_new + preview->diff.n_changed > 0;
    if (!all)
        view->more = (struct url){
            str_join(c->arena, url_import(c->arena, preview->import.id).text, STR("?toon=meer"))};
}

// A row that is missing may be somebody who takes part.
static enum rc fill_cohorts(struct ctx *c, struct import_page_view *view) {
    struct import_standing standing;
    view->shows_cohorts = access_allows(c->scope->reach, RIGHT_person_invite);
    if (!view->shows_cohorts || view->missing.n == 0)
        return RC_OK;
    TRY(q_import_standing(c->ro, c->arena, c->scope, c->today, &standing));
    for (size_t i = 0; i < view->missing.n; i++)
        for (size_t k = 0; k < standing.n; k++)
            if (standing.rows[k].person_id == view->missing.rows[i].person_id)
                view->missing.rows[i].cohort = standing.rows[k].name;
    return RC_OK;
}

static enum rc page_show(struct ctx *c, const struct import_preview *preview, struct field file) {
    struct import_page_view view = {
        .import = preview->import,
        .lead = lead_of(c, preview),
        .is_open = is_open(preview),
        .is_people = preview->kind == IMPORT_PEOPLE,
        .may_undo = import_may_undo(&preview->import, c->now),
        .file = file,
        .result = preview->kind == IMPORT_PEOPLE
                      ? url_people()
                      : url_cohort_applications(c->arena, preview->import.cohort_id.v),
    };
    if (view.is_open) {
        fill_problems(c, &preview->problems, &view);
        fill_differences(c, preview, &view);
        TRY(fill_cohorts(c, &view));
    } else {
        view.diff = (struct import_diff){.n_new = preview->import.n_new,
                                         .n_changed = preview->import.n_changed,
                                         .n_same = preview->import.n_same,
                                         .n_missing = preview->import.n_missing};
    }
    view.title = text_import_page_title(c->arena, c->lang, preview->import.source);
    view.layout = layout_of(c, view.title, "import");
    layout_crumb(&view.layout, text_import_title(c->arena, c->lang), url_imports());
    struct page *page = reply_page(c);
    import_page_html(page, &view);
    reply_page_done(c, page, str_is(file.error) ? 422 : 200);
    return RC_OK;
}

static enum rc preview_load(struct ctx *c, struct import_preview *ret_preview) {
    return import_preview(c->ro, arena_child(c->arena, IMPORT_ARENA), c->scope, c->today,
                          ret_preview);
}

enum rc import_page_get(struct ctx *c) {
    struct import_preview preview;
    TRY(preview_load(c, &preview));
    if (c->format != FORMAT_HTML)
        return differences_reply(c, &preview);
    return page_show(c, &preview, import_file_field(c, text_import_again_help(c->arena, c->lang)));
}

// ---- what the buttons do ---------------------------------------------------------------------
// A corrected file is a new import of the same source; the one before it stops.
enum rc import_again_post(struct ctx *c) {
    struct import_preview preview;
    struct field file = import_file_field(c, text_import_again_help(c->arena, c->lang));
    int mistakes = 0;
    TRY(preview_load(c, &preview));
    struct import_input input = {.organisation = preview.import.organisation_id,
                                 .kind = preview.kind,
                                 .cohort = preview.import.cohort_id.v,
                                 .source = preview.import.source};
    import_file_read(c, &file, &mistakes, &input);
    if (mistakes > 0)
        return page_show(c, &preview, file);
    int64_t dropped;
    TRY(q_import_drop(c->db, c->arg[0], STR(""), &dropped));
    return dropped == 0 ? RC_CONFLICT : import_upload(c, &input);
}

enum rc import_drop_post(struct ctx *c) {
    int64_t dropped;
    TRY(q_import_drop(c->db, c->arg[0], STR(""), &dropped));
    if (dropped == 0)
        return RC_CONFLICT;
    TRY(notice_set(c, text_import_dropped(c->arena, c->lang)));
    return reply_redirect(c, url_imports());
}

// What was seen is what is done: when anything changed since the page was made, it is shown again.
enum rc import_apply_post(struct ctx *c) {
    struct import_preview preview;
    uint64_t seen = 0;
    TRY(preview_load(c, &preview));
    if (str_u64(form_value(c, "gezien"), &seen) != RC_OK || preview.problems.n > 0 ||
        preview.diff.n_asked > 0 || seen != preview.diff.fingerprint || !is_open(&preview)) {
        TRY(notice_set(c, text_import_meanwhile(c->arena, c->lang)));
        return reply_redirect(c, url_import(c->arena, c->arg[0]));
    }
    TRY(import_apply(c->db, arena_child(c->arena, IMPORT_ARENA), ctx_vault(c), &preview, seen,
                     c->viewer->person, c->now,
                     text_import_reason(c->arena, c->lang, preview.import.file_name)));
    TRY(notice_set(
        c, text_import_applied(c->arena, c->lang, preview.diff.n_new, preview.diff.n_changed)));
    return reply_redirect(c, url_import(c->arena, c->arg[0]));
}
