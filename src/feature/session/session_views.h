// SPDX-License-Identifier: EUPL-1.2
// What the pages of sessions show, and who makes which page. The rules: session.h.
#ifndef VLIEGWIEL_FEATURE_SESSION_VIEWS_H
#define VLIEGWIEL_FEATURE_SESSION_VIEWS_H
#include "feature/session/session.h"

// Who leads: a choice for each who does and for one more, two at least.
struct schedule_leader_fields {
    struct field fields[SCHEDULE_LEADERS_MAX];
    size_t n; // that are shown
};
// Something that who plans should know, with the other session that it is about.
struct session_alert {
    struct str text, other; // other STR_NONE: nothing to open
    struct url to;
};
// How many people fit in a room: a field beside the form of the sessions.
struct schedule_room {
    struct str name, key;
    int64_t now, typed; // seats; 0: not known
    struct field seats;
    struct str name_name, stamp_name, stamp; // the stamp: the seats that the form was made from
};
struct schedule_row {
    const struct schedule_list_row *row;
    struct str name; // "Module 2: Wie woont hier"
    struct attendance_figures figures;
    bool is_noted;
    struct schedule_entry now;
    // of the form only:
    struct schedule_entry entry;
    struct field day, start, end, place;
    struct schedule_leader_fields leaders;
    struct str stamp_name, stamp;
    struct str conflict; // what stands there now, or STR_NONE
};
struct schedule_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct schedule_list list;
    struct schedule_led led;   // without rows where their names are not for the viewer
    struct schedule_row *rows; // [list.n]
    int64_t n_undated;
    struct day today;
    bool may_edit, may_note, names_leaders;
    // of the form only:
    bool may_copy;                       // another cohort has dates to take over
    struct schedule_unreached unreached; // participants who get no messages
    int mistakes;
    struct choice *people; // nobody, who can lead a session, and who leads one already
    size_t n_people;
    struct session_alert *alerts;
    size_t n_alerts;
    struct room_list known; // rooms of which it is known how many people fit in them
    struct schedule_room *rooms;
    size_t n_rooms;                               // in which this cohort comes together
    struct field first, weeks, start, end, place; // fill the sessions without a date
    struct schedule_leader_fields leaders;
};
struct session_group {
    struct opt_int number;                      // not is: in no group of this module
    const struct schedule_expected_row *people; // those with a name
    size_t n_people, n_others;
    bool is_mine;
};
struct session_view {
    struct layout layout;
    struct schedule_get_row session;
    struct day today;
    struct str name, when, cancelled; // why it does not take place
    struct schedule_leaders leaders;
    int64_t n_leaders; // also where their names are not for the viewer
    struct session_group *groups;
    size_t n_groups;
    bool may_edit, may_note, is_future;
    int64_t seats; // of the room, for who edits or notes; 0: not known
    bool fits;
    struct session_alert *alerts; // of who may edit
    size_t n_alerts;
    bool is_guest;
    bool takes_part; // the viewer is expected here:
    enum absence_state absence;
};
struct series_cancel_view {
    struct layout layout;
    struct schedule_get_row session;
    struct series_state_row state;
    struct str name, when;
    struct field reason;
    int mistakes;
    bool may_cancel, may_remove;
    bool is_late; // it changed while the page stood open
    struct str typed;
};
struct series_shift_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct schedule_list list;
    struct schedule_led led;
    struct series_move *moves;
    size_t n_moves;
    struct field weeks;
    struct str stamp;
    int mistakes;
};
struct series_copy_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct series_sources sources;
    struct choice *choices; // [sources.n]
    struct series_led led_there;
    struct schedule_led led_here;
    struct series_copy *copies;
    size_t n_copies;
    int64_t n_new;       // that will get a date
    struct str left_out; // sessions of modules that this cohort does not have, by name
    struct field source, first;
    struct str stamp;
    int mistakes;
};
struct absence_view {
    struct layout layout;
    struct schedule_get_row session;
    struct absence_own_row own;
    enum absence_state state;
    struct str name, when, reason_given;
    struct field reason;
    int mistakes;
};
struct absence_link_view {
    struct layout layout;
    struct absence_by_link_row row;
    enum absence_state state;
    struct str name, when;
    struct field reason;
    struct url to;
    int mistakes;
};
struct attendance_row {
    const struct attendance_list_row *row;
    struct field field;
    struct choice choices[ATTENDANCE_N];
    size_t n_choices;
    struct str label; // of the state, for those who only read
    struct str stamp_name, stamp;
    struct instant notice; // when the person gave notice
    struct str reason;     // only for who may read it
};
struct attendance_view {
    struct layout layout;
    struct schedule_get_row session;
    struct str name, when;
    struct attendance_list list;
    struct attendance_row *rows; // [list.n]
    struct attendance_figures figures;
    int mistakes;
    bool may_edit, can_note, is_future, is_noted;
    struct field codes;    // quick entry
    size_t n_codes;        // read from it into the rows, and not saved yet
    struct str printed_by; // of the list on paper only
    struct day today;
};

struct figures_view {
    struct layout layout;
    struct cohort_get_row cohort;
    const struct figures_person *people;
    size_t n_people;
    const struct figures_organisation *organisations;
    size_t n_organisations;
    bool everyone, may_see_signs;
};

// A partner reads the names of own people and of their groups; who leads is not among them. A guest
// must know whom to ask for.
bool session_names_leaders(uint32_t reach);
// The way back from a page of this session: to its cohort, for who reaches that. `name`: STR_NONE
// on the page of the session itself.
void session_crumbs(struct ctx *c, struct layout *layout, const struct schedule_get_row *session,
                    struct str name);

// The form (schedule_form.c).
NODISCARD enum rc schedule_form_load(struct ctx *c, struct schedule_view *view);
void schedule_row_values(struct ctx *c, struct schedule_row *row);            // of its entry
bool schedule_row_typed(const struct ctx *c, const struct schedule_row *row); // it was in the form
void schedule_row_read(struct ctx *c, struct schedule_view *view, struct schedule_row *row);
bool schedule_is_fill(const struct ctx *c);                           // the rest is to be filled in
size_t schedule_fill_read(struct ctx *c, struct schedule_view *view); // gives how many were filled
void schedule_fill_keep(struct ctx *c, struct schedule_view *view);

// Rooms in the form (schedule_rooms.c).
NODISCARD enum rc schedule_rooms_load(struct ctx *c, struct schedule_view *view);
void schedule_rooms_read(struct ctx *c, struct schedule_view *view);
NODISCARD enum rc schedule_rooms_write(struct ctx *c, struct schedule_view *view);

// What looks odd, is needed twice, or does not fit (schedule_alerts.c).
NODISCARD enum rc schedule_alerts_load(struct ctx *c, struct schedule_view *view);
// Of one session alone; the scope is that of its cohort.
NODISCARD enum rc session_alerts_load(struct ctx *c, const struct scope *cohort,
                                      struct session_view *view);

enum rc schedule_list_get(struct ctx *c); // schedule_pages.c
enum rc schedule_list_post(struct ctx *c);
enum rc attendance_list_get(struct ctx *c); // attendance_pages.c
enum rc attendance_list_post(struct ctx *c);
enum rc attendance_paper_get(struct ctx *c);
enum rc series_extend_post(struct ctx *c); // series_pages.c
enum rc series_cancel_get(struct ctx *c);
enum rc series_cancel_post(struct ctx *c);
enum rc series_shift_get(struct ctx *c);
enum rc series_shift_post(struct ctx *c);
enum rc series_copy_get(struct ctx *c); // series_copy_pages.c
enum rc series_copy_post(struct ctx *c);
enum rc figures_get(struct ctx *c); // figures_pages.c
enum rc absence_get(struct ctx *c); // absence_pages.c
enum rc absence_post(struct ctx *c);
enum rc absence_link_get(struct ctx *c); // absence_link_pages.c
enum rc absence_link_post(struct ctx *c);
#endif
