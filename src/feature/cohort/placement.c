// SPDX-License-Identifier: EUPL-1.2
// Rules of applications and places: seal what was written, and let decisions, members and
// enrolments follow a choice.
#include "feature/cohort/wish.h"
#include "feature/decision/decision.h"

static enum rc wish_set(struct db *db, struct arena *arena, struct vault *vault,
                        const struct application_input *input, int64_t application,
                        struct instant now) {
    struct str sealed;
    TRY(q_wish_drop(db, application, NULL));
    if (!str_is(input->wish))
        return RC_OK;
    TRY(vault_seal(vault, arena, input->person, "application_wish.typed", input->wish, &sealed));
    return q_wish_add(db, application, sealed, now, NULL);
}

enum rc application_add(struct db *db, struct arena *arena, struct vault *vault,
                        const struct application_input *input, struct instant now,
                        int64_t *ret_id) {
    struct str question, motivation;
    struct application_add_row added;
    struct application_reopen_row again;
    TRY(vault_seal(vault, arena, input->person, "application.learning_question",
                   input->learning_question, &question));
    TRY(vault_seal(vault, arena, input->person, "application.motivation", input->motivation,
                   &motivation));
    const struct opt_int together = {input->together_with, input->together_with != 0};
    const enum rc rc =
        q_application_reopen(db, arena, input->cohort, input->person, question, motivation,
                             input->week_quarters, together, input->via_alumnus, now, &again);
    if (rc != RC_NOT_FOUND) {
        TRY(rc);
        *ret_id = again.id;
        return wish_set(db, arena, vault, input, again.id, now);
    }
    TRY(q_application_add(db, arena, input->cohort, input->person, question, motivation,
                          input->week_quarters, together, input->via_alumnus, now, &added));
    *ret_id = added.id;
    return wish_set(db, arena, vault, input, added.id, now);
}

static enum rc person_in(struct db *db, const struct placement *p, int64_t person) {
    TRY(q_cohort_join(db, p->cohort, person, p->today, NULL));
    return q_cohort_enrolment_resume(db, p->cohort, person, NULL);
}

static enum rc person_out(struct db *db, const struct placement *p, int64_t person) {
    TRY(q_cohort_leave_today(db, p->cohort, person, p->today, NULL));
    TRY(q_cohort_leave(db, p->cohort, person, day_after(p->today, -1), NULL));
    TRY(q_catch_up_end_all(db, p->cohort, person, p->now, NULL));
    return q_cohort_enrolment_end(db, p->cohort, person, p->now, NULL);
}

enum rc cohort_place_one(struct db *db, struct arena *arena, const struct placement *p,
                         const struct place_change *change) {
    const bool placed = str_eq(change->outcome, STR("placed"));
    const struct decision decision = {.kind = STR("placement"),
                                      .subject = change->application,
                                      .outcome = change->outcome,
                                      .by_person = p->by_person,
                                      .as_role = p->as_role,
                                      .day = p->today,
                                      .now = p->now,
                                      .reason = p->reason};
    int64_t id;
    TRY(decision_record(db, arena, &decision, &id));
    if (str_is(change->cause))
        TRY(q_waiting_cause_add(db, id, change->cause,
                                (struct opt_int){change->other, change->other != 0}, NULL));
    return placed ? person_in(db, p, change->person) : person_out(db, p, change->person);
}

enum rc cohort_place(struct db *db, struct arena *arena, const struct placement *p,
                     const struct application_list *list, const bool *placed) {
    for (size_t i = 0; i < list->n; i++) {
        const struct application_list_row *row = &list->rows[i];
        const struct place_change change = {.application = row->id,
                                            .person = row->person_id,
                                            .outcome = placed[i] ? STR("placed") : STR("waiting")};
        if (!str_eq(row->placement, change.outcome))
            TRY(cohort_place_one(db, arena, p, &change));
    }
    return cohort_enrol(db, p->cohort, p->today, p->now);
}
