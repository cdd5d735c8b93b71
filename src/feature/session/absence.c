// SPDX-License-Identifier: EUPL-1.2
// Rules of notice: until when a participant may say not to come, and until when that may be taken
// back. A notice counts as excused at once. No HTML, no SQL text.
#include <sodium.h>

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
    const enum absence_state state = absence_state_of(own, note->today);
    struct str sealed;
    if (state == ABSENCE_CLOSED)
        return RC_CONFLICT;
    if (state != ABSENCE_OPEN && !str_is(note->reason))
        return RC_OK;
    TRY(vault_seal(vault, arena, note->person, ABSENCE_REASON_PLACE,
                   str_is(note->reason) ? note->reason : STR_NONE, &sealed));
    TRY(q_absence_add(db, own->enrolment_id, sealed, note->now, NULL));
    return q_attendance_note(db, note->session, own->enrolment_id,
                             attendance_word(ATTENDANCE_EXCUSED), note->person, note->now, NULL);
}

enum rc absence_take_back(struct db *db, const struct absence_own_row *own,
                          const struct absence_note *note) {
    const enum absence_state state = absence_state_of(own, note->today);
    if (state == ABSENCE_OPEN)
        return RC_OK;
    if (state != ABSENCE_GIVEN)
        return RC_CONFLICT;
    TRY(q_absence_drop(db, own->enrolment_id, NULL));
    return q_attendance_forget(db, note->session, own->enrolment_id, NULL);
}

// ---- by a link ---------------------------------------------------------------------------

static const char LINK_PLACE[] = "absence_notice.link";

struct url absence_link_to(struct arena *arena, struct str word) {
    return (struct url){str_join(arena, STR("/ik-kan-niet/"), word)};
}

// "session-person-mark"
enum rc absence_link(struct arena *arena, struct vault *vault, int64_t session, int64_t person,
                     struct url *ret_link) {
    const struct str whom = str_fmt(arena, "%" PRId64 "-%" PRId64, session, person);
    struct str mark;
    TRY(vault_mark(vault, arena, person, LINK_PLACE, whom, true, &mark));
    const struct str word = str_fmt(arena, STR_FMT "-" STR_FMT, STR_ARG(whom), STR_ARG(mark));
    *ret_link = absence_link_to(arena, word);
    return RC_OK;
}

enum rc absence_link_read(struct arena *arena, struct vault *vault, struct str word,
                          int64_t *ret_session, int64_t *ret_person) {
    struct str rest = word, first, second, mark;
    int64_t session, person;
    if (!str_cut(&rest, '-', &first) || !str_cut(&rest, '-', &second) ||
        str_i64(first, &session) != RC_OK || str_i64(second, &person) != RC_OK || session <= 0 ||
        person <= 0)
        return RC_NOT_FOUND;
    const struct str whom = str_fmt(arena, "%" PRId64 "-%" PRId64, session, person);
    TRY(vault_mark(vault, arena, person, LINK_PLACE, whom, false, &mark));
    if (rest.n != mark.n || sodium_memcmp(rest.p, mark.p, mark.n) != 0)
        return RC_NOT_FOUND;
    *ret_session = session;
    *ret_person = person;
    return RC_OK;
}

struct absence_own_row absence_own_of(const struct absence_by_link_row *row) {
    return (struct absence_own_row){
        .enrolment_id = row->enrolment_id,
        .day = row->day,
        .session_state = row->session_state,
        .at = row->at,
        .reason = STR_NONE,
        .state = row->state,
    };
}
