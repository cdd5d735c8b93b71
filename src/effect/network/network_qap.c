// SPDX-License-Identifier: EUPL-1.2
// Do two matrices over the same people go together? The people of one are renumbered, which keeps
// everything about it but the fit. With complete matrices only the sum of products changes, and it
// is added up over the non-zero cells of the emptier one.
#include "base/rng.h"
#include "effect/network/matrix.h"

struct qap {
    int32_t n;
    const double *a, *b;
    double shift_a, shift_b; // subtracted from every cell: the value most cells have
    bool is_whole;
    int32_t *first, *at; // whole: cells of a that differ from shift_a, by row
    double *value;
    double sum_a, sum_b, square_a, square_b; // of shifted cells
    double cells;
};

// The value that most cells off the diagonal have, 0 or 1, so that the others are few.
static double usual(int32_t n, const double *m) {
    int64_t ones = 0, zeroes = 0;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            ones += i != j && m[(ptrdiff_t)i * n + j] == 1;
            zeroes += i != j && m[(ptrdiff_t)i * n + j] == 0;
        }
    }
    return ones > zeroes ? 1 : 0;
}

static int64_t unusual(int32_t n, const double *m, double shift) {
    int64_t count = 0;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++)
            count += i != j && m[(ptrdiff_t)i * n + j] != shift;
    }
    return count;
}

static double correlation(double n, double x, double y, double xx, double yy, double xy) {
    const double vx = xx - x * x / n, vy = yy - y * y / n;
    if (!(vx > 1e-12 * xx) || !(vy > 1e-12 * yy))
        return (double)NAN;
    return (xy - x * y / n) / sqrt(vx * vy);
}

static void sums(struct qap *q) {
    for (int32_t i = 0; i < q->n; i++) {
        for (int32_t j = 0; j < q->n; j++) {
            if (i == j)
                continue;
            const double x = q->a[(ptrdiff_t)i * q->n + j] - q->shift_a;
            const double y = q->b[(ptrdiff_t)i * q->n + j] - q->shift_b;
            q->sum_a += x;
            q->sum_b += y;
            q->square_a += x * x;
            q->square_b += y * y;
        }
    }
}

static void list_cells(struct arena *arena, struct qap *q) {
    const size_t n_cells = (size_t)unusual(q->n, q->a, q->shift_a);
    q->first = NEW_ARRAY(arena, int32_t, (size_t)q->n + 1);
    q->at = NEW_ARRAY(arena, int32_t, n_cells);
    q->value = NEW_ARRAY(arena, double, n_cells);
    int32_t k = 0;
    for (int32_t i = 0; i < q->n; i++) {
        for (int32_t j = 0; j < q->n; j++) {
            const double x = q->a[(ptrdiff_t)i * q->n + j] - q->shift_a;
            if (i == j || x == 0)
                continue;
            q->at[k] = j;
            q->value[k++] = x;
        }
        q->first[i + 1] = k;
    }
}

static void prepare(struct arena *arena, struct qap *q, const double *a, const double *b) {
    const double usual_a = usual(q->n, a), usual_b = usual(q->n, b);
    const bool swap = unusual(q->n, b, usual_b) < unusual(q->n, a, usual_a);
    q->a = swap ? b : a;
    q->b = swap ? a : b;
    q->shift_a = swap ? usual_b : usual_a;
    q->shift_b = swap ? usual_a : usual_b;
    q->cells = (double)q->n * (q->n - 1);
    sums(q);
    list_cells(arena, q);
}

static double r_whole(const struct qap *q, const int32_t *order) {
    double products = 0;
    for (int32_t i = 0; i < q->n; i++) {
        const double *row = q->b + (ptrdiff_t)order[i] * q->n;
        double here = 0;
        for (int32_t k = q->first[i]; k < q->first[i + 1]; k++)
            here += q->value[k] * (row[order[q->at[k]]] - q->shift_b);
        products += here;
    }
    return correlation(q->cells, q->sum_a, q->sum_b, q->square_a, q->square_b, products);
}

// Over the cells that both have, which change with the order.
static double r_missing(const struct qap *q, const int32_t *order, int64_t *ret_cells) {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (int32_t i = 0; i < q->n; i++) {
        for (int32_t j = 0; j < q->n; j++) {
            const double u = q->a[(ptrdiff_t)i * q->n + j];
            const double v = q->b[(ptrdiff_t)order[i] * q->n + order[j]];
            if (i == j || isnan(u) || isnan(v))
                continue;
            n += 1;
            x += u;
            y += v;
            xx += u * u;
            yy += v * v;
            xy += u * v;
        }
    }
    *ret_cells = (int64_t)n;
    return n > 1 ? correlation(n, x, y, xx, yy, xy) : (double)NAN;
}

static double r_of(const struct qap *q, const int32_t *order, int64_t *ret_cells) {
    *ret_cells = (int64_t)q->cells;
    return q->is_whole ? r_whole(q, order) : r_missing(q, order, ret_cells);
}

struct tally {
    double sum, squares;
    int64_t n, low, high, far;
};

// An order that leaves no correlation to compare counts as far, on both sides.
static void compare(double observed, double r, struct tally *t) {
    t->low += !(r > observed + 1e-12);
    t->high += !(r < observed - 1e-12);
    t->far += !(fabs(r) < fabs(observed) - 1e-12);
    t->n += 1;
    if (isnan(r))
        return;
    t->sum += r - observed;
    t->squares += (r - observed) * (r - observed);
}

static bool is_few(int32_t n) {
    return n <= 8; // 40,320 orders
}

static void permute(struct arena *arena, const struct qap *q, const struct effect_draws *draws,
                    double r, struct tally *t) {
    int64_t cells;
    struct rng rng = rng_seeded(draws->seed);
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)q->n);
    for (int32_t i = 0; i < q->n; i++)
        order[i] = i;
    if (is_few(q->n)) {
        do
            compare(r, r_of(q, order, &cells), t);
        while (labels_next(order, q->n));
        return;
    }
    for (int64_t k = 0; k < draws->n; k++) {
        rng_shuffle(&rng, order, (size_t)q->n);
        compare(r, r_of(q, order, &cells), t);
    }
}

static void share(const struct tally *t, struct effect_qap *qap) {
    const double extra = qap->is_exact ? 0 : 1; // the order as it was is one draw too
    const double n = (double)t->n, all = n + extra;
    qap->draws = t->n;
    qap->mean = n > 0 ? qap->r + t->sum / n : (double)NAN;
    qap->sd = n > 1 ? sqrt((t->squares - t->sum * t->sum / n) / (n - extra)) : (double)NAN;
    qap->p_lower = ((double)t->low + extra) / all;
    qap->p_upper = ((double)t->high + extra) / all;
    qap->p = ((double)t->far + extra) / all;
}

void effect_qap(struct arena *arena, int32_t n, const double *a, const double *b,
                const struct effect_draws *draws, struct effect_qap *ret_qap) {
    const double none = (double)NAN;
    *ret_qap = (struct effect_qap){
        .at = -1, .r = none, .mean = none, .sd = none, .p_lower = none, .p_upper = none, .p = none};
    int64_t missing = 0;
    const double *const pair[2] = {a, b};
    ret_qap->refusal = matrix_check(n, pair, 2, 3, &missing, &ret_qap->at);
    if (ret_qap->refusal != EFFECT_NETWORK_FINE)
        return;
    struct qap q = {.n = n, .a = a, .b = b, .is_whole = missing == 0};
    if (q.is_whole)
        prepare(arena, &q, a, b);
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    int64_t cells;
    ret_qap->r = r_of(&q, order, &cells);
    ret_qap->cells = cells;
    if (isnan(ret_qap->r)) {
        ret_qap->refusal = EFFECT_NETWORK_CONSTANT;
        return;
    }
    ret_qap->is_exact = is_few(n);
    struct tally t = {0};
    permute(arena, &q, draws, ret_qap->r, &t);
    share(&t, ret_qap);
}
