// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a small problem of dates, with numbers in and out of range. What the solver calls a
// plan must pass the recount with the same cost and not be below the bound; and any bytes as a plan
// must leave the recount standing.
#include "base/arena.h"
#include "vliegwiel/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { GROUPS_MAX = 6, MODULES_MAX = 4, SLOTS_MAX = 20, STAFF_MAX = 5, PEOPLE_MAX = 12 };

struct bytes {
    const uint8_t *p;
    size_t n;
};

static int32_t next(struct bytes *b) {
    const int32_t value = b->n > 0 ? (int8_t)*b->p : 0;
    b->p += b->n > 0;
    b->n -= b->n > 0;
    return value;
}

static int32_t up_to(struct bytes *b, int32_t most) {
    return (next(b) & 127) % (most + 1);
}

// Mostly in range.
static int32_t number(struct bytes *b, int32_t least, int32_t most) {
    const int32_t value = next(b);
    return value == -128 ? value : least + (value & 127) % (most - least + 1);
}

static int32_t *numbers(struct bytes *b, struct arena *arena, int32_t n, int32_t least,
                        int32_t most) {
    int32_t *list = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = number(b, least, most);
    return list;
}

static bool *flags(struct bytes *b, struct arena *arena, int32_t n) {
    bool *list = NEW_ARRAY(arena, bool, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        list[k] = up_to(b, 3) > 0;
    return list;
}

static void add_people(struct plan_dates *p, struct bytes *b, struct arena *arena) {
    if (up_to(b, 1) == 0) {
        p->absent = numbers(b, arena, p->n_groups * p->n_slots, 0, 9);
        return;
    }
    p->n_people = up_to(b, PEOPLE_MAX);
    p->group = numbers(b, arena, p->n_people, 0, p->n_groups - 1);
    p->away = flags(b, arena, p->n_people * p->n_slots);
    p->missed_cost = number(b, 0, 9);
    p->n_organisations = up_to(b, 3);
    p->organisation = numbers(b, arena, p->n_people, -1, p->n_organisations - 1);
    p->organisation_least = number(b, 0, 2);
}

static void add_rooms_and_staff(struct plan_dates *p, struct bytes *b, struct arena *arena) {
    p->n_room_kinds = up_to(b, 2);
    int32_t *seats = NEW_ARRAY(arena, int32_t, 2);
    seats[0] = number(b, 0, 5);
    seats[1] = number(b, 6, 9);
    p->room_seats = seats;
    p->rooms = numbers(b, arena, 2 * p->n_slots, 0, 3);
    p->seats_needed = numbers(b, arena, p->n_groups, 0, 9);
    p->n_facilitators = up_to(b, STAFF_MAX);
    p->can = flags(b, arena, p->n_facilitators * p->n_modules);
    p->free = flags(b, arena, p->n_facilitators * p->n_slots);
    p->needed = up_to(b, 1) == 0 ? NULL : numbers(b, arena, p->n_modules, 1, 2);
    p->handover_cost = p->n_facilitators > 0 ? number(b, 0, 4) : 0;
    p->is_continuous = p->n_facilitators > 0 && up_to(b, 3) == 0;
}

static struct plan_dates problem_of(struct bytes *b, struct arena *arena) {
    struct plan_dates p = {.n_groups = 1 + up_to(b, GROUPS_MAX - 1),
                           .n_modules = 1 + up_to(b, MODULES_MAX - 1),
                           .n_slots = 1 + up_to(b, SLOTS_MAX - 1)};
    const int32_t sessions = p.n_groups * p.n_modules;
    add_people(&p, b, arena);
    p.closed = up_to(b, 1) == 0 ? NULL : flags(b, arena, p.n_groups * p.n_slots);
    p.absent_most = up_to(b, 1) == 0 ? NULL : numbers(b, arena, p.n_groups, 0, 9);
    p.gap_least = number(b, 0, 4);
    p.gap_most = number(b, 0, 9);
    p.rhythm = number(b, 0, 9);
    p.rhythm_slots = number(b, 0, 3);
    p.rhythm_cost = number(b, 0, 3);
    add_rooms_and_staff(&p, b, arena);
    if (up_to(b, 1) == 0)
        return p;
    p.previous = numbers(b, arena, sessions, -1, p.n_slots - 1);
    if (up_to(b, 1) == 0)
        p.previous_facilitators = numbers(b, arena, sessions * PLAN_DATES_NEEDED_MAX, -1,
                                          p.n_facilitators > 0 ? p.n_facilitators - 1 : -1);
    p.fixed_before = number(b, 0, p.n_slots);
    p.move_cost = number(b, 0, 9);
    return p;
}

// Long enough to place, improve and price; too short for a proof in a child process.
static bool stop_soon(void *context, const struct plan_progress *progress) {
    (void)progress;
    int *const n_asked = context;
    return ++*n_asked < 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(64 << 20);
    struct bytes b = {data, n};
    const struct plan_dates p = problem_of(&b, arena);
    int n_asked = 0;
    const struct plan_search search = {
        .seed = 1, .effort = 1, .progress = stop_soon, .context = &n_asked};
    struct plan_dates_result result;
    struct plan_dates_score score;
    struct plan_conflicts conflicts;
    plan_dates_solve(arena, &p, &search, &result);
    ENSURE((result.slot == NULL) == (result.end == PLAN_INFEASIBLE));
    ENSURE(result.slot != NULL || result.conflicts.n > 0);
    if (result.slot) {
        ENSURE(plan_dates_check(arena, &p, result.slot, result.facilitators, &score, &conflicts));
        ENSURE(score.cost == result.score.cost && score.cost >= result.bound);
    }
    const int32_t sessions = p.n_groups * p.n_modules;
    const int32_t *const slot = numbers(&b, arena, sessions, 0, p.n_slots - 1);
    const int32_t *const staff =
        numbers(&b, arena, sessions * PLAN_DATES_NEEDED_MAX, -1, p.n_facilitators);
    if (plan_dates_check(arena, &p, slot, staff, &score, &conflicts) && result.slot)
        ENSURE(score.cost >= result.bound);
    arena_free(arena);
    return 0;
}
