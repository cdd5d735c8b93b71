// SPDX-License-Identifier: EUPL-1.2
// The handlers of links and cards, for the table of routes in account_pages.c.
#ifndef VLIEGWIEL_DOOR_PAGES_H
#define VLIEGWIEL_DOOR_PAGES_H
#include "feature/account/door.h"

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
// Makes a card for each of the list who can have one, and answers with the cards.
enum rc door_cards_show(struct ctx *c, const struct door_list *list, struct str crumb,
                        struct url back);
enum rc door_people_get(struct ctx *c); // door_people_pages.c
enum rc door_people_post(struct ctx *c);
#endif
