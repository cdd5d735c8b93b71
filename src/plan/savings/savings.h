// SPDX-License-Identifier: EUPL-1.2
// Savings inside: the linear programme of a problem, and what is asked of it. savings_model.c
// builds and solves it, savings_whole.c makes the first quarter whole, savings_ways.c loosens
// limits, savings.c puts the answer together. savings_check.c and savings_bound.c share no code
// with these.
#ifndef VLIEGWIEL_SAVINGS_H
#define VLIEGWIEL_SAVINGS_H
#include "plan/conflict.h"
#include "plan/mip/mip.h"

bool savings_numbers_are_sane(const struct plan_savings *problem);

// A course that could be set up.
struct savings_extra {
    int32_t from, to;
};

// What a programme is for, and by which bits of plan_savings_change_kind it may be loosened. With
// such bits the goal is the fewest FTE of loosening, and a target must be kept at any price.
struct savings_question {
    enum plan_savings_goal goal;
    int32_t n_quarters;
    double target;    // of PLAN_SAVINGS_COST and of loosening; HUGE_VAL: none
    unsigned loosens; // bits
    const struct savings_extra *extra;
    int32_t n_extra;
    // The first quarter fixed, or NULL: moved [n_courses] and hired [n_families].
    const double *first_moved, *first_hired;
    bool whole_first; // whole numbers there
    int32_t nodes_max;
};

// Where the columns and rows of a programme begin; -1: it has none of these. By family or course
// first, then by quarter.
struct savings_lp {
    const struct plan_savings *p;
    const struct savings_question *q;
    struct mip *mip;
    int32_t staff, external, hired, moved, shortage; // columns
    int32_t seats_more, course_new, hired_more, work_less, external_more;
    int32_t flow, work, present, hires, seats, seats_to, target; // rows
};

struct savings_answer {
    enum mip_end end;
    double objective;
    const double *x;
    struct savings_lp lp;
    struct plan_savings_prices prices; // without whole numbers, at an optimum
};

// Builds and solves. The search options give the callback.
void savings_ask(struct arena *arena, const struct plan_savings *p,
                 const struct savings_question *question, const struct plan_search *search,
                 struct savings_answer *ret_answer);
// The plan that an answer for all quarters chose; what follows from its moves and hires is
// counted anew, so that it holds exactly.
struct plan_savings_plan savings_plan_of(struct arena *arena, const struct savings_answer *answer);
// The same from moves and hires alone.
struct plan_savings_plan savings_follow(struct arena *arena, const struct plan_savings *p,
                                        const double *moved, const double *hired);

// A plan whose moves and hires of the first quarter are whole people, from one in fractions at
// least cost. False: none was found, or the search was cancelled.
bool savings_make_whole(struct arena *arena, const struct plan_savings *p, double target,
                        const struct plan_savings_plan *plan, double cost,
                        const struct plan_search *search, struct plan_savings_plan *ret_plan);

// Fills the ways to make an infeasible problem feasible; `loose` is its answer to
// PLAN_SAVINGS_RUNNING, without `x` when even the work cannot be done.
void savings_find_ways(struct arena *arena, const struct plan_savings *p,
                       const struct savings_answer *loose, const struct plan_search *search,
                       struct plan_savings_result *result);
#endif
