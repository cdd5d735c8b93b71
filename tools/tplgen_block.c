// SPDX-License-Identifier: EUPL-1.2
// What stands between { and }: each directive becomes C, each block must end where it began.
#include "tools/tplgen.h"

void emit_raw(struct tplgen *t) {
    if (t->raw.n == 0)
        return;
    buf_lit(&t->code, "    html_raw(p, ");
    tool_c_string(&t->code, buf_done(&t->raw));
    buf_lit(&t->code, ");\n");
    t->raw.n = 0;
}

void emit_code(struct tplgen *t, int line, const char *format, ...) {
    emit_raw(t);
    va_list values, again;
    va_start(values, format);
    va_copy(again, values);
    const int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    ENSURE(n >= 0);
    char *const code = arena_alloc(t->arena, (size_t)n + 1, 1);
    vsnprintf(code, (size_t)n + 1, format, values);
    va_end(values);
    buf_fmt(&t->code, "#line %d \"%s\"\n    %s\n", line, t->file, code);
}

bool in_loop(const struct tplgen *t) {
    for (size_t i = 0; i < t->n_blocks; i++)
        if (t->blocks[i].kind == BLOCK_LOOP)
            return true;
    return false;
}

static void open_block(struct tplgen *t, enum block_kind kind, int line, struct str close) {
    if (t->n_blocks == MAX_BLOCKS)
        refuse(t, line, "more than %d blocks inside each other", MAX_BLOCKS);
    t->blocks[t->n_blocks++] = (struct block){.kind = kind,
                                              .line = line,
                                              .n_elements = t->n_elements,
                                              .in_value = t->in_value,
                                              .close = close};
}

// The block that {else} or {end} belongs to, which must stand where the block began.
static struct block *inner_block(struct tplgen *t, int line) {
    struct block *const block = &t->blocks[t->n_blocks - 1];
    if (block->in_value != t->in_value)
        refuse(t, line, "the block of line %d ends in another context than it began", block->line);
    if (block->n_elements != t->n_elements)
        refuse(t, line, "the block of line %d ends inside <" STR_FMT ">, which it opened",
               block->line, STR_ARG(t->elements[t->n_elements - 1].name));
    return block;
}

static void on_if(struct tplgen *t, struct str condition, int line) {
    emit_code(t, line, "if (" STR_FMT ") {", STR_ARG(condition));
    open_block(t, BLOCK_IF, line, STR("}"));
}

static void on_else(struct tplgen *t, struct str rest, int line) {
    if (t->n_blocks == 0 || inner_block(t, line)->kind != BLOCK_IF)
        refuse(t, line, "{else} without {if}");
    if (rest.n == 0) {
        emit_code(t, line, "} else {");
        t->blocks[t->n_blocks - 1].kind = BLOCK_ELSE;
        return;
    }
    if (!str_starts(rest, STR("if ")))
        refuse(t, line, "write {else} or {else if CONDITION}");
    const struct str condition = str_trim(str_slice(rest, 3, rest.n));
    emit_code(t, line, "} else if (" STR_FMT ") {", STR_ARG(condition));
}

static void on_end(struct tplgen *t, struct str rest, int line) {
    (void)rest;
    if (t->n_blocks == 0 && t->in_value)
        refuse(t, line, "the template ends inside an attribute");
    if (t->n_blocks == 0) {
        t->ended = true;
        return;
    }
    const struct block *const block = inner_block(t, line);
    emit_code(t, line, STR_FMT, STR_ARG(block->close));
    t->n_blocks--;
}

// TYPE *x in ARRAY, N
static void on_for(struct tplgen *t, struct str rest, int line) {
    size_t in, comma;
    if (!str_find(rest, STR(" in "), &in) || !code_last_comma(rest, &comma) || comma < in)
        refuse(t, line, "write {for TYPE *x in ARRAY, N}");
    const struct str thing = str_trim(str_slice(rest, 0, in));
    const struct str array = str_trim(str_slice(rest, in + 4, comma));
    const struct str n = str_trim(str_slice(rest, comma + 1, rest.n));
    const struct str name = code_last_name(thing);
    if (name.n == 0 || array.n == 0 || n.n == 0)
        refuse(t, line, "write {for TYPE *x in ARRAY, N}");
    emit_code(t, line,
              "for (size_t " STR_FMT "_i = 0; " STR_FMT "_i < (" STR_FMT "); " STR_FMT "_i++) {",
              STR_ARG(name), STR_ARG(name), STR_ARG(n), STR_ARG(name));
    emit_code(t, line, STR_FMT " = &(" STR_FMT ")[" STR_FMT "_i];", STR_ARG(thing), STR_ARG(array),
              STR_ARG(name));
    open_block(t, BLOCK_LOOP, line, STR("}"));
}

// i in N
static void on_range(struct tplgen *t, struct str rest, int line) {
    size_t in;
    if (!str_find(rest, STR(" in "), &in))
        refuse(t, line, "write {range i in N}");
    const struct str name = str_slice(rest, 0, in);
    const struct str n = str_trim(str_slice(rest, in + 4, rest.n));
    if (!tool_is_name(name) || n.n == 0)
        refuse(t, line, "write {range i in N}");
    emit_code(t, line, "for (size_t " STR_FMT " = 0; " STR_FMT " < (" STR_FMT "); " STR_FMT "++) {",
              STR_ARG(name), STR_ARG(name), STR_ARG(n), STR_ARG(name));
    open_block(t, BLOCK_LOOP, line, STR("}"));
}

// Cuts "NAME" or "NAME(args)" into the name and ", args".
static struct str call_args(struct tplgen *t, int line, struct str call, struct str *ret_name) {
    size_t open;
    if (!str_find(call, STR("("), &open)) {
        *ret_name = call;
        return STR("");
    }
    if (call.p[call.n - 1] != ')')
        refuse(t, line, "write NAME or NAME(arguments)");
    *ret_name = str_slice(call, 0, open);
    const struct str args = str_trim(str_slice(call, open + 1, call.n - 1));
    return args.n > 0 ? str_join(t->arena, STR(", "), args) : args;
}

static void on_text(struct tplgen *t, struct str call, int line) {
    struct str name;
    const struct str args = call_args(t, line, call, &name);
    if (!tool_is_name(name))
        refuse(t, line, "write {t name} or {t name(arguments)}");
    emit_code(t, line, "html_%s(p, text_" STR_FMT "(p->arena, p->lang" STR_FMT "));",
              t->in_value ? "attr" : "text", STR_ARG(name), STR_ARG(args));
}

static void on_include(struct tplgen *t, struct str call, int line) {
    struct str name;
    const struct str args = call_args(t, line, call, &name);
    emit_code(t, line, STR_FMT "_html(p" STR_FMT ");", STR_ARG(name), STR_ARG(args));
}

static void on_wrap(struct tplgen *t, struct str call, int line) {
    struct str name;
    const struct str args = call_args(t, line, call, &name);
    emit_code(t, line, STR_FMT "_html_open(p" STR_FMT ");", STR_ARG(name), STR_ARG(args));
    open_block(
        t, BLOCK_WRAP, line,
        str_fmt(t->arena, STR_FMT "_html_close(p" STR_FMT ");", STR_ARG(name), STR_ARG(args)));
}

static void on_body(struct tplgen *t, struct str rest, int line) {
    (void)rest;
    if (t->is_wrapper || t->n_blocks > 0)
        refuse(t, line, "{body} stands once in a template, outside blocks");
    emit_raw(t);
    t->is_wrapper = true;
    t->opening_n = t->code.n;
}

static void on_csrf(struct tplgen *t, struct str rest, int line) {
    (void)rest;
    for (size_t i = t->n_elements; i-- > 0;) {
        struct element *const form = &t->elements[i];
        if (!is(form->name, "form"))
            continue;
        if (!form->needs_csrf)
            break;
        if (form->n_blocks != t->n_blocks)
            refuse(t, line, "{csrf} inside a block: the form might go without");
        form->needs_csrf = false;
        emit_code(t, line, "html_csrf(p);");
        return;
    }
    refuse(t, line, "{csrf} belongs in a POST form, once");
}

enum { NO_ARGS = 1, MAY_HAVE_ARGS = 2, TEXT_ONLY = 4, ELSEWHERE = 8 };
static const struct directive {
    const char *word;
    void (*read)(struct tplgen *t, struct str rest, int line);
    int flags;
} directives[] = {
    {"if", on_if, 0},
    {"else", on_else, MAY_HAVE_ARGS},
    {"end", on_end, NO_ARGS},
    {"for", on_for, 0},
    {"range", on_range, 0},
    {"t", on_text, 0},
    {"include", on_include, TEXT_ONLY},
    {"wrap", on_wrap, TEXT_ONLY},
    {"body", on_body, TEXT_ONLY | NO_ARGS},
    {"csrf", on_csrf, TEXT_ONLY | NO_ARGS},
    {"when", NULL, ELSEWHERE},
    {"use", NULL, ELSEWHERE},
    {"template", NULL, ELSEWHERE},
};

static const struct directive *find_directive(struct str code, struct str *ret_rest) {
    size_t n = 0;
    while (n < code.n && islower((unsigned char)code.p[n]))
        n++;
    if (n < code.n && !isspace((unsigned char)code.p[n]))
        return NULL;
    *ret_rest = str_trim(str_slice(code, n, code.n));
    for (size_t i = 0; i < COUNT_OF(directives); i++)
        if (str_eq(str_slice(code, 0, n), str_from_c(directives[i].word)))
            return &directives[i];
    return NULL;
}

static void call_directive(struct tplgen *t, const struct directive *d, struct str rest, int line) {
    if ((d->flags & ELSEWHERE) != 0 || ((d->flags & TEXT_ONLY) != 0 && t->in_value))
        refuse(t, line, "{%s} cannot stand here", d->word);
    if (rest.n > 0 ? (d->flags & NO_ARGS) != 0 : (d->flags & (NO_ARGS | MAY_HAVE_ARGS)) == 0)
        refuse(t, line, "{%s} takes %s", d->word, rest.n > 0 ? "nothing" : "something");
    d->read(t, rest, line);
}

void read_directive(struct tplgen *t) {
    const int line = t->line;
    if (scan_comment(t))
        return;
    scan_skip(t, 1);
    if (scan_take(t, STR("{"))) {
        buf_char(&t->raw, '{');
        return;
    }
    const struct str code = scan_code(t);
    struct str rest;
    const struct directive *const directive = find_directive(code, &rest);
    if (directive != NULL)
        call_directive(t, directive, rest, line);
    else
        emit_code(t, line, "html_%s(p, " STR_FMT ");", t->in_value ? "attr" : "text",
                  STR_ARG(code));
}

void read_url(struct tplgen *t) {
    const int line = t->line;
    scan_skip(t, 1);
    const struct str code = scan_code(t);
    struct str rest;
    if (find_directive(code, &rest) != NULL || scan_peek(t) != '"')
        refuse(t, line, "a link is one {expression} or literal text, not a mixture");
    emit_code(t, line, "html_url(p, " STR_FMT ");", STR_ARG(code));
}
