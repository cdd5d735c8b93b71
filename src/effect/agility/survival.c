// SPDX-License-Identifier: EUPL-1.2
// Time to staff after Kaplan and Meier: requests that are still open count as long as they have
// been waiting. Groups are compared by the log-rank test.
#include <math.h>

#include "base/str.h"
#include "effect/dense/dense.h"
#include "effect/dist/dist.h"
#include "vliegwiel/effect_agility.h"

struct request {
    double time;
    bool ended;
    int32_t group;
};

struct requests {
    int32_t n, n_groups;
    struct request *list; // [n] by time
};

// ---- curves ------------------------------------------------------------------------------------

// The first time at which the curve has come down to a half; where it stays at a half exactly, the
// middle of that stretch.
static double halfway(const struct effect_curve *curve,
                      double (*height)(const struct effect_step *)) {
    static const double SAME = 1e-9;
    for (int32_t k = 0; k < curve->n_steps; k++) {
        const double here = height(&curve->steps[k]);
        if (here < .5 - SAME)
            return curve->steps[k].time;
        if (here <= .5 + SAME)
            return k + 1 < curve->n_steps ? (curve->steps[k].time + curve->steps[k + 1].time) / 2
                                          : curve->steps[k].time;
    }
    return (double)NAN;
}

static double middle_of(const struct effect_step *step) {
    return step->waiting;
}
static double lower_of(const struct effect_step *step) {
    return isnan(step->lower) ? 1 : step->lower;
}
static double upper_of(const struct effect_step *step) {
    return isnan(step->upper) ? 1 : step->upper;
}

// The interval is made on the scale of log(-log), where it cannot leave 0..1.
static struct effect_step step_of(double time, double waiting, double greenwood, int32_t at_risk,
                                  int32_t ended) {
    struct effect_step step = {
        time, waiting, waiting * sqrt(greenwood), (double)NAN, (double)NAN, at_risk, ended};
    if (waiting > 0 && waiting < 1) {
        const double reach = 1.959963984540054 * sqrt(greenwood) / log(waiting);
        step.lower = pow(waiting, exp(-reach));
        step.upper = pow(waiting, exp(reach));
    } else if (!(waiting > 0)) {
        step.se = (double)NAN; // nobody is left to learn from
    }
    return step;
}

// Those of a group whose time is this one: how many ended, how many left.
static void count_at(const struct requests *r, int32_t group, double time, int32_t *at,
                     int32_t *ret_ended, int32_t *ret_left) {
    *ret_ended = *ret_left = 0;
    for (; *at < r->n && !(r->list[*at].time > time); (*at)++) {
        if (r->list[*at].group != group)
            continue;
        *ret_ended += r->list[*at].ended;
        *ret_left += 1;
    }
}

static void draw_curve(struct arena *arena, const struct requests *r, int32_t group,
                       struct effect_curve *curve) {
    double waiting = 1, greenwood = 0;
    for (int32_t i = 0; i < r->n; i++) {
        curve->n += r->list[i].group == group;
        curve->n_ended += r->list[i].group == group && r->list[i].ended;
    }
    curve->steps = NEW_ARRAY(arena, struct effect_step, (size_t)curve->n_ended);
    int32_t at_risk = curve->n;
    for (int32_t at = 0; at < r->n;) {
        const double time = r->list[at].time;
        int32_t ended, left;
        count_at(r, group, time, &at, &ended, &left);
        if (ended > 0) {
            waiting *= 1 - (double)ended / at_risk;
            greenwood += (double)ended / ((double)at_risk * (at_risk - ended));
            curve->steps[curve->n_steps++] = step_of(time, waiting, greenwood, at_risk, ended);
        }
        at_risk -= left;
    }
    curve->median = halfway(curve, middle_of);
    curve->lower = halfway(curve, lower_of);
    curve->upper = halfway(curve, upper_of);
}

// ---- log-rank
// ------------------------------------------------------------------------------------

struct rank {
    int32_t n_groups;
    double *at_risk, *ended; // [n_groups] at this time
    double *off;             // [n_groups] observed minus expected
    double *variance;        // [n_groups * n_groups]
};

static void add_time(const struct rank *rank) {
    double all = 0, ended = 0;
    for (int32_t g = 0; g < rank->n_groups; g++) {
        all += rank->at_risk[g];
        ended += rank->ended[g];
    }
    if (!(ended > 0))
        return;
    const double spread = all > 1 ? ended * (all - ended) / (all - 1) : 0;
    for (int32_t g = 0; g < rank->n_groups; g++) {
        const double share = rank->at_risk[g] / all;
        rank->off[g] += rank->ended[g] - ended * share;
        for (int32_t h = 0; h < rank->n_groups; h++)
            rank->variance[(ptrdiff_t)g * rank->n_groups + h] +=
                spread * share * ((g == h) - rank->at_risk[h] / all);
    }
}

// The last group follows from the others and is left out.
static void finish_rank(struct arena *arena, const struct rank *rank,
                        struct effect_survival *survival) {
    const int df = rank->n_groups - 1;
    double *variance = NEW_ARRAY(arena, double, (size_t)df *(size_t)df);
    double *x = NEW_ARRAY(arena, double, (size_t)df);
    for (int g = 0; g < df; g++) {
        x[g] = rank->off[g];
        for (int h = 0; h < df; h++)
            variance[g * df + h] = rank->variance[(ptrdiff_t)g * rank->n_groups + h];
    }
    if (!dense_cholesky(variance, df))
        return;
    dense_solve(variance, df, x);
    survival->chi2 = 0;
    for (int g = 0; g < df; g++)
        survival->chi2 += x[g] * rank->off[g];
    survival->df = df;
    survival->p = dist_chi2(survival->chi2, df).upper;
}

static void compare(struct arena *arena, const struct requests *r,
                    struct effect_survival *survival) {
    const size_t n = (size_t)r->n_groups;
    struct rank rank = {r->n_groups, NEW_ARRAY(arena, double, n), NEW_ARRAY(arena, double, n),
                        NEW_ARRAY(arena, double, n), NEW_ARRAY(arena, double, n *n)};
    double *left = NEW_ARRAY(arena, double, n);
    for (int32_t i = 0; i < r->n; i++)
        rank.at_risk[r->list[i].group] += 1;
    for (int32_t at = 0; at < r->n;) {
        const double time = r->list[at].time;
        memset(rank.ended, 0, n * sizeof *left);
        memset(left, 0, n * sizeof *left);
        for (; at < r->n && !(r->list[at].time > time); at++) {
            rank.ended[r->list[at].group] += r->list[at].ended;
            left[r->list[at].group] += 1;
        }
        add_time(&rank);
        for (size_t g = 0; g < n; g++)
            rank.at_risk[g] -= left[g];
    }
    finish_rank(arena, &rank, survival);
}

// ---- all together
// --------------------------------------------------------------------------------

static int by_time(const void *a, const void *b, void *context) {
    const struct request *x = a, *y = b;
    (void)context;
    return (x->time > y->time) - (x->time < y->time);
}

static enum effect_agility_refusal check(const struct effect_waiting *waiting, int32_t *ret_at) {
    *ret_at = -1;
    if (waiting->n < 1 || waiting->n_groups < 1 || waiting->n_groups > DENSE_MAX)
        return EFFECT_AGILITY_SIZE;
    for (int32_t i = 0; i < waiting->n; i++) {
        *ret_at = i;
        if (!(waiting->time[i] >= 0 && isfinite(waiting->time[i])) ||
            (waiting->group && (waiting->group[i] < 0 || waiting->group[i] >= waiting->n_groups)))
            return EFFECT_AGILITY_RANGE;
    }
    *ret_at = -1;
    return EFFECT_AGILITY_FINE;
}

static int32_t n_groups_filled(const struct effect_survival *survival, int32_t n_groups) {
    int32_t n = 0;
    for (int32_t g = 0; g < n_groups; g++)
        n += survival->curves[g].n > 0;
    return n;
}

void effect_survival(struct arena *arena, const struct effect_waiting *waiting,
                     struct effect_survival *ret_survival) {
    *ret_survival = (struct effect_survival){.chi2 = (double)NAN, .p = (double)NAN};
    ret_survival->refusal = check(waiting, &ret_survival->at);
    if (ret_survival->refusal != EFFECT_AGILITY_FINE)
        return;
    struct requests r = {waiting->n, waiting->n_groups,
                         NEW_ARRAY(arena, struct request, (size_t)waiting->n)};
    for (int32_t i = 0; i < r.n; i++)
        r.list[i] = (struct request){waiting->time[i], waiting->ended[i],
                                     waiting->group ? waiting->group[i] : 0};
    sort_stable(arena, r.list, (size_t)r.n, sizeof *r.list, by_time, NULL);
    ret_survival->curves = NEW_ARRAY(arena, struct effect_curve, (size_t)r.n_groups);
    for (int32_t g = 0; g < r.n_groups; g++)
        draw_curve(arena, &r, g, &ret_survival->curves[g]);
    if (n_groups_filled(ret_survival, r.n_groups) < r.n_groups || r.n_groups < 2)
        ret_survival->refusal = EFFECT_AGILITY_GROUPS;
    else
        compare(arena, &r, ret_survival);
}
