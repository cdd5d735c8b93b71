// SPDX-License-Identifier: EUPL-1.2
// Handlers of applications, places and their rules, for the cohort's route table.
#ifndef VLIEGWIEL_APPLICATION_PAGES_H
#define VLIEGWIEL_APPLICATION_PAGES_H
#include "feature/cohort/cohort.h"

struct placement placement_of(const struct ctx *c,
                              int64_t cohort); // by the viewer, without a reason

enum rc application_list_get(struct ctx *c);
enum rc application_place_post(struct ctx *c);
enum rc application_history_get(struct ctx *c);
enum rc application_stop_get(struct ctx *c);
enum rc application_stop_post(struct ctx *c);
enum rc application_replace_get(struct ctx *c);
enum rc application_replace_post(struct ctx *c);
enum rc application_consent_get(struct ctx *c);
enum rc application_consent_post(struct ctx *c);
enum rc application_ask_post(struct ctx *c);
enum rc consent_ask_all_post(struct ctx *c);
// Somebody of an organisation of the applicant, by address. RC_INVALID: a mistake is said at the
// field.
struct field consent_deputy_field(struct ctx *c);
NODISCARD enum rc consent_deputy_find(struct ctx *c, const struct scope *application,
                                      struct field *field, int *mistakes, int64_t *ret_person);
enum rc consent_link_get(struct ctx *c);
enum rc consent_link_post(struct ctx *c);
enum rc rules_get(struct ctx *c);
enum rc rules_post(struct ctx *c);
enum rc rules_pairs_post(struct ctx *c);
enum rc wishes_post(struct ctx *c);
enum rc catch_up_get(struct ctx *c);
enum rc catch_up_post(struct ctx *c);
enum rc apply_get(struct ctx *c);
enum rc apply_post(struct ctx *c);
#endif
