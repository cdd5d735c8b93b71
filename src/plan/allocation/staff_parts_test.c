// SPDX-License-Identifier: EUPL-1.2
// The parts of the staffing engine, each against something that shares nothing with it: teams on
// the way against the recount, the division of hours against a linear programme, and the bound
// against all teams of small problems.
#include <math.h>

#include "base/testing.h"

#include "plan/allocation/staff_testing.h"
#include "plan/mip/mip.h"

TEST_ARENA((size_t)1 << 31);

// ---- teams on the way ---------------------------------------------------------------------------

// How far the teams are from the rules that the state counts.
static int32_t n_broken(const struct plan_conflicts *broken) {
    int32_t n = 0;
    for (int32_t k = 0; k < broken->n; k++) {
        const struct plan_conflict *c = &broken->list[k];
        if (c->rule == PLAN_RULE_TEAM || c->rule == PLAN_RULE_CHANGES)
            n += abs(c->have - c->need);
        n += c->rule == PLAN_RULE_LEAD;
        assert_int_not_equal(c->rule, PLAN_RULE_HOURS);
        assert_int_not_equal(c->rule, PLAN_RULE_WORK);
    }
    return n;
}

static void assert_lists(const struct staff_state *s) {
    const struct staff *r = s->r;
    int32_t n_team = 0, n_load = 0, n_in = 0;
    for (int32_t j = 0; j < r->n; j++) {
        n_team += s->team_n[j];
        for (int32_t q = 0; q < s->team_n[j]; q++)
            assert_int_equal(s->place[staff_cell(r, s->team[staff_cell(r, q, j)], j)], q);
        for (int32_t i = 0; i < r->m; i++)
            n_in += staff_is_in(s, i, j);
    }
    for (int32_t i = 0; i < r->m; i++) {
        n_load += s->load_n[i];
        for (int32_t q = 0; q < s->load_n[i]; q++) {
            const int32_t j = s->load[i * r->n + q];
            assert_true(staff_is_in(s, i, j) && s->load_place[staff_cell(r, i, j)] == q);
        }
    }
    assert_true(n_team == n_in && n_load == n_in);
}

static void assert_recount(const struct staff_state *s, struct staff_hours *h) {
    const struct plan_staffing *p = s->r->p;
    struct plan_staffing_score score;
    struct plan_conflicts broken;
    int32_t n;
    const struct plan_work *work = staff_hours_write(arena, s, h, &n);
    plan_staffing_check(arena, p, work, n, &score, &broken);
    assert_lists(s);
    assert_int_equal(s->broken_all, n_broken(&broken));
    assert_int_equal(s->changed, score.changed);
    assert_true(fabs(s->unmet_all - score.unmet) < 1e-6);
    assert_true(fabs(staff_true_cost(s) - score.cost - STAFF_BROKEN * s->broken_all) < 1e-4);
    const double cost = score.cost + (s->unmet_price - p->unmet_cost) * score.unmet +
                        s->broken_price * s->broken_all;
    assert_true(fabs(s->cost - cost) < 1e-4);
}

// Hours are divided after each change, as the search does, or left as they are after an entry.
static void teams_on_the_way_cost_what_the_recount_says(void **state) {
    (void)state;
    struct rng rng = rng_seeded(31);
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small small;
        const struct staff r = draw_staff(arena, &small, &rng);
        struct staff_hours *h = staff_hours_new(arena, &r), *out = staff_hours_new(arena, &r);
        struct staff_state s = staff_state_new(arena, &r), copy = staff_state_new(arena, &r);
        staff_empty(&s);
        assert_recount(&s, out);
        for (int32_t move = 0; move < 20; move++) {
            const int32_t i = draw(&rng, 0, PEOPLE - 1), j = draw(&rng, 0, PACKAGES - 1);
            const bool is_in = staff_is_in(&s, i, j);
            staff_copy(&copy, &s);
            if (is_in) {
                const double hours = s.hours[staff_cell(&r, i, j)];
                assert_true(fabs(staff_leave(&s, i, j) - hours) < 1e-12);
            } else {
                staff_enter(&s, i, j);
            }
            if (move % 5 == 0)
                staff_set_prices(&s, draw(&rng, 0, 9), draw(&rng, 0, 1000));
            staff_hours_clear(h);
            assert_true(staff_hours_add(&s, h, j));
            if (draw(&rng, 0, 1))
                assert_true(staff_hours_add(&s, h, draw(&rng, 0, PACKAGES - 1)));
            if (is_in || draw(&rng, 0, 2)) {
                staff_hours_divide(&s, h);
                staff_hours_commit(&s, h);
            }
            assert_recount(&s, out);
            assert_recount(&copy, out); // is not touched by what happens to the other
        }
    }
}

// ---- hours --------------------------------------------------------------------------------------

// What hours that are not done and strain cost at least in these packages, by a linear programme.
static double least_by_programme(const struct staff_state *s, const int32_t *package, int32_t n) {
    const struct staff *r = s->r;
    struct mip *mip = mip_begin(arena);
    int32_t day[PEOPLE], ease[PEOPLE];
    for (int32_t i = 0; i < PEOPLE; i++) {
        double elsewhere = s->used[i];
        for (int32_t a = 0; a < n; a++)
            elsewhere -= s->hours[staff_cell(r, i, package[a])];
        day[i] = mip_add_row(mip, -MIP_INFINITY, r->p->hours[i] - elsewhere);
        ease[i] = mip_add_row(mip, -MIP_INFINITY, 0.95 * r->p->hours[i] - elsewhere);
        mip_add_entry(mip, ease[i], mip_add_column(mip, 0, MIP_INFINITY, r->p->strain_cost, false),
                      -1);
    }
    for (int32_t a = 0; a < n; a++) {
        for (int32_t k = 0; k < SKILLS; k++) {
            const int32_t ask = mip_add_row(mip, staff_demand(r, package[a], k), MIP_INFINITY);
            mip_add_entry(mip, ask, mip_add_column(mip, 0, MIP_INFINITY, s->unmet_price, false), 1);
            for (int32_t i = 0; i < PEOPLE; i++) {
                if (!staff_is_in(s, i, package[a]) || staff_level(r, i, k) <= 0)
                    continue;
                const int32_t hours = mip_add_column(mip, 0, MIP_INFINITY, 0, false);
                mip_add_entry(mip, ask, hours, staff_level(r, i, k));
                mip_add_entry(mip, day[i], hours, 1);
                mip_add_entry(mip, ease[i], hours, 1);
            }
        }
    }
    struct mip_result result;
    mip_solve(mip, &(struct mip_search){0}, &result);
    assert_int_equal(result.end, MIP_OPTIMAL);
    return result.objective;
}

static double hours_cost(const struct staff_state *s, const int32_t *package, int32_t n) {
    double cost = 0;
    for (int32_t a = 0; a < n; a++)
        cost += s->unmet_price * s->unmet[package[a]];
    for (int32_t i = 0; i < PEOPLE; i++)
        cost += staff_strain(s->r, i, s->used[i]);
    return cost;
}

static void hours_are_divided_as_well_as_can_be(void **state) {
    (void)state;
    struct rng rng = rng_seeded(32);
    for (int32_t round = 0; round < 4 * ROUNDS; round++) {
        struct small small;
        const struct staff r = draw_staff(arena, &small, &rng);
        struct staff_hours *h = staff_hours_new(arena, &r);
        struct staff_state s = staff_state_new(arena, &r);
        set_teams(&s, h, draw(&rng, 0, (1 << CELLS) - 1));
        // Two or three of the packages anew, with somebody more in one of them.
        int32_t package[] = {0, 1, 2};
        const int32_t n = draw(&rng, 1, 3), i = draw(&rng, 0, PEOPLE - 1);
        rng_shuffle(&rng, package, PACKAGES);
        if (!staff_is_in(&s, i, package[0]))
            staff_enter(&s, i, package[0]);
        staff_hours_clear(h);
        for (int32_t a = 0; a < n; a++)
            assert_true(staff_hours_add(&s, h, package[a]));
        const double before = hours_cost(&s, package, n), cost = s.cost, unmet = s.unmet_all;
        const double least = least_by_programme(&s, package, n);
        staff_hours_divide(&s, h);
        assert_true(fabs(before - h->gain - least) < 1e-5);
        staff_hours_commit(&s, h);
        assert_true(fabs(hours_cost(&s, package, n) - least) < 1e-5);
        assert_true(fabs(cost - s.cost - h->gain) < 1e-9);
        assert_true(fabs(unmet - s.unmet_all - h->less_unmet) < 1e-9);
    }
}

// ---- bound --------------------------------------------------------------------------------------

// No valid plan costs less than the bound, and none with somebody in a place less than the bound
// and what the place is said to cost.
static void no_teams_cost_less_than_the_bound(void **state) {
    (void)state;
    struct rng rng = rng_seeded(33);
    int32_t n_dear = 0;
    for (int32_t round = 0; round < ROUNDS / 3; round++) {
        struct small small;
        const struct staff r = draw_staff(arena, &small, &rng);
        struct staff_hours *h = staff_hours_new(arena, &r);
        struct staff_state s = staff_state_new(arena, &r);
        const struct plan_search search = {.seed = 1, .effort = 1};
        struct staff_clock clock = {.search = &search, .total = 1 << 28, .bound = -1e9};
        double dear[CELLS], least[CELLS + 1];
        const double bound = staff_bound(arena, &r, &clock, INFINITY, dear);
        assert_true(clock.bound <= bound && clock.bound > bound - 1e-5);
        for (int32_t k = 0; k <= CELLS; k++)
            least[k] = INFINITY;
        for (int32_t teams = 0; teams < 1 << CELLS; teams++) {
            if (!is_allowed(&r, teams))
                continue;
            set_teams(&s, h, teams);
            for (int32_t k = 0; k <= CELLS && s.broken_all == 0; k++) {
                if (k == CELLS || teams >> k & 1)
                    least[k] = fmin(least[k], s.cost);
            }
        }
        assert_true(bound <= least[CELLS] + 1e-6);
        for (int32_t k = 0; k < CELLS; k++) {
            const double more = r.is_pin[k] ? 0 : dear[k]; // the bound has pinned places already
            assert_true(dear[k] >= 0 && bound + more <= least[k] + 1e-6);
            n_dear += dear[k] > 1;
        }
    }
    assert_true(n_dear > ROUNDS / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(teams_on_the_way_cost_what_the_recount_says),
        cmocka_unit_test(hours_are_divided_as_well_as_can_be),
        cmocka_unit_test(no_teams_cost_less_than_the_bound),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
