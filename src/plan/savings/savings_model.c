// SPDX-License-Identifier: EUPL-1.2
// The linear programme of a savings problem: a column for everything that can be chosen in a
// quarter, a row for everything that must hold, and back from its answer to a plan.
#include <math.h>

#include "plan/savings/savings.h"

static const int64_t SECONDS_MAX = 600; // of the child; a stop at all costs
static const double FIRST_IS_BETTER = 1e-3, LATER_IS_BETTER = 1e-4;
static const double NOTHING = 1e-9; // FTE

static double discount(const struct plan_savings *p, int32_t t) {
    return pow(1 + p->interest, -(t + 1));
}

// What one unit costs under the goal.
static double cost_of(const struct savings_lp *lp, double cost, double running, int32_t t) {
    if (lp->q->loosens)
        return 0;
    if (lp->q->goal == PLAN_SAVINGS_RUNNING)
        return t == lp->q->n_quarters - 1 ? running : 0;
    return (cost + running) * discount(lp->p, t);
}

// ---- rows --------------------------------------------------------------------------------------

// [n * n_quarters] rows, at most as much as stands there; below 0: any.
static int32_t add_limits(const struct savings_lp *lp, int32_t n, const double *most) {
    const int32_t first = mip_n_rows(lp->mip);
    for (int32_t k = 0; k < n; k++) {
        for (int32_t t = 0; t < lp->q->n_quarters; t++) {
            const double limit = most[(ptrdiff_t)k * lp->p->n_quarters + t];
            mip_add_row(lp->mip, -MIP_INFINITY, limit < 0 ? MIP_INFINITY : limit);
        }
    }
    return first;
}

// What comes in less what goes out is what is there, and everything else follows from that.
static int32_t add_flow(const struct savings_lp *lp) {
    const int32_t first = mip_n_rows(lp->mip);
    for (int32_t f = 0; f < lp->p->n_families; f++) {
        for (int32_t t = 0; t < lp->q->n_quarters; t++) {
            const struct plan_savings_family *family = &lp->p->families[f];
            const double there = t == 0 ? (1 - family->leaving) * family->staff : 0;
            mip_add_row(lp->mip, there, there);
        }
    }
    return first;
}

static int32_t add_present(const struct savings_lp *lp) {
    const int32_t first = mip_n_rows(lp->mip);
    for (int32_t f = 0; f < lp->p->n_families; f++) {
        for (int32_t t = 0; t < lp->q->n_quarters; t++) {
            const struct plan_savings_family *family = &lp->p->families[f];
            mip_add_row(lp->mip, -MIP_INFINITY, t == 0 ? (1 - family->leaving) * family->staff : 0);
        }
    }
    return first;
}

static int32_t add_work(const struct savings_lp *lp) {
    const int32_t first = mip_n_rows(lp->mip);
    for (int32_t f = 0; f < lp->p->n_families; f++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            mip_add_row(lp->mip, lp->p->work[(ptrdiff_t)f * lp->p->n_quarters + t], MIP_INFINITY);
    return first;
}

static void build_rows(struct savings_lp *lp) {
    const struct plan_savings *p = lp->p;
    const bool has_target =
        lp->q->target < HUGE_VAL && (lp->q->goal == PLAN_SAVINGS_COST || lp->q->loosens);
    lp->flow = add_flow(lp);
    lp->work = add_work(lp);
    lp->present = p->moves_once ? add_present(lp) : -1;
    lp->hires = p->hires_most ? add_limits(lp, 1, p->hires_most) : -1;
    lp->seats = p->seats_most ? add_limits(lp, 1, p->seats_most) : -1;
    lp->seats_to = p->seats_to ? add_limits(lp, p->n_families, p->seats_to) : -1;
    lp->target = has_target ? mip_add_row(lp->mip, -MIP_INFINITY, lp->q->target) : -1;
}

// ---- columns -----------------------------------------------------------------------------------

// `first` is the first row of a kind: of family or course k in quarter t, if there is one.
static void enter(const struct savings_lp *lp, int32_t first, int32_t k, int32_t t, int32_t column,
                  double value) {
    if (first >= 0 && t < lp->q->n_quarters)
        mip_add_entry(lp->mip, first + k * lp->q->n_quarters + t, column, value);
}

static void enter_target(const struct savings_lp *lp, int32_t t, int32_t column, double value) {
    if (lp->target >= 0 && t == lp->q->n_quarters - 1)
        mip_add_entry(lp->mip, lp->target, column, value);
}

static void add_staff(struct savings_lp *lp, int32_t f, int32_t t) {
    const struct plan_savings_family *family = &lp->p->families[f];
    const double stays = 1 - family->leaving;
    const int32_t c =
        mip_add_column(lp->mip, 0, MIP_INFINITY, cost_of(lp, 0, family->cost, t), false);
    enter(lp, lp->flow, f, t, c, 1);
    enter(lp, lp->flow, f, t + 1, c, -stays);
    enter(lp, lp->work, f, t, c, 1);
    enter(lp, lp->present, f, t + 1, c, -stays);
    enter_target(lp, t, c, family->cost);
}

static void add_external(struct savings_lp *lp, int32_t f, int32_t t, double most, double cost) {
    const double price = lp->p->families[f].external_cost;
    const int32_t c = mip_add_column(lp->mip, 0, most < 0 ? MIP_INFINITY : most,
                                     lp->q->loosens ? cost : cost_of(lp, 0, price, t), false);
    enter(lp, lp->work, f, t, c, 1);
    enter_target(lp, t, c, price);
}

static void add_hired(struct savings_lp *lp, int32_t f, int32_t t, double most, double cost) {
    const bool is_first = t == 0 && lp->q->first_hired;
    const double fixed = is_first ? lp->q->first_hired[f] : 0;
    const int32_t c =
        mip_add_column(lp->mip, fixed, is_first ? fixed : most, cost, t == 0 && lp->q->whole_first);
    enter(lp, lp->flow, f, t, c, -1);
    enter(lp, lp->hires, 0, t, c, 1);
}

static void enter_move(const struct savings_lp *lp, int32_t from, int32_t to, int32_t t,
                       int32_t column) {
    enter(lp, lp->flow, from, t, column, 1);
    enter(lp, lp->flow, to, t, column, -1);
    enter(lp, lp->present, from, t, column, 1);
    for (int32_t k = 0; k < lp->p->learning_quarters; k++)
        enter(lp, lp->work, to, t + k, column, -lp->p->learning);
}

static void add_moved(struct savings_lp *lp, int32_t a, int32_t t) {
    const struct plan_savings_course *course = &lp->p->courses[a];
    const bool is_first = t == 0 && lp->q->first_moved;
    const double fixed = is_first ? lp->q->first_moved[a] : 0;
    const int32_t c = mip_add_column(lp->mip, fixed, is_first ? fixed : MIP_INFINITY,
                                     cost_of(lp, course->cost, 0, t), t == 0 && lp->q->whole_first);
    enter_move(lp, course->from, course->to, t, c);
    enter(lp, lp->seats, 0, t, c, 1);
    enter(lp, lp->seats_to, course->to, t, c, 1);
}

// What differs from the previous plan, more or less of it, has a cost of its own.
static void add_difference(const struct savings_lp *lp, int32_t column, double before) {
    const int32_t row = mip_add_row(lp->mip, before, before);
    mip_add_entry(lp->mip, row, column, 1);
    for (int sign = -1; sign <= 1; sign += 2) {
        const int32_t c = mip_add_column(lp->mip, 0, MIP_INFINITY, lp->p->change_cost, false);
        mip_add_entry(lp->mip, row, c, sign);
    }
}

static void build_differences(const struct savings_lp *lp) {
    const struct plan_savings *p = lp->p;
    if (!p->previous || lp->q->goal != PLAN_SAVINGS_COST || lp->q->loosens)
        return;
    for (int32_t k = 0; k < p->n_families * p->n_quarters; k++)
        add_difference(lp, lp->hired + k, p->previous->hired[k]);
    for (int32_t k = 0; k < p->n_courses * p->n_quarters; k++)
        add_difference(lp, lp->moved + k, p->previous->moved[k]);
}

static void build_columns(struct savings_lp *lp) {
    const struct plan_savings *p = lp->p;
    lp->staff = mip_n_columns(lp->mip);
    for (int32_t f = 0; f < p->n_families; f++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            add_staff(lp, f, t);
    lp->external = mip_n_columns(lp->mip);
    for (int32_t f = 0; f < p->n_families; f++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            add_external(lp, f, t, p->families[f].external_most, 0);
    lp->hired = mip_n_columns(lp->mip);
    for (int32_t f = 0; f < p->n_families; f++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            add_hired(lp, f, t, MIP_INFINITY, cost_of(lp, p->families[f].hire_cost, 0, t));
    lp->moved = mip_n_columns(lp->mip);
    for (int32_t a = 0; a < p->n_courses; a++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            add_moved(lp, a, t);
    lp->shortage = -1;
    if (p->short_cost > 0 && lp->target >= 0 && !lp->q->loosens) {
        lp->shortage = mip_add_column(lp->mip, 0, MIP_INFINITY, p->short_cost, false);
        mip_add_entry(lp->mip, lp->target, lp->shortage, -1);
    }
}

// ---- loosening ---------------------------------------------------------------------------------

static bool loosens(const struct savings_lp *lp, enum plan_savings_change_kind kind) {
    return (lp->q->loosens & 1U << kind) != 0;
}

// Of two changes of one size that of the kind named first is smaller, and then the later one.
static double weight(const struct savings_lp *lp, enum plan_savings_change_kind kind, int32_t t) {
    return 1 + FIRST_IS_BETTER * (int)kind +
           LATER_IS_BETTER * (lp->q->n_quarters - t) / lp->q->n_quarters;
}

// Work that stops is not there in any later quarter either.
static void enter_stop(const struct savings_lp *lp, int32_t f, int32_t t, int32_t column) {
    for (int32_t later = t; later < lp->q->n_quarters; later++)
        enter(lp, lp->work, f, later, column, 1);
}

static void add_change(struct savings_lp *lp, enum plan_savings_change_kind kind, int32_t k,
                       int32_t t) {
    if (kind == PLAN_SAVINGS_EXTERNAL) {
        add_external(lp, k, t, -1, weight(lp, kind, t));
        return;
    }
    const int32_t c = mip_add_column(lp->mip, 0, MIP_INFINITY, weight(lp, kind, t), false);
    if (kind == PLAN_SAVINGS_SEATS) {
        enter(lp, lp->seats, 0, t, c, -1);
        enter(lp, lp->seats_to, k, t, c, -1);
    } else if (kind == PLAN_SAVINGS_COURSE) {
        enter_move(lp, lp->q->extra[k].from, lp->q->extra[k].to, t, c);
    } else if (kind == PLAN_SAVINGS_HIRE) {
        enter(lp, lp->flow, k, t, c, -1);
    } else {
        enter_stop(lp, k, t, c);
    }
}

static int32_t build_changes(struct savings_lp *lp, enum plan_savings_change_kind kind) {
    if (!loosens(lp, kind))
        return -1;
    const int32_t first = mip_n_columns(lp->mip);
    const int32_t n = kind == PLAN_SAVINGS_COURSE ? lp->q->n_extra : lp->p->n_families;
    for (int32_t k = 0; k < n; k++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            add_change(lp, kind, k, t);
    return first;
}

// ---- asking ------------------------------------------------------------------------------------

struct relay {
    const struct plan_search *search;
    double share;
};

static bool on_progress(void *context, double cpu_seconds, double bound) {
    const struct relay *relay = context;
    const struct plan_progress progress = {relay->share, -1, bound > 0 ? (int64_t)bound : 0,
                                           cpu_seconds};
    return !relay->search->progress || relay->search->progress(relay->search->context, &progress);
}

static double *prices_at(struct arena *arena, const struct savings_lp *lp, const double *price,
                         int32_t first, int32_t n) {
    if (first < 0)
        return NULL;
    double *prices = NEW_ARRAY(arena, double, (size_t)(n * lp->p->n_quarters));
    for (int32_t k = 0; k < n; k++)
        for (int32_t t = 0; t < lp->q->n_quarters; t++)
            prices[(ptrdiff_t)k * lp->p->n_quarters + t] = price[first + k * lp->q->n_quarters + t];
    return prices;
}

static struct plan_savings_prices prices_of(struct arena *arena, const struct savings_lp *lp,
                                            const double *price) {
    const int32_t n = lp->p->n_families;
    return (struct plan_savings_prices){
        .staff = prices_at(arena, lp, price, lp->flow, n),
        .work = prices_at(arena, lp, price, lp->work, n),
        .present = prices_at(arena, lp, price, lp->present, n),
        .hires = prices_at(arena, lp, price, lp->hires, 1),
        .seats = prices_at(arena, lp, price, lp->seats, 1),
        .seats_to = prices_at(arena, lp, price, lp->seats_to, n),
        .target = lp->target >= 0 ? price[lp->target] : 0,
    };
}

void savings_ask(struct arena *arena, const struct plan_savings *p,
                 const struct savings_question *question, const struct plan_search *search,
                 struct savings_answer *ret_answer) {
    struct savings_question *kept = NEW(arena, struct savings_question);
    *kept = *question;
    struct savings_lp lp = {.p = p, .q = kept, .mip = mip_begin(arena)};
    build_rows(&lp);
    build_columns(&lp);
    build_differences(&lp);
    lp.seats_more = build_changes(&lp, PLAN_SAVINGS_SEATS);
    lp.course_new = build_changes(&lp, PLAN_SAVINGS_COURSE);
    lp.hired_more = build_changes(&lp, PLAN_SAVINGS_HIRE);
    lp.work_less = build_changes(&lp, PLAN_SAVINGS_STOP);
    lp.external_more = build_changes(&lp, PLAN_SAVINGS_EXTERNAL);

    struct relay relay = {search, (double)question->n_quarters / (p->n_quarters + 1)};
    const struct mip_search how = {.nodes_max = question->nodes_max,
                                   .memory_max = (size_t)1 << 30,
                                   .seconds_max = SECONDS_MAX,
                                   .progress = on_progress,
                                   .context = &relay};
    struct mip_result result;
    mip_solve(lp.mip, &how, &result);
    *ret_answer =
        (struct savings_answer){.end = result.end, .objective = result.objective, .x = result.x};
    ret_answer->lp = lp;
    if (result.price)
        ret_answer->prices = prices_of(arena, &lp, result.price);
}

// ---- back to a plan ----------------------------------------------------------------------------

// What the solver calls nothing is nothing.
static double cleaned(double people) {
    return people < NOTHING ? 0 : people;
}

// FTE that come to a family less those that go, and what learning takes away, by quarter.
struct effect {
    double *net, *learning; // [n_families * n_quarters]
};

static void add_move(const struct plan_savings *p, const struct effect *effect, int32_t a,
                     int32_t t, double people) {
    const ptrdiff_t from = (ptrdiff_t)p->courses[a].from * p->n_quarters;
    const ptrdiff_t to = (ptrdiff_t)p->courses[a].to * p->n_quarters;
    effect->net[from + t] -= people;
    effect->net[to + t] += people;
    for (int32_t k = t; k < t + p->learning_quarters && k < p->n_quarters; k++)
        effect->learning[to + k] += p->learning * people;
}

static void follow_family(const struct plan_savings *p, const struct effect *effect, int32_t f,
                          struct plan_savings_plan *plan) {
    const struct plan_savings_family *family = &p->families[f];
    double there = family->staff;
    for (int32_t t = 0; t < p->n_quarters; t++) {
        const ptrdiff_t at = (ptrdiff_t)f * p->n_quarters + t;
        plan->leavers[at] = family->leaving * there;
        there = cleaned(there - plan->leavers[at] + effect->net[at] + plan->hired[at]);
        plan->staff[at] = there;
        plan->external[at] = cleaned(p->work[at] + effect->learning[at] - there);
    }
}

struct plan_savings_plan savings_follow(struct arena *arena, const struct plan_savings *p,
                                        const double *moved, const double *hired) {
    const size_t n_cells = (size_t)p->n_families * (size_t)p->n_quarters;
    struct plan_savings_plan plan = {
        .staff = NEW_ARRAY(arena, double, n_cells),
        .leavers = NEW_ARRAY(arena, double, n_cells),
        .hired = NEW_ARRAY(arena, double, n_cells),
        .external = NEW_ARRAY(arena, double, n_cells),
        .moved = NEW_ARRAY(arena, double, (size_t)(p->n_courses * p->n_quarters)),
    };
    const struct effect effect = {NEW_ARRAY(arena, double, n_cells),
                                  NEW_ARRAY(arena, double, n_cells)};
    for (size_t k = 0; k < n_cells; k++)
        plan.hired[k] = cleaned(hired[k]);
    for (int32_t k = 0; k < p->n_courses * p->n_quarters; k++) {
        plan.moved[k] = cleaned(moved[k]);
        add_move(p, &effect, k / p->n_quarters, k % p->n_quarters, plan.moved[k]);
    }
    for (int32_t f = 0; f < p->n_families; f++)
        follow_family(p, &effect, f, &plan);
    return plan;
}

struct plan_savings_plan savings_plan_of(struct arena *arena, const struct savings_answer *answer) {
    return savings_follow(arena, answer->lp.p, answer->x + answer->lp.moved,
                          answer->x + answer->lp.hired);
}
