// SPDX-License-Identifier: EUPL-1.2
// Does a programme bring in its next participants? How many applicants each alumnus brought, with
// what is and is not known about it; growth of cohorts; and the diffusion curve after Bass, which
// is fitted only when its peak has passed. What cannot be said is NAN.
#ifndef VLIEGWIEL_EFFECT_FLYWHEEL_H
#define VLIEGWIEL_EFFECT_FLYWHEEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

enum effect_flywheel_refusal {
    EFFECT_FLYWHEEL_FINE,
    EFFECT_FLYWHEEL_NOBODY, // no alumni
    EFFECT_FLYWHEEL_RANGE,  // number `at` lies outside its range
    EFFECT_FLYWHEEL_SHORT,  // fewer than EFFECT_BASS_LEAST periods
    EFFECT_FLYWHEEL_PEAK,   // the peak has not passed
    EFFECT_FLYWHEEL_NO_FIT, // no curve of this form comes near
    EFFECT_FLYWHEEL_REFUSAL_N
};
// The word in JSON, such as "peak"; "" for EFFECT_FLYWHEEL_FINE.
const char *effect_flywheel_refusal_name(enum effect_flywheel_refusal refusal);

// ---- referrals ---------------------------------------------------------------------------------

struct effect_alumni {
    int32_t n, n_cohorts;
    const int32_t *cohort;  // [n] 0..n_cohorts-1
    const double *brought;  // [n] applicants who named this alumnus; one who named m counts 1/m
    const double *exposure; // [n] share of the 12 months that has passed, 0 < e <= 1; NULL: all
    double eligible;        // staff who could still apply, alumni included; NAN: not known
};

struct effect_referral {
    enum effect_flywheel_refusal refusal;
    int32_t at;
    int32_t n; // alumni
    double brought, exposure;
    bool is_open;                       // the 12 months have not passed for all
    double r, lower, upper;             // applicants an alumnus; Poisson, exact, 95 %
    double r_nb, lower_nb, upper_nb, k; // with differences between alumni, profile likelihood
    double loglik; // of the negative binomial; k is infinite where alumni differ by chance only
    double posterior, posterior_lower, posterior_upper, p_above_1; // Gamma(1, scale 5) before
    double extinction; // chance that the line of one alumnus ends, if nothing changes
    double top_share;  // of all referrals, by the fifth of alumni who brought most
    double saturated;  // r times the share of staff that is left
};

// In: alumni with what they brought.
// Out: ret_all for all together; ret_cohorts [n_cohorts] for each cohort.
// Memory: scratch on `arena`, O(n).
// Errors: none besides the refusal of each.
// Cost: O(n) for each of some 10,000 looks at the likelihood.
// Source: Garwood, Biometrika 28, 1936, doi 10.1093/biomet/28.3-4.437; Lloyd-Smith, Schreiber, Kopp
// and Getz, Nature 438, 2005, doi 10.1038/nature04153; Cori, Ferguson, Fraser and Cauchemez,
// American Journal of Epidemiology 178, 2013, doi 10.1093/aje/kwt133.
// Check: published values in the tests; a fine grid over the likelihood.
void effect_flywheel(struct arena *arena, const struct effect_alumni *alumni,
                     struct effect_referral *ret_all, struct effect_referral *ret_cohorts);

// ---- growth ------------------------------------------------------------------------------------

struct effect_growth {
    enum effect_flywheel_refusal refusal;
    double log_growth, se, factor; // a cohort, from a Poisson regression on its number
    double deviance, dispersion;   // Pearson's, over n - 2
    int32_t n;
    double *r; // [n] from alumni, over the size of the cohort before; NAN first
};

// In: [n] applicants of each cohort in order; sizes and applicants through alumni, or NULL.
// Out: *ret_growth. Three cohorts at least; with fewer EFFECT_FLYWHEEL_SHORT.
// Memory: on `arena`, O(n).
// Errors: none besides the refusal.
// Cost: O(n) a step of Newton.
// Source: McCullagh and Nelder, Generalized Linear Models, 1989.
// Check: published values in the tests.
void effect_growth(struct arena *arena, int32_t n, const double *applicants, const double *size,
                   const double *from_alumni, struct effect_growth *ret_growth);

// ---- Bass --------------------------------------------------------------------------------------

enum effect_bass_form {
    EFFECT_BASS_DENSITY,   // the rate at the end of each period
    EFFECT_BASS_INCREMENT, // the growth over each period (Srinivasan and Mason)
};
enum { EFFECT_BASS_LEAST = 7 };

struct effect_bass {
    enum effect_flywheel_refusal refusal;
    int32_t at;
    enum effect_bass_form form;
    double m, p, q;                   // who will come at all, by themselves, by others
    double se_m, se_p, se_q;          // by the delta method
    double lower[3], upper[3];        // of m, p, q; bootstrap of residuals, 95 %
    double peak;                      // period of the peak
    double start_m, start_p, start_q; // Bass 1969, least squares on the sum so far
    double rest;                      // sum of squared residuals
    int32_t draws;                    // of the bootstrap that could be fitted
};

// In: [n] newcomers in each period; the form; the number and seed of bootstrap draws.
// Out: *ret_bass.
// Memory: scratch on `arena`, O(n + draws).
// Errors: none besides the refusal.
// Cost: a fit is some 50 looks at the curve, and so is each draw.
// Source: Bass, Management Science 15, 1969, doi 10.1287/mnsc.15.5.215; Srinivasan and Mason,
// Marketing Science 5, 1986, doi 10.1287/mksc.5.2.169; More, Levenberg-Marquardt, 1978, doi
// 10.1007/BFb0067700.
// Check: published values in the tests; curves without noise give back their numbers.
void effect_bass(struct arena *arena, int32_t n, const double *newcomers,
                 enum effect_bass_form form, int32_t draws, uint64_t seed,
                 struct effect_bass *ret_bass);
#endif
