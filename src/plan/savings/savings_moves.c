// SPDX-License-Identifier: EUPL-1.2
// Which courses explain how many left each family for another and came from another, at least cost:
// a flow from families to families, sent along the cheapest way that is left (Edmonds and Karp,
// Journal of the ACM 19(2), 1972, doi 10.1145/321694.321699). Uses no solver, because the recount
// of a plan from a file needs it.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/plan.h"

static const double NOTHING = 1e-9, FTE_SLACK = 1e-5;

// Every family stands on both sides: as one that people leave, 0.., and as one that they come to.
struct flow {
    const struct plan_savings *p;
    double *moved;    // [n_courses]
    double *out, *in; // [n_families] still to be explained
    double *cost;     // [2 * n_families] of the cheapest way to here; HUGE_VAL: none
    int32_t *by;      // [2 * n_families] the course that it ends with, -1: it begins here
};

static void relax(struct flow *flow, int32_t a, bool *ret_changed) {
    const struct plan_savings_course *course = &flow->p->courses[a];
    const int32_t from = course->from, to = flow->p->n_families + course->to;
    if (flow->cost[from] + course->cost < flow->cost[to] - NOTHING) {
        flow->cost[to] = flow->cost[from] + course->cost;
        flow->by[to] = a;
        *ret_changed = true;
    }
    if (flow->moved[a] > NOTHING && flow->cost[to] - course->cost < flow->cost[from] - NOTHING) {
        flow->cost[from] = flow->cost[to] - course->cost;
        flow->by[from] = a;
        *ret_changed = true;
    }
}

// The family with people still to come that is reached at least cost, -1: none.
static int32_t find_way(struct flow *flow) {
    const int32_t n = flow->p->n_families;
    for (int32_t k = 0; k < 2 * n; k++) {
        flow->cost[k] = k < n && flow->out[k] > NOTHING ? 0 : HUGE_VAL;
        flow->by[k] = -1;
    }
    bool is_changed = true;
    for (int32_t pass = 0; is_changed && pass < 2 * n; pass++) {
        is_changed = false;
        for (int32_t a = 0; a < flow->p->n_courses; a++)
            relax(flow, a, &is_changed);
    }
    int32_t best = -1;
    for (int32_t f = 0; f < n; f++)
        if (flow->in[f] > NOTHING && flow->cost[n + f] < HUGE_VAL &&
            (best < 0 || flow->cost[n + f] < flow->cost[n + best]))
            best = f;
    return best;
}

// The node before `node` on its way; forward along a course, or back along one.
static int32_t node_before(const struct flow *flow, int32_t node) {
    const struct plan_savings_course *course = &flow->p->courses[flow->by[node]];
    return node >= flow->p->n_families ? course->from : flow->p->n_families + course->to;
}

static void send(struct flow *flow, int32_t family) {
    const int32_t n = flow->p->n_families;
    double people = flow->in[family];
    int32_t node = n + family;
    for (; flow->by[node] >= 0; node = node_before(flow, node))
        people = node < n ? fmin(people, flow->moved[flow->by[node]]) : people;
    people = fmin(people, flow->out[node]);
    flow->out[node] -= people;
    flow->in[family] -= people;
    for (node = n + family; flow->by[node] >= 0; node = node_before(flow, node))
        flow->moved[flow->by[node]] += node < n ? -people : people;
}

bool plan_savings_moves(struct arena *arena, const struct plan_savings *problem,
                        const double *moved_out, const double *moved_in, double **ret_moved) {
    const size_t n = (size_t)problem->n_families;
    struct flow flow = {
        .p = problem,
        .moved = NEW_ARRAY(arena, double, (size_t)problem->n_courses),
        .out = NEW_ARRAY(arena, double, n),
        .in = NEW_ARRAY(arena, double, n),
        .cost = NEW_ARRAY(arena, double, 2 * n),
        .by = NEW_ARRAY(arena, int32_t, 2 * n),
    };
    for (size_t f = 0; f < n; f++) {
        flow.out[f] = moved_out[f];
        flow.in[f] = moved_in[f];
    }
    int64_t steps_left = 4 * ((int64_t)problem->n_courses + problem->n_families) + 100;
    for (int32_t f = find_way(&flow); f >= 0 && steps_left > 0; f = find_way(&flow), steps_left--)
        send(&flow, f);
    double rest = 0;
    for (size_t f = 0; f < n; f++)
        rest = fmax(rest, fmax(flow.out[f], flow.in[f]));
    if (rest > FTE_SLACK)
        return false;
    *ret_moved = flow.moved;
    return true;
}
