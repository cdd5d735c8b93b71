// SPDX-License-Identifier: EUPL-1.2
// The list of people and the page of one person. Changes nothing.
#include "feature/cohort/cohort.h"
#include "feature/import/import.h"
#include "feature/person/person.h"
#include "person_html.h"
#include "web/format.h"

// The list's address with what is asked of it; `after` NULL: from the start.
static struct url list_url(struct arena *arena, struct str search, struct opt_int organisation,
                           const struct person_list_row *after) {
    static const char HEX[] = "0123456789ABCDEF";
    struct buf b = buf_on(arena, 128);
    buf_str(&b, url_people().text);
    const char *separator = "?";
    const struct {
        const char *name;
        struct str value;
    } texts[] = {
        {"zoek=", search},
        {"na=", after == NULL ? STR_NONE : after->sort_name},
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!str_is(texts[i].value))
            continue;
        buf_c(&b, separator);
        buf_c(&b, texts[i].name);
        for (size_t at = 0; at < texts[i].value.n; at++) {
            const unsigned char byte = (unsigned char)texts[i].value.p[at];
            if (byte < 0x80 && isalnum(byte)) {
                buf_char(&b, (char)byte);
            } else {
                buf_char(&b, '%');
                buf_char(&b, HEX[byte >> 4]);
                buf_char(&b, HEX[byte & 15]);
            }
        }
        separator = "&";
    }
    if (organisation.is)
        buf_fmt(&b, "%sorganisatie=%" PRId64, separator, organisation.v);
    if (after != NULL)
        buf_fmt(&b, "&id=%" PRId64, after->id);
    return (struct url){buf_done(&b)};
}

// Past the most that is counted: "1.000+".
static struct str count_text(const struct ctx *c, int64_t n) {
    return n > PERSON_COUNT ? text_person_at_least(c->arena, c->lang, PERSON_COUNT)
                            : format_int(c->arena, c->lang, n);
}

static void fill_filters(struct ctx *c, struct person_list_view *view,
                         const struct person_organisations *organisations, int64_t n_all) {
    const size_t n = organisations->n;
    view->filters = NEW_ARRAY(c->arena, struct link, n + 1);
    view->filters[0] = (struct link){text_person_all(c->arena, c->lang, count_text(c, n_all)),
                                     list_url(c->arena, view->search, (struct opt_int){0}, NULL),
                                     !view->organisation.is};
    view->n_found = n_all;
    for (size_t i = 0; i < n; i++) {
        const struct person_organisations_row *row = &organisations->rows[i];
        const struct opt_int id = {row->id, true};
        const bool current = view->organisation.is && view->organisation.v == row->id;
        view->filters[i + 1] = (struct link){
            text_person_filter(c->arena, c->lang, row->name, count_text(c, row->n_people)),
            list_url(c->arena, view->search, id, NULL), current};
        if (current)
            view->n_found = row->n_people;
    }
    view->n_filters = n > 1 ? n + 1 : 0;
    const int64_t one = n == 1 ? organisations->rows[0].id : view->organisation.v;
    if (n == 1 || view->organisation.is) {
        view->add = url_person_add(c->arena, one);
        if (viewer_may(c->viewer, RIGHT_person_invite))
            view->doors = url_person_doors(c->arena, one);
    }
}

// The rows of one page, and the address of the next when one row more was found.
static enum rc list_load(struct ctx *c, struct person_list_view *view) {
    int64_t after = 0;
    if (str_i64(form_value(c, "id"), &after) != RC_OK)
        after = 0;
    view->is_first = after == 0;
    view->start = list_url(c->arena, view->search, view->organisation, NULL);
    const struct str from = form_value(c, "na");
    TRY(q_person_list(c->ro, c->arena, c->scope, c->today, view->organisation,
                      person_pattern(c->arena, view->search), str_is(from) ? from : STR(""), after,
                      PERSON_PAGE + 1, &view->list));
    if (view->list.n > PERSON_PAGE) {
        view->list.n = PERSON_PAGE;
        view->more =
            list_url(c->arena, view->search, view->organisation, &view->list.rows[PERSON_PAGE - 1]);
    }
    return RC_OK;
}

static enum rc person_list_get(struct ctx *c) {
    struct person_list_view view = {
        .search = str_trim(form_value(c, "zoek")),
        .may_import = viewer_may(c->viewer, RIGHT_import),
    };
    view.organisation.is = str_i64(form_value(c, "organisatie"), &view.organisation.v) == RC_OK;
    TRY(list_load(c, &view));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &person_list_shape, view.list.rows, view.list.n);
    const struct str pattern = person_pattern(c->arena, view.search);
    struct person_organisations organisations;
    struct person_count_row all;
    TRY(q_person_organisations(c->ro, c->arena, c->scope, c->today, pattern, PERSON_COUNT + 1,
                               &organisations));
    TRY(q_person_count(c->ro, c->arena, c->scope, c->today, pattern, PERSON_COUNT + 1, &all));
    fill_filters(c, &view, &organisations, all.n);
    view.found = count_text(c, view.n_found);
    view.layout = layout_of(c, text_person_title(c->arena, c->lang), "person");
    struct page *page = reply_page(c);
    person_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// A partner's coordinator learns no names of the municipality's: only whether it was herself.
static void makers_hide(const struct ctx *c, struct door_cards_of *cards) {
    const bool leads = (c->viewer->host_roles & (1u << ROLE_OWNER | 1u << ROLE_COORDINATOR)) != 0;
    for (size_t i = 0; i < cards->n; i++)
        if (!leads && cards->rows[i].by_person.v != c->viewer->person)
            cards->rows[i].by_name = STR_NONE;
}

static enum rc person_get(struct ctx *c) {
    struct person_view view = {0};
    const uint32_t reach = c->scope->reach;
    const bool is_self = c->viewer->person == c->arg[0];
    TRY(q_person_get(c->ro, c->arena, c->scope, &view.person));
    TRY(q_person_memberships(c->ro, c->arena, c->scope, c->today, &view.memberships));
    TRY(q_person_employment_list(c->ro, c->arena, c->scope, c->today, &view.employments));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &person_employment_list_shape, view.employments.rows,
                          view.employments.n);
    TRY(q_person_roles(c->ro, c->arena, c->scope, c->today, &view.roles));
    TRY(q_door_cards_of(c->ro, c->arena, c->scope, &view.cards));
    if (!is_self)
        makers_hide(c, &view.cards);
    TRY(q_person_cohorts(c->ro, c->arena, c->scope,
                         is_self || access_allows(reach, RIGHT_application_list), &view.cohorts));
    view.may_edit = access_allows(reach, RIGHT_person_edit);
    view.may_grant = access_allows(reach, RIGHT_role_grant);
    view.may_open_cohort = is_self || access_allows(reach, RIGHT_cohort_read);
    view.layout = layout_of(c, view.person.name, "person");
    if (viewer_may(c->viewer, RIGHT_person_list))
        layout_crumb(&view.layout, text_person_title(c->arena, c->lang), url_people());
    struct page *page = reply_page(c);
    person_page_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/mensen", "/people", RIGHT_person_list, OBJECT_NONE, person_list_get,
     .summary = "People that the viewer reaches, 100 at a time"},
    {METHOD_GET, "/mensen/{person}", "/people/{person}/employments", RIGHT_person_read,
     OBJECT_PERSON, person_get, .summary = "Employments of one person"},
    {METHOD_GET, "/mensen/{person}/rollen", "/people/{person}/roles", RIGHT_role_grant,
     OBJECT_PERSON, person_roles_get, .summary = "Roles of one person"},
    {METHOD_POST, "/mensen/{person}/rollen", NULL, RIGHT_role_grant, OBJECT_PERSON,
     person_roles_post, .rate = RATE_WRITE},
    {METHOD_GET, "/mensen/{person}/wijzig", NULL, RIGHT_person_edit, OBJECT_PERSON,
     person_edit_get},
    {METHOD_POST, "/mensen/{person}/wijzig", NULL, RIGHT_person_edit, OBJECT_PERSON,
     person_edit_post, .rate = RATE_WRITE},
    {METHOD_GET, "/organisaties/{organisation}/mensen", NULL, RIGHT_person_add, OBJECT_ORGANISATION,
     person_add_get},
    {METHOD_POST, "/organisaties/{organisation}/mensen", NULL, RIGHT_person_add,
     OBJECT_ORGANISATION, person_add_post, .rate = RATE_WRITE},
};
const struct feature person_feature = {"person", routes, COUNT_OF(routes)};
