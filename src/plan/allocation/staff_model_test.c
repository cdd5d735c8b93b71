// SPDX-License-Identifier: EUPL-1.2
// The programmes of some packages that are staffed anew, against all teams that these packages can
// have: the least cost is the same, and the plan of now is a valid start.
#include <math.h>

#include "base/testing.h"

#include "plan/allocation/staff_testing.h"
#include "plan/allocation/staff_core.h"

TEST_ARENA((size_t)1 << 31);

// What the programme does not see: the other packages.
static double elsewhere(const struct staff_state *s, int32_t subset) {
    double cost = 0;
    for (int32_t j = 0; j < PACKAGES; j++) {
        if (subset >> j & 1)
            continue;
        cost += s->unmet_price * s->unmet[j] + s->lacking[j];
        for (int32_t q = 0; q < s->team_n[j]; q++)
            cost += s->r->price[staff_cell(s->r, s->team[staff_cell(s->r, q, j)], j)];
    }
    return cost;
}

// Cells whose person suits the package: nobody else is ever in a team.
static int32_t fits(const struct staff *r) {
    int32_t cells = 0;
    for (int32_t j = 0; j < PACKAGES; j++) {
        for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++)
            cells |= 1 << (j * PEOPLE + r->fit[k]);
    }
    return cells;
}

// The rules of the other packages are not the programme's: it can do nothing about them.
static bool keeps_rules(const struct staff_state *s, int32_t subset) {
    const int32_t most = s->r->p->changed_most;
    for (int32_t j = 0; j < PACKAGES; j++) {
        if ((subset >> j & 1) && s->broken[j] > 0)
            return false;
    }
    return most < 0 || s->changed <= most;
}

// The least cost of all teams that differ from these in packages of the subset only.
static double least_anew(const struct staff *r, const struct staff_state *from, int32_t teams,
                         int32_t subset) {
    struct staff_hours *h = staff_hours_new(arena, r);
    struct staff_state s = staff_state_new(arena, r);
    double least = INFINITY;
    for (int32_t other = 0; other < 1 << CELLS; other++) {
        bool is_other = is_allowed(r, other) && (other & ~fits(r)) == 0;
        for (int32_t k = 0; k < CELLS; k++)
            is_other &= (subset >> (k / PEOPLE) & 1) || !((other ^ teams) >> k & 1);
        if (!is_other)
            continue;
        staff_copy(&s, from);
        for (int32_t k = 0; k < CELLS; k++) {
            if ((teams & ~other) >> k & 1)
                staff_leave(&s, k % PEOPLE, k / PEOPLE);
        }
        for (int32_t k = 0; k < CELLS; k++) {
            if ((other & ~teams) >> k & 1)
                staff_enter(&s, k % PEOPLE, k / PEOPLE);
        }
        staff_hours_clear(h);
        for (int32_t j = 0; j < PACKAGES; j++) {
            if (subset >> j & 1)
                assert_true(staff_hours_add(&s, h, j));
        }
        staff_hours_divide(&s, h);
        staff_hours_commit(&s, h);
        if (keeps_rules(&s, subset))
            least = fmin(least, s.cost - s.broken_price * s.broken_all);
    }
    return least;
}

static void assert_programme(const struct staff *r, int32_t teams, int32_t subset,
                             int32_t *ret_n_better) {
    struct staff_hours *h = staff_hours_new(arena, r);
    struct staff_state s = staff_state_new(arena, r);
    double dear[CELLS] = {0};
    int32_t package[PACKAGES], n = 0;
    set_teams(&s, h, teams);
    staff_hours_clear(h);
    for (int32_t j = 0; j < PACKAGES; j++) {
        if (subset >> j & 1) {
            package[n++] = j;
            assert_true(staff_hours_add(&s, h, j));
        }
    }
    staff_hours_divide(&s, h);
    struct staff_model x = {
        .r = r, .s = &s, .h = h, .n = n, .package = package, .dear = dear, .dear_most = 1};
    staff_model_build(arena, &x);
    const bool is_start = keeps_rules(&s, subset);
    const struct mip_search search = {.start = is_start ? x.start : NULL};
    struct mip_result result;
    mip_solve(x.mip, &search, &result);
    const double least = least_anew(r, &s, teams, subset);
    assert_int_equal(result.end, least < INFINITY ? MIP_OPTIMAL : MIP_INFEASIBLE);
    if (least == INFINITY)
        return;
    assert_true(fabs(result.objective + elsewhere(&s, subset) - least) < 1e-4);
    *ret_n_better += is_start && least < s.cost - s.broken_price * s.broken_all - 1e-4;
}

static void programmes_find_the_best_teams_of_some_packages(void **state) {
    (void)state;
    struct rng rng = rng_seeded(61);
    int32_t n = 0, n_better = 0;
    while (n < ROUNDS) {
        struct small small;
        const struct staff r = draw_staff(arena, &small, &rng);
        const int32_t teams = draw(&rng, 0, (1 << CELLS) - 1) & fits(&r);
        if (!is_allowed(&r, teams))
            continue;
        n++;
        assert_programme(&r, teams, draw(&rng, 1, (1 << PACKAGES) - 1), &n_better);
    }
    assert_true(n_better > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programmes_find_the_best_teams_of_some_packages),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
