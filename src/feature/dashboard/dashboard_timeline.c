// SPDX-License-Identifier: EUPL-1.2
// Where everything stands in the picture of all sessions: a lane for each cohort, seven months
// wide. Counts only; draws nothing.
#include "feature/dashboard/dashboard.h"
#include "web/format.h"

enum {
    RIGHT = TIMELINE_WIDTH - 20, // where the last day stands
    BEFORE_MONTHS = 2,
    MARK_APART = 32,  // so that marks do not cover each other
    LABEL_APART = 48, // nor the dates under them
    LANE_TOP = 76,
    LANE_HEIGHT = 72,
    NAME_CHARS = 14,
};

static struct day month_first(struct day day, int months) {
    int year, month, of_month;
    day_ymd(day, &year, &month, &of_month);
    const int n = year * 12 + month - 1 + months;
    return day_from_ymd(n / 12, n % 12 + 1, 1);
}

struct span {
    struct day first, end; // the end is the first day that is not shown
};

static int64_t x_of(const struct span *span, struct day day) {
    return TIMELINE_LEFT + (int64_t)(day.n - span->first.n) * (RIGHT - TIMELINE_LEFT) /
                               (span->end.n - span->first.n);
}

static struct str short_name(struct arena *arena, struct str name) {
    if (utf8_length(name) <= NAME_CHARS)
        return name;
    return str_join(arena, utf8_start(name, NAME_CHARS - 1), STR("…"));
}

static void add_mark(struct timeline_lane *lane, const struct span *span,
                     const struct dashboard_sessions_row *s, struct day today) {
    struct timeline_mark mark = {
        .x = x_of(span, s->day), .number = s->position, .done = s->day.n < today.n, .day = s->day};
    int64_t labelled = INT64_MIN / 2;
    if (lane->n > 0 && mark.x < lane->marks[lane->n - 1].x + MARK_APART)
        mark.x = lane->marks[lane->n - 1].x + MARK_APART;
    for (size_t i = 0; i < lane->n; i++)
        if (lane->marks[i].labelled)
            labelled = lane->marks[i].x;
    mark.labelled = mark.x >= labelled + LABEL_APART;
    lane->marks[lane->n++] = mark;
}

static void fill_lane(struct arena *arena, struct timeline *t, struct timeline_lane *lane,
                      const struct span *span, struct day today,
                      const struct dashboard_sessions *sessions) {
    lane->marks = NEW_ARRAY(arena, struct timeline_mark, sessions->n);
    for (size_t i = 0; i < sessions->n; i++) {
        const struct dashboard_sessions_row *s = &sessions->rows[i];
        if (!s->leads || s->cohort_id != lane->cohort->id || !day_is(s->day) ||
            schedule_is_cancelled(s->state))
            continue;
        if (s->day.n < span->first.n || s->day.n >= span->end.n)
            t->n_outside++;
        else
            add_mark(lane, span, s, today);
    }
}

static const struct dashboard_sessions_row *next_led(const struct dashboard_sessions *sessions,
                                                     struct day today) {
    for (size_t i = 0; i < sessions->n; i++)
        if (sessions->rows[i].leads && dashboard_is_coming(&sessions->rows[i], today))
            return &sessions->rows[i];
    return NULL;
}

struct timeline timeline_of(struct arena *arena, struct day today,
                            const struct dashboard_cohorts *cohorts,
                            const struct dashboard_sessions *sessions) {
    const struct span span = {month_first(today, -BEFORE_MONTHS),
                              month_first(today, TIMELINE_MONTHS - BEFORE_MONTHS)};
    struct timeline t = {
        .n_lanes = cohorts->n < TIMELINE_LANES ? cohorts->n : TIMELINE_LANES,
        .now_x = x_of(&span, today),
        .next = next_led(sessions, today),
    };
    for (int m = 0; m < TIMELINE_MONTHS; m++) {
        const struct day first = month_first(span.first, m);
        t.months[m] = (struct timeline_month){
            x_of(&span, first), x_of(&span, month_first(first, 1)) - x_of(&span, first), first};
    }
    t.lanes = NEW_ARRAY(arena, struct timeline_lane, t.n_lanes);
    for (size_t i = 0; i < t.n_lanes; i++) {
        t.lanes[i] = (struct timeline_lane){.cohort = &cohorts->rows[i],
                                            .name = short_name(arena, cohorts->rows[i].name)};
        fill_lane(arena, &t, &t.lanes[i], &span, today, sessions);
    }
    return t;
}

struct str timeline_month_label(struct arena *arena, enum lang lang,
                                const struct timeline_month *month, bool is_first) {
    int year, of_year, of_month;
    day_ymd(month->first, &year, &of_year, &of_month);
    const struct str name = format_month(lang, month->first);
    // Without thousands mark: a year is a name.
    return is_first || of_year == 1 ? str_fmt(arena, STR_FMT " %d", STR_ARG(name), year) : name;
}

int64_t timeline_y(size_t lane) {
    return LANE_TOP + LANE_HEIGHT * (int64_t)lane;
}

int64_t timeline_height(const struct timeline *t) {
    return timeline_y(t->n_lanes) - LANE_HEIGHT + 44;
}
