// SPDX-License-Identifier: EUPL-1.2
// Applicants an alumnus brings. The Poisson interval takes every alumnus as alike; the negative
// binomial lets them differ, and is wider. Half of a name counts half: the same formulas then hold
// for the sum of the shares, as an approximation.
#include <math.h>

#include "effect/dist/dist.h"
#include "base/arena.h"
#include "vliegwiel/effect_flywheel.h"

static const double CHI_95 = 3.841458820694124; // of one degree of freedom
static const double LOG_K_LEAST = -9, LOG_K_MOST = 16;

const char *effect_flywheel_refusal_name(enum effect_flywheel_refusal refusal) {
    static const char *const NAMES[EFFECT_FLYWHEEL_REFUSAL_N] = {"",      "nobody", "range",
                                                                 "short", "peak",   "no_fit"};
    return NAMES[refusal];
}

struct alumni {
    int32_t n;
    double *brought, *exposure;
};

// ---- likelihood with differences between alumni
// --------------------------------------------------

static double loglik(const struct alumni *a, double r, double log_k) {
    const double k = exp(log_k);
    double sum = 0;
    for (int32_t i = 0; i < a->n; i++) {
        const double y = a->brought[i], mean = r * a->exposure[i];
        double rising = 0; // log of k (k + 1) ... (k + y - 1), which two lgammas lose for a large k
        if (y == floor(y) && y < 1000) {
            for (int32_t j = 0; j < (int32_t)y; j++)
                rising += log(k + j);
        } else {
            rising = lgamma(y + k) - lgamma(k);
        }
        sum += rising - lgamma(y + 1) - k * log1p(mean / k) - y * log(k + mean);
        sum += y > 0 ? y * log(mean) : 0;
    }
    return sum;
}

// The best log k for this r: the best step of a grid, and the golden section around it.
static double best_k(const struct alumni *a, double r, double *ret_loglik) {
    static const double GOLDEN = 0.6180339887498949;
    double best = LOG_K_LEAST, most = -INFINITY;
    for (int32_t step = 0; LOG_K_LEAST + .5 * step <= LOG_K_MOST; step++) {
        const double log_k = LOG_K_LEAST + .5 * step, here = loglik(a, r, log_k);
        if (here > most) {
            most = here;
            best = log_k;
        }
    }
    double low = best - .5, high = best + .5;
    for (int32_t step = 0; step < 60; step++) {
        const double left = high - GOLDEN * (high - low), right = low + GOLDEN * (high - low);
        if (loglik(a, r, left) < loglik(a, r, right))
            low = left;
        else
            high = right;
    }
    *ret_loglik = loglik(a, r, (low + high) / 2);
    return (low + high) / 2;
}

// Where the likelihood, with the best k for every r, has fallen by half the 95 % point.
static double profile_end(const struct alumni *a, double from, double towards, double most) {
    for (int32_t step = 0; step < 60; step++) {
        const double middle = sqrt(from * towards); // of a scale without a zero
        double here;
        (void)best_k(a, middle, &here);
        if (2 * (most - here) < CHI_95)
            from = middle;
        else
            towards = middle;
    }
    return sqrt(from * towards);
}

// The r that is best together with k. With equal exposures it is the mean.
static double best_r(const struct alumni *a, double r) {
    double log_k, most;
    for (int32_t step = 0; step < 200; step++) {
        log_k = best_k(a, r, &most);
        const double k = exp(log_k);
        double up = 0, down = 0; // the derivative by r is 0 where r = up / down
        for (int32_t i = 0; i < a->n; i++) {
            const double weight = k / (k + r * a->exposure[i]);
            up += a->brought[i] * weight;
            down += a->exposure[i] * weight;
        }
        const double next = up / down;
        if (fabs(next - r) < 1e-13 * r)
            break;
        r = next;
    }
    return r;
}

static void add_negative_binomial(const struct alumni *a, struct effect_referral *referral) {
    referral->r_nb = best_r(a, referral->r);
    const double log_k = best_k(a, referral->r_nb, &referral->loglik);
    referral->k = log_k > LOG_K_MOST - 1 ? (double)INFINITY : exp(log_k);
    referral->lower_nb = profile_end(a, referral->r_nb, referral->r_nb * 1e-6, referral->loglik);
    referral->upper_nb = profile_end(a, referral->r_nb, referral->r_nb * 1e6, referral->loglik);
}

// ---- what else
// -----------------------------------------------------------------------------------

static void add_poisson(struct effect_referral *referral) {
    const double y = referral->brought, e = referral->exposure;
    referral->r = y / e;
    referral->lower = y > 0 ? dist_chi2_quantile(.025, 2 * y) / 2 / e : 0;
    referral->upper = dist_chi2_quantile(.975, 2 * y + 2) / 2 / e;
}

static void add_posterior(struct effect_referral *referral) {
    const double shape = 1 + referral->brought, rate = .2 + referral->exposure;
    referral->posterior = shape / rate;
    referral->posterior_lower = dist_gamma_quantile(.025, shape, rate);
    referral->posterior_upper = dist_gamma_quantile(.975, shape, rate);
    referral->p_above_1 = dist_gamma(1, shape, rate).upper;
}

// The smallest s with G(s) = s, for the generating function G of what one alumnus brings.
static double extinction_of(double r, double k) {
    if (!(r > 1))
        return 1;
    double s = 0;
    for (int32_t step = 0; step < 100000; step++) {
        const double next = isinf(k) ? exp(-r * (1 - s)) : exp(-k * log1p(r * (1 - s) / k));
        if (fabs(next - s) < 1e-15)
            break;
        s = next;
    }
    return s;
}

static double top_share(struct arena *arena, const struct alumni *a, double all) {
    double *left = NEW_ARRAY(arena, double, (size_t)a->n), top = 0;
    memcpy(left, a->brought, (size_t)a->n * sizeof *left);
    const int32_t n_top = (a->n + 4) / 5;
    for (int32_t rank = 0; rank < n_top; rank++) {
        int32_t best = 0;
        for (int32_t i = 1; i < a->n; i++)
            best = left[i] > left[best] ? i : best;
        top += left[best];
        left[best] = -1;
    }
    return all > 0 ? top / all : (double)NAN;
}

static struct effect_referral nothing(void) {
    const double none = (double)NAN;
    return (struct effect_referral){.at = -1,
                                    .r = none,
                                    .lower = none,
                                    .upper = none,
                                    .r_nb = none,
                                    .lower_nb = none,
                                    .upper_nb = none,
                                    .k = none,
                                    .loglik = none,
                                    .posterior = none,
                                    .posterior_lower = none,
                                    .posterior_upper = none,
                                    .p_above_1 = none,
                                    .extinction = none,
                                    .top_share = none,
                                    .saturated = none};
}

static struct effect_referral measure(struct arena *arena, const struct alumni *a,
                                      const struct effect_alumni *all) {
    struct effect_referral referral = nothing();
    referral.n = a->n;
    if (a->n == 0) {
        referral.refusal = EFFECT_FLYWHEEL_NOBODY;
        return referral;
    }
    for (int32_t i = 0; i < a->n; i++) {
        referral.brought += a->brought[i];
        referral.exposure += a->exposure[i];
        referral.is_open |= a->exposure[i] < 1;
    }
    add_poisson(&referral);
    add_posterior(&referral);
    if (referral.brought > 0) {
        add_negative_binomial(a, &referral);
        referral.extinction = extinction_of(referral.r_nb, referral.k);
    }
    referral.top_share = top_share(arena, a, referral.brought);
    if (all->eligible > 0)
        referral.saturated = referral.r * fmax(0, 1 - all->n / all->eligible);
    return referral;
}

static struct alumni pick(struct arena *arena, const struct effect_alumni *all, int32_t cohort) {
    struct alumni a = {0, NEW_ARRAY(arena, double, (size_t)all->n),
                       NEW_ARRAY(arena, double, (size_t)all->n)};
    for (int32_t i = 0; i < all->n; i++) {
        if (cohort >= 0 && all->cohort[i] != cohort)
            continue;
        a.brought[a.n] = all->brought[i];
        a.exposure[a.n++] = all->exposure ? all->exposure[i] : 1;
    }
    return a;
}

static bool is_in_range(const struct effect_alumni *alumni, int32_t i) {
    return alumni->cohort[i] >= 0 && alumni->cohort[i] < alumni->n_cohorts &&
           alumni->brought[i] >= 0 && alumni->brought[i] < 1e9 &&
           (!alumni->exposure || (alumni->exposure[i] > 0 && alumni->exposure[i] <= 1));
}

void effect_flywheel(struct arena *arena, const struct effect_alumni *alumni,
                     struct effect_referral *ret_all, struct effect_referral *ret_cohorts) {
    *ret_all = nothing();
    for (int32_t c = 0; c < alumni->n_cohorts; c++)
        ret_cohorts[c] = nothing();
    for (int32_t i = 0; i < alumni->n; i++) {
        if (!is_in_range(alumni, i)) {
            ret_all->refusal = EFFECT_FLYWHEEL_RANGE;
            ret_all->at = i;
            return;
        }
    }
    const struct alumni together = pick(arena, alumni, -1);
    *ret_all = measure(arena, &together, alumni);
    for (int32_t c = 0; c < alumni->n_cohorts; c++) {
        const struct alumni own = pick(arena, alumni, c);
        ret_cohorts[c] = measure(arena, &own, alumni);
    }
}
