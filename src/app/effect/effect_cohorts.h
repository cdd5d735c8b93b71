// SPDX-License-Identifier: EUPL-1.2
// Where the applicants of each cohort came from, from a file: for the picture of the flywheel.
#ifndef VLIEGWIEL_EFFECT_COHORTS_H
#define VLIEGWIEL_EFFECT_COHORTS_H
#include "app/effect/effect_answer.h"

// cohort, applicants, from_alumni, and where they are there `full` (a flag) and `campaign` (when it
// ran). Out: [n] in the order of `names`; a cohort without a row has nothing known.
NODISCARD enum rc effect_cohorts_read(struct effect_run *run, struct str file,
                                      const struct str *names, int32_t n,
                                      struct effect_cohort_sources **ret_sources);
#endif
