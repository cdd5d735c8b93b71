// SPDX-License-Identifier: EUPL-1.2
// Sessions of a module in a cohort: date, place, facilitators, and attendance. The rules; what the
// pages show: session_views.h.
#ifndef VLIEGWIEL_FEATURE_SESSION_H
#define VLIEGWIEL_FEATURE_SESSION_H
#include "absence_sql.h"
#include "attendance_sql.h"
#include "feature/cohort/cohort.h"
#include "feature/session/clash.h"
#include "feature/session/held.h"
#include "feature/session/room.h"
#include "figures_sql.h"
#include "schedule_sql.h"
#include "series_sql.h"
#include "store/vault.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_ID(url_session, "/bijeenkomsten/", "")
URL_ID(url_session_attendance, "/bijeenkomsten/", "/aanwezigheid")
URL_ID(url_session_paper, "/bijeenkomsten/", "/presentielijst")
URL_ID(url_cohort_figures, "/lichtingen/", "/opkomst")
URL_ID(url_cohort_shift, "/lichtingen/", "/bijeenkomsten/verschuif")
URL_ID(url_cohort_copy, "/lichtingen/", "/bijeenkomsten/overnemen")
URL_ID(url_session_extend, "/bijeenkomsten/", "/nog-een")
URL_ID(url_session_cancel, "/bijeenkomsten/", "/vervalt")
URL_ID(url_session_run_sheet, "/bijeenkomsten/", "/draaiboek")
URL_ID(url_session_absence, "/bijeenkomsten/", "/afmelden")

// ---- schedule: rules (schedule.c) --------------------------------------------------------

// Who leads a session: people by id, each once, in the order of their ids.
enum { SCHEDULE_LEADERS_MAX = 8 };
struct leaders {
    int64_t ids[SCHEDULE_LEADERS_MAX];
    size_t n;
};
// Whoever is there already, or comes when there are as many as can be, changes nothing.
void leaders_add(struct leaders *leaders, int64_t person);
bool leaders_have(const struct leaders *leaders, int64_t person);
struct leaders leaders_of(const struct schedule_led *led, int64_t session);
// "Anna de Vries, Bilal Aziz"; STR_NONE: nobody. By name.
struct str leaders_names(struct arena *arena, const struct schedule_led *led, int64_t session);

// What people decide about one session.
struct schedule_entry {
    struct day day;
    struct clock start, end;
    struct str place; // empty: not known yet
    struct leaders leaders;
};
struct schedule_entry schedule_entry_of(const struct schedule_list_row *row,
                                        const struct schedule_led *led);
bool schedule_is_cancelled(struct str state);

// An entry as one text, the same for equal entries: a form carries what it was made from.
struct str schedule_stamp(struct arena *arena, const struct schedule_entry *entry);
// Hours, place and facilitators of `rest` where the entry has none of its own.
void schedule_complete(struct schedule_entry *entry, const struct schedule_entry *rest);
enum schedule_fate {
    SCHEDULE_KEEP, // nothing to write: the person changed nothing, or it stands there already
    SCHEDULE_CHANGE,
    SCHEDULE_CONFLICT, // the person and somebody else changed it, differently
};
// In: the stamp from the form, the entry that was typed, the entry as it is now.
enum schedule_fate schedule_fate_of(struct arena *arena, struct str stamp,
                                    const struct schedule_entry *typed,
                                    const struct schedule_entry *current);

// Gives every entry without a day one: `rest.day` to the first, then a fixed number of weeks on;
// and what else it lacks. In: entries in the order of the modules; skip[i]: cancelled.
// Gives how many were filled.
size_t schedule_fill(const struct schedule_entry *rest, int64_t weeks,
                     struct schedule_entry *entries, const bool *skip, size_t n);

// Writes what differs. Another day than before makes the session moved; whatever a calendar shows
// of a dated session raises its sequence. RC_INVALID: an end that is not after the start;
// RC_NOT_FOUND.
NODISCARD enum rc schedule_set(struct db *db, struct arena *arena, int64_t session,
                               const struct schedule_entry *entry);

// What is allowed but seldom meant; what two sessions need at once stands in clash.h. At most one
// of a kind per session.
enum schedule_oddity {
    SCHEDULE_SAME_DAY, // as an earlier session of the cohort
    SCHEDULE_ORDER,    // before the session of an earlier module
};
struct schedule_warning {
    enum schedule_oddity oddity;
    size_t row, other; // rows of the list
};
// Out: warnings in the order of the rows, on the arena.
size_t schedule_warnings(struct arena *arena, const struct schedule_list *list,
                         const struct schedule_warning **ret_warnings);

// ---- the series: rules (series.c) --------------------------------------------------------

enum schedule_part {
    SCHEDULE_PART_UNKNOWN,
    SCHEDULE_MORNING, // begins before noon
    SCHEDULE_AFTERNOON,
    SCHEDULE_EVENING,   // begins at 17.00 or later
    SCHEDULE_WHOLE_DAY, // begins before noon, six hours or more
};
enum schedule_part schedule_part_of(struct clock start, struct clock end);

// Nothing noted, not the only one, and nobody who was told of it: who was hears that it is
// cancelled.
bool series_may_remove(const struct series_state_row *state);
bool series_may_cancel(const struct series_state_row *state, struct day today);
// One more session without a date in the module of this one.
NODISCARD enum rc series_extend(struct db *db, struct arena *arena,
                                const struct series_state_row *state, struct day today,
                                struct instant now);
// The next three: RC_CONFLICT when the state does not allow it.
NODISCARD enum rc series_remove(struct db *db, const struct series_state_row *state);
struct series_cancellation {
    struct str reason;
    int64_t by_person;
    struct day today;
    struct instant now;
};
NODISCARD enum rc series_cancel(struct db *db, const struct series_state_row *state,
                                const struct series_cancellation *why);
NODISCARD enum rc series_resume(struct db *db, const struct series_state_row *state,
                                struct day today, struct instant now);

struct series_move {
    const struct schedule_list_row *row;
    struct day to;
    struct str name; // of the page only
};
// What moves when all that is still to come moves by so many weeks; `ret_past`: some of it would be
// before today. In: list with figures; room for as many moves as it has rows. Gives how many.
size_t series_shift(const struct schedule_list *list, int64_t weeks, struct day today,
                    struct series_move *moves, bool *ret_past);
// The same for equal moves.
struct str series_stamp(struct arena *arena, const struct series_move *moves, size_t n);

// ---- the series of another cohort: rules (series_copy.c) ---------------------------------

// One session of another cohort, as many days after a first day as it was there.
struct series_copy {
    const struct series_pattern_row *from;
    const struct series_modules_row *module;
    const struct schedule_list_row *row; // NULL: the module has no such session yet
    struct day to;
    bool has_day;          // `row` has a day already, and keeps it
    struct str name, when; // of the page only
};
// By module, where both cohorts know it; else by the place in the order. The second session of a
// module becomes the second. In: rows in the order of the modules; room for as many copies as the
// pattern has rows. Gives how many; modules that the cohort lacks are left out.
size_t series_copies(const struct series_pattern *pattern, const struct series_modules *modules,
                     const struct schedule_list *list, struct day first,
                     struct series_copy *copies);
// Or was it left out?
bool series_is_copied(const struct series_copy *copies, size_t n,
                      const struct series_pattern_row *from);
// A day of the same weekday as `like`, at least four weeks from today, and no holiday.
struct day series_first(struct day like, struct day today);
struct str series_copy_stamp(struct arena *arena, const struct series_copy *copies, size_t n);
struct series_known {
    const struct series_led *there;  // who leads the sessions of the pattern
    const struct schedule_led *here; // and those of the cohort
};
// Hours, place and facilitators come along where the session has none of its own.
NODISCARD enum rc series_copy_do(struct db *db, struct arena *arena, int64_t cohort,
                                 const struct series_copy *copies, size_t n,
                                 const struct series_known *known, struct day today,
                                 struct instant now);

// ---- attendance: rules (attendance.c) ----------------------------------------------------

enum attendance { ATTENDANCE_PRESENT, ATTENDANCE_EXCUSED, ATTENDANCE_STAYED_AWAY, ATTENDANCE_N };
struct str attendance_word(enum attendance attendance); // as stored
struct str attendance_key(enum attendance attendance);  // as forms send it
struct str attendance_label(enum lang lang, enum attendance attendance);
bool attendance_from_word(struct str word, enum attendance *ret_attendance);
bool attendance_from_key(struct str key, enum attendance *ret_attendance);

struct attendance_figures {
    int64_t n_expected, n[ATTENDANCE_N];
};
struct attendance_figures attendance_figures_of(const struct attendance_list *list);
struct attendance_figures attendance_figures_of_row(const struct schedule_list_row *row);
// Somebody noted who came: not only who said beforehand not to come.
bool attendance_is_noted(const struct attendance_figures *figures);
int64_t attendance_commitment(const struct attendance_figures *figures); // came or gave notice

// What was noted, as forms carry it along; empty: nothing.
struct str attendance_stamp(struct str word);
enum attendance_fate {
    ATTENDANCE_KEEP, // the person left it alone, or it stands there already
    ATTENDANCE_WRITE,
    ATTENDANCE_CONFLICT, // the person and somebody else noted it meanwhile, differently
};
// In: the stamp from the form (STR_NONE: it carried none, and what is typed counts), what was
// typed, the word that is stored now. Who is not noted yet is shown as present, and is by saving.
enum attendance_fate attendance_fate_of(struct str stamp, enum attendance typed, struct str now);

struct attendance_entry {
    int64_t enrolment;
    enum attendance attendance;
};
struct attendance_note {
    int64_t session, by_person;
    struct day day, today; // of the session, and of the one who notes
    struct instant now;
};
// Before its day a session knows only who is excused: present is then not written, and stayed away
// is RC_INVALID. So is a session without a day.
NODISCARD enum rc attendance_save(struct db *db, const struct attendance_note *note,
                                  const struct attendance_entry *entries, size_t n);

// Quick entry from paper (attendance_codes.c).
struct attendance_code {
    int64_t number;
    enum attendance attendance; // excused or stayed away
    size_t row;                 // of the list
};
struct attendance_code_fault {
    enum {
        ATTENDANCE_CODE_UNREADABLE, // not a number with perhaps an a
        ATTENDANCE_CODE_UNKNOWN,    // nobody has this number
        ATTENDANCE_CODE_TWICE,      // said differently before
    } why;
    struct str word;
};
struct attendance_codes {
    struct attendance_code *codes;
    size_t n;
    struct attendance_code_fault *faults;
    size_t n_faults;
};
void attendance_codes_read(struct arena *arena, struct str text, const struct attendance_list *list,
                           struct attendance_codes *ret_codes);

// ---- notice beforehand: rules (absence.c) ------------------------------------------------

#define ABSENCE_REASON_PLACE "absence_notice.reason" // where the vault keeps it

enum absence_state {
    ABSENCE_CLOSED, // no day, over, cancelled, or noted already
    ABSENCE_OPEN,   // may be given: until and on the day
    ABSENCE_GIVEN,  // and may be taken back: until the day
    ABSENCE_FINAL,  // given, and it is the day
};
enum absence_state absence_state_of(const struct absence_own_row *own, struct day today);

struct absence_note {
    int64_t session, person;
    struct str reason; // sealed before it is stored; empty: none
    struct day today;
    struct instant now;
};
// Saying it twice is fine, and a reason that comes later counts. RC_CONFLICT when the state does
// not allow it: it changed while the page stood open.
NODISCARD enum rc absence_report(struct db *db, struct arena *arena, struct vault *vault,
                                 const struct absence_own_row *own,
                                 const struct absence_note *note);
NODISCARD enum rc absence_take_back(struct db *db, const struct absence_own_row *own,
                                    const struct absence_note *note);

// A link with which somebody who is expected says so without signing in: it serves this person at
// this session only, until that day is over, and stands in the letter that reminds of it.
NODISCARD enum rc absence_link(struct arena *arena, struct vault *vault, int64_t session,
                               int64_t person, struct url *ret_link);
struct url absence_link_to(struct arena *arena, struct str word);
// RC_NOT_FOUND: no word that this house made.
NODISCARD enum rc absence_link_read(struct arena *arena, struct vault *vault, struct str word,
                                    int64_t *ret_session, int64_t *ret_person);
struct absence_own_row absence_own_of(const struct absence_by_link_row *row);

// ---- figures over a cohort: rules (figures.c) --------------------------------------------

struct figures_person {
    const struct figures_list_row *row; // the first of this person
    struct attendance_figures figures;  // of the sessions that were noted
    int64_t n_missed;                   // in a row, up to the last one noted
};
// Both give how many; the people in the order of the rows.
size_t figures_people(struct arena *arena, const struct figures_list *list,
                      const struct figures_person **ret_people);
struct figures_organisation {
    struct str name, letter;
    int64_t n_people;
    struct attendance_figures figures;
};
// Only organisations that agreed to share attendance.
size_t figures_organisations(struct arena *arena, const struct figures_person *people, size_t n,
                             const struct figures_organisation **ret_organisations);
bool figures_is_sign(int64_t n_missed); // the last two sessions, or more

// ---- words ------------------------------------------------------------------------------

// "Module 2: Wie woont hier"; "9.30 tot 12.30 uur (ochtend)"; "donderdag 10 december 2026, 9.30 tot
// 12.30 uur (ochtend), De Brug".
struct str session_name(struct arena *arena, enum lang lang, int64_t position, int64_t number,
                        struct str title);
struct str session_hours(struct arena *arena, enum lang lang, struct clock start, struct clock end);
struct str session_when(struct arena *arena, enum lang lang, const struct schedule_entry *entry);

#endif
