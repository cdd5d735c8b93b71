// SPDX-License-Identifier: EUPL-1.2
// Whether the cells before the start are together further from zero than chance allows. A large p
// is no proof that cohorts moved alike: it says only that no warning was found.
#include "effect/did/did.h"
#include "effect/dist/dist.h"

static const double RCOND_LEAST = 2.2e-16;

// From two periods ahead on, the time in which it may already work is no time before.
static bool is_before(const struct did_cells *cells, int k) {
    const struct effect_did_cell *const cell = &cells->list[k];
    const int32_t ahead = cells->panel->problem->anticipation;
    const int64_t end = (int64_t)cell->cohort - (ahead >= 2 ? ahead : 0);
    return cell->reason == EFFECT_DID_KNOWN && cell->time < end;
}

// x' A^-1 x; NaN when A is singular. Scaled so that units do not count.
static double quadratic(struct arena *scratch, double *a, int p, const double *x) {
    double *const scale = NEW_ARRAY(scratch, double, (size_t)p);
    double *const y = NEW_ARRAY(scratch, double, (size_t)p);
    for (int i = 0; i < p; i++)
        scale[i] = 1 / sqrt(a[i * p + i]);
    for (int i = 0; i < p; i++) {
        y[i] = x[i] * scale[i];
        for (int j = 0; j < p; j++)
            a[i * p + j] *= scale[i] * scale[j];
    }
    double *const z = NEW_ARRAY(scratch, double, (size_t)p);
    memcpy(z, y, (size_t)p * sizeof *z);
    if (!dense_cholesky(a, p))
        return NAN;
    double least = INFINITY; // of the squared pivots, which bounds the condition
    for (int i = 0; i < p; i++)
        least = fmin(least, a[i * p + i] * a[i * p + i]);
    if (least < p * RCOND_LEAST)
        return NAN;
    dense_solve(a, p, z);
    return dense_dot(y, z, (size_t)p);
}

// T-square of so many clusters, less a degree of freedom for each cohort, to F. NaN: there are not
// enough clusters to tell so many cells apart.
static double few_clusters(const struct did_cells *cells, double w, int df) {
    const struct did_panel *const panel = cells->panel;
    const double free = (double)panel->n_clusters - panel->n_cohorts, left = free - df + 1;
    if (!(left > 0))
        return NAN;
    return dist_f(w * left / ((double)panel->n_clusters * df), df, left).upper;
}

struct effect_did_wald did_wald(struct arena *scratch, const struct did_cells *cells,
                                const struct did_draws *draws) {
    struct effect_did_wald wald = {NAN, NAN, NAN, 0};
    int *const list = NEW_ARRAY(scratch, int, (size_t)cells->n);
    for (int k = 0; k < cells->n; k++)
        if (is_before(cells, k))
            list[wald.df++] = k;
    const int p = wald.df;
    if (p == 0)
        return wald;
    double *const v = NEW_ARRAY(scratch, double, (size_t)p *(size_t)p);
    double *const att = NEW_ARRAY(scratch, double, (size_t)p);
    for (int i = 0; i < p; i++) {
        att[i] = cells->list[list[i]].att * (double)cells->panel->n_units;
        for (int j = 0; j < p; j++)
            v[i * p + j] =
                draws->gram[(size_t)list[i] * (size_t)draws->n_columns + (size_t)list[j]];
    }
    wald.w = quadratic(scratch, v, p, att);
    wald.p = dist_chi2(wald.w, p).upper;
    wald.p_few = cells->panel->problem->is_parity ? wald.p : few_clusters(cells, wald.w, p);
    return wald;
}
