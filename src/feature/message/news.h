// SPDX-License-Identifier: EUPL-1.2
// News: messages that nobody writes. Of sessions that stand otherwise than somebody was told, of
// places that came free and were filled, of sessions that are near, of what waits. They follow from
// what stands in the database, so that nothing is told twice and what was changed back is not told
// at all; one message per person, however many changes. The text is made when it leaves.
#ifndef VLIEGWIEL_NEWS_H
#define VLIEGWIEL_NEWS_H
#include "feature/message/message.h"
#include "news_place_sql.h"
#include "news_sql.h"

enum {
    NEWS_REST_S = 10 * 60, // after a change, so that several acts become one message
    NEWS_NEAR_DAYS = 2,    // before a session one is reminded of it
    NEWS_OPEN_M = 7 * 60,  // of the day: from then on, and until this, news may leave
    NEWS_SHUT_M = 20 * 60,
    NEWS_PLACE_DAYS = 7,    // a place that was filled longer ago is no news
    NEWS_DIGEST_M = 8 * 60, // on Mondays, or the first day after on which anybody is there to send
};
bool news_may_leave(struct instant now); // by the clock on the wall

// Is there anything to put in the outbox? Reads only, so that the writer is not asked in vain.
NODISCARD enum rc news_are_there(struct db_ro *db, struct arena *arena, struct instant now,
                                 bool *ret_are);
// Puts it in. Run twice it puts in nothing more.
NODISCARD enum rc news_gather(struct db *db, struct arena *arena, struct instant now);

struct news { // what a letter tells of sessions and places, to be noted once it has left
    struct news_sessions sessions;
    struct news_place_of places;
    int64_t person;
    bool is_told; // the letter says how they stand
};
// Any message of the outbox, ready to send. RC_NOT_FOUND: there is nothing to say any more.
// RC_INVALID: there is no address to which this can go.
NODISCARD enum rc news_letter(struct db_ro *db, struct arena *arena, struct vault *vault,
                              struct str base_url, const struct message_get_row *row,
                              struct instant now, struct letter *ret_letter, struct news *ret_news);
// The letter has left: what it said is known from now on.
NODISCARD enum rc news_told(struct db *db, const struct news *news, struct instant now);

struct instant news_places_since(struct instant now);
// Does this session stand otherwise than it was told, so far as anybody must hear of it?
bool news_differs(const struct news_sessions_row *row);
// What waits for one person, as lines of a letter; RC_NOT_FOUND: nothing (news_digest.c).
NODISCARD enum rc news_waiting(struct db_ro *db, struct arena *arena, int64_t person,
                               enum lang lang, struct instant now, struct str *ret_lines,
                               int64_t *ret_n);
#endif
