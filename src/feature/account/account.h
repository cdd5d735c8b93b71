// SPDX-License-Identifier: EUPL-1.2
// Accounts: signing in and out, the password, the language; and the two statements that every site
// owes its visitors, about accessibility and privacy.
#ifndef VLIEGWIEL_ACCOUNT_H
#define VLIEGWIEL_ACCOUNT_H
#include "account_sql.h"
#include "schema_sql.h"
#include "web/form.h"
#include "web/kept.h"
#include "web/layout.h"
#include "web/password.h"
#include "web/url.h"

URL_FIXED(url_sign_in, "/aanmelden")
URL_FIXED(url_password, "/wachtwoord")
URL_FIXED(url_home, "/")

// ---- rules: pages, the shell and the demo use them ----------------------------------------------

enum password_fault {
    PASSWORD_FINE,
    PASSWORD_SHORT,
    PASSWORD_LONG,
    PASSWORD_COMMON,
    PASSWORD_LIKE_EMAIL,
    PASSWORD_FAULT_N
};
// What is wrong with a new password for the account with this e-mail address.
enum password_fault account_password_fault(struct arena *arena, struct str password,
                                           struct str email);
struct str account_fault_text(struct arena *arena, enum lang lang, enum password_fault fault);
// Does the password belong to the hash? A no costs one hash of each strength, whether there is an
// account (STR_NONE: none) and whoever holds it, so that its time says nothing.
bool account_verify(struct arena *arena, struct str hash, struct str password);

// RC_CONFLICT when this person or this address has an account.
NODISCARD enum rc account_add(struct db *db, struct arena *arena, int64_t person, struct str email,
                              struct str hash, struct instant now);
// RC_CONFLICT when the hash is no longer `before`.
NODISCARD enum rc account_hash_change(struct db *db, int64_t person, struct str before,
                                      struct str hash, struct instant now);

// ---- what is kept, for the privacy page (account_privacy.c) -------------------------------------

// What one purpose keeps for one term, as the register of the schema has it.
struct account_kept {
    struct str purpose, keep; // as in the register: "participation", "end+24"
    struct str why, what, how_private, how_long;
};
size_t account_kept_list(struct arena *arena, enum lang lang, struct account_kept **ret_list);
// The class of the most private column with this purpose and term; -1: there is none.
int account_kept_class(struct str purpose, struct str keep);

// ---- views --------------------------------------------------------------------------------------

struct sign_in_view {
    struct layout layout;
    int mistakes;
    struct field email, password, code, family_name; // the last two: with a card instead
    struct str back;                                 // where to go afterwards
    struct kept kept; // what was typed before the session was found to be over
    bool refused;
};
struct field account_code_field(struct ctx *c); // door_card_pages.c
struct field account_family_name_field(struct ctx *c);
// Signed in: on with what was typed before, or to this page.
enum rc account_signed_in(struct ctx *c, struct url to);
struct hat { // a role that somebody can go on in
    int64_t role;
    struct str label, organisation;
    bool is_on; // it is the only one that counts now
};
struct hats_view {
    struct layout layout;
    struct hat *hats;
    size_t n;
    bool all_on, none_on, has_own;
};
enum rc account_hats_get(struct ctx *c); // account_hat_pages.c
enum rc account_hats_post(struct ctx *c);
struct password_view {
    struct layout layout;
    int mistakes;
    struct field current, fresh;
    struct str email; // for password managers
};
struct statement_view {
    struct layout layout;
    struct account_kept *kept;
    size_t n_kept;
};
enum rc account_accessibility_get(struct ctx *c); // account_privacy.c
enum rc account_privacy_get(struct ctx *c);
#endif
