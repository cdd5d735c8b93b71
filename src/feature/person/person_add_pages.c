// SPDX-License-Identifier: EUPL-1.2
// Typing a few people of one organisation: a name and, if there is one, an e-mail address on each
// line. All of them or none. A name that is known already is asked about, never guessed at.
#include "feature/import/import_rows.h"
#include "feature/person/person.h"
#include "person_html.h"

enum { MORE_ROWS = 5 };

static const char *row_name(struct ctx *c, const char *what, size_t i) {
    return str_c(c->arena, str_fmt(c->arena, "%s-%zu", what, i + 1));
}

static enum rc view_load(struct ctx *c, struct person_add_view *view) {
    struct person_place_row place;
    int64_t n = 0;
    TRY(q_person_place(c->ro, c->arena, c->scope, &place));
    if (str_i64(form_value(c, "rijen"), &n) != RC_OK || n < 1 || n > PERSON_ADD_MAX)
        n = PERSON_ADD_ROWS;
    view->organisation = place.id;
    view->organisation_name = place.name;
    view->n = (size_t)n;
    for (size_t i = 0; i < view->n; i++)
        view->rows[i] = (struct person_add_row_view){
            .name = {.name = row_name(c, "naam", i), .type = "text", .max = PERSON_NAME_MAX},
            .email = {.name = row_name(c, "mail", i), .type = "email", .max = PERSON_EMAIL_MAX},
            .other = {.name = row_name(c, "ander", i)},
        };
    if (view->n + MORE_ROWS <= PERSON_ADD_MAX)
        view->more.text =
            str_fmt(c->arena, STR_FMT "?rijen=%zu",
                    STR_ARG(url_person_add(c->arena, place.id).text), view->n + MORE_ROWS);
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct person_add_view *view) {
    view->layout =
        layout_of(c, text_person_add_to(c->arena, c->lang, view->organisation_name), "person");
    layout_crumb(&view->layout, text_person_title(c->arena, c->lang), url_people());
    if (view->mistakes > 0)
        view->more.text = STR_NONE; // a link would lose what was typed
    struct page *page = reply_page(c);
    person_add_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc person_add_get(struct ctx *c) {
    struct person_add_view *const view = NEW(c->arena, struct person_add_view);
    TRY(view_load(c, view));
    return view_show(c, view);
}

// Somebody of this organisation has the address, or the name: the second may be another person.
static enum rc check_known(struct ctx *c, struct person_add_row_view *row, int *mistakes) {
    struct person_same same;
    const struct str sort_name = person_sort_name(c->arena, &row->person);
    const struct str email = str_fold(c->arena, row->person.email);
    TRY(q_person_same(c->ro, c->arena, c->scope, c->today, sort_name,
                      str_is(email) ? email : STR("-"), &same));
    row->is_other = str_is(form_value(c, row->other.name));
    for (size_t i = 0; i < same.n; i++) {
        if (str_is(email) && str_eq(same.rows[i].email_fold, email)) {
            form_mistake(&row->email,
                         text_person_add_email_of(c->arena, c->lang, same.rows[i].name), mistakes);
        } else if (str_eq(same.rows[i].sort_name, sort_name)) {
            row->asks_other = true;
            if (!row->is_other)
                form_mistake(&row->name,
                             text_person_add_known(c->arena, c->lang, same.rows[i].name), mistakes);
        }
    }
    return RC_OK;
}

// Two lines with one name or one address are a mistake in what was typed.
static void check_twice(struct ctx *c, struct person_add_view *view, size_t at) {
    struct person_add_row_view *const row = &view->rows[at];
    for (size_t i = 0; i < at; i++) {
        const struct person_add_row_view *const before = &view->rows[i];
        if (str_is(row->email.value) &&
            str_eq(str_fold(c->arena, row->email.value), str_fold(c->arena, before->email.value)))
            form_mistake(&row->email, text_person_add_twice(c->arena, c->lang, (int64_t)i + 1),
                         &view->mistakes);
        if (str_is(row->name.value) && !row->is_other &&
            str_eq(str_fold(c->arena, row->name.value), str_fold(c->arena, before->name.value))) {
            row->asks_other = true;
            form_mistake(&row->name, text_person_add_twice(c->arena, c->lang, (int64_t)i + 1),
                         &view->mistakes);
        }
    }
}

static enum rc row_read(struct ctx *c, struct person_add_view *view, size_t at) {
    struct person_add_row_view *const row = &view->rows[at];
    struct str full = STR(""), email = STR("");
    form_text(c, &row->name, &view->mistakes, &full);
    form_text(c, &row->email, &view->mistakes, &email);
    if (!str_is(row->name.value) && str_is(row->email.value))
        form_mistake(&row->name, text_person_name_needed(c->arena, c->lang), &view->mistakes);
    if (str_is(row->email.value) && !import_email_is(row->email.value))
        form_mistake(&row->email, text_person_email_wrong(c->arena, c->lang), &view->mistakes);
    if (!str_is(row->name.value))
        return RC_OK;
    const struct import_name name = import_name_split(full);
    row->person = (struct person_input){name.given_name, name.infix, name.family_name, email};
    TRY(check_known(c, row, &view->mistakes));
    check_twice(c, view, at);
    return RC_OK;
}

enum rc person_add_post(struct ctx *c) {
    struct person_add_view *const view = NEW(c->arena, struct person_add_view);
    int64_t n = 0;
    TRY(view_load(c, view));
    for (size_t i = 0; i < view->n; i++) {
        TRY(row_read(c, view, i));
        n += str_is(view->rows[i].name.value);
    }
    if (n == 0 && view->mistakes == 0)
        form_mistake(&view->rows[0].name, text_person_add_none(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return view_show(c, view);
    for (size_t i = 0; i < view->n; i++) {
        int64_t person;
        if (!str_is(view->rows[i].name.value))
            continue;
        TRY(person_add(c->db, c->arena, &view->rows[i].person, c->now, &person));
        TRY(person_join(c->db, c->arena, person, view->organisation, (struct opt_int){0},
                        c->today));
    }
    TRY(notice_set(c, text_person_added_n(c->arena, c->lang, n, view->organisation_name)));
    return reply_redirect(c, viewer_may(c->viewer, RIGHT_person_invite)
                                 ? url_person_doors(c->arena, view->organisation)
                                 : url_people());
}
