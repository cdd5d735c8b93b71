// SPDX-License-Identifier: EUPL-1.2
// What the text of a query must not hold, because the two databases read it differently or because
// it hides which columns come back; and where a JOIN makes a NOT NULL column NULL. Tokens only.
#include "sqlgen.h"

static const struct {
    const char *word, *next; // next NULL: whatever follows
    const char *why;
} forbidden[] = {
    {"lower", "(", "fold the text in C when it is written, and search the fold column"},
    {"upper", "(", "fold the text in C when it is written, and search the fold column"},
    {"ANY", "(", "only PostgreSQL has it: write IN (SELECT ...)"},
    {"json_each", NULL, "only SQLite has it"},
    {"string_agg", NULL, "only PostgreSQL has it: join texts in C"},
    {"group_concat", NULL, "only SQLite has it: join texts in C"},
    {"datetime", "(", "only SQLite has it: pass an instant"},
    {"strftime", "(", "only SQLite has it: pass a day or an instant"},
    {"SKIP", "LOCKED", "only PostgreSQL has it: claim with one guarded UPDATE"},
    {"RIGHT", "JOIN", "write it as a LEFT JOIN"},
    {"RIGHT", "OUTER", "write it as a LEFT JOIN"},
    {"FULL", "JOIN", "write it as two queries"},
    {"FULL", "OUTER", "write it as two queries"},
};

static void refuse_words(const struct query_source *query, const struct token *t) {
    for (size_t i = 0; t->kind == TOKEN_WORD && i < COUNT_OF(forbidden); i++)
        if (token_is(t[0], forbidden[i].word) &&
            (forbidden[i].next == NULL || token_is(t[1], forbidden[i].next)))
            tool_refuse(query->place.file, t->line, "%s%s%s is not used: %s", forbidden[i].word,
                        forbidden[i].next == NULL ? "" : " ",
                        forbidden[i].next == NULL ? "" : forbidden[i].next, forbidden[i].why);
}

// A star for all columns follows one of these; a star that multiplies, or count(*), does not.
static bool is_all_columns(struct token before, struct token star) {
    static const char *const words[] = {"SELECT", "DISTINCT", "ALL", "RETURNING", ",", "."};
    for (size_t i = 0; token_is(star, "*") && i < COUNT_OF(words); i++)
        if (token_is(before, words[i]))
            return true;
    return false;
}

static bool is_fold_column(const struct token *tokens, size_t like) {
    const size_t back = like > 0 && token_is(tokens[like - 1], "NOT") ? 2 : 1;
    return like >= back && tokens[like - back].kind == TOKEN_WORD &&
           str_ends(tokens[like - back].text, STR("fold"));
}

static void parameter_use(const struct query_source *query, struct token token) {
    struct field *field = field_find(query->in, str_slice(token.text, 1, token.text.n));
    if (field != NULL)
        field->used = true;
    else
        tool_refuse(query->place.file, token.line,
                    STR_FMT " is no parameter: add an in or scope line", STR_ARG(token.text));
}

// The viewer's own roles, those set aside among them, are asked for in the clear or not at all.
static void refuse_aside(const struct query_source *query) {
    const struct token *tokens = query->tokens.all;
    bool reads_roles = false, asks_viewer = false, knows_aside = false;
    for (size_t i = 0; i < query->tokens.n; i++) {
        reads_roles |= i > 0 && token_is(tokens[i], "role") &&
                       (token_is(tokens[i - 1], "FROM") || token_is(tokens[i - 1], "JOIN"));
        asks_viewer |= token_is(tokens[i], ":viewer") || token_is(tokens[i], ":asker");
        knows_aside |= token_is(tokens[i], "aside");
    }
    if (reads_roles && asks_viewer && !knows_aside)
        refuse(query->place, "it asks for the viewer's roles: leave out those set aside");
}

void query_rules(struct query_source *query) {
    refuse_aside(query);
    const struct token *tokens = query->tokens.all;
    for (size_t i = 0; i < query->tokens.n; i++) {
        const struct token t = tokens[i];
        const struct place place = {query->place.file, t.line};
        refuse_words(query, &tokens[i]);
        if (t.kind == TOKEN_PARAMETER)
            parameter_use(query, t);
        if (t.kind == TOKEN_MARK && strchr("\"`[", t.text.p[0]) != NULL)
            refuse(place, "a name in quotes is not used: choose a name that needs none");
        if (t.kind == TOKEN_MARK && strchr("?$@", t.text.p[0]) != NULL)
            refuse(place, "a parameter is written :name");
        if (i > 0 && is_all_columns(tokens[i - 1], t))
            refuse(place, "* is not used: name the columns");
        if (token_is(t, "LIKE") && !is_fold_column(tokens, i))
            refuse(place, "LIKE is used on a fold column only: the databases differ in case");
    }
}

// ---- nullability that the schema does not know --------------------------------------------------
// The bracket that closes the one at `open`; `open` itself when no bracket stands there.
static size_t bracket_end(const struct tokens *tokens, size_t open) {
    int depth = 0;
    size_t i = open;
    for (; i < tokens->n; i++) {
        depth += token_is(tokens->all[i], "(") - token_is(tokens->all[i], ")");
        if (depth == 0)
            break;
    }
    return i;
}

static bool names_between(const struct tokens *tokens, size_t from, size_t to, struct str name) {
    for (size_t i = from; i < to; i++)
        if (name_is(tokens->all[i].text, name))
            return true;
    return false;
}

// Does `WITH source AS (...)` speak of the table? Without such a part, `source` is a table itself.
static bool named_part_reads(const struct tokens *tokens, struct str source, struct str table) {
    for (size_t i = 0; i + 2 < tokens->n; i++) {
        if (!name_is(tokens->all[i].text, source))
            continue;
        const bool has_columns = token_is(tokens->all[i + 1], "(");
        const size_t as = has_columns ? bracket_end(tokens, i + 1) + 1 : i + 1;
        if (as + 1 < tokens->n && token_is(tokens->all[as], "AS") &&
            token_is(tokens->all[as + 1], "("))
            return names_between(tokens, as + 2, bracket_end(tokens, as + 1), table);
    }
    return false;
}

// Where the list of result columns starts: after the outermost SELECT, or RETURNING.
static size_t list_start(const struct tokens *tokens) {
    size_t start = tokens->n;
    for (size_t i = 0; i < tokens->n; i++) {
        if (token_is(tokens->all[i], "("))
            i = bracket_end(tokens, i);
        else if (token_is(tokens->all[i], "RETURNING") ||
                 (start == tokens->n && token_is(tokens->all[i], "SELECT")))
            start = i + 1;
    }
    return start < tokens->n && token_is(tokens->all[start], "DISTINCT") ? start + 1 : start;
}

// The `p` of a result column `p.name`; STR_NONE when it is written without.
static struct str column_source(const struct tokens *tokens, int column) {
    size_t i = list_start(tokens);
    for (int commas = 0; commas < column && i < tokens->n; i++) {
        if (token_is(tokens->all[i], "("))
            i = bracket_end(tokens, i);
        commas += token_is(tokens->all[i], ",");
    }
    const bool has_source = i + 1 < tokens->n && token_is(tokens->all[i + 1], ".");
    return has_source ? tokens->all[i].text : STR_NONE;
}

// Does a LEFT JOIN of what stands at `at` bring the source of this name?
static bool join_gives(const struct tokens *tokens, size_t at, struct str name) {
    const size_t end = bracket_end(tokens, at);
    size_t next = end + 1;
    if (next < tokens->n && token_is(tokens->all[next], "AS"))
        next++;
    const bool has_alias = next < tokens->n && !token_is(tokens->all[next], "ON") &&
                           !token_is(tokens->all[next], "USING");
    return name_is(tokens->all[has_alias ? next : at].text, name) ||
           (!has_alias && names_between(tokens, at, end, name));
}

bool query_joins_left(const struct query_source *query, int column, struct str table) {
    const struct tokens *tokens = &query->tokens;
    const struct str source = column_source(tokens, column);
    int depth = 0;
    for (size_t i = 0; i + 2 < tokens->n; i++) {
        depth += token_is(tokens->all[i], "(") - token_is(tokens->all[i], ")");
        if (!token_is(tokens->all[i], "LEFT"))
            continue;
        const size_t at = i + (token_is(tokens->all[i + 1], "OUTER") ? 3 : 2);
        const bool by_source = depth == 0 && str_is(source);
        if (by_source ? join_gives(tokens, at, source)
                      : name_is(tokens->all[at].text, table) ||
                            names_between(tokens, at, bracket_end(tokens, at), table) ||
                            named_part_reads(tokens, tokens->all[at].text, table))
            return true;
    }
    return false;
}

// A UNION inside IN (...) or EXISTS (...) says nothing of the result columns.
static bool is_condition(const struct tokens *tokens, size_t at) {
    int depth = 0;
    for (size_t i = at; i-- > 0;) {
        depth += token_is(tokens->all[i], ")") - token_is(tokens->all[i], "(");
        if (depth < 0)
            return i > 0 &&
                   (token_is(tokens->all[i - 1], "IN") || token_is(tokens->all[i - 1], "EXISTS"));
    }
    return false;
}

bool query_is_compound(const struct query_source *query) {
    for (size_t i = 0; i < query->tokens.n; i++)
        if (token_is(query->tokens.all[i], "UNION") && !is_condition(&query->tokens, i))
            return true;
    return false;
}
