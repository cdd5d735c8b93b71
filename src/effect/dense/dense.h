// SPDX-License-Identifier: EUPL-1.2
// Sums that keep their digits, and linear algebra for few columns (at most 64): Cholesky with a
// test of the condition, least squares. Matrices are square, row after row, unless said otherwise.
#ifndef VLIEGWIEL_DENSE_H
#define VLIEGWIEL_DENSE_H
#include "base/arena.h"

#include <math.h>

enum { DENSE_MAX = 64 };

// A sum whose error does not grow with the number of terms (Neumaier, ZAMM 54, 1974, doi
// 10.1002/zamm.19740540106).
struct dense_sum {
    double total, lost;
};
static inline void dense_sum_add(struct dense_sum *sum, double x) {
    const double total = sum->total + x;
    sum->lost += fabs(sum->total) >= fabs(x) ? (sum->total - total) + x : (x - total) + sum->total;
    sum->total = total;
}
static inline double dense_sum_value(struct dense_sum sum) {
    return sum.total + sum.lost;
}
double dense_sum_of(const double *x, size_t n);
double dense_dot(const double *x, const double *y, size_t n); // y may be x
double dense_mean(const double *x, size_t n);                 // NaN for none

// A symmetric matrix `a`, of which the lower half is read, becomes L with A = LL'. False when it is
// not positive definite; `a` is then spoiled.
NODISCARD bool dense_cholesky(double *a, int p);
// x becomes the solution of LL'x = x.
void dense_solve(const double *l, int p, double *x);
// The inverse of LL', complete and symmetric.
void dense_inverse(const double *l, int p, double *ret_inverse);
// The inverse of a symmetric positive definite matrix, and 1 / (norm of it * norm of its inverse),
// both as greatest sum of a column, after every row and column was divided by the root of its
// diagonal: so units do not count. 0, and no inverse, when it is not positive definite.
double dense_invert(const double *a, int p, double *ret_inverse);

// Weighted least squares. x: [p][n], column after column; w: [n] or NULL.
struct dense_fit {
    double *beta;    // [p]
    double *inverse; // [p * p] of X'WX
    double rcond;    // of X'WX as dense_invert measures it; 0: singular, and nothing else is filled
};
void dense_least_squares(struct arena *arena, const double *const *x, int p, const double *y,
                         const double *w, size_t n, struct dense_fit *ret_fit);
#endif
