// SPDX-License-Identifier: EUPL-1.2
// Changing the name and the e-mail address of one person. Whoever comes second sees what the first
// made of it, with what was typed kept beside it.
#include "feature/import/import_rows.h"
#include "feature/person/person.h"
#include "person_html.h"

static enum rc view_load(struct ctx *c, struct person_edit_view *ret_view) {
    struct person_edit_view view = {.id = c->arg[0]};
    TRY(q_person_names(c->ro, c->arena, c->scope, c->today, &view.now));
    if (view.now.is_elsewhere) // somebody of another organisation too: the house changes that
        return RC_FORBIDDEN;
    const enum lang lang = c->lang;
    view.given = (struct field){.name = "voornaam",
                                .type = "text",
                                .max = PERSON_NAME_MAX,
                                .label = text_person_given(c->arena, lang)};
    view.infix = (struct field){.name = "tussen",
                                .type = "text",
                                .max = PERSON_NAME_MAX,
                                .label = text_person_infix(c->arena, lang)};
    view.family = (struct field){.name = "achternaam",
                                 .type = "text",
                                 .max = PERSON_NAME_MAX,
                                 .label = text_person_family(c->arena, lang)};
    view.email = (struct field){
        .name = "email",
        .type = "email",
        .max = PERSON_EMAIL_MAX,
        .label = text_person_email(c->arena, lang),
        .help = view.now.has_account ? text_person_email_account(c->arena, lang) : STR_NONE};
    *ret_view = view;
    return RC_OK;
}

static struct str or_empty(struct str s) {
    return s.p == NULL ? STR("") : s;
}

static enum rc view_show(struct ctx *c, struct person_edit_view *view) {
    struct met met = {.n = 0};
    if (view->is_met) {
        form_met(&met, &view->given, view->now.given_name);
        form_met(&met, &view->infix, view->now.infix);
        form_met(&met, &view->family, view->now.family_name);
        form_met(&met, &view->email, view->now.email);
    }
    view->layout = layout_of(c, text_person_edit_of(c->arena, c->lang, view->now.name), "person");
    layout_crumb(&view->layout, text_person_title(c->arena, c->lang), url_people());
    layout_crumb(&view->layout, view->now.name, url_person(c->arena, view->id));
    struct page *page = reply_page(c);
    person_edit_html(page, view, &met);
    reply_page_done(c, page, view->mistakes > 0 || view->is_met ? 422 : 200);
    return RC_OK;
}

enum rc person_edit_get(struct ctx *c) {
    struct person_edit_view view;
    TRY(view_load(c, &view));
    view.given.value = view.now.given_name;
    view.infix.value = view.now.infix;
    view.family.value = view.now.family_name;
    view.email.value = or_empty(view.now.email);
    return view_show(c, &view);
}

enum rc person_edit_post(struct ctx *c) {
    struct person_edit_view view;
    struct person_input input = {0};
    int64_t version = 0;
    TRY(view_load(c, &view));
    form_text(c, &view.given, &view.mistakes, &input.given_name);
    form_text(c, &view.infix, &view.mistakes, &input.infix);
    form_text(c, &view.family, &view.mistakes, &input.family_name);
    form_text(c, &view.email, &view.mistakes, &input.email);
    if (!str_is(view.given.value) && !str_is(view.family.value))
        form_mistake(&view.family, text_person_name_needed(c->arena, c->lang), &view.mistakes);
    if (str_is(view.email.value) && !import_email_is(view.email.value))
        form_mistake(&view.email, text_person_email_wrong(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return view_show(c, &view);
    if (str_i64(form_value(c, "versie"), &version) != RC_OK)
        return RC_INVALID;
    const enum rc rc = person_edit(c->db, c->arena, view.id, version, &input);
    view.is_met = rc == RC_CONFLICT;
    if (view.is_met)
        return view_show(c, &view);
    TRY(rc);
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_person(c->arena, view.id));
}
