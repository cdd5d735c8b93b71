// SPDX-License-Identifier: EUPL-1.2
// A case of a document while it runs, and what its parts do with it. For document.c only.
#ifndef VLIEGWIEL_TEST_SCRIPT_H
#define VLIEGWIEL_TEST_SCRIPT_H
#include "tests/http/document.h"

enum { DOCUMENT_MAX = 1 << 20, CASE_ARENA = 512 << 20, ASK_ARENA = 64 << 20, KEPT_MAX = 64 };

struct kept {
    struct str name, value;
};
struct script {
    struct world *world;
    struct arena *arena; // of the case
    const char *path;
    int line;
    bool failed;
    const struct document_faults *faults;
    struct document_count *count;

    struct browser browser;
    struct ask ask;
    bool asks; // being written, not sent yet
    struct exchange *answer;
    struct world_state state;
    struct str changed; // by the last request
    int64_t n_queries;  // -1: not known
    struct kept kept[KEPT_MAX];
    size_t n_kept;
};

// Says where and what; the case is over.
void script_fail(struct script *s, const char *format, ...) PRINTF_LIKE(2, 3);

// ---- names (script.c) -----------------------------------------------------------------------
// The text with every known name replaced; one that is not known yet stays as it is.
struct str script_filled(struct script *s, struct str text);
// Is the pattern somewhere in the text, or all of it? A name that is not known yet takes the word
// that stands in its place.
bool script_fits(struct script *s, struct str pattern, struct str text, bool whole);
void script_keep(struct script *s, struct str name, struct str value);
struct str script_kept(const struct script *s, struct str name); // STR_NONE: nothing
bool script_after(struct str line, const char *word, struct str *ret_rest);
struct str script_file(struct script *s, struct str path);

// ---- sending (script_send.c) ----------------------------------------------------------------
void script_ask(struct script *s, struct str method, struct str target);
void script_ask_more(struct script *s, struct str line); // what is sent with it
void script_send(struct script *s);                      // what was asked, once

// ---- the answer (script_expect.c) -----------------------------------------------------------
// False: the line says nothing about an answer.
bool script_expect(struct script *s, struct str line);
#endif
