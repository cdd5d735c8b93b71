// SPDX-License-Identifier: EUPL-1.2
// argon2id; see password.h.
#include <sodium.h>

#include "web/password.h"

static const struct {
    unsigned long long passes;
    size_t memory;
} costs[] = {
    [PASSWORD_PERSON] = {2, (size_t)19 << 20},
    [PASSWORD_KEEPER] = {3, (size_t)64 << 20},
};

// A hash that no password has: its digest was never computed.
#define NOBODY                                                                                     \
    "$argon2id$v=19$m=19456,t=2,p=1$dmxpZWd3aWVsIG5pZW1hbmQ$"                                      \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

enum rc password_hash(struct arena *arena, struct str password, enum password_strength strength,
                      struct str *ret_hash) {
    char *const hash = NEW_ARRAY(arena, char, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str(hash, password.p, password.n, costs[strength].passes,
                          costs[strength].memory) != 0)
        return RC_LIMIT;
    *ret_hash = str_from_c(hash);
    return RC_OK;
}

bool password_verify(struct arena *arena, struct str hash, struct str password) {
    const char *const known = hash.p == NULL ? NOBODY : str_c(arena, hash);
    return crypto_pwhash_str_verify(known, password.p, password.n) == 0 && hash.p != NULL;
}

bool password_is_dated(struct arena *arena, struct str hash, enum password_strength strength) {
    return crypto_pwhash_str_needs_rehash(str_c(arena, hash), costs[strength].passes,
                                          costs[strength].memory) != 0;
}
