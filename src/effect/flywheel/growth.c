// SPDX-License-Identifier: EUPL-1.2
// Growth of cohorts: a Poisson regression of applicants on the number of the cohort, by Newton.
// Four points are a picture and no test.
#include <math.h>

#include "base/arena.h"
#include "vliegwiel/effect_flywheel.h"

struct line {
    double level, slope, se;
};

// The number of the cohort is taken from the middle, so that level and slope hardly touch.
static struct line fit(int32_t n, const double *y) {
    double sum = 0;
    for (int32_t t = 0; t < n; t++)
        sum += y[t];
    struct line line = {log(sum / n), 0, (double)NAN};
    for (int32_t step = 0; step < 100; step++) {
        double s0 = 0, s1 = 0, s2 = 0, u0 = 0, u1 = 0;
        for (int32_t t = 0; t < n; t++) {
            const double x = t - (n - 1) / 2.0, mean = exp(line.level + line.slope * x);
            s0 += mean;
            s1 += mean * x;
            s2 += mean * x * x;
            u0 += y[t] - mean;
            u1 += (y[t] - mean) * x;
        }
        const double determinant = s0 * s2 - s1 * s1;
        const double up = (s2 * u0 - s1 * u1) / determinant;
        const double turn = (s0 * u1 - s1 * u0) / determinant;
        line.level += up;
        line.slope += turn;
        line.se = sqrt(s0 / determinant);
        if (fabs(up) + fabs(turn) < 1e-14)
            break;
    }
    return line;
}

void effect_growth(struct arena *arena, int32_t n, const double *applicants, const double *size,
                   const double *from_alumni, struct effect_growth *ret_growth) {
    const double none = (double)NAN;
    *ret_growth = (struct effect_growth){.n = n,
                                         .log_growth = none,
                                         .se = none,
                                         .factor = none,
                                         .deviance = none,
                                         .dispersion = none};
    ret_growth->r = NEW_ARRAY(arena, double, (size_t)(n > 0 ? n : 0));
    double sum = 0;
    for (int32_t t = 0; t < n; t++) {
        const bool has_before = t > 0 && size && from_alumni && size[t - 1] > 0;
        ret_growth->r[t] = has_before ? from_alumni[t] / size[t - 1] : none;
        if (!(applicants[t] >= 0 && applicants[t] < 1e9))
            ret_growth->refusal = EFFECT_FLYWHEEL_RANGE;
        sum += applicants[t];
    }
    if (ret_growth->refusal == EFFECT_FLYWHEEL_FINE && n < 3)
        ret_growth->refusal = EFFECT_FLYWHEEL_SHORT;
    else if (ret_growth->refusal == EFFECT_FLYWHEEL_FINE && !(sum > 0))
        ret_growth->refusal = EFFECT_FLYWHEEL_NOBODY;
    if (ret_growth->refusal != EFFECT_FLYWHEEL_FINE)
        return;
    const struct line line = fit(n, applicants);
    if (!isfinite(line.slope)) {
        ret_growth->refusal = EFFECT_FLYWHEEL_NO_FIT;
        return;
    }
    ret_growth->log_growth = line.slope;
    ret_growth->factor = exp(line.slope);
    ret_growth->se = line.se;
    ret_growth->deviance = ret_growth->dispersion = 0;
    for (int32_t t = 0; t < n; t++) {
        const double y = applicants[t], mean = exp(line.level + line.slope * (t - (n - 1) / 2.0));
        const double rest = y - mean;
        ret_growth->deviance += 2 * ((y > 0 ? y * log(y / mean) : 0) - rest);
        ret_growth->dispersion += rest * rest / mean / (n - 2);
    }
}
