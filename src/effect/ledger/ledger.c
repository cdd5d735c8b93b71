// SPDX-License-Identifier: EUPL-1.2
// The ledger of savings: every line against what would have been spent, each overlap taken off
// once, and only what is booked counted as supported.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect_ledger.h"

const char *effect_ledger_refusal_name(enum effect_ledger_refusal refusal) {
    static const char *const NAMES[EFFECT_LEDGER_REFUSAL_N] = {"",        "empty", "range",
                                                               "overlap", "cycle", "identity"};
    return NAMES[refusal];
}

const char *effect_saving_name(enum effect_saving kind) {
    static const char *const NAMES[EFFECT_SAVING_N] = {
        "hiring",   "natural_outflow", "scale_mix",    "external",
        "nonstaff", "productivity",    "shifted_cost", "programme_cost"};
    return NAMES[kind];
}

static bool is_money(double x) {
    return fabs(x) < 1e13;
}

static double counterfactual_of(const struct effect_line *line) {
    return isnan(line->counterfactual) ? line->baseline * (1 + line->index) * line->volume
                                       : line->counterfactual;
}

static enum effect_ledger_refusal check_line(const struct effect_line *line, int32_t n) {
    if (line->kind >= EFFECT_SAVING_N || !is_money(line->baseline) || !is_money(line->realised) ||
        !is_money(line->claimed) || !is_money(counterfactual_of(line)) || line->evidence < 0 ||
        line->evidence > 3)
        return EFFECT_LEDGER_RANGE;
    if (line->overlaps < -1 || line->overlaps >= n || !(line->overlap >= 0 && line->overlap <= 1) ||
        (line->overlaps == -1 && line->overlap > 0))
        return EFFECT_LEDGER_OVERLAP;
    return EFFECT_LEDGER_FINE;
}

// Every line points at one other at most. A walk ends at the end, or where an earlier walk has
// been; where it meets itself it goes round.
static bool goes_round(struct arena *arena, int32_t n, const struct effect_line *lines,
                       int32_t *ret_at) {
    int32_t *seen_by = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++) {
        int32_t at = k;
        while (at >= 0 && seen_by[at] == 0) {
            seen_by[at] = k + 1;
            at = lines[at].overlaps;
        }
        *ret_at = at;
        if (at >= 0 && seen_by[at] == k + 1)
            return true;
    }
    *ret_at = -1;
    return false;
}

static enum effect_ledger_refusal check(struct arena *arena, int32_t n,
                                        const struct effect_line *lines, int32_t *ret_at) {
    *ret_at = -1;
    if (n < 1)
        return EFFECT_LEDGER_EMPTY;
    for (int32_t k = 0; k < n; k++) {
        const enum effect_ledger_refusal refusal = check_line(&lines[k], n);
        *ret_at = k;
        if (refusal != EFFECT_LEDGER_FINE)
            return refusal;
    }
    return goes_round(arena, n, lines, ret_at) ? EFFECT_LEDGER_CYCLE : EFFECT_LEDGER_FINE;
}

static void add_line(const struct effect_line *line, struct effect_line_result *result,
                     struct effect_ledger *ledger) {
    const int32_t evidence = line->is_late && line->evidence > 1 ? 1 : line->evidence;
    result->counterfactual = counterfactual_of(line);
    result->gross = result->counterfactual - line->realised;
    result->net = result->gross * (1 - line->overlap);
    if (evidence >= EFFECT_EVIDENCE_LEAST)
        result->supported = fmin(line->claimed, fmax(result->gross, 0)) * (1 - line->overlap);
    ledger->n_late += line->is_late;
    if (line->kind == EFFECT_SAVING_PRODUCTIVITY) {
        ledger->not_cash += result->gross;
        return;
    }
    ledger->baseline += line->baseline;
    ledger->counterfactual += result->counterfactual;
    ledger->realised += line->realised;
    ledger->gross += result->gross;
    ledger->net += result->net;
    ledger->claimed += line->claimed;
    ledger->supported += result->supported;
    ledger->by_evidence[evidence] += result->net;
}

void effect_ledger(struct arena *arena, int32_t n, const struct effect_line *lines,
                   struct effect_ledger *ret_ledger) {
    const double none = (double)NAN;
    *ret_ledger = (struct effect_ledger){.at = -1};
    ret_ledger->refusal = check(arena, n, lines, &ret_ledger->at);
    if (ret_ledger->refusal != EFFECT_LEDGER_FINE)
        return;
    ret_ledger->lines = NEW_ARRAY(arena, struct effect_line_result, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        add_line(&lines[k], &ret_ledger->lines[k], ret_ledger);
    struct effect_ledger *l = ret_ledger;
    l->gap = l->claimed - l->supported;
    l->of_baseline = l->baseline > 0 ? (l->baseline - l->realised) / l->baseline : none;
    l->of_counterfactual = l->counterfactual > 0 ? l->gross / l->counterfactual : none;
    l->of_counterfactual_net = l->counterfactual > 0 ? l->net / l->counterfactual : none;
}
