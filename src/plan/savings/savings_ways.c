// SPDX-License-Identifier: EUPL-1.2
// What would make an infeasible problem feasible: for each kind of limit alone, and for all of them
// together, the fewest FTE by which it must be loosened (elastic programming, see Chinneck,
// Feasibility and Infeasibility in Optimization, 2008, doi 10.1007/978-0-387-74932-7).
#include <math.h>

#include "plan/savings/savings.h"

static const double NOTHING = 1e-6; // FTE
enum { EXTRA_FAMILIES = 8 };        // at either end of courses that do not exist

struct ways {
    struct arena *arena;
    const struct plan_savings *p;
    const struct plan_search *search;
    struct plan_savings_result *result;
    struct savings_extra *extra;
    int32_t n_extra;
};

// ---- courses that could be ---------------------------------------------------------------------

// The families with most of something, at most EXTRA_FAMILIES. Returns how many.
static int32_t largest(const double *amount, int32_t n, int32_t *ret_families) {
    int32_t n_found = 0;
    for (int32_t f = 0; f < n; f++) {
        if (amount[f] <= NOTHING)
            continue;
        int32_t k = n_found < EXTRA_FAMILIES ? n_found++ : EXTRA_FAMILIES;
        for (; k > 0 && amount[ret_families[k - 1]] < amount[f]; k--)
            if (k < EXTRA_FAMILIES)
                ret_families[k] = ret_families[k - 1];
        if (k < EXTRA_FAMILIES)
            ret_families[k] = f;
    }
    return n_found;
}

static bool course_exists(const struct plan_savings *p, int32_t from, int32_t to) {
    for (int32_t a = 0; a < p->n_courses; a++)
        if (p->courses[a].from == from && p->courses[a].to == to)
            return true;
    return false;
}

// From where staff have no work at the end, to where external hire still does it, and nobody is
// paid less than before.
static void find_courses(struct ways *w, const struct savings_answer *loose) {
    const struct plan_savings *p = w->p;
    double *idle = NEW_ARRAY(w->arena, double, (size_t)p->n_families);
    double *lacking = NEW_ARRAY(w->arena, double, (size_t)p->n_families);
    for (int32_t f = 0; f < p->n_families; f++) {
        const int32_t at = f * p->n_quarters + p->n_quarters - 1;
        idle[f] = loose->x[loose->lp.staff + at] - p->work[at];
        lacking[f] = loose->x[loose->lp.external + at] * p->families[f].external_cost;
    }
    int32_t from[EXTRA_FAMILIES], to[EXTRA_FAMILIES];
    const int32_t n_from = largest(idle, p->n_families, from);
    const int32_t n_to = largest(lacking, p->n_families, to);
    w->extra = NEW_ARRAY(w->arena, struct savings_extra, EXTRA_FAMILIES * EXTRA_FAMILIES);
    for (int32_t i = 0; i < n_from; i++)
        for (int32_t j = 0; j < n_to; j++)
            if (from[i] != to[j] && p->families[to[j]].cost >= p->families[from[i]].cost &&
                !course_exists(p, from[i], to[j]))
                w->extra[w->n_extra++] = (struct savings_extra){from[i], to[j]};
}

// ---- what an answer loosens --------------------------------------------------------------------

// Adds up the quarters of one family or course; external hire is counted where it is most.
static void add_change(struct ways *w, struct plan_savings_way *way,
                       enum plan_savings_change_kind kind, int32_t k, const double *x) {
    struct plan_savings_change change = {kind, k, -1, -1, 0};
    if (kind == PLAN_SAVINGS_COURSE) {
        change.family = w->extra[k].to;
        change.from = w->extra[k].from;
    }
    for (int32_t t = 0; t < w->p->n_quarters; t++) {
        if (x[t] <= NOTHING)
            continue;
        change.quarter = t;
        change.people =
            kind == PLAN_SAVINGS_EXTERNAL ? fmax(change.people, x[t]) : change.people + x[t];
    }
    if (change.quarter >= 0)
        way->changes[way->n++] = change;
}

static void add_changes(struct ways *w, struct plan_savings_way *way,
                        enum plan_savings_change_kind kind, int32_t first, const double *x) {
    const int32_t n = kind == PLAN_SAVINGS_COURSE ? w->n_extra : w->p->n_families;
    for (int32_t k = 0; first >= 0 && k < n; k++)
        add_change(w, way, kind, k, x + first + (ptrdiff_t)k * w->p->n_quarters);
}

// Whether the first way is of this kind alone, and so has told it already; or there is no way.
static bool is_told(const struct ways *w, unsigned kind) {
    const struct plan_savings_way *first = &w->result->ways[0];
    for (int32_t k = 0; k < first->n; k++)
        if (first->changes[k].kind != kind)
            return false;
    return true;
}

static void try_kinds(struct ways *w, unsigned kinds) {
    const struct savings_question question = {.goal = PLAN_SAVINGS_COST,
                                              .n_quarters = w->p->n_quarters,
                                              .target =
                                                  w->p->short_cost > 0 ? HUGE_VAL : w->p->target,
                                              .loosens = kinds,
                                              .extra = w->extra,
                                              .n_extra = w->n_extra};
    struct savings_answer answer;
    savings_ask(w->arena, w->p, &question, w->search, &answer);
    if (answer.end != MIP_OPTIMAL)
        return;
    const struct savings_lp *lp = &answer.lp;
    const int32_t n_most = w->n_extra + (PLAN_SAVINGS_KINDS - 1) * w->p->n_families;
    struct plan_savings_way way = {
        .kinds = kinds, .changes = NEW_ARRAY(w->arena, struct plan_savings_change, (size_t)n_most)};
    add_changes(w, &way, PLAN_SAVINGS_SEATS, lp->seats_more, answer.x);
    add_changes(w, &way, PLAN_SAVINGS_COURSE, lp->course_new, answer.x);
    add_changes(w, &way, PLAN_SAVINGS_HIRE, lp->hired_more, answer.x);
    add_changes(w, &way, PLAN_SAVINGS_STOP, lp->work_less, answer.x);
    add_changes(w, &way, PLAN_SAVINGS_EXTERNAL, lp->external_more, answer.x);
    w->result->ways[w->result->n_ways++] = way;
}

void savings_find_ways(struct arena *arena, const struct plan_savings *p,
                       const struct savings_answer *loose, const struct plan_search *search,
                       struct plan_savings_result *result) {
    struct ways w = {arena, p, search, result, NULL, 0};
    unsigned all = (1U << PLAN_SAVINGS_KINDS) - 1;
    if (loose->x)
        find_courses(&w, loose);
    if (w.n_extra == 0)
        all &= ~(1U << PLAN_SAVINGS_COURSE);
    try_kinds(&w, all);
    for (unsigned kind = 0; kind < PLAN_SAVINGS_KINDS; kind++)
        if ((all & 1U << kind) != 0 && !is_told(&w, kind))
            try_kinds(&w, 1U << kind);
}
