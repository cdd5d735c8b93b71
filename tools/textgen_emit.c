// SPDX-License-Identifier: EUPL-1.2
// Writes the texts as C: a table of those without arguments, a function for every text.
// Everything it is given has been checked.
#include "tools/textgen.h"

static const struct kind kinds[] = {
    {"int", "int64_t", "format_int(arena, lang, ", ")"},
    {"text", "struct str", "", ""},
    {"day", "struct day", "format_day(arena, lang, ", ")"},
    {"day_long", "struct day", "format_day_long(arena, lang, ", ")"},
    {"clock", "struct clock", "format_clock(arena, lang, ", ")"},
    {"instant", "struct instant", "format_instant(arena, lang, ", ")"},
    {"real", "double", "format_real(arena, lang, ", ", 1)"},
};

const struct kind *kind_find(struct str word) {
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(word, str_from_c(kinds[i].word)))
            return &kinds[i];
    return NULL;
}

static struct str unescaped(struct arena *arena, const struct entry *entry, struct str form) {
    struct buf b = buf_on(arena, form.n + 1);
    for (struct piece piece; piece_next(entry, &form, &piece);)
        buf_str(&b, piece.literal);
    return buf_done(&b);
}

static void emit_table(struct arena *arena, struct buf *code, const struct texts *nl) {
    buf_lit(code, "static const struct str plain[TEXT_ID_N][LANG_N] = {\n");
    for (const struct entry *e = nl->first; e != NULL; e = e->next) {
        if (e->args.n > 0)
            continue;
        buf_fmt(code, "    [T_" STR_FMT "] = {\n        LITERAL(", STR_ARG(e->id));
        tool_c_string(code, unescaped(arena, e, e->form[0]));
        buf_lit(code, "),\n        LITERAL(");
        tool_c_string(code, unescaped(arena, e->twin, e->twin->form[0]));
        buf_lit(code, "),\n    },\n");
    }
    buf_lit(code, "};\n\n"
                  "struct str text_of(enum lang lang, enum text_id id)\n{\n"
                  "    ENSURE(lang < LANG_N && id < TEXT_ID_N);\n"
                  "    return plain[id][lang];\n}\n\n");
}

// Of a placeholder that was read already, so its kind is known.
static const struct kind *kind_known(struct str word) {
    const struct kind *const kind = kind_find(word);
    ENSURE(kind != NULL);
    return kind;
}

static void emit_form(struct buf *code, const struct entry *entry, struct str form) {
    for (struct piece piece; piece_next(entry, &form, &piece);) {
        if (piece.literal.p != NULL) {
            buf_lit(code, "        buf_lit(&b, ");
            tool_c_string(code, piece.literal);
            buf_lit(code, ");\n");
            continue;
        }
        const struct kind *const kind = kind_known(piece.arg.kind);
        buf_fmt(code, "        buf_str(&b, %s" STR_FMT "%s);\n", kind->before,
                STR_ARG(piece.arg.name), kind->after);
    }
}

// `nl` says by which argument both languages count.
static void emit_language(struct buf *code, const struct entry *nl, const struct entry *entry) {
    if (!nl->is_plural) {
        emit_form(code, entry, entry->form[0]);
        return;
    }
    buf_fmt(code, "        if (" STR_FMT " == 1) {\n", STR_ARG(args_first_int(&nl->args)->name));
    emit_form(code, entry, entry->form[0]);
    buf_lit(code, "        } else {\n");
    emit_form(code, entry, entry->form[1]);
    buf_lit(code, "        }\n");
}

static void emit_text(struct arena *arena, struct buf *header, struct buf *code,
                      const struct entry *nl) {
    struct buf head = buf_on(arena, 256);
    buf_fmt(&head, "struct str text_" STR_FMT "(struct arena *arena, enum lang lang",
            STR_ARG(nl->id));
    for (size_t i = 0; i < nl->args.n; i++)
        buf_fmt(&head, ", %s " STR_FMT, kind_known(nl->args.items[i].kind)->c_type,
                STR_ARG(nl->args.items[i].name));
    buf_lit(&head, ")");
    buf_fmt(header, STR_FMT ";\n", STR_ARG(buf_done(&head)));
    buf_fmt(code, STR_FMT "\n{\n", STR_ARG(buf_done(&head)));
    if (nl->args.n == 0) {
        buf_fmt(code, "    (void)arena;\n    return text_of(lang, T_" STR_FMT ");\n}\n\n",
                STR_ARG(nl->id));
        return;
    }
    buf_lit(code, "    struct buf b = buf_on(arena, 128);\n    if (lang == LANG_NL) {\n");
    emit_language(code, nl, nl);
    buf_lit(code, "    } else {\n");
    emit_language(code, nl, nl->twin);
    buf_lit(code, "    }\n    return buf_done(&b);\n}\n\n");
}

void emit_texts(struct arena *arena, const char *directory, const struct texts *nl) {
    struct buf header = buf_on(arena, 65536), code = buf_on(arena, 65536);
    buf_lit(&header, "// Made by textgen from the PO files.\n"
                     "#ifndef texts_h\n#define texts_h\n#include \"web/html.h\"\n\n"
                     "// The texts without arguments, so that tables in C can name them: T(NAME).\n"
                     "enum text_id {\n");
    for (const struct entry *e = nl->first; e != NULL; e = e->next)
        if (e->args.n == 0)
            buf_fmt(&header, "    T_" STR_FMT ",\n", STR_ARG(e->id));
    buf_lit(&header, "    TEXT_ID_N\n};\n#define T(name) T_##name\n"
                     "struct str text_of(enum lang lang, enum text_id id);\n\n");
    buf_lit(&code, "// Made by textgen from the PO files.\n"
                   "#include \"texts.h\"\n#include \"web/format.h\"\n\n"
                   "#define LITERAL(text) {\"\" text, sizeof(text) - 1}\n");
    emit_table(arena, &code, nl);
    for (const struct entry *e = nl->first; e != NULL; e = e->next)
        emit_text(arena, &header, &code, e);
    buf_lit(&header, "#endif\n");
    tool_write(arena, directory, "texts.h", buf_done(&header));
    tool_write(arena, directory, "texts.c", buf_done(&code));
}
