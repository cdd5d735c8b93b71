// SPDX-License-Identifier: EUPL-1.2
// The page of one session, and the addresses of all pages about sessions. The dates of a cohort:
// schedule_pages.c; who came: attendance_pages.c.
#include "feature/plan/grouping.h"
#include "feature/session/session_views.h"
#include "session_html.h"

struct str session_name(struct arena *arena, enum lang lang, int64_t position, int64_t number,
                        struct str title) {
    const struct str name = str_is(title) ? text_cohort_module_titled(arena, lang, position, title)
                                          : text_cohort_module(arena, lang, position);
    return number > 1 ? text_session_part(arena, lang, name, number) : name;
}

struct str session_hours(struct arena *arena, enum lang lang, struct clock start,
                         struct clock end) {
    static const enum text_id parts[] = {
        [SCHEDULE_MORNING] = T_session_morning,
        [SCHEDULE_AFTERNOON] = T_session_afternoon,
        [SCHEDULE_EVENING] = T_session_evening,
        [SCHEDULE_WHOLE_DAY] = T_session_whole_day,
    };
    const struct str from_to = text_session_from_to(arena, lang, start, end);
    const enum schedule_part part = schedule_part_of(start, end);
    if (part == SCHEDULE_PART_UNKNOWN)
        return from_to;
    return text_session_in_part(arena, lang, from_to, text_of(lang, parts[part]));
}

struct str session_when(struct arena *arena, enum lang lang, const struct schedule_entry *entry) {
    if (!day_is(entry->day))
        return text_session_no_day(arena, lang);
    struct str when = text_session_on(arena, lang, entry->day);
    if (clock_is(entry->start) && clock_is(entry->end))
        when = text_session_and(arena, lang, when,
                                session_hours(arena, lang, entry->start, entry->end));
    return str_is(entry->place) ? text_session_and(arena, lang, when, entry->place) : when;
}

bool session_names_leaders(uint32_t reach) {
    return access_allows(reach, RIGHT_cohort_people) || access_is_guest(reach);
}

void session_crumbs(struct ctx *c, struct layout *layout, const struct schedule_get_row *session,
                    struct str name) {
    if (!access_is_guest(c->scope->reach)) {
        layout_crumb(layout, text_cohort_title(c->arena, c->lang), url_cohorts());
        layout_crumb(layout, session->cohort_name, url_cohort(c->arena, session->cohort_id));
        if (!str_is(name))
            layout_crumb(layout, text_session_title(c->arena, c->lang),
                         url_cohort_sessions(c->arena, session->cohort_id));
    }
    if (str_is(name))
        layout_crumb(layout, name, url_session(c->arena, session->id));
}

static bool same_group(struct opt_int a, struct opt_int b) {
    return a.is == b.is && (!a.is || a.v == b.v);
}

// The rows come by group, and within it first those who have a name.
static void groups_make(struct ctx *c, const struct schedule_expected *expected,
                        struct session_view *view) {
    view->groups = NEW_ARRAY(c->arena, struct session_group, expected->n);
    for (size_t i = 0; i < expected->n; i++) {
        const struct schedule_expected_row *row = &expected->rows[i];
        if (i == 0 || !same_group(row->group_number, row[-1].group_number))
            view->groups[view->n_groups++] =
                (struct session_group){.number = row->group_number, .people = row};
        struct session_group *group = &view->groups[view->n_groups - 1];
        group->n_people += row->person_id.is;
        group->n_others += !row->person_id.is;
        group->is_mine |= row->is_viewer && row->group_number.is;
    }
}

// Who takes part may say here not to come; who only watches is not expected.
static enum rc absence_find(struct ctx *c, struct session_view *view) {
    struct absence_own_row own;
    const enum rc rc = q_absence_own(c->ro, c->arena, c->scope, &own);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    TRY(rc);
    view->takes_part = access_allows(c->scope->reach, RIGHT_absence_report);
    view->absence = absence_state_of(&own, c->today);
    return RC_OK;
}

// For who plans or notes: whether everybody fits in the room, and for who plans what else needs it.
static enum rc planning_find(struct ctx *c, struct session_view *view) {
    const struct schedule_get_row *const session = &view->session;
    struct room_at_row room;
    struct scope cohort;
    const bool coming = day_is(session->day) && session->day.n >= c->today.n;
    if (!view->may_edit && !view->may_note)
        return RC_OK;
    const struct str key = room_key(c->arena, session->place);
    const enum rc rc = str_is(key) ? q_room_at(c->ro, c->arena, key, &room) : RC_NOT_FOUND;
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    view->seats = rc == RC_OK ? room.seats : 0;
    view->fits = !coming || room_fits(view->seats, session->n_expected, view->n_leaders);
    if (!view->may_edit || !coming)
        return RC_OK;
    TRY(access_check(c->ro, c->arena, c->viewer, RIGHT_session_edit, OBJECT_COHORT,
                     session->cohort_id, &cohort));
    return session_alerts_load(c, &cohort, view);
}

static enum rc session_get(struct ctx *c) {
    struct session_view view = {.today = c->today};
    struct schedule_expected expected;
    TRY(q_schedule_get(c->ro, c->arena, c->scope, &view.session));
    const struct schedule_get_row *session = &view.session;
    const uint32_t reach = c->scope->reach;
    view.is_guest = access_is_guest(reach);
    view.may_edit = access_allows(reach, RIGHT_session_edit);
    view.may_note = access_allows(reach, RIGHT_attendance_edit);
    TRY(q_schedule_expected(c->ro, c->arena, c->scope, groups_all_names(reach), c->today,
                            &expected));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &schedule_expected_shape, expected.rows, expected.n);
    TRY(q_schedule_leaders(c->ro, c->arena, c->scope, &view.leaders));
    view.n_leaders = (int64_t)view.leaders.n;
    if (!session_names_leaders(reach))
        view.leaders.n = 0;
    TRY(absence_find(c, &view));
    struct series_state_row state;
    TRY(q_series_state(c->ro, c->arena, c->scope, &state));
    view.cancelled = state.reason;
    groups_make(c, &expected, &view);
    const struct schedule_entry entry = {
        session->day, session->start_clock, session->end_clock, session->place, {{0}, 0}};
    view.when = session_when(c->arena, c->lang, &entry);
    view.may_note &= day_is(session->day) && !schedule_is_cancelled(session->state);
    view.is_future = day_is(session->day) && session->day.n > c->today.n;
    view.name = session_name(c->arena, c->lang, session->position, session->number, session->title);
    TRY(planning_find(c, &view));
    view.layout = layout_of(c, view.name, "cohort");
    session_crumbs(c, &view.layout, session, STR_NONE);
    struct page *page = reply_page(c);
    session_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/lichtingen/{cohort}/bijeenkomsten", "/cohorts/{cohort}/sessions",
     RIGHT_session_read, OBJECT_COHORT, schedule_list_get,
     .summary = "Sessions of a cohort with their dates", .rows = &schedule_list_shape},
    {METHOD_POST, "/lichtingen/{cohort}/bijeenkomsten", NULL, RIGHT_session_edit, OBJECT_COHORT,
     schedule_list_post, .rate = RATE_WRITE, .body_limit = 256 * 1024},
    {METHOD_GET, "/lichtingen/{cohort}/bijeenkomsten/verschuif", NULL, RIGHT_session_edit,
     OBJECT_COHORT, series_shift_get},
    {METHOD_POST, "/lichtingen/{cohort}/bijeenkomsten/verschuif", NULL, RIGHT_session_edit,
     OBJECT_COHORT, series_shift_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/bijeenkomsten/overnemen", NULL, RIGHT_session_edit,
     OBJECT_COHORT, series_copy_get},
    {METHOD_POST, "/lichtingen/{cohort}/bijeenkomsten/overnemen", NULL, RIGHT_session_edit,
     OBJECT_COHORT, series_copy_post, .rate = RATE_WRITE},
    {METHOD_POST, "/bijeenkomsten/{session}/nog-een", NULL, RIGHT_session_edit, OBJECT_SESSION,
     series_extend_post, .rate = RATE_WRITE},
    {METHOD_GET, "/bijeenkomsten/{session}/vervalt", NULL, RIGHT_session_edit, OBJECT_SESSION,
     series_cancel_get},
    {METHOD_POST, "/bijeenkomsten/{session}/vervalt", NULL, RIGHT_session_edit, OBJECT_SESSION,
     series_cancel_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/opkomst", "/cohorts/{cohort}/attendance", RIGHT_session_read,
     OBJECT_COHORT, figures_get,
     .summary = "Who came to which session of a cohort, as far as the viewer may know",
     .rows = &figures_list_shape},
    {METHOD_GET, "/bijeenkomsten/{session}", "/sessions/{session}/expected", RIGHT_session_read,
     OBJECT_SESSION, session_get, .summary = "Who is expected at a session, by group",
     .rows = &schedule_expected_shape},
    {METHOD_GET, "/bijeenkomsten/{session}/aanwezigheid", "/sessions/{session}/attendance",
     RIGHT_session_read, OBJECT_SESSION, attendance_list_get,
     .summary = "Who came to a session, as far as the viewer may know",
     .rows = &attendance_list_shape},
    {METHOD_POST, "/bijeenkomsten/{session}/aanwezigheid", NULL, RIGHT_attendance_edit,
     OBJECT_SESSION, attendance_list_post, .rate = RATE_WRITE},
    {METHOD_GET, "/bijeenkomsten/{session}/presentielijst", NULL, RIGHT_attendance_edit,
     OBJECT_SESSION, attendance_paper_get},
    {METHOD_GET, "/bijeenkomsten/{session}/afmelden", NULL, RIGHT_absence_report, OBJECT_SESSION,
     absence_get},
    {METHOD_POST, "/bijeenkomsten/{session}/afmelden", NULL, RIGHT_absence_report, OBJECT_SESSION,
     absence_post, .rate = RATE_WRITE},
    {METHOD_GET, "/ik-kan-niet/{link:word}", NULL, RIGHT_public, OBJECT_NONE, absence_link_get,
     .entry = ENTRY_OPEN},
    {METHOD_POST, "/ik-kan-niet/{link:word}", NULL, RIGHT_public, OBJECT_NONE, absence_link_post,
     .entry = ENTRY_OPEN, .rate = RATE_WRITE},
};
const struct feature session_feature = {"session", routes, COUNT_OF(routes)};
