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

// ---- what the parts share -------------------------------------------------------------------
enum side { HOST, POLICE, HOUSING, SIDE_N };
struct furnish_side {
    const char *key, *name, *kind, *letter;
};
extern const struct furnish_side furnish_sides[SIDE_N];

struct furnishing {
    struct db *db;
    struct arena *arena;
    struct world *world;
    struct day today, long_ago;
    struct instant now;
    int64_t organisation[SIDE_N], source[SIDE_N];
};
void furnish_name(struct furnishing *f, const char *kind, struct str key, int64_t id);
int64_t furnish_find(const struct furnishing *f, const char *kind, struct str key);
enum rc furnish_people(struct furnishing *f); // furnish_people.c: organisations too
struct str furnish_key(struct arena *arena, const char *word, int number); // "north-01"

struct str world_token(struct arena *arena, struct str key);
struct str world_form_token(struct arena *arena, struct str key);
#endif
