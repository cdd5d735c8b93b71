// SPDX-License-Identifier: EUPL-1.2
// The handlers of links and cards, for the table of routes in account_pages.c.
#ifndef VLIEGWIEL_DOOR_PAGES_H
#define VLIEGWIEL_DOOR_PAGES_H
#include "web/ctx.h"

enum rc door_invited_get(struct ctx *c); // door_pages.c
enum rc door_invited_prepare(struct ctx *c);
enum rc door_reset_get(struct ctx *c);
enum rc door_reset_prepare(struct ctx *c);
enum rc door_link_post(struct ctx *c);
enum rc door_forgotten_get(struct ctx *c);
enum rc door_forgotten_post(struct ctx *c);
enum rc door_card_get(struct ctx *c); // door_card_pages.c
enum rc door_card_post(struct ctx *c);
enum rc door_list_get(struct ctx *c);
enum rc door_invite_all_post(struct ctx *c);
enum rc door_cards_post(struct ctx *c);
#endif
