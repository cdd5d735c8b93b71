// SPDX-License-Identifier: EUPL-1.2
// The cheapest dates of one group, against trying every row of slots and facilitators on small
// problems: with and without a largest gap, a rhythm, a past, facilitators of the own.
#include "base/testing.h"

#include "base/rng.h"
#include "plan/dates/dates.h"

enum { ROWS = 3, N = 9, STAFF = 3 };

TEST_ARENA((size_t)1 << 30);

static int32_t draw(struct rng *rng, uint32_t most) {
    return (int32_t)rng_below(rng, most + 1);
}

// Only what a path reads.
static struct plan_dates drawn_problem(struct rng *rng, bool is_named) {
    struct plan_dates p = {.n_groups = 1, .n_modules = ROWS, .n_slots = N};
    int32_t *absent = NEW_ARRAY(arena, int32_t, N), *past = NEW_ARRAY(arena, int32_t, ROWS);
    int32_t *past_staff = NEW_ARRAY(arena, int32_t, ROWS * PLAN_DATES_NEEDED_MAX);
    bool *can = NEW_ARRAY(arena, bool, STAFF *ROWS), *free = NEW_ARRAY(arena, bool, STAFF *N);
    for (int32_t t = 0; t < N; t++)
        absent[t] = draw(rng, 9);
    p.absent = absent;
    p.gap_least = 1 + draw(rng, 2);
    p.gap_most = draw(rng, 1) == 0 ? 0 : p.gap_least + draw(rng, 2);
    p.rhythm = 1 + draw(rng, 3);
    p.rhythm_slots = 1 + draw(rng, 1);
    p.rhythm_cost = draw(rng, 1) == 0 ? 0 : 1 + draw(rng, 3);
    for (int32_t m = 0; m < ROWS; m++)
        past[m] = m == 0 ? draw(rng, 1) : -1;
    for (int32_t k = 0; k < ROWS * PLAN_DATES_NEEDED_MAX; k++)
        past_staff[k] = k == 0 ? draw(rng, STAFF) - 1 : -1;
    if (draw(rng, 1) == 0) {
        p.previous = past;
        p.previous_facilitators = is_named ? past_staff : NULL;
        p.fixed_before = draw(rng, 1) * 2;
    }
    for (int32_t k = 0; k < STAFF * ROWS; k++)
        can[k] = draw(rng, 4) > 0;
    for (int32_t k = 0; k < STAFF * N; k++)
        free[k] = draw(rng, 3) > 0;
    p.n_facilitators = is_named ? STAFF : 0;
    p.can = can;
    p.free = free;
    p.handover_cost = is_named ? draw(rng, 4) : 0;
    p.is_continuous = is_named && (p.handover_cost == 0 || draw(rng, 3) == 0);
    return p;
}

// ---- everything, tried --------------------------------------------------------------------------

struct trial {
    const struct dates_path *path;
    int32_t slot[ROWS], lead[ROWS];
    int32_t by_module, by_slot; // only what passes here; -1: all
    int64_t best;
};

static int64_t handover(const struct trial *x, int32_t m, int32_t f) {
    const struct dates *d = x->path->d;
    const int32_t last = m > x->path->first ? x->lead[m - 1] : x->path->past_lead;
    if (last < 0 || last == f)
        return 0;
    return d->problem->is_continuous ? DATES_NEVER : d->problem->handover_cost * DATES_ONE;
}

// What session m pays in slot t with facilitator f, given the session before.
static int64_t session_cost(const struct trial *x, int32_t m, int32_t t, int32_t f) {
    const struct dates *d = x->path->d;
    const struct plan_dates *p = d->problem;
    int64_t cost = x->path->cost[m * N + t];
    if (m > x->path->first) {
        const int32_t gap = t - x->slot[m - 1], off = abs(gap - p->rhythm);
        if (gap < p->gap_least || (p->gap_most > 0 && gap > p->gap_most))
            return DATES_NEVER;
        cost += p->rhythm_cost > 0 ? off / p->rhythm_slots * p->rhythm_cost * DATES_ONE : 0;
    }
    if (!d->is_named)
        return cost;
    const bool can = p->can[f * ROWS + m];
    const int64_t changed = handover(x, m, f), lead = x->path->lead_cost[f * N + t];
    return !can || changed >= DATES_NEVER || lead >= DATES_NEVER ? DATES_NEVER
                                                                 : cost + changed + lead;
}

static void try_rows(struct trial *x, int32_t m, int64_t cost) {
    const int32_t n_leads = x->path->d->is_named ? STAFF : 1;
    if (m == ROWS) {
        x->best = cost < x->best ? cost : x->best;
        return;
    }
    for (int32_t t = 0; t < N; t++)
        for (int32_t f = 0; f < n_leads; f++) {
            const int64_t more = session_cost(x, m, t, f);
            if (more >= DATES_NEVER || (m == x->by_module && t != x->by_slot))
                continue;
            x->slot[m] = t;
            x->lead[m] = f;
            try_rows(x, m + 1, cost + more);
        }
}

static int64_t best_through(const struct dates_path *path, int32_t m, int32_t t) {
    struct trial x = {.path = path, .by_module = m, .by_slot = t, .best = DATES_NEVER};
    try_rows(&x, path->first, 0);
    return x.best;
}

static int64_t cost_of(const struct dates_path *path, const int32_t *slot, const int32_t *lead) {
    struct trial x = {.path = path};
    int64_t cost = 0;
    for (int32_t m = path->first; m < ROWS; m++) {
        cost += session_cost(&x, m, slot[m], lead[m]);
        x.slot[m] = slot[m];
        x.lead[m] = lead[m];
    }
    return cost;
}

// ---- the comparison -----------------------------------------------------------------------------

// Prices of their own for each session, and some sessions closed, as other groups would do.
static void draw_costs(struct dates_path *path, struct rng *rng) {
    for (int32_t k = path->first * N; k < ROWS * N; k++)
        if (path->cost[k] < DATES_NEVER)
            path->cost[k] = draw(rng, 5) == 0 ? DATES_NEVER : path->cost[k] + draw(rng, 300000);
    for (int32_t k = 0; path->d->is_named && k < STAFF * N; k++)
        if (path->lead_cost[k] < DATES_NEVER)
            path->lead_cost[k] += draw(rng, 100000);
}

static bool compare(uint64_t seed, bool is_named) {
    struct rng rng = rng_seeded(seed);
    const struct plan_dates p = drawn_problem(&rng, is_named);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    int32_t slot[ROWS], lead[ROWS] = {0};
    dates_expand(arena, &p, &d, &conflicts);
    if (conflicts.n > 0)
        return false;
    struct dates_path path = dates_path_new(arena, &d);
    dates_path_own(&path, 0);
    draw_costs(&path, &rng);
    const int64_t best = best_through(&path, -1, -1);
    assert_int_equal(dates_path_solve(&path, slot, lead), best);
    assert_int_equal(dates_path_solve(&path, NULL, NULL), best);
    if (best < DATES_NEVER)
        assert_int_equal(cost_of(&path, slot, lead), best);
    if (is_named)
        return best < DATES_NEVER;
    int64_t around[ROWS * N];
    dates_path_around(&path, around);
    for (int32_t m = path.first; m < ROWS; m++)
        for (int32_t t = 0; t < N; t++) {
            const int64_t cost = path.cost[m * N + t];
            if (cost < DATES_NEVER)
                assert_int_equal(around[m * N + t] < DATES_NEVER ? around[m * N + t] + cost
                                                                 : DATES_NEVER,
                                 best_through(&path, m, t));
        }
    return best < DATES_NEVER;
}

static void as_cheap_as_trying_everything(void **state) {
    (void)state;
    int32_t n_pool = 0, n_named = 0;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        n_pool += compare(seed, false);
        n_named += compare(seed, true);
    }
    assert_true(n_pool >= 60 && n_named >= 40);
}

// ---- by hand ------------------------------------------------------------------------------------

// Two groups; the second is looked at. It was in slot 1 and in slot 4; slot 5 is closed to it.
static void pays_for_absence_and_moves(void **state) {
    (void)state;
    static const int32_t absent[] = {9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6};
    static const bool closed[12] = {[11] = true};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 6,
                                 .absent = absent,
                                 .closed = closed,
                                 .gap_least = 2,
                                 .previous = (const int32_t[]){0, 3, 1, 4},
                                 .move_cost = 10};
    static const int64_t first[] = {11, 2, 13, 14, 15, -1}, second[] = {11, 12, 13, 14, 5, -1};
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    struct dates_path path = dates_path_new(arena, &d);
    dates_path_own(&path, 1);
    assert_int_equal(path.first, 0);
    for (int32_t t = 0; t < 6; t++) {
        assert_int_equal(path.cost[t], first[t] < 0 ? DATES_NEVER : first[t] * DATES_ONE);
        assert_int_equal(path.cost[6 + t], second[t] < 0 ? DATES_NEVER : second[t] * DATES_ONE);
    }
}

// The second group's first module has been in slot 1; the next comes 2 to 4 slots later, best 3.
static void keeps_from_what_has_been(void **state) {
    (void)state;
    static const int32_t absent[] = {9, 9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 2,
                                 .n_slots = 7,
                                 .absent = absent,
                                 .gap_least = 2,
                                 .gap_most = 4,
                                 .rhythm = 3,
                                 .rhythm_slots = 1,
                                 .rhythm_cost = 10,
                                 .previous = (const int32_t[]){-1, -1, 1, -1},
                                 .fixed_before = 2};
    static const int64_t wanted[] = {-1, -1, -1, 14, 5, 16, -1};
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    struct dates_path path = dates_path_new(arena, &d);
    dates_path_own(&path, 1);
    assert_int_equal(path.first, 1);
    for (int32_t t = 0; t < 7; t++)
        assert_int_equal(path.cost[7 + t], wanted[t] < 0 ? DATES_NEVER : wanted[t] * DATES_ONE);
}

static void a_rhythm_counts_full_steps(void **state) {
    (void)state;
    const struct plan_dates p = {.rhythm = 10, .rhythm_slots = 3, .rhythm_cost = 7};
    struct dates d = {.problem = &p, .has_rhythm = true};
    static const int64_t steps[] = {2, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 2};
    for (int32_t k = 0; k < 13; k++)
        assert_int_equal(dates_rhythm_cost(&d, 4 + k), 7 * steps[k]); // 4..16
    d.has_rhythm = false;
    assert_int_equal(dates_rhythm_cost(&d, 4), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_cheap_as_trying_everything),
        cmocka_unit_test(pays_for_absence_and_moves),
        cmocka_unit_test(keeps_from_what_has_been),
        cmocka_unit_test(a_rhythm_counts_full_steps),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
