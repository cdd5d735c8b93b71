// SPDX-License-Identifier: EUPL-1.2
// How far the largest of several deviations reaches by chance: the factor of a simultaneous band.
// Random signs on few, uneven units reach less far than the normal limit, so both are looked at.
#include "base/rng.h"
#include "effect/did/did.h"
#include "effect/dist/dist.h"

static const double LEVEL = 0.95, QUARTILES = 1.3489795003921634, RIDGE = 1e-10;

// The k-th smallest of n numbers, k from 1; the list is reordered.
static double select_rank(double *list, size_t n, size_t k) {
    size_t low = 0, high = n - 1;
    while (low < high) {
        const double pivot = list[low + (high - low) / 2];
        size_t i = low, j = high;
        while (i <= j) {
            while (list[i] < pivot)
                i++;
            while (list[j] > pivot)
                j--;
            if (i > j)
                break;
            const double swapped = list[i];
            list[i++] = list[j];
            list[j] = swapped;
            if (j == 0)
                break;
            j--;
        }
        if (k - 1 <= j)
            high = j;
        else if (k - 1 >= i)
            low = i;
        else
            return list[k - 1];
    }
    return list[k - 1];
}

static double quantile_of(double *list, size_t n, double p) {
    const double rank = ceil(p * (double)n - 1e-9);
    return select_rank(list, n, rank < 1 ? 1 : (size_t)rank);
}

// ---- combinations as columns -------------------------------------------------------------------

struct sparse {
    int n;
    int *at;
    double *factor;
};

static struct sparse sparse_of(struct arena *scratch, const struct did_cells *cells,
                               const struct did_mix *mix) {
    const int n_cells = cells->n, n_cohorts = cells->panel->n_cohorts;
    struct sparse s = {.at = NEW_ARRAY(scratch, int, (size_t)(n_cells + n_cohorts)),
                       .factor = NEW_ARRAY(scratch, double, (size_t)(n_cells + n_cohorts))};
    for (int k = 0; k < n_cells + n_cohorts; k++) {
        const double factor = k < n_cells ? mix->cells[k] : mix->shares[k - n_cells];
        if (factor == 0)
            continue;
        s.at[s.n] = k;
        s.factor[s.n++] = factor;
    }
    return s;
}

static double along(const struct sparse *s, const double *columns) {
    double sum = 0;
    for (int k = 0; k < s->n; k++)
        sum += s->factor[k] * columns[s->at[k]];
    return sum;
}

static double product(const struct sparse *a, const struct sparse *b, const double *gram,
                      int n_columns) {
    double sum = 0;
    for (int k = 0; k < a->n; k++)
        sum += a->factor[k] * along(b, gram + (size_t)a->at[k] * (size_t)n_columns);
    return sum;
}

// ---- signs -------------------------------------------------------------------------------------

static double by_signs(struct arena *scratch, const struct did_draws *draws,
                       const struct sparse *list, int n_list) {
    const size_t n = (size_t)draws->n;
    double *const most = NEW_ARRAY(scratch, double, n);
    double *const values = NEW_ARRAY(scratch, double, n), *const copy =
                                                              NEW_ARRAY(scratch, double, n);
    for (int m = 0; m < n_list; m++) {
        for (size_t d = 0; d < n; d++)
            values[d] = along(&list[m], draws->sums + d * (size_t)draws->n_columns);
        memcpy(copy, values, n * sizeof *copy);
        const double upper = quantile_of(copy, n, 0.75), lower = quantile_of(copy, n, 0.25);
        const double scale = (upper - lower) / QUARTILES;
        for (size_t d = 0; d < n && scale > 0; d++)
            most[d] = fmax(most[d], fabs(values[d]) / scale);
    }
    return quantile_of(most, n, LEVEL);
}

// ---- the normal limit --------------------------------------------------------------------------

// Two normal numbers by the polar method of Marsaglia and Bray, SIAM Review 6, 1964, doi
// 10.1137/1006063.
static void normal_pair(struct rng *rng, double *ret_a, double *ret_b) {
    double a, b, square;
    do {
        a = 2 * rng_real(rng) - 1;
        b = 2 * rng_real(rng) - 1;
        square = a * a + b * b;
    } while (square >= 1 || square == 0);
    const double factor = sqrt(-2 * log(square) / square);
    *ret_a = a * factor;
    *ret_b = b * factor;
}

static double *correlation(struct arena *scratch, const struct did_draws *draws,
                           const struct sparse *list, int n_list) {
    const size_t n = (size_t)n_list;
    double *const r = NEW_ARRAY(scratch, double, n *n), *const size = NEW_ARRAY(scratch, double, n);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++)
            r[i * n + j] = product(&list[i], &list[j], draws->gram, draws->n_columns);
        size[i] = sqrt(r[i * n + i]);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            r[i * n + j] = i == j ? 1 + RIDGE : r[i * n + j] / (size[i] * size[j]);
    return r;
}

static double by_normal(struct arena *scratch, const struct did_draws *draws,
                        const struct sparse *list, int n_list, uint64_t seed) {
    double *const factor = correlation(scratch, draws, list, n_list);
    if (!dense_cholesky(factor, n_list))
        return NAN;
    struct rng rng = rng_seeded(seed ^ UINT64_C(0x6e6f726d616c));
    double *const most = NEW_ARRAY(scratch, double, (size_t)draws->n);
    double *const z = NEW_ARRAY(scratch, double, (size_t)n_list + 1);
    for (int d = 0; d < draws->n; d++) {
        for (int k = 0; k < n_list; k += 2)
            normal_pair(&rng, &z[k], &z[k + 1]);
        for (int i = 0; i < n_list; i++) {
            double sum = 0;
            for (int k = 0; k <= i; k++)
                sum += factor[i * n_list + k] * z[k];
            most[d] = fmax(most[d], fabs(sum));
        }
    }
    return quantile_of(most, (size_t)draws->n, LEVEL);
}

struct effect_did_critical did_critical(struct arena *scratch, const struct did_cells *cells,
                                        const struct did_draws *draws, const struct did_mix *mixes,
                                        const double *se, int n_mixes, uint64_t seed) {
    struct effect_did_critical critical = {NAN, NAN, NAN};
    struct sparse *const list = NEW_ARRAY(scratch, struct sparse, (size_t)n_mixes);
    int n = 0;
    for (int m = 0; m < n_mixes; m++)
        if (se[m] > 0)
            list[n++] = sparse_of(scratch, cells, &mixes[m]);
    if (n == 0 || draws->n == 0)
        return critical;
    const double alone = dist_normal_quantile(0.975);
    critical.rademacher = by_signs(scratch, draws, list, n);
    critical.gaussian = by_normal(scratch, draws, list, n, seed);
    critical.used = fmax(critical.rademacher, alone);
    if (!cells->panel->problem->is_parity)
        critical.used = fmax(critical.used, critical.gaussian); // NaN does not count
    return critical;
}
