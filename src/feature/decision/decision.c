// SPDX-License-Identifier: EUPL-1.2
// Writes a decision and lets it replace the one before. Who may decide is the route's right.
#include "feature/decision/decision.h"

enum rc decision_record(struct db *db, struct arena *arena, const struct decision *d,
                        int64_t *ret_id) {
    struct decision_add_row added;
    TRY(q_decision_add(db, arena, d->kind, d->subject, d->outcome, d->by_person,
                       role_word(d->as_role), (struct opt_int){d->deputy_for, d->deputy_for != 0},
                       d->day, d->now, d->reason, &added));
    TRY(q_decision_replace(db, d->kind, d->subject, added.id, NULL));
    *ret_id = added.id;
    return RC_OK;
}
