// SPDX-License-Identifier: EUPL-1.2
// Savings: spend less on staff and external hire, quarter by quarter, without dismissing anybody.
// People leave of their own accord at a given rate, which nobody chooses; what is chosen is who is
// retrained for which work, who is hired, and how much external hire fills the rest. All amounts
// of people are full-time equivalents (FTE), and may be fractions.
#ifndef VLIEGWIEL_PLAN_SAVINGS_H
#define VLIEGWIEL_PLAN_SAVINGS_H
#include "vliegwiel/plan.h"

// A job family: people who can do each other's work.
struct plan_savings_family {
    double staff, external;     // FTE at the start
    double vacancies;           // FTE at the start that are in the budget, and nobody fills
    double cost, external_cost; // of one FTE in a quarter
    double hire_cost;           // of hiring one FTE, once
    double external_most;       // FTE of external hire in a quarter at most; below 0: any
    double leaving;             // 0..1, of the staff, in a quarter
};

// Retraining from one family to another.
struct plan_savings_course {
    int32_t from, to;
    double cost; // of one FTE
};

// What is chosen, and what follows from it.
struct plan_savings_plan {
    double *staff, *leavers, *hired, *external; // [n_families * n_quarters]
    double *moved;                              // [n_courses * n_quarters], by course
};

// Quarters count from 0; the start is before quarter 0. [n_families * n_quarters] is by family.
struct plan_savings {
    int32_t n_families, n_quarters, n_courses;
    const struct plan_savings_family *families;
    const struct plan_savings_course *courses;
    const double *work;       // [n_families * n_quarters] FTE that must be done
    const double *hires_most; // [n_quarters] FTE hired in all families; NULL: any
    const double *seats_most; // [n_quarters] FTE that begin a course; NULL: any
    const double *seats_to;   // [n_families * n_quarters] into a family; NULL or below 0: any
    // Who moves counts `learning` of an FTE less in the quarter of the move and in those after it,
    // `learning_quarters` in all, of which there are at most PLAN_SAVINGS_QUARTERS_MAX.
    double learning;
    int32_t learning_quarters;
    bool moves_once;   // who moves was there when the quarter began; else one may move on at once
    double target;     // cost of staff and external hire in the last quarter, at most
    double short_cost; // of each unit above the target; 0: the target must be reached
    double interest;   // costs of a quarter count 1 / (1 + interest) of those of the one before
    bool whole_first;  // the moves and hires of the first quarter are whole people
    // An earlier plan, and what it costs for each FTE that is hired or moved otherwise; NULL: none
    const struct plan_savings_plan *previous;
    double change_cost;
};
#define PLAN_SAVINGS_QUARTERS_MAX 400
#define PLAN_SAVINGS_CELLS_MAX 1000000 // (n_families + n_courses) * n_quarters
#define PLAN_SAVINGS_NUMBER_MAX 1e12

struct plan_savings_score {
    double cost; // the objective
    // Cost of staff and external hire: at the start, with the vacancies, and in the last quarter.
    double running_before, running;
    double short_by; // of the last quarter above the target
    // The difference of the two by its causes; they add up to it.
    double saved_external, saved_vacancies, saved_leaving, saved_moves;
    double changed; // FTE hired or moved otherwise than in the previous plan
    double idle;    // FTE of staff in the last quarter beyond the work of their families
};

// By how much the least cost changes for one more of what a limit allows, or must have.
struct plan_savings_prices {
    double *staff;    // [n_families * n_quarters] one more FTE of staff from nowhere
    double *work;     // [n_families * n_quarters] one more FTE of work
    double *present;  // [n_families * n_quarters] one more FTE that may move; NULL: no moves_once
    double *hires;    // [n_quarters], NULL where there is no limit
    double *seats;    // [n_quarters], NULL where there is no limit
    double *seats_to; // [n_families * n_quarters], NULL where there is no limit
    double target;
};

// What is least: the objective, with the target kept; or the cost of staff and external hire in the
// last of `n_quarters` quarters, with no target.
enum plan_savings_goal { PLAN_SAVINGS_COST, PLAN_SAVINGS_RUNNING };

// A proven bound, with the prices that prove it.
struct plan_savings_proof {
    enum plan_savings_goal goal;
    int32_t n_quarters;
    double bound;
    struct plan_savings_prices prices;
};

// A limit that could be loosened.
enum plan_savings_change_kind {
    PLAN_SAVINGS_SEATS,    // more seats in courses to `family`
    PLAN_SAVINGS_COURSE,   // a course from `from` to `family`, that does not exist
    PLAN_SAVINGS_HIRE,     // more hires in `family`
    PLAN_SAVINGS_STOP,     // work of `family` that stops from `quarter` on
    PLAN_SAVINGS_EXTERNAL, // more external hire in `family`
    PLAN_SAVINGS_KINDS
};
struct plan_savings_change {
    enum plan_savings_change_kind kind;
    int32_t family, from; // from: -1 where the kind has none
    int32_t quarter;      // the last in which something of it happens
    double people;        // FTE, over all quarters
};
// A set of changes that together make the problem feasible; no set of these kinds takes fewer FTE.
struct plan_savings_way {
    unsigned kinds; // a bit for each kind that was allowed
    struct plan_savings_change *changes;
    int32_t n;
};
#define PLAN_SAVINGS_WAYS_MAX (PLAN_SAVINGS_KINDS + 1)

struct plan_savings_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    struct plan_savings_plan plan; // empty when infeasible
    // When only the target is out of reach: a plan that keeps every other rule, and costs least in
    // the last quarter. Else empty.
    struct plan_savings_plan nearest;
    struct plan_savings_score score;
    bool is_whole;     // the first quarter is in whole people
    double bound, gap; // no plan costs less; (cost - bound) / max(1, cost)
    // The first quarter in which the cost of staff and external hire can be at most the target;
    // -1: in none of these. With short_cost it is not asked, and -2.
    int32_t earliest;
    double least_running; // no plan costs less in the last quarter; NAN when not asked
    // The prices of the plan; when infeasible, of `least_running`.
    struct plan_savings_prices prices;
    struct plan_savings_proof *proofs; // of `bound`, and for every quarter that is too early
    int32_t n_proofs;
    // When infeasible: first the smallest of all, then with one kind alone.
    struct plan_savings_way ways[PLAN_SAVINGS_WAYS_MAX];
    int32_t n_ways;
};

// In: a problem; arrays as described there. Of the search options only the callback counts.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about 300 bytes for each family, course and quarter, and as much again for
// each quarter of a proof; the solver has its own process, of at most 1 GiB.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: that of a linear programme for each quarter up to the earliest. Runs in a child process.
// Source: flows of staff between grades over time, as in Gass, Computers and Operations Research
// 18(1), 1991, doi 10.1016/0305-0548(91)90043-Q; solved by the simplex method (see plan/mip).
// Check: plan_savings_check for the plan, plan_savings_bound for each proof.
void plan_savings_solve(struct arena *arena, const struct plan_savings *problem,
                        const struct plan_search *search, struct plan_savings_result *ret_result);

// In: a problem and a plan.
// Out: the score, and every rule that the plan breaks by more than 0.00001 FTE, however many people
// it is about (from ten million FTE on: by more than 1e-12 of them), or the target by more than a
// millionth of it; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O((n_families + n_courses) * n_quarters).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_savings_check(struct arena *arena, const struct plan_savings *problem,
                        const struct plan_savings_plan *plan, struct plan_savings_score *ret_score,
                        struct plan_conflicts *ret_conflicts);

// In: a problem, a goal for its first `n_quarters` quarters, and any prices at all.
// Out: a cost that no plan for the goal goes below; -HUGE_VAL when these prices prove nothing.
// Memory: none.
// Errors: none; the numbers of the problem must be in range.
// Cost: O((n_families + n_courses * learning_quarters) * n_quarters).
// Source: weak duality of linear programmes.
// Check: this is the check of a proof; it shares no code with the solver.
double plan_savings_bound(const struct plan_savings *problem, enum plan_savings_goal goal,
                          int32_t n_quarters, const struct plan_savings_prices *prices);

// In: a problem; FTE that leave each family for another and come from another, [n_families].
// Out: the cheapest way to do so with the courses, [n_courses]; false when there is none, by more
// than 0.00001 FTE.
// Memory: scratch and the answer on `arena`.
// Errors: none.
// Cost: O(n_courses * n_families) for each course that is used.
// Source: Edmonds and Karp, Journal of the ACM 19(2), 1972, doi 10.1145/321694.321699.
// Check: the tests compare it with trying all ways.
bool plan_savings_moves(struct arena *arena, const struct plan_savings *problem,
                        const double *moved_out, const double *moved_in, double **ret_moved);
#endif
