// SPDX-License-Identifier: EUPL-1.2
// Reads text, tags and attributes, and always knows in which of them the reader stands: that
// decides how a value is escaped, and where none is allowed. Which HTML is acceptable is told by
// tplgen_rule.c.
#include "tools/tplgen.h"

static bool words_found(struct words *words, char c) {
    const unsigned char byte = (unsigned char)c;
    if (words->in_entity && isalnum(byte))
        return false;
    words->in_entity = c == '&' || (words->in_entity && c == '#');
    if (isalpha(byte) || (byte >= 0xC3 && byte <= 0xC9)) // lead bytes of U+00C0 to U+027F
        words->letters++;
    else if (byte < 0x80 || byte >= 0xC0)
        words->letters = 0;
    return words->letters > 1;
}

static struct str read_name(struct tplgen *t) {
    const size_t from = t->at;
    while (scan_peek(t) != '\0' && !isspace((unsigned char)scan_peek(t)) &&
           strchr("{}<>/=\"'", scan_peek(t)) == NULL)
        scan_skip(t, 1);
    return str_slice(t->text, from, t->at);
}

// Up to the quote, which is taken.
static void read_value(struct tplgen *t, struct attr *attr) {
    const size_t from = t->at, n_blocks = t->n_blocks;
    struct words words = {0};
    t->in_value = true;
    if (rule_is_link(attr->name) && scan_peek(t) == '{')
        read_url(t);
    for (char c; (c = scan_peek(t)) != '"';) {
        if (c == '\0' || c == '<')
            refuse(t, attr->line, "the value of " STR_FMT " is not closed, or holds a <",
                   STR_ARG(attr->name));
        if (c == '{' && rule_is_link(attr->name))
            refuse(t, t->line, "a link is one {expression} or literal text, not a mixture");
        if (c == '{') {
            read_directive(t);
            words = (struct words){0};
            continue;
        }
        attr->has_words = words_found(&words, c) || attr->has_words;
        buf_char(&t->raw, c);
        scan_skip(t, 1);
    }
    if (t->n_blocks > n_blocks)
        refuse(t, t->blocks[t->n_blocks - 1].line, "this block does not end inside the attribute");
    t->in_value = false;
    attr->value = str_slice(t->text, from, t->at);
    scan_skip(t, 1);
}

static void read_attr(struct tplgen *t, struct tag *tag, bool maybe) {
    if (tag->n_attrs == MAX_ATTRS)
        refuse(t, t->line, "more than %d attributes", MAX_ATTRS);
    struct attr *const attr = &tag->attrs[tag->n_attrs++];
    *attr = (struct attr){.line = t->line, .maybe = maybe};
    attr->name = read_name(t);
    if (scan_peek(t) == '{')
        refuse(t, t->line, "a value in the name of an attribute: write {when C name=\"value\"}");
    if (attr->name.n == 0)
        refuse(t, t->line, "'%c' where an attribute should stand", scan_peek(t));
    buf_fmt(&t->raw, " " STR_FMT, STR_ARG(attr->name));
    if (scan_take(t, STR("="))) {
        attr->has_value = true;
        if (!scan_take(t, STR("\"")))
            refuse(t, t->line, "the value of " STR_FMT " must stand between double quotes",
                   STR_ARG(attr->name));
        buf_lit(&t->raw, "=\"");
        read_value(t, attr);
        buf_lit(&t->raw, "\"");
    }
    rule_attr(t, attr);
}

static void read_when(struct tplgen *t, struct tag *tag) {
    const int line = t->line;
    if (!scan_take(t, STR("{when ")))
        refuse(t, line, "inside a tag only {when C name=\"value\"} and values of attributes");
    const struct str condition = scan_condition(t);
    emit_code(t, line, "if (" STR_FMT ") {", STR_ARG(condition));
    read_attr(t, tag, true);
    scan_space(t);
    if (!scan_take(t, STR("}")))
        refuse(t, line, "{when} takes one condition and one attribute");
    emit_code(t, line, "}");
}

static void open_element(struct tplgen *t, const struct tag *tag) {
    if (t->n_elements == MAX_ELEMENTS)
        refuse(t, tag->line, "more than %d elements inside each other", MAX_ELEMENTS);
    t->elements[t->n_elements++] = (struct element){.name = tag->name,
                                                    .line = tag->line,
                                                    .n_blocks = t->n_blocks,
                                                    .needs_csrf = rule_posts(tag)};
}

static void read_open_tag(struct tplgen *t) {
    struct tag tag = {.line = t->line};
    scan_skip(t, 1);
    tag.name = read_name(t);
    if (scan_peek(t) == '{')
        refuse(t, t->line, "a value in the name of a tag");
    const bool in_svg = inside(t, "svg") != NULL || is(tag.name, "svg");
    buf_fmt(&t->raw, "<" STR_FMT, STR_ARG(tag.name));
    for (scan_space(t); !scan_sees(t, STR(">")) && !scan_sees(t, STR("/>")); scan_space(t)) {
        if (scan_peek(t) == '\0')
            refuse(t, tag.line, "<" STR_FMT " has no >", STR_ARG(tag.name));
        if (scan_peek(t) == '{')
            read_when(t, &tag);
        else
            read_attr(t, &tag, false);
    }
    const bool closes_itself = scan_take(t, STR("/"));
    scan_skip(t, 1);
    const bool is_void = !in_svg && rule_is_void(tag.name);
    if (closes_itself && !is_void && !in_svg)
        refuse(t, tag.line, "<" STR_FMT "/> does not close it in HTML", STR_ARG(tag.name));
    buf_c(&t->raw, closes_itself && in_svg ? "/>" : ">");
    rule_tag(t, &tag);
    if (!is_void && !closes_itself)
        open_element(t, &tag);
}

static void read_close_tag(struct tplgen *t) {
    const int line = t->line;
    scan_skip(t, 2);
    const struct str name = read_name(t);
    if (!scan_take(t, STR(">")))
        refuse(t, line, "</" STR_FMT " has no >", STR_ARG(name));
    if (t->n_elements == 0)
        refuse(t, line, "</" STR_FMT "> closes nothing", STR_ARG(name));
    const struct element *const element = &t->elements[t->n_elements - 1];
    if (!str_eq(element->name, name))
        refuse(t, line, "</" STR_FMT "> closes <" STR_FMT "> of line %d", STR_ARG(name),
               STR_ARG(element->name), element->line);
    if (element->n_blocks != t->n_blocks)
        refuse(t, line, "</" STR_FMT "> closes an element from outside this block", STR_ARG(name));
    rule_form_end(t, element);
    t->n_elements--;
    buf_fmt(&t->raw, "</" STR_FMT ">", STR_ARG(name));
}

static void read_markup(struct tplgen *t) {
    t->words = (struct words){0};
    if (scan_comment(t))
        return;
    if (scan_take(t, STR("<!doctype html>"))) {
        buf_lit(&t->raw, "<!doctype html>");
    } else if (scan_sees(t, STR("</"))) {
        read_close_tag(t);
    } else if (scan_sees(t, STR("<{"))) {
        refuse(t, t->line, "a value in the name of a tag");
    } else if (t->at + 1 < t->text.n && isalpha((unsigned char)t->text.p[t->at + 1])) {
        read_open_tag(t);
    } else {
        refuse(t, t->line, "'<' in text: write &lt;");
    }
}

// White space around a line break becomes one line break, and none at the edges of the template.
static void read_white_space(struct tplgen *t, bool is_first) {
    const size_t from = t->at;
    scan_space(t);
    const struct str space = str_slice(t->text, from, t->at);
    const bool is_last = t->n_blocks == 0 && scan_sees(t, STR("{end}"));
    const bool follows_break = t->raw.n > 0 && t->raw.p[t->raw.n - 1] == '\n';
    if (inside(t, "pre textarea") || memchr(space.p, '\n', space.n) == NULL)
        buf_str(&t->raw, space);
    else if (!is_first && !is_last && !follows_break)
        buf_char(&t->raw, '\n');
}

static void read_literal(struct tplgen *t) {
    const char c = scan_peek(t);
    if (words_found(&t->words, c) && !inside(t, "code"))
        refuse(t, t->line, "literal text: words come from the PO files");
    buf_char(&t->raw, c);
    scan_skip(t, 1);
}

void read_text(struct tplgen *t) {
    for (bool is_first = true; !t->ended; is_first = false) {
        const char c = scan_peek(t);
        if (c == '\0')
            refuse(t, t->begun, "the template has no {end}");
        if (inside(t, "script") && !scan_sees(t, STR("</")))
            refuse(t, t->line, "a <script> is empty: code stands in a file of its own");
        if (c == '{') {
            t->words = (struct words){0};
            read_directive(t);
        } else if (c == '<') {
            read_markup(t);
        } else if (isspace((unsigned char)c)) {
            t->words = (struct words){0};
            read_white_space(t, is_first);
        } else {
            read_literal(t);
        }
    }
    rule_template_end(t);
}
