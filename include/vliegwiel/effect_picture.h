// SPDX-License-Identifier: EUPL-1.2
// Pictures of results as SVG, each with the same figures as text in it.
#ifndef VLIEGWIEL_EFFECT_PICTURE_H
#define VLIEGWIEL_EFFECT_PICTURE_H
#include "vliegwiel/effect.h"

struct effect_picture {
    const char *label; // what is measured; NULL: not named
    const char *unit;  // NULL: point(s)
    enum effect_language language;
    bool has_style; // with its own colours, to stand alone; else with the classes of a page
};

// In: a result with combinations by time since the start; how to name things.
// Out: an SVG document, NUL-terminated: a point for each time, thin bars for all times together,
// thick ones for each alone, the time before in grey, people and teams under each; times without
// enough people stay empty and say so; Sun-Abraham as open diamonds beside the points. `title` says
// what is measured, `desc` every figure.
// Memory: on `arena`, about 1 kB for each time.
// Errors: none; a result without any such time gives a picture that says so.
// Cost: proportional to the number of times.
// Source: docs/effect-did.md.
// Check: the tests read the figures back from the text.
char *effect_did_picture(struct arena *arena, const struct effect_did_result *result,
                         const struct effect_picture *how);

// In: n people and the ties of all waves together; a seed.
// Out: ret_x, ret_y [n] places from 0 to 1, the same in every picture of these people; false, and
// places on a circle in the order of `group`, when the layout could not be made.
// Memory: scratch on `arena`, O(n + ties). The layout itself is made in a process of its own, which
// may take 1 GiB and 20 s of CPU.
// Errors: none.
// Cost: about a second for 500 people.
// Source: Gansner, Koren and North, Graph Drawing 2004, doi 10.1007/978-3-540-31843-9_25, as
// Graphviz does it (neato); for more than 400 people Hu, Mathematica Journal 10, 2005 (sfdp).
// Check: the tests look at distances: who has ties stands closer.
bool effect_network_layout(struct arena *arena, int32_t n, const int32_t *group,
                           const struct effect_tie *ties, int32_t n_ties, uint64_t seed,
                           double *ret_x, double *ret_y);

// In: one or two waves of one roster with what was measured, and places. No names: a person is the
// letter of the group.
// Out: an SVG document, NUL-terminated: both waves on the same places, the silent hatched; below
// each the E-I index on a band of what chance gives (two standard deviations). `desc` has the
// densities between groups; those of groups below five people are left out.
// Memory: on `arena`, about 300 bytes a tie.
// Errors: none.
// Cost: O(n + ties + groups^2).
// Source: docs/effect-network.md.
// Check: the tests count the marks and read the figures back.
char *effect_network_picture(struct arena *arena, const struct effect_roster *waves,
                             const struct effect_network *measured, int32_t n_waves,
                             const char *const *group_names, const double *x, const double *y,
                             const struct effect_picture *how);

// Where the applicants of a cohort came from, and what else may have made their number.
struct effect_cohort_sources {
    double applicants, from_alumni; // NAN: not known
    bool is_full;                   // no seat was left: a full cohort holds referrals back
    const char *campaign;           // NULL: none; else when, as in "maart 2026"
};

// In: referrals of all alumni (NULL: not known together) and of each cohort; sources [n_cohorts],
// or NULL.
// Out: an SVG document, NUL-terminated: a bar for each cohort with its interval, against the line
// at one; a cohort whose year is not over is striped, one with fewer than five alumni is left
// empty. With sources a second row of bars: applicants through alumni and others, and a mark where
// the cohort was full or a campaign ran.
// Memory: on `arena`, about 2 kB a cohort.
// Errors: none.
// Cost: O(n_cohorts).
// Source: docs/effect-flywheel.md.
// Check: the tests read the figures back.
char *effect_flywheel_picture(struct arena *arena, const struct effect_referral *all,
                              const struct effect_referral *cohorts,
                              const char *const *cohort_names, int32_t n_cohorts,
                              const struct effect_cohort_sources *sources,
                              const struct effect_picture *how);

// In: a ledger.
// Out: an SVG document, NUL-terminated: a waterfall from the year before, over what would have been
// spent, down by evidence, to what was spent; and what was claimed without support.
// Memory: on `arena`, about 8 kB.
// Errors: none; a refused ledger gives a picture that says so.
// Cost: constant.
// Source: docs/effect-ledger.md.
// Check: the tests read the figures back.
char *effect_ledger_picture(struct arena *arena, const struct effect_ledger *ledger,
                            const struct effect_picture *how);

// In: a design with what it can show.
// Out: an SVG document, NUL-terminated: who begins when, and how often of a hundred times an effect
// of some size would be seen; the smallest one that is seen 80 times, and the one hoped for.
// Memory: on `arena`, about 100 bytes for each of at most 2,400 marks.
// Errors: none; a design that tells nothing gives a picture that says so.
// Cost: constant.
// Source: docs/effect-power.md.
// Check: the tests read the figures back.
char *effect_power_picture(struct arena *arena, const struct effect_power *design,
                           const struct effect_power_result *result,
                           const struct effect_picture *how);

// In: a result of randomisation inference.
// Out: an SVG document, NUL-terminated: how often each difference comes out over the orders, those
// at least as far from 0 as the one found dark, and the interval below.
// Memory: on `arena`, about 8 kB.
// Errors: none; a result without a figure gives a picture that says so.
// Cost: O(assignments).
// Source: docs/effect-ri.md.
// Check: the tests count the orders back.
char *effect_ri_picture(struct arena *arena, const struct effect_ri_result *result,
                        const struct effect_picture *how);

// Figures of agility, each NULL where it is not known.
struct effect_agility_figures {
    const struct effect_hours *hours;
    const struct effect_bench *bench;
    const char *const *package_names; // [n_packages of bench]
    const struct effect_survival *survival;
    int32_t n_groups;               // of survival
    const char *const *group_names; // [n_groups]; NULL: one group
};

// In: figures.
// Out: an SVG document, NUL-terminated: a panel for the spread of hours, one for how many people
// can do each package (at most 24), one for the requests that still wait (at most four groups).
// Memory: on `arena`, about 16 kB and 60 bytes for each time in a curve.
// Errors: none; without figures the picture says so.
// Cost: O(packages + times).
// Source: docs/effect-agility.md.
// Check: the tests read the figures back.
char *effect_agility_picture(struct arena *arena, const struct effect_agility_figures *figures,
                             const struct effect_picture *how);

// In: a table as effect_suppress gives it, with names of rows and columns.
// Out: an SVG document, NUL-terminated: shown counts as numbers, small ones striped, those that
// keep them hidden dashed; at most 40 rows and 14 columns. No count of a hidden cell is in it.
// Memory: on `arena`, about 300 bytes a cell.
// Errors: none; a refused table gives a picture that says so.
// Cost: O(cells).
// Source: docs/effect-suppress.md.
// Check: the tests count the marks, and look for hidden counts.
char *effect_suppress_picture(struct arena *arena, const struct effect_suppression *suppression,
                              const char *const *row_names, const char *const *col_names,
                              const struct effect_picture *how);

// In: a change in the same people.
// Out: an SVG document, NUL-terminated: how many went up, stayed and went down, and the mean change
// with its interval; with fewer than five people only that it says so.
// Memory: on `arena`, about 4 kB.
// Errors: none.
// Cost: constant.
// Source: docs/effect-survey.md.
// Check: the tests read the figures back.
char *effect_survey_picture(struct arena *arena, const struct effect_change *change,
                            const struct effect_picture *how);
#endif
