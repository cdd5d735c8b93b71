// SPDX-License-Identifier: EUPL-1.2
// Questionnaires: does a scale hold together, did people change, and may a team have a score. Small
// groups get less, and say so. Answers that are missing are NAN; so is what cannot be said.
#ifndef VLIEGWIEL_EFFECT_SURVEY_H
#define VLIEGWIEL_EFFECT_SURVEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

enum effect_survey_refusal {
    EFFECT_SURVEY_FINE,
    EFFECT_SURVEY_FEW,      // too few people for this figure
    EFFECT_SURVEY_ITEMS,    // fewer than two items, or more than EFFECT_SURVEY_ITEMS_MAX
    EFFECT_SURVEY_CONSTANT, // no differences between people
    EFFECT_SURVEY_HEYWOOD,  // an item without an error of its own: the factor does not exist
    EFFECT_SURVEY_RANGE,    // answer `at` lies outside the scale, or a number outside its range
    EFFECT_SURVEY_TEAMS,    // fewer than two teams with two people
    EFFECT_SURVEY_REFUSAL_N
};
// The word in JSON, such as "few"; "" for EFFECT_SURVEY_FINE.
const char *effect_survey_refusal_name(enum effect_survey_refusal refusal);

enum {
    EFFECT_SURVEY_ITEMS_MAX = 200,
    EFFECT_RELIABILITY_LEAST = 30, // people behind a reliability that is shown
    EFFECT_CHANGE_LEAST = 5,       // below, nothing is said of a change
    EFFECT_CHANGE_TEST = 10,       // below, people are counted and no test is made
    EFFECT_CHANGE_USUAL = 20,      // below, the exact test stands beside the usual one
};

struct effect_answers {
    int32_t n, k;         // people, items
    const double *answer; // [n * k]
    const bool *reversed; // [k] or NULL: these items count from the other end
    double least, most;   // ends of the scale; NAN: no scale, and nothing can be reversed
};

// In: answers.
// Out: ret_score [n]: the mean of the items of who answered at least 80 % of them, reversed items
// turned first; NAN for the others.
// Memory: none.
// Errors: EFFECT_SURVEY_RANGE with the answer in *ret_at; EFFECT_SURVEY_ITEMS.
// Cost: O(n * k).
// Source: the rule above.
// Check: worked by hand in the tests.
enum effect_survey_refusal effect_survey_score(const struct effect_answers *answers,
                                               double *ret_score, int32_t *ret_at);

struct effect_reliability {
    enum effect_survey_refusal refusal;
    int32_t n, k;               // people who answered everything; items
    double alpha, lower, upper; // Feldt, 95 %
    double alpha_standard;      // of standardised items
    double omega;               // total, one factor; NAN with a Heywood case
    bool is_heywood;
    double *loading;       // [k]
    double *alpha_dropped; // [k] without the item
    double *item_rest;     // [k] correlation with the mean of the others
    double sem;            // standard error of measurement of the mean score
    bool is_reportable;    // at least EFFECT_RELIABILITY_LEAST people
};

// In: answers; rows with a missing answer are left out.
// Out: *ret_reliability.
// Memory: on `arena`, O(k^2).
// Errors: none besides the refusal.
// Cost: O(n * k^2), and O(k^2) a step of the factor.
// Source: Cronbach, Psychometrika 16, 1951, doi 10.1007/BF02310555; Feldt, Psychometrika 30, 1965,
// doi 10.1007/BF02289499; McDonald, Test Theory, 1999; Rubin and Thayer, Psychometrika 47, 1982,
// doi 10.1007/BF02293851 (the factor). Check: published values in the tests; the factor must make
// the derivatives of the likelihood 0.
void effect_survey_reliability(struct arena *arena, const struct effect_answers *answers,
                               struct effect_reliability *ret_reliability);

// ---- change ------------------------------------------------------------------------------------

enum effect_change_rule {
    EFFECT_CHANGE_NOTHING, // fewer than 5 people
    EFFECT_CHANGE_COUNTS,  // 5 to 9: how many went up, stayed, went down, and the interval
    EFFECT_CHANGE_SMALL,   // 10 to 19: the interval and both tests
    EFFECT_CHANGE_FULL,    // 20 or more
};

struct effect_change {
    enum effect_change_rule rule;
    int32_t n, up, same, down; // people with both scores
    double mean, sd, lower, upper, t, df, p;
    double p_flip; // share of sign flips with a mean as far from 0, below 20 people
    int64_t flips;
    bool is_exact;          // all flips
    double d_z, d_av, g, j; // mean / sd of changes; mean / pooled sd; the same times j
    double signed_rank;     // Wilcoxon's V, zeroes dropped
    double threshold;       // a change larger than this is more than error of measurement
    int32_t better, worse;  // people beyond it; -1: no reliability was given
};

// In: two scores per person; a reliability for the reliable change, or NAN; the seed of the flips.
// Out: *ret_change: what the number of people allows, NAN for the rest.
// Memory: scratch on `arena`, O(n).
// Errors: none; the rule says what may be said.
// Cost: 65,536 flips at most below 17 people, else 99,999.
// Source: Student, Biometrika 6, 1908, doi 10.2307/2331554; Fisher, The Design of Experiments, 1935
// (flips); Hedges, Journal of Educational Statistics 6, 1981, doi 10.3102/10769986006002107;
// Jacobson and Truax, Journal of Consulting and Clinical Psychology 59, 1991, doi
// 10.1037/0022-006X.59.1.12.
// Check: published values and all flips one by one in the tests.
void effect_survey_change(struct arena *arena, int32_t n, const double *pre, const double *post,
                          double reliability, uint64_t seed, struct effect_change *ret_change);

struct effect_dropout {
    int32_t n, n_lost;                 // with a first score; of these without a second
    double mean_stayed, mean_lost;     // of the first score
    double difference, lower, upper;   // lost minus stayed, Welch, 95 %
    bool is_large;                     // more than 20 % lost: the bounds must be shown
    double change_lower, change_upper; // mean change if all who were lost did worst, did best
};

// In: two scores per person, the second missing for who was lost; the ends of the scale.
// Out: *ret_dropout.
// Memory: none.
// Errors: none; NAN below two people on either side.
// Cost: O(n).
// Source: Manski, American Economic Review 80, 1990; Welch, Biometrika 34, 1947, doi
// 10.1093/biomet/34.1-2.28.
// Check: worked by hand in the tests.
void effect_survey_dropout(int32_t n, const double *pre, const double *post, double least,
                           double most, struct effect_dropout *ret_dropout);

struct effect_proportion {
    double share, lower, upper;      // Wilson; Clopper-Pearson where nobody or everybody
    double exact_lower, exact_upper; // Clopper-Pearson
};

// In: x of n people.
// Out: the share with 95 % intervals; NAN unless 0 <= x <= n and n > 0.
// Memory: none.
// Errors: none.
// Cost: constant.
// Source: Wilson, JASA 22, 1927, doi 10.1080/01621459.1927.10502953; Clopper and Pearson,
// Biometrika 26, 1934, doi 10.1093/biomet/26.4.404. Check: published values in the tests.
struct effect_proportion effect_survey_proportion(int64_t x, int64_t n);

// In: people who went one way, and the other.
// Out: two-sided exact p of McNemar's test.
// Memory: none.
// Errors: none; 1 when nobody changed.
// Cost: O(b + c).
// Source: McNemar, Psychometrika 12, 1947, doi 10.1007/BF02295996.
// Check: published values in the tests.
double effect_survey_mcnemar(int32_t b, int32_t c);

// ---- teams -------------------------------------------------------------------------------------

struct effect_teams {
    enum effect_survey_refusal refusal;
    int32_t n, n_teams; // people with a score; teams with people
    double icc1, icc2, n0;
    double *rwg;   // [n_teams as given] agreement; NAN below two people
    int32_t *size; // [n_teams as given]
    double rwg_median;
    bool may_aggregate; // median agreement at least .70 and icc1 above .05
};

// In: scores, the team of each [n] 0..n_teams-1, the answer categories of an item (at least 2).
// Out: *ret_teams.
// Memory: on `arena`, O(n_teams).
// Errors: none besides the refusal.
// Cost: O(n + n_teams^2).
// Source: Bliese, in Klein and Kozlowski, Multilevel theory, 2000; James, Demaree and Wolf, Journal
// of Applied Psychology 69, 1984, doi 10.1037/0021-9010.69.1.85.
// Check: published values in the tests.
void effect_survey_teams(struct arena *arena, int32_t n, const double *score, const int32_t *team,
                         int32_t n_teams, double categories, struct effect_teams *ret_teams);
#endif
