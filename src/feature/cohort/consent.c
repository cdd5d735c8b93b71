// SPDX-License-Identifier: EUPL-1.2
// Rules of a manager's consent: asking by link, reminding, deciding. No HTML, no SQL text.
#include "feature/cohort/consent.h"
#include "feature/account/door.h"
#include "feature/decision/decision.h"
#include "web/session.h"

enum { TOKEN_BYTES = 32, DAY_S = 24 * 3600 };

static enum rc link_add(struct db *db, const struct consent_asking *asking,
                        const struct consent_question *question, struct str token,
                        struct str letter_hash, int64_t *ret_id) {
    const struct instant until = {asking->now.s + (int64_t)CONSENT_LINK_DAYS * DAY_S};
    struct consent_link_add_row link;
    TRY(q_consent_link_add(db, asking->arena, door_token_hash(asking->arena, token), letter_hash,
                           question->application, question->person, question->deputy_for,
                           question->reminds, asking->now, until, &link));
    *ret_id = link.id;
    return RC_OK;
}

enum rc consent_ask(struct db *db, const struct consent_asking *asking,
                    const struct consent_question *question) {
    struct arena *const arena = asking->arena;
    const struct str token = session_random(arena, TOKEN_BYTES);
    struct consent_letter_waiting_row waiting;
    int64_t id;
    TRY(q_consent_link_end(db, question->application, asking->now, NULL));
    const enum rc rc = q_consent_letter_waiting(db_read(db), arena, question->person, &waiting);
    if (rc == RC_OK)
        return link_add(db, asking, question, token, waiting.letter_hash, &id);
    if (rc != RC_NOT_FOUND)
        return rc;
    TRY(link_add(db, asking, question, token, door_token_hash(arena, token), &id));
    const struct message message = {
        .kind = question->reminds ? MESSAGE_CONSENT_REMINDER : MESSAGE_CONSENT,
        .person = question->person,
        .path = STR("/akkoord/"),
        .secret = token,
        .change_set = str_fmt(arena, "consent %" PRId64, id),
    };
    return message_add(db, arena, asking->vault, &message, asking->now);
}

enum rc consent_ask_manager(struct db *db, const struct consent_asking *asking, int64_t application,
                            bool reminds) {
    struct consent_manager_row manager;
    TRY(q_consent_manager(db_read(db), asking->arena, application, asking->today, &manager));
    if (!message_address_is_safe(manager.email))
        return RC_INVALID;
    return consent_ask(db, asking,
                       &(struct consent_question){
                           .application = application, .person = manager.id, .reminds = reminds});
}

static enum rc reminders(struct db_ro *db, struct arena *arena, struct instant now,
                         struct consent_reminders *ret) {
    const struct instant before = {now.s - (int64_t)CONSENT_REMIND_DAYS * DAY_S};
    return q_consent_reminders(db, arena, before, now, ret);
}

bool consent_reminders_due(struct db_ro *db, struct arena *arena, struct instant now) {
    struct consent_reminders due;
    return reminders(db, arena, now, &due) == RC_OK && due.n > 0;
}

enum rc consent_reminders_send(struct db *db, const struct consent_asking *asking) {
    struct consent_reminders due;
    TRY(reminders(db_read(db), asking->arena, asking->now, &due));
    for (size_t i = 0; i < due.n; i++)
        TRY(consent_ask(db, asking,
                        &(struct consent_question){.application = due.rows[i].application_id,
                                                   .person = due.rows[i].person_id,
                                                   .deputy_for = due.rows[i].deputy_for,
                                                   .reminds = true}));
    return RC_OK;
}

enum rc consent_decide(struct db *db, const struct consent_asking *asking,
                       const struct consent_answer *answer) {
    const struct decision decision = {.kind = STR("consent"),
                                      .subject = answer->application,
                                      .outcome = answer->outcome,
                                      .by_person = answer->by_person,
                                      .as_role = answer->as_role,
                                      .deputy_for = answer->deputy_for,
                                      .day = answer->day,
                                      .now = asking->now,
                                      .reason = answer->reason};
    const struct placement placement = {.cohort = answer->cohort,
                                        .by_person = answer->by_person,
                                        .as_role = answer->as_role,
                                        .today = asking->today,
                                        .now = asking->now,
                                        .reason = STR_NONE};
    int64_t id, n_up;
    TRY(decision_record(db, asking->arena, &decision, &id));
    TRY(q_consent_link_end(db, answer->application, asking->now, NULL));
    return waiting_move_up(db, asking->arena, &placement, 0, &n_up);
}
