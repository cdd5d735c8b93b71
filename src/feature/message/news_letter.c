// SPDX-License-Identifier: EUPL-1.2
// The text of news, from what is true when it leaves; see news.h. Writes nothing.
#include "feature/message/news.h"
#include "feature/account/door.h"
#include "feature/cohort/consent.h"
#include "feature/dashboard/remind.h"
#include "feature/session/session.h"
#include "web/format.h"

struct writing {
    struct arena *arena;
    enum lang lang;
    struct buf b;
};

// "donderdag 10 december 2026, 9.30 tot 12.30 uur, Wijkcentrum De Brug"
static struct str when(struct writing *w, struct day day, struct clock start, struct clock end,
                       struct str place) {
    struct buf b = buf_on(w->arena, 96);
    if (!day_is(day))
        return text_message_no_day(w->arena, w->lang);
    buf_str(&b, format_day_long(w->arena, w->lang, day));
    if (clock_is(start) && clock_is(end)) {
        buf_c(&b, ", ");
        buf_str(&b, session_hours(w->arena, w->lang, start, end));
    }
    if (str_is(place)) {
        buf_c(&b, ", ");
        buf_str(&b, place);
    }
    return buf_done(&b);
}

static void write_session(struct writing *w, const struct news_sessions_row *row) {
    const struct str name = session_name(w->arena, w->lang, row->position, row->number, row->title);
    const struct str now = when(w, row->day, row->start_clock, row->end_clock, row->place);
    const struct str before =
        when(w, row->told_day, row->told_start, row->told_end, row->told_place);
    if (row->gone)
        buf_str(&w->b, text_message_session_gone(w->arena, w->lang, name, row->cohort, before));
    else if (row->cancelled)
        buf_str(&w->b, text_message_session_off(
                           w->arena, w->lang, name, row->cohort, before,
                           str_is(row->reason) ? row->reason : text_web_none(w->arena, w->lang)));
    else if (!row->was_told || row->told_cancelled)
        buf_str(&w->b, text_message_session_on(w->arena, w->lang, name, row->cohort, now));
    else
        buf_str(&w->b,
                text_message_session_moved(w->arena, w->lang, name, row->cohort, before, now));
}

// Gives how many there were to tell.
static size_t write_sessions(struct writing *w, struct news *news) {
    size_t n = 0;
    for (size_t i = 0; i < news->sessions.n; i++)
        if (news_differs(&news->sessions.rows[i])) {
            write_session(w, &news->sessions.rows[i]);
            n++;
        }
    news->is_told = n > 0;
    return n;
}

static enum rc sessions_text(struct writing *w, const struct message_get_row *row,
                             struct news *news, struct letter *letter) {
    bool is_first = true; // nothing was told before
    for (size_t i = 0; i < news->sessions.n; i++)
        is_first &= !news->sessions.rows[i].was_told;
    buf_str(&w->b, is_first ? text_message_sessions_first(w->arena, w->lang, row->name)
                            : text_message_sessions_changed(w->arena, w->lang, row->name));
    if (write_sessions(w, news) == 0)
        return RC_NOT_FOUND;
    buf_str(&w->b, text_message_sessions_all(w->arena, w->lang, letter->link));
    return RC_OK;
}

// ---- a place ------------------------------------------------------------------------------------

// For the person with the sessions that it brings; for who leads or sends people, whom it concerns.
// Taken back before it left, it is a letter about sessions or none.
static enum rc place_text(struct writing *w, const struct message_get_row *row, struct news *news,
                          struct letter *letter) {
    if (news->places.n == 0)
        return sessions_text(w, row, news, letter);
    buf_str(&w->b, text_message_place_hello(w->arena, w->lang, row->name));
    for (size_t i = 0; i < news->places.n; i++) {
        const struct news_place_of_row *const place = &news->places.rows[i];
        buf_str(&w->b, place->own ? text_message_place_own(w->arena, w->lang, place->cohort)
                                  : text_message_place_other(w->arena, w->lang, place->name,
                                                             place->cohort));
    }
    struct writing list = {w->arena, w->lang, buf_on(w->arena, 512)};
    if (write_sessions(&list, news) > 0) {
        buf_str(&w->b, text_message_place_sessions(w->arena, w->lang));
        buf_str(&w->b, buf_done(&list.b));
    }
    buf_str(&w->b, text_message_sessions_all(w->arena, w->lang, letter->link));
    return RC_OK;
}

// ---- a reminder ---------------------------------------------------------------------------------

static bool is_expected(const struct news_expected *expected, int64_t session) {
    for (size_t i = 0; i < expected->n; i++)
        if (expected->rows[i].id == session)
            return true;
    return false;
}

// With a link that needs no signing in: who is ill in bed has no password at hand.
static enum rc cannot_text(struct writing *w, struct vault *vault, struct str base_url,
                           int64_t session, int64_t person) {
    struct url link;
    TRY(absence_link(w->arena, vault, session, person, &link));
    buf_str(&w->b, text_message_cannot(w->arena, w->lang, str_join(w->arena, base_url, link.text)));
    return RC_OK;
}

// The day stands in the change set; a day that has come is not reminded of.
static enum rc reminder_text(struct db_ro *db, struct writing *w, struct vault *vault,
                             struct str base_url, const struct message_get_row *row,
                             struct day today, const struct news *news, struct letter *letter) {
    struct news_expected expected;
    struct day day;
    size_t n = 0;
    const struct str before = STR("reminder ");
    if (!str_starts(row->change_set, before) ||
        day_from_iso(str_slice(row->change_set, before.n, row->change_set.n), &day) != RC_OK)
        return RC_INVALID;
    if (day.n <= today.n)
        return RC_NOT_FOUND;
    TRY(q_news_expected(db, w->arena, row->person_id, day, &expected));
    buf_str(&w->b, text_message_reminder_hello(w->arena, w->lang, row->name, day));
    for (size_t i = 0; i < news->sessions.n; i++) {
        const struct news_sessions_row *const s = &news->sessions.rows[i];
        if (!is_expected(&expected, s->id))
            continue;
        const struct str name = session_name(w->arena, w->lang, s->position, s->number, s->title);
        buf_str(&w->b,
                text_message_session_on(w->arena, w->lang, name, s->cohort,
                                        when(w, s->day, s->start_clock, s->end_clock, s->place)));
        if (!s->guides)
            TRY(cannot_text(w, vault, base_url, s->id, row->person_id));
        n++;
    }
    buf_str(&w->b, text_message_sessions_all(w->arena, w->lang, letter->link));
    return n == 0 ? RC_NOT_FOUND : RC_OK;
}

// ---- the overview -------------------------------------------------------------------------------

static enum rc digest_text(struct db_ro *db, struct writing *w, const struct message_get_row *row,
                           struct instant now, struct letter *letter) {
    struct str lines;
    int64_t n;
    TRY(news_waiting(db, w->arena, row->person_id, w->lang, now, &lines, &n));
    buf_str(&w->b, text_message_digest_hello(w->arena, w->lang, row->name, n));
    buf_str(&w->b, lines);
    buf_str(&w->b, text_message_digest_all(w->arena, w->lang, letter->link));
    return RC_OK;
}

// ---- noting who came ----------------------------------------------------------------------------

// "attendance 12 2026-11-24": the session stands in the change set.
static enum rc attendance_text(struct db_ro *db, struct writing *w,
                               const struct message_get_row *row, struct letter *letter) {
    struct remind_unnoted_row session;
    struct str rest = row->change_set, what, word;
    int64_t id;
    if (!str_cut(&rest, ' ', &what) || !str_cut(&rest, ' ', &word))
        return RC_INVALID;
    TRY(str_i64(word, &id));
    TRY(q_remind_unnoted(db, w->arena, id, row->person_id, &session));
    if (session.n_open == 0)
        return RC_NOT_FOUND;
    const struct str name =
        session_name(w->arena, w->lang, session.position, session.number, session.title);
    buf_str(&w->b, text_message_attendance_text(w->arena, w->lang, row->name, name, session.cohort,
                                                session.day, session.n_open, letter->link));
    return RC_OK;
}

// ---- asking for consent -------------------------------------------------------------------------

static struct str tail_of(struct str link) {
    size_t from = link.n;
    while (from > 0 && link.p[from - 1] != '/')
        from--;
    return str_slice(link, from, link.n);
}

// Says about how many people it is when it leaves; about nobody any more, then it does not.
static enum rc consent_count(struct db_ro *db, struct arena *arena, enum message_kind kind,
                             const struct message_get_row *row, struct instant now,
                             struct letter *letter) {
    const enum lang lang = str_eq(row->lang, STR("en")) ? LANG_EN : LANG_NL;
    const bool reminds = kind == MESSAGE_CONSENT_REMINDER;
    struct consent_letter open;
    TRY(q_consent_letter(db, arena, door_token_hash(arena, tail_of(letter->link)), now, &open));
    if (open.n < 2)
        return open.n == 0 ? RC_NOT_FOUND : RC_OK;
    const int64_t n = (int64_t)open.n;
    letter->subject = text_of(lang, reminds ? T_message_consent_reminder_many_subject
                                            : T_message_consent_many_subject);
    letter->text =
        reminds ? text_message_consent_reminder_many_text(arena, lang, row->name, n, letter->link)
                : text_message_consent_many_text(arena, lang, row->name, n, letter->link);
    return RC_OK;
}

static enum rc secret_letter(struct db_ro *db, struct arena *arena, struct vault *vault,
                             struct str base_url, const struct message_get_row *row,
                             struct instant now, struct letter *ret_letter) {
    const enum message_kind kind = message_kind_of(row->template);
    TRY(message_letter(arena, vault, base_url, row, ret_letter));
    if (kind == MESSAGE_CONSENT || kind == MESSAGE_CONSENT_REMINDER)
        return consent_count(db, arena, kind, row, now, ret_letter);
    return RC_OK;
}

enum rc news_letter(struct db_ro *db, struct arena *arena, struct vault *vault, struct str base_url,
                    const struct message_get_row *row, struct instant now,
                    struct letter *ret_letter, struct news *ret_news) {
    const enum message_kind kind = message_kind_of(row->template);
    const struct day today = instant_day(now);
    struct news news = {.person = row->person_id};
    struct letter letter;
    *ret_news = news;
    if (message_has_secret(kind))
        return secret_letter(db, arena, vault, base_url, row, now, ret_letter);
    TRY(message_envelope(arena, base_url, row, &letter));
    struct writing w = {arena, str_eq(row->lang, STR("en")) ? LANG_EN : LANG_NL,
                        buf_on(arena, 1024)};
    if (kind == MESSAGE_PLACE)
        TRY(q_news_place_of(db, arena, row->person_id, news_places_since(row->created_at), today,
                            &news.places));
    if (kind == MESSAGE_SESSIONS || kind == MESSAGE_REMINDER || kind == MESSAGE_PLACE)
        TRY(q_news_sessions(db, arena, row->person_id, today, &news.sessions));
    if (kind == MESSAGE_SESSIONS)
        TRY(sessions_text(&w, row, &news, &letter));
    else if (kind == MESSAGE_REMINDER)
        TRY(reminder_text(db, &w, vault, base_url, row, today, &news, &letter));
    else if (kind == MESSAGE_PLACE)
        TRY(place_text(&w, row, &news, &letter));
    else if (kind == MESSAGE_ATTENDANCE)
        TRY(attendance_text(db, &w, row, &letter));
    else
        TRY(digest_text(db, &w, row, now, &letter));
    letter.text = buf_done(&w.b);
    *ret_letter = letter;
    *ret_news = news;
    return RC_OK;
}
