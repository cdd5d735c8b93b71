// SPDX-License-Identifier: EUPL-1.2
// Token buckets in memory: how often one account or one network may ask, per class of route.
// Generous for pages, because a whole town hall comes from one address; strict for guessing
// passwords.
#ifndef VLIEGWIEL_LIMIT_H
#define VLIEGWIEL_LIMIT_H
#include "web/ctx.h"

struct limits;
struct limits *limits_new(struct arena *arena);

enum limit_key {
    LIMIT_NETWORK, // an IPv4 /24 or an IPv6 /64
    LIMIT_ACCOUNT, // a signed-in person, or the e-mail address that somebody tries
};
// Takes one token. In: now in milliseconds of a clock that does not jump. Gives 0, or in how many
// seconds to try again. Cost: one lock, one hash. A bucket that nobody used may be forgotten: full.
int limit_take(struct limits *limits, enum rate_class rate, enum limit_key kind, struct str id,
               int64_t now_ms);
// The same by the limits and the clock of the running program; counts refusals.
int limit_ask(struct app *app, enum rate_class rate, enum limit_key key, struct str id);
// For a handler whose limit is not that of the one who asks: the e-mail address that is tried at
// signing in. False: it is answered, with 429.
bool limit_allows(struct ctx *c, struct str id);
// The network of a textual address; an address that cannot be read is its own network.
struct str limit_network(struct arena *arena, struct str remote);
#endif
