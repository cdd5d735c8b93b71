// SPDX-License-Identifier: EUPL-1.2
// Recounts a plan of dates from the problem's own words, session by session. Shares no code with
// the solver: rooms and facilitators are counted by name, not by sets. Never repairs.
#include "plan/conflict.h"

struct recount {
    struct arena *arena;
    const struct plan_dates *p;
    const int32_t *slot, *facilitators;
    struct plan_conflicts *conflicts;
    int32_t *next_of;  // [n_people] the next person of the same group, -1 = none
    int32_t *first_of; // [n_groups]
};

static void report(const struct recount *c, enum plan_rule rule, int32_t m, int32_t g,
                   int32_t other, int32_t have, int32_t need) {
    plan_conflict_add(c->arena, c->conflicts,
                      (struct plan_conflict){rule, m, g, other, have, need});
}

// ---- is there anything to count? ----------------------------------------------------------------

static bool lies_within(const int32_t *list, int64_t n, int32_t least, int32_t most) {
    bool is_inside = true;
    for (int64_t k = 0; list && k < n; k++)
        is_inside &= list[k] >= least && list[k] <= most;
    return is_inside;
}

// Only what would lead outside an array or a number; a senseless rule shows in the plan.
static bool numbers_are_sane(const struct plan_dates *p) {
    const bool has_sizes = p->n_groups >= 1 && p->n_groups <= PLAN_DATES_GROUPS_MAX &&
                           p->n_modules >= 1 && p->n_modules <= PLAN_DATES_MODULES_MAX &&
                           p->n_slots >= 1 && p->n_slots <= PLAN_DATES_SLOTS_MAX &&
                           p->n_facilitators >= 0 &&
                           p->n_facilitators <= PLAN_DATES_FACILITATORS_MAX &&
                           p->n_room_kinds >= 0 && p->n_room_kinds <= PLAN_DATES_ROOM_KINDS_MAX &&
                           p->n_people >= 0 && p->n_people <= PLAN_DATES_PEOPLE_MAX &&
                           p->n_organisations >= 0 && p->n_organisations <= PLAN_DATES_PEOPLE_MAX;
    if (!has_sizes || (p->n_people == 0) != (p->absent != NULL) ||
        (p->n_people > 0 && (!p->group || !p->away)))
        return false;
    const int64_t sessions = (int64_t)p->n_groups * p->n_modules;
    const int32_t costs[] = {p->missed_cost, p->rhythm_cost, p->handover_cost, p->move_cost};
    const bool has_rhythm =
        p->rhythm_cost == 0 ||
        (p->rhythm_slots >= 1 && lies_within(&p->rhythm, 1, 0, PLAN_DATES_SLOTS_MAX));
    const bool has_staff = p->n_facilitators == 0 || (p->can && p->free);
    const bool has_rooms = p->n_room_kinds == 0 || (p->room_seats && p->rooms && p->seats_needed);
    return has_rhythm && has_staff && has_rooms && lies_within(costs, 4, 0, PLAN_DATES_COST_MAX) &&
           lies_within(p->absent, (int64_t)p->n_groups * p->n_slots, 0, PLAN_DATES_PEOPLE_MAX) &&
           lies_within(p->group, p->n_people, 0, p->n_groups - 1) &&
           lies_within(p->organisation, p->n_people, -1, p->n_organisations - 1) &&
           lies_within(p->needed, p->n_modules, 1, PLAN_DATES_NEEDED_MAX) &&
           lies_within(p->previous, sessions, -1, p->n_slots - 1) &&
           lies_within(p->previous_facilitators, sessions * PLAN_DATES_NEEDED_MAX, -1,
                       p->n_facilitators - 1);
}

static int32_t slot_of(const struct recount *c, int32_t g, int32_t m) {
    return c->slot[(ptrdiff_t)g * c->p->n_modules + m];
}

static int32_t slot_before(const struct recount *c, int32_t g, int32_t m) {
    return c->p->previous ? c->p->previous[(ptrdiff_t)g * c->p->n_modules + m] : -1;
}

static bool has_happened(const struct recount *c, int32_t g, int32_t m) {
    return slot_before(c, g, m) >= 0 && slot_before(c, g, m) < c->p->fixed_before;
}

static bool slots_exist(const struct recount *c) {
    bool is_whole = true;
    for (int32_t g = 0; g < c->p->n_groups; g++) {
        for (int32_t m = 0; m < c->p->n_modules; m++) {
            const int32_t t = slot_of(c, g, m);
            if (t >= 0 && t < c->p->n_slots)
                continue;
            report(c, PLAN_RULE_DATES_NO_SLOT, m, g, -1, t, c->p->n_slots);
            is_whole = false;
        }
    }
    return is_whole;
}

// ---- a session by itself ------------------------------------------------------------------------

static void link_people(struct recount *c) {
    c->first_of = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_groups);
    c->next_of = NEW_ARRAY(c->arena, int32_t, (size_t)c->p->n_people);
    for (int32_t g = 0; g < c->p->n_groups; g++)
        c->first_of[g] = -1;
    for (int32_t i = c->p->n_people - 1; i >= 0; i--) {
        c->next_of[i] = c->first_of[c->p->group[i]];
        c->first_of[c->p->group[i]] = i;
    }
}

static bool is_away(const struct recount *c, int32_t i, int32_t t) {
    return c->p->away[(ptrdiff_t)i * c->p->n_slots + t];
}

static int32_t count_absent(const struct recount *c, int32_t g, int32_t t) {
    if (c->p->absent)
        return c->p->absent[(ptrdiff_t)g * c->p->n_slots + t];
    int32_t n = 0;
    for (int32_t i = c->first_of[g]; i >= 0; i = c->next_of[i])
        n += is_away(c, i, t);
    return n;
}

// Told at the first person of an organisation.
static void check_organisation(const struct recount *c, int32_t g, int32_t m, int32_t first) {
    const struct plan_dates *p = c->p;
    const int32_t o = p->organisation[first], t = slot_of(c, g, m);
    int32_t n_all = 0, n_there = 0;
    for (int32_t i = c->first_of[g]; i >= 0 && o >= 0; i = c->next_of[i]) {
        if (i < first && p->organisation[i] == o)
            return;
        n_all += p->organisation[i] == o;
        n_there += p->organisation[i] == o && !is_away(c, i, t);
    }
    if (n_there < n_all && n_there < p->organisation_least)
        report(c, PLAN_RULE_DATES_ORGANISATION, m, g, t, o, p->organisation_least);
}

static void check_session(const struct recount *c, int32_t g, int32_t m) {
    const struct plan_dates *p = c->p;
    const int32_t t = slot_of(c, g, m);
    if (has_happened(c, g, m)) {
        if (t != slot_before(c, g, m))
            report(c, PLAN_RULE_FIXED, m, g, -1, t, slot_before(c, g, m));
        return;
    }
    if (t < p->fixed_before)
        report(c, PLAN_RULE_FIXED, m, g, -1, t, p->fixed_before);
    if (p->closed && p->closed[(ptrdiff_t)g * p->n_slots + t])
        report(c, PLAN_RULE_DATES_CLOSED, m, g, t, -1, -1);
    const int32_t absent = count_absent(c, g, t);
    if (p->absent_most && absent > p->absent_most[g])
        report(c, PLAN_RULE_DATES_PRESENT, m, g, t, absent, p->absent_most[g]);
    for (int32_t i = c->first_of[g]; p->organisation && i >= 0; i = c->next_of[i])
        check_organisation(c, g, m, i);
}

static void check_gap(const struct recount *c, int32_t g, int32_t m) {
    const int32_t gap = slot_of(c, g, m) - slot_of(c, g, m - 1);
    if (has_happened(c, g, m))
        return;
    if (gap < c->p->gap_least)
        report(c, PLAN_RULE_DATES_ORDER, m, g, -1, gap, c->p->gap_least);
    if (c->p->gap_most > 0 && gap > c->p->gap_most)
        report(c, PLAN_RULE_DATES_GAP_MOST, m, g, -1, gap, c->p->gap_most);
}

// ---- rooms --------------------------------------------------------------------------------------

static int32_t smallest_kind(const struct plan_dates *p, int32_t g) {
    int32_t kind = p->n_room_kinds;
    for (int32_t k = p->n_room_kinds - 1; k >= 0; k--)
        if (p->room_seats[k] >= p->seats_needed[g])
            kind = k;
    return kind;
}

// From the largest rooms down: who needs this kind or larger sits in this kind or larger.
static void check_rooms_of(const struct recount *c, const int32_t *n_of_kind, int32_t t) {
    const struct plan_dates *p = c->p;
    int64_t n_sessions = n_of_kind[p->n_room_kinds], n_rooms = 0;
    if (n_sessions > 0)
        report(c, PLAN_RULE_DATES_ROOM, -1, -1, t, (int32_t)n_sessions, 0);
    for (int32_t k = p->n_room_kinds - 1; k >= 0; k--) {
        n_sessions += n_of_kind[k];
        n_rooms += p->rooms[(ptrdiff_t)k * p->n_slots + t];
        if (n_of_kind[k] > 0 && n_sessions > n_rooms)
            report(c, PLAN_RULE_DATES_ROOM, -1, -1, t, (int32_t)n_sessions, (int32_t)n_rooms);
    }
}

static void check_rooms(const struct recount *c) {
    const struct plan_dates *p = c->p;
    const ptrdiff_t n_kinds = p->n_room_kinds + 1;
    int32_t *n_of = NEW_ARRAY(c->arena, int32_t, (size_t)n_kinds * (size_t)p->n_slots);
    for (int32_t g = 0; g < p->n_groups; g++)
        for (int32_t m = 0; m < p->n_modules; m++)
            if (!has_happened(c, g, m))
                n_of[slot_of(c, g, m) * n_kinds + smallest_kind(p, g)]++;
    for (int32_t t = 0; t < p->n_slots; t++)
        check_rooms_of(c, n_of + t * n_kinds, t);
}

// ---- facilitators -------------------------------------------------------------------------------

static const int32_t *given_by(const struct recount *c, const int32_t *list, int32_t g, int32_t m) {
    return list + ((ptrdiff_t)g * c->p->n_modules + m) * PLAN_DATES_NEEDED_MAX;
}

static bool is_among(const int32_t *list, int32_t f) {
    for (int32_t k = 0; k < PLAN_DATES_NEEDED_MAX; k++)
        if (list[k] == f)
            return true;
    return false;
}

static void check_facilitators(const struct recount *c, int32_t g, int32_t m, bool *is_busy) {
    const struct plan_dates *p = c->p;
    const int32_t *list = given_by(c, c->facilitators, g, m);
    const int32_t t = slot_of(c, g, m), needed = p->needed ? p->needed[m] : 1;
    int32_t n = 0;
    for (int32_t k = 0; k < PLAN_DATES_NEEDED_MAX; k++) {
        const int32_t f = list[k];
        if (f == -1)
            continue;
        n++;
        if (f < 0 || f >= p->n_facilitators || !p->can[(ptrdiff_t)f * p->n_modules + m]) {
            report(c, PLAN_RULE_DATES_CAN, m, g, f, -1, -1);
            continue;
        }
        bool *const is_taken = &is_busy[(ptrdiff_t)f * p->n_slots + t];
        if (!p->free[(ptrdiff_t)f * p->n_slots + t] || *is_taken)
            report(c, PLAN_RULE_DATES_BUSY, m, g, f, t, -1);
        *is_taken = true;
    }
    if (n != needed)
        report(c, PLAN_RULE_DATES_NEEDED, m, g, -1, n, needed);
}

// Nobody of the session before is there: 1. What has happened counts no more.
static int32_t count_handover(const struct recount *c, int32_t g, int32_t m) {
    const bool is_past = has_happened(c, g, m - 1);
    if (has_happened(c, g, m) || (is_past && !c->p->previous_facilitators))
        return 0;
    const int32_t *before =
        given_by(c, is_past ? c->p->previous_facilitators : c->facilitators, g, m - 1);
    const int32_t *now = given_by(c, c->facilitators, g, m);
    bool is_unknown = true;
    for (int32_t k = 0; k < PLAN_DATES_NEEDED_MAX; k++) {
        if (before[k] >= 0 && is_among(now, before[k]))
            return 0;
        is_unknown &= before[k] < 0;
    }
    return is_past && is_unknown ? 0 : 1;
}

static void check_continuity(const struct recount *c, int32_t g) {
    const struct plan_dates *p = c->p;
    bool has_somebody = false;
    for (int32_t f = 0; f < p->n_facilitators; f++) {
        bool is_everywhere = true;
        for (int32_t m = 0; m < p->n_modules; m++)
            is_everywhere &=
                has_happened(c, g, m) || is_among(given_by(c, c->facilitators, g, m), f);
        has_somebody |= is_everywhere;
    }
    if (!has_somebody)
        report(c, PLAN_RULE_DATES_CONTINUITY, -1, g, -1, -1, -1);
}

static void check_staff(const struct recount *c, struct plan_dates_score *score) {
    const struct plan_dates *p = c->p;
    bool *is_busy = NEW_ARRAY(c->arena, bool, (size_t)p->n_facilitators *(size_t)p->n_slots);
    for (int32_t g = 0; g < p->n_groups; g++) {
        for (int32_t m = 0; m < p->n_modules; m++) {
            if (!has_happened(c, g, m))
                check_facilitators(c, g, m, is_busy);
            score->handovers += m > 0 ? count_handover(c, g, m) : 0;
        }
        if (p->is_continuous)
            check_continuity(c, g);
    }
}

// ---- what it costs ------------------------------------------------------------------------------

static void count_missed(const struct recount *c, struct plan_dates_score *score) {
    for (int32_t i = 0; i < c->p->n_people; i++) {
        int64_t n = 0;
        for (int32_t m = 0; m < c->p->n_modules; m++)
            n += is_away(c, i, slot_of(c, c->p->group[i], m));
        score->missed += n > 1 ? n - 1 : 0;
    }
}

static void count_session(const struct recount *c, int32_t g, int32_t m,
                          struct plan_dates_score *score) {
    const struct plan_dates *p = c->p;
    const int32_t t = slot_of(c, g, m), was = slot_before(c, g, m);
    score->absent += count_absent(c, g, t);
    score->moved += was >= 0 && was != t;
    if (m == 0 || p->rhythm_cost == 0)
        return;
    const int32_t off = t - slot_of(c, g, m - 1) - p->rhythm;
    score->off_rhythm += (off < 0 ? -off : off) / p->rhythm_slots;
}

bool plan_dates_check(struct arena *arena, const struct plan_dates *problem, const int32_t *slot,
                      const int32_t *facilitators, struct plan_dates_score *ret_score,
                      struct plan_conflicts *ret_conflicts) {
    *ret_conflicts = (struct plan_conflicts){0};
    struct plan_dates_score score = {0};
    struct recount c = {arena, problem, slot, facilitators, ret_conflicts, NULL, NULL};
    if (!numbers_are_sane(problem) || (problem->n_facilitators > 0 && !facilitators)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1);
        return false;
    }
    if (!slots_exist(&c))
        return false;
    link_people(&c);
    for (int32_t g = 0; g < problem->n_groups; g++) {
        for (int32_t m = 0; m < problem->n_modules; m++) {
            check_session(&c, g, m);
            if (m > 0)
                check_gap(&c, g, m);
            count_session(&c, g, m, &score);
        }
    }
    if (problem->n_room_kinds > 0)
        check_rooms(&c);
    if (problem->n_facilitators > 0)
        check_staff(&c, &score);
    count_missed(&c, &score);
    score.cost = score.absent + score.missed * problem->missed_cost +
                 score.moved * problem->move_cost + score.off_rhythm * problem->rhythm_cost +
                 score.handovers * problem->handover_cost;
    *ret_score = score;
    return ret_conflicts->n == 0;
}
