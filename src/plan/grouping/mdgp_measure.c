// SPDX-License-Identifier: EUPL-1.2
// Puts distances, wishes and costs of a grouping problem into whole numbers, so fine that they
// still add up without overflow. Never sees a plan.
#include <math.h>

#include "plan/grouping/mdgp.h"

static const double SUM_MAX = 1 << 28; // of the distances of one item in one group
static const double SOFT_MAX = (double)(MDGP_BROKEN >> 2); // of all wishes and costs together
static const double UNITS_MAX = 1e6;
enum { FEATURE_MAX = 30000, LANES = 8 };

static int32_t largest_size(const struct mdgp *r) {
    int32_t largest = 1;
    for (int32_t g = 0; g < r->m; g++)
        largest = r->p->size_most[g] > largest ? r->p->size_most[g] : largest;
    return largest;
}

static int32_t largest_item(const struct mdgp *r) {
    int32_t largest = 1;
    for (int32_t i = 0; i < r->n; i++)
        largest = mdgp_people(r, i) > largest ? mdgp_people(r, i) : largest;
    return largest;
}

// ---- matrix ------------------------------------------------------------------------------------

double mdgp_pair_distance(const struct plan_grouping *p, int32_t i, int32_t j) {
    if (p->distance) {
        const int64_t a = i > j ? i : j, b = i > j ? j : i;
        return p->distance[a * (a - 1) / 2 + b];
    }
    const double *x = p->features + (ptrdiff_t)i * p->n_features;
    const double *y = p->features + (ptrdiff_t)j * p->n_features;
    double sum = 0;
    for (int32_t k = 0; k < p->n_features; k++)
        sum += (x[k] - y[k]) * (x[k] - y[k]);
    return sum;
}

static double largest_distance(const struct plan_grouping *p) {
    double largest = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t j = 0; j < i; j++) {
            const double d = fabs(mdgp_pair_distance(p, i, j));
            largest = d > largest ? d : largest;
        }
    }
    return largest;
}

static void fill_matrix(struct arena *arena, struct mdgp *r) {
    const size_t n = (size_t)r->n;
    r->distance = NEW_ARRAY(arena, int32_t, n * n);
    for (int32_t a = 0; a < r->p->n_people; a++) {
        for (int32_t b = 0; b < a; b++) {
            const int32_t i = r->item_of[a], j = r->item_of[b];
            if (i == j)
                continue;
            const int32_t d = (int32_t)lround(mdgp_pair_distance(r->p, a, b) * r->units);
            r->distance[(ptrdiff_t)i * r->n + j] += d;
            r->distance[(ptrdiff_t)j * r->n + i] += d;
        }
    }
    for (size_t k = 0; k < n * n; k++)
        r->least_distance = r->distance[k] < r->least_distance ? r->distance[k] : r->least_distance;
}

// ---- features ----------------------------------------------------------------------------------

double *mdgp_mean_features(struct arena *arena, const struct plan_grouping *p) {
    double *mean = NEW_ARRAY(arena, double, (size_t)p->n_features);
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t k = 0; k < p->n_features; k++)
            mean[k] += p->features[(ptrdiff_t)i * p->n_features + k];
    }
    for (int32_t k = 0; k < p->n_features; k++)
        mean[k] /= p->n_people;
    return mean;
}

// Units of a feature. That of an item is the sum over its people, and the distance of two items,
// at most four times their product, must fit 32 bits.
static double feature_units(const struct mdgp *r, const double *mean) {
    double largest = 0;
    for (int32_t i = 0; i < r->p->n_people; i++) {
        for (int32_t k = 0; k < r->p->n_features; k++) {
            const double x = fabs(r->p->features[(ptrdiff_t)i * r->p->n_features + k] - mean[k]);
            largest = x > largest ? x : largest;
        }
    }
    const double by_product = sqrt((double)(1 << 28) / (double)r->n_features);
    const double most = by_product < FEATURE_MAX ? by_product : FEATURE_MAX;
    return largest > 0 ? most / (largest * largest_item(r)) : 1;
}

static void fill_features(struct arena *arena, struct mdgp *r, const double *mean, double units) {
    r->feature = NEW_ARRAY(arena, int16_t, (size_t)r->n * (size_t)r->n_features);
    r->square = NEW_ARRAY(arena, int64_t, (size_t)r->n);
    for (int32_t a = 0; a < r->p->n_people; a++) {
        int16_t *feature = r->feature + (ptrdiff_t)r->item_of[a] * r->n_features;
        for (int32_t k = 0; k < r->p->n_features; k++) {
            const double x = r->p->features[(ptrdiff_t)a * r->p->n_features + k] - mean[k];
            const int32_t whole = (int32_t)lround(x * units);
            feature[k] = (int16_t)(feature[k] + whole);
            r->square[r->item_of[a]] += (int64_t)whole * whole;
        }
    }
}

// ---- units -------------------------------------------------------------------------------------

static double soft_total(const struct plan_grouping *p) {
    double total = p->change_cost * p->n_people;
    for (int32_t c = 0; c < p->n_columns; c++)
        total += 2 * p->columns[c].balance_cost * p->n_people;
    for (int32_t k = 0; k < p->n_wishes; k++)
        total += fabs(p->wishes[k].worth);
    return total;
}

// The largest power of ten below `most`, so that decimals stay whole.
static double round_units(double most) {
    double units = UNITS_MAX;
    while (units > most)
        units /= 10;
    return units;
}

void mdgp_measure(struct arena *arena, struct mdgp *r) {
    const struct plan_grouping *p = r->p;
    const double soft = soft_total(p);
    const double soft_units = soft > 0 ? SOFT_MAX / soft : UNITS_MAX;
    if (p->n_people <= PLAN_GROUPING_MATRIX_MAX) {
        const double sum = largest_distance(p) * largest_size(r) * largest_item(r);
        const double units = sum > 0 ? SUM_MAX / sum : UNITS_MAX;
        r->units = round_units(units < soft_units ? units : soft_units);
        fill_matrix(arena, r);
    } else {
        r->n_features = (p->n_features + LANES - 1) / LANES * LANES;
        const double *mean = mdgp_mean_features(arena, p);
        const double most = sqrt(soft_units), units = feature_units(r, mean);
        r->units = units < most ? units * units : most * most;
        fill_features(arena, r, mean, sqrt(r->units));
    }
    r->balance_cost = NEW_ARRAY(arena, int64_t, (size_t)p->n_columns);
    for (int32_t c = 0; c < p->n_columns; c++)
        r->balance_cost[c] = (int64_t)(p->columns[c].balance_cost * r->units);
    r->change_cost = p->previous ? (int64_t)(p->change_cost * r->units) : 0;
    r->has_rules = p->n_columns + p->n_apart + p->n_wishes > 0 || p->previous;
}
