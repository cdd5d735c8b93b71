// SPDX-License-Identifier: EUPL-1.2
// The pages of organisations: list, new, edit. Reads a form, calls a rule, redirects.
#include "feature/organisation/organisation.h"
#include "organisation_html.h"

static enum rc organisation_list_get(struct ctx *c) {
    struct organisation_list_view view = {.may_edit =
                                              viewer_may(c->viewer, RIGHT_organisation_edit)};
    TRY(q_organisation_list(c->ro, c->arena, c->scope, c->today, &view.list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &organisation_list_shape, view.list.rows, view.list.n);
    view.layout = layout_of(c, text_organisation_title(c->arena, c->lang), "organisation");
    struct page *page = reply_page(c);
    organisation_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static struct organisation_form form_of(struct ctx *c, int64_t id, struct str name, struct str kind,
                                        struct str letter) {
    const enum lang lang = c->lang;
    struct organisation_form form = {
        .id = id,
        .name = {.name = "naam",
                 .type = "text",
                 .required = true,
                 .max = 120,
                 .value = name,
                 .label = text_organisation_name(c->arena, lang)},
        .kind = {.name = "soort",
                 .required = true,
                 .value = kind,
                 .label = text_organisation_kind(c->arena, lang)},
        .letter = {.name = "letter",
                   .type = "text",
                   .required = true,
                   .max = 1,
                   .value = letter,
                   .label = text_organisation_letter(c->arena, lang),
                   .help = text_organisation_letter_help(c->arena, lang)},
    };
    for (enum organisation_kind k = 0; k < ORGANISATION_KIND_N; k++)
        form.kinds[k] =
            (struct choice){organisation_kind_word(k),
                            organisation_kind_label(lang, organisation_kind_word(k)), false};
    return form;
}

static enum rc form_show(struct ctx *c, struct organisation_form *form) {
    for (size_t i = 0; i < ORGANISATION_KIND_N; i++)
        form->kinds[i].chosen = str_eq(form->kinds[i].value, form->kind.value);
    form->layout = layout_of(c,
                             form->id == 0 ? text_organisation_new(c->arena, c->lang)
                                           : text_organisation_edit(c->arena, c->lang),
                             "organisation");
    layout_crumb(&form->layout, text_organisation_title(c->arena, c->lang), url_organisations());
    struct page *page = reply_page(c);
    organisation_form_html(page, form);
    reply_page_done(c, page, form->mistakes > 0 || form->is_met ? 422 : 200);
    return RC_OK;
}

static enum rc organisation_new_get(struct ctx *c) {
    struct organisation_form form = form_of(c, 0, STR(""), STR("other"), STR(""));
    return form_show(c, &form);
}

static enum rc organisation_new_post(struct ctx *c) {
    struct organisation_form form = form_of(c, 0, STR_NONE, STR_NONE, STR_NONE);
    struct organisation_input input;
    if (organisation_read(c, &form, &input) != RC_OK)
        return form_show(c, &form);
    struct organisation_add_row added;
    TRY(q_organisation_add(c->db, c->arena, input.name, input.kind, input.letter, false, c->now,
                           &added));
    TRY(notice_set(c, text_organisation_added(c->arena, c->lang, input.name)));
    return reply_redirect(c, url_organisations());
}

static enum rc organisation_edit_get(struct ctx *c) {
    struct organisation_get_row row;
    TRY(q_organisation_get(c->ro, c->arena, c->arg[0], &row));
    struct organisation_form form = form_of(c, row.id, row.name, row.kind, row.letter);
    form.version = row.version;
    return form_show(c, &form);
}

static enum rc edit_met(struct ctx *c, struct organisation_form *form,
                        const struct organisation_get_row *now) {
    form->is_met = true;
    form_met(&form->met, &form->name, now->name);
    form_met(&form->met, &form->letter, now->letter);
    struct field kind = form->kind;
    kind.value = organisation_kind_label(c->lang, kind.value);
    form_met(&form->met, &kind, organisation_kind_label(c->lang, now->kind));
    return form_show(c, form);
}

static enum rc organisation_edit_post(struct ctx *c) {
    struct organisation_form form = form_of(c, c->arg[0], STR_NONE, STR_NONE, STR_NONE);
    struct organisation_input input;
    struct organisation_get_row now;
    int64_t seen = 0, changed;
    TRY(q_organisation_get(c->ro, c->arena, c->arg[0], &now));
    form.version = now.version;
    const bool is_read = organisation_read(c, &form, &input) == RC_OK;
    if (str_i64(form_value(c, "versie"), &seen) != RC_OK || seen != now.version)
        return edit_met(c, &form, &now);
    if (!is_read)
        return form_show(c, &form);
    TRY(q_organisation_change(c->db, c->arg[0], seen, input.name, input.kind, input.letter,
                              &changed));
    if (changed != 1)
        return RC_CONFLICT;
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_organisations());
}

static const struct route routes[] = {
    {METHOD_GET, "/organisaties", "/organisations", RIGHT_organisation_list, OBJECT_NONE,
     organisation_list_get, .summary = "Organisations of this house"},
    {METHOD_GET, "/organisaties/nieuw", NULL, RIGHT_organisation_edit, OBJECT_NONE,
     organisation_new_get},
    {METHOD_POST, "/organisaties/nieuw", NULL, RIGHT_organisation_edit, OBJECT_NONE,
     organisation_new_post, .rate = RATE_WRITE},
    {METHOD_GET, "/organisaties/{organisation}", NULL, RIGHT_organisation_edit, OBJECT_ORGANISATION,
     organisation_edit_get},
    {METHOD_POST, "/organisaties/{organisation}", NULL, RIGHT_organisation_edit,
     OBJECT_ORGANISATION, organisation_edit_post, .rate = RATE_WRITE},
};
const struct feature organisation_feature = {"organisation", routes, COUNT_OF(routes)};
