// SPDX-License-Identifier: EUPL-1.2
// Compiles the texts of all features to C: textgen --out DIR nl.po... en.po... [--used FILE...]
// writes texts.h and texts.c. The file's name tells the language. See docs/generators.md.
// This file owns the comparison of the languages and of the texts with their use.
#include "tools/textgen.h"

enum { MEMORY = 256 << 20 };

static enum lang language_of(const char *file) {
    const char *const slash = strrchr(file, '/');
    const char *const name = slash == NULL ? file : slash + 1;
    if (strcmp(name, "nl.po") == 0)
        return LANG_NL;
    if (strcmp(name, "en.po") == 0)
        return LANG_EN;
    tool_refuse(file, 1, "a file of texts is called nl.po or en.po");
}

static void check_args(const struct entry *entry, const struct entry *twin) {
    for (size_t i = 0; i < twin->args.n; i++) {
        const struct arg *const arg = &twin->args.items[i];
        const struct arg *const same = args_find(&entry->args, arg->name);
        if (same == NULL || !str_eq(same->kind, arg->kind))
            refuse(entry, STR_FMT " lacks {" STR_FMT ":" STR_FMT "} of %s:%d", STR_ARG(entry->id),
                   STR_ARG(arg->name), STR_ARG(arg->kind), twin->file, twin->line);
    }
}

static void join_languages(const struct texts *these, const struct texts *others) {
    for (struct entry *e = these->first; e != NULL; e = e->next) {
        e->twin = entry_find(others, e->id);
        if (e->twin == NULL)
            refuse(e, STR_FMT " stands in one language only", STR_ARG(e->id));
        if (e->is_plural != e->twin->is_plural)
            refuse(e, STR_FMT " has a plural in one language only", STR_ARG(e->id));
        check_args(e, e->twin);
    }
}

// Marks the text that is named at the start of `source`, behind one of the ways to name one.
static void mark_name(const struct texts *nl, struct str source) {
    static const char *const ways[] = {"text_", "{t ", "T(", "T_"};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        const struct str way = str_from_c(ways[i]);
        if (!str_starts(source, way))
            continue;
        size_t n = way.n;
        while (n < source.n && (isalnum((unsigned char)source.p[n]) || source.p[n] == '_'))
            n++;
        struct entry *const entry = entry_find(nl, str_slice(source, way.n, n));
        if (entry != NULL)
            entry->is_used = true;
    }
}

static void mark_used(struct arena *arena, const struct texts *nl, const char *file) {
    const struct str source = tool_read(arena, file);
    for (size_t i = 0; i < source.n; i++)
        if (strchr("tT{", source.p[i]) != NULL)
            mark_name(nl, str_slice(source, i, source.n));
}

static void check_used(const struct texts *nl) {
    for (const struct entry *e = nl->first; e != NULL; e = e->next)
        if (!e->is_used)
            refuse(e, STR_FMT " is not used", STR_ARG(e->id));
}

int main(int argc, char **argv) {
    if (argc < 4 || strcmp(argv[1], "--out") != 0) {
        fputs("usage: textgen --out DIRECTORY nl.po en.po... [--used FILE...]\n", stderr);
        return rc_exit_code(RC_USAGE);
    }
    struct arena *const arena = arena_new(MEMORY);
    struct texts texts[LANG_N] = {0};
    for (size_t lang = 0; lang < LANG_N; lang++)
        texts[lang].end = &texts[lang].first;
    int i = 3;
    for (; i < argc && strcmp(argv[i], "--used") != 0; i++)
        po_read(arena, argv[i], &texts[language_of(argv[i])]);
    join_languages(&texts[LANG_NL], &texts[LANG_EN]);
    join_languages(&texts[LANG_EN], &texts[LANG_NL]);
    const bool check = i < argc;
    for (i++; i < argc; i++)
        mark_used(arena, &texts[LANG_NL], argv[i]);
    if (check)
        check_used(&texts[LANG_NL]);
    emit_texts(arena, argv[2], &texts[LANG_NL]);
    arena_free(arena);
    return 0;
}
