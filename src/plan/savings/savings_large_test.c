// SPDX-License-Identifier: EUPL-1.2
// The savings engine on a problem of ordinary size: sixty families and four years. Proofs, whole
// people, and a search that is stopped half-way.
#include "plan/savings/test_savings.h"

#include "base/rng.h"

enum { FAMILIES = 60, QUARTERS = 16, COURSES = 240 };

struct large {
    struct plan_savings p;
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course courses[COURSES];
    double work[FAMILIES * QUARTERS], hires[QUARTERS], seats[QUARTERS];
};

// A third of the families has less and less work; external hire does a tenth.
static void draw_large(struct large *l, uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    double before = 0;
    *l = (struct large){.p = {.n_families = FAMILIES,
                              .n_quarters = QUARTERS,
                              .n_courses = COURSES,
                              .families = l->families,
                              .courses = l->courses,
                              .work = l->work,
                              .hires_most = l->hires,
                              .seats_most = l->seats,
                              .learning = 0.3,
                              .learning_quarters = 2,
                              .moves_once = true}};
    for (int f = 0; f < FAMILIES; f++) {
        struct plan_savings_family *family = &l->families[f];
        family->staff = 5 + rng_below(&rng, 60);
        family->cost = 10 + rng_below(&rng, 15);
        family->external_cost = 1.9 * family->cost;
        family->hire_cost = 6;
        family->external = f % 4 == 0 ? rng_below(&rng, 20) : 0;
        family->leaving = 0.005 + 0.02 * rng_real(&rng);
        family->external_most = -1;
        const double work = family->staff + family->external;
        const double end = f % 3 == 0 ? 0.5 : 1;
        for (int t = 0; t < QUARTERS; t++)
            l->work[f * QUARTERS + t] = work * (1 + (end - 1) * (t + 1) / QUARTERS);
        before += family->cost * family->staff + family->external_cost * family->external;
    }
    for (int a = 0; a < COURSES; a++) {
        const int32_t from = (int32_t)rng_below(&rng, FAMILIES);
        const int32_t to = (from + 1 + (int32_t)rng_below(&rng, FAMILIES - 1)) % FAMILIES;
        l->courses[a] = (struct plan_savings_course){from, to, 3 + rng_below(&rng, 8)};
    }
    for (int t = 0; t < QUARTERS; t++) {
        l->hires[t] = 4;
        l->seats[t] = 12;
    }
    l->p.target = 0.9 * before;
}

// What is done at once is done by whole people, and costs at most half a percent for that.
static void the_first_quarter_is_whole_at_little_cost(void **state) {
    (void)state;
    static struct large l;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        draw_large(&l, seed);
        const struct plan_savings_result r = solve(&l.p);
        l.p.whole_first = true;
        const struct plan_savings_result whole = solve(&l.p);
        assert_int_equal(r.end, PLAN_DONE);
        assert_true(r.earliest > 0 && whole.earliest == r.earliest);
        assert_true(whole.is_whole && whole.gap < 0.005 && is_near(whole.bound, r.bound));
        assert_false(r.is_whole);
        double moved = 0, fraction = 0;
        for (int a = 0; a < COURSES; a++) {
            assert_true(fmod(whole.plan.moved[a * QUARTERS], 1) == 0);
            fraction += fmod(r.plan.moved[a * QUARTERS], 1);
            moved += whole.plan.moved[a * QUARTERS];
        }
        assert_true(moved > 0 && fraction > 0); // or it was no work
    }
}

struct watch {
    int asked, most;
    double done;
};

static bool watch(void *context, const struct plan_progress *progress) {
    struct watch *const w = context;
    assert_true(progress->done > 0 && progress->done < 1);
    w->done = progress->done;
    return ++w->asked < w->most;
}

// Asked often enough, told how far it is, and stopped when told to: what there is then is valid, or
// it is said that nothing was found.
static void a_search_can_be_stopped(void **state) {
    (void)state;
    static struct large l;
    bool is_cancelled = false;
    draw_large(&l, 1);
    const double target = l.p.target;
    l.p.whole_first = true;
    for (int most = 1; most <= 12; most += 1 + most / 4) {
        struct watch w = {.most = most};
        const struct plan_search search = {.progress = watch, .context = &w};
        struct plan_savings_result r;
        l.p.target = most % 2 == 0 ? 1e9 : target; // with and without a plan that does nothing
        plan_savings_solve(arena, &l.p, &search, &r);
        assert_true(r.end != PLAN_DONE || w.asked < w.most); // who said stop is told that it did
        is_cancelled |= r.end != PLAN_DONE;
        if (r.end == PLAN_INFEASIBLE) {
            assert_true(l.p.target == target); // else doing nothing is a plan at any moment
            assert_int_equal(r.conflicts.n, 1);
            assert_int_equal(r.conflicts.list[0].rule, PLAN_RULE_NOT_FOUND);
            assert_null(r.plan.staff);
            continue;
        }
        struct plan_savings_score score;
        struct plan_conflicts conflicts;
        assert_true(plan_savings_check(arena, &l.p, &r.plan, &score, &conflicts));
        assert_true(r.bound <= score.cost && r.conflicts.n == 0);
        assert_true(r.bound == 0 || r.bound > score.cost / 2);
    }
    assert_true(is_cancelled);
}

enum { IDLE = 12, SHORT = 2 };

// Twelve families have people without work, and the largest eight are thought of; two families lack
// people, and one of them pays less than most of these, so that nobody is sent there.
static void courses_are_proposed_from_where_most_have_no_work(void **state) {
    (void)state;
    struct plan_savings_family families[IDLE + SHORT];
    double work[IDLE + SHORT] = {0};
    double hires = 0;
    for (int f = 0; f < IDLE; f++)
        families[f] = (struct plan_savings_family){(f * 7) % IDLE + 1, 0, 0, 10, 19, 0, -1, 0};
    families[IDLE] = (struct plan_savings_family){0, 50, 0, 9, 19, 0, -1, 0};
    families[IDLE + 1] = (struct plan_savings_family){0, 50, 0, 10, 19, 0, -1, 0};
    work[IDLE] = work[IDLE + 1] = 50;
    const struct plan_savings p = {.n_families = IDLE + SHORT,
                                   .n_quarters = 1,
                                   .families = families,
                                   .work = work,
                                   .hires_most = &hires,
                                   .target = 78 * 10 + (100 - 45) * 19};
    const struct plan_savings_result r = solve(&p);
    assert_int_equal(r.end, PLAN_INFEASIBLE);
    double people = 0;
    for (int32_t k = 0; k < r.ways[0].n; k++) {
        const struct plan_savings_change *change = &r.ways[0].changes[k];
        assert_int_equal(change->kind, PLAN_SAVINGS_COURSE);
        assert_int_equal(change->family, IDLE + 1);
        assert_true(families[change->from].staff > IDLE - 8);
        people += change->people;
    }
    assert_true(is_near(people, 45));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_quarter_is_whole_at_little_cost),
        cmocka_unit_test(a_search_can_be_stopped),
        cmocka_unit_test(courses_are_proposed_from_where_most_have_no_work),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
