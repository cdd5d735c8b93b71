// SPDX-License-Identifier: EUPL-1.2
// Recounts a staffing plan from the problem's own words. Shares no code with the solver: teams come
// from the lines of the plan, hours are added as they stand there. Never repairs.
#include <math.h>

#include "plan/conflict.h"

static const double ROUNDING = 1e-6; // hours that a plan written in decimals may be off

struct recount {
    struct arena *arena;
    const struct plan_staffing *p;
    struct plan_conflicts *conflicts;
    bool *is_member; // [n_packages * n_people]
    double *hours;   // [n_people]
    double *done;    // [n_packages * n_skills] at level 1
    struct plan_staffing_score score;
};

static int32_t clamp(double value) {
    return value < 2e9 ? (int32_t)ceil(value) : 2000000000;
}

static void report(const struct recount *c, enum plan_rule rule, int32_t person, int32_t package,
                   int32_t have, int32_t need) {
    plan_conflict_add(c->arena, c->conflicts,
                      (struct plan_conflict){rule, -1, person, package, have, need});
}

// Only what would lead outside an array; the rest of a senseless problem shows in its plan.
static bool sizes_are_sane(const struct plan_staffing *p) {
    if (p->n_people < 1 || p->n_people > PLAN_STAFFING_PEOPLE_MAX || p->n_packages < 1 ||
        p->n_packages > PLAN_STAFFING_PACKAGES_MAX || p->n_skills < 1 ||
        p->n_skills > PLAN_STAFFING_SKILLS_MAX ||
        (int64_t)p->n_people * p->n_packages > PLAN_STAFFING_CELLS_MAX)
        return false;
    for (int32_t k = 0; k < p->n_now + p->n_pinned; k++) {
        const struct plan_place at = k < p->n_now ? p->now[k] : p->pinned[k - p->n_now];
        if (at.person < 0 || at.person >= p->n_people || at.package < 0 ||
            at.package >= p->n_packages)
            return false;
    }
    for (int32_t k = 0; k < p->n_wishes; k++) {
        const struct plan_want *at = &p->wishes[k];
        if (at->person < 0 || at->person >= p->n_people || at->package < 0 ||
            at->package >= p->n_packages)
            return false;
    }
    return true;
}

static bool *member(const struct recount *c, int32_t i, int32_t j) {
    return &c->is_member[(ptrdiff_t)j * c->p->n_people + i];
}

static bool recount_line(struct recount *c, const struct plan_work *w) {
    const struct plan_staffing *p = c->p;
    if (w->person < 0 || w->person >= p->n_people || w->package < 0 ||
        w->package >= p->n_packages) {
        report(c, PLAN_RULE_PERSON, -1, w->package, w->person, p->n_people);
        return false;
    }
    if (w->skill < 0 || w->skill >= p->n_skills || !(w->hours >= 0) || w->hours > 1e6) {
        report(c, PLAN_RULE_WORK, w->person, w->package, w->skill, -1);
        return false;
    }
    const double level = p->level[(ptrdiff_t)w->person * p->n_skills + w->skill];
    if (w->hours > 0 && !(level > 0))
        report(c, PLAN_RULE_WORK, w->person, w->package, w->skill, -1);
    *member(c, w->person, w->package) = true;
    c->hours[w->person] += w->hours;
    c->done[(ptrdiff_t)w->package * p->n_skills + w->skill] += level * w->hours;
    return true;
}

static void recount_people(struct recount *c) {
    const struct plan_staffing *p = c->p;
    for (int32_t i = 0; i < p->n_people; i++) {
        int32_t n = 0;
        for (int32_t j = 0; j < p->n_packages; j++)
            n += *member(c, i, j);
        if (n > p->packages_most[i])
            report(c, PLAN_RULE_PACKAGES, i, -1, n, p->packages_most[i]);
        if (c->hours[i] > p->hours[i] + ROUNDING)
            report(c, PLAN_RULE_HOURS, i, -1, clamp(c->hours[i]), clamp(p->hours[i]));
        c->score.members += n;
        c->score.strain += fmax(0, c->hours[i] - 0.95 * p->hours[i]);
    }
}

static void recount_team(struct recount *c, int32_t j) {
    const struct plan_staffing *p = c->p;
    int32_t n = 0;
    bool is_led = !p->needs_lead || !p->needs_lead[j];
    for (int32_t i = 0; i < p->n_people; i++) {
        n += *member(c, i, j);
        is_led |= *member(c, i, j) && p->can_lead && p->can_lead[i];
    }
    if (p->team_least && n < p->team_least[j])
        report(c, PLAN_RULE_TEAM, -1, j, n, p->team_least[j]);
    if (p->team_most && n > p->team_most[j])
        report(c, PLAN_RULE_TEAM, -1, j, n, p->team_most[j]);
    if (!is_led)
        report(c, PLAN_RULE_LEAD, -1, j, n, -1);
    for (int32_t s = 0; s < p->n_skills; s++) {
        const ptrdiff_t at = (ptrdiff_t)j * p->n_skills + s;
        c->score.unmet += fmax(0, p->demand[at] - c->done[at]);
        int32_t experts = 0;
        for (int32_t i = 0; i < p->n_people && p->demand[at] > 0; i++)
            experts += *member(c, i, j) && p->level[(ptrdiff_t)i * p->n_skills + s] >= 1;
        c->score.backups += p->demand[at] > 0 && experts < 2;
    }
}

static void recount_changes(struct recount *c) {
    const struct plan_staffing *p = c->p;
    bool *is_now = NEW_ARRAY(c->arena, bool, (size_t)p->n_people *(size_t)p->n_packages);
    for (int32_t k = 0; k < p->n_now; k++)
        is_now[(ptrdiff_t)p->now[k].package * p->n_people + p->now[k].person] = true;
    for (int32_t i = 0; i < p->n_people; i++) {
        bool is_changed = false;
        for (int32_t j = 0; j < p->n_packages; j++) {
            const bool was = is_now[(ptrdiff_t)j * p->n_people + i], is = *member(c, i, j);
            is_changed |= was != is;
            c->score.changes += is && !was;
        }
        c->score.changed += is_changed;
    }
    if (p->changed_most >= 0 && c->score.changed > p->changed_most)
        report(c, PLAN_RULE_CHANGES, -1, -1, c->score.changed, p->changed_most);
    for (int32_t k = 0; k < p->n_pinned; k++) {
        if (!*member(c, p->pinned[k].person, p->pinned[k].package))
            report(c, PLAN_RULE_PINNED, p->pinned[k].person, p->pinned[k].package, -1, -1);
    }
}

static void recount_wishes(struct recount *c) {
    const struct plan_staffing *p = c->p;
    bool *wishes = NEW_ARRAY(c->arena, bool, (size_t)p->n_people);
    bool *is_heard = NEW_ARRAY(c->arena, bool, (size_t)p->n_people);
    for (int32_t k = 0; k < p->n_wishes; k++) {
        const struct plan_want *w = &p->wishes[k];
        wishes[w->person] = true;
        if (*member(c, w->person, w->package)) {
            is_heard[w->person] = true;
            c->score.wishes += w->wish;
        }
    }
    for (int32_t i = 0; i < p->n_people; i++)
        c->score.unheard += wishes[i] && !is_heard[i];
}

bool plan_staffing_check(struct arena *arena, const struct plan_staffing *problem,
                         const struct plan_work *work, int32_t n_work,
                         struct plan_staffing_score *ret_score,
                         struct plan_conflicts *ret_conflicts) {
    const struct plan_staffing *p = problem;
    *ret_score = (struct plan_staffing_score){0};
    *ret_conflicts = (struct plan_conflicts){0};
    struct recount c = {.arena = arena, .p = p, .conflicts = ret_conflicts};
    if (!sizes_are_sane(p)) {
        report(&c, PLAN_RULE_NUMBERS, -1, -1, -1, -1);
        return false;
    }
    c.is_member = NEW_ARRAY(arena, bool, (size_t)p->n_people *(size_t)p->n_packages);
    c.hours = NEW_ARRAY(arena, double, (size_t)p->n_people);
    c.done = NEW_ARRAY(arena, double, (size_t)p->n_packages *(size_t)p->n_skills);
    for (int32_t k = 0; k < n_work; k++)
        recount_line(&c, &work[k]);
    recount_people(&c);
    for (int32_t j = 0; j < p->n_packages; j++)
        recount_team(&c, j);
    recount_changes(&c);
    recount_wishes(&c);
    c.score.cost = p->member_cost * c.score.members + p->change_cost * c.score.changes -
                   p->wish_worth * c.score.wishes + p->unmet_cost * c.score.unmet +
                   p->backup_cost * c.score.backups + p->unheard_cost * c.score.unheard +
                   p->strain_cost * c.score.strain;
    *ret_score = c.score;
    return ret_conflicts->n == 0;
}
