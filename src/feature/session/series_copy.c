// SPDX-License-Identifier: EUPL-1.2
// Rules of taking over the dates of another cohort: every session as many days after the first as
// it was there. No HTML, no SQL text.
#include "base/holiday.h"
#include "feature/session/session.h"
#include "web/session.h"

enum { SERIES_NOTICE_DAYS = 28 }; // people are told at least so long beforehand

struct day series_first(struct day like, struct day today) {
    const int32_t soonest = today.n + SERIES_NOTICE_DAYS;
    const int32_t weeks = like.n >= soonest ? 0 : (soonest - like.n + 6) / 7;
    struct day first = day_after(like, 7 * weeks);
    while (holiday_on(first) != HOLIDAY_NONE)
        first = day_after(first, 7);
    return first;
}

static const struct series_modules_row *module_by_element(const struct series_modules *modules,
                                                          int64_t element) {
    for (size_t i = 0; i < modules->n; i++)
        if (modules->rows[i].element_id == element)
            return &modules->rows[i];
    return NULL;
}

static const struct series_modules_row *module_at(const struct series_modules *modules,
                                                  int64_t position) {
    for (size_t i = 0; i < modules->n; i++)
        if (modules->rows[i].position == position)
            return &modules->rows[i];
    return NULL;
}

static bool are_of_one_programme(const struct series_pattern *pattern,
                                 const struct series_modules *modules) {
    for (size_t i = 0; i < pattern->n; i++)
        if (module_by_element(modules, pattern->rows[i].module_id) != NULL)
            return true;
    return false;
}

// The session of a module that comes after so many others; NULL: there is none.
static const struct schedule_list_row *session_at(const struct schedule_list *list,
                                                  int64_t position, size_t before) {
    for (size_t i = 0; i < list->n; i++) {
        const struct schedule_list_row *row = &list->rows[i];
        if (row->position == position && !schedule_is_cancelled(row->state) && before-- == 0)
            return row;
    }
    return NULL;
}

static struct day first_of(const struct series_pattern *pattern) {
    struct day first = pattern->rows[0].day;
    for (size_t i = 1; i < pattern->n; i++)
        if (pattern->rows[i].day.n < first.n)
            first = pattern->rows[i].day;
    return first;
}

size_t series_copies(const struct series_pattern *pattern, const struct series_modules *modules,
                     const struct schedule_list *list, struct day first,
                     struct series_copy *copies) {
    const bool by_element = are_of_one_programme(pattern, modules);
    size_t n = 0, before = 0;
    for (size_t i = 0; i < pattern->n; i++) {
        const struct series_pattern_row *from = &pattern->rows[i];
        const struct series_modules_row *module = by_element
                                                      ? module_by_element(modules, from->module_id)
                                                      : module_at(modules, from->position);
        before = i > 0 && from[-1].position == from->position ? before + 1 : 0;
        if (module == NULL)
            continue;
        const struct schedule_list_row *row = session_at(list, module->position, before);
        copies[n++] = (struct series_copy){
            .from = from,
            .module = module,
            .row = row,
            .to = day_after(first, from->day.n - first_of(pattern).n),
            .has_day = row != NULL && day_is(row->day),
        };
    }
    return n;
}

bool series_is_copied(const struct series_copy *copies, size_t n,
                      const struct series_pattern_row *from) {
    for (size_t i = 0; i < n; i++)
        if (copies[i].from == from)
            return true;
    return false;
}

struct str series_copy_stamp(struct arena *arena, const struct series_copy *copies, size_t n) {
    struct str stamp = STR("");
    for (size_t i = 0; i < n; i++)
        stamp = str_fmt(arena, STR_FMT "%" PRId64 "-%" PRId64 "-%d-%" PRId32 "-", STR_ARG(stamp),
                        copies[i].from->id, copies[i].row == NULL ? 0 : copies[i].row->id,
                        copies[i].has_day, copies[i].to.n);
    return stamp;
}

static enum rc session_for(struct db *db, struct arena *arena, int64_t cohort,
                           const struct series_copy *copy, int64_t number, int64_t *ret_session) {
    struct series_add_row added;
    if (copy->row != NULL) {
        *ret_session = copy->row->id;
        return RC_OK;
    }
    const struct str uid = str_fmt(arena, STR_FMT "@vliegwiel", STR_ARG(session_random(arena, 12)));
    TRY(q_series_add(db, arena, cohort, copy->module->element_id, number, uid, &added));
    *ret_session = added.id;
    return RC_OK;
}

static struct leaders leaders_there(const struct series_led *led, int64_t session) {
    struct leaders leaders = {0};
    for (size_t i = 0; i < led->n; i++)
        if (led->rows[i].session_id == session)
            leaders_add(&leaders, led->rows[i].person_id);
    return leaders;
}

enum rc series_copy_do(struct db *db, struct arena *arena, int64_t cohort,
                       const struct series_copy *copies, size_t n, const struct series_known *known,
                       struct day today, struct instant now) {
    int64_t added = 0;
    for (size_t i = 0; i < n; i++) {
        const struct series_copy *copy = &copies[i];
        const struct series_pattern_row *from = copy->from;
        const struct schedule_entry like = {copy->to, from->start_clock, from->end_clock,
                                            str_is(from->place) ? from->place : STR(""),
                                            leaders_there(known->there, from->id)};
        struct schedule_entry entry =
            copy->row == NULL ? like : schedule_entry_of(copy->row, known->here);
        int64_t session;
        if (copy->has_day)
            continue;
        // The copies of one module follow each other: each new one has the next number.
        added = i > 0 && copies[i - 1].module == copy->module ? added : 0;
        added += copy->row == NULL;
        TRY(session_for(db, arena, cohort, copy, copy->module->last_number + added, &session));
        entry.day = copy->to;
        schedule_complete(&entry, &like);
        TRY(schedule_set(db, arena, session, &entry));
    }
    return cohort_enrol(db, cohort, today, now);
}
