// SPDX-License-Identifier: EUPL-1.2
// Rules of links and cards; see door.h. No HTML, no SQL text.
#include <sodium.h>

#include "feature/account/door.h"
#include "web/session.h"

enum { TOKEN_BYTES = 32, HASH_BYTES = 32, CODE_CHARS = 12, CODE_GROUP = 4 };
// Crockford's: no letter looks like a digit. 12 of 32 signs are 60 bits.
static const char SIGNS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct str door_token_hash(struct arena *arena, struct str token) {
    unsigned char *const hash = NEW_ARRAY(arena, unsigned char, HASH_BYTES);
    crypto_generichash(hash, HASH_BYTES, (const unsigned char *)token.p, token.n, NULL, 0);
    return (struct str){(const char *)hash, HASH_BYTES};
}

// ---- links --------------------------------------------------------------------------------------

static enum rc link_send(struct db *db, const struct door *door, int64_t person,
                         enum message_kind kind, struct str path, int64_t seconds) {
    const struct str word = message_kind_word(kind);
    const struct str token = session_random(door->arena, TOKEN_BYTES);
    const struct instant until = {door->now.s + seconds};
    struct door_link_add_row link;
    TRY(q_door_link_end(db, person, word, door->now, NULL));
    TRY(message_withdraw(db, person, kind));
    TRY(q_door_link_add(db, door->arena, door_token_hash(door->arena, token), person, word,
                        door->now, until, &link));
    const struct message message = {
        .kind = kind,
        .person = person,
        .path = path,
        .secret = token,
        .change_set = str_fmt(door->arena, "link %" PRId64, link.id),
    };
    return message_add(db, door->arena, door->vault, &message, door->now);
}

enum rc door_invite(struct db *db, const struct door *door, int64_t person) {
    struct door_person_row row;
    TRY(q_door_person(db_read(db), door->arena, person, door->today, &row));
    if (row.has_account)
        return RC_CONFLICT;
    if (!message_address_is_safe(row.email))
        return RC_INVALID;
    return link_send(db, door, person, MESSAGE_INVITATION, STR("/uitnodiging/"),
                     INVITATION_DAYS * 24 * 3600);
}

bool door_is_to_invite(const struct door_list_row *row) {
    return !row->has_account && !instant_is(row->invited_at) && message_address_is_safe(row->email);
}

enum rc door_invite_all(struct db *db, const struct door *door, const struct door_list *list,
                        int64_t *ret_n) {
    int64_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (!door_is_to_invite(&list->rows[i]))
            continue;
        TRY(door_invite(db, door, list->rows[i].id));
        n++;
    }
    *ret_n = n;
    return RC_OK;
}

enum rc door_resets_send(struct db *db, const struct door *door) {
    struct door_resets asked;
    TRY(q_door_resets(db_read(db), door->arena, &asked));
    for (size_t i = 0; i < asked.n; i++) {
        if (asked.rows[i].person.is)
            TRY(link_send(db, door, asked.rows[i].person.v, MESSAGE_RESET, STR("/herstel/"),
                          RESET_S));
        TRY(q_door_reset_done(db, asked.rows[i].id, NULL));
    }
    return RC_OK;
}

// ---- cards --------------------------------------------------------------------------------------

struct str door_code_read(struct arena *arena, struct str typed) {
    struct buf code = buf_on(arena, CODE_CHARS);
    for (size_t i = 0; i < typed.n; i++) {
        const char c = (char)toupper((unsigned char)typed.p[i]);
        if (c == 'O')
            buf_char(&code, '0');
        else if (c == 'I' || c == 'L')
            buf_char(&code, '1');
        else if (c != '-' && c != ' ')
            buf_char(&code, c);
    }
    return buf_done(&code);
}

static struct str code_draw(struct arena *arena) {
    unsigned char bytes[CODE_CHARS];
    struct buf code = buf_on(arena, CODE_CHARS + CODE_CHARS / CODE_GROUP);
    randombytes_buf(bytes, sizeof bytes);
    for (size_t i = 0; i < CODE_CHARS; i++) {
        if (i > 0 && i % CODE_GROUP == 0)
            buf_char(&code, '-');
        buf_char(&code, SIGNS[bytes[i] % (sizeof SIGNS - 1)]);
    }
    return buf_done(&code);
}

bool door_is_for_card(const struct door_list_row *row) {
    return !row->has_account && !row->has_role && !str_is(row->email);
}

enum rc door_card_make(struct db *db, const struct door *door, int64_t person,
                       struct str *ret_code) {
    struct door_person_row row;
    TRY(q_door_person(db_read(db), door->arena, person, door->today, &row));
    if (row.has_account || row.has_role || str_is(row.email))
        return RC_CONFLICT;
    const struct str code = code_draw(door->arena);
    const struct str hash = door_token_hash(door->arena, door_code_read(door->arena, code));
    int64_t n_before;
    TRY(q_door_card_drop(db, person, &n_before));
    TRY(q_door_card_add(db, person, hash, (struct opt_int){door->by_person, door->by_person != 0},
                        door->now, NULL));
    TRY(q_door_card_note(db, person, (struct opt_int){door->by_person, door->by_person != 0},
                         door->now, n_before > 0, NULL));
    *ret_code = code;
    return RC_OK;
}

// With or without the infix: "de Vries" and "Vries".
static bool is_named(struct arena *arena, const struct door_card_find_row *row, struct str typed) {
    const struct str folded = str_fold(arena, str_trim(typed));
    const struct str family = str_fold(arena, row->family_name);
    const struct str infix = str_join(arena, str_fold(arena, row->infix), STR(" "));
    return str_eq(folded, family) || str_eq(folded, str_join(arena, infix, family));
}

enum rc door_card_open(struct db_ro *db, struct arena *arena, struct str code,
                       struct str family_name, struct day today, int64_t *ret_person) {
    struct door_card_find_row row;
    const struct str hash = door_token_hash(arena, door_code_read(arena, code));
    TRY(q_door_card_find(db, arena, hash, today, &row));
    if (!is_named(arena, &row, family_name))
        return RC_NOT_FOUND;
    *ret_person = row.id;
    return RC_OK;
}

// ---- how somebody gets in, in a word ------------------------------------------------------------

enum badge door_badge(const struct door_list_row *row) {
    if (row->has_account)
        return BADGE_SUCCESS;
    return instant_is(row->invited_at) || instant_is(row->card_at) ? BADGE_NEUTRAL : BADGE_WARNING;
}

struct str door_label(enum lang lang, const struct door_list_row *row) {
    if (row->has_account)
        return text_of(lang, T_account_door_account);
    if (instant_is(row->invited_at))
        return text_of(lang, T_account_door_invited);
    return text_of(lang, instant_is(row->card_at) ? T_account_door_card : T_account_door_none);
}

bool door_shows_maker(const struct door_list_row *row) {
    return !row->has_account && !instant_is(row->invited_at) && instant_is(row->card_at) &&
           str_is(row->card_by);
}

struct str door_card_text(struct arena *arena, enum lang lang, struct instant at, bool replaces,
                          struct str by_name) {
    const struct str who = str_is(by_name) ? by_name : text_of(lang, T_account_card_house);
    return replaces ? text_account_card_again(arena, lang, instant_day(at), who)
                    : text_account_card_first(arena, lang, instant_day(at), who);
}

struct day door_since(const struct door_list_row *row) {
    const struct instant at = instant_is(row->invited_at) ? row->invited_at : row->card_at;
    return row->has_account || !instant_is(at) ? DAY_NONE : instant_day(at);
}
