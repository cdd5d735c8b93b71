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

// What a person asks for.
struct groups_wish {
    enum grouping_kind kind;
    int64_t n_groups;
    bool apart;  // never two people of one organisation in one group
    bool repair; // with as little change to the groups to come as possible
};
// In a repair so many people at most change groups in the first module to come.
enum { PLAN_MOVES_MAX = 8, PLAN_INTERVISION_SIZE = 6, PLAN_BUDDY_SIZE = 2 };

// What a rotation is planned for, as it stands in the job. Rounds are modules: first those that
// happened in groups, which stay as they were, then the others in the order of the programme.
struct plan_input {
    struct groups_wish wish;
    int64_t *people;  // [n_people] ascending
    int64_t *modules; // [n_modules] elements; one 0: the whole cohort
    int64_t *place;   // [n_modules * n_people] group until now, 0: none; of modules to come only
                      // in a repair
    int64_t *absent;  // [n_modules * n_people] 1: is known not to come
    int64_t *organisation; // [n_people] 0: none
    int64_t *apart, *met; // pairs of people, two indices each: never together; met in other cohorts
    size_t n_people, n_modules, n_fixed, n_apart, n_met;
};
// subgroups: where buddies are planned, else NULL.
struct plan_input plan_input_of(struct arena *arena, const struct groups *groups,
                                const struct groups *subgroups, struct groups_wish wish,
                                struct day today);
NODISCARD enum rc plan_input_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                                  struct groups_wish wish, struct day today,
                                  struct plan_input *ret_input);
// What is proposed to a person who asks for groups of this kind. In: n_groups of the cohort.
struct groups_wish groups_wish_of(const struct groups *groups, int64_t n_groups, struct day today);
struct str plan_input_write(struct arena *arena, const struct plan_input *input);
NODISCARD enum rc plan_input_read(struct arena *arena, struct str text,
                                  struct plan_input *ret_input);
struct str plan_conflicts_write(struct arena *arena, const struct plan_conflicts *conflicts);
NODISCARD enum rc plan_conflicts_read(struct arena *arena, struct str text,
                                      enum plan_rule **ret_rules, size_t *ret_n);
// Can these people be divided at all? Two people a group, and a module.
bool plan_input_enough(const struct plan_input *input);

// Puts a job in the queue that plans the groups of the cohort of `cohort` (a scope of
// RIGHT_grouping_plan). One of this kind that waits or runs already is given back instead.
// RC_INVALID: too few people or modules for the groups that are wished.
NODISCARD enum rc plan_ask(struct db *db, struct arena *arena, const struct scope *cohort,
                           struct groups_wish wish, struct day today, struct instant now,
                           int64_t *ret_plan);
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
// The engine's problem. A place that a repair changes costs a part of a pair that meets.
struct plan_rotation plan_problem_of(struct arena *arena, const struct plan_input *input);
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
    struct link kinds[GROUPING_KIND_N];
    struct str *why; // [modules] of the viewer's own group; no text: not in one
    struct plan_get_row newest;
    bool has_newest; // a plan that the viewer may open and that is not in use
    bool may_plan, enough, print;
    int mistakes;
    struct groups_wish wish; // proposed in the form
    struct field n_groups;
    bool outdated; // the groups to come no longer fit, for one of these reasons
    int64_t n_unplaced, n_away, n_together;
    struct str printed_by;
    struct day today;
};
struct str grouping_key(enum grouping_kind kind); // as forms and addresses say it
struct str grouping_label(enum lang lang, enum grouping_kind kind);
struct str groups_heading(enum lang lang, enum grouping_kind kind);
struct str groups_title(struct arena *arena, enum lang lang, const struct groups *groups,
                        size_t module);
struct url url_groups_of(struct arena *arena, int64_t cohort, enum grouping_kind kind);
struct url url_print_of(struct arena *arena, int64_t cohort, enum grouping_kind kind);
struct layout plan_layout(struct ctx *c, const struct cohort_get_row *cohort, struct str title);
enum rc groups_get(struct ctx *c);
enum rc groups_print_get(struct ctx *c);
enum rc plan_ask_post(struct ctx *c);
extern const struct shape groups_shape;

struct plan_person {
    struct str name, letter;
    int64_t met, meetings;     // others; times together
    int64_t n_missed, n_ruled; // others who are never met; because of a rule
    struct str missed;         // their names
    bool is_new;               // was in no group before
};
struct plan_missing { // a pair that meets in no module, though it may
    struct str letter_a, a, letter_b, b;
};
struct plan_change { // of a module to come
    struct str module;
    int64_t n_moved, n_new; // people with another group than before; with one for the first time
    struct str who;
};
struct plan_cost { // of a repair, over the pairs of people who were there before
    int64_t pairs, before, now, n_new;
};
struct plan_group {
    struct str letter;
    const struct plan_person **people;
    size_t n;
};
struct plan_view {
    struct layout layout;
    struct cohort_get_row cohort;
    struct plan_get_row plan;
    struct plan_input input;
    enum grouping_kind kind;
    struct plan_person *people;
    size_t n_people;
    struct plan_missing *missing;
    size_t n_missing;
    int64_t n_ruled; // pairs that never meet because of a rule
    struct plan_change *changes;
    size_t n_changes;
    int64_t n_moved; // in all modules
    struct plan_cost cost;
    struct plan_group *groups; // of the whole cohort
    int64_t n_groups;
    struct str *conflicts;
    size_t n_conflicts;
    bool waits, found, in_use, stale, refused, may_plan;
};
int64_t plan_pairs(int64_t n_people);
int64_t plan_possible(const struct plan_get_row *plan); // pairs that no rule keeps apart
bool plan_waits(const struct plan_get_row *plan);
struct str plan_state_label(enum lang lang, const struct plan_view *view);
struct str plan_certificate_title(enum lang lang, const struct plan_get_row *plan);
struct str plan_heading(enum lang lang, enum grouping_kind kind);
NODISCARD enum rc plan_view_count(struct ctx *c, const struct scope *cohort,
                                  const struct plan_places *places, struct plan_view *view);
NODISCARD enum rc plan_view_conflicts(struct ctx *c, struct plan_view *view);

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
    int64_t first; // module; 0: in an earlier cohort
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
    struct plan_missing *missing; // pairs that meet in no module, of those with a row
    size_t n_missing;
    int64_t name_width;
};
// Pairs that the plan promised and that absence or leaving took since.
static inline int64_t meetings_fewer(const struct meetings_view *v) {
    return v->plan.objective.v - v->total[MEETINGS_MET] - v->total[MEETINGS_PLANNED];
}
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
