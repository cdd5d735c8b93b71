// SPDX-License-Identifier: EUPL-1.2
// When there is news, and for whom; see news.h. No text and no HTML.
#include "feature/message/news.h"

enum { WEEKDAY_FRIDAY = 4 };

bool news_may_leave(struct instant now) {
    const struct clock clock = instant_clock(now);
    return clock.m >= NEWS_OPEN_M && clock.m < NEWS_SHUT_M;
}

// The change set of the overview of this week; STR_NONE when it is not the time for it.
static struct str digest_set(struct arena *arena, struct instant now) {
    const struct day today = instant_day(now);
    const int weekday = day_weekday(today);
    if (weekday > WEEKDAY_FRIDAY || instant_clock(now).m < NEWS_DIGEST_M)
        return STR_NONE;
    return str_join(arena, STR("digest "), day_iso(arena, day_after(today, -weekday)));
}

struct instant news_places_since(struct instant now) {
    return (struct instant){now.s - (int64_t)NEWS_PLACE_DAYS * 24 * 3600};
}

struct found {
    struct news_changed changed;
    struct news_gone gone;
    struct news_place_due places;
    struct news_near near;
    struct news_readers readers;
    struct str digest;
};

static enum rc find(struct db_ro *db, struct arena *arena, struct instant now,
                    struct found *ret_found) {
    const struct day today = instant_day(now);
    struct found found = {.digest = digest_set(arena, now)};
    TRY(q_news_changed(db, arena, today, &found.changed));
    TRY(q_news_gone(db, arena, today, &found.gone));
    TRY(q_news_place_due(db, arena, news_places_since(now), today, &found.places));
    TRY(q_news_near(db, arena, today, day_after(today, NEWS_NEAR_DAYS), &found.near));
    if (str_is(found.digest))
        TRY(q_news_readers(db, arena, today, found.digest, &found.readers));
    *ret_found = found;
    return RC_OK;
}

enum rc news_are_there(struct db_ro *db, struct arena *arena, struct instant now, bool *ret_are) {
    struct found found;
    TRY(find(db, arena, now, &found));
    *ret_are = found.changed.n + found.gone.n + found.places.n + found.near.n + found.readers.n > 0;
    return RC_OK;
}

static enum rc add(struct db *db, int64_t person, enum message_kind kind, struct str change_set,
                   struct instant now, int64_t rest_s) {
    return q_message_news_add(db, person, message_kind_word(kind), STR("/"), change_set, now,
                              (struct instant){now.s + rest_s}, NULL);
}

static bool hears_of_place(const struct found *found, int64_t person) {
    for (size_t i = 0; i < found->places.n; i++)
        if (found->places.rows[i].person_id == person)
            return true;
    return false;
}

static bool hears_of_change(const struct found *found, int64_t person) {
    for (size_t i = 0; i < found->changed.n; i++)
        if (found->changed.rows[i].person_id == person)
            return true;
    return hears_of_place(found, person);
}

// Who hears of a place hears of its sessions in the same letter, and so does who need not come to
// one of them any more.
static enum rc add_places_and_changes(struct db *db, struct arena *arena, const struct found *found,
                                      struct instant now) {
    for (size_t i = 0; i < found->places.n; i++)
        TRY(add(db, found->places.rows[i].person_id, MESSAGE_PLACE,
                str_fmt(arena, "place %" PRId64, now.s), now, NEWS_REST_S));
    for (size_t i = 0; i < found->changed.n; i++)
        if (!hears_of_place(found, found->changed.rows[i].person_id))
            TRY(add(db, found->changed.rows[i].person_id, MESSAGE_SESSIONS,
                    str_fmt(arena, "sessions %" PRId64, now.s), now, NEWS_REST_S));
    for (size_t i = 0; i < found->gone.n; i++)
        if (!hears_of_change(found, found->gone.rows[i].person_id))
            TRY(add(db, found->gone.rows[i].person_id, MESSAGE_SESSIONS,
                    str_fmt(arena, "sessions %" PRId64, now.s), now, NEWS_REST_S));
    return RC_OK;
}

enum rc news_gather(struct db *db, struct arena *arena, struct instant now) {
    struct found found;
    TRY(find(db_read(db), arena, now, &found));
    TRY(add_places_and_changes(db, arena, &found, now));
    for (size_t i = 0; i < found.near.n; i++)
        TRY(add(db, found.near.rows[i].person_id, MESSAGE_REMINDER,
                str_join(arena, STR("reminder "), day_iso(arena, found.near.rows[i].day)), now, 0));
    for (size_t i = 0; i < found.readers.n; i++)
        TRY(add(db, found.readers.rows[i].person_id, MESSAGE_DIGEST, found.digest, now, 0));
    return RC_OK;
}

static bool same_day(struct day a, struct day b) {
    return a.n == b.n;
}

bool news_differs(const struct news_sessions_row *row) {
    if (row->gone)
        return true;
    if (!row->was_told)
        return day_is(row->day) && !row->cancelled;
    return !same_day(row->day, row->told_day) || row->start_clock.m != row->told_start.m ||
           row->end_clock.m != row->told_end.m || !str_eq(row->place, row->told_place) ||
           row->cancelled != row->told_cancelled;
}

enum rc news_told(struct db *db, const struct news *news, struct instant now) {
    for (size_t i = 0; i < news->places.n; i++)
        TRY(q_news_place_told(db, news->places.rows[i].decision_id, news->person, now, NULL));
    for (size_t i = 0; i < news->sessions.n && news->is_told; i++) {
        const struct news_sessions_row *const row = &news->sessions.rows[i];
        if (!news_differs(row))
            continue;
        TRY(q_news_told_drop(db, row->id, news->person, NULL));
        if (row->gone)
            continue;
        TRY(q_news_told_add(db, row->id, news->person, row->day, row->start_clock, row->end_clock,
                            row->place, row->cancelled, now, NULL));
    }
    return RC_OK;
}
