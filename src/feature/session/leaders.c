// SPDX-License-Identifier: EUPL-1.2
// Who leads a session: a small set of people. No HTML, no SQL text.
#include "feature/session/session.h"

bool leaders_have(const struct leaders *leaders, int64_t person) {
    for (size_t i = 0; i < leaders->n; i++)
        if (leaders->ids[i] == person)
            return true;
    return false;
}

void leaders_add(struct leaders *leaders, int64_t person) {
    if (leaders_have(leaders, person) || leaders->n == SCHEDULE_LEADERS_MAX)
        return;
    size_t at = leaders->n++;
    for (; at > 0 && leaders->ids[at - 1] > person; at--)
        leaders->ids[at] = leaders->ids[at - 1];
    leaders->ids[at] = person;
}

struct leaders leaders_of(const struct schedule_led *led, int64_t session) {
    struct leaders leaders = {0};
    for (size_t i = 0; i < led->n; i++)
        if (led->rows[i].session_id == session)
            leaders_add(&leaders, led->rows[i].person_id);
    return leaders;
}

struct str leaders_names(struct arena *arena, const struct schedule_led *led, int64_t session) {
    struct str names = STR_NONE;
    for (size_t i = 0; i < led->n; i++) {
        const struct schedule_led_row *const row = &led->rows[i];
        if (row->session_id == session)
            names = str_is(names)
                        ? str_fmt(arena, STR_FMT ", " STR_FMT, STR_ARG(names), STR_ARG(row->name))
                        : row->name;
    }
    return names;
}
