// SPDX-License-Identifier: EUPL-1.2
// Cohorts: who applied, who consented, who is placed and who waits, by rules that are named when
// broken.
#ifndef VLIEGWIEL_COHORT_H
#define VLIEGWIEL_COHORT_H
#include "application_sql.h"
#include "apply_sql.h"
#include "catch_up_sql.h"
#include "cohort_sql.h"
#include "rules_sql.h"
#include "waiting_sql.h"
#include "plan/composition/composition.h"
#include "store/vault.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_cohorts, "/lichtingen")
URL_FIXED(url_cohort_new, "/lichtingen/nieuw")
URL_ID(url_cohort_new_for, "/lichtingen/nieuw?leergang=", "")
URL_ID(url_cohort, "/lichtingen/", "")
URL_ID(url_cohort_applications, "/lichtingen/", "/aanmeldingen")
URL_ID(url_cohort_rules, "/lichtingen/", "/regels")
URL_ID(url_cohort_pairs, "/lichtingen/", "/regels/paren")
URL_ID(url_cohort_catch_up, "/lichtingen/", "/inhalen")
URL_ID(url_cohort_history, "/lichtingen/", "/verloop")
URL_ID(url_application_stop, "/aanmeldingen/", "/stopt")
URL_ID(url_cohort_groups, "/lichtingen/", "/groepen")
URL_ID(url_cohort_meetings, "/lichtingen/", "/ontmoetingen")
URL_ID(url_cohort_sessions, "/lichtingen/", "/bijeenkomsten")
URL_ID(url_cohort_start, "/lichtingen/", "/start")
URL_ID(url_application_ask, "/aanmeldingen/", "/akkoord/vraag")
URL_ID(url_cohort_ask, "/lichtingen/", "/akkoord/vraag")
URL_FIXED(url_apply, "/meedoen")
URL_ID(url_application_consent, "/aanmeldingen/", "/akkoord")

// ---- rules
// ---------------------------------------------------------------------------------------

struct application_input {
    int64_t cohort, person;
    struct str learning_question, motivation; // sealed before they are stored
    struct opt_int week_quarters;
    int64_t together_with; // person, 0: nobody
    struct str wish;       // with whom, as a name; sealed too
    bool via_alumnus;
};
// RC_CONFLICT when this person applied for this cohort before.
NODISCARD enum rc application_add(struct db *db, struct arena *arena, struct vault *vault,
                                  const struct application_input *input, struct instant now,
                                  int64_t *ret_id);
struct cohort_input {
    int64_t programme;
    struct str name; // empty: "Lichting N"
    int64_t places, unit_min, unit_max, n_groups;
};
// Pinned to the programme's newest version; makes the grouping that holds its participants and one
// session without a date per module.
NODISCARD enum rc cohort_add(struct db *db, struct arena *arena, const struct cohort_input *input,
                             struct instant now, int64_t *ret_id);
// Pins it to another version of its programme. RC_CONFLICT: it has started, or no longer follows
// `old`.
NODISCARD enum rc cohort_follow(struct db *db, int64_t cohort, int64_t old, int64_t version,
                                struct day today);
// Every participant is expected at every session of the cohort. Call after either changed.
NODISCARD enum rc cohort_enrol(struct db *db, int64_t cohort, struct day today, struct instant now);

// The rules that stand beside a cohort's sizes.
struct cohort_rules {
    struct rules_pairs pairs; // together, apart, manager and report
    struct rules_seats seats; // of organisations
};
NODISCARD enum rc cohort_rules_load(struct db_ro *db, struct arena *arena, int64_t cohort,
                                    struct day today, struct cohort_rules *ret_rules);
struct cohort_sizes {
    int64_t places, unit_min, unit_max;
};
// The applications as the composition engine sees them: in the order of the list, units numbered.
struct cohort_problem {
    struct composition_problem problem;
    struct str *unit_names;         // [n_units]
    struct str *organisation_names; // [n_organisations]
    bool *is_manager;               // [n_apart] apart because one leads the other
};
NODISCARD enum rc cohort_problem_of(struct arena *arena, const struct cohort_sizes *sizes,
                                    const struct application_list *applications,
                                    const struct cohort_rules *rules,
                                    struct cohort_problem *ret_problem);
// A broken rule or a reason in words.
struct str cohort_breach_text(struct arena *arena, enum lang lang,
                              const struct cohort_problem *problem,
                              const struct application_list *list, struct composition_breach b);
struct str cohort_why_text(struct arena *arena, enum lang lang,
                           const struct cohort_problem *problem,
                           const struct application_list *list, struct composition_breach why);

struct placement {
    int64_t cohort, by_person;
    enum role as_role;
    struct day today;
    struct instant now;
    struct str reason; // why a rule may be broken, or STR_NONE
};
// Records who is placed and who waits (only what changes), and makes members and enrolments follow.
NODISCARD enum rc cohort_place(struct db *db, struct arena *arena,
                               const struct placement *placement,
                               const struct application_list *applications, const bool *placed);

struct place_change {
    int64_t application, person;
    struct str outcome; // "placed", "waiting", "withdrawn"
    struct str cause;   // placement_cause.cause; no text: chosen
    int64_t other;      // the application it follows from, 0: none
};
NODISCARD enum rc cohort_place_one(struct db *db, struct arena *arena,
                                   const struct placement *placement,
                                   const struct place_change *change);

// ---- the waiting list (waiting.c)
// ----------------------------------------------------------------

// Before the start who waits takes what is free, in the order of the list and within every rule
// that a person who comes in could break; after it, or before places were given at all, nobody
// does. `after`: the application that made room, 0: none. Gives how many moved up.
NODISCARD enum rc waiting_move_up(struct db *db, struct arena *arena,
                                  const struct placement *placement, int64_t after, int64_t *ret_n);
// Which of the applications would move up if `leaving` stopped; the list in its own order.
NODISCARD enum rc waiting_preview(struct db_ro *db, struct arena *arena, int64_t cohort,
                                  int64_t leaving, struct day today, struct waiting_list *ret_list,
                                  bool **ret_moves);
struct stopping {
    const struct waiting_get_row *application;
    int64_t
        replacement; // application that takes the place, 0: the waiting list does, before the start
    bool is_named;   // somebody named it who may: consent is asked for afterwards
};
// The person stops. RC_CONFLICT: had stopped already, or the replacement does not wait for a place
// with consent.
NODISCARD enum rc waiting_stop(struct db *db, struct arena *arena,
                               const struct placement *placement, const struct stopping *stopping,
                               int64_t *ret_moved_up);

// ---- shared with other features
// ------------------------------------------------------------------

enum cohort_tab {
    COHORT_TAB_OVERVIEW,
    COHORT_TAB_APPLICATIONS,
    COHORT_TAB_GROUPS,
    COHORT_TAB_MEETINGS,
    COHORT_TAB_SESSIONS,
    COHORT_TAB_N
};
struct cohort_tabs {
    struct link links[COHORT_TAB_N];
    size_t n;
};
// The tabs above every page of the route's cohort: only those that this viewer may open.
// For a bar: the fill of its organisation with white lines or dots, so that it is known without
// colour.
struct str cohort_org_pattern(struct str letter);
struct cohort_tabs cohort_tabs(const struct ctx *c, enum cohort_tab current);
struct str cohort_state_label(enum lang lang, struct str state);
enum badge cohort_state_badge(struct str state);
// How a session stands today: the word and its badge, together or one at a time for a template.
struct str cohort_session_state(enum lang lang, struct str state, struct day day, struct day today,
                                enum badge *ret_badge);
struct str cohort_session_word(enum lang lang, struct str state, struct day day, struct day today);
// The same for who plans: a session to come without a place is not ready.
struct str cohort_session_ready_word(enum lang lang, struct str state, struct day day,
                                     struct str place, struct day today);
struct str cohort_session_ready_class(struct str state, struct day day, struct str place,
                                      struct day today);
struct str cohort_org_fill(struct str letter); // class of a bar

// ---- views
// ---------------------------------------------------------------------------------------

struct cohort_unit { // how many participants come from it; names nobody
    struct str organisation, unit, letter;
    int64_t organisation_id, n_people;
    int64_t n_seats; // at most; 0: nothing was agreed
};
// In the order of their names. Gives how many.
size_t cohort_units(struct arena *arena, const struct cohort_people *people,
                    struct cohort_unit **ret_units);
// How many seats each has: of an organisation with one unit what was agreed with it, and never more
// than a unit may have. In: unit_max as places say nothing of units.
void cohort_units_seats(struct cohort_unit *units, size_t n, const struct cohort_seats *seats,
                        int64_t unit_max, int64_t places);
bool cohort_units_limited(const struct cohort_unit *units, size_t n); // one of them has a most
int64_t cohort_units_most(const struct cohort_unit *units,
                          size_t n); // seats or people of one; at least 1
struct str
cohort_unit_name(const struct cohort_unit *unit); // its organisation where there is no unit

struct cohort_list_view {
    struct layout layout;
    struct cohort_list list;
    bool may_edit;
};
struct cohort_form {
    struct layout layout;
    int mistakes;
    struct field programme, name, places, unit_min, unit_max, n_groups;
    struct choice *programmes;
    size_t n_programmes;
};
struct held; // feature/session/held.h
struct cohort_sign {
    struct str name, organisation;
    int64_t n_missed; // sessions in a row
};
struct cohort_next_up {
    struct str facilitators; // STR_NONE: nobody, or not for the viewer
    int64_t n_facilitators, n_expected, n_groups, n_placed;
    struct opt_int n_excused; // for who may note who comes
};
enum { COHORT_NAMES_SHOWN = 8 }; // more of them are folded away
struct cohort_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct cohort_modules modules;
    const struct held *held;   // empty for those who may not see who came
    struct cohort_unit *units; // of everybody, when this viewer may see them
    size_t n_units;
    struct cohort_people people; // those whose names this viewer may see
    int64_t n_unnamed;           // the others
    int64_t n_people, n_past;
    const struct cohort_modules_row *next;
    struct cohort_next_up next_up; // of that session
    struct day today;
    struct cohort_sign *signs; // who missed the last two times
    size_t n_signs;
    bool may_edit, may_invite, may_plan;
};
struct application_view_row {
    const struct application_list_row *row;
    struct str learning_question, motivation;
    bool placed;
    struct str why; // why not placed, when the others are
};
struct application_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct application_view_row *rows;
    size_t n_rows;
    int64_t n_consent, n_refused, n_open, n_chosen, n_saved;
    struct str stamp;   // of the places as they were when the page was made
    bool changed_since; // somebody else chose meanwhile: nothing was saved
    struct composition_baseline baseline;
    struct str *breaches; // broken rules in words
    size_t n_breaches;
    struct composition composition;
    bool proposed, infeasible; // the choice shown comes from the engine; or the rules leave none
    bool refused;              // the person's choice breaks rules: nothing was saved
    bool may_place, may_decide, may_read; // the last: learning questions
    const struct wishes *wishes;          // wish.h; empty for who may not read them
    struct field reason;
};
// One line of what happened: a word for it, with the other person where there is one.
struct str history_text(struct arena *arena, enum lang lang, const struct waiting_history_row *row);
struct history_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct waiting_history history;
};
struct seat_row {
    const struct rules_organisations_row *organisation;
    struct field least, most;
};
struct rules_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    int mistakes;
    struct str stamp;
    bool changed_since;
    struct field places, unit_min, unit_max, n_groups;
    struct seat_row *seats;
    size_t n_seats;
    struct rules_pair_list pairs;
    struct choice *people;
    size_t n_people;
    struct field person_a, person_b, kind;
    struct choice kinds[2];
    bool pair_mistake;
};
struct stop_view {
    struct layout layout;
    int mistakes;
    struct waiting_get_row application;
    bool is_placed, started, is_self;
    int64_t n_moves;             // who would move up
    struct str moves;            // their names, for whom may know them
    struct choice *replacements; // who waits with consent
    size_t n_replacements;
    struct field replacement, reason;
};
struct catch_up_row {
    const struct catch_up_missed_row *missed;
    struct choice *offers; // sessions of the same module in other cohorts
    size_t n_offers;
};
struct catch_up_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct catch_up_missed missed;
    struct catch_up_row *rows; // [missed.n]
    int64_t n_open;
    bool refused;
};
struct apply_view {
    struct layout layout;
    int mistakes;
    struct apply_own own;
    struct field cohort, question, motivation, hours, wish;
    bool via_alumnus;
    struct choice *cohorts;
    size_t n_cohorts;
};
struct str apply_state(enum lang lang, const struct apply_own_row *row);
// What became of the wish to take part with somebody, told to whoever wrote it.
struct str apply_wish(enum lang lang, const struct apply_own_row *row);
struct consent_view {
    struct layout layout;
    int mistakes;
    struct application_get_row application;
    bool may_ask, no_manager;
    struct field outcome, day, reason, deputy;
    struct choice outcomes[2];
};
#endif
