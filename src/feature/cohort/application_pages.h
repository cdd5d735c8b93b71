// SPDX-License-Identifier: EUPL-1.2
// Handlers of applications and places, for the cohort's route table.
#ifndef VLIEGWIEL_APPLICATION_PAGES_H
#define VLIEGWIEL_APPLICATION_PAGES_H
#include "feature/cohort/cohort.h"

enum rc application_list_get(struct ctx *c);
enum rc application_place_post(struct ctx *c);
enum rc application_consent_get(struct ctx *c);
enum rc application_consent_post(struct ctx *c);
#endif
