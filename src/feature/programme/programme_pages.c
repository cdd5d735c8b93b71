// SPDX-License-Identifier: EUPL-1.2
// The pages of programmes: list, new from the blueprint, the six modules with their balance, one
// module. And the addresses of all pages about programmes.
#include "feature/organisation/organisation.h"
#include "feature/programme/programme.h"
#include "programme_html.h"

static enum rc programme_list_get(struct ctx *c) {
    struct programme_list_view view = {.may_edit = viewer_may(c->viewer, RIGHT_programme_edit)};
    TRY(q_programme_list(c->ro, c->arena, c->scope, c->today, &view.list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &programme_list_shape, view.list.rows, view.list.n);
    view.layout = layout_of(c, text_programme_title(c->arena, c->lang), "programme");
    struct page *page = reply_page(c);
    programme_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc form_fill(struct ctx *c, struct programme_form *form) {
    struct organisation_list organisations;
    *form = (struct programme_form){
        .name = {.name = "naam",
                 .type = "text",
                 .required = true,
                 .max = 120,
                 .label = text_programme_name(c->arena, c->lang)},
        .aim = {.name = "doel",
                .type = "text",
                .required = true,
                .max = 400,
                .label = text_programme_aim(c->arena, c->lang),
                .help = text_programme_aim_help(c->arena, c->lang)},
        .organisation = {.name = "organisatie",
                         .required = true,
                         .label = text_programme_owner(c->arena, c->lang)},
    };
    TRY(q_organisation_list(c->ro, c->arena, c->scope, c->today, &organisations));
    for (size_t i = 0; i < organisations.n && i < COUNT_OF(form->organisations); i++)
        form->organisations[form->n_organisations++] =
            (struct choice){str_fmt(c->arena, "%" PRId64, organisations.rows[i].id),
                            organisations.rows[i].name, false};
    return RC_OK;
}

static enum rc form_show(struct ctx *c, struct programme_form *form) {
    for (size_t i = 0; i < form->n_organisations; i++)
        form->organisations[i].chosen =
            str_eq(form->organisations[i].value, form->organisation.value);
    form->layout = layout_of(c, text_programme_new(c->arena, c->lang), "programme");
    layout_crumb(&form->layout, text_programme_title(c->arena, c->lang), url_programmes());
    struct page *page = reply_page(c);
    programme_form_html(page, form);
    reply_page_done(c, page, form->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc programme_new_get(struct ctx *c) {
    struct programme_form form;
    TRY(form_fill(c, &form));
    return form_show(c, &form);
}

static bool organisation_offered(const struct programme_form *form, int64_t id,
                                 struct arena *arena) {
    const struct str value = str_fmt(arena, "%" PRId64, id);
    for (size_t i = 0; i < form->n_organisations; i++)
        if (str_eq(form->organisations[i].value, value))
            return true;
    return false;
}

static enum rc programme_new_post(struct ctx *c) {
    struct programme_form form;
    struct str name, aim;
    int64_t organisation = 0, id;
    TRY(form_fill(c, &form));
    form_text(c, &form.name, &form.mistakes, &name);
    form_text(c, &form.aim, &form.mistakes, &aim);
    form_int(c, &form.organisation, 1, INT64_MAX, &form.mistakes, &organisation);
    if (form.mistakes == 0 && !organisation_offered(&form, organisation, c->arena))
        form_mistake(&form.organisation, text_programme_owner_wrong(c->arena, c->lang),
                     &form.mistakes);
    struct programme_named_row same;
    if (form.mistakes == 0 && q_programme_named(c->ro, c->arena, name, &same) == RC_OK)
        form_mistake(&form.name, text_programme_name_taken(c->arena, c->lang), &form.mistakes);
    if (form.mistakes > 0)
        return form_show(c, &form);
    TRY(programme_from_blueprint(c->db, c->arena, name, aim, organisation, c->viewer->person,
                                 c->now, &id));
    TRY(notice_set(c, text_programme_made(c->arena, c->lang, name)));
    return reply_redirect(c, url_programme(c->arena, id));
}

enum rc programme_seen(struct ctx *c, struct programme_get_row *ret_programme, bool *ret_may_edit) {
    *ret_may_edit = access_allows(c->scope->reach, RIGHT_programme_edit);
    return q_programme_get(c->ro, c->arena, c->scope, *ret_may_edit, ret_programme);
}

enum rc programme_module_at(struct ctx *c, int64_t version, int64_t position,
                            struct programme_modules_row *ret_module) {
    struct programme_modules modules;
    TRY(q_programme_modules(c->ro, c->arena, version, &modules));
    for (size_t i = 0; i < modules.n; i++)
        if (modules.rows[i].position == position) {
            *ret_module = modules.rows[i];
            return RC_OK;
        }
    return RC_NOT_FOUND;
}

struct str programme_saved(struct ctx *c, const struct programme_get_row *programme) {
    return programme->draft
               ? text_programme_draft_saved(c->arena, c->lang, programme->version)
               : text_programme_module_saved(c->arena, c->lang, programme->version + 1);
}

enum rc programme_show(struct ctx *c, struct programme_view *view) {
    TRY(q_programme_versions(c->ro, c->arena, c->scope, view->may_edit, &view->versions));
    for (size_t i = 0; i < view->versions.n && view->published == 0; i++)
        if (!view->versions.rows[i].draft)
            view->published = view->versions.rows[i].number;
    for (size_t i = 0; i < view->modules.n; i++) {
        const struct programme_modules_row *m = &view->modules.rows[i];
        const int64_t minutes = m->content_minutes + m->personal_minutes;
        view->n_open += !m->decided;
        view->minutes_max = minutes > view->minutes_max ? minutes : view->minutes_max;
    }
    view->layout = layout_of(c, view->programme.name, "programme");
    layout_crumb(&view->layout, text_programme_title(c->arena, c->lang), url_programmes());
    struct page *page = reply_page(c);
    programme_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc programme_get(struct ctx *c) {
    struct programme_view view = {.reason = draft_reason(c)};
    TRY(programme_seen(c, &view.programme, &view.may_edit));
    TRY(q_programme_modules(c->ro, c->arena, view.programme.version_id, &view.modules));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &programme_modules_shape, view.modules.rows, view.modules.n);
    return programme_show(c, &view);
}

static enum rc module_find(struct ctx *c, struct module_view *view) {
    TRY(programme_seen(c, &view->programme, &view->may_edit));
    return programme_module_at(c, view->programme.version_id, c->arg[1], &view->module);
}

static void module_fields(struct ctx *c, struct module_view *view, struct str title,
                          struct str body) {
    view->title = (struct field){.name = "thema",
                                 .type = "text",
                                 .required = true,
                                 .max = 120,
                                 .value = title,
                                 .label = text_programme_theme(c->arena, c->lang)};
    view->body = (struct field){.name = "tekst",
                                .required = true,
                                .max = 2000,
                                .value = body,
                                .label = text_programme_about(c->arena, c->lang),
                                .help = text_programme_about_help(c->arena, c->lang)};
    view->reason = programme_reason(c, &view->programme);
}

static enum rc module_show(struct ctx *c, struct module_view *view) {
    TRY(q_programme_module_elements(c->ro, c->arena, view->programme.version_id,
                                    view->module.element_id, false, &view->elements));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &programme_module_elements_shape, view->elements.rows,
                          view->elements.n);
    view->layout =
        layout_of(c, programme_module_title(c->arena, c->lang, &view->module), "programme");
    layout_crumb(&view->layout, text_programme_title(c->arena, c->lang), url_programmes());
    layout_crumb(&view->layout, view->programme.name, url_programme(c->arena, view->programme.id));
    struct page *page = reply_page(c);
    programme_module_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc module_get(struct ctx *c) {
    struct module_view view = {0};
    TRY(module_find(c, &view));
    module_fields(c, &view, view.module.title, view.module.body);
    return module_show(c, &view);
}

static enum rc module_post(struct ctx *c) {
    struct module_view view = {0};
    struct module_change change;
    int64_t version;
    TRY(module_find(c, &view));
    module_fields(c, &view, STR_NONE, STR_NONE);
    form_text(c, &view.title, &view.mistakes, &change.title);
    form_text(c, &view.body, &view.mistakes, &change.body);
    form_text(c, &view.reason, &view.mistakes, &change.reason);
    if (str_i64(form_value(c, "versie"), &version) != RC_OK || version != view.module.number)
        form_mistake(&view.title, text_programme_changed(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return module_show(c, &view);
    TRY(programme_module_change(c->db, c->arena, &view.programme, &view.module, &change,
                                (struct programme_author){c->viewer->person, c->now}));
    TRY(notice_set(c, programme_saved(c, &view.programme)));
    return reply_redirect(c, url_programme(c->arena, view.programme.id));
}

static const struct route routes[] = {
    {METHOD_GET, "/leergangen", "/programmes", RIGHT_programme_edit, OBJECT_NONE,
     programme_list_get, .summary = "Programmes with their newest version",
     .rows = &programme_list_shape},
    {METHOD_GET, "/leergangen/nieuw", NULL, RIGHT_programme_edit, OBJECT_NONE, programme_new_get},
    {METHOD_POST, "/leergangen/nieuw", NULL, RIGHT_programme_edit, OBJECT_NONE, programme_new_post,
     .rate = RATE_WRITE},
    {METHOD_GET, "/leergangen/{programme}", "/programmes/{programme}/modules", RIGHT_programme_read,
     OBJECT_PROGRAMME, programme_get, .summary = "Modules of a programme, as the viewer may see it",
     .rows = &programme_modules_shape},
    {METHOD_GET, "/leergangen/{programme}/modules/{number}",
     "/programmes/{programme}/modules/{number}/elements", RIGHT_programme_read, OBJECT_PROGRAMME,
     module_get, .summary = "Elements of a module", .rows = &programme_module_elements_shape},
    {METHOD_POST, "/leergangen/{programme}/modules/{number}", NULL, RIGHT_programme_edit,
     OBJECT_PROGRAMME, module_post, .rate = RATE_WRITE},
    {METHOD_GET, "/leergangen/{programme}/modules/{number}/onderdelen/nieuw", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_new_get},
    {METHOD_POST, "/leergangen/{programme}/modules/{number}/onderdelen/nieuw", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_new_post, .rate = RATE_WRITE},
    {METHOD_GET, "/leergangen/{programme}/modules/{number}/onderdelen/{element}", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_get},
    {METHOD_POST, "/leergangen/{programme}/modules/{number}/onderdelen/{element}", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_post, .rate = RATE_WRITE},
    {METHOD_POST, "/leergangen/{programme}/modules/{number}/onderdelen/{element}/plaats", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_move_post, .rate = RATE_WRITE},
    {METHOD_POST, "/leergangen/{programme}/modules/{number}/onderdelen/{element}/weg", NULL,
     RIGHT_programme_edit, OBJECT_PROGRAMME, part_remove_post, .rate = RATE_WRITE},
    {METHOD_POST, "/leergangen/{programme}/concept", NULL, RIGHT_programme_edit, OBJECT_PROGRAMME,
     draft_begin_post, .rate = RATE_WRITE},
    {METHOD_POST, "/leergangen/{programme}/concept/publiceren", NULL, RIGHT_programme_edit,
     OBJECT_PROGRAMME, draft_publish_post, .rate = RATE_WRITE},
    {METHOD_POST, "/leergangen/{programme}/concept/weg", NULL, RIGHT_programme_edit,
     OBJECT_PROGRAMME, draft_drop_post, .rate = RATE_WRITE},
    {METHOD_GET, "/leergangen/{programme}/versies", "/programmes/{programme}/versions",
     RIGHT_programme_edit, OBJECT_PROGRAMME, versions_get,
     .summary = "Versions of a programme with their reasons", .rows = &programme_versions_shape},
    {METHOD_GET, "/leergangen/{programme}/verschil", "/programmes/{programme}/difference",
     RIGHT_programme_edit, OBJECT_PROGRAMME, difference_get,
     .summary = "What changed between two versions: ?van= and ?tot= are their numbers",
     .rows = &difference_shape},
    {METHOD_GET, "/leergangen/{programme}/modules/{number}/draaiboek",
     "/programmes/{programme}/modules/{number}/run-sheet", RIGHT_programme_read, OBJECT_PROGRAMME,
     module_run_sheet_get, .summary = "Run sheet of a module, from 0:00", .rows = &run_sheet_shape},
    {METHOD_GET, "/lichtingen/{cohort}/versie", "/cohorts/{cohort}/version-difference",
     RIGHT_cohort_edit, OBJECT_COHORT, cohort_version_get,
     .summary = "What changes for a cohort when it follows a newer version",
     .rows = &difference_shape},
    {METHOD_POST, "/lichtingen/{cohort}/versie", NULL, RIGHT_cohort_edit, OBJECT_COHORT,
     cohort_version_post, .rate = RATE_WRITE},
    {METHOD_GET, "/bijeenkomsten/{session}/draaiboek", "/sessions/{session}/run-sheet",
     RIGHT_session_read, OBJECT_SESSION, session_run_sheet_get,
     .summary = "Run sheet of one session, at its hours", .rows = &run_sheet_shape},
    {METHOD_GET, "/lichtingen/{cohort}/draaiboek/{number}", "/cohorts/{cohort}/run-sheets/{number}",
     RIGHT_session_read, OBJECT_COHORT, cohort_run_sheet_get,
     .summary = "Run sheet of a module of a cohort, at the times of its sessions",
     .rows = &run_sheet_shape},
};
const struct feature programme_feature = {"programme", routes, COUNT_OF(routes)};
