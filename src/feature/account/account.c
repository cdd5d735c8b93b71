// SPDX-License-Identifier: EUPL-1.2
// Rules of accounts: which password will do, and checking one in a time that says nothing. No HTML,
// no SQL text.
// Source: NIST SP 800-63B section 5.1.1.2: length, and a list of the commonest; no rules about
// kinds of characters, no forced renewal.
#include "feature/account/account.h"

// The commonest passwords are one of these words with digits and marks around it ("Welkom2025!!!").
static const char *const common_words[] = {
    "password",      "wachtwoord", "welkom",    "welcome",     "geheim",    "secret",    "admin",
    "administrator", "letmein",    "iloveyou",  "ikhouvanjou", "master",    "dragon",    "monkey",
    "sunshine",      "princess",   "football",  "voetbal",     "ajax",      "feyenoord", "psv",
    "amsterdam",     "rotterdam",  "nederland", "holland",     "gemeente",  "vliegwiel", "leergang",
    "lichting",      "deelnemer",  "inloggen",  "aanmelden",   "januari",   "februari",  "maart",
    "april",         "mei",        "juni",      "juli",        "augustus",  "september", "oktober",
    "november",      "december",   "lente",     "voorjaar",    "zomer",     "herfst",    "najaar",
    "winter",        "maandag",    "dinsdag",   "woensdag",    "donderdag", "vrijdag",   "zaterdag",
    "zondag",        "test",       "changeme",  "temporary",   "tijdelijk", "computer",  "internet",
    "qwerty",        "qwertyuiop", "azerty",    "asdfghjkl",   "zxcvbnm",   "abc",       "abcd",
    "abcdef",        "pssword",    "psswrd",    "passwrd",
};
// What fingers do by themselves: any piece of these.
static const char *const runs[] = {
    "012345678901234567890123456789",
    "987654321098765432109876543210",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
};
enum { PERIOD_MAX = 4 };

static bool is_run(struct str folded) {
    size_t at;
    for (size_t i = 0; i < COUNT_OF(runs); i++)
        if (str_find(str_from_c(runs[i]), folded, &at))
            return true;
    return false;
}

// "abcabcabcabc": the same few characters again and again.
static bool is_repeated(struct str s) {
    for (size_t period = 1; period <= PERIOD_MAX && period < s.n; period++)
        if (memcmp(s.p, s.p + period, s.n - period) == 0)
            return true;
    return false;
}

static struct str letters_of(struct arena *arena, struct str folded) {
    struct buf letters = buf_on(arena, folded.n + 1);
    for (size_t i = 0; i < folded.n; i++)
        if (isalpha((unsigned char)folded.p[i]) || (unsigned char)folded.p[i] >= 0x80)
            buf_char(&letters, folded.p[i]);
    return buf_done(&letters);
}

// One common word, or the same one several times.
static bool is_common_word(struct str letters) {
    for (size_t i = 0; i < COUNT_OF(common_words); i++) {
        const struct str word = str_from_c(common_words[i]);
        size_t n = 0;
        while (str_eq(str_slice(letters, n, n + word.n), word))
            n += word.n;
        if (n > 0 && n == letters.n)
            return true;
    }
    return false;
}

// The name before the @, when it is long enough to recognise.
static bool holds_email(struct arena *arena, struct str folded, struct str email) {
    struct str rest = str_fold(arena, email), name;
    size_t at;
    return str_cut(&rest, '@', &name) && name.n >= 4 && str_find(folded, name, &at);
}

enum password_fault account_password_fault(struct arena *arena, struct str password,
                                           struct str email) {
    const size_t length = utf8_length(password);
    if (length < PASSWORD_MIN)
        return PASSWORD_SHORT;
    if (length > PASSWORD_MAX)
        return PASSWORD_LONG;
    const struct str folded = str_fold(arena, password);
    if (holds_email(arena, folded, email))
        return PASSWORD_LIKE_EMAIL;
    const bool common =
        is_run(folded) || is_repeated(folded) || is_common_word(letters_of(arena, folded));
    return common ? PASSWORD_COMMON : PASSWORD_FINE;
}

struct str account_fault_text(struct arena *arena, enum lang lang, enum password_fault fault) {
    switch (fault) {
    case PASSWORD_SHORT:
        return text_account_password_short(arena, lang, PASSWORD_MIN);
    case PASSWORD_LONG:
        return text_account_password_long(arena, lang, PASSWORD_MAX);
    case PASSWORD_COMMON:
        return text_account_password_common(arena, lang);
    case PASSWORD_LIKE_EMAIL:
        return text_account_password_like_email(arena, lang);
    case PASSWORD_FINE:
    case PASSWORD_FAULT_N:
        break;
    }
    return STR_NONE;
}

bool account_verify(struct arena *arena, struct str hash, struct str password) {
    if (password_verify(arena, hash, password))
        return true;
    const bool was_keeper = hash.p != NULL && !password_is_dated(arena, hash, PASSWORD_KEEPER);
    struct str unused;
    const enum rc spent =
        password_hash(arena, password, was_keeper ? PASSWORD_PERSON : PASSWORD_KEEPER, &unused);
    (void)spent;
    return false;
}

enum rc account_add(struct db *db, struct arena *arena, int64_t person, struct str email,
                    struct str hash, struct instant now) {
    return q_account_add(db, person, email, str_fold(arena, email), hash, now, NULL);
}

enum rc account_hash_change(struct db *db, int64_t person, struct str before, struct str hash,
                            struct instant now) {
    int64_t changed;
    TRY(q_account_hash_set(db, person, before, hash, now, &changed));
    return changed == 1 ? RC_OK : RC_CONFLICT;
}
