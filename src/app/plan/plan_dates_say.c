// SPDX-License-Identifier: EUPL-1.2
// What the dates engine says, in words: broken rules, and what stands in the way. Of a person only
// what that person's own calendar does is told.
#include "app/plan/plan_dates.h"

// {g} a group, {m} a module, {t} `other` as slot, {f} `other` as facilitator, {s} `have` as slot,
// {o} `have` as organisation, {h} and {n} numbers. Modules are said from 1.
static const char *const WORDS[PLAN_RULE_N] = {
    [PLAN_RULE_NUMBERS] = "a number lies outside its range",
    [PLAN_RULE_NOT_FOUND] =
        "no plan that keeps every rule was found with this effort; this is no proof",
    [PLAN_RULE_FIXED] = "group {g}, module {m}: what has happened stays, and nothing new is "
                        "planned before it",
    [PLAN_RULE_DATES_NO_SLOT] = "group {g}, module {m}: half-day {h} of {n} does not exist",
    [PLAN_RULE_DATES_CLOSED] = "group {g}, module {m}: {t} is closed to the group",
    [PLAN_RULE_DATES_PRESENT] =
        "group {g}, module {m}: {t} {h} cannot come, and at most {n} may be missing",
    [PLAN_RULE_DATES_ORGANISATION] = "group {g}, module {m}: {t} at least {n} of {o} must be there",
    [PLAN_RULE_DATES_ORDER] =
        "group {g}, module {m}: {h} half-days after the module before, at least {n} must be",
    [PLAN_RULE_DATES_GAP_MOST] =
        "group {g}, module {m}: {h} half-days after the module before, at most {n} may be",
    [PLAN_RULE_DATES_ROOM] = "{t}: {h} sessions, and {n} rooms that are large enough",
    [PLAN_RULE_DATES_CAN] = "group {g}, module {m}: facilitator {f} does not give this module",
    [PLAN_RULE_DATES_BUSY] =
        "group {g}, module {m}: facilitator {f} is not free {s}, or is there twice",
    [PLAN_RULE_DATES_NEEDED] = "group {g}, module {m}: {h} facilitators, {n} are needed",
    [PLAN_RULE_DATES_CONTINUITY] = "group {g}: nobody is at all its sessions",
    [PLAN_RULE_DATES_CROWDED] = "proven: rooms and facilitators together are too few for all "
                                "groups",
    [PLAN_RULE_DATES_UNPLACED] = "group {g} has no place in the nearest plan found",
};
// The same rules where no plan can keep them.
static const char *const NEVER[PLAN_RULE_N] = {
    [PLAN_RULE_DATES_CLOSED] = "group {g}, module {m}: every half-day is closed to the group",
    [PLAN_RULE_DATES_PRESENT] =
        "group {g}, module {m}: there is no half-day on which at most {n} are missing",
    [PLAN_RULE_DATES_ORGANISATION] =
        "group {g}, module {m}: there is no half-day on which at least {n} of each organisation "
        "can come",
    [PLAN_RULE_DATES_ROOM] = "{h} sessions, and only {n} rooms that are large enough in all "
                             "half-days together",
    [PLAN_RULE_DATES_CAN] = "module {m}: {h} facilitators give it, {n} are needed",
    [PLAN_RULE_DATES_BUSY] = "group {g}, module {m}: on no half-day with a room that suits the "
                             "group are {n} facilitators free who give it",
    [PLAN_RULE_DATES_ORDER] =
        "group {g}: its modules do not fit into the {h} half-days with a gap of at least {n}, "
        "where it can come, has a room and facilitators",
    [PLAN_RULE_DATES_CONTINUITY] = "group {g}: nobody gives all its modules",
};

static void add_name(struct buf *b, const struct str *names, int32_t k) {
    if (names && k >= 0)
        buf_str(b, names[k]);
    else
        buf_i64(b, k);
}

struct str dates_slot_name(struct arena *arena, const struct dates_input *input, int32_t slot) {
    static const char *const DAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    if (slot < 0)
        return STR("");
    if (!input->days || slot >= input->problem.n_slots)
        return str_fmt(arena, "half-day %d", slot);
    const struct day day = input->days[slot / 2];
    return str_fmt(arena, "%s " STR_FMT " %s", DAYS[day_weekday(day)], STR_ARG(day_iso(arena, day)),
                   slot % 2 == 0 ? "am" : "pm");
}

static void add_value(struct buf *b, const struct dates_input *input, const struct plan_conflict *c,
                      char what) {
    switch (what) {
    case 'g':
        add_name(b, input->groups, c->person);
        break;
    case 'm':
        buf_i64(b, c->round + 1);
        break;
    case 't':
        buf_str(b, dates_slot_name(b->arena, input, c->other));
        break;
    case 's':
        buf_str(b, dates_slot_name(b->arena, input, c->have));
        break;
    case 'f':
        add_name(b, c->other < input->problem.n_facilitators ? input->facilitators : NULL,
                 c->other);
        break;
    case 'o':
        add_name(b, input->organisations, c->have);
        break;
    case 'h':
        buf_i64(b, c->have);
        break;
    default:
        buf_i64(b, c->need);
    }
}

static bool is_never(const struct plan_conflict *c) {
    if (c->rule == PLAN_RULE_DATES_ORDER || c->rule == PLAN_RULE_DATES_CONTINUITY)
        return c->round < 0 && c->need >= 0;
    return c->other < 0;
}

static struct str conflict_detail(struct arena *arena, const struct dates_input *input,
                                  const struct plan_conflict *c) {
    const char *words = WORDS[c->rule];
    if (is_never(c) && NEVER[c->rule])
        words = NEVER[c->rule];
    if (c->rule == PLAN_RULE_DATES_ROOM && c->person >= 0)
        words = "group {g}: there is no room that is large enough on a half-day that suits it";
    ENSURE(words);
    struct buf b = buf_on(arena, 128);
    for (const char *at = words; *at != '\0'; at++) {
        if (*at != '{') {
            buf_char(&b, *at);
            continue;
        }
        add_value(&b, input, c, at[1]);
        at += 2;
    }
    return buf_done(&b);
}

void dates_say_conflicts(struct arena *arena, const struct dates_input *input,
                         const struct plan_conflicts *conflicts, struct plan_answer *answer) {
    for (int32_t k = 0; k < conflicts->n; k++) {
        const struct plan_conflict *c = &conflicts->list[k];
        plan_remark_add(arena, &answer->conflicts,
                        (struct plan_remark){.rule = plan_rule_name(c->rule),
                                             .detail = conflict_detail(arena, input, c)});
    }
}

// ---- reasons ------------------------------------------------------------------------------------

static void say_missed(struct arena *arena, const struct dates_input *input,
                       const struct plan_dates_result *result, int32_t i, struct str who,
                       struct plan_answer *answer) {
    const struct plan_dates *p = &input->problem;
    struct buf b = buf_on(arena, 64);
    for (int32_t m = 0; m < p->n_modules; m++) {
        const int32_t t = result->slot[(ptrdiff_t)p->group[i] * p->n_modules + m];
        if (p->away[(ptrdiff_t)i * p->n_slots + t])
            buf_fmt(&b, b.n == 0 ? "misses module %d" : ", %d", m + 1);
    }
    if (b.n > 0)
        plan_remark_add(arena, &answer->reasons,
                        (struct plan_remark){"person", who, "missed", buf_done(&b)});
}

static void say_binding(struct arena *arena, const struct plan_dates_result *result, int32_t i,
                        struct str who, struct plan_answer *answer) {
    if (!result->relief || result->relief[i] <= 0)
        return;
    const struct str detail =
        str_fmt(arena,
                "stands in the way: with a calendar that is always free the dates of the group "
                "would cost %" PRId64 " less",
                result->relief[i]);
    plan_remark_add(arena, &answer->reasons,
                    (struct plan_remark){"person", who, "binding", detail});
}

static void say_short(struct arena *arena, const struct dates_input *input,
                      const struct plan_dates_result *result, int32_t t,
                      struct plan_answer *answer) {
    if (!result->slot_relief || result->slot_relief[t] <= 0)
        return;
    const struct str detail =
        str_fmt(arena,
                "full: with a room and facilitators for one session more the dates of one group "
                "would cost %" PRId64 " less",
                result->slot_relief[t]);
    plan_remark_add(arena, &answer->reasons,
                    (struct plan_remark){"slot", dates_slot_name(arena, input, t), "full", detail});
}

void dates_say_reasons(struct arena *arena, const struct dates_input *input,
                       const struct plan_dates_result *result, struct plan_answer *answer) {
    for (int32_t i = 0; i < input->problem.n_people; i++) {
        const struct str who = input->people ? input->people[i] : str_fmt(arena, "%d", i);
        say_missed(arena, input, result, i, who, answer);
        say_binding(arena, result, i, who, answer);
    }
    for (int32_t t = 0; t < input->problem.n_slots; t++)
        say_short(arena, input, result, t, answer);
}
