// SPDX-License-Identifier: EUPL-1.2
// The home page by role: what waits for the viewer, the next session and with whom, the own people.
// Everything is computed from what stands in the other features' tables; nothing is kept here.
#ifndef VLIEGWIEL_DASHBOARD_H
#define VLIEGWIEL_DASHBOARD_H
#include "dashboard_sql.h"
#include "feature/account/door.h"
#include "feature/dashboard/remind.h"
#include "feature/session/session.h"
#include "home_sql.h"
#include "web/layout.h"
#include "web/url.h"

enum {
    DASHBOARD_SHOWN = 20,     // lines of one list; how many there are more is said
    DASHBOARD_LATE_DAYS = 14, // what waits longer is shown as late
};

// ---- rules --------------------------------------------------------------------------------------

// Something that somebody must do: what, about what, since or before when, and where to do it.
struct attention {
    struct str what, about;
    struct str who;   // for whom it waits, when not the viewer
    struct day since; // the day from which it waits; DAY_NONE: `due` counts
    struct day due;   // the day on which it must be done
    bool late;
    struct str action;
    struct url to;
    enum remind_what remind; // those for whom it waits, by a button; REMIND_NOTHING: not
    int64_t cohort, whom;    // a manager, or a session
    struct day reminded;     // within the last day: no button then
};
struct attention_list {
    struct attention *items;
    size_t n;
};
struct dashboard_facts { // what the lists are computed from; without rows where the viewer has no
                         // role
    struct dashboard_cohorts cohorts;
    struct dashboard_sessions sessions;
    struct dashboard_uploads uploads;
    struct dashboard_consents consents;
    struct figures_signs signs;    // who missed the last two sessions
    struct home_managers managers; // of cohorts that the viewer leads: who has to decide
    struct home_invited invited;
    struct remind_recent recent; // past sessions, whose facilitators may have been reminded
    struct instant now;
};
// What waits for the viewer, longest first, then what must be done by a day, soonest first.
struct attention_list dashboard_attention(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *facts);
// What waits for line managers, facilitators and those who were invited, as seen by who
// coordinates. What a facilitator leaves for too long waits for the coordinator as well, and then
// only there.
struct attention_list dashboard_elsewhere(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *facts);
// The sessions of the viewer, with the names of those who lead them.
NODISCARD enum rc dashboard_sessions_load(struct db_ro *db, struct arena *arena,
                                          const struct scope *mine, struct day today,
                                          struct dashboard_sessions *ret_sessions);
// The first session from today on that the viewer is expected at; NULL: none.
const struct dashboard_sessions_row *dashboard_next(const struct dashboard_sessions *sessions,
                                                    struct day today);
bool dashboard_is_coming(const struct dashboard_sessions_row *session, struct day today);

// ---- the picture of all sessions (dashboard_timeline.c)
// -------------------------------------------

enum {
    TIMELINE_MONTHS = 7, // from two months ago on
    TIMELINE_LANES = 12,
    TIMELINE_WIDTH = 1104,
    TIMELINE_LEFT = 128, // where the first day stands
};
struct timeline_mark {
    int64_t x, number; // of the module
    bool done, labelled;
    struct day day;
};
struct timeline_lane {
    const struct dashboard_cohorts_row *cohort;
    struct str name; // as short as there is room for
    struct timeline_mark *marks;
    size_t n;
};
struct timeline_month {
    int64_t x, width;
    struct day first;
};
struct timeline {
    struct timeline_lane *lanes;
    size_t n_lanes, n_outside; // sessions before or after what is shown
    struct timeline_month months[TIMELINE_MONTHS];
    int64_t now_x;
    const struct dashboard_sessions_row *next; // the first that is to come, or NULL
};
// In: sessions in the order of their days.
struct timeline timeline_of(struct arena *arena, struct day today,
                            const struct dashboard_cohorts *cohorts,
                            const struct dashboard_sessions *sessions);
// With its year where that is new.
struct str timeline_month_label(struct arena *arena, enum lang lang,
                                const struct timeline_month *month, bool is_first);
int64_t timeline_y(size_t lane); // the line of a lane
int64_t timeline_height(const struct timeline *timeline);

// ---- views --------------------------------------------------------------------------------------

struct room_group {
    struct opt_int number; // not is: in no group
    const struct home_room_row *people;
    size_t n;
};
struct room { // a session that the viewer facilitates: who is expected, who is not coming
    const struct dashboard_sessions_row *session;
    struct home_room people;
    struct room_group *groups;
    size_t n_groups;
    struct str absent; // their names; empty: nobody
    int64_t n_absent;
};
enum { ROOMS_MAX = 4 };

struct dashboard_view {
    struct layout layout;
    struct str title;
    struct day today;
    bool leads, guides, joins, manages, partners;
    bool nothing; // no role that has anything here
    bool may_import;
    struct dashboard_facts facts;
    struct attention_list mine, elsewhere;
    int64_t n_coming, n_guided; // sessions from today on: of the cohorts one leads; of one's own
    struct timeline timeline;   // of who leads
    // of who facilitates: today's sessions, or else the next one
    struct room rooms[ROOMS_MAX];
    size_t n_rooms;
    // of who takes part:
    const struct dashboard_sessions_row *next;
    struct dashboard_group group;
    int64_t n_first; // of them met for the first time
    struct home_asked asked;
    struct door_cards_mine cards; // made for the viewer of late: with one, somebody signs in
    struct str question;
    // of who speaks for a partner, leads people, keeps files, watches over programmes:
    struct home_people people;
    struct home_seats seats;
    struct home_reports reports;
    struct home_sources sources;
    struct home_programmes programmes;
};
struct dashboard_start_view {
    struct layout layout;
};
URL_ID(url_cohort_remind, "/lichtingen/", "/herinnering")
enum rc remind_post(struct ctx *c); // remind_pages.c
// "Module 4: Samen aan een opgave"
struct str dashboard_session_name(struct arena *arena, enum lang lang,
                                  const struct dashboard_sessions_row *session);
// How it was for the viewer, or how it stands.
struct str dashboard_own_word(enum lang lang, const struct dashboard_sessions_row *session,
                              struct day today);
enum badge dashboard_own_badge(const struct dashboard_sessions_row *session, struct day today);
#endif
