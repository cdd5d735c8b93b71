// SPDX-License-Identifier: EUPL-1.2
// The savings engine on problems of two or three families, small enough to work by hand: whole
// people where rounding fails, ways out for whichever family lacks people, and what is proven.
#include "plan/savings/test_savings.h"

// ---- whole people ------------------------------------------------------------------------------

// Two families with six tenths of work each, and 1.2 who may come. Two come when rounded, which is
// too many, and nobody when rounded down, which is dear: 120 of external hire. One of either is the
// best that whole people can do: 60 of external hire for the other.
struct choice {
    struct plan_savings p;
    struct plan_savings_family families[3];
    struct plan_savings_course courses[2];
    double work[3], hires[1];
};

static void fill_choice(struct choice *s, double staff, double hires) {
    *s = (struct choice){
        .families = {{0, 0, 0, 1, 100, 0, -1, 0}, {0, 0, 0, 1, 100, 0, -1, 0}},
        .courses = {{2, 0, 1}, {2, 1, 1}},
        .work = {0.6, 0.6, 0},
        .hires = {hires},
    };
    s->families[2] = (struct plan_savings_family){staff, 0, 0, 1, 100, 0, -1, 0};
    s->p = (struct plan_savings){.n_families = 3,
                                 .n_quarters = 1,
                                 .n_courses = 2,
                                 .families = s->families,
                                 .courses = s->courses,
                                 .work = s->work,
                                 .hires_most = s->hires,
                                 .target = 1000,
                                 .whole_first = true};
}

static void whole_people_are_hired_where_rounding_fails(void **state) {
    (void)state;
    struct choice s;
    fill_choice(&s, 0, 1.2);
    const struct plan_savings_result r = solve(&s.p);
    assert_int_equal(r.end, PLAN_DONE);
    assert_true(r.is_whole && is_near(r.bound, 1.2) && is_near(r.score.cost, 1 + 60));
    assert_true(is_near(r.gap, (61 - 1.2) / 61));
    assert_true(is_near(r.plan.hired[0] + r.plan.hired[1], 1));
}

// The same 1.2 are there already: they cost 1.2, and each course costs 1.
static void whole_people_move_where_rounding_fails(void **state) {
    (void)state;
    struct choice s;
    fill_choice(&s, 1.2, 0);
    const struct plan_savings_result r = solve(&s.p);
    assert_int_equal(r.end, PLAN_DONE);
    assert_true(r.is_whole && is_near(r.bound, 1.2 + 1.2) && is_near(r.score.cost, 1.2 + 1 + 60));
    assert_true(is_near(r.gap, (62.2 - 2.4) / 62.2));
    assert_true(is_near(r.plan.moved[0] + r.plan.moved[1], 1));
}

// A plan that is whole by itself stays as it is, and says so.
static void what_is_whole_stays(void **state) {
    (void)state;
    struct choice s;
    fill_choice(&s, 2, 0);
    s.work[0] = s.work[1] = 1;
    const struct plan_savings_result r = solve(&s.p);
    assert_true(r.is_whole && is_near(r.score.cost, 2 + 2) && r.gap < 1e-9);
}

// ---- ways out ----------------------------------------------------------------------------------

// Two are idle in one family in the end, and two of external hire stand in another: they cost 4 and
// may cost 2. A course between the two is the way, or two less of work; no other kind of limit.
// In the first quarter it was the other way round, which is too early to matter. `idle` and
// `short_of` are two of three families, and nothing is asked of the third.
static void either_family_may_be_the_one_that_lacks_people(void **state) {
    (void)state;
    for (int32_t code = 0; code < 9; code++) {
        const int32_t idle = code % 3, lacking = code / 3;
        if (idle == lacking)
            continue;
        struct plan_savings_family families[3] = {0};
        double work[6] = {0};
        static const double NONE[2] = {0};
        families[idle] = (struct plan_savings_family){2, 0, 0, 1, 1, 0, -1, 0};
        families[lacking] = (struct plan_savings_family){0, 2, 0, 1, 1, 0, -1, 0};
        work[idle * 2] = work[lacking * 2 + 1] = 2;
        const struct plan_savings p = {.n_families = 3,
                                       .n_quarters = 2,
                                       .families = families,
                                       .work = work,
                                       .hires_most = NONE,
                                       .target = 2};
        const struct plan_savings_result r = solve(&p);
        assert_int_equal(r.end, PLAN_INFEASIBLE);
        assert_true(is_near(r.least_running, 4));
        assert_int_equal(r.earliest, 0);
        assert_int_equal(r.n_ways, 2);
        for (int k = 0; k < 2; k++) {
            const struct plan_savings_change *change = r.ways[k].changes;
            assert_int_equal(r.ways[k].n, 1);
            assert_int_equal(change->kind, k == 0 ? PLAN_SAVINGS_COURSE : PLAN_SAVINGS_STOP);
            assert_int_equal(change->family, lacking);
            assert_int_equal(change->from, k == 0 ? idle : -1);
            assert_int_equal(change->quarter, 1);
            assert_true(is_near(change->people, 2));
        }
        assert_int_equal(r.ways[1].kinds, 1U << PLAN_SAVINGS_STOP);
    }
}

// ---- what is proven ----------------------------------------------------------------------------

// Four people without work, and one of work that external hire does at 3. One may move for 1, at
// once, and counts half at first: 5.5 and then 4, with the course 10.5. Every list ends where it
// must, so that reading beyond it is seen.
static void a_move_by_hand(void **state) {
    (void)state;
    const struct plan_savings_family families[] = {{4, 0, 0, 1, 3, 0, -1, 0},
                                                   {0, 1, 0, 1, 3, 0, -1, 0}};
    const struct plan_savings_course course = {0, 1, 1};
    const double work[] = {0, 0, 1, 1}, hires[] = {0, 0}, seats[] = {1, 0};
    const double seats_to[] = {-1, -1, 1, 0};
    double hired[] = {0, 0, 0, 0}, moved[] = {0, 0};
    const struct plan_savings_plan before = {.hired = hired, .moved = moved};
    struct plan_savings p = {.n_families = 2,
                             .n_quarters = 2,
                             .n_courses = 1,
                             .families = families,
                             .courses = &course,
                             .work = work,
                             .hires_most = hires,
                             .seats_most = seats,
                             .seats_to = seats_to,
                             .learning = 0.5,
                             .learning_quarters = 1,
                             .moves_once = true,
                             .target = 4};
    struct plan_savings_result r = solve(&p);
    assert_int_equal(r.end, PLAN_DONE);
    assert_true(is_near(r.score.cost, 10.5) && is_near(r.bound, 10.5));
    assert_int_equal(r.earliest, 1);
    assert_int_equal(r.n_proofs, 3); // of the end, of the plan, and of the first quarter
    assert_int_equal(r.proofs[2].n_quarters, 1);
    assert_true(is_near(r.proofs[2].bound, 5.5));
    p.previous = &before;
    p.change_cost = 2; // less than the 4.5 that it saves
    r = solve(&p);
    assert_true(is_near(r.score.changed, 1) && is_near(r.score.cost, 10.5 + 2));
    p.target = 3; // nobody is dismissed: nothing helps
    r = solve(&p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_int_equal(r.n_ways, 0);
    assert_int_equal(r.n_proofs, 2); // of the end, once, and of the first quarter
    assert_int_equal(r.proofs[1].n_quarters, 1);
    assert_true(is_near(r.least_running, 4) && is_near(r.proofs[1].bound, 5.5));
}

// A target is missed by rounding where a billionth of it lacks, and not where ten do; below 1 it is
// a billionth of 1.
static void a_target_missed_by_rounding_is_kept(void **state) {
    (void)state;
    static const double COSTS[] = {1e9, 1, 1e-3};
    for (size_t k = 0; k < COUNT_OF(COSTS); k++) {
        const struct plan_savings_family family = {1, 0, 0, COSTS[k], 0, 0, -1, 0};
        const double work = 0, billionth = 1e-9 * fmax(1, COSTS[k]);
        struct plan_savings p = {
            .n_families = 1, .n_quarters = 1, .families = &family, .work = &work};
        p.target = COSTS[k] - billionth / 2;
        const struct plan_savings_result r = solve(&p);
        assert_int_equal(r.end, PLAN_DONE);
        assert_int_equal(r.earliest, 0);
        assert_true(r.score.running == COSTS[k]);
        p.target = COSTS[k] - 10 * billionth;
        assert_int_equal(solve(&p).end, PLAN_INFEASIBLE);
    }
}

// With a price for each unit above the target nobody asks when it is reached, nor how far it can
// go; and where work cannot be done it is reached in no quarter.
static void what_is_not_asked_is_told(void **state) {
    (void)state;
    const struct plan_savings_family family = {1, 0, 0, 1, 1, 0, 0, 0};
    const double hires[1] = {0};
    double work[1] = {0};
    struct plan_savings p = {.n_families = 1,
                             .n_quarters = 1,
                             .families = &family,
                             .work = work,
                             .hires_most = hires,
                             .target = 0.5,
                             .short_cost = 3};
    struct plan_savings_result r = solve(&p);
    assert_int_equal(r.end, PLAN_DONE);
    assert_int_equal(r.earliest, -2);
    assert_true(isnan(r.least_running) && is_near(r.score.cost, 1 + 0.5 * 3));
    assert_int_equal(r.n_proofs, 1);
    p.short_cost = 0;
    work[0] = 2; // for one of staff, and no external hire
    r = solve(&p);
    assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_SAVINGS_WORK);
    assert_int_equal(r.conflicts.list[0].round, 0);
    assert_int_equal(r.earliest, -1);
    assert_int_equal(r.n_proofs, 0);
    work[0] = -1;
    r = solve(&p);
    assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_NUMBERS);
    assert_true(r.earliest == -1 && r.n_proofs == 0 && isnan(r.least_running));
}

// Two of work for one of staff, no external hire and nobody hired: it cannot be done, though the
// target may be missed at a price. One less of work is the way, or one hired or external more; the
// target, which none of these reaches, asks for nothing.
static void work_that_cannot_be_done_is_told_at_any_price(void **state) {
    (void)state;
    const struct plan_savings_family family = {1, 0, 0, 1, 1, 0, 0, 0};
    static const double NONE[1] = {0}, TWO[1] = {2};
    struct plan_savings p = {.n_families = 1,
                             .n_quarters = 1,
                             .families = &family,
                             .work = TWO,
                             .hires_most = NONE,
                             .target = 0.5,
                             .short_cost = 3};
    const struct plan_savings_result r = solve(&p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    assert_int_equal(r.conflicts.n, 1);
    assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_SAVINGS_WORK);
    assert_int_equal(r.conflicts.list[0].round, 0);
    assert_int_equal(r.earliest, -2);
    assert_null(r.plan.staff);
    assert_null(r.nearest.staff);
    assert_int_equal(r.n_proofs, 0);
    assert_int_equal(r.n_ways, 3);
    static const enum plan_savings_change_kind KINDS[] = {PLAN_SAVINGS_HIRE, PLAN_SAVINGS_STOP,
                                                          PLAN_SAVINGS_EXTERNAL};
    for (int k = 0; k < 3; k++) {
        assert_int_equal(r.ways[k].n, 1);
        assert_int_equal(r.ways[k].changes[0].kind, KINDS[k]);
        assert_true(is_near(r.ways[k].changes[0].people, 1));
    }
}

// ---- moves -------------------------------------------------------------------------------------

// Of a hundred families each second one sends one to the next, along the only course for it.
static void moves_are_explained_among_many_families(void **state) {
    (void)state;
    enum { MANY = 100 };
    struct plan_savings_course courses[MANY / 2];
    double out[MANY] = {0}, in[MANY] = {0}, *moved;
    for (int32_t a = 0; a < MANY / 2; a++) {
        courses[a] = (struct plan_savings_course){2 * a, 2 * a + 1, 1};
        out[2 * a] = in[2 * a + 1] = 1;
    }
    struct plan_savings p = {.n_families = MANY, .n_courses = MANY / 2, .courses = courses};
    assert_true(plan_savings_moves(arena, &p, out, in, &moved));
    for (int32_t a = 0; a < MANY / 2; a++)
        assert_true(is_near(moved[a], 1));
    p.n_courses = 1;
    assert_false(plan_savings_moves(arena, &p, out, in, &moved));
    for (int32_t f = 2; f < MANY; f++)
        out[f] = in[f] = 0;
    assert_true(plan_savings_moves(arena, &p, out, in, &moved));
    assert_true(is_near(moved[0], 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_people_are_hired_where_rounding_fails),
        cmocka_unit_test(whole_people_move_where_rounding_fails),
        cmocka_unit_test(what_is_whole_stays),
        cmocka_unit_test(either_family_may_be_the_one_that_lacks_people),
        cmocka_unit_test(a_move_by_hand),
        cmocka_unit_test(a_target_missed_by_rounding_is_kept),
        cmocka_unit_test(what_is_not_asked_is_told),
        cmocka_unit_test(work_that_cannot_be_done_is_told_at_any_price),
        cmocka_unit_test(moves_are_explained_among_many_families),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
