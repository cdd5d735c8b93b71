// SPDX-License-Identifier: EUPL-1.2
// The invented municipality of the demo: who lives there, and what happened in it before today.
#ifndef VLIEGWIEL_DEMO_HOUSE_H
#define VLIEGWIEL_DEMO_HOUSE_H
#include "store/vault.h"

enum { DEMO_ACCOUNTS = 6 };
struct demo_account {
    struct str role, email, password, hash; // role as it is printed: "line-manager"
};
// One account per role, without a password yet.
void demo_accounts(struct demo_account accounts[static DEMO_ACCOUNTS]);

struct demo_house {
    struct arena *arena;
    struct vault *vault;
    struct instant now; // everything is dated around it
    const struct demo_account *accounts;
    struct str card; // set by demo_furnish: the code of a participant without e-mail
};
// In the writer of an empty house. Everything goes through the rules that the pages use.
NODISCARD enum rc demo_furnish(struct db *db, void *house);
#endif
