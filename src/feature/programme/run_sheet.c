// SPDX-License-Identifier: EUPL-1.2
// The minutes of a module: the balance of its two tracks, and its elements laid out over the time
// that its sessions have. Reads nothing, writes nothing.
#include "feature/programme/programme.h"

enum { DAY_MINUTES = 24 * 60 };

enum programme_balance programme_balance_of(const struct programme_modules_row *module) {
    if (module->content_minutes > 0 && module->personal_minutes == 0)
        return BALANCE_ONLY_CONTENT;
    if (module->personal_minutes > 0 && module->content_minutes == 0)
        return BALANCE_ONLY_PERSONAL;
    return BALANCE_BOTH;
}

static struct clock clock_at(int64_t minute) {
    if (minute >= DAY_MINUTES)
        return CLOCK_NONE;
    return (struct clock){(int32_t)minute};
}

static int64_t minutes_of(const struct programme_module_elements_row *part) {
    return part->minutes.is ? part->minutes.v : 0;
}

static bool all_timed(const struct run_sheet_session *sessions, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!clock_is(sessions[i].start) || !clock_is(sessions[i].end))
            return false;
    return n > 0;
}

struct run_sheet run_sheet_of(struct arena *arena, const struct programme_module_elements *parts,
                              const struct run_sheet_session *sessions, size_t n_sessions) {
    struct run_sheet sheet = {.lines = NEW_ARRAY(arena, struct run_sheet_line, parts->n),
                              .n = parts->n,
                              .is_timed = all_timed(sessions, n_sessions)};
    size_t at = 0;
    int64_t minute = sheet.is_timed ? sessions[0].start.m : 0;
    for (size_t i = 0; i < parts->n; i++) {
        const int64_t minutes = minutes_of(&parts->rows[i]);
        if (sheet.is_timed && at + 1 < n_sessions && minute + minutes > sessions[at].end.m)
            minute = sessions[++at].start.m;
        sheet.lines[i] = (struct run_sheet_line){
            &parts->rows[i], at, clock_at(minute), clock_at(minute + minutes),
            sheet.is_timed && minute + minutes > sessions[at].end.m};
        minute += minutes;
        sheet.minutes += minutes;
    }
    for (size_t i = 0; sheet.is_timed && i < n_sessions; i++)
        sheet.room += sessions[i].end.m - sessions[i].start.m;
    if (sheet.is_timed)
        sheet.room -= sheet.minutes;
    return sheet;
}

size_t run_sheet_sessions(struct arena *arena, const struct programme_sessions *rows,
                          struct run_sheet_session **ret_sessions) {
    struct run_sheet_session *const sessions = NEW_ARRAY(arena, struct run_sheet_session, rows->n);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct programme_sessions_row *const row = &rows->rows[i];
        if (i > 0 && row->id == row[-1].id) {
            struct run_sheet_session *const same = &sessions[n - 1];
            same->facilitators = str_fmt(arena, STR_FMT ", " STR_FMT, STR_ARG(same->facilitators),
                                         STR_ARG(row->facilitator));
        } else {
            sessions[n++] = (struct run_sheet_session){row->day, row->start_clock, row->end_clock,
                                                       row->place, row->facilitator};
        }
    }
    *ret_sessions = sessions;
    return n;
}
