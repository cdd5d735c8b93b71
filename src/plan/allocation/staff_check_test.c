// SPDX-License-Identifier: EUPL-1.2
// The recount of teams, with costs added by hand, each rule of it just within its edge and just
// beyond, and so the numbers that recount and solver accept.
#include <math.h>

#include "base/testing.h"

#include "plan/conflict.h"

TEST_ARENA((size_t)1 << 30);

enum { PEOPLE = 3, PACKAGES = 2, SKILLS = 2, LINES = 6 };

struct team {
    struct plan_staffing p;
    double hours[PEOPLE], level[PEOPLE * SKILLS], demand[PACKAGES * SKILLS];
    int32_t packages_most[PEOPLE], least[PACKAGES], most[PACKAGES];
    bool needs_lead[PACKAGES], can_lead[PEOPLE];
    struct plan_place now[2], pinned[1];
    struct plan_want wishes[4];
    struct plan_work work[LINES];
    int32_t n_work;
};

// Person 1 goes from package 0 to 1, person 2 joins package 0, where person 0 stays.
static struct team team(void) {
    return (struct team){.p = {.n_people = PEOPLE,
                               .n_packages = PACKAGES,
                               .n_skills = SKILLS,
                               .n_now = 2,
                               .n_pinned = 1,
                               .n_wishes = 4,
                               .changed_most = 2,
                               .member_cost = 100,
                               .change_cost = 10,
                               .wish_worth = 3,
                               .unmet_cost = 7,
                               .backup_cost = 1000,
                               .unheard_cost = 9000,
                               .strain_cost = 4},
                         .hours = {10, 10, 10},
                         .level = {1, 0.5, 0, 1, 1, 1},
                         .demand = {8, 4, 0, 6},
                         .packages_most = {1, 1, 1},
                         .least = {2, 1},
                         .most = {2, 1},
                         .needs_lead = {true, false},
                         .can_lead = {true, false, false},
                         .now = {{0, 0}, {1, 0}},
                         .pinned = {{0, 0}},
                         .wishes = {{0, 0, 2}, {1, 1, 3}, {1, 0, 9}, {2, 1, 1.5}},
                         .work = {{0, 0, 0, 7.75}, {0, 0, 1, 2}, {2, 0, 1, 1.5}, {1, 1, 1, 10}},
                         .n_work = 4};
}

static void point(struct team *t) {
    t->p.hours = t->hours;
    t->p.level = t->level;
    t->p.demand = t->demand;
    t->p.packages_most = t->packages_most;
    t->p.team_least = t->least;
    t->p.team_most = t->most;
    t->p.needs_lead = t->needs_lead;
    t->p.can_lead = t->can_lead;
    t->p.now = t->now;
    t->p.pinned = t->pinned;
    t->p.wishes = t->wishes;
}

static struct plan_staffing_score score_of(struct team *t, struct plan_conflicts *broken) {
    struct plan_staffing_score score;
    point(t);
    const bool is_valid = plan_staffing_check(arena, &t->p, t->work, t->n_work, &score, broken);
    assert_int_equal(is_valid, broken->n == 0);
    return score;
}

static void costs_of_teams_are_added(void **state) {
    (void)state;
    struct team t = team();
    struct plan_conflicts broken;
    const struct plan_staffing_score score = score_of(&t, &broken);
    assert_int_equal(broken.n, 0);
    assert_int_equal(score.members, 3);
    assert_int_equal(score.changes, 2);
    assert_int_equal(score.changed, 2);
    assert_int_equal(score.backups, 2); // skill 1 of both; skill 0 of package 1 is not asked
    assert_int_equal(score.unheard, 1); // person 2
    assert_true(fabs(score.wishes - 5) < 1e-9);
    assert_true(fabs(score.unmet - (0.25 + 1.5)) < 1e-9); // hours too many elsewhere do not help
    assert_true(fabs(score.strain - (0.25 + 0.5)) < 1e-9);
    assert_true(fabs(score.cost - (300 + 20 - 15 + 12.25 + 2000 + 9000 + 3)) < 1e-9);
}

// What is counted of people, whoever they are: the first, the last, nobody.
static void changes_are_counted_by_person(void **state) {
    (void)state;
    struct plan_conflicts broken;
    struct team t = team();
    t.n_work = 2;
    t.work[1] = (struct plan_work){1, 0, 1, 2}; // as today
    struct plan_staffing_score score = score_of(&t, &broken);
    assert_true(score.changes == 0 && score.changed == 0 && score.unheard == 1);
    t.wishes[0].package = 1; // person 0 is not heard either
    t.now[0] = (struct plan_place){2, 1};
    score = score_of(&t, &broken);
    assert_int_equal(score.changes, 1); // person 0 comes,
    assert_int_equal(score.changed, 2); // person 2 goes
    assert_int_equal(score.unheard, 2);
}

static void assert_team(struct team t, enum plan_rule rule, int32_t have, int32_t need) {
    struct plan_conflicts broken;
    score_of(&t, &broken);
    assert_int_equal(broken.n, rule != PLAN_RULE_N);
    if (broken.n == 0)
        return;
    assert_int_equal(broken.list[0].rule, rule);
    assert_int_equal(broken.list[0].have, have);
    assert_int_equal(broken.list[0].need, need);
}

static void rules_of_teams_have_edges(void **state) {
    (void)state;
    struct team t = team();
    t.work[3].hours = 10 + 5e-7; // a plan written in decimals
    assert_team(t, PLAN_RULE_N, 0, 0);
    t.work[3].hours = 10 + 5e-6;
    assert_team(t, PLAN_RULE_HOURS, 11, 10);
    t.work[3].hours = 1e6;
    assert_team(t, PLAN_RULE_HOURS, 1000000, 10);
    t = team();
    t.least[0] = 3;
    t.most[0] = 3;
    assert_team(t, PLAN_RULE_TEAM, 2, 3);
    t = team();
    t.least[0] = t.most[0] = 1;
    assert_team(t, PLAN_RULE_TEAM, 2, 1);
    t = team();
    t.p.changed_most = 1;
    assert_team(t, PLAN_RULE_CHANGES, 2, 1);
    t.p.changed_most = 0;
    assert_team(t, PLAN_RULE_CHANGES, 2, 0);
    t.p.changed_most = -1;
    assert_team(t, PLAN_RULE_N, 0, 0);
    t.can_lead[0] = false; // nobody of the team; person 1 is elsewhere
    t.can_lead[1] = true;
    assert_team(t, PLAN_RULE_LEAD, 2, -1);
    t = team();
    t.pinned[0] = (struct plan_place){1, 0};
    assert_team(t, PLAN_RULE_PINNED, -1, -1);
    t = team();
    t.most[1] = 2;
    t.p.changed_most = -1;
    t.work[t.n_work++] = (struct plan_work){2, 1, 0, 0};
    assert_team(t, PLAN_RULE_PACKAGES, 2, 1);
    t.packages_most[2] = 2;
    assert_team(t, PLAN_RULE_N, 0, 0);
}

static void lines_have_edges(void **state) {
    (void)state;
    static const struct {
        struct plan_work line; // after those of the plan
        enum plan_rule rule;
    } MORE[] = {
        {{1, 1, 0, 0}, PLAN_RULE_N}, // without hours, no skill is needed
        {{1, 1, 0, 1e-9}, PLAN_RULE_WORK}, {{2, 0, 1, -1e-9}, PLAN_RULE_WORK},
        {{2, 0, 1, NAN}, PLAN_RULE_WORK},  {{2, 0, 1, 1.1e6}, PLAN_RULE_WORK},
        {{2, 0, -1, 1}, PLAN_RULE_WORK},   {{2, 0, SKILLS, 1}, PLAN_RULE_WORK},
        {{-1, 0, 1, 1}, PLAN_RULE_PERSON}, {{PEOPLE, 0, 1, 1}, PLAN_RULE_PERSON},
        {{2, -1, 1, 1}, PLAN_RULE_PERSON}, {{2, PACKAGES, 1, 1}, PLAN_RULE_PERSON},
    };
    for (size_t k = 0; k < COUNT_OF(MORE); k++) {
        struct team t = team();
        struct plan_conflicts broken;
        t.work[t.n_work++] = MORE[k].line;
        score_of(&t, &broken);
        assert_int_equal(broken.n, MORE[k].rule != PLAN_RULE_N);
        if (broken.n > 0)
            assert_int_equal(broken.list[0].rule, MORE[k].rule);
    }
}

// Whether the recount and the solver refuse the numbers; the bound asks the same as the solver.
static void assert_team_refused(struct team *t, bool is_by_recount, bool is_refused) {
    struct plan_conflicts broken;
    score_of(t, &broken);
    assert_int_equal(broken.n > 0 && broken.list[0].rule == PLAN_RULE_NUMBERS, is_by_recount);
    assert_int_equal(plan_staffing_bound(arena, &t->p) == -INFINITY, is_refused);
}

static void whole_numbers_of_teams_have_edges(void **state) {
    (void)state;
    struct team t;
    const struct {
        int32_t *number, within, beyond;
        bool is_solver_alone;
    } EDGES[] = {
        {&t.p.n_people, PEOPLE, 0, false},
        {&t.p.n_people, PEOPLE, PLAN_STAFFING_PEOPLE_MAX + 1, false},
        {&t.p.n_packages, PACKAGES, 0, false},
        {&t.p.n_packages, PACKAGES, PLAN_STAFFING_PACKAGES_MAX + 1, false},
        {&t.p.n_skills, SKILLS, 0, false},
        {&t.p.n_skills, SKILLS, PLAN_STAFFING_SKILLS_MAX + 1, false},
        {&t.now[0].person, 0, -1, false},
        {&t.wishes[0].package, 0, -1, false},
        {&t.now[1].person, 0, -1, false},
        {&t.now[1].person, PEOPLE - 1, PEOPLE, false},
        {&t.now[1].package, 0, -1, false},
        {&t.now[1].package, PACKAGES - 1, PACKAGES, false},
        {&t.pinned[0].person, 0, -1, false},
        {&t.pinned[0].person, PEOPLE - 1, PEOPLE, false},
        {&t.pinned[0].package, 0, -1, false},
        {&t.pinned[0].package, PACKAGES - 1, PACKAGES, false},
        {&t.wishes[3].person, 0, -1, false},
        {&t.wishes[3].person, PEOPLE - 1, PEOPLE, false},
        {&t.wishes[3].package, 0, -1, false},
        {&t.wishes[3].package, PACKAGES - 1, PACKAGES, false},
        {&t.p.changed_most, -1, -2, true},
        {&t.packages_most[1], 0, -1, true},
        {&t.least[1], 0, -1, true},
        {&t.most[0], 2, 1, true}, // at least 2
    };
    for (size_t k = 0; k < COUNT_OF(EDGES); k++) {
        t = team();
        *EDGES[k].number = EDGES[k].within;
        assert_team_refused(&t, false, false);
        *EDGES[k].number = EDGES[k].beyond;
        assert_team_refused(&t, !EDGES[k].is_solver_alone, true);
    }
    t = team();
    t.p.n_people = t.p.n_packages = 4097; // each allowed, not together
    assert_team_refused(&t, true, true);
}

static void decimals_of_teams_have_edges(void **state) {
    (void)state;
    struct team t;
    const struct {
        double *number, least, most;
    } EDGES[] = {
        {&t.hours[2], 0, PLAN_STAFFING_HOURS_MAX},
        {&t.demand[3], 0, PLAN_STAFFING_HOURS_MAX},
        {&t.level[5], 0, 10},
        {&t.level[5], 0.01, 10},
        {&t.wishes[3].wish, 0, 1000},
        {&t.p.member_cost, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.change_cost, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.wish_worth, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.unmet_cost, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.backup_cost, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.unheard_cost, 0, PLAN_STAFFING_COST_MAX},
        {&t.p.strain_cost, 0, PLAN_STAFFING_COST_MAX},
    };
    for (size_t k = 0; k < COUNT_OF(EDGES); k++) {
        const double numbers[] = {EDGES[k].least, EDGES[k].most, EDGES[k].least - 1e-3,
                                  EDGES[k].most + 1e-3, NAN};
        for (size_t q = 0; q < COUNT_OF(numbers); q++) {
            t = team();
            point(&t);
            *EDGES[k].number = numbers[q];
            assert_int_equal(plan_staffing_bound(arena, &t.p) == -INFINITY, q > 1);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_of_teams_are_added),
        cmocka_unit_test(changes_are_counted_by_person),
        cmocka_unit_test(rules_of_teams_have_edges),
        cmocka_unit_test(lines_have_edges),
        cmocka_unit_test(whole_numbers_of_teams_have_edges),
        cmocka_unit_test(decimals_of_teams_have_edges),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
