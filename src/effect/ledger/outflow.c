// SPDX-License-Identifier: EUPL-1.2
// Who left, by reason. "No dismissals" is said in two ways, strict and broad, and always both.
#include <math.h>

#include "base/base.h"
#include "effect/dist/dist.h"
#include "vliegwiel/effect_ledger.h"

static enum effect_ledger_refusal count(int32_t n, const struct effect_leavers *leavers,
                                        struct effect_outflow *outflow) {
    for (int32_t k = 0; k < n; k++) {
        const enum effect_exit exit = leavers[k].exit;
        outflow->at = k;
        if (leavers[k].n < 0 || leavers[k].n > 1000000000 || exit >= EFFECT_EXIT_N)
            return EFFECT_LEDGER_RANGE;
        const int64_t who = leavers[k].n;
        *(exit == EFFECT_EXIT_MOVE ? &outflow->moves : &outflow->exits) += who;
        outflow->voluntary += exit == EFFECT_EXIT_VOLUNTARY ? who : 0;
        outflow->forced_strict += exit == EFFECT_EXIT_REDUNDANT ? who : 0;
        outflow->forced_broad +=
            exit == EFFECT_EXIT_REDUNDANT || exit == EFFECT_EXIT_EMPLOYER ? who : 0;
    }
    outflow->at = -1;
    return n > 0 ? EFFECT_LEDGER_FINE : EFFECT_LEDGER_EMPTY;
}

// Above this rate so few would be seen in one of twenty cases only.
static double upper(int64_t events, double heads) {
    return dist_chi2_quantile(.95, 2 * (double)events + 2) / 2 / heads;
}

static void add_rates(const struct effect_staff *staff, struct effect_outflow *outflow) {
    outflow->closing = staff->opening + staff->inflow - (double)outflow->exits;
    outflow->mean_staff = (staff->opening + outflow->closing) / 2;
    if (outflow->closing < 0 || (!isnan(staff->closing) && staff->closing != outflow->closing) ||
        !(outflow->mean_staff > 0)) {
        outflow->refusal = EFFECT_LEDGER_IDENTITY;
        return;
    }
    outflow->outflow_rate = (double)outflow->exits / outflow->mean_staff;
    outflow->mobility_rate = (double)outflow->moves / outflow->mean_staff;
    outflow->strict_rate_upper = upper(outflow->forced_strict, outflow->mean_staff);
    outflow->broad_rate_upper = upper(outflow->forced_broad, outflow->mean_staff);
}

void effect_outflow(int32_t n, const struct effect_leavers *leavers,
                    const struct effect_staff *staff, struct effect_outflow *ret_outflow) {
    const double none = (double)NAN;
    *ret_outflow = (struct effect_outflow){.closing = none,
                                           .mean_staff = none,
                                           .outflow_rate = none,
                                           .mobility_rate = none,
                                           .strict_rate_upper = none,
                                           .broad_rate_upper = none};
    ret_outflow->refusal = count(n, leavers, ret_outflow);
    if (ret_outflow->refusal != EFFECT_LEDGER_FINE || isnan(staff->opening))
        return;
    if (!(staff->opening >= 0 && staff->opening < 1e9 && staff->inflow >= 0 &&
          staff->inflow < 1e9)) {
        ret_outflow->refusal = EFFECT_LEDGER_RANGE;
        return;
    }
    add_rates(staff, ret_outflow);
}
