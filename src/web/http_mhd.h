// SPDX-License-Identifier: EUPL-1.2
// The HTTP server in front of handle.h. Its .c file is the only one that knows libmicrohttpd.
// It listens on a loopback address: TLS, HTTP/2 and the first strict look at requests are the work
// of a proxy in front (nginx), the second look is here.
#ifndef VLIEGWIEL_HTTP_MHD_H
#define VLIEGWIEL_HTTP_MHD_H
#include "web/app.h"

struct http_options {
    struct str address; // "127.0.0.1" or "::1"
    uint16_t port;      // 0: any free one
    unsigned threads;   // event loops, at least 1
    bool behind_proxy;  // the last X-Forwarded-For of a loopback client is the address that counts
};
struct http;
// Errors: RC_BUSY when the port is taken, RC_USAGE when the address is not one, RC_IO otherwise.
// Memory: on the arena. The server must be stopped before the store closes.
NODISCARD enum rc http_start(struct arena *arena, struct app *app,
                             const struct http_options *options, struct http **ret_http);
uint16_t http_port(const struct http *http);
// Takes no new connections, finishes what is being answered (at most about five seconds for slow
// clients; what waits for the writer is always finished), then ends the event loops.
void http_stop(struct http *http);
#endif
