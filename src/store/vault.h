// SPDX-License-Identifier: EUPL-1.2
// Texts of class 4 and 5 are kept encrypted, each person with an own key; the keys are wrapped by
// the key of the house and live in a file apart from the database, so that erasing a person's key
// reaches every backup. XChaCha20-Poly1305 (libsodium), random nonce, bound to owner and place.
#ifndef VLIEGWIEL_VAULT_H
#define VLIEGWIEL_VAULT_H
#include "store/db.h"

struct vault;
struct vault *store_vault(struct store *store);
// `place` names table and column ("application.learning_question"). Makes the owner's key when
// there is none. STR_NONE in gives STR_NONE out. RC_IO when the key file cannot be used, and when
// the sealed bytes are not those of this owner and place; RC_NOT_FOUND when the owner's key is
// forgotten.
NODISCARD enum rc vault_seal(struct vault *vault, struct arena *arena, int64_t owner_person,
                             const char *place, struct str plain, struct str *ret_sealed);
NODISCARD enum rc vault_open(struct vault *vault, struct arena *arena, int64_t owner_person,
                             const char *place, struct str sealed, struct str *ret_plain);
// A mark that only this house can make for this text, owner and place: 32 hex characters, always
// the same. `make`: makes the owner's key when there is none; else that is RC_NOT_FOUND, as it is
// after the key was forgotten.
NODISCARD enum rc vault_mark(struct vault *vault, struct arena *arena, int64_t owner_person,
                             const char *place, struct str text, bool make, struct str *ret_mark);
// Erasure: afterwards nothing sealed for this person can be read, from any backup of the database.
NODISCARD enum rc vault_forget(struct vault *vault, int64_t owner_person);
#endif
