// SPDX-License-Identifier: EUPL-1.2
// The page at "/": for visitors a start, for who signed in the home that the roles make together.
// At most eight queries, and only those that a role of the viewer asks for.
#include "dashboard_html.h"
#include "feature/dashboard/dashboard.h"

#define HAS(role) ((c->viewer->roles & 1u << (role)) != 0)

static enum rc start_get(struct ctx *c) {
    const struct dashboard_start_view view = {
        .layout = layout_of(c, text_dashboard_start(c->arena, c->lang), "home")};
    struct page *page = reply_page(c);
    dashboard_start_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc load_work(struct ctx *c, struct dashboard_view *view) {
    struct dashboard_facts *const facts = &view->facts;
    if (view->leads)
        TRY(q_dashboard_cohorts(c->ro, c->arena, c->scope, c->today, &facts->cohorts));
    if (view->leads || HAS(ROLE_HR))
        TRY(q_dashboard_uploads(c->ro, c->arena, c->scope, c->today, &facts->uploads));
    if (HAS(ROLE_COORDINATOR) || view->guides)
        TRY(q_figures_signs(c->ro, c->arena, c->scope, c->today, &facts->signs));
    if (view->manages)
        TRY(q_dashboard_consents(c->ro, c->arena, c->scope, c->today, &facts->consents));
    if (view->partners)
        TRY(q_dashboard_people(c->ro, c->arena, c->scope, c->today, &view->people));
    return RC_OK;
}

static enum rc load_own(struct ctx *c, struct dashboard_view *view) {
    struct dashboard_self_row self;
    TRY(q_dashboard_self(c->ro, c->arena, c->scope, &self));
    TRY(vault_open(ctx_vault(c), c->arena, c->viewer->person, "application.learning_question",
                   self.learning_question, &view->question));
    if (!view->leads && str_is(self.given_name))
        view->title = text_dashboard_hello(c->arena, c->lang, self.given_name);
    view->next = dashboard_next(&view->facts.sessions, c->today);
    if (view->next == NULL)
        return RC_OK;
    TRY(q_dashboard_group(c->ro, c->arena, c->scope, view->next->id, c->today, &view->group));
    for (size_t i = 0; i < view->group.n; i++)
        view->n_first += !view->group.rows[i].met;
    return RC_OK;
}

static void count(struct dashboard_view *view) {
    for (size_t i = 0; i < view->facts.sessions.n; i++) {
        const struct dashboard_sessions_row *const s = &view->facts.sessions.rows[i];
        const bool coming = dashboard_is_coming(s, view->today);
        view->n_coming += s->leads && coming;
        view->n_guided += s->guides && coming;
        view->joins |= s->joins;
    }
}

static enum rc home_get(struct ctx *c) {
    struct dashboard_view view = {
        .title = text_web_menu_home(c->arena, c->lang),
        .today = c->today,
        .leads = HAS(ROLE_OWNER) || HAS(ROLE_COORDINATOR),
        .guides = HAS(ROLE_FACILITATOR),
        .joins = HAS(ROLE_PARTICIPANT),
        .manages = HAS(ROLE_LINE_MANAGER),
        .partners = HAS(ROLE_PARTNER_COORDINATOR),
    };
    TRY(q_dashboard_sessions(c->ro, c->arena, c->scope, c->today, &view.facts.sessions));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &dashboard_sessions_shape, view.facts.sessions.rows,
                          view.facts.sessions.n);
    if (c->viewer->person == 0)
        return start_get(c);
    count(&view);
    TRY(load_work(c, &view));
    if (view.joins)
        TRY(load_own(c, &view));
    view.mine = dashboard_attention(c->arena, c->lang, c->today, &view.facts);
    view.elsewhere = dashboard_elsewhere(c->arena, c->lang, c->today, &view.facts);
    view.nothing = !view.leads && !view.guides && !view.joins && !view.partners && view.mine.n == 0;
    view.layout = layout_of(c, text_web_menu_home(c->arena, c->lang), "home");
    struct page *page = reply_page(c);
    dashboard_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/", "/sessions", RIGHT_public, OBJECT_NONE, home_get, .entry = ENTRY_OPEN,
     .rows = &dashboard_sessions_shape,
     .summary = "Sessions that the viewer coordinates, facilitates or is expected at"},
};
const struct feature dashboard_feature = {"dashboard", routes, COUNT_OF(routes)};
