// SPDX-License-Identifier: EUPL-1.2
// Change of the same people between two moments, with as much said as their number allows.
#include <math.h>

#include "base/rng.h"
#include "effect/dist/dist.h"
#include "effect/survey/survey.h"

enum { FLIPS_EXACT = 16, FLIPS_DRAWN = 99999 };

struct pairs {
    int32_t n;
    double *pre, *post, *change;
};

static struct pairs pairs_of(struct arena *arena, int32_t n, const double *pre,
                             const double *post) {
    const size_t room = (size_t)(n > 0 ? n : 0);
    struct pairs pairs = {0, NEW_ARRAY(arena, double, room), NEW_ARRAY(arena, double, room),
                          NEW_ARRAY(arena, double, room)};
    for (int32_t i = 0; i < n; i++) {
        if (!isfinite(pre[i]) || !isfinite(post[i]))
            continue;
        pairs.pre[pairs.n] = pre[i];
        pairs.post[pairs.n] = post[i];
        pairs.change[pairs.n++] = post[i] - pre[i];
    }
    return pairs;
}

static double mean_of(const double *x, int32_t n) {
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += x[i];
    return sum / n;
}

static double variance_of(const double *x, int32_t n) {
    const double mean = mean_of(x, n);
    double squares = 0;
    for (int32_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    return squares / (n - 1);
}

static void add_interval(const struct pairs *pairs, struct effect_change *change) {
    const double n = pairs->n;
    change->mean = mean_of(pairs->change, pairs->n);
    change->sd = sqrt(variance_of(pairs->change, pairs->n));
    change->df = n - 1;
    const double se = change->sd / sqrt(n), reach = dist_t_quantile(.975, n - 1) * se;
    change->lower = change->mean - reach;
    change->upper = change->mean + reach;
    change->t = se > 0 ? change->mean / se : (double)NAN;
}

static void add_sizes(const struct pairs *pairs, struct effect_change *change) {
    const double df = pairs->n - 1;
    const double pooled =
        sqrt((variance_of(pairs->pre, pairs->n) + variance_of(pairs->post, pairs->n)) / 2);
    change->d_z = change->sd > 0 ? change->mean / change->sd : (double)NAN;
    change->d_av = pooled > 0 ? change->mean / pooled : (double)NAN;
    change->j = exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2);
    change->g = change->d_av * change->j;
}

// ---- sign flips --------------------------------------------------------------------------------

static double scale_of(const struct pairs *pairs) {
    double sum = 0;
    for (int32_t i = 0; i < pairs->n; i++)
        sum += fabs(pairs->change[i]);
    return sum;
}

// All flips in the order that changes one sign at a time.
static void flip_all(const struct pairs *pairs, struct effect_change *change) {
    const double observed = fabs(change->mean * pairs->n), slack = 1e-10 * scale_of(pairs);
    double sign[FLIPS_EXACT], sum = 0;
    int64_t far = 0;
    for (int32_t i = 0; i < pairs->n; i++) {
        sign[i] = 1;
        sum += pairs->change[i];
    }
    change->flips = INT64_C(1) << pairs->n;
    for (int64_t flip = 1;; flip++) {
        far += fabs(sum) >= observed - slack;
        if (flip == change->flips)
            break;
        const int which = __builtin_ctzll((unsigned long long)flip);
        sign[which] = -sign[which];
        sum += 2 * sign[which] * pairs->change[which];
    }
    change->is_exact = true;
    change->p_flip = (double)far / (double)change->flips;
}

static void flip_by_lot(const struct pairs *pairs, uint64_t seed, struct effect_change *change) {
    const double observed = fabs(change->mean * pairs->n), slack = 1e-10 * scale_of(pairs);
    struct rng rng = rng_seeded(seed);
    int64_t far = 0;
    for (int32_t flip = 0; flip < FLIPS_DRAWN; flip++) {
        uint64_t bits = rng_u64(&rng); // at most 19 people
        double sum = 0;
        for (int32_t i = 0; i < pairs->n; i++, bits >>= 1)
            sum += bits & 1 ? pairs->change[i] : -pairs->change[i];
        far += fabs(sum) >= observed - slack;
    }
    change->flips = FLIPS_DRAWN;
    change->p_flip = (1 + (double)far) / (1 + FLIPS_DRAWN);
}

// ---- ranks, reliable change --------------------------------------------------------------------

// Differences are compared as they are, rounding and all, as R does.
static double signed_rank(const struct pairs *pairs) {
    double v = 0;
    for (int32_t i = 0; i < pairs->n; i++) {
        double rank = .5; // equal ones share the mean rank
        for (int32_t j = 0; j < pairs->n; j++) {
            const double a = fabs(pairs->change[i]), b = fabs(pairs->change[j]);
            rank += b == 0 ? 0 : a == b ? .5 : b < a;
        }
        v += pairs->change[i] > 0 ? rank : 0;
    }
    return v;
}

static void add_reliable(const struct pairs *pairs, double reliability,
                         struct effect_change *change) {
    change->better = change->worse = -1;
    change->threshold = (double)NAN;
    if (!(reliability >= 0 && reliability <= 1))
        return;
    change->threshold = 1.96 * sqrt(2 * variance_of(pairs->pre, pairs->n) * (1 - reliability));
    change->better = change->worse = 0;
    for (int32_t i = 0; i < pairs->n; i++) {
        change->better += pairs->change[i] > change->threshold;
        change->worse += pairs->change[i] < -change->threshold;
    }
}

static void count_ways(const struct pairs *pairs, struct effect_change *change) {
    for (int32_t i = 0; i < pairs->n; i++) {
        change->up += pairs->change[i] > 0;
        change->same += pairs->change[i] == 0;
        change->down += pairs->change[i] < 0;
    }
}

static enum effect_change_rule rule_of(int32_t n) {
    return n < EFFECT_CHANGE_LEAST   ? EFFECT_CHANGE_NOTHING
           : n < EFFECT_CHANGE_TEST  ? EFFECT_CHANGE_COUNTS
           : n < EFFECT_CHANGE_USUAL ? EFFECT_CHANGE_SMALL
                                     : EFFECT_CHANGE_FULL;
}

void effect_survey_change(struct arena *arena, int32_t n, const double *pre, const double *post,
                          double reliability, uint64_t seed, struct effect_change *ret_change) {
    const double none = (double)NAN;
    const struct pairs pairs = pairs_of(arena, n, pre, post);
    *ret_change = (struct effect_change){.rule = rule_of(pairs.n),
                                         .n = pairs.n,
                                         .mean = none,
                                         .sd = none,
                                         .lower = none,
                                         .upper = none,
                                         .t = none,
                                         .df = none,
                                         .p = none,
                                         .p_flip = none,
                                         .d_z = none,
                                         .d_av = none,
                                         .g = none,
                                         .j = none,
                                         .signed_rank = none,
                                         .threshold = none,
                                         .better = -1,
                                         .worse = -1};
    if (ret_change->rule == EFFECT_CHANGE_NOTHING)
        return;
    count_ways(&pairs, ret_change);
    add_interval(&pairs, ret_change);
    if (ret_change->rule == EFFECT_CHANGE_COUNTS)
        return;
    const struct dist_tails tails = dist_t(fabs(ret_change->t), ret_change->df);
    ret_change->p = 2 * tails.upper;
    ret_change->signed_rank = signed_rank(&pairs);
    add_sizes(&pairs, ret_change);
    add_reliable(&pairs, reliability, ret_change);
    if (ret_change->rule == EFFECT_CHANGE_FULL)
        return;
    if (pairs.n <= FLIPS_EXACT)
        flip_all(&pairs, ret_change);
    else
        flip_by_lot(&pairs, seed, ret_change);
}
