// SPDX-License-Identifier: EUPL-1.2
// The order of things: rules, prices and plans in turns, a proof of what is left, names of
// facilitators, reasons.
#include "plan/dates/dates.h"

// About 2 s for a unit of effort at 3 ns a step; asked every 0.01 s; turns of prices and plans.
enum {
    WORK_PER_EFFORT = 400000000,
    WORK_PER_QUESTION = 3000000,
    RELIEF_MAX = 40000000,
    TURN_STEPS = 40,
};

bool dates_clock_ask(struct dates_clock *clock) {
    clock->asked_at = clock->work;
    const struct plan_progress progress = {(double)clock->work / (double)clock->work_max,
                                           clock->best, clock->bound, clock->cpu_seconds_child};
    if (clock->search->progress && !clock->search->progress(clock->search->context, &progress))
        clock->is_cancelled = true;
    return !clock->is_cancelled;
}

bool dates_clock_beside(struct dates_clock *clock, int64_t work) {
    clock->beside += work;
    if (clock->beside >= WORK_PER_QUESTION) {
        clock->beside = 0;
        (void)dates_clock_ask(clock);
    }
    return !clock->is_cancelled;
}

bool dates_clock_go_on(struct dates_clock *clock) {
    if (clock->work - clock->asked_at >= WORK_PER_QUESTION)
        (void)dates_clock_ask(clock);
    return !clock->is_cancelled && clock->work < clock->work_max &&
           (clock->best < 0 || clock->best > clock->bound);
}

struct solver {
    struct arena *arena;
    struct dates d;
    struct dates_clock clock;
    struct dates_climb climb;
    struct dates_search *search;
    int64_t own; // what all groups pay when each is alone
};

static void climb_some(struct solver *s) {
    for (int32_t k = 0; k < TURN_STEPS && dates_clock_go_on(&s->clock); k++) {
        const int64_t target =
            s->clock.best >= 0 ? s->clock.best : s->own + s->own / 4 + s->d.n_groups;
        dates_climb_step(&s->climb, target, &s->clock);
        const int64_t bound = dates_climb_bound(&s->climb);
        s->clock.bound = bound > s->clock.bound ? bound : s->clock.bound;
    }
}

static bool can_prove(const struct solver *s) {
    return !s->d.is_named && !s->clock.is_cancelled &&
           (s->clock.best < 0 || s->clock.best > s->clock.bound);
}

// True when the last word is said.
static bool prove(struct solver *s) {
    const size_t n = (size_t)s->d.n_groups * (size_t)s->d.n_modules;
    int32_t *slot = NEW_ARRAY(s->arena, int32_t, n);
    int32_t *lead = NEW_ARRAY(s->arena, int32_t, n);
    while (can_prove(s)) {
        const int64_t before = s->clock.best;
        switch (dates_prove(&s->d, &s->climb.best, &s->clock, slot)) {
        case DATES_PROVEN:
            return true;
        case DATES_BETTER:
            dates_search_offer(s->search, slot, lead, &s->clock);
            break;
        case DATES_OPEN:
        default:
            return false;
        }
        if (s->clock.best == before)
            return false;
    }
    return s->clock.best >= 0 && s->clock.best == s->clock.bound;
}

// Who gave a session first, goes on with it.
static void offer_previous(struct solver *s) {
    const struct plan_dates *p = s->d.problem;
    const int32_t n = s->d.n_groups * s->d.n_modules;
    int32_t *lead = NEW_ARRAY(s->arena, int32_t, (size_t)n);
    if (!p->previous)
        return;
    for (int32_t k = 0; k < n; k++)
        lead[k] = p->previous_facilitators
                      ? p->previous_facilitators[(ptrdiff_t)k * PLAN_DATES_NEEDED_MAX]
                      : -1;
    dates_search_offer(s->search, p->previous, lead, &s->clock);
}

static bool search_plan(struct solver *s) {
    const int64_t work_turn = TURN_STEPS * dates_path_work(&s->d) * s->d.n_groups;
    int64_t prove_at = WORK_PER_EFFORT / 4;
    offer_previous(s);
    for (int32_t turn = 1; dates_clock_go_on(&s->clock); turn++) {
        if (s->climb.step > 1e-5)
            climb_some(s);
        if (turn <= 4 || s->clock.best < 0)
            (void)dates_search_build(s->search, &s->climb.best, &s->clock);
        dates_search_improve(s->search, &s->climb.best, work_turn, &s->clock);
        if (s->clock.work < prove_at)
            continue;
        if (prove(s) && s->clock.best < 0)
            return true;
        prove_at = 4 * s->clock.work;
    }
    return false;
}

// ---- the answer ---------------------------------------------------------------------------------

static void add_conflict(struct solver *s, struct plan_dates_result *result, enum plan_rule rule,
                         int32_t group) {
    plan_conflict_add(s->arena, &result->conflicts,
                      (struct plan_conflict){rule, -1, group, -1, -1, -1});
}

static void tell_without_plan(struct solver *s, bool is_proven, struct plan_dates_result *result) {
    const bool *const has_place = dates_search_nearest(s->search);
    add_conflict(s, result, is_proven ? PLAN_RULE_DATES_CROWDED : PLAN_RULE_NOT_FOUND, -1);
    for (int32_t g = 0; g < s->d.n_groups; g++)
        if (!has_place[g])
            add_conflict(s, result, PLAN_RULE_DATES_UNPLACED, g);
}

static const struct plan_search NOBODY_ASKS = {0};

// Who waits for an answer after saying stop does not wait for long lists of reasons.
static void tell_relief(struct solver *s, const struct dates_state *best,
                        struct plan_dates_result *result) {
    const int64_t n_people = s->d.problem->n_people;
    const int64_t work = dates_path_work(&s->d) * (n_people + 4 * s->d.n_groups);
    if (work > (s->clock.is_cancelled ? RELIEF_MAX : WORK_PER_EFFORT))
        return;
    int64_t *slots = NEW_ARRAY(s->arena, int64_t, (size_t)s->d.n_slots);
    int64_t *people = NEW_ARRAY(s->arena, int64_t, (size_t)n_people);
    // after a stop the caller is not asked again: it is little work then
    struct dates_clock clock = s->clock;
    clock.is_cancelled = false;
    clock.search = s->clock.is_cancelled ? &NOBODY_ASKS : s->clock.search;
    if (dates_relieve_slots(s->arena, &s->d, best, &clock, slots))
        result->slot_relief = slots;
    if (n_people > 0 && dates_relieve(s->arena, &s->d, best, &clock, people))
        result->relief = people;
    s->clock.is_cancelled |= clock.is_cancelled;
}

static void tell_plan(struct solver *s, struct plan_dates_result *result) {
    const struct dates *d = &s->d;
    const struct dates_state *best = dates_search_best(s->search);
    const size_t n = (size_t)d->n_groups * (size_t)d->n_modules;
    result->slot = best->slot;
    result->facilitators = NEW_ARRAY(s->arena, int32_t, n * PLAN_DATES_NEEDED_MAX);
    dates_staff_assign(s->arena, d, best, result->facilitators);
    struct plan_conflicts conflicts;
    ENSURE(plan_dates_check(s->arena, d->problem, result->slot, result->facilitators,
                            &result->score, &conflicts));
    // extra facilitators may happen to stay where the search counted a handover
    ENSURE(result->score.cost <= best->total);
    tell_relief(s, best, result);
    const int64_t cost = result->score.cost;
    result->bound = s->clock.bound < cost ? s->clock.bound : cost;
    result->gap = (double)(cost - result->bound) / (double)(cost > 1 ? cost : 1);
}

static void begin(struct solver *s) {
    s->climb = dates_climb_new(s->arena, &s->d);
    s->search = dates_search_new(s->arena, &s->d, s->clock.search->seed, &s->clock);
    s->own = s->d.past_cost;
    for (int32_t g = 0; g < s->d.n_groups; g++)
        s->own += dates_search_own(s->search, g);
}

void plan_dates_solve(struct arena *arena, const struct plan_dates *problem,
                      const struct plan_search *search, struct plan_dates_result *ret_result) {
    *ret_result = (struct plan_dates_result){.end = PLAN_INFEASIBLE};
    struct solver s = {.arena = arena};
    dates_expand(arena, problem, &s.d, &ret_result->conflicts);
    if (ret_result->conflicts.n > 0)
        return;
    s.clock = (struct dates_clock){
        .search = search, .work_max = WORK_PER_EFFORT * search->effort, .best = -1};
    begin(&s);
    const bool is_proven = search_plan(&s);
    if (!dates_search_best(s.search)) {
        tell_without_plan(&s, is_proven, ret_result);
        return;
    }
    tell_plan(&s, ret_result);
    ret_result->end = s.clock.is_cancelled ? PLAN_CANCELLED : PLAN_DONE;
}

int64_t plan_dates_bound(struct arena *arena, const struct plan_dates *problem) {
    enum { BOUND_STEPS = 300 };
    const struct plan_search search = {.seed = 1, .effort = 1};
    struct plan_conflicts conflicts = {0};
    struct solver s = {.arena = arena};
    dates_expand(arena, problem, &s.d, &conflicts);
    if (conflicts.n > 0)
        return 0;
    s.clock = (struct dates_clock){.search = &search, .work_max = INT64_MAX, .best = -1};
    begin(&s);
    for (int32_t k = 0; k < BOUND_STEPS; k += TURN_STEPS)
        climb_some(&s);
    return s.clock.bound;
}
