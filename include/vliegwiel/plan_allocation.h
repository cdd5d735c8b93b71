// SPDX-License-Identifier: EUPL-1.2
// Allocation: every package of work goes to one person who can do it, within everybody's hours, at
// the least cost. Cost is what does not fit: skills that are missing, wishes passed over, change.
#ifndef VLIEGWIEL_PLAN_ALLOCATION_H
#define VLIEGWIEL_PLAN_ALLOCATION_H
#include "vliegwiel/plan.h"

// Somebody who can do a package.
struct plan_candidate {
    int32_t person;
    int32_t cost; // -PLAN_ALLOCATION_COST_MAX..PLAN_ALLOCATION_COST_MAX
    int32_t load; // 0..PLAN_ALLOCATION_HOURS_MAX, in the unit of hours
};

struct plan_allocation {
    int32_t n_people, n_packages; // 1..PLAN_ALLOCATION_PEOPLE_MAX, 1..PLAN_ALLOCATION_PACKAGES_MAX
    const int32_t *hours;         // [n_people] 0..PLAN_ALLOCATION_HOURS_MAX
    const int32_t *start;         // [n_packages + 1] into candidates, rising from 0
    const struct plan_candidate *candidates; // of each package, everybody at most once
    const int32_t *previous; // [n_packages] person in the current plan, -1 = new; NULL: no plan
    int32_t change_cost;     // 0.. for each package that changes hands
};
#define PLAN_ALLOCATION_PEOPLE_MAX 1000000
#define PLAN_ALLOCATION_PACKAGES_MAX 1000000
#define PLAN_ALLOCATION_COST_MAX 1000000
#define PLAN_ALLOCATION_HOURS_MAX 1000000

struct plan_allocation_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    int32_t *person; // [n_packages]; NULL when infeasible
    int64_t cost;    // the objective, with changed * change_cost
    int32_t changed;
    int64_t bound; // no plan costs less
    double gap;    // (cost - bound) / max(1, |cost|)
};

// In: a problem; arrays as described there. The search options.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about 60 bytes a candidate and 200 a person or package.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort, above that one pass for the bound; less
// when the bound is reached. The plan does not depend on search->threads.
// Source: ejection chains and path relinking of Yagiura, Ibaraki and Glover, European Journal of
// Operational Research 169(2), 2006, doi 10.1016/j.ejor.2004.08.015; the bound with variable fixing
// of Posta, Ferland and Michelon, Computational Optimization and Applications 52, 2012,
// doi 10.1007/s10589-011-9432-0.
// Check: plan_allocation_check.
void plan_allocation_solve(struct arena *arena, const struct plan_allocation *problem,
                           const struct plan_search *search,
                           struct plan_allocation_result *ret_result);

// In: a problem and a plan, [n_packages] people from 0.
// Out: the cost and what changed, and every rule that the plan breaks; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(candidates).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_allocation_check(struct arena *arena, const struct plan_allocation *problem,
                           const int32_t *person, int64_t *ret_cost, int32_t *ret_changed,
                           struct plan_conflicts *ret_conflicts);

// In: a problem.
// Out: a cost that every plan has at least; INT64_MIN when the rules contradict each other.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: some hundreds of exact knapsacks for each person.
// Source: the Lagrangian relaxation of "every package once"; see gap_bound.c.
// Check: the tests compare it with exhaustive search on small problems.
int64_t plan_allocation_bound(struct arena *arena, const struct plan_allocation *problem);

// ---- staffing: teams, skills and hours ----------------------------------------------------------

// Everybody has hours, skills at a level and wishes; every package asks hours of each skill at the
// standard level, from a team. Cost of a plan: member_cost for each person in a team, change_cost
// for each who was not in it before, less wish_worth times the wish, unmet_cost for each hour that
// is not done, backup_cost for each skill of a package in which fewer than two of the team are at
// level 1, unheard_cost for each person of whom no wish came true, strain_cost for each hour above
// 95 % of somebody's hours.
struct plan_place {
    int32_t person, package;
};
struct plan_want {
    int32_t person, package;
    double wish; // above 0
};

struct plan_staffing {
    int32_t n_people, n_packages, n_skills;
    const double *hours;          // [n_people] 0..PLAN_STAFFING_HOURS_MAX
    const int32_t *packages_most; // [n_people] 0..
    const double *level;          // [n_people * n_skills] 0 = cannot, 0.6 learns, 1 standard
    const double *demand;         // [n_packages * n_skills] hours at level 1
    const int32_t *team_least, *team_most; // [n_packages] people; NULL: any number
    const bool *needs_lead;                // [n_packages] one of the team can lead; NULL: none
    const bool *can_lead;                  // [n_people]; NULL: nobody
    const struct plan_place *now, *pinned; // teams of today; places that stay
    int32_t n_now, n_pinned;
    const struct plan_want *wishes;
    int32_t n_wishes;
    int32_t changed_most; // people whose packages may change; -1: any number
    double member_cost, change_cost, wish_worth, unmet_cost, backup_cost, unheard_cost,
        strain_cost; // 0..PLAN_STAFFING_COST_MAX
};
#define PLAN_STAFFING_PEOPLE_MAX 20000
#define PLAN_STAFFING_PACKAGES_MAX 20000
#define PLAN_STAFFING_SKILLS_MAX 64
#define PLAN_STAFFING_CELLS_MAX (1 << 24) // n_people * n_packages
#define PLAN_STAFFING_HOURS_MAX 10000
#define PLAN_STAFFING_COST_MAX 10000

// Somebody's hours in a team. Whoever is in a team without hours has one line with 0.
struct plan_work {
    int32_t person, package, skill;
    double hours;
};

struct plan_staffing_score {
    double cost; // the objective
    double unmet, wishes, strain;
    int32_t members, changes, changed, backups, unheard; // changed: people; backups: missing
};

struct plan_staffing_result {
    enum plan_end end;
    struct plan_conflicts conflicts;
    struct plan_work *work; // by package, person, skill; NULL when infeasible
    int32_t n_work;
    struct plan_staffing_score score;
    double bound; // no plan costs less
    double gap;   // (cost - bound) / max(1, |cost|)
};

// In: a problem; arrays as described there. The search options.
// Out: *ret_result, complete in every case; `end` says whether there is a plan.
// Memory: on `arena`, about 80 * n_people * n_packages bytes.
// Errors: none besides PLAN_INFEASIBLE with conflicts.
// Cost: at most about 2 s on one core per unit of effort; the bound takes a third of it. Threads of
// the search are not used: a change of somebody's teams touches all packages of that person.
// Source: teams of Walter and Zimmermann, Computers & Operations Research 70, 2016,
// doi 10.1016/j.cor.2015.11.011; hours as a flow with gains, Onaga, IEEE Transactions on Circuit
// Theory 13(3), 1966; some packages at a time exactly: the kernel search of Angelelli, Mansini and
// Speranza, Computers & Operations Research 37(11), 2010, doi 10.1016/j.cor.2010.02.002.
// Check: plan_staffing_check.
void plan_staffing_solve(struct arena *arena, const struct plan_staffing *problem,
                         const struct plan_search *search, struct plan_staffing_result *ret_result);

// In: a problem and a plan.
// Out: the score, and every rule that the plan breaks; true when none.
// Memory: scratch on `arena`.
// Errors: a problem with numbers out of range gives one conflict, PLAN_RULE_NUMBERS.
// Cost: O(n_packages * (n_people + n_skills) + n_work).
// Source: the definitions above.
// Check: this is the recount; it shares no code with the solver.
bool plan_staffing_check(struct arena *arena, const struct plan_staffing *problem,
                         const struct plan_work *work, int32_t n_work,
                         struct plan_staffing_score *ret_score,
                         struct plan_conflicts *ret_conflicts);

// In: a problem.
// Out: a cost that every plan has at least; -INFINITY when numbers are out of range.
// Memory: scratch on `arena`.
// Errors: none.
// Cost: some hundreds of searches over sets of packages for each person.
// Source: the Lagrangian relaxation of what packages ask; see staff_bound.c.
// Check: the tests compare it with exhaustive search on small problems.
double plan_staffing_bound(struct arena *arena, const struct plan_staffing *problem);
#endif
