// SPDX-License-Identifier: EUPL-1.2
// What stands in the world, made by the rules of the features; see world.h. For world.c only.
#ifndef VLIEGWIEL_TEST_FURNISH_H
#define VLIEGWIEL_TEST_FURNISH_H
#include "tests/http/world.h"

// In: the world as argument. Everything but the groups, whose plans then wait for the worker.
enum rc furnish(struct db *db, void *world);
bool furnish_waits(struct world *world); // the worker has not planned everything yet
// The plans that were made become the groups of their cohorts.
enum rc furnish_groups(struct db *db, void *world);

struct str world_token(struct arena *arena, struct str key);
struct str world_form_token(struct arena *arena, struct str key);
#endif
