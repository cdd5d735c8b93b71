// SPDX-License-Identifier: EUPL-1.2
// How flexibly people can be put to work: five figures that are never merged into one. How many
// packages a person does; how evenly hours lie over domains, for a person and for a team; how many
// people can do a package; how often people move; how long a request waits for somebody.
#ifndef VLIEGWIEL_EFFECT_AGILITY_H
#define VLIEGWIEL_EFFECT_AGILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

enum effect_agility_refusal {
    EFFECT_AGILITY_FINE,
    EFFECT_AGILITY_SIZE,  // nobody, nothing, or too many
    EFFECT_AGILITY_RANGE, // number `at` is negative or not finite, or has a group that is not there
    EFFECT_AGILITY_EMPTY, // no hours, or nothing that ended
    EFFECT_AGILITY_GROUPS, // fewer than two groups to compare
    EFFECT_AGILITY_REFUSAL_N
};
// The word in JSON, such as "empty"; "" for EFFECT_AGILITY_FINE.
const char *effect_agility_refusal_name(enum effect_agility_refusal refusal);

// ---- hours -------------------------------------------------------------------------------------

#define EFFECT_HOURS_LEAST 100.0 // in a period: with fewer the spread falls by itself
#define EFFECT_HOURS_CELLS_MAX 100000000
#define EFFECT_PACKAGE_SHARE 0.10 // of somebody's hours, from which a package counts as theirs

struct effect_spread {
    double hours;
    double entropy;     // -sum p ln p over domains
    double evenness;    // entropy over that of an even spread over the domains used; NAN with one
    double hhi;         // sum p^2
    double effective;   // exp(entropy): domains as if evenly spread
    double effective_2; // 1 / hhi
    int32_t packages;   // domains with at least EFFECT_PACKAGE_SHARE of the hours
    bool has_few_hours;
};

struct effect_hours {
    enum effect_agility_refusal refusal;
    int32_t at;
    struct effect_spread *people; // [n_people]; NAN for who has no hours
    struct effect_spread team;    // of the totals: entropy is gamma
    double alpha;                 // mean entropy within people, weighed by hours
    double gamma, beta;           // of the team; gamma - alpha: what people differ in
    double mean_packages;         // of people with hours
};

// In: hours [n_people * n_domains], at least 0.
// Out: *ret_hours.
// Memory: on `arena`, O(n_people + n_domains).
// Errors: none besides the refusal.
// Cost: O(n_people * n_domains).
// Source: Shannon, Bell System Technical Journal 27, 1948, doi 10.1002/j.1538-7305.1948.tb01338.x;
// Jost, Ecology 88, 2007, doi 10.1890/06-1736.1.
// Check: published values and figures worked by hand in the tests.
void effect_hours_spread(struct arena *arena, int32_t n_people, int32_t n_domains,
                         const double *hours, struct effect_hours *ret_hours);

// ---- who can do what
// -----------------------------------------------------------------------------

struct effect_bench {
    enum effect_agility_refusal refusal;
    int32_t n_packages;
    int32_t n_covered;     // somebody is qualified and available
    int32_t n_deep;        // two or more are
    int32_t bus_factor;    // people who must leave before the first package has nobody
    double mean_qualified; // packages a person is qualified for, available or not
    int32_t *depth;        // [n_packages] qualified and available people
};

// In: qualified [n_people * n_packages]; available [n_people], NULL: everybody.
// Out: *ret_bench.
// Memory: on `arena`, O(n_packages).
// Errors: none besides the refusal.
// Cost: O(n_people * n_packages).
// Source: counting.
// Check: worked by hand in the tests.
void effect_bench_depth(struct arena *arena, int32_t n_people, int32_t n_packages,
                        const bool *qualified, const bool *available,
                        struct effect_bench *ret_bench);

// ---- time to staff
// -------------------------------------------------------------------------------

struct effect_waiting {
    int32_t n;
    const double *time;   // [n] from request until staffed, or until now
    const bool *ended;    // [n] staffed; otherwise still open
    const int32_t *group; // [n] 0..n_groups-1, NULL: one group
    int32_t n_groups;
};

struct effect_step {
    double time, waiting, se; // share still waiting after it, Greenwood
    double lower, upper;      // log-log, 95 %
    int32_t at_risk, ended;
};
struct effect_curve {
    int32_t n, n_ended, n_steps;
    struct effect_step *steps;   // [n_steps] at times when something ended
    double median, lower, upper; // NAN: not reached
};
struct effect_survival {
    enum effect_agility_refusal refusal;
    int32_t at;
    struct effect_curve *curves; // [n_groups]
    double chi2, p;              // log-rank between groups; NAN with one
    int32_t df;
};

// In: waiting times.
// Out: *ret_survival.
// Memory: on `arena`, O(n).
// Errors: none besides the refusal; EFFECT_AGILITY_GROUPS leaves the curves standing.
// Cost: O(n log n + times * groups^2).
// Source: Kaplan and Meier, JASA 53, 1958, doi 10.1080/01621459.1958.10501452; Greenwood, 1926;
// Brookmeyer and Crowley, Biometrics 38, 1982, doi 10.2307/2530286; Mantel, Cancer Chemotherapy
// Reports 50, 1966.
// Check: published values in the tests; without open requests the curve is a plain share.
void effect_survival(struct arena *arena, const struct effect_waiting *waiting,
                     struct effect_survival *ret_survival);
#endif
