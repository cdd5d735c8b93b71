// SPDX-License-Identifier: EUPL-1.2
// What placed groups leave of rooms and facilitators: the tables of sets against looking for names
// in every way, groups that come and go, and what a group pays, by hand.
#include "base/testing.h"

#include "base/rng.h"
#include "plan/dates/dates.h"

enum { GROUPS = 4, MODULES = 3, SLOTS = 4, STAFF = 4, SETS = 8, SESSIONS = GROUPS * MODULES };

TEST_ARENA((size_t)1 << 28);

static int32_t draw(struct rng *rng, uint32_t most) {
    return (int32_t)rng_below(rng, most + 1);
}

static struct plan_dates drawn_problem(struct rng *rng, bool is_named) {
    static const int32_t absent[GROUPS * SLOTS] = {0};
    bool *can = NEW_ARRAY(arena, bool, STAFF *MODULES);
    bool *free = NEW_ARRAY(arena, bool, STAFF *SLOTS);
    int32_t *needed = NEW_ARRAY(arena, int32_t, MODULES);
    for (int32_t k = 0; k < STAFF * MODULES; k++)
        can[k] = draw(rng, 2) > 0;
    for (int32_t k = 0; k < STAFF * SLOTS; k++)
        free[k] = draw(rng, 4) > 0;
    for (int32_t m = 0; m < MODULES; m++)
        needed[m] = 1 + (draw(rng, 2) == 0);
    return (struct plan_dates){.n_groups = GROUPS,
                               .n_modules = MODULES,
                               .n_slots = SLOTS,
                               .absent = absent,
                               .gap_least = 1,
                               .n_facilitators = STAFF,
                               .can = can,
                               .free = free,
                               .needed = needed,
                               .handover_cost = is_named ? 1 : 0};
}

// ---- facilitators by name -----------------------------------------------------------------------

// Places to fill in one slot: [n] the module of each. `taken` is a set of facilitators.
static bool can_fill(const struct plan_dates *p, int32_t t, const int32_t *places, int32_t n,
                     int32_t taken) {
    if (n == 0)
        return true;
    for (int32_t f = 0; f < STAFF; f++)
        if ((taken >> f & 1) == 0 && p->free[f * SLOTS + t] &&
            p->can[f * MODULES + places[n - 1]] && can_fill(p, t, places, n - 1, taken | 1 << f))
            return true;
    return false;
}

// Could a session of the module, with this facilitator of its own (-1: none), come beside those
// that are there in slot t?
static bool fits_beside(const struct dates_state *s, int32_t m, int32_t t, int32_t lead) {
    const struct plan_dates *p = s->d->problem;
    int32_t places[(SESSIONS + 1) * 2], n = 0, taken = lead >= 0 ? 1 << lead : 0;
    for (int32_t k = 0; k < SESSIONS; k++) {
        if (!s->is_placed[k / MODULES] || s->slot[k] != t)
            continue;
        if (s->d->is_named && (taken >> s->lead[k] & 1) != 0)
            return false;
        taken |= s->d->is_named ? 1 << s->lead[k] : 0;
        for (int32_t more = p->needed[k % MODULES] - s->d->is_named; more > 0; more--)
            places[n++] = k % MODULES;
    }
    for (int32_t more = p->needed[m] - s->d->is_named; more > 0; more--)
        places[n++] = m;
    return can_fill(p, t, places, n, taken);
}

static void assert_tables(const struct dates_state *s, int32_t *n_yes, int32_t *n_no) {
    const struct plan_dates *p = s->d->problem;
    for (int32_t t = 0; t < SLOTS; t++)
        for (int32_t m = 0; m < MODULES; m++) {
            for (int32_t f = 0; s->d->is_named && f < STAFF; f++) {
                if (!p->can[f * MODULES + m] || !p->free[f * SLOTS + t])
                    continue;
                const bool wanted = fits_beside(s, m, t, f);
                assert_int_equal(dates_state_has_staff(s, m, t, f), wanted);
                wanted ? ++*n_yes : ++*n_no;
            }
            if (s->d->is_named)
                continue;
            const bool wanted = fits_beside(s, m, t, -1);
            assert_int_equal(dates_state_has_staff(s, m, t, -1), wanted);
            assert_int_equal(s->can_add[t] >> m & 1, wanted);
            wanted ? ++*n_yes : ++*n_no;
        }
}

// Places the group somewhere, each session where the names say that it can be.
static bool place(struct dates_state *s, int32_t g, struct rng *rng) {
    const struct plan_dates *p = s->d->problem;
    int32_t slot[MODULES], lead[MODULES];
    const int32_t skipped = draw(rng, SLOTS - 1);
    for (int32_t m = 0; m < MODULES; m++) {
        slot[m] = m < skipped ? m : m + 1;
        lead[m] = s->d->is_named ? draw(rng, STAFF - 1) : -1;
        const int32_t f = lead[m];
        if (f >= 0 && (!p->can[f * MODULES + m] || !p->free[f * SLOTS + slot[m]]))
            return false;
        if (!fits_beside(s, m, slot[m], f))
            return false;
    }
    dates_state_add(s, g, slot, lead);
    return true;
}

static void compare(uint64_t seed, bool is_named, int32_t *n_yes, int32_t *n_no) {
    struct rng rng = rng_seeded(seed);
    const struct plan_dates p = drawn_problem(&rng, is_named);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    if (conflicts.n > 0)
        return;
    struct dates_state s = dates_state_new(arena, &d), copy = dates_state_new(arena, &d);
    for (int32_t k = 0; k < 12; k++) {
        const int32_t g = draw(&rng, GROUPS - 1);
        if (s.is_placed[g])
            dates_state_remove(&s, g);
        else if (!place(&s, g, &rng))
            continue;
        assert_tables(&s, n_yes, n_no);
        dates_state_copy(&copy, &s);
        assert_tables(&copy, n_yes, n_no);
    }
    for (int32_t g = 0; g < GROUPS; g++)
        if (s.is_placed[g])
            dates_state_remove(&s, g);
    assert_int_equal(s.n_placed, 0);
    assert_int_equal(s.total, 0);
    assert_memory_equal(s.staff_left, d.staff, sizeof(int32_t) * SLOTS * SETS);
    for (int32_t k = 0; k < STAFF * SLOTS; k++)
        assert_false(s.is_leading[k]);
}

static void sets_know_what_names_know(void **state) {
    (void)state;
    int32_t n_yes = 0, n_no = 0, n_named = 0, n_not_named = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        compare(seed, false, &n_yes, &n_no);
        compare(seed, true, &n_named, &n_not_named);
    }
    assert_true(n_yes >= 200 && n_no >= 200 && n_named >= 200 && n_not_named >= 200);
}

// ---- rooms --------------------------------------------------------------------------------------

// Slot 0: two small rooms and one large; slot 1: one small. Groups 0 and 1 need few seats, 2 many.
static const int32_t SEATS[] = {5, 9}, NEEDED_SEATS[] = {1, 5, 6}, ROOMS[] = {2, 1, 0, 1, 0, 1},
                     FEW[9] = {0};

static struct plan_dates with_rooms(void) {
    return (struct plan_dates){.n_groups = 3,
                               .n_modules = 1,
                               .n_slots = 3,
                               .absent = FEW,
                               .gap_least = 1,
                               .n_room_kinds = 2,
                               .room_seats = SEATS,
                               .rooms = ROOMS,
                               .seats_needed = NEEDED_SEATS};
}

static void rooms_are_taken_and_given_back(void **state) {
    (void)state;
    static const int32_t first[] = {0}, nobody[] = {-1};
    const struct plan_dates p = with_rooms();
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    struct dates_state s = dates_state_new(arena, &d);
    assert_true(dates_state_has_room(&s, 0, 0) && dates_state_has_room(&s, 1, 0));
    assert_true(dates_state_has_room(&s, 0, 1) && !dates_state_has_room(&s, 1, 1));
    assert_false(dates_state_has_room(&s, 2, 0)); // of no kind at all
    dates_state_add(&s, 0, first, nobody);
    assert_true(dates_state_has_room(&s, 0, 0) && dates_state_has_room(&s, 1, 0));
    dates_state_add(&s, 1, first, nobody);
    assert_true(dates_state_has_room(&s, 0, 0) && dates_state_has_room(&s, 1, 0));
    dates_state_add(&s, 2, first, nobody);
    assert_false(dates_state_has_room(&s, 0, 0) || dates_state_has_room(&s, 1, 0));
    dates_state_remove(&s, 1);
    assert_true(dates_state_has_room(&s, 0, 0) && !dates_state_has_room(&s, 1, 0));
    assert_int_equal(s.n_placed, 2);
    assert_false(s.is_placed[1]);
    dates_state_remove(&s, 2);
    assert_true(dates_state_has_room(&s, 1, 0));
}

// Group 2 looks for a place: slot 0 has one large room, slot 1 never has, slot 2 has one. A full
// slot costs its weight; what could never be stays closed.
static void what_is_full_costs_its_weight(void **state) {
    (void)state;
    static const int32_t first[] = {0}, nobody[] = {-1};
    static const int64_t weight[] = {10, 20, 30};
    struct plan_dates p = with_rooms();
    p.rooms = (const int32_t[]){0, 1, 0, 1, 0, 1};
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    struct dates_state s = dates_state_new(arena, &d);
    struct dates_path path = dates_path_new(arena, &d);
    dates_state_add(&s, 0, first, nobody);
    dates_path_own(&path, 2);
    dates_state_strain(&s, 2, weight, &path);
    assert_int_equal(path.cost[0], 10);
    assert_int_equal(path.cost[1], DATES_NEVER);
    assert_int_equal(path.cost[2], 0);
    dates_path_own(&path, 2);
    dates_state_strain(&s, 2, NULL, &path);
    assert_int_equal(path.cost[0], DATES_NEVER);
    assert_int_equal(path.cost[2], 0);
}

// Two facilitators of everything, free in both slots but for 1 in slot 1; 0 leads in slot 0.
static void whoever_leads_is_taken(void **state) {
    (void)state;
    static const bool can[] = {true, true}, free[] = {true, true, true, false};
    static const int32_t slot[] = {0}, lead[] = {0}, absent[4] = {0};
    static const int64_t weight[] = {10, 20};
    const struct plan_dates p = {.n_groups = 2,
                                 .n_modules = 1,
                                 .n_slots = 2,
                                 .absent = absent,
                                 .gap_least = 1,
                                 .n_facilitators = 2,
                                 .can = can,
                                 .free = free,
                                 .handover_cost = 1};
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    struct dates_state s = dates_state_new(arena, &d);
    struct dates_path path = dates_path_new(arena, &d);
    dates_state_add(&s, 0, slot, lead);
    static const int64_t weighed[] = {10, 0, 0, DATES_NEVER},
                         closed[] = {DATES_NEVER, 0, 0, DATES_NEVER};
    dates_path_own(&path, 1);
    dates_state_strain(&s, 1, weight, &path);
    assert_memory_equal(path.lead_cost, weighed, sizeof weighed);
    dates_path_own(&path, 1);
    dates_state_strain(&s, 1, NULL, &path);
    assert_memory_equal(path.lead_cost, closed, sizeof closed);
}

// ---- what a group pays --------------------------------------------------------------------------

// Group 1 has people 1 and 2 and three modules, in slots 0, 2 and 4; person 1 misses all three, 2
// the last two. Gaps of 2 are 1 off, at 7. It was in slots 0, 3 and nowhere: one moved, at 20.
static void a_group_pays_for_all(void **state) {
    (void)state;
    static const int32_t group[] = {0, 1, 1}, slot[] = {0, 2, 4}, lead[] = {0, 0, 1};
    static const int32_t previous[] = {0, 1, 2, 0, 3, -1};
    static const bool away[15] = {[5] = true, [7] = true, [9] = true, [12] = true, [14] = true};
    static const bool can[6] = {true, true, true, true, true, true};
    static const bool free[10] = {true, true, true, true, true, true, true, true, true, true};
    static const int32_t staff[6 * PLAN_DATES_NEEDED_MAX] = {[12] = 1};
    struct plan_dates p = {.n_groups = 2,
                           .n_modules = 3,
                           .n_slots = 5,
                           .n_people = 3,
                           .group = group,
                           .away = away,
                           .missed_cost = 100,
                           .gap_least = 1,
                           .rhythm = 3,
                           .rhythm_slots = 1,
                           .rhythm_cost = 7,
                           .previous = previous,
                           .move_cost = 20,
                           .n_facilitators = 2,
                           .can = can,
                           .free = free,
                           .handover_cost = 1000};
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    // absent 1 + 2 + 2, missed again 2 + 1, off rhythm 1 + 1, moved 1, handed over 1
    assert_int_equal(dates_group_cost(&d, 1, slot, lead), 5 + 300 + 14 + 20 + 1000);
    d.always = 1; // one who is taken to be there misses nothing again; `absent` is another matter
    assert_int_equal(dates_group_cost(&d, 1, slot, lead), 5 + 100 + 14 + 20 + 1000);
    struct dates_state s = dates_state_new(arena, &d);
    dates_state_add(&s, 1, slot, lead);
    assert_int_equal(s.total, 5 + 100 + 14 + 20 + 1000);
    assert_int_equal(s.lead[5], 1);
    dates_state_remove(&s, 1);
    assert_int_equal(s.total, 0);
    p.previous_facilitators = staff; // the first session has been, by facilitator 1
    p.fixed_before = 1;
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(conflicts.n, 0);
    assert_int_equal(dates_group_cost(&d, 1, slot, lead), 5 + 300 + 14 + 20 + 2000);
    static const int32_t other[] = {-1, 1, 1};
    assert_int_equal(dates_group_cost(&d, 1, slot, other), 5 + 300 + 14 + 20);
    static const int32_t first[6 * PLAN_DATES_NEEDED_MAX] = {0};
    p.previous_facilitators = first; // by facilitator 0
    dates_expand(arena, &p, &d, &conflicts);
    assert_int_equal(dates_group_cost(&d, 1, slot, other), 5 + 300 + 14 + 20 + 1000);
}

// Before anybody is placed no session has a slot, nor a facilitator.
static void a_new_state_is_empty(void **state) {
    (void)state;
    struct rng rng = rng_seeded(1);
    struct plan_dates p = drawn_problem(&rng, true);
    struct plan_conflicts conflicts = {0};
    struct dates d;
    dates_expand(arena, &p, &d, &conflicts);
    const struct dates_state s = dates_state_new(arena, &d);
    for (int32_t k = 0; k < SESSIONS; k++)
        assert_true(s.slot[k] == -1 && s.lead[k] == -1);
    assert_true(s.n_placed == 0 && s.total == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_know_what_names_know),
        cmocka_unit_test(rooms_are_taken_and_given_back),
        cmocka_unit_test(what_is_full_costs_its_weight),
        cmocka_unit_test(whoever_leads_is_taken),
        cmocka_unit_test(a_group_pays_for_all),
        cmocka_unit_test(a_new_state_is_empty),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
