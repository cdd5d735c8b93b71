// SPDX-License-Identifier: EUPL-1.2
// The words for what is refused and why a figure is missing, as they stand in answers.
#include "effect/did/did.h"

const char *effect_did_refusal_name(enum effect_did_refusal refusal) {
    static const char *const NAMES[EFFECT_DID_REFUSAL_N] = {
        [EFFECT_DID_ACCEPTED] = "accepted",
        [EFFECT_DID_NUMBERS] = "numbers",
        [EFFECT_DID_NOT_FINITE] = "not_finite",
        [EFFECT_DID_NEGATIVE_COHORT] = "negative_cohort",
        [EFFECT_DID_NEGATIVE_WEIGHT] = "negative_weight",
        [EFFECT_DID_DUPLICATE] = "duplicate",
        [EFFECT_DID_COHORT_VARIES] = "cohort_varies",
        [EFFECT_DID_UNTREATED_AGAIN] = "untreated_again",
        [EFFECT_DID_CLUSTER_VARIES] = "cluster_varies",
        [EFFECT_DID_ONE_PERIOD] = "one_period",
        [EFFECT_DID_NOBODY_BEGINS] = "nobody_begins",
        [EFFECT_DID_NO_CONTROL] = "no_control",
        [EFFECT_DID_TOO_LARGE] = "too_large",
    };
    ENSURE(refusal < EFFECT_DID_REFUSAL_N);
    return NAMES[refusal];
}

const char *effect_did_reason_name(enum effect_did_reason reason) {
    static const char *const NAMES[EFFECT_DID_REASON_N] = {
        [EFFECT_DID_KNOWN] = NULL,
        [EFFECT_DID_BASE_CELL] = "base",
        [EFFECT_DID_NO_CONTROL_LEFT] = "no_control_left",
        [EFFECT_DID_NO_TREATED_LEFT] = "no_treated_left",
        [EFFECT_DID_TOO_FEW_UNITS] = "too_few_units",
        [EFFECT_DID_TOO_MANY_COVARIATES] = "too_many_covariates",
        [EFFECT_DID_SINGULAR] = "singular_covariates",
        [EFFECT_DID_SEPARATION] = "separation",
        [EFFECT_DID_ONE_CLUSTER] = "one_cluster",
        [EFFECT_DID_NO_SPREAD] = "no_spread",
        [EFFECT_DID_TOO_FEW_CLUSTERS] = "too_few_clusters",
        [EFFECT_DID_OVERFLOW] = "overflow",
    };
    ENSURE(reason < EFFECT_DID_REASON_N);
    return NAMES[reason];
}
