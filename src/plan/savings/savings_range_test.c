// SPDX-License-Identifier: EUPL-1.2
// The range of every number of a savings problem, each at its ends and just beyond; what is told of
// an amount that is none; and how many families, courses and quarters there can be.
#include "plan/savings/test_savings.h"

enum { FAMILIES = 2, COURSES = 2, QUARTERS = 2, CELLS = FAMILIES * QUARTERS };
static const double MOST = PLAN_SAVINGS_NUMBER_MAX;

// Nobody is there, nothing is to be done, and a plan in which nothing happens keeps every rule.
struct nothing {
    struct plan_savings p;
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course courses[COURSES];
    double work[CELLS], hires[QUARTERS], seats[QUARTERS], seats_to[CELLS];
    double hired[CELLS], moved[COURSES * QUARTERS];
    struct plan_savings_plan before;
};

static void fill(struct nothing *s) {
    *s = (struct nothing){.courses = {{0, 1, 0}, {1, 0, 0}}};
    s->before = (struct plan_savings_plan){.hired = s->hired, .moved = s->moved};
    s->p = (struct plan_savings){.n_families = FAMILIES,
                                 .n_quarters = QUARTERS,
                                 .n_courses = COURSES,
                                 .families = s->families,
                                 .courses = s->courses,
                                 .work = s->work,
                                 .hires_most = s->hires,
                                 .seats_most = s->seats,
                                 .seats_to = s->seats_to,
                                 .previous = &s->before};
}

static bool is_refused(const struct plan_savings *p) {
    static double none[PLAN_SAVINGS_CELLS_MAX + FAMILIES];
    const struct plan_savings_plan plan = {none, none, none, none, none};
    struct plan_savings_score score;
    struct plan_conflicts conflicts;
    (void)plan_savings_check(arena, p, &plan, &score, &conflicts);
    return conflicts.n > 0 && conflicts.list[0].rule == PLAN_RULE_NUMBERS;
}

static void each_number_has_a_range(void **state) {
    (void)state;
    struct nothing s;
    struct plan_savings_family *const first = &s.families[0], *const last = &s.families[1];
    const struct {
        double *place, least, most;
    } numbers[] = {
        {&first->staff, 0, MOST},
        {&last->staff, 0, MOST},
        {&first->external, 0, MOST},
        {&first->vacancies, 0, MOST},
        {&first->cost, 0, MOST},
        {&first->external_cost, 0, MOST},
        {&first->hire_cost, 0, MOST},
        {&first->external_most, -MOST, MOST},
        {&last->external_most, -MOST, MOST},
        {&first->leaving, 0, 1},
        {&last->leaving, 0, 1},
        {&s.work[0], 0, MOST},
        {&s.work[CELLS - 1], 0, MOST},
        {&s.hires[0], 0, MOST},
        {&s.hires[QUARTERS - 1], 0, MOST},
        {&s.seats[0], 0, MOST},
        {&s.seats[QUARTERS - 1], 0, MOST},
        {&s.seats_to[0], -MOST, MOST},
        {&s.seats_to[CELLS - 1], -MOST, MOST},
        {&s.hired[0], 0, MOST},
        {&s.hired[CELLS - 1], 0, MOST},
        {&s.moved[0], 0, MOST},
        {&s.moved[COURSES * QUARTERS - 1], 0, MOST},
        {&s.courses[0].cost, 0, MOST},
        {&s.courses[COURSES - 1].cost, 0, MOST},
        {&s.p.learning, 0, 1},
        {&s.p.target, 0, MOST},
        {&s.p.short_cost, 0, MOST},
        {&s.p.change_cost, 0, MOST},
        {&s.p.interest, 0, 1},
    };
    for (size_t k = 0; k < COUNT_OF(numbers); k++) {
        const double inside[] = {numbers[k].least, numbers[k].most};
        const double outside[] = {nextafter(numbers[k].least, -HUGE_VAL),
                                  nextafter(numbers[k].most, HUGE_VAL), NAN, HUGE_VAL, -HUGE_VAL};
        for (size_t i = 0; i < COUNT_OF(inside); i++) {
            fill(&s);
            *numbers[k].place = inside[i];
            assert_false(is_refused(&s.p));
        }
        for (size_t i = 0; i < COUNT_OF(outside); i++) {
            fill(&s);
            *numbers[k].place = outside[i];
            assert_true(is_refused(&s.p));
        }
    }
}

static void each_count_has_a_range(void **state) {
    (void)state;
    struct nothing s;
    const struct {
        int32_t *place, inside, outside;
    } counts[] = {
        {&s.p.n_families, 2, 0},
        {&s.p.n_families, 2, -1},
        {&s.p.n_quarters, 1, 0},
        {&s.p.n_quarters, 1, INT32_MAX},
        {&s.p.n_courses, 0, -1},
        {&s.p.learning_quarters, 0, -1},
        {&s.p.learning_quarters, PLAN_SAVINGS_QUARTERS_MAX, PLAN_SAVINGS_QUARTERS_MAX + 1},
        {&s.p.learning_quarters, QUARTERS, INT32_MAX},
        {&s.courses[0].from, 0, -1},
        {&s.courses[0].from, 0, FAMILIES},
        {&s.courses[0].from, 0, 1}, // where it leads to
        {&s.courses[0].to, 1, -1},
        {&s.courses[0].to, 1, FAMILIES},
        {&s.courses[COURSES - 1].to, 0, FAMILIES},
        {&s.courses[COURSES - 1].to, 0, 1},
    };
    for (size_t k = 0; k < COUNT_OF(counts); k++) {
        fill(&s);
        *counts[k].place = counts[k].inside;
        assert_false(is_refused(&s.p));
        *counts[k].place = counts[k].outside;
        assert_true(is_refused(&s.p));
    }
}

// Two families and as many courses between them as there can be, and one more; and the longest
// time.
static void the_largest_problem_is_taken(void **state) {
    (void)state;
    const size_t n_courses = PLAN_SAVINGS_CELLS_MAX - 1;
    struct nothing s;
    struct plan_savings_course *courses = NEW_ARRAY(arena, struct plan_savings_course, n_courses);
    for (size_t a = 0; a < n_courses; a++)
        courses[a] = (struct plan_savings_course){0, 1, 0};
    fill(&s);
    s.p.previous = NULL;
    s.p.courses = courses;
    s.p.n_quarters = 1;
    s.p.n_courses = (int32_t)n_courses - 1;
    assert_false(is_refused(&s.p));
    s.p.n_courses++;
    assert_true(is_refused(&s.p));

    double long_time[FAMILIES * (PLAN_SAVINGS_QUARTERS_MAX + 1)] = {0};
    fill(&s);
    s.p.previous = NULL;
    s.p.work = s.p.hires_most = s.p.seats_most = s.p.seats_to = long_time;
    s.p.n_quarters = PLAN_SAVINGS_QUARTERS_MAX;
    assert_false(is_refused(&s.p));
    s.p.n_quarters++;
    assert_true(is_refused(&s.p));
}

// An amount that is none is told alone, whichever it is: nothing is counted with it.
static void an_amount_that_is_none_is_told_alone(void **state) {
    (void)state;
    struct nothing s;
    double staff[CELLS] = {0}, leavers[CELLS] = {0}, hired[CELLS] = {0}, external[CELLS] = {0};
    double moved[COURSES * QUARTERS] = {0};
    const struct plan_savings_plan plan = {staff, leavers, hired, external, moved};
    const struct {
        double *place;
        int32_t quarter, family;
    } spoiled[] = {
        {&staff[0], 0, 0}, {&staff[3], 1, 1}, {&leavers[0], 0, 0},  {&leavers[2], 0, 1},
        {&hired[1], 1, 0}, {&hired[3], 1, 1}, {&external[0], 0, 0}, {&external[3], 1, 1},
        {&moved[0], 0, 1}, {&moved[1], 1, 1}, {&moved[2], 0, 0},    {&moved[3], 1, 0},
    };
    static const double NONE[] = {-1, NAN, 2 * PLAN_SAVINGS_NUMBER_MAX};
    fill(&s);
    for (size_t k = 0; k < COUNT_OF(spoiled) * COUNT_OF(NONE); k++) {
        const size_t at = k / COUNT_OF(NONE);
        struct plan_savings_score score = {.cost = 1, .changed = 1};
        struct plan_conflicts conflicts;
        *spoiled[at].place = NONE[k % COUNT_OF(NONE)];
        assert_false(plan_savings_check(arena, &s.p, &plan, &score, &conflicts));
        *spoiled[at].place = 0;
        assert_int_equal(conflicts.n, 1);
        assert_int_equal(conflicts.list[0].rule, PLAN_RULE_SAVINGS_AMOUNT);
        assert_int_equal(conflicts.list[0].round, spoiled[at].quarter);
        assert_int_equal(conflicts.list[0].person, spoiled[at].family);
        assert_true(score.cost == 0 && score.changed == 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_number_has_a_range),
        cmocka_unit_test(each_count_has_a_range),
        cmocka_unit_test(the_largest_problem_is_taken),
        cmocka_unit_test(an_amount_that_is_none_is_told_alone),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
