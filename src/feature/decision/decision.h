// SPDX-License-Identifier: EUPL-1.2
// Decisions are rows, never flags: what, about what, by whom, in which role, when, why. A new
// decision about the same subject replaces the current one and both stay.
#ifndef VLIEGWIEL_DECISION_H
#define VLIEGWIEL_DECISION_H
#include "decision_sql.h"
#include "web/access.h"

struct decision {
    struct str kind;    // "consent" (application), "placement" (application), "plan" (plan),
                        // "approval", "hours"
    int64_t subject;    // id of what it is about
    struct str outcome; // consent: "yes" "no"; placement: "placed" "waiting"; plan: "confirmed"
    int64_t by_person;
    enum role as_role;
    int64_t deputy_for; // person, 0: nobody
    struct day day;     // when it was taken
    struct instant now; // when it was written down
    struct str reason;  // STR_NONE: none given
};
NODISCARD enum rc decision_record(struct db *db, struct arena *arena,
                                  const struct decision *decision, int64_t *ret_id);
#endif
