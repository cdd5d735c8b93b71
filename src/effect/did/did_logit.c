// SPDX-License-Identifier: EUPL-1.2
// Logistic regression by Newton's method. Covariates that tell the cohort without fail have no
// maximum: the steps do not end, or the information vanishes.
#include "effect/did/did.h"

enum { TURNS_MAX = 50 };
static const double STEP_LEAST = 1e-12, RCOND_LEAST = 1e-12;

static double chance_of(const struct did_rows *rows, const double *beta, size_t i) {
    double eta = 0;
    for (int j = 0; j < rows->n_x; j++)
        eta += beta[j] * rows->x[j][i];
    return 1 / (1 + exp(-eta));
}

// Gradient and information at beta; fills the chances on the way.
static void derive(const struct did_rows *rows, const double *beta, double *ret_chance,
                   double *gradient, double *information) {
    const int p = rows->n_x;
    for (int j = 0; j < p * p; j++)
        information[j] = 0;
    struct dense_sum sums[EFFECT_DID_COVARIATES_MAX + 1] = {{0, 0}};
    for (size_t i = 0; i < rows->n; i++) {
        const double chance = ret_chance[i] = chance_of(rows, beta, i);
        const double rest = rows->weight[i] * (rows->is_treated[i] - chance);
        const double spread = rows->weight[i] * chance * (1 - chance);
        for (int j = 0; j < p; j++) {
            dense_sum_add(&sums[j], rest * rows->x[j][i]);
            for (int k = 0; k <= j; k++)
                information[j * p + k] += spread * rows->x[j][i] * rows->x[k][i];
        }
    }
    for (int j = 0; j < p; j++) {
        gradient[j] = dense_sum_value(sums[j]);
        for (int k = 0; k < j; k++)
            information[k * p + j] = information[j * p + k];
    }
}

bool did_logit(struct arena *scratch, const struct did_rows *rows, double *ret_chance,
               double *ret_inverse) {
    const int p = rows->n_x;
    double *const beta = NEW_ARRAY(scratch, double, (size_t)p);
    double *const gradient = NEW_ARRAY(scratch, double, (size_t)p);
    double *const information = NEW_ARRAY(scratch, double, (size_t)(p * p));
    for (int turn = 0; turn < TURNS_MAX; turn++) {
        derive(rows, beta, ret_chance, gradient, information);
        if (dense_invert(information, p, ret_inverse) < RCOND_LEAST)
            return false;
        double most = 0;
        for (int j = 0; j < p; j++) {
            double step = 0;
            for (int k = 0; k < p; k++)
                step += ret_inverse[j * p + k] * gradient[k];
            beta[j] += step;
            most = fmax(most, fabs(step));
        }
        if (most < STEP_LEAST)
            return true;
    }
    return false;
}
