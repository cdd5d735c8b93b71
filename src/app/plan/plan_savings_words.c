// SPDX-License-Identifier: EUPL-1.2
// What there is to say of savings: broken rules, limits that are in the way and what one more of
// them is worth, and what would make the target possible. Money is told for a year.
#include <math.h>

#include "app/plan/plan_savings.h"

static const double NOTHING = 1e-6, LEAST_TOLD = 0.005;

const char *const SAVINGS_CHANGE_NAMES[PLAN_SAVINGS_KINDS] = {
    [PLAN_SAVINGS_SEATS] = "seats",       [PLAN_SAVINGS_COURSE] = "course",
    [PLAN_SAVINGS_HIRE] = "hire",         [PLAN_SAVINGS_STOP] = "stop",
    [PLAN_SAVINGS_EXTERNAL] = "external",
};

static struct str family_of(struct arena *arena, const struct savings_input *input, int32_t f) {
    return f >= 0 ? savings_family_name(arena, input, f) : STR("all families");
}

// {f} is a family, {h} and {n} amounts of people, in hundredths.
static const char *const WORDS[PLAN_RULE_N] = {
    [PLAN_RULE_NUMBERS] = "a number lies outside its range",
    [PLAN_RULE_NOT_FOUND] = "no plan was found before the search was stopped; this is no proof",
    [PLAN_RULE_SAVINGS_AMOUNT] = "{f}: an amount is below 0 or too large",
    [PLAN_RULE_SAVINGS_DISMISSED] = "{f}: {h} FTE of staff, and without dismissals there are {n}",
    [PLAN_RULE_SAVINGS_APPEARED] = "{f}: {h} FTE of staff, and only {n} are explained",
    [PLAN_RULE_SAVINGS_LEAVERS] = "{f}: {h} FTE leave, expected were {n}",
    [PLAN_RULE_SAVINGS_WORK] = "{f}: {h} FTE for {n} FTE of work",
    [PLAN_RULE_SAVINGS_PRESENT] = "{f}: {h} FTE move, and {n} are there",
    [PLAN_RULE_SAVINGS_HIRES] = "{h} FTE hired, at most {n} may be",
    [PLAN_RULE_SAVINGS_COURSE] = "{f}: {h} FTE begin a course, and there are {n} seats",
    [PLAN_RULE_SAVINGS_EXTERNAL] = "{f}: {h} FTE of external hire, at most {n} may be",
    [PLAN_RULE_SAVINGS_TARGET] = "staff and external hire cost more than the target",
};

struct str savings_conflict_words(struct arena *arena, const struct savings_input *input,
                                  const struct plan_conflict *c) {
    ENSURE(WORDS[c->rule]);
    struct buf b = buf_on(arena, 128);
    if (c->round >= 0)
        buf_fmt(&b, "quarter %d: ", c->round + 1);
    for (const char *at = WORDS[c->rule]; *at != '\0'; at++) {
        if (*at != '{') {
            buf_char(&b, *at);
            continue;
        }
        if (at[1] == 'f')
            buf_str(&b, family_of(arena, input, c->person));
        else
            buf_fmt(&b, "%.2f", (at[1] == 'h' ? c->have : c->need) / 100.0);
        at += 2;
    }
    return buf_done(&b);
}

struct str savings_change_words(struct arena *arena, const struct savings_input *input,
                                const struct plan_savings_change *change) {
    const struct str family = savings_family_name(arena, input, change->family);
    const double people = ceil(change->people - 1e-3);
    const int quarter = change->quarter + 1;
    switch (change->kind) {
    case PLAN_SAVINGS_SEATS:
        return str_fmt(arena, "train %.0f more people for " STR_FMT " by quarter %d", people,
                       STR_ARG(family), quarter);
    case PLAN_SAVINGS_COURSE: {
        const struct str from = savings_family_name(arena, input, change->from);
        return str_fmt(arena,
                       "train %.0f people of " STR_FMT " for " STR_FMT
                       " by quarter %d, in a course that does not exist yet",
                       people, STR_ARG(from), STR_ARG(family), quarter);
    }
    case PLAN_SAVINGS_HIRE:
        return str_fmt(arena, "hire %.0f more people for " STR_FMT " by quarter %d", people,
                       STR_ARG(family), quarter);
    case PLAN_SAVINGS_STOP:
        return str_fmt(arena, "stop %.1f FTE of the work of " STR_FMT " by quarter %d",
                       change->people, STR_ARG(family), quarter);
    case PLAN_SAVINGS_EXTERNAL:
        return str_fmt(arena, "allow %.1f FTE more external hire for " STR_FMT " until quarter %d",
                       change->people, STR_ARG(family), quarter);
    case PLAN_SAVINGS_KINDS:
        break;
    }
    return STR_NONE;
}

// ---- limits ------------------------------------------------------------------------------------

struct limit_words {
    struct arena *arena;
    const struct savings_input *input;
    const struct plan_savings_result *result;
    struct plan_remarks *remarks;
    bool is_feasible; // one more lowers the cost of the plan, else that of the last quarter
};

static void add_remark(const struct limit_words *w, const char *rule, int32_t family,
                       struct str detail) {
    plan_remark_add(w->arena, w->remarks,
                    (struct plan_remark){.about = "family",
                                         .who = family_of(w->arena, w->input, family),
                                         .rule = rule,
                                         .detail = detail});
}

// The quarters in which a limit has a price, and the largest of them.
static void add_limit(const struct limit_words *w, const char *rule, int32_t family,
                      const char *what, const double *price) {
    const int32_t n = w->input->problem.n_quarters;
    struct buf quarters = buf_on(w->arena, 64);
    double best = 0;
    for (int32_t t = 0; t < n; t++) {
        if (price[t] > -NOTHING)
            continue;
        buf_fmt(&quarters, best == 0 ? "%d" : ", %d", t + 1);
        best = best == 0 ? -price[t] : fmax(best, -price[t]);
    }
    if (best == 0)
        return;
    const double gain = w->is_feasible ? best : best * w->input->year;
    const struct str where = buf_done(&quarters), who = family_of(w->arena, w->input, family);
    add_remark(w, rule, family,
               str_fmt(w->arena,
                       STR_FMT ": %s are full in quarters " STR_FMT
                               ": one more saves up to %.2f %s",
                       STR_ARG(who), what, STR_ARG(where), gain,
                       w->is_feasible ? "in all" : "a year at the end"));
}

// Families that have people without work at the end, and those that lack people.
static void add_mismatch(const struct limit_words *w) {
    const struct plan_savings *p = &w->input->problem;
    const struct plan_savings_plan *plan = w->is_feasible ? &w->result->plan : &w->result->nearest;
    for (int32_t f = 0; plan->staff && f < p->n_families; f++) {
        const int32_t at = f * p->n_quarters + p->n_quarters - 1;
        const double idle = plan->staff[at] - p->work[at];
        const struct str who = family_of(w->arena, w->input, f);
        if (idle > LEAST_TOLD)
            add_remark(w, "savings_idle", f,
                       str_fmt(w->arena, STR_FMT ": %.2f FTE of staff without work at the end",
                               STR_ARG(who), idle));
        if (plan->external[at] > LEAST_TOLD)
            add_remark(w, "savings_lacking", f,
                       str_fmt(w->arena, STR_FMT ": %.2f FTE of external hire at the end",
                               STR_ARG(who), plan->external[at]));
    }
}

void savings_add_limits(struct arena *arena, const struct savings_input *input,
                        const struct plan_savings_result *result, struct plan_remarks *remarks) {
    const struct plan_savings_prices *prices = &result->prices;
    const struct plan_savings *p = &input->problem;
    const struct limit_words w = {arena, input, result, remarks, result->end != PLAN_INFEASIBLE};
    if (prices->hires)
        add_limit(&w, "savings_hires", -1, "hires", prices->hires);
    if (prices->seats)
        add_limit(&w, "savings_course", -1, "seats in courses", prices->seats);
    for (int32_t f = 0; prices->seats_to && f < p->n_families; f++)
        add_limit(&w, "savings_course", f, "seats in courses",
                  prices->seats_to + (ptrdiff_t)f * p->n_quarters);
    add_mismatch(&w);
}
