// SPDX-License-Identifier: EUPL-1.2
// Who brought whom, from files.
#ifndef VLIEGWIEL_EFFECT_REFERRALS_H
#define VLIEGWIEL_EFFECT_REFERRALS_H
#include "app/effect/effect_answer.h"

// cohort, alumnus, brought_in.
NODISCARD enum rc effect_brought_read(struct effect_run *run, struct str file,
                                      struct effect_alumni *ret_alumni,
                                      struct str **ret_cohort_names);
// person, cohort, named: a row for each person. `cohort` is empty for who has not finished one;
// `named` holds persons, separated by spaces: those who brought this one, each for an equal part.
// With `applied` and `ended` (days) an application counts within twelve months after the cohort of
// the alumnus ended, and --as-of says how much of them has passed.
NODISCARD enum rc effect_referrals_read(struct effect_run *run, struct str file,
                                        const struct str *names, size_t n_names,
                                        struct effect_alumni *ret_alumni,
                                        struct str **ret_cohort_names);
#endif
