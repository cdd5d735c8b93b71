// SPDX-License-Identifier: EUPL-1.2
// From a file to a mapping: the list of imports, a new one, and which column is what.
#include "feature/import/import.h"
#include "import_html.h"

static enum rc import_list_get(struct ctx *c) {
    struct import_list_view view = {0};
    TRY(q_import_list(c->ro, c->arena, c->scope, c->today, &view.list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &import_list_shape, view.list.rows, view.list.n);
    view.layout = layout_of(c, text_import_title(c->arena, c->lang), "import");
    struct page *page = reply_page(c);
    import_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// ---- a file ----------------------------------------------------------------------------------
struct field import_file_field(struct ctx *c, struct str help) {
    return (struct field){.name = "bestand",
                          .required = true,
                          .help = help,
                          .label = text_import_file(c->arena, c->lang)};
}

// Browsers of old send a path; only its last part is the name.
static struct str base_name(struct str path) {
    enum { NAME_MAX_BYTES = 200 };
    size_t from = 0;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' || path.p[i] == '\\')
            from = i + 1;
    const struct str name = str_slice(path, from, path.n);
    return str_is(name) && name.n <= NAME_MAX_BYTES ? name : STR("bestand.csv");
}

void import_file_read(struct ctx *c, struct field *field, int *mistakes,
                      struct import_input *input) {
    const struct file_part *file = form_file(c, field->name);
    if (file == NULL || file->bytes.n == 0) {
        form_mistake(field, text_import_file_missing(c->arena, c->lang), mistakes);
    } else if (file->bytes.n > IMPORT_FILE_MAX) {
        form_mistake(field, text_import_file_large(c->arena, c->lang), mistakes);
    } else {
        input->file_name = base_name(file->file_name);
        input->content = file->bytes;
    }
}

enum rc import_upload(struct ctx *c, const struct import_input *input) {
    int64_t id;
    bool mapped;
    TRY(import_add(c->db, c->arena, input, c->viewer->person, c->now, &id));
    TRY(import_is_mapped(c->ro, c->arena, input, &mapped));
    return reply_redirect(c, mapped ? url_import(c->arena, id) : url_import_columns(c->arena, id));
}

// ---- a new import ----------------------------------------------------------------------------
static struct str id_text(struct arena *arena, int64_t id) {
    return str_fmt(arena, "%" PRId64, id);
}

static enum rc new_view(struct ctx *c, struct import_new_view *ret_view) {
    struct import_organisations organisations;
    struct import_cohorts cohorts = {0};
    TRY(q_import_organisations(c->ro, c->arena, c->scope, c->today, &organisations));
    if (viewer_may(c->viewer, RIGHT_cohort_edit))
        TRY(q_import_cohorts(c->ro, c->arena, &cohorts));
    struct import_new_view view = {
        .organisation = {.name = "organisatie",
                         .required = true,
                         .label = text_import_organisation(c->arena, c->lang)},
        .kind = {.name = "soort",
                 .required = true,
                 .value = STR("people"),
                 .label = text_import_kind(c->arena, c->lang)},
        .cohort = {.name = "lichting",
                   .label = text_import_cohort(c->arena, c->lang),
                   .help = text_import_cohort_help(c->arena, c->lang)},
        .source = {.name = "bron",
                   .type = "text",
                   .required = true,
                   .max = 60,
                   .label = text_import_source(c->arena, c->lang),
                   .help = text_import_source_help(c->arena, c->lang)},
        .file = import_file_field(c, text_import_file_help(c->arena, c->lang)),
        .kinds = {{STR("people"), text_import_people(c->arena, c->lang), false},
                  {STR("applications"), text_import_applications(c->arena, c->lang), false}},
        .n_kinds = viewer_may(c->viewer, RIGHT_cohort_edit) ? 2 : 1,
        .organisations = NEW_ARRAY(c->arena, struct choice, organisations.n),
        .n_organisations = organisations.n,
        .cohorts = NEW_ARRAY(c->arena, struct choice, cohorts.n + 1),
        .n_cohorts = cohorts.n + 1,
    };
    for (size_t i = 0; i < organisations.n; i++)
        view.organisations[i] = (struct choice){id_text(c->arena, organisations.rows[i].id),
                                                organisations.rows[i].name, false};
    view.cohorts[0] = (struct choice){STR(""), text_import_cohort_none(c->arena, c->lang), false};
    for (size_t i = 0; i < cohorts.n; i++)
        view.cohorts[i + 1] = (struct choice){id_text(c->arena, cohorts.rows[i].id),
                                              str_fmt(c->arena, STR_FMT ", " STR_FMT,
                                                      STR_ARG(cohorts.rows[i].programme),
                                                      STR_ARG(cohorts.rows[i].name)),
                                              false};
    *ret_view = view;
    return RC_OK;
}

static void mark_chosen(struct choice *choices, size_t n, struct str value) {
    for (size_t i = 0; i < n; i++)
        choices[i].chosen = str_eq(choices[i].value, value);
}

static enum rc new_show(struct ctx *c, struct import_new_view *view) {
    mark_chosen(view->organisations, view->n_organisations, view->organisation.value);
    mark_chosen(view->cohorts, view->n_cohorts, view->cohort.value);
    mark_chosen(view->kinds, COUNT_OF(view->kinds), view->kind.value);
    view->layout = layout_of(c, text_import_new(c->arena, c->lang), "import");
    layout_crumb(&view->layout, text_import_title(c->arena, c->lang), url_imports());
    struct page *page = reply_page(c);
    import_new_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc import_new_get(struct ctx *c) {
    struct import_new_view view;
    TRY(new_view(c, &view));
    if (str_is(form_value(c, "soort")))
        view.kind.value = form_value(c, "soort");
    view.cohort.value = form_value(c, "lichting");
    return new_show(c, &view);
}

// An id out of a list; only what the list offers counts.
static int64_t chosen_id(struct ctx *c, struct field *field, const struct choice *choices, size_t n,
                         int *mistakes) {
    struct str value = STR("");
    int64_t id = 0;
    form_text(c, field, mistakes, &value);
    for (size_t i = 0; i < n; i++)
        if (str_is(value) && str_eq(choices[i].value, value) && str_i64(value, &id) == RC_OK)
            return id;
    if (str_is(value))
        form_mistake(field, text_import_choose(c->arena, c->lang), mistakes);
    return 0;
}

static enum rc new_read(struct ctx *c, struct import_new_view *view,
                        struct import_input *ret_input) {
    struct import_input input = {0};
    struct str kind = STR("");
    int *mistakes = &view->mistakes;
    input.organisation =
        chosen_id(c, &view->organisation, view->organisations, view->n_organisations, mistakes);
    form_text(c, &view->kind, mistakes, &kind);
    form_text(c, &view->source, mistakes, &input.source);
    input.cohort = chosen_id(c, &view->cohort, view->cohorts, view->n_cohorts, mistakes);
    input.kind = import_kind_of(kind);
    if (input.kind == IMPORT_PEOPLE)
        input.cohort = 0;
    else if (input.cohort == 0)
        form_mistake(&view->cohort, text_import_cohort_missing(c->arena, c->lang), mistakes);
    import_file_read(c, &view->file, mistakes, &input);
    if (view->mistakes > 0)
        return RC_INVALID;
    *ret_input = input;
    return RC_OK;
}

static enum rc import_new_post(struct ctx *c) {
    struct import_new_view view;
    struct import_input input;
    struct scope scope;
    TRY(new_view(c, &view));
    if (new_read(c, &view, &input) != RC_OK)
        return new_show(c, &view);
    TRY(access_check(c->ro, c->arena, c->viewer, RIGHT_import, OBJECT_ORGANISATION,
                     input.organisation, &scope));
    if (input.cohort != 0)
        TRY(access_check(c->ro, c->arena, c->viewer, RIGHT_cohort_edit, OBJECT_COHORT, input.cohort,
                         &scope));
    return import_upload(c, &input);
}

// ---- columns ---------------------------------------------------------------------------------
struct columns {
    struct import_get_row import;
    enum import_kind kind;
    struct csv_table table;
    struct import_mapping mapping;
};

// RC_INVALID: the file cannot be read, which its page says.
static enum rc columns_load(struct ctx *c, struct arena *arena, struct columns *columns) {
    struct csv_problem problem;
    bool saved;
    TRY(q_import_get(c->ro, arena, c->scope, &columns->import));
    columns->kind = import_kind_of(columns->import.kind);
    TRY(csv_read(arena, columns->import.content, &columns->table, &problem));
    return import_mapping_load(c->ro, arena, columns->import.source_id, &columns->table,
                               columns->kind, &columns->mapping, &saved);
}

static void add_column(struct ctx *c, struct import_columns_view *view,
                       const struct columns *columns, enum import_field field) {
    const struct csv_table *table = &columns->table;
    struct import_column_choice *column = &view->columns[view->n_columns++];
    column->field = (struct field){.name = import_field_name(field),
                                   .required = true,
                                   .value = columns->mapping.headers[field],
                                   .label = import_field_label(c->lang, field)};
    column->headers = NEW_ARRAY(c->arena, struct choice, table->n_columns + 1);
    column->headers[column->n_headers++] =
        (struct choice){STR(""), text_import_columns_none(c->arena, c->lang), false};
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_is(table->header[i]))
            column->headers[column->n_headers++] = (struct choice){
                table->header[i], table->header[i], str_eq(table->header[i], column->field.value)};
}

static enum rc columns_show(struct ctx *c, const struct columns *columns, struct str error) {
    struct import_columns_view view = {
        .id = columns->import.id,
        .file_name = columns->import.file_name,
        .source = columns->import.source,
        .error = error,
        .layout = layout_of(c, text_import_columns_title(c->arena, c->lang), "import"),
    };
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
        if (import_field_in(field, columns->kind))
            add_column(c, &view, columns, field);
    layout_crumb(&view.layout, text_import_title(c->arena, c->lang), url_imports());
    struct page *page = reply_page(c);
    import_columns_html(page, &view);
    reply_page_done(c, page, str_is(error) ? 422 : 200);
    return RC_OK;
}

static enum rc import_columns_get(struct ctx *c) {
    struct columns columns;
    const enum rc rc = columns_load(c, arena_child(c->arena, IMPORT_ARENA), &columns);
    if (rc == RC_INVALID || (rc == RC_OK && !str_eq(columns.import.state, STR("uploaded"))))
        return reply_redirect(c, url_import(c->arena, c->arg[0]));
    TRY(rc);
    return columns_show(c, &columns, STR_NONE);
}

static enum rc import_columns_post(struct ctx *c) {
    struct columns columns;
    TRY(columns_load(c, arena_child(c->arena, IMPORT_ARENA), &columns));
    if (!str_eq(columns.import.state, STR("uploaded")))
        return RC_CONFLICT;
    columns.mapping = (struct import_mapping){0};
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        const struct str header = form_value(c, import_field_name(field));
        size_t column;
        if (str_is(header) && import_field_in(field, columns.kind) &&
            csv_find(&columns.table, header, &column))
            columns.mapping.headers[field] = header;
    }
    if (!import_mapping_suffices(&columns.mapping, columns.kind))
        return columns_show(c, &columns,
                            columns.kind == IMPORT_PEOPLE
                                ? text_import_columns_few(c->arena, c->lang)
                                : text_import_columns_few_number(c->arena, c->lang));
    TRY(import_map(c->db, columns.import.source_id, &columns.mapping));
    return reply_redirect(c, url_import(c->arena, c->arg[0]));
}

static const struct route routes[] = {
    {METHOD_GET, "/importen", "/imports", RIGHT_import, OBJECT_NONE, import_list_get,
     .summary = "The last 200 imports"},
    {METHOD_GET, "/importen/nieuw", NULL, RIGHT_import, OBJECT_NONE, import_new_get},
    {METHOD_POST, "/importen/nieuw", NULL, RIGHT_import, OBJECT_NONE, import_new_post,
     .rate = RATE_WRITE, .body_limit = IMPORT_BODY_MAX},
    {METHOD_GET, "/importen/{import}", "/imports/{import}/differences", RIGHT_import, OBJECT_IMPORT,
     import_page_get, .summary = "What the file of an import would change"},
    {METHOD_GET, "/importen/{import}/kolommen", NULL, RIGHT_import, OBJECT_IMPORT,
     import_columns_get},
    {METHOD_POST, "/importen/{import}/kolommen", NULL, RIGHT_import, OBJECT_IMPORT,
     import_columns_post, .rate = RATE_WRITE},
    {METHOD_POST, "/importen/{import}/bestand", NULL, RIGHT_import, OBJECT_IMPORT,
     import_again_post, .rate = RATE_WRITE, .body_limit = IMPORT_BODY_MAX},
    {METHOD_POST, "/importen/{import}/antwoord", NULL, RIGHT_import, OBJECT_IMPORT,
     import_answer_post, .rate = RATE_WRITE},
    {METHOD_POST, "/importen/{import}/verwerk", NULL, RIGHT_import, OBJECT_IMPORT,
     import_apply_post, .rate = RATE_WRITE},
    {METHOD_POST, "/importen/{import}/stop", NULL, RIGHT_import, OBJECT_IMPORT, import_drop_post,
     .rate = RATE_WRITE},
    {METHOD_GET, "/importen/{import}/terug", NULL, RIGHT_import, OBJECT_IMPORT, import_undo_get},
    {METHOD_POST, "/importen/{import}/terug", NULL, RIGHT_import, OBJECT_IMPORT, import_undo_post,
     .rate = RATE_WRITE},
};
const struct feature import_feature = {"import", routes, COUNT_OF(routes)};
