// SPDX-License-Identifier: EUPL-1.2
// What the parts of the dates solver share: the problem with its rules worked out per group, slot
// and set of modules; the state of a search; prices. The checker does not include this file.
#ifndef VLIEGWIEL_DATES_H
#define VLIEGWIEL_DATES_H
#include "plan/conflict.h"

// Costs inside are whole numbers of 1/2^16 person, so that a bound from prices is exact.
#define DATES_ONE ((int64_t)1 << 16)
#define DATES_NEVER ((int64_t)1 << 60)

struct dates {
    const struct plan_dates *problem;
    struct arena *arena;
    int32_t n_groups, n_modules, n_slots, n_facilitators, n_kinds;
    int32_t n_sets;        // 2^n_modules sets of modules
    int32_t gap_most;      // n_slots when there is no limit
    bool has_rhythm;       // gaps cost by their length
    bool is_named;         // handovers count: groups choose their facilitator themselves
    int32_t *absent;       // [n_groups * n_slots]
    bool *open;            // [n_groups * n_slots] by all rules of the group alone
    int32_t *kind;         // [n_groups] smallest kind of room with enough seats; n_kinds: none
    int32_t *rooms;        // [n_kinds * n_slots] of this kind or larger
    int32_t *needed;       // [n_modules]
    int32_t *able;         // [n_facilitators] set of modules
    int32_t *staff;        // [n_slots * n_sets] free facilitators who can give a module of the set
    int32_t *person_first; // [n_groups + 1] into person
    int32_t *person;       // people by group
    int32_t *n_past;       // [n_groups] modules that have happened
    int32_t *past_lead;    // [n_groups] facilitator of the last of these, -1 = unknown
    int64_t past_cost;     // what cannot be changed any more
    int32_t *past_missed;  // [n_people] sessions
    int32_t always;        // somebody who is taken to be there always; -1: nobody
    int32_t *n_of, *n_there; // [n_organisations] for counting, zero in between
};

// Works out the rules, and names those that cannot hold: then ret_dates is not whole.
void dates_expand(struct arena *arena, const struct plan_dates *problem, struct dates *ret_dates,
                  struct plan_conflicts *conflicts);
// Works out `open` of one group again, after `absent` or `always` changed.
void dates_open_group(struct dates *d, int32_t g);
// The numbers are in their ranges. (dates_valid.c)
bool dates_is_valid(const struct plan_dates *problem);
// Is there a room, and are there facilitators, when nothing else is planned?
bool dates_has_place(const struct dates *d, int32_t g, int32_t m, int32_t t);
// Names rules that cannot hold for a group or a module alone.
void dates_contradictions(const struct dates *d, struct plan_conflicts *conflicts);

// ---- one group: paths over modules and slots (dates_path.c) -------------------------------------

// Where a path may go and what it pays. Rows are modules from `first` on.
struct dates_path {
    const struct dates *d;
    int32_t first;         // module
    int64_t *cost;         // [n_modules * n_slots], DATES_NEVER: closed
    int64_t *lead_cost;    // [n_facilitators * n_slots] named only; DATES_NEVER: not free
    int64_t *best;         // [n_modules * n_slots (* n_facilitators)] up to and with the session
    int32_t *from;         // the slot of the session before
    int16_t *from_lead;    // named only
    int32_t *queue;        // [n_slots]
    int64_t *any, *turned; // [n_slots] the best with any facilitator; scratch
    int32_t *any_from;
    int16_t *any_lead;
    int32_t past_lead; // of the session before `first`, -1: any
};
struct dates_path dates_path_new(struct arena *arena, const struct dates *d);
// Sets cost to what the group pays itself, without prices or other groups: people absent, moves,
// the rhythm after the past; closed where its own rules say so.
void dates_path_own(struct dates_path *path, int32_t g);
// The cheapest path; DATES_NEVER when there is none. ret_slot and ret_lead [n_modules] get the
// modules from `first` on; ret_lead only when named. NULL: only the cost.
int64_t dates_path_solve(struct dates_path *path, int32_t *ret_slot, int32_t *ret_lead);
// The cheapest path through each session, less what that session itself pays; facilitators of their
// own are left out. [n_modules * n_slots], rows from `first` on.
void dates_path_around(struct dates_path *path, int64_t *ret_around);
// What a gap costs for its rhythm.
int64_t dates_rhythm_cost(const struct dates *d, int32_t gap);

// ---- all groups: what is taken (dates_state.c) --------------------------------------------------

struct dates_state {
    const struct dates *d;
    int32_t *slot, *lead; // [n_groups * n_modules], -1 = none; lead only when named
    bool *is_placed;      // [n_groups]
    int32_t n_placed;
    int32_t *room_left;  // [n_kinds * n_slots]
    int32_t *staff_left; // [n_slots * n_sets]
    int32_t *can_add;    // [n_slots] set of modules for which there are facilitators
    bool *is_leading;    // [n_facilitators * n_slots]
    int64_t *cost;       // [n_groups] of a placed group, in people
    int64_t total;
};
struct dates_state dates_state_new(struct arena *arena, const struct dates *d);
void dates_state_renew(struct dates_state *s, int32_t t); // can_add, after staff_left changed
void dates_state_copy(struct dates_state *to, const struct dates_state *from);
void dates_state_add(struct dates_state *s, int32_t g, const int32_t *slot, const int32_t *lead);
void dates_state_remove(struct dates_state *s, int32_t g);
// What is full for one more session of the group costs weight[slot] more; NULL: it is closed.
void dates_state_strain(const struct dates_state *s, int32_t g, const int64_t *weight,
                        struct dates_path *path);
// Is there a room, and are there facilitators, for one more session?
bool dates_state_has_room(const struct dates_state *s, int32_t kind, int32_t t);
bool dates_state_has_staff(const struct dates_state *s, int32_t m, int32_t t, int32_t lead);
// What the group pays in this plan, in people.
int64_t dates_group_cost(const struct dates *d, int32_t g, const int32_t *slot,
                         const int32_t *lead);

// ---- how long (dates.c) -------------------------------------------------------------------------

// Work is counted in steps of shortest paths.
struct dates_clock {
    const struct plan_search *search;
    int64_t work, work_max, asked_at, beside;
    int64_t best, bound; // best: -1 without a plan
    double cpu_seconds_child;
    bool is_cancelled;
};
// False when the effort is spent, the bound is reached, or the caller said stop.
bool dates_clock_go_on(struct dates_clock *clock);
bool dates_clock_ask(struct dates_clock *clock); // the caller, now; false: it said stop
// For work beside the search, which is not counted in `work` but in `beside`: asks as often.
bool dates_clock_beside(struct dates_clock *clock, int64_t work);
int64_t dates_path_work(const struct dates *d);

// ---- prices (dates_price.c) ---------------------------------------------------------------------

struct dates_prices {
    const struct dates *d;
    size_t n_room, n_staff, n_lead, n_person; // 0 where there is nothing to price
    int64_t *room;                            // [n_kinds * n_slots]
    int64_t *staff;                           // [n_slots * n_sets]
    int64_t *lead;                            // [n_facilitators * n_slots]
    int64_t *person;                          // [n_people] of missing one session more
    // What these come to for a session: [n_kinds * n_slots], [n_modules * n_slots],
    // [n_facilitators * n_slots], [n_groups * n_slots].
    int64_t *per_room, *per_module, *per_lead, *per_group;
    int64_t value; // proven: no plan costs less
};
struct dates_prices dates_prices_new(struct arena *arena, const struct dates *d);
void dates_prices_copy(struct dates_prices *to, const struct dates_prices *from);
void dates_prices_sum(struct dates_prices *prices); // per_..., after prices changed
// Adds `share` / 256 of the prices to the cost of a path of the group.
void dates_prices_add(const struct dates_prices *prices, int32_t g, int32_t share,
                      struct dates_path *path);

struct dates_climb {
    struct dates_prices at, best;
    struct dates_path path;
    int32_t *slot, *lead; // [n_groups * n_modules] the cheapest path of each group
    int32_t *asked;
    double *toward_room, *toward_staff, *toward_lead, *toward_person; // the last direction
    double step;
    int32_t n_failed;
};
struct dates_climb dates_climb_new(struct arena *arena, const struct dates *d);
// One step of the prices; `target` is the cost of the best plan known.
void dates_climb_step(struct dates_climb *climb, int64_t target, struct dates_clock *clock);
// The proven bound in people, rounded up.
int64_t dates_climb_bound(const struct dates_climb *climb);

// ---- searching (dates_search.c) -----------------------------------------------------------------

struct dates_search;
struct dates_search *dates_search_new(struct arena *arena, const struct dates *d, uint64_t seed,
                                      struct dates_clock *clock);
// Places all groups following the prices; true when it found a place for each.
bool dates_search_build(struct dates_search *s, const struct dates_prices *prices,
                        struct dates_clock *clock);
// Takes out some groups and puts them back better, for so much work.
void dates_search_improve(struct dates_search *s, const struct dates_prices *prices, int64_t work,
                          struct dates_clock *clock);
// Takes over another plan, [n_groups * n_modules], if it is valid and better.
void dates_search_offer(struct dates_search *s, const int32_t *slot, const int32_t *lead,
                        struct dates_clock *clock);
int64_t dates_search_own(const struct dates_search *s, int32_t g); // what it pays when alone
const struct dates_state *dates_search_best(const struct dates_search *s); // NULL: none
const bool *dates_search_nearest(const struct dates_search *s); // [n_groups] who had a place

// ---- proof and end ------------------------------------------------------------------------------

enum dates_proof {
    DATES_PROVEN, // the best plan known is the best there is, or there is none at all
    DATES_BETTER, // ret_slot is a better plan
    DATES_OPEN,   // nothing more than a bound
};
// Looks with branch and bound for a plan cheaper than the best known, among the sessions that the
// prices do not rule out. clock->bound rises with what is proven. (dates_proof.c)
enum dates_proof dates_prove(const struct dates *d, const struct dates_prices *prices,
                             struct dates_clock *clock, int32_t *ret_slot);
// Names facilitators for each session. (dates_staff.c)
void dates_staff_assign(struct arena *arena, const struct dates *d, const struct dates_state *s,
                        int32_t *ret_facilitators);
// Who stands in the way; false: stopped before it was known for all. (dates_relief.c)
bool dates_relieve(struct arena *arena, struct dates *d, const struct dates_state *s,
                   struct dates_clock *clock, int64_t *ret_relief);
bool dates_relieve_slots(struct arena *arena, const struct dates *d, const struct dates_state *s,
                         struct dates_clock *clock, int64_t *ret_relief);
#endif
