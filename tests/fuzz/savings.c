// SPDX-License-Identifier: EUPL-1.2
// Any bytes as savings of up to four families, a plan and prices. No plan that passes the recount
// costs less than what any prices prove; what the solver calls a plan passes the recount; and
// numbers out of range leave all of them standing.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { FAMILIES_MAX = 4, QUARTERS_MAX = 5, COURSES_MAX = 4 };
static const double SLACK = 1e-2; // of the recount's own, times the prices

struct bytes {
    const uint8_t *p;
    size_t n;
};

static int32_t next(struct bytes *b) {
    const int32_t value = b->n > 0 ? (int8_t)*b->p : 0;
    b->p += b->n > 0;
    b->n -= b->n > 0;
    return value;
}

static int32_t up_to(struct bytes *b, int32_t most) {
    return (next(b) & 127) % (most + 1);
}

// Amounts from 0, and now and then one that is none.
static double amount(struct bytes *b) {
    const int32_t value = next(b);
    return value == -128 ? NAN : value == -127 ? -1 : (value & 127) / 8.0;
}

static double *amounts(struct bytes *b, struct arena *arena, int32_t n) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = amount(b);
    return list;
}

static double *prices(struct bytes *b, struct arena *arena, int32_t n) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = next(b) / 8.0;
    return list;
}

static const struct plan_savings_family *families(struct bytes *b, struct arena *arena, int32_t n) {
    struct plan_savings_family *list = NEW_ARRAY(arena, struct plan_savings_family, (size_t)n);
    for (int32_t f = 0; f < n; f++)
        list[f] = (struct plan_savings_family){amount(b), amount(b), amount(b), amount(b),
                                               amount(b), amount(b), next(b),   up_to(b, 8) / 8.0};
    return list;
}

static const struct plan_savings_course *courses(struct bytes *b, struct arena *arena, int32_t n,
                                                 int32_t n_families) {
    struct plan_savings_course *list = NEW_ARRAY(arena, struct plan_savings_course, (size_t)n);
    for (int32_t a = 0; a < n; a++)
        list[a] =
            (struct plan_savings_course){up_to(b, n_families), up_to(b, n_families - 1), amount(b)};
    return list;
}

static struct plan_savings problem_of(struct bytes *b, struct arena *arena) {
    struct plan_savings p = {.n_families = 1 + up_to(b, FAMILIES_MAX - 1),
                             .n_quarters = 1 + up_to(b, QUARTERS_MAX - 1),
                             .n_courses = up_to(b, COURSES_MAX)};
    p.families = families(b, arena, p.n_families);
    p.courses = courses(b, arena, p.n_courses, p.n_families);
    p.work = amounts(b, arena, p.n_families * p.n_quarters);
    p.hires_most = amounts(b, arena, p.n_quarters);
    p.seats_most = up_to(b, 1) ? amounts(b, arena, p.n_quarters) : NULL;
    p.seats_to = up_to(b, 1) ? prices(b, arena, p.n_families * p.n_quarters) : NULL;
    p.learning = up_to(b, 8) / 8.0;
    p.learning_quarters = up_to(b, 3);
    p.moves_once = up_to(b, 1);
    p.target = amount(b) * 8;
    p.short_cost = up_to(b, 1) * amount(b);
    p.interest = up_to(b, 4) / 8.0;
    p.whole_first = up_to(b, 1);
    return p;
}

// What follows from moves and hires; external hire does all that staff do not.
static struct plan_savings_plan plan_of(struct bytes *b, struct arena *arena,
                                        const struct plan_savings *p) {
    const int32_t n = p->n_quarters, n_cells = p->n_families * n;
    struct plan_savings_plan plan = {
        .staff = NEW_ARRAY(arena, double, (size_t)n_cells),
        .leavers = NEW_ARRAY(arena, double, (size_t)n_cells),
        .hired = amounts(b, arena, n_cells),
        .external = NEW_ARRAY(arena, double, (size_t)n_cells),
        .moved = amounts(b, arena, p->n_courses * n),
    };
    for (int32_t f = 0; f < p->n_families; f++) {
        double there = p->families[f].staff;
        for (int32_t t = 0; t < n; t++) {
            plan.leavers[f * n + t] = there * p->families[f].leaving;
            there += plan.hired[f * n + t] - plan.leavers[f * n + t];
            for (int32_t a = 0; a < p->n_courses; a++)
                there +=
                    ((p->courses[a].to == f) - (p->courses[a].from == f)) * plan.moved[a * n + t];
            plan.staff[f * n + t] = there;
            plan.external[f * n + t] = up_to(b, 7) ? p->work[f * n + t] + 16 : amount(b);
        }
    }
    return plan;
}

static bool stop_at_the_fifth(void *context, const struct plan_progress *progress) {
    (void)progress;
    return ++*(int *)context < 5;
}

static void try_solver(struct arena *arena, const struct plan_savings *p) {
    int asked = 0;
    const struct plan_search search = {.progress = stop_at_the_fifth, .context = &asked};
    struct plan_savings_result r;
    struct plan_savings_score score;
    struct plan_conflicts conflicts;
    plan_savings_solve(arena, p, &search, &r);
    ENSURE((r.plan.staff == NULL) == (r.end == PLAN_INFEASIBLE));
    ENSURE((r.conflicts.n > 0) == (r.end == PLAN_INFEASIBLE));
    if (!r.plan.staff)
        return;
    ENSURE(plan_savings_check(arena, p, &r.plan, &score, &conflicts));
    ENSURE(score.cost == r.score.cost && r.bound <= score.cost + 1e-6 * (1 + score.cost));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(64 << 20);
    struct bytes b = {data, n};
    const bool is_solved = up_to(&b, 31) == 1; // a process of its own takes long
    const struct plan_savings p = problem_of(&b, arena);
    const struct plan_savings_plan plan = plan_of(&b, arena, &p);
    const int32_t n_cells = p.n_families * p.n_quarters;
    const struct plan_savings_prices y = {prices(&b, arena, n_cells),
                                          prices(&b, arena, n_cells),
                                          prices(&b, arena, n_cells),
                                          prices(&b, arena, p.n_quarters),
                                          prices(&b, arena, p.n_quarters),
                                          prices(&b, arena, n_cells),
                                          next(&b) / 8.0};
    struct plan_savings_score score;
    struct plan_conflicts conflicts;
    if (plan_savings_check(arena, &p, &plan, &score, &conflicts)) {
        const double bound = plan_savings_bound(&p, PLAN_SAVINGS_COST, p.n_quarters, &y);
        ENSURE(score.cost >= bound - SLACK * (1 + fabs(score.cost)));
        ENSURE(score.running >=
               plan_savings_bound(&p, PLAN_SAVINGS_RUNNING, p.n_quarters, &y) - SLACK);
    }
    if (is_solved)
        try_solver(arena, &p);
    arena_free(arena);
    return 0;
}
