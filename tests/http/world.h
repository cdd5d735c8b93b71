// SPDX-License-Identifier: EUPL-1.2
// A small furnished house for the tests of requests: a municipality and two partners, somebody for
// every role at the municipality and at the police, three programmes of which one belongs to each,
// with a cohort that has participants, groups, dates and a plan. Made by the rules of the features;
// things are found by name. Kept aside once, and put back as often as a test likes.
//
//              programme of   people in it               for the municipality   for the police
//     north    municipality   municipality and police    own                    with own people
//     south    police         police and housing         another's              own
//     east     housing        housing                    another's              another's
//     open     municipality   28 applied, 26 consents, nobody placed yet
//     wide     municipality   police and housing: one group with both, one with housing alone
#ifndef VLIEGWIEL_TEST_WORLD_H
#define VLIEGWIEL_TEST_WORLD_H
#include "store/test_place.h"
#include "web/app.h"
#include "web/ctx.h"

#define WORLD_URL "https://voorbeek.example"
#define WORLD_PASSWORD "vier stoelen om de tafel"
#define WORLD_NOW 1795521600 // 2026-11-24 12:00:00 UTC, a Tuesday

struct world_name { // "cohort:north", "person:police-coordinator", "application:open-01" ...
    struct str name;
    int64_t id;
};
enum { WORLD_NAMES_MAX = 512, WORLD_TABLES_MAX = 64 };
// What stands in every table: one number each, whatever the order of the rows. That a session was
// seen and that its notice was read do not count.
struct world_state {
    uint64_t sum[WORLD_TABLES_MAX];
    int64_t n_rows[WORLD_TABLES_MAX];
};
struct world {
    struct place place;
    struct arena *arena;
    bool postgres;
    struct store *store;
    struct app *app;
    struct reader *reader;
    struct arena *running;     // what app and direct live on
    struct connection *direct; // past the program: to look and to put back
    struct world_state first;
    struct arena *limits;
    struct world_name names[WORLD_NAMES_MAX];
    size_t n_names;
};
struct world *world_make(bool postgres);
void world_end(struct world *world);
void world_restore(struct world *world);
void world_forget_guesses(struct world *world);
struct world_state world_state(struct world *world);
size_t world_tables(const char *ret_tables[static WORLD_TABLES_MAX]);
// STR_NONE: nothing changed; else the names of the tables that did.
struct str world_changed(struct arena *arena, const struct world_state *before,
                         const struct world_state *after);
int64_t world_rows(const struct world_state *state, struct str table); // -1: no such table
int64_t world_find(const struct world *world, struct str name);        // 0: no such name

// Everybody is called "Vos" and then the key; has asked a learning question and given a motivation
// that nobody else did; and is signed in with a cookie and a form token that follow from the key.
struct str world_person_name(struct arena *arena, struct str key);
struct str world_question(struct arena *arena, struct str key);
struct str world_motivation(struct arena *arena, struct str key);
struct str world_cookie(struct arena *arena, struct str key);
struct str world_csrf(struct arena *arena, struct str key);
// Every role at the municipality ("coordinator") and at the police ("police-coordinator"), and
// "nobody".
size_t world_askers(struct arena *arena, struct str **ret_keys);
#endif
