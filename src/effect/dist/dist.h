// SPDX-License-Identifier: EUPL-1.2
// Distributions and their inverses, with both tails: a small upper tail is not one minus a number
// near one. What has no answer (a negative df, a p outside 0..1) gives NaN.
// The sums come from DCDFLIB (Brown, Lovato and Russell, University of Texas; bratio and gratio
// after Didonato and Morris, ACM TOMS 18(3), 1992, doi 10.1145/131766.131776), whose functions keep
// static variables: a mutex here lets one thread in at a time, so these are safe to call from any.
// The inverses are ours, exact to the last bits of the sums: DCDFLIB's own stop at eight digits.
#ifndef VLIEGWIEL_DIST_H
#define VLIEGWIEL_DIST_H
#include "base/base.h"

struct dist_tails {
    double lower, upper; // P(X <= x), P(X > x)
};
struct dist_tails dist_normal(double x);
struct dist_tails dist_t(double x, double df);
struct dist_tails dist_chi2(double x, double df);
struct dist_tails dist_f(double x, double df_1, double df_2);
struct dist_tails dist_beta(double x, double a, double b);
struct dist_tails dist_gamma(double x, double shape, double rate);

// The x whose lower tail is p. At p = 0 or 1 the end of the range, which may be infinite.
double dist_normal_quantile(double p);
double dist_t_quantile(double p, double df);
double dist_chi2_quantile(double p, double df);
double dist_f_quantile(double p, double df_1, double df_2);
double dist_beta_quantile(double p, double a, double b);
double dist_gamma_quantile(double p, double shape, double rate);

// The x whose upper tail is q.
double dist_normal_quantile_upper(double q);
double dist_t_quantile_upper(double q, double df);
double dist_chi2_quantile_upper(double q, double df);
double dist_f_quantile_upper(double q, double df_1, double df_2);
double dist_beta_quantile_upper(double q, double a, double b);
double dist_gamma_quantile_upper(double q, double shape, double rate);
#endif
