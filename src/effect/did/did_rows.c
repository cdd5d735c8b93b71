// SPDX-License-Identifier: EUPL-1.2
// The estimators with covariates, each as an estimate and its derivative with respect to how often
// every row counts, which is the influence function. A panel without gaps is one half of rows,
// whose outcome is a change; with gaps the rows before and after are two halves, and the estimate
// is the one minus the other. Source: Sant'Anna and Zhao 2020 (see effect_did.h), the locally
// efficient estimator for rows that are not the same units; derivatives by the chain rule through
// the regressions.
#include "effect/did/did.h"

static const double RCOND_LEAST = 1e-12, TRIM = 0.995;

// One regression or weighted mean per half and arm.
struct half {
    double sign;
    double *treated, *control, *odds;    // [n] weights of the rows; 0 outside
    double *mean_control, *mean_treated; // [n] fitted, for every row
    struct dense_fit fit_control, fit_treated;
    double *x_treated, *x_odds; // [n_x] weighted means
    double *pull;               // [n_x] of the chances
};
struct work {
    struct arena *arena;
    struct did_rows *rows;
    enum effect_did_estimator estimator;
    double *everyone; // [n] weights of the treated in either half
    double *x_everyone;
    double *chance, *information; // of being treated
};

// ---- pieces ------------------------------------------------------------------------------------

static double *new_reals(const struct work *w) {
    return NEW_ARRAY(w->arena, double, w->rows->n);
}

static double weighted_mean(const double *weight, const double *y, size_t n) {
    return dense_dot(weight, y, n) / dense_sum_of(weight, n);
}

static double *means_of_x(const struct work *w, const double *weight) {
    double *const means = NEW_ARRAY(w->arena, double, (size_t)w->rows->n_x);
    for (int j = 0; j < w->rows->n_x; j++)
        means[j] = weighted_mean(weight, w->rows->x[j], w->rows->n);
    return means;
}

static bool regress(const struct work *w, const double *weight, struct dense_fit *fit,
                    double **ret_fitted) {
    const struct did_rows *const rows = w->rows;
    dense_least_squares(w->arena, (const double *const *)rows->x, rows->n_x, rows->y, weight,
                        rows->n, fit);
    if (fit->rcond < RCOND_LEAST)
        return false;
    double *const fitted = new_reals(w);
    for (int j = 0; j < rows->n_x; j++)
        for (size_t i = 0; i < rows->n; i++)
            fitted[i] += fit->beta[j] * rows->x[j][i];
    *ret_fitted = fitted;
    return true;
}

// slope += factor * weight (value - its weighted mean) / sum of weights. Gives the mean.
static double add_mean(const struct work *w, double factor, const double *weight,
                       const double *value) {
    const size_t n = w->rows->n;
    const double mean = weighted_mean(weight, value, n);
    const double scale = factor / dense_sum_of(weight, n);
    for (size_t i = 0; i < n; i++)
        w->rows->slope[i] += scale * weight[i] * (value[i] - mean);
    return mean;
}

// slope += weight * rest * x' inverse direction: through the coefficients of a regression.
static void add_fit(const struct work *w, const double *weight, const double *rest,
                    const double *inverse, const double *direction) {
    const int p = w->rows->n_x;
    double turned[EFFECT_DID_COVARIATES_MAX + 1] = {0};
    for (int j = 0; j < p; j++)
        for (int k = 0; k < p; k++)
            turned[j] += inverse[j * p + k] * direction[k];
    for (size_t i = 0; i < w->rows->n; i++) {
        double along = 0;
        for (int j = 0; j < p; j++)
            along += w->rows->x[j][i] * turned[j];
        w->rows->slope[i] += weight[i] * rest[i] * along;
    }
}

static double *difference(const struct work *w, const double *a, const double *b) {
    double *const list = new_reals(w);
    for (size_t i = 0; i < w->rows->n; i++)
        list[i] = a[i] - b[i];
    return list;
}

static double *direction(const struct work *w, double factor, const double *to,
                         const double *from) {
    double *const list = NEW_ARRAY(w->arena, double, (size_t)w->rows->n_x);
    for (int j = 0; j < w->rows->n_x; j++)
        list[j] = factor * (to[j] - (from ? from[j] : 0));
    return list;
}

// ---- the three estimators, for one half --------------------------------------------------------

static void by_regression(const struct work *w, const struct half *h) {
    struct did_rows *const rows = w->rows;
    rows->att += h->sign * add_mean(w, h->sign, h->treated, rows->y);
    rows->att -= h->sign * add_mean(w, -h->sign, w->everyone, h->mean_control);
    add_fit(w, h->control, difference(w, rows->y, h->mean_control), h->fit_control.inverse,
            direction(w, -h->sign, w->x_everyone, NULL));
}

// The weighted mean of the controls, and what the fitted chances do to it.
static void subtract_odds(const struct work *w, const struct half *h, const double *value) {
    struct did_rows *const rows = w->rows;
    const double mean = add_mean(w, -h->sign, h->odds, value);
    rows->att -= h->sign * mean;
    const double sum = dense_sum_of(h->odds, rows->n);
    double *const pull = NEW_ARRAY(w->arena, double, (size_t)rows->n_x);
    for (int j = 0; j < rows->n_x; j++) {
        struct dense_sum along = {0, 0};
        for (size_t i = 0; i < rows->n; i++)
            dense_sum_add(&along, h->odds[i] * (value[i] - mean) * rows->x[j][i]);
        pull[j] = dense_sum_value(along) / sum;
    }
    double *const rest = new_reals(w);
    for (size_t i = 0; i < rows->n; i++)
        rest[i] = rows->is_treated[i] - w->chance[i];
    add_fit(w, rows->weight, rest, w->information, direction(w, -h->sign, pull, NULL));
}

static void by_odds(const struct work *w, const struct half *h) {
    w->rows->att += h->sign * add_mean(w, h->sign, h->treated, w->rows->y);
    subtract_odds(w, h, w->rows->y);
}

static void by_both(const struct work *w, const struct half *h) {
    struct did_rows *const rows = w->rows;
    const double *const rest = difference(w, rows->y, h->mean_control);
    rows->att += h->sign * add_mean(w, h->sign, h->treated, rest);
    subtract_odds(w, h, rest);
    add_fit(w, h->control, rest, h->fit_control.inverse,
            direction(w, h->sign, h->x_odds, w->x_everyone));
    if (rows->is_post == NULL)
        return; // the treated of the half are all the treated: what follows is nothing
    const double *const gain = difference(w, h->mean_treated, h->mean_control);
    rows->att += h->sign * add_mean(w, h->sign, w->everyone, gain);
    rows->att -= h->sign * add_mean(w, -h->sign, h->treated, gain);
    add_fit(w, h->treated, difference(w, rows->y, h->mean_treated), h->fit_treated.inverse,
            direction(w, h->sign, w->x_everyone, h->x_treated));
}

// ---- putting together --------------------------------------------------------------------------

static bool in_half(const struct did_rows *rows, size_t i, bool is_post) {
    return rows->is_post == NULL || (rows->is_post[i] != 0) == is_post;
}

static void weigh(const struct work *w, bool is_post, struct half *h) {
    const struct did_rows *const rows = w->rows;
    h->sign = is_post ? 1 : -1;
    h->treated = new_reals(w);
    h->control = new_reals(w);
    h->odds = new_reals(w);
    for (size_t i = 0; i < rows->n; i++) {
        if (!in_half(rows, i, is_post))
            continue;
        if (rows->is_treated[i])
            h->treated[i] = rows->weight[i];
        else
            h->control[i] = rows->weight[i];
        if (w->chance && !rows->is_treated[i] && w->chance[i] < TRIM)
            h->odds[i] = rows->weight[i] * w->chance[i] / (1 - w->chance[i]);
    }
}

static enum effect_did_reason solve_half(const struct work *w, bool is_post) {
    struct half h = {0};
    weigh(w, is_post, &h);
    const size_t n = w->rows->n;
    const bool has_odds = w->estimator != EFFECT_DID_REG;
    if (!(dense_sum_of(h.treated, n) > 0))
        return EFFECT_DID_NO_TREATED_LEFT;
    if (!(dense_sum_of(h.control, n) > 0) || (has_odds && !(dense_sum_of(h.odds, n) > 0)))
        return EFFECT_DID_NO_CONTROL_LEFT;
    if (w->estimator != EFFECT_DID_IPW && !regress(w, h.control, &h.fit_control, &h.mean_control))
        return EFFECT_DID_SINGULAR;
    if (w->estimator == EFFECT_DID_DR && w->rows->is_post &&
        !regress(w, h.treated, &h.fit_treated, &h.mean_treated))
        return EFFECT_DID_SINGULAR;
    h.x_treated = means_of_x(w, h.treated);
    h.x_odds = has_odds ? means_of_x(w, h.odds) : NULL;
    switch (w->estimator) {
    case EFFECT_DID_REG:
        by_regression(w, &h);
        break;
    case EFFECT_DID_IPW:
        by_odds(w, &h);
        break;
    case EFFECT_DID_DR:
        by_both(w, &h);
        break;
    }
    return EFFECT_DID_KNOWN;
}

// Mean 0 and spread 1, so that units do not count; false when a column does not vary. Leaves the
// estimate as it is, because the constant stays a column.
static bool scale_columns(struct did_rows *rows) {
    for (int j = 1; j < rows->n_x; j++) {
        double *const x = rows->x[j];
        const double mean = dense_mean(x, rows->n), size = fabs(mean);
        for (size_t i = 0; i < rows->n; i++)
            x[i] -= mean;
        const double spread = sqrt(dense_dot(x, x, rows->n) / (double)rows->n);
        if (!(spread > 1e-12 * size))
            return false;
        for (size_t i = 0; i < rows->n; i++)
            x[i] /= spread;
    }
    return true;
}

enum effect_did_reason did_rows_solve(struct arena *scratch, enum effect_did_estimator estimator,
                                      struct did_rows *rows) {
    struct work w = {.arena = scratch, .rows = rows, .estimator = estimator};
    if (rows->n_x == 1)
        w.estimator = EFFECT_DID_REG; // the three are the same
    rows->att = 0;
    rows->slope = NEW_ARRAY(scratch, double, rows->n);
    if (!scale_columns(rows))
        return EFFECT_DID_SINGULAR;
    w.everyone = new_reals(&w);
    for (size_t i = 0; i < rows->n; i++)
        w.everyone[i] = rows->is_treated[i] ? rows->weight[i] : 0;
    if (!(dense_sum_of(w.everyone, rows->n) > 0))
        return EFFECT_DID_NO_TREATED_LEFT;
    w.x_everyone = means_of_x(&w, w.everyone);
    if (w.estimator != EFFECT_DID_REG) {
        w.chance = new_reals(&w);
        w.information = NEW_ARRAY(scratch, double, (size_t)(rows->n_x * rows->n_x));
        if (!did_logit(scratch, rows, w.chance, w.information))
            return EFFECT_DID_SEPARATION;
    }
    enum effect_did_reason reason = solve_half(&w, true);
    if (reason == EFFECT_DID_KNOWN && rows->is_post != NULL)
        reason = solve_half(&w, false);
    return reason;
}
