// SPDX-License-Identifier: EUPL-1.2
// What goes out with every answer: the headers that keep a browser from doing what we did not mean.
#ifndef VLIEGWIEL_REPLY_H
#define VLIEGWIEL_REPLY_H
#include "web/ctx.h"

// Calls add(to, name, value) for every header of the reply. Memory: values on the arena or static.
void reply_headers(const struct app *app, const struct reply *reply, struct arena *arena,
                   void (*add)(void *to, const char *name, const char *value), void *to);
// The bytes of the answer.
struct str reply_bytes(const struct reply *reply);
#endif
