// SPDX-License-Identifier: EUPL-1.2
// The files in the program: style sheets, fonts, the script; and a municipality's own style sheet.
#ifndef VLIEGWIEL_ASSET_H
#define VLIEGWIEL_ASSET_H
#include "web/ctx.h"

// Answers when the path is that of a file; no session and no database. Gives false otherwise.
bool asset_reply(const struct app *app, const struct request *request, struct reply *reply);
#endif
