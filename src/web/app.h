// SPDX-License-Identifier: EUPL-1.2
// The running program as the web layer needs it: one per process, made before the first request and
// ended after the last one. Everything in it is either constant or guards itself.
#ifndef VLIEGWIEL_APP_H
#define VLIEGWIEL_APP_H
#include <stdatomic.h>

#include "store/db.h"
#include "web/html.h"

struct app_options {
    struct str
        base_url;     // "https://leergang.voorbeek.nl", without a path; STR_NONE: http and the Host
    struct str theme; // bytes of the municipality's own style sheet, or STR_NONE
    const char *version;
    bool unlimited; // no rate limits: for load tests
    bool demo;      // nothing is sent; messages are read on their page
};
// What /metrics tells. No personal data: counts only.
struct counters {
    atomic_int_fast64_t by_class[6]; // [status / 100]
    atomic_int_fast64_t millis;      // between request line and answer sent, summed
    atomic_int_fast64_t limited;     // refused by a rate limit
};
struct app {
    struct app_options options;
    bool secure; // the outside speaks TLS: cookies and HSTS follow
    struct store *store;
    struct limits *limits;
    struct pool *hashing; // one thread, a queue of 8: argon2
    struct pool *reading; // PostgreSQL only, else NULL: reads there would stall the event loops
    struct counters counters;
    atomic_bool stopping;
};
// Memory: on the arena, whose end stops the threads; the store must live longer than the arena.
// Errors: RC_IO when a thread or a reader cannot be made.
NODISCARD enum rc app_start(struct arena *arena, struct store *store,
                            const struct app_options *options, struct app **ret_app);
#endif
