// SPDX-License-Identifier: EUPL-1.2
// Permutation tests on matrices against every permutation of small ones, against plain least
// squares refitted for each draw, and against published values where they are at hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/network/matrix.h"
#include "effect/test_expected.h"

enum { N = 6 };

static void fill(struct rng *rng, int32_t n, double *m, bool is_binary) {
    for (int32_t k = 0; k < n * n; k++)
        m[k] = is_binary ? (double)rng_below(rng, 2) : rng_real(rng);
}

// Correlation from its definition, in two passes.
static double plain_r(int32_t n, const double *a, const double *b, const int32_t *order) {
    double count = 0, mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
    for (int32_t pass = 0; pass < 2; pass++) {
        for (int32_t i = 0; i < n; i++) {
            for (int32_t j = 0; j < n; j++) {
                const double x = a[i * n + j], y = b[order[i] * n + order[j]];
                if (i == j || isnan(x) || isnan(y))
                    continue;
                if (pass == 0) {
                    count++;
                    mean_a += x;
                    mean_b += y;
                    continue;
                }
                aa += (x - mean_a) * (x - mean_a);
                bb += (y - mean_b) * (y - mean_b);
                ab += (x - mean_a) * (y - mean_b);
            }
        }
        if (pass == 0) {
            mean_a /= count;
            mean_b /= count;
        }
    }
    return ab / sqrt(aa * bb);
}

// All orders by counting through n digits, kept when no digit comes twice.
static void assert_all_orders(int32_t n, const double *a, const double *b) {
    struct effect_qap qap;
    effect_qap(arena, n, a, b, &(struct effect_draws){1, 10}, &qap);
    assert_int_equal(qap.refusal, EFFECT_NETWORK_FINE);
    assert_true(qap.is_exact);
    int32_t order[N];
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    const double r = plain_r(n, a, b, order);
    assert_close(qap.r, r, 1e-12, "r");
    double count = 0, low = 0, high = 0, far = 0, sum = 0, squares = 0;
    for (int32_t code = 0; code < N * N * N * N * N * N; code++) {
        int32_t seen = 0, rest = code;
        for (int32_t i = 0; i < n; i++, rest /= n) {
            order[i] = rest % n;
            seen |= 1 << order[i];
        }
        if (rest > 0 || seen != (1 << n) - 1)
            continue;
        const double drawn = plain_r(n, a, b, order);
        count++;
        sum += drawn;
        squares += drawn * drawn;
        low += drawn <= r + 1e-12;
        high += drawn >= r - 1e-12;
        far += fabs(drawn) >= fabs(r) - 1e-12;
    }
    assert_int_equal(qap.draws, (int64_t)count);
    assert_close(qap.p_lower, low / count, 1e-12, "as low");
    assert_close(qap.p_upper, high / count, 1e-12, "as high");
    assert_close(qap.p, far / count, 1e-12, "as far");
    assert_close(qap.mean, sum / count, 1e-9, "mean");
    assert_close(qap.sd, sqrt(squares / count - sum / count * (sum / count)), 1e-9, "spread");
}

static void small_matrices_take_every_order(void **state) {
    (void)state;
    struct rng rng = rng_seeded(11);
    for (int32_t round = 0; round < 4; round++) {
        double a[N * N], b[N * N];
        const int32_t n = round % 2 ? N : 5;
        fill(&rng, n, a, round < 2);
        fill(&rng, n, b, round < 1);
        assert_all_orders(n, a, b);
        if (round == 1) { // an unanswered row
            for (int32_t j = 0; j < n; j++)
                a[2 * n + j] = NAN;
            struct effect_qap qap;
            static const int32_t ASIS[] = {0, 1, 2, 3, 4, 5};
            effect_qap(arena, n, a, b, &(struct effect_draws){1, 10}, &qap);
            assert_close(qap.r, plain_r(n, a, b, ASIS), 1e-12, "r without the row");
            assert_int_equal(qap.cells, n * (n - 1) - (n - 1));
        }
    }
}

// The lots of a larger case: shares within four standard errors of those from other seeds, and a
// matrix with itself is as high as can be.
static void lots_repeat_and_agree(void **state) {
    (void)state;
    enum { MANY = 30 };
    static double a[MANY * MANY], b[MANY * MANY];
    struct rng rng = rng_seeded(5);
    fill(&rng, MANY, a, true);
    fill(&rng, MANY, b, false);
    struct effect_qap one, again, other, self;
    effect_qap(arena, MANY, a, b, &(struct effect_draws){1, 4000}, &one);
    effect_qap(arena, MANY, a, b, &(struct effect_draws){1, 4000}, &again);
    effect_qap(arena, MANY, a, b, &(struct effect_draws){2, 4000}, &other);
    effect_qap(arena, MANY, a, a, &(struct effect_draws){1, 999}, &self);
    assert_true(one.p == again.p && one.p_lower == again.p_lower && one.sd == again.sd);
    assert_true(fabs(one.p - other.p) < 4 * sqrt(2 * .25 / 4000));
    assert_close(self.r, 1, 1e-12, "with itself");
    assert_close(self.p_upper, 1 / 1000.0, 1e-12, "none as high");
    assert_close(self.p_lower, 1, 1e-12, "all as low");
}

// ---- least squares -----------------------------------------------------------------------------

enum { TERMS = 3 };

// t of the last of `k` columns, by normal equations and elimination.
static double plain_t(int32_t cells, double columns[TERMS][N * N], const double *y, int32_t k,
                      double *ret_b) {
    double m[TERMS][2 * TERMS + 1] = {{0}};
    for (int32_t i = 0; i < k; i++) {
        for (int32_t c = 0; c < cells; c++) {
            for (int32_t j = 0; j < k; j++)
                m[i][j] += columns[i][c] * columns[j][c];
            m[i][2 * k] += columns[i][c] * y[c];
        }
        m[i][k + i] = 1;
    }
    for (int32_t p = 0; p < k; p++) {
        const double pivot = m[p][p];
        for (int32_t j = 0; j <= 2 * k; j++)
            m[p][j] /= pivot;
        for (int32_t i = 0; i < k; i++) {
            const double times = m[i][p];
            for (int32_t j = 0; j <= 2 * k && i != p; j++)
                m[i][j] -= times * m[p][j];
        }
    }
    double rest = 0;
    for (int32_t c = 0; c < cells; c++) {
        double left = y[c];
        for (int32_t i = 0; i < k; i++)
            left -= m[i][2 * k] * columns[i][c];
        rest += left * left;
    }
    *ret_b = m[k - 1][2 * k];
    return *ret_b / sqrt(rest / (cells - k) * m[k - 1][2 * k - 1]);
}

enum { DRAWS = 200, CELLS = N * (N - 1) };
struct fitted {
    double x[2][N * N], y[N * N];
    double columns[TERMS][N * N], flat_y[N * N]; // off the diagonal, the term looked at last
};

static void lay_flat(struct fitted *f, int32_t term) {
    int32_t at = 0;
    for (int32_t i = 0; i < N; i++) {
        for (int32_t j = 0; j < N; j++) {
            if (i == j)
                continue;
            const double all[TERMS] = {1, f->x[0][i * N + j], f->x[1][i * N + j]};
            for (int32_t k = 0, to = 0; k < TERMS; k++)
                f->columns[k == term ? TERMS - 1 : to++][at] = all[k];
            f->flat_y[at++] = f->y[i * N + j];
        }
    }
}

// What the two others leave of the term, by taking turns until nothing changes; as a matrix.
static void leave(const struct fitted *f, double *matrix) {
    double rest[N * N];
    memcpy(rest, f->columns[TERMS - 1], sizeof rest);
    for (int32_t turn = 0; turn < 20000; turn++) {
        const double *other = f->columns[turn % 2];
        double up = 0, down = 0;
        for (int32_t c = 0; c < CELLS; c++) {
            up += rest[c] * other[c];
            down += other[c] * other[c];
        }
        for (int32_t c = 0; c < CELLS; c++)
            rest[c] -= up / down * other[c];
    }
    for (int32_t i = 0, at = 0; i < N; i++) {
        for (int32_t j = 0; j < N; j++)
            matrix[i * N + j] = i == j ? 0 : rest[at++];
    }
}

static double refit(struct fitted *f, const double *matrix, const int32_t *order) {
    double b;
    for (int32_t i = 0, at = 0; i < N; i++) {
        for (int32_t j = 0; j < N; j++) {
            if (i != j)
                f->columns[TERMS - 1][at++] = matrix[order[i] * N + order[j]];
        }
    }
    return plain_t(CELLS, f->columns, f->flat_y, TERMS, &b);
}

// Two predictors on six people: the coefficient, and each draw refitted on the permuted rest.
static void every_draw_is_a_plain_fit(void **state) {
    (void)state;
    struct fitted f = {0};
    struct rng rng = rng_seeded(21), lots = rng_seeded(9);
    fill(&rng, N, f.y, false);
    fill(&rng, N, f.x[0], true);
    fill(&rng, N, f.x[1], false);
    const double *const terms[] = {f.x[0], f.x[1]};
    struct effect_mrqap fit;
    effect_mrqap(arena, N, f.y, terms, 2, &(struct effect_draws){9, DRAWS}, &fit);
    assert_int_equal(fit.refusal, EFFECT_NETWORK_FINE);
    assert_int_equal(fit.n_terms, TERMS);
    for (int32_t term = 0; term < TERMS; term++) {
        double b, matrix[N * N];
        lay_flat(&f, term);
        assert_close(fit.t[term], plain_t(CELLS, f.columns, f.flat_y, TERMS, &b), 1e-9, "t");
        assert_close(fit.b[term], b, 1e-9, "b");
        leave(&f, matrix);
        int32_t order[N] = {0, 1, 2, 3, 4, 5}, low = 0, high = 0, far = 0;
        for (int32_t draw = 0; draw < DRAWS; draw++) {
            rng_shuffle(&lots, order, N);
            const double t = refit(&f, matrix, order);
            low += t <= fit.t[term] + 1e-9;
            high += t >= fit.t[term] - 1e-9;
            far += fabs(t) >= fabs(fit.t[term]) - 1e-9;
        }
        assert_close(fit.p_lower[term], (1.0 + low) / (1 + DRAWS), 1e-12, "as low");
        assert_close(fit.p_upper[term], (1.0 + high) / (1 + DRAWS), 1e-12, "as high");
        assert_close(fit.p[term], (1.0 + far) / (1 + DRAWS), 1e-12, "as far");
    }
}

static void refusals_have_names(void **state) {
    (void)state;
    static const double FLAT[25] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    double a[25], twice[25], infinite[25], gap[25];
    struct rng rng = rng_seeded(2);
    fill(&rng, 5, a, false);
    for (int32_t k = 0; k < 25; k++) {
        twice[k] = 2 * a[k] + 1;
        infinite[k] = k == 7 ? (double)INFINITY : a[k];
        gap[k] = k == 7 ? (double)NAN : a[k];
    }
    const struct effect_draws draws = {1, 10};
    struct effect_qap qap;
    effect_qap(arena, 5, a, FLAT, &draws, &qap);
    assert_string_equal(effect_network_refusal_name(qap.refusal), "constant");
    assert_int_equal(qap.at, 1);
    effect_qap(arena, 5, infinite, a, &draws, &qap);
    assert_string_equal(effect_network_refusal_name(qap.refusal), "not_finite");
    effect_qap(arena, 2, a, a, &draws, &qap);
    assert_string_equal(effect_network_refusal_name(qap.refusal), "few");
    struct effect_mrqap fit;
    const double *const dependent[] = {a, twice}, *const holes[] = {gap};
    effect_mrqap(arena, 5, infinite, dependent, 2, &draws, &fit);
    assert_string_equal(effect_network_refusal_name(fit.refusal), "not_finite");
    double y[25];
    fill(&rng, 5, y, false);
    effect_mrqap(arena, 5, y, dependent, 2, &draws, &fit);
    assert_string_equal(effect_network_refusal_name(fit.refusal), "singular");
    effect_mrqap(arena, 5, y, holes, 1, &draws, &fit);
    assert_string_equal(effect_network_refusal_name(fit.refusal), "not_finite");
    effect_mrqap(arena, 5, y, dependent, 0, &draws, &fit);
    assert_string_equal(effect_network_refusal_name(fit.refusal), "size");
}

// ---- published ---------------------------------------------------------------------------------

enum { MANAGERS = 21 };

static bool read_matrix(const char *file, double *m) {
    struct csv_table edges;
    if (!load(file, &edges))
        return false;
    for (size_t row = 0; row < edges.n_rows; row++)
        m[((int32_t)number(&edges, row, 0) - 1) * MANAGERS + (int32_t)number(&edges, row, 1) - 1] =
            1;
    return true;
}

static double wanted(const char *network, const char *measure) {
    struct csv_table expected;
    assert_true(load("e3_expected.csv", &expected));
    for (size_t row = 0; row < expected.n_rows; row++) {
        if (is_cell(&expected, row, 1, network) && is_cell(&expected, row, 2, measure))
            return number(&expected, row, 3);
    }
    fail_msg("%s %s: not there", network, measure);
    return 0;
}

static void managers_agree_with_what_is_published(void **state) {
    (void)state;
    double advice[MANAGERS * MANAGERS] = {0}, friends[MANAGERS * MANAGERS] = {0};
    double reports[MANAGERS * MANAGERS] = {0}, same[MANAGERS * MANAGERS] = {0};
    struct csv_table nodes;
    if (!read_matrix("e3_krackhardt_advice_edges.csv", advice) ||
        !read_matrix("e3_krackhardt_friends_edges.csv", friends) ||
        !read_matrix("e3_krackhardt_reports_edges.csv", reports) ||
        !load("e3_krackhardt_nodes.csv", &nodes)) {
        skip();
        return;
    }
    for (size_t i = 0; i < MANAGERS; i++) {
        for (size_t j = 0; j < MANAGERS; j++)
            same[i * MANAGERS + j] =
                i != j && str_eq(csv_cell(&nodes, i, 4), csv_cell(&nodes, j, 4));
    }
    const struct effect_draws draws = {1, 20000};
    const double *const x[] = {friends, reports, same};
    static const char *const NAMES[] = {"advice~friends", "advice~reports", "advice~samedept"};
    struct effect_qap qap[3];
    for (int32_t k = 0; k < 3; k++) {
        effect_qap(arena, MANAGERS, advice, x[k], &draws, &qap[k]);
        assert_close(qap[k].r, wanted(NAMES[k], "qap_correlation"), 1e-10, NAMES[k]);
    }
    const double p = wanted("advice~friends", "qap_p_upper");
    assert_true(fabs(qap[0].p_upper - p) < 4 * sqrt(2 * p * (1 - p) / 20000));
    assert_true(fabs(qap[0].sd - wanted("advice~friends", "qap_perm_sd")) < .002);
    struct effect_mrqap fit;
    effect_mrqap(arena, MANAGERS, advice, x, 3, &(struct effect_draws){1, 5000}, &fit);
    const char *all = "advice~friends+reports+samedept";
    assert_close(fit.r2, wanted(all, "mrqap_r2"), 1e-10, "r2");
    for (int32_t k = 0; k < 4; k++) {
        const char *const name = str_c(arena, str_fmt(arena, "mrqap_b%d", k));
        assert_close(fit.b[k], wanted(all, name), 1e-10, name);
        assert_close(fit.t[k], wanted(all, str_c(arena, str_fmt(arena, "mrqap_t%d", k))), 1e-10,
                     "t");
        const char *const low = str_c(arena, str_fmt(arena, "mrqap_dsp_p_le%d", k));
        const char *const high = str_c(arena, str_fmt(arena, "mrqap_dsp_p_ge%d", k));
        assert_true(fabs(fit.p_lower[k] - wanted(all, low)) < .03);
        assert_true(fabs(fit.p_upper[k] - wanted(all, high)) < .03);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_matrices_take_every_order),
        cmocka_unit_test(lots_repeat_and_agree),
        cmocka_unit_test(every_draw_is_a_plain_fit),
        cmocka_unit_test(refusals_have_names),
        cmocka_unit_test(managers_agree_with_what_is_published),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
