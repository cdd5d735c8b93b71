// SPDX-License-Identifier: EUPL-1.2
// Shares of people with intervals, people who changed sides, and what those who dropped out could
// have changed.
#include <math.h>

#include "effect/dist/dist.h"
#include "effect/survey/survey.h"

static void add_exact(double x, double n, struct effect_proportion *p) {
    p->exact_lower = x == 0 ? 0 : dist_beta_quantile(.025, x, n - x + 1);
    p->exact_upper = x == n ? 1 : dist_beta_quantile(.975, x + 1, n - x);
}

static void add_wilson(double n, struct effect_proportion *p) {
    const double z = dist_normal_quantile(.975), share = p->share;
    const double middle = share + z * z / (2 * n), scale = 1 + z * z / n;
    const double reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    p->lower = fmax(0, (middle - reach) / scale);
    p->upper = fmin(1, (middle + reach) / scale);
}

struct effect_proportion effect_survey_proportion(int64_t x, int64_t n) {
    const double none = (double)NAN;
    struct effect_proportion p = {none, none, none, none, none};
    if (n <= 0 || x < 0 || x > n)
        return p;
    p.share = (double)x / (double)n;
    add_exact((double)x, (double)n, &p);
    add_wilson((double)n, &p);
    if (x == 0 || x == n) {
        p.lower = p.exact_lower;
        p.upper = p.exact_upper;
    }
    return p;
}

double effect_survey_mcnemar(int32_t b, int32_t c) {
    const int32_t n = b + c, fewer = b < c ? b : c;
    double sum = 0;
    for (int32_t k = 0; k <= fewer; k++)
        sum += exp(lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) - n * log(2));
    return fmin(1, 2 * sum);
}

// ---- who dropped out ---------------------------------------------------------------------------

struct side {
    double n, sum, squares; // squares around the mean
};

static struct side side_of(int32_t n, const double *pre, const double *post, bool lost) {
    struct side side = {0};
    for (int32_t i = 0; i < n; i++) {
        if (isfinite(pre[i]) && isfinite(post[i]) != lost) {
            side.n += 1;
            side.sum += pre[i];
        }
    }
    for (int32_t i = 0; i < n; i++) {
        if (isfinite(pre[i]) && isfinite(post[i]) != lost)
            side.squares += (pre[i] - side.sum / side.n) * (pre[i] - side.sum / side.n);
    }
    return side;
}

static void compare(const struct side *stayed, const struct side *lost,
                    struct effect_dropout *dropout) {
    dropout->mean_stayed = stayed->n > 0 ? stayed->sum / stayed->n : (double)NAN;
    dropout->mean_lost = lost->n > 0 ? lost->sum / lost->n : (double)NAN;
    dropout->difference = dropout->mean_lost - dropout->mean_stayed;
    dropout->lower = dropout->upper = (double)NAN;
    if (stayed->n < 2 || lost->n < 2)
        return;
    const double a = stayed->squares / (stayed->n - 1) / stayed->n;
    const double b = lost->squares / (lost->n - 1) / lost->n;
    if (!(a + b > 0))
        return;
    const double df = (a + b) * (a + b) / (a * a / (stayed->n - 1) + b * b / (lost->n - 1));
    const double reach = dist_t_quantile(.975, df) * sqrt(a + b);
    dropout->lower = dropout->difference - reach;
    dropout->upper = dropout->difference + reach;
}

void effect_survey_dropout(int32_t n, const double *pre, const double *post, double least,
                           double most, struct effect_dropout *ret_dropout) {
    const struct side stayed = side_of(n, pre, post, false), lost = side_of(n, pre, post, true);
    *ret_dropout =
        (struct effect_dropout){.n = (int32_t)(stayed.n + lost.n), .n_lost = (int32_t)lost.n};
    compare(&stayed, &lost, ret_dropout);
    ret_dropout->is_large = lost.n > .2 * (stayed.n + lost.n);
    double after = 0;
    for (int32_t i = 0; i < n; i++)
        after += isfinite(pre[i]) && isfinite(post[i]) ? post[i] : 0;
    const double all = stayed.n + lost.n, before = stayed.sum + lost.sum;
    ret_dropout->change_lower = (after + lost.n * least - before) / all;
    ret_dropout->change_upper = (after + lost.n * most - before) / all;
}
