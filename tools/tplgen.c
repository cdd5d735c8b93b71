// SPDX-License-Identifier: EUPL-1.2
// Compiles the HTML templates of one feature to C: tplgen --feature x --out DIR page.html...
// writes x_html.h and x_html.c. The language is described in docs/generators.md.
// This file owns the outermost level of a template file; it knows nothing of HTML.
#include "tools/tplgen.h"

enum { MEMORY = 256 << 20 };

static void read_use(struct tplgen *t) {
    const int line = t->line;
    const struct str file = scan_code(t);
    if (file.n < 3 || file.p[0] != '"' || file.p[file.n - 1] != '"')
        refuse(t, line, "write {use \"folder/file.h\"}");
    buf_fmt(&t->header, "#include " STR_FMT "\n", STR_ARG(file));
}

// One half of a wrapper need not use every parameter.
static void emit_unused(struct tplgen *t) {
    struct str rest = t->params;
    for (size_t comma; code_last_comma(rest, &comma); rest = str_slice(rest, 0, comma))
        buf_fmt(&t->source, "    (void)" STR_FMT ";\n", STR_ARG(code_last_name(rest)));
    if (rest.n > 0)
        buf_fmt(&t->source, "    (void)" STR_FMT ";\n", STR_ARG(code_last_name(rest)));
}

// `part` is "" for the whole template, "_open" and "_close" for the halves of a wrapper.
static void emit_function(struct tplgen *t, const char *part, struct str code) {
    const struct str head =
        str_fmt(t->arena, "void " STR_FMT "_html%s(struct page *p%s" STR_FMT ")", STR_ARG(t->name),
                part, t->params.n > 0 ? ", " : "", STR_ARG(t->params));
    buf_fmt(&t->header, STR_FMT ";\n", STR_ARG(head));
    buf_fmt(&t->source, "\n#line %d \"%s\"\n" STR_FMT "\n{\n", t->begun, t->file, STR_ARG(head));
    if (t->is_wrapper)
        emit_unused(t);
    buf_str(&t->source, code);
    buf_lit(&t->source, "}\n");
}

static void read_template(struct tplgen *t) {
    t->begun = t->line;
    const struct str head = scan_code(t);
    size_t open;
    if (!str_find(head, STR("("), &open) || head.p[head.n - 1] != ')' ||
        !tool_is_name(str_slice(head, 0, open)))
        refuse(t, t->begun, "write {template name(parameters)}");
    t->name = str_slice(head, 0, open);
    t->params = str_trim(str_slice(head, open + 1, head.n - 1));
    t->ended = t->is_wrapper = false;
    t->ids.n = t->label_fors.n = t->controls.n = t->code.n = 0;
    t->words = (struct words){0};
    read_text(t);
    emit_raw(t);
    const struct str code = buf_done(&t->code);
    if (t->is_wrapper) {
        emit_function(t, "_open", str_slice(code, 0, t->opening_n));
        emit_function(t, "_close", str_slice(code, t->opening_n, code.n));
    } else {
        emit_function(t, "", code);
    }
}

static void read_file(struct tplgen *t, const char *file) {
    t->file = file;
    t->text = tool_read(t->arena, file);
    t->at = 0;
    t->line = 1;
    for (scan_space(t); scan_peek(t) != '\0'; scan_space(t)) {
        if (scan_take(t, STR("{use ")))
            read_use(t);
        else if (scan_take(t, STR("{template ")))
            read_template(t);
        else if (!scan_comment(t))
            refuse(t, t->line, "outside a template only {use}, {template} and comments");
    }
}

static void write_feature(struct tplgen *t, const char *feature, const char *directory) {
    buf_lit(&t->header, "#endif\n");
    tool_write(t->arena, directory, str_c(t->arena, str_fmt(t->arena, "%s_html.h", feature)),
               buf_done(&t->header));
    tool_write(t->arena, directory, str_c(t->arena, str_fmt(t->arena, "%s_html.c", feature)),
               buf_done(&t->source));
}

int main(int argc, char **argv) {
    if (argc < 6 || strcmp(argv[1], "--feature") != 0 || strcmp(argv[3], "--out") != 0) {
        fputs("usage: tplgen --feature NAME --out DIRECTORY page.html...\n", stderr);
        return rc_exit_code(RC_USAGE);
    }
    const char *const feature = argv[2];
    struct arena *const arena = arena_new(MEMORY);
    struct tplgen *const t = NEW(arena, struct tplgen);
    *t = (struct tplgen){.arena = arena,
                         .header = buf_on(arena, 4096),
                         .source = buf_on(arena, 65536),
                         .code = buf_on(arena, 65536),
                         .raw = buf_on(arena, 4096)};
    buf_fmt(&t->header,
            "// Made by tplgen from the templates of %s.\n#ifndef %s_html_h\n#define %s_html_h\n"
            "#include \"web/html.h\"\n",
            feature, feature, feature);
    buf_fmt(&t->source,
            "// Made by tplgen from the templates of %s.\n#include \"%s_html.h\"\n"
            "#include \"texts.h\"\n",
            feature, feature);
    for (int i = 5; i < argc; i++)
        read_file(t, argv[i]);
    write_feature(t, feature, argv[4]);
    arena_free(arena);
    return 0;
}
