// SPDX-License-Identifier: EUPL-1.2
// `staffing_dates_savings THREADS`: solves an allocation, a staffing, dates and savings that are
// made here, and prints the plans and bounds to the last bit.
#include "base/arena.h"
#include "base/rng.h"
#include "vliegwiel/plan.h"

static struct arena *arena;
static struct rng rng;

static int32_t draw(int32_t low, int32_t high) {
    return low + (int32_t)rng_below(&rng, (uint32_t)(high - low + 1));
}

static int32_t *numbers(int32_t n, int32_t low, int32_t high) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(low, high);
    return list;
}

static double *reals(int32_t n, int32_t low, int32_t high, double unit) {
    double *list = NEW_ARRAY(arena, double, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(low, high) * unit;
    return list;
}

static bool *flags(int32_t n, int32_t percent) {
    bool *list = NEW_ARRAY(arena, bool, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = draw(1, 100) <= percent;
    return list;
}

static void print_reals(const char *what, const double *list, int32_t n) {
    printf("%s", what);
    for (int32_t k = 0; k < n; k++)
        printf(" %a", list[k]);
    printf("\n");
}

static void print_numbers(const char *what, const int32_t *list, int32_t n) {
    printf("%s", what);
    for (int32_t k = 0; k < n; k++)
        printf(" %d", list[k]);
    printf("\n");
}

// Hours are scarce, and who needs many of them costs little: the search has to work.
static void plan_allocation(const struct plan_search *search) {
    enum { PEOPLE = 16, PACKAGES = 120 };
    struct plan_candidate list[PEOPLE * PACKAGES];
    int32_t start[PACKAGES + 1] = {0};
    for (int32_t k = 0; k < PEOPLE * PACKAGES; k++) {
        const int32_t load = draw(1, 100);
        list[k] = (struct plan_candidate){k % PEOPLE, 111 - load + draw(-10, 10), load};
        start[k / PEOPLE + 1] = k + 1;
    }
    const struct plan_allocation p = {.n_people = PEOPLE,
                                      .n_packages = PACKAGES,
                                      .hours = numbers(PEOPLE, 290, 310),
                                      .start = start,
                                      .candidates = list};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &p, search, &result);
    ENSURE(result.person);
    print_numbers("allocation", result.person, PACKAGES);
    printf("bound %" PRId64 "\n", result.bound);
}

static void plan_staffing(const struct plan_search *search) {
    enum { PEOPLE = 14, PACKAGES = 10, SKILLS = 3 };
    struct plan_place now[PEOPLE];
    struct plan_want wishes[PEOPLE];
    for (int32_t i = 0; i < PEOPLE; i++) {
        now[i] = (struct plan_place){i, draw(0, PACKAGES - 1)};
        wishes[i] = (struct plan_want){i, draw(0, PACKAGES - 1), draw(1, 3)};
    }
    const struct plan_staffing p = {.n_people = PEOPLE,
                                    .n_packages = PACKAGES,
                                    .n_skills = SKILLS,
                                    .hours = reals(PEOPLE, 16, 36, 1),
                                    .packages_most = numbers(PEOPLE, 2, 4),
                                    .level = reals(PEOPLE * SKILLS, 0, 6, 0.2),
                                    .demand = reals(PACKAGES * SKILLS, 0, 100, 0.1),
                                    .now = now,
                                    .n_now = PEOPLE,
                                    .wishes = wishes,
                                    .n_wishes = PEOPLE,
                                    .changed_most = -1,
                                    .member_cost = 10,
                                    .change_cost = 4,
                                    .wish_worth = 2,
                                    .unmet_cost = 50,
                                    .strain_cost = 0.3};
    struct plan_staffing_result result;
    plan_staffing_solve(arena, &p, search, &result);
    ENSURE(result.work);
    for (int32_t k = 0; k < result.n_work; k++)
        printf("staffing %d %d %d %a\n", result.work[k].person, result.work[k].package,
               result.work[k].skill, result.work[k].hours);
    print_reals("cost and bound", (const double[]){result.score.cost, result.bound}, 2);
}

static void plan_dates(const struct plan_search *search) {
    enum { GROUPS = 12, MODULES = 4, SLOTS = 80, STAFF = 5 };
    const int32_t seats[] = {30};
    const struct plan_dates p = {.n_groups = GROUPS,
                                 .n_modules = MODULES,
                                 .n_slots = SLOTS,
                                 .absent = numbers(GROUPS * SLOTS, 0, 9),
                                 .gap_least = 10,
                                 .n_room_kinds = 1,
                                 .room_seats = seats,
                                 .rooms = numbers(SLOTS, 0, 2),
                                 .seats_needed = numbers(GROUPS, 10, 20),
                                 .n_facilitators = STAFF,
                                 .can = flags(STAFF * MODULES, 70),
                                 .free = flags(STAFF * SLOTS, 60),
                                 .handover_cost = 1};
    struct plan_dates_result result;
    plan_dates_solve(arena, &p, search, &result);
    ENSURE(result.slot);
    print_numbers("dates", result.slot, GROUPS * MODULES);
    print_numbers("facilitators", result.facilitators, GROUPS * MODULES * PLAN_DATES_NEEDED_MAX);
    printf("bound %" PRId64 "\n", result.bound);
}

static void plan_savings(const struct plan_search *search) {
    enum { FAMILIES = 12, QUARTERS = 8, COURSES = 20 };
    struct plan_savings_family families[FAMILIES];
    struct plan_savings_course courses[COURSES];
    double *work = NEW_ARRAY(arena, double, (size_t)FAMILIES *QUARTERS);
    for (int32_t f = 0; f < FAMILIES; f++) {
        const int32_t staff = draw(5, 40);
        families[f] = (struct plan_savings_family){
            staff, draw(0, 3), draw(0, 2), draw(10, 20), draw(20, 40), 3, -1, draw(1, 4) * 0.01};
        for (int32_t t = 0; t < QUARTERS; t++)
            work[f * QUARTERS + t] = staff * (f % 3 == 0 ? 1 - 0.06 * t : 0.9);
    }
    for (int32_t a = 0; a < COURSES; a++)
        courses[a] = (struct plan_savings_course){a % FAMILIES, (a + 1 + a / FAMILIES) % FAMILIES,
                                                  draw(1, 6)};
    const struct plan_savings p = {.n_families = FAMILIES,
                                   .n_quarters = QUARTERS,
                                   .n_courses = COURSES,
                                   .families = families,
                                   .courses = courses,
                                   .work = work,
                                   .hires_most = reals(QUARTERS, 1, 3, 1),
                                   .seats_most = reals(QUARTERS, 2, 6, 1),
                                   .learning = 0.3,
                                   .learning_quarters = 2,
                                   .short_cost = 100,
                                   .interest = 0.01,
                                   .whole_first = true};
    struct plan_savings_result result;
    plan_savings_solve(arena, &p, search, &result);
    ENSURE(result.plan.staff);
    print_reals("staff", result.plan.staff, FAMILIES * QUARTERS);
    print_reals("external", result.plan.external, FAMILIES * QUARTERS);
    print_reals("moved", result.plan.moved, COURSES * QUARTERS);
    print_reals("bound", &result.bound, 1);
}

int main(int argc, char **argv) {
    ENSURE(argc == 2);
    arena = arena_new((size_t)1 << 32);
    rng = rng_seeded(5);
    const struct plan_search search = {
        .seed = 3, .effort = 1, .threads = (int32_t)strtol(argv[1], NULL, 10)};
    plan_allocation(&search);
    plan_staffing(&search);
    plan_dates(&search);
    plan_savings(&search);
    arena_free(arena);
    return 0;
}
