// SPDX-License-Identifier: EUPL-1.2
// What the parts of the allocation solver share: the problem seen from packages and from people, a
// plan on the way, prices, and the work that may still be done. The checker does not include this
// file.
//
// Everything that decides is counted in whole numbers, so sums are the same in any order and the
// plan does not depend on the compiler or on how many threads share the work.
#ifndef VLIEGWIEL_PLAN_GAP_H
#define VLIEGWIEL_PLAN_GAP_H
#include "base/rng.h"
#include "plan/conflict.h"

struct gap_pair { // somebody for a package
    int32_t person, cost, load;
};
struct gap_item { // a package for somebody; cost in units
    int32_t package, cost, load;
};

struct gap {
    int32_t m, n;        // people and packages
    int32_t *pair_start; // [n + 1] into pair
    struct gap_pair *pair;
    int32_t *item_start; // [m + 1] into item
    struct gap_item *item;
    int32_t *item_pair;           // pair of each item
    int32_t *hours;               // [m]
    int32_t *grid;                // [m] hours are counted in steps of so many for the bound
    int32_t unit_mul, unit_shift; // units of a cost: cost * mul >> shift
    int32_t price_most;           // prices stay within +- this, so that sums fit
    int32_t items_most;           // of one person
};

// Works out the rules and names those that contradict each other: then ret_gap is not whole.
void gap_expand(struct arena *arena, const struct plan_allocation *p, struct gap *ret_gap,
                struct plan_conflicts *conflicts);
// Names packages whose people together have too few hours, if such a set exists.
void gap_find_shortage(struct arena *arena, const struct gap *r, struct plan_conflicts *conflicts);

// Sorts the pairs of each package, least `key` first; key: [pairs].
void gap_sort_pairs(struct arena *arena, struct gap *r, const int64_t *key);

static inline int32_t gap_units(const struct gap *r, int32_t cost) {
    return (int32_t)(((int64_t)cost * r->unit_mul) >> r->unit_shift);
}

// ---- work ---------------------------------------------------------------------------------------

struct gap_clock {
    const struct plan_search *search;
    int64_t ticks, look, total; // work done, when to look at the callback next, and in all
    int64_t cost, bound;        // what the callback is told
    bool is_over, is_cancelled;
    double seconds; // when the callback was asked last, on a clock of its own
};
void gap_clock_work(struct gap_clock *clock, int64_t ticks); // counts and looks at the callback
void gap_clock_look(struct gap_clock *clock);                // looks now
// For long parts: worker 0 looks when it is time. True: stop.
bool gap_clock_pulse(struct gap_clock *clock, int32_t worker);

// Runs work(context, worker, part) for all parts, each once, on search->threads workers; worker 0
// is the caller, who looks at the clock between parts. False: cancelled, not all were done.
bool gap_share(struct gap_clock *clock, int32_t n_parts,
               void (*work)(void *context, int32_t worker, int32_t part), void *context);
int32_t gap_workers(const struct plan_search *search);
#define GAP_WORKERS_MAX 64

// ---- knapsacks ----------------------------------------------------------------------------------

// Items go in by `add`; solve says which are taken. One for each worker.
struct gap_sack {
    int32_t n, *profit, *load, *order;
    double *rate;
    bool *taken; // [n]
    int32_t *core, *table;
    int64_t table_cells;
    int64_t work; // done so far
};
#define GAP_SACK_CELLS ((int64_t)1 << 22)
#define GAP_SACK_WIDTH 8192 // most steps of hours

struct gap_sack gap_sack_new(struct arena *arena, int32_t items_most, int64_t cells);
static inline void gap_sack_add(struct gap_sack *sack, int32_t profit, int32_t load) {
    sack->profit[sack->n] = profit;
    sack->load[sack->n++] = load;
}
// The largest profit within `hours`; every profit is above 0.
int64_t gap_sack_solve(struct gap_sack *sack, int32_t hours);
// The same for items that may also lose: ret_in and ret_out say for each [n] what the largest
// profit is with it and without it; INT32_MIN / 2 when it does not fit.
int64_t gap_sack_force(struct gap_sack *sack, int32_t hours, int32_t *ret_in, int32_t *ret_out);

// ---- prices -------------------------------------------------------------------------------------

// Every package has a price that whoever does it earns; each person then chooses by a knapsack.
// What all prices come to less what people earn is a bound, for any prices.
struct gap_dual {
    const struct gap *r;
    int32_t *price, *best_price; // [n] in units
    int64_t value, best;         // bounds in units, of price and of best_price
    int32_t *cover;              // [n] how many people choose a package
    bool *taken;                 // [items]
    int64_t *earned;             // [m]
    double *rate;                // [m] what an hour costs, from the other relaxation; in units
    double *mean;                // [items] how much was taken of late
    double *direction;           // [n]
    struct gap_sack *sacks;      // one for each worker
    int64_t *part_value, *part_work;
    int32_t n_parts, *part_start; // people
    double factor;                // of the step
    bool is_under_way;            // there is a direction
    int32_t in_vain;
};
struct gap_dual gap_dual_new(struct arena *arena, const struct gap *r,
                             const struct plan_search *search);
// First prices, from people's hours having prices instead. False: cancelled.
bool gap_dual_start(struct gap_dual *d, struct gap_clock *clock, int32_t rounds);
// `rounds` steps; `above` is the cost of a plan, or INT64_MAX.
bool gap_dual_climb(struct gap_dual *d, struct gap_clock *clock, int32_t rounds, int64_t above);
// What everybody chooses at `price`: value, cover, taken and earned. False: cancelled.
bool gap_dual_look(struct gap_dual *d, struct gap_clock *clock);
int64_t gap_dual_bound(const struct gap_dual *d); // a cost

// ---- a plan on the way --------------------------------------------------------------------------

// Every package has a person; hours above somebody's limit are dear, not forbidden.
struct gap_state {
    const struct gap *r;
    int32_t *pair;         // [n] of the package
    int32_t *first;        // [m] package of a person, -1: none
    int32_t *next, *prior; // [n] of the same person
    int64_t *load;         // [m]
    int64_t cost, over;    // true cost; hours above the limits
};
struct gap_state gap_state_new(struct arena *arena, const struct gap *r);
void gap_state_set(struct gap_state *s, const int32_t *pair); // [n]
void gap_state_move(struct gap_state *s, int32_t j, int32_t pair);

static inline int32_t gap_person(const struct gap_state *s, int32_t j) {
    return s->r->pair[s->pair[j]].person;
}

struct gap_best {
    int32_t *pair; // [n]
    int64_t cost;  // INT64_MAX: no plan yet
};
// Keeps the plan when it is valid and the best.
bool gap_best_note(struct gap_best *best, const struct gap_state *s, struct gap_clock *clock);

// ---- local search -------------------------------------------------------------------------------

struct gap_walk {
    const struct gap *r;
    struct gap_clock *clock;
    struct rng *rng;
    struct gap_state s;
    struct gap_best *best;
    int64_t *dear; // [m] units for each hour above the limit
    int64_t *dear_least;
    int32_t near;   // pairs of a package that are tried
    int32_t *queue; // [n] packages to be looked at, as a ring
    bool *is_queued;
    int32_t queue_at, queue_n;
    int64_t work; // since the clock was told
};
struct gap_walk gap_walk_new(struct arena *arena, const struct gap_dual *d, struct gap_clock *clock,
                             struct rng *rng, struct gap_best *best);
// Shifts, swaps and ejection chains until none gains, with hours becoming dearer where they are
// short and cheaper where they are not; `rounds` times.
void gap_walk_descend(struct gap_walk *w, int32_t rounds);
void gap_walk_queue_all(struct gap_walk *w);
void gap_walk_shift(struct gap_walk *w, int32_t j, int32_t pair);

// ---- small exact searches -----------------------------------------------------------------------

enum { GAP_TREE_PEOPLE = 128, GAP_TREE_PACKAGES = 2048, GAP_TREE_LEAVES = 1 << 18 };

// A part of the problem: some people and the packages that are to be divided among them.
struct gap_part {
    int32_t n_people, n_packages;
    int32_t *person, *package;
    int64_t nodes; // at most
};
struct gap_tree;
struct gap_tree *gap_tree_new(struct arena *arena, const struct gap *r, struct gap_clock *clock,
                              int32_t worker);
bool gap_tree_fits(const struct gap *r); // the whole problem is small enough to be one part
struct gap_find {
    int64_t cost;   // in: of the part now; out: of the best found
    int64_t aim;    // in: first look for what costs less than this
    int32_t *pair;  // [packages of the part], when found
    bool is_dive;   // in: settle what is nearly certain first, without turning back
    bool is_found;  // something that costs less
    bool is_proven; // there is nothing that costs less than `cost`
    int64_t work;
};
// Looks for a division of the part that costs less. Prices guide it and are not changed.
void gap_tree_search(struct gap_tree *t, const struct gap_part *part, const int32_t *price,
                     struct gap_find *find);

// ---- the search as a whole ----------------------------------------------------------------------

struct gap_search {
    struct arena *arena;
    struct gap *r;
    struct gap_clock clock;
    struct rng rng;
    struct gap_dual dual;
    struct gap_walk walk;
    struct gap_best best;
    bool is_optimal, is_impossible; // proven
};
// Divides parts of the best plan anew for about `ticks` of work.
struct gap_core;
struct gap_core *gap_core_new(struct arena *arena, struct gap_search *g);
void gap_core_improve(struct gap_core *c, int64_t ticks);
// The whole as one part, with so many nodes: may prove the plan best, or that there is none.
void gap_core_prove(struct gap_core *c, int64_t nodes);
// Paths between good plans, and local search from the best places on them.
struct gap_relink;
struct gap_relink *gap_relink_new(struct arena *arena, struct gap_search *g);
void gap_relink_improve(struct gap_relink *k, int64_t ticks);

void gap_search(struct gap_search *g);
void gap_search_bound(struct gap_search *g); // only the bound
#endif
