// SPDX-License-Identifier: EUPL-1.2
// The home page by role: what waits for the viewer, the next session and with whom, the own people.
// Everything is computed from what stands in the other features' tables; nothing is kept here.
#ifndef VLIEGWIEL_DASHBOARD_H
#define VLIEGWIEL_DASHBOARD_H
#include "dashboard_sql.h"
#include "feature/session/session.h"
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
    struct day since; // the day from which it waits; DAY_NONE: `due` counts
    struct day due;   // the day on which it must be done
    bool late;
    struct str action;
    struct url to;
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
    struct figures_signs signs; // who missed the last two sessions
};
// What waits for the viewer, longest first, then what must be done by a day, soonest first.
struct attention_list dashboard_attention(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *facts);
// What waits for line managers, as seen by who coordinates.
struct attention_list dashboard_elsewhere(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *facts);
// The first session from today on that the viewer is expected at; NULL: none.
const struct dashboard_sessions_row *dashboard_next(const struct dashboard_sessions *sessions,
                                                    struct day today);
bool dashboard_is_coming(const struct dashboard_sessions_row *session, struct day today);

// ---- views --------------------------------------------------------------------------------------

struct dashboard_view {
    struct layout layout;
    struct str title;
    struct day today;
    bool leads, guides, joins, manages, partners;
    bool nothing; // no role that has anything here
    struct dashboard_facts facts;
    struct attention_list mine, elsewhere;
    int64_t n_coming, n_guided; // sessions from today on: of the cohorts one leads; of one's own
    // of who takes part:
    const struct dashboard_sessions_row *next;
    struct dashboard_group group;
    int64_t n_first; // of them met for the first time
    struct str question;
    struct dashboard_people people;
};
struct dashboard_start_view {
    struct layout layout;
};
// "Module 4: Samen aan een opgave"
struct str dashboard_session_name(struct arena *arena, enum lang lang,
                                  const struct dashboard_sessions_row *session);
// How it was for the viewer, or how it stands.
struct str dashboard_own_word(enum lang lang, const struct dashboard_sessions_row *session,
                              struct day today);
enum badge dashboard_own_badge(const struct dashboard_sessions_row *session, struct day today);
#endif
