// SPDX-License-Identifier: EUPL-1.2
// Somebody who did not apply takes the place of somebody who stops: with an application of their
// own, the manager asked, the history complete, and nobody twice.
#include "feature/cohort/replace.h"
#include "feature/cohort/test_consent.h"

static struct placement by_coordinator(const struct world *w) {
    const struct instant later = {now.s + 2 * DAY_S}; // after every consent
    return (struct placement){w->cohort, w->person[DEPUTY], ROLE_COORDINATOR, today,
                              later,     STR("Op verzoek")};
}

static enum rc replace(struct db *db, struct world *w, int who, int by) {
    const struct consent_asking asking = asking_at(w, 2);
    const struct placement placement = by_coordinator(w);
    const struct scope scope = {SCOPE_APPLICATION, w->application[who], w->person[DEPUTY]};
    struct waiting_get_row row;
    TRY(q_waiting_get(db_read(db), w->place.arena, &scope, &row));
    return replace_with(db, &asking, &placement, &row, w->person[by]);
}

static enum rc give_place(struct db *db, struct world *w, int who) {
    const struct placement placement = by_coordinator(w);
    TRY(say_yes(db, w, who));
    return cohort_place_one(db, w->place.arena, &placement,
                            &(struct place_change){.application = w->application[who],
                                                   .person = w->person[who],
                                                   .outcome = STR("placed")});
}

static bool has_place(struct db *db, struct world *w, int who) {
    struct replace_applied_row row;
    const enum rc rc =
        q_replace_applied(db_read(db), w->place.arena, w->cohort, w->person[who], &row);
    return rc == RC_OK && !instant_is(row.withdrawn_at) && str_eq(row.placement, STR("placed"));
}

static enum rc one_who_never_applied(struct db *db, void *argument) {
    struct world *const w = argument;
    struct waiting_history history;
    const struct scope cohort = {SCOPE_COHORT, w->cohort, w->person[0]};
    TRY(give_place(db, w, ONE));
    TRY(say_yes(db, w, TWO)); // waits with consent for the second place, and gets it
    TRY(say_yes(db, w, ALONE));
    assert_true(has_place(db, w, TWO));
    TRY(replace(db, w, ONE, MANAGER));
    assert_true(has_place(db, w, MANAGER));
    assert_false(has_place(db, w, ONE));
    assert_false(has_place(db, w, ALONE)); // the waiting list does not move
    TRY(q_waiting_history(db_read(db), w->place.arena, &cohort, &history));
    assert_str(history.rows[0].name, "Mens0 Proef");
    assert_str(history.rows[0].cause, "replaces");
    assert_str(history.rows[0].other_name, "Mens1 Proef");
    assert_str(history.rows[0].by_name, "Mens3 Proef");
    assert_str(history.rows[0].reason, "Op verzoek");
    assert_str(history.rows[1].name, "Mens1 Proef");
    assert_str(history.rows[1].outcome, "withdrawn");
    assert_int_equal(replace(db, w, ONE, ALONE), RC_CONFLICT); // stopped already
    assert_int_equal(replace(db, w, TWO, MANAGER), RC_CONFLICT);
    return RC_OK;
}

// The manager of somebody who takes part: not without a reason, and never by a partner. Beside who
// leaves it does not matter.
static enum rc one_who_leads_another(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 2);
    struct placement placement = by_coordinator(w);
    struct waiting_get_row row;
    const struct scope scope = {SCOPE_APPLICATION, w->application[ALONE], w->person[DEPUTY]};
    TRY(give_place(db, w, ALONE));
    TRY(give_place(db, w, ONE));
    TRY(q_waiting_get(db_read(db), w->place.arena, &scope, &row));
    placement.reason = STR_NONE;
    assert_int_equal(replace_with(db, &asking, &placement, &row, w->person[MANAGER]), RC_INVALID);
    placement.reason = STR("Toch");
    placement.as_role = ROLE_PARTNER_COORDINATOR;
    assert_int_equal(replace_with(db, &asking, &placement, &row, w->person[MANAGER]), RC_INVALID);
    assert_true(has_place(db, w, ALONE));
    placement.as_role = ROLE_COORDINATOR;
    assert_int_equal(replace_with(db, &asking, &placement, &row, w->person[MANAGER]), RC_OK);
    return RC_OK;
}

static enum rc the_own_manager(struct db *db, void *argument) {
    struct world *const w = argument;
    const struct consent_asking asking = asking_at(w, 2);
    struct placement placement = by_coordinator(w);
    struct waiting_get_row row;
    const struct scope scope = {SCOPE_APPLICATION, w->application[ONE], w->person[DEPUTY]};
    TRY(give_place(db, w, ONE));
    TRY(q_waiting_get(db_read(db), w->place.arena, &scope, &row));
    placement.reason = STR_NONE;
    return replace_with(db, &asking, &placement, &row, w->person[MANAGER]);
}

// Who stopped before comes back by a new application, about which the manager is asked at once.
static enum rc one_whose_manager_is_known(struct db *db, void *argument) {
    struct world *const w = argument;
    struct message_get_row row;
    int64_t changed;
    TRY(give_place(db, w, ALONE));
    TRY(q_waiting_withdraw(db, w->application[ONE], now, &changed));
    TRY(replace(db, w, ALONE, ONE));
    assert_true(has_place(db, w, ONE));
    TRY(q_message_get(db_read(db), w->place.arena, 1, &row));
    assert_int_equal(row.person_id, w->person[MANAGER]);
    assert_str(row.template, "consent");
    return RC_OK;
}

// Who waits is taken with the application that there is, with or without consent.
static enum rc one_who_waits(struct db *db, void *argument) {
    struct world *const w = argument;
    struct replace_applied_row row;
    TRY(give_place(db, w, ONE));
    TRY(replace(db, w, ONE, ALONE));
    TRY(q_replace_applied(db_read(db), w->place.arena, w->cohort, w->person[ALONE], &row));
    assert_int_equal(row.id, w->application[ALONE]);
    assert_true(has_place(db, w, ALONE));
    return RC_OK;
}

IN_THE_WRITER(one_who_never_applied)
IN_THE_WRITER(one_who_leads_another)
IN_THE_WRITER(the_own_manager)
IN_THE_WRITER(one_whose_manager_is_known)
IN_THE_WRITER(one_who_waits)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_who_never_applied),      TEST(one_who_leads_another), TEST(the_own_manager),
        TEST(one_whose_manager_is_known), TEST(one_who_waits),
    };
    return run_on_both("replacements", tests, COUNT_OF(tests));
}
