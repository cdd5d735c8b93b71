// SPDX-License-Identifier: EUPL-1.2
// What who plans should know of the dates, in words: what looks odd, what two sessions need at
// once, rooms in which people do not fit, and holidays.
#include "feature/session/session_views.h"
#include "web/format.h"

// One session as the alerts speak of it.
struct subject {
    int64_t id;
    struct str name, place;
    struct day day;
};

static struct subject subject_of(const struct schedule_row *row) {
    return (struct subject){row->row->id, row->name, row->row->place, row->row->day};
}

// "Lichting 3, Module 2: Wie woont hier, 9.30 tot 12.30 uur (ochtend)"
static struct str other_text(struct ctx *c, const struct clash_other *other) {
    struct str text = text_session_other_cohort(c->arena, c->lang);
    if (str_is(other->cohort)) {
        text = session_name(c->arena, c->lang, other->position, other->number, other->title);
        if (!other->own)
            text = text_session_and(c->arena, c->lang, other->cohort, text);
    }
    if (!clock_is(other->start) || !clock_is(other->end))
        return text;
    return text_session_and(c->arena, c->lang, text,
                            text_session_from_to(c->arena, c->lang, other->start, other->end));
}

static struct str person_text(struct ctx *c, const struct clash *clash, const struct subject *s,
                              struct str other) {
    const bool known = str_is(clash->other.cohort);
    switch (clash->kind) {
    case CLASH_LEADS_BOTH:
        return text_session_leads_both(c->arena, c->lang, clash->person, s->name, s->day, other);
    case CLASH_LEADS_HERE:
        return known ? text_session_leads_here(c->arena, c->lang, clash->person, s->name, s->day,
                                               other)
                     : text_session_leads_busy(c->arena, c->lang, clash->person, s->name, s->day,
                                               other);
    case CLASH_LEADS_THERE:
        return text_session_leads_there(c->arena, c->lang, clash->person, s->name, s->day, other);
    case CLASH_EXPECTED:
    case CLASH_ROOM:
        break;
    }
    if (str_is(clash->person))
        return text_session_person_twice(c->arena, c->lang, clash->person, s->name, s->day, other);
    return text_session_people_twice(c->arena, c->lang, clash->n_people, s->name, s->day, other);
}

static struct session_alert clash_alert(struct ctx *c, const struct clash *clash,
                                        const struct subject *s) {
    const struct str other = other_text(c, &clash->other);
    const bool known = str_is(clash->other.cohort);
    return (struct session_alert){
        .text = clash->kind == CLASH_ROOM
                    ? text_session_place_twice(c->arena, c->lang, s->place, s->name, s->day, other)
                    : person_text(c, clash, s, other),
        .other = known ? other : STR_NONE,
        .to = known ? url_session(c->arena, clash->other.id) : (struct url){STR("")},
    };
}

static enum rc clashes_load(struct ctx *c, const struct scope *cohort,
                            const struct clash **ret_clashes, size_t *ret_n) {
    struct clash_rooms rooms;
    struct clash_people people;
    TRY(q_clash_rooms(c->ro, c->arena, cohort, c->today, &rooms));
    TRY(q_clash_people(c->ro, c->arena, cohort, c->today, &people));
    *ret_n = clashes_of(c->arena, &rooms, &people, ret_clashes);
    return RC_OK;
}

static bool is_on_holiday(const struct ctx *c, const struct subject *s, struct str state) {
    return day_is(s->day) && s->day.n >= c->today.n && !schedule_is_cancelled(state) &&
           str_is(format_holiday(c->lang, s->day));
}

static struct session_alert holiday_alert(struct ctx *c, const struct subject *s) {
    const struct str holiday = format_holiday(c->lang, s->day);
    return (struct session_alert){
        .text = text_session_on_holiday(c->arena, c->lang, s->name, s->day, holiday),
        .other = STR_NONE,
    };
}

// ---- all sessions of a cohort ------------------------------------------------------------

static struct str odd_text(struct ctx *c, const struct schedule_view *view,
                           const struct schedule_warning *w) {
    const struct schedule_row *row = &view->rows[w->row], *other = &view->rows[w->other];
    return w->oddity == SCHEDULE_SAME_DAY
               ? text_session_same_day(c->arena, c->lang, other->name, row->name, row->row->day)
               : text_session_order(c->arena, c->lang, row->name, row->row->day, other->name,
                                    other->row->day);
}

static void add(struct schedule_view *view, struct session_alert alert) {
    view->alerts[view->n_alerts++] = alert;
}

static void clash_add(struct ctx *c, struct schedule_view *view, const struct clash *clash) {
    for (size_t i = 0; i < view->list.n; i++)
        if (view->list.rows[i].id == clash->session) {
            const struct subject subject = subject_of(&view->rows[i]);
            add(view, clash_alert(c, clash, &subject));
        }
}

// Sessions to come whose room has too few seats.
static void small_add(struct ctx *c, struct schedule_view *view, const struct schedule_row *row) {
    const struct room_list_row *const room =
        room_find(&view->known, room_key(c->arena, row->row->place));
    const int64_t n_leaders = (int64_t)row->now.leaders.n;
    if (room == NULL || !day_is(row->row->day) || row->row->day.n < c->today.n ||
        schedule_is_cancelled(row->row->state) ||
        room_fits(room->seats, row->row->n_expected, n_leaders))
        return;
    add(view, (struct session_alert){.text = text_session_room_small(
                                         c->arena, c->lang, row->row->n_expected, n_leaders,
                                         row->row->place, room->seats, row->name, row->row->day),
                                     .other = STR_NONE});
}

static void holiday_add(struct ctx *c, struct schedule_view *view, const struct schedule_row *row) {
    const struct subject subject = subject_of(row);
    if (is_on_holiday(c, &subject, row->row->state))
        add(view, holiday_alert(c, &subject));
}

enum rc schedule_alerts_load(struct ctx *c, struct schedule_view *view) {
    const struct schedule_warning *odd;
    const struct clash *clashes;
    size_t n_clashes;
    TRY(clashes_load(c, c->scope, &clashes, &n_clashes));
    const size_t n_odd = schedule_warnings(c->arena, &view->list, &odd);
    view->alerts =
        NEW_ARRAY(c->arena, struct session_alert, n_odd + n_clashes + 2 * view->list.n + 1);
    for (size_t i = 0; i < n_clashes; i++)
        clash_add(c, view, &clashes[i]);
    for (size_t i = 0; i < view->list.n; i++)
        small_add(c, view, &view->rows[i]);
    for (size_t i = 0; i < view->list.n; i++)
        holiday_add(c, view, &view->rows[i]);
    for (size_t i = 0; i < n_odd; i++)
        add(view, (struct session_alert){.text = odd_text(c, view, &odd[i]), .other = STR_NONE});
    return RC_OK;
}

// ---- one session -------------------------------------------------------------------------

enum rc session_alerts_load(struct ctx *c, const struct scope *cohort, struct session_view *view) {
    const struct subject subject = {view->session.id, view->name, view->session.place,
                                    view->session.day};
    const struct clash *clashes;
    size_t n;
    TRY(clashes_load(c, cohort, &clashes, &n));
    view->alerts = NEW_ARRAY(c->arena, struct session_alert, n + 1);
    for (size_t i = 0; i < n; i++)
        if (clashes[i].session == subject.id)
            view->alerts[view->n_alerts++] = clash_alert(c, &clashes[i], &subject);
    if (is_on_holiday(c, &subject, view->session.state))
        view->alerts[view->n_alerts++] = holiday_alert(c, &subject);
    return RC_OK;
}
