// SPDX-License-Identifier: EUPL-1.2
// How well the items of a scale hold together, over the people who answered them all.
#include <math.h>

#include "effect/dist/dist.h"
#include "effect/survey/survey.h"

struct items {
    int32_t n, k;
    double *covariance; // [k * k]
    double *correlation;
};

static bool is_complete(const struct effect_answers *answers, int32_t person) {
    for (int32_t item = 0; item < answers->k; item++) {
        if (isnan(survey_answer(answers, person, item)))
            return false;
    }
    return true;
}

static int32_t add_means(const struct effect_answers *answers, double *mean) {
    int32_t n = 0;
    for (int32_t person = 0; person < answers->n; person++) {
        if (!is_complete(answers, person))
            continue;
        n++;
        for (int32_t item = 0; item < answers->k; item++)
            mean[item] += survey_answer(answers, person, item);
    }
    for (int32_t item = 0; item < answers->k; item++)
        mean[item] /= n;
    return n;
}

static void add_covariances(struct arena *arena, const struct effect_answers *answers,
                            struct items *items) {
    const size_t k = (size_t)items->k;
    double *mean = NEW_ARRAY(arena, double, k);
    items->n = add_means(answers, mean);
    items->covariance = NEW_ARRAY(arena, double, k *k);
    items->correlation = NEW_ARRAY(arena, double, k *k);
    for (int32_t person = 0; person < answers->n; person++) {
        if (!is_complete(answers, person))
            continue;
        for (size_t i = 0; i < k; i++) {
            for (size_t j = 0; j < k; j++)
                items->covariance[i * k + j] +=
                    (survey_answer(answers, person, (int32_t)i) - mean[i]) *
                    (survey_answer(answers, person, (int32_t)j) - mean[j]) / (items->n - 1);
        }
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < k; j++)
            items->correlation[i * k + j] =
                items->covariance[i * k + j] /
                sqrt(items->covariance[i * k + i] * items->covariance[j * k + j]);
    }
}

// Sum of the matrix without row and column `without` (-1: whole), and of its diagonal.
static double sum_of(const double *m, int32_t k, int32_t without, double *ret_diagonal) {
    double sum = 0;
    *ret_diagonal = 0;
    for (int32_t i = 0; i < k; i++) {
        for (int32_t j = 0; j < k; j++) {
            if (i == without || j == without)
                continue;
            sum += m[(ptrdiff_t)i * k + j];
            *ret_diagonal += i == j ? m[(ptrdiff_t)i * k + j] : 0;
        }
    }
    return sum;
}

static double alpha_of(const double *m, int32_t k, int32_t without) {
    double diagonal;
    const double all = sum_of(m, k, without, &diagonal);
    const double items = without < 0 ? k : k - 1;
    return items > 1 && all > 0 ? items / (items - 1) * (1 - diagonal / all) : (double)NAN;
}

static double item_rest(const struct items *items, int32_t item) {
    double diagonal, with_rest = 0;
    const double rest = sum_of(items->covariance, items->k, item, &diagonal);
    for (int32_t j = 0; j < items->k; j++)
        with_rest += j == item ? 0 : items->covariance[(ptrdiff_t)item * items->k + j];
    const double own = items->covariance[(ptrdiff_t)item * items->k + item];
    return rest > 0 ? with_rest / sqrt(own * rest) : (double)NAN;
}

static void add_omega(struct arena *arena, const struct items *items,
                      struct effect_reliability *reliability) {
    double *error = NEW_ARRAY(arena, double, (size_t)items->k), sum = 0, errors = 0;
    reliability->omega = (double)NAN;
    if (items->k < 3)
        return; // two items do not tell their errors apart
    reliability->is_heywood =
        !survey_factor(items->correlation, items->k, reliability->loading, error);
    for (int32_t i = 0; i < items->k; i++) {
        sum += reliability->loading[i];
        errors += error[i];
    }
    if (!reliability->is_heywood)
        reliability->omega = sum * sum / (sum * sum + errors);
}

// The ratio of the true to the estimated 1 - alpha follows F.
static void add_alpha(const struct items *items, struct effect_reliability *reliability) {
    const double n = items->n, k = items->k;
    const double freedom = (n - 1) * (k - 1), alpha = alpha_of(items->covariance, items->k, -1);
    double diagonal;
    reliability->alpha = alpha;
    reliability->lower = 1 - (1 - alpha) * dist_f_quantile(.975, n - 1, freedom);
    reliability->upper = 1 - (1 - alpha) * dist_f_quantile(.025, n - 1, freedom);
    reliability->alpha_standard = alpha_of(items->correlation, items->k, -1);
    const double variance = sum_of(items->covariance, items->k, -1, &diagonal) / (k * k);
    reliability->sem = sqrt(variance * (1 - alpha));
    for (int32_t item = 0; item < items->k; item++) {
        reliability->alpha_dropped[item] = alpha_of(items->covariance, items->k, item);
        reliability->item_rest[item] = item_rest(items, item);
    }
}

static struct effect_reliability nothing(struct arena *arena, int32_t k) {
    const double none = (double)NAN;
    const size_t room = (size_t)(k > 0 ? k : 0);
    struct effect_reliability reliability = {.k = k,
                                             .alpha = none,
                                             .lower = none,
                                             .upper = none,
                                             .alpha_standard = none,
                                             .omega = none,
                                             .sem = none,
                                             .loading = NEW_ARRAY(arena, double, room),
                                             .alpha_dropped = NEW_ARRAY(arena, double, room),
                                             .item_rest = NEW_ARRAY(arena, double, room)};
    for (size_t item = 0; item < room; item++)
        reliability.loading[item] = reliability.alpha_dropped[item] = reliability.item_rest[item] =
            none;
    return reliability;
}

void effect_survey_reliability(struct arena *arena, const struct effect_answers *answers,
                               struct effect_reliability *ret_reliability) {
    int32_t at;
    *ret_reliability = nothing(arena, answers->k);
    ret_reliability->refusal = survey_check(answers, 2, &at);
    if (ret_reliability->refusal != EFFECT_SURVEY_FINE)
        return;
    struct items items = {.k = answers->k};
    add_covariances(arena, answers, &items);
    ret_reliability->n = items.n;
    if (items.n < 3) {
        ret_reliability->refusal = EFFECT_SURVEY_FEW;
        return;
    }
    for (int32_t i = 0; i < items.k; i++) {
        if (!(items.covariance[(ptrdiff_t)i * items.k + i] > 0))
            ret_reliability->refusal = EFFECT_SURVEY_CONSTANT;
    }
    if (ret_reliability->refusal != EFFECT_SURVEY_FINE)
        return;
    add_alpha(&items, ret_reliability);
    add_omega(arena, &items, ret_reliability);
    if (ret_reliability->is_heywood)
        ret_reliability->refusal = EFFECT_SURVEY_HEYWOOD;
    ret_reliability->is_reportable = items.n >= EFFECT_RELIABILITY_LEAST;
}
