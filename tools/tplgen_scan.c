// SPDX-License-Identifier: EUPL-1.2
// The reader over a template, and the little it knows of C: brackets, texts and where they end.
// Never judges HTML.
#include "tools/tplgen.h"

char scan_peek(const struct tplgen *t) {
    return t->at < t->text.n ? t->text.p[t->at] : '\0';
}

bool scan_sees(const struct tplgen *t, struct str part) {
    return str_starts(str_slice(t->text, t->at, t->text.n), part);
}

void scan_skip(struct tplgen *t, size_t n) {
    for (; n > 0 && t->at < t->text.n; n--)
        if (t->text.p[t->at++] == '\n')
            t->line++;
}

bool scan_take(struct tplgen *t, struct str part) {
    if (!scan_sees(t, part))
        return false;
    scan_skip(t, part.n);
    return true;
}

void scan_space(struct tplgen *t) {
    while (isspace((unsigned char)scan_peek(t)))
        scan_skip(t, 1);
}

struct str scan_until(struct tplgen *t, struct str stop, const char *what) {
    const size_t from = t->at;
    const int line = t->line;
    size_t n;
    if (!str_find(str_slice(t->text, from, t->text.n), stop, &n))
        refuse(t, line, "%s is not closed", what);
    scan_skip(t, n + stop.n);
    return str_slice(t->text, from, from + n);
}

bool scan_comment(struct tplgen *t) {
    const int line = t->line;
    if (scan_take(t, STR("{#"))) {
        scan_until(t, STR("#}"), "{#");
        return true;
    }
    if (!scan_take(t, STR("<!--")))
        return false;
    const struct str comment = scan_until(t, STR("-->"), "<!--");
    if (memchr(comment.p, '{', comment.n) != NULL)
        refuse(t, line, "a value in a comment");
    return true;
}

struct code { // a place in C
    char open[16];
    size_t depth;
    char quote;
    bool escaped;
};
enum step { STEP_ON, STEP_END, STEP_WRONG };

static enum step code_close(struct code *c, char open) {
    if (c->depth == 0)
        return open == '{' ? STEP_END : STEP_WRONG;
    return c->open[--c->depth] == open ? STEP_ON : STEP_WRONG;
}

static enum step code_step(struct code *c, char byte) {
    if (c->quote != '\0') {
        if (!c->escaped && byte == c->quote)
            c->quote = '\0';
        c->escaped = !c->escaped && byte == '\\';
        return byte == '\n' ? STEP_WRONG : STEP_ON;
    }
    switch (byte) {
    case '"':
    case '\'':
        c->quote = byte;
        return STEP_ON;
    case '(':
    case '[':
    case '{':
        if (c->depth == sizeof c->open)
            return STEP_WRONG;
        c->open[c->depth++] = byte;
        return STEP_ON;
    case ')':
        return code_close(c, '(');
    case ']':
        return code_close(c, '[');
    case '}':
        return code_close(c, '{');
    default:
        return STEP_ON;
    }
}

// Takes one byte of C; false before the } that ends the directive.
static bool scan_code_byte(struct tplgen *t, struct code *c, int begun) {
    if (t->at == t->text.n)
        refuse(t, begun, "{ is not closed");
    const enum step step = code_step(c, scan_peek(t));
    if (step == STEP_WRONG)
        refuse(t, begun, "brackets or quotes do not match before '%c'", scan_peek(t));
    if (step == STEP_END)
        return false;
    scan_skip(t, 1);
    return true;
}

struct str scan_code(struct tplgen *t) {
    struct code c = {0};
    const size_t from = t->at;
    const int begun = t->line;
    while (scan_code_byte(t, &c, begun))
        continue;
    const struct str code = str_trim(str_slice(t->text, from, t->at));
    scan_skip(t, 1);
    if (code.n == 0)
        refuse(t, begun, "nothing between { and }");
    return code;
}

struct str scan_condition(struct tplgen *t) {
    struct code c = {0};
    const size_t from = t->at;
    const int begun = t->line;
    size_t attr = from;
    int attr_line = begun;
    while (c.depth > 0 || c.quote != '\0' || !scan_sees(t, STR("=\""))) {
        const bool space = c.depth == 0 && c.quote == '\0' && isspace((unsigned char)scan_peek(t));
        if (!scan_code_byte(t, &c, begun))
            break;
        if (space) {
            attr = t->at;
            attr_line = t->line;
        }
    }
    const struct str condition = str_trim(str_slice(t->text, from, attr));
    if (condition.n == 0)
        refuse(t, begun, "write {when CONDITION attribute=\"value\"}");
    t->at = attr;
    t->line = attr_line;
    return condition;
}

bool code_last_comma(struct str code, size_t *ret_at) {
    struct code c = {0};
    bool found = false;
    for (size_t i = 0; i < code.n; i++) {
        if (c.depth == 0 && c.quote == '\0' && code.p[i] == ',') {
            *ret_at = i;
            found = true;
        }
        if (code_step(&c, code.p[i]) != STEP_ON)
            return false;
    }
    return found;
}

struct str code_last_name(struct str code) {
    size_t from = code.n;
    while (from > 0 && (isalnum((unsigned char)code.p[from - 1]) || code.p[from - 1] == '_'))
        from--;
    return str_slice(code, from, code.n);
}
