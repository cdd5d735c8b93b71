// SPDX-License-Identifier: EUPL-1.2
// What the parts of tplgen share: one reader over one template file, and the C made so far.
// tplgen.c      the file: {use}, {template}, what is written at the end
// tplgen_scan.c   the reader, and where a C expression ends
// tplgen_block.c  what stands between { and }
// tplgen_tag.c    text, tags and attributes
// tplgen_rule.c   what HTML we accept: nesting, labels, links, accessibility
#ifndef VLIEGWIEL_TPLGEN_H
#define VLIEGWIEL_TPLGEN_H
#include "tools/tool.h"

enum { MAX_ELEMENTS = 64, MAX_BLOCKS = 32, MAX_ATTRS = 32, MAX_NAMES = 256 };

struct attr {
    struct str name, value; // the value as it stands in the file
    int line;
    bool has_value;
    bool maybe;     // written only {when} a condition holds
    bool has_words; // literal words, outside expressions
};
struct tag {
    struct str name;
    int line;
    struct attr attrs[MAX_ATTRS];
    size_t n_attrs;
};
struct element { // that is open now
    struct str name;
    int line;
    size_t n_blocks; // open when it began
    bool needs_csrf; // a POST form that has not written it yet
};
enum block_kind { BLOCK_IF, BLOCK_ELSE, BLOCK_LOOP, BLOCK_WRAP };
struct block {
    enum block_kind kind;
    int line;
    size_t n_elements; // open when it began
    bool in_value;
    struct str close; // the C that ends it
};
struct names { // things of one template that refer to each other by a text
    struct {
        struct str name;
        int line;
    } items[MAX_NAMES];
    size_t n;
};
struct words { // finds two letters in a row in literal text
    int letters;
    bool in_entity;
};

struct tplgen {
    struct arena *arena;
    const char *file;
    struct str text;
    size_t at;
    int line;

    struct buf header, source; // the two files that are made
    struct buf code;           // of the template that is being read
    struct buf raw;            // literal text that waits to be written in one call

    // of the template that is being read
    struct str name, params;
    int begun; // its line
    bool ended, in_value;
    bool is_wrapper;  // it holds {body}
    size_t opening_n; // bytes of code before {body}
    struct words words;
    struct element elements[MAX_ELEMENTS];
    size_t n_elements;
    struct block blocks[MAX_BLOCKS];
    size_t n_blocks;
    struct names ids, label_fors, controls;
};

// ---- tplgen_scan.c
#define refuse(t, at_line, ...) tool_refuse((t)->file, (at_line), __VA_ARGS__)
char scan_peek(const struct tplgen *t); // '\0' at the end
bool scan_sees(const struct tplgen *t, struct str part);
void scan_skip(struct tplgen *t, size_t n);
bool scan_take(struct tplgen *t, struct str part);
bool scan_comment(struct tplgen *t); // <!-- --> and {# #}, which are not written
void scan_space(struct tplgen *t);
struct str scan_until(struct tplgen *t, struct str stop, const char *what); // takes stop as well
// The C up to the } that ends the directive, which is taken too; trimmed.
struct str scan_code(struct tplgen *t);
// The condition of {when C attr="value"}: stops before the attribute.
struct str scan_condition(struct tplgen *t);
// The last comma of a C list that is not inside brackets or quotes.
bool code_last_comma(struct str code, size_t *ret_at);
struct str code_last_name(struct str code); // "const struct row *x" gives x

// ---- tplgen_block.c
void emit_raw(struct tplgen *t); // what waits
// One line of C that blames `line` of the template.
void emit_code(struct tplgen *t, int line, const char *format, ...) PRINTF_LIKE(3, 4);
void read_directive(struct tplgen *t);
void read_url(struct tplgen *t); // the whole value of a link that is an expression
bool in_loop(const struct tplgen *t);

// ---- tplgen_tag.c
void read_text(struct tplgen *t); // up to the template's {end}

// ---- tplgen_rule.c
bool is(struct str name, const char *word);         // HTML does not care for upper case
bool is_one_of(struct str name, const char *words); // words are separated by one space
// The outermost open element with one of these names, or NULL.
const struct element *inside(const struct tplgen *t, const char *names);
void rule_attr(const struct tplgen *t, const struct attr *attr);
bool rule_is_link(struct str attr_name);
void rule_tag(struct tplgen *t, const struct tag *tag); // before the tag counts as open
bool rule_posts(const struct tag *tag);
void rule_form_end(const struct tplgen *t, const struct element *form);
void rule_template_end(const struct tplgen *t);
bool rule_is_void(struct str element_name);
#endif
