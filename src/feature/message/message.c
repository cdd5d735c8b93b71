// SPDX-License-Identifier: EUPL-1.2
// Rules of messages: put one in the outbox, make its letter, when to try again. Sends nothing.
#include "feature/message/message.h"

static const char PLACE[] = "outbox.secret";
enum { FIRST_REST_S = 60, LONGEST_REST_S = 6 * 3600 };

static const struct {
    const char *word;
    enum text_id label, subject;
    struct str (*text)(struct arena *arena, enum lang lang, struct str name, struct str link);
} kinds[MESSAGE_KIND_N] = {
    [MESSAGE_INVITATION] = {"invitation", T_message_invitation, T_message_invitation_subject,
                            text_message_invitation_text},
    [MESSAGE_RESET] = {"reset", T_message_reset, T_message_reset_subject, text_message_reset_text},
    [MESSAGE_SESSIONS] = {"sessions", T_message_sessions, T_message_sessions_subject, NULL},
    [MESSAGE_PLACE] = {"place", T_message_place, T_message_place_subject, NULL},
    [MESSAGE_REMINDER] = {"reminder", T_message_reminder, T_message_reminder_subject, NULL},
    [MESSAGE_DIGEST] = {"digest", T_message_digest, T_message_digest_subject, NULL},
    [MESSAGE_ATTENDANCE] = {"attendance", T_message_attendance, T_message_attendance_subject, NULL},
    [MESSAGE_CONSENT] = {"consent", T_message_consent, T_message_consent_subject,
                         text_message_consent_text},
    [MESSAGE_CONSENT_REMINDER] = {"consent_reminder", T_message_consent_reminder,
                                  T_message_consent_reminder_subject,
                                  text_message_consent_reminder_text},
};

struct str message_kind_word(enum message_kind kind) {
    return str_from_c(kinds[kind].word);
}

static size_t kind_find(struct str word) {
    size_t i = 0;
    while (i < MESSAGE_KIND_N && !str_eq(word, str_from_c(kinds[i].word)))
        i++;
    return i;
}

enum message_kind message_kind_of(struct str word) {
    return (enum message_kind)kind_find(word);
}

struct str message_kind_label(enum lang lang, struct str word) {
    const size_t i = kind_find(word);
    return i < MESSAGE_KIND_N ? text_of(lang, kinds[i].label) : word;
}

enum rc message_add(struct db *db, struct arena *arena, struct vault *vault,
                    const struct message *message, struct instant now) {
    struct str sealed;
    TRY(vault_seal(vault, arena, message->person, PLACE, message->secret, &sealed));
    return q_message_add(db, message->person, message_kind_word(message->kind), message->path,
                         message->change_set, sealed, now, NULL);
}

enum rc message_withdraw(struct db *db, int64_t person, enum message_kind kind) {
    return q_message_withdraw(db, person, message_kind_word(kind), NULL);
}

bool message_address_is_safe(struct str address) {
    size_t signs = 0;
    for (size_t i = 0; i < address.n; i++) {
        const unsigned char byte = (unsigned char)address.p[i];
        if (byte <= ' ' || byte >= 0x7f || strchr("<>(),;:\\\"[]", byte) != NULL)
            return false;
        signs += byte == '@';
    }
    return signs == 1 && address.n <= 254 && address.p[0] != '@' && address.p[0] != '-' &&
           address.p[address.n - 1] != '@';
}

// What follows the @ in the number of a letter: the name by which the house is called.
static struct str host_of(struct str base_url) {
    size_t at;
    if (!str_find(base_url, STR("://"), &at))
        return STR("localhost");
    struct str rest = str_slice(base_url, at + 3, base_url.n), host;
    return str_cut(&rest, ':', &host) ? host : STR("localhost");
}

enum rc message_envelope(struct arena *arena, struct str base_url,
                         const struct message_get_row *row, struct letter *ret_letter) {
    const size_t kind = kind_find(row->template);
    if (kind == MESSAGE_KIND_N || !message_address_is_safe(row->email))
        return RC_INVALID;
    const enum lang lang = str_eq(row->lang, STR("en")) ? LANG_EN : LANG_NL;
    const struct str host = host_of(base_url);
    *ret_letter = (struct letter){
        .to = row->email,
        .subject = text_of(lang, kinds[kind].subject),
        .link = str_join(arena, base_url, row->cause),
        .id = str_fmt(arena, "bericht.%" PRId64 ".%" PRId64 "@" STR_FMT, row->id, row->created_at.s,
                      STR_ARG(host)),
    };
    return RC_OK;
}

bool message_has_secret(enum message_kind kind) {
    return kind < MESSAGE_KIND_N && kinds[kind].text != NULL;
}

enum rc message_letter(struct arena *arena, struct vault *vault, struct str base_url,
                       const struct message_get_row *row, struct letter *ret_letter) {
    struct letter letter;
    struct str secret;
    TRY(message_envelope(arena, base_url, row, &letter));
    const enum message_kind kind = message_kind_of(row->template);
    if (kinds[kind].text == NULL)
        return RC_INVALID;
    TRY(vault_open(vault, arena, row->person_id, PLACE, row->secret, &secret));
    const enum lang lang = str_eq(row->lang, STR("en")) ? LANG_EN : LANG_NL;
    letter.link = str_join(arena, letter.link, secret);
    letter.text = kinds[kind].text(arena, lang, row->name, letter.link);
    *ret_letter = letter;
    return RC_OK;
}

struct instant message_next_try(struct instant now, int64_t attempts) {
    int64_t rest = FIRST_REST_S;
    for (int64_t i = 1; i < attempts && rest < LONGEST_REST_S; i++)
        rest *= 2;
    return (struct instant){now.s + (rest < LONGEST_REST_S ? rest : LONGEST_REST_S)};
}

static bool is_needless(const struct message_list_row *row) {
    return str_eq(row->state, STR("sent")) && !instant_is(row->sent_at);
}

enum badge message_badge(const struct message_list_row *row) {
    if (is_needless(row))
        return BADGE_INACTIVE;
    if (str_eq(row->state, STR("sent")))
        return BADGE_SUCCESS;
    return str_eq(row->state, STR("failed")) ? BADGE_ERROR : BADGE_NEUTRAL;
}

struct str message_state_label(enum lang lang, const struct message_list_row *row) {
    if (is_needless(row))
        return text_of(lang, T_message_needless);
    if (str_eq(row->state, STR("sent")))
        return text_of(lang, T_message_sent);
    return text_of(lang, str_eq(row->state, STR("failed")) ? T_message_failed : T_message_waiting);
}
