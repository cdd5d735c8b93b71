// SPDX-License-Identifier: EUPL-1.2
// Passwords as argon2id hashes (libsodium). Both functions take tens of milliseconds of CPU on
// purpose: they belong in a route's `prepare`, on the hashing thread, or in a command.
// Source of the strengths: OWASP Password Storage Cheat Sheet; for those who hold the keys, more.
#ifndef VLIEGWIEL_PASSWORD_H
#define VLIEGWIEL_PASSWORD_H
#include "base/str.h"

enum password_strength {
    PASSWORD_PERSON, // 19 MiB, 2 passes
    PASSWORD_KEEPER, // 64 MiB, 3 passes: owner, operator
};
enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 }; // characters; bytes at most four times that

// Out: a text that names its parameters ("$argon2id$v=19$m=..."). Errors: RC_LIMIT without memory.
NODISCARD enum rc password_hash(struct arena *arena, struct str password,
                                enum password_strength strength, struct str *ret_hash);
// In: hash STR_NONE when nobody has this e-mail address: then a hash of nothing is computed, so
// that the answer takes as long, and is false.
bool password_verify(struct arena *arena, struct str hash, struct str password);
// The hash was made with other parameters than we use now: make a new one while the password is
// known.
bool password_is_dated(struct arena *arena, struct str hash, enum password_strength strength);
#endif
