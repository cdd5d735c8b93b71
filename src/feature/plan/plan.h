// SPDX-License-Identifier: EUPL-1.2
// Planning jobs as pages: the subgroups of a cohort over its modules, with bound and baseline; who
// met whom. A plan is asked, solved by the worker, recounted, and confirmed by a person: nothing is
// applied by itself.
#ifndef VLIEGWIEL_FEATURE_PLAN_H
#define VLIEGWIEL_FEATURE_PLAN_H
#include "feature/cohort/cohort.h"
#include "feature/plan/grouping.h"
#include "plan_sql.h"
#include "store/job.h"
#include "vliegwiel/plan.h"
#include "web/form.h"
#include "web/format.h"
#include "web/layout.h"
#include "web/url.h"

URL_ID(url_plan, "/plannen/", "")
URL_ID(url_plan_stop, "/plannen/", "/stop")
URL_ID(url_plan_use, "/plannen/", "/gebruik")
URL_ID(url_plan_ask, "/lichtingen/", "/groepen/plan")
URL_ID(url_plan_print, "/lichtingen/", "/groepen/print")
URL_ID(plan_module_anchor, "#module-", "")

// ---- rules -----------------------------------------------------------------------------------

// What a rotation is planned for, as it stands in the job. Rounds are modules: first those that
// happened in groups, which stay as they were, then the others in the order of the programme.
struct plan_input {
    int64_t *people;  // [n_people] ascending
    int64_t *modules; // [n_modules] elements
    int64_t *fixed;   // [n_fixed * n_people] group of each person, 0: was not there
    size_t n_people, n_modules, n_fixed;
    int64_t n_groups;
};
struct plan_input plan_input_of(struct arena *arena, const struct groups *groups, int64_t n_groups,
                                struct day today);
struct str plan_input_write(struct arena *arena, const struct plan_input *input);
NODISCARD enum rc plan_input_read(struct arena *arena, struct str text,
                                  struct plan_input *ret_input);
struct str plan_conflicts_write(struct arena *arena, const struct plan_conflicts *conflicts);
NODISCARD enum rc plan_conflicts_read(struct arena *arena, struct str text,
                                      enum plan_rule **ret_rules, size_t *ret_n);
// Can these people be divided at all? Two people a group, and a module.
bool plan_input_enough(const struct plan_input *input);

// Puts a job in the queue that plans all modules of the cohort of `cohort` (a scope of
// RIGHT_grouping_plan). One that waits or runs already is given back instead. RC_INVALID: too few
// people or modules.
NODISCARD enum rc plan_ask(struct db *db, struct arena *arena, const struct scope *cohort,
                           struct day today, struct instant now, int64_t *ret_plan);
// Is the plan made for other people, modules or groups than there are now?
NODISCARD enum rc plan_stale(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                             const struct plan_get_row *plan, struct day today, bool *ret_stale);
struct confirmation {
    int64_t plan;
    enum role as_role;
    struct day today;
    struct instant now;
};
// Records the decision and makes the plan's groups those of the cohort. RC_INVALID: nothing was
// found yet, or it is stale.
NODISCARD enum rc plan_confirm(struct db *db, struct arena *arena, const struct scope *cohort,
                               const struct confirmation *confirmation);

// ---- the job (plan_job.c) --------------------------------------------------------------------

struct plan_answer {
    struct plan_rotation_result result; // recounted
    struct plan_rotation_baseline baseline;
    int64_t cpu_ms; // of solving
};
// RC_CONFLICT: stopped before anything was found.
NODISCARD enum rc plan_solve(struct arena *arena, const struct plan_input *input,
                             const struct plan_search *search, struct plan_answer *ret_answer);
NODISCARD enum rc plan_store(struct db *db, struct arena *arena, int64_t plan,
                             const struct plan_input *input, const struct plan_answer *answer);
enum rc plan_job_run(struct job *job);

// ---- views -----------------------------------------------------------------------------------

struct groups_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct groups groups;
    struct plan_get_row newest;
    bool has_newest; // a plan that the viewer may open and that is not in use
    bool may_plan, enough, print;
    struct str printed_by;
    struct day today;
};
struct plan_person {
    struct str name, letter;
    int64_t met, meetings;
};
struct plan_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct plan_get_row plan;
    struct plan_person *people;
    size_t n_people;
    struct str *conflicts;
    size_t n_conflicts;
    bool waits, found, in_use, stale, refused, may_plan;
};
int64_t plan_pairs(int64_t n_people);
struct str plan_state_label(enum lang lang, const struct plan_view *view);
struct str plan_certificate_title(enum lang lang, const struct plan_get_row *plan);

// ---- who met whom (meetings_pages.c) ---------------------------------------------------------

enum meetings_show {
    MEETINGS_ALL,
    MEETINGS_MET,
    MEETINGS_PLANNED,
    MEETINGS_NOT,
    MEETINGS_OFTEN,
    MEETINGS_SHOW_N
};
enum meetings_state { CELL_HIDDEN, CELL_SELF, CELL_MET, CELL_PLANNED, CELL_NOT };
struct meetings_cell {
    enum meetings_state state;
    int64_t first;
    bool often;
};
struct meetings_row {
    const struct grouping_people_row *person;
    int64_t number;              // of the seat, from 1
    struct meetings_cell *cells; // [people]
};
struct meetings_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct cohort_tabs tabs;
    struct groups groups;
    struct plan_get_row plan;
    bool has_plan, may_read_plan;
    struct link shows[MEETINGS_SHOW_N];
    struct meetings_organisation *organisations;
    size_t n_organisations;
    struct link everyone;
    int64_t total[MEETINGS_SHOW_N]; // pairs
    int64_t n[MEETINGS_SHOW_N];     // of these, of the chosen organisation
    int64_t n_happened;             // modules
    struct meetings_row *rows;
    size_t n_rows;
    int64_t name_width;
};
struct meetings_organisation {
    struct link link;
    struct str letter;
};
enum rc meetings_get(struct ctx *c);
// Where things stand in the picture.
enum { MEETINGS_PITCH = 36, MEETINGS_TOP = 64 };
int64_t meetings_x(const struct meetings_view *view, size_t column);
int64_t meetings_y(size_t row);
int64_t meetings_width(const struct meetings_view *view);
int64_t meetings_height(const struct meetings_view *view);
struct str meetings_short(struct arena *arena,
                          struct str name); // for the picture: cut after 22 characters
extern const struct shape meetings_shape;
#endif
