// SPDX-License-Identifier: EUPL-1.2
// What the parts of textgen share.
// textgen.c       which files, and the comparison of the two languages
// textgen_po.c    reads PO files and the placeholders in their texts
// textgen_emit.c  writes texts.h and texts.c
#ifndef VLIEGWIEL_TEXTGEN_H
#define VLIEGWIEL_TEXTGEN_H
#include "tools/tool.h"
#include "web/html.h"

enum { MAX_ARGS = 8 };

struct arg {
    struct str name, kind;
};
struct piece {
    struct str literal; // STR_NONE: a placeholder
    struct arg arg;
};
struct args { // in order of first appearance
    struct arg items[MAX_ARGS];
    size_t n;
};
struct entry {
    struct str id;
    const char *file;
    int line;
    struct str form[2]; // [0] alone, or one and many
    bool is_plural, is_used;
    struct args args;
    struct entry *next, *twin; // the twin says the same in the other language
};
struct texts { // of one language, in the order of the files
    struct entry *first, **end;
};

#define refuse(entry, ...) tool_refuse((entry)->file, (entry)->line, __VA_ARGS__)

// ---- textgen_po.c
void po_read(struct arena *arena, const char *file, struct texts *texts);
// The next piece of a text; false at the end.
bool piece_next(const struct entry *entry, struct str *rest, struct piece *ret_piece);
const struct arg *args_find(const struct args *args, struct str name);
const struct arg *args_first_int(const struct args *args); // NULL: there is none
struct entry *entry_find(const struct texts *texts, struct str id);

// ---- textgen_emit.c
struct kind {
    const char *word, *c_type;
    const char *before, *after; // the C around the name that makes a text of it
};
const struct kind *kind_find(struct str word);
void emit_texts(struct arena *arena, const char *directory, const struct texts *nl);
#endif
