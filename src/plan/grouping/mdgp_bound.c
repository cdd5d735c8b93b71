// SPDX-License-Identifier: EUPL-1.2
// A worth that no valid grouping exceeds, from sizes and distances alone; never looks at a plan.
// Sizes first: `size` is a list that has, for every k, at least as many people in its k largest
// groups as any allowed sizes have. Then the least of three ways to count:
// - nobody has more than the largest size less one beside them, and all together have two ends of
//   each pair: of the halves of the distances that each person could have, the largest;
// - with features, the squared distances in a group of s people are s times those from its own
//   mean, which are at most s times those from the mean of all: who is far out in large groups;
// - any matrix is d_ij = a_i + a_j + r_ij, so a group of s people has s times its sum of a, and
// what r
//   adds is at most half its largest eigenvalue for each person. Distances in space have none above
//   0 (Schoenberg, Transactions of the AMS 44, 1938).
// Wishes that are worth something count as come true, and no cost is counted.
#include <math.h>

#include "base/str.h"
#include "plan/grouping/mdgp.h"

enum { SPECTRUM_PEOPLE_MAX = 400 }; // its cost grows with their third power

static int compare_most(const void *a, const void *b, void *context) {
    (void)context;
    const double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

static void sort_most_first(struct arena *arena, double *list, size_t n) {
    sort_stable(arena, list, n, sizeof list[0], compare_most, NULL);
}

// People in the k largest groups: at most their largest sizes, and what the others leave over.
static double *largest_sizes(struct arena *arena, const struct plan_grouping *p) {
    const size_t m = (size_t)p->n_groups;
    double *least = NEW_ARRAY(arena, double, m), *size = NEW_ARRAY(arena, double, m);
    double spare = p->n_people;
    for (size_t g = 0; g < m; g++) {
        least[g] = p->size_least[g];
        spare -= least[g];
    }
    for (size_t g = 0; g < m; g++)
        size[g] = fmin(p->size_most[g], least[g] + spare);
    sort_most_first(arena, least, m);
    sort_most_first(arena, size, m);
    double seats = 0, seated = 0, left = p->n_people - spare; // left: least sizes of the others
    for (size_t k = 0; k < m; k++) {
        left -= least[k];
        seats += size[k];
        const double most = fmin(seats, p->n_people - left);
        size[k] = most - seated;
        seated = most;
    }
    return size;
}

// Hoare's selection: moves the k largest to the front and adds them, those above 0 only.
static double sum_of_largest(double *list, int64_t n, int64_t k) {
    for (int64_t low = 0, high = n - 1; low < high && k < n;) {
        const double pivot = list[low + (high - low) / 2];
        int64_t i = low, j = high;
        while (i <= j) {
            while (list[i] > pivot)
                i++;
            while (list[j] < pivot)
                j--;
            if (i <= j) {
                const double x = list[i];
                list[i++] = list[j];
                list[j--] = x;
            }
        }
        if (k <= j)
            high = j;
        else if (k >= i)
            low = i;
        else
            break;
    }
    double sum = 0;
    for (int64_t at = 0; at < k && at < n; at++)
        sum += list[at] > 0 ? list[at] : 0;
    return sum;
}

static double bound_by_pairs(struct arena *arena, const struct plan_grouping *p,
                             const double *size) {
    const int64_t n = p->n_people;
    const int64_t beside = (int64_t)size[0] - 1;
    double ends = 0;
    for (int32_t g = 0; g < p->n_groups; g++)
        ends += size[g] * (size[g] - 1);
    double *row = NEW_ARRAY(arena, double, (size_t)n);
    double *half = NEW_ARRAY(arena, double, (size_t)(n * beside));
    for (int32_t i = 0; i < n; i++) {
        int64_t at = 0;
        for (int32_t j = 0; j < n; j++) {
            if (j != i)
                row[at++] = mdgp_pair_distance(p, i, j) / 2;
        }
        sum_of_largest(row, n - 1, beside);
        memcpy(half + i * beside, row, (size_t)beside * sizeof row[0]);
    }
    return sum_of_largest(half, n * beside, (int64_t)ends);
}

// Who weighs most sits in the largest groups: the sum of weight times size of the own group.
static double weigh(struct arena *arena, const struct plan_grouping *p, double *weight,
                    const double *size) {
    sort_most_first(arena, weight, (size_t)p->n_people);
    double sum = 0;
    int32_t i = 0;
    for (int32_t g = 0; g < p->n_groups; g++) {
        for (int32_t seat = 0; seat < size[g]; seat++, i++)
            sum += weight[i] > 0 ? size[g] * weight[i] : 0;
    }
    return sum;
}

static double bound_by_means(struct arena *arena, const struct plan_grouping *p,
                             const double *size) {
    const double *mean = mdgp_mean_features(arena, p);
    double *square = NEW_ARRAY(arena, double, (size_t)p->n_people);
    for (int32_t i = 0; i < p->n_people; i++) {
        for (int32_t k = 0; k < p->n_features; k++) {
            const double x = p->features[(ptrdiff_t)i * p->n_features + k] - mean[k];
            square[i] += x * x;
        }
    }
    return weigh(arena, p, square, size);
}

// Has the matrix no eigenvalue of `level` or more? So when level * I - matrix has a Cholesky
// factor, which is made in `factor`.
static bool is_below(const double *matrix, int32_t n, double level, double *factor) {
    for (int32_t j = 0; j < n; j++) {
        double *row_j = factor + (ptrdiff_t)j * n;
        for (int32_t i = j; i < n; i++) {
            double *row_i = factor + (ptrdiff_t)i * n;
            double left = (i == j ? level : 0) - matrix[(ptrdiff_t)i * n + j];
            for (int32_t k = 0; k < j; k++)
                left -= row_i[k] * row_j[k];
            if (i == j && left <= 0)
                return false;
            row_i[j] = i == j ? sqrt(left) : left / row_j[j];
        }
    }
    return true;
}

// A level that no eigenvalue exceeds: the largest sum of a row does not lie; halving comes near.
static double eigenvalue_bound(struct arena *arena, const double *matrix, int32_t n) {
    static const double NOTHING = 1e-9; // of the largest row, above the rounding of the factor
    enum { HALVINGS = 8 };
    double high = 0;
    for (int32_t i = 0; i < n; i++) {
        double row = 0;
        for (int32_t j = 0; j < n; j++)
            row += fabs(matrix[(ptrdiff_t)i * n + j]);
        high = fmax(high, row);
    }
    double *factor = NEW_ARRAY(arena, double, (size_t)n *(size_t)n);
    double low = high * NOTHING;
    if (is_below(matrix, n, low, factor))
        return low;
    for (int k = 0; k < HALVINGS; k++) {
        const double middle = (low + high) / 2;
        if (is_below(matrix, n, middle, factor))
            high = middle;
        else
            low = middle;
    }
    return high;
}

// d_ij = a_i + a_j + r_ij with rows of r that add up to nothing.
static double bound_by_spectrum(struct arena *arena, const struct plan_grouping *p,
                                const double *size) {
    const int32_t n = p->n_people;
    double *rest = NEW_ARRAY(arena, double, (size_t)n *(size_t)n);
    double *weight = NEW_ARRAY(arena, double, (size_t)n), all = 0;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++)
            weight[i] += i == j ? 0 : mdgp_pair_distance(p, i, j) / n;
        all += weight[i] / n;
    }
    for (int32_t i = 0; i < n; i++)
        weight[i] -= all / 2;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++)
            rest[(ptrdiff_t)i * n + j] =
                (i == j ? 0 : mdgp_pair_distance(p, i, j)) - weight[i] - weight[j];
    }
    return n / 2.0 * eigenvalue_bound(arena, rest, n) + weigh(arena, p, weight, size);
}

double mdgp_bound(struct arena *arena, const struct mdgp *r) {
    static const double ROUNDING = 1e-9; // of a sum of up to 10^7 reals
    const struct plan_grouping *p = r->p;
    const double *size = largest_sizes(arena, p);
    double bound = INFINITY, wishes = 0;
    if (r->distance)
        bound = bound_by_pairs(arena, p, size);
    if (!p->distance)
        bound = fmin(bound, bound_by_means(arena, p, size));
    else if (p->n_people <= SPECTRUM_PEOPLE_MAX)
        bound = fmin(bound, bound_by_spectrum(arena, p, size));
    for (int32_t k = 0; k < p->n_wishes; k++)
        wishes += p->wishes[k].worth > 0 ? p->wishes[k].worth : 0;
    return (bound + wishes) * (1 + ROUNDING);
}
