// SPDX-License-Identifier: EUPL-1.2
// The words for rules, and the bounded list of conflicts.
#include "plan/conflict.h"

static const char *const NAME[PLAN_RULE_N] = {
    [PLAN_RULE_NUMBERS] = "numbers",
    [PLAN_RULE_SEATS] = "seats",
    [PLAN_RULE_APART_CLASS] = "apart_class",
    [PLAN_RULE_TOGETHER_BLOCK] = "together_block",
    [PLAN_RULE_TOGETHER_APART] = "together_apart",
    [PLAN_RULE_NOT_FOUND] = "not_found",
    [PLAN_RULE_PLACE] = "place",
    [PLAN_RULE_GROUP] = "group",
    [PLAN_RULE_SIZE] = "size",
    [PLAN_RULE_APART] = "apart",
    [PLAN_RULE_TOGETHER] = "together",
    [PLAN_RULE_FIXED] = "fixed",
    [PLAN_RULE_MOVES] = "moves",
    [PLAN_RULE_SEATS_LEAST] = "seats_least",
    [PLAN_RULE_CLOSED] = "closed",
    [PLAN_RULE_QUOTA_LEAST] = "quota_least",
    [PLAN_RULE_QUOTA_MOST] = "quota_most",
    [PLAN_RULE_DATES_NO_SLOT] = "dates_no_slot",
    [PLAN_RULE_DATES_CLOSED] = "dates_closed",
    [PLAN_RULE_DATES_PRESENT] = "dates_present",
    [PLAN_RULE_DATES_ORGANISATION] = "dates_organisation",
    [PLAN_RULE_DATES_ORDER] = "dates_order",
    [PLAN_RULE_DATES_GAP_MOST] = "dates_gap_most",
    [PLAN_RULE_DATES_ROOM] = "dates_room",
    [PLAN_RULE_DATES_CAN] = "dates_can",
    [PLAN_RULE_DATES_BUSY] = "dates_busy",
    [PLAN_RULE_DATES_NEEDED] = "dates_needed",
    [PLAN_RULE_DATES_CONTINUITY] = "dates_continuity",
    [PLAN_RULE_DATES_CROWDED] = "dates_crowded",
    [PLAN_RULE_DATES_UNPLACED] = "dates_unplaced",
    [PLAN_RULE_SAVINGS_AMOUNT] = "savings_amount",
    [PLAN_RULE_SAVINGS_DISMISSED] = "savings_dismissed",
    [PLAN_RULE_SAVINGS_APPEARED] = "savings_appeared",
    [PLAN_RULE_SAVINGS_LEAVERS] = "savings_leavers",
    [PLAN_RULE_SAVINGS_WORK] = "savings_work",
    [PLAN_RULE_SAVINGS_PRESENT] = "savings_present",
    [PLAN_RULE_SAVINGS_HIRES] = "savings_hires",
    [PLAN_RULE_SAVINGS_COURSE] = "savings_course",
    [PLAN_RULE_SAVINGS_EXTERNAL] = "savings_external",
    [PLAN_RULE_SAVINGS_TARGET] = "savings_target",
    [PLAN_RULE_NOBODY] = "nobody",
    [PLAN_RULE_HOURS_SHORT] = "hours_short",
    [PLAN_RULE_IMPOSSIBLE] = "impossible",
    [PLAN_RULE_PERSON] = "person",
    [PLAN_RULE_UNABLE] = "unable",
    [PLAN_RULE_HOURS] = "hours",
    [PLAN_RULE_PACKAGES] = "packages",
    [PLAN_RULE_TEAM] = "team",
    [PLAN_RULE_LEAD] = "lead",
    [PLAN_RULE_PINNED] = "pinned",
    [PLAN_RULE_CHANGES] = "changes",
    [PLAN_RULE_WORK] = "work",
};

const char *plan_rule_name(enum plan_rule rule) {
    ENSURE(rule < PLAN_RULE_N);
    return NAME[rule];
}

void plan_conflict_add(struct arena *arena, struct plan_conflicts *conflicts,
                       struct plan_conflict conflict) {
    if (!conflicts->list)
        conflicts->list = NEW_ARRAY(arena, struct plan_conflict, PLAN_CONFLICTS_MAX);
    if (conflicts->n < PLAN_CONFLICTS_MAX)
        conflicts->list[conflicts->n++] = conflict;
}
