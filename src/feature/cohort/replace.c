// SPDX-License-Identifier: EUPL-1.2
// The rule of replacing somebody by a person who did not apply; see replace.h.
#include "feature/cohort/replace.h"

// The application by which the person takes part from now on.
static enum rc application_of(struct db *db, const struct consent_asking *asking, int64_t cohort,
                              int64_t person, int64_t *ret_id) {
    struct replace_applied_row applied;
    const enum rc rc = q_replace_applied(db_read(db), asking->arena, cohort, person, &applied);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    if (rc == RC_OK && !instant_is(applied.withdrawn_at)) {
        *ret_id = applied.id;
        return str_eq(applied.placement, STR("placed")) ? RC_CONFLICT : RC_OK;
    }
    const struct application_input input = {.cohort = cohort, .person = person};
    TRY(application_add(db, asking->arena, asking->vault, &input, asking->now, ret_id));
    const enum rc asked = consent_ask_manager(db, asking, *ret_id, false);
    return asked == RC_NOT_FOUND || asked == RC_INVALID ? RC_OK : asked;
}

// Is there somebody with a place, but for who leaves, beside whom the person must not be? Asked
// before anything is written: a page that says no changes nothing.
static enum rc apart_find(struct db *db, const struct consent_asking *asking,
                          const struct waiting_get_row *leaves, int64_t person, bool *ret_is) {
    struct replace_apart_row row;
    TRY(q_replace_apart(db_read(db), asking->arena, leaves->cohort_id, person, leaves->person_id,
                        asking->today, &row));
    *ret_is = row.n > 0;
    return RC_OK;
}

enum rc replace_with(struct db *db, const struct consent_asking *asking,
                     const struct placement *placement, const struct waiting_get_row *application,
                     int64_t person) {
    struct stopping stopping = {.application = application, .is_named = true};
    const bool may = str_is(placement->reason) && placement->as_role != ROLE_PARTNER_COORDINATOR;
    int64_t n_up;
    bool apart;
    if (!str_eq(application->placement, STR("placed")) || person == application->person_id)
        return RC_CONFLICT;
    TRY(apart_find(db, asking, application, person, &apart));
    if (apart && !may)
        return RC_INVALID;
    TRY(application_of(db, asking, placement->cohort, person, &stopping.replacement));
    return waiting_stop(db, asking->arena, placement, &stopping, &n_up);
}
