// SPDX-License-Identifier: EUPL-1.2
// The allocation engine against brute force, against published best values, and against itself:
// permuted people, scaled costs, a candidate that is worse in every way, one thread and three.
#include "base/testing.h"

#include "base/rng.h"
#include "plan/allocation/gap.h"

enum { PEOPLE_MAX = 4, PACKAGES_MAX = 7, ROUNDS = 300 };

TEST_ARENA((size_t)1 << 30);

static struct plan_allocation_result solve_with(const struct plan_allocation *p, uint64_t seed,
                                                int32_t threads) {
    const struct plan_search search = {.seed = seed, .effort = 1, .threads = threads};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, p, &search, &result);
    return result;
}

static struct plan_allocation_result solve(const struct plan_allocation *p) {
    return solve_with(p, 1, 1);
}

static int32_t draw(struct rng *rng, int32_t low, int32_t high) {
    return low + (int32_t)rng_below(rng, (uint32_t)(high - low + 1));
}

// ---- brute force --------------------------------------------------------------------------------

struct small {
    struct plan_allocation p;
    int32_t hours[PEOPLE_MAX], start[PACKAGES_MAX + 1], previous[PACKAGES_MAX];
    struct plan_candidate candidates[PEOPLE_MAX * PACKAGES_MAX];
};

static void draw_small(struct small *s, struct rng *rng) {
    *s = (struct small){
        .p = {.n_people = draw(rng, 1, PEOPLE_MAX), .n_packages = draw(rng, 1, PACKAGES_MAX)}};
    const int32_t large = draw(rng, 0, 5) == 0 ? PLAN_ALLOCATION_HOURS_MAX / 20 : 1;
    const int32_t dear = draw(rng, 0, 5) == 0 ? PLAN_ALLOCATION_COST_MAX / 60 : 1;
    int32_t n = 0;
    for (int32_t i = 0; i < s->p.n_people; i++)
        s->hours[i] = draw(rng, 0, 20) * large;
    for (int32_t j = 0; j < s->p.n_packages; j++) {
        s->previous[j] = draw(rng, -1, s->p.n_people - 1);
        for (int32_t i = 0; i < s->p.n_people; i++) {
            if (draw(rng, 0, 5) > 0)
                s->candidates[n++] =
                    (struct plan_candidate){i, draw(rng, -9, 50) * dear, draw(rng, 0, 9) * large};
        }
        s->start[j + 1] = n;
    }
    s->p.hours = s->hours;
    s->p.start = s->start;
    s->p.candidates = s->candidates;
    s->p.previous = draw(rng, 0, 1) ? s->previous : NULL;
    s->p.change_cost = draw(rng, 0, 9) * dear;
}

// The least cost over all plans, INT64_MAX when there is none.
static int64_t exhaust(const struct plan_allocation *p) {
    int64_t best = INT64_MAX, n = 1;
    for (int32_t j = 0; j < p->n_packages; j++)
        n *= p->n_people;
    for (int64_t plan = 0; plan < n; plan++) {
        int64_t rest = plan, cost = 0, load[PEOPLE_MAX] = {0};
        bool is_valid = true;
        for (int32_t j = 0; j < p->n_packages; j++, rest /= p->n_people) {
            const int32_t i = (int32_t)(rest % p->n_people);
            int32_t k = p->start[j];
            while (k < p->start[j + 1] && p->candidates[k].person != i)
                k++;
            is_valid = is_valid && k < p->start[j + 1];
            if (!is_valid)
                break;
            load[i] += p->candidates[k].load;
            cost += p->candidates[k].cost;
            if (p->previous && p->previous[j] >= 0 && p->previous[j] != i)
                cost += p->change_cost;
        }
        for (int32_t i = 0; i < p->n_people; i++)
            is_valid = is_valid && load[i] <= p->hours[i];
        best = is_valid && cost < best ? cost : best;
    }
    return best;
}

static void small_problems_are_solved(void **state) {
    (void)state;
    struct rng rng = rng_seeded(11);
    int32_t n_possible = 0;
    for (int32_t round = 0; round < ROUNDS; round++) {
        struct small s;
        draw_small(&s, &rng);
        const int64_t best = exhaust(&s.p);
        const struct plan_allocation_result result = solve(&s.p);
        assert_int_equal(result.end, best == INT64_MAX ? PLAN_INFEASIBLE : PLAN_DONE);
        assert_true(plan_allocation_bound(arena, &s.p) <= best);
        if (best == INT64_MAX) {
            assert_true(result.conflicts.n > 0 && !result.person);
            assert_int_not_equal(result.conflicts.list[0].rule, PLAN_RULE_NOT_FOUND);
            continue;
        }
        n_possible++;
        assert_true(result.cost == best && result.bound <= best);
        int64_t cost;
        int32_t changed;
        struct plan_conflicts broken;
        assert_true(plan_allocation_check(arena, &s.p, result.person, &cost, &changed, &broken));
        assert_true(cost == best && changed == result.changed);
    }
    assert_true(n_possible > ROUNDS / 4 && n_possible < ROUNDS);
}

static void knapsacks_are_exact(void **state) {
    (void)state;
    struct rng rng = rng_seeded(5);
    struct gap_sack sack = gap_sack_new(arena, 12, 1 << 14);
    for (int32_t round = 0; round < 2000; round++) {
        const int32_t n = draw(&rng, 1, 12), hours = draw(&rng, 0, 60);
        int32_t in[12], out[12], most[3][12];
        memset(most, 0x80, sizeof most);
        sack.n = 0;
        for (int32_t k = 0; k < n; k++)
            gap_sack_add(&sack, draw(&rng, 1, 30), draw(&rng, 0, 25));
        for (int32_t set = 0; set < 1 << n; set++) {
            int32_t profit = 0, load = 0;
            for (int32_t k = 0; k < n; k++) {
                profit += set >> k & 1 ? sack.profit[k] : 0;
                load += set >> k & 1 ? sack.load[k] : 0;
            }
            for (int32_t k = 0; k < n && load <= hours; k++) {
                int32_t *const best = &most[set >> k & 1][k];
                *best = profit > *best ? profit : *best;
                most[2][0] = profit > most[2][0] ? profit : most[2][0];
            }
        }
        assert_int_equal(gap_sack_solve(&sack, hours), most[2][0]);
        int32_t profit = 0, load = 0;
        for (int32_t k = 0; k < n; k++) {
            profit += sack.taken[k] ? sack.profit[k] : 0;
            load += sack.taken[k] ? sack.load[k] : 0;
        }
        assert_true(profit == most[2][0] && load <= hours);
        assert_int_equal(gap_sack_force(&sack, hours, in, out), most[2][0]);
        for (int32_t k = 0; k < n; k++) {
            assert_int_equal(out[k], most[0][k]);
            assert_true(sack.load[k] > hours ? in[k] < 0 : in[k] == most[1][k]);
        }
    }
}

// ---- properties ---------------------------------------------------------------------------------

// Ten people, forty packages, costs and loads drawn.
static struct plan_allocation middle(uint64_t seed) {
    struct rng rng = rng_seeded(seed);
    const int32_t m = 10, n = 40;
    int32_t *hours = NEW_ARRAY(arena, int32_t, m), *start = NEW_ARRAY(arena, int32_t, n + 1);
    struct plan_candidate *c = NEW_ARRAY(arena, struct plan_candidate, m * n);
    for (int32_t i = 0; i < m; i++)
        hours[i] = 48;
    for (int32_t j = 0; j < n; j++) {
        start[j + 1] = start[j] + m;
        for (int32_t i = 0; i < m; i++)
            c[j * m + i] = (struct plan_candidate){i, draw(&rng, 10, 50), draw(&rng, 5, 18)};
    }
    return (struct plan_allocation){
        .n_people = m, .n_packages = n, .hours = hours, .start = start, .candidates = c};
}

static struct plan_candidate *copy_candidates(const struct plan_allocation *p) {
    const size_t n = (size_t)p->start[p->n_packages];
    struct plan_candidate *copy = NEW_ARRAY(arena, struct plan_candidate, n);
    memcpy(copy, p->candidates, n * sizeof copy[0]);
    return copy;
}

static void order_of_people_does_not_matter(void **state) {
    (void)state;
    struct plan_allocation p = middle(3);
    const struct plan_allocation_result before = solve(&p);
    assert_true(before.cost == before.bound); // proven, so every order must find it
    struct plan_candidate *turned = copy_candidates(&p);
    for (int32_t k = 0; k < p.start[p.n_packages]; k++)
        turned[k].person = p.n_people - 1 - turned[k].person;
    p.candidates = turned; // everybody has the same hours
    assert_true(solve(&p).cost == before.cost);
}

static void scaled_costs_scale_the_plan(void **state) {
    (void)state;
    struct plan_allocation p = middle(4);
    const int64_t before = solve(&p).cost;
    struct plan_candidate *scaled = copy_candidates(&p);
    for (int32_t k = 0; k < p.start[p.n_packages]; k++)
        scaled[k].cost = 7 * scaled[k].cost;
    p.candidates = scaled;
    assert_true(solve(&p).cost == 7 * before);
}

// Somebody without hours to spare who is dearer for everything changes nothing.
static void a_worse_candidate_changes_nothing(void **state) {
    (void)state;
    struct plan_allocation p = middle(5);
    const int64_t before = solve(&p).cost;
    const int32_t n = p.start[p.n_packages];
    struct plan_candidate *more =
        NEW_ARRAY(arena, struct plan_candidate, (size_t)n + (size_t)p.n_packages);
    int32_t *start = NEW_ARRAY(arena, int32_t, (size_t)p.n_packages + 1);
    int32_t *hours = NEW_ARRAY(arena, int32_t, (size_t)p.n_people + 1), at = 0;
    memcpy(hours, p.hours, (size_t)p.n_people * sizeof hours[0]);
    hours[p.n_people] = 100;
    for (int32_t j = 0; j < p.n_packages; j++) {
        for (int32_t k = p.start[j]; k < p.start[j + 1]; k++)
            more[at++] = p.candidates[k];
        more[at++] = (struct plan_candidate){p.n_people, 100000, 18};
        start[j + 1] = at;
    }
    p.n_people++;
    p.hours = hours;
    p.start = start;
    p.candidates = more;
    assert_true(solve(&p).cost == before);
}

static void threads_do_not_matter(void **state) {
    (void)state;
    struct plan_allocation p = middle(6);
    int32_t *tight = NEW_ARRAY(arena, int32_t, (size_t)p.n_people);
    for (int32_t i = 0; i < p.n_people; i++)
        tight[i] = 38 + i % 3;
    p.hours = tight;
    const struct plan_allocation_result one = solve_with(&p, 9, 1), three = solve_with(&p, 9, 3);
    assert_memory_equal(one.person, three.person, (size_t)p.n_packages * sizeof one.person[0]);
    assert_true(one.bound == three.bound);
}

static bool stop_later(void *context, const struct plan_progress *progress) {
    int32_t *left = context;
    return progress->objective < 0 || --*left > 0;
}

static void a_stopped_search_has_a_valid_plan(void **state) {
    (void)state;
    const struct plan_allocation p = middle(7);
    int32_t left = 2;
    const struct plan_search search = {
        .seed = 1, .effort = 100, .progress = stop_later, .context = &left};
    struct plan_allocation_result result;
    plan_allocation_solve(arena, &p, &search, &result);
    assert_true(result.person && result.bound <= result.cost);
}

// ---- conflicts ----------------------------------------------------------------------------------

// Packages 0 and 1 fit only person 0, who has 10 hours for 6 + 7.
static void a_shortage_is_named(void **state) {
    (void)state;
    const int32_t hours[] = {10, 50}, start[] = {0, 1, 2, 4};
    const struct plan_candidate candidates[] = {{0, 1, 6}, {0, 1, 7}, {0, 1, 1}, {1, 1, 1}};
    struct plan_allocation p = {
        .n_people = 2, .n_packages = 3, .hours = hours, .start = start, .candidates = candidates};
    struct plan_allocation_result result = solve(&p);
    assert_int_equal(result.end, PLAN_INFEASIBLE);
    const struct plan_conflict *c = &result.conflicts.list[0];
    assert_int_equal(c->rule, PLAN_RULE_HOURS_SHORT);
    assert_int_equal(c->round, 2);  // packages
    assert_int_equal(c->person, 1); // people
    assert_int_equal(c->have, 10);
    assert_int_equal(c->need, 13);
    const int32_t none[] = {5, 50};
    p.hours = none;
    result = solve(&p);
    assert_int_equal(result.conflicts.list[0].rule, PLAN_RULE_NOBODY);
    assert_int_equal(result.conflicts.list[0].other, 0);
}

static enum plan_rule rule_of(const struct plan_allocation *p, const int32_t *person) {
    int64_t cost;
    int32_t changed;
    struct plan_conflicts broken;
    return plan_allocation_check(arena, p, person, &cost, &changed, &broken) ? PLAN_RULE_N
                                                                             : broken.list[0].rule;
}

static void broken_plans_are_seen(void **state) {
    (void)state;
    const int32_t hours[] = {10, 10}, start[] = {0, 2, 3};
    struct plan_candidate candidates[] = {{0, 1, 6}, {1, 2, 5}, {0, 1, 5}};
    struct plan_allocation p = {
        .n_people = 2, .n_packages = 2, .hours = hours, .start = start, .candidates = candidates};
    assert_int_equal(rule_of(&p, (const int32_t[]){1, 0}), PLAN_RULE_N);
    assert_int_equal(rule_of(&p, (const int32_t[]){0, 0}), PLAN_RULE_HOURS);
    assert_int_equal(rule_of(&p, (const int32_t[]){1, 1}), PLAN_RULE_UNABLE);
    assert_int_equal(rule_of(&p, (const int32_t[]){2, 0}), PLAN_RULE_PERSON);
    assert_int_equal(rule_of(&p, (const int32_t[]){-1, 0}), PLAN_RULE_PERSON);
    candidates[1].load = -1;
    assert_int_equal(rule_of(&p, (const int32_t[]){0, 0}), PLAN_RULE_NUMBERS);
    assert_int_equal(solve(&p).conflicts.list[0].rule, PLAN_RULE_NUMBERS);
}

// ---- published values ---------------------------------------------------------------------------

static bool read_gap(const char *name, struct plan_allocation *ret_problem) {
    char path[128];
    snprintf(path, sizeof path, "../shared/data/planning/p4-gap/%s", name);
    FILE *file = fopen(path, "r");
    int32_t m, n;
    if (!file || fscanf(file, "%d %d", &m, &n) != 2) {
        print_message("skipped: %s is not there\n", path);
        return false;
    }
    int32_t *hours = NEW_ARRAY(arena, int32_t, (size_t)m);
    int32_t *start = NEW_ARRAY(arena, int32_t, (size_t)n + 1);
    struct plan_candidate *c = NEW_ARRAY(arena, struct plan_candidate, (size_t)m * (size_t)n);
    for (int32_t k = 0; k < 2 * m * n; k++) {
        const int32_t i = k / n % m, j = k % n;
        c[j * m + i].person = i;
        assert_int_equal(fscanf(file, "%d", k < m * n ? &c[j * m + i].cost : &c[j * m + i].load),
                         1);
    }
    for (int32_t i = 0; i < m; i++)
        assert_int_equal(fscanf(file, "%d", &hours[i]), 1);
    for (int32_t j = 0; j <= n; j++)
        start[j] = j * m;
    *ret_problem = (struct plan_allocation){
        .n_people = m, .n_packages = n, .hours = hours, .start = start, .candidates = c};
    return fclose(file) == 0;
}

// The best published values, and what so much effort must come to.
static void published_values_are_reached(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t best, most, effort;
    } KNOWN[] = {
        {"gap1-0", 261, 261, 1},   {"gap12-0", 974, 974, 1},    {"c05100", 1931, 1931, 1},
        {"d05100", 6353, 6353, 2}, {"c20200", 2391, 2391, 1},   {"e10200", 23307, 23307, 1},
        {"c40400", 4244, 4244, 1}, {"e20200", 22379, 22379, 2}, {"d20200", 12238, 12274, 1}};
    for (size_t k = 0; k < COUNT_OF(KNOWN); k++) {
        struct plan_allocation p;
        if (!read_gap(KNOWN[k].name, &p))
            continue;
        const struct plan_search search = {.seed = 1, .effort = KNOWN[k].effort};
        struct plan_allocation_result result;
        plan_allocation_solve(arena, &p, &search, &result);
        assert_true(result.cost <= KNOWN[k].most && result.bound <= KNOWN[k].best);
        assert_true(result.bound >= KNOWN[k].best - KNOWN[k].best / 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_problems_are_solved),
        cmocka_unit_test(knapsacks_are_exact),
        cmocka_unit_test(order_of_people_does_not_matter),
        cmocka_unit_test(scaled_costs_scale_the_plan),
        cmocka_unit_test(a_worse_candidate_changes_nothing),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(a_stopped_search_has_a_valid_plan),
        cmocka_unit_test(a_shortage_is_named),
        cmocka_unit_test(broken_plans_are_seen),
        cmocka_unit_test(published_values_are_reached),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
