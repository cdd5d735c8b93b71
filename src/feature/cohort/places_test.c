// SPDX-License-Identifier: EUPL-1.2
// The waiting list that moves when consent comes or somebody stops, and who hears of it.
#include "feature/cohort/test_consent.h"

static int64_t n_placed(struct db *db, struct world *w) {
    struct waiting_list list;
    int64_t n = 0;
    assert_int_equal(q_waiting_list(db_read(db), w->place.arena, w->cohort, today, &list), RC_OK);
    for (size_t i = 0; i < list.n; i++)
        n += str_eq(list.rows[i].placement, STR("placed"));
    return n;
}

static enum rc choose(struct db *db, struct world *w, int who) {
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    struct application_list list;
    const struct scope scope = {SCOPE_COHORT, w->cohort, w->person[0]};
    TRY(q_application_list(db_read(db), w->place.arena, &scope, today, &list));
    bool *const placed = NEW_ARRAY(w->place.arena, bool, list.n);
    for (size_t i = 0; i < list.n; i++)
        placed[i] = list.rows[i].id == w->application[who];
    return cohort_place(db, w->place.arena, &placement, &list, placed);
}

// Two places. Before places were given consent moves nobody; afterwards it fills what is free, and
// after the start it does not.
static enum rc consent_fills_what_is_free(struct db *db, void *argument) {
    struct world *const w = argument;
    TRY(say_yes(db, w, ONE));
    assert_int_equal(n_placed(db, w), 0);
    TRY(choose(db, w, ONE));
    assert_int_equal(n_placed(db, w), 1);
    TRY(say_yes(db, w, TWO));
    assert_int_equal(n_placed(db, w), 2);
    TRY(say_yes(db, w, DEPUTY)); // full
    assert_int_equal(n_placed(db, w), 2);
    struct waiting_get_row row;
    const struct scope scope = {SCOPE_APPLICATION, w->application[ONE], w->person[0]};
    const struct placement placement = {w->cohort, w->person[0], ROLE_COORDINATOR,
                                        today,     now,          STR_NONE};
    int64_t n_up;
    TRY(q_waiting_get(db_read(db), w->place.arena, &scope, &row));
    TRY(waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up));
    assert_int_equal(n_up, 1); // the deputy
    assert_int_equal(
        waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up),
        RC_CONFLICT);
    TRY(q_cohort_state_set(db, w->cohort, STR("running"), NULL));
    const struct scope two = {SCOPE_APPLICATION, w->application[TWO], w->person[0]};
    TRY(say_yes(db, w, ALONE));
    TRY(q_waiting_get(db_read(db), w->place.arena, &two, &row));
    TRY(waiting_stop(db, w->place.arena, &placement, &(struct stopping){&row, 0}, &n_up));
    assert_int_equal(n_up, 0);
    assert_int_equal(n_placed(db, w), 1);
    return RC_OK;
}

// Who waited with consent while a cohort started goes first in the next of the programme.
static enum rc waiting_gives_priority(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct cohort_get_row cohort;
    int64_t next, id;
    TRY(say_yes(db, w, ONE));
    TRY(say_yes(db, w, ALONE));
    TRY(choose(db, w, ONE));
    TRY(q_cohort_get(db_read(db), arena, &(struct scope){SCOPE_COHORT, w->cohort, w->person[0]},
                     &cohort));
    const struct cohort_input input = {cohort.programme_id, STR(""), 2, 0, 4, 1};
    TRY(cohort_add(db, arena, &input, now, &next));
    static const int order[] = {TWO, ONE, ALONE};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const struct application_input application = {.cohort = next,
                                                      .person = w->person[order[i]]};
        const struct instant then = {now.s + (int64_t)i};
        TRY(application_add(db, arena, store_vault(w->store), &application, then, &id));
    }
    struct waiting_list list;
    TRY(q_cohort_state_set(db, w->cohort, STR("running"), NULL));
    TRY(q_waiting_list(db_read(db), arena, next, today, &list));
    assert_int_equal(list.n, 3);
    assert_int_equal(list.rows[0].person_id, w->person[ALONE]); // asked last, goes first
    assert_true(list.rows[0].waited_before);
    assert_false(list.rows[1].waited_before);
    assert_int_equal(list.rows[1].person_id, w->person[TWO]);
    return RC_OK;
}

IN_THE_WRITER(consent_fills_what_is_free)
IN_THE_WRITER(waiting_gives_priority)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(consent_fills_what_is_free),
        TEST(waiting_gives_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
