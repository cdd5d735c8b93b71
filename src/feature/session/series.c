// SPDX-License-Identifier: EUPL-1.2
// Rules of the series: a session more, one less, one that does not take place, and all that are
// still to come a number of weeks on. No HTML, no SQL text.
#include "feature/session/session.h"
#include "web/session.h"

enum { NOON = 12 * 60, EVENING = 17 * 60, DAY_LONG = 6 * 60 };

enum schedule_part schedule_part_of(struct clock start, struct clock end) {
    if (!clock_is(start) || !clock_is(end))
        return SCHEDULE_PART_UNKNOWN;
    if (start.m < NOON && end.m - start.m >= DAY_LONG)
        return SCHEDULE_WHOLE_DAY;
    if (start.m < NOON)
        return SCHEDULE_MORNING;
    return start.m < EVENING ? SCHEDULE_AFTERNOON : SCHEDULE_EVENING;
}

bool series_may_remove(const struct series_state_row *s) {
    return s->n_noted == 0 && s->n_told == 0 && s->n_sisters > 0;
}

bool series_may_cancel(const struct series_state_row *s, struct day today) {
    return !schedule_is_cancelled(s->state) && (!day_is(s->day) || s->day.n >= today.n);
}

enum rc series_extend(struct db *db, struct arena *arena, const struct series_state_row *s,
                      struct day today, struct instant now) {
    struct series_add_row added;
    const struct str uid = str_fmt(arena, STR_FMT "@vliegwiel", STR_ARG(session_random(arena, 12)));
    TRY(q_series_add(db, arena, s->cohort_id, s->module_id, s->last_number + 1, uid, &added));
    return cohort_enrol(db, s->cohort_id, today, now);
}

enum rc series_remove(struct db *db, const struct series_state_row *s) {
    if (!series_may_remove(s))
        return RC_CONFLICT;
    TRY(q_series_reason_drop(db, s->id, NULL));
    TRY(q_series_told_drop(db, s->id, NULL)); // of before it had a date
    TRY(q_series_leaders_drop(db, s->id, NULL));
    TRY(q_series_enrolments_drop(db, s->id, NULL));
    return q_series_drop(db, s->id, NULL);
}

enum rc series_cancel(struct db *db, const struct series_state_row *s,
                      const struct series_cancellation *why) {
    if (!series_may_cancel(s, why->today))
        return RC_CONFLICT;
    TRY(q_series_state_set(db, s->id, STR("cancelled"), s->calendar_sequence + 1, NULL));
    return q_series_reason_add(db, s->id, why->reason, why->by_person, why->now, NULL);
}

enum rc series_resume(struct db *db, const struct series_state_row *s, struct day today,
                      struct instant now) {
    if (!schedule_is_cancelled(s->state))
        return RC_CONFLICT;
    TRY(q_series_reason_drop(db, s->id, NULL));
    TRY(q_series_state_set(db, s->id, STR("planned"), s->calendar_sequence + 1, NULL));
    return cohort_enrol(db, s->cohort_id, today, now);
}

// ---- all that are still to come ----------------------------------------------------------

size_t series_shift(const struct schedule_list *list, int64_t weeks, struct day today,
                    struct series_move *moves, bool *ret_past) {
    size_t n = 0;
    *ret_past = false;
    for (size_t i = 0; i < list->n; i++) {
        const struct schedule_list_row *row = &list->rows[i];
        const struct attendance_figures figures = attendance_figures_of_row(row);
        if (!day_is(row->day) || row->day.n < today.n || schedule_is_cancelled(row->state) ||
            attendance_is_noted(&figures))
            continue;
        moves[n] = (struct series_move){row, day_after(row->day, (int)(7 * weeks))};
        *ret_past |= moves[n++].to.n < today.n;
    }
    return n;
}

struct str series_stamp(struct arena *arena, const struct series_move *moves, size_t n) {
    struct str stamp = STR("");
    for (size_t i = 0; i < n; i++)
        stamp = str_fmt(arena, STR_FMT "%" PRId64 ":%" PRId32 " ", STR_ARG(stamp), moves[i].row->id,
                        moves[i].row->day.n);
    return stamp;
}
