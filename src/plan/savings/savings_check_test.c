// SPDX-License-Identifier: EUPL-1.2
// The recount of savings: a plan of two quarters whose figures are worked by hand, then the same
// plan with one number spoiled for each rule; and moves that are explained by courses.
#include "plan/savings/test_savings.h"

#include "base/rng.h"

enum { FROM, TO, FAMILIES, QUARTERS = 2 };

// Ten people at 10 and five at 20, with two external at 30. A tenth of the first leave; two move in
// the first quarter and count half for that quarter only; one is hired in the second.
struct pair {
    struct plan_savings p;
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course course;
    double work[FAMILIES * QUARTERS], hires[QUARTERS], seats[QUARTERS];
    double seats_to[FAMILIES * QUARTERS];
    struct plan_savings_plan plan;
    double staff[FAMILIES * QUARTERS], leavers[FAMILIES * QUARTERS], hired[FAMILIES * QUARTERS];
    double external[FAMILIES * QUARTERS], moved[QUARTERS];
};

static void fill(struct pair *s) {
    *s = (struct pair){
        .families = {{10, 0, 1, 10, 19, 3, -1, 0.1}, {5, 2, 2, 20, 30, 4, 2, 0}},
        .course = {FROM, TO, 7},
        .work = {6, 6, 7, 8},
        .hires = {0, 1},
        .seats = {2, 0},
        .seats_to = {-1, -1, 2, 0},
        .staff = {7, 6.3, 7, 8},
        .leavers = {1, 0.7, 0, 0},
        .hired = {0, 0, 0, 1},
        .external = {0, 0, 1, 0},
        .moved = {2, 0},
    };
    s->p = (struct plan_savings){.n_families = FAMILIES,
                                 .n_quarters = QUARTERS,
                                 .n_courses = 1,
                                 .families = s->families,
                                 .courses = &s->course,
                                 .work = s->work,
                                 .hires_most = s->hires,
                                 .seats_most = s->seats,
                                 .seats_to = s->seats_to,
                                 .learning = 0.5,
                                 .learning_quarters = 1,
                                 .moves_once = true,
                                 .target = 230,
                                 .interest = 0.25};
    s->plan = (struct plan_savings_plan){s->staff, s->leavers, s->hired, s->external, s->moved};
}

static bool check(struct pair *s, struct plan_savings_score *score, enum plan_rule rule) {
    struct plan_conflicts conflicts;
    const bool is_valid = plan_savings_check(arena, &s->p, &s->plan, score, &conflicts);
    assert_int_equal(is_valid, conflicts.n == 0);
    for (int32_t k = 0; k < conflicts.n; k++)
        if (conflicts.list[k].rule == rule)
            return false;
    assert_true(rule == PLAN_RULE_N || is_valid);
    return is_valid;
}

// First quarter 70 + 140 + 30 and two courses at 7: 254, worth four fifths; second 63 + 160 and one
// hired at 4: 227, worth four fifths of four fifths. Before: 11 x 10, 7 x 20 and 2 x 30.
static void figures_by_hand(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    fill(&s);
    assert_true(check(&s, &score, PLAN_RULE_N));
    assert_true(is_near(score.cost, 254 * 0.8 + 227 * 0.64));
    assert_true(is_near(score.running_before, 310) && is_near(score.running, 223));
    assert_true(is_near(score.saved_external, 60));
    assert_true(is_near(score.saved_vacancies, 10 + 20)); // one of three is filled
    assert_true(is_near(score.saved_leaving, 17));
    assert_true(is_near(score.saved_moves, 20 - 40));
    assert_true(is_near(score.idle, 0.3) && score.short_by == 0);
    s.p.target = 200;
    s.p.short_cost = 2;
    assert_true(check(&s, &score, PLAN_RULE_N));
    assert_true(is_near(score.cost, 254 * 0.8 + 227 * 0.64 + 46) && is_near(score.short_by, 23));
}

// One more was to move, and half of one to be hired at another time: 1 and 0.5 + 1, at 6 each.
static void changes_are_counted(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    double hired[] = {0, 0, 0.5, 0}, moved[] = {3, 0};
    const struct plan_savings_plan before = {.hired = hired, .moved = moved};
    fill(&s);
    s.p.previous = &before;
    s.p.change_cost = 6;
    assert_true(check(&s, &score, PLAN_RULE_N));
    assert_true(is_near(score.changed, 2.5));
    assert_true(is_near(score.cost, 254 * 0.8 + 227 * 0.64 + 2.5 * 6));
    moved[1] = -1;
    assert_false(check(&s, &score, PLAN_RULE_NUMBERS));
}

// More hired than there were vacancies makes up for those who left.
static void hires_fill_vacancies_first(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    fill(&s);
    s.families[TO].vacancies = 0.25;
    assert_true(check(&s, &score, PLAN_RULE_N));
    assert_true(is_near(score.saved_vacancies, 10));
    assert_true(is_near(score.saved_leaving, 17 - 15));
}

static void each_rule_is_seen(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    const struct {
        double *place, by;
        enum plan_rule rule;
    } spoiled[] = {
        {&s.staff[1], -0.001, PLAN_RULE_SAVINGS_DISMISSED},
        {&s.staff[0], 0.001, PLAN_RULE_SAVINGS_APPEARED},
        {&s.leavers[0], 0.001, PLAN_RULE_SAVINGS_LEAVERS},
        {&s.leavers[1], -0.001, PLAN_RULE_SAVINGS_LEAVERS},
        {&s.external[2], -0.001, PLAN_RULE_SAVINGS_WORK},
        {&s.work[3], 0.001, PLAN_RULE_SAVINGS_WORK},
        {&s.p.learning, 0.001, PLAN_RULE_SAVINGS_WORK},
        {&s.external[3], 2.001, PLAN_RULE_SAVINGS_EXTERNAL},
        {&s.hires[1], -0.001, PLAN_RULE_SAVINGS_HIRES},
        {&s.seats[0], -0.001, PLAN_RULE_SAVINGS_COURSE},
        {&s.seats_to[2], -0.001, PLAN_RULE_SAVINGS_COURSE},
        {&s.moved[0], 7.001, PLAN_RULE_SAVINGS_PRESENT},
        {&s.p.target, -7.001, PLAN_RULE_SAVINGS_TARGET},
        {&s.external[0], -0.001, PLAN_RULE_SAVINGS_AMOUNT},
        {&s.moved[1], -0.001, PLAN_RULE_SAVINGS_AMOUNT},
        {&s.hired[2], NAN, PLAN_RULE_SAVINGS_AMOUNT},
        {&s.staff[3], HUGE_VAL, PLAN_RULE_SAVINGS_AMOUNT},
        {&s.course.cost, -8, PLAN_RULE_NUMBERS},
    };
    for (size_t k = 0; k < COUNT_OF(spoiled); k++) {
        fill(&s);
        *spoiled[k].place += spoiled[k].by;
        assert_false(check(&s, &score, spoiled[k].rule));
    }
    fill(&s); // as far as the limits go
    s.external[3] = 2;
    s.p.target = 223 + 60;
    assert_true(check(&s, &score, PLAN_RULE_N));
    fill(&s);
    s.p.learning_quarters = 2; // who moved is still slow in the second quarter
    assert_false(check(&s, &score, PLAN_RULE_SAVINGS_WORK));
}

// The conflict of a rule says where, who, how much there is and how much there should be.
static void conflicts_say_where_and_how_much(void **state) {
    (void)state;
    struct pair s;
    const struct {
        double *place, by;
        struct plan_conflict told;
    } spoiled[] = {
        {&s.staff[1], -1, {PLAN_RULE_SAVINGS_DISMISSED, 1, FROM, -1, 530, 630}},
        {&s.staff[1], 1, {PLAN_RULE_SAVINGS_APPEARED, 1, FROM, -1, 730, 630}},
        {&s.leavers[0], 1, {PLAN_RULE_SAVINGS_LEAVERS, 0, FROM, -1, 200, 100}},
        {&s.work[3], 1.5, {PLAN_RULE_SAVINGS_WORK, 1, TO, -1, 800, 950}},
        {&s.external[3], 3, {PLAN_RULE_SAVINGS_EXTERNAL, 1, TO, -1, 300, 200}},
        {&s.hires[1], -0.5, {PLAN_RULE_SAVINGS_HIRES, 1, -1, -1, 100, 50}},
        {&s.seats[0], -0.5, {PLAN_RULE_SAVINGS_COURSE, 0, -1, -1, 200, 150}},
        {&s.seats_to[2], -0.25, {PLAN_RULE_SAVINGS_COURSE, 0, TO, -1, 200, 175}},
        {&s.p.target, -30, {PLAN_RULE_SAVINGS_TARGET, 1, -1, -1, 22300, 20000}},
        {&s.external[0], -1, {PLAN_RULE_SAVINGS_AMOUNT, 0, FROM, -1, -100, -100}},
        {&s.moved[1], -1, {PLAN_RULE_SAVINGS_AMOUNT, 1, TO, -1, -100, -100}},
        {&s.staff[1], 1e9, {PLAN_RULE_SAVINGS_APPEARED, 1, FROM, -1, INT32_MAX, 630}},
    };
    for (size_t k = 0; k < COUNT_OF(spoiled); k++) {
        struct plan_savings_score score;
        struct plan_conflicts conflicts;
        fill(&s);
        *spoiled[k].place += spoiled[k].by;
        assert_false(plan_savings_check(arena, &s.p, &s.plan, &score, &conflicts));
        assert_memory_equal(&conflicts.list[0], &spoiled[k].told, sizeof spoiled[k].told);
    }
}

// No external hire at all, and limits of seats that are not there.
static void nothing_allowed_is_a_limit_too(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    fill(&s);
    s.families[TO].external_most = 0;
    assert_false(check(&s, &score, PLAN_RULE_SAVINGS_EXTERNAL));
    s.external[2] = 0;
    s.work[2] = 6;
    assert_true(check(&s, &score, PLAN_RULE_N));
    s.p.hires_most = s.p.seats_most = s.p.seats_to = NULL;
    assert_true(check(&s, &score, PLAN_RULE_N));
    fill(&s);
    s.families[FROM].external_most = 0; // which it does not use
    assert_true(check(&s, &score, PLAN_RULE_N));
}

// Nine are there after one left: nine may move, and without the rule also who has just come.
static void who_was_there_may_move(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    fill(&s);
    s.moved[0] = s.seats[0] = s.seats_to[2] = 9;
    s.staff[0] = s.leavers[1] = s.staff[1] = 0;
    s.external[0] = s.external[1] = 6;
    s.staff[2] = 14;
    s.staff[3] = 15;
    s.p.target = 1000;
    assert_true(check(&s, &score, PLAN_RULE_N));
}

// Half of what is rounded passes, also where nothing is allowed at all; twice as much does not.
static void rounding_is_no_fault(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    const struct {
        double *place, by;
        enum plan_rule rule;
    } rounded[] = {
        {&s.staff[3], 1e-5, PLAN_RULE_SAVINGS_APPEARED},
        {&s.moved[1], 1e-5, PLAN_RULE_SAVINGS_COURSE},
        {&s.hired[2], 1e-5, PLAN_RULE_SAVINGS_HIRES},
        {&s.leavers[2], 1e-5, PLAN_RULE_SAVINGS_LEAVERS},
        {&s.p.target, -223e-6, PLAN_RULE_SAVINGS_TARGET},
    };
    for (size_t k = 0; k < COUNT_OF(rounded); k++) {
        for (int halves = 1; halves <= 4; halves += 3) {
            fill(&s);
            if (rounded[k].rule == PLAN_RULE_SAVINGS_TARGET)
                s.p.target = 223; // all that it costs
            *rounded[k].place += rounded[k].by * halves / 2;
            const enum plan_rule rule = halves > 1 ? rounded[k].rule : PLAN_RULE_N;
            assert_int_equal(check(&s, &score, rule), halves == 1);
        }
    }
}

// A thousand times as many people are not let off a thousand times as much: 0.000009 FTE passes for
// each rule, and 0.000011 does not.
static void many_people_have_the_same_bound(void **state) {
    (void)state;
    struct pair s;
    struct plan_savings_score score;
    const struct {
        double *place, sign;
        enum plan_rule rule;
    } moved[] = {
        {&s.staff[1], -1, PLAN_RULE_SAVINGS_DISMISSED},
        {&s.staff[1], 1, PLAN_RULE_SAVINGS_APPEARED},
        {&s.leavers[1], 1, PLAN_RULE_SAVINGS_LEAVERS},
        {&s.leavers[1], -1, PLAN_RULE_SAVINGS_LEAVERS},
        {&s.work[3], 1, PLAN_RULE_SAVINGS_WORK},
        {&s.families[TO].external_most, -1, PLAN_RULE_SAVINGS_EXTERNAL},
        {&s.hires[1], -1, PLAN_RULE_SAVINGS_HIRES},
        {&s.seats[0], -1, PLAN_RULE_SAVINGS_COURSE},
        {&s.seats_to[2], -1, PLAN_RULE_SAVINGS_COURSE},
    };
    for (size_t k = 0; k < COUNT_OF(moved); k++) {
        for (int millionths = 9; millionths <= 11; millionths += 2) {
            fill(&s);
            s.families[FROM].staff *= 1000;
            s.families[TO].staff *= 1000;
            for (int c = 0; c < FAMILIES * QUARTERS; c++) {
                s.work[c] *= 1000, s.staff[c] *= 1000, s.leavers[c] *= 1000;
                s.hired[c] *= 1000, s.external[c] *= 1000;
            }
            for (int t = 0; t < QUARTERS; t++)
                s.hires[t] *= 1000, s.seats[t] *= 1000, s.moved[t] *= 1000;
            s.seats_to[2] *= 1000;
            s.p.target *= 1000;
            s.families[TO].external_most = s.external[2];
            assert_true(check(&s, &score, PLAN_RULE_N));
            *moved[k].place += moved[k].sign * millionths * 1e-6;
            const enum plan_rule rule = millionths > 10 ? moved[k].rule : PLAN_RULE_N;
            assert_int_equal(check(&s, &score, rule), millionths < 10);
        }
    }
}

// ---- moves -------------------------------------------------------------------------------------

enum { N = 3, COURSES = 5, MOST = 3 };

// All ways to use the courses that give these sums; the cheapest.
static double cheapest(const struct plan_savings *p, const double *out, const double *in) {
    double best = HUGE_VAL;
    for (int code = 0; code < 1024; code++) { // four amounts in five courses
        double left[N], come[N], cost = 0;
        memcpy(left, out, sizeof left);
        memcpy(come, in, sizeof come);
        for (int a = 0; a < COURSES; a++) {
            const int people = code >> (2 * a) & MOST;
            left[p->courses[a].from] -= people;
            come[p->courses[a].to] -= people;
            cost += people * p->courses[a].cost;
        }
        bool is_exact = true;
        for (int f = 0; f < N; f++)
            is_exact &= left[f] == 0 && come[f] == 0;
        best = is_exact ? fmin(best, cost) : best;
    }
    return best;
}

static void moves_are_explained_at_least_cost(void **state) {
    (void)state;
    struct rng rng = rng_seeded(2);
    struct plan_savings_course courses[COURSES];
    const struct plan_savings p = {.n_families = N, .n_courses = COURSES, .courses = courses};
    int explained = 0, unexplained = 0;
    for (int round = 0; round < 400; round++) {
        double out[N] = {0}, in[N] = {0};
        for (int a = 0; a < COURSES; a++) {
            const int32_t from = (int32_t)rng_below(&rng, N);
            const int32_t to = (from + 1 + (int32_t)rng_below(&rng, N - 1)) % N;
            courses[a] = (struct plan_savings_course){from, to, rng_below(&rng, 9)};
        }
        for (int k = 0; k < 3; k++) { // at most as many as one course takes in `cheapest`
            out[rng_below(&rng, N)]++;
            in[rng_below(&rng, N)]++;
        }
        const double best = cheapest(&p, out, in);
        double *moved, cost = 0;
        if (!plan_savings_moves(arena, &p, out, in, &moved)) {
            assert_true(best == HUGE_VAL);
            unexplained++;
            continue;
        }
        explained++;
        for (int a = 0; a < COURSES; a++) {
            assert_true(moved[a] >= 0);
            cost += moved[a] * courses[a].cost;
            out[courses[a].from] -= moved[a];
            in[courses[a].to] -= moved[a];
        }
        for (int f = 0; f < N; f++)
            assert_true(fabs(out[f]) < 1e-9 && fabs(in[f]) < 1e-9);
        assert_true(is_near(cost, best));
    }
    assert_true(explained > 50 && unexplained > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_by_hand),
        cmocka_unit_test(changes_are_counted),
        cmocka_unit_test(hires_fill_vacancies_first),
        cmocka_unit_test(each_rule_is_seen),
        cmocka_unit_test(conflicts_say_where_and_how_much),
        cmocka_unit_test(nothing_allowed_is_a_limit_too),
        cmocka_unit_test(who_was_there_may_move),
        cmocka_unit_test(rounding_is_no_fault),
        cmocka_unit_test(many_people_have_the_same_bound),
        cmocka_unit_test(moves_are_explained_at_least_cost),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
