// SPDX-License-Identifier: EUPL-1.2
// A search can be stopped at once: counted in its own work, not by a clock, it asks often whether
// to go on, and a stop leaves the best plan so far.
#include <math.h>

#include "base/testing.h"

#include "base/rng.h"
#include "vliegwiel/plan.h"

enum { MIDDLE = 40, SKILLS = 2, PEOPLE = 20, PACKAGES = 200 };

TEST_ARENA((size_t)1 << 31);

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

enum { STOP_AT = 20 };

struct watch {
    double done, longest; // share of the effort; the longest step between two questions
    double until;         // steps that end above this share are not looked at
    int32_t n, stop_at;
};

static bool watch(void *context, const struct plan_progress *progress) {
    struct watch *w = context;
    if (progress->done <= w->until)
        w->longest = fmax(w->longest, progress->done - w->done);
    w->done = progress->done;
    return ++w->n != w->stop_at;
}

// Effort 1 is about two seconds; between two questions lies a twentieth of that at most. From a
// third on, a solver beside works too, which is asked by a clock and counted when it ends.
static void staffing_asks_often(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    double hours[MIDDLE], level[MIDDLE * SKILLS], demand[MIDDLE * SKILLS];
    int32_t most[MIDDLE];
    for (int32_t k = 0; k < MIDDLE * SKILLS; k++) {
        hours[k / SKILLS] = draw(&rng, 16, 36);
        most[k / SKILLS] = 3;
        level[k] = draw(&rng, 0, 6) * 0.2;
        demand[k] = draw(&rng, 0, 12);
    }
    const struct plan_staffing p = {.n_people = MIDDLE,
                                    .n_packages = MIDDLE,
                                    .n_skills = SKILLS,
                                    .hours = hours,
                                    .packages_most = most,
                                    .level = level,
                                    .demand = demand,
                                    .changed_most = -1,
                                    .member_cost = 10,
                                    .unmet_cost = 50};
    struct watch w = {.until = 0.3};
    const struct plan_search search = {.seed = 1, .effort = 1, .progress = watch, .context = &w};
    struct plan_staffing_result result;
    plan_staffing_solve(arena, &p, &search, &result);
    assert_non_null(result.work);
    assert_true(w.n > STOP_AT && w.longest <= 0.05);
    w = (struct watch){.stop_at = STOP_AT};
    plan_staffing_solve(arena, &p, &search, &result);
    assert_int_equal(w.n, STOP_AT);
    assert_true(result.end == PLAN_CANCELLED && result.work && result.gap >= 0);
}

// Hours are scarce, and who needs many of them costs little, so that nothing is proven soon.
static void allocation_asks_often(void **state) {
    (void)state;
    struct rng rng = rng_seeded(6);
    struct plan_candidate *list = NEW_ARRAY(arena, struct plan_candidate, PEOPLE * PACKAGES);
    int32_t start[PACKAGES + 1] = {0}, hours[PEOPLE];
    for (int32_t k = 0; k < PEOPLE * PACKAGES; k++) {
        const int32_t load = draw(&rng, 1, 100);
        list[k] = (struct plan_candidate){k % PEOPLE, 111 - load + draw(&rng, -10, 10), load};
        start[k / PEOPLE + 1] = k + 1;
    }
    for (int32_t i = 0; i < PEOPLE; i++)
        hours[i] = 400;
    const struct plan_allocation p = {.n_people = PEOPLE,
                                      .n_packages = PACKAGES,
                                      .hours = hours,
                                      .start = start,
                                      .candidates = list};
    struct watch w = {.until = 1};
    const struct plan_search search = {.seed = 1, .effort = 1, .progress = watch, .context = &w};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &p, &search, &result);
    assert_non_null(result.person);
    assert_true(w.n > STOP_AT && w.longest <= 0.1); // long parts count their work when they end
    w = (struct watch){.stop_at = STOP_AT};
    plan_allocation_solve(arena, &p, &search, &result);
    assert_int_equal(w.n, STOP_AT); // nobody is asked again after a stop
    assert_true(result.end == PLAN_CANCELLED && result.person && result.bound <= result.cost);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staffing_asks_often),
        cmocka_unit_test(allocation_asks_often),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
