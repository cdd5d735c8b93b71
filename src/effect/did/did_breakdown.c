// SPDX-License-Identifier: EUPL-1.2
// How strong a difference in trend would have to be to undo the conclusion, in steps as large as
// the largest that was seen before the start. A simple bound, which lets the difference grow by one
// such step a period; no method of others is claimed by it. Source: the idea of relative magnitudes
// is that of Rambachan and Roth, Review of Economic Studies 90, 2023, doi 10.1093/restud/rdad018.
#include "effect/did/did.h"

// The step between neighbouring times before the start: with a varying base each figure is a step
// by itself, with a universal one the difference of two figures is.
static double largest_step(const struct effect_did_aggregate *list, int n, int32_t ahead,
                           bool is_universal) {
    double largest = NAN;
    const struct effect_did_aggregate *before = NULL;
    for (int m = 0; m < n; m++) {
        const struct effect_did_aggregate *const a = &list[m];
        if (a->type != EFFECT_DID_DYNAMIC || a->is_overall || a->key >= 0)
            continue;
        const bool is_ahead = a->key >= -ahead; // it may work already
        const double step = !is_universal ? a->att : before ? a->att - before->att : NAN;
        if (!is_ahead)
            largest = fmax(largest, fabs(step)); // NaN does not count
        before = a;
    }
    return largest;
}

static double breakdown_of(double att, double lower, double upper, double bound) {
    if (!(bound > 0)) // without an interval the quotient is NaN by itself
        return NAN;
    if (lower <= 0 && upper >= 0)
        return 0;
    return (att > 0 ? lower : -upper) / bound;
}

void did_breakdown(struct arena *arena, const struct did_panel *panel,
                   const struct did_mixes *mixes, struct effect_did_breakdown *ret) {
    const bool is_universal = panel->problem->base == EFFECT_DID_UNIVERSAL;
    const double step =
        largest_step(mixes->about, mixes->n, panel->problem->anticipation, is_universal);
    int32_t *const event = NEW_ARRAY(arena, int32_t, (size_t)mixes->n);
    double *const event_m = NEW_ARRAY(arena, double, (size_t)mixes->n);
    *ret = (struct effect_did_breakdown){
        .overall = NAN, .largest_step = step, .event = event, .event_m = event_m};
    for (int m = 0; m < mixes->n; m++) {
        const struct effect_did_aggregate *const a = &mixes->about[m];
        if (a->type == EFFECT_DID_GROUP && a->is_overall)
            ret->overall = breakdown_of(a->att, a->lower, a->upper, step * mixes->lag);
        if (a->type != EFFECT_DID_DYNAMIC || a->is_overall || a->key < 0)
            continue;
        event[ret->n_events] = a->key;
        event_m[ret->n_events++] = breakdown_of(a->att, a->lower, a->upper, step * (a->key + 1.0));
    }
}
