// SPDX-License-Identifier: EUPL-1.2
// Sends what waits in the outbox, by one thread, after the transaction that wrote it. A message
// leaves at least once: a process that dies between sending and noting it sends the same letter,
// with the same Message-ID, again. Now and then it looks for news (feature/message/news.h).
#ifndef VLIEGWIEL_OUTBOX_H
#define VLIEGWIEL_OUTBOX_H
#include "store/db.h"

struct outbox_options {
    struct str smtp_url; // STR_NONE: nothing is sent, everything waits
    struct str from;     // an address
    struct str user, password;
    struct str base_url; // of the links; without a path
    bool is_demo;        // nothing is sent, but there is news all the same
};
// Memory: on the arena, whose end stops the thread; a letter under way is finished or given up
// first.
// RC_USAGE: the sender's address cannot stand in a header.
NODISCARD enum rc outbox_start(struct arena *arena, struct store *store,
                               const struct outbox_options *options);
#endif
