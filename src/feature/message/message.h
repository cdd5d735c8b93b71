// SPDX-License-Identifier: EUPL-1.2
// Messages: rows of the outbox, written in the transaction that causes them and sent after it. A
// row holds no text: what is said is made when it leaves, from what is true then, in the language
// of the person. A link's secret is sealed with the key of the receiver and forgotten once it is
// sent.
#ifndef VLIEGWIEL_MESSAGE_H
#define VLIEGWIEL_MESSAGE_H
#include "message_sql.h"
#include "store/vault.h"
#include "web/layout.h"

URL_FIXED(url_messages, "/berichten")

enum message_kind {
    MESSAGE_INVITATION, // these two open a door: they carry a secret, and leave at night too
    MESSAGE_RESET,
    MESSAGE_SESSIONS, // these are news (news.h)
    MESSAGE_PLACE,
    MESSAGE_REMINDER,
    MESSAGE_DIGEST,
    MESSAGE_ATTENDANCE, // a facilitator is asked to note who came
    MESSAGE_CONSENT,    // these ask a manager for a decision, and carry a secret
    MESSAGE_CONSENT_REMINDER,
    MESSAGE_KIND_N
};
struct str message_kind_word(enum message_kind kind); // as stored in outbox.template

struct message {
    enum message_kind kind;
    int64_t person;
    struct str path;       // of the page that it leads to: "/uitnodiging/"
    struct str secret;     // what follows in the link and is known to nobody else
    struct str change_set; // one message per person and change set
};
NODISCARD enum rc message_add(struct db *db, struct arena *arena, struct vault *vault,
                              const struct message *message, struct instant now);
// What waits of this kind for this person is overtaken and does not leave any more.
NODISCARD enum rc message_withdraw(struct db *db, int64_t person, enum message_kind kind);

bool message_has_secret(enum message_kind kind); // its text is fixed, and its link opens something

struct letter { // ready to send
    struct str to, subject, text, link;
    struct str id; // of the letter, without <>: the same however often it is sent
};
// Of a message that opens a door. In: base_url without a path; STR_NONE only to look at it.
// RC_INVALID: there is no address to which this can go. RC_NOT_FOUND: its secret cannot be read any
// more.
NODISCARD enum rc message_letter(struct arena *arena, struct vault *vault, struct str base_url,
                                 const struct message_get_row *row, struct letter *ret_letter);
enum message_kind message_kind_of(struct str word); // MESSAGE_KIND_N: none of ours
// Its envelope, with this subject and text. RC_INVALID: no address to which it can go.
NODISCARD enum rc message_envelope(struct arena *arena, struct str base_url,
                                   const struct message_get_row *row, struct letter *ret_letter);
// An address that may stand in a header and in a command of SMTP: ASCII, one @, nothing that ends
// either.
bool message_address_is_safe(struct str address);

enum { MESSAGE_LEASE_S = 5 * 60, MESSAGE_ATTEMPTS = 12, MESSAGE_PAGE = 100 };
// Until when a message rests after this many attempts: 1, 2, 4 ... minutes, at most 6 hours.
struct instant message_next_try(struct instant now, int64_t attempts);

struct message_line {
    const struct message_list_row *row;
    struct str text; // shown by the demo only, while it waits
    struct url link;
};
struct message_list_view {
    struct layout layout;
    struct message_line *lines;
    size_t n;
    bool is_first, shows_text;
    struct url more; // no text: there is none
};
struct str message_kind_label(enum lang lang, struct str word);
enum badge message_badge(const struct message_list_row *row);
struct str message_state_label(enum lang lang, const struct message_list_row *row);
struct message_mine_view { // what was sent to the viewer, and what may be
    struct layout layout;
    struct message_list_row *rows;
    size_t n;
    bool digest, gets_digest; // the overview of every week: wanted, and for a role of the viewer
};
URL_FIXED(url_my_messages, "/berichten/mijn")
#endif
