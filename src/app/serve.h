// SPDX-License-Identifier: EUPL-1.2
// Runs the web program from start to clean stop.
#ifndef VLIEGWIEL_SERVE_H
#define VLIEGWIEL_SERVE_H
#include "app/outbox.h"
#include "web/http_mhd.h"

struct serve_options {
    struct store_options store;
    struct app_options app;
    struct http_options http;
    struct outbox_options outbox;
    // Called once, when the first request can be answered; NULL: nothing. RC_OK or it stops again.
    enum rc (*ready)(const struct app *app, uint16_t port);
};
// Returns after SIGTERM or SIGINT: RC_OK, with everything that was answered stored.
NODISCARD enum rc serve(const struct serve_options *options);

extern const char program_version[]; // "0.1.0"

// The verbs, for main.c: argv[0] is the verb; they give the exit code.
int verb_serve(int argc, char **argv);
int verb_migrate(int argc, char **argv);
#endif
