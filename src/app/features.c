// SPDX-License-Identifier: EUPL-1.2
// All features of the program, in the order of feature/features.def: what the dispatcher, the
// OpenAPI document and the worker know of them.
#include "app/features.h"
#include "web/ctx.h"

extern const struct feature machine_feature;
#define FEATURE(name) extern const struct feature name##_feature;
#include "feature/features.def"
#undef FEATURE

const struct feature *const features[] = {
    &machine_feature,
#define FEATURE(name) &name##_feature,
#include "feature/features.def"
#undef FEATURE
};
const size_t features_n = COUNT_OF(features);

const struct job_kind *feature_job(struct str name) {
    for (size_t f = 0; f < features_n; f++)
        for (size_t j = 0; j < features[f]->n_jobs; j++)
            if (str_eq(str_from_c(features[f]->jobs[j].name), name))
                return &features[f]->jobs[j];
    return NULL;
}
