// SPDX-License-Identifier: EUPL-1.2
// The page at "/": for visitors a start, for who signed in the home that the roles make together.
// Only those queries run that a role of the viewer asks for.
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
    if (view->leads) {
        TRY(q_dashboard_cohorts(c->ro, c->arena, c->scope, c->today, &facts->cohorts));
        TRY(q_home_managers(c->ro, c->arena, c->scope, c->today, c->now, &facts->managers));
        TRY(q_home_invited(c->ro, c->arena, c->scope, c->today, &facts->invited));
        TRY(q_remind_recent(c->ro, c->arena, c->scope, c->today,
                            day_after(c->today, -DASHBOARD_LATE_DAYS), &facts->recent));
        facts->now = c->now;
        view->timeline = timeline_of(c->arena, c->today, &facts->cohorts, &facts->sessions);
    }
    if (view->leads || HAS(ROLE_HR))
        TRY(q_dashboard_uploads(c->ro, c->arena, c->scope, c->today, &facts->uploads));
    if (HAS(ROLE_COORDINATOR) || view->guides)
        TRY(q_figures_signs(c->ro, c->arena, c->scope, c->today, &facts->signs));
    return RC_OK;
}

// What a role other than coordinating shows.
static enum rc load_roles(struct ctx *c, struct dashboard_view *view) {
    if (view->manages) {
        TRY(q_dashboard_consents(c->ro, c->arena, c->scope, c->today, &view->facts.consents));
        TRY(q_home_reports(c->ro, c->arena, c->scope, c->today, &view->reports));
    }
    if (view->partners) {
        TRY(q_home_people(c->ro, c->arena, c->scope, c->today, &view->people));
        TRY(q_home_seats(c->ro, c->arena, c->scope, c->today, &view->seats));
    }
    if (HAS(ROLE_HR))
        TRY(q_home_sources(c->ro, c->arena, c->scope, c->today, &view->sources));
    if (HAS(ROLE_OWNER) || HAS(ROLE_CO_DESIGNER) || HAS(ROLE_WORKS_COUNCIL) || HAS(ROLE_HR))
        TRY(q_home_programmes(c->ro, c->arena, c->scope, c->today, &view->programmes));
    return RC_OK;
}

// ---- who facilitates ----------------------------------------------------------------------------

static bool same_number(struct opt_int a, struct opt_int b) {
    return a.is == b.is && (!a.is || a.v == b.v);
}

// The people come by group.
static void room_arrange(struct ctx *c, struct room *room) {
    room->groups = NEW_ARRAY(c->arena, struct room_group, room->people.n);
    room->absent = STR("");
    for (size_t i = 0; i < room->people.n; i++) {
        const struct home_room_row *const person = &room->people.rows[i];
        if (i == 0 || !same_number(person->group_number, person[-1].group_number))
            room->groups[room->n_groups++] = (struct room_group){person->group_number, person, 0};
        room->groups[room->n_groups - 1].n++;
        if (!str_eq(person->state, attendance_word(ATTENDANCE_EXCUSED)))
            continue;
        room->absent = room->n_absent++ == 0
                           ? person->name
                           : text_session_and(c->arena, c->lang, room->absent, person->name);
    }
}

// Today's sessions; without any, the next one.
static enum rc load_rooms(struct ctx *c, struct dashboard_view *view) {
    for (size_t i = 0; i < view->facts.sessions.n && view->n_rooms < ROOMS_MAX; i++) {
        const struct dashboard_sessions_row *const s = &view->facts.sessions.rows[i];
        if (!s->guides || !dashboard_is_coming(s, view->today))
            continue;
        if (view->n_rooms > 0 && s->day.n > view->today.n)
            break;
        struct room *const room = &view->rooms[view->n_rooms++];
        room->session = s;
        TRY(q_home_room(c->ro, c->arena, c->scope, s->id, c->today, &room->people));
        room_arrange(c, room);
    }
    return RC_OK;
}

// ---- who takes part -----------------------------------------------------------------------------

static enum rc load_own(struct ctx *c, struct dashboard_view *view) {
    struct dashboard_self_row self;
    TRY(q_dashboard_self(c->ro, c->arena, c->scope, &self));
    TRY(vault_open(ctx_vault(c), c->arena, c->viewer->person, "application.learning_question",
                   self.learning_question, &view->question));
    TRY(q_home_asked(c->ro, c->arena, c->scope, c->today, &view->asked));
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

// ---- the page -----------------------------------------------------------------------------------

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
        .may_import = viewer_may(c->viewer, RIGHT_import),
    };
    TRY(dashboard_sessions_load(c->ro, c->arena, c->scope, c->today, &view.facts.sessions));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &dashboard_sessions_shape, view.facts.sessions.rows,
                          view.facts.sessions.n);
    if (c->viewer->person == 0)
        return start_get(c);
    count(&view);
    TRY(load_work(c, &view));
    TRY(load_roles(c, &view));
    if (view.guides)
        TRY(load_rooms(c, &view));
    if (view.joins)
        TRY(load_own(c, &view));
    if (view.joins || c->viewer->roles == 0)
        TRY(q_door_cards_mine(c->ro, c->arena, c->scope,
                              (struct instant){c->now.s - CARD_NEWS_DAYS * 24 * 3600},
                              &view.cards));
    view.mine = dashboard_attention(c->arena, c->lang, c->today, &view.facts);
    view.elsewhere = dashboard_elsewhere(c->arena, c->lang, c->today, &view.facts);
    view.nothing = !view.leads && !view.guides && !view.joins && !view.partners &&
                   view.mine.n + view.reports.n + view.sources.n + view.programmes.n == 0;
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
    {METHOD_POST, "/lichtingen/{cohort}/herinnering", NULL, RIGHT_remind, OBJECT_COHORT,
     remind_post, .rate = RATE_WRITE},
};
const struct feature dashboard_feature = {"dashboard", routes, COUNT_OF(routes)};
