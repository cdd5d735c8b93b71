// SPDX-License-Identifier: EUPL-1.2
// Rules of dates: filling them in, what counts as moved, who was first, what looks odd. No HTML, no
// SQL text. Sequence numbers follow RFC 5546, section 2.1.4.
#include "feature/session/session.h"

static struct str place_of(struct str place) {
    return str_is(place) ? place : STR("");
}

struct schedule_entry schedule_entry_of(const struct schedule_list_row *row,
                                        const struct schedule_led *led) {
    return (struct schedule_entry){row->day, row->start_clock, row->end_clock, place_of(row->place),
                                   leaders_of(led, row->id)};
}

bool schedule_is_cancelled(struct str state) {
    return str_eq(state, STR("cancelled"));
}

// ---- two people at one form --------------------------------------------------------------

// The place comes last: whatever it holds, the parts before it stay apart.
struct str schedule_stamp(struct arena *arena, const struct schedule_entry *e) {
    struct str leaders = STR("0");
    for (size_t i = 0; i < e->leaders.n; i++)
        leaders = str_fmt(arena, STR_FMT "-%" PRId64, STR_ARG(leaders), e->leaders.ids[i]);
    return str_fmt(arena, "%" PRId32 " %" PRId32 " %" PRId32 " " STR_FMT " " STR_FMT, e->day.n,
                   e->start.m, e->end.m, STR_ARG(leaders), STR_ARG(e->place));
}

enum schedule_fate schedule_fate_of(struct arena *arena, struct str stamp,
                                    const struct schedule_entry *typed,
                                    const struct schedule_entry *current) {
    const struct str wanted = schedule_stamp(arena, typed);
    const struct str now = schedule_stamp(arena, current);
    if (str_eq(wanted, now) || str_eq(wanted, stamp))
        return SCHEDULE_KEEP;
    return str_eq(stamp, now) ? SCHEDULE_CHANGE : SCHEDULE_CONFLICT;
}

// ---- filling in --------------------------------------------------------------------------

void schedule_complete(struct schedule_entry *entry, const struct schedule_entry *rest) {
    if (!clock_is(entry->start) && !clock_is(entry->end)) {
        entry->start = rest->start;
        entry->end = rest->end;
    }
    if (!str_is(entry->place))
        entry->place = rest->place;
    if (entry->leaders.n == 0)
        entry->leaders = rest->leaders;
}

size_t schedule_fill(const struct schedule_entry *rest, int64_t weeks,
                     struct schedule_entry *entries, const bool *skip, size_t n) {
    size_t filled = 0;
    for (size_t i = 0; i < n; i++) {
        if (skip[i] || day_is(entries[i].day))
            continue;
        entries[i].day = day_after(rest->day, (int)(7 * weeks) * (int)filled);
        schedule_complete(&entries[i], rest);
        filled++;
    }
    return filled;
}

// ---- writing -----------------------------------------------------------------------------

static enum rc leaders_set(struct db *db, struct arena *arena, int64_t session,
                           const struct leaders *wanted) {
    struct schedule_led_now rows;
    struct leaders now = {0};
    TRY(q_schedule_led_now(db_read(db), arena, session, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        leaders_add(&now, rows.rows[i].person_id);
        if (!leaders_have(wanted, rows.rows[i].person_id))
            TRY(q_schedule_facilitator_drop(db, session, rows.rows[i].person_id, NULL));
    }
    for (size_t i = 0; i < wanted->n; i++)
        if (!leaders_have(&now, wanted->ids[i]))
            TRY(q_schedule_facilitator_add(db, session, wanted->ids[i], NULL));
    return RC_OK;
}

enum rc schedule_set(struct db *db, struct arena *arena, int64_t session,
                     const struct schedule_entry *e) {
    struct schedule_now_row now;
    if (clock_is(e->start) != clock_is(e->end) || (clock_is(e->start) && e->end.m <= e->start.m))
        return RC_INVALID;
    TRY(q_schedule_now(db_read(db), arena, session, &now));
    const bool other_day = now.day.n != e->day.n;
    const bool differs = other_day || now.start_clock.m != e->start.m ||
                         now.end_clock.m != e->end.m ||
                         !str_eq(place_of(now.place), place_of(e->place));
    struct str state = now.state;
    if (other_day && !schedule_is_cancelled(state))
        state = day_is(now.day) && day_is(e->day) ? STR("moved") : STR("planned");
    if (differs)
        TRY(q_schedule_change(db, session, e->day, e->start, e->end,
                              str_is(e->place) ? e->place : STR_NONE, room_key(arena, e->place),
                              state, now.calendar_sequence + day_is(now.day), NULL));
    return leaders_set(db, arena, session, &e->leaders);
}

// ---- oddities ----------------------------------------------------------------------------

static bool takes_place(const struct schedule_list_row *row) {
    return day_is(row->day) && !schedule_is_cancelled(row->state);
}

static bool is_odd(const struct schedule_list_row *row, const struct schedule_list_row *earlier,
                   enum schedule_oddity oddity) {
    return oddity == SCHEDULE_SAME_DAY ? row->day.n == earlier->day.n : row->day.n < earlier->day.n;
}

// The first row before `row` that makes it odd; `row` itself when none does.
static size_t odd_with(const struct schedule_list *list, size_t row, enum schedule_oddity oddity) {
    for (size_t i = 0; i < row; i++)
        if (takes_place(&list->rows[i]) && is_odd(&list->rows[row], &list->rows[i], oddity))
            return i;
    return row;
}

size_t schedule_warnings(struct arena *arena, const struct schedule_list *list,
                         const struct schedule_warning **ret_warnings) {
    static const enum schedule_oddity oddities[] = {SCHEDULE_SAME_DAY, SCHEDULE_ORDER};
    struct schedule_warning *warnings =
        NEW_ARRAY(arena, struct schedule_warning, list->n * COUNT_OF(oddities));
    size_t n = 0;
    for (size_t row = 0; row < list->n; row++)
        for (size_t k = 0; takes_place(&list->rows[row]) && k < COUNT_OF(oddities); k++) {
            const size_t other = odd_with(list, row, oddities[k]);
            if (other < row)
                warnings[n++] = (struct schedule_warning){oddities[k], row, other};
        }
    *ret_warnings = warnings;
    return n;
}
