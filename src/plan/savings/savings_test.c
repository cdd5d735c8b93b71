// SPDX-License-Identifier: EUPL-1.2
// The savings engine against plans worked by hand: a town that saves a fifth, and what stands in
// its way; and what is said of a problem that is none.
#include "plan/savings/test_savings.h"

// ---- ten million, two to save, nobody dismissed ------------------------------------------------

enum { POLICY, ARCHIVE, DESK, TOWN_FAMILIES, TOWN_QUARTERS = 5 };

// In thousands a quarter. Policy 40 x 25 and 3 vacancies, archive 32 x 12.5, desk 50 x 12.5 and 32
// external: 2,500, or 10 million a year. The archive has no work left; 26 of its people can be
// trained for the desk by the third quarter, and then count fully in the fifth.
struct town {
    struct plan_savings p;
    struct plan_savings_family families[TOWN_FAMILIES];
    struct plan_savings_course course;
    double work[TOWN_FAMILIES * TOWN_QUARTERS], seats_to[TOWN_FAMILIES * TOWN_QUARTERS];
    double hires[TOWN_QUARTERS];
};

// `stay` of the staff of policy are left after five quarters.
static void fill_town(struct town *t, double stay) {
    *t = (struct town){
        .families = {[POLICY] = {40, 0, 3, 25, 25, 0, -1, 1 - pow(stay, 1.0 / TOWN_QUARTERS)},
                     [ARCHIVE] = {32, 0, 0, 12.5, 12.5, 0, -1, 0},
                     [DESK] = {50, 32, 0, 12.5, 12.5, 0, -1, 0}},
        .course = {ARCHIVE, DESK, 1},
    };
    static const double SEATS[TOWN_QUARTERS] = {10, 8, 8, 0, 0};
    for (int q = 0; q < TOWN_QUARTERS; q++) {
        t->work[POLICY * TOWN_QUARTERS + q] = 30;
        t->work[DESK * TOWN_QUARTERS + q] = 82;
        t->seats_to[DESK * TOWN_QUARTERS + q] = SEATS[q];
        t->seats_to[POLICY * TOWN_QUARTERS + q] = t->seats_to[ARCHIVE * TOWN_QUARTERS + q] = -1;
    }
    t->p = (struct plan_savings){.n_families = TOWN_FAMILIES,
                                 .n_quarters = TOWN_QUARTERS,
                                 .n_courses = 1,
                                 .families = t->families,
                                 .courses = &t->course,
                                 .work = t->work,
                                 .hires_most = t->hires,
                                 .seats_to = t->seats_to,
                                 .learning = 0.3,
                                 .learning_quarters = 2,
                                 .moves_once = true,
                                 .target = 2000};
}

// A tenth of policy leaves, 4 people: 0.4 million a year, with 1.3 for 26 external and 0.3 for the
// vacancies. It is exactly enough, and not before the last quarter.
static void a_fifth_is_saved_without_dismissals(void **state) {
    (void)state;
    struct town t;
    fill_town(&t, 0.9);
    const struct plan_savings_result r = solve(&t.p);
    assert_int_equal(r.end, PLAN_DONE);
    assert_true(is_near(r.score.running_before, 2500) && is_near(r.score.running, 2000));
    assert_true(is_near(r.score.saved_external * 4, 1300));
    assert_true(is_near(r.score.saved_vacancies * 4, 300));
    assert_true(is_near(r.score.saved_leaving * 4, 400));
    assert_true(fabs(r.score.saved_moves) < 1e-6 && r.score.short_by < 1e-6);
    assert_int_equal(r.earliest, 4);
    static const double MOVED[TOWN_QUARTERS] = {10, 8, 8, 0, 0};
    for (int q = 0; q < TOWN_QUARTERS; q++)
        assert_true(fabs(r.plan.moved[q] - MOVED[q]) < 1e-6);
    assert_true(is_near(r.plan.external[DESK * TOWN_QUARTERS + 1], 32 - 18 * 0.7));
    assert_true(is_near(r.score.idle, 6 + 6)); // the archive's last, and policy's 36 for 30
}

// With a fortieth only one leaves: 0.3 million short. Six more trained by the third quarter, or six
// of the desk's work stopped, make up for it; hiring does not.
static void what_lacks_is_told_with_ways_out(void **state) {
    (void)state;
    struct town t;
    fill_town(&t, 0.975);
    const struct plan_savings_result r = solve(&t.p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_SAVINGS_TARGET);
    assert_int_equal(r.conflicts.list[0].round, TOWN_QUARTERS - 1);
    assert_true(is_near(r.least_running, 2075));
    assert_true(is_near(r.nearest.external[DESK * TOWN_QUARTERS + TOWN_QUARTERS - 1], 6));
    assert_int_equal(r.earliest, -1);
    assert_int_equal(r.n_ways, 2);
    const struct plan_savings_change *train = r.ways[0].changes, *stop = r.ways[1].changes;
    assert_int_equal(r.ways[0].n, 1);
    assert_int_equal(train->kind, PLAN_SAVINGS_SEATS);
    assert_int_equal(train->family, DESK);
    assert_int_equal(train->quarter, 2);
    assert_true(is_near(train->people, 6));
    assert_int_equal(r.ways[1].n, 1);
    assert_int_equal(stop->kind, PLAN_SAVINGS_STOP);
    assert_int_equal(stop->family, DESK);
    assert_true(is_near(stop->people, 6));
}

// One more seat replaces one external, 12.5 a quarter, or seven tenths of one when it comes late.
// One more who leaves policy saves 25, less those who would have left anyhow.
static void prices_by_hand(void **state) {
    (void)state;
    struct town t;
    fill_town(&t, 0.975);
    const struct plan_savings_result r = solve(&t.p);
    for (int q = 0; q < TOWN_QUARTERS; q++) {
        assert_true(is_near(r.prices.seats_to[DESK * TOWN_QUARTERS + q], q < 3 ? -12.5 : -8.75));
        assert_true(is_near(r.prices.staff[POLICY * TOWN_QUARTERS + q],
                            25 * pow(0.975, (TOWN_QUARTERS - 1 - q) / 5.0)));
    }
}

// No course leads to the desk: one that starts is the way, from the archive and not from policy,
// whose people would be paid less.
static void a_course_that_does_not_exist_is_proposed(void **state) {
    (void)state;
    struct town t;
    fill_town(&t, 0.9);
    t.p.n_courses = 0;
    const struct plan_savings_result r = solve(&t.p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_true(is_near(r.least_running, 2000 + 26 * 12.5));
    const struct plan_savings_change *course = r.ways[0].changes;
    assert_int_equal(r.ways[0].n, 1);
    assert_int_equal(course->kind, PLAN_SAVINGS_COURSE);
    assert_int_equal(course->from, ARCHIVE);
    assert_int_equal(course->family, DESK);
    assert_int_equal(course->quarter, 2); // later ones are still learning at the end
    assert_true(is_near(course->people, 26));
}

// Where external hire is limited the work itself can be too much: 20 for 32, all of the time.
static void work_that_nobody_does_is_told(void **state) {
    (void)state;
    struct town t;
    fill_town(&t, 0.9);
    t.p.n_courses = 0;
    t.families[DESK].external_most = 20;
    t.p.target = 5000;
    const struct plan_savings_result r = solve(&t.p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_SAVINGS_WORK);
    assert_true(isnan(r.least_running));
    bool is_external_told = false;
    for (int32_t k = 0; k < r.n_ways; k++) {
        const struct plan_savings_change *change = r.ways[k].changes;
        if (change->kind == PLAN_SAVINGS_EXTERNAL && r.ways[k].n == 1) {
            is_external_told = true;
            assert_true(is_near(change->people, 12));
        } else {
            assert_int_equal(change->kind, PLAN_SAVINGS_HIRE + (change->kind == PLAN_SAVINGS_STOP));
            assert_true(is_near(change->people, 12));
        }
    }
    assert_true(is_external_told);
}

// Nine tenths of the smallest change of one kind are not enough; all of it is.
static void ways_are_enough_and_no_less_is(void **state) {
    (void)state;
    struct town t;
    for (int tenths = 9; tenths <= 10; tenths++) {
        fill_town(&t, 0.975);
        t.seats_to[DESK * TOWN_QUARTERS + 2] += 6 * tenths / 10.0;
        assert_int_equal(solve(&t.p).end, tenths < 10 ? PLAN_INFEASIBLE : PLAN_DONE);
        fill_town(&t, 0.975);
        t.work[DESK * TOWN_QUARTERS + TOWN_QUARTERS - 1] -= 6 * tenths / 10.0;
        assert_int_equal(solve(&t.p).end, tenths < 10 ? PLAN_INFEASIBLE : PLAN_DONE);
    }
}

// One of staff at 1, and from the second quarter ten of work: what is low enough at first is not in
// the end, and the first quarter is told all the same.
static void work_that_comes_back_is_seen(void **state) {
    (void)state;
    const struct plan_savings_family family = {1, 0, 0, 1, 2, 0, -1, 0};
    static const double WORK[] = {1, 10, 10}, LESS[] = {10, 1, 10};
    struct plan_savings p = {
        .n_families = 1, .n_quarters = 3, .families = &family, .work = WORK, .target = 18.9};
    const double hires[3] = {0};
    p.hires_most = hires;
    struct plan_savings_result r = solve(&p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_true(is_near(r.least_running, 19));
    assert_int_equal(r.earliest, 0);
    p.work = LESS;
    r = solve(&p);
    assert_int_equal(r.earliest, 1);
    assert_int_equal(r.n_proofs, 2); // of the end, and of the first quarter
}

// ---- cancelling, numbers ------------------------------------------------------------------------

static bool stop(void *context, const struct plan_progress *progress) {
    (void)context, (void)progress;
    return false;
}

// Stopped at once: what follows from doing nothing, when that is a plan.
static void cancelled_with_what_there_is(void **state) {
    (void)state;
    struct town t;
    const struct plan_search search = {.seed = 1, .effort = 1, .progress = stop};
    struct plan_savings_result r;
    fill_town(&t, 0.9);
    t.p.target = 3000;
    plan_savings_solve(arena, &t.p, &search, &r);
    if (r.end == PLAN_DONE) // it was ready before it was asked
        return;
    assert_int_equal(r.end, PLAN_CANCELLED);
    struct plan_savings_score score;
    struct plan_conflicts conflicts;
    assert_true(plan_savings_check(arena, &t.p, &r.plan, &score, &conflicts));
    assert_true(r.bound <= score.cost);
}

static void numbers_out_of_range_are_refused(void **state) {
    (void)state;
    struct town t;
    for (int k = 0; k < 14; k++) {
        fill_town(&t, 0.9);
        double *const spoiled[] = {&t.families[0].staff,
                                   &t.families[0].external,
                                   &t.families[1].cost,
                                   &t.families[1].external_cost,
                                   &t.families[2].leaving,
                                   &t.families[2].hire_cost,
                                   &t.families[0].vacancies,
                                   &t.work[3],
                                   &t.hires[1],
                                   &t.course.cost,
                                   &t.p.learning,
                                   &t.p.target,
                                   &t.p.interest,
                                   &t.p.short_cost};
        *spoiled[k] = k % 2 == 0 ? -1 : NAN;
        const struct plan_savings_result r = solve(&t.p);
        assert_int_equal(r.end, PLAN_INFEASIBLE);
        assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    }
    fill_town(&t, 0.9);
    t.p.n_quarters = 1000000000;
    assert_int_equal(solve(&t.p).conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    int32_t *const wholes[] = {&t.course.to,    &t.course.from,  &t.course.from,
                               &t.p.n_courses,  &t.p.n_families, &t.p.learning_quarters,
                               &t.p.n_quarters, &t.p.n_courses};
    static const int32_t OUTSIDE[] = {
        TOWN_FAMILIES, TOWN_FAMILIES, -1, -1, 0, -1, 0, PLAN_SAVINGS_CELLS_MAX / TOWN_QUARTERS};
    for (size_t k = 0; k < COUNT_OF(wholes); k++) {
        fill_town(&t, 0.9);
        *wholes[k] = OUTSIDE[k];
        assert_int_equal(solve(&t.p).conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    }
    fill_town(&t, 0.9);
    t.course.to = t.course.from;
    assert_int_equal(solve(&t.p).conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    fill_town(&t, 0.9);
    t.families[1].leaving = 1.01;
    assert_int_equal(solve(&t.p).conflicts.list[0].rule, PLAN_RULE_NUMBERS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fifth_is_saved_without_dismissals),
        cmocka_unit_test(what_lacks_is_told_with_ways_out),
        cmocka_unit_test(prices_by_hand),
        cmocka_unit_test(a_course_that_does_not_exist_is_proposed),
        cmocka_unit_test(work_that_nobody_does_is_told),
        cmocka_unit_test(ways_are_enough_and_no_less_is),
        cmocka_unit_test(work_that_comes_back_is_seen),
        cmocka_unit_test(cancelled_with_what_there_is),
        cmocka_unit_test(numbers_out_of_range_are_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
