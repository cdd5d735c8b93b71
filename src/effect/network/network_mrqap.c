// SPDX-License-Identifier: EUPL-1.2
// Least squares on the cells off the diagonal, and double semi-partialling: what the other terms
// leave of a term is laid out as a matrix, its people are renumbered, and the fit is made again.
// With an orthonormal base Q of the others a fit is a few inner products:
// b = e'My / e'Me, e'Me = e'e - |Q'e|^2, and the rest y'My - b e'My.
#include "base/rng.h"
#include "effect/network/matrix.h"

struct mrqap {
    struct arena *arena;
    int32_t n, n_terms;
    const double *term[EFFECT_MRQAP_MAX + 1]; // [n * n], zero on the diagonal
    double *base[EFFECT_MRQAP_MAX + 1];       // the others, orthonormal
    int32_t n_base;
    double *rest_y, *rest_x; // what the others leave
    double *row;             // room of one row
    const double *y;
};

static double dot(int32_t n, const double *a, const double *b) {
    const size_t cells = (size_t)n * (size_t)n;
    double sum[4] = {0};
    size_t k = 0;
    for (; k + 4 <= cells; k += 4) {
        sum[0] += a[k] * b[k];
        sum[1] += a[k + 1] * b[k + 1];
        sum[2] += a[k + 2] * b[k + 2];
        sum[3] += a[k + 3] * b[k + 3];
    }
    for (; k < cells; k++)
        sum[0] += a[k] * b[k];
    return sum[0] + sum[1] + (sum[2] + sum[3]);
}

static void subtract(int32_t n, double *from, double times, const double *what) {
    const size_t cells = (size_t)n * (size_t)n;
    for (size_t k = 0; k < cells; k++)
        from[k] -= times * what[k];
}

static void copy_matrix(int32_t n, double *to, const double *from) {
    memcpy(to, from, (size_t)n * (size_t)n * sizeof *to);
}

// Takes the base out of m, twice, so that rounding leaves nothing of it.
static void residualise(const struct mrqap *q, double *m) {
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t k = 0; k < q->n_base; k++)
            subtract(q->n, m, dot(q->n, m, q->base[k]), q->base[k]);
    }
}

// A base of all terms but `without`; false when one of them follows from those before it.
static bool make_base(struct mrqap *q, int32_t without, int32_t *ret_at) {
    q->n_base = 0;
    for (int32_t k = 0; k < q->n_terms; k++) {
        if (k == without)
            continue;
        double *next = q->base[q->n_base];
        copy_matrix(q->n, next, q->term[k]);
        const double before = dot(q->n, next, next);
        residualise(q, next);
        const double left = dot(q->n, next, next);
        *ret_at = k;
        if (!(left > 1e-10 * before))
            return false;
        const double scale = 1 / sqrt(left);
        for (size_t cell = 0; cell < (size_t)q->n * (size_t)q->n; cell++)
            next[cell] *= scale;
        q->n_base++;
    }
    return true;
}

static double t_of(double b, double left_x, double left_y, double freedom) {
    const double rest = left_y - b * b * left_x;
    return b / sqrt(rest / freedom / left_x);
}

// t of the rest of a term with its people in this order.
static double t_permuted(const struct mrqap *q, const int32_t *order, double left_y,
                         double square_x, double freedom) {
    double with_y = 0, with_base[EFFECT_MRQAP_MAX + 1] = {0};
    double *row = q->row;
    for (int32_t i = 0; i < q->n; i++) {
        const double *from = q->rest_x + (ptrdiff_t)order[i] * q->n;
        for (int32_t j = 0; j < q->n; j++)
            row[j] = from[order[j]];
        const ptrdiff_t at = (ptrdiff_t)i * q->n;
        for (int32_t k = -1; k < q->n_base; k++) {
            const double *other = k < 0 ? q->rest_y + at : q->base[k] + at;
            double even = 0, odd = 0;
            int32_t j = 0;
            for (; j + 2 <= q->n; j += 2) {
                even += row[j] * other[j];
                odd += row[j + 1] * other[j + 1];
            }
            if (j < q->n)
                even += row[j] * other[j];
            *(k < 0 ? &with_y : &with_base[k]) += even + odd;
        }
    }
    double left_x = square_x;
    for (int32_t k = 0; k < q->n_base; k++)
        left_x -= with_base[k] * with_base[k];
    if (!(left_x > 1e-12 * square_x))
        return 0; // the new order follows from the others: it explains nothing of its own
    return t_of(with_y / left_x, left_x, left_y, freedom);
}

struct tally {
    int64_t low, high, far;
};

static struct tally permute(const struct mrqap *q, const struct effect_draws *draws, double t,
                            double left_y, double freedom, struct rng *rng) {
    struct tally tally = {0};
    int32_t *order = NEW_ARRAY(q->arena, int32_t, (size_t)q->n);
    const double square_x = dot(q->n, q->rest_x, q->rest_x);
    for (int32_t i = 0; i < q->n; i++)
        order[i] = i;
    for (int64_t k = 0; k < draws->n; k++) {
        rng_shuffle(rng, order, (size_t)q->n);
        const double drawn = t_permuted(q, order, left_y, square_x, freedom);
        tally.low += drawn <= t;
        tally.high += drawn >= t;
        tally.far += fabs(drawn) >= fabs(t);
    }
    return tally;
}

// Coefficient, t and shares of one term; the squares that all terms leave.
static bool fit_term(struct mrqap *q, int32_t term, const struct effect_draws *draws,
                     struct rng *rng, struct effect_mrqap *fit, double *ret_left) {
    if (!make_base(q, term, &fit->at))
        return false;
    fit->at = term;
    copy_matrix(q->n, q->rest_x, q->term[term]);
    copy_matrix(q->n, q->rest_y, q->y);
    residualise(q, q->rest_x);
    residualise(q, q->rest_y);
    const double freedom = (double)fit->cells - q->n_terms;
    const double left_x = dot(q->n, q->rest_x, q->rest_x);
    const double left_y = dot(q->n, q->rest_y, q->rest_y);
    if (!(left_x > 1e-10 * dot(q->n, q->term[term], q->term[term])))
        return false;
    const double b = dot(q->n, q->rest_x, q->rest_y) / left_x;
    fit->b[term] = b;
    fit->t[term] = t_of(b, left_x, left_y, freedom);
    *ret_left = left_y - b * b * left_x;
    const struct tally tally = permute(q, draws, fit->t[term], left_y, freedom, rng);
    const double all = 1 + (double)draws->n;
    fit->p_lower[term] = (1 + (double)tally.low) / all;
    fit->p_upper[term] = (1 + (double)tally.high) / all;
    fit->p[term] = (1 + (double)tally.far) / all;
    return true;
}

// A copy with zeroes on the diagonal; NULL: ones.
static double *off_diagonal(struct arena *arena, int32_t n, const double *m) {
    double *copy = NEW_ARRAY(arena, double, (size_t)n *(size_t)n);
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            const ptrdiff_t at = (ptrdiff_t)i * n + j;
            copy[at] = i == j ? 0 : m ? m[at] : 1;
        }
    }
    return copy;
}

static void prepare(struct mrqap *q, const double *y, const double *const *x) {
    const size_t cells = (size_t)q->n * (size_t)q->n;
    q->y = off_diagonal(q->arena, q->n, y);
    q->term[0] = off_diagonal(q->arena, q->n, NULL);
    for (int32_t k = 1; k < q->n_terms; k++)
        q->term[k] = off_diagonal(q->arena, q->n, x[k - 1]);
    for (int32_t k = 0; k < q->n_terms - 1; k++)
        q->base[k] = NEW_ARRAY(q->arena, double, cells);
    q->row = NEW_ARRAY(q->arena, double, (size_t)q->n);
    q->rest_x = NEW_ARRAY(q->arena, double, cells);
    q->rest_y = NEW_ARRAY(q->arena, double, cells);
}

static void fit_all(struct mrqap *q, const struct effect_draws *draws, struct effect_mrqap *fit) {
    struct rng rng = rng_seeded(draws->seed);
    double left = 0;
    for (int32_t term = 0; term < q->n_terms; term++) {
        if (!fit_term(q, term, draws, &rng, fit, &left)) {
            fit->refusal = EFFECT_NETWORK_SINGULAR;
            fit->at -= 1; // predictors count from 0
            return;
        }
    }
    fit->at = -1;
    const double ones = (double)fit->cells, sum = dot(q->n, q->y, q->term[0]);
    fit->r2 = 1 - left / (dot(q->n, q->y, q->y) - sum * sum / ones);
}

void effect_mrqap(struct arena *arena, int32_t n, const double *y, const double *const *x,
                  int32_t n_x, const struct effect_draws *draws, struct effect_mrqap *ret_mrqap) {
    *ret_mrqap = (struct effect_mrqap){.at = -1, .n_terms = n_x + 1, .draws = draws->n};
    if (n_x < 1 || n_x > EFFECT_MRQAP_MAX) {
        ret_mrqap->refusal = EFFECT_NETWORK_SIZE;
        return;
    }
    int64_t missing_x, missing_y;
    ret_mrqap->refusal = matrix_check(n, x, n_x, 4, &missing_x, &ret_mrqap->at);
    int32_t at_y;
    if (ret_mrqap->refusal == EFFECT_NETWORK_FINE)
        ret_mrqap->refusal = matrix_check(n, &y, 1, 4, &missing_y, &at_y);
    if (ret_mrqap->refusal != EFFECT_NETWORK_FINE)
        return;
    ret_mrqap->cells = (int64_t)n * (n - 1);
    if (missing_x > 0 || missing_y > 0)
        ret_mrqap->refusal = EFFECT_NETWORK_NOT_FINITE;
    else if (ret_mrqap->cells <= n_x + 1)
        ret_mrqap->refusal = EFFECT_NETWORK_FEW;
    if (ret_mrqap->refusal != EFFECT_NETWORK_FINE)
        return;
    struct mrqap q = {.arena = arena, .n = n, .n_terms = n_x + 1};
    prepare(&q, y, x);
    fit_all(&q, draws, ret_mrqap);
}
