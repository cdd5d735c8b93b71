// SPDX-License-Identifier: EUPL-1.2
// Rules of attendance: its words, the figures of a session, and when what may be noted. No HTML, no
// SQL text. Attendance counts who came; commitment also counts who gave notice.
#include "feature/session/session.h"

// The keys are also what the style sheet counts in the save bar.
static const struct {
    const char *word, *key;
    enum text_id label;
} kinds[ATTENDANCE_N] = {
    [ATTENDANCE_PRESENT] = {"present", "aan", T_session_present},
    [ATTENDANCE_EXCUSED] = {"excused", "af", T_session_excused},
    [ATTENDANCE_STAYED_AWAY] = {"stayed_away", "weg", T_session_stayed_away},
};

struct str attendance_word(enum attendance attendance) {
    return str_from_c(kinds[attendance].word);
}

struct str attendance_key(enum attendance attendance) {
    return str_from_c(kinds[attendance].key);
}

struct str attendance_label(enum lang lang, enum attendance attendance) {
    return text_of(lang, kinds[attendance].label);
}

static bool find(struct str text, struct str (*of)(enum attendance), enum attendance *ret) {
    for (enum attendance a = 0; a < ATTENDANCE_N; a++)
        if (str_eq(text, of(a))) {
            *ret = a;
            return true;
        }
    return false;
}

bool attendance_from_word(struct str word, enum attendance *ret_attendance) {
    return find(word, attendance_word, ret_attendance);
}

bool attendance_from_key(struct str key, enum attendance *ret_attendance) {
    return find(key, attendance_key, ret_attendance);
}

// ---- two people at one list --------------------------------------------------------------

struct str attendance_stamp(struct str word) {
    enum attendance noted;
    return attendance_from_word(word, &noted) ? attendance_key(noted) : STR("");
}

enum attendance_fate attendance_fate_of(struct str stamp, enum attendance typed, struct str now) {
    enum attendance shown = ATTENDANCE_PRESENT, noted;
    const bool is_noted = attendance_from_word(now, &noted);
    if (is_noted && noted == typed)
        return ATTENDANCE_KEEP;
    if (stamp.p == NULL || str_eq(stamp, attendance_stamp(now)))
        return ATTENDANCE_WRITE;
    (void)attendance_from_key(stamp, &shown);
    return is_noted && typed == shown ? ATTENDANCE_KEEP : ATTENDANCE_CONFLICT;
}

// ---- figures -----------------------------------------------------------------------------

struct attendance_figures attendance_figures_of(const struct attendance_list *list) {
    struct attendance_figures figures = {.n_expected = (int64_t)list->n};
    for (size_t i = 0; i < list->n; i++) {
        enum attendance a;
        if (attendance_from_word(list->rows[i].state, &a))
            figures.n[a]++;
    }
    return figures;
}

struct attendance_figures attendance_figures_of_row(const struct schedule_list_row *row) {
    return (struct attendance_figures){row->n_expected,
                                       {row->n_present.v, row->n_excused.v, row->n_stayed_away.v}};
}

bool attendance_is_noted(const struct attendance_figures *f) {
    return f->n[ATTENDANCE_PRESENT] + f->n[ATTENDANCE_STAYED_AWAY] > 0 ||
           (f->n_expected > 0 && f->n[ATTENDANCE_EXCUSED] == f->n_expected);
}

int64_t attendance_commitment(const struct attendance_figures *f) {
    return f->n[ATTENDANCE_PRESENT] + f->n[ATTENDANCE_EXCUSED];
}

// ---- noting ------------------------------------------------------------------------------

static enum rc note_one(struct db *db, const struct attendance_note *note,
                        const struct attendance_entry *entry) {
    const bool is_future = note->day.n > note->today.n;
    if (is_future && entry->attendance == ATTENDANCE_STAYED_AWAY)
        return RC_INVALID;
    if (is_future && entry->attendance == ATTENDANCE_PRESENT) {
        TRY(q_absence_drop(db, entry->enrolment, NULL));
        return q_attendance_forget(db, note->session, entry->enrolment, NULL);
    }
    return q_attendance_note(db, note->session, entry->enrolment,
                             attendance_word(entry->attendance), note->by_person, note->now, NULL);
}

enum rc attendance_save(struct db *db, const struct attendance_note *note,
                        const struct attendance_entry *entries, size_t n) {
    if (!day_is(note->day))
        return RC_INVALID;
    for (size_t i = 0; i < n; i++)
        TRY(note_one(db, note, &entries[i]));
    return RC_OK;
}
