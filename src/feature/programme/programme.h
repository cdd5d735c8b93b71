// SPDX-License-Identifier: EUPL-1.2
// Programmes: six modules of versioned elements, made from a blueprint, marked as professional
// content or personal development. A change makes a new version with its reason; cohorts stay on
// theirs.
#ifndef VLIEGWIEL_PROGRAMME_H
#define VLIEGWIEL_PROGRAMME_H
#include "programme_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_programmes, "/leergangen")
URL_FIXED(url_programme_new, "/leergangen/nieuw")
URL_ID(url_programme, "/leergangen/", "")
URL_ID2(url_programme_module, "/leergangen/", "/modules/", "")
URL_ID2(url_part_new, "/leergangen/", "/modules/", "/onderdelen/nieuw")
URL_ID2(url_module_run_sheet, "/leergangen/", "/modules/", "/draaiboek")
URL_ID(url_draft_begin, "/leergangen/", "/concept")
URL_ID(url_draft_publish, "/leergangen/", "/concept/publiceren")
URL_ID(url_draft_drop, "/leergangen/", "/concept/weg")
URL_ID(url_versions, "/leergangen/", "/versies")
URL_ID(url_difference, "/leergangen/", "/verschil")
URL_ID(url_cohort_version, "/lichtingen/", "/versie")
URL_ID2(url_cohort_version_to, "/lichtingen/", "/versie?naar=", "")
URL_ID2(url_cohort_run_sheet, "/lichtingen/", "/draaiboek/", "")
struct url url_part(struct arena *arena, int64_t programme, int64_t module, int64_t element);
struct url url_part_move(struct arena *arena, int64_t programme, int64_t module, int64_t element);
struct url url_part_remove(struct arena *arena, int64_t programme, int64_t module, int64_t element);
struct url url_difference_of(struct arena *arena, int64_t programme, int64_t from, int64_t to);

// One element of the built-in starter blueprint (blueprint.c): a module, or a part of the module
// above it.
struct blueprint_element {
    const char *uid; // the same in every installation: merging needs nothing more
    const char *kind;
    const char *title, *body;
    const char *track; // "content", "personal", NULL for a module
    int64_t minutes;
    const char *materials, *notes; // what must lie ready; for the facilitator only
    bool decided;
};
extern const struct blueprint_element blueprint[];
extern const size_t blueprint_n;

// A new programme from the built-in starter blueprint, owned by one organisation. Version 1.
// RC_CONFLICT when a programme has this name.
NODISCARD enum rc programme_from_blueprint(struct db *db, struct arena *arena, struct str name,
                                           struct str aim, int64_t organisation, int64_t author,
                                           struct instant now, int64_t *ret_programme);

// ---- changes (programme.c)
// ----------------------------------------------------------------------- A change goes into the
// draft when the programme has one, else it makes a version of its own with the reason. A cohort
// follows the version it is pinned to, never a draft.

struct programme_author {
    int64_t person;
    struct instant now;
};
struct module_change {
    struct str title, body, reason;
};
NODISCARD enum rc programme_module_change(struct db *db, struct arena *arena,
                                          const struct programme_get_row *programme,
                                          const struct programme_modules_row *module,
                                          const struct module_change *change,
                                          struct programme_author author);
// An element within a module.
struct part_change {
    struct str kind; // of a new one: "theme" "method" "assignment" "text"
    struct str title, body, track, materials, notes, reason;
    int64_t minutes;
};
NODISCARD enum rc programme_part_add(struct db *db, struct arena *arena,
                                     const struct programme_get_row *programme, int64_t module,
                                     const struct part_change *change,
                                     struct programme_author author);
NODISCARD enum rc programme_part_change(struct db *db, struct arena *arena,
                                        const struct programme_get_row *programme,
                                        const struct programme_module_elements_row *part,
                                        const struct part_change *change,
                                        struct programme_author author);
NODISCARD enum rc programme_part_remove(struct db *db, struct arena *arena,
                                        const struct programme_get_row *programme,
                                        const struct programme_module_elements_row *part,
                                        struct str reason, struct programme_author author);
// One place up or down; begins a draft when there is none, because nobody explains every step.
NODISCARD enum rc programme_part_move(struct db *db, struct arena *arena,
                                      const struct programme_get_row *programme,
                                      const struct programme_module_elements *parts, size_t i,
                                      bool up, struct programme_author author);

// RC_CONFLICT: there is a draft already.
NODISCARD enum rc programme_draft_begin(struct db *db, struct arena *arena,
                                        const struct programme_get_row *programme,
                                        struct programme_author author, int64_t *ret_version);
// Both RC_CONFLICT: `programme` is not its draft.
NODISCARD enum rc programme_draft_publish(struct db *db, const struct programme_get_row *programme,
                                          struct str reason, struct programme_author author);
NODISCARD enum rc programme_draft_drop(struct db *db, const struct programme_get_row *programme);

// ---- balance and minutes (run_sheet.c)
// -----------------------------------------------------------

enum programme_balance { BALANCE_BOTH, BALANCE_ONLY_CONTENT, BALANCE_ONLY_PERSONAL };
enum programme_balance programme_balance_of(const struct programme_modules_row *module);

struct run_sheet_session {
    struct day day;
    struct clock start, end; // CLOCK_NONE: not known yet
    struct str place, facilitators;
};
struct run_sheet_line {
    const struct programme_module_elements_row *part;
    size_t session;          // in which it is done
    struct clock start, end; // CLOCK_NONE: past midnight
    bool is_late;            // ends after the last session
};
struct run_sheet {
    struct run_sheet_line *lines; // [n]
    size_t n;
    int64_t minutes; // of all elements
    int64_t room;    // minutes of the sessions left over, below 0: too many; 0 when not known
    bool is_timed;   // every session has a start and an end
};
// The elements one after the other, over the sessions of the module in their order: what no longer
// fits into one begins the next. Without times, or without sessions, from 0:00 on.
struct run_sheet run_sheet_of(struct arena *arena, const struct programme_module_elements *parts,
                              const struct run_sheet_session *sessions, size_t n_sessions);
// Rows by session, one for each facilitator, made into sessions.
size_t run_sheet_sessions(struct arena *arena, const struct programme_sessions *rows,
                          struct run_sheet_session **ret_sessions);

// ---- what changed between two versions (difference.c)
// --------------------------------------------

enum difference_kind { DIFFERENCE_ADDED, DIFFERENCE_REMOVED, DIFFERENCE_CHANGED, DIFFERENCE_MOVED };
struct difference {
    enum difference_kind kind;
    int64_t module; // its position; in the old version for what was removed
    bool is_module;
    const struct programme_contents_row *old, *new; // NULL: not there
};
// Everything that differs, by module in the order of the new version; what was removed last.
// Moved: the same text after another neighbour, as few as explain the new order.
size_t difference_of(struct arena *arena, const struct programme_contents *old,
                     const struct programme_contents *new, struct difference **ret_differences);

// ---- views
// ---------------------------------------------------------------------------------------

struct groups_view; // feature/plan/plan.h
struct programme_list_view {
    struct layout layout;
    struct programme_list list;
    bool may_edit;
};
struct programme_form {
    struct layout layout;
    int mistakes;
    struct field name, aim, organisation;
    struct choice organisations[40];
    size_t n_organisations;
};
struct programme_view {
    struct layout layout;
    int mistakes;
    struct programme_get_row programme;
    struct programme_modules modules;
    struct programme_versions versions;
    int64_t n_open, minutes_max, published; // number of the version that cohorts can follow
    bool may_edit;
    struct field reason; // of publishing the draft
};
struct module_view {
    struct layout layout;
    int mistakes;
    struct programme_get_row programme;
    struct programme_modules_row module;
    struct programme_module_elements elements;
    struct field title, body, reason;
    bool may_edit;
};
enum { PART_KINDS = 4, PART_TRACKS = 2 };
struct part_view {
    struct layout layout;
    int mistakes;
    struct programme_get_row programme;
    struct programme_modules_row module;
    struct programme_module_elements parts;
    struct programme_module_elements_row part; // element_id 0: a new one
    bool is_stale;
    struct field kind, title, body, track, minutes, materials, notes, reason, why_remove;
    struct choice kinds[PART_KINDS], tracks[PART_TRACKS];
};
struct run_sheet_view {
    struct layout layout;
    struct str lang; // of the programme
    struct programme_modules_row module;
    struct programme_module_elements parts;
    struct run_sheet sheet;
    struct run_sheet_session *sessions;
    size_t n_sessions;
    bool with_notes;
    int64_t version;
    const struct groups_view *groups; // NULL without a cohort
    size_t at;                        // which module of these
};
struct versions_view {
    struct layout layout;
    struct programme_get_row programme;
    struct programme_versions versions;
    struct programme_cohorts cohorts;
    struct field from, to;
    struct choice *from_choices, *to_choices; // [versions.n]
    int64_t published;                        // number of the version that a cohort can follow
    struct day today;
    bool may_move;
};
enum { DIFFERENCE_LINES = 6 };
struct difference_line {
    struct str what, old, new;
};
struct difference_row { // one of struct difference, in words
    enum difference_kind kind;
    int64_t module;
    bool is_module;
    struct str title, module_title;
    struct difference_line lines[DIFFERENCE_LINES]; // of a change: what differs
    size_t n_lines;
};
struct difference_minutes { // of one module that is in either version
    int64_t module;
    struct str title;
    int64_t content[2], personal[2]; // before, after
};
struct differences {
    struct difference_row *rows;
    size_t n;
    struct difference_minutes *minutes;
    size_t n_minutes;
};
struct difference_view {
    struct layout layout;
    struct str lang; // of the programme
    int64_t from, to;
    struct differences differences;
    // of moving a cohort only:
    struct programme_of_cohort_row cohort;
    struct programme_newer newer;
    bool has_started;
};

// ---- shared by the pages
// -------------------------------------------------------------------------

struct str programme_module_title(struct arena *arena, enum lang lang,
                                  const struct programme_modules_row *module);
struct str programme_track_label(enum lang lang, struct str track);
struct str programme_kind_label(enum lang lang, struct str kind);
struct str programme_balance_warning(enum lang lang, enum programme_balance balance);
// Is a text in this language to be marked on a page in the viewer's?
bool programme_is_foreign(enum lang viewer, struct str lang);
struct str difference_label(enum lang lang, enum difference_kind kind);
enum badge difference_badge(enum difference_kind kind);

// As the viewer may see it: who may edit sees the draft.
NODISCARD enum rc programme_seen(struct ctx *c, struct programme_get_row *ret_programme,
                                 bool *ret_may_edit);
NODISCARD enum rc programme_module_at(struct ctx *c, int64_t version, int64_t position,
                                      struct programme_modules_row *ret_module);
// The reason of a change: in a draft the reason of publishing it will do.
struct field programme_reason(struct ctx *c, const struct programme_get_row *programme);
struct field draft_reason(struct ctx *c);
struct str programme_saved(struct ctx *c,
                           const struct programme_get_row *programme); // what a change became
enum rc programme_show(struct ctx *c, struct programme_view *view);

enum rc part_new_get(struct ctx *c); // part_pages.c
enum rc part_new_post(struct ctx *c);
enum rc part_get(struct ctx *c);
enum rc part_post(struct ctx *c);
enum rc part_move_post(struct ctx *c);
enum rc part_remove_post(struct ctx *c);
enum rc draft_begin_post(struct ctx *c); // draft_pages.c
enum rc draft_publish_post(struct ctx *c);
enum rc draft_drop_post(struct ctx *c);
enum rc versions_get(struct ctx *c); // version_pages.c
enum rc difference_get(struct ctx *c);
enum rc cohort_version_get(struct ctx *c);
enum rc cohort_version_post(struct ctx *c);
enum rc module_run_sheet_get(struct ctx *c); // run_sheet_pages.c
enum rc cohort_run_sheet_get(struct ctx *c);
enum rc session_run_sheet_get(struct ctx *c);
extern const struct shape difference_shape, run_sheet_shape;
#endif
