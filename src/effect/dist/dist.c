// SPDX-License-Identifier: EUPL-1.2
// Distributions through DCDFLIB, and their inverses by halving; see dist.h. Positive doubles are
// ordered like their bit patterns, so halving between two patterns ends at neighbouring numbers
// after at most 64 steps, whatever the scale of the answer.
#include <nifti/nifticdf.h>

#include "effect/dist/dist.h"

#include <float.h>
#include <math.h>

static pthread_mutex_t dcdflib = PTHREAD_MUTEX_INITIALIZER;

static const struct dist_tails NO_TAILS = {NAN, NAN};

static bool is_positive(double x) {
    return isfinite(x) && x > 0;
}

// ---- both tails --------------------------------------------------------------------------------

struct dist_tails dist_normal(double x) {
    if (isnan(x))
        return NO_TAILS;
    return (struct dist_tails){0.5 * erfc(-x * M_SQRT1_2), 0.5 * erfc(x * M_SQRT1_2)};
}

// The part below x of a beta distribution; y = 1 - x, given apart because it may be tiny.
static struct dist_tails beta_tails(double x, double y, double a, double b) {
    struct dist_tails tails;
    pthread_mutex_lock(&dcdflib);
    cumbet(&x, &y, &a, &b, &tails.lower, &tails.upper);
    pthread_mutex_unlock(&dcdflib);
    return tails;
}

struct dist_tails dist_t(double x, double df) {
    if (isnan(x) || !is_positive(df))
        return NO_TAILS;
    if (isinf(x))
        return x > 0 ? (struct dist_tails){1, 0} : (struct dist_tails){0, 1};
    const double sum = df + x * x; // may overflow to infinity: the tail is then 0
    const double outer = 0.5 * beta_tails(df / sum, x * x / sum, 0.5 * df, 0.5).lower;
    const double beyond = isinf(sum) ? 0 : outer;
    return x > 0 ? (struct dist_tails){1 - beyond, beyond}
                 : (struct dist_tails){beyond, 1 - beyond};
}

struct dist_tails dist_gamma(double x, double shape, double rate) {
    if (isnan(x) || !is_positive(shape) || !is_positive(rate))
        return NO_TAILS;
    double scaled = x * rate;
    if (scaled <= 0)
        return (struct dist_tails){0, 1};
    if (isinf(scaled))
        return (struct dist_tails){1, 0};
    struct dist_tails tails;
    pthread_mutex_lock(&dcdflib);
    cumgam(&scaled, &shape, &tails.lower, &tails.upper);
    pthread_mutex_unlock(&dcdflib);
    return tails;
}

struct dist_tails dist_chi2(double x, double df) {
    return dist_gamma(x, 0.5 * df, 0.5);
}

struct dist_tails dist_f(double x, double df_1, double df_2) {
    if (isnan(x) || !is_positive(df_1) || !is_positive(df_2))
        return NO_TAILS;
    if (x <= 0)
        return (struct dist_tails){0, 1};
    const double ratio = x * (df_1 / df_2);
    if (isinf(ratio))
        return (struct dist_tails){1, 0};
    return beta_tails(ratio / (1 + ratio), 1 / (1 + ratio), 0.5 * df_1, 0.5 * df_2);
}

struct dist_tails dist_beta(double x, double a, double b) {
    if (isnan(x) || !is_positive(a) || !is_positive(b))
        return NO_TAILS;
    if (x <= 0)
        return (struct dist_tails){0, 1};
    if (x >= 1)
        return (struct dist_tails){1, 0};
    return beta_tails(x, 1 - x, a, b);
}

// ---- inverses ----------------------------------------------------------------------------------

enum family { NORMAL, T, F, BETA, GAMMA };
struct law {
    enum family family;
    double a, b;
};

static struct dist_tails tails_of(const struct law *law, double x) {
    switch (law->family) {
    case NORMAL:
        return dist_normal(x);
    case T:
        return dist_t(x, law->a);
    case F:
        return dist_f(x, law->a, law->b);
    case BETA:
        return dist_beta(x, law->a, law->b);
    case GAMMA:
        break;
    }
    return dist_gamma(x, law->a, law->b);
}

static double of_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

// The least x from 0 to `most` that is not below the quantile: of the lower tail, or of the upper.
static double search(const struct law *law, double p, bool is_upper, double most) {
    uint64_t below = 0, at = to_bits(most);
    while (at - below > 1) {
        const uint64_t middle = below + (at - below) / 2;
        const struct dist_tails tails = tails_of(law, of_bits(middle));
        if (is_upper ? tails.upper <= p : tails.lower >= p)
            at = middle;
        else
            below = middle;
    }
    return of_bits(at);
}

static double quantile(struct law law, double p, bool is_upper) {
    const bool is_two_sided = law.family == NORMAL || law.family == T;
    const double top = law.family == BETA ? 1 : INFINITY;
    if (isnan(tails_of(&law, 0.5).lower) || !(p >= 0 && p <= 1))
        return NAN;
    if (p == (is_upper ? 0 : 1))
        return top;
    if (p == (is_upper ? 1 : 0))
        return is_two_sided ? -INFINITY : 0;
    if (!is_two_sided)
        return search(&law, p, is_upper, law.family == BETA ? 1 : DBL_MAX);
    if (p == 0.5)
        return 0;
    // symmetric: the smaller tail is searched among positive numbers and turned back
    const double outer = p < 0.5 ? search(&law, p, true, DBL_MAX) : search(&law, p, false, DBL_MAX);
    return (p < 0.5) == is_upper ? outer : -outer;
}

double dist_normal_quantile(double p) {
    return quantile((struct law){NORMAL, 0, 0}, p, false);
}
double dist_normal_quantile_upper(double q) {
    return quantile((struct law){NORMAL, 0, 0}, q, true);
}
double dist_t_quantile(double p, double df) {
    return quantile((struct law){T, df, 0}, p, false);
}
double dist_t_quantile_upper(double q, double df) {
    return quantile((struct law){T, df, 0}, q, true);
}
double dist_chi2_quantile(double p, double df) {
    return quantile((struct law){GAMMA, 0.5 * df, 0.5}, p, false);
}
double dist_chi2_quantile_upper(double q, double df) {
    return quantile((struct law){GAMMA, 0.5 * df, 0.5}, q, true);
}
double dist_f_quantile(double p, double df_1, double df_2) {
    return quantile((struct law){F, df_1, df_2}, p, false);
}
double dist_f_quantile_upper(double q, double df_1, double df_2) {
    return quantile((struct law){F, df_1, df_2}, q, true);
}
double dist_beta_quantile(double p, double a, double b) {
    return quantile((struct law){BETA, a, b}, p, false);
}
double dist_beta_quantile_upper(double q, double a, double b) {
    return quantile((struct law){BETA, a, b}, q, true);
}
double dist_gamma_quantile(double p, double shape, double rate) {
    return quantile((struct law){GAMMA, shape, rate}, p, false);
}
double dist_gamma_quantile_upper(double q, double shape, double rate) {
    return quantile((struct law){GAMMA, shape, rate}, q, true);
}
