// SPDX-License-Identifier: EUPL-1.2
// The diffusion curve after Bass, fitted by least squares on the logarithms of m, p and q, which
// keeps them above zero. The two forms differ by a third in p on the same figures, so that a form
// is always named.
#include <cminpack.h>
#include <math.h>

#include "base/rng.h"
#include "base/arena.h"
#include "base/str.h"
#include "vliegwiel/effect_flywheel.h"

enum { N_NUMBERS = 3, LOOKS_MAX = 2000 };

struct series {
    int32_t n;
    const double *y;
    enum effect_bass_form form;
};

static double share_until(double t, double p, double q) {
    const double left = exp(-(p + q) * t);
    return (1 - left) / (1 + q / p * left);
}

static double curve(const struct series *s, const double *x, int32_t t) {
    const double m = exp(x[0]), p = exp(x[1]), q = exp(x[2]);
    if (s->form == EFFECT_BASS_INCREMENT)
        return m * (share_until(t, p, q) - share_until(t - 1, p, q));
    const double left = exp(-(p + q) * t), below = 1 + q / p * left;
    return m * (p + q) * (p + q) / p * left / (below * below);
}

static int residuals(void *context, int n, int n_numbers, const double *x, double *ret, int flag) {
    const struct series *s = context;
    (void)n_numbers, (void)flag;
    for (int32_t t = 1; t <= n; t++) {
        const double fitted = curve(s, x, t);
        // beyond what numbers can hold, as far away as can be
        ret[t - 1] = isfinite(fitted) ? s->y[t - 1] - fitted : 1e150;
    }
    return 0;
}

// Levenberg-Marquardt from x. False when it did not come to rest.
static bool fit(struct arena *arena, const struct series *s, double *x, double *ret_rest) {
    const size_t n = (size_t)s->n;
    double *rest = NEW_ARRAY(arena, double, n), *jacobian = NEW_ARRAY(arena, double, n *N_NUMBERS);
    double diagonal[N_NUMBERS], qtf[N_NUMBERS], work[3][N_NUMBERS];
    double *work_n = NEW_ARRAY(arena, double, n);
    int order[N_NUMBERS], looks;
    const int info = lmdif(residuals, (void *)(uintptr_t)s, s->n, N_NUMBERS, x, rest, 1e-15, 1e-15,
                           0, LOOKS_MAX, 0, diagonal, 1, 100, 0, &looks, jacobian, s->n, order, qtf,
                           work[0], work[1], work[2], work_n);
    *ret_rest = 0;
    for (size_t t = 0; t < n; t++)
        *ret_rest += rest[t] * rest[t];
    return info > 0 && info != 5 && isfinite(*ret_rest);
}

// ---- the start: newcomers on the sum so far and its square
// ---------------------------------------

static bool solve(double m[N_NUMBERS][N_NUMBERS + 1], double *ret) {
    for (int32_t p = 0; p < N_NUMBERS; p++) {
        if (!(fabs(m[p][p]) > 0))
            return false;
        for (int32_t i = 0; i < N_NUMBERS; i++) {
            const double times = i == p ? 0 : m[i][p] / m[p][p];
            for (int32_t j = 0; j <= N_NUMBERS; j++)
                m[i][j] -= times * m[p][j];
        }
    }
    for (int32_t p = 0; p < N_NUMBERS; p++)
        ret[p] = m[p][N_NUMBERS] / m[p][p];
    return true;
}

// n_t = a + b N + c N^2: m is where it falls to 0, p = a / m, q = p + b.
static bool start(const struct series *s, double *ret_m, double *ret_p, double *ret_q) {
    double all = 0, sum = 0, m[N_NUMBERS][N_NUMBERS + 1] = {{0}}, c[N_NUMBERS];
    for (int32_t t = 0; t < s->n; t++)
        all += s->y[t];
    for (int32_t t = 0; t < s->n; t++) {
        const double x[N_NUMBERS] = {1, sum / all, sum / all * (sum / all)}; // scaled
        for (int32_t i = 0; i < N_NUMBERS; i++) {
            for (int32_t j = 0; j < N_NUMBERS; j++)
                m[i][j] += x[i] * x[j];
            m[i][N_NUMBERS] += x[i] * s->y[t] / all;
        }
        sum += s->y[t];
    }
    if (!solve(m, c) || !(c[2] < 0) || !(c[1] * c[1] - 4 * c[0] * c[2] > 0))
        return false;
    const double share = (-c[1] - sqrt(c[1] * c[1] - 4 * c[0] * c[2])) / (2 * c[2]);
    *ret_m = share * all;
    *ret_p = c[0] / share;
    *ret_q = -c[2] * share;
    return true;
}

static void start_logs(const struct series *s, struct effect_bass *bass, double *ret_x) {
    double all = 0;
    for (int32_t t = 0; t < s->n; t++)
        all += s->y[t];
    bass->start_m = bass->start_p = bass->start_q = (double)NAN;
    (void)start(s, &bass->start_m, &bass->start_p, &bass->start_q);
    ret_x[0] = log(bass->start_m > 0 ? bass->start_m : 1.2 * all);
    ret_x[1] = log(bass->start_p > 0 ? bass->start_p : .01);
    ret_x[2] = log(bass->start_q > 0 ? bass->start_q : .4);
}

// ---- errors
// --------------------------------------------------------------------------------------

// From the slopes of the curve by each logarithm; of m itself it is m times that of its logarithm.
static void add_errors(const struct series *s, const double *x, struct effect_bass *bass) {
    double squares[N_NUMBERS][N_NUMBERS] = {{0}};
    for (int32_t t = 1; t <= s->n; t++) {
        double slope[N_NUMBERS];
        for (int32_t k = 0; k < N_NUMBERS; k++) {
            double up[N_NUMBERS], down[N_NUMBERS];
            memcpy(up, x, sizeof up);
            memcpy(down, x, sizeof down);
            up[k] += 1e-5;
            down[k] -= 1e-5;
            slope[k] = (curve(s, up, t) - curve(s, down, t)) / 2e-5;
        }
        for (int32_t i = 0; i < N_NUMBERS; i++) {
            for (int32_t j = 0; j < N_NUMBERS; j++)
                squares[i][j] += slope[i] * slope[j];
        }
    }
    double *const se[] = {&bass->se_m, &bass->se_p, &bass->se_q};
    const double value[] = {bass->m, bass->p, bass->q};
    for (int32_t k = 0; k < N_NUMBERS; k++) {
        double m[N_NUMBERS][N_NUMBERS + 1] = {{0}}, column[N_NUMBERS];
        for (int32_t i = 0; i < N_NUMBERS; i++) {
            for (int32_t j = 0; j < N_NUMBERS; j++)
                m[i][j] = squares[i][j];
        }
        m[k][N_NUMBERS] = 1;
        *se[k] = (double)NAN;
        if (solve(m, column) && column[k] > 0)
            *se[k] = value[k] * sqrt(bass->rest / (s->n - N_NUMBERS) * column[k]);
    }
}

static int compare_reals(const void *a, const void *b, void *context) {
    const double x = *(const double *)a, y = *(const double *)b;
    (void)context;
    return (x > y) - (x < y);
}

// Residuals are laid over the fitted curve anew, and the curve is fitted again.
static void add_bootstrap(struct arena *arena, const struct series *s, const double *x,
                          int32_t draws, uint64_t seed, struct effect_bass *bass) {
    struct rng rng = rng_seeded(seed);
    const size_t n = (size_t)s->n;
    double *fitted = NEW_ARRAY(arena, double, n), *again = NEW_ARRAY(arena, double, n), mean = 0;
    double *found[N_NUMBERS];
    for (int32_t k = 0; k < N_NUMBERS; k++)
        found[k] = NEW_ARRAY(arena, double, (size_t)draws);
    for (int32_t t = 0; t < s->n; t++) {
        fitted[t] = curve(s, x, t + 1);
        mean += (s->y[t] - fitted[t]) / s->n;
    }
    struct arena *scratch = arena_child(arena, (size_t)1 << 24);
    for (int32_t draw = 0; draw < draws; draw++) {
        const struct series drawn = {s->n, again, s->form};
        double at[N_NUMBERS], rest;
        for (int32_t t = 0; t < s->n; t++) {
            const uint32_t from = rng_below(&rng, (uint32_t)s->n);
            again[t] = fitted[t] + s->y[from] - fitted[from] - mean;
        }
        memcpy(at, x, sizeof at);
        if (fit(scratch, &drawn, at, &rest)) {
            for (int32_t k = 0; k < N_NUMBERS; k++)
                found[k][bass->draws] = exp(at[k]);
            bass->draws++;
        }
        arena_reset(scratch);
    }
    arena_free(scratch);
    for (int32_t k = 0; k < N_NUMBERS; k++) {
        bass->lower[k] = bass->upper[k] = (double)NAN;
        if (bass->draws < 40)
            continue; // too few to have a fortieth part
        sort_stable(arena, found[k], (size_t)bass->draws, sizeof **found, compare_reals, NULL);
        bass->lower[k] = found[k][(int32_t)ceil(.025 * bass->draws) - 1];
        bass->upper[k] = found[k][(int32_t)ceil(.975 * bass->draws) - 1];
    }
}

// ---- what may be fitted
// --------------------------------------------------------------------------

static enum effect_flywheel_refusal check(const struct series *s, int32_t *ret_at) {
    int32_t peak = 0;
    double all = 0;
    for (int32_t t = 0; t < s->n; t++) {
        *ret_at = t;
        if (!(s->y[t] >= 0 && s->y[t] < 1e12))
            return EFFECT_FLYWHEEL_RANGE;
        peak = s->y[t] > s->y[peak] ? t : peak;
        all += s->y[t];
    }
    *ret_at = -1;
    if (s->n < EFFECT_BASS_LEAST)
        return EFFECT_FLYWHEEL_SHORT;
    if (!(all > 0))
        return EFFECT_FLYWHEEL_NOBODY;
    return peak >= s->n - 1 ? EFFECT_FLYWHEEL_PEAK : EFFECT_FLYWHEEL_FINE;
}

void effect_bass(struct arena *arena, int32_t n, const double *newcomers,
                 enum effect_bass_form form, int32_t draws, uint64_t seed,
                 struct effect_bass *ret_bass) {
    const double none = (double)NAN;
    const struct series s = {n, newcomers, form};
    *ret_bass = (struct effect_bass){.at = -1,
                                     .form = form,
                                     .m = none,
                                     .p = none,
                                     .q = none,
                                     .se_m = none,
                                     .se_p = none,
                                     .se_q = none,
                                     .lower = {none, none, none},
                                     .upper = {none, none, none},
                                     .peak = none,
                                     .start_m = none,
                                     .start_p = none,
                                     .start_q = none,
                                     .rest = none};
    ret_bass->refusal = check(&s, &ret_bass->at);
    if (ret_bass->refusal != EFFECT_FLYWHEEL_FINE)
        return;
    double x[N_NUMBERS], rest;
    start_logs(&s, ret_bass, x);
    const bool has_fit = fit(arena, &s, x, &rest);
    const double m = exp(x[0]), p = exp(x[1]), q = exp(x[2]), peak = log(q / p) / (p + q);
    if (!has_fit || !isfinite(m) || !(p > 0) || !isfinite(peak)) {
        ret_bass->refusal = EFFECT_FLYWHEEL_NO_FIT;
        return;
    }
    if (peak >= n) {
        ret_bass->refusal = EFFECT_FLYWHEEL_PEAK;
        return;
    }
    ret_bass->m = m;
    ret_bass->p = p;
    ret_bass->q = q;
    ret_bass->peak = peak;
    ret_bass->rest = rest;
    add_errors(&s, x, ret_bass);
    add_bootstrap(arena, &s, x, draws, seed, ret_bass);
}
