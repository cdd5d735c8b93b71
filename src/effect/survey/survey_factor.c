// SPDX-License-Identifier: EUPL-1.2
// One factor by maximum likelihood. Each step gives the factor of every person its expected value
// under the loadings so far, and fits the loadings to those (Rubin and Thayer). Steps are small
// near the end, so they are taken three at a time: two plain ones and a leap along their course
// (Varadhan and Roland, Scandinavian Journal of Statistics 35, 2008, doi
// 10.1111/j.1467-9469.2007.00585.x), which is taken back when the fit is worse for it.
#include <math.h>

#include "effect/survey/survey.h"

enum { STEPS_MAX = 20000 };
static const double STEP_LEAST = 1e-13, ERROR_LEAST = .005, ERROR_FLOOR = 1e-6;
static const double REST = 1e-8; // a step as large as this at the end has not come anywhere

struct factor {
    double loading[EFFECT_SURVEY_ITEMS_MAX], error[EFFECT_SURVEY_ITEMS_MAX];
};

// Minus twice the logarithm of the likelihood a person, but for a constant.
static double misfit(const double *r, int32_t k, const struct factor *f) {
    double weight = 1, logs = 0, trace = 0, bend = 0;
    for (int32_t i = 0; i < k; i++) {
        weight += f->loading[i] * f->loading[i] / f->error[i];
        logs += log(f->error[i]);
        trace += r[(ptrdiff_t)i * k + i] / f->error[i];
    }
    for (int32_t i = 0; i < k; i++) {
        for (int32_t j = 0; j < k; j++)
            bend +=
                f->loading[i] / f->error[i] * r[(ptrdiff_t)i * k + j] * f->loading[j] / f->error[j];
    }
    return logs + log(weight) + trace - bend / weight;
}

static void improve(const double *r, int32_t k, const struct factor *f, struct factor *ret_next) {
    double weight = 1, spread = 0, cross[EFFECT_SURVEY_ITEMS_MAX];
    for (int32_t i = 0; i < k; i++)
        weight += f->loading[i] * f->loading[i] / f->error[i];
    for (int32_t i = 0; i < k; i++) {
        cross[i] = 0; // of item i with the expected factor
        for (int32_t j = 0; j < k; j++)
            cross[i] += r[(ptrdiff_t)i * k + j] * f->loading[j] / f->error[j] / weight;
    }
    for (int32_t i = 0; i < k; i++)
        spread += cross[i] * f->loading[i] / f->error[i] / weight;
    spread += 1 / weight;
    for (int32_t i = 0; i < k; i++) {
        ret_next->loading[i] = cross[i] / spread;
        const double error = r[(ptrdiff_t)i * k + i] - cross[i] * ret_next->loading[i];
        ret_next->error[i] = error > ERROR_FLOOR ? error : ERROR_FLOOR;
    }
}

static double distance(int32_t k, const struct factor *a, const struct factor *b) {
    double most = 0;
    for (int32_t i = 0; i < k; i++) {
        most = fmax(most, fabs(a->loading[i] - b->loading[i]));
        most = fmax(most, fabs(a->error[i] - b->error[i]));
    }
    return most;
}

// Along the course from f over one to two.
static void leap(int32_t k, const struct factor *f, const struct factor *one,
                 const struct factor *two, struct factor *ret_far) {
    double first = 0, bend = 0;
    for (int32_t i = 0; i < k; i++) {
        const double r = one->loading[i] - f->loading[i], s = one->error[i] - f->error[i];
        const double v = two->loading[i] - one->loading[i] - r;
        const double w = two->error[i] - one->error[i] - s;
        first += r * r + s * s;
        bend += v * v + w * w;
    }
    const double a = bend > 0 ? fmax(1, sqrt(first / bend)) : 1;
    for (int32_t i = 0; i < k; i++) {
        const double r = one->loading[i] - f->loading[i], s = one->error[i] - f->error[i];
        const double v = two->loading[i] - one->loading[i] - r;
        const double w = two->error[i] - one->error[i] - s;
        ret_far->loading[i] = f->loading[i] + 2 * a * r + a * a * v;
        ret_far->error[i] = fmax(ERROR_FLOOR, f->error[i] + 2 * a * s + a * a * w);
    }
}

bool survey_factor(const double *correlation, int32_t k, double *ret_loading, double *ret_error) {
    struct factor f, one, two, far, next;
    for (int32_t i = 0; i < k; i++) {
        f.loading[i] = .7;
        f.error[i] = .51;
    }
    // a start that knows the signs: the way the first item goes with each
    for (int32_t i = 1; i < k; i++)
        f.loading[i] = correlation[i] < 0 ? -.7 : .7;
    double moved = INFINITY;
    for (int32_t step = 0; step < STEPS_MAX && moved >= STEP_LEAST; step++) {
        improve(correlation, k, &f, &one);
        improve(correlation, k, &one, &two);
        moved = distance(k, &f, &one);
        leap(k, &f, &one, &two, &far);
        improve(correlation, k, &far, &next);
        f = misfit(correlation, k, &next) <= misfit(correlation, k, &two) ? next : two;
    }
    bool is_proper = moved < REST;
    double sum = 0;
    for (int32_t i = 0; i < k; i++)
        sum += f.loading[i];
    for (int32_t i = 0; i < k; i++) {
        ret_loading[i] = sum < 0 ? -f.loading[i] : f.loading[i];
        ret_error[i] = f.error[i];
        is_proper &= f.error[i] >= ERROR_LEAST;
    }
    return is_proper;
}
