// SPDX-License-Identifier: EUPL-1.2
// Rules of notice: until when a participant may say not to come, and until when that may be taken
// back. A notice counts as excused at once. No HTML, no SQL text.
#include "feature/session/session.h"

enum absence_state absence_state_of(const struct absence_own_row *own, struct day today) {
    if (!day_is(own->day) || own->day.n < today.n || schedule_is_cancelled(own->session_state))
        return ABSENCE_CLOSED;
    const bool is_excused = str_eq(own->state, attendance_word(ATTENDANCE_EXCUSED));
    if (str_is(own->state) && !is_excused)
        return ABSENCE_CLOSED;
    if (!is_excused)
        return ABSENCE_OPEN;
    return own->day.n > today.n ? ABSENCE_GIVEN : ABSENCE_FINAL;
}

enum rc absence_report(struct db *db, struct arena *arena, struct vault *vault,
                       const struct absence_own_row *own, const struct absence_note *note) {
    struct str sealed;
    if (absence_state_of(own, note->today) != ABSENCE_OPEN)
        return RC_CONFLICT;
    TRY(vault_seal(vault, arena, note->person, ABSENCE_REASON_PLACE,
                   str_is(note->reason) ? note->reason : STR_NONE, &sealed));
    TRY(q_absence_add(db, own->enrolment_id, sealed, note->now, NULL));
    return q_attendance_note(db, note->session, own->enrolment_id,
                             attendance_word(ATTENDANCE_EXCUSED), note->person, note->now, NULL);
}

enum rc absence_take_back(struct db *db, const struct absence_own_row *own,
                          const struct absence_note *note) {
    if (absence_state_of(own, note->today) != ABSENCE_GIVEN)
        return RC_CONFLICT;
    TRY(q_absence_drop(db, own->enrolment_id, NULL));
    return q_attendance_forget(db, note->session, own->enrolment_id, NULL);
}
