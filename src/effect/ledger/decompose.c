// SPDX-License-Identifier: EUPL-1.2
// A change in cost as volume, mix and rate: cost is the sum over scales of people, share of the
// scale, and rate. Two ways to divide it, each without a rest, so that one can see what hangs on
// the way alone.
#include <math.h>

#include "base/base.h"
#include "vliegwiel/effect_ledger.h"

struct factors {
    double volume, mix, rate;
};

static double cost(const struct factors *f) {
    return f->volume * f->mix * f->rate;
}

// The logarithmic mean; a factor that is zero stands for one that nearly is.
static double mean_log(double a, double b) {
    if (fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)))
        return (a + b) / 2;
    return (a - b) / log(a / b);
}

static double nonzero(double x) {
    return x > 0 ? x : 1e-20;
}

static void add_lmdi(const struct factors *before, const struct factors *after,
                     struct effect_parts *parts) {
    const struct factors a = {before->volume, nonzero(before->mix), nonzero(before->rate)};
    const struct factors b = {after->volume, nonzero(after->mix), nonzero(after->rate)};
    const double weight = mean_log(cost(&b), cost(&a));
    parts->volume += weight * log(b.volume / a.volume);
    parts->mix += weight * log(b.mix / a.mix);
    parts->rate += weight * log(b.rate / a.rate);
}

// The mean over all six orders in which the three can change.
static double shapley(double from, double to, double x0, double x1, double y0, double y1) {
    return (to - from) * (2 * x0 * y0 + x1 * y0 + x0 * y1 + 2 * x1 * y1) / 6;
}

static void add_shapley(const struct factors *a, const struct factors *b,
                        struct effect_parts *parts) {
    parts->volume += shapley(a->volume, b->volume, a->mix, b->mix, a->rate, b->rate);
    parts->mix += shapley(a->mix, b->mix, a->volume, b->volume, a->rate, b->rate);
    parts->rate += shapley(a->rate, b->rate, a->volume, b->volume, a->mix, b->mix);
}

static bool is_number(double x) {
    return x >= 0 && x < 1e12;
}

static enum effect_ledger_refusal check(int32_t n, const struct effect_scale *scales, double *fte_0,
                                        double *fte_1, int32_t *ret_at) {
    for (int32_t k = 0; k < n; k++) {
        *ret_at = k;
        if (!is_number(scales[k].fte_0) || !is_number(scales[k].fte_1) ||
            !is_number(scales[k].rate_0) || !is_number(scales[k].rate_1))
            return EFFECT_LEDGER_RANGE;
        *fte_0 += scales[k].fte_0;
        *fte_1 += scales[k].fte_1;
    }
    *ret_at = -1;
    return *fte_0 > 0 && *fte_1 > 0 ? EFFECT_LEDGER_FINE : EFFECT_LEDGER_EMPTY;
}

void effect_decompose(int32_t n, const struct effect_scale *scales,
                      struct effect_decomposition *ret_decomposition) {
    struct effect_decomposition *d = ret_decomposition;
    double fte_0 = 0, fte_1 = 0;
    *d = (struct effect_decomposition){.at = -1};
    d->refusal = check(n, scales, &fte_0, &fte_1, &d->at);
    if (d->refusal != EFFECT_LEDGER_FINE)
        return;
    for (int32_t k = 0; k < n; k++) {
        const struct factors before = {fte_0, scales[k].fte_0 / fte_0, scales[k].rate_0};
        const struct factors after = {fte_1, scales[k].fte_1 / fte_1, scales[k].rate_1};
        add_lmdi(&before, &after, &d->lmdi);
        add_shapley(&before, &after, &d->shapley);
        d->cost_0 += scales[k].fte_0 * scales[k].rate_0;
        d->cost_1 += scales[k].fte_1 * scales[k].rate_1;
        d->at_new_rates += (scales[k].fte_1 - scales[k].fte_0) * scales[k].rate_1;
    }
    d->change = d->cost_1 - d->cost_0;
}
