// SPDX-License-Identifier: EUPL-1.2
// The features of the program beyond their routes: the jobs they can run.
#ifndef VLIEGWIEL_FEATURES_H
#define VLIEGWIEL_FEATURES_H
#include "store/job.h"

const struct job_kind *feature_job(struct str name); // NULL: no such kind
#endif
