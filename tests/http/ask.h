// SPDX-License-Identifier: EUPL-1.2
// A browser without a socket: sends what a browser of our own pages would send, unless told
// otherwise, and remembers what it would remember.
#ifndef VLIEGWIEL_TEST_ASK_H
#define VLIEGWIEL_TEST_ASK_H
#include "tests/http/world.h"
#include "web/handle.h"

struct browser {
    struct world *world;
    struct arena *arena;
    struct str cookie, csrf; // STR_NONE: signed out
    int64_t now;
    uint64_t n_forms; // sent; each gets a key of its own
    int64_t fault_at; // this database call of every request fails; 0: none
    enum rc fault;
    bool fault_missed; // the last request made fewer calls
};
struct browser browser_of(struct world *world, struct arena *arena,
                          struct str key); // "visitor": nobody

// One request. Fields of a POST get the form token and a key that counts once, unless `without`
// names them or the fields hold them already.
enum { ASK_FIELDS_MAX = 512, ASK_FILES_MAX = 4 };
struct ask {
    enum method method;
    struct str target;
    struct pair fields[ASK_FIELDS_MAX];
    size_t n_fields;
    struct file_part files[ASK_FILES_MAX];
    size_t n_files;
    struct str raw, raw_type; // a body in bytes instead of fields
    struct str without[2];
    struct str origin, site, language, encoding; // origin: our own when STR_NONE; "none": not sent
    uint64_t announced;                          // bytes of the body, when not as many as there are
};
// Memory: the exchange and its answer live as long as the arena. The database calls of the request
// are over when it returns, also those that follow an answer.
struct exchange *browser_ask(struct browser *browser, struct arena *arena, const struct ask *ask);
struct str answer_bytes(const struct exchange *x);
// The value of a header of the answer; STR_NONE: not there.
struct str answer_header(const struct exchange *x, struct arena *arena, struct str name);
struct str answer_header_names(const struct exchange *x, struct arena *arena);
// The answer without what is new on every page or names the address itself: equal answers are equal
// texts, whatever was asked.
struct str answer_likeness(const struct exchange *x, struct arena *arena);
// The value of a hidden field; STR_NONE: there is none.
struct str hidden_field(struct str page, struct str name);
#endif
