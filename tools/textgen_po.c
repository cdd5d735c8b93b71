// SPDX-License-Identifier: EUPL-1.2
// Reads PO files (the part of GNU gettext's format that we use) and checks every text by itself.
// Never compares languages.
#include "tools/textgen.h"

struct po {
    struct arena *arena;
    const char *file;
    int line;
    struct texts *texts;
    struct entry *entry;  // being read
    struct str *string;   // what a line with only quotes continues
    struct str plural_id; // must repeat the msgid
};

struct entry *entry_find(const struct texts *texts, struct str id) {
    for (struct entry *e = texts->first; e != NULL; e = e->next)
        if (str_eq(e->id, id))
            return e;
    return NULL;
}

const struct arg *args_find(const struct args *args, struct str name) {
    for (size_t i = 0; i < args->n; i++)
        if (str_eq(args->items[i].name, name))
            return &args->items[i];
    return NULL;
}

const struct arg *args_first_int(const struct args *args) {
    for (size_t i = 0; i < args->n; i++)
        if (str_eq(args->items[i].kind, STR("int")))
            return &args->items[i];
    return NULL;
}

static struct str read_string(const struct po *po, struct str quoted) {
    struct buf b = buf_on(po->arena, quoted.n + 1);
    size_t i = 1;
    for (; i < quoted.n && quoted.p[i] != '"'; i++) {
        if (quoted.p[i] != '\\') {
            buf_char(&b, quoted.p[i]);
            continue;
        }
        const char next = ++i < quoted.n ? quoted.p[i] : '\0';
        if (next != 'n' && next != '"' && next != '\\')
            tool_refuse(po->file, po->line, "of the escapes only \\n, \\\" and \\\\ are known");
        buf_char(&b, next == 'n' ? '\n' : next);
    }
    if (quoted.n == 0 || quoted.p[0] != '"' || i + 1 != quoted.n)
        tool_refuse(po->file, po->line, "a text must stand between double quotes");
    return buf_done(&b);
}

// Names that the generated functions use themselves.
static bool is_reserved(struct str name) {
    return str_eq(name, STR("arena")) || str_eq(name, STR("lang")) || str_eq(name, STR("b"));
}

static struct arg read_placeholder(const struct entry *entry, struct str inner) {
    struct str kind = inner, name = STR("");
    str_cut(&kind, ':', &name);
    if (!tool_is_name(name) || is_reserved(name))
        refuse(entry, "{" STR_FMT "} is not a placeholder: write {name:kind}", STR_ARG(inner));
    if (kind_find(kind) == NULL)
        refuse(entry, "{" STR_FMT "} has an unknown kind", STR_ARG(inner));
    return (struct arg){name, kind};
}

bool piece_next(const struct entry *entry, struct str *rest, struct piece *ret_piece) {
    size_t n = rest->n, close;
    if (n == 0)
        return false;
    if (str_starts(*rest, STR("{{"))) {
        *ret_piece = (struct piece){.literal = STR("{")};
        n = 2;
    } else if (rest->p[0] != '{') {
        str_find(*rest, STR("{"), &n);
        *ret_piece = (struct piece){.literal = str_slice(*rest, 0, n)};
    } else {
        if (!str_find(*rest, STR("}"), &close))
            refuse(entry, "{ is not closed");
        *ret_piece = (struct piece){.arg = read_placeholder(entry, str_slice(*rest, 1, close))};
        n = close + 1;
    }
    *rest = str_slice(*rest, n, rest->n);
    return true;
}

static void add_args(struct entry *entry, struct str form) {
    for (struct piece piece; piece_next(entry, &form, &piece);) {
        if (piece.literal.p != NULL)
            continue;
        const struct arg *const known = args_find(&entry->args, piece.arg.name);
        if (known != NULL && !str_eq(known->kind, piece.arg.kind))
            refuse(entry, "{" STR_FMT "} has two kinds", STR_ARG(piece.arg.name));
        if (known != NULL)
            continue;
        if (entry->args.n == MAX_ARGS)
            refuse(entry, "more than %d placeholders", MAX_ARGS);
        entry->args.items[entry->args.n++] = piece.arg;
    }
}

// The entry is complete: check it and keep it. The header of the file has an empty msgid.
static void end_entry(struct po *po) {
    struct entry *const entry = po->entry;
    if (entry == NULL || entry->id.n == 0)
        return;
    if (!tool_is_name(entry->id))
        refuse(entry, "msgid must be a name: [a-z][a-z0-9_]*");
    const struct entry *const first = entry_find(po->texts, entry->id);
    if (first != NULL)
        refuse(entry, STR_FMT " stands already at %s:%d", STR_ARG(entry->id), first->file,
               first->line);
    if (entry->is_plural && !str_eq(po->plural_id, entry->id))
        refuse(entry, "msgid_plural must repeat the msgid");
    for (size_t i = 0; i < (entry->is_plural ? 2 : 1); i++) {
        if (str_trim(entry->form[i]).n == 0)
            refuse(entry, STR_FMT " has an empty msgstr", STR_ARG(entry->id));
        add_args(entry, entry->form[i]);
    }
    if (entry->is_plural && args_first_int(&entry->args) == NULL)
        refuse(entry, "a plural counts by an int: none in " STR_FMT, STR_ARG(entry->id));
    *po->texts->end = entry;
    po->texts->end = &entry->next;
}

static struct str *begin_entry(struct po *po) {
    end_entry(po);
    po->entry = NEW(po->arena, struct entry);
    po->entry->file = po->file;
    po->entry->line = po->line;
    po->plural_id = STR_NONE;
    return &po->entry->id;
}

// Which text the keyword of a line begins.
static struct str *find_string(struct po *po, struct str keyword) {
    if (str_eq(keyword, STR("msgid")))
        return begin_entry(po);
    struct entry *const entry = po->entry;
    if (entry != NULL && str_eq(keyword, STR("msgid_plural"))) {
        entry->is_plural = true;
        return &po->plural_id;
    }
    if (entry != NULL && str_eq(keyword, STR("msgstr")) && !entry->is_plural)
        return &entry->form[0];
    if (entry != NULL && str_eq(keyword, STR("msgstr[0]")) && entry->is_plural)
        return &entry->form[0];
    if (entry != NULL && str_eq(keyword, STR("msgstr[1]")) && entry->is_plural)
        return &entry->form[1];
    tool_refuse(po->file, po->line, "\"" STR_FMT "\" cannot stand here", STR_ARG(keyword));
}

static void read_line(struct po *po, struct str line) {
    if (line.n == 0 || line.p[0] == '#')
        return;
    size_t n = 0;
    while (n < line.n && line.p[n] != '"' && !isspace((unsigned char)line.p[n]))
        n++;
    if (n > 0) {
        po->string = find_string(po, str_slice(line, 0, n));
        if (po->string->p != NULL)
            tool_refuse(po->file, po->line, "the same keyword twice");
        *po->string = STR("");
    }
    if (po->string == NULL)
        tool_refuse(po->file, po->line, "a text without msgid");
    const struct str more = read_string(po, str_trim(str_slice(line, n, line.n)));
    *po->string = str_join(po->arena, *po->string, more);
}

void po_read(struct arena *arena, const char *file, struct texts *texts) {
    struct po po = {.arena = arena, .file = file, .texts = texts};
    struct str rest = tool_read(arena, file), line;
    while (str_cut(&rest, '\n', &line)) {
        po.line++;
        read_line(&po, str_trim(line));
    }
    end_entry(&po);
}
