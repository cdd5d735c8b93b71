// SPDX-License-Identifier: EUPL-1.2
// The page on which roles are given and ended. What somebody was stays on record.
#include "feature/person/person.h"
#include "person_html.h"

// Participants and line managers follow from cohorts and employments; nobody gives those roles.
static bool is_given(enum role role) {
    return role != ROLE_PARTICIPANT && role != ROLE_LINE_MANAGER;
}

static enum rc view_load(struct ctx *c, struct person_roles_view *view) {
    struct person_role_places places;
    TRY(q_person_get(c->ro, c->arena, c->scope, &view->person));
    TRY(q_person_roles(c->ro, c->arena, c->scope, c->today, &view->roles));
    TRY(q_person_role_places(c->ro, c->arena, c->scope, c->today, &places));
    view->today = c->today;
    view->places = NEW_ARRAY(c->arena, struct choice, places.n);
    view->n_places = places.n;
    for (size_t i = 0; i < places.n; i++)
        view->places[i] = (struct choice){str_fmt(c->arena, "%" PRId64, places.rows[i].id),
                                          places.rows[i].name, false};
    view->roles_to_give[view->n_roles_to_give++] =
        (struct choice){STR(""), text_person_role_choose(c->arena, c->lang), false};
    for (enum role role = 0; role < ROLE_N; role++)
        if (is_given(role))
            view->roles_to_give[view->n_roles_to_give++] =
                (struct choice){role_word(role), role_label(c->lang, role), false};
    return RC_OK;
}

static struct person_roles_view view_of(struct ctx *c) {
    return (struct person_roles_view){
        .role = {.name = "rol", .required = true, .label = text_person_role(c->arena, c->lang)},
        .organisation = {.name = "organisatie",
                         .required = true,
                         .label = text_person_organisation(c->arena, c->lang)},
        .from = {.name = "van",
                 .type = "date",
                 .required = true,
                 .value = day_iso(c->arena, c->today),
                 .label = text_person_from(c->arena, c->lang)},
        .until = {.name = "tot",
                  .type = "date",
                  .label = text_person_until(c->arena, c->lang),
                  .help = text_person_until_help(c->arena, c->lang)},
    };
}

static void mark_chosen(struct choice *choices, size_t n, struct str value) {
    for (size_t i = 0; i < n; i++)
        choices[i].chosen = str_eq(choices[i].value, value);
}

static enum rc view_show(struct ctx *c, struct person_roles_view *view) {
    mark_chosen(view->roles_to_give, view->n_roles_to_give, view->role.value);
    mark_chosen(view->places, view->n_places, view->organisation.value);
    view->layout =
        layout_of(c, text_person_roles_of(c->arena, c->lang, view->person.name), "person");
    layout_crumb(&view->layout, text_person_title(c->arena, c->lang), url_people());
    layout_crumb(&view->layout, view->person.name, url_person(c->arena, view->person.id));
    struct page *page = reply_page(c);
    person_roles_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc person_roles_get(struct ctx *c) {
    struct person_roles_view view = view_of(c);
    TRY(view_load(c, &view));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &person_roles_shape, view.roles.rows, view.roles.n);
    return view_show(c, &view);
}

static bool is_choice(const struct choice *choices, size_t n, struct str value) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(choices[i].value, value))
            return true;
    return false;
}

struct role_input {
    struct str role, organisation;
    struct day from, until;
};

static enum rc role_read(struct ctx *c, struct person_roles_view *view,
                         struct role_input *ret_input) {
    struct role_input input = {.from = DAY_NONE, .until = DAY_NONE};
    form_text(c, &view->role, &view->mistakes, &input.role);
    form_text(c, &view->organisation, &view->mistakes, &input.organisation);
    form_day(c, &view->from, &view->mistakes, &input.from);
    form_day(c, &view->until, &view->mistakes, &input.until);
    if (str_is(input.role) && !is_choice(view->roles_to_give, view->n_roles_to_give, input.role))
        form_mistake(&view->role, text_person_choose(c->arena, c->lang), &view->mistakes);
    if (str_is(input.organisation) && !is_choice(view->places, view->n_places, input.organisation))
        form_mistake(&view->organisation, text_person_choose(c->arena, c->lang), &view->mistakes);
    if (day_is(input.from) && day_is(input.until) && input.until.n < input.from.n)
        form_mistake(&view->until, text_person_until_early(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return RC_INVALID;
    *ret_input = input;
    return RC_OK;
}

static enum rc role_give_post(struct ctx *c) {
    struct person_roles_view view = view_of(c);
    TRY(view_load(c, &view));
    struct role_input input;
    if (role_read(c, &view, &input) != RC_OK)
        return view_show(c, &view);
    int64_t organisation;
    TRY(str_i64(input.organisation, &organisation));
    TRY(role_give(c->db, c->arena, c->arg[0], input.role, organisation, input.from, input.until,
                  c->viewer->person, c->now));
    TRY(notice_set(c, text_person_role_given(c->arena, c->lang, view.person.name,
                                             person_role_label(c->lang, input.role))));
    return reply_redirect(c, url_person_roles(c->arena, c->arg[0]));
}

// The button beside a role sends its id as `einde`; the form below the table sends none.
enum rc person_roles_post(struct ctx *c) {
    const struct str ends = form_value(c, "einde");
    if (!str_is(ends))
        return role_give_post(c);
    int64_t role;
    if (str_i64(ends, &role) != RC_OK)
        return RC_NOT_FOUND;
    TRY(role_end(c->db, c->arena, c->arg[0], role, c->viewer->person, c->now));
    TRY(notice_set(c, text_person_role_ended(c->arena, c->lang)));
    return reply_redirect(c, url_person_roles(c->arena, c->arg[0]));
}
