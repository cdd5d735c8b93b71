// SPDX-License-Identifier: EUPL-1.2
// The staffing engine against all teams of small problems, with hours counted by another theorem
// than the solver uses; against cases worked by hand; and against plans that break each rule.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "plan/allocation/staff.h"

enum { PEOPLE = 3, PACKAGES = 3, SKILLS = 2, CELLS = PEOPLE * PACKAGES, ROUNDS = 60 };

TEST_ARENA((size_t)1 << 30);

// Work is counted, not timed: so many looks are always the same work.
static bool look_a_few_times(void *context, const struct plan_progress *progress) {
    (void)progress;
    int32_t *left = context;
    return --*left > 0;
}

static struct plan_staffing_result solve(const struct plan_staffing *p, int32_t looks) {
    const struct plan_search search = {
        .seed = 1, .effort = 1, .progress = look_a_few_times, .context = &looks};
    struct plan_staffing_result result;
    plan_staffing_solve(arena, p, &search, &result);
    return result;
}

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

// ---- all teams ----------------------------------------------------------------------------------

struct small {
    struct plan_staffing p;
    double hours[PEOPLE], level[PEOPLE * SKILLS], demand[PACKAGES * SKILLS];
    int32_t packages_most[PEOPLE], least[PACKAGES], most[PACKAGES];
    bool needs_lead[PACKAGES], can_lead[PEOPLE];
    struct plan_place now[2], pinned[1];
    struct plan_want wishes[3];
};

static void draw_small(struct small *s, struct rng *rng, double scale) {
    *s = (struct small){.p = {.n_people = PEOPLE,
                              .n_packages = PACKAGES,
                              .n_skills = SKILLS,
                              .hours = s->hours,
                              .packages_most = s->packages_most,
                              .level = s->level,
                              .demand = s->demand,
                              .team_least = s->least,
                              .team_most = s->most,
                              .can_lead = s->can_lead,
                              .needs_lead = s->needs_lead,
                              .now = s->now,
                              .pinned = s->pinned,
                              .wishes = s->wishes}};
    for (int32_t k = 0; k < PEOPLE * SKILLS; k++)
        s->level[k] = draw(rng, 0, 1);
    for (int32_t k = 0; k < PACKAGES * SKILLS; k++)
        s->demand[k] = draw(rng, 0, 1) * draw(rng, 1, 9);
    for (int32_t i = 0; i < PEOPLE; i++) {
        s->hours[i] = draw(rng, 0, 20);
        s->packages_most[i] = draw(rng, 1, 3);
        s->can_lead[i] = draw(rng, 0, 1) == 1;
    }
    for (int32_t j = 0; j < PACKAGES; j++) {
        s->least[j] = draw(rng, 0, 3) == 0;
        s->most[j] = draw(rng, 1, 3);
        s->needs_lead[j] = draw(rng, 0, 3) == 0;
    }
    s->p.n_now = draw(rng, 0, 2);
    s->p.n_pinned = draw(rng, 0, 3) == 0;
    s->p.n_wishes = draw(rng, 0, 3);
    for (int32_t k = 0; k < 3; k++) { // no wish and no place twice
        s->wishes[k] = (struct plan_want){k, draw(rng, 0, 2), draw(rng, 1, 6)};
        if (k < 2)
            s->now[k] = (struct plan_place){k, draw(rng, 0, 2)};
    }
    s->pinned[0] = (struct plan_place){draw(rng, 0, 2), draw(rng, 0, 2)};
    s->p.changed_most = draw(rng, 0, 3) == 0 ? 2 : -1;
    s->p.member_cost = 10 * scale;
    s->p.change_cost = 4 * scale;
    s->p.wish_worth = 2 * scale;
    s->p.unmet_cost = 50 * scale;
    s->p.backup_cost = draw(rng, 0, 1) * 3 * scale;
    s->p.unheard_cost = draw(rng, 0, 1) * 5 * scale;
}

// Hours that stay undone at level 1: the most by which any set of asks exceeds the hours of all who
// could work on one of them.
static double unmet(const struct small *s, int32_t teams) {
    double worst = 0;
    for (int32_t set = 0; set < 1 << (PACKAGES * SKILLS); set++) {
        double lack = 0;
        for (int32_t q = 0; q < PACKAGES * SKILLS; q++)
            lack += set >> q & 1 ? s->demand[q] : 0;
        for (int32_t i = 0; i < PEOPLE; i++) {
            bool is_near = false;
            for (int32_t q = 0; q < PACKAGES * SKILLS; q++)
                is_near |= (set >> q & 1) && (teams >> (q / SKILLS * PEOPLE + i) & 1) &&
                           s->level[i * SKILLS + q % SKILLS] > 0;
            lack -= is_near ? s->hours[i] : 0;
        }
        worst = fmax(worst, lack);
    }
    return worst;
}

// What the recount says of teams, each with one line without hours: rules and cost but for hours.
static double exhaust(const struct small *s) {
    double best = INFINITY;
    for (int32_t teams = 0; teams < 1 << CELLS; teams++) {
        struct plan_work work[CELLS];
        int32_t n = 0;
        for (int32_t k = 0; k < CELLS; k++) {
            if (teams >> k & 1)
                work[n++] = (struct plan_work){k % PEOPLE, k / PEOPLE, 0, 0};
        }
        struct plan_staffing_score score;
        struct plan_conflicts broken;
        if (!plan_staffing_check(arena, &s->p, work, n, &score, &broken))
            continue;
        const double cost =
            score.cost - s->p.unmet_cost * score.unmet + s->p.unmet_cost * unmet(s, teams);
        best = fmin(best, cost);
    }
    return best;
}

static void small_problems_are_solved(void **state) {
    (void)state;
    struct rng rng = rng_seeded(21);
    int32_t n_possible = 0;
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small s;
        draw_small(&s, &rng, round % 2 == 0 ? 1 : 7);
        const double best = exhaust(&s);
        const struct plan_staffing_result result = solve(&s.p, 1000);
        assert_true(plan_staffing_bound(arena, &s.p) <= best);
        if (best == INFINITY) {
            assert_true(result.end == PLAN_INFEASIBLE && result.conflicts.n > 0);
            continue;
        }
        n_possible++;
        assert_true(result.work != NULL);
        assert_true(fabs(result.score.cost - best) < 1e-5);
        assert_true(result.bound <= best && result.bound > best - 1e-4 - 2e-6 * fabs(best));
    }
    assert_true(n_possible > ROUNDS / 2);
}

// ---- by hand ------------------------------------------------------------------------------------

// Two people of 10 hours, one package with 10 hours of each of two skills. Each is an expert (1.0)
// in one skill and learns (0.5) the other: only if each does what he is good at, all is done.
static void everybody_does_what_he_is_good_at(void **state) {
    (void)state;
    const double hours[] = {10, 10}, level[] = {0.5, 1, 1, 0.5}, demand[] = {10, 10};
    const int32_t most[] = {1, 1};
    const struct plan_staffing p = {.n_people = 2,
                                    .n_packages = 1,
                                    .n_skills = 2,
                                    .hours = hours,
                                    .packages_most = most,
                                    .level = level,
                                    .demand = demand,
                                    .changed_most = -1,
                                    .member_cost = 10,
                                    .change_cost = 4,
                                    .wish_worth = 2,
                                    .unmet_cost = 50};
    const struct plan_staffing_result result = solve(&p, 2);
    assert_true(result.score.unmet < 1e-6);
    assert_true(fabs(result.score.cost - 28) < 1e-4); // two members, both new
    assert_int_equal(result.n_work, 2);
    // One person alone would leave 10 hours undone: the bound must see that two are needed nearly.
    assert_true(result.bound > 20 && result.bound <= 28);
}

// Person 0 can do both packages, person 1 only the first. 12 hours each; the first asks 10, the
// second 12. If 0 helped with the first, hours of the second would stay undone.
static void hours_go_where_nobody_else_can(void **state) {
    (void)state;
    const double hours[] = {12, 12}, level[] = {1, 1, 1, 0}, demand[] = {10, 0, 0, 12};
    const int32_t most[] = {2, 2};
    const struct plan_place now[] = {{0, 0}, {0, 1}, {1, 0}};
    const struct plan_staffing p = {.n_people = 2,
                                    .n_packages = 2,
                                    .n_skills = 2,
                                    .hours = hours,
                                    .packages_most = most,
                                    .level = level,
                                    .demand = demand,
                                    .now = now,
                                    .n_now = 3,
                                    .pinned = now,
                                    .n_pinned = 3,
                                    .changed_most = -1,
                                    .member_cost = 10,
                                    .unmet_cost = 50,
                                    .strain_cost = 1};
    const struct plan_staffing_result result = solve(&p, 2);
    assert_true(result.score.unmet < 1e-6 && result.score.members == 3);
    assert_true(fabs(result.score.strain - 0.6) < 1e-6); // 12 of 12 hours, 0.6 above 95 %
    assert_true(fabs(result.score.cost - 30.6) < 1e-4);
}

// ---- rules --------------------------------------------------------------------------------------

static struct small by_hand(void) {
    struct small s = {.hours = {10, 10, 10},
                      .level = {1, 0, 1, 1, 0, 1},
                      .demand = {5, 0, 0, 5, 0, 0},
                      .packages_most = {1, 2, 2},
                      .least = {1, 0, 0},
                      .most = {2, 2, 1},
                      .needs_lead = {true, false, false},
                      .can_lead = {true, true, false},
                      .pinned = {{1, 1}}};
    s.p = (struct plan_staffing){.n_people = PEOPLE,
                                 .n_packages = PACKAGES,
                                 .n_skills = SKILLS,
                                 .changed_most = 2,
                                 .n_pinned = 1,
                                 .member_cost = 10,
                                 .unmet_cost = 50};
    return s;
}

static void point(struct small *s) {
    s->p.hours = s->hours;
    s->p.packages_most = s->packages_most;
    s->p.level = s->level;
    s->p.demand = s->demand;
    s->p.team_least = s->least;
    s->p.team_most = s->most;
    s->p.needs_lead = s->needs_lead;
    s->p.can_lead = s->can_lead;
    s->p.pinned = s->pinned;
}

static void broken_plans_are_seen(void **state) {
    (void)state;
    struct small s = by_hand();
    point(&s);
    static const struct {
        struct plan_work work[3];
        int32_t n;
        enum plan_rule rule;
    } PLANS[] = {
        {{{0, 0, 0, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_N},
        {{{0, 0, 0, 10.5}, {1, 1, 1, 5}}, 2, PLAN_RULE_HOURS},
        {{{0, 0, 0, 5}, {0, 2, 0, 0}, {1, 1, 1, 5}}, 3, PLAN_RULE_PACKAGES},
        {{{0, 0, 1, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_WORK},
        {{{0, 0, 7, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_WORK},
        {{{0, 0, 0, -5}, {1, 1, 1, 5}}, 2, PLAN_RULE_WORK},
        {{{9, 0, 0, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_PERSON},
        {{{0, 9, 0, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_PERSON},
        {{{1, 1, 1, 5}}, 1, PLAN_RULE_TEAM},
        {{{2, 0, 1, 5}, {1, 1, 1, 5}}, 2, PLAN_RULE_LEAD},
        {{{1, 0, 0, 5}, {2, 1, 1, 5}}, 2, PLAN_RULE_PINNED},
        {{{0, 0, 0, 5}, {1, 1, 1, 5}, {2, 1, 1, 0}}, 3, PLAN_RULE_CHANGES},
    };
    for (size_t k = 0; k < COUNT_OF(PLANS); k++) {
        struct plan_staffing_score score;
        struct plan_conflicts broken;
        const bool is_valid =
            plan_staffing_check(arena, &s.p, PLANS[k].work, PLANS[k].n, &score, &broken);
        assert_int_equal(is_valid, PLANS[k].rule == PLAN_RULE_N);
        if (!is_valid)
            assert_int_equal(broken.list[0].rule, PLANS[k].rule);
    }
}

static void assert_refused(struct small s, enum plan_rule rule) {
    point(&s);
    const struct plan_staffing_result result = solve(&s.p, 2);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    assert_int_equal(result.conflicts.list[0].rule, rule);
    assert_null(result.work);
}

static void contradictions_are_named(void **state) {
    (void)state;
    struct small s = by_hand();
    s.hours[1] = -1;
    assert_refused(s, PLAN_RULE_NUMBERS);
    s = by_hand();
    s.demand[2] = NAN;
    assert_refused(s, PLAN_RULE_NUMBERS);
    s = by_hand();
    s.pinned[0].package = 3;
    assert_refused(s, PLAN_RULE_NUMBERS);
    s = by_hand();
    s.packages_most[1] = 0;
    assert_refused(s, PLAN_RULE_PACKAGES);
    s = by_hand();
    s.can_lead[0] = s.can_lead[1] = false;
    assert_refused(s, PLAN_RULE_LEAD);
    s = by_hand();
    s.least[2] = s.most[2] = 4;
    assert_refused(s, PLAN_RULE_TEAM);
    s = by_hand();
    s.p.changed_most = 0;
    assert_refused(s, PLAN_RULE_CHANGES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_problems_are_solved),
        cmocka_unit_test(everybody_does_what_he_is_good_at),
        cmocka_unit_test(hours_go_where_nobody_else_can),
        cmocka_unit_test(broken_plans_are_seen),
        cmocka_unit_test(contradictions_are_named),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
