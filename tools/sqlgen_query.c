// SPDX-License-Identifier: EUPL-1.2
// Reads a feature's .sql file: comment lines that declare a query, then its statement up to a line
// that ends with a semicolon. Does not look inside the statement.
#include "sqlgen.h"

const struct kind kinds[] = {
    [VALUE_INT] = {"int", "int64_t", "VALUE_INT", "value_int", false},
    [VALUE_OPT_INT] = {"", "struct opt_int", "VALUE_OPT_INT", "value_opt_int", true},
    [VALUE_FLAG] = {"flag", "bool", "VALUE_FLAG", "value_flag", false},
    [VALUE_REAL] = {"real", "double", "VALUE_REAL", "value_real", false},
    [VALUE_TEXT] = {"text", "struct str", "VALUE_TEXT", "value_text", true},
    [VALUE_BLOB] = {"blob", "struct str", "VALUE_BLOB", "value_blob", true},
    [VALUE_DAY] = {"day", "struct day", "VALUE_DAY", "value_day", true},
    [VALUE_CLOCK] = {"clock", "struct clock", "VALUE_CLOCK", "value_clock", true},
    [VALUE_INSTANT] = {"instant", "struct instant", "VALUE_INSTANT", "value_instant", true},
};

bool kind_of(struct str word, enum value_kind *ret_kind)
{
    for (size_t i = 0; str_is(word) && i < COUNT_OF(kinds); i++)
        if (str_eq(word, str_from_c(kinds[i].word))) {
            *ret_kind = (enum value_kind)i;
            return true;
        }
    return false;
}

enum value_kind kind_nullable(enum value_kind kind, bool nullable, struct place place,
                              struct str name)
{
    if (nullable && (kind == VALUE_FLAG || kind == VALUE_REAL))
        refuse(place, STR_FMT " may be NULL, which a %s cannot say: use COALESCE", STR_ARG(name),
               kinds[kind].word);
    return nullable && kind == VALUE_INT ? VALUE_OPT_INT : kind;
}

static const char *const scope_words[] = {
    [SCOPE_NONE] = "none", [SCOPE_SELF] = "self", [SCOPE_PERSON] = "person",
    [SCOPE_ORGANISATION] = "organisation", [SCOPE_PROGRAMME] = "programme",
    [SCOPE_COHORT] = "cohort", [SCOPE_SESSION] = "session", [SCOPE_IMPORT] = "import",
    [SCOPE_PLAN] = "plan", [SCOPE_APPLICATION] = "application", [SCOPE_MINE] = "mine",
    [SCOPE_EVERYTHING] = "everything",
};

const char *scope_word(enum scope_kind kind)
{
    return scope_words[kind];
}

bool c_name(struct str name)
{
    static const char taken[] =
        " auto bool break case char const continue default do double else enum extern false float"
        " for goto if inline int long register restrict return short signed sizeof static struct"
        " switch true typedef typeof union unsigned void volatile while ";
    if (!tool_is_name(name))
        return false;
    for (const char *c = taken; *c != '\0'; c++)
        if (*c == ' ' && strncmp(c + 1, name.p, name.n) == 0 && c[1 + name.n] == ' ')
            return false;
    return true;
}

struct field *field_find(struct field *list, struct str name)
{
    struct field *field = list;
    while (field != NULL && !str_eq(field->name, name))
        field = field->next;
    return field;
}

void field_add(struct field **list, struct field *field)
{
    while (*list != NULL)
        list = &(*list)->next;
    *list = field;
}

// ---- the lines that declare ---------------------------------------------------------------------
struct reading {
    struct arena *arena;
    struct feature *feature;
    struct query_source *query, **end; // the query whose lines come in; NULL before the first
    struct place place;
    const char *sql_from; // NULL: no statement yet
};

// Cuts one word off; STR("") at the end.
static struct str word_cut(struct str *rest)
{
    struct str word = STR("");
    *rest = str_trim(*rest);
    str_cut(rest, ' ', &word);
    return word;
}

static void query_line(struct reading *r, struct str rest)
{
    static const char *const words[] = {"many", "one", "change"};
    struct query_source *query = NEW(r->arena, struct query_source);
    query->place = r->place;
    query->name = word_cut(&rest);
    const struct str word = word_cut(&rest);
    size_t kind = 0;
    while (kind < COUNT_OF(words) && !str_eq(word, str_from_c(words[kind])))
        kind++;
    if (kind == COUNT_OF(words) || str_is(rest))
        refuse(r->place, "expected -- query NAME many|one|change");
    query->kind = (enum query_kind)kind;
    const struct str prefix = str_join(r->arena, r->feature->name, STR("_"));
    if (!c_name(query->name) ||
        (!str_starts(query->name, prefix) && !str_eq(query->name, r->feature->name)))
        refuse(r->place, "the name of a query in this file starts with " STR_FMT, STR_ARG(prefix));
    r->query = query;
    *r->end = query;
    r->end = &query->next;
}

static void scope_add(struct reading *r, struct str name, const char *c)
{
    struct field *field = NEW(r->arena, struct field);
    *field = (struct field){.name = name, .place = r->place, .kind = VALUE_INT, .c = c};
    field->next = r->query->in; // before the others, wherever the line stands
    r->query->in = field;
}

static void scope_line(struct reading *r, struct str rest)
{
    const struct str word = word_cut(&rest);
    size_t kind = 0;
    while (kind < COUNT_OF(scope_words) && !str_eq(word, str_from_c(scope_words[kind])))
        kind++;
    if (kind == COUNT_OF(scope_words))
        refuse(r->place, "'" STR_FMT "' is no kind of scope", STR_ARG(word));
    if (r->query->has_scope_line)
        refuse(r->place, "a second scope line");
    if (kind == SCOPE_NONE && !str_is(str_trim(rest)))
        refuse(r->place, "scope none needs its reason on the line");
    if (kind != SCOPE_NONE && str_is(str_trim(rest)))
        refuse(r->place, "more than one word after scope");
    r->query->has_scope_line = true;
    r->query->scope = (enum scope_kind)kind;
    if (kind != SCOPE_NONE) {
        scope_add(r, STR("viewer"), "scope->viewer");
        scope_add(r, STR("scope"), "scope->object");
    }
}

// "name kind?, name kind"
static void field_lines(struct reading *r, struct str rest, struct field **list)
{
    for (struct str item; str_cut(&rest, ',', &item);) {
        struct field *field = NEW(r->arena, struct field);
        field->place = r->place;
        field->name = word_cut(&item);
        struct str kind = word_cut(&item);
        field->nullable = str_ends(kind, STR("?"));
        kind = str_slice(kind, 0, kind.n - field->nullable);
        if (!kind_of(kind, &field->kind) || str_is(item))
            refuse(r->place, "expected NAME KIND[?], with a kind of int flag real text blob day "
                   "clock instant");
        if (!c_name(field->name))
            refuse(r->place, "'" STR_FMT "' cannot be a name in C", STR_ARG(field->name));
        if (field_find(*list, field->name) != NULL)
            refuse(r->place, STR_FMT " stands twice", STR_ARG(field->name));
        field->kind = kind_nullable(field->kind, field->nullable, r->place, field->name);
        field_add(list, field);
    }
}

// Names that the generated function has for itself.
static void arguments_are_free(const struct reading *r)
{
    static const char *const own[] = {"db", "arena", "scope", "viewer", "in", "ret", "ret_rows",
                                      "ret_n", "ret_changed"};
    for (const struct field *f = r->query->in; f != NULL; f = f->next)
        for (size_t i = 0; f->c == NULL && i < COUNT_OF(own); i++)
            if (str_eq(f->name, str_from_c(own[i])))
                refuse(r->place, "a parameter cannot be called %s", own[i]);
}

static void query_is_closed(const struct reading *r)
{
    if (r->query != NULL)
        refuse(r->query->place, "query " STR_FMT " has no statement with ; at the end of a line",
               STR_ARG(r->query->name));
}

static void comment_line(struct reading *r, struct str line)
{
    const struct str whole = str_trim(str_slice(line, 2, line.n));
    struct str rest = whole;
    const struct str word = word_cut(&rest);
    if (str_eq(word, STR("query"))) {
        query_is_closed(r);
        query_line(r, rest);
    } else if (r->query == NULL || r->sql_from != NULL) {
        return; // the head of the file, or a remark in a statement
    } else if (str_eq(word, STR("scope"))) {
        scope_line(r, rest);
    } else if (str_eq(word, STR("in"))) {
        field_lines(r, rest, &r->query->in);
        arguments_are_free(r);
    } else if (str_eq(word, STR("out"))) {
        field_lines(r, rest, &r->query->out);
    } else {
        r->query->doc = str_fmt(r->arena, STR_FMT "// " STR_FMT "\n", STR_ARG(r->query->doc),
                                STR_ARG(whole));
    }
}

static void statement_line(struct reading *r, struct str line)
{
    if (r->query == NULL)
        refuse(r->place, "a statement without a line -- query NAME many|one|change");
    if (r->sql_from == NULL) {
        r->sql_from = line.p;
        r->query->sql_place = r->place;
    }
    if (str_ends(line, STR(";"))) {
        const char *end = line.p + line.n - 1;
        r->query->sql = (struct str){r->sql_from, (size_t)(end - r->sql_from)};
        r->query->tokens = tokens_of(r->arena, r->query->sql, r->query->sql_place.line);
        r->query = NULL;
        r->sql_from = NULL;
    }
}

struct feature *feature_read(struct arena *arena, const char *path)
{
    struct feature *feature = NEW(arena, struct feature);
    *feature = (struct feature){.path = path, .name = path_stem(path)};
    struct reading r = {.arena = arena, .feature = feature, .end = &feature->queries,
                        .place = {path, 0}};
    if (!c_name(feature->name))
        tool_refuse(path, 1, "the file's name cannot be a name in C");
    struct str rest = tool_read(arena, path);
    for (struct str line; str_cut(&rest, '\n', &line);) {
        r.place.line++;
        line = str_trim(line);
        if (str_starts(line, STR("--")))
            comment_line(&r, line);
        else if (str_is(line))
            statement_line(&r, line);
    }
    query_is_closed(&r);
    return feature;
}
