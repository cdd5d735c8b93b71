// SPDX-License-Identifier: EUPL-1.2
// The pages of a manager's consent as a signed-in person, and of asking for it. By a link without
// an account: consent_link_pages.c.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"
#include "feature/cohort/consent.h"

static struct consent_asking asking_of(struct ctx *c) {
    return (struct consent_asking){c->arena, ctx_vault(c), c->today, c->now};
}

struct field consent_deputy_field(struct ctx *c) {
    return (struct field){.name = "plaatsvervanger",
                          .type = "email",
                          .required = true,
                          .max = 254,
                          .value = STR(""),
                          .label = text_cohort_deputy(c->arena, c->lang),
                          .help = text_cohort_deputy_help(c->arena, c->lang)};
}

enum rc consent_deputy_find(struct ctx *c, const struct scope *application, struct field *field,
                            int *mistakes, int64_t *ret_person) {
    struct str email = STR("");
    struct consent_deputy_row deputy;
    form_text(c, field, mistakes, &email);
    if (*mistakes > 0)
        return RC_INVALID;
    const enum rc rc = q_consent_deputy(c->ro, c->arena, application, str_fold(c->arena, email),
                                        c->today, &deputy);
    if (rc == RC_OK)
        *ret_person = deputy.id;
    if (rc != RC_NOT_FOUND)
        return rc;
    form_mistake(field, text_cohort_deputy_unknown(c->arena, c->lang), mistakes);
    return RC_INVALID;
}

// ---- signed in ----------------------------------------------------------------------------------

static enum rc consent_view_of(struct ctx *c, struct consent_view *view) {
    TRY(q_application_get(c->ro, c->arena, c->scope, &view->application));
    view->outcome = (struct field){.name = "besluit",
                                   .required = true,
                                   .label = text_cohort_consent_question(c->arena, c->lang)};
    view->day = (struct field){.name = "datum",
                               .type = "date",
                               .required = true,
                               .value = day_iso(c->arena, c->today),
                               .label = text_cohort_consent_day(c->arena, c->lang)};
    view->deputy = consent_deputy_field(c);
    view->may_ask = !str_is(view->application.consent);
    view->reason = (struct field){.name = "reden",
                                  .type = "text",
                                  .max = 300,
                                  .value = STR(""),
                                  .label = text_cohort_reason(c->arena, c->lang)};
    return RC_OK;
}

static enum rc consent_show(struct ctx *c, struct consent_view *view) {
    const struct str chosen = view->outcome.value;
    view->outcomes[0] = (struct choice){STR("yes"), text_cohort_consent_yes(c->arena, c->lang),
                                        str_eq(chosen, STR("yes"))};
    view->outcomes[1] = (struct choice){STR("no"), text_cohort_consent_no(c->arena, c->lang),
                                        str_eq(chosen, STR("no"))};
    view->layout = layout_of(
        c, text_cohort_consent_title(c->arena, c->lang, view->application.name), "cohort");
    struct page *page = reply_page(c);
    consent_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

enum rc application_consent_get(struct ctx *c) {
    struct consent_view view = {0};
    TRY(consent_view_of(c, &view));
    view.outcome.value = view.application.consent;
    return consent_show(c, &view);
}

enum rc application_consent_post(struct ctx *c) {
    struct consent_view view = {0};
    struct str outcome, reason;
    struct day day = c->today;
    TRY(consent_view_of(c, &view));
    form_text(c, &view.outcome, &view.mistakes, &outcome);
    form_day(c, &view.day, &view.mistakes, &day);
    form_text(c, &view.reason, &view.mistakes, &reason);
    if (view.mistakes == 0 && !str_eq(outcome, STR("yes")) && !str_eq(outcome, STR("no")))
        form_mistake(&view.outcome, text_cohort_consent_choose(c->arena, c->lang), &view.mistakes);
    if (view.mistakes == 0 && day.n > c->today.n)
        form_mistake(&view.day, text_cohort_consent_future(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return consent_show(c, &view);
    const uint32_t reach = c->scope->reach;
    const enum role role = access_acting_role(reach, RIGHT_application_decide);
    const struct consent_asking asking = asking_of(c);
    const struct consent_answer answer = {.application = view.application.id,
                                          .cohort = view.application.cohort_id,
                                          .by_person = c->viewer->person,
                                          .as_role = role,
                                          .outcome = outcome,
                                          .reason = str_is(reason) ? reason : STR_NONE,
                                          .day = day};
    TRY(consent_decide(c->db, &asking, &answer));
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    if (role == ROLE_LINE_MANAGER)
        return reply_redirect(c, (struct url){STR("/")});
    return reply_redirect(c, url_cohort_applications(c->arena, view.application.cohort_id));
}

// ---- asking -------------------------------------------------------------------------------------

static enum rc ask_deputy(struct ctx *c, struct consent_view *view) {
    struct consent_manager_row manager;
    int64_t deputy;
    const struct consent_asking asking = asking_of(c);
    TRY(consent_deputy_find(c, c->scope, &view->deputy, &view->mistakes, &deputy));
    const enum rc rc = q_consent_manager(c->ro, c->arena, view->application.id, c->today, &manager);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    return consent_ask(
        c->db, &asking,
        &(struct consent_question){.application = view->application.id,
                                   .person = deputy,
                                   .deputy_for = {rc == RC_OK ? manager.id : 0, rc == RC_OK}});
}

// To the manager, once more, or to a deputy.
enum rc application_ask_post(struct ctx *c) {
    struct consent_view view = {0};
    const struct consent_asking asking = asking_of(c);
    TRY(consent_view_of(c, &view));
    view.outcome.value = view.application.consent;
    if (!view.may_ask)
        return RC_CONFLICT;
    const bool deputy = str_eq(form_value(c, "aan"), STR("plaatsvervanger"));
    const enum rc rc = deputy
                           ? ask_deputy(c, &view)
                           : consent_ask_manager(c->db, &asking, view.application.id,
                                                 str_eq(form_value(c, "aan"), STR("herinnering")));
    if (deputy && rc == RC_INVALID)
        return consent_show(c, &view);
    if (rc == RC_NOT_FOUND || rc == RC_INVALID) {
        view.no_manager = true;
        view.mistakes = 1;
        return consent_show(c, &view);
    }
    TRY(rc);
    TRY(notice_set(c, text_cohort_asked(c->arena, c->lang)));
    if (access_acting_role(c->scope->reach, RIGHT_application_decide) == ROLE_LINE_MANAGER)
        return reply_redirect(c, (struct url){STR("/")});
    return reply_redirect(c, url_cohort_applications(c->arena, view.application.cohort_id));
}

enum rc consent_ask_all_post(struct ctx *c) {
    struct consent_to_ask open;
    const struct consent_asking asking = asking_of(c);
    int64_t n = 0, n_unknown = 0;
    TRY(q_consent_to_ask(c->ro, c->arena, c->scope, c->now, &open));
    for (size_t i = 0; i < open.n; i++) {
        const enum rc rc = consent_ask_manager(c->db, &asking, open.rows[i].id, false);
        if (rc != RC_OK && rc != RC_NOT_FOUND && rc != RC_INVALID)
            return rc;
        n += rc == RC_OK;
        n_unknown += rc != RC_OK;
    }
    TRY(notice_set(c, n_unknown > 0 ? text_cohort_asked_some(c->arena, c->lang, n, n_unknown)
                                    : text_cohort_asked_all(c->arena, c->lang, n)));
    return reply_redirect(c, url_cohort_applications(c->arena, c->scope->object));
}
