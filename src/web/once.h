// SPDX-License-Identifier: EUPL-1.2
// A form counts once: sent twice as it was it gets the same answer, and nothing is done again. Sent
// again with something else in it - after going back in the browser - it is a form of its own.
#ifndef VLIEGWIEL_ONCE_H
#define VLIEGWIEL_ONCE_H
#include "web/ctx.h"

// Calls the handler of the route unless this form was answered before; in the writer.
enum rc once_handle(struct ctx *c);
#endif
