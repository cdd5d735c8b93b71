// SPDX-License-Identifier: EUPL-1.2
// Small dense algebra; see dense.h. Least squares goes by normal equations, scaled so that units do
// not count, and then once more on what was left over, which gives back the digits that squaring
// the matrix took.
#include "effect/dense/dense.h"

double dense_sum_of(const double *x, size_t n) {
    struct dense_sum sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        dense_sum_add(&sum, x[i]);
    return dense_sum_value(sum);
}

double dense_dot(const double *x, const double *y, size_t n) {
    struct dense_sum sum = {0, 0};
    for (size_t i = 0; i < n; i++)
        dense_sum_add(&sum, x[i] * y[i]);
    return dense_sum_value(sum);
}

double dense_mean(const double *x, size_t n) {
    return n == 0 ? NAN : dense_sum_of(x, n) / (double)n;
}

// ---- Cholesky ----------------------------------------------------------------------------------

bool dense_cholesky(double *a, int p) {
    for (int i = 0; i < p; i++) {
        for (int j = 0; j <= i; j++) {
            double rest = a[i * p + j];
            for (int k = 0; k < j; k++)
                rest -= a[i * p + k] * a[j * p + k];
            if (i > j)
                a[i * p + j] = rest / a[j * p + j];
            else if (rest > 0 && isfinite(rest))
                a[i * p + i] = sqrt(rest);
            else
                return false;
        }
        for (int j = i + 1; j < p; j++)
            a[i * p + j] = 0;
    }
    return true;
}

void dense_solve(const double *l, int p, double *x) {
    for (int i = 0; i < p; i++) {
        for (int k = 0; k < i; k++)
            x[i] -= l[i * p + k] * x[k];
        x[i] /= l[i * p + i];
    }
    for (int i = p - 1; i >= 0; i--) {
        for (int k = i + 1; k < p; k++)
            x[i] -= l[k * p + i] * x[k];
        x[i] /= l[i * p + i];
    }
}

void dense_inverse(const double *l, int p, double *ret_inverse) {
    double column[DENSE_MAX];
    ENSURE(p <= DENSE_MAX);
    for (int j = 0; j < p; j++) {
        for (int i = 0; i < p; i++)
            column[i] = i == j;
        dense_solve(l, p, column);
        for (int i = j; i < p; i++) // both halves alike to the last digit
            ret_inverse[i * p + j] = ret_inverse[j * p + i] = column[i];
    }
}

static double norm(const double *a, int p) {
    double most = 0;
    for (int j = 0; j < p; j++) {
        double column = 0;
        for (int i = 0; i < p; i++)
            column += fabs(a[i * p + j]);
        most = column > most ? column : most;
    }
    return most;
}

double dense_invert(const double *a, int p, double *ret_inverse) {
    ENSURE(p > 0 && p <= DENSE_MAX);
    double scale[DENSE_MAX], scaled[DENSE_MAX * DENSE_MAX], factor[DENSE_MAX * DENSE_MAX];
    for (int i = 0; i < p; i++) {
        if (!(a[i * p + i] > 0) || !isfinite(a[i * p + i]))
            return 0;
        scale[i] = 1 / sqrt(a[i * p + i]);
    }
    for (int i = 0; i < p; i++)
        for (int j = 0; j < p; j++)
            scaled[i * p + j] = factor[i * p + j] = a[i * p + j] * scale[i] * scale[j];
    if (!dense_cholesky(factor, p))
        return 0;
    double inverse[DENSE_MAX * DENSE_MAX];
    dense_inverse(factor, p, inverse);
    const double rcond = 1 / (norm(scaled, p) * norm(inverse, p));
    for (int i = 0; i < p; i++)
        for (int j = 0; j < p; j++)
            ret_inverse[i * p + j] = inverse[i * p + j] * scale[i] * scale[j];
    return rcond;
}

// ---- least squares -----------------------------------------------------------------------------

static void gram(const double *const *x, int p, const double *w, size_t n, double *ret_gram) {
    for (int j = 0; j < p; j++) {
        for (int k = 0; k <= j; k++) {
            struct dense_sum sum = {0, 0};
            for (size_t i = 0; i < n; i++)
                dense_sum_add(&sum, (w ? w[i] : 1) * x[j][i] * x[k][i]);
            ret_gram[j * p + k] = ret_gram[k * p + j] = dense_sum_value(sum);
        }
    }
}

// beta += (X'WX)^-1 X'W(y - X beta)
static void improve(const double *const *x, int p, const double *y, const double *w, size_t n,
                    const double *inverse, double *beta) {
    struct dense_sum moment[DENSE_MAX] = {{0, 0}};
    for (size_t i = 0; i < n; i++) {
        double rest = y[i];
        for (int j = 0; j < p; j++)
            rest -= beta[j] * x[j][i];
        for (int j = 0; j < p; j++)
            dense_sum_add(&moment[j], (w ? w[i] : 1) * rest * x[j][i]);
    }
    for (int j = 0; j < p; j++)
        for (int k = 0; k < p; k++)
            beta[j] += inverse[j * p + k] * dense_sum_value(moment[k]);
}

void dense_least_squares(struct arena *arena, const double *const *x, int p, const double *y,
                         const double *w, size_t n, struct dense_fit *ret_fit) {
    ENSURE(p > 0 && p <= DENSE_MAX);
    const size_t cells = (size_t)p * (size_t)p;
    double *const squares = NEW_ARRAY(arena, double, cells);
    *ret_fit = (struct dense_fit){.beta = NEW_ARRAY(arena, double, (size_t)p),
                                  .inverse = NEW_ARRAY(arena, double, cells)};
    gram(x, p, w, n, squares);
    ret_fit->rcond = dense_invert(squares, p, ret_fit->inverse);
    if (ret_fit->rcond == 0)
        return;
    improve(x, p, y, w, n, ret_fit->inverse, ret_fit->beta);
    improve(x, p, y, w, n, ret_fit->inverse, ret_fit->beta);
}
