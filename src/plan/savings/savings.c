// SPDX-License-Identifier: EUPL-1.2
// Puts an answer together: whether the target can be reached, by which plan at least cost, how
// early, and with which proofs; or by how much not, and what would change that.
#include <math.h>

#include "plan/savings/savings.h"

static const double TARGET_SLACK = 1e-9;

struct run {
    struct arena *arena;
    const struct plan_savings *p;
    const struct plan_search *search;
    struct plan_savings_result *result;
};

static void report(const struct run *run, enum plan_rule rule, int32_t quarter) {
    plan_conflict_add(run->arena, &run->result->conflicts,
                      (struct plan_conflict){rule, quarter, -1, -1, -1, -1});
}

static bool is_reached(const struct plan_savings *p, double running) {
    return running <= p->target + TARGET_SLACK * fmax(1, p->target);
}

static void ask_running(const struct run *run, int32_t n_quarters, struct savings_answer *answer) {
    const struct savings_question question = {
        .goal = PLAN_SAVINGS_RUNNING, .n_quarters = n_quarters, .target = HUGE_VAL};
    savings_ask(run->arena, run->p, &question, run->search, answer);
}

// Keeps the prices of an answer and what they prove.
static double prove(const struct run *run, const struct savings_answer *answer) {
    struct plan_savings_result *r = run->result;
    const struct savings_question *q = answer->lp.q;
    const double bound = plan_savings_bound(run->p, q->goal, q->n_quarters, &answer->prices);
    r->proofs[r->n_proofs++] =
        (struct plan_savings_proof){q->goal, q->n_quarters, bound, answer->prices};
    return bound;
}

// ---- the plan ----------------------------------------------------------------------------------

static bool is_valid(const struct run *run, const struct plan_savings_plan *plan,
                     struct plan_savings_score *ret_score) {
    struct plan_conflicts broken;
    return plan_savings_check(run->arena, run->p, plan, ret_score, &broken);
}

static void take_plan(const struct run *run, const struct plan_savings_plan *plan,
                      const struct plan_savings_score *score) {
    run->result->plan = *plan;
    run->result->score = *score;
    run->result->gap = fmax(0, score->cost - run->result->bound) / fmax(1, fabs(score->cost));
    run->result->end = PLAN_DONE;
}

static void take_if_better(const struct run *run, const struct plan_savings_plan *plan) {
    struct plan_savings_score score;
    if (is_valid(run, plan, &score) &&
        (run->result->end == PLAN_INFEASIBLE || score.cost < run->result->score.cost))
        take_plan(run, plan, &score);
}

// Without moves or hires there is a plan as long as the target may be missed, or people leave fast
// enough; and who had asked how far the target can be passed has a plan for that.
static void give_up(const struct run *run, const struct savings_answer *loose) {
    const struct plan_savings *p = run->p;
    const double *nothing = NEW_ARRAY(
        run->arena, double, ((size_t)p->n_families + (size_t)p->n_courses) * (size_t)p->n_quarters);
    struct plan_savings_plan plan = savings_follow(run->arena, p, nothing, nothing);
    take_if_better(run, &plan);
    if (loose->end == MIP_OPTIMAL) {
        plan = savings_plan_of(run->arena, loose);
        take_if_better(run, &plan);
    }
    if (run->result->end == PLAN_INFEASIBLE)
        report(run, PLAN_RULE_NOT_FOUND, -1);
    else
        run->result->end = PLAN_CANCELLED;
}

// The cheapest plan whose last quarter costs no more than `target`. How its question ended;
// MIP_BROKEN also where the answer does not stand the recount.
static enum mip_end find_plan(const struct run *run, double target) {
    const struct savings_question question = {
        .goal = PLAN_SAVINGS_COST, .n_quarters = run->p->n_quarters, .target = target};
    struct savings_answer answer;
    struct plan_savings_score score;
    savings_ask(run->arena, run->p, &question, run->search, &answer);
    if (answer.end != MIP_OPTIMAL)
        return answer.end;
    run->result->bound = prove(run, &answer);
    run->result->prices = answer.prices;
    struct plan_savings_plan plan = savings_plan_of(run->arena, &answer), whole;
    if (!is_valid(run, &plan, &score))
        return MIP_BROKEN;
    take_plan(run, &plan, &score);
    if (run->p->whole_first &&
        savings_make_whole(run->arena, run->p, target, &plan, score.cost, run->search, &whole) &&
        is_valid(run, &whole, &score)) {
        take_plan(run, &whole, &score);
        run->result->is_whole = true;
    }
    return MIP_OPTIMAL;
}

// ---- the earliest quarter ----------------------------------------------------------------------

static double running_in(const struct run *run, int32_t t) {
    const struct plan_savings *p = run->p;
    double sum = 0;
    for (int32_t f = 0; f < p->n_families; f++) {
        const ptrdiff_t at = (ptrdiff_t)f * p->n_quarters + t;
        sum += p->families[f].cost * run->result->plan.staff[at] +
               p->families[f].external_cost * run->result->plan.external[at];
    }
    return sum;
}

// The quarters before `known` one by one, because work may come back that makes a later quarter
// dearer than an earlier one.
static void find_earliest(const struct run *run, int32_t known) {
    run->result->earliest = known;
    for (int32_t t = 0; t < (known >= 0 ? known : run->p->n_quarters - 1); t++) {
        struct savings_answer answer;
        ask_running(run, t + 1, &answer);
        if (answer.end != MIP_OPTIMAL)
            return;
        if (is_reached(run->p, answer.objective)) {
            run->result->earliest = t;
            return;
        }
        prove(run, &answer);
    }
}

static int32_t first_reached(const struct run *run) {
    int32_t t = 0;
    while (t < run->p->n_quarters - 1 && !is_reached(run->p, running_in(run, t)))
        t++;
    return t;
}

// ---- the whole ---------------------------------------------------------------------------------

// Once the caller has said stop it is not asked again, and whatever is begun stops too.
struct caller {
    const struct plan_search *search;
    bool has_stopped;
};

static bool on_progress(void *context, const struct plan_progress *progress) {
    struct caller *caller = context;
    if (!caller->has_stopped && caller->search->progress)
        caller->has_stopped = !caller->search->progress(caller->search->context, progress);
    return !caller->has_stopped;
}

// The work of some quarter cannot be done, or the target is out of reach.
static void answer_infeasible(const struct run *run, const struct savings_answer *loose) {
    struct plan_savings_result *r = run->result;
    const bool has_work_done = loose->end == MIP_OPTIMAL;
    report(run, has_work_done ? PLAN_RULE_SAVINGS_TARGET : PLAN_RULE_SAVINGS_WORK,
           run->p->n_quarters - 1);
    if (has_work_done) {
        r->prices = loose->prices;
        r->nearest = savings_plan_of(run->arena, loose);
        find_earliest(run, -1);
    }
    savings_find_ways(run->arena, run->p, loose, run->search, r);
}

// The solver's bounds are kept within its own tolerance, so the target may be missed by as much.
static void solve_with_target(const struct run *run) {
    struct plan_savings_result *r = run->result;
    struct savings_answer loose;
    ask_running(run, run->p->n_quarters, &loose);
    if (loose.end == MIP_OPTIMAL)
        r->least_running = prove(run, &loose);
    if (loose.end == MIP_INFEASIBLE ||
        (loose.end == MIP_OPTIMAL && !is_reached(run->p, loose.objective)))
        answer_infeasible(run, &loose);
    else if (loose.end == MIP_OPTIMAL &&
             find_plan(run, fmax(run->p->target, loose.objective)) == MIP_OPTIMAL)
        find_earliest(run, first_reached(run));
    else
        give_up(run, &loose);
}

// The target may be missed, so where there is no plan the work cannot be done.
static void solve_with_price(const struct run *run) {
    const struct savings_answer nothing = {.end = find_plan(run, run->p->target)};
    if (nothing.end == MIP_INFEASIBLE)
        answer_infeasible(run, &nothing);
    else if (nothing.end != MIP_OPTIMAL)
        give_up(run, &nothing);
}

void plan_savings_solve(struct arena *arena, const struct plan_savings *problem,
                        const struct plan_search *search, struct plan_savings_result *ret_result) {
    *ret_result =
        (struct plan_savings_result){.end = PLAN_INFEASIBLE, .earliest = -1, .least_running = NAN};
    struct caller caller = {search, false};
    const struct plan_search watched = {.progress = on_progress, .context = &caller};
    const struct run run = {arena, problem, &watched, ret_result};
    if (!savings_numbers_are_sane(problem)) {
        report(&run, PLAN_RULE_NUMBERS, -1);
        return;
    }
    ret_result->proofs =
        NEW_ARRAY(arena, struct plan_savings_proof, (size_t)problem->n_quarters + 2);
    ret_result->earliest = problem->short_cost > 0 ? -2 : -1;
    if (problem->short_cost == 0)
        solve_with_target(&run);
    else
        solve_with_price(&run);
    if (caller.has_stopped && ret_result->end == PLAN_DONE)
        ret_result->end = PLAN_CANCELLED;
}
