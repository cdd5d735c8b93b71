// SPDX-License-Identifier: EUPL-1.2
// The page on which a replacement is named who did not apply.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"
#include "feature/cohort/replace.h"
#include "feature/import/import_rows.h"

static void fields_fill(struct ctx *c, struct replace_view *view) {
    view->name =
        (struct field){.name = "naam",
                       .type = "text",
                       .required = true,
                       .max = PERSON_NAME_MAX,
                       .value = STR(""),
                       .label = text_cohort_replace_name(c->arena, c->lang),
                       .help = text_cohort_replace_name_help(c->arena, c->lang, view->place.name)};
    view->email = (struct field){.name = "mail",
                                 .type = "email",
                                 .max = PERSON_EMAIL_MAX,
                                 .value = STR(""),
                                 .label = text_cohort_replace_email(c->arena, c->lang),
                                 .help = text_cohort_replace_email_help(c->arena, c->lang)};
    view->whom = (struct field){
        .name = "wie", .value = STR(""), .label = text_cohort_replace_whom(c->arena, c->lang)};
    view->reason = (struct field){.name = "reden",
                                  .type = "text",
                                  .max = 300,
                                  .value = STR(""),
                                  .label = text_cohort_reason(c->arena, c->lang),
                                  .help = text_cohort_stop_reason_help(c->arena, c->lang)};
}

static enum rc view_load(struct ctx *c, struct replace_view *view, struct scope *ret_place) {
    TRY(q_waiting_get(c->ro, c->arena, c->scope, &view->application));
    enum rc rc = q_replace_place(c->ro, c->arena, c->scope, c->today, &view->place);
    if (rc == RC_OK)
        rc = access_check(c->ro, c->arena, c->viewer, RIGHT_person_add, OBJECT_ORGANISATION,
                          view->place.id, ret_place);
    if (rc != RC_OK && rc != RC_NOT_FOUND && rc != RC_FORBIDDEN)
        return rc;
    view->may_name = rc == RC_OK;
    view->is_placed = str_eq(view->application.placement, STR("placed")) &&
                      !instant_is(view->application.withdrawn_at);
    fields_fill(c, view);
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct replace_view *view) {
    view->layout = layout_of(
        c, text_cohort_replace_title(c->arena, c->lang, view->application.name), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->application.cohort_name,
                 url_cohort(c->arena, view->application.cohort_id));
    struct page *page = reply_page(c);
    replace_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc application_replace_get(struct ctx *c) {
    struct replace_view view = {0};
    struct scope place;
    TRY(view_load(c, &view, &place));
    return view_show(c, &view);
}

// ---- who is meant -------------------------------------------------------------------------------

static void choices_fill(struct ctx *c, struct replace_view *view, const struct person_same *same) {
    view->people = NEW_ARRAY(c->arena, struct choice, same->n + 1);
    for (size_t i = 0; i < same->n; i++) {
        const struct str value = str_fmt(c->arena, "%" PRId64, same->rows[i].id);
        const struct str label =
            str_is(same->rows[i].email_fold)
                ? str_fmt(c->arena, STR_FMT " (" STR_FMT ")", STR_ARG(same->rows[i].name),
                          STR_ARG(same->rows[i].email_fold))
                : same->rows[i].name;
        view->people[view->n_people++] =
            (struct choice){value, label, str_eq(value, view->whom.value)};
    }
}

// One who has the address is meant, whoever else has the name; else the one with the name, or the
// one of several who was chosen. RC_NOT_FOUND: nobody. RC_INVALID: a person has to say.
static enum rc whom_find(struct ctx *c, struct replace_view *view, const struct person_same *same,
                         struct str email, int64_t *ret_person) {
    int64_t chosen = 0;
    for (size_t i = 0; i < same->n; i++)
        if (str_is(email) && str_eq(same->rows[i].email_fold, email)) {
            *ret_person = same->rows[i].id;
            return RC_OK;
        }
    if (same->n == 0)
        return RC_NOT_FOUND;
    if (same->n == 1) {
        *ret_person = same->rows[0].id;
        return RC_OK;
    }
    const bool said = str_i64(view->whom.value, &chosen) == RC_OK;
    for (size_t i = 0; i < same->n; i++)
        if (said && same->rows[i].id == chosen) {
            *ret_person = chosen;
            return RC_OK;
        }
    choices_fill(c, view, same);
    form_mistake(&view->whom, text_cohort_replace_which(c->arena, c->lang, view->place.name),
                 &view->mistakes);
    return RC_INVALID;
}

static enum rc person_new(struct ctx *c, struct replace_view *view,
                          const struct person_input *input, int64_t *ret_person) {
    if (!view->is_new) {
        view->asks_new = true;
        form_mistake(&view->name, text_cohort_replace_unknown(c->arena, c->lang, view->place.name),
                     &view->mistakes);
        return RC_INVALID;
    }
    TRY(person_add(c->db, c->arena, input, c->now, ret_person));
    return person_join(c->db, c->arena, *ret_person, view->place.id, (struct opt_int){0}, c->today);
}

// RC_INVALID: a mistake is said at its field.
static enum rc person_read(struct ctx *c, struct replace_view *view, const struct scope *place,
                           int64_t *ret_person) {
    struct str full = STR(""), email = STR("");
    struct person_same same;
    form_text(c, &view->name, &view->mistakes, &full);
    form_text(c, &view->email, &view->mistakes, &email);
    view->whom.value = form_value(c, "wie");
    view->is_new = view->asks_new = str_is(form_value(c, "nieuw"));
    if (str_is(email) && !import_email_is(email))
        form_mistake(&view->email, text_person_email_wrong(c->arena, c->lang), &view->mistakes);
    if (view->mistakes > 0)
        return RC_INVALID;
    const struct import_name name = import_name_split(full);
    const struct person_input input = {name.given_name, name.infix, name.family_name, email};
    const struct str fold = str_fold(c->arena, email);
    TRY(q_person_same(c->ro, c->arena, place, c->today, person_sort_name(c->arena, &input),
                      str_is(fold) ? fold : STR("-"), &same));
    const enum rc rc = whom_find(c, view, &same, fold, ret_person);
    return rc == RC_NOT_FOUND ? person_new(c, view, &input, ret_person) : rc;
}

// ---- replacing ----------------------------------------------------------------------------------

static struct placement placement_by(struct ctx *c, const struct replace_view *view,
                                     struct str reason) {
    return (struct placement){.cohort = view->application.cohort_id,
                              .by_person = c->viewer->person,
                              .as_role =
                                  access_acting_role(c->scope->reach, RIGHT_application_replace),
                              .today = c->today,
                              .now = c->now,
                              .reason = str_is(reason) ? reason : STR_NONE};
}

enum rc application_replace_post(struct ctx *c) {
    struct replace_view view = {0};
    struct scope place;
    struct str reason = STR("");
    int64_t person = 0;
    TRY(view_load(c, &view, &place));
    if (!view.may_name)
        return RC_FORBIDDEN;
    if (!view.is_placed)
        return RC_CONFLICT;
    form_text(c, &view.reason, &view.mistakes, &reason);
    enum rc rc = person_read(c, &view, &place, &person);
    if (rc == RC_INVALID)
        return view_show(c, &view);
    TRY(rc);
    const struct placement placement = placement_by(c, &view, reason);
    const struct consent_asking asking = {c->arena, ctx_vault(c), c->today, c->now};
    rc = replace_with(c->db, &asking, &placement, &view.application, person);
    if (rc == RC_CONFLICT || rc == RC_INVALID) {
        form_mistake(&view.name,
                     rc == RC_CONFLICT ? text_cohort_replace_takes_part(c->arena, c->lang)
                     : placement.as_role == ROLE_PARTNER_COORDINATOR
                         ? text_cohort_replace_apart(c->arena, c->lang)
                         : text_cohort_replace_apart_why(c->arena, c->lang),
                     &view.mistakes);
        return view_show(c, &view);
    }
    TRY(rc);
    TRY(notice_set(
        c, text_cohort_replaced(c->arena, c->lang, view.application.name, view.name.value)));
    if (placement.as_role == ROLE_PARTNER_COORDINATOR)
        return reply_redirect(c, (struct url){STR("/")});
    return reply_redirect(c, url_cohort_applications(c->arena, view.application.cohort_id));
}
